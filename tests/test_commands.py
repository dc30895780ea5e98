"""The command line: help with examples, claim files to fill in, schemas for editors, and wrong use told apart."""

import json
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from conftest import ENVIRONMENT, PROJECT, REPOSITORY, attested, contents, put, python
from jsonschema import Draft202012Validator

from generator.__main__ import main
from generator.source import load

COMMANDS = main.list_commands(main.make_context("attested", [], resilient_parsing=True))
SCHEMAS = {path.stem: json.loads(path.read_text("utf-8")) for path in (REPOSITORY / "docs/schema").glob("*.json")}


def test_a_python_without_what_is_needed_is_told_what_to_do() -> None:
    """Whoever starts the program from a fresh copy reads one line, no trace."""
    command = [sys.executable, "-S", "-m", "generator", "check"]  # -S: nothing that was installed is seen
    made = subprocess.run(command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=False)
    assert (made.returncode, made.stdout) == (2, "")
    assert made.stderr == (
        "Error: click isn't installed for this Python; run `make check` once, which sets up what is needed, "
        "then `.venv/bin/attested` in place of this\n"
    )


def test_a_python_that_is_too_old_is_named_first(tmp_path: Path) -> None:
    """`make site` says which is needed and how to name another, before it installs anything."""
    (tmp_path / "python").write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\n', "utf-8")
    (tmp_path / "python").chmod(0o755)
    for python_, is_ in ((tmp_path / "python", "Python 3.9.2"), (tmp_path / "none", "missing")):
        command = ["scripts/setup", "site", python_, tmp_path / "venv"]
        made = subprocess.run(command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=False)
        assert (made.returncode, made.stderr) == (
            1,
            f"Python 3.11 or newer is needed, and {python_} is {is_}.\n"
            "Name another one, as in: make site PYTHON=python3.12\n",
        )


def test_a_full_disk_is_one_line_for_the_version_too() -> None:
    """It is printed before any command runs."""
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "generator", "--version"]
        made = subprocess.run(command, cwd=REPOSITORY, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert made.stderr == "Error: No space left on device; make room, then run it again\n"


def test_the_readme_lists_every_command() -> None:
    """Its table is where people look for what there is."""
    table = re.findall(r"^\| (`attested .*?) \| ", (REPOSITORY / "README.md").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"`attested ([a-z]+)", " ".join(table))) == set(COMMANDS)


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    """A command's help says in whole sentences what it does, and what each of its options is for."""
    made = attested(command, "--help")
    assert made.exit_code == 0
    assert re.match(rf"Usage: main {command} .*\n\n  [A-Z][^.]*\.", made.output)
    assert "Examples:" in made.output
    listed = re.sub(r"\n {10,}", "  ", made.output.partition("Options:\n")[2])
    options = re.findall(r"^  (-\S.*)$", listed, re.MULTILINE)
    assert options
    assert [option for option in options if re.fullmatch(r"(-\w, )?--[\w-]+( [\w|\[\]]+)?", option)] == []


def _examples(command: str) -> list[str]:
    """The examples that a command's help shows."""
    shown = attested(command, "--help").output.partition("Examples:\n")[2].partition("\n\n")[0]
    return [line.strip() for line in shown.splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_by_example(command: str) -> None:
    """A command's help says what it does and shows how it is called."""
    made = attested(command, "--help")
    assert made.exit_code == 0
    examples = _examples(command)
    assert examples
    assert [line for line in examples if f"attested {command}" not in line] == []


def test_help_lists_every_command() -> None:
    """The program's help names each command with a sentence, and the exit codes."""
    made = attested("--help")
    listed = re.findall(r"^  ([a-z]+)  +[A-Z].*\.$", made.output.partition("Commands:\n")[2], re.MULTILINE)
    assert listed == COMMANDS
    assert "Exit codes: 0 all is well, 1 there are findings, 2 wrong use." in made.output


@pytest.mark.parametrize("command", ["check", "schema"])
def test_the_examples_of_checking_work(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the help shows can be run as it stands in this project, which has no problem."""
    monkeypatch.chdir(REPOSITORY)
    examples = _examples(command)
    assert examples
    for example in examples:
        assert attested(*shlex.split(example)[1:]).exit_code == 0


@pytest.mark.parametrize("command", ["build", "new"])
def test_the_examples_of_writing_work(
    command: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So can what writes files."""
    monkeypatch.chdir(project)
    examples = [
        example for example in _examples(command) if example.startswith("attested ") and example != "attested new"
    ]
    assert examples
    for example in examples:
        here = example.replace("/tmp/", f"{tmp_path}/").replace("harbour-closed", "crane-painted")
        assert attested(*shlex.split(here)[1:]).exit_code == 0


# Wrong use


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chek"], "No such command 'chek'."),
        (["check", "--colour"], "No such option"),
        (["check", "--format", "xml"], "'xml' is not one of 'text', 'json', 'github'."),
        (["new", "Crane", "--root", PROJECT], "'Crane' has to be lower-case letters a-z, digits and single hyphens"),
        (["new", "index", "--root", PROJECT], "'index' is a reserved word; choose another"),
        (["new", "../crane", "--root", PROJECT], "'../crane' has to be lower-case letters a-z"),
        (["new", "--root", PROJECT], "'' has to be lower-case letters a-z"),
    ],
)
def test_wrong_use_ends_with_two(arguments: list[object], message: str) -> None:
    """What can't be meant is told in a sentence, and is neither success nor a finding."""
    made = attested(*arguments)
    assert made.exit_code == 2
    assert f"Error: {message}" in made.output.replace("Invalid value for '[ID]': ", "").replace(
        "Invalid value for '--format': ", ""
    )


@pytest.mark.parametrize("command", ["check", "build", "schema", "new", "attest"])
def test_a_folder_without_claims_is_wrong_use(command: str, tmp_path: Path) -> None:
    """A misspelt --root is no empty publication."""
    made = attested(command, "--root", tmp_path)
    assert made.exit_code == 2
    assert f"there is no folder claims/ in '{tmp_path}'; name the project's folder with --root" in made.output
    assert contents(tmp_path) == {}


# New claims

ANSWERS = {
    "claim": "The crane was painted.",
    "claimant": "Example Gazette",
    "claimed": "2025-05",
    "source": "gazette-harbour",
}


def _data(path: Path) -> dict[str, Any]:
    """What a written file says, with the loader that reads claims."""
    record, problems = load(path, path.name)
    assert problems == []
    assert record is not None
    return record.data


def _new(project: Path, **answers: str) -> Path:
    """The file that `attested new` writes with these options."""
    options = [part for name, value in {**ANSWERS, **answers}.items() for part in (f"--{name}", value)]
    made = attested("new", "crane-painted", "--root", project, "--published", "2025-06-01", *options)
    assert made.exit_code == 0, made.output
    paths = list(project.rglob("crane-painted.yml"))
    assert len(paths) == 1
    following = f"attested check {paths[0]} --root {project}"
    assert made.stdout == f"Wrote {paths[0]}. Fill in what is empty, then run: {following}\n"
    return paths[0]


def test_a_part_of_an_archive_is_told_of_from_where_one_stands(tmp_path: Path) -> None:
    """Paths lead to the files from here, GitHub's from the repository's top; commands to run next name the part."""
    put(tmp_path, {"years/2015/claims/a.yml": "claim: a\nshort: 'b'\n", "docs/schema/claim.json": "{}"})
    (tmp_path / ".git").mkdir()
    said = "is not in canonical form from here on; run `attested tidy"
    made = python("-m", "generator", "tidy", "--check", "--root", "years/2015", cwd=tmp_path)
    place = "years/2015/claims/a.yml"
    assert made.stdout == f"{place}:2:1: {said} {place} --root years/2015` [tidy]\n1 problem\n"
    command = ("tidy", "--check", "--root", "2015", "--format")
    made = python("-m", "generator", *command, "github", cwd=tmp_path / "years")
    assert made.stdout == f"::error file={place},line=2,col=1::{said} 2015/claims/a.yml --root 2015` [tidy]\n"
    made = python("-m", "generator", *command, "json", cwd=tmp_path / "years")
    assert json.loads(made.stdout)["problems"][0]["path"] == "claims/a.yml"
    made = python("-m", "generator", "new", "b", "--root", "years/2015", cwd=tmp_path)
    assert made.stdout == (
        "Wrote years/2015/claims/b.yml. Fill in what is empty, "
        "then run: attested check years/2015/claims/b.yml --root years/2015\n"
    )
    first = (tmp_path / "years/2015/claims/b.yml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../../docs/schema/claim.json"


def test_new_writes_a_claim_to_fill_in(project: Path) -> None:
    """The file has every answer, explains every field, and tells an editor its schema."""
    path = _new(project, dossier="harbour")
    assert path == project / "claims/harbour/crane-painted.yml"
    data = _data(path)
    assert {name: data[name] for name in ("claim", "claimant", "claimed", "appearances", "dossier", "published")} == {
        "claim": "The crane was painted.",
        "claimant": "Example Gazette",
        "claimed": "2025-05",
        "appearances": ["gazette-harbour"],
        "dossier": "harbour",
        "published": "2025-06-01",
    }
    first = path.read_text("utf-8").splitlines()[0]
    schema = first.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / schema).resolve() == (project / "docs/schema/claim.json").resolve()


def test_check_asks_for_what_new_left_empty(project: Path) -> None:
    """Every field left to fill in is a problem at its line until it is."""
    path = _new(project, folder="harbour")
    made = attested("check", "--root", project, path)
    assert made.exit_code == 1
    asked = re.findall(r":(\d+):\d+: ([^:]+): .* \[(?:empty|bad-id)\]$", made.output, re.MULTILINE)
    lines = path.read_text("utf-8").splitlines()
    assert [lines[int(line) - 1].split(":")[0].strip(" -") for line, _ in asked] == [
        field.rpartition(".")[2] for _, field in asked
    ]
    assert {field for _, field in asked} >= {"verdict", "summary", "sources[0].quote", "sources[1].source"}


@pytest.mark.parametrize(
    ("options", "where"),
    [
        ({}, "claims/crane-painted.yml"),
        ({"folder": "lighthouse"}, "claims/lighthouse/crane-painted.yml"),
        ({"dossier": "harbour"}, "claims/harbour/crane-painted.yml"),
        ({"folder": "a/b", "dossier": "harbour"}, "claims/a/b/crane-painted.yml"),
    ],
)
def test_new_puts_the_claim_where_it_is_told(project: Path, options: dict[str, str], where: str) -> None:
    """The folder is the one named, else the dossier's."""
    assert _new(project, **options) == project / where


HOSTILE = [
    "no",
    "12:30",
    "~",
    "- a",
    "a: b # c",
    "[a, b]",
    "{a: b}",
    "&a *b !c",
    "'a' \"b\" \\c",
    "> a",
    "| a",
    "@a `b`",
    "? a",
    "%TAG",
    "---",
    "é 😀 منارة",
    "a\nclaim: b",
    "</title><script>",
]


@pytest.mark.parametrize("answer", HOSTILE)
def test_answers_come_back_as_they_were_given(project: Path, answer: str) -> None:
    """Whatever is answered is what the file says, in every field that takes any text, and adds no field."""
    path = _new(project, claim=answer, claimant=answer)
    data = _data(path)
    assert (data["claim"], data["claimant"]) == (answer, answer)
    assert data.keys() == _data(_new_elsewhere(project)).keys()


def _new_elsewhere(project: Path) -> Path:
    """A file with harmless answers, to compare with."""
    for path in project.rglob("crane-painted.yml"):
        path.unlink()
    return _new(project)


WRONG = [
    ("--claimed", "last May", "'last May' is no date; write a day (2025-06-17), a month (2025-06), a year or unknown"),
    ("--published", "2026-13-01", "'2026-13-01' is in no calendar: there is no month 13"),
    ("--published", "unknown", "'unknown' can't stand here, since this day is known; write a day (2025-06-17)"),
    (
        "--source",
        "Port Log.yml",
        "'Port Log.yml' has to be lower-case letters a-z, digits and single hyphens; did you mean",
    ),
    (
        "--dossier",
        "../docs",
        "'../docs' has to be lower-case letters a-z, digits and single hyphens; did you mean 'docs'?",
    ),
]


@pytest.mark.parametrize(("option", "answer", "fault"), WRONG)
def test_new_refuses_what_check_would_refuse(project: Path, option: str, answer: str, fault: str) -> None:
    """In the check's words; nothing is written."""
    before = contents(project)
    made = attested("new", "crane-painted", "--root", project, option, answer)
    assert (made.exit_code, contents(project)) == (2, before)
    assert f"Error: Invalid value for '{option}': {fault}" in made.output


@pytest.mark.parametrize(
    ("option", "name", "said"),
    [
        ("source", "gazette-harbour", ""),
        (
            "source",
            "port-log",
            "Note: there is no claims/sources/port-log.yml; write it, or let `attested capture` do so\n",
        ),
        (
            "source",
            "gazette-harbor",
            "Note: there is no claims/sources/gazette-harbor.yml; did you mean 'gazette-harbour'?\n",
        ),
        ("dossier", "harbour", "Add `crane-painted` to the claims of claims/dossiers/harbour.yml too.\n"),
        ("dossier", "cranes", "Note: there is no claims/dossiers/cranes.yml; use one of: harbour\n"),
    ],
)
def test_new_says_what_other_files_lack(project: Path, option: str, name: str, said: str) -> None:
    """Who is about to add the source document gets the claim all the same."""
    answers = {"source": "gazette-harbour", option: name}
    made = attested(
        "new",
        "crane-painted",
        "--root",
        project,
        *(part for one in answers.items() for part in (f"--{one[0]}", one[1])),
    )
    assert (made.exit_code, made.stderr) == (0, said)
    assert len([*project.rglob("crane-painted.yml")]) == 1


def test_what_new_writes_is_tidy(project: Path) -> None:
    """A date as a source's name is cited as its name, and a long claim has its lines."""
    path = _new(project, source="2025-05-04", claim=" ".join(["The crane: was painted."] * 10))
    tidied = attested("tidy", "--check", "--root", project, path)
    assert (tidied.output, tidied.exit_code) == ("No problems.\n", 0)
    assert _data(path)["notes"].endswith("by its name: [@2025-05-04].\n")


FOR_DOCUMENTS = (
    "claims/sources/ is for source documents, which `attested capture` writes; name another folder for the claim"
)


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("--folder", "sources"), FOR_DOCUMENTS),
        (("--folder", "./harbour/../sources/more"), FOR_DOCUMENTS),
        (("--dossier", "sources"), FOR_DOCUMENTS),
        (("--folder", "dossiers"), "claims/dossiers/ is for dossiers; name another folder for the claim"),
    ],
)
def test_new_writes_no_claim_where_none_belongs(project: Path, arguments: tuple[str, ...], fault: str) -> None:
    """Its own file would be in the wrong folder."""
    before = contents(project)
    made = attested("new", "crane-painted", "--root", project, *arguments)
    assert (made.exit_code, contents(project)) == (2, before)
    assert made.output.endswith(f"Error: {fault}\n")


@pytest.mark.parametrize("folder", ["..", "../docs", "/tmp", "harbour/../../docs"])
def test_new_writes_below_claims_alone(project: Path, folder: str) -> None:
    """A folder elsewhere is refused, and nothing is written."""
    before = contents(project)
    made = attested("new", "crane-painted", "--root", project, "--folder", folder)
    assert made.exit_code == 2
    assert made.output.endswith("Error: the folder has to lie below claims/\n")
    assert contents(project) == before


def test_new_makes_no_folder_that_check_refuses(project: Path) -> None:
    """One that not every machine can have."""
    made = attested("new", "crane-painted", "--root", project, "--folder", "quay/CON")
    said = "Error: the folder's name 'CON' is one that Windows keeps for itself; choose another\n"
    assert (made.exit_code, made.output.endswith(said), (project / "claims/quay").exists()) == (2, True, False)


def test_new_refuses_an_id_that_is_taken(project: Path) -> None:
    """An id is an address for good: a file of that name in any folder keeps it."""
    before = contents(project)
    made = attested("new", "lighthouse-age", "--root", project, "--folder", "harbour")
    assert made.exit_code == 2
    taken = project / "claims/lighthouse/lighthouse-age.yml"
    assert made.output.endswith(f"Error: 'lighthouse-age' is taken by {taken}\n")
    assert contents(project) == before


def test_new_asks_on_a_terminal(project: Path) -> None:
    """What isn't given is asked for, in words; an answer left empty is left to fill in."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "generator", "new", "--root", str(project), "--claimed", "2025-05"]
    os.write(ours, b"crane-painted\nThe crane: \"painted\" # twice, 'they' say\n\ngazette-harbour\n")
    done = subprocess.run(command, stdin=theirs, capture_output=True, encoding="utf-8", env=ENVIRONMENT, timeout=30)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 0, done.stderr
    asked = [words.strip() for words in done.stdout.split("Wrote")[0].split(": ") if words.strip()]
    assert asked == [
        "The claim's id, such as harbour-closed",
        "The claim, in one sentence as it was made",
        "Who made it (or unknown)",
        "The id of the source document that makes it",
    ]
    data = _data(project / "claims/crane-painted.yml")
    assert (data["claim"], data["claimant"], data["claimed"], data["appearances"]) == (
        "The crane: \"painted\" # twice, 'they' say",
        "unknown",
        "2025-05",
        ["gazette-harbour"],
    )


def test_new_asks_again_for_what_no_file_could_say(project: Path) -> None:
    """With the fault and what to write."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "generator", "new", "--root", str(project)]
    answers = "", "Crane Painted", "lighthouse-age", "crane-painted", "The crane", "", "last May", "2025-05", "Port Log"
    os.write(ours, "".join(f"{answer}\n" for answer in (*answers, "port-log")).encode())
    done = subprocess.run(command, stdin=theirs, capture_output=True, encoding="utf-8", env=ENVIRONMENT, timeout=30)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 0, done.stderr
    assert "'Crane Painted' has to be lower-case letters a-z, digits and single hyphens; did you mean" in done.stdout
    assert f"'lighthouse-age' is taken by {project}/claims/lighthouse/lighthouse-age.yml\n" in done.stdout
    assert "'last May' is no date; write a day (2025-06-17), a month (2025-06), a year or unknown" in done.stdout
    assert (
        "'Port Log' has to be lower-case letters a-z, digits and single hyphens; did you mean 'port-log'?"
        in done.stdout
    )
    data = _data(project / "claims/crane-painted.yml")
    assert (data["claimed"], data["appearances"]) == ("2025-05", ["port-log"])


# Schemas


def test_the_committed_schemas_are_current() -> None:
    """The schemas are those of the model; `attested schema` writes them anew."""
    made = attested("schema", "--check", "--root", REPOSITORY)
    assert (made.exit_code, made.output) == (0, "")


def test_stale_schemas_are_told_and_written(project: Path) -> None:
    """A schema that isn't current fails the check, which writes nothing; without --check it is written."""
    shutil.copytree(REPOSITORY / "docs/schema", project / "docs/schema")
    path = project / "docs/schema/claim.json"
    path.write_text("{}", "utf-8")
    made = attested("schema", "--check", "--root", project)
    assert (made.exit_code, made.output) == (1, "Not up to date in docs/schema: claim. Run `attested schema`.\n")
    assert path.read_text("utf-8") == "{}"
    made = attested("schema", "--root", project)
    assert (made.exit_code, made.output) == (0, f"wrote {path}\n")
    assert path.read_bytes() == (REPOSITORY / "docs/schema/claim.json").read_bytes()
    assert attested("schema", "--check", "--root", project).exit_code == 0


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_schemas_are_json_schema(name: str) -> None:
    """Each is valid by the draft it names, and describes each of its fields for editors to show."""
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    described = {**schema["properties"], **schema.get("$defs", {})}
    assert [name for name, said in described.items() if not (said.get("description") or "$ref" in said)] == []


class _Core(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors read it: true and false, numbers and null; dates are text."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


_Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
_Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
_Core.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"),
    list("-+.0123456789"),
)


def _schema_of(path: Path) -> dict[str, Any]:
    kinds = {"sources": "source", "dossiers": "dossier"}
    name = "publication" if path.name == "publication.yml" else kinds.get(path.parent.name, "claim")
    schema: dict[str, Any] = SCHEMAS[name]
    return schema


def _faults(path: Path) -> list[str]:
    """What an editor that knows the schema marks in a file."""
    data = yaml.load(path.read_text("utf-8"), _Core)
    return [error.message for error in Draft202012Validator(_schema_of(path)).iter_errors(data)]


@pytest.mark.parametrize(
    "path",
    sorted([*REPOSITORY.glob("claims/**/*.yml"), *PROJECT.glob("claims/**/*.yml")]),
    ids=lambda path: path.relative_to(REPOSITORY).as_posix(),
)
def test_an_editor_marks_nothing_in_a_sound_file(path: Path) -> None:
    """Every file that the check accepts is valid by its schema, and names that schema where it names one."""
    assert _faults(path) == []
    first = path.read_text("utf-8").splitlines()[0]
    if "$schema=" in first and path.is_relative_to(REPOSITORY / "claims"):
        named = (path.parent / first.partition("$schema=")[2]).resolve()
        assert json.loads(named.read_text("utf-8")) == _schema_of(path)


@pytest.mark.parametrize(
    "rule",
    [
        "missing-field",
        "unknown-field",
        "wrong-type",
        "not-one-of",
        "empty",
        "too-long",
        "bad-id",
        "bad-url",
        "bad-hash",
    ],
)
def test_an_editor_marks_what_the_check_would(rule: str) -> None:
    """A file that breaks a rule of shape is invalid by its schema too."""
    files = list((REPOSITORY / "tests/rules" / rule / "claims").rglob("*.yml"))
    assert [fault for path in files for fault in _faults(path)]


# The invented archive


def test_an_invented_archive_is_faultless_and_the_same_each_time(tmp_path: Path) -> None:
    """What `corpus` writes passes the check, warnings included; its seed alone decides what it is."""
    for name, seed in (("one", 3), ("same", 3), ("other", 4)):
        made = attested("corpus", 24, "--seed", seed, "--out", tmp_path / name / "claims")
        assert (made.exit_code, made.output) == (0, f"24 claims in {tmp_path / name / 'claims'}\n")
    assert contents(tmp_path / "one") == contents(tmp_path / "same") != contents(tmp_path / "other")
    checked = attested("check", "--root", tmp_path / "one", "--strict")
    assert (checked.exit_code, checked.output) == (0, "No problems.\n")
    again = attested("corpus", 24, "--out", tmp_path / "one/claims")
    assert again.exit_code == 2
    assert "is not an empty folder; name a new one" in again.output


@pytest.mark.parametrize("command", ["check", "tidy", "attest", "build"])
def test_a_program_is_told_that_there_is_no_problem(command: str, project: Path) -> None:
    """Each command that may find some says so alike; to people only the one says it that does nothing else."""
    made = attested(command, "--root", project, "--format", "json")
    assert (made.exit_code, json.loads(made.stdout)) == (0, {"problems": []})
    assert attested(command, "--root", project).stdout == ("No problems.\n" if command == "check" else "")
