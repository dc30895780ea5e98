"""What a reader can find: a record for each claim, source document and dossier, made from the data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator import dates, notes
from generator.model import UNKNOWN
from generator.publication import Checked, Document, Gathered, Piece, Publication
from generator.render import facets
from generator.render.label import label


@dataclass(frozen=True)
class Passage:
    """Words that can be found, and where on the record's page they stand: the id of an element."""

    at: str
    text: str
    language: str
    quoted: bool = False


@dataclass(frozen=True)
class Record:
    """A page as the search knows it. `facets` hold what readers narrow down by, in the words they see."""

    url: str
    title: str
    passages: tuple[Passage, ...]
    facets: Mapping[str, tuple[str, ...]]
    date: str = UNKNOWN
    colour: str = ""
    icon: str = ""


def records(publication: Publication) -> list[Record]:
    """Every record, newest first, as results that fit equally are shown. Withdrawn claims are in no index."""
    return sorted(_records(publication), key=lambda one: dates.newest_first(one.date), reverse=True)


def _records(publication: Publication) -> Iterator[Record]:
    yield from (_claim(publication, one) for one in publication.claims)
    yield from (_document(publication, one) for one in publication.documents.values())
    yield from (_dossier(publication, one) for one in publication.dossiers.values())


def _claim(publication: Publication, one: Checked) -> Record:
    claim, settings = one.claim, publication.settings
    return Record(
        url=f"claims/{one.id}/",
        title=claim.claim,
        passages=tuple(_claim_passages(one, settings.language)),
        facets=facets.of_claim(publication, one),
        date=claim.claimed,
        colour=one.verdict.colour,
        icon=one.verdict.icon,
    )


def _claim_passages(one: Checked, language: str) -> Iterator[Passage]:
    yield Passage("verdict", one.claim.summary, language)
    for piece in one.pieces:
        yield from _piece_passages(piece, language)
    if one.claim.notes:
        yield Passage("analysis", notes.words(one.claim.notes), language)


def _piece_passages(piece: Piece, language: str) -> Iterator[Passage]:
    at, evidence = f"evidence-{piece.number}", piece.evidence
    if evidence.quote:
        yield Passage(at, evidence.quote, piece.document.about.language, quoted=True)
    for text in (evidence.translation, evidence.note):
        if text:
            yield Passage(at, text, language)


def _document(publication: Publication, document: Document) -> Record:
    about, language = document.about, publication.settings.language
    said = ", ".join(name for name in (about.publisher, about.author) if name != UNKNOWN)
    texts = (said, about.note, about.interest)
    return Record(
        url=f"sources/{document.id}/",
        title=label(about, publication.wording),
        passages=tuple(Passage("document", text, language) for text in texts if text),
        facets=facets.of_document(publication, document),
        date=about.published,
    )


def _dossier(publication: Publication, one: Gathered) -> Record:
    language = publication.settings.language
    texts = [Passage("dossier", one.about.summary, language)]
    texts += [Passage("timeline", event.what, language) for event in one.about.timeline]
    newest = max((claim.claim.claimed for claim in one.claims if claim.claim.claimed != UNKNOWN), default=UNKNOWN)
    return Record(
        url=f"dossiers/{one.id}/",
        title=one.about.title,
        passages=tuple(texts),
        facets=facets.of_dossier(publication, one),
        date=newest,
    )
