"""The straight line of an import: files of an archive to records, records to draft claims and source documents."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.capture.encoding import usual
from generator.contents import FOLDER
from generator.importing import claimreview, documents, draft, existing, factcheck, files, table
from generator.importing.columns import Columns
from generator.importing.html_values import address
from generator.importing.html_values import values as html_values
from generator.importing.json_values import Broken, Found, Value
from generator.importing.json_values import values as json_values
from generator.importing.ratings import Ratings
from generator.importing.reading import Text
from generator.importing.record import Record
from generator.model import Settings
from generator.problem import Problem, shown
from generator.report import printable
from generator.step import Step
from generator.write import atomically

FORMATS = ("claimreview", "factcheck-api", "csv")
_LONGEST_PAGE = 50_000_000

Data = dict[str, Any]


@dataclass
class Counts:
    """What an import did; all of it again in a second run is `unchanged`."""

    records: int = 0
    written: int = 0
    updated: int = 0
    unchanged: int = 0
    edited: int = 0
    elsewhere: int = 0
    documents: int = 0
    placeless: Counter[str] = field(default_factory=Counter)
    """Properties of the archive that have no field here, and how many records have each."""


@dataclass
class Import:
    """An import into the project at `root`.

    Attributes:
        root: the project's folder.
        settings: what its publication.yml says.
        form: one of FORMATS.
        folder: the folder below claims/ for the claims.
        ratings: the map of ratings.
        columns: the map of columns; for a table alone.
        encoding: the codec of what has no mark of Unicode, where somebody said it.
        dates: what 03/04/2024 is, where somebody said it.
    """

    root: Path
    settings: Settings
    form: str
    folder: str
    ratings: Ratings
    columns: Columns | None = None
    encoding: str = ""
    dates: str = ""
    counts: Counts = field(default_factory=Counts)

    def __post_init__(self) -> None:
        """Look at what is there already."""
        self._existing = existing.scan(self.root)
        self._documents = documents.Documents(self._existing)
        self._seen: dict[str, tuple[str, str]] = {}

    def text(self, path: Path, said: str = "") -> Text:
        """A file of the archive; `said` is the codec that the map of its columns names."""
        return Text(path, usual(self.settings.language), self.encoding or said)

    def file(self, text: Text, step: Step) -> Iterator[Problem]:
        """Import one file; what couldn't be mapped comes out. `step` is told how many bytes were read."""
        name = printable(text.path.name)
        for found in self._readable(text, name):
            if isinstance(found, Problem):
                yield found
            else:
                yield from self._take(found, name)
            step(text.done)
        if not self.counts.records:
            yield _whole(name, f"holds no record of the format {self.form}")

    def _readable(self, text: Text, name: str) -> Iterator[Record | Problem]:
        """The records, up to where the file can't be read; what can't be written is another matter."""
        try:
            if text.note:
                yield Problem(name, 1, 1, "", "changed", text.note, "warning")
            yield from self._records(text, name)
        except OSError as error:
            yield _whole(name, f"can't be read ({error.strerror or 'unknown error'})")

    def _records(self, text: Text, name: str) -> Iterator[Record | Problem]:
        """Every record of a file, and every place that couldn't be read."""
        found = self._rows(text, name) if self.form == "csv" else self._objects(text, name)
        for number, one in enumerate(found, 1):
            if isinstance(one, Record):
                self.counts.records += 1
                one.number = number
            yield one

    def _rows(self, text: Text, name: str) -> Iterator[Record | Problem]:
        assert self.columns is not None  # the caller has read the map of a table
        for one in table.rows(text, self.columns.delimiter):
            if isinstance(one, Broken):
                yield _broken(name, one)
                continue
            record = Record(name, one.line, 0, exact=self.columns.ours, dates=self.dates or self.columns.dates)
            self._count(record)
            table.fill(record, one, self.columns, self.settings.name)
            yield _withdrawn(record) or record

    def _objects(self, text: Text, name: str) -> Iterator[Record | Problem]:
        page, found = self._values(text)
        for one in found:
            if isinstance(one, Broken):
                yield _broken(name, one)
                continue
            met = False
            for data in factcheck.reviews(one.data) if self.form == "factcheck-api" else claimreview.reviews(one.data):
                met = True
                yield self._read(name, one, data, page)
            if not met and isinstance(one.data, dict) and not (page or one.rescued):
                yield Problem(name, one.line, 1, "", "not-a-claim", "this object holds no fact-check", "warning")

    def _values(self, text: Text) -> tuple[str, Iterator[Found]]:
        """The page's address where it is a page, and the values."""
        pieces = text.pieces()
        start = next((piece for piece in pieces if piece.strip()), "")
        if start.lstrip("\ufeff \t\r\n").startswith("<"):
            whole = text.whole(_LONGEST_PAGE)
            return address(whole) or " ", html_values(whole)
        return "", json_values(_again(start, pieces))

    def _read(self, name: str, value: Value, data: Data, page: str) -> Record | Problem:
        record = Record(name, value.line, self.counts.records + 1, dates=self.dates)
        if self.form == "factcheck-api":
            factcheck.fill(record, data, self.settings.name)
            return record
        if claimreview.deleted(data):
            return Problem(name, value.line, 1, "", "withdrawn", _taken_back(data), "warning")
        self.counts.placeless += claimreview.placeless(data)
        url = self.settings.url
        record.exact = bool(url and str(data.get("url", "")).startswith(url))
        claimreview.fill(record, data, self.settings.name, page.strip())
        return record

    def _count(self, record: Record) -> None:
        """The columns of a table that no field holds."""
        record.number = self.counts.records + 1
        if self.columns:
            self.counts.placeless.update(self.columns.unused)

    def _take(self, record: Record, archive: str) -> Iterator[Problem]:
        """Write what a record gives, unless it was met or imported before, or is somebody's own."""
        record.id = draft.own_id(record, self.settings) or record.id
        identity, content = record.identity, record.content
        if identity in self._seen:
            record.note("", "duplicate", self._again(identity, content))
            yield from record.problems
            return
        self._seen[identity] = (f"record[{record.number}] of {archive}", content)
        self._claim(record, identity, archive)
        yield from record.problems

    def _again(self, identity: str, content: str) -> str:
        first, before = self._seen[identity]
        return f"is {first} again{'' if content == before else ', and says something else; the first was taken'}"

    def _claim(self, record: Record, identity: str, archive: str) -> None:
        made = self._existing.made.get(identity)
        mine = self._existing.claims.get(existing.words(record.claim))
        if made is None and mine is not None and (not record.id or record.id == mine):
            self.counts.edited += 1
            return
        if made and made.edited:
            self.counts.edited += 1
            return
        if made and made.archive != archive:
            self.counts.elsewhere += 1
            record.note("", "duplicate", f"was imported from {shown(made.archive)} already, and that stays")
            return
        verdict = self._verdict(record)
        fields = draft.fields(record, self._existing, self.settings, verdict)
        self._name_documents(record, fields)
        self.counts.placeless.update(record.placeless)
        path = made.path if made else self._path(record)
        text = files.claim_text(fields, files.comments(record), self.folder)
        self._documents_first()
        self._write(path, existing.marked(identity, archive, text), made.text if made else None)

    def _verdict(self, record: Record) -> str:
        """The verdict's id, or an empty text while it is open."""
        mapped = self.ratings.verdict(record.rating) if record.rating else ""
        if record.verdict in self.settings.verdicts:
            return record.verdict
        if record.rating is None:
            record.note("verdict", "missing", "no rating was found; choose a verdict")
        return mapped

    def _name_documents(self, record: Record, fields: Data) -> None:
        """The documents that make the claim, and those cited, which are no evidence yet."""
        appearing = self._documents.ids(record, "appearance", record.few("appearance", record.appearances))
        named = self._documents.ids(record, "citation", record.few("citation", record.citations))
        cited = [one for one in named if one not in appearing]
        if appearing:
            fields["appearances"] = appearing
        if cited:
            fields["sources"] = [{"source": one} for one in cited]

    def _path(self, record: Record) -> Path:
        """A file nobody has: an id is taken once, over all folders."""
        id_ = next(one for one in files.id_candidates(record) if one not in self._existing.ids)
        path = self.root / FOLDER / self.folder / f"{id_}.yml"
        self._existing.ids[id_] = path
        return path

    def _documents_first(self) -> None:
        """Write the source documents before the claim that names them."""
        for id_, fields in self._documents.taken().items():
            path = self.root / FOLDER / "sources" / f"{id_}.yml"
            plain = files.source_text(fields)
            text = existing.marked(existing.token(id_), "an archive", plain)
            if not (path.exists() and path.read_bytes() == text.encode()):
                atomically(path, text.encode())
                self.counts.documents += 1

    def _write(self, path: Path, text: str, before: str | None) -> None:
        if text == before:
            self.counts.unchanged += 1
            return
        atomically(path, text.encode())
        if before is None:
            self.counts.written += 1
        else:
            self.counts.updated += 1


def _again(start: str, pieces: Iterator[str]) -> Iterator[str]:
    yield start
    yield from pieces


def _withdrawn(record: Record) -> Problem | None:
    """What a table says of a fact-check that was taken back."""
    day = record.direct.get("withdrawn")
    if not day:
        return None
    reason = record.direct.get("withdrawn_reason", "")
    said = f"{shown(record.url or record.id)} was withdrawn on {shown(day)}: {shown(reason)}; it isn't imported"
    return Problem(record.path, record.line, 1, f"record[{record.number}]", "withdrawn", said, "warning")


def _taken_back(data: Data) -> str:
    item = data.get("item")
    url = item.get("url", "") if isinstance(item, dict) else ""
    reason = f": {shown(data['description'])}" if data.get("description") else ""
    return f"{shown(url)} was withdrawn on {shown(data['dateDeleted'])}{reason}; it isn't imported"


def _broken(name: str, one: Broken) -> Problem:
    return Problem(name, one.line, 1, "", "not-read", one.fault, "error")


def _whole(name: str, fault: str) -> Problem:
    return Problem(name, 1, 1, "", "not-read", fault, "error")


def total(paths: Sequence[Path]) -> int:
    """The bytes of these files."""
    return sum(path.stat().st_size for path in paths if path.is_file())
