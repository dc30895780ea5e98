"""Where a quotation's parts stand in a text."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from generator.quotation.edges import stands
from generator.quotation.quote import Quotation
from generator.quotation.words import Range, Words, words


@dataclass(frozen=True)
class Match:
    """The first place of a quotation.

    Attributes:
        ranges: (start, end) of each part among the text's words, 0-based, the end exclusive.
        literal: the quotation's brackets stand in the text.
        ambiguous: the same words stand elsewhere too; a prefix or suffix would choose.
    """

    ranges: tuple[Range, ...]
    literal: bool
    ambiguous: bool


@dataclass(frozen=True)
class NotFound:
    """No place. `elsewhere`: the words do stand in the text, but not beside the prefix and suffix given."""

    elsewhere: bool


def find(quotation: Quotation, text: Words, prefix: str = "", suffix: str = "") -> Match | NotFound:
    """The quotation's first place in the text, brackets taken as the text's own if they can be.

    Args:
        quotation: what `parse` made of it.
        text: the text's words.
        prefix: words that stand right before the first part (W3C Web Annotation, TextQuoteSelector).
        suffix: words that stand right after the last part.
    """
    for literal in (True, False) if quotation.additions else (False,):
        parts = quotation.parts(literal=literal)
        starts = _candidates(parts, text, words(prefix), words(suffix))
        ranges = _leftmost(parts, starts)
        if ranges:
            return Match(ranges, literal, ambiguous=ranges != _rightmost(parts, starts, len(text)))
    return NotFound(elsewhere=bool(prefix or suffix) and isinstance(find(quotation, text), Match))


def places(part: Words, text: Words) -> list[int]:
    """Every start (0-based, ascending) at which the part stands in the text."""
    starts = range(len(text)) if len(part) < 3 else [at - 1 for at, word in enumerate(text) if word == part[1]]
    return [start for start in starts if stands(part, text, start)]


def _candidates(parts: tuple[Words, ...], text: Words, before: Words, after: Words) -> list[list[int]]:
    """For each part its places; the first part's only after `before`, the last part's only before `after`."""
    starts = [places(part, text) for part in parts]
    if before:
        starts[0] = [start for start in starts[0] if stands(before, text, start - len(before))]
    if after:
        starts[-1] = [start for start in starts[-1] if stands(after, text, start + len(parts[-1]))]
    return starts


def _leftmost(parts: tuple[Words, ...], starts: list[list[int]]) -> tuple[Range, ...]:
    """The parts in order, each as early as it can stand; () if they cannot."""
    ranges: list[Range] = []
    free = 0
    for part, its_starts in zip(parts, starts, strict=True):
        at = bisect_left(its_starts, free)
        if at == len(its_starts):
            return ()
        free = its_starts[at] + len(part)
        ranges.append((its_starts[at], free))
    return tuple(ranges)


def _rightmost(parts: tuple[Words, ...], starts: list[list[int]], end: int) -> tuple[Range, ...]:
    """The parts in order, each as late as it can stand, where `_leftmost` found that they can."""
    ranges: list[Range] = []
    for part, its_starts in zip(reversed(parts), reversed(starts), strict=True):
        start = its_starts[bisect_right(its_starts, end - len(part)) - 1]
        ranges.append((start, start + len(part)))
        end = start
    return tuple(reversed(ranges))
