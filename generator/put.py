"""PUT: a folder that a great many files are put into, those among them that were made before as they were."""

import hashlib
import os
from pathlib import Path

from generator.made import Entry, Look, Made, look, second_name


class Folder:
    """A folder that files are put into, a great many of them."""

    def __init__(self, place: Path, made: Made | None = None) -> None:
        """Files go below this place, some of them as they were `made` before."""
        self.place = str(place)
        self.made = made or Made(None)
        self.known: dict[str, tuple[str, Look]] = {}
        """Of each file its SHA-256 and how the disk showed it when it was put there."""
        self.taken: set[str] = set()
        """The files that were made before."""
        self._folders: set[str] = set()

    def put(self, name: str, content: bytes) -> str:
        """Write a file, by its path below the place, with `/`; its SHA-256 in hexadecimal. Raises OSError."""
        sha256 = hashlib.sha256(content).hexdigest()
        with open(self._path(name), "wb") as file:  # noqa: PTH123 - there are many
            file.write(content)
        self.known[name] = sha256, look(f"{self.place}/{name}")
        return sha256

    def read(self, name: str) -> bytes:
        """A file that was put there. Raises OSError."""
        return Path(self.place, name).read_bytes()

    def take(self, entry: Entry) -> None:
        """Put what was made before where it stood. Raises OSError."""
        for name, sha256 in entry.files:
            second_name(self.made.place(sha256), path := self._path(name))
            self.known[name] = sha256, look(path)
            self.taken.add(name)

    def _path(self, name: str) -> str:
        """Where a file goes, whose folder is made where it isn't there."""
        folder = name.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(f"{self.place}/{folder}", exist_ok=True)  # noqa: PTH103 - there are many
            self._folders.add(folder)
        return f"{self.place}/{name}"
