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
from typing import NamedTuple

from generator.search.words import FULL, Key, Words

CHUNK = 10_000
"""A chunk of the index, which a browser loads for a word, is closed when it holds so many places."""

_NEGATIVE, _TEXT, _ARRAY = 0x20, 0x60, 0x80
_TITLE = -1
_BITS = 32
"""A place is kept as one number with its page: the page's, then this many bits for the place on it."""
_PLACE = (1 << _BITS) - 1


class Word(NamedTuple):
    """A word, what it counts in a chunk, and all that is said of it, as it is written."""

    word: str
    size: int
    written: bytes


@dataclass(frozen=True)
class Chunk:
    """A part of the index: the words from `first` to `last`."""

    first: str
    last: str
    content: bytes


@dataclass(frozen=True)
class _Pages:
    """What a word says of its pages.

    `written` is how, `size` what it counts in a chunk: each page, each place, each change of weight. `met` sorts it: by
    the first page, on which words of the text come before the title's.
    """

    written: bytes
    size: int
    met: tuple[int, bool]


class _Met:
    """Where a word was met, in order: in the text whole, there in compounds by their weight, in titles."""

    __slots__ = ("partly", "title", "whole")

    def __init__(self) -> None:
        self.whole = array("Q")
        self.title: array[int] | None = None
        self.partly: dict[int, array[int]] | None = None


class Postings:
    """All words of an archive."""

    def __init__(self, words: Words) -> None:
        """These are the words that tokens are found by."""
        self._forms = words.forms
        self._met: defaultdict[Key, _Met] = defaultdict(_Met)
        self._text = _Learnt(self._in_text)
        self._title = _Learnt(self._in_title)

    def add(self, page: int, text: Iterable[str], title: Iterable[str]) -> None:
        """Add a page's tokens; pages come in order."""
        for known, tokens in ((self._text, text), (self._title, title)):
            for place, token in enumerate(tokens, page << _BITS):
                for note in known[token]:
                    note(place)

    def _in_text(self, token: str) -> list[Callable[[int], None]]:
        """What notes a place of this token in the text, for each word that it is found by."""
        found = []
        for key, weight in self._forms(token):
            met = self._met[key]
            if weight == FULL:
                found.append(met.whole.append)
            else:
                met.partly = met.partly or {}
                found.append(met.partly.setdefault(weight, array("Q")).append)
        return found

    def _in_title(self, token: str) -> list[Callable[[int], None]]:
        found = []
        for key, _ in self._forms(token):
            met = self._met[key]
            met.title = array("Q") if met.title is None else met.title
            found.append(met.title.append)
        return found

    def words(self) -> Iterator[Word]:
        """Each word in order, once; afterwards nothing is left."""
        self._text.clear()
        self._title.clear()
        spelt: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for key in self._met:
            if isinstance(key, tuple):
                spelt[key[0]].append(key)
        for word in sorted({*(key for key in self._met if isinstance(key, str)), *spelt}):
            pages = _pages(met) if (met := self._met.pop(word, None)) else _NO_PAGES
            spellings = [(key[1], _pages(self._met.pop(key))) for key in spelt.get(word, ())]
            yield Word(word, pages.size, _word(word, pages, spellings))


class _Learnt(dict[str, list[Callable[[int], None]]]):
    """What is done with each place of a token, learnt when it is first met."""

    def __init__(self, learn: Callable[[str], list[Callable[[int], None]]]) -> None:
        self._learn = learn

    def __missing__(self, token: str) -> list[Callable[[int], None]]:
        found = self[token] = self._learn(token)
        return found


def chunks(words: Iterable[Word]) -> Iterator[Chunk]:
    """Words in order, in chunks."""
    here: list[Word] = []
    size = 0
    for word in words:
        here.append(word)
        size += word.size
        if size >= CHUNK:
            yield _chunk(here)
            here, size = [], 0
    if here:
        yield _chunk(here)


def _chunk(words: Sequence[Word]) -> Chunk:
    content = b"".join([word.written for word in words])
    return Chunk(words[0].word, words[-1].word, _array(1) + _array(len(words)) + content)


def _pages(met: _Met) -> _Pages:
    """The pages of a word. Nearly all have it once in the text, so those are made by the way, and the others anew."""
    if len(met.whole) == 1 and not met.title and not met.partly:
        page, place = divmod(met.whole[0], _PLACE + 1)
        return _Pages(_array(1) + _STEP(page) + _ONCE(place), 3, (page, False))
    pages = [place >> _BITS for place in met.whole]
    said = dict(zip(pages, map(_ONCE, [place & _PLACE for place in met.whole]), strict=True))
    several = {page for page, after in pairwise(pages) if page == after} if len(said) < len(pages) else set()
    title, partly = _by_page(met.title or ()), _partly(met.partly or {})
    extra = 0
    if others := several | title.keys() | partly.keys():
        here = _by_page([place for page, place in zip(pages, met.whole, strict=True) if page in others])
        for page in others:
            numbers, named = _weighted(partly.get(page, ()), here.get(page, ())), _titled(title.get(page))
            said[page] = _array_of(numbers) + _array_of(named)
            extra += len(numbers) + len(named) - 2
        if title or partly:
            said = dict(sorted(said.items()))
    steps = map(_STEP, map(sub, said, (0, *said)))
    written = _array(len(said)) + b"".join(chain.from_iterable(zip(steps, said.values(), strict=True)))
    first, its = next(iter(said.items()))
    return _Pages(written, 3 * len(said) + extra, (first, its.startswith(_NOWHERE)))


def _partly(found: Mapping[int, Iterable[int]]) -> Mapping[int, list[tuple[int, int]]]:
    """By page the weights and places of a word that stands there in compounds: the lightest first, each in order."""
    partly: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for weight, places in sorted(found.items()):
        for place in places:
            partly[place >> _BITS].append((weight, place & _PLACE))
    return partly


def _by_page(places: Iterable[int]) -> Mapping[int, list[int]]:
    """The places on each page, in order."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for place in places:
        found[place >> _BITS].append(place & _PLACE)
    return found


def _word(word: str, pages: _Pages, spellings: Sequence[tuple[str, _Pages]]) -> bytes:
    """A word with its pages, and its spellings in Pagefind's order: as the pages have them, on each sorted."""
    ordered = sorted(spellings, key=lambda one: (one[1].met, one[0])) if spellings else ()
    spelt = b"".join(_array(2) + _text(spelling) + its.written for spelling, its in ordered)
    return _array(3) + _text(word) + pages.written + _array(len(ordered)) + spelt


def _weighted(other: Sequence[tuple[int, int]], full: Sequence[int]) -> list[int]:
    """A word's places in the text: the lightest first, each weight's in order."""
    if not other:
        return [-1 - FULL, *_steps(full)] if full else []
    numbers: list[int] = []
    weight, last = 0, 0
    for own, place in other:
        numbers += [place - last] if own == weight else [-1 - own, place]
        weight, last = own, place
    return numbers + ([-1 - FULL, *_steps(full)] if full else [])


def _titled(places: Sequence[int] | None) -> list[int]:
    """A word's places in the title."""
    return [_TITLE, *_steps(places)] if places else []


def _steps(places: Sequence[int]) -> list[int]:
    return [places[0], *map(sub, places[1:], places)]


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
_NO_PAGES = _Pages(_NOWHERE, 0, (0, False))


def _array_of(values: Sequence[int]) -> bytes:
    return _array(len(values)) + b"".join(map(_number, values))


def _text(text: str) -> bytes:
    content = text.encode()
    return _head(_TEXT, len(content)) + content
