"""A source document as a record."""

from generator.export import address, shapes
from generator.export.shapes import known
from generator.model import Capture, Copied, OriginRef, Translation
from generator.origins import origins
from generator.publication import Document, Publication

Ids = tuple[str, ...]


def named_by(publication: Publication, document: Document) -> tuple[Ids, Ids]:
    """The claims that a document makes, and those that list it among their evidence; sorted."""
    claims = sorted(publication.by_document.get(document.id, ()), key=lambda one: one.id)
    makes = tuple(one.id for one in claims if document in one.appearances)
    return makes, tuple(one.id for one in claims if any(piece.document == document for piece in one.pieces))


def source(publication: Publication, document: Document, makes: Ids, evidence_on: Ids) -> shapes.Source:
    """The record of a source document, which these claims name."""
    about, path = document.about, address.source(document.id)
    return shapes.Source(
        id=document.id,
        path=path,
        url=address.absolute(publication, path),
        api_path=f"{address.API}/sources/{document.id}.json",
        title=known(about.title),
        publisher=known(about.publisher),
        original_url=known(about.url),
        kind=about.kind,
        language=about.language,
        author=known(about.author),
        published=known(about.published),
        date_note=about.date_note,
        accessed=known(about.accessed),
        archives=about.archives,
        interest=about.interest,
        republishes=_original(about.republishes) if about.republishes else None,
        translated_from=_translated(about.translated_from) if about.translated_from else None,
        reports_from=about.reports_from,
        origins=origins(document.id, publication.about),
        note=about.note,
        copied=_copied(about.copied) if about.copied else None,
        capture=_capture(about.capture) if about.capture else None,
        makes=makes,
        evidence_on=evidence_on,
    )


def _original(found: OriginRef) -> shapes.Original:
    if isinstance(found, str):
        return shapes.Original(source=found, publisher=None, title=None, url=None, note=None)
    return shapes.Original(
        source=None, publisher=known(found.publisher), title=found.title, url=known(found.url), note=found.note
    )


def _translated(found: Translation) -> shapes.Translated:
    return shapes.Translated(
        language=found.language,
        by=None if found.by == "unknown" else found.by,
        source=found.document,
        publisher=known(found.publisher),
        url=known(found.url),
        note=found.note,
    )


def _copied(found: Copied) -> shapes.Copied:
    return shapes.Copied(by=known(found.by), on=known(found.on))


def _capture(found: Capture) -> shapes.Capture:
    return shapes.Capture(
        captured=known(found.captured),
        received_from=found.from_,
        how=found.how,
        received_sha256=found.received_sha256,
        words=found.words,
        root=found.root,
    )
