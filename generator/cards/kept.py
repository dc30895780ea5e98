"""Cards drawn once: kept by all that they are made from, in a folder that may be deleted at any time.

A file's name is a hash of the card's texts, of the program and the fonts that draw it, and of the libraries beneath.
The file ends in a seal on its name and content by the user's own key, so that one that was cut, moved, altered, or
brought along by a pull request, is drawn anew.
"""

import hashlib
import hmac
import json
import stat
import zlib
from contextlib import suppress
from dataclasses import astuple
from functools import cache
from pathlib import Path

import uharfbuzz

from generator.cards.card import Card, drawn
from generator.cards.face import FONTS
from generator.kept import key as users_key
from generator.write import atomically

_MOST = 4 * 1024 * 1024
"""Bytes that are read; no card has as many."""
_HASH = hashlib.sha256().digest_size


def card(wanted: Card, folder: Path | None) -> bytes:
    """The card as a PNG file: from the folder where it is there, else drawn and kept."""
    secret = users_key()
    if folder is None or secret is None or folder.parent.is_symlink():
        return drawn(wanted)
    key = hashlib.sha256(_version() + json.dumps(astuple(wanted)).encode()).hexdigest()
    if (found := _read(folder / key, key, secret)) is not None:
        return found
    made = drawn(wanted)
    _keep(folder / key, made + _seal(key, made, secret))
    return made


def _read(path: Path, key: str, secret: bytes) -> bytes | None:
    """What is kept, where it is whole; never through a link or from a pipe, which might have no end."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with path.open("rb") as file:
            content = file.read(_MOST)
    except OSError:
        return None
    made, seal = content[:-_HASH], content[-_HASH:]
    return made if hmac.compare_digest(seal, _seal(key, made, secret)) else None


def _keep(path: Path, content: bytes) -> None:
    """Keep it for the next build; a folder that can't be written to keeps nothing, and no build fails for it."""
    with suppress(OSError):
        atomically(path, content)


def _seal(key: str, made: bytes, secret: bytes) -> bytes:
    return hashlib.blake2b(key.encode() + made, key=secret, digest_size=_HASH).digest()


@cache
def _version() -> bytes:
    """A hash of what draws: this room, its fonts, the marks, and the libraries."""
    room = Path(__file__).parent
    marks = room.parent / "render/templates"
    found = (*sorted(room.glob("*.py")), *sorted(FONTS.glob("*.ttf")), marks / "_icons.html", marks / "marks.svg")
    parts = [path.read_bytes() for path in found]
    libraries = f"{uharfbuzz.__version__} {uharfbuzz.version_string()} {zlib.ZLIB_RUNTIME_VERSION}"
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts) + libraries.encode()).digest()
