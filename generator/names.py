"""From a name people write to the part of an address that stands for it."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit

from generator.model import BOOLEANS, MAX_ID, RESERVED

_HASH = 8


@lru_cache(16_384)
def slug(name: str) -> str:
    """A name as an address: plain letters, digits and hyphens. A name that loses letters by this gets a hash too."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    lossy = sum(c.isalnum() for c in unicodedata.normalize("NFC", name)) > sum(c.isalnum() for c in made)
    if lossy or not made or len(made) > MAX_ID or made in RESERVED | BOOLEANS:
        made = f"{made[: MAX_ID - _HASH - 1].strip('-') or 'n'}-{_hash(unicodedata.normalize('NFC', name))}"
    return made


def document_id(url: str, title: str, publisher: str) -> str:
    """The id of a document that a claim describes itself: from its address, so that a new title doesn't move it."""
    host = (urlsplit(url).hostname or publisher).removeprefix("www.")
    identity = url if urlsplit(url).hostname else f"{publisher}\n{title}"
    return f"{slug(host)[: MAX_ID - _HASH - 1].strip('-')}-{_hash(identity)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH]
