"""Tidy: the canonical form says the same, keeps every comment, and is its own canonical form."""

import random
import re
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Claim
from generator.source import parse
from generator.tidy import tidy
from generator.tidy_comments import comments

WORDS = [
    "harbour",
    "closed",
    "in",
    "May,",
    "the:",
    "office's",
    "#log",
    "6,000",
    "“ships”",
    "a",
    "-",
    "b",
    "[sic]",
    "{x}",
    "&",
    "*",
    "!",
    "|",
    ">",
    "%",
    "@",
    "`",
    "no",
    "12:30",
]
ODD = [
    "",
    "no",
    "2025",
    "1e3",
    ".5",
    "~",
    "12:30",
    "- x",
    "# c",
    "a: b",
    "a #b",
    " lead",
    "trail ",
    "a\n\n",
    "\n",
    "---",
]
ODD += [
    "...",
    "it's",
    '"',
    "'",
    "a\nb",
    "a\n b",
    " a\nb",
    "a\n\n\nb\n",
    "\ta",
    "a\tb",
    "x" * 120,
    "? a",
    "<<",
    "a:",
    "[a",
    "a\n#b",
]
ANY = st.text(st.sampled_from("ab:#'\"-,[]{}&*!|>%@`?~\\ \n\t.0é’\xa0\u200b😀"), max_size=30)
TEXT = st.one_of(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.sampled_from(ODD), ANY)
SHORT = st.sampled_from(["harbour-log", "unknown", "2025-06-01", "no", "6000"])
LIST = st.lists(SHORT, max_size=4)


def fields(**given: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Some of these fields, in any order."""
    return st.fixed_dictionaries({}, optional=given).flatmap(
        lambda found: st.permutations(list(found)).map(lambda names: {name: found[name] for name in names})
    )


CAPTURE = fields(captured=SHORT, kept=st.lists(st.lists(SHORT, max_size=2), max_size=3), words=SHORT, root=TEXT)
DOCUMENT = fields(
    title=TEXT, url=TEXT, copied=fields(by=TEXT, on=SHORT), archives=LIST, capture=CAPTURE, published=SHORT
)
FIGURE = fields(value=SHORT, unit=TEXT, as_of=SHORT, odd=TEXT)
EVIDENCE = fields(source=SHORT | DOCUMENT, stance=SHORT, quote=TEXT, note=TEXT, figure=FIGURE, reports_from=LIST)
CLAIM = fields(
    claim=TEXT,
    summary=TEXT,
    appearances=st.lists(SHORT | DOCUMENT, max_size=2),
    sources=st.lists(EVIDENCE, max_size=3),
    notes=TEXT,
    topics=LIST,
    corrections=st.lists(fields(date=SHORT, what=TEXT), max_size=2),
    withdrawn=fields(date=SHORT, reason=TEXT),
    odd=st.lists(st.lists(TEXT, max_size=2), max_size=2) | TEXT,
)


class Writer:
    """Writes data as YAML in a style of its own for each value, with comments wherever YAML allows one."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.planted: list[str] = []
        self.open = False
        """Whether the last line is of a block, to which empty or indented lines would belong."""

    def file(self, data: dict[str, Any]) -> str:
        """The whole file."""
        start = ["---" + self.beside()] if self.odds(5) else []
        whole = self.block(data, 0) if data else [*self.above(0), "{}" + self.beside()]
        return "\n".join([*start, *whole, *self.above(0), ""])

    def odds(self, n: int) -> bool:
        """Yes in one of n cases."""
        return self.rng.randrange(n) == n - 1

    def comment(self) -> str:
        """A comment that no other is."""
        start, end = (
            self.rng.choice(["#", "# ", "##"]),
            self.rng.choice(["", " a: b", " |", ' "', " ]", " - x", " # y"]),
        )
        text = f"{start}{len(self.planted)}{end}"
        self.planted.append(text)
        return text

    def above(self, column: int) -> list[str]:
        """Comments and empty lines, not always indented well."""
        lines = []
        while self.odds(3):
            wild = [column, 0] if self.open else [column, column, 0, column + 1, max(column - 2, 0), column + 4]
            empty = self.odds(3) and not self.open
            lines.append("" if empty else " " * self.rng.choice(wild) + self.comment() + " " * self.rng.randrange(2))
            self.open = False
        return lines

    def beside(self) -> str:
        """A comment at a line's end, or nothing. After one space, `#x` would count as text that was cut off."""
        return " " * self.rng.randrange(2, 4) + self.comment() if self.odds(4) else ""

    def block(self, value: Any, column: int) -> list[str]:
        """A list or mapping with an entry a line."""
        lines: list[str] = []
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            head = f"{self.plain(key)}:" if isinstance(value, dict) else "-"
            lines += [*self.above(column), *self.entry(head, one, column)]
        return lines

    def entry(self, head: str, value: Any, column: int) -> list[str]:
        """A field or an item."""
        self.open = False
        start, inner = " " * column + head, column + self.rng.randrange(1, 5)
        if isinstance(value, str):
            return self.scalar(start, value, column)
        if not value or self.odds(4):
            return f"{start} {self.flow(value, inner)}{self.beside()}".split("\n")
        if head != "-" and isinstance(value, list) and self.odds(3):
            inner = column
        below = [*self.block(value, inner)]
        start_fits = inner > column + 1 and re.match(f" {{{inner}}}[^ #]", below[0])
        if head == "-" and start_fits and self.odds(2):
            return [start + " " * (inner - column - 1) + below[0][inner:], *below[1:]]
        return [start + self.beside(), *below]

    def scalar(self, start: str, value: str, column: int) -> list[str]:
        """A text in some style that reads back."""
        indent = " " * (column + self.rng.randrange(1, 4))
        body = [indent + line if line else "" for line in value.removesuffix("\n").split("\n")]
        ending = "-" if not value.endswith("\n") else "+" if value.endswith("\n\n") else ""
        sign = f"{self.rng.choice('|>')}{len(indent) - column}{ending}"
        if self.odds(2) and reads(f"{'k:'.rjust(column + 2)} {sign}", body, value):
            self.open = True
            return [f"{start} {sign}{self.beside()}", *body]
        if value and self.odds(4):
            return [start + self.beside(), *self.above(column + 1), f"{indent} {self.inline(value)}{self.beside()}"]
        return f"{start} {self.inline(value)}{self.beside()}".split("\n")

    def inline(self, value: str, end: str = "") -> str:
        """A text in quotes or without; `end` is what ends it in brackets."""
        style = self.rng.choice([None, "'", '"'])
        made = yaml.dump(value, default_style=style, width=9_999, allow_unicode=True)
        made = made.removesuffix("\n...\n").removesuffix("\n")
        if reads("k: [" + made + " ]" if end else f"k: {made}", [], [value] if end else value):
            return made
        return yaml.dump(value, default_style='"', width=9_999).removesuffix("\n")

    def plain(self, key: str) -> str:
        """A field's name."""
        return self.rng.choice([key, key, f"'{key}'", f'"{key}"'])

    def flow(self, value: Any, column: int) -> str:
        """A value in brackets, with line ends and comments inside."""
        if isinstance(value, str):
            return self.inline(value, "]") if value else "''"
        named = isinstance(value, dict)
        parts = [
            self.gap(column) + (f"{self.plain(key)}: " if named else "") + self.flow(one, column) + self.gap(column)
            for key, one in (value.items() if named else enumerate(value))
        ]
        inside = ",".join(parts) + self.gap(column)
        return f"{{{inside}}}" if named else f"[{inside}]"

    def gap(self, column: int) -> str:
        """Space between two things in brackets."""
        if not self.odds(5):
            return " "
        return "".join([self.beside(), *("\n" + line for line in self.above(column)), "\n", " " * column])


def reads(head: str, body: list[str], value: object) -> bool:
    """Whether this YAML says the value."""
    record, problems = parse("\n".join([head, *body, ""]), "")
    return bool(record) and not problems and record.data == {"k": value}


@given(CLAIM, st.randoms(use_true_random=False))
@settings(max_examples=1500, deadline=None)
def test_the_canonical_form_says_the_same(data: dict[str, Any], rng: random.Random) -> None:
    """However a claim is written: no value changes, no comment is lost, and doing it again changes nothing."""
    writer = Writer(rng)
    text = writer.file(data)
    record, problems = parse(text, "")
    assert not problems, (text, problems)
    assert record is not None
    assert record.data == data
    made = tidy(text, Claim)
    again, problems = parse(made, "")
    assert again is not None
    assert (again.data, problems) == (data, [])
    assert comments(made) == comments(text) == sorted(writer.planted)
    assert tidy(made, Claim) == made
