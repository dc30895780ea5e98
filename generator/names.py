"""From a name people write to the part of an address that stands for it, and whether two names are one."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit

from generator.model import BOOLEANS, MAX_ID, RESERVED

_HASH = 8
_SPELT = dict(zip("đðħıłŋøŧəɓɖɗɛƒɣĸƙɔƴ", "ddhilnotabddefgkkoy", strict=True)) | {"æ": "ae", "œ": "oe", "þ": "th"}
PLAIN = str.maketrans(
    {**_SPELT, "ß": "ss", "ẞ": "SS"} | {one.upper(): two.upper() for one, two in _SPELT.items() if one != "ı"}
)
"""Latin letters that Unicode doesn't take apart, in plain ones."""
_ONE_LETTER = str.maketrans({"ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": None})
"""Letters that Arabic and Persian keyboards write for one another, and the stroke that only makes a word longer."""


@lru_cache(16_384)
def slug(name: str) -> str:
    """A name as an address: plain letters, digits and hyphens. A name that loses letters by this gets a hash too."""
    plain = unicodedata.normalize("NFKD", name).translate(PLAIN)
    made = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")
    spelt = unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).translate(PLAIN))
    lossy = sum(c.isalnum() for c in spelt) > sum(c.isalnum() for c in made)
    if lossy or not made or len(made) > MAX_ID or made in RESERVED | BOOLEANS:
        made = f"{made[: MAX_ID - _HASH - 1].strip('-') or 'n'}-{_hash(unicodedata.normalize('NFC', name))}"
    return made


@lru_cache(16_384)
def folded(name: str) -> str:
    """What all spellings of a name have in common, in any script: no capitals, accents, vowel points or other marks.

    A mark without which a word is another one stays: a vowel's sign in Hindi, a voiced kana's.
    """
    apart = unicodedata.normalize("NFKD", name.casefold()).translate(PLAIN).translate(_ONE_LETTER)
    bare = unicodedata.normalize("NFKD", "".join(mark for mark in apart if not _accent(mark)).casefold())
    kept = "".join(mark if mark.isascii() or _writes(mark) else "" for mark in bare)
    return re.sub(r"[\x00-/:-@\[-`{-\x7f]+", "-", kept).strip("-") or unicodedata.normalize("NFC", name)


def _accent(mark: str) -> bool:
    """Whether this is an accent, or a point of Hebrew or Arabic: so says its place above, below or in the letter."""
    place = unicodedata.combining(mark)
    return place == 1 or 10 <= place <= 35 or place >= 200


def _writes(mark: str) -> bool:
    return mark.isalnum() or unicodedata.category(mark)[0] == "M"


def document_id(url: str, title: str, publisher: str) -> str:
    """The id of a document that a claim describes itself: from its address, so that a new title doesn't move it."""
    host = (urlsplit(url).hostname or publisher).removeprefix("www.")
    identity = url if urlsplit(url).hostname else f"{publisher}\n{title}"
    return f"{slug(host)[: MAX_ID - _HASH - 1].strip('-')}-{_hash(identity)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH]
