"""A fault in the input as a value: where it is, what is wrong, what to do about it, and which rule says so."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

Severity = Literal["error", "warning"]
Loc = tuple[str | int, ...]
"""The way to a value inside a record: field names and list indices, such as ("sources", 1, "quote")."""


@dataclass(frozen=True, order=True)
class Problem:
    """One fault. Sorts by place; `line` and `column` count from 1."""

    path: str
    line: int
    column: int
    field: str
    rule: str
    message: str
    severity: Severity = "error"


class Rule(Generic[P, R]):
    """A rule of the house: a named function whose docstring says why the rule exists and how to follow it."""

    def __init__(self, name: str, severity: Severity, function: Callable[P, R]) -> None:
        """Keep the function; its docstring is the rule."""
        self.name = name
        self.severity = severity
        self.why = inspect.getdoc(function) or ""
        self._function = function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Apply the rule: what comes back is the function's business."""
        return self._function(*args, **kwargs)


RULES: dict[str, Rule[..., Any]] = {}


def rule(name: str, severity: Severity = "error") -> Callable[[Callable[P, R]], Rule[P, R]]:
    """Register a function as the rule `name`; a warning is shown but doesn't stop a build."""

    def register(function: Callable[P, R]) -> Rule[P, R]:
        if name in RULES:
            raise ValueError(f"two rules are named {name!r}")
        RULES[name] = made = Rule(name, severity, function)
        return made

    return register


def field_name(loc: Loc) -> str:
    """The way to a value as people write it: `sources[1].quote`."""
    name = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc)
    return name.removeprefix(".")


def shown(value: object, limit: int = 60) -> str:
    """A contributor's text inside a message: quoted, shortened, one line, nothing a terminal would obey."""
    text = str(value)
    text = text if len(text) <= limit else text[: limit - 1] + "…"
    return "'" + "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text) + "'"


def code(text: str) -> str:
    """What to write, inside a message: shortened as every contributor's text is."""
    return f"`{shown(text)[1:-1]}`"


def fails(problems: list[Problem]) -> bool:
    """Whether any of these stops a build."""
    return any(problem.severity == "error" for problem in problems)
