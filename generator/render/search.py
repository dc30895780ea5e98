"""The search page: a form that the script fills, and the ways to the claims without one; the verdicts' shapes."""

from typing import get_args

from generator.model import Icon
from generator.publication import Publication
from generator.render.page import Page, Section
from generator.render.templates import fill
from generator.wording import ENGLISH, Wording

PATH = "search.md"


def kinds(wording: Wording) -> tuple[str, str, str]:
    """What readers call the kinds of page that the search finds: claims, documents, dossiers."""
    _ = wording.gettext
    return _("Fact-check"), _("Source document"), _("Dossier")


def page(publication: Publication) -> Page:
    """The search page."""
    url = "search/"
    wording = publication.wording
    _ = wording.gettext
    lead = _("Every fact-check, source document and dossier, by its words, by facets, or both.")
    verdicts = [verdict.label for verdict in publication.settings.verdicts.values()]
    sections = (
        Section(0, "", "", fill(wording, "crumbs.html", url, trail=[(_("Home"), "")])),
        Section(1, "search", _("Search"), fill(wording, "list/lead.html", url, lead=lead)),
        Section(0, "", "", fill(wording, "search.html", url, verdicts=verdicts, kinds=kinds(wording))),
    )
    return Page(PATH, "search", _("Search"), lead, sections)


def marks() -> str:
    """The verdicts' shapes as one SVG document, each in an element whose id is the shape's name."""
    return fill(ENGLISH, "marks.svg", "search/marks.svg", names=get_args(Icon)).strip() + "\n"
