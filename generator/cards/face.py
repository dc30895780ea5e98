"""Type: which of the fonts shipped here shows a character, how wide text is, and its shape as coverage of pixels.

HarfBuzz shapes and draws. No font of the system is asked, so that a card is the same everywhere.
"""

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uharfbuzz

from generator.cards import bidi

FONTS = Path(__file__).parent / "fonts"
SERIF = ("NotoSerif-Bold", "NotoSerifHebrew-Bold", "NotoNaskhArabic-Bold")
SANS = ("NotoSans-Regular", "NotoSerifHebrew-Bold", "NotoNaskhArabic-Bold")
"""The fonts of a style; a character is shown by the first that has it."""

_JOINERS = "\u200c\u200d"

Style = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Face:
    font: uharfbuzz.Font
    units: int
    characters: frozenset[str]


@dataclass(frozen=True)
class Mask:
    """How much of each pixel is covered, in rows from above; `left` and `top` count from the line's start and base."""

    left: int
    top: int
    width: int
    rows: tuple[bytes, ...]


@dataclass(frozen=True)
class _Run:
    text: str
    face: _Face
    level: int


def clean(text: str) -> str:
    """Text as it is drawn: one line, composed, without characters that only steer."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(c for c in composed if c in _JOINERS or unicodedata.category(c) not in ("Cc", "Cf"))


def shows(text: str, style: Style) -> bool:
    """Whether every character of a clean text has its shape in these fonts."""
    return all(found is not None for found in _faces(text, style))


def width(text: str, style: Style) -> float:
    """How wide this is at a size of 1; by `fsum`, since `sum` of the same numbers isn't the same on each Python."""
    return math.fsum(_advance(run) / run.face.units for run in _runs(text, style, 0))


def _advance(run: _Run) -> int:
    return sum(int(at.x_advance) for at in _shaped(run).glyph_positions)


def line(text: str, style: Style, size: float, level: int) -> Mask:
    """A line whose paragraph has this direction."""
    runs = list(_runs(text, style, level))
    drawing, x = uharfbuzz.RasterDraw(), 0.0
    for number in bidi.visual([run.level for run in runs]):
        run = runs[number]
        shaped, scale = _shaped(run), size / run.face.units
        for glyph, at in zip(shaped.glyph_infos, shaped.glyph_positions, strict=True):
            drawing.transform = (scale, 0, 0, scale, x + at.x_offset * scale, at.y_offset * scale)
            drawing.draw_glyph(run.face.font, glyph.codepoint)
            x += at.x_advance * scale
    return _mask(drawing)


def _mask(drawing: uharfbuzz.RasterDraw) -> Mask:
    """What was drawn; HarfBuzz counts rows from below."""
    image = drawing.render()
    seen, content = image.extents, bytes(image.buffer)
    rows = [content[at * seen.stride : at * seen.stride + seen.width] for at in reversed(range(seen.height))]
    return Mask(seen.x_origin, -(seen.y_origin + seen.height), seen.width, tuple(rows))


@cache
def _face(name: str) -> _Face:
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FONTS / f"{name}.ttf")))
    return _Face(uharfbuzz.Font(face), face.upem, frozenset(map(chr, face.unicodes)))


def _faces(text: str, style: Style) -> Iterator[_Face | None]:
    """The font of each character; what stands on a letter has the letter's."""
    last = first = _face(style[0])
    for character in text:
        if unicodedata.category(character).startswith("M"):
            yield last if character in last.characters else None
        elif character in _JOINERS:
            yield last
        else:
            found = _first(character, style)
            last = found or first
            yield found


@cache
def _first(character: str, style: Style) -> _Face | None:
    return next((one for one in map(_face, style) if character in one.characters), None)


def _runs(text: str, style: Style, level: int) -> Iterator[_Run]:
    """Text in parts of one font and one direction."""
    faces = [found or _face(style[0]) for found in _faces(text, style)]
    kinds = list(zip(faces, bidi.levels(text, level), strict=True))
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or kinds[at] != kinds[start]:
            yield _Run(text[start:at], *kinds[start])
            start = at


def _shaped(run: _Run) -> uharfbuzz.Buffer:
    """The run's glyphs from left to right. The language is named: HarfBuzz would take that of whoever runs it."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run.text)
    buffer.language = "und"
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if run.level % 2 else "ltr"
    uharfbuzz.shape(run.face.font, buffer, {})
    return buffer
