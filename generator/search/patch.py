"""Words of an index that was written before, where some pages say something else now."""

from collections.abc import Iterable, Mapping, Set
from typing import Any

import cbor2

from generator.search.postings import Word

Pages = dict[int, list[Any]]
"""What a word says of each page: its places in the text and in the title, as `postings.py` writes them."""


def patched(before: Mapping[str, Word], found: Iterable[Word], touched: Set[str], pages: Set[int]) -> dict[str, Word]:
    """The `touched` words, as they are now that these pages are others; a word that is nowhere any more is left out.

    `before` are all words as they were, `found` those of the new pages alone, which are among the touched.
    """
    new = {word.word: word for word in found}
    made = {word: _joined(word, before.get(word), new.get(word), pages) for word in touched | new.keys()}
    return {name: word for name, word in made.items() if word}


def _joined(name: str, before: Word | None, new: Word | None, pages: Set[int]) -> Word | None:
    """A word's old places but for those on these pages, and its new ones."""
    old_pages, old_spelt = _read(before)
    new_pages, new_spelt = _read(new)
    own = _merged(old_pages, new_pages, pages)
    spelt = {
        spelling: merged
        for spelling in old_spelt.keys() | new_spelt.keys()
        if (merged := _merged(old_spelt.get(spelling, {}), new_spelt.get(spelling, {}), pages))
    }
    if not own and not spelt:
        return None
    ordered = sorted(spelt.items(), key=lambda one: (_met(one[1]), one[0]))
    said = [name, _steps(own), [[spelling, _steps(its)] for spelling, its in ordered]]
    size = sum(len(numbers) + len(named) + 1 for numbers, named in own.values())
    return Word(name, size, cbor2.dumps(said))


def _read(word: Word | None) -> tuple[Pages, dict[str, Pages]]:
    """A word's pages, and those of each of its spellings."""
    if word is None:
        return {}, {}
    _, pages, spellings = cbor2.loads(word.written)
    return _counted(pages), {spelling: _counted(its) for spelling, its in spellings}


def _counted(pages: Iterable[list[Any]]) -> Pages:
    """Pages by their numbers, each of which is written as a step from the one before."""
    here, found = 0, {}
    for step, numbers, named in pages:
        here += step
        found[here] = [numbers, named]
    return found


def _merged(before: Pages, new: Pages, pages: Set[int]) -> Pages:
    return dict(sorted((*((page, said) for page, said in before.items() if page not in pages), *new.items())))


def _steps(pages: Pages) -> list[list[Any]]:
    last, found = 0, []
    for page, said in pages.items():
        found.append([page - last, *said])
        last = page
    return found


def _met(pages: Pages) -> tuple[int, bool]:
    """Sorts spellings: by the first page, on which words of the text come before the title's."""
    first, (numbers, _) = next(iter(pages.items()))
    return first, not numbers
