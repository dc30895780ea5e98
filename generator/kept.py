"""KEPT: what the files of claims/ said when they were last read, and which were found without a fault, in .cache/.

A file is known again by what the disk says of it, as git does it, or else by its content; then it need not be taken
apart anew. Its brief (`brief.py`) is at hand at once, its data when somebody asks. What was looked at together with
others and had no fault is known by a mark, which stands for all that was looked at (`link/marks.py`).

All of it is one sealed file (`sealed.py`) of one version of the program (`code.py`).
"""

import os
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Any, Self, TypeVar

import orjson

from generator import sealed
from generator.code import version
from generator.problem import Problem
from generator.source import load
from generator.source_file import digest

T = TypeVar("T")

_RECENT = 2_000_000_000
"""Nanoseconds: a file that was changed so lately may change again and look the same to the disk."""
_AT_HAND = 1 << 20
"""Bytes of data that wait in memory to be kept; what is more waits on the disk."""
_FEW = 100
"""Where fewer than one in so many files is new, reading those again costs less than keeping all."""


@dataclass(slots=True)
class Known:
    """What is kept of a file: what the disk said of it, its content's hash, where its data is, and what it is."""

    stamp: str
    digest: str
    start: int
    end: int
    mark: str = ""
    """What it was looked at with, when no fault was found."""
    brief: Sequence[Any] | None = None
    problems: list[list[Any]] = field(default_factory=list)
    """What is wrong with the file itself."""
    fresh: bool = False
    """Whether its data isn't among what was kept before."""

    def listed(self, start: int, end: int) -> list[Any]:
        """This as it is written down, its data at another place."""
        return [self.stamp, self.digest, start, end, self.mark, self.brief and list(self.brief), self.problems]


class Again:
    """What was made before, by what it was made from. What one turn doesn't ask for is forgotten in the next."""

    def __init__(self) -> None:
        """Nothing was made yet."""
        self._before: dict[Hashable, Any] = {}
        self._now: dict[Hashable, Any] = {}

    def turn(self) -> None:
        """Begin anew: only what was made or asked for since the last turn is still known."""
        self._before, self._now = self._now, {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made under this key, or is made now."""
        found: T | None = self._before.get(key)
        if found is None:
            found = self._now.get(key)
        self._now[key] = found = make() if found is None else found
        return found


class Kept:
    """What was read before. Used as a context: at its end, what was read now is kept for the next time.

    Who checks several times in one process uses the same again: then the next check makes only what depends on a file
    that changed, and shares all else with the one before. On the disk is what the first one read.
    """

    def __init__(self, root: Path | None = None) -> None:
        """The cache of the project in this folder; without one, nothing was read before."""
        self.reads = Again()
        """Files as they were read."""
        self.made = Again()
        """What a publication is made of."""
        self._path = sealed.place(root, "read") if root else None
        self._kept = sealed.Pair(self._path, version()) if self._path else None
        listed = orjson.loads(self._kept.second or b"{}") if self._kept else {}
        self._before = {name: Known(*about) for name, about in listed.items()}
        self._now: dict[str, Known] = {}
        self._changes = 0
        self._waiting: IO[bytes] | None = None
        """The data of what is read now, until it is kept."""

    def __enter__(self) -> Self:
        """What was kept is there already."""
        self._now, self._changes = {}, 0
        if self._path:
            self._waiting = SpooledTemporaryFile(_AT_HAND)
        self.reads.turn()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        """Keep what was read."""
        changes = self._changes + len(self._before.keys() - self._now.keys())
        if kind is None and self._path and changes * _FEW > len(self._now):
            self._keep(self._path)
        self._before = self._now if kind is None else {}
        for file in (self._kept, self._waiting):
            if file:
                file.close()
        self._path = self._kept = self._waiting = None

    def unchanged(self, name: str, entry: os.DirEntry[str]) -> Known | None:
        """What is kept of a file that the disk says wasn't touched since it was read."""
        known = self._before.get(name)
        if known is None or not known.stamp or known.stamp != _stamp(entry):
            return None
        self._now[name] = known
        return known

    def same(self, name: str, entry: os.DirEntry[str], content: bytes) -> Known | None:
        """What is kept of a file that has the content it had when it was read."""
        known = self._before.get(name)
        if known is None or known.digest != digest(content):
            return None
        stamp = _stamp(entry)
        self._changes += stamp != known.stamp
        known.stamp = stamp
        self._now[name] = known
        return known

    def keep(
        self,
        name: str,
        entry: os.DirEntry[str],
        content: bytes,
        data: dict[str, Any] | None = None,
        brief: Sequence[Any] | None = None,
        problems: Sequence[Problem] = (),
    ) -> None:
        """Keep a file that was read."""
        faults = [[one.line, one.column, one.field, one.rule, one.message, one.severity] for one in problems]
        known = Known(_stamp(entry), digest(content), 0, 0, "", brief, faults, fresh=True)
        with suppress(orjson.JSONEncodeError, OSError):  # a name that isn't Unicode; no room
            orjson.dumps([name, *known.listed(0, 0)])
            if self._waiting and data is not None:
                known.start = self._waiting.tell()
                known.end = known.start + self._waiting.write(orjson.dumps(data))
            self._now[name] = known
            self._changes += 1

    def data(self, known: Known, file: str) -> Callable[[], Any]:
        """What gives the data of a file that was kept before this process began."""
        kept = self._kept

        def given() -> Any:
            if kept and not known.fresh and kept.first:
                return orjson.loads(kept.first[known.start : known.end])
            record, _ = load(Path(file), file)  # somebody else altered what was kept
            return record.data if record else {}

        return given

    def is_faultless(self, name: str, mark: str) -> bool:
        """Whether no fault was found when the file was looked at with just what this mark stands for."""
        known = self._now.get(name)
        return known is not None and known.mark == mark

    def faultless(self, name: str, mark: str) -> None:
        """Keep that no fault was found."""
        if (known := self._now.get(name)) is not None:
            self._changes += known.mark != mark and not known.fresh
            known.mark = mark

    def _keep(self, path: Path) -> None:
        """Keep the data of one file after the other, and the list of files with what is known of each."""
        before = self._kept.first if self._kept else None
        if self._kept:
            self._kept.close()
        listed: dict[str, list[Any]] = {}
        sealed.keep_pair(path, version(), self._parts(before, listed), lambda: orjson.dumps(listed))

    def _parts(self, before: memoryview | None, listed: dict[str, list[Any]]) -> Iterator[bytes]:
        """The data of each file; it is listed where that stands."""
        at = 0
        for name, known in self._now.items():
            if known.fresh and self._waiting:
                self._waiting.seek(known.start)
                part = self._waiting.read(known.end - known.start)
            else:
                part = bytes((before or b"")[known.start : known.end])
            if len(part) == known.end - known.start:
                listed[name] = known.listed(at, at + len(part))
                at += len(part)
                yield part


def _stamp(entry: os.DirEntry[str]) -> str:
    """What the disk says of a file, where it can be told by that; of one just changed, nothing."""
    said = entry.stat(follow_symlinks=False)
    if time.time_ns() - max(said.st_mtime_ns, said.st_ctime_ns) < _RECENT:
        return ""
    return f"{said.st_dev} {said.st_ino} {said.st_size} {said.st_mtime_ns} {said.st_ctime_ns} {said.st_mode}"
