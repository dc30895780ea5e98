"""The API: files under api/v1/ that a program reads like any other web API, each described by its JSON Schema."""

from collections.abc import Sequence

from generator.export import pages, shapes
from generator.export.address import API, base
from generator.export.encode import file
from generator.export.openapi import openapi, schema
from generator.export.records import Records
from generator.publication import Publication, corrections

PER_PAGE = 500


def api(publication: Publication, made: Records) -> dict[str, bytes]:
    """Every file of the API."""
    found: dict[str, shapes.Record] = {f"{API}/index.json": _index(publication, made)}
    found |= _paged("claims", [_summary(claim) for claim in made.claims], pages.ClaimPage)
    found |= _paged("sources", made.sources, pages.SourcePage)
    found[f"{API}/dossiers.json"] = pages.Dossiers(dossiers=made.dossiers)
    found[f"{API}/withdrawn.json"] = pages.Withdrawn(withdrawn=made.withdrawn)
    found[f"{API}/verdicts.json"] = pages.Verdicts(best=5, worst=1, verdicts=made.verdicts)
    found |= {one.api_path: one for one in made.claims}
    found |= {one.api_path: one for one in made.withdrawn}
    found |= {one.api_path: one for one in made.sources}
    found |= {one.api_path: one for one in made.dossiers}
    files = {name: file(record.model_dump(mode="json")) for name, record in found.items()}
    files[f"{API}/schema.json"] = file(schema(publication))
    files[f"{API}/openapi.json"] = file(openapi(publication))
    return files


def _summary(claim: shapes.Claim) -> shapes.ClaimSummary:
    return shapes.ClaimSummary(**{name: getattr(claim, name) for name in shapes.ClaimSummary.model_fields})


def _paged(name: str, found: Sequence[shapes.Record], page: type[pages.Page]) -> dict[str, shapes.Record]:
    """A list in as many files as it needs: claims.json, claims-2.json and on."""
    count = max(1, -(-len(found) // PER_PAGE))
    names = [f"{API}/{name}.json", *(f"{API}/{name}-{number}.json" for number in range(2, count + 1))]
    return {
        here: page(
            page=number,
            pages=count,
            total=len(found),
            next=names[number] if number < count else None,
            **{name: tuple(found[(number - 1) * PER_PAGE : number * PER_PAGE])},
        )
        for number, here in enumerate(names, 1)
    }


def _index(publication: Publication, made: Records) -> pages.Index:
    settings = publication.settings
    return pages.Index(
        name=settings.name,
        tagline=settings.tagline,
        language=settings.language,
        url=base(publication),
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
