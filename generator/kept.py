"""KEPT: what the files of claims/ said when they were last read without a fault, in .cache/.

A file is known again by what the disk says of it, as git does it, or else by its content; then it need not be taken
apart anew. All of it is one sealed file (`sealed.py`) of one version of the code and of the libraries that read files.
"""

import hashlib
import os
import sys
import time
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson
import pydantic
import yaml

from generator import sealed

_MOST = 1 << 31
"""Bytes that are read; half a million claims have as many."""
_RECENT = 2_000_000_000
"""Nanoseconds: a file that was changed so lately may change again and look the same to the disk."""

_Known = tuple[str, str, dict[str, Any]]
"""What is kept of a file: what the disk said of it, its content's hash, its data."""


class Kept:
    """What was read before. Used as a context: at its end, what was read now is kept for the next time."""

    def __init__(self, root: Path) -> None:
        """The cache of the project in this folder."""
        self._path = sealed.place(root, "read")
        said = sealed.read(self._path, _version(), _MOST) if self._path else None
        files = orjson.loads(said).items() if said else ()
        self._before: dict[str, _Known] = {name: (stamp, hash_, data) for name, (stamp, hash_, data) in files}
        self._now: dict[str, _Known] = {}

    def __enter__(self) -> Self:
        """What was kept is there already."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        """Keep what was read."""
        if kind is None and self._path and self._now != self._before:
            sealed.keep(self._path, _version(), orjson.dumps(self._now))

    def unchanged(self, name: str, entry: os.DirEntry[str]) -> dict[str, Any] | None:
        """The data of a file that the disk says wasn't touched since it was read."""
        known, stamp = self._before.get(name), _stamp(entry)
        if known is None or not stamp or known[0] != stamp:
            return None
        self._now[name] = known
        return known[2]

    def same(self, name: str, entry: os.DirEntry[str], content: bytes) -> dict[str, Any] | None:
        """The data of a file that has the content it had when it was read."""
        known = self._before.get(name)
        if known is None or known[1] != _hash(content):
            return None
        self._now[name] = (_stamp(entry), *known[1:])
        return known[2]

    def keep(self, name: str, entry: os.DirEntry[str], content: bytes, data: dict[str, Any]) -> None:
        """Keep a file without a fault."""
        self._now[name] = (_stamp(entry), _hash(content), data)


def _stamp(entry: os.DirEntry[str]) -> str:
    """What the disk says of a file, where it can be told by that; of one just changed, nothing."""
    said = entry.stat(follow_symlinks=False)
    if time.time_ns() - max(said.st_mtime_ns, said.st_ctime_ns) < _RECENT:
        return ""
    return f"{said.st_dev} {said.st_ino} {said.st_size} {said.st_mtime_ns} {said.st_ctime_ns} {said.st_mode}"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@cache
def _version() -> bytes:
    """A hash of what reads: our own code, Python, and the libraries that take files apart."""
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    ours = b"".join(hashlib.sha256(path.read_bytes()).digest() for path in sources)
    return hashlib.sha256(ours + f"{sys.version} {pydantic.VERSION} {yaml.__version__}".encode()).digest()
