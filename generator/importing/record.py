"""What every format is read to: one fact-check of an archive, its values cleaned, and what became of each of them."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from generator.importing import loose, when
from generator.model import UNKNOWN
from generator.problem import Problem, Severity, shown

T = TypeVar("T")

MOST_ADDRESSES = 40
MOST = 100
"""Entries of one list that a file takes; a record that names more documents or people is none."""
_LONGEST_KEPT = 4_000


@dataclass(frozen=True)
class Work:
    """A document: what makes the claim, or is cited. An empty text where something isn't known."""

    url: str = ""
    title: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    language: str = ""
    kind: str = "other"
    archives: tuple[str, ...] = ()
    id: str = ""
    """The id of a source document, where a table names one."""


@dataclass(frozen=True)
class Rating:
    """A rating as it was given: its words, and its number with the ends of its scale. The key of the map of ratings."""

    words: str = ""
    value: float | None = None
    best: float | None = None
    worst: float | None = None

    def __str__(self) -> str:
        """The rating as people read it."""
        scale = f" on a scale from {_figure(self.worst)} to {_figure(self.best)}"
        number = "" if self.value is None else f"{_figure(self.value)}{scale if self.best or self.worst else ''}"
        return f"{shown(self.words)} ({number})" if self.words and number else number or shown(self.words)


def _figure(number: float | None) -> str:
    return "?" if number is None else f"{number:g}"


@dataclass
class Record:
    """One fact-check. Texts are empty where nothing is known.

    Attributes:
        path: the archive's file as shown to people.
        line: where in it the record starts, from 1.
        number: which one it is, from 1.
        exact: its texts are this publication's own and no markup, so that they are taken as they are.
        dates: what 03/04/2024 is, where somebody said it; see `when`.
        direct: other fields of a claim that a table has, by their names.
        problems: what couldn't be mapped, or only after a change.
        kept: (name, text) of what couldn't be mapped, for the file's comments.
        placeless: the names of what has no field here, which is counted rather than reported for each record.
    """

    path: str
    line: int
    number: int
    exact: bool = False
    dates: str = ""
    id: str = ""
    url: str = ""
    claim: str = ""
    short: str = ""
    claimant: str = ""
    claimed: str = ""
    published: str = ""
    expires: str = ""
    rating: Rating | None = None
    verdict: str = ""
    summary: str = ""
    body: str = ""
    topics: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    appearances: list[Work] = field(default_factory=list)
    citations: list[Work] = field(default_factory=list)
    corrections: list[tuple[str, str]] = field(default_factory=list)
    direct: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    placeless: list[str] = field(default_factory=list)

    @property
    def identity(self) -> str:
        """What tells this fact-check from others, as a hash: its address, claim and claimant, as a reader sees them."""
        said = [self.url, " ".join(self.claim.casefold().split()), self.claimant.casefold()]
        if not any(said):
            said = [self.content]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]

    @property
    def content(self) -> str:
        """A hash of all that was read."""
        named = ("claimed", "published", "summary", "body", "topics", "authors", "corrections", "short", "expires")
        said = [self.url, self.claim, self.claimant, *(getattr(self, name) for name in named)]
        said += [self.verdict, str(self.rating), repr(self.appearances), repr(self.citations), repr(self.direct)]
        return hashlib.sha256(json.dumps([*said, self.kept]).encode()).hexdigest()[:16]

    def note(self, name: str, rule: str, message: str, severity: Severity = "warning") -> None:
        """Report what became of a value."""
        where = f"record[{self.number}].{name}" if name else f"record[{self.number}]"
        self.problems.append(Problem(self.path, self.line, 1, where, rule, message, severity))

    def keep(self, name: str, value: Any, why: str) -> None:
        """Report a value that can't be mapped, and keep it for the file's comments."""
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        said = " ".join(loose.visible(text)[0].split())
        self.note(name, "not-mapped", f"{shown(said)} {why}")
        self.kept.append((name, said[:_LONGEST_KEPT]))

    def set_aside(self, name: str, value: str) -> None:
        """Keep a text that has no field here for the file's comments."""
        self.kept.append((name, " ".join(loose.visible(value)[0].split())[:_LONGEST_KEPT]))
        self.placeless.append(name)

    def text(self, name: str, value: str, *, lines: bool = False) -> str:
        """A text that a reader sees, cleaned; what was done to it is reported."""
        if self.exact:
            said, done = loose.visible(value)
            said = said.strip() if lines or "\n" not in said.strip() else loose.spaced(said, lines=False)
        else:
            said, done = loose.plain(value, lines=lines)
        for one in done:
            self.note(name, "changed", one)
        return said

    def first(self, name: str, value: Any, *, lines: bool = False) -> str:
        """The first text of a value, cleaned; others are kept as comments."""
        found = list(dict.fromkeys(loose.texts(value)))
        for other in found[1:]:
            self.keep(name, other, "is another value for the same; the first was taken")
        return self.text(name, found[0], lines=lines) if found else ""

    def date(self, name: str, value: Any) -> str:
        """A date as far as it is known, or nothing."""
        for one in dict.fromkeys(loose.texts(value)):
            if made := when.day(one, self.dates):
                return made
            self.keep(name, one, when.why_not(one, self.dates))
        return ""

    def day(self, name: str, value: Any) -> str:
        """A full day, or nothing."""
        found = self.date(name, value)
        if found and len(found) < 10:
            self.keep(name, found, "is no full day")
            return ""
        return found

    def address(self, name: str, value: Any) -> str:
        """The first http address, or nothing."""
        return next(iter(self.addresses(name, value)), "")

    def addresses(self, name: str, value: Any) -> list[str]:
        """Every http address of a value; what is none is kept as a comment."""
        every = (one for text in loose.texts(value) for one in loose.addresses(text))
        return self.few(name, list(dict.fromkeys(self._addresses(name, every))))

    def few(self, name: str, found: list[T]) -> list[T]:
        """As many as a file takes; that there are more is reported."""
        if len(found) > MOST:
            self.note(name, "changed", f"has {len(found):,} entries; the first {MOST} were taken")
        return found[:MOST]

    def _addresses(self, name: str, every: Iterable[str]) -> Iterator[str]:
        for one in every:
            made, done = loose.address(one)
            for what in done if made else ():
                self.note(name, "changed", f"{shown(one)}: {what}")
            if made and len(made) <= 2_000:
                yield made
            else:
                self.keep(name, one, "is no http address")

    def short_text(self, name: str, value: str, limit: int) -> str:
        """A text of at most so many characters; of a longer one the beginning, all of it as a comment."""
        if len(value) <= limit:
            return value
        self.keep(name, value, f"has {len(value):,} characters and {limit:,} are allowed; it was cut, and ends in …")
        return value[: limit - 1].rstrip() + "…"


def unknown(text: str) -> str:
    """The text, or `unknown`."""
    return text or UNKNOWN
