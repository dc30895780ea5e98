"""Everything as one SQLite file with full-text search: data/attested.sqlite, which opens in Datasette as it is.

The same content gives the same bytes with the same version of SQLite, which writes its version into the file: page
size fixed, rows in order, no clock. The tables `…_fts` are FTS5 with external content, which Datasette finds by itself.
"""

import errno
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Literal

from generator.export import shapes
from generator.export.database_schema import SCHEMA, SEARCH
from generator.export.encode import PART
from generator.export.records import Records
from generator.publication import Publication
from generator.render.page import PlannedFile

Value = str | int | float | None
Row = tuple[Value, ...]
"""Values in the order of the table's columns."""


def database(publication: Publication, made: Records) -> Iterator[PlannedFile]:
    """The file."""
    yield PlannedFile("data/attested.sqlite", partial(_content, publication, made))


def _content(publication: Publication, made: Records) -> Iterator[bytes]:
    """Its content, which may be more than what memory holds."""
    with TemporaryDirectory(prefix="attested-") as folder:
        path = Path(folder, "attested.sqlite")
        try:
            _write(path, publication, made)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _KIND not in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
                raise
            raise OSError(errno.ENOSPC, f"no room for the SQLite file ({error})", gettempdir()) from None
        with path.open("rb") as file:
            while part := file.read(PART):
                yield part


_KIND = 0xFF
"""The bits of an error's code that say of which kind it is (SQLite, Result and Error Codes)."""


def _write(path: Path, publication: Publication, made: Records) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(_NOBODY_ELSE)
        connection.executescript(SCHEMA)
        connection.execute("BEGIN")
        for table, rows in tables(publication, made):
            columns = connection.execute(f"SELECT * FROM {table}").description
            connection.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(columns))})", rows)
        connection.execute("COMMIT")
        connection.executescript(SEARCH)
        if connection.execute("PRAGMA freelist_count").fetchone() != (0,):
            connection.execute("VACUUM")


_NOBODY_ELSE = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
"""Until it is finished the file is only ours: nobody reads it, and what is broken off is made anew."""


def tables(publication: Publication, made: Records) -> Iterator[tuple[str, Iterable[Row]]]:
    """Each table and its rows, those first that others refer to."""
    yield "publication", [_publication(publication, made)]
    verdicts = enumerate(made.verdicts, 1)
    yield "verdicts", ((one.id, position, one.label, one.rating, one.meaning) for position, one in verdicts)
    yield "topics", ((one.id, one.label) for one in made.topics)
    yield from _sources(made.sources)
    yield "dossiers", ((one.id, one.path, one.url, one.title, one.summary) for one in made.dossiers)
    yield "events", (row for one in made.dossiers for row in _events(one))
    yield from _claims(made.claims)
    yield "dossier_claims", _listed((one.id, one.claims) for one in made.dossiers)
    yield "withdrawn", map(_withdrawn, made.withdrawn)


def _publication(publication: Publication, made: Records) -> Row:
    settings, origin = publication.settings, made.generated_from
    said = settings.name, settings.tagline, settings.language, publication.settings.url
    return (*said, settings.licence.name, settings.licence.url, origin.date, origin.sha256)


def _listed(lists: Iterable[tuple[str, Iterable[str]]]) -> Iterator[Row]:
    """The items of lists, each the list of an id, as rows (id, position, value)."""
    return ((id_, position, value) for id_, values in lists for position, value in enumerate(values, 1))


def _sources(sources: Sequence[shapes.Source]) -> Iterator[tuple[str, Iterable[Row]]]:
    yield "sources", map(_source, sources)
    yield "source_archives", _listed((one.id, one.archives) for one in sources)
    yield "source_reports_from", _listed((one.id, one.reports_from) for one in sources)
    yield "source_origins", _listed((one.id, one.origins) for one in sources)


def _source(source: shapes.Source) -> Row:
    original, translated = source.republishes, source.translated_from
    return (
        *(source.id, source.path, source.url, source.title, source.publisher, source.original_url, source.kind),
        *(source.language, source.author, source.published, source.date_note, source.accessed, source.interest),
        *_values(original, "source", "publisher", "title", "url", "note"),
        *_values(translated, "language", "by", "source", "publisher", "url", "note"),
        source.note,
        *_values(source.copied, "by", "on"),
        *_values(source.capture, "captured", "words", "root", "received_from", "how", "received_sha256"),
    )


def _values(record: shapes.Record | None, *fields: str) -> Iterator[Value]:
    """These fields of a record; nothing in each where there is none."""
    return (getattr(record, field) if record else None for field in fields)


def _events(dossier: shapes.Dossier) -> Iterator[Row]:
    for position, event in enumerate(dossier.timeline, 1):
        yield dossier.id, position, event.date, event.what, event.source


def _claims(claims: Sequence[shapes.Claim]) -> Iterator[tuple[str, Iterable[Row]]]:
    yield "claims", map(_claim, claims)
    media = ((one.id, one.media) for one in claims if one.media)
    yield "media", ((id_, *_values(one, "kind", "rating", "url", "context", "original")) for id_, one in media)
    yield "claim_topics", _listed((one.id, one.topics) for one in claims)
    yield "claim_authors", _listed((one.id, one.authors) for one in claims)
    yield "claim_reviewers", _listed((one.id, one.reviewed_by) for one in claims)
    yield "appearances", _listed((one.id, one.appearances) for one in claims)
    yield "corrections", (row for one in claims for row in _corrections(one))
    yield "evidence", (_evidence(one.id, piece) for one in claims for piece in one.evidence)
    yield "evidence_reports_from", (row for one in claims for row in _names(one, "reports_from"))
    yield "evidence_origins", (row for one in claims for row in _names(one, "origins"))
    yield "evidence_places", (row for one in claims for row in _places(one))
    yield (
        "figures",
        (_figure(one.id, piece.number, piece.figure) for one in claims for piece in one.evidence if piece.figure),
    )


def _claim(claim: shapes.Claim) -> Row:
    return (
        *(claim.id, claim.path, claim.url, claim.claim, claim.short, claim.claimant, claim.claimed, claim.verdict),
        *(claim.summary, claim.dossier, claim.published, claim.modified, claim.expires, claim.why_checked),
        *(claim.notes, claim.single_source_reason, claim.one_sided_reason, claim.moved_from),
    )


def _corrections(claim: shapes.Claim) -> Iterator[Row]:
    for position, one in enumerate(claim.corrections, 1):
        yield claim.id, position, one.date, one.kind, one.what, one.why


def _evidence(claim: str, piece: shapes.Evidence) -> Row:
    said = piece.quote, piece.prefix, piece.suffix, piece.translation, piece.note, piece.says
    return (claim, piece.number, piece.source, piece.stance, *said, piece.state, piece.link)


def _names(claim: shapes.Claim, field: Literal["reports_from", "origins"]) -> Iterator[Row]:
    for piece in claim.evidence:
        for position, name in enumerate(getattr(piece, field) or (), 1):
            yield claim.id, piece.number, position, name


def _places(claim: shapes.Claim) -> Iterator[Row]:
    for piece in claim.evidence:
        for position, (first, last) in enumerate(piece.places, 1):
            yield claim.id, piece.number, position, first, last


def _figure(claim: str, number: int, figure: shapes.Figure) -> Row:
    said = figure.value, figure.low, figure.high, figure.bound, figure.unit, figure.counts
    return (claim, number, *said, figure.as_of, figure.by)


def _withdrawn(one: shapes.Tombstone) -> Row:
    return one.id, one.path, one.url, one.published, one.withdrawn.date, one.withdrawn.reason
