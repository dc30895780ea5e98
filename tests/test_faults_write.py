"""A full disk, folders without rights, an interrupt, a cache that can't be used: commands that write, one line each."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ENVIRONMENT, contents, mkdocs, python
from kills import BUILDS, WRITES, Work, prepare
from test_faults import _without_rights

SMALL = "File too large; the system allows no file of this size"


def _full() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))


def _command(work: Work, project: Path) -> list[str]:
    return [sys.executable, "-m", *(one.format(root=project) for one in work.arguments)]


def _nothing_new(root: Path, _round: int) -> None:
    """No claim of that name."""
    (root / "claims/quay-built.yml").unlink(missing_ok=True)


NEW = ["generator", "new", "quay-built", "--claim", "The quay was built.", "--claimant", "unknown"]
COMMANDS = (*WRITES, Work("attested new", NEW, "claims", _nothing_new))


def _kept(project: Path) -> dict[str, bytes]:
    """What no fault may change."""
    return {
        name: content
        for name, content in contents(project).items()
        if name.startswith(("claims/", "releases/", "site/"))
    }


@pytest.mark.parametrize("work", COMMANDS, ids=lambda work: work.name)
def test_a_full_disk_leaves_every_claim(project: Path, work: Work) -> None:
    """One line, exit code 2, each file as it was and nothing beside it."""
    work.before(project, 0)
    before = _kept(project)
    done = subprocess.run(
        _command(work, project), cwd=project, env=ENVIRONMENT, capture_output=True, text=True, preexec_fn=_full
    )
    assert done.returncode == 2
    assert (
        "can't be written (File too large)" if work.name == "attested capture" else SMALL
    ) in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert _kept(project) == before


@pytest.mark.parametrize("work", COMMANDS, ids=lambda work: work.name)
def test_claims_that_can_t_be_written_are_named(project: Path, work: Work) -> None:
    """In one line; each file is as it was."""
    work.before(project, 0)
    before = _kept(project)
    folder = project / work.folder
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    done = python(*_command(work, project)[1:], cwd=project, prefix=_without_rights())
    for folder in folders:
        folder.chmod(0o755)
    assert done.returncode == 2
    assert "Permission denied" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert _kept(project) == before


INTERRUPTED = """
import os, pathlib, signal

def interrupted(*_):
    os.kill(os.getpid(), signal.SIGINT)

os.replace = pathlib.Path.replace = interrupted
from generator.__main__ import main
main(prog_name="attested")
"""


@pytest.mark.parametrize("work", COMMANDS, ids=lambda work: work.name)
def test_an_interrupt_leaves_every_claim(project: Path, work: Work) -> None:
    """Ctrl-C as a file is about to take its place: no trace, exit code 1, nothing changed."""
    work.before(project, 0)
    before = _kept(project)
    arguments = [one.format(root=project) for one in work.arguments[1:]]
    done = python("-c", INTERRUPTED, *arguments, cwd=project)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "Aborted!")
    assert "Traceback" not in done.stderr
    assert _kept(project) == before


LATER = INTERRUPTED.replace(
    "os.replace = pathlib.Path.replace = interrupted",
    """
once, count = pathlib.Path.replace, [0]

def later(*arguments):
    count[0] += 1
    return interrupted() if count[0] == 5 else once(*arguments)

pathlib.Path.replace = later
""",
)


def test_an_interrupt_amid_pages_leaves_each_whole(project: Path) -> None:
    """Ctrl-C as `build` writes: each page is the old one or the new one, and the next run finishes."""
    work = BUILDS[1]
    prepare(work, project)
    work.before(project, 0)
    done = python("-c", LATER, *work.arguments[1:], cwd=project)
    assert (done.returncode, done.stderr) == (1, "\nAborted!\n")
    assert [name for name in contents(project / work.folder) if ".attested-" in name] == []
    assert work.faults(project) == []
    assert work.run(project) == 0
    assert contents(project / work.folder) == work.done[0]


@pytest.mark.parametrize("kind", ["a file", "without rights"])
def test_a_cache_that_can_t_be_used_is_done_without(project: Path, tmp_path: Path, kind: str) -> None:
    """The site is the same; cards are drawn anew."""
    assert mkdocs(project, tmp_path / "first", "-q").returncode == 0
    cache = project / ".cache"
    for path in sorted(cache.rglob("*"), reverse=True) if cache.exists() else ():
        path.unlink() if path.is_file() else path.rmdir()
    if kind == "a file":
        if cache.exists():
            cache.rmdir()
        cache.write_text("x")
    else:
        cache.mkdir(exist_ok=True)
        cache.chmod(0o000)
    done = python("-m", "mkdocs", "build", "-q", "-d", tmp_path / "second", cwd=project, prefix=_without_rights())
    if cache.is_dir():
        cache.chmod(0o755)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert contents(tmp_path / "first") == contents(tmp_path / "second")
