"""A compressed copy beside each file of a finished site, for servers that hand those out, as nginx does."""

import gzip
import os
import zlib
from dataclasses import dataclass
from pathlib import Path

from generator.write import atomically

SUFFIX = ".gz"
LEAST = 1_000
"""Bytes. A smaller file travels in one packet either way."""
WORTH = 0.9
"""A copy that isn't this much smaller, as of a picture, only costs the reader's machine time."""


@dataclass(frozen=True)
class Made:
    """How many copies there are now, and the bytes of the files and of the copies."""

    copies: int = 0
    plain: int = 0
    packed: int = 0


def compress(site: Path) -> Made:
    """Write the copies, the same bytes each time for the same files, and take away those that are none any more.

    Raises OSError.
    """
    copies = plain = packed = 0
    for path in sorted(path for path in site.rglob("*") if _is_file(path) and not is_copy(path)):
        content = path.read_bytes()
        made = gzip.compress(content, 9, mtime=0) if len(content) >= LEAST else content
        if len(made) <= WORTH * len(content):
            _write(path, made)
            copies, plain, packed = copies + 1, plain + len(content), packed + len(made)
        elif _is_file(_copy(path)):
            _copy(path).unlink()
    return Made(copies, plain, packed)


def is_copy(path: Path) -> bool:
    """Whether this file is named as the copy of a file beside it."""
    return path.suffix == SUFFIX and _is_file(path.with_suffix(""))


def is_true_copy(path: Path) -> bool:
    """Whether it is one, and unpacks to that file's very bytes: a reader is then given nothing else. Raises OSError."""
    if not (is_copy(path) and _is_file(path)):
        return False
    content = path.with_suffix("").read_bytes()
    try:
        with gzip.open(path) as packed:
            return packed.read(len(content) + 1) == content
    except (gzip.BadGzipFile, EOFError, zlib.error):
        return False


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _copy(path: Path) -> Path:
    return path.with_name(f"{path.name}{SUFFIX}")


def _write(path: Path, packed: bytes) -> None:
    """Write the copy with the file's own date, which servers name to browsers."""
    atomically(_copy(path), packed)
    times = path.stat()
    os.utime(_copy(path), ns=(times.st_atime_ns, times.st_mtime_ns))
