"""Names in the order in which readers look for them, as near as one order comes for all languages.

Accents don't count, and letters that only look like another with a stroke go with that one: Ćwiczenia between Cło and
Cyna, Łódź among L. Languages that end their alphabet in å, or have ć after all of c, have it otherwise. No locale, so
that the same names stand in the same order on every machine.
"""

import unicodedata
from functools import lru_cache

from generator.names import PLAIN

_OWN = frozenset("й")
"""Letters of their own right, which stand behind the plain one already."""


@lru_cache(16_384)
def by_name(name: str) -> tuple[str, str, str]:
    """What to sort a name by: its plain letters, then its letters, capital or small, then the very text."""
    folded = unicodedata.normalize("NFC", name.casefold())
    return "".join(map(_plain, folded)).translate(PLAIN), folded, name


def _plain(letter: str) -> str:
    if letter in _OWN:
        return letter
    return "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
