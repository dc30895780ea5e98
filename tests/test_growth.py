"""No regular expression of the program works longer than its text is long, whatever the text."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from growth import Automaton, Growth

import generator

SEARCHES = {"search", "finditer", "findall", "split", "sub", "subn"}
USES = SEARCHES | {"match", "fullmatch"}


def modules() -> Iterator[tuple[ModuleType, ast.Module]]:
    """Every module of the program and what is written in it."""
    for found in pkgutil.walk_packages(generator.__path__, "generator."):
        if not found.name.endswith("__main__"):
            module = importlib.import_module(found.name)
            yield module, ast.parse(Path(str(module.__file__)).read_text("utf-8"))


def _held(value: Any) -> Iterator[re.Pattern[Any]]:
    """The patterns in a value, in lists and mappings too."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _held(list(value.values()))
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _held(one)


def _calls(tree: ast.Module) -> Iterator[tuple[str, str, ast.Call]]:
    """Each call of a pattern's method: the name it is called on, the method, the call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in USES:
            on = node.func.value.value if isinstance(node.func.value, ast.Subscript) else node.func.value
            if isinstance(on, ast.Name):
                yield on.id, node.func.attr, node


def _in_place(module: ModuleType, call: ast.Call) -> re.Pattern[Any]:
    """The pattern of `re.search(…)`, which has to be made of what the module holds."""
    given = [*call.args[2:], *(one.value for one in call.keywords if one.arg == "flags")]
    flags = [one for one in given if re.fullmatch(r"re\.[A-Z]+( \| re\.[A-Z]+)*", ast.unparse(one))]
    made = [eval(ast.unparse(one), vars(module)) for one in (call.args[0], *flags)]
    return re.compile(*made)


def patterns() -> Iterator[tuple[str, re.Pattern[Any], str]]:
    """Every pattern of the program, where it stands, and the method it is used by; unknown is a search."""
    found = list(modules())
    everywhere = [(name, method) for _, tree in found for name, method, _ in _calls(tree) if not name.startswith("_")]
    for module, tree in found:
        used = {*everywhere, *((name, method) for name, method, _ in _calls(tree))}
        for name, value in vars(module).items():
            methods = sorted(method for one, method in used if one == name) or ["search"]
            yield from ((f"{module.__name__}.{name}", one, method) for one in _held(value) for method in methods)
        for name, method, call in _calls(tree):
            if name == "re":
                yield f"{module.__name__}:{call.lineno}", _in_place(module, call), method


def grown(pattern: re.Pattern[Any], method: str) -> Growth | None:
    """What makes the work of a pattern grow, used so."""
    return Automaton(pattern, searched=method in SEARCHES, whole=method == "fullmatch").growth()


def test_no_pattern_grows() -> None:
    """Of all that the program holds, by name or in place: neither exponentially nor polynomially."""
    known: dict[tuple[re.Pattern[Any], str], str] = {}
    for where, pattern, method in patterns():
        known.setdefault((pattern, "search" if method in SEARCHES else method), where)
    assert len(known) > 100
    found = {f"{where}, {use}": grown(pattern, use) for (pattern, use), where in known.items()}
    assert {where: growth for where, growth in found.items() if growth} == {}


EXPONENTIAL = [(r"(a+)+b", "match"), (r"(a|a)*b", "match"), (r"(\w+\s?)*", "fullmatch"), (r"(a|aa)+$", "search")]
POLYNOMIAL = [
    (r"\s+$", "sub"),
    (r"a*b", "search"),
    (r"(?m)^\s*x", "search"),
    (r"a+a+b", "match"),
    (r"<[^>]*>", "split"),
    (r"\d+\.?\d*x", "match"),
    (r"x(?:[xb]*c)?", "findall"),
    (r"[+-]?(0+\.?0*|\.0+)[a-z%]*", "fullmatch"),
    (r"\s*\[@[^\]\s]{1,80}\]", "sub"),
    (r"^(?:[ \t]*(?:[>*+-]|\d+\.)[ \t]*){6}", "search"),
    (r"^\s*(?:(?://)?\s*<!--)", "sub"),
]
LINEAR = [
    (r"a+", "search"),
    (r"^a*b", "search"),
    (r"(?m)^[ \t]*x", "search"),
    (r"[a-z]+(-[a-z]+)*", "fullmatch"),
    (r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "fullmatch"),
    (r"<[^<>]*>", "sub"),
    (r"(?<!a)a+b", "search"),
    (r"\n\s*\n", "split"),
]
KNOWN = [(*one, kind) for kind, known in ((True, EXPONENTIAL), (False, POLYNOMIAL), (None, LINEAR)) for one in known]


@pytest.mark.parametrize(("pattern", "method", "exponential"), KNOWN)
def test_growth_is_told_from_a_pattern(pattern: str, method: str, exponential: bool | None) -> None:
    """Of patterns whose growth is known; this program once held some of them."""
    found = grown(re.compile(pattern), method)
    assert (found and found.exponential) is exponential
