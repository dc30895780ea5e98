"""Tidy: the canonical form says the same, keeps every comment, and is its own canonical form."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import REPOSITORY, attested, put
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import tidy as module
from generator.capture.record import complete
from generator.model import Claim, Dossier, Settings, Shape, SourceDocument
from generator.source import parse
from generator.tidy import TidyError, tidy
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


# The properties


@given(CLAIM, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_canonical_form_says_the_same(data: dict[str, Any], rng: random.Random) -> None:
    """However a claim is written: no value changes, no comment is lost, and doing it again changes nothing.

    PyYAML's plainest loader is asked too, since it shares nothing with ours.
    """
    writer = Writer(rng)
    text = writer.file(data)
    assert says(text) == data
    made = tidy(text, Claim)
    assert says(made) == yaml.load(made, yaml.BaseLoader) == data
    assert comments(made) == comments(text) == sorted(writer.planted)
    assert tidy(made, Claim) == made


@given(st.dictionaries(TEXT.filter(lambda key: len(key) < 100), TEXT, max_size=5))
@settings(max_examples=100, deadline=None)
def test_any_name_and_text_is_written_so_that_it_reads_back(data: dict[str, str]) -> None:
    """Fields the format doesn't know are kept as well, whatever their names."""
    text = json.dumps(data, ensure_ascii=False)
    made = tidy(text, Claim)
    assert says(made) == data
    assert tidy(made, Claim) == made


def says(text: str) -> dict[str, Any]:
    """What the program reads in a file, which has to be without fault."""
    record, problems = parse(text, "")
    assert problems == []
    assert record is not None
    return record.data


# Order, lists, blocks

MESSY = """\
# yaml-language-server: $schema=../../docs/schema/claim.json
# One claim.

verdict: "incorrect"   # of the scale
claim: 'The harbour closed.'


sources:
- stance: asserts
  # where it stands
  source: { url: "https://gazette.example/harbour", title: Harbour closed, publisher: 'Example Gazette',
            published: 2025-05-12 }
  quote: >
     closed since the
     first of May
  figure: {unit: "ships", value: "0", counts: arrivals, by: unknown, as_of: '2025'}
  # the end of the passage
- {source: harbour-log, stance: contradicts, quote: 'arrivals:
    each day'}
# - source: another one
topics:
    - ships
    - "no"
notes: "One.\\n\\nTwo."
unheard-of: x
corrections: [{why: it was wrong, date: 2025-06-01, what: "the day"}]
claimant: Example Gazette
"""

TIDY = """\
# yaml-language-server: $schema=../../docs/schema/claim.json
# One claim.

claim: The harbour closed.
claimant: Example Gazette
verdict: incorrect  # of the scale

sources:
  # where it stands
  - source:
      title: Harbour closed
      publisher: Example Gazette
      url: https://gazette.example/harbour
      published: 2025-05-12
    stance: asserts
    quote: >
      closed since the first of May
    figure:
      value: 0
      unit: ships
      counts: arrivals
      as_of: 2025
      by: unknown
    # the end of the passage
  - source: harbour-log
    stance: contradicts
    quote: 'arrivals: each day'
notes: |-
  One.

  Two.
# - source: another one
topics: [ships, 'no']
corrections:
  - date: 2025-06-01
    what: the day
    why: it was wrong
unheard-of: x
"""


def test_fields_come_in_the_formats_order() -> None:
    """At every depth, with their comments; a field the format doesn't know comes last."""
    assert tidy(MESSY, Claim) == TIDY
    assert tidy(TIDY, Claim) == TIDY


SENTENCE = "The log of the harbour office lists ships that arrived on each of the days of May, and none that was late."


@pytest.mark.parametrize(
    ("model", "written", "made"),
    [
        (Claim, "topics:\n- a\n- b\n", "topics: [a, b]\n"),
        (Claim, f"authors: [{', '.join(['Somebody'] * 9)}]\n", f"authors: [{', '.join(['Somebody'] * 9)}]\n"),
        (Claim, f"authors: [{', '.join(['Somebody'] * 10)}]\n", "authors:\n" + "  - Somebody\n" * 10),
        (Claim, "topics: []\nwithdrawn: {}\n", "topics: []\nwithdrawn: {}\n"),
        (Claim, "{}\n# nothing yet\n", "# nothing yet\n{}\n"),
        (Claim, "--- # c\n{claim: x}\n", "# c\nclaim: x\n"),
        (Claim, "reviewed_by: [[a, b], {by: x}]\n", "reviewed_by:\n  - [a, b]\n  - by: x\n"),
        (Claim, "authors:\n- a, b\n- c: d\n- ''\n- e\n", "authors:\n  - a, b\n  - c: d\n  -\n  - e\n"),
        (Claim, "authors:\n- a, b\n- 'c: d'\n- ''\n- e\n", "authors: ['a, b', 'c: d', '', e]\n"),
        (SourceDocument, "archives:\n- https://a.test/?b\n", "archives: ['https://a.test/?b']\n"),
        (SourceDocument, "copied:\n  on: unknown\n  by: A. Clerk\n", "copied: {by: A. Clerk, on: unknown}\n"),
        (SourceDocument, "copied: {by: x, # c\n on: 2025}\n", "copied:\n  by: x  # c\n  on: '2025'\n"),
        (Dossier, "timeline: [{what: x, date: '2024'}]\n", "timeline:\n  - date: 2024\n    what: x\n"),
        (
            Settings,
            "verdicts: {wrong: {rating: '1', label: No}, right: {label: Yes, rating: 5}}\n",
            "verdicts:\n  wrong:\n    label: 'No'\n    rating: 1\n  right:\n    label: 'Yes'\n    rating: 5\n",
        ),
    ],
)
def test_lists_and_mappings_have_one_form(model: type[Shape], written: str, made: str) -> None:
    """Short lists stand on one line, mappings on lines of their own; what a publication names keeps its order."""
    assert tidy(written, model) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("The harbour closed.", "claim: The harbour closed."),
        ("", "claim:"),
        ("It closed: in May", "claim: 'It closed: in May'"),
        ("the harbour’s #1", "claim: 'the harbour’s #1'"),
        ('- it\'s "so"', "claim: '- it''s \"so\"'"),
        ("tab\tin it", "claim: 'tab\tin it'"),
        ("no", "claim: 'no'"),
        ("2025", "claim: '2025'"),
        ("1.5e3", "claim: '1.5e3'"),
        ("2025-06-01", "claim: 2025-06-01"),
        (" two  spaces ", "claim: ' two  spaces '"),
        ("x" * 93, "claim: " + "x" * 93),
        ("x" * 94, "claim: " + "x" * 94),
        ("x" * 46 + " " + "x" * 47, "claim: >-\n  " + "x" * 46 + " " + "x" * 47),
        (SENTENCE, f"claim: >-\n  {SENTENCE[:96]}\n  {SENTENCE[97:]}"),
        (SENTENCE + "\n", f"claim: >\n  {SENTENCE[:96]}\n  {SENTENCE[97:]}"),
        (f"{SENTENCE}\n\nYes.", f"claim: >-\n  {SENTENCE[:96]}\n  {SENTENCE[97:]}\n\n\n  Yes."),
        (f"{SENTENCE}\n - Yes.", f"claim: |-\n  {SENTENCE}\n   - Yes."),
        ("One.\n", "claim: >\n  One."),
        ("One.\nTwo.", "claim: |-\n  One.\n  Two."),
        ("One.\nTwo.\n", "claim: |\n  One.\n  Two."),
        ("One.\n\n", "claim: |+\n  One.\n"),
        (" One.\nTwo.", "claim: |2-\n   One.\n  Two."),
        ("\n", 'claim: "\\n"'),
    ],
)
def test_a_text_is_written_as_plainly_as_yaml_allows(text: str, made: str) -> None:
    """Without quotes where they aren't needed, in single ones where they are; long texts are wrapped at 100 columns."""
    assert tidy(json.dumps({"claim": text}), Claim) == made + "\n"


@pytest.mark.parametrize("text", [SENTENCE, f"{SENTENCE}\n\n* one\n  two\n", "One: #2.", "  indented"])
def test_notes_keep_their_lines(text: str) -> None:
    """Markdown's line ends mean something, and who wrote it wrapped it."""
    made = tidy(json.dumps({"notes": text}), Claim)
    assert made.startswith("notes: |")
    assert made.splitlines()[1:] == [f"  {line}" if line else "" for line in text.splitlines()]


def test_the_block_that_capture_writes_is_kept() -> None:
    """`attested capture` and `attested tidy` agree on it: neither undoes what the other does."""
    fields = {
        "title": "Harbour: closed",
        "archives": ["https://archive.test/1"],
        "capture": {
            "captured": "2031-03-05T10:00:07Z",
            "from": "https://gazette.example/",
            "received_sha256": "0e" * 32,
            "extractor": "none",
            "kept": [[n, n + 1] for n in range(1, 99, 9)],
            "words": 9,
        },
    }
    written = complete(None, fields)
    made = tidy(written, SourceDocument)
    assert made == written.replace('"Harbour: closed"', "'Harbour: closed'").replace(
        "archives:\n  - https://archive.test/1", "archives: [https://archive.test/1]"
    )
    assert complete(made, fields) == made


# Comments and empty lines


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("summary: b # beside\n# above\nclaim: a\n", "# above\nclaim: a\nsummary: b  # beside\n"),
        ("claim: # one\n  # two\n  a # three\n", "# two\n# three\nclaim: a  # one\n"),
        ("claim: |  # head\n  a\n  # text\n # after\n", "claim: |  # head\n  a\n  # text\n# after\n"),
        ("claim: a\n  b # c\n", "claim: a b  # c\n"),
        ("claim: 'a # text\n  b'   # c\n", "claim: 'a # text b'  # c\n"),
        ("topics: [a, # one\n b]  # all\n", "topics:  # all\n  - a  # one\n  - b\n"),
        ("topics: [\n  # first\n  a,\n  # last\n  ]\n", "topics:\n  # first\n  - a\n  # last\n"),
        ("topics: [\n  # none yet\n]\n", "# none yet\ntopics: []\n"),
        ("topics:\n- a\n# next\nauthors: []\n", "topics: [a]\n# next\nauthors: []\n"),
        ("topics:\n  - a\n  # more?\nauthors: []\n", "topics:\n  - a\n  # more?\nauthors: []\n"),
        (
            "sources:\n  - stance: asserts\n    # field\n    source: a\n    # item\n  # list\n# file\n",
            "sources:\n  # field\n  - source: a\n    stance: asserts\n    # item\n  # list\n# file\n",
        ),
        ("sources:\n  -  # dash\n    source: a  # field\n", "sources:\n  # dash\n  - source: a  # field\n"),
        ("{claim: a, # one\n # two\n} # three\n# four\n", "# three\nclaim: a  # one\n# two\n# four\n"),
        ("\n\n# head\n\n\n# field\nclaim: a\n\n\nshort: b\n\n", "# head\n\n# field\nclaim: a\n\nshort: b\n"),
        ("sources:\n\n  - note: a\n\n  - note: b\n", "sources:\n  - note: a\n\n  - note: b\n"),
        ("claim: a   \n#  spaced \n", "claim: a\n#  spaced\n"),
        ("notes: |+\n  a\n\n# c\ntopics: []\n", "notes: |+\n  a\n\n# c\ntopics: []\n"),
    ],
)
def test_a_comment_stays_at_its_field(written: str, made: str) -> None:
    """Above it or beside it, wherever YAML lets one stand; one that is indented like a list's items stays there."""
    assert tidy(written, Claim) == made
    assert tidy(made, Claim) == made


# What can't be said in canonical form


def test_a_file_that_would_grow_too_large_is_refused() -> None:
    """Indentation takes room; a file that check would refuse afterwards is left alone."""
    text = json.dumps({"sources": [{"quote": "a\n" * 15_000}]})
    with pytest.raises(TidyError, match=r"^in canonical form it would have more than 65,536 bytes; split it$"):
        tidy(text, Claim)


def test_a_name_too_long_for_its_line_is_refused() -> None:
    """YAML takes it behind a question mark only, which no claim needs."""
    fault = "in canonical form it would say something else, so it stays as it is; write it more plainly"
    with pytest.raises(TidyError, match=f"^{fault}$"):
        tidy(f"? {'x' * 1_100}\n: y\n", Claim)


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (
            lambda _found, text: text + "odd: x\n",
            "would say something else, so it stays as it is; write it more plainly",
        ),
        (
            lambda _found, text: text + "odd: [\n",
            "would say something else, so it stays as it is; write it more plainly",
        ),
        (lambda _found, text: text.replace("# c", ""), "would lose a comment, so it stays as it is; move its comments"),
    ],
)
def test_a_mistake_of_the_program_is_caught_before_it_is_written(
    fault: Any, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was made is loaded and compared; a file that came out wrong stays as it is, and is named."""
    put(tmp_path, {"claims/a.yml": "summary: b # c\nclaim: a\n"})
    right = module._File.text
    monkeypatch.setattr(module._File, "text", lambda self, data, shape: fault(self, right(self, data, shape)))
    made = attested("tidy", "--root", tmp_path)
    assert made.exit_code == 1
    assert made.stdout == f"claims/a.yml:1:1: in canonical form it {message} [tidy]\n1 problem\n"
    assert (tmp_path / "claims/a.yml").read_text("utf-8") == "summary: b # c\nclaim: a\n"


# The command

FILES = {
    "claims/a.yml": "claim: a\nshort: b\n",
    "claims/x/b.yml": b"\xef\xbb\xbfclaim: a\r\nshort: 'b'\r\n",
    "claims/sources/c.yml": "# c\npublisher: b\ntitle: a\n",
    "claims/dossiers/d.yml": "summary: b\ntitle: a",
    "claims/publication.yml": "language: en\nname: a\n",
}
CANONICAL = {
    "claims/a.yml": "claim: a\nshort: b\n",
    "claims/x/b.yml": "claim: a\nshort: b\n",
    "claims/sources/c.yml": "title: a\n# c\npublisher: b\n",
    "claims/dossiers/d.yml": "title: a\nsummary: b\n",
    "claims/publication.yml": "name: a\nlanguage: en\n",
}


def found(root: Path) -> dict[str, bytes]:
    """Every file of the project."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_tidy_writes_what_changes(tmp_path: Path) -> None:
    """Each file as what its place says it is, in UTF-8 with LF; the second time there is nothing to do."""
    put(tmp_path, FILES)
    made = attested("tidy", "--root", tmp_path)
    assert (made.stderr, made.stdout, made.exit_code) == ("4 of 5 files changed.\n", "", 0)
    assert found(tmp_path) == {name: text.encode() for name, text in CANONICAL.items()}
    assert attested("tidy", "--root", tmp_path).stderr == "0 of 5 files changed.\n"
    checked = attested("tidy", "--check", "--root", tmp_path)
    assert (checked.output, checked.exit_code) == ("No problems.\n", 0)


def test_check_says_where_each_file_would_change(tmp_path: Path) -> None:
    """It writes nothing, and names the first line."""
    put(tmp_path, FILES)
    before = found(tmp_path)
    made = attested("tidy", "--check", "--root", tmp_path)
    assert made.exit_code == 1
    places = {"dossiers/d.yml": 1, "publication.yml": 1, "sources/c.yml": 1, "x/b.yml": 1}
    assert made.stdout.splitlines() == [
        *(
            f"claims/{name}:{line}:1: is not in canonical form from here on; "
            f"run `attested tidy {tmp_path}/claims/{name} --root {tmp_path}` [tidy]"
            for name, line in places.items()
        ),
        "4 problems",
    ]
    assert found(tmp_path) == before


def test_check_annotates_a_pull_request(tmp_path: Path) -> None:
    """The findings have the formats of all findings."""
    put(tmp_path, {"claims/a.yml": "claim: a\nshort: 'b'\n"})
    assert attested("tidy", "--check", "--format", "github", "--root", tmp_path).stdout == (
        "::error file=claims/a.yml,line=2,col=1::is not in canonical form from here on; "
        f"run `attested tidy {tmp_path}/claims/a.yml --root {tmp_path}` [tidy]\n"
    )


def test_only_the_named_files_are_written(tmp_path: Path) -> None:
    """A file or a folder; paths without a claim are wrong use."""
    put(tmp_path, {**FILES, "docs/a.yml": ""})
    made = attested("tidy", tmp_path / "claims/dossiers", tmp_path / "claims/a.yml", "--root", tmp_path)
    assert made.stderr == "1 of 2 files changed.\n"
    wrong = attested("tidy", tmp_path / "docs/a.yml", "--root", tmp_path)
    assert wrong.exit_code == 2
    assert wrong.stderr.endswith("Error: no .yml file of claims/ is among these paths\n")


def test_a_file_that_does_not_load_is_left_alone(tmp_path: Path) -> None:
    """It is reported as check reports it; the others are written."""
    put(tmp_path, {**FILES, "claims/y.yml": "claim: a\nclaim: b\n", "claims/z.yml": "claim: 'a\n"})
    (tmp_path / "claims/link.yml").symlink_to(tmp_path / "claims/a.yml")
    made = attested("tidy", "--root", tmp_path)
    assert (made.stderr, made.exit_code) == ("4 of 8 files changed.\n", 1)
    shown = attested("check", "--root", tmp_path).stdout.splitlines()
    rules = ("[duplicate-key]", "[yaml-syntax]", "[not-a-file]")
    assert made.stdout.splitlines() == [*(line for line in shown if line.endswith(rules)), "3 problems"]
    assert (tmp_path / "claims/y.yml").read_text("utf-8") == "claim: a\nclaim: b\n"


def test_the_publication_itself_is_tidy() -> None:
    """Whoever edits a claim and tidies up gets a difference of what they edited and nothing else."""
    made = attested("tidy", "--check", "--root", REPOSITORY)
    assert (made.output, made.exit_code) == ("No problems.\n", 0)


def test_what_the_publication_leaves_open_is_tidy_where_it_is_filled_in(tmp_path: Path) -> None:
    """Each field that stands there as a comment is where the field belongs."""
    text = (REPOSITORY / "claims/publication.yml").read_text("utf-8")
    head, scale = text.split("licence:")
    filled, count = re.subn(r"^# (\w+): .*$", r"\1: https://checks.example/{path}", head, flags=re.MULTILINE)
    assert count == 5
    put(tmp_path, {"claims/publication.yml": f"{filled}licence:{scale}"})
    assert attested("tidy", "--check", "--root", tmp_path).output == "No problems.\n"


def test_pre_commit_checks_the_form_too() -> None:
    """Each command that pre-commit runs exists and takes what it is given."""
    hooks = yaml.safe_load((REPOSITORY / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    entries = [hook["entry"] for hook in hooks]
    assert entries == [".venv/bin/attested check", ".venv/bin/attested tidy --check"]
    for entry in entries:
        assert attested(*entry.split()[1:], "--root", REPOSITORY).exit_code == 0
