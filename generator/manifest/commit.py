"""The commit the content stands at: by plain git, which runs nothing of the repository's here and asks no network."""

import logging
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from generator.manifest.manifest import UNKNOWN
from generator.report import printable

OWN = ("claims", "mkdocs.yml")
SHARED = ("docs", "overrides", "generator", "mkdocs.yml", "requirements.txt", "pyproject.toml")
"""What a site is made from, the libraries too; the parts of an archive share the second. Other files may have changed
since the commit."""

_OURS = Path(__file__).resolve().parents[1]
_log = logging.getLogger("attested")

_SAFE = ("--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")


def commit(root: Path) -> str:
    """The last commit that changed what the site of `root` is made from.

    So committing something else, such as the log, changes no manifest. `unknown` without git or the whole history, and
    where the content has changed since; also, with a warning, where git can't tell or another program is running.
    """
    root = root.resolve()
    try:
        top = Path(_git(root, "rev-parse", "--show-toplevel").removesuffix("\n"))
    except (OSError, subprocess.SubprocessError) as error:
        if any((folder / ".git").exists() for folder in (root, *root.parents)):
            _log.warning("manifest.json says commit unknown, since git can't tell: %s", _said(error))
        return UNKNOWN
    shared = _shared(root, top)
    own = root / shared / "generator"
    if own.is_dir() and own.resolve() != _OURS:
        _log.warning("manifest.json says commit unknown, since %s ran, not the project's own generator/", _OURS)
        return UNKNOWN
    try:
        return _last(root, [*OWN, *(f"{shared}/{name}" for name in SHARED)])
    except (OSError, subprocess.SubprocessError):
        return UNKNOWN


def _last(root: Path, content: list[str]) -> str:
    _git(root, "ls-files", "--error-unmatch", "mkdocs.yml")
    looked = ("status", "--porcelain", "--untracked-files=normal", "--ignore-submodules=dirty", "--", *content)
    changed = _git(root, *looked, env=_without_filters(root))
    shallow = _git(root, "rev-parse", "--is-shallow-repository") != "false\n"
    return UNKNOWN if changed or shallow else _git(root, "rev-list", "-1", "HEAD", "--", *content).strip() or UNKNOWN


def _shared(root: Path, top: Path) -> str:
    """Where what a site shares with others stands, as seen from `root`.

    A site without `docs/` is a part of an archive: it shares what stands in the nearest folder above that has one.
    """
    inside = (folder for folder in (root, *root.parents) if folder.is_relative_to(top))
    return os.path.relpath(next((folder for folder in inside if (folder / "docs").is_dir()), root), root)


def _said(error: Exception) -> str:
    """The first line of what git says, or why it can't be run."""
    stderr = error.stderr if isinstance(error, subprocess.CalledProcessError) else ""
    return printable((stderr or str(error)).partition("\n")[0])


def _without_filters(root: Path) -> dict[str, str]:
    """What tells git to run none of the filter programs that the repository's own settings name."""
    filters = {name.rpartition(".")[0] for name in _git(root, "config", "--name-only", "-z", "--list").split("\0")}
    parts = (("clean", ""), ("process", ""), ("required", "false"))
    said = [(f"{one}.{key}", value) for one in sorted(filters) if one.startswith("filter.") for key, value in parts]
    settings = {f"GIT_CONFIG_KEY_{number}": key for number, (key, _) in enumerate(said)}
    settings |= {f"GIT_CONFIG_VALUE_{number}": value for number, (_, value) in enumerate(said)}
    return settings | {"GIT_CONFIG_COUNT": str(len(said))}


def _git(root: Path, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    shut = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    command = ["git", *_SAFE, *arguments]
    done = subprocess.run(
        command, cwd=root, env={**kept, **shut, **(env or {})}, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout
