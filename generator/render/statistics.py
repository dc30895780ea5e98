"""The statistics page: verdicts by claimant, publisher, topic and dossier, so that readers can judge."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.alphabet import by_name
from generator.publication import Checked, Publication
from generator.render.page import Page, Section
from generator.render.templates import fill
from generator.render.terms import known

FEW = 10
"""Under so many claims a group says nothing about its kind; the page marks it."""
MOST = 100
"""A table shows at most so many groups: those with the most claims."""

Group = tuple[str, str, Sequence[Checked]]


PATH = "statistics.md"


def page(publication: Publication) -> Page:
    """The statistics page."""
    _ = publication.wording.gettext
    lead = _("How the verdicts fall, by who made the claim, where it stood and what it is about.")
    return Page(PATH, "list", _("Statistics"), lead, tuple(_sections(publication, lead)), contents=True)


def _sections(publication: Publication, lead: str) -> Iterator[Section]:
    url, wording = "statistics/", publication.wording
    _ = wording.gettext
    yield Section(0, "", "", fill(wording, "crumbs.html", url, trail=[(_("Home"), "")]))
    yield Section(1, "statistics", _("Statistics"), fill(wording, "statistics/head.html", url, lead=lead, few=FEW))
    for id_, title, groups in _tables(publication):
        if groups:
            yield Section(2, id_, title, _table(publication, url, title, groups))


def _tables(publication: Publication) -> Iterator[tuple[str, str, list[Group]]]:
    names, _ = publication.settings.topics, publication.wording.gettext
    claimants = publication.claimants.values()
    yield "all", _("All claims"), [(_("All claims"), "claims/", publication.claims)]
    yield "claimants", _("By claimant"), [(one.name, f"claimants/{one.slug}/", one.claims) for one in claimants]
    yield "publishers", _("By publisher of the document under check"), _by_publisher(publication)
    topics: list[Group] = [(names[id_], f"topics/{id_}/", found) for id_, found in publication.by_topic.items()]
    yield "topics", _("By topic"), sorted(topics, key=lambda group: by_name(group[0]))
    dossiers = publication.dossiers.values()
    gathered = [(one.about.title, f"dossiers/{one.id}/", one.claims) for one in dossiers]
    yield "dossiers", _("By dossier"), sorted(gathered, key=lambda group: by_name(group[0]))


def _by_publisher(publication: Publication) -> list[Group]:
    """The claims that stand in a publisher's documents as appearances, each once."""
    made = {
        one.slug: {claim.id: claim for document in one.documents for claim in _made_in(publication, document.id)}
        for one in publication.publishers.values()
    }
    named = publication.publishers
    return [(named[slug].name, f"publishers/{slug}/", tuple(found.values())) for slug, found in made.items() if found]


def _made_in(publication: Publication, document: str) -> Iterable[Checked]:
    claims = publication.by_document.get(document, ())
    return (one for one in claims if any(appearance.id == document for appearance in one.appearances))


def _table(publication: Publication, url: str, title: str, groups: list[Group]) -> str:
    """One table: a row a group, a column a verdict that occurs; rows by name, never by how claims fared."""
    shown = sorted(groups, key=lambda group: -len(group[2]))[:MOST]
    kept = [group for group in groups if group in shown]
    occurring = {one.claim.verdict for _, _, claims in kept for one in claims}
    verdicts = [(id_, verdict) for id_, verdict in publication.settings.verdicts.items() if id_ in occurring]
    rows = [
        (known(name, publication.wording), target, len(claims), Counter(one.claim.verdict for one in claims))
        for name, target, claims in kept
    ]
    left = len(groups) - len(kept)
    return fill(
        publication.wording, "statistics/table.html", url, title=title, verdicts=verdicts, rows=rows, few=FEW, left=left
    )
