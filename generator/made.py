"""MADE: files of a site that were made before, known again by what they were made from.

An entry says of something published, such as a page, which file it is and whatever else is worth knowing without making
it anew. The files are those of the site that the last build made, which the next one gives a second
name, so that they take no room. The list of entries lies in .cache/, is sealed (`sealed.py`), says how the disk shows
each file, and counts for one version of the program; a file that looks another way is believed where its content is the
same. What isn't there any more is made anew.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, NamedTuple

import orjson

from generator import sealed
from generator.code import version
from generator.source_file import RefusedError, digest, opened, read_bytes

_MOST = 1 << 32
_LIST = "made"
_AT_HAND = 1 << 20
"""Bytes of the list that wait in memory to be kept; what is more waits on the disk."""

Look = tuple[int, ...]
"""How the disk shows a file: its number, its size, the time of its last change in nanoseconds."""


class Placed(NamedTuple):
    """A file of a site: its path below the site's folder with `/`, its SHA-256 in hexadecimal, its look."""

    name: str
    sha256: str
    look: Look

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.look[1]


@dataclass(frozen=True)
class Entry:
    """Something that was made: its file, if it is one, and whatever else of it JSON can hold."""

    file: Placed | None
    about: Any = None


class Parts:
    """The parts of a file that was made before, by what each was made of."""

    def __init__(self, places: Mapping[str, tuple[int, int]], file: IO[bytes] | None) -> None:
        """Where each stands in the file that is open: from this byte, up to that."""
        self._places, self._file = places, file

    def get(self, name: str) -> bytes | None:
        """A part's bytes; None where it wasn't there."""
        if (place := self._places.get(name)) is None or self._file is None:
            return None
        self._file.seek(place[0])
        return self._file.read(place[1] - place[0])


def _is_as_it_was(file: BufferedReader, noted: Placed) -> bool:
    """Whether an open file is the one that was noted: by how the disk shows it, or else by its content."""
    return look(file.fileno()) == noted.look or hashlib.file_digest(file, "sha256").hexdigest() == noted.sha256


def read(path: str, sha256: str) -> bytes | None:
    """A plain file with a content of this hash; None where there is another, or none."""
    with suppress(RefusedError, OSError):
        content = read_bytes(Path(path), _MOST)
        return content if digest(content) == sha256 else None
    return None


def look(file: str | int) -> Look:
    """How the disk shows a file, at a path or open under a number. Raises OSError."""
    said = os.fstat(file) if isinstance(file, int) else os.lstat(file)
    return said.st_ino, said.st_size, said.st_mtime_ns


class Made:
    """What was made of one project. What a run neither takes nor makes is forgotten at its end."""

    def __init__(self, root: Path | None) -> None:
        """The store of the project in this folder; where there can be none, or without a folder, it is empty."""
        self._root = root = root.resolve() if root else None
        self._list = sealed.place(root, _LIST) if root else None
        said = sealed.read(self._list, version(), _MOST) if self._list else None
        place, *lines = bytes(said).split(b"\n") if said else [b'""']
        self._site = f"{root}/{orjson.loads(place)}"
        """The folder that the files are in."""
        self._before = dict(zip(lines[::2], lines[1::2], strict=True))
        self._now: IO[bytes] | None = None
        if self._list:
            self._now = tempfile.SpooledTemporaryFile(_AT_HAND)  # noqa: SIM115 - open until the end of the run
        self._known: set[bytes] = set()
        """The keys of what this run made or took."""

    def __bool__(self) -> bool:
        """Whether anything is kept."""
        return bool(self._list)

    def get(self, key: bytes) -> Entry | None:
        """What was made from this, with the file that it was; nobody has looked whether that is still there."""
        line = self._before.get(key.hex().encode())
        if line is None:
            return None
        was, about = orjson.loads(line)
        return Entry(Placed(was[0], was[1], tuple(was[2])) if was else None, about)

    @contextmanager
    def parts(self, key: bytes) -> Iterator["Parts"]:
        """The parts of a file that was noted under this key with where each stands; none where it isn't what it was."""
        entry = self.get(key)
        with ExitStack() as stack:
            file: BufferedReader | None = None
            known: list[tuple[str, int, int]] = []
            if entry and entry.file:
                with suppress(RefusedError, OSError):
                    file = stack.enter_context(opened(Path(self.place(entry.file.name))))
                    known = entry.about if _is_as_it_was(file, entry.file) else []
            yield Parts({name: (start, end) for name, start, end in known}, file)

    def place(self, name: str) -> str:
        """Where a file lies that is at this path in the site."""
        return f"{self._site}/{name}"

    def read(self, name: str, sha256: str) -> bytes | None:
        """A file that was made before, by its path and hash; None where it isn't what it was."""
        return read(self.place(name), sha256)

    def keep(self, key: bytes, entry: Entry) -> None:
        """Something was made, or taken as it was; its file stands in the site that is built."""
        if self._now and key not in self._known:
            self._known.add(key)
            try:
                file = entry.file and tuple(entry.file)
                self._now.write(b"\n%s\n%s" % (key.hex().encode(), orjson.dumps([file, entry.about])))
            except OSError:
                self._now = None  # no room

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

    def finish(self, site: Path) -> None:
        """Keep for the next time what was made or taken for the site in this folder; a full disk keeps nothing."""
        if self._list and self._root and self._now:
            with suppress(ValueError):  # a site on another drive
                sealed.keep(self._list, version(), self._parts(os.path.relpath(site, self._root), self._now))

    def _parts(self, site: str, now: IO[bytes]) -> Iterator[bytes]:
        yield orjson.dumps(site)
        now.seek(0)
        while part := now.read(_AT_HAND):
            yield part
        now.close()
