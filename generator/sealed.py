"""SEALED: files in .cache/ that are believed only under a seal, made with a key in the user's own folder.

So neither damage nor a pull request that brings a cache along can make the program say what isn't so. The cache may be
deleted at any time; a folder or a home that can't be written to keeps nothing, and nothing fails for it.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from generator.source import RefusedError, read_bytes
from generator.write import atomically

_FOLDER = ".cache"
_SEAL = 32


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
