"""MADE: files of a site that were made before, known again by what they were made from.

An entry says of something published, such as a page, which files it consists of and whatever else is worth knowing
without making it anew. The files lie in .cache/, named by their content: the site's own files under a second name, so
that they take no room. The list of entries is sealed (`sealed.py`), says how the disk shows each file, and counts for
one version of the program; a file that looks another way is believed where its content is the same. Two builds may
share all of it: what the one removes the other makes anew.
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from generator import sealed
from generator.code import version
from generator.source import RefusedError, read_bytes
from generator.write import ASIDE

_MOST = 1 << 32
_LIST, _FILES = "made", "made.files"
_NO_SECOND_NAME = {errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP}
"""What a system says that can't give a file a second name: another disk, or a disk that knows of no such thing."""

Look = tuple[int, ...]
"""How the disk shows a file: its number, its size, the time of its last change in nanoseconds."""


@dataclass(frozen=True)
class Entry:
    """Something that was made: its files, as (place in the site, SHA-256 in hexadecimal), and what else is known of it.

    The latter is whatever JSON can hold.
    """

    files: tuple[tuple[str, str], ...]
    about: Any = None


def look(path: str) -> Look:
    """How the disk shows a file. Raises OSError."""
    said = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - there are many
    return said.st_ino, said.st_size, said.st_mtime_ns


def second_name(path: str, other: str) -> None:
    """Give a file a second name or, where that can't be, a copy of that name. Raises OSError."""
    try:
        os.link(path, other, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_SECOND_NAME:
            raise
        shutil.copyfile(path, other, follow_symlinks=False)


class Made:
    """What was made of one project. What a run neither takes nor makes is forgotten at its end."""

    def __init__(self, root: Path | None) -> None:
        """The store of the project in this folder; where there can be none, or without a folder, it is empty."""
        self._root = root
        self._list = sealed.place(root, _LIST) if root else None
        self._files = sealed.place(root, _FILES) if root else None
        said = sealed.read(self._list, version(), _MOST) if self._list else None
        looks, *lines = bytes(said).split(b"\n") if said else [b"{}"]
        self._looks: dict[str, list[int]] = orjson.loads(looks)
        self._before = dict(zip(lines[::2], lines[1::2], strict=True))
        self._now: dict[bytes, bytes] = {}
        self._used: dict[str, str] = {}
        """The files that this run took or made, by their hash: where they stand in the site."""
        self._lost = False
        """Whether a file isn't there any more that should be, or looks another way."""

    def __bool__(self) -> bool:
        """Whether anything is kept."""
        return bool(self._files)

    def get(self, key: bytes) -> Entry | None:
        """What was made from this, where its files are still what they were."""
        line = self._before.get(key.hex().encode())
        if line is None:
            return None
        files, about = orjson.loads(line)
        entry = Entry(tuple((name, sha256) for name, sha256 in files), about)
        if all(self._stands(sha256) for _, sha256 in entry.files):
            return entry
        self._lost = True
        return None

    def _stands(self, sha256: str) -> bool:
        """Whether a file is what it was: by how the disk shows it, or else by its content, as after a move."""
        with suppress(OSError, RefusedError):
            if list(look(self.place(sha256))) == self._looks.get(sha256):
                return True
            self._lost = True
            return hashlib.sha256(read_bytes(Path(self.place(sha256)), _MOST)).hexdigest() == sha256
        return False

    def place(self, sha256: str) -> str:
        """Where a file lies that has this hash."""
        return f"{self._files}/{sha256}"

    def keep(self, key: bytes, entry: Entry) -> None:
        """Something was made, or taken as it was; its files stand in the site that is built."""
        if self._files:
            self._now[key.hex().encode()] = orjson.dumps([entry.files, entry.about])
            self._used.update((sha256, name) for name, sha256 in entry.files)

    def read(self, sha256: str) -> bytes | None:
        """A file that was made before, by its hash; None where it isn't what it was."""
        return Path(self.place(sha256)).read_bytes() if self._stands(sha256) else None

    def noted(self, name: str) -> bytes | None:
        """What was noted under this name."""
        path = self._note(name)
        said = sealed.read(path, version(), _MOST) if path else None
        return bytes(said) if said else None

    def note(self, name: str, parts: Iterable[bytes]) -> None:
        """Note something for the next time, which has to be right by itself, whatever becomes of this run."""
        if path := self._note(name):
            sealed.keep(path, version(), parts)

    def _note(self, name: str) -> Path | None:
        return sealed.place(self._root, f"{_LIST}.{name}") if self._root else None

    def finish(self, site: str) -> None:
        """Keep for the next time what was made or taken for the site in this folder; a full disk keeps nothing."""
        if self._files and self._list and (self._lost or self._now != self._before):
            with suppress(OSError):
                lines = chain([self._lay(site)], *self._now.items())
                sealed.keep(self._list, version(), (b"\n" * (number > 0) + line for number, line in enumerate(lines)))

    def _lay(self, site: str) -> bytes:
        """Lay the files beside each other, those that nobody uses removed; how the disk shows each."""
        folder = str(self._files)
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - it is a text already
        there = set(os.listdir(folder))
        for name in there - self._used.keys():
            os.unlink(f"{folder}/{name}")  # noqa: PTH108
        return orjson.dumps({sha256: self._laid(f"{site}/{name}", sha256) for sha256, name in self._used.items()})

    def _laid(self, path: str, sha256: str) -> Look:
        """How the disk shows the file of this hash, which is put there in one step where it isn't."""
        place = self.place(sha256)
        if not self._stands(sha256):
            second_name(path, aside := f"{self._files}/{ASIDE}{os.getpid()}")
            os.replace(aside, place)  # noqa: PTH105
        return look(place)
