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


class _Word:
    """The pages that have a word, as bytes; `size` is what they count in a chunk, `here` its places on page `at`."""

    __slots__ = ("at", "content", "count", "here", "last", "size")

    def __init__(self) -> None:
        self.content = bytearray()
        self.count = self.last = self.size = 0
        self.at = -1
        self.here: list[int] = []

    def add(self, page: int, places: Sequence[int], titled: Sequence[int]) -> None:
        numbers = (*_array_of(places), *_array_of(titled))
        self.content += _array(3) + _number(page - self.last) + b"".join(numbers)
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
        self._pages: defaultdict[Key, _Word] = defaultdict(_Word)
        self._whole: dict[str, _Word] = {}
        """The word of each token that is just one, as most are."""
        self._others: dict[str, tuple[tuple[_Word, int], ...]] = {}

    def add(self, page: int, text: Iterable[str], title: Iterable[str]) -> None:
        """Add a page's tokens; pages come in order."""
        met: list[_Word] = []
        other: dict[_Word, list[tuple[int, int]]] = {}
        whole = self._whole.get
        for place, token in enumerate(text):
            word = whole(token)
            if word is None:
                self._meet(page, place, token, met, other)
            elif word.at == page:
                word.here.append(place)
            else:
                word.at, word.here = page, [place]
                met.append(word)
        titled: dict[_Word, list[int]] = {}
        for place, token in enumerate(title):
            for word, _ in self._words(token):
                titled.setdefault(word, []).append(place)
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
        self, page: int, place: int, token: str, met: list[_Word], other: dict[_Word, list[tuple[int, int]]]
    ) -> None:
        """Note a token that is new, or found by several words."""
        for word, weight in self._words(token):
            if weight != FULL:
                other.setdefault(word, []).append((weight, place))
            elif word.at == page:
                word.here.append(place)
            else:
                word.at, word.here = page, [place]
                met.append(word)

    @staticmethod
    def _keep(
        page: int,
        met: list[_Word],
        other: dict[_Word, list[tuple[int, int]]],
        titled: dict[_Word, list[int]],
    ) -> None:
        """Write down the words of a page."""
        special = other.keys() | titled.keys()
        for word in met:
            here = word.here
            step, place = page - word.last, here[0]
            if len(here) == 1 and word not in special and step < _MANY and place < _MANY:
                word.content += _ONCE[step] + _PLACE[place]  # what most words of a page are, so no call
                word.count += 1
                word.size += 3
                word.last = page
            else:
                word.add(page, _weighted(other.get(word, ()), here), _titled(titled.get(word)))
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
        spellings = b"".join(_array(2) + _text(key[1]) + self._pages[key].written() for key in spelt)
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
    return [_TITLE, *_steps(places)] if places else []


def _steps(places: Sequence[int]) -> list[int]:
    return [places[0], *(after - before for before, after in pairwise(places))]


def _head(kind: int, value: int) -> bytes:
    """CBOR's first bytes of a value: its kind, and a number in as few bytes as it takes (RFC 8949, 3)."""
    if value < 24:  # fits beside the kind
        return bytes((kind | value,))
    size = next(size for size in (1, 2, 4, 8) if value < 1 << 8 * size)
    return bytes((kind | 23 + size.bit_length(),)) + value.to_bytes(size)


_FEW = 256
_ARRAYS = [_head(_ARRAY, count) for count in range(_FEW)]
_NUMBERS = {value: _head(0, value) if value >= 0 else _head(_NEGATIVE, -1 - value) for value in range(-256, _MANY)}


_ONCE = [_head(_ARRAY, 3) + _NUMBERS[step] for step in range(_MANY)]
_PLACE = [_head(_ARRAY, 2) + _NUMBERS[-1 - FULL] + _NUMBERS[place] + _head(_ARRAY, 0) for place in range(_MANY)]
"""A page that has a word once: the step from the page before, then the place, with full weight and not in the title."""


def _number(value: int) -> bytes:
    return _NUMBERS.get(value) or _head(0, value)


def _array_of(values: Sequence[int]) -> Iterator[bytes]:
    yield _array(len(values))
    yield from map(_number, values)


def _array(count: int) -> bytes:
    return _ARRAYS[count] if count < _FEW else _head(_ARRAY, count)


def _text(text: str) -> bytes:
    content = text.encode()
    return _head(_TEXT, len(content)) + content
