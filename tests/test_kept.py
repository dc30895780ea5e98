"""What is kept of files that were read: the same problems with it as without, and nobody else's is believed."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import attested, copy_project
from hypothesis import given
from hypothesis import strategies as st

CLAIM = "claims/harbour/harbour-closed.yml"
LETTER = "claims/sources/shipowners-letter.yml"
GAZETTE = "claims/sources/gazette-harbour.yml"
EDITS = (
    (CLAIM, "verdict: incorrect", "verdict: mixed"),
    (CLAIM, "verdict: incorrect", "verdict: wrong"),
    (CLAIM, "verdict: incorrect", "verdict: [incorrect"),
    (CLAIM, "verdict: incorrect", "verdikt: incorrect"),
    (CLAIM, "source: shipowners-letter", "source: nobody"),
    (CLAIM, "since the first of May", "since the last of May"),
    (CLAIM, "claimant: Example Gazette", "claimant: example gazette"),
    (CLAIM, "dossier: harbour", "dossier: port"),
    (LETTER, "url: unknown", "url: https://gazette.example/harbour"),
    (LETTER, "url: unknown", "url: https://ferries.example/timetable?year=2025&lang=en"),
    (LETTER, "note: Sent", "former_ids: [gazette-harbour]\nnote: Sent"),
    (LETTER, "copied: {by: B. Keeper, on: unknown}", "reports_from: [nobody-here]"),
    (GAZETTE, "words: 140", "words: 141"),
    ("claims/publication.yml", "  mixed:", "  mingled:"),
)
"""A file, words in it, and what stands there after the edit."""


def shown(root: Path, *paths: str) -> str:
    """What `check` says of a project, or of some files of it."""
    return attested("check", "--root", root, *(root / path for path in paths)).stdout


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of Port Example that every example of a property starts from."""
    return copy_project(tmp_path_factory.mktemp("kept") / "project")


@given(st.lists(st.sampled_from(EDITS) | st.none(), max_size=5))
def test_what_is_kept_changes_no_report(port: Path, edits: list[tuple[str, str, str] | None]) -> None:
    """Edits in any order, with looks in between (None); then the report is the one without anything kept."""
    before = {path: path.read_bytes() for path in sorted((port / "claims").rglob("*.*"))}
    try:
        for edit in (*edits, None):
            if edit is None:
                shown(port)
            else:
                path = port / edit[0]
                path.write_text(path.read_text("utf-8").replace(edit[1], edit[2]), "utf-8")
        warm = shown(port)
        shutil.rmtree(port / ".cache")
        assert warm == shown(port)
    finally:
        for path, content in before.items():
            path.write_bytes(content)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit[2])
def test_named_files_have_the_problems_they_have_among_all(project: Path, edit: tuple[str, str, str]) -> None:
    """`check FILE` says of each file what `check` says of it."""
    path = project / edit[0]
    path.write_text(path.read_text("utf-8").replace(edit[1], edit[2]), "utf-8")
    everything = shown(project)
    assert path.read_text("utf-8").count(edit[2]) == 1
    for one in sorted((project / "claims").rglob("*.*")):
        name = one.relative_to(project).as_posix()
        expected = [line for line in everything.splitlines() if line.startswith(f"{name}:")]
        assert [line for line in shown(project, name).splitlines() if line.startswith("claims/")] == expected


def _other_user(cache: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("XDG_CACHE_HOME", str(cache.parent / "another"))


def _altered(cache: Path, patch: pytest.MonkeyPatch) -> None:
    content = cache.read_bytes()
    assert content.count(b'"verdict":"mixed"') == 1
    cache.write_bytes(content.replace(b'"verdict":"mixed"', b'"verdict":"wrong"'))


def _cut(cache: Path, patch: pytest.MonkeyPatch) -> None:
    cache.write_bytes(cache.read_bytes()[:-100])


def _a_pipe(cache: Path, patch: pytest.MonkeyPatch) -> None:
    cache.unlink()
    os.mkfifo(cache)


@pytest.mark.parametrize("happened", [_other_user, _altered, _cut, _a_pipe])
def test_nothing_else_than_what_was_kept_here_is_believed(
    project: Path, monkeypatch: pytest.MonkeyPatch, happened: Callable[[Path, pytest.MonkeyPatch], None]
) -> None:
    """A cache of another user, one that was altered or cut, and a pipe: the files are read."""
    monkeypatch.setattr("generator.sealed.key", lambda: b"k" * 32)
    shown(project)
    cache = project / ".cache/read"
    monkeypatch.undo()
    if happened is not _other_user:
        monkeypatch.setattr("generator.sealed.key", lambda: b"k" * 32)
    happened(cache, monkeypatch)
    assert shown(project) == "No problems.\n"
