"""`attested export`: what it writes, what it says it left out, and when it writes nothing."""

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import REPOSITORY, contents, put
from test_export import published

from generator import export
from generator.commands.export import command


def run(*arguments: object) -> Result:
    """Run the command in this process."""
    made = CliRunner().invoke(command, [str(one) for one in arguments])
    if made.exception and not isinstance(made.exception, SystemExit):
        raise made.exception
    return made


def _written(folder: Path) -> dict[str, bytes]:
    """What the command wrote, its own list of it aside."""
    return {name: content for name, content in contents(folder).items() if name != ".attested.json"}


@pytest.mark.parametrize("form", [*export.FORMATS, "all"])
def test_each_format_is_written(project: Path, tmp_path: Path, form: str) -> None:
    """The folder holds the format's files, and with `all` those of every format."""
    done = run("--root", project, "--format", form, "--out", tmp_path / "out")
    made = export.files(published(project), export.FORMATS if form == "all" else [form])
    assert (done.exit_code, _written(tmp_path / "out")) == (0, made)
    assert done.stderr.endswith(f"{len(made)} files in {tmp_path / 'out'}: {len(made)} written, 0 removed.\n")


def test_a_second_run_changes_nothing(project: Path, tmp_path: Path) -> None:
    """What is there already is left alone; another format takes its place."""
    run("--root", project, "--format", "csv", "--out", tmp_path / "out")
    again = run("--root", project, "--format", "csv", "--out", tmp_path / "out")
    assert again.stderr.endswith("2 files in " + str(tmp_path / "out") + ": 0 written, 0 removed.\n")
    other = run("--root", project, "--format", "sqlite", "--out", tmp_path / "out")
    assert other.stderr.endswith(": 1 written, 2 removed.\n")


def _without_address(project: Path) -> None:
    path = project / "claims/publication.yml"
    path.write_text(re.sub("(?m)^url: .*\n", "", path.read_text("utf-8")), "utf-8")


def test_what_is_left_out_is_said(project: Path, tmp_path: Path) -> None:
    """Without an address the rest is written, and what isn't is told with the reason."""
    _without_address(project)
    done = run("--root", project, "--out", tmp_path / "out")
    assert done.exit_code == 0
    assert [line for line in done.stderr.splitlines() if line.startswith("left out: ")] == [
        "left out: claimreview.json and the markup in pages: the site's address isn't known; "
        "set `url` in claims/publication.yml",
        "left out: feeds: the site's address isn't known; set `url` in claims/publication.yml",
        "left out: data/annotations.jsonl: 1 quotation of documents without an address",
    ]
    assert [name for name in _written(tmp_path / "out") if "feed" in name or "claimreview" in name] == []


@pytest.mark.parametrize("form", ["claimreview", "feeds"])
def test_nothing_to_write_is_a_failure(project: Path, tmp_path: Path, form: str) -> None:
    """A format that can't be made at all exits with 1, and what an earlier run wrote stays."""
    run("--root", project, "--format", form, "--out", tmp_path / "out")
    before = contents(tmp_path / "out")
    _without_address(project)
    done = run("--root", project, "--format", form, "--out", tmp_path / "out")
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (1, "Nothing was written.")
    assert contents(tmp_path / "out") == before


def test_a_faulty_claim_stops_it(project: Path, tmp_path: Path) -> None:
    """Where a claim is faulty the fault is shown, nothing is written and the exit code is 1."""
    put(project, {"claims/harbour/bad.yml": "claim: x\n"})
    done = run("--root", project, "--out", tmp_path / "out")
    assert (done.exit_code, done.stderr) == (1, "Nothing was written.\n")
    assert "claims/harbour/bad.yml:1:1" in done.stdout
    assert not (tmp_path / "out").exists()


def test_a_foreign_folder_is_not_touched(project: Path, tmp_path: Path) -> None:
    """A folder that holds somebody else's files is refused with 2, and stays as it is."""
    put(tmp_path, {"out/mine.txt": "mine"})
    done = run("--root", project, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "holds files that this program didn't write" in done.stderr
    assert contents(tmp_path / "out") == {"mine.txt": b"mine"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Missing option '--out'"),
        (["--out", "x", "--format", "xml"], "Invalid value for '--format': 'xml' is not one of"),
        (["--out", "x", "--root", "/nonexistent"], "there is no folder claims/ in '/nonexistent'"),
    ],
)
def test_wrong_use_is_told(project: Path, arguments: list[str], said: str) -> None:
    """Wrong use exits with 2 and says what was wrong."""
    root = [] if "--root" in arguments else ["--root", str(project)]
    done = run(*root, *arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def _examples() -> list[list[str]]:
    """The command lines that the help text gives."""
    help_text = run("--help").stdout
    return [shlex.split(line)[2:] for line in help_text.splitlines() if line.strip().startswith("attested export ")]


@pytest.mark.parametrize("arguments", _examples(), ids=" ".join)
def test_the_examples_work(project: Path, tmp_path: Path, arguments: list[str]) -> None:
    """Each example of the help text does what it says, in a folder of the test's."""
    place = arguments.index("--out") + 1
    done = run("--root", project, *arguments[:place], tmp_path / "out", *arguments[place + 1 :])
    assert done.exit_code == 0
    assert _written(tmp_path / "out")


def test_there_are_examples() -> None:
    """The help text has the examples that are tried."""
    assert len(_examples()) == 3


def test_the_real_publication_is_exported(tmp_path: Path) -> None:
    """The repository's own claims are exported, with as many claims as there are files."""
    done = run("--root", REPOSITORY, "--format", "api", "--out", tmp_path / "out")
    assert done.exit_code == 0
    index = json.loads((tmp_path / "out/api/v1/index.json").read_text("utf-8"))
    assert index["counts"]["claims"] == len(list((tmp_path / "out/api/v1/claims").glob("*.json")))


def test_warnings_don_t_stop_it(project: Path, tmp_path: Path) -> None:
    """A warning is shown, and the files are written all the same."""
    done = run("--root", project, "--format", "csv", "--out", tmp_path / "out")
    assert "one-sided" not in done.stdout
    path = project / "claims/lighthouse/lighthouse-age.yml"
    path.write_text(path.read_text("utf-8").replace("stance: context", "stance: contradicts"), "utf-8")
    warned = run("--root", project, "--format", "csv", "--out", tmp_path / "out")
    assert (warned.exit_code, "[one-sided]" in warned.stdout) == (0, True)
