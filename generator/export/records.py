"""The Publication as records: everything that is exported, once, sorted, with null for what is unknown.

There are many claims and documents, so the record of one is kept as its line of JSON; whoever needs it takes it apart.
"""

import hashlib
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, TypeVar

import orjson

from generator.export import address, encode, shapes
from generator.export.shapes import known
from generator.export.source_record import named_by, source
from generator.model import Figure
from generator.origins import Documents, origins
from generator.part import Part
from generator.publication import Checked, Document, Gathered, Piece, Publication
from generator.render.evidence import address as passage

T = TypeVar("T", Checked, Document, Gathered)


Data = dict[str, Any]
"""A record as JSON has it: an object of one of the `shapes`."""


class Line(Part):
    """The record of a claim or a source document as a line of JSON, made once."""

    __slots__ = ("_content", "_read", "api_path", "id")

    is_asked_again = True

    def __init__(self, kind: str, id_: str, of: object, make: Callable[[], shapes.Record]) -> None:
        """A record of this kind and id; see `Part`."""
        super().__init__(of, lambda: encode.line(make().model_dump(mode="json")))
        self.id = id_
        self.api_path = f"{address.API}/{kind}/{id_}.json"
        self._content: bytes | None = None
        self._read: Callable[[], bytes] | None = None

    def content(self) -> bytes:
        """Its bytes, kept in memory as long as they stand in no file."""
        if self._read:
            return self._read()
        if self._content is None:
            self._content = self.make()
        return self._content

    def stands(self, read: Callable[[], bytes]) -> None:
        """They are read from there whenever somebody asks."""
        self._read, self._content = read, None

    def record(self) -> Data:
        """The record."""
        found: Data = orjson.loads(self.content())
        return found


@dataclass(frozen=True)
class Records:
    """All records, each kind by id; verdicts in the scale's order."""

    publication: Publication
    claims: tuple[Line, ...]
    withdrawn: tuple[shapes.Tombstone, ...]
    sources: tuple[Line, ...]
    dossiers: tuple[shapes.Dossier, ...]
    verdicts: tuple[shapes.Verdict, ...]
    topics: tuple[shapes.Topic, ...]

    @property
    def listed(self) -> list[Line | shapes.Tombstone]:
        """The claims, and what is left of withdrawn ones, by id."""
        return sorted((*self.claims, *self.withdrawn), key=lambda one: one.id)

    @cached_property
    def generated_from(self) -> shapes.GeneratedFrom:
        """The newest day, and a hash over the publisher's facts and all records."""
        settings = self.publication.settings
        facts = [settings.name, settings.tagline, settings.language, settings.licence.model_dump()]
        content = hashlib.sha256(encode.line(facts))
        for line in (*self.claims, *self.sources):
            content.update(line.content())
        for one in (*self.withdrawn, *self.dossiers, *self.verdicts, *self.topics):
            content.update(encode.line(one.model_dump(mode="json")))
        return shapes.GeneratedFrom(date=newest_day(self.publication), sha256=content.hexdigest())


def records(publication: Publication) -> Records:
    """The publication's records."""
    return Records(
        publication,
        claims=tuple(claim_line(publication, one) for one in by_id(publication.claims)),
        withdrawn=tuple(_tombstone(publication, one) for one in by_id(publication.withdrawn)),
        sources=tuple(_source(publication, one) for one in by_id(publication.documents.values())),
        dossiers=tuple(_dossier(publication, one) for one in by_id(publication.dossiers.values())),
        verdicts=tuple(_verdicts(publication)),
        topics=tuple(_topics(publication)),
    )


def newest_day(publication: Publication) -> str | None:
    """The newest day in the content, or None where there is no claim."""
    return publication.newest if publication.claims or publication.withdrawn else None


def modified(one: Checked) -> str:
    """The day a claim last changed: its newest correction or, before that, its publication."""
    return max([one.claim.published, *(correction.date for correction in one.claim.corrections)])


def by_id(found: Iterable[T]) -> list[T]:
    """These, sorted by id."""
    return sorted(found, key=lambda one: one.id)


def claim_line(publication: Publication, one: Checked) -> Line:
    """The record of a claim."""
    return Line("claims", one.id, one, partial(_claim, publication, one))


def _source(publication: Publication, one: Document) -> Line:
    makes, evidence_on = named_by(publication, one)
    make = partial(source, publication, one, makes, evidence_on)
    return Line("sources", one.id, (one, makes, evidence_on), make)


def _claim(publication: Publication, one: Checked) -> shapes.Claim:
    claim, path = one.claim, address.claim(one.id)
    return shapes.Claim(
        id=one.id,
        path=path,
        url=address.absolute(publication, path),
        api_path=f"{address.API}/claims/{one.id}.json",
        claim=claim.claim,
        short=claim.short,
        claimant=known(claim.claimant),
        claimed=known(claim.claimed),
        verdict=claim.verdict,
        verdict_label=one.verdict.label,
        rating=one.verdict.rating,
        summary=claim.summary,
        topics=claim.topics,
        dossier=claim.dossier,
        published=claim.published,
        modified=modified(one),
        appearances=tuple(document.id for document in one.appearances),
        media=shapes.Media(**claim.media.model_dump()) if claim.media else None,
        moved_from=claim.moved_from,
        why_checked=claim.why_checked,
        notes=claim.notes,
        authors=claim.authors,
        reviewed_by=claim.reviewed_by,
        expires=claim.expires,
        single_source_reason=claim.single_source_reason,
        one_sided_reason=claim.one_sided_reason,
        corrections=tuple(shapes.Correction(**correction.model_dump()) for correction in claim.corrections),
        evidence=tuple(_evidence(piece, publication.about) for piece in one.pieces),
        withdrawn=None,
    )


def _evidence(piece: Piece, about: Documents) -> shapes.Evidence:
    found = piece.evidence
    return shapes.Evidence(
        number=piece.number,
        source=piece.document.id,
        stance=found.stance,
        quote=found.quote,
        prefix=found.prefix,
        suffix=found.suffix,
        translation=found.translation,
        note=found.note,
        says=found.says,
        state=piece.state.word,
        places=piece.state.shows.places if piece.state.shows else (),
        link=passage(piece),
        reports_from=found.reports_from,
        origins=origins(piece.document.id, about, found),
        figure=_figure(found.figure) if found.figure else None,
    )


def _figure(found: Figure) -> shapes.Figure:
    return shapes.Figure(
        value=_finite(found.value),
        low=_finite(found.low),
        high=_finite(found.high),
        bound=found.bound,
        unit=found.unit,
        counts=found.counts,
        as_of=known(found.as_of),
        by=known(found.by),
    )


def _finite(number: float | None) -> float | None:
    """JSON has no infinity."""
    return number if number is not None and math.isfinite(number) else None


def _tombstone(publication: Publication, one: Checked) -> shapes.Tombstone:
    assert one.claim.withdrawn is not None  # what publication.withdrawn holds
    path = address.claim(one.id)
    return shapes.Tombstone(
        id=one.id,
        path=path,
        url=address.absolute(publication, path),
        api_path=f"{address.API}/claims/{one.id}.json",
        published=one.claim.published,
        withdrawn=shapes.Withdrawal(**one.claim.withdrawn.model_dump()),
    )


def _dossier(publication: Publication, one: Gathered) -> shapes.Dossier:
    path = address.dossier(one.id)
    return shapes.Dossier(
        id=one.id,
        path=path,
        url=address.absolute(publication, path),
        api_path=f"{address.API}/dossiers/{one.id}.json",
        title=one.about.title,
        summary=one.about.summary,
        claims=tuple(claim.id for claim in one.claims),
        timeline=tuple(
            shapes.Event(date=known(event.date), what=event.what, source=event.source) for event in one.timeline
        ),
    )


def _verdicts(publication: Publication) -> Iterator[shapes.Verdict]:
    for id_, verdict in publication.settings.verdicts.items():
        path = address.verdict(id_)
        yield shapes.Verdict(
            id=id_,
            path=path,
            url=address.absolute(publication, path),
            label=verdict.label,
            meaning=verdict.meaning,
            rating=verdict.rating,
            claims=len(publication.by_verdict.get(id_, ())),
        )


def _topics(publication: Publication) -> Iterator[shapes.Topic]:
    for id_, label in sorted(publication.settings.topics.items()):
        yield shapes.Topic(id=id_, label=label, claims=len(publication.by_topic.get(id_, ())))
