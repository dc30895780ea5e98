"""KEPT: what the files of claims/ said when they were last read without a fault, in .cache/.

A file is known again by what the disk says of it, as git does it, or else by its content; then it need not be taken
apart anew. All of it is one file, of one version of the code and of the libraries that read files, written at once. It
is believed only under a seal made with a key in the user's own folder, so that neither damage nor a pull request that
brings a cache along can make a file say what it doesn't.
"""

import hashlib
import hmac
import os
import secrets
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson
import pydantic
import yaml

from generator.source import RefusedError, read_bytes
from generator.write import atomically

FOLDER = ".cache"
_FILE = "read"
_SEAL = 32
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
        self._path = root / FOLDER / _FILE
        self._key = None if (root / FOLDER).is_symlink() else key()
        self._before = self._read() if self._key else {}
        self._now: dict[str, _Known] = {}

    def __enter__(self) -> Self:
        """What was kept is there already."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        """Keep what was read; a folder that can't be written to keeps nothing, and nothing fails for it."""
        if kind is None and self._key and self._now != self._before:
            said = orjson.dumps(self._now)
            with suppress(OSError):
                atomically(self._path, _sealed(self._key, said) + said)

    def unchanged(self, name: str, entry: os.DirEntry[str]) -> dict[str, Any] | None:
        """The data of a file that the disk says wasn't touched since it was read."""
        known = self._before.get(name)
        if known is None or known[0] != _stamp(entry):
            return None
        self._now[name] = known
        return known[2]

    def same(self, name: str, entry: os.DirEntry[str], content: bytes) -> dict[str, Any] | None:
        """The data of a file that has the content it had when it was read."""
        known = self._before.get(name)
        if known is None or known[1] != _hash(content):
            return None
        self.keep(name, entry, content, known[2])
        return known[2]

    def keep(self, name: str, entry: os.DirEntry[str], content: bytes, data: dict[str, Any]) -> None:
        """Keep a file without a fault."""
        if self._key:
            self._now[name] = (_stamp(entry), _hash(content), data)

    def _read(self) -> Mapping[str, _Known]:
        try:
            content = read_bytes(self._path, _MOST)
        except RefusedError:
            return {}
        seal, said = content[:_SEAL], content[_SEAL:]
        if not self._key or not hmac.compare_digest(seal, _sealed(self._key, said)):
            return {}
        return {name: (stamp, hash_, data) for name, (stamp, hash_, data) in orjson.loads(said).items()}


def _stamp(entry: os.DirEntry[str]) -> str:
    """What the disk says of a file, where it can be told by that; of one just changed, nothing."""
    said = entry.stat(follow_symlinks=False)
    if time.time_ns() - max(said.st_mtime_ns, said.st_ctime_ns) < _RECENT:
        return f"recent {secrets.token_hex(8)}"
    return f"{said.st_dev} {said.st_ino} {said.st_size} {said.st_mtime_ns} {said.st_ctime_ns} {said.st_mode}"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _sealed(secret: bytes, said: bytes) -> bytes:
    return hashlib.blake2b(_version() + said, key=secret, digest_size=_SEAL).digest()


@cache
def key() -> bytes | None:
    """The user's key to the caches, made where there is none; None where no folder can hold it."""
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache")
    try:
        path = Path(home).expanduser() / "attested" / "key"
        if not path.exists():
            atomically(path, secrets.token_bytes(_SEAL))
            path.chmod(0o600)
        found = path.read_bytes()
    except (OSError, RuntimeError):  # no home, or none that can be written to
        return None
    return found if len(found) == _SEAL else None


@cache
def _version() -> bytes:
    """A hash of what reads: our own code, Python, and the libraries that take files apart."""
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    ours = b"".join(hashlib.sha256(path.read_bytes()).digest() for path in sources)
    return hashlib.sha256(ours + f"{sys.version} {pydantic.VERSION} {yaml.__version__}".encode()).digest()
