"""The index in the site, as Pagefind's script reads it: what each page says, which words stand where, the facets.

Pagefind's own program takes milliseconds and 200 kB of memory a record, and puts facets in a chance order. So the files
are written here, and its program gives the scripts that read them. A test compares both, word for word.
"""

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import cbor2
import orjson

from generator.model import UNKNOWN
from generator.render import marks
from generator.search.pagefind import PagefindError, scripts
from generator.search.postings import Chunk, Postings
from generator.search.record import Record
from generator.search.words import CONNECTORS, Words

FOLDER = "pagefind"
MARKS = "search/marks.svg"
ALSO = "search/also.json"
OFFLINE = "search/offline.js"
EARLIEST = "0000"
"""Sorts what has no date behind all that has one."""

_LEVELS = {"fragment": 1, "index": 4, "filter": 4}
"""How hard each kind of file is compressed: more takes several times as long and saves a reader a few hundred bytes."""
_MARK = b"pagefind_dcd"
_ZERO_WIDTH_SPACE = "\u200b"


class SearchError(Exception):
    """The index could not be made."""


def build(
    records: Iterable[Record], language: str, site: Path, *, also: Sequence[str] = (), offline: bool = False
) -> None:
    """Write the index below `site`, and the shapes that results show. Raises SearchError where Pagefind fails.

    `also` are the paths of sites on the same host that are searched together with this one.
    For a site that is opened from a disk, the records are written as a script too, since no page may read a file there.
    """
    base = language.partition("-")[0].lower()
    try:
        version, program, files = scripts(base)
    except PagefindError as error:
        raise SearchError(f"Pagefind made no search index: {error}") from None
    folder = site / FOLDER
    index = _Index(folder, base)
    kept = [{**said, "date": _sortable(record)} for record in records if (said := index.add(record)) and offline]
    everything = index.finish(version)
    about = {"hash": everything, "wasm": program, "page_count": index.count}
    entry = {"version": version, "languages": {base: about}, "include_characters": sorted(CONNECTORS)}
    for name, content in files.items():
        _write(folder / name, content)
    _write(folder / "pagefind-entry.json", orjson.dumps(entry))
    _write(site / MARKS, marks().encode())
    _write(site / ALSO, orjson.dumps(also))
    if offline:
        data = orjson.dumps({"marks": marks(), "records": kept, "also": also})
        _write(site / OFFLINE, b"globalThis.attestedOffline = " + data + b";\n")


class _Index:
    """An index that is being written."""

    def __init__(self, folder: Path, language: str) -> None:
        for kind in ("fragment", "index", "filter"):
            (folder / kind).mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._postings = Postings(Words(language))
        self._taken: set[str] = set()
        self._pages: list[tuple[str, int]] = []
        self._facets: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))

    @property
    def count(self) -> int:
        """How many records there are."""
        return len(self._pages)

    def add(self, record: Record) -> dict[str, Any]:
        """Write what a result shows, and remember the rest."""
        tokens: list[str] = []
        anchors = [_anchor(0, record.colour, record.icon, record.date)]
        for passage in record.passages:
            anchors.append(_anchor(len(tokens), "quote" if passage.quoted else "text", passage.at, passage.language))
            tokens += passage.text.replace(_ZERO_WIDTH_SPACE, "").split()
        title = record.title.split()
        facets = {name: [" ".join(value.split()) for value in values] for name, values in sorted(record.facets.items())}
        shown = {
            "url": record.url,
            "content": " ".join(tokens),
            "word_count": max(1, len(tokens)),
            "filters": facets,
            "meta": {"title": " ".join(title)},
            "anchors": anchors,
        }
        self._postings.add(self.count, tokens, title)
        for name, values in facets.items():
            for value in values:
                self._facets[name][value].append(self.count)
        name = self._packed("fragment", orjson.dumps(shown), f"{_sortable(record)}.")
        self._pages.append((name, max(1, len(tokens))))
        return shown

    def finish(self, version: str) -> str:
        """Write the words, the facets and the list of everything; its name."""
        chunks = list(self._postings.chunks())
        names = [self._packed("index", chunk.content) for chunk in chunks]
        facets = [
            (name, self._packed("filter", cbor2.dumps([name, sorted(values.items())])))
            for name, values in sorted(self._facets.items())
        ]
        words = [(*bounds, name) for bounds, name in zip(_bounds(chunks), names, strict=True)]
        everything = cbor2.dumps([version, self._pages, words, facets, [], ["title"]])
        name = hashlib.sha256(everything).hexdigest()[:10]
        _write(self._folder / f"pagefind.{name}.pf_meta", _gzip(everything, _LEVELS["index"]))
        return name

    def _packed(self, kind: str, content: bytes, before: str = "") -> str:
        """Write a file of this kind, named by its content; the name is as short as it can be without a namesake.

        A result is known by its file's name: that begins with its date, by which results of any indexes are ordered.
        """
        hash_ = hashlib.sha256(content).hexdigest()
        length = next(length for length in range(7, len(hash_) + 1) if kind + hash_[:length] not in self._taken)
        self._taken.add(kind + hash_[:length])
        name = before + hash_[:length]
        with open(f"{self._folder}/{kind}/{name}.pf_{kind}", "wb") as file:  # noqa: PTH123 - there are many
            file.write(_gzip(content, _LEVELS[kind]))
        return name


def _sortable(record: Record) -> str:
    return EARLIEST if record.date == UNKNOWN else record.date


def _anchor(place: int, *parts: str) -> dict[str, Any]:
    """What is known of the words from this place on: a passage's kind, its element's id and language.

    The first one says what the record is: colour, shape and date. Pagefind keeps anchors for headings with an id.
    """
    return {"element": "i", "id": "|".join(parts), "text": "", "location": place}


def _bounds(chunks: Sequence[Chunk]) -> list[tuple[str, str]]:
    """From which word to which each chunk goes, as short as tells them apart."""
    bounds = [[chunk.first, chunk.last] for chunk in chunks]
    for one, other in pairwise(bounds):
        common = next((n for n, (a, b) in enumerate(zip(one[1], other[0], strict=False)) if a != b), len(one[1]))
        last, first = one[1][: common + 1], other[0][: common + 1]
        one[1] = last if last >= one[0] else one[1]
        other[0] = first
    return [(first, last) for first, last in bounds]


def _gzip(content: bytes, level: int) -> bytes:
    return zlib.compress(_MARK + content, level, wbits=31)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
