"""A source document's page: what it is, every passage quoted from it, every claim it appears in."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator.model import UNKNOWN, Origin, SourceDocument
from generator.names import slug
from generator.origins import in_order, origins
from generator.publication import Checked, Document, Piece, Publication
from generator.render.label import label, language_name
from generator.render.page import Page, Section
from generator.render.templates import fill
from generator.render.terms import stances
from generator.wording import Wording


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
    name = label(document.about, publication.wording)
    said = publication.wording.gettext("What %(document)s says on the claims checked here, quoted word for word.")
    return Page(
        path=path(document),
        kind="source",
        title=name,
        description=said % {"document": name},
        sections=tuple(_sections(publication, document)),
        contents=True,
        changed=max((one.changed for one in publication.by_document.get(document.id, ())), default=""),
    )


def made_of(publication: Publication, document: Document) -> object:
    """All that a source document's page is made of."""
    return document, publication.by_document.get(document.id, ())


def _sections(publication: Publication, document: Document) -> Iterator[Section]:
    url = f"sources/{document.id}/"
    about, wording = document.about, publication.wording
    _ = wording.gettext
    claims = publication.by_document.get(document.id, ())
    original = publication.documents[about.republishes] if isinstance(about.republishes, str) else None
    publisher = publication.publishers[slug(about.publisher)] if about.publisher != UNKNOWN else None
    trail = [(_("Home"), ""), (_("Source documents"), "sources/")]
    yield Section(0, "", "", fill(wording, "crumbs.html", url, trail=trail))
    own = {"original": original, "publisher": publisher, "languages": partial(language_name, wording=wording)}
    yield Section(
        1, "document", label(about, wording), fill(wording, "source/head.html", url, document=document, **own)
    )
    makes = [one for one in claims if document in one.appearances]
    serves = [one for one in claims if document not in one.appearances]
    if makes:
        fared = [_fared(publication, one, document) for one in makes]
        tally = Counter(one.claim.verdict for one in makes)
        scale = [(v, id_, tally[id_]) for id_, v in publication.settings.verdicts.items() if tally[id_]]
        html = fill(wording, "source/fared.html", url, fared=fared, tally=scale)
        yield Section(2, "claims", _("How its claims fared"), html)
    if serves:
        html = fill(wording, "source/claims.html", url, claims=serves)
        yield Section(2, "evidence", _("Claims it is evidence on"), html)
    if passages := _passages(document, claims):
        shown = {"document": document, "passages": passages, "stances": stances(wording)}
        html = fill(wording, "source/passages.html", url, **shown)
        yield Section(2, "passages", _("Passages quoted from it"), html)


def _fared(publication: Publication, one: Checked, document: Document) -> Fared:
    """The claim as this document makes it."""
    words = [piece for piece in one.pieces if piece.document.id == document.id and piece.evidence.stance == "asserts"]
    named = {
        name
        for piece in words
        if piece.evidence.reports_from
        for name in origins(document.id, publication.about, piece.evidence)
    }
    return Fared(one, _voice(one, document, in_order(named), publication.wording), tuple(words))


def _voice(one: Checked, document: Document, named: list[str], wording: Wording) -> str:
    """Whose claim it is here: that of who is `named` as its source, its own, another document's, or somebody's."""
    claimant, _ = one.claim.claimant, wording.gettext
    if named and named != [claimant]:
        return _("It gives %(names)s as its source.") % {"names": _(" and ").join(named)}
    if claimant in _speakers(document.about):
        return _("In its own voice.")
    if claimant == UNKNOWN:
        return _("It names nobody whose claim it is.")
    if any(claimant in _speakers(other.about) for other in one.appearances):
        return _("It makes the same claim as %(claimant)s.") % {"claimant": claimant}
    return _("It reports what %(claimant)s said.") % {"claimant": claimant}


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
