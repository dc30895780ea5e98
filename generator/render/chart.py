"""Figures over time as inline SVG: estimates against their date, the claim's own number as a line.

Written by hand, since no well-kept library gives what is needed: pygal 3.1 puts a random id, the day's date, a style
sheet and a script into each chart, which a reproducible build under a strict Content-Security-Policy can't use;
matplotlib needs numpy and fixes every colour, so that light and dark would be two pictures. Here a template places what
this module computes, the page's own style sheet colours it, and the same data gives the same bytes.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from math import ceil, floor, log10

from generator import dates
from generator.figures import Estimate, Panel
from generator.model import Figure
from generator.render.templates import fill
from generator.wording import Wording

WIDTH, HEIGHT = 400, 220
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 26, 30
_APART = 17
"""Marks of the same place stand this far apart, in units of the view box."""
_LETTER = 6
"""How wide a letter of a label is."""
_BESIDE = 12
"""A label stands this far from the middle of a mark."""
_LONG = 1_000_000
"""From here on a number has no room beside the axis, unless it is shortened."""


@dataclass(frozen=True)
class Mark:
    """An estimate in the chart: its number in the table, where it stands, how far value and date may reach."""

    number: int
    x: float
    at: float
    """Where its date is, from which it may have had to stand aside."""
    y: float
    top: float | None
    bottom: float | None
    left: float | None
    right: float | None
    arrow: str
    """`up` for at least, `down` for at most, else empty."""

    @property
    def aside(self) -> bool:
        """Whether it stands where its date can't be."""
        return self.x != self.at and not (self.left is not None and self.left <= self.x <= (self.right or 0))


@dataclass(frozen=True)
class Line:
    """A claim's own number, across the chart; its label begins at `x`."""

    y: float
    x: float
    label: str


@dataclass(frozen=True)
class Tick:
    """A place on an axis and its words."""

    at: float
    label: str


@dataclass(frozen=True)
class Entry:
    """A row of the chart's table."""

    number: int
    value: str
    as_of: str
    estimate: Estimate
    charted: bool


@dataclass(frozen=True)
class Chart:
    """Everything the template places."""

    title: str
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    upward: tuple[Tick, ...]
    entries: tuple[Entry, ...]


def charts(found: Sequence[Panel], documents: Mapping[str, tuple[str, str]], wording: Wording) -> str:
    """The charts of these panels as HTML, each with its table; what to call each document, and where it leads."""
    made = [chart(panel, wording) for panel in found]
    box = {"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": RIGHT, "bottom": BOTTOM}
    told = {
        "moved": any(mark.aside for one in made for mark in one.marks),
        "undated": any(not entry.charted and not entry.estimate.claimed for one in made for entry in one.entries),
    }
    return fill(wording, "chart.html", "", charts=made, documents=documents, **box, **told)


def chart(panel: Panel, wording: Wording) -> Chart:
    """The chart of one kind of count."""
    highest = max(_top(one.figure) for one in panel.estimates)
    step = _step(highest)
    ceiling = step * ceil(highest / step * 1.04)
    start, end = _span(panel.estimates)
    marks: list[Mark] = []
    entries = []
    for position, one in enumerate(panel.estimates, 1):
        dated = one.figure.as_of != dates.UNKNOWN
        said, day = amount(one.figure, wording), dates.display(one.figure.as_of, wording)
        entries.append(Entry(position, said, day, one, dated))
        if dated and not one.claimed:
            marks.append(_mark(position, one.figure, start, end, ceiling))
    marks = _placed(marks)
    _ = wording.gettext
    claims = {_value(one.figure): amount(one.figure, wording) for one in panel.estimates if one.claimed}
    lines = [
        _line(_y(value, ceiling), _("claimed: %(number)s") % {"number": said}, marks)
        for value, said in sorted(claims.items())
    ]
    steps = [step * n for n in range(round(ceiling / step) + 1)]
    said_upward = wording.number if ceiling < _LONG else wording.short_number
    return Chart(
        title=panel.unit + _(", ") + panel.counts,
        marks=tuple(marks),
        lines=tuple(lines),
        across=tuple(_ticks(start, end, wording)),
        upward=tuple(Tick(_y(value, ceiling), said_upward(value)) for value in steps),
        entries=tuple(entries),
    )


def amount(figure: Figure, wording: Wording) -> str:
    """A figure in words: more than 6,000; 10,000 to 12,000."""
    if figure.value is None:
        ends = {"low": wording.number(figure.low or 0), "high": wording.number(figure.high or 0)}
        said = wording.gettext("%(low)s to %(high)s") % ends
    else:
        said = wording.number(figure.value)
    return _bounds(wording)[figure.bound] % {"number": said} if figure.bound else said


@cache
def _bounds(wording: Wording) -> Mapping[str, str]:
    """How a passage qualifies its number."""
    _ = wording.gettext
    return {
        "about": _("about %(number)s"),
        "at least": _("at least %(number)s"),
        "more than": _("more than %(number)s"),
        "at most": _("at most %(number)s"),
        "less than": _("less than %(number)s"),
    }


def _top(figure: Figure) -> float:
    return max(figure.value or 0, figure.high or 0, 1)


def _value(figure: Figure) -> float:
    """Where a figure's mark stands: a range's in its middle."""
    return figure.value if figure.value is not None else ((figure.low or 0) + (figure.high or 0)) / 2


def _step(highest: float) -> float:
    """A round distance between ticks: 1, 2 or 5 times a power of ten, for some four of them."""
    power = 10.0 ** floor(log10(highest / 4)) if highest > 0 else 1
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor * 4.5 >= highest)


def _days(text: str) -> tuple[date, date]:
    """The first and the last day that a date may mean."""
    if len(text) == 10:
        day = date.fromisoformat(text)
        return day, day
    if len(text) == 4:
        return date(int(text), 1, 1), date(int(text), 12, 31)
    year, month = int(text[:4]), int(text[5:])
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _span(estimates: Sequence[Estimate]) -> tuple[date, date]:
    """The days the chart shows: whole months around all that is dated."""
    days = [day for one in estimates if one.figure.as_of != dates.UNKNOWN for day in _days(one.figure.as_of)]
    if not days:
        return date(2000, 1, 1), date(2000, 12, 31)
    first, last = min(days), max(days)
    margin = max(20, (last - first).days // 10)
    start = date.fromordinal(max(date.min.toordinal(), first.toordinal() - margin))
    return start.replace(day=1), date.fromordinal(min(date.max.toordinal(), last.toordinal() + margin))


def _x(day: date, start: date, end: date) -> float:
    share = (day - start).days / max(1, (end - start).days)
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _y(value: float, ceiling: float) -> float:
    return round(HEIGHT - BOTTOM - value / ceiling * (HEIGHT - TOP - BOTTOM), 1)


def _mark(number: int, figure: Figure, start: date, end: date, ceiling: float) -> Mark:
    first, last = _days(figure.as_of)
    left, right = _x(first, start, end), _x(last, start, end)
    ranged = figure.value is None
    middle = round((left + right) / 2, 1)
    return Mark(
        number=number,
        x=middle,
        at=middle,
        y=_y(_value(figure), ceiling),
        top=_y(figure.high or 0, ceiling) if ranged else None,
        bottom=_y(figure.low or 0, ceiling) if ranged else None,
        left=left if left != right else None,
        right=right if left != right else None,
        arrow={"at least": "up", "more than": "up", "at most": "down", "less than": "down"}.get(figure.bound or "", ""),
    )


def _placed(marks: Sequence[Mark]) -> list[Mark]:
    """Marks where they cover no other: those of a day first, for a month's is right anywhere in its month."""
    placed: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark.left is not None):
        placed.append(_apart(mark, placed))
    return sorted(placed, key=lambda mark: mark.number)


def _apart(mark: Mark, others: Sequence[Mark]) -> Mark:
    """The mark, moved aside where it would cover another; in a crowd without room it stays, and the table tells."""
    steps = range(int((WIDTH - LEFT - RIGHT) / _APART) + 1)
    places = (mark.x + sign * step * _APART for step in steps for sign in (1, -1))
    inside = (x for x in places if LEFT <= x <= WIDTH - RIGHT)
    x = next((x for x in inside if not _covers(x, mark.y, others)), mark.x)
    return replace(mark, x=round(x, 1))


def _covers(x: float, y: float, others: Sequence[Mark]) -> bool:
    return any(abs(x - other.x) < _APART and abs(y - other.y) < _APART for other in others)


def _line(y: float, label: str, marks: Sequence[Mark]) -> Line:
    """A line whose label begins where no mark covers it, as far left as can be; else at the left."""
    wide, near = len(label) * _LETTER, [mark.x for mark in marks if y - 2 * _APART < mark.y < y + _APART]
    places = range(LEFT + 4, WIDTH - RIGHT - wide, 4)
    free = (x for x in places if not any(x - _BESIDE < mark < x + wide + _BESIDE for mark in near))
    return Line(y, next(free, LEFT + 4), label)


def _ticks(start: date, end: date, wording: Wording) -> list[Tick]:
    """Months for a short span, years for a long one; at most some five."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    every = next((n for n in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600) if months / n <= 5), 1200)
    first = start.year * 12 + start.month - 1
    chosen = [month for month in range(first, first + months) if month % every == 0]
    days = [date(month // 12, month % 12 + 1, 1) for month in chosen]
    said = ((day, dates.short_month(day, wording) if every < 12 else str(day.year)) for day in days)
    return [Tick(_x(day, start, end), label) for day, label in said if start <= day <= end]
