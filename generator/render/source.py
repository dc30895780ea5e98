"""A source document's page: what it is, every passage quoted from it, every claim it appears in."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

from generator import dates
from generator.model import UNKNOWN, SourceDocument
from generator.names import slug
from generator.publication import Checked, Document, Piece, Publication
from generator.render.claim import STANCES
from generator.render.page import Page, Section
from generator.render.templates import fill


@dataclass(frozen=True)
class Passage:
    """A quoted passage and the pieces of evidence that use it."""

    quote: str
    translation: str | None
    uses: tuple[tuple[Checked, Piece], ...]


def page(publication: Publication, document: Document) -> Page:
    """The page of one source document."""
    return Page(
        path=f"sources/{document.id}.md",
        kind="source",
        title=label(document.about),
        description=f"What {label(document.about)} says on the claims checked here, quoted word for word.",
        sections=tuple(_sections(publication, document)),
        contents=True,
    )


def label(about: SourceDocument) -> str:
    """What a document is called: its title, or who published it and when."""
    if about.title != UNKNOWN:
        return about.title
    publisher = about.publisher if about.publisher != UNKNOWN else "Unknown publisher"
    return f"{publisher}, {dates.display(about.published)}"


@cache
def language_name(tag: str) -> str:
    """A language as English readers call it; an unknown tag stands for itself."""
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag


def _sections(publication: Publication, document: Document) -> Iterator[Section]:
    url = f"sources/{document.id}/"
    about = document.about
    claims = publication.by_document.get(document.id, ())
    original = publication.documents[about.republishes] if isinstance(about.republishes, str) else None
    publisher = publication.publishers[slug(about.publisher)] if about.publisher != UNKNOWN else None
    yield Section(0, "", "", fill("crumbs.html", url, trail=[("Home", ""), ("Source documents", "sources/")]))
    head = fill(
        "source/head.html", url, document=document, original=original, publisher=publisher, languages=language_name
    )
    yield Section(1, "document", label(about), head)
    makes = [one for one in claims if document in one.appearances]
    serves = [one for one in claims if document not in one.appearances]
    if makes:
        yield Section(2, "claims", "Claims made in it", fill("source/claims.html", url, claims=makes))
    if serves:
        yield Section(2, "evidence", "Claims it is evidence on", fill("source/claims.html", url, claims=serves))
    if passages := _passages(document, claims):
        html = fill("source/passages.html", url, document=document, passages=passages, stances=STANCES)
        yield Section(2, "passages", "Passages quoted from it", html)


def _passages(document: Document, claims: tuple[Checked, ...]) -> list[Passage]:
    """Each passage once, with every use of it."""
    uses: dict[str, list[tuple[Checked, Piece]]] = {}
    for one in claims:
        for piece in one.pieces:
            if piece.document.id == document.id and piece.evidence.quote:
                uses.setdefault(piece.evidence.quote, []).append((one, piece))
    return [Passage(quote, found[0][1].evidence.translation, tuple(found)) for quote, found in uses.items()]
