"""Words of an index that was written before, where some pages say something else now.

A frequent word has thousands of pages, of which few changed: so what is said of the others is never taken apart.
"""

from collections.abc import Iterable, Mapping, Set
from typing import NamedTuple

from generator.search.postings import Word, in_steps, word

Pages = dict[int, bytes]
"""What a word says of each page but for its number: its places in the text and in the title, as they are written."""

_SHORT, _COUNT = 24, 0x1F
"""CBOR's numbers below 24 stand in the first byte of a thing, in its five lowest bits; 24 to 27 there say how many
bytes the number has that follow (RFC 8949, 3)."""
_LENGTH = bytes(1 if byte & _COUNT < _SHORT else 1 + (1 << (byte & 3)) for byte in range(256))
"""The bytes of a whole number, by the first of them."""


class _Said(NamedTuple):
    """What is written of a word: its own pages, and those of each of its spellings."""

    pages: Pages
    spelt: dict[str, Pages]


def patched(before: Mapping[str, Word], found: Iterable[Word], touched: Set[str], pages: Set[int]) -> dict[str, Word]:
    """The `touched` words, as they are now that these pages are others; a word that is nowhere any more is left out.

    `before` are all words as they were, `found` those of the new pages alone, which are among the touched.
    """
    new = {word.word: word for word in found}
    made = {name: _joined(name, before.get(name), new.get(name), pages) for name in touched | new.keys()}
    return {name: word for name, word in made.items() if word}


def _joined(name: str, before: Word | None, new: Word | None, pages: Set[int]) -> Word | None:
    """A word's old places but for those on these pages, and its new ones."""
    old, come = _read(before), _read(new)
    gone = [old.pages[page] for page in pages & old.pages.keys()]
    own = _merged(old.pages, come.pages, pages)
    spelt = {
        spelling: merged
        for spelling in old.spelt.keys() | come.spelt.keys()
        if (merged := _merged(old.spelt.get(spelling, {}), come.spelt.get(spelling, {}), pages))
    }
    if not own and not spelt:
        return None
    ordered = sorted(spelt.items(), key=lambda one: (_met(one[1]), one[0]))
    size = (before.size if before else 0) - sum(map(_size, gone)) + (new.size if new else 0)
    return Word(name, size, word(name, in_steps(own), [(spelling, in_steps(its)) for spelling, its in ordered]))


def _merged(before: Pages, new: Pages, pages: Set[int]) -> Pages:
    """What is new in the place of what was said of these pages, sorted by page."""
    for page in pages & before.keys():
        del before[page]
    return dict(sorted((before | new).items())) if new.keys() - before.keys() else before


def _read(found: Word | None) -> _Said:
    """What is written of a word."""
    if found is None:
        return _Said({}, {})
    written = found.written
    length, at = _head(written, 1)  # behind the head of [word, pages, spellings]
    pages, at = _pages(written, at + length)
    count, at = _head(written, at)
    spelt = {}
    for _ in range(count):
        length, at = _head(written, at + 1)
        spelling = written[at : at + length].decode()
        spelt[spelling], at = _pages(written, at + length)
    return _Said(pages, spelt)


def _pages(written: bytes, at: int) -> tuple[Pages, int]:
    """A list of pages that starts here, and where it ends."""
    count, at = _head(written, at)
    page, pages = 0, {}
    for _ in range(count):
        step, start = _head(written, at + 1)  # behind the head of [step, places, places in the title]
        page += step
        at = start
        for _ in ("text", "title"):
            numbers, at = _head(written, at)
            for _ in range(numbers):
                at += _LENGTH[written[at]]
        pages[page] = written[start:at]
    return pages, at


def _head(written: bytes, at: int) -> tuple[int, int]:
    """The number in the head of a thing that starts here, and where the head ends."""
    number = written[at] & _COUNT
    if number < _SHORT:
        return number, at + 1
    end = at + _LENGTH[number]
    return int.from_bytes(written[at + 1 : end]), end


def _size(said: bytes) -> int:
    """What a page of a word counts in a chunk: itself, each place, each change of weight."""
    numbers, at = _head(said, 0)
    for _ in range(numbers):
        at += _LENGTH[said[at]]
    return 1 + numbers + _head(said, at)[0]


def _met(pages: Pages) -> tuple[int, bool]:
    """Sorts spellings: by the first page, on which words of the text come before the title's."""
    first, said = next(iter(pages.items()))
    return first, _head(said, 0)[0] == 0
