"""The data page: what the site publishes for machines, with sizes."""

import json
from collections.abc import Mapping

from markupsafe import Markup, escape

from generator.publication import Publication
from generator.render.page import Page, Section
from generator.render.templates import fill
from generator.wording import Wording

PATH = "data/index.md"


def _what(wording: Wording) -> dict[str, str]:
    """What each file is, in the order of the page; one that isn't made isn't listed."""
    _ = wording.gettext
    return {
        "api/v1/index.json": _("The API's front door: counts, the content's newest date and hash, and where to go on."),
        "api/v1/claims.json": _(
            "The claims with their verdicts; where there are too many for one file, it names the next. One file a "
            "claim at api/v1/claims/ID.json."
        ),
        "api/v1/openapi.json": _("The API described (OpenAPI 3.1)."),
        "api/v1/schema.json": _("The shape of every record (JSON Schema 2020-12)."),
        "data/claims.csv": _(
            "The claims as a table. Lists are joined by “ | ”; an apostrophe stands before what a spreadsheet would "
            "take for a formula."
        ),
        "data/sources.csv": _("The source documents as a table."),
        "data/claims.jsonl": _("The claims with all their evidence, one a line."),
        "data/sources.jsonl": _("The source documents with all that is known of them, one a line."),
        "data/attested.sqlite": _(
            "Everything as a SQLite database with full-text search; opens in Datasette as it is."
        ),
        "data/annotations.jsonl": _("Each quotation from a document with an address, as a W3C Web Annotation."),
        "claimreview.json": _("All fact-checks as a schema.org DataFeed of ClaimReview."),
        "feed.xml": _("The newest fact-checks as an Atom feed; each dossier, topic and verdict has one, too."),
        "feed.json": _("The same as a JSON Feed."),
        "corrections/feed.xml": _("Corrections as an Atom feed."),
        "corrections/feed.json": _("The same as a JSON Feed."),
    }


def page(publication: Publication, sizes: Mapping[str, int], count: int, sample: object) -> Page:
    """The page that explains the data: `count` files, some with their sizes by path; `sample` is a claim in a list."""
    url = "data/"
    wording = publication.wording
    _ = wording.gettext
    lead = _("Take the whole data set: every claim, verdict, quotation and source document, in open formats.")
    listed = [(path, what, _size(wording, sizes[path])) for path, what in _what(wording).items() if path in sizes]
    values = {"sample": _written(sample), "listed": listed, "settings": publication.settings, "count": count}
    sections = (
        Section(0, "", "", fill(wording, "crumbs.html", url, trail=[(_("Home"), "")])),
        Section(1, "data", _("Data"), fill(wording, "data.html", url, lead=lead, **values)),
    )
    return Page(PATH, "list", _("Data"), lead, sections)


def _written(sample: object) -> Markup:
    """JSON as it stands in a file; its line ends survive the page's one-line form."""
    written = json.dumps(sample, ensure_ascii=False, indent=2) if sample else ""
    return Markup(str(escape(written)).replace("\n", "&#10;"))


def _size(wording: Wording, count: int) -> str:
    if count >= 1000:
        return wording.gettext("%(number)s kB") % {"number": wording.number(round(count / 1000))}
    return wording.ngettext("%(count)s byte", "%(count)s bytes", count)
