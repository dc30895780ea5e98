"""Which words stand where, in the form that Pagefind's script reads: CBOR, put together once all pages are known.

    [[word, [[page, places, places in the title]...], [[spelling, [[page, places, places in the title]...]]...]]...]

Pages and places are counted from the one before. A place is preceded by its weight where that changes, as -1 minus the
weight; places in the title by -1, the title being the first field. See Pagefind's `index/mod.rs` and `index_words.rs`.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import sub

from generator.search.words import FULL, Key, Words

CHUNK = 10_000
"""A chunk of the index, which a browser loads for a word, is closed when it holds so many places."""

_NEGATIVE, _TEXT, _ARRAY = 0x20, 0x60, 0x80
_TITLE = -1
_BITS = 32
"""A place is kept as one number with its page: the page's, then this many bits for the place on it."""
_PLACE = (1 << _BITS) - 1

Met = dict[str, "array[int]"]
"""Where each token was met, in order."""


@dataclass(frozen=True)
class Chunk:
    """A part of the index: the words from `first` to `last`."""

    first: str
    last: str
    content: bytes


@dataclass(frozen=True)
class _Pages:
    """What a word says of each page that has it, as bytes, and how many numbers that is beyond one a page."""

    said: Mapping[int, bytes]
    extra: int

    @property
    def met(self) -> tuple[int, bool]:
        """Sorts by the first page; words of its text before the title's."""
        page, said = next(iter(self.said.items()))
        return page, said.startswith(_NOWHERE)

    @property
    def size(self) -> int:
        """What it counts in a chunk: each page, each place, each change of weight."""
        return 3 * len(self.said) + self.extra

    def written(self) -> bytes:
        """Each page, counted from the one before, and what is said of it."""
        steps = map(_STEP, map(sub, self.said, (0, *self.said)))
        return _array(len(self.said)) + b"".join(chain.from_iterable(zip(steps, self.said.values(), strict=True)))


class Postings:
    """All words of an archive."""

    def __init__(self, words: Words) -> None:
        """These are the words that tokens are found by."""
        self._forms = words.forms
        self._text: Met = defaultdict(_places)
        self._title: Met = defaultdict(_places)

    def add(self, page: int, text: Iterable[str], title: Iterable[str]) -> None:
        """Add a page's tokens; pages come in order."""
        for found, tokens in ((self._text, text), (self._title, title)):
            for place, token in enumerate(tokens, page << _BITS):
                found[token].append(place)

    def chunks(self) -> Iterator[Chunk]:
        """The words in order, in chunks."""
        tokens = self._by_word()
        spelt: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for key in tokens:
            if isinstance(key, tuple):
                spelt[key[0]].append(key)
        here: list[tuple[str, bytes]] = []
        size = 0
        for word in sorted({*(key for key in tokens if isinstance(key, str)), *spelt}):
            pages = self._pages(tokens.get(word, ()))
            spellings = [(key[1], self._pages(tokens[key])) for key in spelt.get(word, ())]
            here.append((word, _word(word, pages, spellings)))
            size += pages.size
            if size >= CHUNK:
                yield _chunk(here)
                here, size = [], 0
        if here:
            yield _chunk(here)

    def _by_word(self) -> dict[Key, list[tuple[str, int]]]:
        """The tokens that each word is found in, with its weight there."""
        found: defaultdict[Key, list[tuple[str, int]]] = defaultdict(list)
        for token in self._text | self._title:
            for key, weight in self._forms(token):
                found[key].append((token, weight))
        return found

    def _pages(self, tokens: Sequence[tuple[str, int]]) -> _Pages:
        """The pages on which these tokens of a word stand: in the text, there in compounds, in titles."""
        whole = sorted(chain.from_iterable(self._text.get(token, ()) for token, weight in tokens if weight == FULL))
        title = _by_page(chain.from_iterable(self._title.get(token, ()) for token, _ in tokens))
        partly: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for token, weight in tokens:
            for place in self._text.get(token, ()) if weight != FULL else ():
                partly[place >> _BITS].append((weight, place & _PLACE))
        return _joined(whole, partly, title)


def _places() -> "array[int]":
    return array("Q")


def _joined(
    whole: Sequence[int], partly: Mapping[int, list[tuple[int, int]]], title: Mapping[int, list[int]]
) -> _Pages:
    """The pages of a word. Nearly all have it once in the text, so those are made by the way, and the others anew."""
    pages = [place >> _BITS for place in whole]
    said = dict(zip(pages, map(_ONCE, [place & _PLACE for place in whole]), strict=True))
    several = {page for page, after in pairwise(pages) if page == after} if len(said) < len(pages) else set()
    special = partly.keys() | title.keys()
    if not special and not several:
        return _Pages(said, 0)
    others = several | special
    here = _by_page(place for page, place in zip(pages, whole, strict=True) if page in others)
    extra = 0
    for page in sorted(others):
        numbers, named = _weighted(partly.get(page, ()), here.get(page, ())), _titled(title.get(page))
        said[page] = b"".join((*_array_of(numbers), *_array_of(named)))
        extra += len(numbers) + len(named) - 2
    return _Pages(dict(sorted(said.items())) if special else said, extra)


def _by_page(places: Iterable[int]) -> dict[int, list[int]]:
    """The places on each page, in order."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for place in sorted(places):
        found[place >> _BITS].append(place & _PLACE)
    return found


def _word(word: str, pages: _Pages, spellings: Sequence[tuple[str, _Pages]]) -> bytes:
    """A word with its pages, and its spellings in Pagefind's order: as the pages have them, on each sorted."""
    ordered = sorted(spellings, key=lambda one: (one[1].met, one[0]))
    spelt = b"".join(_array(2) + _text(spelling) + its.written() for spelling, its in ordered)
    return _array(3) + _text(word) + pages.written() + _array(len(ordered)) + spelt


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
    return [places[0], *[after - before for before, after in pairwise(places)]]


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
_WHOLE = _number(-1 - FULL)
_STEP = _Made(lambda step: _array(3) + _number(step)).__getitem__
_ONCE = _Made(lambda place: _array(2) + _WHOLE + _number(place) + _NOWHERE).__getitem__
"""Of a page that has a word once: its place, with full weight and not in the title."""


def _array_of(values: Sequence[int]) -> Iterator[bytes]:
    yield _array(len(values))
    yield from map(_number, values)


def _text(text: str) -> bytes:
    content = text.encode()
    return _head(_TEXT, len(content)) + content
