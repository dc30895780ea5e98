r"""Claims and source documents as CSV: RFC 4180, comma, CRLF, UTF-8 without a mark, one record a line.

A spreadsheet takes a cell that starts with = + - or @ for a formula, whatever quotes stand around it. Such a cell gets
an apostrophe before it, and so does one that would be mistaken for a guarded one; `unguarded` takes it away again.
Lists are joined by " | "; claims.jsonl has them, the evidence and the analysis as they are.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from generator.export import shapes
from generator.export.encode import PART
from generator.export.records import Records
from generator.publication import Publication
from generator.render.page import PlannedFile

Cell = str | int | None
Row = Mapping[str, Cell]
Listed = shapes.Claim | shapes.Tombstone

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
    claims: list[Listed] = sorted([*made.claims, *made.withdrawn], key=lambda one: one.id)
    yield PlannedFile("data/claims.csv", lambda: _csv(CLAIMS, map(_row, claims)))
    yield PlannedFile("data/sources.csv", lambda: _csv(SOURCES, map(_source, made.sources)))


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


def _csv(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[bytes]:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
        if written.tell() >= PART:
            yield written.getvalue().encode()
            written.seek(0)
            written.truncate()
    yield written.getvalue().encode()


def _cell(value: Cell) -> str:
    return guarded(value) if isinstance(value, str) else "" if value is None else str(value)


def _joined(values: Iterable[str]) -> str:
    return " | ".join(values)


def _row(one: Listed) -> Row:
    return _claim(one) if isinstance(one, shapes.Claim) else _tombstone(one)


def _claim(claim: shapes.Claim) -> Row:
    stances = [piece.stance for piece in claim.evidence]
    states = [piece.state for piece in claim.evidence]
    return {
        **{name: value for name, value in claim if isinstance(value, str | int)},
        **{name: stances.count(name) for name in ("supports", "contradicts", "context")},
        **{name: states.count(name) for name in ("verified", "copied", "paraphrase")},
        "topics": _joined(claim.topics),
        "authors": _joined(claim.authors),
        "appearances": _joined(claim.appearances),
        "corrections": len(claim.corrections),
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


def _source(source: shapes.Source) -> Row:
    original, translated = source.republishes, source.translated_from
    return {
        **{name: value for name, value in source if isinstance(value, str)},
        **{name: _joined(getattr(source, name)) for name in ("archives", "reports_from", "origins", "makes")},
        "evidence_on": _joined(source.evidence_on),
        "republishes": (original.source or original.publisher) if original else None,
        "translated_from": translated.language if translated else None,
        "translated_by": translated.by if translated else None,
        "copied_by": source.copied.by if source.copied else None,
        "copied_on": source.copied.on if source.copied else None,
        "capture_words": source.capture.words if source.capture else None,
        "capture_root": source.capture.root if source.capture else None,
    }
