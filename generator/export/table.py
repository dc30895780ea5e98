r"""Claims and source documents as CSV: RFC 4180, comma, CRLF, UTF-8 without a mark, one record a line.

A spreadsheet takes a cell that starts with = + - or @ for a formula, whatever quotes stand around it. Such a cell gets
an apostrophe before it, and so does one that would be mistaken for a guarded one; `unguarded` takes it away again.
Lists are joined by " | "; claims.jsonl has them, the evidence and the analysis as they are.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from generator.export import shapes
from generator.export.records import Data, Line, Records
from generator.part import Part
from generator.publication import Publication
from generator.render.page import PlannedFile

Cell = str | int | None
Row = Mapping[str, Cell]
Columns = tuple[str, ...]

# What spreadsheets take for a formula's start, full-width and small forms included, whatever nobody sees before it.
_UNSEEN = r"[\s\x00\u00ad\u061c\u200b-\u200f\u2060\ufeff]"
_RISKY = re.compile(rf"'*(?:[\t\r\n]|{_UNSEEN}*[=+\-@＝＋－＠﹦﹢﹣﹫])")


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; what starts with a letter or a digit is none."""
    if text[:1].isalnum():
        return text
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell that may have been guarded."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell) else cell


def tables(publication: Publication, made: Records) -> Iterator[PlannedFile]:  # noqa: ARG001 - every format's signature
    """claims.csv, with what is left of withdrawn claims, and sources.csv."""
    yield PlannedFile("data/claims.csv", partial(_claims, made))
    yield PlannedFile("data/sources.csv", partial(_sources, made))


CLAIMS = (
    *("id", "path", "url", "claim", "short", "claimant", "claimed", "verdict", "verdict_label", "rating", "summary"),
    *("topics", "dossier", "authors", "published", "modified", "expires", "appearances", "supports", "contradicts"),
    *("context", "verified", "copied", "paraphrase", "corrections", "why_checked", "single_source_reason"),
    *("one_sided_reason", "withdrawn", "withdrawn_reason"),
)
SOURCES = (
    *("id", "path", "url", "title", "publisher", "original_url", "kind", "language", "author", "published"),
    *("date_note", "accessed", "archives", "interest", "republishes", "translated_from", "translated_by"),
    *("reports_from", "origins", "note", "copied_by", "copied_on", "capture_words", "capture_root", "makes"),
    "evidence_on",
)


def _claims(made: Records) -> Iterator[bytes | Part]:
    yield _line(CLAIMS)
    for one in made.listed:
        yield _part(CLAIMS, one, _claim) if isinstance(one, Line) else _row(CLAIMS, _tombstone(one))


def _sources(made: Records) -> Iterator[bytes | Part]:
    yield _line(SOURCES)
    for line in made.sources:
        yield _part(SOURCES, line, _source)


def _part(columns: Columns, line: Line, row: Callable[[Data], Row]) -> Part:
    """A record's row, made when it is asked for."""
    return Part(line.of, lambda: _row(columns, row(line.record())))


def _row(columns: Columns, row: Row) -> bytes:
    return _line([_cell(row.get(column)) for column in columns])


def _line(cells: Sequence[str]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    return written.getvalue().encode()


def _cell(value: Cell) -> str:
    return guarded(value) if isinstance(value, str) else "" if value is None else str(value)


def _joined(values: Iterable[str]) -> str:
    return " | ".join(values)


def _claim(claim: Data) -> Row:
    stances = [piece["stance"] for piece in claim["evidence"]]
    states = [piece["state"] for piece in claim["evidence"]]
    return {
        **{name: value for name, value in claim.items() if isinstance(value, str | int)},
        **{name: stances.count(name) for name in ("supports", "contradicts", "context")},
        **{name: states.count(name) for name in ("verified", "copied", "paraphrase")},
        "topics": _joined(claim["topics"]),
        "authors": _joined(claim["authors"]),
        "appearances": _joined(claim["appearances"]),
        "corrections": len(claim["corrections"]),
    }


def _tombstone(one: shapes.Tombstone) -> Row:
    return {
        "id": one.id,
        "path": one.path,
        "url": one.url,
        "published": one.published,
        "withdrawn": one.withdrawn.date,
        "withdrawn_reason": one.withdrawn.reason,
    }


def _source(source: Data) -> Row:
    lists = ("archives", "reports_from", "origins", "makes", "evidence_on")
    original, translated = source["republishes"], source["translated_from"]
    copied, capture = source["copied"], source["capture"]
    return {
        **{name: value for name, value in source.items() if isinstance(value, str)},
        **{name: _joined(source[name]) for name in lists},
        "republishes": (original["source"] or original["publisher"]) if original else None,
        "translated_from": translated["language"] if translated else None,
        "translated_by": translated["by"] if translated else None,
        "copied_by": copied["by"] if copied else None,
        "copied_on": copied["on"] if copied else None,
        "capture_words": capture["words"] if capture else None,
        "capture_root": capture["root"] if capture else None,
    }
