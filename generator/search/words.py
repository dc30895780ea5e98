"""The words that a token is found by, as Pagefind 1.5 sees it: what its script does with the words sought has to agree.

Described in Pagefind's `fossick/splitting.rs`; a test compares every word of several archives with its own index. One
form is ours: Łódź is found by lodz too, although Pagefind takes no ł for an l.
"""

import re
import string
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial

import regex
import Stemmer

from generator.names import PLAIN

FULL = 24
"""The weight of a word; the parts of a compound share it."""
CONNECTORS = frozenset("_‿⁀⁔︳︴﹍﹎﹏＿")
"""Marks that belong to a word like letters do."""

_SIMPLE = re.compile(r"[!-/:-@\[-^`{-~]*([A-Za-z][a-z]*|[0-9]+)[!-/:-@\[-^`{-~]*")
"""What most tokens are, which the rules below leave with one form: a word or a number, maybe between ASCII marks."""
_LETTERS = regex.compile(r"[\p{Alphabetic}\p{N}]*")
"""Letters, digits and what a script counts among its letters: a vowel's sign, but none that takes a vowel away."""
_KEPT = regex.compile(rf"[\p{{Alphabetic}}\p{{N}}{''.join(sorted(CONNECTORS))}]")
_BLANKED = {ord(mark): " " for mark in string.punctuation}
_STEMS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "da": "danish", "nl": "dutch", "en": "english",
    "eo": "esperanto", "et": "estonian", "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi",
    "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian", "ne": "nepali",
    "nb": "norwegian", "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_FINNISH = re.compile(
    r"([^aeiouy]*[aeiouy]+[^aeiouy].*(?:(?:(?<![aeiouynt])ha|(?<!e)he|(?<!i)hi|(?<!o)ho)n|(?:uhu|yhy)(?=n)))n?"
    r"(?:kin|kaan|ko|pa|han)?"
)
"""Finnish words, without accents, whose last n Pagefind's stemmer leaves, while PyStemmer's newer one takes it off."""

Key = str | tuple[str, str]
"""A word's stem; where it is spelt with accents, the stem without them and the spelling."""
Form = tuple[Key, int]
"""A word that a token is found by, and its weight."""


class Words:
    """The forms of tokens in an index of this language."""

    def __init__(self, language: str) -> None:
        """Word endings are those of the language; where nobody described them, words stand as they are."""
        known = language in _STEMS and _STEMS[language] in Stemmer.algorithms()
        stem: Callable[[str], str] = Stemmer.Stemmer(_STEMS[language], 0).stemWord if known else str
        self._stem = partial(_finnish, stem) if language == "fi" else stem

    def forms(self, token: str) -> Iterator[Form]:
        """The whole word, and the parts of a compound."""
        if simple := _SIMPLE.fullmatch(token):
            yield self._stem(simple[1].lower()), FULL
            return
        whole = "".join(map(_lower, _KEPT.findall(token)))
        if not whole:
            return
        yield from ((key, FULL) for key in self._keys(whole))
        if _LETTERS.fullmatch(token) and not any(mark.isupper() for mark in token[1:]):
            return
        split = _split(token)
        if " " in split or not whole.startswith(split):
            parts = [part for part in split.split() if len(part.encode()) > 1]
            yield from ((key, max(1, FULL // len(parts))) for part in parts for key in self._keys(part))

    def _keys(self, word: str) -> Iterator[Key]:
        """What Pagefind makes of a word; and in plain letters, where its letters aren't, as its script leaves them."""
        plain = word if word.isascii() else _plain(word)
        stem = self._stem(plain)
        yield stem if plain == word else (stem, word)
        if (spelt := self._stem(plain.translate(PLAIN))) != stem:
            yield spelt


def _finnish(stem: Callable[[str], str], word: str) -> str:
    """A Finnish stem as Pagefind has it: of Bangladeshin or Lesothon, the word itself."""
    return found[1] if (found := _FINNISH.fullmatch(word)) else stem(word)


def _plain(word: str) -> str:
    """Without accents, vowel points and the like."""
    apart = unicodedata.normalize("NFD", word)
    return "".join(mark for mark in apart if unicodedata.category(mark)[0] != "M")


def _lower(mark: str) -> str:
    return mark.lower() if mark.isupper() else mark


def _split(token: str) -> str:
    """A compound's parts in small letters with spaces between: XMLReader2, don't, twenty-one."""
    parts: list[str] = []
    for word in token.translate(_BLANKED).split():
        start = 0
        for place in range(1, len(word)):
            if _boundary(word, place):
                parts.append(word[start:place])
                start = place
        parts.append(word[start:])
    return " ".join(part.lower() for part in parts)


def _boundary(word: str, place: int) -> bool:
    """Whether a part ends before this place: aB, a1, 1a, and between the last two capitals of ABc."""
    before, after = _kind(word[place - 1]), _kind(word[place])
    if before == "upper" and after == "upper":
        return place + 1 < len(word) and _kind(word[place + 1]) == "lower"
    cased = {before, after} - {""}
    return (before, after) == ("lower", "upper") or ("digit" in cased and len(cased) > 1)


def _kind(mark: str) -> str:
    if mark in string.digits:
        return "digit"
    if mark.lower() == mark.upper():
        return ""
    return "upper" if mark == mark.upper() else "lower"
