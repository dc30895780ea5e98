"""BRIEF: what has to be known of a file where others are linked with it, so that the rest of it may stay on the disk.

A brief is made of lists and texts alone, as JSON has them, in the order in which it is written down.
"""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

from generator import notes
from generator.model import Claim, SourceDocument
from generator.origins import named_by, names_document
from generator.problem import Loc


class ClaimBrief(NamedTuple):
    """A claim, as far as others and what it names are concerned."""

    claimant: str
    dossier: str | None
    draft: bool
    named: list[str]
    """The ids of the source documents that it names, each once."""
    described: list[list[Any]]
    """The documents that it describes itself: where, and the data."""
    origins: list[str]
    """The ids of documents that its passages come from."""
    almost_cited: list[str]
    """What stands in the notes much like a citation: a fault where a document is named so."""
    former_ids: list[str]
    cited: list[str]
    """The ids that its notes cite and that it doesn't name."""
    said: str
    """A hash over who claimed what, and when; empty where the claim isn't published, or is withdrawn."""


class DocumentBrief(NamedTuple):
    """A source document, as far as others are concerned."""

    url: str
    publisher: str
    origins: list[str]
    """The ids of documents that it comes from."""
    former_ids: list[str]
    captured: list[str]
    """The hashes of what was captured: the root over its words, and that of what was received."""


class _Anything:
    """Holds whatever is asked for."""

    def __contains__(self, name: object) -> bool:
        return True


def of_claim(data: Mapping[str, Any], claim: Claim) -> ClaimBrief:
    """The brief of a claim and the data it was read from."""
    sources = (*claim.appearances, *(piece.source for piece in claim.sources))
    entries = (entry for piece in claim.sources for entry in piece.reports_from or () if names_document(entry))
    almost = notes.almost_citations(claim.notes, _Anything()) if claim.notes else ()
    named = list(dict.fromkeys(source for source in sources if isinstance(source, str)))
    return ClaimBrief(
        claim.claimant,
        claim.dossier,
        claim.draft,
        named,
        [[list(loc), data] for loc, data in _described(data)],
        list(dict.fromkeys(entries)),
        list(dict.fromkeys(name for _, name, _ in almost)),
        list(claim.former_ids),
        [name for name in notes.citations(claim.notes or "") if name not in named],
        "" if claim.draft or claim.withdrawn else _said(claim),
    )


def _said(claim: Claim) -> str:
    said = "\n".join((claim.claim, claim.claimant, claim.claimed))
    return blake2b(said.encode(), digest_size=16).hexdigest()


def _described(data: Mapping[str, Any]) -> Iterator[tuple[Loc, dict[str, Any]]]:
    """The documents that a claim describes itself."""
    for index, source in enumerate(data.get("appearances", ())):
        if isinstance(source, dict):
            yield ("appearances", index), source
    for index, piece in enumerate(data.get("sources", ())):
        if isinstance(piece["source"], dict):
            yield ("sources", index, "source"), piece["source"]


def of_document(about: SourceDocument) -> DocumentBrief:
    """The brief of a source document."""
    captured = [about.capture.root, about.capture.received_sha256] if about.capture else []
    origins = [entry for _, entry in named_by(about)]
    return DocumentBrief(about.url, about.publisher, origins, list(about.former_ids), captured)
