"""What a reader can find: a record for each claim, source document and dossier, made from the data."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from generator import notes
from generator.model import UNKNOWN, SourceDocument
from generator.origins import behind, in_order
from generator.publication import Checked, Document, Gathered, Piece, Publication
from generator.render import facets
from generator.render.label import label


@dataclass(frozen=True)
class Passage:
    """Words that can be found, and where on the record's page they stand: the id of an element.

    Those that every result says anyway, `beside` its title, are no excerpt of it.
    """

    at: str
    text: str
    language: str
    quoted: bool = False
    beside: bool = False

    @property
    def kind(self) -> str:
        """What the index calls it."""
        return "beside" if self.beside else "quote" if self.quoted else "text"


@dataclass(frozen=True)
class Record:
    """A page as the search knows it. `facets` hold what readers narrow down by, in the words they see.

    `date` is the one that a result shows.
    """

    url: str
    title: str
    passages: tuple[Passage, ...]
    facets: Mapping[str, tuple[str, ...]]
    date: str = UNKNOWN
    colour: str = ""
    icon: str = ""


class Findable(NamedTuple):
    """A record that isn't made yet: its page's address, the date it is sorted by, and how it is made.

    `of` tells all that it is made of but for the settings.
    """

    url: str
    date: str
    make: Callable[[], Record]
    of: Callable[[], object] | None = None


def ready(record: Record) -> Findable:
    """A record that is made already."""
    return Findable(record.url, record.date, lambda: record)


def records(publication: Publication) -> list[Record]:
    """Every record. Withdrawn claims are in no index."""
    return [one.make() for one in findable(publication)]


def findable(publication: Publication) -> list[Findable]:
    """The same records, none of them made yet, in the order in which they were first published here.

    So what is added comes last, and the words of all others stay as they were in the index.
    """
    return [one for _, _, one in sorted(_findable(publication), key=lambda one: one[:2])]


def _findable(publication: Publication) -> Iterator[tuple[str, str, Findable]]:
    """Each record, with the day it was first published here and its address."""
    for claim in publication.claims:
        url, of = f"claims/{claim.id}/", partial(_of_claim, publication, claim)
        yield claim.claim.published, url, Findable(url, claim.claim.claimed, partial(_claim, publication, claim), of)
    for document in publication.documents.values():
        url, of = f"sources/{document.id}/", partial(_of_document, publication, document)
        made = Findable(url, document.about.published, partial(_document, publication, document), of)
        yield _first(publication.by_document.get(document.id, ())), url, made
    for dossier in publication.dossiers.values():
        url, of = f"dossiers/{dossier.id}/", partial(_of_dossier, dossier)
        made = Findable(url, _newest(dossier), partial(_dossier, publication, dossier), of)
        yield _first(dossier.claims), url, made


def _first(claims: Iterable[Checked]) -> str:
    """The first day on which one of these claims was published; empty where there is none."""
    return min((one.claim.published for one in claims), default="")


def _of_claim(publication: Publication, one: Checked) -> object:
    return one, facets.dossiers(publication, [one])


def _of_document(publication: Publication, document: Document) -> object:
    return document, facets.dossiers(publication, publication.by_document.get(document.id, ()))


def _of_dossier(one: Gathered) -> object:
    return one.id, one.about


def _newest(one: Gathered) -> str:
    """When a dossier's newest claim was made: a place among results, but no date of its own to be shown."""
    return max((claim.claim.claimed for claim in one.claims if claim.claim.claimed != UNKNOWN), default=UNKNOWN)


def _claim(publication: Publication, one: Checked) -> Record:
    claim, settings = one.claim, publication.settings
    return Record(
        url=f"claims/{one.id}/",
        title=claim.claim,
        passages=(*_claim_passages(one, settings.language), *_names(publication, one)),
        facets=facets.of_claim(publication, one),
        date=claim.claimed,
        colour=one.verdict.colour,
        icon=one.verdict.icon,
    )


def _claim_passages(one: Checked, language: str) -> Iterator[Passage]:
    """What a claim's page says, the summary first, since that is shown where nothing fits better; as it is in lists."""
    claim = one.claim
    yield Passage("verdict", claim.summary, language)
    if claim.claimant != UNKNOWN:
        yield Passage("claim", claim.claimant, language)
    for piece in one.pieces:
        yield from _piece_passages(piece, language)
    reasons = (("evidence", claim.one_sided_reason), ("evidence", claim.single_source_reason))
    for at, text in (*reasons, ("why", claim.why_checked), ("claim", claim.short)):
        if text:
            yield Passage(at, text, language)
    if claim.notes:
        yield Passage("analysis", notes.words(claim.notes), language)


def _names(publication: Publication, one: Checked) -> Iterator[Passage]:
    """The names that a claim's page says: of its verdict, its topics and where its evidence goes back to."""
    settings, comma = publication.settings, publication.wording.gettext(", ")
    yield Passage("verdict", one.verdict.label, settings.language, beside=True)
    topics = [settings.topics[topic] for topic in one.claim.topics]
    named = behind(((piece.document.id, piece.evidence) for piece in one.pieces), publication.about)
    for at, names in (("cite", topics), ("evidence", in_order(named))):
        if names:
            yield Passage(at, comma.join(names), settings.language)


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
    texts = (said, *_original(publication, about), about.note, about.interest)
    return Record(
        url=f"sources/{document.id}/",
        title=label(about, publication.wording),
        passages=tuple(Passage("document", text, language) for text in texts if text),
        facets=facets.of_document(publication, document),
        date=about.published,
    )


def _original(publication: Publication, about: SourceDocument) -> Iterator[str | None]:
    """What a document's page says of what it copies or translates."""
    copied, translated = about.republishes, about.translated_from
    if isinstance(copied, str):
        yield label(publication.about[copied], publication.wording)
    elif copied:
        names = (copied.publisher, copied.title or UNKNOWN)
        yield ", ".join(name for name in names if name != UNKNOWN)
        yield copied.note
    if translated:
        yield translated.publisher if translated.publisher != UNKNOWN else None
        yield translated.note


def _dossier(publication: Publication, one: Gathered) -> Record:
    language = publication.settings.language
    texts = [Passage("dossier", one.about.summary, language)]
    texts += [Passage("timeline", event.what, language) for event in one.about.timeline]
    return Record(
        url=f"dossiers/{one.id}/",
        title=one.about.title,
        passages=tuple(texts),
        facets=facets.of_dossier(publication, one),
    )
