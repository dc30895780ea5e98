"""The API: files under api/v1/ that a program reads like any other web API, each described by its JSON Schema."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from generator.export import pages, shapes
from generator.export.address import API
from generator.export.encode import file
from generator.export.openapi import openapi, schema
from generator.export.records import Data, Line, Records, claim_line
from generator.publication import Publication, corrections
from generator.render.page import PlannedFile

PER_PAGE = 500


def api(publication: Publication, made: Records) -> Iterator[PlannedFile]:
    """Every file of the API."""
    yield _planned("index", _index(publication, made))
    yield from _paged("claims", made.claims, _summary)
    yield from _paged("sources", made.sources, _as_it_is)
    yield _planned("dossiers", pages.Dossiers(dossiers=made.dossiers))
    yield _planned("withdrawn", pages.Withdrawn(withdrawn=made.withdrawn))
    yield _planned("verdicts", pages.Verdicts(best=5, worst=1, verdicts=made.verdicts))
    for line in (*made.claims, *made.sources):
        yield PlannedFile(line.api_path, partial(_taken_apart, line), partial(_of, line))
    single: Iterable[shapes.Tombstone | shapes.Dossier] = (*made.withdrawn, *made.dossiers)
    for one in single:
        yield PlannedFile(one.api_path, partial(_written, one), one.model_dump_json)
    yield PlannedFile(f"{API}/schema.json", lambda: file(schema(publication)))
    yield PlannedFile(f"{API}/openapi.json", lambda: file(openapi(publication)))


def sample(publication: Publication) -> Data | None:
    """The first claim as lists have it; None where there is no claim."""
    first = min(publication.claims, key=lambda one: one.id, default=None)
    return _summary(claim_line(publication, first).record()) if first else None


def _planned(name: str, record: shapes.Record) -> PlannedFile:
    return PlannedFile(f"{API}/{name}.json", partial(_written, record))


def _written(record: shapes.Record) -> bytes:
    return file(record.model_dump(mode="json"))


def _taken_apart(line: Line) -> bytes:
    return file(line.record())


def _of(line: Line) -> object:
    return line.of


def _as_it_is(record: Data) -> Data:
    return record


def _summary(claim: Data) -> Data:
    return {name: claim[name] for name in shapes.ClaimSummary.model_fields}


def _paged(name: str, found: Sequence[Line], listed: Callable[[Data], Data]) -> Iterator[PlannedFile]:
    """A list in as many files as it needs: claims.json, claims-2.json and on."""
    count = max(1, -(-len(found) // PER_PAGE))
    names = [name, *(f"{name}-{number}" for number in range(2, count + 1))]
    for number, here in enumerate(names, 1):
        lines = found[(number - 1) * PER_PAGE : number * PER_PAGE]
        after = f"{API}/{names[number]}.json" if number < count else None
        page = {"page": number, "pages": count, "total": len(found), "next": after}
        made, of = partial(_page, page, name, lines, listed), partial(_of_page, page, lines)
        yield PlannedFile(f"{API}/{here}.json", made, of)


def _page(page: Data, name: str, lines: Sequence[Line], listed: Callable[[Data], Data]) -> bytes:
    """A part of a list: one of `pages.Page`."""
    return file({**page, name: [listed(line.record()) for line in lines]})


def _of_page(page: Data, lines: Sequence[Line]) -> object:
    return page, [line.of for line in lines]


def _index(publication: Publication, made: Records) -> pages.Index:
    settings = publication.settings
    return pages.Index(
        name=settings.name,
        tagline=settings.tagline,
        language=settings.language,
        url=publication.settings.url,
        licence=pages.Licence(**settings.licence.model_dump()),
        generated_from=made.generated_from,
        counts=_counts(publication, made),
        topics=made.topics,
        links=pages.Links(
            json_schema=f"{API}/schema.json",
            openapi=f"{API}/openapi.json",
            **{name: f"{API}/{name}.json" for name in ("claims", "sources", "dossiers", "verdicts", "withdrawn")},
        ),
    )


def _counts(publication: Publication, made: Records) -> pages.Counts:
    states = {word: publication.states.get(word, 0) for word in ("verified", "copied", "paraphrase")}
    return pages.Counts(
        claims=len(made.claims),
        withdrawn=len(made.withdrawn),
        corrections=len(corrections(publication)),
        sources=len(made.sources),
        dossiers=len(made.dossiers),
        evidence=sum(states.values()),
        **states,
    )
