"""TIDY, reading: where each field, item and scalar of a YAML file stands, by PyYAML's own account."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.problem import Loc

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The reader that generator.source uses too."""


@dataclass(frozen=True)
class Entry:
    """A field or a list's item: where its name or its dash stands. Lines and columns count from 0."""

    loc: Loc
    index: int
    line: int
    column: int


@dataclass(frozen=True)
class Outline:
    """A file's layout; all lists in the order of the text. Made by `outline`."""

    entries: list[Entry] = field(default_factory=list)
    scalars: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    opaque: list[tuple[int, int]] = field(default_factory=list)
    """Where no comment can be: names, and scalars without the line that opens a block."""
    covered: set[int] = field(default_factory=set)
    """The lines that start inside a scalar."""
    columns: dict[Loc, int] = field(default_factory=dict)
    """The columns of lists and mappings, those in brackets left out."""
    brackets: list[tuple[int, int, Loc]] = field(default_factory=list)
    """Where lists and mappings in brackets start and end, an inner one before the outer."""
    owners: list[tuple[int, Loc]] = field(default_factory=list)
    """From which place on a comment at the end of a line is about what."""

    def last(self, index: int) -> Entry | None:
        """The last entry that starts before this place."""
        found = bisect_right(self.entries, index, key=lambda entry: entry.index)
        return self.entries[found - 1] if found else None

    def following(self, index: int) -> Entry | None:
        """The first entry that starts after this place."""
        found = bisect_right(self.entries, index, key=lambda entry: entry.index)
        return self.entries[found] if found < len(self.entries) else None

    def owner(self, index: int) -> Loc | None:
        """What a comment at this place, at the end of a line, is about."""
        found = bisect_right(self.owners, index, key=lambda owner: owner[0])
        return self.owners[found - 1][1] if found else None

    def bracket(self, index: int) -> tuple[int, Loc] | None:
        """The innermost brackets around this place: their end and whose they are."""
        return next(((end, loc) for start, end, loc in self.brackets if start < index < end), None)


def outline(text: str) -> Outline:
    """The layout of a file that loads without fault."""
    found = Outline()
    events: Iterator[Any] = yaml.parse(text, Loader=LOADER)
    dashes = (token.start_mark for token in yaml.scan(text, Loader=LOADER) if _is_dash(token))
    walk = _Walk(text, events, dashes, found)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            walk.node(next(events), ())
    return found


def _index(mark: Any) -> int:
    return int(mark.index)


def _is_dash(token: Any) -> bool:
    return isinstance(token, yaml.BlockEntryToken)


@dataclass(frozen=True)
class _Walk:
    """One walk through a file's events; the dashes of lists come in the same order as the items."""

    text: str
    events: Iterator[Any]
    dashes: Iterator[Any]
    found: Outline

    def node(self, event: Any, loc: Loc) -> None:
        """Note the value that starts with this event."""
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event, loc)
            return
        if event.flow_style:
            self.found.owners.append((event.start_mark.index, loc))
        else:
            self.found.columns[loc] = event.start_mark.column
        end = self.items(event, loc) if isinstance(event, yaml.SequenceStartEvent) else self.fields(loc)
        if event.flow_style:
            self.found.owners.append((end, loc))
            self.found.brackets.append((event.start_mark.index, end, loc))

    def items(self, start: Any, loc: Loc) -> int:
        """Note a list's items; the place where it ends."""
        number = 0
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            mark = event.start_mark if start.flow_style else next(self.dashes)
            self.entry(mark, (*loc, number))
            self.node(event, (*loc, number))
            number += 1
        return _index(event.end_mark)

    def fields(self, loc: Loc) -> int:
        """Note a mapping's fields; the place where it ends."""
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            name = (*loc, str(event.value))
            self.entry(event.start_mark, name)
            self.hide(event, event.start_mark.index)
            self.node(next(self.events), name)
        return _index(event.end_mark)

    def entry(self, mark: Any, loc: Loc) -> None:
        """Note where an entry starts."""
        self.found.entries.append(Entry(loc, mark.index, mark.line, mark.column))
        self.found.owners.append((mark.index, loc))

    def scalar(self, event: Any, loc: Loc) -> None:
        """Note a scalar; a comment may stand in the line that opens a block, before its text."""
        start, end = event.start_mark.index, event.end_mark.index
        end = start + len(self.text[start:end].rstrip(" \n"))
        self.found.scalars[loc] = (start, end)
        opened = self.text.find("\n", start, end) if event.style in ("|", ">") else start
        self.found.owners.append((start if event.style in ("|", ">") else end, loc))
        self.hide(event, opened if opened >= 0 else end)

    def hide(self, event: Any, start: int) -> None:
        """Note text in which nothing is a comment."""
        end = event.start_mark.index + len(self.text[event.start_mark.index : event.end_mark.index].rstrip(" \n"))
        self.found.opaque.append((start, end))
        last = event.start_mark.line + self.text.count("\n", event.start_mark.index, end)
        self.found.covered.update(range(event.start_mark.line + 1, last + 1))
