"""log.jsonl: one line a release. Each line holds the hash of the line before, so that none can be changed or taken out.

A line is canonical JSON (keys sorted, no spaces) with

    number    which release this is, from 1
    previous  the SHA-256 of the line before, without its line end; 64 zeros for the first
    manifest  the SHA-256 of the release's manifest.json
    content   its hash of all records
    commit    the commit it was made from
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from generator.export import encode
from generator.manifest.manifest import decode

NONE = "0" * 64
_HASH = re.compile(r"[0-9a-f]{64}")
_MAX = 100
"""Faults named; more say nothing new."""


@dataclass(frozen=True)
class Entry:
    """One release."""

    number: int
    previous: str
    manifest: str
    content: str
    commit: str

    def line(self) -> bytes:
        """The line of the log, without its end."""
        return encode.canonical(asdict(self))


class LogError(Exception):
    """This log can't be carried on; says why."""


def lines(log: bytes) -> list[bytes]:
    """The log's lines, without their ends."""
    return log.removesuffix(b"\n").split(b"\n") if log else []


def faults(log: bytes) -> list[tuple[int, str]]:
    """What is wrong with a log: line, counted from 1, and what; empty where the chain holds."""
    found: list[tuple[int, str]] = []
    before = NONE
    for number, line in enumerate(lines(log), 1):
        entry = _entry(line)
        if entry is None:
            found.append((number, "this is no entry of a log"))
        elif entry.number != number:
            found.append(
                (number, f"this entry says that it is number {entry.number}; entries were taken out or put in")
            )
        elif entry.previous != before:
            found.append((number, "this entry doesn't follow from the one before; one of the two was changed"))
        before = hashlib.sha256(line).hexdigest()
    if log and not log.endswith(b"\n"):
        found.append((len(lines(log)), "the last line has no end; it may have been cut off"))
    return found[:_MAX]


def forgotten(kept: bytes, log: bytes) -> list[tuple[int, str]]:
    """What a copy kept from before has that the log has not: a published log only ever grows."""
    now = lines(log)
    return [
        (number, "the copy you kept has another entry here; what was published was changed afterwards")
        for number, line in enumerate(lines(kept), 1)
        if number > len(now) or now[number - 1] != line
    ][:_MAX]


def last(log: bytes) -> Entry | None:
    """The newest release."""
    found = lines(log)
    return _entry(found[-1]) if found else None


def append(log: bytes, manifest: bytes) -> bytes:
    """The log with a line for the release of this manifest; as it is where that is the newest release already.

    Raises LogError where the chain doesn't hold, ManifestError where this is no manifest.
    """
    if found := faults(log):
        number, what = found[0]
        raise LogError(f"line {number}: {what}")
    about = decode(manifest)
    sha256 = hashlib.sha256(manifest).hexdigest()
    newest = last(log)
    if newest and newest.manifest == sha256:
        return log
    number = newest.number + 1 if newest else 1
    previous = hashlib.sha256(newest.line()).hexdigest() if newest else NONE
    return log + Entry(number, previous, sha256, about.content, about.commit).line() + b"\n"


def _entry(line: bytes) -> Entry | None:
    """The entry this line is, to the byte."""
    try:
        entry = Entry(**_fields(json.loads(line)))
        return entry if _shaped(entry) and entry.line() == line else None
    except (ValueError, TypeError, RecursionError):
        return None


def _shaped(entry: Entry) -> bool:
    """Whether each field is what it has to be."""
    hashes: Sequence[object] = (entry.previous, entry.manifest, entry.content)
    hashed = all(isinstance(one, str) and _HASH.fullmatch(one) for one in hashes)
    return hashed and type(entry.number) is int and isinstance(entry.commit, str)


def _fields(said: Any) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise TypeError
    return said
