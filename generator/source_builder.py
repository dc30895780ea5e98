"""YAML's events to plain data: the positions of every node, and the faults that are met on the way."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from generator.number_meant import meant
from generator.problem import Loc
from generator.source_file import START, Fault, Place, RefusedError
from generator.source_rules import (
    FORBIDDEN,
    MAX_DEPTH,
    MAX_NODES,
    cut_by_comment,
    duplicate_key,
    forbidden_character,
    key_not_text,
    not_a_mapping,
    several_documents,
    too_deep,
    too_many_values,
    yaml_alias,
    yaml_syntax,
    yaml_tag,
)


class Builder:
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
        below = Builder([], "")
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

    def value(self, events: Iterator[Any], loc: Loc) -> Any:
        """A field's value; a number that a comma cuts in two, as it does in braces, is put together again and noted."""
        event = next(events)
        value = self.node(event, events, loc)
        end = event.end_mark
        rest = _CUT.match(self.lines[end.line], end.column) if end.line < len(self.lines) else None
        if not rest or not isinstance(event, yaml.ScalarEvent) or not (whole := meant(written := f"{value}{rest[0]}")):
            return value
        for _ in range(2 * rest[0].count(",")):  # YAML takes each part for a field without a value
            next(events)
        self.faults.append(Fault(yaml_syntax, self.values[loc], yaml_syntax(_COMMA.format(written, value, whole)), loc))
        return whole

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
            found[key] = self.value(events, (*loc, key))
        self.undashed = [one for one in items[1:] if len(one) > 1]
        return items[0]


_CUT = re.compile(r"(?:,\d+)+(?= *[,}])", re.ASCII)
_COMMA = "in braces a comma ends a value, so {} is read as {}; write {}"


def _mark(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)
