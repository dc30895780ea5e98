"""The search page: a form that the script fills, and the ways to the claims without one."""

from collections import Counter
from collections.abc import Mapping

from generator.alphabet import by_name
from generator.publication import Publication
from generator.render import facets
from generator.render.page import Page, Section
from generator.render.templates import fill

PATH = "search.md"
FIRST = 20
"""Claims that stand on the page before anything is sought."""
MOST = 200
"""Values of a facet on the page, those that most pages have; as in search-page.js."""


def page(publication: Publication) -> Page:
    """The search page: it opens with the newest claims and all facets, so that a search is loaded for who seeks."""
    url = "search/"
    wording = publication.wording
    _ = wording.gettext
    lead = _("Every fact-check, source document and dossier, by its words, by facets, or both.")
    counts = facets.counted(publication)
    verdicts = [verdict.label for verdict in publication.settings.verdicts.values()]
    fixed = {"kind": facets.kinds(wording), "verdict": verdicts}
    values = {
        name: [(value, counts.get(name, Counter())[value]) for value in fixed.get(name) or _listed(name, counts)]
        for name in ("kind", "verdict", "topic", "claimant", "publisher", "dossier", "year")
    }
    also = publication.settings.others
    form = fill(wording, "search.html", url, values=values, claims=publication.claims[:FIRST], also=also)
    sections = (
        Section(0, "", "", fill(wording, "crumbs.html", url, trail=[(_("Home"), "")])),
        Section(1, "search", _("Search"), fill(wording, "list/lead.html", url, lead=lead)),
        Section(0, "", "", form),
    )
    return Page(PATH, "search", _("Search"), lead, sections)


def _listed(name: str, counts: Mapping[str, Counter[str]]) -> list[str]:
    """A facet's values in their order: by name, years from the newest."""
    kept = sorted(counts.get(name, Counter()).items(), key=lambda one: (-one[1], one[0]))[:MOST]
    return sorted((value for value, _ in kept), key=by_name, reverse=name == "year")
