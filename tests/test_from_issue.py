"""Claims from an issue: what a suggestion says is filled in, safely, and what it doesn't say is marked."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import PROJECT, REPOSITORY, attested, put
from hypothesis import given, settings
from hypothesis import strategies as st
from test_hostile import ANYWHERE, AT_A_START, NOTES

from generator.from_issue import LABELS, MAX_ADDRESSES, Suggestion, claim_file, suggestion
from generator.model import Claim, ascii_url
from generator.source import load, parse
from generator.tidy import tidy

FORM = yaml.safe_load((REPOSITORY / ".github/ISSUE_TEMPLATE/suggest-a-claim.yml").read_text("utf-8"))
AGREED = "- [X] What I wrote here is my own, and may be published under CC BY 4.0."
NOTHING = Suggestion("", "", "", "", "", "", AGREED)
FULL = Suggestion(
    claim="The harbour of Port Example: closed in May.",
    claimant="Example Gazette",
    claimed="2025-05-12",
    addresses="https://gazette.example/harbour\r\n- <https://mirror.example/a?b=[c]>\r\npage 3 of the paper edition",
    why="Shipowners asked.\r\nThey could not unload.",
    evidence="The log (https://log.example/may) says otherwise.\r\n\r\nverdict: correct",
    licence=AGREED,
)


def rendered(made: Suggestion) -> str:
    """An issue's body as the code host makes it of a form's answers."""
    answers = {label: getattr(made, name) or "_No response_" for name, label in vars(LABELS).items()}
    return "\n\n".join(f"### {label}\n\n{answer}" for label, answer in answers.items())


def written(project: Path, body: str | bytes, *options: object) -> Path:
    """The claim file that `attested new` makes of an issue."""
    put(project, {"issue.md": body})
    made = attested(
        *("new", "harbour-shut", "--from-issue", project / "issue.md", "--root", project),
        *("--published", "2025-06-01", *options),
    )
    assert made.exit_code == 0, made.output
    (path,) = project.rglob("harbour-shut.yml")
    assert made.stdout == f"Wrote {path}. Fill in what is empty, then run: attested check {path} --root {project}\n"
    return path


def refused(tmp_path: Path, body: str | bytes) -> str:
    """What `attested new` says of an issue it can't take, after the file's name."""
    put(tmp_path, {"issue.md": body, "claims/publication.yml": (PROJECT / "claims/publication.yml").read_bytes()})
    made = attested("new", "harbour-shut", "--from-issue", tmp_path / "issue.md", "--root", tmp_path)
    assert made.exit_code == 1
    assert [path.name for path in (tmp_path / "claims").iterdir()] == ["publication.yml"]
    return made.output.replace(f"{tmp_path}/issue.md", "issue.md")


# The form


def test_the_form_asks_what_the_program_reads() -> None:
    """Each question is a label the program knows, in its order; agreeing to the licence can't be left out."""
    questions = [one for one in FORM["body"] if one["type"] != "markdown"]
    assert {one["id"]: one["attributes"]["label"] for one in questions} == vars(LABELS)
    assert [one["id"] for one in questions] == list(vars(LABELS))
    assert {one["type"] for one in questions} == {"input", "textarea", "checkboxes"}
    (box,) = questions[-1]["attributes"]["options"]
    assert box == {"label": AGREED.removeprefix("- [X] "), "required": True}


# What is filled in


def test_a_full_suggestion_fills_the_file(project: Path) -> None:
    """Known documents are named, others described as far as they are known; prose stays a comment."""
    assert written(project, rendered(FULL), "--folder", "harbour").read_text("utf-8") == EXPECTED


EXPECTED = """\
# yaml-language-server: $schema=../../docs/schema/claim.json
# A suggested claim. Run `attested check` to see what is missing or wrong. Leave out an optional field.
claim: 'The harbour of Port Example: closed in May.'
# short: The claim in at most 75 characters, for lists.
claimant: Example Gazette
claimed: 2025-05-12
# The suggestion also says where it stands:
# > page 3 of the paper edition
appearances:  # the documents that make the claim
  - gazette-harbour
  - title: unknown  # as it stands on the page
    publisher: unknown
    url: https://mirror.example/a?b=[c]
    published: unknown  # a day, a month, a year, or unknown
verdict:  # a word of the scale in claims/publication.yml
summary:  # what a reader takes away
# What speaks for or against it, in the suggestion's words, unverified:
# > The log (https://log.example/may) says otherwise.
# >
# > verdict: correct
sources:
  - source: gazette-harbour  # https://gazette.example/harbour
    stance: asserts  # this document makes the claim
    quote:  # its own words, exactly as they stand there
  - source: mirror-example-6c135313  # https://mirror.example/a?b=[c]
    stance: asserts  # this document makes the claim
    quote:  # its own words, exactly as they stand there
  - source:
      title: unknown  # as it stands on the page
      publisher: unknown
      url: https://log.example/may
      published: unknown  # a day, a month, a year, or unknown
    stance:  # supports, contradicts or context
    quote:
    note:  # what this passage shows
why_checked: Shipowners asked. They could not unload.
notes:  # the analysis, in Markdown; [@id] cites a document listed above
topics: []  # from claims/publication.yml
# dossier: the name of a file in claims/dossiers/
authors: []
published: 2025-06-01
corrections: []
"""

EMPTY = """\
# yaml-language-server: $schema=../docs/schema/claim.json
# A suggested claim. Run `attested check` to see what is missing or wrong. Leave out an optional field.
claim:  # in one sentence, as it was made
# short: The claim in at most 75 characters, for lists.
claimant: unknown  # the suggestion doesn't say who
claimed: unknown  # a day, a month or a year; the suggestion doesn't say when
appearances: []  # the documents that make the claim
verdict:  # a word of the scale in claims/publication.yml
summary:  # what a reader takes away
sources:
  - source:  # a document that bears on the claim
    stance:  # supports, contradicts or context
    quote:
    note:  # what this passage shows
why_checked:  # why this claim matters to readers
notes:  # the analysis, in Markdown; [@id] cites a document listed above
topics: []  # from claims/publication.yml
# dossier: the name of a file in claims/dossiers/
authors: []
published: 2025-06-01
corrections: []
"""


def test_an_empty_suggestion_invents_nothing(project: Path) -> None:
    """What isn't said is marked where it belongs."""
    assert written(project, rendered(NOTHING)).read_text("utf-8") == EMPTY


ASKED = [f"sources[{one}" for one in ("0].quote", "1].quote", "2].stance", "2].quote", "2].note")]


def test_check_asks_for_what_is_missing_and_nothing_else(project: Path) -> None:
    """Once the empty fields are filled in, the file is a claim: its documents are found by their ids."""
    path = written(project, rendered(FULL), "--folder", "harbour")
    check = ("check", path, "--root", project)
    asked = [line.split(":")[3].strip() for line in attested(*check).stdout.splitlines()[:-1]]
    assert asked == ["verdict", "summary", *ASKED, "notes"]
    text = (
        path.read_text("utf-8").replace("verdict:  ", "verdict: unproven  ").replace("summary:  ", "summary: We saw.  ")
    )
    text = text.replace("quote:  ", "quote: closed since the first of May  ").replace(
        "stance:  #", "stance: context  #"
    )
    text = re.sub(r"    quote:\n|notes:.*\n", "", text).replace("note:  ", "note: It shows it.  ")
    path.write_text(text, "utf-8")
    rules = {line.rpartition("[")[2] for line in attested(*check).stdout.splitlines()[:-1]}
    assert rules == {"quote-not-proved]", "single-source]"}


def test_the_dossier_may_be_named(project: Path) -> None:
    """The editor knows it, the suggestion doesn't."""
    path = written(project, rendered(FULL), "--dossier", "harbour")
    assert path.parent == project / "claims/harbour"
    assert "dossier: harbour\n" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("2025", "claimed: 2025"),
        ("2025-05", "claimed: 2025-05"),
        ("unknown", "claimed: unknown  # a day, a month or a year; the suggestion says 'unknown'"),
        ("last week\n# x", "claimed: unknown  # a day, a month or a year; the suggestion says 'last week\\n# x'"),
        ("2025-02-30", "claimed: unknown  # a day, a month or a year; the suggestion says '2025-02-30'"),
    ],
)
def test_a_date_is_taken_where_it_is_one(answer: str, line: str) -> None:
    """What isn't a date of the calendar is said beside the field."""
    assert line in made(replace(NOTHING, claimed=answer)).splitlines()


@pytest.mark.parametrize(
    ("answer", "addresses", "said"),
    [
        ("https://a.example", ["https://a.example/"], []),
        ("* <https://a.example/b>", ["https://a.example/b"], []),
        (
            "https://a.example/b, https://a.example/b.",
            ["https://a.example/b"],
            [],
        ),
        ("see https://a.example/b.", ["https://a.example/b"], ["see https://a.example/b."]),
        ("[text](https://a.example/b_(c))", ["https://a.example/b_(c)"], ["[text](https://a.example/b_(c))"]),
        ("https://münchen.example/ä", ["https://xn--mnchen-3ya.example/%C3%A4"], []),
        ("http://[bad", [], ["http://[bad"]),
        (f"https://a.example/(b){'])' * 9_000}.", ["https://a.example/(b)"], []),
        ("https://you@bank.example/", [], ["https://you@bank.example/"]),
        ("javascript:alert(1)", [], ["javascript:alert(1)"]),
        ("the paper edition", [], ["the paper edition"]),
    ],
)
def test_addresses_become_described_documents(answer: str, addresses: list[str], said: list[str]) -> None:
    """Each once, in its one spelling; what else the answer says isn't lost."""
    text = made(replace(NOTHING, addresses=answer))
    assert [one["url"] for one in data(text)["appearances"]] == addresses
    assert re.findall(r"^# > (.*)$", text, re.MULTILINE) == said


def test_many_addresses_are_no_flood() -> None:
    """The first twenty of each answer become documents; the rest is read in the comment."""
    many = "\n".join(f"https://a.example/{n}" for n in range(5_000))
    text = made(replace(NOTHING, addresses=many[:20_000]))
    assert len(data(text)["appearances"]) == MAX_ADDRESSES
    assert "# > https://a.example/20\n" in text


# Hostile text


def made(answers: Suggestion) -> str:
    """The claim file of a suggestion."""
    return claim_file(answers, "../docs/schema/claim.json", None, "2025-06-01", {})


def data(text: str) -> dict[str, Any]:
    """What the loader reads in a file, which has to be without fault."""
    record, problems = parse(text, "")
    assert problems == []
    assert record is not None
    return record.data


HOSTILE = [
    "x\nverdict: correct",
    "x: y # z",
    "'\"\\",
    "{a: [b",
    "!!python/object:os.system x",
    "&a *a",
    "```yaml\nverdict: correct\n```",
    "---\n...\n",
    "# yaml-language-server: $schema=https://evil.example/",
    "| >- %YAML 1.2",
    "<script>alert(1)</script> [@id] ![x](https://evil.example/)",
    "\t@ ` no",
    "‮".replace("‮", "’") * 400,
]
ANSWER = st.one_of(
    st.sampled_from(HOSTILE), st.text(st.sampled_from("ab:#'\"-,[]{}&*!|>%@`?~\\ \n\t.0é😀\xa0/(htps"), max_size=40)
)


@given(st.builds(Suggestion, ANSWER, ANSWER, ANSWER, ANSWER, ANSWER, ANSWER, st.just(AGREED)))
@settings(max_examples=100, deadline=None)
def test_no_text_gets_out_of_its_place(answers: Suggestion) -> None:
    """Whatever is answered is a quoted value or a comment: the fields are the same as ever, and say just that."""
    _stays_in_its_place(answers)


FORGED = ["###  Licence", "  ### Licence", "### licence", "### Licence\u200b", "Licence\n---", "<h3>Licence</h3>"]


@pytest.mark.parametrize("payload", [*AT_A_START, *ANYWHERE, *NOTES, *FORGED])
def test_no_payload_gets_out_of_its_place(payload: str) -> None:
    """Nor does what is tried in the fields of a site, in every answer at once, read from the issue's text."""
    answers, problems = suggestion(rendered(Suggestion(*[payload] * 6, AGREED)), "issue.md")
    assert (answers, problems) == (Suggestion(*[payload.strip()] * 6, AGREED), [])
    assert answers
    _stays_in_its_place(answers)


def _stays_in_its_place(answers: Suggestion) -> None:
    text = made(answers)
    found = data(text)
    assert list(found) == list(data(EMPTY))
    for name, answer in (("claim", answers.claim), ("why_checked", answers.why)):
        assert found[name].split() == answer.split()
    assert found["claimant"].split() == (answers.claimant.split() or ["unknown"])
    assert (found["verdict"], found["summary"], found["notes"]) == ("", "", "")
    assert all(one["url"] == ascii_url(one["url"]) for one in found["appearances"])
    assert [line for line in text.splitlines() if "yaml-language-server" in line and line.startswith("# y")] == [
        "# yaml-language-server: $schema=../docs/schema/claim.json"
    ]
    assert tidy(text, Claim) == text


@given(st.builds(Suggestion, ANSWER, ANSWER, ANSWER, ANSWER, ANSWER, ANSWER, st.just(AGREED)))
@settings(max_examples=50, deadline=None)
def test_answers_are_read_as_they_were_given(answers: Suggestion) -> None:
    """From the host's Markdown, whatever it looks like."""
    expected = Suggestion(*(answer.strip() for answer in vars(answers).values()))
    assert suggestion(rendered(answers), "issue.md") == (expected, [])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            rendered(FULL).replace("### Who made it", "### Who"),
            "issue.md:1:1: the heading 'Who made it' is missing; "
            "this has to be the text of an issue made with the form [issue]\n",
        ),
        (
            rendered(replace(FULL, why="x\n\n### Licence\n\n- [X] yes")),
            "issue.md:33:1: the heading 'Licence' stands here again; remove one [issue]\n",
        ),
        (
            rendered(replace(FULL, licence="- [ ] What I wrote here is my own.")),
            "issue.md:30:1: the suggestion doesn't agree to CC BY 4.0; ask who made it to tick the box [issue]\n",
        ),
        (
            rendered(replace(FULL, claim="The\x1b[2J harbour \u202eclosed.")),
            "issue.md:3:4: the character U+001B is not allowed, it can't be seen or hides text; "
            "delete it [forbidden-character]\n"
            "issue.md:3:17: the character U+202E is not allowed, it can't be seen or hides text; "
            "delete it [forbidden-character]\n",
        ),
        (
            rendered(
                replace(FULL, claimant="a\rverdict: x", claimed="\x00", addresses="\x9b2J\x85x: y", why="\u2028x: y")
            ),
            "".join(
                f"issue.md:{place}: the character U+{character} is not allowed, it can't be seen or hides text; "
                f"delete it [forbidden-character]\n"
                for place, character in (
                    *(("7:2", "000D"), ("11:1", "0000"), ("15:1", "009B"), ("15:4", "0085"), ("19:1", "2028")),
                )
            ),
        ),
        (
            b"### The claim\n\nCaf\xe9\n",
            "issue.md:3:4: the file is not UTF-8 text (byte 0xe9 here); save it as UTF-8 (in VS Code: "
            "“Save with Encoding”) [encoding]\n",
        ),
        (
            b"x" * 70_000,
            "issue.md:1:1: the file has 70,000 bytes and 65,536 are allowed; "
            "shorten it, or split it into several claims [too-large]\n",
        ),
        (
            "",
            "issue.md:1:1: the heading 'The claim' is missing; "
            "this has to be the text of an issue made with the form [issue]\n",
        ),
    ],
)
def test_what_cannot_be_taken_is_reported_with_its_place(body: str | bytes, said: str, tmp_path: Path) -> None:
    """Nothing is written: an answer can't forge a heading, hide a character, or agree for somebody."""
    problems = said.count("\n")
    assert refused(tmp_path, body) == f"{said}{problems} problem{'s' * (problems > 1)}\n"


def test_a_suggestion_too_long_for_a_file_is_refused(tmp_path: Path) -> None:
    """The loader would refuse the file afterwards."""
    body = rendered(replace(FULL, evidence="x\n" * 30_000))
    assert refused(tmp_path, body) == "attested new: issue.md is too long for a claim file; shorten the issue\n"


def test_the_host_may_send_a_mark_and_its_own_line_ends(project: Path) -> None:
    """CRLF and a byte order mark are no part of an answer."""
    path = written(
        project,
        b"\xef\xbb\xbf" + rendered(FULL).replace("\r", "").replace("\n", "\r\n").encode(),
        "--folder",
        "harbour",
    )
    record, problems = load(path, "x.yml")
    assert problems == []
    assert record is not None
    assert record.data["why_checked"] == "Shipowners asked. They could not unload."


# Wrong use


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--claim", "x"], "--from-issue takes the claim from the issue; leave out --claim"),
        (["--source", "x"], "--from-issue takes the claim from the issue; leave out --source"),
        (["--folder", "../x"], "the folder has to lie below claims/"),
    ],
)
def test_wrong_use_ends_with_two(arguments: list[str], message: str, project: Path) -> None:
    """An option that the issue answers isn't given beside it."""
    put(project, {"issue.md": rendered(FULL)})
    command = ("new", "harbour-shut", "--from-issue", project / "issue.md", "--root", project)
    made = attested(*command, *arguments)
    assert (made.exit_code, made.stderr.splitlines()[-1]) == (2, f"Error: {message}")
