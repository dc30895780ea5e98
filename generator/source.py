"""LOAD: a YAML file to plain data with the position of every node. Scalars stay the text that was written.

PyYAML's events (libyaml's where it is built in) are turned into dicts, lists and strings by a builder of our own, since
YAML 1.1 would otherwise turn `no` into False and `12:30` into 750, and keep the last of two equal keys in silence.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from generator.problem import Loc, Problem, Rule, field_name
from generator.source_builder import Builder
from generator.source_file import START, Fault, Place, RefusedError, at, decoded, read_bytes
from generator.source_quick import quickly
from generator.source_rules import (
    FORBIDDEN,
    MAX_BYTES,
    clean,
    cut_by_comment,
    forbidden_character,
    yaml_alias,
    yaml_syntax,
    yaml_tag,
)

MAX_CHARACTER_FAULTS = 20

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Record:
    """One file: its data, and the text it was read from. `path` is as shown to people, with `/`."""

    path: str
    data: dict[str, Any]
    text: str = field(repr=False, default="")
    file: str = field(repr=False, default="")
    """Where the text stands, if it isn't at hand."""

    @cached_property
    def _places(self) -> Builder:
        """Where each value and each key stands, which only a file with a problem has to know."""
        text = self.text
        with suppress(RefusedError):
            text = decoded(read_bytes(Path(self.file), MAX_BYTES)) if self.file else text
        builder = Builder([], text)
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

    def begins(self, loc: Loc, mark: str) -> bool:
        """Whether the value at `loc` is written with this sign at its beginning."""
        at = self.place(loc)
        return self._places.lines[at.line - 1].startswith(mark, at.column - 1)

    def is_bare(self, loc: Loc) -> bool:
        """Whether the field at `loc` has no colon behind its name, as what stands behind a comma in braces."""
        at = self._places.keys.get(loc)
        line = self._places.lines[at.line - 1][at.column - 1 :] if at else ""
        field = str(loc[-1])
        return line.startswith(field) and line[len(field) :].lstrip()[:1] in (",", "}")

    def within(self, loc: Loc, written: str, before: int = 0) -> Place | None:
        """Where this stands, after it did so often before, in a text whose lines are as written: behind | or >."""
        at, lines = self.place(loc), self._places.lines
        head = lines[at.line - 1]
        if not written or head[at.column - 1 : at.column] not in ("|", ">"):
            return None
        for number, line in enumerate(lines[at.line :], at.line + 1):
            if line.strip() and _indent(line) <= _indent(head):
                return None
            start = line.find(written)
            while start >= 0:
                if not before:
                    return Place(number, start + 1)
                before, start = before - 1, line.find(written, start + len(written))
        return None

    def problem(
        self, loc: Loc, by: Rule[..., Any], message: str, *, key: bool = False, written: str = "", before: int = 0
    ) -> Problem:
        """A problem with the value at `loc`, or with what is `written` in it, where one can tell where that stands."""
        at = self.within(loc, written, before) or self.place(loc, key=key)
        return Problem(self.path, at.line, at.column, field_name(loc), by.name, message, by.severity)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


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


def load(path: Path, name: str) -> tuple[Record | None, list[Problem]]:
    """Read one file; `name` is its path as shown to people. No record where nothing could be read as data."""
    try:
        return taken(read_bytes(path, MAX_BYTES), name)
    except RefusedError as refused:
        return None, [refused.fault.problem(name)]


def taken(content: bytes, name: str) -> tuple[Record | None, list[Problem]]:
    """The same for a file's content."""
    try:
        return parse(decoded(content), name)
    except RefusedError as refused:
        return None, [refused.fault.problem(name)]


def parse(text: str, name: str) -> tuple[Record | None, list[Problem]]:
    """Build a record from YAML text; reading goes on after a fault wherever the rest still makes sense."""
    if unmerged := _unmerged(text):
        return None, [fault.problem(name) for fault in unmerged]
    if clean(text) and (quick := quickly(text)) is not None:
        return Record(name, quick, text), []
    seen = FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    builder = Builder(_forbidden(text), seen, name)
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
    return [Fault(forbidden_character, at(text, one.start()), forbidden_character(one[0])) for one in found]


def _syntax(error: yaml.MarkedYAMLError, text: str, before: list[Fault]) -> list[Fault]:
    """Where the parser gave up and what was meant; nothing where it only stumbled over what was noted just before."""
    said = " ".join(part for part in (error.context, error.problem) if part)
    mark, begun = error.problem_mark or error.context_mark, error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if any(fault.by in (yaml_alias, yaml_tag) and fault.at.line == line + 1 for fault in before):
        return []
    start = (begun.line, begun.column) if begun else None
    # What somebody meant whose YAML is none: loaded where that is asked.
    from generator.yaml_fault import Complaint, cut_off, diagnose

    complaint = Complaint(said, line, column, start, text.split("\n"))
    if cut := cut_off(complaint):
        told = Fault(cut_by_comment, Place(cut[0] + 1, cut[1] + 1), cut_by_comment(cut[2]))
        return [] if any((fault.by, fault.at) == (told.by, told.at) for fault in before) else [told]
    line, column, remedy = diagnose(complaint)
    return [Fault(yaml_syntax, Place(line + 1, column + 1), yaml_syntax(remedy))]
