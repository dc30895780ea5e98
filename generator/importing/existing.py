"""What stands in claims/ already: ids, spellings, documents by address, and which files an import made.

A file an import made says so in a comment, with a hash over the rest of it: who edits the file breaks the hash, and the
file is theirs from then on.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.contents import FOLDER, SETTINGS
from generator.model import UNKNOWN, ascii_url
from generator.names import document_id, folded

_MARK = re.compile(r"^# import: (?P<identity>[0-9a-f]{16}) (?P<hash>[0-9a-f]{16})$", re.MULTILINE)
_ARCHIVE = re.compile(r"^# Imported from (?P<name>[^\n]*)\.$", re.MULTILINE)
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Made:
    """A file that an import made."""

    path: Path
    text: str
    archive: str
    edited: bool


@dataclass
class Existing:
    """What is there; kept up to date while an import writes."""

    root: Path
    ids: dict[str, Path] = field(default_factory=dict)
    """Claims by id."""
    made: dict[str, Made] = field(default_factory=dict)
    """Claims that an import made, by what tells them apart."""
    claims: dict[str, str] = field(default_factory=dict)
    """The ids of claims that nobody imported, by their words."""
    claimants: dict[str, str] = field(default_factory=dict)
    publishers: dict[str, str] = field(default_factory=dict)
    """Names by what all spellings of them have in common."""
    documents: dict[str, str] = field(default_factory=dict)
    """The ids of documents by address."""
    described: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What the files of documents say that an import made and nobody edited, by id."""
    files: set[str] = field(default_factory=set)
    """The ids of documents that have a file."""
    dossiers: set[str] = field(default_factory=set)


def scan(root: Path) -> Existing:
    """Look at every file of claims/. One that can't be read is left to `check`."""
    found = Existing(root)
    for path in sorted((root / FOLDER).rglob("*.yml")):
        if path.is_symlink() or not path.is_file() or path == root / FOLDER / SETTINGS:
            continue
        try:
            text = path.read_text("utf-8-sig")
            data = yaml.load(text, Loader=_Loader)
        except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError, RecursionError):
            text, data = "", {}
        _take(found, path, text, data if isinstance(data, dict) else {})
    return found


def _take(found: Existing, path: Path, text: str, data: dict[str, Any]) -> None:
    place = path.relative_to(found.root / FOLDER).parts[0]
    if place == "dossiers":
        found.dossiers.add(path.stem)
    elif place == "sources":
        found.files.add(path.stem)
        _document(found, path.stem, data)
        if _MARK.search(text) and not _edited(text):
            found.described[path.stem] = data
    else:
        found.ids[path.stem] = path
        _claim(found, path, text, data)


def _claim(found: Existing, path: Path, text: str, data: dict[str, Any]) -> None:
    if mark := _MARK.search(text):
        archive = _ARCHIVE.search(text)
        found.made[mark["identity"]] = Made(path, text, archive["name"] if archive else "", _edited(text))
    else:
        found.claims[words(str(data.get("claim", "")))] = path.stem
    claimant = str(data.get("claimant", ""))
    if claimant and claimant != UNKNOWN:
        found.claimants.setdefault(folded(claimant), claimant)
    for about in _described(data):
        id_ = document_id(_url(about), str(about.get("title", "")), str(about.get("publisher", "")))
        _document(found, id_, about)


def _described(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The documents that a claim describes itself."""
    sources = data.get("sources")
    appearances = data.get("appearances")
    named = [one.get("source") for one in sources if isinstance(one, dict)] if isinstance(sources, list) else []
    for one in [*(appearances if isinstance(appearances, list) else []), *named]:
        if isinstance(one, dict):
            yield one


def _document(found: Existing, id_: str, about: dict[str, Any]) -> None:
    url, publisher = _url(about), str(about.get("publisher", ""))
    if url != UNKNOWN:
        found.documents.setdefault(url, id_)
    if publisher and publisher != UNKNOWN:
        found.publishers.setdefault(folded(publisher), publisher)


def _url(about: dict[str, Any]) -> str:
    try:
        return ascii_url(str(about.get("url", "")).strip())
    except ValueError:
        return UNKNOWN


def words(text: str) -> str:
    """A claim's words, to know it by."""
    return " ".join(text.casefold().split())


def marked(identity: str, archive: str, text: str) -> str:
    """A file's text below the comments that say where it comes from and tell whether it was edited."""
    head, body = text.split("\n", 1)
    empty = f"# import: {identity} {'0' * 16}"
    origin = (f"# Imported from {archive}.", "# Once somebody edits this file, no import changes it again.", empty)
    whole = "\n".join([head, *origin, body])
    return whole.replace(empty, f"# import: {identity} {token(whole)}", 1)


def _edited(text: str) -> bool:
    mark = _MARK.search(text)
    assert mark is not None  # the caller has seen it
    plain = text[: mark.start("hash")] + "0" * 16 + text[mark.end("hash") :]
    return token(plain) != mark["hash"]


def token(text: str) -> str:
    """A text as sixteen hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
