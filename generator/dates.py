"""Dates as far as they are known: a day, a month, a year, or `unknown`. Text, so that nothing is invented."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.wording import ENGLISH, Wording

if TYPE_CHECKING:
    from babel import Locale

UNKNOWN = "unknown"
_SHAPE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
PATTERN = r"^(unknown|\d{4}(-\d{2}(-\d{2})?)?)$"


def is_date(text: str) -> bool:
    """Whether this is a day, a month or a year of the calendar (ISO 8601)."""
    if not _SHAPE.fullmatch(text) or not text.isascii():
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    except ValueError:
        return False
    return True


def is_day(text: str) -> bool:
    """Whether this is a full day."""
    return len(text) == 10 and is_date(text)


def is_after(one: str, other: str) -> bool:
    """Whether `one` is later than `other` for certain, as far as both are known: 2025-06 isn't after 2025-06-17."""
    known = min(len(one), len(other))
    return UNKNOWN not in (one, other) and one[:known] > other[:known]


def newest_first(text: str) -> tuple[int, str]:
    """A key that sorts known dates, then unknown ones; use with reverse=True."""
    return (0, "") if text == UNKNOWN else (1, text)


def places(texts: Iterable[str]) -> Iterator[str]:
    """For each date of a list what it is sorted by: a day by itself, one that is not known last.

    A month or a year goes by the date before it in the list, but not out of its days: "2025-06" sorts before all days
    of that June, and "2025-06~" behind them.
    """
    before = ""
    for text in texts:
        if text != UNKNOWN:
            before = text if is_day(text) else min(max(before, text), f"{text}~")
        yield "~" if text == UNKNOWN else before


_LONG = {"en": "d MMMM y"}
"""How a day is written where that isn't what the language has as its long form: English is written as in Britain."""


_FROM_RIGHT = "\u200f"
"""A right-to-left mark: behind a name in Latin letters the day would stand on the wrong side of its month."""


@lru_cache(maxsize=16_384)
def display(text: str, wording: Wording = ENGLISH) -> str:
    """A date as readers see it, in English 17 June 2025, June 2025, 2025, date unknown."""
    if text == UNKNOWN:
        return wording.gettext("date unknown")
    return (_FROM_RIGHT if wording.direction == "rtl" else "") + _written(text, wording.locale)


def _written(text: str, locale: Locale) -> str:
    from babel.dates import format_date, format_skeleton

    if len(text) == 10:
        return format_date(date.fromisoformat(text), format=_LONG.get(str(locale), "long"), locale=locale)
    if len(text) == 7:
        return format_skeleton("yMMMM", date.fromisoformat(f"{text}-01"), locale=locale)
    return text


@lru_cache(maxsize=4_096)
def short_month(day: date, wording: Wording = ENGLISH) -> str:
    """A month for an axis, in English Jan 2025."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMM", day, locale=wording.locale)
