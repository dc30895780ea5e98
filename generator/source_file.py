"""A file as it is taken from the disk, and what is wrong where in it, before anybody reads its fields."""

import hashlib
import os
import stat
from dataclasses import dataclass
from io import BufferedReader, FileIO
from pathlib import Path
from typing import NamedTuple

from generator.not_text import another_file, line_ends, not_text, other
from generator.problem import Loc, Problem, Rule, field_name
from generator.source_rules import encoding, not_a_file, too_large, unreadable


class Place(NamedTuple):
    """Where a node starts; both count from 1."""

    line: int
    column: int


START = Place(1, 1)


@dataclass(frozen=True)
class Fault:
    """What is wrong where, before the file's path is known."""

    by: Rule[..., str]
    at: Place
    message: str
    loc: Loc = ()

    def problem(self, path: str) -> Problem:
        """The problem, now that the path is known."""
        name = field_name(self.loc)
        return Problem(path, self.at.line, self.at.column, name, self.by.name, self.message, self.by.severity)


class RefusedError(Exception):
    """A file of which nothing more can be read; carries the fault that says why."""

    def __init__(self, by: Rule[..., str], at: Place, message: str, loc: Loc = ()) -> None:
        """Keep the fault."""
        super().__init__(message)
        self.fault = Fault(by, at, message, loc)


def digest(content: bytes) -> str:
    """A hash by which a file's content is known again."""
    return hashlib.sha256(content).hexdigest()


_AT_ONCE = 1 << 13
"""Bytes that are read at once where somebody asks for fewer."""


def read_bytes(path: Path, limit: int) -> bytes:
    """The file's bytes, never through a link, never more than `limit`. Raises RefusedError."""
    try:
        with opened(path) as file:
            size = os.fstat(file.fileno()).st_size
            content = file.read(min(size, limit) + 1)
            if len(content) > size:  # it grows, or the disk doesn't tell
                content += file.read(limit + 1 - len(content))
    except OSError as error:
        raise RefusedError(unreadable, START, unreadable(error.strerror or "unknown error")) from None
    if len(content) > limit:
        if another_file(content) and (fault := not_text(content)):
            raise RefusedError(encoding, START, encoding(fault))
        raise RefusedError(too_large, START, too_large(max(size, len(content)), limit))
    return content


def opened(path: Path) -> BufferedReader:
    """The file to be read, never through a link. Raises RefusedError where it is none, OSError."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise RefusedError(not_a_file, START, not_a_file())
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    return BufferedReader(FileIO(handle), _AT_ONCE)


def decoded(content: bytes) -> str:
    """UTF-8 with or without BOM, lines ended by LF or CRLF."""
    if fault := not_text(content):
        raise RefusedError(encoding, START, encoding(fault))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        raise RefusedError(encoding, at(before, len(before)), encoding(other(content[error.start]))) from None
    if fault := line_ends(text):
        raise RefusedError(encoding, START, encoding(fault))
    return text.replace("\r\n", "\n")


def at(text: str, index: int) -> Place:
    """Where the character of this number stands."""
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
