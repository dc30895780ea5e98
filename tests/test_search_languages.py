"""The search index in other languages: words have the endings and parts that Pagefind's own program gives them."""

from pathlib import Path

import pytest
from babel import Locale
from fixtures.search import theirs
from fixtures.search.ours import build

from generator.search import Passage, Record, words
from generator.search.postings import CHUNK

STEMMED = [
    *("ar", "ca", "da", "de", "el", "en", "eo", "es", "et", "eu", "fi", "fr", "ga", "hi", "hu", "hy", "id", "it", "lt"),
    *("nb", "ne", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi"),
]
"""Languages whose word endings Pagefind knows."""
OTHERS = [
    *("bn", "fa", "gu", "he", "ja", "km", "kn", "ko", "lo", "ml", "mr", "my", "pa", "si", "te", "th", "uk", "vi", "zh"),
]
FACETS = {"kind": ("x",)}
PAGE = 40
"""Names a page: spellings of one stem are met on one page and on several."""


def _named(language: str) -> list[Record]:
    """The world's countries and languages by their names in a language; a page's title has the next page's."""
    locale = Locale.parse(language)
    names = [*locale.territories.values(), *locale.languages.values()]
    pages = [" ".join(names[at : at + PAGE]) for at in range(0, len(names), PAGE)]
    return [
        Record(f"{number}/", title, (Passage("a", text, language),), FACETS)
        for number, (text, title) in enumerate(zip(pages, [*pages[1:], pages[0]], strict=True))
    ]


def _compare(found: list[Record], language: str, site: Path) -> None:
    build(found, language, site)
    ours, other = theirs.plain(theirs.read(site / "pagefind")), theirs.plain(theirs.pagefind(found, language))
    for part, said in other.items():
        assert ours[part] == said, part


@pytest.mark.parametrize("language", [*STEMMED, *OTHERS])
def test_pagefind_would_write_the_same_in_each_language(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader's words, whose endings Pagefind's script takes off, meet the same words in the index."""
    monkeypatch.setenv("PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE", str(CHUNK))
    monkeypatch.setattr(words, "PLAIN", {})  # what is ours alone: see test_words_in_plain_letters_are_all_that_is_added
    _compare(_named(language), language, tmp_path)


def test_finnish_endings_are_those_of_pagefind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its stemmer is older than the package we take word endings off with, which takes off more of them."""
    monkeypatch.setenv("PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE", str(CHUNK))
    monkeypatch.setattr(words, "PLAIN", {})  # what is ours alone: see test_words_in_plain_letters_are_all_that_is_added
    names = [name for name in Locale.parse("fi").territories.values() if name.isalpha()]
    endings = ["han", "hen", "hin", "hinkin", "hon", "honko", "hun", "hyn", "hön", "n", "uhunkin"]
    texts = [" ".join(f"{name}{ending}" for ending in endings) for name in names]
    _compare([Record(f"{text}/", "x", (Passage("a", text, "fi"),), FACETS) for text in texts], "fi", tmp_path)
