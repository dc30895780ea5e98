"""Marks of Markdown where YAML stands: the * of a list's items, and the fences around a block of code."""

import re
from collections.abc import Sequence

from generator.problem import code

_FENCE = re.compile(r"(```|~~~)")
_BULLET = re.compile(r"( *)\* +(\S.*)")


def fence(lines: Sequence[str], number: int) -> str | None:
    """What to do about a line that begins or ends a block of code, as files are shown in messages and on pages."""
    mark = _FENCE.match(lines[number]) if number < len(lines) else None
    if not mark:
        return None
    others = [n for n, line in enumerate(lines, 1) if n != number + 1 and line.startswith(mark[1])]
    also = f", and line {others[-1]} too" if others else ""
    return f"{mark[1]} is Markdown's sign around a block of code and no part of the file; delete this line{also}"


def bullet(lines: Sequence[str], number: int) -> tuple[int, str] | None:
    """The column of a * that begins an item of a list, and what to write."""
    found = _BULLET.match(lines[number]) if number < len(lines) else None
    if not found:
        return None
    column = len(found[1])
    if _field_above(lines[:number], column) == "notes":
        return column, "write `notes: |` above, then the lines below it, indented, are your text as it stands"
    return column, f"an item of a list begins with `- `, not with `* `; write {code(f'- {found[2].strip()}')}"


def _field_above(lines: Sequence[str], column: int) -> str:
    """The field that a line, indented so far, stands below."""
    for line in reversed(lines):
        if (field := re.match(r"( *)([\w-]+):", line)) and len(field[1]) < column:
            return field[2]
    return ""
