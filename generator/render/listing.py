"""Pages that list: all claims, and claims by verdict, topic and claimant; documents, all and by publisher; dossiers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from generator.alphabet import by_name
from generator.dates import newest_first
from generator.model import UNKNOWN, Correction
from generator.publication import Checked, Publication, corrections
from generator.render.facets import kinds
from generator.render.label import byline, label
from generator.render.page import Page, Planned, Section
from generator.render.paged import List, crumbs
from generator.render.templates import fill
from generator.render.terms import known
from generator.wording import Wording

Entry = tuple[str, str, str]
"""A line of a directory: its words, its address, what to say after it."""


def claims(publication: Publication) -> Iterator[Planned]:
    """The index of claims, newest first."""
    wording, count = publication.wording, len(publication.claims)
    lead = wording.ngettext(
        "Every claim we have checked, newest first: %(count)s so far.",
        "Every claim we have checked, newest first: %(count)s so far.",
        count,
    )
    title, ways = wording.gettext("Claims"), partial(_ways, publication)
    return List(wording, "claims", title, lead, "list/claims.html", "claims", publication.claims, ways=ways).planned()


def _ways(publication: Publication) -> str:
    """The ways to browse the claims, and how their quotations stand."""
    states = {word: publication.states.get(word, 0) for word in ("verified", "copied", "paraphrase")}
    settings, wording = publication.settings, publication.wording
    _ = wording.gettext
    ways = [
        (_("verdict"), "verdicts/"),
        (_("topic"), "topics/"),
        (_("year"), "years/"),
        (_("claimant"), "claimants/"),
        (_("source document"), "sources/"),
        (_("publisher"), "publishers/"),
        (_("dossier"), "dossiers/"),
    ]
    found = {
        "verdicts": [one.label for one in settings.verdicts.values()],
        "topics": sorted((settings.topics[topic] for topic in publication.by_topic), key=by_name),
        "kind": kinds(wording)[0],
    }
    return fill(wording, "list/ways.html", "claims/", ways=ways, states=states, **found)


def verdicts(publication: Publication) -> Iterator[Planned]:
    """The scale, and each verdict's claims."""
    wording = publication.wording
    above = (wording.gettext("Verdicts"), "verdicts/")
    yield Planned("verdicts/index.md", partial(_verdicts, publication))
    for id_, verdict in publication.settings.verdicts.items():
        found = publication.by_verdict.get(id_, ())
        yield from _claims_of(wording, f"verdicts/{id_}", verdict.label, verdict.meaning, found, above, feed=True)


def _verdicts(publication: Publication) -> Page:
    wording = publication.wording
    _ = wording.gettext
    head = fill(wording, "list/lead.html", "verdicts/", lead=_("The same scale for every claim, whoever made it."))
    sections = (
        crumbs(wording, "verdicts/", []),
        Section(1, "list", _("Verdicts"), head),
        Section(2, "scale", _("The scale"), scale(publication, "verdicts/")),
    )
    said = _("What each verdict means, and when it is given.")
    return Page("verdicts/index.md", "list", _("Verdicts"), said, sections)


def _by_name(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda one: (by_name(one[0]), one))


def topics(publication: Publication) -> Iterator[Planned]:
    """The topics, and each topic's claims; a topic whose claims were all withdrawn keeps its page."""
    names, wording = publication.settings.topics, publication.wording
    _ = wording.gettext
    used = {topic: publication.by_topic[topic] for topic in names if topic in publication.by_topic}
    entries = [(names[topic], f"topics/{topic}/", _claims(wording, found)) for topic, found in used.items()]
    yield from _directory(wording, "topics", _("Topics"), _("What the claims are about."), _by_name(entries))
    gone = publication.withdrawn_by_topic
    for topic in dict.fromkeys((*used, *gone)):
        lead = _("Claims about %(topic)s, newest first.") % {"topic": wording.within(names[topic])}
        found, above = used.get(topic, ()), (_("Topics"), "topics/")
        withdrawn = gone.get(topic, ())
        yield from _claims_of(wording, f"topics/{topic}", names[topic], lead, found, above, withdrawn, feed=True)


def years(publication: Publication) -> Iterator[Planned]:
    """The years in which claims were made, newest first, and each one's claims; a year of withdrawn claims stays."""
    found, gone = _by_year(publication.claims), _by_year(publication.withdrawn)
    wording = publication.wording
    _ = wording.gettext
    entries = [(_year(wording, year), f"years/{year}/", _claims(wording, claims)) for year, claims in found.items()]
    yield from _directory(wording, "years", _("Years"), _("When the claims were made."), entries)
    for year in dict.fromkeys((*found, *gone)):
        lead = _("Claims made in %(year)s, newest fact-check first.") % {"year": year}
        if year == UNKNOWN:
            lead = _("Claims of which no date is known, newest fact-check first.")
        claims, above = found.get(year, ()), (_("Years"), "years/")
        yield from _claims_of(wording, f"years/{year}", _year(wording, year), lead, claims, above, gone.get(year, ()))


def _by_year(claims: Sequence[Checked]) -> dict[str, list[Checked]]:
    """Claims by the year they were made in, the newest first; last those of which none is known."""
    made: dict[str, list[Checked]] = defaultdict(list)
    for one in claims:
        made[one.claim.claimed if one.claim.claimed == UNKNOWN else one.claim.claimed[:4]].append(one)
    return dict(sorted(made.items(), key=lambda found: newest_first(found[0]), reverse=True))


def _year(wording: Wording, year: str) -> str:
    return wording.gettext("Year unknown") if year == UNKNOWN else year


def claimants(publication: Publication) -> Iterator[Planned]:
    """Who made claims, and each one's claims; whose claims were all withdrawn keeps a page."""
    named, wording = publication.claimants.values(), publication.wording
    _ = wording.gettext
    entries = [(known(one.name, wording), f"claimants/{one.slug}/", _claims(wording, one.claims)) for one in named]
    lead = _("Who made the claims checked here. Being listed says nothing about how a claim fared.")
    yield from _directory(wording, "claimants", _("Claimants"), lead, entries)
    above = (_("Claimants"), "claimants/")
    for one in {**publication.withdrawn_claimants, **publication.claimants}.values():
        name = one.name
        lead = _("Claims by %(claimant)s that were checked here, newest first.") % {"claimant": name}
        if name == UNKNOWN:
            name, lead = _("Claimant unknown"), _("Claims checked here whose claimant is not known, newest first.")
        found, withdrawn = (one.claims, ()) if one.slug in publication.claimants else ((), one.claims)
        yield from _claims_of(wording, f"claimants/{one.slug}", name, lead, found, above, withdrawn)


def publishers(publication: Publication) -> Iterator[Planned]:
    """Who published source documents, and each one's documents."""
    named, wording = publication.publishers.values(), publication.wording
    _ = wording.gettext
    entries = [
        (
            known(one.name, wording),
            f"publishers/{one.slug}/",
            wording.ngettext("%(count)s document", "%(count)s documents", len(one.documents)),
        )
        for one in named
    ]
    lead = _("Who published the documents quoted here.")
    yield from _directory(wording, "publishers", _("Publishers"), lead, entries)
    above = (_("Publishers"), "publishers/")
    for one in named:
        found = [_document(publication, document.id) for document in one.documents]
        name = one.name
        lead = _("Documents published by %(publisher)s that are quoted here.") % {"publisher": name}
        if name == UNKNOWN:
            name, lead = _("Publisher unknown"), _("Documents quoted here whose publisher is not known.")
        yield from _directory(wording, f"publishers/{one.slug}", name, lead, found, above)


def documents(publication: Publication) -> Iterator[Planned]:
    """Every source document."""
    entries = _by_name(_document(publication, id_) for id_ in publication.documents)
    _ = publication.wording.gettext
    lead = _("Every document quoted here: the articles under check and the evidence.")
    return _directory(publication.wording, "sources", _("Source documents"), lead, entries)


def dossiers(publication: Publication) -> Iterator[Planned]:
    """Every dossier."""
    wording, gathered = publication.wording, publication.dossiers.values()
    _ = wording.gettext
    entries = [(one.about.title, f"dossiers/{one.id}/", _claims(wording, one.claims)) for one in gathered]
    return _directory(wording, "dossiers", _("Dossiers"), _("Claims about one event, side by side."), entries)


def corrected(publication: Publication) -> Iterator[Planned]:
    """Every correction and every withdrawal, newest first, and where to hear of the next one."""
    wording = publication.wording
    _ = wording.gettext
    lead = _("Every correction of a published fact-check, and every withdrawal, newest first, each with the reason.")
    changes = [_Changed(found.claim, found.correction.date, found.correction) for found in corrections(publication)]
    changes += [_Changed(one, one.claim.withdrawn.date) for one in publication.withdrawn if one.claim.withdrawn]
    found = sorted(changes, key=lambda one: one.date, reverse=True)
    title, settings = _("Corrections"), publication.settings
    known_ways = {"feeds": publication.has_feeds, "contact": settings.corrections_contact}
    ways = partial(fill, wording, "list/follow.html", "corrections/", **known_ways)
    shown = ("list/corrections.html", "corrected", found)
    return List(wording, "corrections", title, lead, *shown, ways=ways, feed=True).planned()


class _Changed(NamedTuple):
    """A line of the list of corrections; a withdrawal has no correction."""

    claim: Checked
    date: str
    correction: Correction | None = None


def scale(publication: Publication, page_url: str, *, linked: bool = True) -> str:
    """The verdict scale as HTML; with counts and links where it stands on a page of its own."""
    rows = [
        (id_, verdict, len(publication.by_verdict.get(id_, ())) if linked else None)
        for id_, verdict in publication.settings.verdicts.items()
    ]
    return fill(publication.wording, "list/scale.html", page_url, scale=rows)


def contact(publication: Publication) -> str:
    """Where readers write who found an error, as HTML; or that nobody has said so far."""
    address = publication.settings.corrections_contact
    words = (address or "").removeprefix("mailto:")
    return fill(publication.wording, "list/contact.html", "", contact=address, words=words)


def _document(publication: Publication, id_: str) -> Entry:
    about, wording = publication.documents[id_].about, publication.wording
    said = _claims(wording, publication.by_document.get(id_, ()))
    if about.title != UNKNOWN:
        said = f"{byline(about, wording)} · {said}"
    return label(about, wording), f"sources/{id_}/", said


def _claims(wording: Wording, found: Sequence[Checked]) -> str:
    """How many claims these are."""
    return wording.ngettext("%(count)s claim", "%(count)s claims", len(found))


def _claims_of(
    wording: Wording,
    folder: str,
    title: str,
    lead: str,
    found: Sequence[Checked],
    above: tuple[str, str],
    withdrawn: Sequence[Checked] = (),
    *,
    feed: bool = False,
) -> Iterator[Planned]:
    """A list of claims; where all of them were withdrawn, it says so."""
    shown = ("list/claims.html", "claims", found)
    return List(wording, folder, title, lead, *shown, above, withdrawn=withdrawn, feed=feed).planned()


def _directory(
    wording: Wording,
    folder: str,
    title: str,
    lead: str,
    entries: Sequence[Entry],
    above: tuple[str, str] | None = None,
) -> Iterator[Planned]:
    return List(wording, folder, title, lead, "list/directory.html", "entries", entries, above).planned()
