"""What was published: the files below claims/ at a revision, read through plain git; nothing is checked out.

None of the commands used here diffs, pages or runs a hook, and the environment can't make them, nor make them ask the
network for what a partial clone left out.
"""

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generator.contents import FOLDER
from generator.problem import shown
from generator.report import printable
from generator.source_rules import MAX_BYTES

MAIN = ("refs/remotes/origin/main", "refs/heads/main", "refs/remotes/origin/master", "refs/heads/master")
"""Where the main branch may be, the likeliest place first."""

CUT_OFF = (
    "the history of this clone is cut off (a shallow clone); fetch it with `git fetch --unshallow`, "
    "in a workflow with `fetch-depth: 0`"
)

LEFT_OUT = "some of the published files are not in this clone (a partial clone); clone it in full"

_SAFE = (
    *("--no-pager", "--no-replace-objects", "-c", "core.quotepath=off", "-c", "core.fsmonitor=false"),
    *("-c", "log.showSignature=false"),  # it would run the program that `gpg.program` names
)
_PLAIN = {"100644", "100755"}


class GitError(Exception):
    """What git couldn't tell, and what to do about it, in words for a contributor."""


@dataclass(frozen=True)
class Base:
    """What the claims are compared with: a commit, and how people name it."""

    commit: str
    name: str


@dataclass(frozen=True)
class _Blob:
    """A file in a commit's tree; `kept` when it is a plain file of a size we read."""

    path: str
    hash: str
    kept: bool


def named(root: Path, revision: str) -> Base:
    """The commit that `revision` names. Raises GitError."""
    shallow = _shallow(root)
    if commit := _commit(root, revision):
        return Base(commit, f"revision {printable(revision)}")
    remedy = CUT_OFF if shallow else "see `git log --all` for those there are"
    raise GitError(f"there is no revision {shown(revision)} here: {remedy}")


def merge_base(root: Path, candidates: Sequence[str] = MAIN) -> Base:
    """Where the work in `root` left the first of these branches that exists. Raises GitError."""
    shallow = _shallow(root)
    if not _commit(root, "HEAD"):
        raise GitError("this repository has no commit yet, so nothing is published; commit the claims first")
    branch = _first(root, candidates)
    if branch is None:
        missing = "there is no branch main or master to compare with; name a revision with --base"
        raise GitError(CUT_OFF if shallow else missing)
    name = branch.removeprefix("refs/remotes/").removeprefix("refs/heads/")
    done = _run(root, "merge-base", "HEAD", branch)
    if done.returncode:
        apart = f"HEAD and {name} have no commit in common; name a revision with --base"
        raise GitError(CUT_OFF if shallow else apart)
    return Base(done.stdout.decode().split()[0], f"where HEAD left {name}")


def day(root: Path, commit: str) -> str:
    """The day of a commit (2025-06-17, UTC), as its committer's clock had it. Raises GitError."""
    seconds = int(_out(root, "show", "--no-patch", "--format=%ct", commit))
    try:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise GitError(f"{commit[:12]} was committed on no day of the calendar; name another with --base") from None


def following(root: Path, commit: str, candidates: Sequence[str] = MAIN) -> str | None:
    """The commit that took this one's place on the main branch; None where none did. Raises GitError."""
    branch = _first(root, candidates)
    if branch is None:
        return None
    later = _out(root, "rev-list", "--first-parent", "--ancestry-path", f"{commit}..{branch}").decode().split()
    return later[-1] if later else None


def files(root: Path, commit: str) -> dict[str, bytes | None]:
    """Every .yml file below claims/ in a commit, by its path; None for a link, a submodule or one that is too large.

    Raises GitError, also where claims/ itself isn't a folder there.
    """
    own = _out(root, "ls-tree", commit, FOLDER)
    if own and not own.startswith(b"040000 tree "):
        raise GitError(f"{FOLDER}/ isn't a folder in {commit[:12]}; name another revision with --base")
    blobs = list(_listed(_out(root, "ls-tree", "-r", "-z", "-l", commit, f"{FOLDER}/")))
    kept = [blob for blob in blobs if blob.kept]
    content = _out(root, "cat-file", "--batch", given="".join(f"{blob.hash}\n" for blob in kept))
    read = dict(zip((blob.path for blob in kept), _contents(content), strict=True))
    return {blob.path: read.get(blob.path) for blob in blobs}


def _listed(listing: bytes) -> Iterator[_Blob]:
    """The entries of `ls-tree -z -l`: mode, type, hash and size, a tab, the path as it is."""
    for entry in listing.split(b"\0")[:-1]:
        about, _, path = entry.partition(b"\t")
        mode, _type, name, size = about.decode().split()
        kept = mode in _PLAIN and (not size.isdigit() or int(size) <= MAX_BYTES)  # no size: it is not here
        if path.endswith(b".yml"):
            yield _Blob(path.decode("utf-8", "backslashreplace"), name, kept)


def _contents(batch: bytes) -> Iterator[bytes]:
    """The files in the answer of `cat-file --batch`: a line with hash, type and size, then so many bytes."""
    start = 0
    while start < len(batch):
        end = batch.index(b"\n", start)
        *_, size = batch[start:end].split()
        if not size.isdigit():
            raise GitError(LEFT_OUT)
        yield batch[end + 1 : end + 1 + int(size)]
        start = end + 1 + int(size) + 1


def _shallow(root: Path) -> bool:
    """Whether the history is cut off. Raises GitError where there is no history at all."""
    done = _run(root, "rev-parse", "--is-shallow-repository")
    if b"not a git repository" in done.stderr:
        raise GitError("this folder is in no git repository, so nothing says what is published; work in a clone of it")
    return _checked(done).strip() == b"true"


def _commit(root: Path, revision: str) -> str | None:
    """The hash of the commit that a revision names, if there is one."""
    done = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return done.stdout.decode().strip() if done.returncode == 0 else None


def _first(root: Path, branches: Sequence[str]) -> str | None:
    """The first of these branches that exists."""
    return next((one for one in branches if _commit(root, one)), None)


def _out(root: Path, *arguments: str, given: str = "") -> bytes:
    return _checked(_run(root, *arguments, given=given))


def _checked(done: subprocess.CompletedProcess[bytes]) -> bytes:
    """What git wrote. Raises GitError with git's own words where it failed."""
    if b"promisor remote" in done.stderr:
        raise GitError(LEFT_OUT)
    if done.returncode:
        said = printable(" ".join(done.stderr.decode("utf-8", "replace").split()))
        raise GitError(f"git can't read what is published: {said}")
    return done.stdout


def _run(root: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", *_SAFE, *arguments],
            cwd=root,
            env=_environment(),
            input=given.encode(),
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise GitError("git is not installed, and only git knows what is published; install it") from None


def _environment() -> dict[str, str]:
    """The environment without what could point git elsewhere; in English, and with no way to the network."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    shut = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0"}
    return kept | shut | {"GIT_OPTIONAL_LOCKS": "0", "GIT_GRAFT_FILE": os.devnull, "LC_ALL": "C"}
