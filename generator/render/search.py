"""The search page: a form that the script fills, and the ways to the claims without one; the verdicts' shapes."""

from typing import get_args

from generator.model import Icon
from generator.publication import Publication
from generator.render.page import Page, Section
from generator.render.templates import fill

PATH = "search.md"
LEAD = "Every fact-check, source document and dossier, by its words, by facets, or both."
CLAIM, SOURCE, DOSSIER = "Fact-check", "Source document", "Dossier"
"""What readers call the kinds of page that the search finds."""


def page(publication: Publication) -> Page:
    """The search page."""
    url = "search/"
    verdicts = [verdict.label for verdict in publication.settings.verdicts.values()]
    sections = (
        Section(0, "", "", fill("crumbs.html", url, trail=[("Home", "")])),
        Section(1, "search", "Search", fill("list/lead.html", url, lead=LEAD)),
        Section(0, "", "", fill("search.html", url, verdicts=verdicts, kinds=(CLAIM, SOURCE, DOSSIER))),
    )
    return Page(PATH, "search", "Search", LEAD, sections)


def marks() -> str:
    """The verdicts' shapes as one SVG document, each in an element whose id is the shape's name."""
    return fill("marks.svg", "search/marks.svg", names=get_args(Icon)).strip() + "\n"
