"""TIDY, reading: which comment and which empty line of a YAML file belongs to which field.

YAML readers drop comments, and the libraries that keep them move some. So comments are found here by exclusion: PyYAML
says where every scalar stands, and a `#` anywhere else starts a comment.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.problem import Loc
from generator.tidy_outline import Entry, Outline, outline

MODELINE = "# yaml-language-server"


@dataclass(frozen=True)
class Remarks:
    """A file's comments, by the field or item they belong to; an empty line among them is the empty text."""

    head: tuple[str, ...]
    """What stands above the first field and is about the file."""
    before: Mapping[Loc, tuple[str, ...]]
    beside: Mapping[Loc, str]
    """At the end of the field's line."""
    after: Mapping[Loc, tuple[str, ...]]
    """After the last item of this list or mapping."""
    written: Mapping[Loc, str]
    """How each scalar is written."""


@dataclass(frozen=True)
class Comment:
    """A comment, or an empty line, which has no text. `alone`: nothing else stands on its line."""

    text: str
    index: int
    line: int
    column: int
    alone: bool


def comments(text: str) -> list[str]:
    """Every comment of a file, sorted: what may move and may not be lost."""
    return sorted(one.text for one in _found(text, outline(text)) if one.text)


def remarks(text: str) -> Remarks:
    """The comments of a file that loads without fault, each at its field."""
    made = _Placed(outline(text))
    for group in _groups(_found(text, made.outline)):
        made.put(group)
    return made.remarks(text)


def _found(text: str, known: Outline) -> Iterator[Comment]:
    """Every comment and every empty line outside the scalars."""
    start = 0
    for number, line in enumerate(_masked(text, known).split("\n")):
        if at := re.search("#", line):
            comment = text[start + at.start() : start + len(line)].rstrip()
            yield Comment(comment, start + at.start(), number, at.start(), not line[: at.start()].strip())
        elif not line.strip() and number not in known.covered:
            yield Comment("", start, number, 0, True)
        start += len(line) + 1


def _masked(text: str, known: Outline) -> str:
    """The text with its scalars blotted out."""
    parts, last = [], 0
    for start, end in known.opaque:
        parts += [text[last:start], re.sub(r"[^\n]", "x", text[start:end])]
        last = max(last, end)
    return "".join([*parts, text[last:]])


def _groups(found: Iterator[Comment]) -> Iterator[list[Comment]]:
    """Comments that stand alone on successive lines belong together; one beside a value is on its own."""
    group: list[Comment] = []
    for one in found:
        if group and not (one.alone and group[-1].alone and one.line == group[-1].line + 1):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


@dataclass(frozen=True)
class _Placed:
    """The comments placed so far."""

    outline: Outline
    first: list[str] = field(default_factory=list)
    before: dict[Loc, list[str]] = field(default_factory=lambda: defaultdict(list))
    beside: dict[Loc, str] = field(default_factory=dict)
    after: dict[Loc, list[str]] = field(default_factory=lambda: defaultdict(list))

    def put(self, group: list[Comment]) -> None:
        """Place comments that belong together; empty lines go with what follows them."""
        if not group[0].alone:
            self._beside(group[0])
            return
        waiting: list[str] = []
        place: list[str] | None = None
        for one in group:
            waiting.append(one.text)
            if one.text:
                place = place if place is not None and self._settled(place, one) else self._place(one)
                place += waiting
                waiting = []
        self._empty(waiting, group[-1])

    def _beside(self, one: Comment) -> None:
        """A comment at the end of a line belongs to the value it follows; there is room for one."""
        owner = self.outline.owner(one.index)
        if owner is None:
            self.first.append(one.text)
        elif owner in self.beside:
            self.before[owner].append(one.text)
        else:
            self.beside[owner] = one.text

    def _settled(self, place: list[str], one: Comment) -> bool:
        """Whether the comments of this group are before the next field already."""
        following = self.outline.following(one.index)
        return following is not None and place is self.before.get(following.loc)

    def _place(self, one: Comment) -> list[str]:
        """Where a comment on a line of its own belongs."""
        last, following = self.outline.last(one.index), self.outline.following(one.index)
        if last is None:
            return self.first
        if self.outline.scalars.get(last.loc, (0, 0))[0] > one.index:
            return self.before[last.loc]
        if bracket := self.outline.bracket(one.index):
            end, loc = bracket
            return self.before[following.loc] if following and following.index < end else self.after[loc]
        return self._by_column(one.column, last, following)

    def _by_column(self, column: int, last: Entry, following: Entry | None) -> list[str]:
        """Before the next field, unless it is indented as what ends there."""
        closing = next((loc for loc in _outward(last.loc) if self.outline.columns.get(loc, column + 1) <= column), ())
        inside = following is not None and following.loc[: len(last.loc)] == last.loc
        if following and (inside or column <= following.column or closing == following.loc[:-1]):
            return self.before[following.loc]
        return self.after[closing]

    def _empty(self, lines: list[str], last: Comment) -> None:
        """Empty lines right before a field are kept with it; others separate nothing."""
        following = self.outline.following(last.index)
        if self.outline.last(last.index) is None:
            self.first.extend(lines)
        elif following and following.line == last.line + 1:
            self.before[following.loc] += lines

    def remarks(self, text: str) -> Remarks:
        """All of them. Above the first field, what follows the last empty line or the modeline is the field's."""
        cut = 1 + max((n for n, line in enumerate(self.first) if not line or line.startswith(MODELINE)), default=-1)
        if self.outline.entries:
            self.before[self.outline.entries[0].loc][:0] = self.first[cut:]
        head = self.first[:cut] if self.outline.entries else filter(None, self.first)
        whole = [self.beside.pop((), ""), *self.before.pop((), [])]
        before, after = ({loc: tuple(lines) for loc, lines in one.items()} for one in (self.before, self.after))
        written = {loc: text[start:end] for loc, (start, end) in self.outline.scalars.items()}
        return Remarks((*head, *filter(None, whole)), before, self.beside, after, written)


def _outward(loc: Loc) -> Iterator[Loc]:
    """The lists and mappings around a value, the nearest first."""
    return (loc[:size] for size in range(len(loc) - 1, -1, -1))
