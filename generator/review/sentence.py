"""A change as a sentence an editor would write. How values are quoted is left to the form it is shown in."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.problem import Loc
from generator.review.change import Change, Reviewed
from generator.review.marks import marked

Quoted = Callable[[str], str]
"""A value inside a sentence, with its marks of quotation and nothing in it that the form would obey."""

_LABELS = {
    "short": "short form",
    "claimed": "date of the claim",
    "why_checked": "reason for checking",
    "notes": "analysis",
    "single_source_reason": "reason why one source is enough",
    "one_sided_reason": "reason why the evidence is one-sided",
    "published": "date of publication",
    "published_since": "first day of publication",
    "expires": "day to look again",
    "sources": "evidence",
    "quote": "quotation",
    "says": "answer",
    "copied": "note on who copied it",
    "url": "address",
    "verdicts": "scale of verdicts",
}
_LISTS = {
    "also_search": "sites searched together",
    "appearances": "appearances",
    "archives": "archived copies",
    "authors": "authors",
    "claims": "claims",
    "former_ids": "former ids",
    "kept": "kept words",
    "kinds": "kinds of document",
    "reports_from": "origins",
    "reviewed_by": "reviewers",
    "timeline": "events",
    "topics": "topics",
}
_PROSE = {"claim", "short", "summary", "notes", "note", "why_checked", "meaning", "what", "tagline", "reason", "title"}
_NAMED = {"verdicts": "verdict", "topics": "topic"}
"""Mappings of the publication whose keys are names of their own."""


@dataclass(frozen=True)
class Said:
    """A sentence; for a changed text also both wordings, their differences marked."""

    sentence: str
    was: str = ""
    now: str = ""


def say(one: Reviewed, change: Change, quoted: Quoted) -> Said:
    """What happened, in a sentence."""
    if change.kind == "changed":
        return _changed(change, quoted)
    if not change.loc:
        return Said(_whole(one, change, quoted))
    return Said(_part(change, quoted))


def _changed(change: Change, quoted: Quoted) -> Said:
    if change.loc == ("draft",):
        return Said("The claim is a draft now." if change.after == "True" else "The claim is no draft any more.")
    subject = _subject(change, quoted)
    if " " not in change.before + change.after:
        return Said(f"The {subject} changed from {quoted(change.before)} to {quoted(change.after)}.")
    verb = "reworded" if change.loc[-1] in _PROSE else "altered" if change.loc[-1] == "quote" else "changed"
    return Said(f"The {subject} was {verb}.", *marked(change.before, change.after))


def _whole(one: Reviewed, change: Change, quoted: Quoted) -> str:
    """What happened to a file as a whole."""
    headline = f": {quoted(change.before or change.after)}" if change.before or change.after else ""
    return {
        "added": f"This {one.about} is new{headline}.",
        "removed": f"This {one.about} is gone{headline}.",
        "moved": f"The file moved here from {quoted(change.before)}; its address stays.",
        "renamed": f"The file was renamed from {quoted(change.before)}; its address would change.",
        "redirected": f"The file was renamed from {quoted(change.before)}; its old address leads here.",
        "not compared": f"Not compared, for it can't be read{'' if change.after else ' as it was'}{headline}.",
    }[change.kind]


def _part(change: Change, quoted: Quoted) -> str:
    """What happened to a part of a file."""
    subject, value = _subject(change, quoted), quoted(change.before or change.after)
    match change.kind, change.loc:
        case "added", ("withdrawn",):
            return f"The claim was withdrawn: {value}."
        case "removed", ("withdrawn",):
            return f"The claim is no longer withdrawn: {value} is gone."
        case "added", ("corrections", _):
            return f"A correction was added: {value}."
        case "removed", ("corrections",):
            return f"A published correction was changed or removed: {value}."
        case "added", ("sources", _):
            return f"Evidence from {quoted(change.of)} was added: {value}."
        case "removed", ("sources",):
            return f"Evidence from {quoted(change.of)} was removed: {value}."
        case "typography", _:
            return f"Only the typography of the {subject} changed."
        case "reordered", _:
            return f"The order of the {subject} changed."
        case "added", (*_, int()):
            return f"New in the {subject}: {value}."
        case "removed", (*_, str() as name) if name in _LISTS:
            return f"Gone from the {subject}: {value}."
    return f"The {subject} was {change.kind}: {value}."


def _subject(change: Change, quoted: Quoted) -> str:
    """What changed, as a phrase: `quotation from 'radio-ferry'`, `meaning of the verdict 'mixed'`."""
    match change.loc:
        case ("sources", int(), *rest) if rest:
            owner = "from" if rest == ["quote"] else "of the evidence from"
            return f"{_path(tuple(rest))} {owner} {quoted(change.of)}"
        case (str() as mapping, str() as name, *rest) if mapping in _NAMED:
            owner = f"{_NAMED[mapping]} {quoted(name)}"
            return f"{_path(tuple(rest))} of the {owner}" if rest else owner
    return _path(change.loc)


def _path(loc: Loc) -> str:
    """Field by field from the inside: `address of the licence`."""
    names = [part for part in loc if isinstance(part, str)]
    return " of the ".join(map(_label, reversed(names)))


def _label(name: str) -> str:
    return f"list of {_LISTS[name]}" if name in _LISTS else _LABELS.get(name, name.replace("_", " "))
