"""Where reports come from: documents that go back to one origin are one voice, however many there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.alphabet import by_name
from generator.model import ID, UNKNOWN, Evidence, Origin, SourceDocument
from generator.problem import Loc

Documents = Mapping[str, SourceDocument]
NOBODY = "an unknown publisher (%(document)s)"
"""What stands for a publisher that isn't known; two documents without one have two."""


def names_document(entry: str) -> bool:
    """Whether an entry of `reports_from` has the form of an id, and so has to be a document's."""
    return ID.fullmatch(entry) is not None


def named_by(about: SourceDocument) -> Iterator[tuple[Loc, str]]:
    """The documents that a document says it comes from, and where it says so."""
    if isinstance(about.republishes, str):
        yield ("republishes",), about.republishes
    if about.translated_from and about.translated_from.document:
        yield ("translated_from", "document"), about.translated_from.document
    for index, entry in enumerate(about.reports_from):
        if names_document(entry):
            yield ("reports_from", index), entry


def origins(name: str, documents: Documents, piece: Evidence | None = None, nobody: str = NOBODY) -> tuple[str, ...]:
    """Who a document, or a passage of it, goes back to: names, sorted.

    A document that names no other place goes back to its own publisher, or `nobody`. Circles end where they close.
    """
    return tuple(sorted(_origins(name, documents, piece, nobody, frozenset())))


def behind(evidence: Iterable[tuple[str, Evidence]], documents: Documents) -> set[str]:
    """Who stands behind what supports or contradicts a claim, as far as anybody knows; a passage, and whose it is."""
    weighed = ((name, piece) for name, piece in evidence if piece.stance in ("supports", "contradicts"))
    return {known for name, piece in weighed for known in origins(name, documents, piece, nobody="") if known}


def in_order(names: Iterable[str]) -> list[str]:
    """Names as readers meet them in a list."""
    return sorted(names, key=by_name)


def _origins(name: str, documents: Documents, piece: Evidence | None, nobody: str, seen: frozenset[str]) -> set[str]:
    about = documents[name]
    entries = _entries(about, piece)
    if not entries or name in seen:
        return {about.publisher if about.publisher != UNKNOWN else nobody % {"document": name}}
    found: set[str] = set()
    for entry in entries:
        known = names_document(entry) and entry in documents
        found |= _origins(entry, documents, None, nobody, seen | {name}) if known else {entry}
    return found


def _entries(about: SourceDocument, piece: Evidence | None) -> Sequence[str]:
    """What the document says it goes back to, the furthest back it says."""
    if piece is not None and piece.reports_from is not None:
        return piece.reports_from
    if about.reports_from:
        return about.reports_from
    return [entry for entry in (_copied(about.republishes), _translated(about)) if entry][:1]


def _copied(origin: str | Origin | None) -> str | None:
    if isinstance(origin, Origin):
        return origin.publisher if origin.publisher != UNKNOWN else None
    return origin


def _translated(about: SourceDocument) -> str | None:
    if about.translated_from is None:
        return None
    publisher = about.translated_from.publisher
    return about.translated_from.document or (publisher if publisher != UNKNOWN else None)


def ancestors(name: str, documents: Documents) -> set[str]:
    """Every document that this one says it comes from, directly or not; itself only where there is a circle."""
    found: set[str] = set()
    new = set(_documents(documents[name]))
    while new:
        found |= new
        new = {other for one in new if one in documents for other in _documents(documents[one])} - found
    return found


def passage_ancestors(name: str, documents: Documents, piece: Evidence) -> set[str]:
    """The documents a passage goes back to: by its own words where it has some, else by its document's."""
    if piece.reports_from is None:
        return ancestors(name, documents)
    named = {entry for entry in piece.reports_from if entry in documents}
    return named.union(*(ancestors(entry, documents) for entry in named))


def _documents(about: SourceDocument) -> Iterable[str]:
    """The documents that one names directly: copied, translated, or reported from."""
    entries = [
        about.republishes,
        about.translated_from.document if about.translated_from else None,
        *about.reports_from,
    ]
    return [entry for entry in entries if isinstance(entry, str) and names_document(entry)]
