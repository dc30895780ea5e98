"""The commit the content stands at: by plain git, which runs nothing of the repository's here and asks no network."""

import os
import subprocess
from pathlib import Path

from generator.manifest.manifest import UNKNOWN

CONTENT = ("claims", "docs", "overrides", "generator", "mkdocs.yml")
"""What a site is made from. Other files may have changed since the commit."""

_SAFE = ("--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")


def commit(root: Path) -> str:
    """The last commit that changed the content below `root`.

    So committing something else, such as the log, changes no manifest. `unknown` without git or the whole history, and
    where the content has changed since.
    """
    try:
        _git(root, "ls-files", "--error-unmatch", "mkdocs.yml")
        changed = _git(root, "status", "--porcelain", "--untracked-files=normal", "--", *CONTENT)
        shallow = _git(root, "rev-parse", "--is-shallow-repository") != "false\n"
        return (
            UNKNOWN if changed or shallow else _git(root, "rev-list", "-1", "HEAD", "--", *CONTENT).strip() or UNKNOWN
        )
    except (OSError, subprocess.SubprocessError):
        return UNKNOWN


def _git(root: Path, *arguments: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env = kept | {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    command = ["git", *_SAFE, *arguments]
    return subprocess.run(command, cwd=root, env=env, capture_output=True, encoding="utf-8", check=True).stdout
