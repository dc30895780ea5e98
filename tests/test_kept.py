"""What is kept of files that were read: the same problems with it as without, and nobody else's is believed."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import attested, copy_project
from hypothesis import given
from hypothesis import strategies as st

from generator import publish
from generator.check import check
from generator.kept import Kept

CLAIM = "claims/harbour/harbour-closed.yml"
LETTER = "claims/sources/shipowners-letter.yml"
GAZETTE = "claims/sources/gazette-harbour.yml"
PROOFS = "claims/sources/gazette-harbour.proofs.json"
DOSSIER = "claims/dossiers/harbour.yml"
EDITS = (
    (CLAIM, "verdict: incorrect", "verdict: mixed"),
    (CLAIM, "verdict: incorrect", "verdict: wrong"),
    (CLAIM, "verdict: incorrect", "verdict: [incorrect"),
    (CLAIM, "verdict: incorrect", "verdikt: incorrect"),
    (CLAIM, "source: shipowners-letter", "source: nobody"),
    (CLAIM, "since the first of May", "since the last of May"),
    (CLAIM, "claimant: Example Gazette", "claimant: example gazette"),
    (CLAIM, "dossier: harbour", "dossier: port"),
    (CLAIM, "accessed: 2025-06-02", "accessed: 2025-06-20"),
    (CLAIM, "[@harbour-office-log]", "[@gazette-harbour] (@harbour-office-log)"),
    (CLAIM, "Forty unloaded.", "Forty unloaded [tower-log]."),
    (CLAIM, "claimed: 2025-05-12", "draft: true\nclaimed: 2025-05-12"),
    (CLAIM, "published: 2025-06-03", "published: 2025-06-30"),
    (LETTER, "url: unknown", "url: https://gazette.example/harbour"),
    (LETTER, "url: unknown", "url: https://ferries.example/timetable?year=2025&lang=en"),
    (LETTER, "note: Sent", "former_ids: [gazette-harbour]\nnote: Sent"),
    (LETTER, "copied: {by: B. Keeper, on: unknown}", "reports_from: [nobody-here]"),
    (LETTER, "copied: {by: B. Keeper, on: unknown}", "reports_from: [mirror-harbour]"),
    (GAZETTE, "words: 140", "words: 141"),
    (PROOFS, '"words": 140', '"words": 139'),
    (PROOFS, '"salts": "', '"salts": "AAAA'),
    (DOSSIER, "  - ferry-doubled\n", "  - ferries-doubled\n"),
    ("claims/publication.yml", "  mixed:", "  mingled:"),
)
"""A file, words in it, and what stands there after the edit."""
FILES = (
    ("claims/sources/tower-log.yml", "", "title: Log\npublisher: Tower\nurl: unknown\npublished: unknown\n"),
    ("claims/sources/nobody.yml", "", "title: Nobody's\npublisher: mirror.example\nurl: unknown\npublished: 2025\n"),
    ("claims/sources/nobody-here.yml", "", "title: [\n"),
    ("claims/dossiers/port.yml", "", "title: The port\nsummary: All of it.\nclaims: [harbour-closed]\n"),
    ("claims/sources/mirror-harbour.yml", "", None),
    (PROOFS, "", None),
)
"""A file, nothing, and what is its whole content after the edit, or None where it is gone."""
Edit = tuple[str, str, str | None]


def shown(root: Path, *paths: str) -> str:
    """What `check` says of a project, or of some files of it."""
    return attested("check", "--root", root, *(root / path for path in paths)).stdout


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of Port Example that every example of a property starts from."""
    return copy_project(tmp_path_factory.mktemp("kept") / "project")


@contextmanager
def as_it_was(root: Path) -> Iterator[None]:
    """Whatever is done to the claims is undone in the end, and nothing is kept."""
    before = {path: path.read_bytes() for path in sorted((root / "claims").rglob("*.*"))}
    try:
        yield
    finally:
        for path in {*(root / "claims").rglob("*.*")} - before.keys():
            path.unlink()
        for path, content in before.items():
            path.write_bytes(content)
        shutil.rmtree(root / ".cache", ignore_errors=True)


def make(root: Path, edit: Edit) -> None:
    """Make an edit, where the file is there to make it in."""
    name, old, new = edit
    path = root / name
    if new is None:
        path.unlink(missing_ok=True)
    elif not old:
        path.write_text(new, "utf-8")
    elif path.exists():
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


SOME = st.lists(st.sampled_from((*EDITS, *FILES)) | st.none(), max_size=5)


@given(SOME)
def test_what_is_kept_changes_no_report(port: Path, edits: list[Edit | None]) -> None:
    """Edits in any order, with looks in between (None); then the report is the one without anything kept."""
    with as_it_was(port):
        for edit in (*edits, None):
            if edit is None:
                shown(port)
            else:
                make(port, edit)
        warm = shown(port)
        shutil.rmtree(port / ".cache")
        assert warm == shown(port)


@given(SOME)
def test_what_is_kept_changes_no_publication(port: Path, edits: list[Edit | None]) -> None:
    """The same of all that came of the claims, also for who looks with what the look before knew, as `serve` does."""
    with as_it_was(port):
        known = Kept(port)
        for edit in (*edits, None):
            if edit is None:
                again, warm, cold = (repr(check(port, drafts=True, kept=kept)) for kept in (known, None, Kept()))
                assert again == cold
                assert warm == cold
            else:
                make(port, edit)


def test_a_proof_that_changed_after_the_check_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proof is read when its page is made; should its file say something else by then, nothing is published."""
    monkeypatch.setattr("generator.kept._RECENT", 0)  # a file that was just written need not be read again
    root = copy_project(tmp_path / "project")
    check(root)
    edition = publish.edition(root, check(root))
    assert edition
    path = root / PROOFS
    path.write_text(path.read_text("utf-8").replace('"words": 140', '"words": 139'), "utf-8")
    with pytest.raises(OSError, match=r"a proof of '.*' was changed after it was checked; run this again"):
        publish.make(root, edition)


@given(st.lists(st.sampled_from((*EDITS, *FILES)), max_size=3))
def test_who_looks_again_gets_the_very_objects(port: Path, edits: list[Edit]) -> None:
    """Claims and documents are the same object wherever they stand, whichever look made them."""
    with as_it_was(port):
        known = Kept(port)
        for edit in edits:
            check(port, drafts=True, kept=known)
            make(port, edit)
        for found in (check(port, drafts=True, kept=known), check(port, drafts=True, kept=known)):
            if found.drafted:
                for one in found.drafted.claims:
                    assert all(document is found.drafted.documents[document.id] for document in one.documents)
                    assert all(piece.document in one.documents for piece in one.pieces)


def test_a_first_look_without_settings_spoils_no_later_one(project: Path) -> None:
    """Nothing was linked then, so that what each file says is asked for when what was kept is closed."""
    shown(project)
    settings = project / "claims/publication.yml"
    said, known = settings.read_text("utf-8"), Kept(project)
    settings.unlink()
    assert check(project, kept=known).publication is None
    settings.write_text(said, "utf-8")
    assert repr(check(project, kept=known)) == repr(check(project, kept=Kept()))


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


def _altered_list(cache: Path, patch: pytest.MonkeyPatch) -> None:
    before, name, after = cache.read_bytes().rpartition(b"Example Gazette")
    assert name, "the brief of a claim"
    cache.write_bytes(before + b"example gazette" + after)


def _cut(cache: Path, patch: pytest.MonkeyPatch) -> None:
    cache.write_bytes(cache.read_bytes()[:-100])


def _a_pipe(cache: Path, patch: pytest.MonkeyPatch) -> None:
    cache.unlink()
    os.mkfifo(cache)


@pytest.mark.parametrize("happened", [_other_user, _altered, _altered_list, _cut, _a_pipe])
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
    assert repr(check(project)) == repr(check(project, kept=Kept()))
    assert shown(project) == "No problems.\n"
