"""Pages that list: all claims, and claims by verdict, topic and claimant; documents, all and by publisher; dossiers."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, NamedTuple

from generator.model import UNKNOWN, Correction
from generator.publication import Checked, Publication, corrections
from generator.render.label import label
from generator.render.page import Page, Planned, Section
from generator.render.search import CLAIM
from generator.render.templates import fill

PER_PAGE = 50
NEAR = 3
"""A page of a list leads to so many before and after it; to all, and an archive of any size would be mostly numbers."""
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


def claims(publication: Publication) -> Iterator[Planned]:
    """The index of claims, newest first."""
    lead = f"Every claim we have checked, newest first: {len(publication.claims)} so far."
    ways = partial(_ways, publication)
    return _List("claims", "Claims", lead, "list/claims.html", "claims", publication.claims, ways=ways).planned()


def _ways(publication: Publication) -> str:
    """The ways to browse the claims, and how their quotations stand."""
    states = {word: publication.states.get(word, 0) for word in ("verified", "copied", "paraphrase")}
    settings = publication.settings
    topics = sorted(settings.topics[topic] for topic in publication.by_topic)
    facets = {"verdict": [one.label for one in settings.verdicts.values()], "topic": topics}
    return fill("list/ways.html", "claims/", ways=_WAYS, states=states, facets=facets, kind=CLAIM)


def verdicts(publication: Publication) -> Iterator[Planned]:
    """The scale, and each verdict's claims."""
    yield Planned("verdicts/index.md", partial(_verdicts, publication))
    for id_, verdict in publication.settings.verdicts.items():
        found = publication.by_verdict.get(id_, ())
        yield from _claims_of(f"verdicts/{id_}", verdict.label, verdict.meaning, found, ("Verdicts", "verdicts/"))


def _verdicts(publication: Publication) -> Page:
    head = fill("list/lead.html", "verdicts/", lead="The same scale for every claim, whoever made it.")
    sections = (
        _crumbs("verdicts/", []),
        Section(1, "list", "Verdicts", head),
        Section(2, "scale", "The scale", scale(publication, "verdicts/")),
    )
    return Page("verdicts/index.md", "list", "Verdicts", "What each verdict means, and when it is given.", sections)


def topics(publication: Publication) -> Iterator[Planned]:
    """The topics, and each topic's claims."""
    names = publication.settings.topics
    used = {topic: publication.by_topic[topic] for topic in names if topic in publication.by_topic}
    entries = [(names[topic], f"topics/{topic}/", _count(found, "claim")) for topic, found in used.items()]
    yield from _directory("topics", "Topics", "What the claims are about.", sorted(entries))
    for topic, found in used.items():
        lead = f"Claims about {names[topic].lower()}, newest first."
        yield from _claims_of(f"topics/{topic}", names[topic], lead, found, ("Topics", "topics/"))


def years(publication: Publication) -> Iterator[Planned]:
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


def claimants(publication: Publication) -> Iterator[Planned]:
    """Who made claims, and each one's claims."""
    named = publication.claimants.values()
    entries = [(one.name, f"claimants/{one.slug}/", _count(one.claims, "claim")) for one in named]
    lead = "Who made the claims checked here. Being listed says nothing about how a claim fared."
    yield from _directory("claimants", "Claimants", lead, entries)
    for one in named:
        lead = f"Claims by {one.name} that were checked here, newest first."
        yield from _claims_of(f"claimants/{one.slug}", one.name, lead, one.claims, ("Claimants", "claimants/"))


def publishers(publication: Publication) -> Iterator[Planned]:
    """Who published source documents, and each one's documents."""
    named = publication.publishers.values()
    entries = [(one.name, f"publishers/{one.slug}/", _count(one.documents, "document")) for one in named]
    yield from _directory("publishers", "Publishers", "Who published the documents quoted here.", entries)
    for one in named:
        found = [_document(publication, document.id) for document in one.documents]
        lead = f"Documents published by {one.name} that are quoted here."
        above = ("Publishers", "publishers/")
        yield from _directory(f"publishers/{one.slug}", one.name, lead, found, above)


def documents(publication: Publication) -> Iterator[Planned]:
    """Every source document."""
    entries = sorted((_document(publication, id_) for id_ in publication.documents), key=lambda one: one[0].casefold())
    lead = "Every document quoted here: the articles under check and the evidence."
    return _directory("sources", "Source documents", lead, entries)


def dossiers(publication: Publication) -> Iterator[Planned]:
    """Every dossier."""
    entries = [
        (one.about.title, f"dossiers/{one.id}/", _count(one.claims, "claim")) for one in publication.dossiers.values()
    ]
    return _directory("dossiers", "Dossiers", "Claims about one event, side by side.", entries)


def corrected(publication: Publication) -> Iterator[Planned]:
    """Every correction and every withdrawal, newest first, and where to hear of the next one."""
    lead = "Every correction of a published fact-check, and every withdrawal, newest first, each with the reason."
    changes = [_Changed(found.claim, found.correction.date, found.correction) for found in corrections(publication)]
    changes += [_Changed(one, one.claim.withdrawn.date) for one in publication.withdrawn if one.claim.withdrawn]
    found = sorted(changes, key=lambda one: one.date, reverse=True)
    ways = partial(fill, "list/follow.html", "corrections/", feeds=publication.settings.url)
    return _List("corrections", "Corrections", lead, "list/corrections.html", "corrected", found, ways=ways).planned()


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


def _claims_of(
    folder: str, title: str, lead: str, found: Sequence[Checked], above: tuple[str, str]
) -> Iterator[Planned]:
    return _List(folder, title, lead, "list/claims.html", "claims", found, above).planned()


def _directory(
    folder: str, title: str, lead: str, entries: Sequence[Entry], above: tuple[str, str] | None = None
) -> Iterator[Planned]:
    return _List(folder, title, lead, "list/directory.html", "entries", entries, above).planned()


@dataclass(frozen=True)
class _List:
    """A list on as many pages as it needs. `name` is what its template calls the items, `ways` stands on the first."""

    folder: str
    title: str
    lead: str
    template: str
    name: str
    items: Sequence[Any]
    above: tuple[str, str] | None = None
    ways: Callable[[], str] = str

    @cached_property
    def addresses(self) -> list[str]:
        """Each page's; the first has the list's own."""
        count = max(1, -(-len(self.items) // PER_PAGE))
        more = (f"{self.folder}/page/{number}/" for number in range(2, count + 1))
        return [f"{self.folder}/", *more]

    def planned(self) -> Iterator[Planned]:
        """Its pages."""
        return (
            Planned(self._path(number), partial(self._page, number)) for number in range(1, len(self.addresses) + 1)
        )

    def _path(self, number: int) -> str:
        return f"{self.folder}/index.md" if number == 1 else f"{self.folder}/page/{number}.md"

    def _page(self, number: int) -> Page:
        url = self.addresses[number - 1]
        heading = self.title if number == 1 else f"{self.title}, page {number}"
        sections = [
            _crumbs(url, [self.above] if self.above else []),
            Section(1, "list", heading, fill("list/lead.html", url, lead=self.lead)),
        ]
        if number == 1 and (ways := self.ways()):
            sections.append(Section(0, "", "", ways))
        part = self.items[(number - 1) * PER_PAGE : number * PER_PAGE]
        sections.append(Section(0, "", "", fill(self.template, url, pager=self._pager(number), **{self.name: part})))
        return Page(self._path(number), "list", heading, self.lead, tuple(sections))

    def _pager(self, here: int) -> list[tuple[str, str]]:
        """The numbers of its first, last and nearest pages with their addresses; the page's own has none."""
        last = len(self.addresses)
        near = {1, *range(max(1, here - NEAR), min(last, here + NEAR) + 1), last} if last > 1 else set()
        return [(str(number), "" if number == here else self.addresses[number - 1]) for number in sorted(near)]
