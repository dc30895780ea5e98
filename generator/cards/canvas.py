"""A picture of few colours: pixels as numbers of a palette, written as a PNG file.

The palette is made of ramps of sixteen steps from a ground to a colour, so that the edge of a letter is a step of its
ramp. Nothing is guessed from a finished picture, and nothing but whole numbers decides.
"""

import struct
import zlib
from collections.abc import Mapping, Sequence

from generator.cards.face import Mask

STEPS = 16


class Canvas:
    """A picture, all of it the ground of the first ramp; each ramp is a ground and a colour on it, as #rrggbb."""

    def __init__(self, width: int, height: int, ramps: Sequence[tuple[str, str]]) -> None:
        self.width, self.height = width, height
        self.pixels = bytearray(width * height)
        self.palette = b"".join(_mixed(ground, colour, step) for ground, colour in ramps for step in range(STEPS))

    def fill(self, top: int, bottom: int, ramp: int, *, full: bool = False) -> None:
        """Rows in the ground, or the colour, of a ramp."""
        start = self.width * top
        many = self.width * (bottom - top)
        self.pixels[start : start + many] = bytes([ramp * STEPS + (STEPS - 1) * full]) * many

    def put(self, mask: Mask, x: int, y: int, ramp: int) -> None:
        """A mask whose start is at x and whose base is at y, in a ramp's colour; what leaves the picture is cut."""
        left, right = max(0, x + mask.left), min(self.width, x + mask.left + mask.width)
        steps = bytes(ramp * STEPS | covered >> 4 if covered >> 4 else 0 for covered in range(256))
        for number, row in enumerate(mask.rows, y + mask.top):
            if 0 <= number < self.height and left < right:
                seen = row[left - x - mask.left : right - x - mask.left].translate(steps)
                place = slice(number * self.width + left, number * self.width + right)
                # Where two touch, both steps' bits together: a step of the same ramp, no lighter than either.
                both = int.from_bytes(self.pixels[place]) | int.from_bytes(seen)
                self.pixels[place] = both.to_bytes(right - left)

    def png(self, texts: Mapping[str, str]) -> bytes:
        """The file, with texts in it by their keywords."""
        size = struct.pack(">IIBBBBB", self.width, self.height, 8, 3, 0, 0, 0)
        rows = (self.pixels[at : at + self.width] for at in range(0, len(self.pixels), self.width))
        said = (_chunk(b"iTXt", name.encode() + b"\0\0\0\0\0" + text.encode()) for name, text in texts.items() if text)
        parts = (
            _chunk(b"IHDR", size),
            _chunk(b"PLTE", self.palette),
            *said,
            _chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))),
            _chunk(b"IEND", b""),
        )
        return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _mixed(ground: str, colour: str, step: int) -> bytes:
    pairs = zip(bytes.fromhex(ground[1:]), bytes.fromhex(colour[1:]), strict=True)
    return bytes(below + (above - below) * step // (STEPS - 1) for below, above in pairs)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
