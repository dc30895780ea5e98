"""Pages that list: all claims, and claims by verdict, topic and claimant; documents, all and by publisher; dossiers."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from generator.model import UNKNOWN, Correction
from generator.publication import Checked, Publication, corrections
from generator.render.label import label
from generator.render.page import Page, Section
from generator.render.search import CLAIM
from generator.render.templates import fill

PER_PAGE = 50
Entry = tuple[str, str, str]
"""A line of a directory: its words, its address, what to say after it."""

_WAYS = [
    ("verdict", "verdicts/"),
    ("topic", "topics/"),
    ("year", "years/"),
    ("claimant", "claimants/"),
    ("source document", "sources/"),
    ("publisher", "publishers/"),
    ("dossier", "dossiers/"),
]


def claims(publication: Publication) -> Iterator[Page]:
    """The index of claims, newest first."""
    lead = f"Every claim we have checked, newest first: {len(publication.claims)} so far."
    return _paged("claims", "Claims", lead, "list/claims.html", "claims", publication.claims, ways=_ways(publication))


def _ways(publication: Publication) -> str:
    """The ways to browse the claims, and how their quotations stand."""
    states = {word: publication.states.get(word, 0) for word in ("verified", "copied", "paraphrase")}
    settings = publication.settings
    topics = sorted(settings.topics[topic] for topic in publication.by_topic)
    facets = {"verdict": [one.label for one in settings.verdicts.values()], "topic": topics}
    return fill("list/ways.html", "claims/", ways=_WAYS, states=states, facets=facets, kind=CLAIM)


def verdicts(publication: Publication) -> Iterator[Page]:
    """The scale, and each verdict's claims."""
    head = fill("list/lead.html", "verdicts/", lead="The same scale for every claim, whoever made it.")
    sections = (
        _crumbs("verdicts/", []),
        Section(1, "list", "Verdicts", head),
        Section(2, "scale", "The scale", scale(publication, "verdicts/")),
    )
    yield Page("verdicts/index.md", "list", "Verdicts", "What each verdict means, and when it is given.", sections)
    for id_, verdict in publication.settings.verdicts.items():
        found = publication.by_verdict.get(id_, ())
        yield from _claims_of(f"verdicts/{id_}", verdict.label, verdict.meaning, found, ("Verdicts", "verdicts/"))


def topics(publication: Publication) -> Iterator[Page]:
    """The topics, and each topic's claims."""
    names = publication.settings.topics
    used = {topic: publication.by_topic[topic] for topic in names if topic in publication.by_topic}
    entries = [(names[topic], f"topics/{topic}/", _count(found, "claim")) for topic, found in used.items()]
    yield from _directory("topics", "Topics", "What the claims are about.", sorted(entries))
    for topic, found in used.items():
        lead = f"Claims about {names[topic].lower()}, newest first."
        yield from _claims_of(f"topics/{topic}", names[topic], lead, found, ("Topics", "topics/"))


def years(publication: Publication) -> Iterator[Page]:
    """The years in which claims were made, newest first, and each one's claims."""
    made: dict[str, list[Checked]] = defaultdict(list)
    for one in publication.claims:
        if one.claim.claimed != UNKNOWN:
            made[one.claim.claimed[:4]].append(one)
    found = dict(sorted(made.items(), reverse=True))
    entries = [(year, f"years/{year}/", _count(claims, "claim")) for year, claims in found.items()]
    yield from _directory("years", "Years", "When the claims were made.", entries)
    for year, claims in found.items():
        lead = f"Claims made in {year}, newest fact-check first."
        yield from _claims_of(f"years/{year}", year, lead, claims, ("Years", "years/"))


def claimants(publication: Publication) -> Iterator[Page]:
    """Who made claims, and each one's claims."""
    named = publication.claimants.values()
    entries = [(one.name, f"claimants/{one.slug}/", _count(one.claims, "claim")) for one in named]
    lead = "Who made the claims checked here. Being listed says nothing about how a claim fared."
    yield from _directory("claimants", "Claimants", lead, entries)
    for one in named:
        lead = f"Claims by {one.name} that were checked here, newest first."
        yield from _claims_of(f"claimants/{one.slug}", one.name, lead, one.claims, ("Claimants", "claimants/"))


def publishers(publication: Publication) -> Iterator[Page]:
    """Who published source documents, and each one's documents."""
    named = publication.publishers.values()
    entries = [(one.name, f"publishers/{one.slug}/", _count(one.documents, "document")) for one in named]
    yield from _directory("publishers", "Publishers", "Who published the documents quoted here.", entries)
    for one in named:
        found = [_document(publication, document.id) for document in one.documents]
        lead = f"Documents published by {one.name} that are quoted here."
        above = ("Publishers", "publishers/")
        yield from _directory(f"publishers/{one.slug}", one.name, lead, found, above)


def documents(publication: Publication) -> Iterator[Page]:
    """Every source document."""
    entries = sorted((_document(publication, id_) for id_ in publication.documents), key=lambda one: one[0].casefold())
    lead = "Every document quoted here: the articles under check and the evidence."
    return _directory("sources", "Source documents", lead, entries)


def dossiers(publication: Publication) -> Iterator[Page]:
    """Every dossier."""
    entries = [
        (one.about.title, f"dossiers/{one.id}/", _count(one.claims, "claim")) for one in publication.dossiers.values()
    ]
    return _directory("dossiers", "Dossiers", "Claims about one event, side by side.", entries)


def corrected(publication: Publication) -> Iterator[Page]:
    """Every correction and every withdrawal, newest first, and where to hear of the next one."""
    lead = "Every correction of a published fact-check, and every withdrawal, newest first, each with the reason."
    changes = [_Changed(found.claim, found.correction.date, found.correction) for found in corrections(publication)]
    changes += [_Changed(one, one.claim.withdrawn.date) for one in publication.withdrawn if one.claim.withdrawn]
    found = sorted(changes, key=lambda one: one.date, reverse=True)
    follow = fill("list/follow.html", "corrections/", feeds=publication.settings.url)
    return _paged("corrections", "Corrections", lead, "list/corrections.html", "corrected", found, ways=follow)


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
    return fill("list/scale.html", page_url, scale=rows)


def _document(publication: Publication, id_: str) -> Entry:
    about = publication.documents[id_].about
    said = _count(publication.by_document.get(id_, ()), "claim")
    return label(about), f"sources/{id_}/", said if about.title == "unknown" else f"{about.publisher}, {said}"


def _count(found: Sequence[Any], noun: str) -> str:
    return f"{len(found)} {noun}{'' if len(found) == 1 else 's'}"


def _crumbs(url: str, trail: Sequence[tuple[str, str]]) -> Section:
    return Section(0, "", "", fill("crumbs.html", url, trail=[("Home", ""), *trail]))


def _claims_of(folder: str, title: str, lead: str, found: Sequence[Checked], above: tuple[str, str]) -> Iterator[Page]:
    return _paged(folder, title, lead, "list/claims.html", "claims", found, above=above)


def _directory(
    folder: str, title: str, lead: str, entries: Sequence[Entry], above: tuple[str, str] | None = None
) -> Iterator[Page]:
    return _paged(folder, title, lead, "list/directory.html", "entries", entries, above=above)


def _paged(
    folder: str,
    title: str,
    lead: str,
    template: str,
    name: str,
    items: Sequence[Any],
    *,
    above: tuple[str, str] | None = None,
    ways: str = "",
) -> Iterator[Page]:
    """A list on as many pages as it needs; the first has the list's own address."""
    pages = max(1, -(-len(items) // PER_PAGE))
    addresses = [f"{folder}/" if number == 1 else f"{folder}/page/{number}/" for number in range(1, pages + 1)]
    for number, url in enumerate(addresses, 1):
        pager = (
            [(str(n), "" if n == number else address) for n, address in enumerate(addresses, 1)] if pages > 1 else []
        )
        part = items[(number - 1) * PER_PAGE : number * PER_PAGE]
        heading = title if number == 1 else f"{title}, page {number}"
        sections = [
            _crumbs(url, [above] if above else []),
            Section(1, "list", heading, fill("list/lead.html", url, lead=lead)),
        ]
        sections += [Section(0, "", "", ways)] if ways and number == 1 else []
        sections.append(Section(0, "", "", fill(template, url, pager=pager, **{name: part})))
        path = f"{folder}/index.md" if number == 1 else f"{folder}/page/{number}.md"
        yield Page(path, "list", heading, lead, tuple(sections))
