"""Loading: any file gives a record or problems, each place is where the text stands, and scalars stay text."""

import json
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import source
from generator.problem import Loc
from generator.source import Record, load, parse
from generator.source_file import Place
from generator.source_quick import quickly

NAME = "claims/a.yml"
MARKS = [*"ab:-?#&*!|>'\"%@`{}[],\n\n  \t0~<=\\", "\r\n", "---", "...", "\ufeff", "é", "😀"]
YAML_LIKE = st.lists(st.sampled_from(MARKS)).map("".join)

# Text that a file may hold: no control characters, no hidden line ends, no direction overrides, no surrogates.
ALLOWED = st.characters(
    exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"), exclude_characters="\ufeff\u202a\u202b\u202c\u202d\u202e"
).filter(lambda c: not ("\u2066" <= c <= "\u2069" or "\ufff9" <= c <= "\ufffb" or "\U000e0000" <= c <= "\U000e007f"))
TEXT = st.text(ALLOWED, max_size=12)
WORD = st.text(string.ascii_lowercase, min_size=1, max_size=6)
DATA = st.dictionaries(
    WORD,
    st.recursive(
        TEXT,
        lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(WORD, inner, min_size=1, max_size=3),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)


@dataclass
class Written:
    """A file as somebody might have written it, with the place of each value and key."""

    lines: list[str] = field(default_factory=list)
    values: dict[Loc, Place] = field(default_factory=dict)
    keys: dict[Loc, Place] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The file."""
        return "\n".join(self.lines) + "\n"

    def add(self, data: Any, loc: Loc, indent: int, style: Iterator[int]) -> None:
        """Write a mapping's or a list's items, one a line, comments and empty lines between."""
        items = data.items() if isinstance(data, dict) else enumerate(data)
        for name, value in items:
            self.lines += ["", "# 😀 comment", " " * indent + "# ж"][: next(style) % 4]
            start = " " * indent + (f"{name}:" if isinstance(data, dict) else "-")
            here = (*loc, name)
            if isinstance(data, dict):
                self.keys[here] = Place(len(self.lines) + 1, indent + 1)
            self.item(start, value, here, indent, style)

    def item(self, start: str, value: Any, loc: Loc, indent: int, style: Iterator[int]) -> None:
        """Write one item: a scalar on its line, anything else below it."""
        if isinstance(value, str):
            gap = " " * (1 + next(style) % 3)
            self.values[loc] = Place(len(self.lines) + 1, len(start + gap) + 1)
            self.lines.append(start + gap + _quoted(value, next(style)))
            return
        self.lines.append(start)
        self.add(value, loc, indent + 2, style)


def _quoted(text: str, style: int) -> str:
    """The text in single or double quotes."""
    return "'" + text.replace("'", "''") + "'" if style % 2 else json.dumps(text, ensure_ascii=False)


def _written(data: dict[str, Any], style: list[int]) -> Written:
    made = Written()
    made.add(data, (), 0, _cycle(style))
    return made


def _cycle(numbers: list[int]) -> Iterator[int]:
    while True:
        yield from numbers or [0]


def _record(text: str) -> Record:
    record, problems = parse(text, NAME)
    assert problems == []
    assert record is not None
    return record


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for files, each written over by the next example."""
    return tmp_path_factory.mktemp("loaded")


@given(st.text() | YAML_LIKE | st.text(st.characters(exclude_categories=())))
def test_any_text_gives_a_record_or_problems(text: str) -> None:
    """Nothing somebody writes is an exception, and what gives no record says why."""
    record, problems = parse(text, NAME)
    assert record is not None or problems
    assert all(problem.path == NAME and problem.line >= 1 and problem.column >= 1 for problem in problems)


@given(st.binary() | YAML_LIKE.map(str.encode) | st.text().map(lambda text: text.encode("utf-16")))
def test_any_bytes_give_a_record_or_problems(folder: Path, content: bytes) -> None:
    """A file of any bytes is read or refused, never an exception."""
    path = folder / "any.yml"
    path.write_bytes(content)
    record, problems = load(path, NAME)
    assert record is not None or problems


@given(DATA, st.lists(st.integers(0, 11)))
def test_what_is_written_is_read(data: dict[str, Any], style: list[int]) -> None:
    """Every text comes back as it was written, however it is quoted."""
    assert _record(_written(data, style).text).data == data


@given(DATA, st.lists(st.integers(0, 11)))
def test_places_point_at_the_text(data: dict[str, Any], style: list[int]) -> None:
    """Each text's and each key's line and column are those where it starts, whatever characters stand before it."""
    written = _written(data, style)
    record = _record(written.text)
    assert {loc: record.place(loc, key=True) for loc in written.keys} == written.keys
    assert {loc: record.place(loc) for loc in written.values} == written.values


STYLES = st.lists(st.integers(0, 11))
FILES = st.one_of(YAML_LIKE, YAML_LIKE.map("a: {}".format), st.builds(lambda *of: _written(*of).text, DATA, STYLES))
ODD = ["", " # x", " #x", "&a b", "!t b", "*a", '"\\uFEFF"', "\na: b", "\n---\n", "? a"]


@given(FILES, st.sampled_from(ODD), st.data())
def test_the_quick_way_reads_what_the_careful_one_reads(text: str, odd: str, draw: st.DataObject) -> None:
    """Where a file is read without positions, nothing is wrong with it, and its data is the same."""
    at = draw.draw(st.integers(0, len(text)))
    text = text[:at] + odd + text[at:]
    record, problems = parse(text, NAME)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "quickly", lambda text: None)  # noqa: ARG005 - what it stands in for is given a text
        assert parse(text, NAME) == (record, problems)


@pytest.mark.parametrize(("depth", "quick"), [(8, True), (9, False)])
def test_the_quick_way_keeps_the_limit_of_depth(depth: int, quick: bool) -> None:
    """A value may be eight fields deep, on both ways."""
    text = "".join(f"{'  ' * level}a:\n" for level in range(depth - 1)) + f"{'  ' * (depth - 1)}a: b\n"
    assert (quickly(text) is not None, parse(text, NAME)[1] == []) == (quick, quick)


@pytest.mark.parametrize(("items", "quick"), [(1_997, True), (1_999, False)])
def test_the_quick_way_keeps_the_limit_of_values(items: int, quick: bool) -> None:
    """A file may hold 2,000 values, on both ways."""
    text = "a:\n" + "- b\n" * items
    assert (quickly(text) is not None, parse(text, NAME)[1] == []) == (quick, quick)


@given(DATA, st.lists(st.integers(0, 11)), st.booleans(), st.booleans())
def test_bom_and_crlf_change_nothing(
    folder: Path, data: dict[str, Any], style: list[int], bom: bool, crlf: bool
) -> None:
    """A byte order mark and Windows' line ends give the same data at the same places."""
    text = _written(data, style).text
    path = folder / "ends.yml"
    path.write_bytes(("\ufeff" * bom + (text.replace("\n", "\r\n") if crlf else text)).encode())
    assert load(path, NAME) == (_record(text), [])


@given(DATA, st.lists(st.integers(0, 11)), st.data())
def test_a_forbidden_character_is_found_where_it_stands(data: dict[str, Any], style: list[int], draw: Any) -> None:
    """A character that can't be seen is named with its line and column, wherever it hides."""
    text = _written(data, style).text
    at = draw.draw(st.integers(0, len(text) - 1))
    character = draw.draw(st.sampled_from("\0\x1b\x7f\x85\u2028\u202e\u2066\ufeff\U000e0041"))
    problems = parse(text[:at] + character + text[at:], NAME)[1]
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    found = [(problem.line, problem.column) for problem in problems if problem.rule == "forbidden-character"]
    assert found == [(line, column)]
    assert f"the character U+{ord(character):04X} is not allowed" in "".join(problem.message for problem in problems)


@pytest.mark.parametrize(
    "written",
    ["no", "Yes", "on", "y", "true", "null", "~", "12:30", "1_000", "0x10", "0o7", "010", "1e3", ".5", ".inf", ".nan"],
)
def test_scalars_stay_text(written: str) -> None:
    """Words that YAML 1.1 takes for booleans, numbers or nothing are the text that was written."""
    assert _record(f"verdict: {written}\ntopics: [{written}]\n").data == {"verdict": written, "topics": [written]}


@pytest.mark.parametrize("written", ["2025-06-17", "2025-06-17T12:00:00Z", "1.10", "+1", "=", "<<"])
def test_dates_and_the_like_stay_text(written: str) -> None:
    """So are words that YAML 1.1 takes for dates, versions and its own signs."""
    assert _record(f"verdict: {written}\ntopics: [{written}]\n").data == {"verdict": written, "topics": [written]}


def test_nothing_is_the_empty_text() -> None:
    """A field without a value is empty text, not a null that a later stage stumbles over."""
    assert _record("verdict:\ntopics: []\n").data == {"verdict": "", "topics": []}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("claim: >-\n  one\n  two\n", "one two"),
        ("claim: |\n  one\n  two\n", "one\ntwo\n"),
        ("claim: one\n  two\n", "one two"),
        ('claim: "tab\\tquote\\"\\u00e9\\U0001F600"\n', 'tab\tquote"é😀'),
        ("claim: it's # a comment\n", "it's"),
        ("claim: a#b\n", "a#b"),
    ],
)
def test_every_way_to_write_text_is_read(written: str, read: str) -> None:
    """Folded, literal, continued, escaped and commented text reads as YAML says."""
    assert _record(written).data == {"claim": read}


def test_reading_goes_on_after_a_fault() -> None:
    """A file's faults of reading are all told, and its data is there for the checks that follow."""
    record, problems = parse("claim: &a one\nclaim: two\nsummary: !!str three\nnotes: a\0b\n", NAME)
    assert [(problem.line, problem.column, problem.rule) for problem in problems] == [
        (4, 9, "forbidden-character"),
        (1, 8, "yaml-alias"),
        (2, 1, "duplicate-key"),
        (3, 10, "yaml-tag"),
    ]
    assert record is not None
    assert record.data == {"claim": "one", "summary": "three", "notes": "a\N{REPLACEMENT CHARACTER}b"}
