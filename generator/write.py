"""WRITE: changed files only, stale ones pruned, each atomically; a folder that isn't ours is never touched."""

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.lock import Lock

MARK = ".attested.json"
"""The list of files a folder got from us. A folder without it, unless empty, belongs to somebody else."""

_LOCK = ".attested.lock"

ASIDE = ".attested-"
"""How the name of a file starts that is being written; a run that was killed may leave one."""


class NotOursError(Exception):
    """The folder holds files that this program didn't write."""


def write(folder: Path, files: Mapping[str, bytes]) -> tuple[int, int]:
    """Make `folder` hold exactly these files (path below it, with `/`) and return how many were written and removed.

    Raises NotOursError, before anything is touched, where the folder has content and no list of ours; BusyError where
    another run is writing there; OSError.
    """
    _listed(folder)
    lock = Lock(folder / _LOCK)
    try:
        return _written(folder, files)
    finally:
        lock.release()


def _written(folder: Path, files: Mapping[str, bytes]) -> tuple[int, int]:
    before = _listed(folder)
    for left in [*folder.rglob(f"{ASIDE}*")]:
        left.unlink()
    for name in sorted(before - files.keys()):
        _remove(folder, name)
    _record(folder, before | files.keys())
    written = sum(_write(folder / name, content) for name, content in sorted(files.items()))
    _record(folder, files.keys())
    return written, len(before - files.keys())


def atomically(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file, whole or in parts, so that a reader, and a crash, sees the old content or the new, never a part.

    Raises OSError, which names the file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _swap_in(path, (content,) if isinstance(content, bytes) else content)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def _swap_in(path: Path, parts: Iterable[bytes]) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=ASIDE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _listed(folder: Path) -> set[str]:
    if not folder.exists() or all(path.name == _LOCK or path.name.startswith(ASIDE) for path in folder.iterdir()):
        return set()  # nothing, or what a run leaves that was killed as it began
    try:
        return set(json.loads((folder / MARK).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        raise NotOursError(
            f"{folder} holds files that this program didn't write; empty it or name another folder"
        ) from None


def _record(folder: Path, names: Iterable[str]) -> None:
    atomically(folder / MARK, json.dumps(sorted(names)).encode())


def _write(path: Path, content: bytes) -> bool:
    """Write the file unless it holds these bytes already."""
    try:
        if path.read_bytes() == content:
            return False
    except OSError:
        pass
    atomically(path, content)
    return True


def _remove(folder: Path, name: str) -> None:
    """Remove a file of ours and the folders it leaves empty."""
    path = folder / name
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == folder or not parent.is_dir() or any(parent.iterdir()):
            return
        parent.rmdir()
