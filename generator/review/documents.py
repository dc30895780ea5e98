"""Which document a piece of evidence is from, at the base and now: one with a file, or one that a claim describes."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from generator.contents import Contents
from generator.model import UNKNOWN, SourceDocument, SourceRef
from generator.names import document_id
from generator.problem import Loc
from generator.review.change import Change

Documents = Mapping[str, SourceDocument]
"""The source documents of a side, by id."""

_IDENTIFYING = {"title", "publisher", "url", "published"}


def documents(contents: Contents) -> dict[str, SourceDocument]:
    """A side's documents: those that claims describe, under the ids that come of that, and those with a file."""
    described = (about for read in contents.describing for _, about in read.described)
    return {_derived(about): about for about in described} | {read.id: read.value for read in contents.documents}


def another(way: Loc, change: Change) -> bool:
    """Whether a change of what stands here in a source document makes it another one, or takes its proof away."""
    match way:
        case ("capture",):
            return change.kind == "removed"
        case ("capture", "root"):
            return change.kind == "changed"
        case ("capture", "captured"):
            later = UNKNOWN != change.after > change.before
            return change.kind == "changed" and change.before != UNKNOWN and not later
        case (str() as field,):
            exact = field == "published" and change.after.startswith(f"{change.before}-")
            return field in _IDENTIFYING and change.kind == "changed" and change.before != UNKNOWN and not exact
    return False


@dataclass(frozen=True)
class Sources:
    """The documents of both sides; `filed` are the ids, at the base and now, of each file that is on both."""

    before: Documents
    after: Documents
    filed: Set[tuple[str, str]]

    def same(self, one: SourceRef, other: SourceRef) -> bool:
        """Whether a source at the base and one now are at one address, whatever is said of what is there.

        Where the address wasn't known, it is one id that tells, or a former one.
        """
        (id_, was), (id_now, now) = _found(one, self.before), _found(other, self.after)
        if id_ == id_now:
            return True
        if was is None or now is None:
            return False
        return was.url == now.url if was.url != UNKNOWN else id_ in (_derived(now), *now.former_ids)

    def one_file(self, one: SourceRef, other: SourceRef) -> bool:
        """Whether both are ids of what is one file, so that it is told there what changed."""
        return (one, other) in self.filed

    def described(self, one: SourceRef, other: SourceRef) -> tuple[SourceDocument, SourceDocument] | None:
        """What was said of a source at the base and what is said of one now; None where that isn't known."""
        (_, was), (_, now) = _found(one, self.before), _found(other, self.after)
        return (was, now) if was and now else None


def _found(source: SourceRef, documents: Documents) -> tuple[str, SourceDocument | None]:
    """A source's id, and what is said of it."""
    return (source, documents.get(source)) if isinstance(source, str) else (_derived(source), source)


def _derived(about: SourceDocument) -> str:
    return document_id(about.url, about.title, about.publisher)
