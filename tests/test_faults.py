"""Kills, full disks, folders that can't be written to, two builds at once: a clear line, and nothing half-done."""

import errno
import fcntl
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from conftest import ENVIRONMENT, attested, build, contents, copy_project, mkdocs, put, python
from kills import BUILDS, CLAIM, WRITES, Work, kill, prepare

from generator import aside, fault
from generator.__main__ import main
from generator.aside import Aside
from generator.lock import BusyError

UNTOUCHED = "\nThe site was not touched.\n"


@pytest.mark.parametrize("work", [*BUILDS, *WRITES], ids=lambda work: work.name)
def test_a_kill_leaves_nothing_half_done(tmp_path: Path, work: Work) -> None:
    """At two moments of a run: each file as before or as it should become, and the next run finishes."""
    root, random = copy_project(tmp_path / "project"), Random(work.name)
    prepare(work, root)
    assert [kill(work, root, round_, random.uniform(0.3, 0.9) * work.seconds)[1] for round_ in (0, 1)] == [[], []]


# The swap


def _site(tmp_path: Path, words: str) -> Path:
    site = tmp_path / "site"
    put(site, {"index.html": words, "old/page.html": words})
    return site


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two renames"])
def test_a_new_site_takes_the_old_one_s_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool) -> None:
    """On systems that can exchange two names and on others; nothing is left beside it."""
    if not exchange:
        monkeypatch.setattr(aside, "_exchanged", lambda *_: False)
    site = _site(tmp_path, "old")
    for words in ("new", "newer"):
        made = Aside(site)
        put(made.folder, {"index.html": words})
        made.put()
        assert contents(tmp_path) == {"site/index.html": words.encode()}


def test_the_two_names_are_exchanged_in_one_step(tmp_path: Path) -> None:
    """Where this runs, there is no moment without a site."""
    site = _site(tmp_path, "old")
    put(tmp_path / "new", {"index.html": "new"})
    assert aside._exchanged(tmp_path / "new", site)
    assert contents(site) == {"index.html": b"new"}
    assert set(contents(tmp_path / "new")) == {"index.html", "old/page.html"}


def test_a_kill_between_two_renames_is_put_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next build finds the old site under its other name."""
    monkeypatch.setattr(aside, "_exchanged", lambda *_: False)
    site, made = _site(tmp_path, "old"), Aside(tmp_path / "site")
    put(made.folder, {"index.html": "new"})
    site.rename(tmp_path / "site.old")
    os.close(made._lock._file)  # as the system does for a process that was killed
    Aside(site).drop()
    assert contents(tmp_path) == {"site/index.html": b"old", "site/old/page.html": b"old"}


def test_a_link_beside_the_site_is_not_followed(tmp_path: Path) -> None:
    """What it leads to stays."""
    put(tmp_path, {"precious/x": "x"})
    (tmp_path / "site.building").symlink_to("precious")
    Aside(tmp_path / "site").drop()
    assert contents(tmp_path) == {"precious/x": b"x"}


# Two at once


def test_one_build_at_a_time(tmp_path: Path) -> None:
    """A second one of the same site is refused, of another it isn't, and the first one's end lets others in."""
    first = Aside(tmp_path / "site")
    with pytest.raises(BusyError):
        Aside(tmp_path / "site")
    Aside(tmp_path / "other").drop()
    first.drop()
    Aside(tmp_path / "site").drop()
    assert list(tmp_path.iterdir()) == []


def test_a_second_build_says_so(project: Path) -> None:
    """One line, and the site of before."""
    site = _site(project, "before")
    with (project / ".site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = mkdocs(project, site, "--quiet")
    said = "\nAnother build of this site is under way; wait for it. The site was not touched.\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, said, "")
    assert set(contents(site).values()) == {b"before"}


@pytest.mark.parametrize("command", [["build"], ["export", "--out", "docs/_generated"]], ids=lambda one: one[0])
def test_one_run_at_a_time_writes_pages(project: Path, command: list[str]) -> None:
    """A second one says so and leaves the folder alone; what a killed run left is no hindrance."""
    put(project, {"docs/_generated/.attested.lock": ""})
    with (project / "docs/_generated/.attested.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = python("-m", "generator", *command, cwd=project)
        said = "Another run is writing to docs/_generated; wait for it. Nothing was written.\n"
        assert (done.returncode, done.stdout, done.stderr.splitlines(keepends=True)[-1]) == (2, "", said)
        assert set(contents(project / "docs/_generated")) == {".attested.lock"}
    put(project, {"docs/_generated/.attested-x": ""})
    assert python("-m", "generator", *command, cwd=project).returncode == 0
    assert {".attested.lock", ".attested-x"} & contents(project / "docs/_generated").keys() == set()


def test_builds_at_once_end_in_whole_pages(project: Path) -> None:
    """Three at once into one folder: who comes second says so, and what is there at the end is right."""
    command = [sys.executable, "-m", "generator", "build"]
    running = [subprocess.Popen(command, cwd=project, env=ENVIRONMENT, stderr=subprocess.DEVNULL) for _ in range(3)]
    codes = [process.wait(timeout=120) for process in running]
    assert set(codes) <= {0, 2}
    assert 0 in codes
    found = contents(project / "docs/_generated")
    assert python("-m", "generator", "build", "--out", "pages", cwd=project).returncode == 0
    assert found == contents(project / "pages")


# No room, no right


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def _small(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run Python where no file can grow beyond 20 kB, as on a full disk."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True, preexec_fn=_limited)


def test_a_full_disk_leaves_the_previous_site(project: Path) -> None:
    """What can't be written ends the build in one line, and nothing is left of it."""
    site = _site(project, "before")
    done = _small("-m", "mkdocs", "build", "-q", cwd=project)
    assert done.returncode == 1
    assert done.stdout.endswith(f"File too large; the system allows no file of this size{UNTOUCHED}")
    assert "Traceback" not in done.stderr
    assert set(contents(site).values()) == {b"before"}
    assert sorted(path.name for path in project.iterdir() if "site" in path.name) == ["site"]


def test_a_full_disk_leaves_the_written_pages(project: Path) -> None:
    """`build` says what it couldn't write; what there was is as before, and nothing is half-written."""
    put(project, {"docs/large.txt": "x" * 30_000})
    done = _small("-m", "generator", "build", cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    said = "no room for the SQLite file (disk I/O error); make room, then run it again"
    assert done.stderr == f"Error: {tempfile.gettempdir()}: {said}\n"
    assert not (project / "docs/_generated").exists()
    assert python("-m", "generator", "build", cwd=project).returncode == 0


def _without_rights() -> list[str]:
    """What takes root's right to write anywhere away; others haven't got it."""
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


DENIED = "Permission denied; this user may not do that; see who owns the place"


@pytest.mark.parametrize(
    ("folder", "command", "code", "said"),
    [
        (".", ["mkdocs", "build", "-q"], 1, f"/.site.lock: {DENIED}{UNTOUCHED}"),
        ("claims/harbour", ["generator", "tidy", "claims/harbour"], 2, f": {DENIED}\n"),
        ("docs", ["generator", "build"], 2, f"docs/_generated: {DENIED}\n"),
    ],
    ids=["mkdocs build", "tidy", "build"],
)
def test_a_folder_that_can_t_be_written_to_is_named(
    project: Path, folder: str, command: list[str], code: int, said: str
) -> None:
    """In one line; everything is as it was, but for cards drawn already."""
    (project / CLAIM).write_text("\n\n" + (project / CLAIM).read_text("utf-8"), "utf-8")
    _site(project, "before")
    before = contents(project)
    (project / folder).chmod(0o555)
    done = python("-m", *command, cwd=project, prefix=_without_rights())
    (project / folder).chmod(0o755)
    assert done.returncode == code
    assert (done.stdout + done.stderr).endswith(said)
    assert "Traceback" not in done.stderr
    assert {name: content for name, content in contents(project).items() if not name.startswith(".cache/")} == before


def test_an_interrupt_leaves_the_previous_site(project: Path) -> None:
    """Ctrl-C in the middle of a build: no trace, nothing left beside the site."""
    site = _site(project, "before")
    put(
        project, {"interrupt.py": "import os, signal\ndef on_env(env, **_):\n    os.kill(os.getpid(), signal.SIGINT)\n"}
    )
    path = project / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("mkdocs_hook.py]", "mkdocs_hook.py, interrupt.py]"), "utf-8")
    done = mkdocs(project, site)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert done.stderr.endswith("Aborted!\n")
    assert set(contents(site).values()) == {b"before"}
    assert sorted(path.name for path in project.iterdir() if "site" in path.name) == ["site"]


# What nobody expected


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """Make `check` fail in a way that nobody expected."""

    def fails(error: Exception) -> None:
        def check(*_: object) -> None:
            raise error

        monkeypatch.setattr("generator.commands.check.problems", check)

    return fails


REPORT = "this is a fault of the program: run `attested --debug check` and report what it says"
FAILURES: list[tuple[Exception, str]] = [
    (ValueError("two\nlines \x1b[2J"), f"ValueError: two lines \\x1b[2J (generator/commands/check.py:N); {REPORT}"),
    (RecursionError(), f"RecursionError (generator/commands/check.py:N); {REPORT}"),
    (MemoryError(), "there is not enough memory; close other programs, then run it again"),
    (
        OSError(errno.ENOSPC, "No space left on device", "claims/x.yml"),
        "claims/x.yml: No space left on device; make room, then run it again",
    ),
    (
        OSError(errno.EIO, "Input/output error"),
        f"Input/output error; if you can't put it right, {REPORT.partition(': ')[2]}",
    ),
]


@pytest.mark.parametrize(("error", "line"), FAILURES, ids=lambda one: type(one).__name__)
def test_what_nobody_expected_is_one_line(
    project: Path, broken: Callable[[Exception], None], error: Exception, line: str
) -> None:
    """With what to do, exit code 2, and in full on request."""
    broken(error)
    made = CliRunner().invoke(main, ["check", "--root", str(project)])
    assert (made.exit_code, re.sub(r"py:\d+", "py:N", made.output)) == (2, f"Error: {line}\n")
    assert CliRunner().invoke(main, ["--debug", "check", "--root", str(project)]).exception is error


def test_an_interrupt_that_python_wraps_is_one(project: Path, broken: Callable[[Exception], None]) -> None:
    """As where Ctrl-C comes while a class is made, which Python calls an error of that class."""
    error = RuntimeError("Error calling __set_name__")
    error.__cause__ = KeyboardInterrupt()
    broken(error)
    made = CliRunner().invoke(main, ["check", "--root", str(project)])
    assert (made.exit_code, made.output) == (1, "Aborted!\n")


def test_the_place_of_a_fault_is_named() -> None:
    """The innermost line of ours, and no path of the machine."""
    with pytest.raises(AttributeError) as caught:
        Aside(None)  # type: ignore[arg-type]
    assert fault.told(caught.value, "x").startswith("AttributeError: 'NoneType' object has no attribute")
    assert "(generator/aside.py:" in fault.told(caught.value, "x")


def test_a_fault_in_a_build_is_one_line(project: Path) -> None:
    """The site stays, and `mkdocs build -v` shows the trace."""
    put(project, {"broken.py": "def on_env(env, **_):\n    raise ValueError('x')\n"})
    path = project / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("mkdocs_hook.py]", "mkdocs_hook.py, broken.py]"), "utf-8")
    site = _site(project, "before")
    done = mkdocs(project, site)
    report = REPORT.replace("attested --debug check", "mkdocs build -v")
    assert (done.returncode, done.stdout) == (1, f"\nValueError: x (outside generator/); {report}{UNTOUCHED}")
    assert "Traceback" not in done.stderr
    assert "Traceback" in mkdocs(project, site, "-v").stderr
    assert set(contents(site).values()) == {b"before"}


AFTER = """
from pathlib import Path


def on_post_build(config):
    Path(config.site_dir, "extra.txt").write_text("x")
"""


def _with_hook(project: Path, code: str) -> None:
    """List a hook after ours."""
    put(project, {"after.py": code})
    path = project / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("mkdocs_hook.py]", "mkdocs_hook.py, after.py]"), "utf-8")


def test_a_hook_after_ours_may_write_into_the_site(project: Path) -> None:
    """What it wrote is in the site and in its manifest."""
    _with_hook(project, AFTER)
    site = build(project, project / "site")
    assert (site / "extra.txt").read_text() == "x"
    assert '"extra.txt"' in (site / "manifest.json").read_text()
    assert attested("verify", site).exit_code == 0


def test_a_fault_after_the_exchange_doesn_t_deny_the_new_site(project: Path) -> None:
    """As where a hook insists on being the very last."""
    late = "from mkdocs.plugins import event_priority\n" + AFTER.replace("def ", "@event_priority(float('-inf'))\ndef ")
    _with_hook(project, late)
    site = _site(project, "before")
    done = mkdocs(project, site)
    assert done.returncode == 1
    assert done.stdout.endswith("report what it says\nThe new site is in its place.\n")
    assert (site / "claims/harbour-closed/index.html").is_file()


def test_a_site_folder_that_is_a_mount_point_is_told(project: Path) -> None:
    """No name of it can be changed, so the build says which folder to name instead."""
    busy = "import errno\nfrom generator import aside\n\n\ndef on_env(env, **_):\n    aside._exchanged = _busy\n\n\n"
    _with_hook(
        project,
        busy + "def _busy(one, other):\n    raise OSError(errno.EBUSY, 'Device or resource busy', str(other))\n",
    )
    site = _site(project, "before")
    done = mkdocs(project, site)
    remedy = "it may be a mount point, such as a container's volume; name a folder inside it instead"
    said = f"{site}: Device or resource busy; {remedy}"
    assert (done.returncode, done.stdout) == (1, f"\n{said}{UNTOUCHED}")
    assert set(contents(site).values()) == {b"before"}
