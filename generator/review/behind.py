"""What published claims stand on: where their quotations are from, and what their verdicts mean."""

from collections.abc import Collection, Iterator, Sequence

from generator.problem import Rule, rule, shown
from generator.review.change import Change, Reviewed
from generator.review.documents import another

ENTRY = "`- {date: …, kind: correction, what: …, why: …}`"
MOST = 120
_NAMED = 10
_SAYING = {"label", "meaning", "rating"}

Breach = tuple[Change, Rule[..., str], str]
"""A change that breaks a rule, and the message."""


@rule("changed-source")
def changed_source(change: Change, claims: Sequence[str]) -> str:
    """Which document a quotation is from is part of what readers were told, and so is that it is proved.

    A source document that published claims quote keeps its title, publisher, address and day, and its capture: the
    words that quotations are proved against (`root`), taken no earlier. Otherwise each of these claims gets an entry
    in `corrections`. Free is whatever makes the same document better known: what was `unknown`, a more exact day, an
    author, a note, a first capture, a later one of the same words. An address that died stays, with an archived copy
    under `archives`. Another document is another file.
    """
    return (
        f"{_was(change)}; put it back, "
        f"or add {ENTRY} to corrections in each claim that quotes it and has no new entry: {_list(claims)}"
    )


@rule("changed-verdict")
def changed_verdict(change: Change, claims: Sequence[str]) -> str:
    """The scale's words stand on the page of each claim that has the verdict: to change them is to change them all.

    So a verdict that published claims have keeps its label, meaning and rating, or each of these claims gets an entry
    in `corrections`. To word the scale anew from now on, add a verdict with another id and leave this one as it is.
    Typography, colour, icon and the order are free, and so are words of a verdict that no published claim has.
    """
    return (
        f"{_was(change)}; put it back and add what is meant now as a verdict of its own, "
        f"or add {ENTRY} to corrections in each claim that has it and has no new entry: {_list(claims)}"
    )


def breaches(one: Reviewed, answered: Collection[str]) -> Iterator[Breach]:
    """What changed of a source document or the scale, but for published claims that say so: those in `answered`."""
    for change in one.changes:
        match one.about, change.loc:
            case "source document", way if another(way, change):
                if claims := [id_ for id_ in one.quoted_by if id_ not in answered]:
                    yield change, changed_source, changed_source(change, claims)
            case "publication", ("verdicts", str() as verdict, field) if field in _SAYING:
                claims = [id_ for id_ in one.judged.get(verdict, ()) if id_ not in answered]
                if claims and change.kind != "typography":
                    yield change, changed_verdict, changed_verdict(change, claims)


def _was(change: Change) -> str:
    if change.field == "capture":
        return "was published with the capture that proves its quotations"
    if not change.before:
        return "was published without one"
    return f"was published {'with' if change.kind == 'removed' else 'as'} {shown(change.before, MOST)}"


def _list(claims: Sequence[str]) -> str:
    more = f" and {len(claims) - _NAMED:,} more" if len(claims) > _NAMED else ""
    return ", ".join(claims[:_NAMED]) + more
