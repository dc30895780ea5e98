"""The `claims/` folder: which file is what, each read and checked on its own."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from generator import validate
from generator.brief import ClaimBrief, DocumentBrief
from generator.contents import (
    FOLDER,
    SETTINGS,
    Contents,
    Read,
    ReadClaim,
    ReadDocument,
    S,
    everything,
)
from generator.folder_rules import bad_file_name, bad_proof_file, name_meant, no_publication, unexpected_file
from generator.hard_links import Names
from generator.kept import Kept, Known
from generator.model import (
    Claim,
    Dossier,
    Settings,
    Shape,
    SourceDocument,
    claim_shape,
    id_fault,
    id_meant,
)
from generator.place import misplaced, wrong_folder
from generator.portable import is_editors, name_faults
from generator.problem import Problem, Rule
from generator.proof_files import MAX_PROOFS, PROOFS
from generator.quotation.tree import ProofError
from generator.shape import shape
from generator.source import Record, taken
from generator.source_file import RefusedError, digest, read_bytes
from generator.source_rules import MAX_BYTES, hard_link, not_a_file, unportable_name, unreadable
from generator.step import Step, quiet
from generator.write import ASIDE

R = TypeVar("R", bound=Read[Any])

_IGNORED = {"README.md", ".gitkeep", ".DS_Store", "Thumbs.db", "desktop.ini"}
"""What isn't read and may stand there all the same; the last three are computers' own."""
_MAX_DEPTH = 20
"""Folders within folders; nobody needs as many."""


def read(
    root: Path, step: Step = quiet, kept: Kept | None = None, wanted: Callable[[str], bool] = everything
) -> Contents:
    """Read and check every file under `root`/claims; `step` is told how many so far.

    Of what is `kept` a file is taken from there. Proofs at paths that aren't `wanted` are read when asked for.
    """
    found, names = Contents(), Names()
    if (root / FOLDER).is_symlink():
        found.problems.append(_at_file(FOLDER, not_a_file, not_a_file(folder=True)))
        return found
    files = [*_files(root / FOLDER, FOLDER, found, names)]
    elsewhere = names.elsewhere()
    found.problems += [_at_file(name, hard_link, hard_link(FOLDER)) for name in sorted(elsewhere)]
    found.names |= {name for _, name in files}
    for number, (entry, name) in enumerate(files, 1):
        if name not in elsewhere and name.endswith(PROOFS):
            _take_proofs(entry, name, found, kept, now=wanted(name))
        elif name not in elsewhere:
            _take(entry, name, found, kept)
        step(number)
    if f"{FOLDER}/{SETTINGS}" not in found.names and FOLDER not in found.closed:
        found.problems.append(_at_file(f"{FOLDER}/{SETTINGS}", no_publication, no_publication()))
    return found


def _files(folder: Path, name: str, found: Contents, names: Names) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Every file to read as (entry, path as shown), sorted; what can't be one is a problem. `names` gets them all."""
    try:
        entries = _entries(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        message = unreadable(error.strerror or "unknown error", "folder")
        found.problems.append(_at_file(name, unreadable, message))
        found.closed.add(name)
        return
    for bad, fault in name_faults(entry.name for entry in entries if entry.is_dir(follow_symlinks=False)):
        found.problems.append(_at_file(f"{name}/{bad}", unportable_name, unportable_name(bad, fault)))
    for entry in entries:
        shown_name = f"{name}/{entry.name}"
        names.add(entry, shown_name)
        if entry.is_dir(follow_symlinks=False) and entry.name.endswith(".yml"):
            found.problems.append(_at_file(shown_name, not_a_file, not_a_file()))
        elif entry.is_dir(follow_symlinks=False) and name.count("/") >= _MAX_DEPTH:
            found.problems.append(_at_file(shown_name, unexpected_file, unexpected_file()))
        elif entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path), shown_name, found, names)
        elif is_editors(entry.name):
            continue
        elif entry.name.endswith(".yml") or (entry.name.endswith(PROOFS) and name == f"{FOLDER}/sources"):
            yield entry, shown_name
        elif entry.is_symlink() and _for_folder(entry):
            found.problems.append(_at_file(shown_name, not_a_file, not_a_file(folder=True)))
            found.closed.add(shown_name)
        elif entry.name not in _IGNORED and not entry.name.startswith(ASIDE):
            meant = name_meant(entry.name)
            message = unexpected_file(entry.name, taken=any(other.name == meant for other in entries))
            found.problems.append(_at_file(shown_name, unexpected_file, message))
            found.meant |= {f"{name}/{meant}"} if meant else set()


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What stands in a folder, sorted. Raises OSError where that can't be read, or can only be listed."""
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    if not os.access(folder, os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return entries


def _for_folder(link: os.DirEntry[str]) -> bool:
    """Whether a link leads to a folder, or nowhere where a folder may have been."""
    path = Path(link.path)
    return path.is_dir() or ("." not in link.name and not path.exists())


def _at_file(name: str, by: Rule[..., str], message: str) -> Problem:
    return Problem(name, 1, 1, "", by.name, message, by.severity)


def _take(entry: os.DirEntry[str], name: str, found: Contents, kept: Kept | None) -> None:
    """Read one file as what its place says it is."""
    if kept and (known := kept.unchanged(name, entry)):
        _take_known(entry, name, known, found, kept)
        return
    try:
        content = read_bytes(Path(entry.path), MAX_BYTES)
    except RefusedError as refused:
        found.problems.append(refused.fault.problem(name))
        return
    if kept and (known := kept.same(name, entry, content)):
        _take_known(entry, name, known, found, kept)
        return
    before = len(found.problems)
    record, problems = taken(content, name)
    found.problems += problems
    read = _take_record(record, name, found)
    if kept and read and record:
        brief = read.brief if isinstance(read, ReadClaim | ReadDocument) else None
        kept.keep(name, entry, content, record.data, brief, found.problems[before:])
        read.let_go(entry.path, digest(content))
        kept.reads.get((name, read.digest), lambda: read)


def _take_known(entry: os.DirEntry[str], name: str, known: Known, found: Contents, kept: Kept) -> None:
    """Take a file that was read before, by this run of the program or by another."""
    found.problems += [Problem(name, *about) for about in known.problems]
    read: Read[Any] = kept.reads.get((name, known.digest), lambda: _late(entry, name, known, kept))
    if isinstance(read, ReadClaim):
        found.claims.append(read)
    elif isinstance(read, ReadDocument):
        found.documents.append(read)
    elif name == f"{FOLDER}/{SETTINGS}":
        found.settings = read
    else:
        found.dossiers.append(read)


def _late(entry: os.DirEntry[str], name: str, known: Known, kept: Kept) -> Read[Any]:
    """A file of which another run of the program kept what it says."""
    kind, data = _kind(name), kept.data(known, entry.path)
    if kind is Claim:
        claim = ReadClaim.late(name, entry.path, known.digest, lambda: _claim(data()))
        claim.brief = ClaimBrief(*known.brief or ())
        return claim
    if kind is SourceDocument:
        document = ReadDocument.late(name, entry.path, known.digest, lambda: SourceDocument.model_validate(data()))
        document.brief = DocumentBrief(*known.brief or ())
        return document
    return Read.late(name, entry.path, known.digest, lambda: kind.model_validate(data()))


def _claim(data: dict[str, Any]) -> Claim:
    return claim_shape(data).model_validate(data)


def _kind(name: str) -> type[Shape]:
    """What a file describes, by its place."""
    if name == f"{FOLDER}/{SETTINGS}":
        return Settings
    if name.startswith(f"{FOLDER}/sources/"):
        return SourceDocument
    return Dossier if name.startswith(f"{FOLDER}/dossiers/") else Claim


def _take_record(record: Record | None, name: str, found: Contents) -> Read[Any] | None:
    """Check a record as what its place says it is; what was read, where it has that shape."""
    if name == f"{FOLDER}/{SETTINGS}":
        settings, faults = shape(record, Settings) if record else (None, [])
        found.problems += faults
        found.settings = Read(record, settings) if record and settings else None
        return found.settings
    stem = name.rsplit("/", 1)[-1].removesuffix(".yml")
    if fault := id_fault(stem):
        meant = f"{name.rsplit('/', 1)[0]}/{id_meant(stem) or stem}.yml"
        message = bad_file_name(stem, fault, taken=meant in found.names)
        found.problems.append(_at_file(name, bad_file_name, message))
        found.meant.add(meant)
    if record is None:
        return None
    if place := misplaced(record):
        found.problems.append(_at_file(name, wrong_folder, place.message))
        found.meant.add(place.path)
        return None
    if name.startswith(f"{FOLDER}/sources/"):
        return _keep(ReadDocument, record, SourceDocument, validate.document, found.documents, found.problems)
    if name.startswith(f"{FOLDER}/dossiers/"):
        return _keep(Read, record, Dossier, validate.dossier, found.dossiers, found.problems)
    read = _keep(ReadClaim, record, claim_shape(record.data), validate.claim, found.claims, found.problems)
    found.misshapen += [] if read else [record]
    return read


def _take_proofs(entry: os.DirEntry[str], name: str, found: Contents, kept: Kept | None, *, now: bool) -> None:
    """Read a file of proofs now, or when somebody asks for it."""
    id_ = name.rsplit("/", 1)[-1].removesuffix(PROOFS)
    if kept and (known := kept.unchanged(name, entry)):
        found.proofs.note(id_, Path(entry.path), known.digest)
        return
    if not now:
        found.proofs.note(id_, Path(entry.path))
        return
    try:
        content = read_bytes(Path(entry.path), MAX_PROOFS)
        found.proofs.take(id_, content)
    except RefusedError as refused:
        found.problems.append(refused.fault.problem(name))
    except ProofError as error:
        found.problems.append(_at_file(name, bad_proof_file, bad_proof_file(str(error))))
    else:
        if kept:
            kept.keep(name, entry, content)


def _keep(
    kind: Callable[[Record, S], R],
    record: Record,
    model: type[S],
    check: Callable[[Record, S], list[Problem]],
    into: list[R],
    problems: list[Problem],
) -> R | None:
    """Add the record to its kind where it has the shape, and its problems in any case."""
    value, faults = shape(record, model)
    problems += faults
    if value is None:
        return None
    problems += check(record, value)
    read = kind(record, value)
    into.append(read)
    return read
