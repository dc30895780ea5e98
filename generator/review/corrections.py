"""Corrections are published themselves: they stay as they are, and a new one has the day on which it goes out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model import Correction
from generator.problem import rule, shown
from generator.quotation.words import fold
from generator.review.behind import MOST, Breach
from generator.review.change import Change, Reviewed


@rule("edited-correction")
def edited_correction(before: str) -> str:
    """A correction is itself published: it isn't rewritten or taken away. What was wrong in it is a new entry.

    Put the entry back word for word, and add a new one that says what it got wrong. Only a day that is still to come,
    2062 for 2026, is put right where it stands and needs no entry: nobody was told anything on that day.
    """
    return f"the published entry {shown(before, MOST)} was changed or removed; put it back, and add a new one"


@rule("backdated-correction")
def backdated_correction() -> str:
    """A correction has the day on which readers get it, so none comes to stand before those that they have read.

    Give the new entry the day on which it goes out, and put it last.
    """
    return "is before the day of a correction that was published already; give it the day on which it goes out"


@rule("postdated-correction")
def postdated_correction(day: str) -> str:
    """A correction has the day on which readers get it, and that isn't one that is still to come.

    Give the new entry today's day; where it goes out later, give it that day then. A day far off is most often a slip:
    2062 for 2026.
    """
    return f"has the day {day}, which is still to come; give it the day on which it goes out"


@dataclass(frozen=True)
class Days:
    """New entries, by their places, whose day is too early or still to come; published ones whose day was put right."""

    early: tuple[int, ...] = ()
    ahead: Mapping[int, str] = field(default_factory=dict)
    mended: tuple[Correction, ...] = ()


def days(before: Sequence[Correction], after: Sequence[Correction], today: str) -> Days:
    """What is to be said of the days of a claim's corrections."""
    old, now = ({_said(entry, entry.date) for entry in side} for side in (before, after))
    wrong = {_said(entry): entry for entry in before if entry.date > today and _said(entry, entry.date) not in now}
    new = {index: entry for index, entry in enumerate(after) if _said(entry, entry.date) not in old}
    mends = {index for index, entry in new.items() if entry.date <= today and _said(entry) in wrong}
    newest = max((entry.date for entry in before if entry.date <= today), default="")
    return Days(
        tuple(index for index, entry in new.items() if entry.date < newest and index not in mends),
        {index: entry.date for index, entry in new.items() if entry.date > today},
        tuple(wrong[_said(new[index])] for index in sorted(mends)),
    )


def _said(entry: Correction, day: str = "") -> str:
    return fold("\n".join((day, entry.kind, entry.what, entry.why)))


def breaches(one: Reviewed) -> Iterator[Breach]:
    """What a claim's corrections break; what only takes the place of a published one isn't looked at besides."""
    mine = [change for change in one.changes if change.loc[:1] == ("corrections",)]
    gone = [change for change in mine if is_lost(change) and change.before not in one.redated]
    yield from ((change, edited_correction, edited_correction(change.before)) for change in gone)
    new = {change.loc: change for change in mine if change.kind == "added" and not gone}
    for index in one.backdated:
        if change := new.get(("corrections", index)):
            yield change, backdated_correction, backdated_correction()
    for index, day in one.postdated.items():
        if change := new.get(("corrections", index)):
            yield change, postdated_correction, postdated_correction(day)


def is_lost(change: Change) -> bool:
    """Whether a published correction is gone, or another now."""
    return change.kind == "removed" and change.loc == ("corrections",)
