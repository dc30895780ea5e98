"""What a card shows, and where: the publication, the claim, who made it and when, and the verdict as a band."""

from dataclasses import dataclass

from generator.cards import bidi
from generator.cards.canvas import Canvas
from generator.cards.face import SANS, SERIF, Style, clean, line, shows, width
from generator.cards.lines import fitted
from generator.cards.marks import mark

WIDTH, HEIGHT = 1200, 630

PAPER, INK, QUIET, ON = "#ffffff", "#171d24", "#55606b", "#ffffff"
COLOURS = {
    "green": "#176639",
    "lime": "#4c6410",
    "amber": "#7d5600",
    "orange": "#9c4203",
    "red": "#a81c1c",
    "blue": "#1d55a0",
    "violet": "#6b3a9c",
    "grey": "#4d5760",
}
"""The light colours of attested.css."""

_ON_PAPER, _QUIET, _ON_BAND = range(3)
_MARGIN, _BAND, _GAP = 72, 480, 12
_CLAIM = ((68, 3), (56, 4), (46, 5), (38, 6))
"""Sizes of the claim, and for how many lines of each there is room."""


@dataclass(frozen=True)
class Card:
    """Everything that decides what a card looks like. A text may be empty; one that can't be shown is left out."""

    name: str
    """The publication's."""
    headline: str
    who: str
    when: str
    word: str
    """In the band: the verdict's."""
    colour: str
    icon: str
    """The verdict's mark; nothing for a band without one."""


@dataclass(frozen=True)
class _How:
    """How a line is set: at which size, on which base, in which ramp, from the left (0) or the right (1)."""

    style: Style
    size: int
    base: int
    ramp: int
    level: int
    own: int | None = None
    """The direction inside, where it isn't that of its own first letter."""


def drawn(card: Card) -> bytes:
    """The card as a PNG file; its texts are in it as words too."""
    canvas = Canvas(WIDTH, HEIGHT, ((PAPER, INK), (PAPER, QUIET), (COLOURS[card.colour], ON)))
    level = bidi.base(card.word or card.name)
    canvas.fill(0, 12, _ON_PAPER, full=True)
    _line(canvas, _shown(card.name, SERIF), _How(SERIF, 36, 84, _ON_PAPER, level))
    _claim(canvas, card)
    canvas.fill(_BAND, HEIGHT, _ON_BAND)
    _verdict(canvas, card, level)
    return canvas.png({"Title": card.headline, "Author": card.name, "Description": card.word})


def _claim(canvas: Canvas, card: Card) -> None:
    """The claim and, below, who made it and when; the claimant in the claim's place where that can't be shown."""
    who, when = _shown(card.who, SANS), _shown(card.when, SANS)
    headline = _shown(card.headline, SERIF)
    if not headline:
        headline, who = _shown(card.who, SERIF), ""
    level = bidi.base(headline)
    text = fitted(headline, SERIF, WIDTH - 2 * _MARGIN, _CLAIM)
    step = text.size * 5 // 4
    top = 112 + (284 - step * len(text.lines)) // 3
    for number, words in enumerate(text.lines, 1):
        base = top + step * number - text.size // 4
        _line(canvas, words, _How(SERIF, text.size, base, _ON_PAPER, level, own=level))
    _facts(canvas, who, when, level)


def _facts(canvas: Canvas, who: str, when: str, level: int) -> None:
    """The claimant, then the date: each by itself, so that the direction of one doesn't turn the other."""
    how = _How(SANS, 30, _BAND - 32, _QUIET, level)
    room = round(width(f"·{when}", SANS) * how.size) + 2 * _GAP
    at = _line(canvas, who, how, 0, room)
    if who and when:
        at = _line(canvas, "·", how, at + _GAP) + _GAP
    _line(canvas, when, how, at)


def _verdict(canvas: Canvas, card: Card, level: int) -> None:
    """The band: the verdict's mark and its word."""
    size, middle = 76, (_BAND + HEIGHT) // 2
    if card.icon:
        x = WIDTH - _MARGIN - size if level else _MARGIN
        canvas.put(mark(card.icon, size), x, middle + size // 2, _ON_BAND)
    indent = size + 28 if card.icon else 0
    _line(canvas, _shown(card.word, SERIF), _How(SERIF, 64, middle + 23, _ON_BAND, level), indent)


def _line(canvas: Canvas, text: str, how: _How, indent: int = 0, beside: int = 0) -> int:
    """One line from the side where it starts, smaller where there is too little room beside what stands beside it.

    Returns where what follows may start, counted from the margin.
    """
    if not text:
        return indent
    room = WIDTH - 2 * _MARGIN - indent - beside
    found = fitted(text, how.style, room, [(at, 1) for at in (how.size, how.size * 4 // 5, how.size * 3 // 5)])
    wide = round(width(found.lines[0], how.style) * found.size)
    x = WIDTH - _MARGIN - indent - wide if how.level else _MARGIN + indent
    level = bidi.base(text) if how.own is None else how.own
    canvas.put(line(found.lines[0], how.style, found.size, level), x, how.base, how.ramp)
    return indent + wide


def _shown(text: str, style: Style) -> str:
    """The text as it is drawn; nothing where the fonts lack a character of it: half a text says another thing."""
    made = clean(text)
    return made if shows(made, style) else ""
