"""Which formats there are, what each makes, and what can't be made as long as the site's address isn't known."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from generator.export import schema_org
from generator.export.annotations import annotations, without_address
from generator.export.api import api
from generator.export.database import database
from generator.export.feeds import feeds
from generator.export.lines import lines
from generator.export.records import Records, records
from generator.export.table import tables
from generator.part import whole
from generator.publication import Publication
from generator.render.page import PlannedFile

Maker = Callable[[Publication, Records], Iterable[PlannedFile]]

DOWNLOADS = (
    ("data/claims.csv", "text/csv", "Claims"),
    ("data/sources.csv", "text/csv", "Source documents"),
    ("data/claims.jsonl", "application/jsonl", "Claims with their evidence"),
    ("data/sources.jsonl", "application/jsonl", "Source documents, every field"),
    ("data/annotations.jsonl", "application/jsonl", "Quotations as W3C Web Annotations"),
    ("data/attested.sqlite", "application/vnd.sqlite3", "Everything, with full-text search"),
    ("claimreview.json", "application/ld+json", "ClaimReview feed"),
    ("api/v1/index.json", "application/json", "API"),
)
"""What a data page offers: path, media type, name."""


def claim_reviews(publication: Publication, made: Records) -> Iterator[PlannedFile]:  # noqa: ARG001 - every format's signature
    """claimreview.json."""
    if root := publication.settings.url:
        yield PlannedFile("claimreview.json", lambda: schema_org.data_feed(publication, root))


FORMATS: Mapping[str, Maker] = {
    "jsonl": lines,
    "claimreview": claim_reviews,
    "api": api,
    "csv": tables,
    "sqlite": database,
    "annotations": annotations,
    "feeds": feeds,
}


def stream(publication: Publication, formats: Iterable[str] = FORMATS) -> Iterator[PlannedFile]:
    """Every file of these formats. The same content gives the same bytes."""
    made = records(publication)
    for name in formats:
        yield from FORMATS[name](publication, made)


def files(publication: Publication, formats: Iterable[str] = FORMATS) -> dict[str, bytes]:
    """The same files by their paths, sorted."""
    return dict(sorted((file.path, whole(file.make())) for file in stream(publication, formats)))


def left_out(publication: Publication, formats: Iterable[str] = FORMATS) -> list[str]:
    """What of these formats isn't made, each with the reason."""
    chosen = set(formats)
    return [reason for name, reason in _reasons(publication) if name in chosen]


def dataset_jsonld(publication: Publication) -> dict[str, Any] | None:
    """The Dataset of the data page, with everything that can be downloaded."""
    return schema_org.dataset(publication, DOWNLOADS)


def _reasons(publication: Publication) -> Iterable[tuple[str, str]]:
    if publication.settings.url is None:
        unknown = "the site's address isn't known; set `url` in claims/publication.yml"
        yield "claimreview", f"claimreview.json and the markup in pages: {unknown}"
        yield "feeds", f"feeds: {unknown}"
    elif not (publication.claims or publication.withdrawn):
        yield "feeds", "feeds: there is no claim yet"
    if count := without_address(publication):
        quotations = "quotation" if count == 1 else "quotations"
        yield "annotations", f"data/annotations.jsonl: {count} {quotations} of documents without an address"
