"""Cards drawn once: kept by all that they are made from, in a folder that may be deleted at any time.

A file's name is a hash of the card's texts, of the program and the fonts that draw it, and of the libraries beneath.
Each is sealed (`sealed.py`): one that was cut, moved, altered, or brought along by a pull request, is drawn anew.
"""

import hashlib
import json
import zlib
from dataclasses import astuple
from functools import cache
from pathlib import Path

import uharfbuzz

from generator import sealed
from generator.cards.card import Card, drawn
from generator.cards.face import FONTS

_MOST = 4 * 1024 * 1024
"""Bytes that are read; no card has as many."""


def card(wanted: Card, folder: Path | None) -> bytes:
    """The card as a PNG file: from the folder where it is there, else drawn and kept."""
    if folder is None:
        return drawn(wanted)
    key = hashlib.sha256(_version() + json.dumps(astuple(wanted)).encode()).hexdigest()
    if (found := sealed.read(folder / key, key.encode(), _MOST)) is not None:
        return bytes(found)
    made = drawn(wanted)
    sealed.keep(folder / key, key.encode(), [made])
    return made


@cache
def _version() -> bytes:
    """A hash of what draws: this room, its fonts, the marks, and the libraries."""
    room = Path(__file__).parent
    marks = room.parent / "render/templates"
    found = (*sorted(room.glob("*.py")), *sorted(FONTS.glob("*.ttf")), marks / "_icons.html", marks / "marks.svg")
    parts = [path.read_bytes() for path in found]
    libraries = f"{uharfbuzz.__version__} {uharfbuzz.version_string()} {zlib.ZLIB_RUNTIME_VERSION}"
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts) + libraries.encode()).digest()
