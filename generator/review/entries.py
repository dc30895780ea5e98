"""The two sides of a comparison: every file of claims/ by what it describes and its id, faulty ones too."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.contents import FOLDER, SETTINGS, Contents, Read, ReadClaim, ReadDocument
from generator.model import Claim, Dossier, Settings, Shape, SourceDocument, claim_shape
from generator.problem import Problem
from generator.report import printable
from generator.review.change import About
from generator.shape import shape
from generator.source import Record, parse
from generator.source_rules import MAX_BYTES, unreadable

_MODELS: dict[About, type[Shape]] = {
    "claim": Claim,
    "source document": SourceDocument,
    "dossier": Dossier,
    "publication": Settings,
}

Key = tuple[About, str]


@dataclass(frozen=True)
class Entry:
    """One file: `read` is None where it can't be read, and `fault` then says why; `raw` is a claim's data even so."""

    about: About
    id: str
    path: str
    read: Read[Any] | None
    fault: Problem | None = None
    raw: Record | None = None


def at_base(files: Mapping[str, bytes | None]) -> Contents:
    """The contents of these files as today's format reads them; what it can't read is a problem, never an exception."""
    found = Contents(names=set(files))
    for path, content in sorted(files.items()):
        if content is None:
            said = unreadable(f"no plain file of at most {MAX_BYTES:,} bytes")
            found.problems.append(Problem(path, 1, 1, "", unreadable.name, said))
            continue
        record, problems = parse(content.decode("utf-8-sig", "replace").replace("\r\n", "\n"), path)
        found.problems += problems
        if record:
            _keep(record, found)
    return found


def entries(contents: Contents) -> dict[Key, Entry]:
    """Every .yml file by what it describes and its id; of two with one id, the second by its path."""
    reads: list[Read[Any]] = [*contents.claims, *contents.documents, *contents.dossiers]
    if contents.settings:
        reads.append(contents.settings)
    read = {one.record.path: one for one in reads}
    faults = {problem.path: problem for problem in sorted(contents.problems, reverse=True)}
    raw = {record.path: record for record in contents.misshapen}
    found: dict[Key, Entry] = {}
    for path in sorted(name for name in contents.names if name.endswith(".yml")):
        made = Entry(about(path), _id(path), printed(path), read.get(path), faults.get(path), raw.get(path))
        found[(made.about, made.path if (made.about, made.id) in found else made.id)] = made
    return found


def about(path: str) -> About:
    """What the file at this path describes."""
    if path == f"{FOLDER}/{SETTINGS}":
        return "publication"
    if path.startswith(f"{FOLDER}/sources/"):
        return "source document"
    return "dossier" if path.startswith(f"{FOLDER}/dossiers/") else "claim"


def printed(path: str) -> str:
    """A path as shown, the same on both sides: what isn't UTF-8 or printable in it is escaped."""
    return printable(path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))


def _id(path: str) -> str:
    return printed(path).rsplit("/", 1)[-1].removesuffix(".yml")


def _keep(record: Record, found: Contents) -> None:
    """Add the record to its kind where it has the shape, and its problems in any case."""
    kind = about(record.path)
    value, problems = shape(record, claim_shape(record.data) if kind == "claim" else _MODELS[kind])
    found.problems += problems
    if isinstance(value, Claim):
        found.claims.append(ReadClaim(record, value))
    elif kind == "claim":
        found.misshapen.append(record)
    elif isinstance(value, SourceDocument):
        found.documents.append(ReadDocument(record, value))
    elif isinstance(value, Dossier):
        found.dossiers.append(Read(record, value))
    elif isinstance(value, Settings):
        found.settings = Read(record, value)
