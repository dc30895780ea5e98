"""The SQLite file: the same bytes each time, sound keys, the records' content, and a search that finds it."""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from test_export import claim, exported, loaded, made, port, real, with_claim

from generator import export
from generator.model.claim import Media

NAME = "data/attested.sqlite"

# How Datasette finds the full-text search of a table.
DETECT = """
SELECT name FROM sqlite_master WHERE rootpage = 0 AND sql LIKE '%VIRTUAL TABLE%USING FTS%content="' || ? || '"%'
"""


@contextmanager
def opened(content: bytes) -> Iterator[sqlite3.Connection]:
    """The file as a database of this process."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        yield connection


def _pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()


@pytest.mark.parametrize("which", ["port", "real"])
def test_two_builds_are_the_same_bytes(which: str) -> None:
    """The file depends on the content alone."""
    publication = port() if which == "port" else real()
    assert export.files(publication, ["sqlite"])[NAME] == export.files(publication, ["sqlite"])[NAME]
    assert export.files(publication, ["sqlite"])[NAME] == exported(which)[NAME]


def test_the_header_says_nothing_of_when() -> None:
    """The file's header has the format's mark, the page size we chose, UTF-8, no free page, and our version."""
    header = exported()[NAME][:100]
    assert header[:16] == b"SQLite format 3\x00"
    size, pages, free, encoding, version = (
        struct.unpack(">H", header[16:18])[0],
        *struct.unpack(">I I", header[28:32] + header[36:40]),
        *struct.unpack(">I I", header[56:64]),
    )
    assert (size, free, encoding, version) == (4096, 0, 1, 1)
    assert pages * size == len(exported()[NAME])


@pytest.mark.parametrize("which", ["port", "real"])
def test_keys_and_pages_are_sound(which: str) -> None:
    """SQLite finds nothing wrong with the file, its foreign keys or its search indexes."""
    with opened(exported(which)[NAME]) as connection:
        assert _pragma(connection, "integrity_check") == ("ok",)
        assert _pragma(connection, "foreign_key_check") is None
        for table in ("claims", "evidence", "sources"):
            connection.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")


def test_every_table_has_a_key() -> None:
    """Each table has a primary key, so that each row has an address in Datasette."""
    with opened(exported()[NAME]) as connection:
        tables = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\'"
        )
        assert [name for name, sql in tables if "PRIMARY KEY" not in sql] == []


@pytest.mark.parametrize("which", ["port", "real"])
def test_the_file_holds_the_records(which: str) -> None:
    """Claims, evidence and source documents are those of the API, with the same values."""
    files = exported(which)
    with opened(files[NAME]) as connection:
        connection.row_factory = sqlite3.Row
        for kind in ("claims", "sources"):
            rows = {row["id"]: dict(row) for row in connection.execute(f"SELECT * FROM {kind}")}
            records = {
                one["id"]: one
                for name, content in files.items()
                if name.startswith(f"api/v1/{kind}/") and not (one := loaded(content)).get("withdrawn")
            }
            assert rows.keys() == records.keys()
            for id_, row in rows.items():
                shared = {key: value for key, value in records[id_].items() if isinstance(value, str) and key in row}
                assert {key: row[key] for key in shared} == shared
        pieces = connection.execute(
            "SELECT claim, number, quote, state FROM evidence ORDER BY claim, number"
        ).fetchall()
    found = [
        (one["id"], piece["number"], piece["quote"], piece["state"])
        for name, content in files.items()
        if name.startswith("api/v1/claims/") and not (one := loaded(content))["withdrawn"]
        for piece in one["evidence"]
    ]
    assert [tuple(piece) for piece in pieces] == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("SELECT rating FROM claims JOIN verdicts ON verdicts.id = verdict WHERE claims.id = 'harbour-closed'", [(1,)]),
        ("SELECT claim FROM dossier_claims ORDER BY position", [("harbour-closed",), ("ferry-doubled",)]),
        ("SELECT name FROM claim_authors WHERE claim = 'harbour-closed'", [("A. Clerk",), ("B. Keeper",)]),
        ("SELECT name FROM claim_reviewers", [("C. Reader",)]),
        ("SELECT low, high, as_of FROM figures WHERE number = 2", [(280.0, 310.0, "2025")]),
        ("SELECT value, as_of, by FROM figures WHERE number = 1", [(300.0, None, None)]),
        ("SELECT first, last FROM evidence_places", [(14, 23)]),
        ("SELECT name FROM evidence_origins WHERE claim = 'quay-length' AND number = 1", [("B. Pilot",)]),
        ("SELECT source FROM appearances WHERE claim = 'harbour-closed'", [("gazette-harbour",), ("mirror-harbour",)]),
        ("SELECT date, kind FROM corrections", [("2025-06-10", "correction"), ("2025-07-01", "correction")]),
        ("SELECT id, date, reason FROM withdrawn", [("buoy-moved", "2025-07-20", "We had looked at another buoy.")]),
        ("SELECT republishes FROM sources WHERE id = 'mirror-harbour'", [("gazette-harbour",)]),
        ("SELECT republished_publisher FROM sources WHERE id = 'radio-ferry'", [("Radio Example",)]),
        ("SELECT translated_from, translated_by FROM sources WHERE id = 'vestnik-ferry-en'", [("ru", "machine")]),
        ("SELECT url FROM source_archives", [("https://archive.example/2025/https://gazette.example/harbour",)]),
        ("SELECT name, newest FROM publication", [("Port Example Checks", "2025-07-20")]),
        ("SELECT id FROM verdicts ORDER BY position", [("correct",), ("mixed",), ("incorrect",), ("unproven",)]),
    ],
)
def test_questions_have_answers(query: str, found: list[tuple[object, ...]]) -> None:
    """What a reader may ask in SQL is there, unknown things as NULL."""
    with opened(exported()[NAME]) as connection:
        assert connection.execute(query).fetchall() == found


@pytest.mark.parametrize(
    ("table", "words", "found"),
    [
        ("claims", "harbour", ["harbour-closed", "quay-length"]),
        ("claims", "Паром", ["ferry-doubled"]),
        ("claims", "المنارة", ["lighthouse-age"]),
        ("evidence", '"three hundred metres"', ["quay-length"]),
        ("evidence", "sails", ["ferry-doubled"]),
        ("sources", "letter", ["shipowners-letter"]),
        ("sources", "чайка", ["vestnik-ferry"]),
        ("claims", "buoy", []),
    ],
)
def test_the_search_finds_words(table: str, words: str, found: list[str]) -> None:
    """Full-text search finds records by their words, in any script, and no withdrawn claim."""
    key = "claim" if table == "evidence" else "id"
    query = f"SELECT {key} FROM {table} WHERE rowid IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)"
    with opened(exported()[NAME]) as connection:
        assert sorted(row[0] for row in connection.execute(query, [words])) == found


def test_the_search_minds_no_accents() -> None:
    """Who types no accents finds the words that have them, several on one letter too."""
    checked = with_claim(claim(port(), "quay-length"), summary="Der Kai am Café in Việt Nam")
    with opened(export.files(made(port(), checked), ["sqlite"])[NAME]) as connection:
        for words in ("cafe", "viet", "CAFÉ"):
            found = connection.execute("SELECT summary FROM claims_fts WHERE claims_fts MATCH ?", [words]).fetchall()
            assert found == [("Der Kai am Café in Việt Nam",)]


@pytest.mark.parametrize("table", ["claims", "evidence", "sources"])
def test_datasette_finds_the_search(table: str) -> None:
    """The search of a table is declared as Datasette looks for it."""
    with opened(exported()[NAME]) as connection:
        assert connection.execute(DETECT, [table]).fetchall() == [(f"{table}_fts",)]


@pytest.mark.parametrize("text", ["'); DROP TABLE claims; --", "\"'`[]%_", "NULL", "a\x00b", "😀 \u2028 \uffff"])
def test_hostile_text_is_a_value(text: str) -> None:
    """Text that looks like SQL, or holds what C ends a string with, is stored as it is."""
    checked = with_claim(claim(port(), "quay-length"), claim=text, notes=text, authors=(text,))
    with opened(export.files(made(port(), checked), ["sqlite"])[NAME]) as connection:
        assert connection.execute("SELECT claim, notes FROM claims WHERE id = 'quay-length'").fetchall() == [
            (text, text)
        ]
        assert connection.execute("SELECT name FROM claim_authors WHERE claim = 'quay-length'").fetchall() == [(text,)]
        assert _pragma(connection, "integrity_check") == ("ok",)


def test_the_file_holds_everything() -> None:
    """Each text and number of each record stands in some table; what is an address in the API alone doesn't."""
    media = Media.model_validate(
        {
            "kind": "image",
            "rating": "staged",
            "url": "https://images.example/crane",
            "context": "A rehearsal of 2019.",
            "original": "https://images.example/rehearsal",
        }
    )
    seen = with_claim(claim(port(), "quay-length"), media=media, moved_from="https://old.example/quay")
    files = export.files(made(port(), seen), ["jsonl", "sqlite"])
    with opened(files[NAME]) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = (row for name in tables if "_fts" not in name for row in connection.execute(f"SELECT * FROM {name}"))
        found = {cell for row in rows for cell in row}
    records = [loaded(line) for name in ("claims", "sources") for line in files[f"data/{name}.jsonl"].splitlines()]
    written = {value for record in records for value in _values({**record, "api_path": None})}
    assert {"https://images.example/rehearsal", "https://old.example/quay", "staged"} < written
    assert written - found == {None} - found


def _values(data: object) -> Iterator[object]:
    """Every text and number in the data, and what is null."""
    if isinstance(data, dict | list):
        for one in data.values() if isinstance(data, dict) else data:
            yield from _values(one)
    else:
        yield data
