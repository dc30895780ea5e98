"""Dates as far as they are known: a day, a month, a year, or `unknown`. Text, so that nothing is invented."""

import re
from datetime import date
from functools import lru_cache

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


_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905 - reads better than twelve strings
)


@lru_cache(maxsize=16_384)
def display(text: str) -> str:
    """A date as English readers see it: 17 June 2025, June 2025, 2025, date unknown."""
    if text == UNKNOWN:
        return "date unknown"
    year, *rest = text.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])


def short_month(day: date) -> str:
    """A month for an axis: Jan 2025."""
    return f"{_MONTHS[day.month - 1][:3]} {day.year}"
