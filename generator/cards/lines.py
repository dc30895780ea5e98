"""A text in lines that fit: the largest size that has room, lines of like length, and three dots where none has."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from generator.cards.face import Style, width

DOTS = "…"


@dataclass(frozen=True)
class Set:
    """Lines and their size."""

    lines: tuple[str, ...]
    size: int


def fitted(text: str, style: Style, room: int, sizes: Sequence[tuple[int, int]]) -> Set:
    """A text in lines no wider than `room`; `sizes` are sizes and how many lines each has room for, largest first."""
    words = [(word, width(word, style)) for word in text.split()]
    space = width(" ", style)
    for size, most in sizes:
        lines = _broken(words, space, room / size)
        if len(lines) <= most and not any(wide > room / size for _, wide in words):
            return Set(tuple(_balanced(words, space, room / size, len(lines))), size)
    size, most = sizes[-1]
    lines = _broken(_cut(words, style, room / size), space, room / size)
    if len(lines) > most:
        lines[most - 1 :] = [_ended(lines[most - 1], style, room / size)]
    return Set(tuple(lines), size)


def _broken(words: Sequence[tuple[str, float]], space: float, room: float) -> list[str]:
    """Words in lines, each as full as it gets."""
    lines: list[str] = []
    left = 0.0
    for word, wide in words:
        if lines and wide + space <= left:
            lines[-1] += f" {word}"
            left -= wide + space
        else:
            lines.append(word)
            left = room - wide
    return lines


def _balanced(words: Sequence[tuple[str, float]], space: float, room: float, count: int) -> list[str]:
    """As many lines, in the least room that holds them."""
    low, high = max((wide for _, wide in words), default=0.0), room
    for _ in range(8):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_broken(words, space, middle)) <= count else (middle, high)
    return _broken(words, space, high)


def _cut(words: Sequence[tuple[str, float]], style: Style, room: float) -> list[tuple[str, float]]:
    """Words of which each fits; a longer one in pieces."""
    made: list[tuple[str, float]] = []
    for word, wide in words:
        if wide <= room:
            made.append((word, wide))
            continue
        pieces = [""]
        for character in word[:400]:
            mark = unicodedata.category(character).startswith("M")
            if not mark and pieces[-1] and width(pieces[-1] + character, style) > room:
                pieces.append("")
            pieces[-1] += character
        made += [(piece, width(piece, style)) for piece in pieces]
    return made


def _ended(line: str, style: Style, room: float) -> str:
    """A line with three dots behind as many of its words as fit, of a single word as many letters."""
    while width(line + DOTS, style) > room:
        line = line.rpartition(" ")[0] if " " in line else line[:-1]
    return line.rstrip(" ,;:–—-") + DOTS
