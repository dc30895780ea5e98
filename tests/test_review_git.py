"""What `review` reads through git: which revision it compares with, and what it says where git can't tell."""

import os
import re
from pathlib import Path

import pytest
from conftest import put
from test_review import BOOK, FILES, KITES, RAIN, Repository, new_repository

from generator.review import git
from generator.review.entries import at_base, entries
from generator.source_rules import MAX_BYTES

USAGE = "Usage: review [OPTIONS]\nTry 'review --help' for help.\n\nError: "
CUT_OFF = (
    "the history of this clone is cut off (a shallow clone); fetch it with `git fetch --unshallow`, "
    "in a workflow with `fetch-depth: 0`\n"
)


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's own git settings count."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def published(tmp_path: Path) -> Repository:
    """A publication with two commits on main and one on a branch."""
    made = new_repository(tmp_path / "publication")
    put(made.root, FILES)
    made.commit()
    made.edit(BOOK, ("kind: report", "kind: book"))
    made.commit()
    made.git("switch", "--quiet", "--create", "work")
    made.edit(KITES, ("at the gate", "at the door"))
    made.commit()
    made.git("switch", "--quiet", "main")
    return made


def clone(published: Repository, *arguments: str) -> Repository:
    """A clone beside the publication."""
    made = Repository(published.root.with_name("clone"))
    published.git("clone", "--quiet", *arguments, published.root.as_uri(), str(made.root))
    return made


def refused(repository: Repository, *arguments: str) -> str:
    """What the command says where it can't compare, which is wrong use."""
    made = repository.review(*arguments)
    assert made.exit_code == 2
    assert made.output.startswith(USAGE)
    return made.output.removeprefix(USAGE)


def test_a_revision_beyond_a_shallow_clone(published: Repository) -> None:
    """Where the history is cut off, the message says how to fetch it; what is there can be compared with."""
    made = clone(published, "--depth", "1")
    said = f"there is no revision 'HEAD~1' here: {CUT_OFF}"
    assert refused(made, "--base", "HEAD~1") == said
    assert made.review("--base", "HEAD").exit_code == 0


@pytest.mark.parametrize("branches", ["--single-branch", "--no-single-branch"])
def test_a_shallow_clone_of_a_branch(published: Repository, branches: str) -> None:
    """Without the main branch, or without the commit it shares with HEAD, the merge base is cut off."""
    made = clone(published, "--depth", "1", "--branch", "work", branches)
    assert refused(made) == CUT_OFF
    made.git("fetch", "--quiet", "--unshallow", "origin", "main:refs/remotes/origin/main")
    assert "where HEAD left origin/main. 1 change in 1 claim." in made.review().output


def test_the_main_branch_of_origin_comes_first(published: Repository) -> None:
    """A clone is compared with what is published, not with its own copy of main."""
    made = clone(published)
    made.edit(KITES, ("at the gate", "at the door"))
    made.commit()
    assert "where HEAD left origin/main. 1 change in 1 claim." in made.review().output


def test_an_unknown_revision(published: Repository) -> None:
    """A revision that isn't there is wrong use, and so is one that git would take for an option or a file."""
    for name in ("v9", "--output=/tmp/x", f"HEAD:{KITES}", "", "\x1b[31m"):
        said = refused(published, f"--base={name}")
        shown = name.replace("\x1b", "\\x1b")
        assert said == f"there is no revision '{shown}' here: see `git log --all` for those there are\n"


def test_no_main_branch(published: Repository) -> None:
    """Another name for the main branch has to be given."""
    published.git("branch", "--move", "main", "trunk")
    assert refused(published) == ("there is no branch main or master to compare with; name a revision with --base\n")
    assert published.review("--base", "trunk").exit_code == 0


def test_nothing_in_common_with_main(published: Repository) -> None:
    """A history of its own has no merge base."""
    published.git("switch", "--quiet", "--orphan", "other")
    put(published.root, {KITES: FILES[KITES]})
    published.commit()
    assert refused(published) == "HEAD and main have no commit in common; name a revision with --base\n"


def test_no_commit_yet(tmp_path: Path) -> None:
    """In a repository without a commit nothing is published."""
    made = new_repository(tmp_path / "new")
    put(made.root, FILES)
    assert refused(made) == "this repository has no commit yet, so nothing is published; commit the claims first\n"


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without history has nothing to compare with."""
    put(tmp_path, FILES)
    assert refused(Repository(tmp_path)) == (
        "this folder is in no git repository, so nothing says what is published; work in a clone of it\n"
    )


def test_no_git(published: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git the message says to install it."""
    monkeypatch.setenv("PATH", "/nonexistent")
    assert refused(published) == "git is not installed, and only git knows what is published; install it\n"


def test_a_broken_repository(published: Repository) -> None:
    """Git's own words are passed on, on one line."""
    (published.root / ".git/config").write_text("[core\n\x1b[31m")
    assert refused(published) == "git can't read what is published: fatal: bad config line 1 in file .git/config\n"


def test_an_object_that_is_missing(published: Repository) -> None:
    """A clone that left files out says so; it doesn't ask for them, since nothing here asks the network."""
    said = "some of the published files are not in this clone (a partial clone); clone it in full\n"
    published.git("config", "uploadpack.allowFilter", "true")
    assert refused(clone(published, "--filter=blob:none"), "--base", "HEAD~1") == said
    name = published.git("rev-parse", f"main:{KITES}")
    (published.root / f".git/objects/{name[:2]}/{name[2:]}").unlink()
    assert refused(published) == said


def test_the_environment_leads_nowhere_else(published: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """What git commands read from the environment, as inside a hook, doesn't count."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_EXEC_PATH"):
        monkeypatch.setenv(name, "/nonexistent")
    assert published.review().exit_code == 0


def test_a_publication_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    """The publication may be one folder of a larger repository."""
    made = new_repository(tmp_path / "large")
    put(made.root / "facts", FILES)
    made.commit()
    inner = Repository(made.root / "facts")
    assert inner.review().output.endswith("No changes.\n\nNo problems.\n")
    inner.edit(KITES, ("at the gate", "at the door"))
    assert "\nclaims/fair/kites-counted.yml (claim kites-counted)\n" in inner.review().output


def test_file_names_of_any_kind(published: Repository) -> None:
    """Names that aren't ASCII, aren't UTF-8, or hold line ends and controls, are read and compared as others are."""
    names = [
        "claims/fair/drachen-gezählt.yml",
        "claims/fair/a\n::error::\x1b[31m.yml",
        os.fsdecode(b"claims/b\xff.yml"),
    ]
    put(published.root, dict.fromkeys(names, FILES[RAIN]))
    base = published.commit()
    assert published.review().output.endswith(f"{base}, where HEAD left main. No changes.\n\nNo problems.\n")
    for name in names:
        published.edit(name, ("verdict: correct", "verdict: mixed"))
    made = published.review()
    assert made.exit_code == 1
    assert [line for line in made.output.splitlines() if line.startswith("claims/") and line.endswith(")")] == [
        "claims/b\\xff.yml (claim b\\xff)",
        "claims/fair/a\\n::error::\\x1b[31m.yml (claim a\\n::error::\\x1b[31m)",
        "claims/fair/drachen-gezählt.yml (claim drachen-gezählt)",
    ]


def test_what_is_no_plain_file_of_our_size(published: Repository) -> None:
    """Links, submodules and huge files of the base are never read, and said to be what they are."""
    put(published.root, {"claims/huge.yml": b"#" * (MAX_BYTES + 1), "claims/full.yml": b"#" * MAX_BYTES})
    (published.root / "claims/link.yml").symlink_to("/etc/passwd")
    put(published.root, {"claims/README.md": "Not a claim."})
    new_repository(published.root / "claims/module.yml").git("commit", "--quiet", "--allow-empty", "--message", "x")
    published.commit()
    found = git.files(published.root, "HEAD")
    assert sorted(name for name, content in found.items() if content is None) == [
        "claims/huge.yml",
        "claims/link.yml",
        "claims/module.yml",
    ]
    assert found["claims/full.yml"] == b"#" * MAX_BYTES
    assert found.keys() == FILES.keys() | {f"claims/{name}.yml" for name in ("huge", "link", "module", "full")}
    fault = entries(at_base(found))["claim", "huge"].fault
    assert fault
    assert fault.message.startswith("this file can't be read (no plain file of at most 65,536 bytes)")


@pytest.mark.parametrize("seconds", [253_402_300_800, 99_999_999_999_999])
def test_a_commit_of_no_day_is_no_base(published: Repository, seconds: int) -> None:
    """A commit says of itself when it was made, whatever that is."""
    about = published.git("cat-file", "commit", "HEAD")
    about = re.sub(r"(?m)^(committer .*> )\d+", rf"\g<1>{seconds}", about)
    put(published.root.parent, {"commit": f"{about}\n"})
    made = published.git("hash-object", "-t", "commit", "-w", "--literally", str(published.root.parent / "commit"))
    said = f"{made[:12]} was committed on no day of the calendar; name another with --base\n"
    assert refused(published, "--base", made) == said


def test_replaced_and_grafted_commits_are_read_as_they_are(published: Repository) -> None:
    """A clone's own settings can't make another commit the base, nor another file the published one."""
    old, new = published.git("rev-parse", "HEAD~1"), published.git("rev-parse", "HEAD")
    published.git("switch", "--quiet", "work")
    before = published.review().output
    assert f"Compared with {new[:12]}, where HEAD left main. 1 change in 1 claim." in before
    published.git("replace", new, published.git("rev-parse", "HEAD"))
    put(published.root, {".git/info/grafts": f"{published.git('rev-parse', 'HEAD')} {old}\n"})
    assert published.review().output == before


def test_links_instead_of_folders(published: Repository, tmp_path: Path) -> None:
    """Nothing is read through one in the work tree, so what is published is missed; the base has a folder."""
    claims, fair = published.root / "claims", published.root / "claims/fair"
    for folder in (fair, claims):
        folder.rename(tmp_path / "elsewhere")
        folder.symlink_to(tmp_path / "elsewhere")
        made = published.review()
        assert (made.exit_code, made.output.count("[deleted-claim]")) == (1, 2)
        folder.unlink()
        (tmp_path / "elsewhere").rename(folder)
    claims.rename(published.root / "other")
    claims.symlink_to("other")
    commit = published.commit()
    assert refused(published, "--base", "HEAD") == (
        f"claims/ isn't a folder in {commit}; name another revision with --base\n"
    )


def test_a_bare_repository_has_no_claims_to_review(published: Repository, tmp_path: Path) -> None:
    """There is a history in it, and no file."""
    published.git("clone", "--quiet", "--bare", str(published.root), str(tmp_path / "bare.git"))
    said = f"Invalid value for '--root': there is no folder claims/ in '{tmp_path}/bare.git'; "
    assert refused(Repository(tmp_path / "bare.git")) == f"{said}name the project's folder with --root\n"


def test_nothing_is_written(published: Repository) -> None:
    """A review leaves the repository as it was."""

    def state() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in published.root.rglob("*")}

    before = state()
    published.review()
    assert state() == before
