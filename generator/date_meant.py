"""What somebody meant who wrote a date another way: `3 June 2025`, `03.06.2025`, `2025-6-3`. Nothing is guessed."""

import re
from calendar import month_name, monthrange

from generator.dates import UNKNOWN, display, is_date, is_day
from generator.number_meant import ascii_digits

_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
_NAMED = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_TIME = r"(?:(?:t|,? (?:at )?)\d{1,2}[:.h]\d{2}.*)?"
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"{_YEAR}[-/. ](?P<number>\d{{1,2}})(?:[-/. ](?P<day>\d{{1,2}}))?{_TIME}",
        rf"{_DAY}\.? (?:of )?{_NAMED},? {_YEAR}",
        rf"{_NAMED} {_DAY},? {_YEAR}",
        rf"{_NAMED},? {_YEAR}",
        rf"(?P<number>\d{{1,2}})[-/.]{_YEAR}",
    )
)
_PART = r"(\d{4}(?:-\d\d){0,2})"
_SPAN = re.compile(rf"{_PART} ?(?:-|/|\.\.\.?|…|to|till|until|and|or) ?{_PART}", re.ASCII)
_BOTH = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4})")


def fault(text: str, *, day: bool) -> str:
    """Why this is no date, or no full day where one is needed, and what to write: in words for a contributor."""
    wanted = "a day (2025-06-17)" if day else "a day (2025-06-17), a month (2025-06), a year or unknown"
    if day and is_date(text):
        return f"is no full day; write {wanted}"
    if day and text.lower() == UNKNOWN:
        return f"can't stand here, since this day is known; write {wanted}"
    plain = _plain(text)
    if missing := _beyond(plain):
        return missing
    fits = is_day if day else is_date
    span = _SPAN.fullmatch(plain)
    if span and fits(span[1]) and fits(span[2]):
        return f"names two dates, and one belongs here; write {span[1]} or {span[2]}"
    found = [one for one in _meant(plain) if fits(one) or (not day and one == UNKNOWN)]
    if len(found) == 1:
        return f"is not how a date is written here; did you mean {found[0]}?"
    if found:
        return f"can be read two ways; write {' or '.join(f'{one} ({display(one)})' for one in found)}"
    return f"is no {'day' if day else 'date'}; write {wanted}"


def _plain(text: str) -> str:
    """The text in lower case with single spaces, hyphens for all dashes, and 0 to 9 for the digits of any script."""
    return ascii_digits(" ".join(re.sub("[\u2010-\u2015\u2212]", "-", text).lower().split()))


def _beyond(text: str) -> str | None:
    """What is wrong with a date of the right form that no calendar has."""
    found = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", text, re.ASCII)
    if not found or is_date(text) or found[1] == "0000":
        return None
    year, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12:
        return f"is in no calendar: there is no month {found[2]}"
    return f"is in no calendar: {month_name[month]} {year} has {monthrange(year, month)[1]} days"


def _meant(plain: str) -> list[str]:
    """The dates that can be meant, each once."""
    if plain == UNKNOWN:
        return [UNKNOWN]
    if both := _BOTH.fullmatch(plain):
        one, other, year = int(both[1]), int(both[3]), both[4]
        ways = [f"{year}-{month:02}-{day:02}" for day, month in ((one, other), (other, one))]
        return [way for way in dict.fromkeys(ways) if is_date(way)]
    for form in _FORMS:
        if found := form.fullmatch(plain):
            parts = found.groupdict()
            month = int(parts.get("number") or 0) or _month(parts.get("month") or "")
            day = f"-{int(parts['day']):02}" if parts.get("day") else ""
            return [made] if is_date(made := f"{parts['year']}-{month:02}{day}") else []
    return []


def _month(name: str) -> int:
    """A month's number by its name or the beginning of it; 0 for none."""
    return next((number for full, number in _MONTHS.items() if full.startswith(name)), 0)
