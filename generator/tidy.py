"""TIDY: a file in its canonical form, the same for everybody, so that a diff shows what changed and nothing else.

No value changes and no comment is lost: both are verified on what was made, before anybody may write it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.model import Shape
from generator.problem import Loc
from generator.source import parse
from generator.source_rules import MAX_BYTES
from generator.tidy_comments import Remarks, comments, remarks
from generator.tidy_fields import Form, form
from generator.tidy_scalar import WIDTH, inline, lines, literal, name

_ONE_LINE = ("copied",)
"""Mappings that are written in braces, on one line."""
_KEPT = "capture"
"""The block that a program wrote, in its own way."""
_ON_ITS_LINE = re.compile(r"[^|>\n][^\n]*")


class TidyError(Exception):
    """A file that can't be put in canonical form without harm; says why."""


def tidy(text: str, model: type[Shape]) -> str:
    """The canonical form of a file that loads without fault. Raises TidyError."""
    before, _ = parse(text, "")
    assert before is not None  # the caller has read it
    made = _File(remarks(text)).text(before.data, form(model))
    after, problems = parse(made, "")
    if problems or after is None or after.data != before.data:
        raise TidyError("in canonical form it would say something else, so it stays as it is; write it more plainly")
    if comments(made) != comments(text):
        raise TidyError("in canonical form it would lose a comment, so it stays as it is; move its comments")
    if len(made.encode()) > MAX_BYTES:
        raise TidyError(f"in canonical form it would have more than {MAX_BYTES:,} bytes; split it")
    return made


@dataclass(frozen=True)
class _Entry:
    """A field or an item: its lines, from its own column on, and the comments above it."""

    above: list[str]
    lines: list[str]


@dataclass(frozen=True)
class _File:
    """Writes a file's data with its comments."""

    remarks: Remarks

    def text(self, data: dict[str, Any], shape: Form) -> str:
        """The whole file."""
        empty = [] if data else [_Entry([], ["{}"])]
        whole = _joined([_Entry(list(self.remarks.head), []), *empty, *self._entries(data, (), shape, 0)])
        return "\n".join([*whole, ""])

    def _entries(self, value: Any, loc: Loc, shape: Form, column: int) -> list[_Entry]:
        """A list's items or a mapping's fields, and what is said after the last."""
        if isinstance(value, dict):
            names = shape.order(list(value))
            found = [self._entry(f"{name(one)}:", value[one], (*loc, one), shape.field(one), column) for one in names]
        else:
            found = [self._entry("-", one, (*loc, n), shape.item(), column) for n, one in enumerate(value)]
        return [*found, _Entry(list(self.remarks.after.get(loc, ())), [])]

    def _entry(self, head: str, value: Any, loc: Loc, shape: Form, column: int) -> _Entry:
        """A field or an item, after its name and colon or its dash."""
        above = [*self.remarks.before.get(loc, ()), *(() if value else self.remarks.after.get(loc, ()))]
        beside = [self.remarks.beside[loc]] if loc in self.remarks.beside else []
        found = self._written(value, loc, shape, column + len(head) + 1, column + 2)
        if found is None:
            inside = self._entries(value, loc, shape, column + 2)
            if head == "-" and isinstance(value, dict):
                return _item([*above, *beside], inside)
            found = ["", *_joined(inside)]
        return _Entry(above, ["  ".join([f"{head} {found[0]}".rstrip(" "), *beside]), *_indented(found[1:])])

    def _written(self, value: Any, loc: Loc, shape: Form, begun: int, indent: int) -> list[str] | None:
        """A text's lines, or a list in brackets; None for what has a line for each of its entries."""
        if not isinstance(value, str):
            short = self._short(value, loc, shape, WIDTH - begun)
            return None if short is None else [short]
        if loc[-1] == "notes" and value:
            return literal(value)
        if loc[-2:-1] == (_KEPT,) and _ON_ITS_LINE.fullmatch(self.remarks.written[loc]):
            return [self.remarks.written[loc]]
        return lines(value, begun, indent, number=shape.number)

    def _short(self, value: Any, loc: Loc, shape: Form, room: int) -> str | None:
        """A list, or a mapping that is written so, in brackets; None where it doesn't fit or has comments inside."""
        if not value:
            return "[]" if isinstance(value, list) else "{}"
        if isinstance(value, dict) and loc[-1] not in _ONE_LINE:
            return None
        found = None if self._commented(loc) else _bracketed(value, shape)
        return found if found and (len(found) <= room or _KEPT in loc) else None

    def _commented(self, loc: Loc) -> bool:
        """Whether there is a comment inside a list or mapping; empty lines there are dropped."""
        above = (one for one, lines in self.remarks.before.items() if any(lines))
        inside = any(one != loc and one[: len(loc)] == loc for one in (*above, *self.remarks.beside))
        return inside or any(one[: len(loc)] == loc for one in self.remarks.after)


def _item(above: list[str], inside: list[_Entry]) -> _Entry:
    """A mapping in a list: its first field stands beside the dash, so what is above that field goes above the dash."""
    first, *others = inside
    start, *below = first.lines
    return _Entry([*above, *first.above], [f"- {start}", *_indented([*below, *_joined(others)])])


def _bracketed(value: Any, shape: Form) -> str | None:
    """A list or mapping of one-line texts, or of lists of them, in brackets."""
    if isinstance(value, str):
        return None if "\n" in value else inline(value, number=shape.number, bracket=True)
    if isinstance(value, dict):
        parts = [(f"{name(one)}: ", _bracketed(value[one], shape.field(one))) for one in shape.order(list(value))]
    else:
        parts = [("", None if isinstance(one, dict) else _bracketed(one, shape.item())) for one in value]
    if any(text is None for _, text in parts):
        return None
    inside = ", ".join(f"{head}{text}" for head, text in parts)
    return f"{{{inside}}}" if isinstance(value, dict) else f"[{inside}]"


def _joined(entries: Iterable[_Entry]) -> list[str]:
    """All lines; one empty line at most between two others, and none at the start."""
    found: list[str] = []
    for entry in entries:
        for line in entry.above:
            if line or (found and found[-1].strip()):
                found.append(line)
        found += entry.lines
    return found


def _indented(found: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in found)
