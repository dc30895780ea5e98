"""Everything as one SQLite file with full-text search: data/attested.sqlite, which opens in Datasette as it is.

The same content gives the same bytes with the same version of SQLite, which writes its version into the file: page
size fixed, rows in order, no clock. The tables `…_fts` are FTS5 with external content, which Datasette finds by itself.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

from generator.export import shapes
from generator.export.address import base
from generator.export.database_schema import SCHEMA, SEARCH
from generator.export.records import Records
from generator.publication import Publication

Value = str | int | float | None
Row = tuple[str, tuple[Value, ...]]
"""A row: the table, and its values in the order of the columns."""


def database(publication: Publication, made: Records) -> Iterator[tuple[str, bytes]]:
    """The file."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(SCHEMA)
        connection.execute("BEGIN")
        for table, values in rows(publication, made):
            connection.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(values))})", values)
        connection.execute("COMMIT")
        connection.executescript(SEARCH)
        connection.execute("VACUUM")
        yield "data/attested.sqlite", connection.serialize()


def rows(publication: Publication, made: Records) -> Iterator[Row]:
    """Every row, those first that others refer to."""
    yield _publication(publication, made)
    for position, verdict in enumerate(made.verdicts, 1):
        yield "verdicts", (verdict.id, position, verdict.label, verdict.rating, verdict.meaning)
    for topic in made.topics:
        yield "topics", (topic.id, topic.label)
    for source in made.sources:
        yield _source(source)
    for source in made.sources:
        yield from _of_source(source)
    for dossier in made.dossiers:
        yield "dossiers", (dossier.id, dossier.path, dossier.url, dossier.title, dossier.summary)
        for position, event in enumerate(dossier.timeline, 1):
            yield "events", (dossier.id, position, event.date, event.what, event.source)
    for claim in made.claims:
        yield _claim(claim)
        yield from _of_claim(claim)
    for dossier in made.dossiers:
        yield from _listed("dossier_claims", dossier.id, dossier.claims)
    for one in made.withdrawn:
        yield "withdrawn", (one.id, one.path, one.url, one.published, one.withdrawn.date, one.withdrawn.reason)


def _publication(publication: Publication, made: Records) -> Row:
    settings, origin = publication.settings, made.generated_from
    said = settings.name, settings.tagline, settings.language, base(publication)
    return "publication", (*said, settings.licence.name, settings.licence.url, origin.date, origin.sha256)


def _listed(table: str, id_: str, values: Iterable[str]) -> Iterator[Row]:
    """A list as rows (id, position, value)."""
    return ((table, (id_, position, value)) for position, value in enumerate(values, 1))


def _source(source: shapes.Source) -> Row:
    copied, capture = source.copied, source.capture
    original, translated = source.republishes, source.translated_from
    return "sources", (
        *(source.id, source.path, source.url, source.title, source.publisher, source.original_url, source.kind),
        *(source.language, source.author, source.published, source.date_note, source.accessed, source.interest),
        *((original.source, original.publisher, original.title, original.url) if original else (None,) * 4),
        *((translated.language, translated.by, translated.source) if translated else (None,) * 3),
        source.note,
        *((copied.by, copied.on) if copied else (None, None)),
        *((capture.captured, capture.words, capture.root) if capture else (None,) * 3),
    )


def _of_source(source: shapes.Source) -> Iterator[Row]:
    yield from _listed("source_archives", source.id, source.archives)
    yield from _listed("source_reports_from", source.id, source.reports_from)
    yield from _listed("source_origins", source.id, source.origins)


def _claim(claim: shapes.Claim) -> Row:
    return "claims", (
        *(claim.id, claim.path, claim.url, claim.claim, claim.short, claim.claimant, claim.claimed, claim.verdict),
        *(claim.summary, claim.dossier, claim.published, claim.modified, claim.expires, claim.why_checked),
        *(claim.notes, claim.single_source_reason, claim.one_sided_reason),
    )


def _of_claim(claim: shapes.Claim) -> Iterator[Row]:
    yield from _listed("claim_topics", claim.id, claim.topics)
    yield from _listed("claim_authors", claim.id, claim.authors)
    yield from _listed("claim_reviewers", claim.id, claim.reviewed_by)
    yield from _listed("appearances", claim.id, claim.appearances)
    for position, one in enumerate(claim.corrections, 1):
        yield "corrections", (claim.id, position, one.date, one.kind, one.what, one.why)
    for piece in claim.evidence:
        yield _evidence(claim.id, piece)
        for position, origin in enumerate(piece.origins, 1):
            yield "evidence_origins", (claim.id, piece.number, position, origin)
        for position, (first, last) in enumerate(piece.places, 1):
            yield "evidence_places", (claim.id, piece.number, position, first, last)
        if figure := piece.figure:
            said = figure.value, figure.low, figure.high, figure.bound, figure.unit, figure.counts
            yield "figures", (claim.id, piece.number, *said, figure.as_of, figure.by)


def _evidence(claim: str, piece: shapes.Evidence) -> Row:
    said = piece.quote, piece.prefix, piece.suffix, piece.translation, piece.note, piece.says
    return "evidence", (claim, piece.number, piece.source, piece.stance, *said, piece.state, piece.link)
