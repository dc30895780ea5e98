"""Dates in the forms archives write them; what can be read in two ways isn't read."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate
from functools import cache
from itertools import pairwise

from babel import Locale
from babel.dates import get_month_names

from generator.names import folded

DAY_FIRST, MONTH_FIRST = ORDERS = ("day-first", "month-first")
"""What 03/04/2024 is, where somebody said it."""
FIRST, LAST = 1000, 2200
"""Years outside are slips, or the zero of some program's clock."""

_LANGUAGES = (
    *("en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "sl", "hr", "sr", "bs", "mk"),
    *("bg", "uk", "ru", "tr", "el", "ro", "hu", "sq", "et", "lv", "lt", "id", "ms", "ar", "ar_SY", "ar_DZ", "ar_MA"),
    "ar_MR",
)
"""Those whose months have names we know; in Arabic they have others from Syria to Iraq, and in the Maghreb."""
_ISO = re.compile(r"([+-]?\d{4,6})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*|Z)?", re.DOTALL)
_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[/.年년]\s?(\d{1,2})(?:\s?[/.月월]\s?(\d{1,2})\s?[日일.]?)?(?:\s.*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?[./-]\s?(\d{4})(?:[,T ].*)?", re.DOTALL)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_WORDS = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*", re.UNICODE)


def day(found: str, order: str = "") -> str | None:
    """A date as far as it is known (2024-05-01, 2024-05, 2024), or None where this is none, or two.

    A time of day is left out: the date is the one written. 03/04/2024 is None, since half the world reads it otherwise,
    unless `order` says which half wrote it.
    """
    text = found.strip()
    for way in (_iso, _digits, _year_first):
        if made := way(text):
            return made
    return _day_first(text, order) or _in_words(text) or _letter(text)


def why_not(found: str, order: str = "") -> str:
    """Why this wasn't read as a date, and what to do."""
    text = found.strip()
    if not order and day(text, DAY_FIRST) and day(text, MONTH_FIRST):
        return f"can be read in two ways; say which with --dates {DAY_FIRST} or --dates {MONTH_FIRST}"
    if order and day(text):
        return f"is no {order} date"
    if _SERIAL.fullmatch(text):
        return "is a day as spreadsheets count them; have it shown as 2024-05-01 there, and save the table again"
    return "is no date"


def _made(year: str, month: str | None = None, day: str | None = None) -> str | None:
    """The date, where the calendar has it."""
    parts = [int(one) for one in (year, month, day) if one]
    try:
        date(parts[0], *[*parts[1:], 1, 1][:2])
    except (ValueError, OverflowError):
        return None
    if not FIRST <= parts[0] <= LAST:
        return None
    return "-".join(f"{one:0{4 if place == 0 else 2}d}" for place, one in enumerate(parts))


def _iso(text: str) -> str | None:
    found = _ISO.fullmatch(text)
    return _made(*found.groups()) if found and len(found[1]) == 4 else None


def _digits(text: str) -> str | None:
    """20240501, or seconds or milliseconds since 1970."""
    if (found := _PLAIN.fullmatch(text)) and (made := _made(*found.groups())):
        return made
    if re.fullmatch(r"\d{10}(\d{3})?(\.\d+)?", text):
        return datetime.fromtimestamp(int(text[:10]), UTC).date().isoformat()
    return None


def _year_first(text: str) -> str | None:
    found = _YEAR_FIRST.fullmatch(text)
    return _made(*found.groups()) if found else None


def _day_first(text: str, order: str) -> str | None:
    """1.5.2024 by its dots; others as somebody said, else where there is one way to read them."""
    if not (found := _DAY_FIRST.fullmatch(text)):
        return None
    first, mark, second, year = found.groups()
    if order and mark != ".":
        return _made(year, second, first) if order == DAY_FIRST else _made(year, first, second)
    if mark == "." or int(first) > 12 or first == second:
        return _made(year, second, first)
    return _made(year, first, second) if int(second) > 12 else None


@cache
def _months() -> dict[str, str]:
    """The names of the months in many languages; one that is another month elsewhere is left out."""
    found: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, Locale.parse(language)).items():
                    found.setdefault(folded(name), set()).add(number)
    return {name: str(*numbers) for name, numbers in found.items() if len(numbers) == 1 and not name.isdigit()}


def _in_words(text: str) -> str | None:
    """1 May 2024, May 1st, 2024, 1. Mai 2024, 1 de mayo de 2024, May 2024; a time may follow."""
    if len(text) > 60:
        return None
    words = [folded(word) for word in _WORDS.findall(text)]
    names = (*words, *map("-".join, pairwise(words)))  # in Arabic some are two words
    months = [month for name in names if (month := _months().get(name))]
    numbers = re.findall(r"(?<![\d:.])\d{1,4}(?![\d:])", text)
    years = [one for one in numbers if len(one) == 4]
    days = [one for one in numbers if len(one) < 3]
    if len(set(months)) != 1 or len(years) != 1:
        return None
    return _made(years[0], months[0], days[0] if days else None)


def _letter(text: str) -> str | None:
    """Wed, 01 May 2024 10:00:00 +0000, as e-mail and RSS write it."""
    found = parsedate(text)
    return _made(*(str(one) for one in found[:3])) if found and re.search(r"\d{4}", text) else None
