"""The Publication: everything a page, feed or export can need, with its indexes. Nothing in it changes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter

from generator import dates
from generator.alphabet import by_name
from generator.model import UNKNOWN, Claim, Correction, Dossier, Event, Evidence, Settings, SourceDocument, Verdict
from generator.names import slug
from generator.verification import State
from generator.wording import Wording, wording

RELATED = 5
_CROWD = 40
"""A document or topic that more claims share than this says little; only this many neighbours of it are looked at."""

_SENTENCE_ENDS = (".", "!", "?", "؟", "…")
_BEHIND = "”’\"'»)]"
"""What may stand behind the end of a sentence."""


@dataclass(frozen=True, eq=False)
class Document:
    """A source document and its id, one object a document; `path` is the file that describes it."""

    id: str
    about: SourceDocument
    path: str


@dataclass(frozen=True)
class Piece:
    """One piece of evidence. `number` counts from 1 on the claim; `source` is its document's number there."""

    number: int
    evidence: Evidence
    document: Document
    source: int
    state: State


@dataclass(frozen=True, eq=False)
class Checked:
    """A claim with all it refers to, one object a claim. `documents` are numbered from 1: evidence first."""

    id: str
    path: str
    claim: Claim
    verdict: Verdict
    appearances: tuple[Document, ...]
    pieces: tuple[Piece, ...]
    documents: tuple[Document, ...]
    mark: str = ""
    """Stands for all that it says and refers to (`link/marks.py`); empty where nobody knows."""

    @cached_property
    def changed(self) -> str:
        """The day on which its page last said something else than before; empty for a draft without a day."""
        return max(_days(self.claim), default="")

    @cached_property
    def headline(self) -> str:
        """What it is called in a list: its short form, or the claim, without the full stop of a single sentence."""
        claim = self.claim.claim
        *others, last = claim[:-1].split() or [""]
        several = any(word.rstrip(_BEHIND).endswith(_SENTENCE_ENDS) for word in others)
        whole = claim.endswith(".") and last and "." not in last and not several
        return self.claim.short or (claim[:-1] if whole else claim)

    def newest(self, kind: str = "") -> Correction | None:
        """Its newest correction, or the newest of a kind; of several on one day, the last of its file."""
        found = (one for one in reversed(self.claim.corrections) if kind in ("", one.kind))
        return max(found, key=lambda correction: correction.date, default=None)

    @cached_property
    def order(self) -> tuple[tuple[int, str], tuple[int, str], str]:
        """Newest first when sorted in reverse: by publication, then by when the claim was made, then by id."""
        return dates.newest_first(self.claim.published), dates.newest_first(self.claim.claimed), self.id


@dataclass(frozen=True)
class Named:
    """A claimant or a publisher: the name, its address, and what it has here."""

    name: str
    slug: str
    claims: tuple[Checked, ...] = ()
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True)
class Gathered:
    """A dossier with its claims in reading order; those that were withdrawn stand apart."""

    id: str
    about: Dossier
    claims: tuple[Checked, ...]
    withdrawn: tuple[Checked, ...] = ()

    @property
    def timeline(self) -> list[Event]:
        """Its events by their dates."""
        events = self.about.timeline
        placed = zip(dates.places(event.date for event in events), events, strict=True)
        return [event for _, event in sorted(placed, key=itemgetter(0))]


@dataclass(frozen=True)
class Corrected:
    """A correction and the claim it is of."""

    claim: Checked
    correction: Correction


@dataclass(frozen=True)
class Publication:
    """Everything a page can need. Claims are newest first, all else by name; nothing in it changes."""

    settings: Settings
    claims: tuple[Checked, ...]
    withdrawn: tuple[Checked, ...]
    """Claims taken back: they keep their pages and stand in no index."""
    documents: Mapping[str, Document]
    about: Mapping[str, SourceDocument]
    """The documents' descriptions alone, by id."""
    dossiers: Mapping[str, Gathered]
    claimants: Mapping[str, Named]
    publishers: Mapping[str, Named]
    by_verdict: Mapping[str, tuple[Checked, ...]]
    by_topic: Mapping[str, tuple[Checked, ...]]
    by_document: Mapping[str, tuple[Checked, ...]]
    newest: str
    """The newest day in it: what its pages count from, since no clock may."""
    states: Mapping[str, int]
    """How many pieces of evidence are verified, copied, paraphrase."""

    def related(self, one: Checked) -> tuple[Checked, ...]:
        """The claims that share most with this one: a document counts two, a topic one; ties go to the newer."""
        if one not in self._related:
            self._related[one] = self._nearest(one)
        return self._related[one]

    @cached_property
    def _related(self) -> dict[Checked, tuple[Checked, ...]]:
        """Those that were asked for: who plans a page asks, and who makes it."""
        return {}

    def _nearest(self, one: Checked) -> tuple[Checked, ...]:
        documents = [self.by_document.get(document.id, ())[:_CROWD] for document in one.documents]
        topics = [self.by_topic.get(topic, ())[:_CROWD] for topic in one.claim.topics]
        score = Counter(chain.from_iterable((*documents, *documents, *topics)))
        score.pop(one, None)
        least = min(sorted(score.values(), reverse=True)[:RELATED], default=0)
        best = sorted((-points, self._rank[other]) for other, points in score.items() if points >= least)[:RELATED]
        return tuple(self.claims[rank] for _, rank in best)

    @cached_property
    def _rank(self) -> dict[Checked, int]:
        """Which claim is newer: the newest has the lowest number."""
        return {one: number for number, one in enumerate(self.claims)}

    @cached_property
    def withdrawn_by_topic(self) -> Mapping[str, tuple[Checked, ...]]:
        """A topic's page stays when all of its claims were withdrawn."""
        return _index(self.withdrawn, lambda one: one.claim.topics)

    @cached_property
    def withdrawn_claimants(self) -> Mapping[str, Named]:
        """Who made claims that were withdrawn, with those; a claimant's page stays too."""
        return _claimants(self.withdrawn)

    @property
    def has_feeds(self) -> bool:
        """Whether there is what feeds need: the site's address, and a claim that isn't a draft."""
        published = (not one.claim.draft for one in chain(self.claims, self.withdrawn))
        return self.settings.url is not None and any(published)

    @property
    def wording(self) -> Wording:
        """How the site speaks its language."""
        return wording(self.settings.language)


def _days(claim: Claim) -> list[str]:
    taken_back = [claim.withdrawn.date] if claim.withdrawn else []
    found = [claim.published, *(correction.date for correction in claim.corrections), *taken_back]
    return [day for day in found if day != UNKNOWN]


def corrections(publication: Publication) -> list[Corrected]:
    """Every correction, newest first; of several on one day, the last one of the claim's list first."""
    everything = (*publication.claims, *publication.withdrawn)
    found = [Corrected(one, correction) for one in everything for correction in reversed(one.claim.corrections)]
    return sorted(found, key=lambda one: (one.correction.date, one.claim.order), reverse=True)


def assemble(
    settings: Settings,
    checked: Iterable[Checked],
    documents: Mapping[str, Document],
    dossiers: Iterable[tuple[str, Dossier]],
) -> Publication:
    """The publication of these claims, documents and dossiers, with every index a page needs."""
    everything = sorted(checked, key=lambda claim: claim.order, reverse=True)
    claims = tuple(claim for claim in everything if not claim.claim.withdrawn)
    withdrawn = tuple(claim for claim in everything if claim.claim.withdrawn)
    by_id, gone = ({claim.id: claim for claim in found} for found in (claims, withdrawn))
    by_document = _index(claims, lambda claim: [document.id for document in claim.documents])
    by_topic = _index(claims, lambda claim: claim.claim.topics)
    gathered = {
        id_: Gathered(
            id_,
            about,
            tuple(by_id[name] for name in about.claims if name in by_id),
            tuple(gone[name] for name in about.claims if name in gone),
        )
        for id_, about in dossiers
    }
    return Publication(
        settings=settings,
        claims=claims,
        withdrawn=withdrawn,
        documents=dict(sorted(documents.items())),
        about={id_: document.about for id_, document in sorted(documents.items())},
        dossiers=gathered,
        claimants=_claimants(claims),
        publishers=_publishers(documents.values()),
        by_verdict=_index(claims, lambda claim: [claim.claim.verdict]),
        by_topic=by_topic,
        by_document=by_document,
        newest=max((claim.changed or "0001-01-01" for claim in everything), default="0001-01-01"),
        states=Counter(piece.state.word for claim in claims for piece in claim.pieces),
    )


def _index(claims: Iterable[Checked], keys: Callable[[Checked], Iterable[str]]) -> dict[str, tuple[Checked, ...]]:
    """Claims by what they name, in the order they came."""
    found: dict[str, list[Checked]] = defaultdict(list)
    for claim in claims:
        for key in keys(claim):
            found[key].append(claim)
    return {key: tuple(claims) for key, claims in sorted(found.items())}


def _claimants(claims: Iterable[Checked]) -> dict[str, Named]:
    grouped = _index(claims, lambda claim: [claim.claim.claimant])
    named = [Named(name, slug(name), claims=found) for name, found in grouped.items()]
    return {one.slug: one for one in sorted(named, key=lambda one: (by_name(one.name), one.slug))}


def _publishers(documents: Iterable[Document]) -> dict[str, Named]:
    grouped: dict[str, list[Document]] = defaultdict(list)
    for document in sorted(documents, key=lambda document: document.id):
        grouped[document.about.publisher].append(document)
    named = [Named(name, slug(name), documents=tuple(found)) for name, found in grouped.items()]
    return {one.slug: one for one in sorted(named, key=lambda one: (by_name(one.name), one.slug))}
