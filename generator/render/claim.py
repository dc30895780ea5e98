"""A claim's page: the claim, the verdict, the evidence, the analysis, and what to do next, in that order."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from generator import notes
from generator.figures import panels
from generator.model import UNKNOWN, Correction
from generator.names import slug
from generator.origins import in_order, origins
from generator.publication import Checked, Gathered, Piece, Publication
from generator.render import share
from generator.render.chart import charts
from generator.render.evidence import shown
from generator.render.label import in_short, short_label
from generator.render.page import Page, Section
from generator.render.templates import fill
from generator.render.terms import media, stances

NOTICE = 30
"""Days for which a correction is announced at the top of its page."""


def path(one: Checked) -> str:
    """Where a claim's page stands."""
    return f"claims/{one.id}.md"


def page(publication: Publication, one: Checked) -> Page:
    """The page of one claim."""
    word, why = in_short(one, publication.wording)
    return Page(
        path=path(one),
        kind="claim",
        title=f"{word}: {one.headline}",
        description=f"{word}: {why}",
        sections=tuple(_sections(publication, one)),
        contents=True,
        changed=one.changed,
    )


def made_of(publication: Publication, one: Checked) -> object:
    """All that a claim's page is made of."""
    dossier = publication.dossiers.get(one.claim.dossier or "")
    return (
        one,
        publication.related(one),
        _neighbours(one, dossier),
        (dossier.id, dossier.about.title) if dossier else None,
        len(_recent(publication, one)),
    )


def trail(publication: Publication, one: Checked) -> list[tuple[str, str]]:
    """The way from the home page to a claim: (words, path below the site's root)."""
    dossier = publication.dossiers.get(one.claim.dossier or "")
    named = [(dossier.about.title, f"dossiers/{dossier.id}/")] if dossier else []
    _ = publication.wording.gettext
    return [(_("Home"), ""), (_("Claims"), "claims/"), *named]


def _sections(publication: Publication, one: Checked) -> Iterator[Section]:
    url = f"claims/{one.id}/"
    settings, wording = publication.settings, publication.wording
    _ = wording.gettext
    claimant = slug(one.claim.claimant) if one.claim.claimant != UNKNOWN else None
    dossier = publication.dossiers.get(one.claim.dossier or "")
    yield Section(0, "", "", fill(wording, "crumbs.html", url, trail=trail(publication, one)))
    recent = _recent(publication, one)
    own = {"claimant": claimant, "recent": recent, "lacking": _lacking(one), "media_words": media(wording)}
    head = fill(wording, "claim/head.html", url, one=one, **own)
    yield Section(1, "claim", one.claim.claim, head)
    verdict = _("Our verdict, until it was withdrawn") if one.claim.withdrawn else _("Our verdict")
    yield Section(2, "verdict", verdict, fill(wording, "claim/verdict.html", url, one=one))
    yield Section(2, "evidence", _("The evidence"), _evidence(publication, one, url))
    yield Section(2, "appeared", _("Where it appeared"), fill(wording, "claim/appeared.html", url, one=one))
    if found := panels([one]):
        listed = enumerate(one.documents, 1)
        named = {document.id: (short_label(document.about, wording), f"#source-{n}") for n, document in listed}
        yield Section(2, "figures", _("The figures over time"), charts(found, named, wording))
    if one.claim.notes:
        yield Section(2, "analysis", _("Analysis"), fill(wording, "claim/analysis.html", url, notes=_notes(one)))
    yield Section(2, "sources", _("Sources"), fill(wording, "claim/sources.html", url, one=one))
    if one.claim.why_checked:
        yield Section(2, "why", _("Why we checked this"), fill(wording, "claim/why.html", url, one=one))
    ways = {"contact": settings.corrections_contact, "edit": _at(settings.edit_url, one.path)}
    ways["history"] = _at(settings.history_url, one.path)
    yield Section(2, "corrections", _("Corrections"), fill(wording, "claim/corrections.html", url, one=one, **ways))
    if related := publication.related(one):
        yield Section(2, "related", _("Related claims"), fill(wording, "claim/related.html", url, related=related))
    previous, following = _neighbours(one, dossier)
    yield Section(
        2,
        "cite",
        _("Cite or share this fact-check"),
        fill(
            wording,
            "claim/cite.html",
            url,
            one=one,
            settings=settings,
            dossier=dossier,
            previous=previous,
            next=following,
            topics=one.claim.topics,
            share=Markup(share.section(publication, one)),
        ),
    )


def _lacking(one: Checked) -> list[str]:
    """What a draft has to have before it can be published."""
    named = ("appearances", "verdict", "summary", "sources", "published")
    return [name for name in named if getattr(one.claim, name) in (UNKNOWN, ())]


def _recent(publication: Publication, one: Checked) -> list[Correction]:
    """The corrections of the last 30 days, counted back from the newest day in the publication, newest first."""
    newest = date.fromisoformat(publication.newest)
    since = (newest - min(timedelta(days=NOTICE), newest - date.min)).isoformat()  # drafts alone may have no day
    return [correction for correction in reversed(one.claim.corrections) if correction.date >= since]


def _evidence(publication: Publication, one: Checked, url: str) -> str:
    """The evidence: first the claim's own words and the first that bears on them, side by side, then the rest.

    Pieces keep their numbers, which links and data know, so it is said where the rest leaves a number out.
    """
    first = _first(one, "asserts"), _first(one, "supports", "contradicts")
    pair = [(piece, shown(piece)) for piece in first if piece] if all(first) else []
    rest = [(piece, shown(piece)) for piece in one.pieces if not pair or piece not in first]
    numbers = [piece.number for piece, _ in (*pair, *rest)]
    apart = [number for number in numbers[:2] if rest and numbers != sorted(numbers)]
    voices = _voices(publication, one)
    proved = any(piece.state.word == "verified" for piece in one.pieces)
    found = {"pair": pair, "rest": rest, "proved": proved, "stances": stances(publication.wording), "voices": voices}
    found["apart"] = apart
    found["language"] = publication.settings.language
    return fill(publication.wording, "claim/evidence.html", url, one=one, **found)


class _Voices(NamedTuple):
    """Who supports a claim, or who contradicts it: how many origins, their names, how many documents carry it.

    Whoever makes a claim is no independent voice for it: `own` says how many documents carry nobody's word but theirs.
    """

    supported: bool
    number: int
    names: str
    documents: str
    own: str


def _voices(publication: Publication, one: Checked) -> Iterator[_Voices]:
    """Who supports the claim, and who contradicts it."""
    wording, about = publication.wording, publication.about
    nobody = wording.gettext("an unknown publisher (%(document)s)")
    for stance in ("supports", "contradicts"):
        carried: defaultdict[str, set[str]] = defaultdict(set)
        for piece in one.pieces:
            if piece.evidence.stance == stance:
                carried[piece.document.id].update(origins(piece.document.id, about, piece.evidence, nobody))
        claimant = {one.claim.claimant} if stance == "supports" else set()
        names = set().union(*carried.values()) - claimant
        own = sum(said == claimant for said in carried.values())
        documents, theirs = (
            wording.ngettext("%(count)s document", "%(count)s documents", count) if count else ""
            for count in (len(carried) - own, own)
        )
        if carried:
            yield _Voices(
                stance == "supports", len(names), wording.gettext(", ").join(in_order(names)), documents, theirs
            )


def _first(one: Checked, *stances: str) -> Piece | None:
    """The first quoted piece of evidence of one of these stances."""
    return next((piece for piece in one.pieces if piece.evidence.stance in stances and piece.evidence.quote), None)


def _notes(one: Checked) -> Markup:
    """The analysis; line ends inside preformatted text survive the page's one-line form as entities."""
    numbers = {document.id: number for number, document in enumerate(one.documents, 1)}
    head, *rest = notes.html(one.claim.notes or "", numbers).split("<pre>")
    parts = (part.partition("</pre>") for part in rest)
    return Markup(head + "".join(f"<pre>{inner.replace(chr(10), '&#10;')}{end}{after}" for inner, end, after in parts))


def _at(pattern: str | None, path: str) -> str | None:
    """The address of a file at a code host, where the publisher named one."""
    return pattern.replace("{path}", quote(path)) if pattern else None


def _neighbours(one: Checked, dossier: Gathered | None) -> tuple[Checked | None, Checked | None]:
    """The claims before and after this one in its dossier."""
    claims = dossier.claims if dossier else (one,)
    place = next((index for index, other in enumerate(claims) if other.id == one.id), None)
    if place is None:
        return None, None
    return (claims[place - 1] if place else None), (claims[place + 1] if place + 1 < len(claims) else None)
