"""SEALED: files in .cache/ that are believed only under a seal, made with a key in the user's own folder.

So neither damage nor a pull request that brings a cache along can make the program say what isn't so. The cache may be
deleted at any time; a folder or a home that can't be written to keeps nothing, and nothing fails for it.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import BinaryIO

from generator.source_file import RefusedError, opened, read_bytes
from generator.write import atomically

_FOLDER = ".cache"
_SEAL = 32
_LENGTH = 8


def place(root: Path, name: str) -> Path | None:
    """Where something of this name is kept for a project; None where nothing can be.

    That is without a key, and where there are no rights, or a link stands on the way, which may lead anywhere.
    """
    folder = root / _FOLDER
    found = folder / name
    try:
        linked = folder.is_symlink() or found.is_symlink()
    except OSError:
        return None
    return None if linked or key() is None else found


def read(path: Path, about: bytes, most: int) -> memoryview | None:
    """What is kept in a file of at most so many bytes; None where its seal isn't ours, or is on something else."""
    try:
        content = memoryview(read_bytes(path, most))
    except RefusedError:
        return None
    kept, seal = content[:-_SEAL], content[-_SEAL:]
    made = _begun(about)
    made.update(kept)
    return kept if hmac.compare_digest(seal, made.digest()) else None


def keep(path: Path, about: bytes, parts: Iterable[bytes]) -> None:
    """Keep something under a seal that says what it is about."""
    with suppress(OSError):
        atomically(path, _sealed(about, parts))


class Pair:
    """Two things in one file: the second is read at once, the first, which may be large, when somebody asks for it."""

    def __init__(self, path: Path, about: bytes) -> None:
        """Read the second of what `keep_pair` kept."""
        self.second: bytes | None = None
        self._about = about
        self._file: BinaryIO | None = None
        with suppress(OSError, RefusedError):
            self._file = opened(path)
            self._read()

    def _read(self) -> None:
        assert self._file
        end = os.fstat(self._file.fileno()).st_size - _SEAL
        self._file.seek(max(0, end - _LENGTH))
        length, seal = self._file.read(_LENGTH), self._file.read(_SEAL)
        start = end - _LENGTH - int.from_bytes(length, "big")
        if start < _SEAL:
            return
        self._file.seek(start - _SEAL)
        kept = self._file.read(end - start + _SEAL)
        if hmac.compare_digest(seal, b"".join(_sealed(self._about, [kept]))[-_SEAL:]):
            self._seal, self._size, self.second = kept[:_SEAL], start - _SEAL, kept[_SEAL:-_LENGTH]

    @cached_property
    def first(self) -> memoryview | None:
        """The first; None where it isn't what was kept with the second."""
        if self._file is None or self._file.closed or self.second is None:
            return None
        self._file.seek(0)
        first = memoryview(self._file.read(self._size))
        self._file.close()
        made = _begun(self._about)
        made.update(first)
        return first if hmac.compare_digest(self._seal, made.digest()) else None

    def close(self) -> None:
        """Let go of the file, which another may then take the place of."""
        if self._file:
            self._file.close()


def keep_pair(path: Path, about: bytes, first: Iterable[bytes], second: Callable[[], bytes]) -> None:
    """Keep two things in one file; the second is asked for once the first is written."""
    with suppress(OSError):
        atomically(path, _paired(about, first, second))


def _paired(about: bytes, first: Iterable[bytes], second: Callable[[], bytes]) -> Iterator[bytes]:
    """The first; then its seal, the second and its length, under a seal of their own."""
    made = _begun(about)
    for part in first:
        made.update(part)
        yield part
    last = second()
    yield from _sealed(about, [made.digest(), last, len(last).to_bytes(_LENGTH, "big")])


def _sealed(about: bytes, parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts, then the seal on all of them."""
    made = _begun(about)
    for part in parts:
        made.update(part)
        yield part
    yield made.digest()


def _begun(about: bytes) -> hashlib.blake2b:
    return hashlib.blake2b(hashlib.sha256(about).digest(), key=key() or b"", digest_size=_SEAL)


@cache
def key() -> bytes | None:
    """The user's key, made where there is none; None where no folder can hold it."""
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
