"""CSV to records, by a map of its columns, line by line."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.export.table import unguarded
from generator.importing import loose
from generator.importing.columns import LISTS, Columns
from generator.importing.json_values import Broken
from generator.importing.people import claimant
from generator.importing.rated import rating
from generator.importing.ratings import MapError
from generator.importing.reading import Text
from generator.importing.record import Rating, Record, Work
from generator.model import ID
from generator.not_text import another_file

LARGEST = 4_000_000
"""Characters a cell may have: one whose quotation mark isn't closed would else be the rest of the file."""
_DIRECT = ("dossier", "why_checked", "single_source_reason", "one_sided_reason", "withdrawn", "withdrawn_reason")


@dataclass(frozen=True)
class Row:
    """A row of the table by its columns, and the line it starts on; cells beyond the header are `extra`."""

    line: int
    cells: dict[str, str]
    extra: tuple[str, ...] = ()
    missing: int = 0


def header(text: Text) -> tuple[list[str], str]:
    """The names of a table's columns, and what stands between them: the commonest of , ; tab and |. Raises OSError.

    Raises MapError too, where the file is empty or no text.
    """
    path, start = text.path, text.whole(1 << 16)
    if not start.strip():
        raise MapError(f"{path} is empty; name the file that holds the table")
    with path.open("rb") as file:
        if what := another_file(file.read(16)):
            raise MapError(f"{path}: {what}, no table; save the table as CSV, and import that file")
    first = re.sub(r'"[^"]*"', "", start.partition("\n")[0])
    delimiter = max(",;\t|", key=first.count)
    csv.field_size_limit(LARGEST)
    try:
        row = next(csv.reader(_lines(text), delimiter=delimiter), [])
    except csv.Error as error:
        raise MapError(f"{path}: its first row can't be read ({error}); save the table as CSV again") from None
    return _named(row), delimiter


def _named(row: Sequence[str]) -> list[str]:
    """The columns' names; a second one of the same name gets a number."""
    found: list[str] = []
    times = Counter[str]()
    for name in (one.strip() for one in row):
        times[name] += 1
        found.append(f"{name} ({times[name]})" if name and times[name] > 1 else name)
    return found


def rows(text: Text, delimiter: str) -> Iterator[Row | Broken]:
    """Every row below the header."""
    csv.field_size_limit(LARGEST)
    reader = csv.reader(_lines(text), delimiter=delimiter)
    names = _named(next(reader, []))
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Broken(line, f"this row can't be read ({error})")
            continue
        if cells is None:
            return
        if any(one.strip() for one in cells):
            known = {name: cell for name, cell in zip(names, cells, strict=False) if name}
            extra = tuple(one for one in cells[len(names) :] if one.strip())
            yield Row(line, known, extra, max(0, len(names) - len(cells)))


def _lines(text: Text) -> Iterator[str]:
    """Lines with their ends, and without the characters a table's reader stumbles over."""
    rest: list[str] = []
    length = 0
    for piece in text.pieces():
        first, *lines = piece.replace("\x00", "").split("\n")
        length += len(first)
        rest.append(first if length <= LARGEST else "")
        if lines:
            yield _line(rest, length) + "\n"
            yield from (f"{line}\n" for line in lines[:-1])
            rest, length = [lines[-1]], len(lines[-1])
    if length:
        yield _line(rest, length)


def _line(pieces: Sequence[str], length: int) -> str:
    """A line of its pieces; for one that is longer than a cell may be, a cell too long, which the reader refuses."""
    return "".join(pieces) if length <= LARGEST else "x" * (LARGEST + 1)


def fill(record: Record, row: Row, columns: Columns, publisher: str) -> None:
    """Read a row into a record."""
    for one in row.extra:
        record.keep("", one, "stands in a cell beyond the table's columns")
    if row.missing:
        record.note("", "changed", f"the row ends {row.missing} cells short of the columns")
    said = {name: _cell(row, columns.columns.get(name, ())) for name in columns.columns}
    for name in ("claim", "short", "summary"):
        setattr(record, name, record.first(name, said.get(name)))
    record.body = record.first("body", said.get("body"), lines=True)
    claimant(record, [record.text("claimant", one) for one in loose.texts(said.get("claimant"))])
    record.claimed = record.date("claimed", said.get("claimed"))
    record.published = record.day("published", said.get("published"))
    record.expires = record.day("expires", said.get("expires"))
    record.url = record.address("url", said.get("url"))
    record.id = loose.text(said.get("id"))
    _rated(record, said, ours=columns.ours)
    items = {name: _items(said.get(name, ""), columns.separator) for name in LISTS}
    record.topics = items["topics"]
    record.authors = [
        one for one in dict.fromkeys(record.text("authors", one) for one in items["authors"]) if one != publisher
    ]
    record.appearances = _works(record, "appearances", items["appearances"])
    record.citations = _works(record, "citations", items["citations"])
    record.direct = {name: record.text(name, said[name]) for name in _DIRECT if loose.text(said.get(name))}


def _cell(row: Row, columns: Sequence[str]) -> str:
    """The first of these columns that says something."""
    cells = (unguarded(row.cells.get(column, "").strip()) for column in columns)
    return next(filter(None, cells), "")


def _items(cell: str, separator: str) -> list[str]:
    return [one.strip() for one in cell.split(separator) if loose.texts(one.strip())]


def _rated(record: Record, said: dict[str, str], *, ours: bool) -> None:
    """The verdict by its id, else the rating by its words and numbers."""
    numbers = [loose.number(said.get(name)) for name in ("rating_value", "rating_best", "rating_worst")]
    if ours and numbers[0] is not None:
        numbers = [numbers[0], 5.0, 1.0]
    words = loose.text(said.get("rating")) or loose.text(said.get("verdict"))
    made, explained = rating(record, {"alternateName": words})
    record.summary = record.summary or explained
    record.rating = Rating(made.words if made else "", *numbers) if made or numbers[0] is not None else None
    verdict = loose.text(said.get("verdict"))
    record.verdict = verdict if ID.fullmatch(verdict) else ""


def _works(record: Record, name: str, items: list[str]) -> list[Work]:
    """Documents: an address, or the id of a source document."""
    ids = [one for one in items if ID.fullmatch(one)]
    urls = record.addresses(name, [one for one in items if one not in ids])
    return [*(Work(id=one) for one in ids), *(Work(url=one) for one in urls)]
