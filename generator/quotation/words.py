"""A text's words: what no reader calls wording is folded away, and nothing else.

Every table is hexadecimal code points and inclusive ranges. `docs/assets/verify.js` repeats them, and a test compares.
They are spelt out so that a text has the same words under every version of Unicode.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

Words = tuple[str, ...]
Range = tuple[int, int]  # (start, end) among a text's words, 0-based, the end exclusive

SPACES = "0009-000D 001C-0020 0085 00A0 1680 2000-200A 2028-2029 202F 205F 3000"
INVISIBLE = "00AD 061C 200B-200F 202A-202E 2060 2066-2069 FEFF"

# What is written -> the code points read as it. An em dash is a word of its own, so "said - more" equals it.
FOLDED = {
    " ": SPACES,
    "": INVISIBLE,
    "'": "2018-201B",
    '"': "201C-201F",
    "-": "2010-2013 2212",
    " - ": "2014-2015",
    "...": "2026",
    "ff": "FB00",
    "fi": "FB01",
    "fl": "FB02",
    "ffi": "FB03",
    "ffl": "FB04",
    "\u017ft": "FB05",
    "st": "FB06",
}

# Scripts written without spaces; each of their characters is a word. Left out, so that they stay whole: decimal digits,
# Suzhou numerals and currency signs (a quotation must not cut 150 to 15, nor drop a sign).
UNSPACED = " ".join((
    "0E01-0E3A 0E40-0E4F 0E5A-0E5B",  # Thai
    "0E81-0ECF 0EDC-0EDF",  # Lao
    "1000-103F 104A-108F 109A-109F A9E0-A9EF A9FA-A9FE AA60-AA7F",  # Myanmar
    "1780-17DA 17DC-17DD 19E0-19FF",  # Khmer
    "2E80-2FDF 3005-3007 303B 3400-4DBF 4E00-9FFF F900-FAFF 20000-3FFFD",  # Han
    "3041-3096 309D-309F 30A1-30FA 30FC-30FF 31F0-31FF FF66-FF9F 1AFF0-1B16F",  # Hiragana, Katakana
))  # fmt: skip

# Combining marks that stay with the character before them.
MARKS = " ".join((
    "0300-036F 1AB0-1AFF 1DC0-1DFF 20D0-20FF 302A-302F 3099-309A FE00-FE0F FE20-FE2F E0100-E01EF",  # any script
    "0E31 0E34-0E3A 0E47-0E4E",  # Thai
    "0EB1 0EB4-0EBC 0EC8-0ECE",  # Lao
    "102B-103E 1056-1059 105E-1060 1062-1064 1067-106D 1071-1074 1082-108D 108F 109A-109D A9E5 AA7B-AA7D",  # Myanmar
    "17B4-17D3 17DD",  # Khmer
    "FF9E-FF9F",  # the voicing marks of half-width Katakana
))  # fmt: skip


def ranges(table: str) -> Iterator[tuple[int, int]]:
    """The (first, last) code points of a table, both inclusive."""
    for entry in table.split():
        first, _, last = entry.partition("-")
        yield int(first, 16), int(last or first, 16)


def code_points(table: str) -> Iterator[int]:
    """Every code point of a table."""
    for first, last in ranges(table):
        yield from range(first, last + 1)


def char_class(table: str) -> str:
    """A table as the inside of a regular expression's [...]."""
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges(table))


# Made when the first text comes that isn't ASCII: they take longer than all else that a check is made of.
@cache
def _folded() -> dict[int, str]:
    return {point: written for written, table in FOLDED.items() for point in code_points(table)}


@cache
def _word() -> re.Pattern[str]:
    return re.compile(f"[{char_class(UNSPACED)}][{char_class(MARKS)}]*|[^ {char_class(UNSPACED)}]+")


def fold(text: str) -> str:
    """The text with typographic variants written one way, and its spaces single; folding twice changes nothing.

    Letters, digits, case, accents and punctuation stay. NFC is that of Unicode Standard Annex #15, taken last,
    because removing an invisible character can bring a letter and its accent together.
    """
    if text.isascii():  # nothing but spaces to fold, and many times as fast
        return " ".join(text.split())
    return unicodedata.normalize("NFC", " ".join(text.translate(_folded()).split()))


def words(text: str) -> Words:
    """The text's words in order: what stands between spaces, or one character of a script written without them."""
    return tuple(text.split()) if text.isascii() else tuple(_word().findall(fold(text)))
