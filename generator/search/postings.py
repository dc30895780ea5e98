"""Which words stand where, in the form that Pagefind's script reads: CBOR, put together as the pages come, in order.

    [[word, [[page, places, places in the title]...], [[spelling, [[page, places, places in the title]...]]...]]...]

Pages and places are counted from the one before. A place is preceded by its weight where that changes, as -1 minus the
weight; places in the title by -1, the title being the first field. See Pagefind's `index/mod.rs` and `index_words.rs`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.search.words import FULL, Key, Words

CHUNK = 10_000
"""A chunk of the index, which a browser loads for a word, is closed when it holds so many places."""

_NEGATIVE, _TEXT, _ARRAY = 0x20, 0x60, 0x80
_TITLE = -1
_MANY = 4096
"""Numbers below this have their bytes made beforehand."""


@dataclass(frozen=True)
class Chunk:
    """A part of the index: the words from `first` to `last`."""

    first: str
    last: str
    content: bytes


class _Pages:
    """The pages that have a word, as bytes; `size` is what they count in a chunk."""

    __slots__ = ("content", "count", "last", "size")

    def __init__(self) -> None:
        self.content = bytearray()
        self.count = self.last = self.size = 0

    def add(self, page: int, places: list[int], titled: list[int]) -> None:
        self.content += _array(3) + _number(page - self.last) + _numbers(places) + _numbers(titled)
        self.count += 1
        self.last = page
        self.size += len(places) + len(titled) + 1

    def written(self) -> bytes:
        return _array(self.count) + self.content


class Postings:
    """All words of an archive."""

    def __init__(self, words: Words) -> None:
        """These are the words that tokens are found by."""
        self._forms = words.forms
        self._pages: defaultdict[Key, _Pages] = defaultdict(_Pages)

    def add(self, page: int, text: Iterable[str], title: Iterable[str]) -> None:
        """Add a page's tokens; pages come in order."""
        full: dict[Key, list[int]] = {}
        other: dict[Key, list[tuple[int, int]]] = {}
        titled: dict[Key, list[int]] = {}
        for place, token in enumerate(text):
            for key, weight in self._forms(token):
                if weight != FULL:
                    other.setdefault(key, []).append((weight, place))
                elif key in full:
                    full[key].append(place)
                else:
                    full[key] = [place]
        for place, token in enumerate(title):
            for key, _ in self._forms(token):
                titled.setdefault(key, []).append(place)
        special = other.keys() | titled.keys()
        for key, places in full.items():
            pages = self._pages[key]
            step, place = page - pages.last, places[0]
            if len(places) == 1 and key not in special and step < _MANY and place < _MANY:
                pages.content += _ONCE[step] + _PLACE[place]  # what most words of a page are, so no call
                pages.count += 1
                pages.size += 3
                pages.last = page
            else:
                pages.add(page, _weighted(other.get(key, []), places), _titled(titled.get(key)))
        for key in dict.fromkeys((*other, *titled)):
            if key not in full:
                self._pages[key].add(page, _weighted(other.get(key, []), []), _titled(titled.get(key)))

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
        spellings = b"".join(_array(2) + _text(key[1]) + self._pages[key].written() for key in spelt)
        return _array(3) + _text(word) + self._pages[word].written() + _array(len(spelt)) + spellings


def _chunk(words: Sequence[tuple[str, bytes]]) -> Chunk:
    content = b"".join(written for _, written in words)
    return Chunk(words[0][0], words[-1][0], _array(1) + _array(len(words)) + content)


def _weighted(other: Sequence[tuple[int, int]], full: Sequence[int]) -> list[int]:
    """A word's places in the text: the lightest first, each weight's in order."""
    numbers: list[int] = []
    weight, last = 0, 0
    for own, place in sorted(other):
        numbers += [place - last] if own == weight else [-1 - own, place]
        weight, last = own, place
    return numbers + ([-1 - FULL, *_steps(full)] if full else [])


def _titled(places: Sequence[int] | None) -> list[int]:
    """A word's places in the title."""
    return [_TITLE, *_steps(places)] if places else []


def _steps(places: Sequence[int]) -> list[int]:
    return [places[0], *(after - before for before, after in pairwise(places))]


def _head(kind: int, value: int) -> bytes:
    """CBOR's first bytes of a value: its kind, and a number in as few bytes as it takes (RFC 8949, 3)."""
    if value < 24:  # fits beside the kind
        return bytes((kind | value,))
    size = next(size for size in (1, 2, 4, 8) if value < 1 << 8 * size)
    return bytes((kind | 23 + size.bit_length(),)) + value.to_bytes(size)


_NUMBERS = {value: _head(0, value) if value >= 0 else _head(_NEGATIVE, -1 - value) for value in range(-256, _MANY)}


_ONCE = [_head(_ARRAY, 3) + _NUMBERS[step] for step in range(_MANY)]
_PLACE = [_head(_ARRAY, 2) + _NUMBERS[-1 - FULL] + _NUMBERS[place] + _head(_ARRAY, 0) for place in range(_MANY)]
"""A page that has a word once: the step from the page before, then the place, with full weight and not in the title."""


def _number(value: int) -> bytes:
    return _NUMBERS.get(value) or _head(0, value)


def _numbers(values: list[int]) -> bytes:
    return _array(len(values)) + b"".join(map(_number, values))


def _array(count: int) -> bytes:
    return _head(_ARRAY, count)


def _text(text: str) -> bytes:
    content = text.encode()
    return _head(_TEXT, len(content)) + content
