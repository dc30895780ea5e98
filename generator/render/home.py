"""The home page: what this is, the newest fact-checks, the dossiers, the scale."""

from collections.abc import Iterator

from generator.publication import Publication
from generator.render.listing import scale
from generator.render.page import Page, Section
from generator.render.templates import fill

LATEST = 6


def page(publication: Publication) -> Page:
    """The home page."""
    settings = publication.settings
    sections = tuple(_sections(publication))
    changed = publication.newest if publication.claims else ""
    return Page("index.md", "home", settings.name, settings.tagline, sections, changed=changed)


def _sections(publication: Publication) -> Iterator[Section]:
    settings = publication.settings
    wording = publication.wording
    _, ngettext = wording.gettext, wording.ngettext
    counts = {
        "claims": ngettext("%(count)s claim", "%(count)s claims", len(publication.claims)),
        "documents": ngettext("%(count)s source document", "%(count)s source documents", len(publication.documents)),
    }
    yield Section(1, "home", settings.tagline, fill(wording, "home/head.html", "", **counts))
    if publication.claims:
        html = fill(wording, "home/latest.html", "", claims=publication.claims[:LATEST])
        yield Section(2, "latest", _("Latest fact-checks"), html)
    if publication.dossiers:
        html = fill(wording, "home/dossiers.html", "", dossiers=publication.dossiers.values())
        yield Section(2, "dossiers", _("Dossiers"), html)
    yield Section(2, "scale", _("What the verdicts mean"), scale(publication, ""))
