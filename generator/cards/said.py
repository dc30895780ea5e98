"""What a finished card says, read from its file: a PNG file of the right size, and its texts."""

import struct
import zlib
from collections.abc import Iterator

from generator.cards.card import HEIGHT, WIDTH

_START = b"\x89PNG\r\n\x1a\n"


def said(content: bytes) -> dict[str, str]:
    """A card's texts by their keywords; nothing where this isn't a whole card."""
    parts = list(_chunks(content)) if content.startswith(_START) else []
    sized = parts[:1] and parts[0][0] == b"IHDR" and struct.unpack(">II", parts[0][1][:8]) == (WIDTH, HEIGHT)
    if not sized or parts[-1][0] != b"IEND":
        return {}
    texts = (part.split(b"\0", 1) for kind, part in parts if kind == b"iTXt")
    return {name.decode(): text[4:].decode() for name, text in texts}


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG file, up to the first that isn't whole."""
    at = len(_START)
    while at + 12 <= len(content):
        (size,) = struct.unpack_from(">I", content, at)
        kind, part, end = content[at + 4 : at + 8], content[at + 8 : at + 8 + size], at + 12 + size
        if content[end - 4 : end] != struct.pack(">I", zlib.crc32(kind + part)):
            return
        yield kind, part
        at = end
