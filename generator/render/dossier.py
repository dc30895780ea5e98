"""A dossier's page: who says what, the figures over time, the timeline, the claims, the documents."""

from collections import Counter
from collections.abc import Iterator

from generator.figures import panels
from generator.matrix import ORDER, Matrix, matrix
from generator.publication import Document, Gathered, Publication
from generator.render.chart import charts
from generator.render.evidence import address
from generator.render.label import short_label
from generator.render.page import Page, Section, link
from generator.render.templates import fill
from generator.render.terms import says
from generator.wording import Wording


def path(one: Gathered) -> str:
    """Where a dossier's page stands."""
    return f"dossiers/{one.id}.md"


def page(publication: Publication, dossier: Gathered) -> Page:
    """The page of one dossier."""
    return Page(
        path=path(dossier),
        kind="dossier",
        title=dossier.about.title,
        description=dossier.about.summary,
        sections=tuple(_sections(publication, dossier)),
        feed=True,
        changed=max((one.changed for one in dossier.claims), default=""),
    )


def made_of(publication: Publication, dossier: Gathered) -> object:
    """All that a dossier's page is made of."""
    return dossier, [publication.documents[event.source] for event in dossier.about.timeline]


def _sections(publication: Publication, dossier: Gathered) -> Iterator[Section]:
    url = f"dossiers/{dossier.id}/"
    wording = publication.wording
    _ = wording.gettext
    made = matrix(dossier, publication.about, wording)
    used = {document.id for group in made.groups for document in group.documents}
    used |= {event.source for event in dossier.about.timeline}
    names = {id_: short_label(publication.about[id_], wording) for id_ in sorted(used)}
    yield Section(0, "", "", fill(wording, "crumbs.html", url, trail=[(_("Home"), ""), (_("Dossiers"), "dossiers/")]))
    yield Section(1, "dossier", dossier.about.title, _head(publication, dossier, url, made))
    yield Section(2, "matrix", _("Who says what"), _matrix(publication, made, url, names))
    if found := panels(dossier.claims):
        leading = {id_: (name, link(url, f"sources/{id_}/")) for id_, name in names.items()}
        yield Section(2, "figures", _("The figures over time"), charts(found, leading, wording))
    if dossier.about.timeline:
        listed = [(event, publication.documents[event.source]) for event in dossier.timeline]
        html = fill(wording, "dossier/timeline.html", url, events=listed, names=names)
        yield Section(2, "timeline", _("Timeline"), html)
    yield Section(2, "claims", _("The claims"), fill(wording, "dossier/claims.html", url, dossier=dossier))
    for id_, title, documents in _documents(made, dossier, wording):
        yield Section(2, id_, title, fill(wording, "dossier/documents.html", url, documents=documents))


def _head(publication: Publication, dossier: Gathered, url: str, made: Matrix) -> str:
    counted = Counter(one.claim.verdict for one in dossier.claims)
    scale = publication.settings.verdicts.items()
    tally = [(verdict, id_, counted[id_]) for id_, verdict in scale if counted[id_]]
    count = sum(len(group.documents) for group in made.groups)
    documents = publication.wording.ngettext("%(count)s source document", "%(count)s source documents", count)
    return fill(publication.wording, "dossier/head.html", url, dossier=dossier, documents=documents, tally=tally)


def _matrix(publication: Publication, made: Matrix, url: str, names: dict[str, str]) -> str:
    pieces = {(row.claim.id, piece.number): piece for row in made.rows for piece in row.claim.pieces}
    return fill(
        publication.wording,
        "dossier/matrix.html",
        url,
        matrix=made,
        names=names,
        words=says(publication.wording),
        stances=[stance for stance in ORDER if stance != "silent"],
        places=_places(publication, made),
        counts={row.claim.id: sum(cell.stance == "contradicts" for cell in row.cells) for row in made.rows},
        addresses={key: address(piece) for key, piece in pieces.items()},
    )


def _places(publication: Publication, made: Matrix) -> dict[str, int]:
    """Where each claim's verdict stands in the published scale; a draft without one comes last."""
    scale = list(publication.settings.verdicts)
    verdicts = {row.claim.id: row.claim.claim.verdict for row in made.rows}
    return {id_: scale.index(verdict) if verdict in scale else len(scale) for id_, verdict in verdicts.items()}


def _documents(
    made: Matrix, dossier: Gathered, wording: Wording
) -> Iterator[tuple[str, str, list[tuple[Document, int]]]]:
    """Its documents with the number of its claims each bears on: those that make a claim, then the rest."""
    _ = wording.gettext
    making = {document.id for one in dossier.claims for document in one.appearances}
    found = sorted((document for group in made.groups for document in group.documents), key=lambda one: one.id)
    listed = [(document, sum(document in one.documents for one in dossier.claims)) for document in found]
    for id_, title, wanted in (
        ("checked", _("Documents under check"), True),
        ("evidence", _("Documents used as evidence"), False),
    ):
        if chosen := [one for one in listed if (one[0].id in making) == wanted]:
            yield id_, title, chosen
