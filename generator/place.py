"""Whether a file describes what its folder is for."""

from dataclasses import dataclass
from typing import NamedTuple

from generator.problem import rule
from generator.source import Record


@dataclass(frozen=True)
class _Kind:
    """What a file can describe: its name for people, fields that give it away, and its folder below `claims/`."""

    name: str
    fields: frozenset[str]
    folder: str = ""


_CLAIM = _Kind("a claim", frozenset({"claim", "claimant"}))
_DOCUMENT = _Kind("a source document", frozenset({"title", "publisher"}), "sources")
_DOSSIER = _Kind("a dossier", frozenset({"title", "claims"}), "dossiers")
_KINDS = (_CLAIM, _DOCUMENT, _DOSSIER)


@rule("wrong-folder")
def wrong_folder(found: str, wanted: str, remedy: str) -> str:
    """What a file describes follows from its folder: source documents, dossiers and claims each have their own.

    A claim in `claims/sources/` would be read as a source document, and each of its fields called unknown. Claims stand
    anywhere else below `claims/`, best in a folder for their subject.
    """
    return f"this describes {found}, and its folder is for {wanted}s; move the file to {remedy}"


class Misplaced(NamedTuple):
    """What to say of a file in a folder for something else, and where it should stand."""

    message: str
    path: str


def misplaced(record: Record) -> Misplaced | None:
    """A file that plainly describes another kind of thing than its folder is for; None where it fits."""
    root, *folders, file = record.path.split("/")
    here = next((kind for kind in _KINDS if kind.folder and folders[:1] == [kind.folder]), _CLAIM)
    found = next((kind for kind in _KINDS if kind.fields <= record.data.keys()), here)
    if found is here:
        return None
    path = f"{root}/{found.folder or 'SUBJECT'}/{file}"
    remedy = path if found.folder else f"a folder for its subject, {path}"
    return Misplaced(wrong_folder(found.name, here.name.removeprefix("a "), remedy), path)
