"""The guard: what was published is corrected openly or not at all. Rules over the changes of `compare`."""

from collections.abc import Collection, Iterable, Iterator

from generator.problem import Problem, Rule, rule, shown
from generator.review import behind, corrections
from generator.review.behind import ENTRY, MOST
from generator.review.change import About, Change, Reviewed
from generator.review.documents import another
from generator.review.since import unpublished

_GUARDED = {"verdict", "claim", "short", "claimant", "claimed", "summary", "sources", "media", "published"}
_GUARDED_EVIDENCE = {"source", "stance", "quote", "translation"}
_ADD = f"add one: {ENTRY}"


@rule("silent-edit")
def silent_edit(change: Change) -> str:
    """What readers were told is changed openly: with a new entry in `corrections` that says what it said before.

    This holds for a published claim's verdict, text, short form, claimant, dates, summary and rating of an image or
    video, and for the words, translation, source and stance of its evidence; for a withdrawn claim too, and for when
    and why it was withdrawn. Typography is free, and so is evidence that is only added. The document that a
    passage is from keeps its title, publisher, address and day, whether the claim describes it or it gets a file, or
    another file takes its place; what was `unknown` of it may be filled in, and a day made more exact.
    """
    was = "was published with" if change.kind == "removed" else "was published as"
    return f"{was} {shown(change.before, MOST)}, and no new entry in corrections says that it changed; {_ADD}"


@rule("deleted-claim")
def deleted_claim(now: str = "gone; put the file back") -> str:
    """A published claim is never deleted: it was read, and others link to it. It is withdrawn, with a reason.

    Bring the file back with `git checkout main -- claims/…` and add `withdrawn` with the day and the reason. Its page
    stays, says so, and leaves the lists.
    """
    return f"was published and is {now} and withdraw it: `withdrawn: {{date: …, reason: …}}`"


@rule("renamed-claim")
def renamed_claim(before: str) -> str:
    """A claim's id is its address: links, feeds and citations go there. So the old address has to lead to the new one.

    Give the file its old name again, whatever folder it stands in, or name its old id in `former_ids`: then the site
    keeps a page there that leads on. If the name itself did harm, that page would keep it; withdraw the claim instead.
    """
    return _leads_nowhere(before)


@rule("renamed-file")
def renamed_file(before: str) -> str:
    """A source document and a dossier have an address too, which others link to and cite. It has to lead on.

    Give the file its old name again, or name its old id in `former_ids`: then the site keeps a page there that leads to
    the new one.
    """
    return _leads_nowhere(before)


@rule("deleted-file")
def deleted_file(id_: str) -> str:
    """A source document and a dossier have a page that others link to and cite; its address has to lead on.

    Put the file back, or name its id in `former_ids` of the one that took its place: then the old address leads there.
    Where it has to go because the law says so, merge over this report, and say in the pull request why.
    """
    return (
        f"was published and is gone, so that its address would lead nowhere; put the file back, "
        f"or add `former_ids: [{id_}]` to the one that took its place"
    )


def _leads_nowhere(before: str) -> str:
    old = _id(before)
    return (
        f"seems to be the published {before}, whose address would lead nowhere; name the file {old}.yml again, "
        f"or add `former_ids: [{old}]`"
    )


@rule("lost-address")
def lost_address(name: str, *, gone: bool = False) -> str:
    """An address that led on goes on leading on: a former id that was published stays in its list.

    Put it back. The list only grows; where a file takes the place of another, it takes over that one's list too.
    """
    remedy = "add it to former_ids of the file that took this one's place" if gone else "put it back"
    return f"the former id {shown(name)} was published, and its address would lead nowhere; {remedy}"


@rule("unwithdrawn")
def unwithdrawn() -> str:
    """A claim that was withdrawn isn't brought back in silence: readers are told why it holds after all.

    Add an entry under `corrections`: that the claim had been withdrawn, and why it stands again.
    """
    return f"the claim was withdrawn and isn't any more, and no new entry in corrections says why; {_ADD}"


@rule("not-compared")
def not_compared(fault: str) -> str:
    """A published claim that can't be read can't be compared, so nobody could say that it wasn't edited in silence.

    Mend the fault that the message names, which `attested check` shows with its place, and review again.
    """
    return f"was published and can't be read now: {fault}"


@rule("day-to-come")
def day_to_come(day: str) -> str:
    """What was published, read or withdrawn was so on a day that has begun, for whoever reads the page.

    A day far off is most often a slip: 2062 for 2026. A fact-check that goes out later is a draft until then, or gets
    that day when it goes out.
    """
    return f"has the day {day}, which is still to come; give it the day on which it is so"


def guard(reviewed: Iterable[Reviewed]) -> list[Problem]:
    """Every breach of these rules, sorted by place."""
    reviewed = tuple(reviewed)
    led_on = {(one.about, change.after) for one in reviewed for change in one.changes if _is_new_former_id(change)}
    answered = {id_ for one in reviewed if _answered(one) for id_ in _ids(one)}
    found = [problem for one in reviewed if one.published for problem in _breaches(one, answered, led_on)]
    ahead = (_problem(one, day, day_to_come, day_to_come(day.after)) for one in reviewed for day in one.ahead)
    return sorted([*found, *ahead])


def _answered(one: Reviewed) -> bool:
    """Whether a claim has a new correction; one that is gone or can't be read is refused for that alone."""
    lost = any(change.kind in ("removed", "not compared") and not change.loc for change in one.changes)
    return one.about == "claim" and (lost or _corrected(one.changes))


def _ids(one: Reviewed) -> Iterator[str]:
    """Its id, and the one it had at the base."""
    yield one.id
    yield from (_id(change.before) for change in one.changes if change.kind in ("renamed", "redirected"))


def _id(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".yml")


def _is_new_former_id(change: Change) -> bool:
    return change.kind == "added" and change.loc[:1] == ("former_ids",)


def _breaches(one: Reviewed, answered: Collection[str], led_on: Collection[tuple[About, str]]) -> Iterator[Problem]:
    """Those of one file; `answered` are claims with a new correction, `led_on` what another file took the place of."""
    yield from _lost_addresses(one, led_on)
    if one.about == "claim":
        yield from _claim(one)
        return
    yield from (_problem(one, *breach) for breach in behind.breaches(one, answered))
    if one.about == "publication":
        since = (change for change in one.changes if change.loc == ("published_since",))
        yield from (_problem(one, change, unpublished, unpublished(change)) for change in since)
        return
    for change in one.changes:
        if change.kind == "renamed":
            yield _problem(one, change, renamed_file, renamed_file(change.before))
        elif _is_gone(change) and (one.about, one.id) not in led_on:
            yield _problem(one, change, deleted_file, deleted_file(one.id))


def _lost_addresses(one: Reviewed, led_on: Collection[tuple[About, str]]) -> Iterator[Problem]:
    """Former ids that a file has no more; of one that is gone, those that none took over. A claim is never gone."""
    gone = any(_is_gone(change) for change in one.changes)
    for change in one.changes:
        lost = change.kind == "removed" and change.loc == ("former_ids",)
        if lost and not (gone and (one.about == "claim" or (one.about, change.before) in led_on)):
            yield _problem(one, change, lost_address, lost_address(change.before, gone=gone))


def _is_gone(change: Change) -> bool:
    return change.kind == "removed" and not change.loc


def _claim(one: Reviewed) -> Iterator[Problem]:
    yield from (_problem(one, *breach) for breach in corrections.breaches(one))
    openly = _corrected(one.changes)
    for change in one.changes:
        if _is_gone(change):
            yield _problem(one, change, deleted_claim, deleted_claim())
        elif change.loc == ("draft",):
            now = "a draft, which nobody sees; take `draft: true` out"
            yield _problem(one, change, deleted_claim, deleted_claim(now))
        elif change.kind == "renamed":
            yield _problem(one, change, renamed_claim, renamed_claim(change.before))
        elif change.kind == "not compared" and change.after:
            yield _problem(one, change, not_compared, not_compared(change.after))
        elif change.kind == "removed" and change.loc == ("withdrawn",) and not openly:
            yield _problem(one, change, unwithdrawn, unwithdrawn())
        elif not openly and _guarded(change):
            yield _problem(one, change, silent_edit, silent_edit(change))


def _corrected(changes: Iterable[Change]) -> bool:
    """Whether there is a new correction; one that only takes the place of a published one is not new."""
    ours = [change for change in changes if change.loc[:1] == ("corrections",)]
    return sum(change.kind == "added" for change in ours) > sum(map(corrections.is_lost, ours))


def _guarded(change: Change) -> bool:
    """Whether the change is of what readers were told."""
    match change.loc:
        case ("sources", int(), field):
            return change.kind in ("changed", "removed") and field in _GUARDED_EVIDENCE
        case ("sources", int(), "source", *way):
            return another(tuple(way), change)
        case ("media", "rating") | ("withdrawn", "date" | "reason"):
            return change.kind == "changed"
        case (field,):
            return change.kind in ("changed", "removed") and field in _GUARDED
    return False


def _problem(one: Reviewed, change: Change, by: Rule[..., str], message: str) -> Problem:
    return Problem(one.path, change.line, change.column, change.field, by.name, message, by.severity)
