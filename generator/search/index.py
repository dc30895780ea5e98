"""The index in the site, as Pagefind's script reads it: what each page says, which words stand where, the facets.

Pagefind's own program takes milliseconds and 200 kB of memory a record, and puts facets in a chance order. So the files
are written here, and its program gives the scripts that read them. A test compares both, word for word.
"""

import gzip
import hashlib
import zlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import cbor2
import orjson

from generator.made import Entry
from generator.model import UNKNOWN, primary
from generator.put import Folder
from generator.search.lexicon import Lexicon, Tokens
from generator.search.pagefind import PagefindError, scripts
from generator.search.postings import chunks
from generator.search.record import Findable, Record
from generator.search.words import CONNECTORS
from generator.step import Step, quiet

FOLDER = "pagefind"
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


Prints = Callable[..., bytes]
"""What tells whether something is made of the same as before."""


def build(
    found: Sequence[Findable],
    language: str,
    folder: Folder,
    prints: Prints | None = None,
    *,
    step: Step = quiet,
    also: Sequence[str] = (),
    offline: bool = False,
) -> dict[str, str]:
    """Write the index into a site, and the shapes that results show; where each record's file stands, by its address.

    What the folder knows of the last index is used again where `prints` says that it was made of the same; `step` is
    told how many records are in. `also` are the paths of sites on the same host that are searched together with this
    one. For a site that is opened from a disk, the records are written as a script too, since no page may read a file
    there. Raises SearchError where Pagefind fails.
    """
    base = primary(language)
    try:
        version, program, files = scripts(base)
    except PagefindError as error:
        raise SearchError(f"Pagefind made no search index: {error}") from None
    index = _Index(folder, base, [one.url for one in found], None if offline else prints)
    for count, one in enumerate(found, 1):
        index.add(one)
        step(count)
    everything = index.finish(version)
    about = {"hash": everything, "wasm": program, "page_count": len(index.pages)}
    entry = {"version": version, "languages": {base: about}, "include_characters": sorted(CONNECTORS)}
    for name, content in files.items():
        folder.put(f"{FOLDER}/{name}", content)
    folder.put(f"{FOLDER}/pagefind-entry.json", orjson.dumps(entry))
    folder.put(ALSO, orjson.dumps(also))
    if offline:
        kept = [{**index.shown(page), "date": page.name.rpartition(".")[0]} for page in index.pages]
        data = orjson.dumps({"records": kept, "also": also})
        folder.put(OFFLINE, b"globalThis.attestedOffline = " + data + b";\n")
    return {page.url: page.path for page in index.pages}


@dataclass(frozen=True)
class _Page:
    """A record in the index: its page's address, the path of the file that shows it, its words, its facets."""

    url: str
    path: str
    words: int
    facets: Mapping[str, Sequence[str]]

    @property
    def name(self) -> str:
        """What the index calls the file."""
        return self.path.rpartition("/")[2].removesuffix(".pf_fragment")


class _Index:
    """An index that is being written."""

    def __init__(self, folder: Folder, language: str, urls: Sequence[str], prints: Prints | None) -> None:
        self._folder, self._made, self._prints = folder, folder.made, prints
        self._language = language
        self._lexicon = Lexicon(urls, language, folder.made, lambda file: _split(_read(file)))
        self._taken: set[str] = set()
        self.pages: list[_Page] = []

    def add(self, one: Findable) -> None:
        """Write what a result shows, or take it as it was."""
        key = self._prints(FOLDER, self._language, one.url, one.date, one.of()) if self._prints and one.of else b""
        entry = self._made.get(key) if key else None
        if entry and entry.file and entry.file.name != self._path("fragment", entry.about["hash"], _sortable(one.date)):
            entry = None  # another record would have that name now
        if entry := self._folder.take(entry):
            said = partial(self.tokens, len(self.pages))
        else:
            shown, tokens = _shown(one.make())
            said = partial(_at_hand, tokens)
            content = orjson.dumps(shown)
            hash_ = hashlib.sha256(content).hexdigest()
            path = self._path("fragment", hash_, _sortable(one.date))
            about = {"hash": hash_, "words": shown["word_count"], "facets": shown["filters"]}
            entry = Entry(self._folder.put(path, _gzip(content, _LEVELS["fragment"])), about)
        if key:
            self._made.keep(key, entry)
        assert entry.file
        name, sha256, _ = entry.file
        self._taken.add(name)
        self.pages.append(_Page(one.url, name, entry.about["words"], entry.about["facets"]))
        self._lexicon.add(name, sha256, said)

    def shown(self, page: _Page) -> dict[str, Any]:
        """What a result shows of a page."""
        return _read(self._folder.read(page.path))

    def tokens(self, number: int) -> Tokens:
        """The tokens of a page by its number."""
        return _split(self.shown(self.pages[number]))

    def finish(self, version: str) -> str:
        """Write the words, the facets and the list of everything; its name."""
        ends: list[tuple[str, str]] = []
        names: list[str] = []
        for chunk in chunks(self._lexicon.words(self.tokens)):
            ends.append((chunk.first, chunk.last))
            names.append(self._packed("index", chunk.content))
        facets = [
            (name, self._packed("filter", cbor2.dumps([name, sorted(values.items())])))
            for name, values in sorted(self._facets().items())
        ]
        words = [(*bounds, name) for bounds, name in zip(_bounds(ends), names, strict=True)]
        pages = [(page.name, page.words) for page in self.pages]
        everything = cbor2.dumps([version, pages, words, facets, [], ["title"]])
        name = hashlib.sha256(everything).hexdigest()[:10]
        self._folder.put(f"{FOLDER}/pagefind.{name}.pf_meta", _gzip(everything, _LEVELS["index"]))
        return name

    def _facets(self) -> Mapping[str, Mapping[str, list[int]]]:
        """The pages of each value of each facet."""
        found: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, page in enumerate(self.pages):
            for name, values in page.facets.items():
                for value in values:
                    found[name][value].append(number)
        return found

    def _packed(self, kind: str, content: bytes) -> str:
        """Write a file of this kind, or take it as it was; its name."""
        hash_ = hashlib.sha256(content).hexdigest()
        path = self._path(kind, hash_)
        self._taken.add(path)
        key = hashlib.sha256(f"{path} {hash_}".encode()).digest()
        entry = self._folder.take(self._made.get(key))
        if entry is None:
            entry = Entry(self._folder.put(path, _gzip(content, _LEVELS[kind])))
        self._made.keep(key, entry)
        return path.rpartition("/")[2].removesuffix(f".pf_{kind}")

    def _path(self, kind: str, hash_: str, date: str = "") -> str:
        """Where a file of this kind goes, named by its content; its name is as short as it can be without a namesake.

        A result is known by its file's name: that begins with its date, by which results of any indexes are ordered.
        """
        before = f"{FOLDER}/{kind}/{date}{'.' * bool(date)}"
        paths = (f"{before}{hash_[:length]}.pf_{kind}" for length in range(7, len(hash_) + 1))
        return next(path for path in paths if path not in self._taken)


def _shown(record: Record) -> tuple[dict[str, Any], Tokens]:
    """What a result shows, and its tokens."""
    tokens: list[str] = []
    title = record.title.split()
    anchors = [_anchor(0, record.colour, record.icon, record.date)]
    for passage in record.passages:
        anchors.append(_anchor(len(tokens), passage.kind, passage.at, passage.language))
        tokens += passage.text.replace(_ZERO_WIDTH_SPACE, "").split()
    shown = {
        "url": record.url,
        "content": " ".join(tokens),
        "word_count": max(1, len(tokens)),
        "filters": {
            name: [" ".join(value.split()) for value in values] for name, values in sorted(record.facets.items())
        },
        "meta": {"title": " ".join(title)},
        "anchors": anchors,
    }
    return shown, (tokens, title)


def _read(file: bytes) -> dict[str, Any]:
    """What a result shows, from its file."""
    shown: dict[str, Any] = orjson.loads(gzip.decompress(file).removeprefix(_MARK))
    return shown


def _at_hand(tokens: Tokens) -> Tokens:
    """Tokens that need not be read."""
    return tokens


def _split(shown: Mapping[str, Any]) -> Tokens:
    """The tokens that a result shows."""
    return shown["content"].split(), shown["meta"]["title"].split()


def _sortable(date: str) -> str:
    return EARLIEST if date == UNKNOWN else date


def _anchor(place: int, *parts: str) -> dict[str, Any]:
    """What is known of the words from this place on: a passage's kind, its element's id and language.

    The first one says what the record is: colour, shape and date. Pagefind keeps anchors for headings with an id.
    """
    return {"element": "i", "id": "|".join(parts), "text": "", "location": place}


def _bounds(ends: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """From which word to which each chunk goes, as short as tells them apart; these are its first and last."""
    bounds = [[first, last] for first, last in ends]
    for one, other in pairwise(bounds):
        common = next((n for n, (a, b) in enumerate(zip(one[1], other[0], strict=False)) if a != b), len(one[1]))
        last, first = one[1][: common + 1], other[0][: common + 1]
        one[1] = last if last >= one[0] else one[1]
        other[0] = first
    return [(first, last) for first, last in bounds]


def _gzip(content: bytes, level: int) -> bytes:
    return zlib.compress(_MARK + content, level, wbits=31)
