"""The data page: what the site publishes for machines, with sizes."""

import json
from collections.abc import Mapping

from markupsafe import Markup, escape

from generator.publication import Publication
from generator.render.page import Page, Section
from generator.render.templates import fill

PATH = "data/index.md"
SAMPLE = "api/v1/claims.json"
"""The file whose first claim the page shows."""
WHAT = {
    "api/v1/index.json": "The API's front door: counts, the content's newest date and hash, and where to go on.",
    "api/v1/claims.json": "All claims, with their verdicts; one file a claim at api/v1/claims/ID.json.",
    "api/v1/openapi.json": "The API described (OpenAPI 3.1).",
    "api/v1/schema.json": "The shape of every record (JSON Schema 2020-12).",
    "data/claims.csv": "The claims as a table.",
    "data/sources.csv": "The source documents as a table.",
    "data/claims.jsonl": "The claims with all their evidence, one a line.",
    "data/attested.sqlite": "Everything as a SQLite database with full-text search; opens in Datasette as it is.",
    "data/annotations.jsonl": "Each quotation as a W3C Web Annotation.",
    "claimreview.json": "All fact-checks as a schema.org DataFeed of ClaimReview.",
    "feed.xml": "The newest fact-checks as an Atom feed.",
    "feed.json": "The same as a JSON Feed.",
    "corrections/feed.xml": "Corrections as an Atom feed.",
}
"""What each file is, in the order of the page; one that isn't made isn't listed."""


def page(publication: Publication, sizes: Mapping[str, int], sample: bytes) -> Page:
    """The page that explains the data; `sizes` are those of all files by their path, `sample` is the API's list."""
    url = "data/"
    lead = "Take the whole data set: every claim, verdict, quotation and source document, in open formats."
    listed = [(path, what, _size(sizes[path])) for path, what in WHAT.items() if path in sizes]
    values = {"sample": _first(sample), "listed": listed, "settings": publication.settings, "count": len(sizes)}
    sections = (
        Section(0, "", "", fill("crumbs.html", url, trail=[("Home", "")])),
        Section(1, "data", "Data", fill("data.html", url, lead=lead, **values)),
    )
    return Page(PATH, "list", "Data", lead, sections)


def _first(sample: bytes) -> Markup:
    """The first claim of the API's list, as it stands there; its line ends survive the page's one-line form."""
    claims = json.loads(sample).get("claims")
    written = json.dumps(claims[0], ensure_ascii=False, indent=2) if claims else ""
    return Markup(str(escape(written)).replace("\n", "&#10;"))


def _size(count: int) -> str:
    return f"{count / 1000:,.0f} kB" if count >= 1000 else f"{count} bytes"
