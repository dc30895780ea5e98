"""EXPORT: the Publication to published files for machines; pure, beside `render/`.

One straight line: `records` turns the publication into records of the `shapes`; each format writes them down.

    schema_org   ClaimReview, DataFeed, publisher, breadcrumbs, data set (JSON-LD)
    api          api/v1/, with `openapi` for its JSON Schema and OpenAPI document
    table        claims.csv, sources.csv
    lines        claims.jsonl, sources.jsonl
    annotations  quotations as W3C Web Annotations
    database     SQLite with full-text search
    feeds        Atom and JSON Feed, from `entries`
    formats      which formats there are
"""

from generator.export.api import sample
from generator.export.encode import jsonld
from generator.export.formats import FORMATS, dataset_jsonld, files, left_out, stream
from generator.export.schema_org import breadcrumbs, claim_review, media_review, publisher_jsonld, publishes

__all__ = [
    "FORMATS",
    "breadcrumbs",
    "claim_review",
    "dataset_jsonld",
    "files",
    "jsonld",
    "left_out",
    "media_review",
    "publisher_jsonld",
    "publishes",
    "sample",
    "stream",
]
