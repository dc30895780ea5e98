"""The mistakes that people make in their first hour, each with the report they get: place, fault, remedy."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import REPOSITORY, attested, copy_project, put

from generator.problem import shown

PATH = "claims/harbour/crane-painted.yml"
CLAIM = """\
claim: The crane was painted.
claimant: Example Gazette
claimed: 2025-05
appearances: [gazette-harbour]
verdict: incorrect
summary: The log has no such work.
sources:
  - source: harbour-office-log
    stance: contradicts
    quote: no works on the crane
  - source: radio-ferry
    stance: supports
    quote: they painted it yellow
published: 2025-06-01
"""
DOCUMENT = """\
title: Diary
publisher: Example Cranes
url: https://cranes.example/diary
published: 2025-05-01
copied: {by: A. Clerk, on: unknown}
"""


def _mistakes() -> Iterator[tuple[str, str, str]]:
    """The blocks of mistakes.txt: right lines, wrong lines, report."""
    text = (REPOSITORY / "tests/mistakes.txt").read_text("utf-8")
    for block in re.split(r"\n\n+", text)[1:]:
        lines = block.strip("\n").replace("⍽", "\N{NO-BREAK SPACE}").replace("⇥", "\t").split("\n")
        right, wrong, report = ([line[2:] for line in lines if line[0] == mark] for mark in "-+=")
        assert len(right) + len(wrong) + len(report) == len(lines)
        yield "".join(f"{line}\n" for line in right), "".join(f"{line}\n" for line in wrong), report[0]


MISTAKES = list(_mistakes())


class Reporter:
    """Writes a file into a project and says what the check makes of it."""

    def __init__(self, project: Path) -> None:
        """Keep the project; what is written is noted, so that it can be removed again."""
        self.project = project
        self.written: set[Path] = set()

    def __call__(self, content: str | bytes, path: str = PATH) -> list[str]:
        """The problems, without the file's name."""
        put(self.project, {path: content})
        self.written.add(self.project / path)
        lines = attested("check", "--root", self.project).output.splitlines()
        return [line.removeprefix(f"{path}:") for line in lines[:-1]]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that each test puts its file into and takes it out again."""
    return copy_project(tmp_path_factory.mktemp("newcomer") / "project")


@pytest.fixture
def report(project: Path) -> Iterator[Reporter]:
    """What the check says of a file, which is removed afterwards."""
    reporter = Reporter(project)
    yield reporter
    for path in reporter.written:
        path.unlink()


def test_the_claim_as_it_should_be_has_no_problem(report: Reporter) -> None:
    """What the mistakes are made in is faultless."""
    assert report(CLAIM) == []


def test_there_are_many_mistakes() -> None:
    """The table is read, and no mistake stands in it twice."""
    assert len({wrong for _, wrong, _ in MISTAKES}) == len(MISTAKES) > 80


@pytest.mark.parametrize(("right", "wrong", "expected"), MISTAKES, ids=[wrong.strip() for _, wrong, _ in MISTAKES])
def test_one_mistake_is_one_problem_with_its_remedy(report: Reporter, right: str, wrong: str, expected: str) -> None:
    """The report stands at the place where the mistake was made, and there is no other."""
    assert right in CLAIM
    assert report(CLAIM.replace(right, wrong, 1)) == [expected]


CORRECTION = "corrections:\n  - {date: 2025-06-10, kind: correction, what: …, why: …}\n"


def test_each_placeholder_of_a_remedy_is_told_where_it_was_left(report: Reporter) -> None:
    """Who copies a line out of a message finds all that is to be written into it."""
    left = "is only …, a placeholder that was never filled in; what belongs here:"
    assert report(CLAIM + CORRECTION) == [
        f"16:48: corrections[0].what: {left} What changed, and what it said before. [empty]",
        f"16:56: corrections[0].why: {left} Why it changed. [empty]",
    ]


def test_dots_among_words_are_no_placeholder(report: Reporter) -> None:
    """A text may trail off, or leave something out."""
    assert report(CLAIM.replace("no such work.", "no such work …").replace("Crane", "... the Crane")) == []


FIGURE = "    figure: {{{}, unit: cranes, counts: painted, as_of: 2025-05, by: unknown}}\n"


@pytest.mark.parametrize("number", ["6000", "0.125", "6.0", "12.3450", "1500.125", "6e3", "low: 1, high: 2.25"])
def test_a_number_that_can_be_read_one_way_is_fine(number: str, report: Reporter) -> None:
    """What a message says to write, and whatever nobody takes for thousands."""
    value = number if ":" in number else f"value: {number}"
    assert report(CLAIM.replace("published:", f"{FIGURE.format(value)}published:")) == []


def test_each_number_that_a_comma_cuts_is_one_problem(report: Reporter) -> None:
    """The ends of a range, whose second halves are alike."""
    cut = "in braces a comma ends a value, so {} is read as {}; write {} [yaml-syntax]"
    figure = FIGURE.format("low: 30,000, high: 40,000")
    assert report(CLAIM.replace("published:", f"{figure}published:")) == [
        f"14:19: sources[1].figure.low: {cut.format('30,000', 30, 30000)}",
        f"14:33: sources[1].figure.high: {cut.format('40,000', 40, 40000)}",
    ]


def test_text_that_holds_both_quotation_marks_goes_on_the_next_line(report: Reporter) -> None:
    """What is said of it once works: each of the two marks would only lead to the other."""
    folded = 'summary: >-\n  "Closed": that is the port office\'s word.\n'
    assert report(CLAIM.replace("summary: The log has no such work.\n", folded)) == []


def test_a_dash_left_out_is_one_problem(report: Reporter) -> None:
    """The fields of the second item aren't each called repeated, nor is the evidence that is left called one-sided."""
    assert report(CLAIM.replace("  - source: radio", "    source: radio")) == [
        "11:5: sources[0].source: 'source' again, after line 8: a new item of the list begins here, "
        "so write `- source: …` [duplicate-key]"
    ]


def test_the_item_whose_dash_was_left_out_is_looked_at_too(report: Reporter) -> None:
    """What it names is known, and what is wrong with it is said."""
    undashed = CLAIM.replace(
        "  - source: radio-ferry\n    stance: supports", "    source: radio-ferry\n    stance: suports"
    )
    assert report(f"{undashed}notes: It was not yellow [@radio-ferry].\n") == [
        "11:5: sources[0].source: 'source' again, after line 8: a new item of the list begins here, "
        "so write `- source: …` [duplicate-key]",
        "12:13: sources[1].stance: 'suports' is not one of the words allowed here; did you mean 'supports'? "
        "[not-one-of]",
    ]


def test_a_field_given_twice_begins_no_item(report: Reporter) -> None:
    """Where nothing follows the second, or there is no list, one of the two is to go."""
    assert report(CLAIM.replace("published: ", "    source: radio-ferry\npublished: ")) == [
        "14:5: sources[1].source: 'source' again, after line 11: a new item of the list begins here, "
        "so write `- source: …` [duplicate-key]"
    ]
    media = "media: {kind: image, rating: staged, kind: video}\n"
    assert report(CLAIM + media) == [
        "15:38: media.kind: the field 'kind' is given twice, first on line 15; keep one [duplicate-key]"
    ]


def test_the_signs_around_a_block_of_code_are_one_problem(report: Reporter) -> None:
    """As a claim is copied from a chat or a page; where both are deleted, the claim is as it should be."""
    assert report(f"```yaml\n{CLAIM}```\n") == [
        "1:1: ``` is Markdown's sign around a block of code and no part of the file; delete this line, and line 16 too "
        "[yaml-syntax]"
    ]


DESCRIBED = """\
  - source:
    title: Diary
    publisher: Example Cranes
    url: https://cranes.example/diary
    published: 2025-05-01
    copied: {by: A. Clerk, on: unknown}
"""


def test_a_document_described_at_the_level_of_its_evidence_is_one_problem(report: Reporter) -> None:
    """Indented as it says, its fields are those of the document."""
    wrong = CLAIM.replace("  - source: radio-ferry\n", DESCRIBED)
    assert report(wrong) == [
        "11:12: sources[1].source: is empty; indent `title`, `publisher`, `url`, `published`, `copied` further than "
        "it, since they stand beside it here [empty]"
    ]
    assert report(wrong.replace("\n    ", "\n      ").replace("      st", "    st").replace("      qu", "    qu")) == []


def test_fields_beside_an_empty_one_belong_into_it(report: Reporter) -> None:
    """Not those that it doesn't have, of which each is told."""
    found = report(f"{CLAIM}withdrawn:\ndate: 2025-06-10\nreason: It was sold.\ncolour: green\n")
    assert found[0] == (
        "15:11: withdrawn: is empty; indent `date`, `reason` further than it, since they stand beside it here [empty]"
    )
    assert [line.partition(": is not")[0] for line in found[1:]] == ["18:1: colour"]


STRAY = "this --- cuts the file in two; delete it, or, if another thing follows, move that to a file of its own"


def test_what_follows_a_stray_line_belongs_to_the_file(report: Reporter) -> None:
    """The fields below it aren't missing, and what is wrong with them is said."""
    stray = CLAIM.replace("sources:\n", "---\nsources:\n").replace("stance: supports", "stance: suports")
    assert report(stray.replace("published:", "---\n---\npublished:")) == [
        f"7:1: {STRAY} [several-documents]",
        "13:13: sources[1].stance: 'suports' is not one of the words allowed here; did you mean 'supports'? "
        "[not-one-of]",
        "15:1: nothing comes after this ---, so delete it [several-documents]",
        f"16:1: {STRAY} [several-documents]",
    ]


def test_what_can_t_be_read_below_a_stray_line_is_said(report: Reporter) -> None:
    """The fields below it may be there, so none of them is called missing."""
    assert report(CLAIM.replace("sources:\n", "---\nsources:\n") + "reviewed_by: [\n") == [
        "7:1: a second YAML document starts here (---); one file describes one thing, so move it to a file of its own "
        "[several-documents]",
        "16:14: this [ is not closed, or a comma is missing; close it with ], or put the text in quotes [yaml-syntax]",
    ]


NOTES = """\
notes: {}
  The crane is yellow [@radio-ferry].

  It was @radio-ferry that said so [@crane-times], in [a programme](programme).
  It was painted twice.[^1]

  [^1]: Says [@crane-times], and ![a picture](https://cranes.example/1.png) shows it.
# [@crane-times]
"""
FOOTNOTE = "and notes have no footnotes; cite the document as [@its-id], or write the remark into the text"
FAULTS = (
    ("18:36", "cites 'crane-times', which this claim lists neither in sources nor in appearances [unknown-citation]"),
    (
        "18:67",
        "links to 'programme', which has to be a full address that starts with https:// or http:// [notes-link]",
    ),
    ("21:3", f"holds '[^1]', {FOOTNOTE} [notes-not-shown]"),
    ("21:34", "holds an image (![…]); describe it, and cite where it stands as a source document [notes-image]"),
)


@pytest.mark.parametrize("style", ["|", ">-"])
def test_a_fault_in_notes_is_shown_where_it_stands(style: str, report: Reporter) -> None:
    """Not at the field's name, many paragraphs above, also where the same stands there twice and one is right."""
    about = "isn't a citation; write [@radio-ferry], each document in brackets of its own [citation-form]"
    assert report(CLAIM + NOTES.format(style)) == [
        f"18:10: notes: '@radio-ferry' {about}",
        *(f"{place}: notes: {said}" for place, said in FAULTS),
    ]


def test_each_spelling_of_a_citation_is_shown_where_it_stands(report: Reporter) -> None:
    """Beside others of the same document, in code, as a citation, or as a part of them."""
    notes = """\
notes: |
  It is yellow [@radio-ferry], see `@radio-ferry`.

  So says @radio-ferry, and (@radio-ferry),
  and [@radio-ferry; @gazette-harbour].
"""
    isn_t = "isn't a citation; write [@{}], each document in brackets of its own [citation-form]"
    assert report(CLAIM + notes) == [
        f"18:11: notes: '@radio-ferry' {isn_t.format('radio-ferry')}",
        f"18:29: notes: '(@radio-ferry)' {isn_t.format('radio-ferry')}",
        f"19:22: notes: '@gazette-harbour' {isn_t.format('gazette-harbour')}",
    ]


def test_a_fault_in_notes_in_quotes_is_shown_at_their_beginning(report: Reporter) -> None:
    """There a text may be written otherwise than it reads."""
    assert report(f'{CLAIM}notes: "It is yellow,\n  it says [@crane-times]."\n') == [
        f"15:8: notes: {FAULTS[0][1]}",
    ]


def test_a_fault_of_the_whole_file_hides_no_other(report: Reporter) -> None:
    """An anchor on the file itself cuts no text off."""
    assert report(f"&crane\n{CLAIM}", "claims/lighthouse/harbour-closed.yml")[1:] == [
        "1:1: the id 'harbour-closed' is taken by claims/harbour/harbour-closed.yml; rename one of the two files "
        "[duplicate-id]",
        "1:1: anchors (&) and aliases (*) are not allowed ('crane'); write the value out, or put the text in quotes "
        "[yaml-alias]",
    ]


RENAMED = "this file isn't read, since its name doesn't end in .yml; rename it to crane-painted.yml [unexpected-file]"


@pytest.mark.parametrize("ending", ["yaml", "YML", "yml.txt", "yaml.txt", "txt"])
def test_another_ending_is_to_be_renamed(ending: str, report: Reporter) -> None:
    """Editors and mail programs give files endings of their own."""
    assert report(CLAIM, f"claims/harbour/crane-painted.{ending}") == [f"1:1: {RENAMED}"]


def test_a_name_with_capitals_and_spaces_is_to_be_renamed(report: Reporter) -> None:
    """The name that would do is named."""
    assert report(CLAIM, "claims/harbour/Crane Painted.yml") == [
        "1:1: the file's name 'Crane Painted' has to be lower-case letters a-z, digits and single hyphens, such as "
        "uk-casualties; rename the file to crane-painted.yml [bad-file-name]"
    ]


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini"])
def test_what_a_computer_leaves_behind_is_no_mistake(name: str, report: Reporter) -> None:
    """Nobody wrote it, and nobody is told off for it."""
    assert report(b"\0", f"claims/harbour/{name}") == []


MISPLACED = {
    "claims/sources/crane-painted.yml": (
        CLAIM,
        "1:1: this describes a claim, and its folder is for source documents; move the file to a folder for its "
        "subject, claims/SUBJECT/crane-painted.yml [wrong-folder]",
    ),
    "claims/harbour/crane-diary.yml": (
        DOCUMENT,
        "1:1: this describes a source document, and its folder is for claims; move the file to "
        "claims/sources/crane-diary.yml [wrong-folder]",
    ),
    "claims/harbour/cranes.yml": (
        "title: Cranes\nsummary: All of them.\nclaims: [harbour-closed]\n",
        "1:1: this describes a dossier, and its folder is for claims; move the file to claims/dossiers/cranes.yml "
        "[wrong-folder]",
    ),
}


@pytest.mark.parametrize("path", MISPLACED)
def test_a_file_in_the_wrong_folder_is_to_be_moved(path: str, report: Reporter) -> None:
    """One report says so, and not one for each field."""
    content, expected = MISPLACED[path]
    assert report(content, path) == [expected]


URLS = {
    "www.cranes.example/diary": "has to be a full address that starts with https:// or http://; "
    "did you mean https://www.cranes.example/diary?",
    "htps://cranes.example/": "has to be a full address that starts with https:// or http://; "
    "did you mean https://cranes.example/?",
    "Example Cranes": "has a space, a backslash or another character no address may hold",
    "<https://cranes.example/>": "has a space, a backslash or another character no address may hold; "
    "did you mean https://cranes.example/ alone?",
    "https://port.example/the log": "has a space, a backslash or another character no address may hold; "
    "did you mean https://port.example/the%20log, or https://port.example/the alone?",
    f"https://port.example/{'a' * 200}>": "has a space, a backslash or another character no address may hold",
    "javascript:alert(1)": "has to be a full address that starts with https:// or http://",
    "https://[cranes]/": "names a host that can't exist",
    "https://[v1.cranes]/": "names a host that can't exist",
    "https://[2001:db8::1]x/": "names a host that can't exist",
    "https://cranes[1].example/": "names a host that can't exist",
    "https://cranes.example\u2100/": "names a host that can't exist",
    "https://cranes.example:port/": "has a port that can't exist; ports are numbers up to 65535",
}


@pytest.mark.parametrize("url", URLS)
def test_an_address_that_is_none(url: str, report: Reporter) -> None:
    """What is nearly an address is answered with the address; anything else with what an address is, in our words."""
    content = DOCUMENT.replace("https://cranes.example/diary", url)
    found = [f"3:6: url: {shown(url)} {URLS[url]} [bad-url]"]
    assert report(content, "claims/sources/crane-diary.yml") == found


ID = "has to be lower-case letters a-z, digits and single hyphens"
NO_FILE = "there is no claims/sources/{}.yml"
FIELDS = {
    "archives: unknown": "archives: has to be a list, not the text 'unknown'; leave it out, or write what belongs "
    "here: Addresses of archived copies. [wrong-type]",
    "archives: [unknown]": "archives[0]: 'unknown' has to be a full address that starts with https:// or http://; "
    "leave out what isn't known [bad-url]",
    "reports_from: [unknown]": f"reports_from[0]: {NO_FILE.format('unknown')}; where it isn't known, leave this out "
    "[unknown-source]",
    "republishes: Reuters": f"republishes: 'Reuters' {ID}; did you mean 'reuters'? Where it has no page here, "
    "write `republishes: {publisher: Reuters}` [bad-id]",
    "republishes: Рейтер": f"republishes: 'Рейтер' {ID}, such as uk-casualties; where it has no page here, "
    "write `republishes: {publisher: Рейтер}` [bad-id]",
    "republishes: reuters": f"republishes: {NO_FILE.format('reuters')}; write it, or let `attested capture` do so, or, "
    "where the original has no page here, write `republishes: {publisher: ITS-NAME}` [unknown-source]",
    "republishes: unknown": f"republishes: {NO_FILE.format('unknown')}; where it isn't known, leave this out, or, "
    "where the original has no page here, write `republishes: {publisher: unknown}` [unknown-source]",
    "republishes: gazette-harbor": f"republishes: {NO_FILE.format('gazette-harbor')}; did you mean 'gazette-harbour'? "
    "[unknown-source]",
    "republishes: [reuters]": "republishes: has to be text, not a list; take the brackets away [wrong-type]",
    "capture: yes": "capture: has to be a mapping, not the text 'yes'; write below it, indented: `captured: …`, "
    "`from: …`, `how: …`, `received_sha256: …`, `words: …`, `root: …` [wrong-type]",
}


@pytest.mark.parametrize("field", FIELDS)
def test_a_mistake_in_a_document_is_one_problem_with_its_remedy(field: str, report: Reporter) -> None:
    """Beside it no claim names the document, which is only a warning."""
    found = report(f"{DOCUMENT}{field}\n", "claims/sources/crane-diary.yml")
    told = [line.split(": ", 1)[1] for line in found if not line.endswith("[unused-source]")]
    assert told == [FIELDS[field]]


def test_a_field_is_called_by_its_name_in_the_file(report: Reporter) -> None:
    """Python has another for `from`."""
    found = report(DOCUMENT + "capture: {from_: page.html}\n", "claims/sources/crane-diary.yml")
    assert [line for line in found if "from" in line] == [
        "6:11: capture.from_: is not a field of this format; did you mean 'from'? [unknown-field]"
    ]


SAVE = "save it as UTF-8 (in VS Code: “Save with Encoding”)"
COPY = "not plain text; copy its words into a plain text file, with an editor for plain text"
EMPTY = "1:1: the file is empty; remove it, then `attested new` writes one with every field explained [not-a-mapping]"
FILES = {
    CLAIM.encode("utf-16"): f"1:1: the file was saved as UTF-16 (some editors call it “Unicode”); {SAVE} [encoding]",
    CLAIM.encode("utf-16-be"): f"1:1: the file was saved as UTF-16 (some editors call it “Unicode”); {SAVE} [encoding]",
    CLAIM.replace("The crane", "Das Gerät").encode("cp1252"): "1:15: the file is not UTF-8 text (byte 0xe4 here); "
    f"{SAVE} [encoding]",
    b"PK\x03\x04\x14\x00\x06\x00\xff": f"1:1: this is a Word, Excel, OpenOffice or zip file, {COPY} [encoding]",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": f"1:1: this is an old Word file, {COPY} [encoding]",
    b"%PDF-1.7\n": f"1:1: this is a PDF file, {COPY} [encoding]",
    b"{\\rtf1\\ansi The crane}": f"1:1: this is a rich text file, {COPY} [encoding]",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR": f"1:1: this is a picture, {COPY} [encoding]",
    b"\xff\xd8\xff\xe0" * 20_000: f"1:1: this is a picture, {COPY} [encoding]",
    CLAIM.replace(
        "\n", "\r"
    ).encode(): "1:1: the lines of this file end as on Macs before 2001 (CR); save it with line "
    "ends of Unix (LF) or Windows (CRLF) [encoding]",
    CLAIM.replace(
        "\n", "\r\r\n"
    ).encode(): "1:1: lines of this file end in CR CR LF, as where line ends were changed twice; save it with line "
    "ends of Unix (LF) or Windows (CRLF) [encoding]",
    b"\n<!DOCTYPE html>\n": f"1:1: this is a web page, {COPY} [encoding]",
    b"": EMPTY,
    b"# The crane\n": EMPTY,
    b"The crane was painted.\n": "1:1: the file has to start with `field: value` lines; see the example on the "
    "contribute page [not-a-mapping]",
}


@pytest.mark.parametrize("content", FILES, ids=lambda content: repr(content[:12] + content[-6:]))
def test_a_file_that_is_something_else(content: bytes, report: Reporter) -> None:
    """What a word processor saved is called by its name."""
    assert report(content) == [FILES[content]]


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        (
            "claims/sources/crane-diary.yml",
            "`attested capture` fills it in, or write `title: …`, `publisher: …`, `url: …`, `published: …`",
        ),
        ("claims/dossiers/cranes.yml", "write `title: …`, `summary: …`, `claims: […]`"),
    ],
)
def test_an_empty_file_is_told_how_to_begin(path: str, remedy: str, report: Reporter) -> None:
    """What writes a claim writes no other file."""
    assert report(b"", path) == [f"1:1: the file is empty; {remedy} [not-a-mapping]"]


HINTS = {
    "the harbour has been closed … since the first of May": "nobody can tell whether … stands in the document or "
    "leaves words out; write […] there",
    "'[T]he harbour has been closed since the first of May'": "the brackets in [T]he stand inside a word; write the "
    "word as the document has it",
}


@pytest.mark.parametrize("quote", HINTS)
def test_a_quotation_without_proof_is_told_what_it_may_suffer_from(quote: str, report: Reporter) -> None:
    """What is refused where words were copied by hand is the first guess where a proof is missing."""
    asserting = f"sources:\n  - source: gazette-harbour\n    stance: asserts\n    quote: {quote}\n"
    assert report(CLAIM.replace("sources:\n", asserting)) == [
        "10:12: sources[0].quote: no proof shows that these words stand in 'gazette-harbour'; copy them as they stand "
        f"there, or, where the capture is at hand, run `attested attest`; {HINTS[quote]} [quote-not-proved]"
    ]


@pytest.mark.parametrize(
    "quote",
    [
        "they painted it all […] and then they painted it",
        "they painted it (yellow)",
        "'[sic] they painted it'",
        "“yes” it is",
    ],
)
def test_a_quotation_as_it_should_be(quote: str, report: Reporter) -> None:
    """Omissions, additions, and marks that belong to a part of the words are fine."""
    assert report(CLAIM.replace("they painted it yellow", quote)) == []


def test_two_commands_lead_to_the_first_precise_report(tmp_path: Path) -> None:
    """From nothing to place, fault and remedy: a clone, and make check. What make installs before is here already."""
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        put(origin, {name: (REPOSITORY / name).read_bytes()})
    shutil.copytree(REPOSITORY / "scripts", origin / "scripts")
    shutil.copytree(REPOSITORY / "tests/fixtures/project/claims", origin / "claims")
    put(origin, {PATH: CLAIM.replace("incorrect", "Incorrect")})
    who = ("-c", "user.name=A. Clerk", "-c", "user.email=clerk@port.example", "-c", "commit.gpgsign=false")
    for command in (("init", "--quiet"), ("add", "."), (*who, "commit", "--quiet", "--message", "claims")):
        subprocess.run(["git", *command], cwd=origin, check=True, timeout=30)

    subprocess.run(["git", "clone", "--quiet", str(origin), str(clone)], check=True, timeout=30)
    _installed(clone)
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(["make", "check"], cwd=clone, env=alone, capture_output=True, encoding="utf-8", timeout=60)

    assert done.stdout.splitlines()[-2:] == [
        f"{PATH}:5:10: verdict: 'Incorrect' is not on the verdict scale; did you mean 'incorrect'? [unknown-verdict]",
        "1 problem",
    ]
    assert done.returncode == 2


def _installed(clone: Path) -> None:
    """What `make check` would set up first, from the network."""
    program = f"#!/bin/sh\nPYTHONPATH='{REPOSITORY}' exec '{sys.executable}' -m generator \"$@\"\n"
    put(clone, {".venv/bin/attested": program, ".venv/.site": ""})
    (clone / ".venv/bin/attested").chmod(0o755)
