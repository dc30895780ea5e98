"""The SHA-256 of every file below a folder. Links are not followed: what one leads to is no part of the site.

A compressed copy that says what the file beside it says is that file, not another one.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.compressed import SUFFIX, is_true_copy
from generator.made import Look, look

MANIFEST = "manifest.json"
LOG = "log.jsonl"
UNLISTED = frozenset({MANIFEST, LOG})
"""The two files that a manifest can't list: itself, and the log, which tells of it."""

NOTHING: Mapping[str, tuple[str, Look]] = {}
_UNKNOWN: tuple[str, Look] = ("", ())

_AT_ONCE = 1 << 20
"""Bytes read at once: all of nearly every file."""


def hashes(folder: Path, known: Mapping[str, tuple[str, Look]] = NOTHING) -> dict[str, str]:
    """Path below the folder, with `/`, to the file's SHA-256 in hexadecimal; sorted. Raises OSError.

    A link, or what is neither file nor folder, has the hash `""`, which is that of no file. Of a file that the disk
    still shows as it did when its hash was `known`, that hash is taken.
    """
    found = {name: _known(path, *known.get(name, _UNKNOWN)) or _sha256(path) for name, path in _below(folder)}
    return dict(sorted((name, sha256) for name, sha256 in found.items() if name not in UNLISTED))


def read(path: Path) -> bytes | None:
    """A plain file's content; None where there is none, or something else stands there, such as a link or a pipe."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _below(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file with its path below the folder, however deep it lies."""
    todo = [(str(folder), "")]
    while todo:
        here, prefix = todo.pop()
        for entry in os.scandir(here):
            name = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                todo.append((entry.path, f"{name}/"))
            elif not (name.endswith(SUFFIX) and is_true_copy(Path(entry.path))):
                yield name, entry.path


def _known(path: str, sha256: str, seen: Look) -> str:
    """A hash that is known of a file, as long as that looks as it did."""
    return sha256 if seen and look(path) == seen else ""


def _sha256(place: str) -> str:
    path = Path(place)
    if path.is_symlink() or not path.is_file():
        return ""
    with open(path, "rb") as file:  # noqa: PTH123 - there are many
        content = file.read(_AT_ONCE)
        digest = hashlib.sha256(content)
        while content := file.read(_AT_ONCE):
            digest.update(content)
        return digest.hexdigest()
