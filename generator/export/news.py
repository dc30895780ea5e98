"""What readers would want to hear of since an earlier state: new fact-checks, corrections, withdrawals.

Not every edit: what changed without a word to readers is `attested review`'s business.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from generator import dates
from generator.export import address
from generator.export.entries import Entry, Feed, named, permanent, titled
from generator.export.feeds import atom
from generator.model import Claim
from generator.publication import Checked, Publication
from generator.wording import Wording

Kind = Literal["new", "correction", "update", "clarification", "withdrawn"]

_ORDER: tuple[Kind, ...] = ("new", "correction", "update", "clarification", "withdrawn")
_MARKUP = re.compile(r"([\\`*_\[\]<>#!|~&@])")


@dataclass(frozen=True)
class News:
    """One thing to tell.

    Attributes:
        kind: what happened.
        date: the day, as the claim's file says.
        id: the claim's.
        claim: its text.
        verdict: the verdict's words; empty for one that was withdrawn.
        text: its summary, what was corrected and why, or why it was withdrawn.
        path: where it stands below the site's root.
        url: its address, or None where the site's isn't known.
        entry: what it is known by for good, as in the feeds; None where the site's address isn't known.
    """

    kind: Kind
    date: str
    id: str
    claim: str
    verdict: str
    text: str
    path: str
    url: str | None
    entry: str | None


def news(publication: Publication, before: Mapping[str, Claim]) -> list[News]:
    """What happened since, the newest first; `before` are the claims that were published then, by id."""
    everything = (*publication.claims, *publication.withdrawn)
    found = [one for checked in everything for one in _of(publication, checked, _before(checked, before))]
    return sorted(
        sorted(found, key=lambda one: (_ORDER.index(one.kind), one.id)), key=lambda one: one.date, reverse=True
    )


def _before(one: Checked, before: Mapping[str, Claim]) -> Claim | None:
    """A claim as it was then, whatever it was called."""
    return next((before[name] for name in (one.id, *one.claim.former_ids) if name in before), None)


def _of(publication: Publication, one: Checked, old: Claim | None) -> Iterator[News]:
    """What happened to one claim; of one that is new, its later history isn't news beside it."""
    claim, label = one.claim, "" if one.claim.withdrawn else one.verdict.label
    if old is None:
        if not claim.withdrawn:
            yield _made(publication, one, "new", claim.published, label, claim.summary, "")
        return
    if claim.withdrawn and not old.withdrawn:
        yield _made(publication, one, "withdrawn", claim.withdrawn.date, label, claim.withdrawn.reason, "#withdrawn")
    for correction, ending in reversed(list(named(claim.corrections))):
        if correction not in old.corrections:
            text = f"{correction.what} {correction.why}"
            yield _made(publication, one, correction.kind, correction.date, label, text, ending)


def _made(publication: Publication, one: Checked, kind: Kind, date: str, verdict: str, text: str, ending: str) -> News:
    """A piece of news whose entry's id ends so."""
    path = address.claim(one.id) + ("" if kind in ("new", "withdrawn") else "#corrections")
    url, entry = (address.absolute(publication, one) for one in (path, permanent(one) + ending))
    return News(kind, date, one.id, one.claim.claim, verdict, text, path, url, entry)


def as_json(found: Sequence[News], since: str) -> str:
    """A JSON object: the commit, and what happened since."""
    return json.dumps({"since": since, "news": [asdict(one) for one in found]}, ensure_ascii=False, indent=2)


def as_markdown(publication: Publication, found: Sequence[News]) -> str:
    """A text for a newsletter, by kind; contributors' words can't become markup in it."""
    wording = publication.wording
    blocks = [
        f"## {heading}\n\n" + "\n".join(_line(one, wording) for one in found if one.kind == kind)
        for kind, heading in _headings(wording).items()
        if any(one.kind == kind for one in found)
    ]
    return "\n\n".join(blocks or [wording.gettext("Nothing new.")]) + "\n"


def _headings(wording: Wording) -> dict[Kind, str]:
    _ = wording.gettext
    return {
        "new": _("New fact-checks"),
        "correction": _("Corrections"),
        "update": _("Updates"),
        "clarification": _("Clarifications"),
        "withdrawn": _("Withdrawn"),
    }


def _line(one: News, wording: Wording) -> str:
    claim = f"**{_plain(one.claim)}**"
    linked = f"[{claim}](<{one.url}>)" if one.url else claim
    verdict = f" {_plain(one.verdict)}." if one.verdict else ""
    return f"- {linked}{verdict} {_plain(one.text)} ({dates.display(one.date, wording)})"


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def as_atom(publication: Publication, found: Sequence[News], since: str) -> bytes | None:
    """An Atom feed, or None where the site's address isn't known."""
    root = publication.settings.url
    if root is None:
        return None
    name = publication.settings.name
    updated = max((one.date for one in found), default=publication.newest)
    _ = publication.wording.gettext
    about, title = _("New fact-checks, corrections and withdrawals since an earlier state."), _("News")
    entries = tuple(_entry(one, publication.wording) for one in found)
    feed = Feed(f"{root}#since-{since}", "", root, f"{title} · {name}", about, updated, entries)
    return atom(publication.settings, feed, stands=False)


def _entry(one: News, wording: Wording) -> Entry:
    assert one.entry is not None  # the site's address is known
    assert one.url is not None
    title = one.claim if one.kind == "new" else titled(one.kind, one.claim, wording)
    text = f"{one.verdict}: {one.text}" if one.kind == "new" else one.text
    return Entry(one.entry, one.url, title, text, one.date, one.date, (), ())
