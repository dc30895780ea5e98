"""The values of a JSON file of any size, one by one: one value, an array, an object around an array, JSON lines.

The standard library parses; here its input is fed to it in pieces. A value that fits into eight megabytes is given as
it is, a larger one is taken apart. Archives hold NaN, raw control characters, trailing commas and broken records, at
which streaming parsers end: here what can be read behind a broken place is read, and the place is told.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

LARGEST = 1 << 23
_RECORD = 1 << 18
_DEEPEST = 40
_SPACE = re.compile(r"[ \t\r\n\ufeff,\x1e]*")
_LIST = re.compile(
    r'\{(?:(?![{}]).){0,4000}?"(?:dataFeedElement|claims|itemListElement|results|items|data)"\s*:\s*\[', re.DOTALL
)
_OBJECT = re.compile(r'\{\s{0,200}"')
_GAP = 250
_MOST_BROKEN = 1_000
_TRAILING = re.compile(r",(\s*[}\]])")


@dataclass(frozen=True)
class Value:
    """A value and the line it starts on, from 1; one `rescued` from behind a broken place may be a part of another."""

    line: int
    data: Any
    rescued: bool = False


@dataclass(frozen=True)
class Broken:
    """A place that couldn't be read, and why, in words for a person."""

    line: int
    fault: str


Found = Value | Broken


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of a name given twice both values, since either may be the right one."""
    made = dict(pairs)
    if len(made) < len(pairs):
        given: dict[str, list[Any]] = {}
        for name, value in pairs:
            given.setdefault(name, []).append(value)
        made = {name: values if len(values) > 1 else values[0] for name, values in given.items()}
    return made


def _int(text: str) -> Any:
    return int(text) if len(text) < 300 else text


_DECODER = json.JSONDecoder(strict=False, object_pairs_hook=_pairs, parse_int=_int)


def decode(text: str) -> Any:
    """One value, forgiving commas before a closing bracket. Raises ValueError."""
    try:
        return json.loads(text, strict=False, object_pairs_hook=_pairs, parse_int=_int)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    except ValueError:
        try:
            return json.loads(_TRAILING.sub(r"\1", text), strict=False, object_pairs_hook=_pairs, parse_int=_int)
        except RecursionError:
            raise ValueError("it is nested too deep") from None


def values(pieces: Iterator[str]) -> Iterator[Found]:
    """Every value of a text; those of an array that is too large for one value one by one."""
    return _Reader(pieces).values()


class _BrokenError(Exception):
    """Nothing can be read in order from here on."""


class _Reader:
    """A text in pieces, and where in it we are."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self.pieces = pieces
        self.text = ""
        self.at = 0
        self.ended = False
        self._line = 1
        self._counted = 0

    @property
    def line(self) -> int:
        """The line we are on."""
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def values(self) -> Iterator[Found]:
        """All there are; behind a broken place, what can be made out."""
        try:
            yield from self._top()
        except _BrokenError as error:
            yield Broken(self.line, str(error))
            yield from self._rescued()

    def _top(self) -> Iterator[Found]:
        """The values of the file; an array at its top, or an object around a list, is taken apart for its lines."""
        first = self._next()
        if first == "[":
            self.at += 1
            yield from self._sequence("]", 1)
        elif first == "{" and _LIST.match(self.text, self.at):
            self.at += 1
            yield from self._members(1)
        yield from self._sequence("")

    def _sequence(self, end: str, depth: int = 0) -> Iterator[Found]:
        """Values up to this closing bracket, or the text's end where that is empty."""
        while True:
            found = self._next()
            if not found or found == end:
                break
            if found in "]}" and not end:
                self.at += 1  # a bracket too many
                continue
            yield from self._value(depth)
        if found != end:
            raise _BrokenError("the file ends in the middle of a value")
        self.at += len(end)

    def _value(self, depth: int) -> Iterator[Found]:
        line = self.line
        try:
            yield Value(line, self._decoded(LARGEST))
            return
        except (ValueError, RecursionError) as error:
            kind = self.text[self.at]
            if depth > _DEEPEST or kind not in "[{" or self._small(error):
                raise _BrokenError(_said(error)) from None
        self.at += 1
        if kind == "[":
            yield from self._sequence("]", depth + 1)
        else:
            yield from self._members(depth + 1)

    def _small(self, error: Exception) -> bool:
        """Whether the value is broken rather than too large: the fault is in the first part of an object."""
        position = getattr(error, "pos", None)
        return self.text[self.at] == "{" and position is not None and position - self.at < _RECORD // 4

    def _members(self, depth: int) -> Iterator[Found]:
        """The values of an object that is taken apart."""
        while (found := self._next()) != "}":
            if found != '"':
                raise _BrokenError(
                    "a name in quotation marks is missing here" if found else "the file ends in an object"
                )
            try:
                self._decoded(_RECORD)
            except ValueError as error:
                raise _BrokenError(_said(error)) from None
            if self._next() != ":":
                raise _BrokenError("a colon is missing after a name")
            self.at += 1
            self._next()
            yield from self._value(depth)
        self.at += 1

    def _decoded(self, limit: int) -> Any:
        """The value that starts here; more of the file is read until it is whole. Raises ValueError, RecursionError."""
        while True:
            try:
                data, end = _DECODER.raw_decode(self.text, self.at)
                if end < len(self.text) or self.ended or isinstance(data, dict | list | str):
                    self.at = end
                    return data
            except (ValueError, RecursionError):
                if self.ended or len(self.text) - self.at > limit:
                    raise
            self._more(max(1, len(self.text) - self.at))

    def _rescued(self) -> Iterator[Found]:
        """Whatever object can be read behind a broken place; after too many broken ones in a row no more."""
        failed = 0
        while failed < _MOST_BROKEN:
            start = _OBJECT.search(self.text, self.at + 1)
            if start is None:
                if self.ended:
                    return
                self.at = max(self.at, len(self.text) - _GAP)
                self._more(1)
                continue
            self.at = start.start()
            line = self.line
            try:
                yield Value(line, self._decoded(_RECORD), rescued=True)
                self.at -= 1
                failed = 0
            except (ValueError, RecursionError):
                failed += 1
        yield Broken(self.line, "nothing more could be made out from here on")

    def _next(self) -> str:
        """The next character that is neither space nor comma; nothing at the end."""
        while True:
            found = _SPACE.match(self.text, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if self.ended:
                return ""
            self._more(1)

    def _more(self, wanted: int) -> None:
        """Read on by so many characters at least; forget what is behind us."""
        line = self.line
        parts = [self.text[self.at :]]
        while wanted > 0 and not self.ended:
            piece = next(self.pieces, None)
            self.ended = piece is None
            parts.append(piece or "")
            wanted -= len(parts[-1])
        self.text, self.at = "".join(parts), 0
        self._line, self._counted = line, 0


def _said(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    return f"it is no well-formed JSON ({getattr(error, 'msg', str(error))})"
