"""LOAD: a YAML file to plain data with the position of every node. Scalars stay the text that was written.

PyYAML's events (libyaml's where it is built in) are turned into dicts, lists and strings by a builder of our own, since
YAML 1.1 would otherwise turn `no` into False and `12:30` into 750, and keep the last of two equal keys in silence.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import yaml

from generator.not_text import not_text, old_mac, other
from generator.problem import Loc, Problem, Rule, field_name
from generator.source_quick import quickly
from generator.source_rules import (
    FORBIDDEN,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    clean,
    cut_by_comment,
    duplicate_key,
    encoding,
    forbidden_character,
    key_not_text,
    not_a_file,
    not_a_mapping,
    several_documents,
    too_deep,
    too_large,
    too_many_values,
    unreadable,
    yaml_alias,
    yaml_syntax,
    yaml_tag,
)

MAX_CHARACTER_FAULTS = 20

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Place(NamedTuple):
    """Where a node starts; both count from 1."""

    line: int
    column: int


START = Place(1, 1)


@dataclass(frozen=True)
class Record:
    """One file: its data, and the text it was read from. `path` is as shown to people, with `/`."""

    path: str
    data: dict[str, Any]
    text: str = field(repr=False, default="")
    file: str = field(repr=False, default="")
    """Where the text stands, if it isn't at hand."""

    @cached_property
    def _places(self) -> _Builder:
        """Where each value and each key stands, which only a file with a problem has to know."""
        text = self.text
        with suppress(RefusedError):
            text = _text(read_bytes(Path(self.file), MAX_BYTES)) if self.file else text
        builder = _Builder([], text)
        with suppress(RefusedError, yaml.YAMLError, ValueError):
            builder.build(yaml.parse(text, Loader=_Loader))
        return builder

    @property
    def id(self) -> str:
        """The file's name without its ending."""
        return self.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]

    def place(self, loc: Loc, *, key: bool = False) -> Place:
        """Where a value (or its key) stands; for one that is missing, where its parent does."""
        values, keys = self._places.values, self._places.keys
        if key and loc in keys:
            return keys[loc]
        while loc and loc not in values:
            loc = loc[:-1]
        return values.get(loc, START)

    def within(self, loc: Loc, written: str) -> Place | None:
        """Where this first stands in a text that begins with | or >, so that its lines are as they were written."""
        at, lines = self.place(loc), self._places.lines
        head = lines[at.line - 1]
        if not written or head[at.column - 1 : at.column] not in ("|", ">"):
            return None
        for number, line in enumerate(lines[at.line :], at.line + 1):
            if line.strip() and _indent(line) <= _indent(head):
                return None
            if (column := line.find(written)) >= 0:
                return Place(number, column + 1)
        return None

    def problem(self, loc: Loc, by: Rule[..., Any], message: str, *, key: bool = False, written: str = "") -> Problem:
        """A problem with the value at `loc`, or with what is `written` in it, where one can tell where that stands."""
        at = self.within(loc, written) or self.place(loc, key=key)
        return Problem(self.path, at.line, at.column, field_name(loc), by.name, message, by.severity)


class Late(Record):
    """A record of which only the path is held: its text and data are read again when somebody asks for them."""

    def __init__(self, path: str, file: str) -> None:
        """The record shown as `path`, which stands in this file."""
        vars(self).update(path=path, text="", file=file)

    @property
    def data(self) -> dict[str, Any]:
        """What the file says now; nothing where that can't be told any more."""
        record, _ = load(Path(self.file), self.path)
        return record.data if record else {}


@dataclass(frozen=True)
class Fault:
    """What is wrong where, before the file's path is known."""

    by: Rule[..., str]
    at: Place
    message: str
    loc: Loc = ()

    def problem(self, path: str) -> Problem:
        """The problem, now that the path is known."""
        name = field_name(self.loc)
        return Problem(path, self.at.line, self.at.column, name, self.by.name, self.message, self.by.severity)


class RefusedError(Exception):
    """A file of which nothing more can be read; carries the fault that says why."""

    def __init__(self, by: Rule[..., str], at: Place, message: str, loc: Loc = ()) -> None:
        """Keep the fault."""
        super().__init__(message)
        self.fault = Fault(by, at, message, loc)


def load(path: Path, name: str) -> tuple[Record | None, list[Problem]]:
    """Read one file; `name` is its path as shown to people. No record where nothing could be read as data."""
    try:
        return taken(read_bytes(path, MAX_BYTES), name)
    except RefusedError as refused:
        return None, [refused.fault.problem(name)]


def taken(content: bytes, name: str) -> tuple[Record | None, list[Problem]]:
    """The same for a file's content."""
    try:
        return parse(_text(content), name)
    except RefusedError as refused:
        return None, [refused.fault.problem(name)]


def parse(text: str, name: str) -> tuple[Record | None, list[Problem]]:
    """Build a record from YAML text; reading goes on after a fault wherever the rest still makes sense."""
    if unmerged := _unmerged(text):
        return None, [fault.problem(name) for fault in unmerged]
    if clean(text) and (quick := quickly(text)) is not None:
        return Record(name, quick, text), []
    seen = FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    builder = _Builder(_forbidden(text), seen, name)
    try:
        data = builder.build(yaml.parse(seen, Loader=_Loader))
    except RefusedError as refused:
        data = None
        builder.faults.append(refused.fault)
    except yaml.MarkedYAMLError as error:
        data = None
        builder.faults += _syntax(error, seen, builder.faults)
    except (yaml.YAMLError, ValueError) as error:
        data = None
        builder.faults.append(Fault(yaml_syntax, START, yaml_syntax(str(error))))
    problems = [fault.problem(name) for fault in builder.faults]
    return (None if data is None else Record(name, data, seen)), problems


_AT_ONCE = 1 << 13
"""Bytes that are read at once where somebody asks for fewer."""


def read_bytes(path: Path, limit: int) -> bytes:
    """The file's bytes, never through a link, never more than `limit`. Raises RefusedError."""
    try:
        with opened(path) as file:
            size = os.fstat(file.fileno()).st_size
            content = file.read(min(size, limit) + 1)
            if len(content) > size:  # it grows, or the disk doesn't tell
                content += file.read(limit + 1 - len(content))
    except OSError as error:
        raise RefusedError(unreadable, START, unreadable(error.strerror or "unknown error")) from None
    if len(content) > limit:
        if fault := not_text(content):
            raise RefusedError(encoding, START, encoding(fault))
        raise RefusedError(too_large, START, too_large(max(size, len(content)), limit))
    return content


def opened(path: Path) -> BinaryIO:
    """The file to be read, never through a link. Raises RefusedError where it is none, OSError."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise RefusedError(not_a_file, START, not_a_file())
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    return os.fdopen(handle, "rb", _AT_ONCE)  # with a size, nobody asks whether it is a terminal


def _text(content: bytes) -> str:
    """UTF-8 with or without BOM, lines ended by LF or CRLF."""
    if fault := not_text(content):
        raise RefusedError(encoding, START, encoding(fault))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        raise RefusedError(encoding, _at(before, len(before)), encoding(other(content[error.start]))) from None
    if fault := old_mac(text):
        raise RefusedError(encoding, START, encoding(fault))
    return text.replace("\r\n", "\n")


def _at(text: str, index: int) -> Place:
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


_OURS, _THEIRS = "<<<<<<< ", ">>>>>>> "


def _unmerged(text: str) -> list[Fault]:
    """Each place where git left two versions of a file's lines."""
    if _OURS not in text:
        return []
    found, first = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(_OURS):
            first = first or number
        elif first and line.startswith(_THEIRS):
            found.append(Fault(yaml_syntax, Place(first, 1), yaml_syntax(f"{_TWO} {number}; {_KEEP}")))
            first = 0
    return found


_TWO = "git found two versions of what stands here and couldn't merge them; both go from this line to line"
_KEEP = "keep one, and delete the other and the lines that begin with <<<<<<<, ======= and >>>>>>>"


def _forbidden(text: str) -> list[Fault]:
    """Each forbidden character, up to twenty."""
    found = islice(FORBIDDEN.finditer(text), MAX_CHARACTER_FAULTS)
    return [Fault(forbidden_character, _at(text, one.start()), forbidden_character(one[0])) for one in found]


def _syntax(error: yaml.MarkedYAMLError, text: str, before: list[Fault]) -> list[Fault]:
    """Where the parser gave up and what was meant; nothing where it only stumbled over what was noted just before."""
    said = " ".join(part for part in (error.context, error.problem) if part)
    mark, begun = error.problem_mark or error.context_mark, error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if any(fault.by in (yaml_alias, yaml_tag) and fault.at.line == line + 1 for fault in before):
        return []
    start = (begun.line, begun.column) if begun else None
    # What somebody meant whose YAML is none: loaded where that is asked.
    from generator.yaml_fault import Complaint, diagnose

    line, column, remedy = diagnose(Complaint(said, line, column, start, text.split("\n")))
    return [Fault(yaml_syntax, Place(line + 1, column + 1), yaml_syntax(remedy))]


class _Builder:
    """Turns YAML events into data. One instance a file; holds the positions and faults it met."""

    def __init__(self, faults: list[Fault], text: str, name: str = "") -> None:
        self.faults = faults
        self.name = name
        self.lines = text.split("\n")
        self.values: dict[Loc, Place] = {}
        self.keys: dict[Loc, Place] = {}
        self.nodes = 0
        self.undashed: list[dict[str, Any]] = []
        """Items of a list that the item before them holds, since their dash was forgotten."""

    def build(self, events: Iterator[Any]) -> dict[str, Any]:
        """The one mapping the stream holds. Raises RefusedError where nothing more can be read."""
        data: Any = None
        for event in events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            if data is None:
                data = self.node(next(events), events, ())
            elif not self.another(_mark(event), events, data):
                break
        if not isinstance(data, dict):
            raise RefusedError(not_a_mapping, START, not_a_mapping(self.name, empty=not data))
        return data

    def another(self, at: Place, events: Iterator[Any], data: Any) -> bool:
        """Note that another document begins here, and whether what it holds belongs to the one before: that counts."""
        below = _Builder([], "")
        below.lines, below.nodes = self.lines, self.nodes
        try:
            more = below.node(next(events), events, ())
        except (yaml.YAMLError, RefusedError):
            self.faults.append(Fault(several_documents, at, several_documents()))
            raise
        strayed = isinstance(more, dict) and isinstance(data, dict) and not more.keys() & data.keys()
        message = several_documents(empty=not more, strayed=strayed)
        self.faults.append(Fault(several_documents, at, message))
        if strayed:
            data |= more
            self.faults += below.faults
            self.values, self.keys, self.nodes = below.values | self.values, below.keys | self.keys, below.nodes
        return strayed or not more

    def node(self, event: Any, events: Iterator[Any], loc: Loc) -> Any:
        """The value that starts with this event."""
        at = _mark(event)
        self.guard(event, at, loc)
        self.values[loc] = at
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(events, loc)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(events, loc)
        return self.scalar(event, at, loc)

    def guard(self, event: Any, at: Place, loc: Loc) -> None:
        """Note what YAML allows and this format doesn't. Raises RefusedError past the limits."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise RefusedError(too_many_values, at, too_many_values(), loc)
        if len(loc) > MAX_DEPTH:
            raise RefusedError(too_deep, at, too_deep(), loc)
        if event.anchor:
            self.faults.append(Fault(yaml_alias, at, yaml_alias(event.anchor), loc))
        if getattr(event, "tag", None) is not None:
            self.faults.append(Fault(yaml_tag, at, yaml_tag(event.tag), loc))

    def scalar(self, event: Any, at: Place, loc: Loc) -> str:
        """The text as written, an alias with its mark. An escaped character is looked at once YAML has resolved it."""
        if isinstance(event, yaml.AliasEvent):
            return f"*{event.anchor}"
        value, style = str(event.value), event.style
        if not style:
            cut = self.comment(event, loc)
            value = value or cut
        if style != '"' or not (found := FORBIDDEN.search(value)):
            return value
        self.faults.append(Fault(forbidden_character, at, forbidden_character(found[0]), loc))
        return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", value)

    def comment(self, event: Any, loc: Loc) -> str:
        """Note and give what a comment cuts off: a # that touches the next word, as in #1, is rarely meant as one."""
        end = event.end_mark
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        if not rest.startswith(" #") or not re.match(r" #\S", rest):
            return ""
        at = Place(end.line + 1, end.column + 2)
        self.faults.append(Fault(cut_by_comment, at, cut_by_comment(rest.strip()), loc))
        return rest.strip()

    def sequence(self, events: Iterator[Any], loc: Loc) -> list[Any]:
        """The items up to the list's end."""
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self.node(event, events, (*loc, len(items))))
            items += self.undashed
            self.undashed = []
        return items

    def mapping(self, events: Iterator[Any], loc: Loc) -> dict[str, Any]:
        """The fields up to the mapping's end; of two equal ones the first, unless the second begins a new item."""
        found: dict[str, Any] = {}
        items = [found]
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            at = _mark(event)
            self.guard(event, at, loc)
            if not isinstance(event, yaml.ScalarEvent):
                raise RefusedError(key_not_text, at, key_not_text(), loc)
            key = self.scalar(event, at, loc)
            if key in found:
                number = loc[-1] if loc else ""
                item = isinstance(number, int) and len(found) > 1 and key == next(iter(found))
                message = duplicate_key(key, self.keys[(*loc, key)].line, item=item)
                self.faults.append(Fault(duplicate_key, at, message, (*loc, key)))
                if not isinstance(number, int) or not item:
                    self.node(next(events), events, (*loc, key, "again"))
                    continue
                found, loc = {}, (*loc[:-1], number + 1)
                items.append(found)
                self.values[loc] = at
            self.keys[(*loc, key)] = at
            found[key] = self.node(next(events), events, (*loc, key))
        self.undashed = [one for one in items[1:] if len(one) > 1]
        return items[0]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _mark(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)
