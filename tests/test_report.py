"""How problems are shown: as text, JSON and GitHub's commands, on a terminal and off it, with the right exit code."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ENVIRONMENT, REPOSITORY, attested, put, python

CLAIM = "claims/harbour/crane-painted.yml"
BROKEN = """\
claim: The crane was painted.
claimant: Example Gazette
claimed: last spring
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
WARNED = BROKEN.replace("last spring", "2025-05").replace("supports", "contradicts")

DATE = "claimed: 'last spring' is no date; write a day (2025-06-17), a month (2025-06), a year or unknown [bad-date]"
SIDED = (
    "sources: all evidence contradicts the claim; add what speaks against the verdict, or say in "
    "`one_sided_reason: …` what was looked for [one-sided]"
)

SEVEN = """\
claim: The crane was painted.
claim: The crane was sold.
claimant: [Example Gazette]
claimed: 31 May 2025
appearances: []
sumary: The log has no such work.
verdict: Mostly Incorrect
summary: The log has no such work.
sources:
  - source:
      title: Log of works
      publisher: Harbour Office of Port Example
      url: file:///etc/passwd
      published: 2025-06
    stance: contradicts
    note: No works on the crane are listed.
published: 2025-06-01
"""


def test_seven_faults_at_once_are_seven_located_problems(project: Path) -> None:
    """Every fault of a file is found in one run, at its own line and column, with what to write instead."""
    put(project, {CLAIM: SEVEN})
    made = attested("check", "--root", project)
    at = f"{CLAIM}:"
    assert made.output.splitlines() == [
        f"{at}2:1: claim: the field 'claim' is given twice, first on line 1; keep one [duplicate-key]",
        f"{at}3:11: claimant: has to be text, not a list; take the brackets away, or put text in brackets in quotes "
        "[wrong-type]",
        f"{at}4:10: claimed: '31 May 2025' is not how a date is written here; did you mean 2025-05-31? [bad-date]",
        f"{at}5:14: appearances: is empty; what belongs here: The source documents that make the claim, the first one "
        "first. [empty]",
        f"{at}6:1: sumary: is not a field of this format; did you mean 'summary'? [unknown-field]",
        f"{at}7:10: verdict: 'Mostly Incorrect' is not on the verdict scale; did you mean 'incorrect'? "
        "[unknown-verdict]",
        f"{at}13:12: sources[0].source.url: 'file:///etc/passwd' has to be a full address that starts with https:// "
        "or http:// [bad-url]",
        "7 problems",
    ]
    assert made.exit_code == 1


def test_no_problem_is_said_so(project: Path) -> None:
    """A faultless project ends with 0 and a sentence."""
    made = attested("check", "--root", project)
    assert (made.output, made.exit_code) == ("No problems.\n", 0)


def test_text_is_a_line_a_problem_and_a_count(project: Path) -> None:
    """Problems of all files are sorted by place, errors and warnings counted apart."""
    more = WARNED.replace("painted.", "painted again.")
    put(project, {CLAIM: BROKEN, "claims/harbour/crane-again.yml": WARNED, "claims/harbour/crane-more.yml": more})
    made = attested("check", "--root", project)
    assert made.output.splitlines() == [
        f"claims/harbour/crane-again.yml:8:3: warning: {SIDED}",
        f"claims/harbour/crane-more.yml:8:3: warning: {SIDED}",
        f"{CLAIM}:3:10: {DATE}",
        "1 problem, 2 warnings",
    ]
    assert made.exit_code == 1


def test_json_has_every_part(project: Path) -> None:
    """For programs each problem is an object with its place in parts."""
    put(project, {CLAIM: BROKEN})
    made = attested("check", "--format", "json", "--root", project)
    message = DATE.removeprefix("claimed: ").removesuffix(" [bad-date]")
    place = {"path": CLAIM, "line": 3, "column": 10, "field": "claimed"}
    assert json.loads(made.output) == {
        "problems": [{**place, "rule": "bad-date", "message": message, "severity": "error"}]
    }
    assert made.exit_code == 1


def test_json_of_nothing_is_an_empty_list(project: Path) -> None:
    """A faultless project is an empty list, not nothing."""
    made = attested("check", "--format", "json", "--root", project)
    assert (json.loads(made.output), made.exit_code) == ({"problems": []}, 0)


def test_github_shows_each_problem_at_its_line(project: Path) -> None:
    """For pull requests each problem is a workflow command, errors and warnings told apart."""
    put(project, {CLAIM: BROKEN, "claims/harbour/crane-again.yml": WARNED})
    made = attested("check", "--format", "github", "--root", project)
    assert made.output.splitlines() == [
        f"::warning file=claims/harbour/crane-again.yml,line=8,col=3::{SIDED}",
        f"::error file={CLAIM},line=3,col=10::{DATE}",
    ]
    assert made.exit_code == 1


def test_github_of_nothing_is_nothing(project: Path) -> None:
    """A faultless project leaves no annotation."""
    made = attested("check", "--format", "github", "--root", project)
    assert (made.output, made.exit_code) == ("", 0)


@pytest.mark.parametrize(("arguments", "code"), [((), 0), (("--strict",), 1)])
def test_warnings_fail_only_a_strict_check(project: Path, arguments: tuple[str, ...], code: int) -> None:
    """A warning is shown in any case; it fails where --strict says so."""
    put(project, {CLAIM: WARNED})
    made = attested("check", "--root", project, *arguments)
    assert made.output == f"{CLAIM}:8:3: warning: {SIDED}\n1 warning\n"
    assert made.exit_code == code


HOSTILE = r"\x1b[31m red \r\n::error file=a::b %0A::warning::c \x9b31m"


@pytest.mark.parametrize(("form", "commands"), [("text", 0), ("json", 0), ("github", 2)])
def test_hostile_values_stay_text(project: Path, form: str, commands: int) -> None:
    """No value makes a terminal obey, starts a line of its own, or adds an annotation."""
    put(project, {CLAIM: BROKEN.replace("last spring", f'"{HOSTILE}"')})
    made = attested("check", "--format", form, "--root", project)
    assert made.exit_code == 1
    assert not set(made.output) & {"\x1b", "\x9b", "\r"}
    assert sum(line.startswith("::") for line in made.output.splitlines()) == commands
    assert "a::b %250A::warning" in made.output if form == "github" else "a::b %0A::warning" in made.output


def test_hostile_values_are_shown_escaped(project: Path) -> None:
    """What a terminal would obey is shown by its code, and a long value is cut."""
    put(project, {CLAIM: BROKEN.replace("last spring", '"\\x1b[31mred\\n' + "x" * 80 + '"')})
    made = attested("check", "--root", project)
    fault = "is no date; write a day (2025-06-17), a month (2025-06), a year or unknown [bad-date]"
    assert f"{CLAIM}:3:10: claimed: '�[31mred\\n{'x' * 50}…' {fault}" in made.output.splitlines()


def test_hostile_file_names_are_shown_escaped(project: Path) -> None:
    """A file's name can hold anything; in the text it is one printable line."""
    (project / "claims/harbour/a\x1b[31m\n::error::b\u202e.txt").touch()
    made = attested("check", "--root", project)
    assert made.output.splitlines() == [
        "claims/harbour/a\\x1b[31m\\n::error::b\\u202e.txt:1:1: this is no file the generator reads; a claim, source "
        "document or dossier ends in .yml, so rename or move it [unexpected-file]",
        "1 problem",
    ]


def _on_a_terminal(*arguments: object) -> str:
    """What the command line shows on a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "generator", *(str(one) for one in arguments)]
    running = subprocess.Popen(command, stdout=theirs, stderr=theirs, env=ENVIRONMENT, cwd=REPOSITORY)
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 4096):
            shown += chunk
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    assert running.wait(30) == 1
    return shown.decode().replace("\r\n", "\n")


def test_colour_on_a_terminal_only(project: Path) -> None:
    """Errors are red and warnings yellow on a terminal; a pipe gets plain text."""
    put(project, {CLAIM: BROKEN, "claims/harbour/crane-again.yml": WARNED})
    piped = python("-m", "generator", "check", "--root", project).stdout
    shown = _on_a_terminal("check", "--root", project)
    assert f"crane-again.yml:8:3: \x1b[33mwarning: {SIDED}\x1b[0m\n" in shown
    assert f"{CLAIM}:3:10: \x1b[31m{DATE}\x1b[0m\n" in shown
    assert "\x1b" not in piped
    assert shown.replace("\x1b[33m", "").replace("\x1b[31m", "").replace("\x1b[0m", "") == piped


@pytest.mark.parametrize(
    ("paths", "shown"),
    [
        (["claims/harbour/crane-painted.yml"], [CLAIM]),
        (["claims/harbour"], [CLAIM]),
        (["claims/lighthouse"], []),
        (["claims/lighthouse", "claims/sources"], ["claims/sources/crane-spring.yml"]),
        (["."], [CLAIM, "claims/sources/crane-spring.yml"]),
    ],
)
def test_only_the_named_paths_are_shown(project: Path, paths: list[str], shown: list[str]) -> None:
    """With PATHS the problems of other files are left out, and so is their exit code."""
    put(project, {CLAIM: BROKEN, "claims/sources/crane-spring.yml": "title: The crane\n"})
    made = attested("check", "--root", project, "--format", "json", *(project / path for path in paths))
    found = {problem["path"] for problem in json.loads(made.output)["problems"]}
    assert sorted(found) == shown
    assert made.exit_code == (1 if shown else 0)


def test_references_are_resolved_against_all_files(project: Path) -> None:
    """A claim checked alone still finds its source documents, and is told of one that isn't there."""
    named = project / CLAIM
    third = "  - source: tower-register\n    stance: context\n    note: The crane is no tower.\npublished:"
    sound = BROKEN.replace("last spring", "2025-05").replace("published:", third)
    put(project, {CLAIM: sound})
    assert attested("check", "--root", project, named).output == "No problems.\n"
    put(project, {CLAIM: sound.replace("tower-register", "tower-registry")})
    assert attested("check", "--root", project, named).output.splitlines() == [
        f"{CLAIM}:14:13: sources[2].source: there is no claims/sources/tower-registry.yml; did you mean "
        "'tower-register'? [unknown-source]",
        "1 problem",
    ]


def test_a_faulty_document_is_not_called_unlisted(project: Path) -> None:
    """A claim that lists and cites a document whose file is faulty is not told that it doesn't list it."""
    path = project / "claims/sources/gazette-harbour.yml"
    path.write_text(path.read_text("utf-8").replace("published: 2025-05-12", "published: May"), "utf-8")
    made = attested("check", "--root", project, "--format", "json")
    assert [problem["rule"] for problem in json.loads(made.output)["problems"]] == ["bad-date"]


def test_a_described_document_s_unknown_original_is_a_problem(project: Path) -> None:
    """`republishes` of a document that a claim describes itself names a file, or is told so."""
    described = "source:\n      title: A\n      publisher: B\n      url: https://b.example/\n      published: unknown\n"
    put(
        project,
        {
            CLAIM: BROKEN.replace("last spring", "2025-05").replace(
                "source: radio-ferry", f"{described}      republishes: nowhere"
            )
        },
    )
    made = attested("check", "--root", project)
    assert made.output.splitlines() == [
        f"{CLAIM}:16:20: sources[1].source.republishes: there is no claims/sources/nowhere.yml; write it, or let "
        "`attested capture` do so, or, where the original has no page here, write `republishes: {publisher: ITS-NAME}` "
        "[unknown-source]",
        "1 problem",
    ]


def test_paths_that_are_not_there_are_wrong_use(project: Path) -> None:
    """A misspelt path ends with 2, not with a faultless report."""
    made = attested("check", "--root", project, project / "claims/harbor")
    assert made.exit_code == 2
    assert made.output.endswith("does not exist.\n")


def test_the_program_ends_with_the_check_s_code(project: Path) -> None:
    """The exit code reaches the shell: 0 without problems, 1 with one, 2 for wrong use."""
    codes = []
    codes.append(python("-m", "generator", "check", "--root", project).returncode)
    put(project, {CLAIM: BROKEN})
    codes.append(python("-m", "generator", "check", "--root", project).returncode)
    codes.append(python("-m", "generator", "check", "--colour").returncode)
    assert codes == [0, 1, 2]
