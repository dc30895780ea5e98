"""PUT: a folder that a great many files are put into, those among them that were made before as they were."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from generator.made import Entry, Look, Made, Placed, look, read

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


class Folder:
    """A folder that files are put into, a great many of them."""

    def __init__(self, place: Path, made: Made | None = None, *, apart: bool = False) -> None:
        """Files go below this place, some of them as they were `made` before.

        Those are the very files that were made before, under a second name, or copies `apart` from them, for others to
        write to.
        """
        self.place = str(place)
        self._apart = apart
        self.made = made or Made(None)
        self.known: dict[str, tuple[str, Look]] = {}
        """Of each file its SHA-256 and how the disk showed it when it was put there."""
        self.taken: set[str] = set()
        """The files that were made before."""
        self._folders: set[str] = set()

    def put(self, name: str, content: bytes | Iterable[bytes]) -> Placed:
        """Write a file, whole or in parts, by its path below the place, with `/`. Raises OSError."""
        digest = hashlib.sha256()
        path = self._path(name)
        if name in self.taken:  # that is a published file, which nobody writes to
            os.unlink(path)  # noqa: PTH108
            self.taken.remove(name)
        handle = os.open(path, _NEW, 0o666)  # a fraction of what a file object takes, and there are many
        try:
            for part in (content,) if isinstance(content, bytes) else content:
                digest.update(part)
                _write(handle, part)
            seen = look(handle)
        finally:
            os.close(handle)
        sha256 = digest.hexdigest()
        self.known[name] = sha256, seen
        return Placed(name, sha256, seen)

    def read(self, name: str) -> bytes:
        """A file that was put there. Raises OSError."""
        return Path(self.place, name).read_bytes()

    def has(self, name: str) -> bool:
        """Whether a file was put there."""
        return name in self.known

    def open(self, name: str) -> IO[bytes]:
        """A file that was put there, to be read. Raises OSError."""
        return Path(self.place, name).open("rb")

    def take(self, entry: Entry | None) -> Entry | None:
        """Put what was made before where it stood; None where that isn't what it was any more. Raises OSError.

        A file is known again by how the disk shows it, or else by its content, as after a move.
        """
        if entry is None or entry.file is None:
            return entry
        name, sha256, seen = entry.file
        path = self._path(name)
        if not self._apart and _linked(self.made.place(name), path):
            now = look(path)  # not before: another build may put something else there at any time
            if now != seen and read(path, sha256) is None:
                os.unlink(path)  # noqa: PTH108
                return None
            self.known[name] = sha256, now
            file = Placed(name, sha256, now)
        else:
            content = self.made.read(name, sha256)
            if content is None:
                return None
            file = self.put(name, content)
        self.taken.add(name)
        return Entry(file, entry.about)

    def _path(self, name: str) -> str:
        """Where a file goes, whose folder is made where it isn't there."""
        folder = name.rpartition("/")[0]
        if folder not in self._folders:
            try:
                os.mkdir(f"{self.place}/{folder}")  # noqa: PTH102 - there are many, and most stand in one that is there
            except OSError:
                os.makedirs(f"{self.place}/{folder}", exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)
        return f"{self.place}/{name}"


def _write(handle: int, content: bytes) -> None:
    written = os.write(handle, content)
    while written < len(content):
        written += os.write(handle, memoryview(content)[written:])


def _linked(path: str, other: str) -> bool:
    """Give a file a second name; False where that can't be: on another disk, on one that knows of no such thing."""
    try:
        os.link(path, other, follow_symlinks=False)
    except OSError:
        return False
    return True
