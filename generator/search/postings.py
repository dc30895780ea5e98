"""Which words stand where, in the form that Pagefind's script reads: CBOR, put together once all pages are known.

    [[word, [[page, places, places in the title]...], [[spelling, [[page, places, places in the title]...]]...]]...]

Pages and places are counted from the one before. A place is preceded by its weight where that changes, as -1 minus the
weight; places in the title by -1, the title being the first field. See Pagefind's `index/mod.rs` and `index_words.rs`.
"""

import sys
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain, count
from operator import call, sub
from typing import NamedTuple, TypeVar

from generator.search.words import FULL, Key, Words

CHUNK = 10_000
"""A chunk of the index, which a browser loads for a word, is closed when it holds so many places."""

_NEGATIVE, _TEXT, _ARRAY = 0x20, 0x60, 0x80
_PAGE, _WEIGHT = 32, 26
"""A place is kept as one number with its page, which begins at this bit; below are one bit for the title, the weight,
which begins at this other bit, and the place itself. So they sort as they are written."""
_IN_TITLE = 1 << _PAGE - 1
_WHOLE = FULL << _WEIGHT
_PLACE = (1 << _WEIGHT) - 1
_LOW, _HIGH = (0, 1) if sys.byteorder == "little" else (1, 0)
"""Which half of such a number comes first."""

_Of = TypeVar("_Of")
_It = TypeVar("_It")


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


class _Pages(NamedTuple):
    """What a word says of its pages.

    `written` is how, `size` what it counts in a chunk: each page, each place, each change of weight.
    """

    written: bytes
    size: int


class _Made(dict[_Of, _It]):
    """What is made of each of many things, once."""

    def __init__(self, make: Callable[[_Of], _It]) -> None:
        self._make = make

    def __missing__(self, of: _Of) -> _It:
        made = self[of] = self._make(of)
        return made


class Postings:
    """All words of an archive."""

    def __init__(self, words: Words) -> None:
        """These are the words that tokens are found by."""
        self._forms = words.forms
        self._met: defaultdict[Key, array[int]] = defaultdict(_nowhere)
        self._notes = _Made(self._note)

    def add(self, page: int, text: Iterable[str], title: Iterable[str]) -> None:
        """Add a page's tokens; pages come in order."""
        for tokens, where in ((text, _WHOLE), (title, _WHOLE | _IN_TITLE)):
            notes, places = map(self._notes.__getitem__, tokens), count(page << _PAGE | where)
            deque(map(call, notes, places), maxlen=0)  # calls each; a loop takes twice as long, and there are millions

    def _note(self, token: str) -> Callable[[int], None]:
        """What notes a place of this token for each word that it is found by: most are by one, with full weight."""
        notes = [(self._met[key].append, FULL - weight << _WEIGHT) for key, weight in self._forms(token)]
        return notes[0][0] if len(notes) == 1 else partial(_note_each, notes)

    def words(self) -> Iterator[Word]:
        """Each word in order, once; afterwards nothing is left.

        Spellings are in Pagefind's order: as the pages have them, on each those of the text first, and sorted.
        """
        self._notes.clear()
        spelt: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for key, places in self._met.items():
            if isinstance(key, tuple):
                spelt[key[0]].append((places[0] // _IN_TITLE, key[1]))
        for name in sorted({*(key for key in self._met if isinstance(key, str)), *spelt}):
            pages = _pages(self._met.pop(name, _nowhere()))
            spellings = [(key, _pages(self._met.pop((name, key))).written) for _, key in sorted(spelt.get(name, ()))]
            yield Word(name, pages.size, word(name, pages.written, spellings))


def _nowhere() -> "array[int]":
    """No places yet."""
    return array("Q")


def _note_each(notes: Sequence[tuple[Callable[[int], None], int]], place: int) -> None:
    """Note a place for several words, for each with so much less than the full weight."""
    for note, less in notes:
        note(place - less)


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


def _pages(found: "array[int]") -> _Pages:
    """The pages of a word. Most have it once, and what is said of those is at hand."""
    halves = array("I", found.tobytes())
    pages, places = Counter(halves[_HIGH::2]), halves[_LOW::2]
    said: list[bytes] = []
    size = 3 * len(pages)
    for number, end in zip(pages.values(), accumulate(pages.values()), strict=True):
        if number == 1:
            said.append(_ONCE(places[end - 1]))
        else:
            text, title = _numbers(places[end - number : end])
            said.append(_array_of(text) + _array_of(title))
            size += len(text) + len(title) - 2
    return _Pages(in_steps(dict(zip(pages, said, strict=True))), size)


def in_steps(pages: Mapping[int, bytes]) -> bytes:
    """What is said of pages, by their numbers in order, as a list of them in which each is a step from the last."""
    steps = map(_STEP, map(sub, pages, (0, *pages)))
    return _array(len(pages)) + b"".join(chain.from_iterable(zip(steps, pages.values(), strict=True)))


def word(name: str, pages: bytes, spellings: Sequence[tuple[str, bytes]]) -> bytes:
    """A word with its pages, and its spellings with theirs, each a list that is written already."""
    spelt = b"".join(_array(2) + _text(spelling) + its for spelling, its in spellings)
    return _array(3) + _text(name) + pages + _array(len(spellings)) + spelt


def _numbers(places: Sequence[int]) -> tuple[list[int], list[int]]:
    """A word's places on a page as they are written: in the text the lightest first, and in the title."""
    if min(places) >= _WHOLE and places[-1] < _IN_TITLE:
        return [-1 - FULL, places[0] & _PLACE, *map(sub, places[1:], places)], []
    title = [place & _PLACE for place in places if place >= _IN_TITLE]
    text: list[int] = []
    last = 0
    for place in sorted(places)[: len(places) - len(title)]:
        weight = place >> _WEIGHT
        text += [place - last] if weight == last >> _WEIGHT else [-1 - weight, place & _PLACE]
        last = place
    return text, [-1, *_steps(title)] if title else []


def _steps(places: Sequence[int]) -> list[int]:
    return [places[0], *map(sub, places[1:], places)]


def _head(kind: int, value: int) -> bytes:
    """CBOR's first bytes of a value: its kind, and a number in as few bytes as it takes (RFC 8949, 3)."""
    if value < 24:  # fits beside the kind
        return bytes((kind | value,))
    size = next(size for size in (1, 2, 4, 8) if value < 1 << 8 * size)
    return bytes((kind | 23 + size.bit_length(),)) + value.to_bytes(size)


_number = _Made[int, bytes](lambda value: _head(0, value) if value >= 0 else _head(_NEGATIVE, -1 - value)).__getitem__
_array = _Made[int, bytes](lambda count: _head(_ARRAY, count)).__getitem__
_STEP = _Made[int, bytes](lambda step: _array(3) + _number(step)).__getitem__
_ONCE = _Made[int, bytes](lambda place: b"".join(map(_array_of, _numbers([place])))).__getitem__
"""What is said of a page that has a word once."""


def _array_of(values: Sequence[int]) -> bytes:
    return _array(len(values)) + b"".join(map(_number, values))


def _text(text: str) -> bytes:
    content = text.encode()
    return _head(_TEXT, len(content)) + content
