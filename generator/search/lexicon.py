"""All words of an index: put together anew, or from those of the last one where only a few pages say something else."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import orjson

from generator.made import Made
from generator.search.patch import patched
from generator.search.postings import Postings, Word
from generator.search.words import Words

NOTE = "words"
_FEW = 20
"""One page in so many may be another; with more of them all words are put together anew."""

Tokens = tuple[Sequence[str], Sequence[str]]
"""A page's tokens: those of its text, those of its title."""


class Lexicon:
    """The words of pages that are added in order."""

    def __init__(self, urls: Sequence[str], language: str, made: Made, before: Callable[[bytes], Tokens]) -> None:
        """What `made` has noted is used where it is of nearly the same pages.

        `before` gives the tokens of a page as the file says them that shows it among results.
        """
        self._words, self._made, self._said_by = Words(language), made, before
        self._urls, self._language = list(urls), language
        self._files: list[tuple[str, str]] = []
        self._postings = Postings(self._words)
        old = _read(noted) if (noted := made.noted(NOTE)) else None
        self._old = old if old and old.language == language else None
        self._same = _shared(old.urls, urls) if old else 0
        """How many pages from the first one on are those of the last index, by their addresses."""
        self._changed: dict[int, Tokens] = {}
        """The pages that say something else, or weren't there; of too many only some, since their words take room."""

    def add(self, name: str, sha256: str, said: Callable[[], Tokens]) -> None:
        """The next page: the path and hash of the file that shows it among results, and its tokens."""
        number = len(self._files)
        self._files.append((name, sha256))
        if self._old is None:
            self._postings.add(number, *said())
        elif (number >= self._same or self._old.files[number][1] != sha256) and self._are_few(self._changed):
            self._changed[number] = said()

    def _are_few(self, pages: Collection[int]) -> bool:
        return len(pages) * _FEW <= len(self._urls)

    def words(self, said: Callable[[int], Tokens]) -> list[Word]:
        """Every word in order; `said` gives the tokens of any page by its number."""
        found = self._patched()
        if found is None:
            if self._old:
                for number in range(len(self._files)):
                    self._postings.add(number, *said(number))
            found = list(self._postings.words())
        self._made.note(NOTE, _written(self._language, self._urls, self._files, found))
        return found

    def _patched(self) -> list[Word] | None:
        """The last words with those of the pages that changed; None where all have to be put together."""
        if self._old is None:
            return None
        files = self._old.files
        pages = {*self._changed, *range(self._same, len(files))}
        if not self._are_few(pages):
            return None
        old = Postings(self._words)
        for number in sorted(pages & {*range(len(files))}):
            file = self._made.read(*files[number])
            if file is None:
                return None
            old.add(number, *self._said_by(file))
        new = Postings(self._words)
        for number, tokens in self._changed.items():
            new.add(number, *tokens)
        before, gone, come = self._old.words, _by_name(old), _by_name(new)
        touched = {name for name in gone.keys() | come.keys() if gone.get(name) != come.get(name)}
        made = patched(before, [come[name] for name in come.keys() & touched], touched, pages)
        kept = (word for name, word in before.items() if name not in touched)
        return sorted([*kept, *made.values()])


def _shared(before: Sequence[str], now: Sequence[str]) -> int:
    """How many of the first ones are the same."""
    pairs = zip(before, now, strict=False)
    return next((number for number, (one, other) in enumerate(pairs) if one != other), min(len(before), len(now)))


def _by_name(postings: Postings) -> dict[str, Word]:
    return {word.word: word for word in postings.words()}


class _Old(NamedTuple):
    """The words of the last index, and the pages that it was of: their addresses; paths and hashes of their files."""

    language: str
    urls: list[str]
    files: list[tuple[str, str]]
    words: Mapping[str, Word]


_SIZE = 8
"""Bytes that tell how long the head is."""


def _written(
    language: str, urls: Sequence[str], files: Sequence[tuple[str, str]], words: Sequence[Word]
) -> Iterator[bytes]:
    lists = [[word.word for word in words], [word.size for word in words], [len(word.written) for word in words]]
    head = orjson.dumps([language, urls, files, *lists])
    yield len(head).to_bytes(_SIZE) + head
    yield from (word.written for word in words)


def _read(noted: bytes) -> _Old:
    start = _SIZE + int.from_bytes(noted[:_SIZE])
    language, urls, files, words, sizes, lengths = orjson.loads(noted[_SIZE:start])
    ends = pairwise(accumulate(lengths, initial=start))
    found = zip(words, sizes, ends, strict=True)
    return _Old(language, urls, files, {word: Word(word, size, noted[a:b]) for word, size, (a, b) in found})
