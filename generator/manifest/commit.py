"""The commit the content stands at: by plain git, which runs nothing of the repository's here and asks no network."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from generator.manifest.manifest import UNKNOWN

OWN = ("claims", "mkdocs.yml")
SHARED = ("docs", "overrides", "generator", "mkdocs.yml")
"""What a site is made from; the parts of an archive share the second. Other files may have changed since the commit."""

_SAFE = ("--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")


def commit(root: Path) -> str:
    """The last commit that changed what the site of `root` is made from.

    So committing something else, such as the log, changes no manifest. `unknown` without git or the whole history, and
    where the content has changed since.
    """
    try:
        content = _content(root.resolve())
        _git(root, "ls-files", "--error-unmatch", "mkdocs.yml")
        looked = ("status", "--porcelain", "--untracked-files=normal", "--ignore-submodules=dirty", "--", *content)
        changed = _git(root, *looked, env=_without_filters(root))
        shallow = _git(root, "rev-parse", "--is-shallow-repository") != "false\n"
        return (
            UNKNOWN if changed or shallow else _git(root, "rev-list", "-1", "HEAD", "--", *content).strip() or UNKNOWN
        )
    except (OSError, subprocess.SubprocessError):
        return UNKNOWN


def _content(root: Path) -> list[str]:
    """Where the content stands, as seen from `root`.

    A site without `docs/` is a part of an archive: it shares what stands in the nearest folder above that has one.
    """
    top = Path(_git(root, "rev-parse", "--show-toplevel").removesuffix("\n"))
    inside = (folder for folder in (root, *root.parents) if folder.is_relative_to(top))
    shared = os.path.relpath(next((folder for folder in inside if (folder / "docs").is_dir()), root), root)
    return [*OWN, *(f"{shared}/{name}" for name in SHARED)]


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
