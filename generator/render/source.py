"""A source document's page: what it is, every passage quoted from it, every claim it appears in."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import UNKNOWN, Origin, SourceDocument
from generator.names import slug
from generator.publication import Checked, Document, Piece, Publication
from generator.render.evidence import STANCES
from generator.render.label import label, language_name
from generator.render.page import Page, Section
from generator.render.templates import fill


@dataclass(frozen=True)
class Passage:
    """A quoted passage and the pieces of evidence that use it."""

    quote: str
    translation: str | None
    uses: tuple[tuple[Checked, Piece], ...]


@dataclass(frozen=True)
class Fared:
    """A claim that a document makes, whose claim it is, and the words it used."""

    claim: Checked
    voice: str
    words: tuple[Piece, ...]


def path(document: Document) -> str:
    """Where a source document's page stands."""
    return f"sources/{document.id}.md"


def page(publication: Publication, document: Document) -> Page:
    """The page of one source document."""
    return Page(
        path=path(document),
        kind="source",
        title=label(document.about),
        description=f"What {label(document.about)} says on the claims checked here, quoted word for word.",
        sections=tuple(_sections(publication, document)),
        contents=True,
        changed=max((one.changed for one in publication.by_document.get(document.id, ())), default=""),
    )


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
        fared = [_fared(one, document) for one in makes]
        tally = Counter(one.claim.verdict for one in makes)
        scale = [(v, id_, tally[id_]) for id_, v in publication.settings.verdicts.items() if tally[id_]]
        yield Section(2, "claims", "How its claims fared", fill("source/fared.html", url, fared=fared, tally=scale))
    if serves:
        yield Section(2, "evidence", "Claims it is evidence on", fill("source/claims.html", url, claims=serves))
    if passages := _passages(document, claims):
        html = fill("source/passages.html", url, document=document, passages=passages, stances=STANCES)
        yield Section(2, "passages", "Passages quoted from it", html)


def _fared(one: Checked, document: Document) -> Fared:
    """The claim as this document makes it."""
    words = [piece for piece in one.pieces if piece.document.id == document.id and piece.evidence.stance == "asserts"]
    return Fared(one, _voice(one, document), tuple(words))


def _voice(one: Checked, document: Document) -> str:
    """Whose claim it is here: the document's own, another document's too, or somebody's whom it reports."""
    claimant = one.claim.claimant
    if claimant in _speakers(document.about):
        return "In its own voice."
    if claimant == UNKNOWN:
        return "It names nobody whose claim it is."
    if any(claimant in _speakers(other.about) for other in one.appearances):
        return f"It makes the same claim as {claimant}."
    return f"It reports what {claimant} said."


def _speakers(about: SourceDocument) -> set[str]:
    """Who speaks in a document: its publisher and author, and those of the original it copies or translates."""
    copied = about.republishes.publisher if isinstance(about.republishes, Origin) else UNKNOWN
    translated = about.translated_from.publisher if about.translated_from else UNKNOWN
    return {about.publisher, about.author, copied, translated} - {UNKNOWN}


def _passages(document: Document, claims: tuple[Checked, ...]) -> list[Passage]:
    """Each passage once, with every use of it."""
    uses: dict[str, list[tuple[Checked, Piece]]] = {}
    for one in claims:
        for piece in one.pieces:
            if piece.document.id == document.id and piece.evidence.quote:
                uses.setdefault(piece.evidence.quote, []).append((one, piece))
    return [Passage(quote, found[0][1].evidence.translation, tuple(found)) for quote, found in uses.items()]
