"""Everything as one SQLite file with full-text search: data/attested.sqlite, which opens in Datasette as it is.

The same content gives the same bytes with the same version of SQLite, which writes its version into the file: page
size fixed, rows in order, no clock. The tables `…_fts` are FTS5 with external content, which Datasette finds by itself.
"""

import errno
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import cache, partial
from itertools import islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from generator.export import shapes
from generator.export.database_schema import SCHEMA, SEARCH
from generator.export.records import Data, Line, Records
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
            while part := file.read(_AT_ONCE):
                yield part


_AT_ONCE = 1 << 18
"""Bytes of the file in a part of it."""
_TOGETHER = 500
"""Records that are taken apart at once; more take more memory."""
_KIND = 0xFF
"""The bits of an error's code that say of which kind it is (SQLite, Result and Error Codes)."""


def _write(path: Path, publication: Publication, made: Records) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(_NOBODY_ELSE)
        connection.executescript(SCHEMA)
        connection.execute("BEGIN")
        columns = cache(lambda table: len(connection.execute(f"SELECT * FROM {table}").description))
        for table, rows in tables(publication, made):
            connection.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * columns(table))})", rows)
        connection.execute("COMMIT")
        connection.executescript(SEARCH)
        if connection.execute("PRAGMA freelist_count").fetchone() != (0,):
            connection.execute("VACUUM")


_NOBODY_ELSE = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
"""Until it is finished the file is only ours: nobody reads it, and what is broken off is made anew."""


def tables(publication: Publication, made: Records) -> Iterator[tuple[str, Iterable[Row]]]:
    """Tables with rows of theirs, those first that others refer to."""
    yield "publication", [_publication(publication, made)]
    verdicts = enumerate(made.verdicts, 1)
    yield "verdicts", ((one.id, position, one.label, one.rating, one.meaning) for position, one in verdicts)
    yield "topics", ((one.id, one.label) for one in made.topics)
    for sources in _taken_apart(made.sources):
        yield from _sources(sources)
    yield "dossiers", ((one.id, one.path, one.url, one.title, one.summary) for one in made.dossiers)
    yield "events", (row for one in made.dossiers for row in _events(one))
    for claims in _taken_apart(made.claims):
        yield from _claims(claims)
    yield "dossier_claims", _listed((one.id, one.claims) for one in made.dossiers)
    yield "withdrawn", map(_withdrawn, made.withdrawn)


def _publication(publication: Publication, made: Records) -> Row:
    settings, origin = publication.settings, made.generated_from
    said = settings.name, settings.tagline, settings.language, publication.settings.url
    return (*said, settings.licence.name, settings.licence.url, origin.date, origin.sha256)


def _taken_apart(lines: Iterable[Line]) -> Iterator[list[Data]]:
    """The records of these lines, some at a time."""
    left = iter(lines)
    while records := [line.record() for line in islice(left, _TOGETHER)]:
        yield records


def _listed(lists: Iterable[tuple[str, Iterable[str]]]) -> Iterator[Row]:
    """The items of lists, each the list of an id, as rows (id, position, value)."""
    return ((id_, position, value) for id_, values in lists for position, value in enumerate(values, 1))


def _sources(sources: Sequence[Data]) -> Iterator[tuple[str, Iterable[Row]]]:
    yield "sources", map(_source, sources)
    for name in ("archives", "reports_from", "origins"):
        yield f"source_{name}", _listed((one["id"], one[name]) for one in sources)


_OF_SOURCE = itemgetter(
    *("id", "path", "url", "title", "publisher", "original_url", "kind", "language", "author", "published"),
    *("date_note", "accessed", "interest"),
)


def _source(source: Data) -> Row:
    return (
        *_OF_SOURCE(source),
        *_values(source["republishes"], "source", "publisher", "title", "url", "note"),
        *_values(source["translated_from"], "language", "by", "source", "publisher", "url", "note"),
        source["note"],
        *_values(source["copied"], "by", "on"),
        *_values(source["capture"], "captured", "words", "root", "received_from", "how", "received_sha256"),
    )


def _values(record: Data | None, *fields: str) -> Iterator[Value]:
    """These fields of a record; nothing in each where there is none."""
    return (record[field] if record else None for field in fields)


def _events(dossier: shapes.Dossier) -> Iterator[Row]:
    for position, event in enumerate(dossier.timeline, 1):
        yield dossier.id, position, event.date, event.what, event.source


def _claims(claims: Sequence[Data]) -> Iterator[tuple[str, Iterable[Row]]]:
    yield "claims", map(_OF_CLAIM, claims)
    yield "media", ((one["id"], *_OF_MEDIA(one["media"])) for one in claims if one["media"])
    lists = {"claim_topics": "topics", "claim_authors": "authors", "claim_reviewers": "reviewed_by"}
    for table, name in (lists | {"appearances": "appearances"}).items():
        yield table, _listed((one["id"], one[name]) for one in claims)
    yield "corrections", (row for one in claims for row in _corrections(one))
    pieces = [(one["id"], piece["number"], piece) for one in claims for piece in one["evidence"]]
    yield "evidence", ((claim, *_OF_EVIDENCE(piece)) for claim, _, piece in pieces)
    for name in ("reports_from", "origins"):
        named = ((claim, number, piece[name] or ()) for claim, number, piece in pieces)
        rows = ((*key, position, value) for *key, values in named for position, value in enumerate(values, 1))
        yield f"evidence_{name}", rows
    places = ((claim, number, piece["places"]) for claim, number, piece in pieces)
    yield "evidence_places", ((*key, n, *place) for *key, found in places for n, place in enumerate(found, 1))
    yield "figures", ((claim, n, *_OF_FIGURE(piece["figure"])) for claim, n, piece in pieces if piece["figure"])


_OF_CLAIM = itemgetter(
    *("id", "path", "url", "claim", "short", "claimant", "claimed", "verdict", "summary", "dossier", "published"),
    *("modified", "expires", "why_checked", "notes", "single_source_reason", "one_sided_reason", "moved_from"),
)
_OF_MEDIA = itemgetter("kind", "rating", "url", "context", "original")
_OF_CORRECTION = itemgetter("date", "kind", "what", "why")
_OF_EVIDENCE = itemgetter(
    *("number", "source", "stance", "quote", "prefix", "suffix", "translation", "note", "says", "state", "link")
)
_OF_FIGURE = itemgetter("value", "low", "high", "bound", "unit", "counts", "as_of", "by")
"""The values of a table's columns, from a record."""


def _corrections(claim: Data) -> Iterator[Row]:
    return ((claim["id"], n, *_OF_CORRECTION(one)) for n, one in enumerate(claim["corrections"], 1))


def _withdrawn(one: shapes.Tombstone) -> Row:
    return one.id, one.path, one.url, one.published, one.withdrawn.date, one.withdrawn.reason
