"""Which words stand where, in the form that Pagefind's script reads: CBOR, put together as the pages come, in order.

    [[word, [[page, places, places in the title]...], [[spelling, [[page, places, places in the title]...]]...]]...]

Pages and places are counted from the one before. A place is preceded by its weight where that changes, as -1 minus the
weight; places in the title by -1, the title being the first field. See Pagefind's `index/mod.rs` and `index_words.rs`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.search.words import FULL, Key, Words

CHUNK = 10_000
"""A chunk of the index, which a browser loads for a word, is closed when it holds so many places."""

_NEGATIVE, _TEXT, _ARRAY = 0x20, 0x60, 0x80
_TITLE = -1


@dataclass(frozen=True)
class Chunk:
    """A part of the index: the words from `first` to `last`."""

    first: str
    last: str
    content: bytes


class _Word:
    """The pages that have a word, as bytes, two parts a page. `here` are its places on page `at`, in any order."""

    __slots__ = ("at", "extra", "here", "last", "parts")

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.last = self.extra = 0
        self.at = -1
        self.here: list[int] = []

    @property
    def count(self) -> int:
        """How many pages have it."""
        return len(self.parts) // 2

    @property
    def met(self) -> tuple[bytes, bool]:
        """Sorts by the first page, which in CBOR is in the order of numbers; words of its text before the title's."""
        return self.parts[0], self.parts[1].startswith(_NOWHERE)

    @property
    def size(self) -> int:
        """What it counts in a chunk: each page, each place, each change of weight."""
        return 3 * self.count + self.extra

    def add(self, page: int, places: Sequence[int], titled: Sequence[int]) -> None:
        self.parts += _STEP[page - self.last], b"".join((*_array_of(places), *_array_of(titled)))
        self.extra += len(places) + len(titled) - 2
        self.last = page

    def written(self) -> bytes:
        return _array(self.count) + b"".join(self.parts)


class Postings:
    """All words of an archive."""

    def __init__(self, words: Words) -> None:
        """These are the words that tokens are found by."""
        self._forms = words.forms
        self._pages: defaultdict[Key, _Word] = defaultdict(_Word)
        self._whole: dict[str, _Word] = {}
        """The word of each token that is just one, as most are."""
        self._others: dict[str, tuple[tuple[_Word, int], ...]] = {}

    def add(self, page: int, text: Iterable[str], title: Iterable[str]) -> None:
        """Add a page's tokens; pages come in order."""
        met: list[_Word] = []
        other: dict[_Word, list[tuple[int, int]]] = {}
        for token, places in _gathered(text).items():
            word = self._whole.get(token)
            if word is None:
                self._meet(page, places, token, met, other)
            elif word.at == page:
                word.here += places
            else:
                word.at, word.here = page, places
                met.append(word)
        titled: dict[_Word, list[int]] = {}
        for token, places in _gathered(title).items():
            for word, _ in self._words(token):
                titled.setdefault(word, []).extend(places)
        self._keep(page, met, other, titled)

    def _words(self, token: str) -> tuple[tuple[_Word, int], ...]:
        """The words that a token is found by, each with its weight."""
        found = self._others.get(token)
        if found is None:
            found = self._others[token] = tuple((self._pages[key], weight) for key, weight in self._forms(token))
            if len(found) == 1 and found[0][1] == FULL:
                self._whole[token] = found[0][0]
        return found

    def _meet(
        self, page: int, places: list[int], token: str, met: list[_Word], other: dict[_Word, list[tuple[int, int]]]
    ) -> None:
        """Note a token that is new, or found by several words."""
        for word, weight in self._words(token):
            if weight != FULL:
                other.setdefault(word, []).extend((weight, place) for place in places)
            elif word.at == page:
                word.here += places
            else:
                word.at, word.here = page, [*places]
                met.append(word)

    @staticmethod
    def _keep(
        page: int, met: list[_Word], other: dict[_Word, list[tuple[int, int]]], titled: dict[_Word, list[int]]
    ) -> None:
        """Write down the words of a page."""
        special = other.keys() | titled.keys()
        for word in met:
            here = word.here
            if len(here) == 1 and word not in special:
                word.parts += _STEP[page - word.last], _ONCE[here[0]]  # what most words of a page are, so no call
                word.last = page
            else:
                word.add(page, _weighted(other.get(word, ()), sorted(here)), _titled(titled.get(word)))
        for word in special.difference(met):
            word.add(page, _weighted(other.get(word, ()), ()), _titled(titled.get(word)))

    def chunks(self) -> Iterator[Chunk]:
        """The words in order, in chunks."""
        spelt: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for key in self._pages:
            if isinstance(key, tuple):
                spelt[key[0]].append(key)
        here: list[tuple[str, bytes]] = []
        size = 0
        for word in sorted({*(key for key in self._pages if isinstance(key, str)), *spelt}):
            here.append((word, self._word(word, spelt.get(word, []))))
            size += self._pages[word].size
            if size >= CHUNK:
                yield _chunk(here)
                here, size = [], 0
        if here:
            yield _chunk(here)

    def _word(self, word: str, spelt: Sequence[tuple[str, str]]) -> bytes:
        """A word with its pages, and its spellings in Pagefind's order: as the pages have them, on each sorted."""
        ordered = sorted(spelt, key=lambda key: (self._pages[key].met, key[1]))
        spellings = b"".join(_array(2) + _text(key[1]) + self._pages[key].written() for key in ordered)
        return _array(3) + _text(word) + self._pages[word].written() + _array(len(spelt)) + spellings


def _chunk(words: Sequence[tuple[str, bytes]]) -> Chunk:
    content = b"".join(written for _, written in words)
    return Chunk(words[0][0], words[-1][0], _array(1) + _array(len(words)) + content)


def _weighted(other: Sequence[tuple[int, int]], full: Sequence[int]) -> list[int]:
    """A word's places in the text: the lightest first, each weight's in order."""
    if not other:
        return [-1 - FULL, *_steps(full)] if full else []
    numbers: list[int] = []
    weight, last = 0, 0
    for own, place in sorted(other):
        numbers += [place - last] if own == weight else [-1 - own, place]
        weight, last = own, place
    return numbers + ([-1 - FULL, *_steps(full)] if full else [])


def _titled(places: Sequence[int] | None) -> list[int]:
    """A word's places in the title."""
    return [_TITLE, *_steps(sorted(places))] if places else []


def _gathered(tokens: Iterable[str]) -> dict[str, list[int]]:
    """Where each token stands."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, token in enumerate(tokens):
        found[token].append(place)
    return found


def _steps(places: Sequence[int]) -> list[int]:
    return [places[0], *(after - before for before, after in pairwise(places))]


def _head(kind: int, value: int) -> bytes:
    """CBOR's first bytes of a value: its kind, and a number in as few bytes as it takes (RFC 8949, 3)."""
    if value < 24:  # fits beside the kind
        return bytes((kind | value,))
    size = next(size for size in (1, 2, 4, 8) if value < 1 << 8 * size)
    return bytes((kind | 23 + size.bit_length(),)) + value.to_bytes(size)


class _Made(dict[int, bytes]):
    """Bytes by the number they hold, each made once."""

    def __init__(self, make: Callable[[int], bytes]) -> None:
        self._make = make

    def __missing__(self, number: int) -> bytes:
        made = self[number] = self._make(number)
        return made


_number = _Made(lambda value: _head(0, value) if value >= 0 else _head(_NEGATIVE, -1 - value)).__getitem__
_array = _Made(lambda count: _head(_ARRAY, count)).__getitem__
_NOWHERE = _array(0)
_STEP = _Made(lambda step: _array(3) + _number(step))
_ONCE = _Made(lambda place: _array(2) + _number(-1 - FULL) + _number(place) + _array(0))
"""A page that has a word once: the step from the page before, then the place, with full weight and not in the title."""


def _array_of(values: Sequence[int]) -> Iterator[bytes]:
    yield _array(len(values))
    yield from map(_number, values)


def _text(text: str) -> bytes:
    content = text.encode()
    return _head(_TEXT, len(content)) + content
