"""A dossier's page: the event, its claims, its source documents."""

from collections.abc import Iterator

from generator.publication import Document, Gathered
from generator.render.page import Page, Section
from generator.render.templates import fill


def page(dossier: Gathered) -> Page:
    """The page of one dossier."""
    return Page(
        path=f"dossiers/{dossier.id}.md",
        kind="dossier",
        title=dossier.about.title,
        description=dossier.about.summary,
        sections=tuple(_sections(dossier)),
        contents=True,
    )


def _sections(dossier: Gathered) -> Iterator[Section]:
    url = f"dossiers/{dossier.id}/"
    under_check, evidence = _documents(dossier)
    yield Section(0, "", "", fill("crumbs.html", url, trail=[("Home", ""), ("Dossiers", "dossiers/")]))
    head = fill("dossier/head.html", url, dossier=dossier, documents=under_check + evidence)
    yield Section(1, "dossier", dossier.about.title, head)
    yield Section(2, "claims", "The claims", fill("dossier/claims.html", url, dossier=dossier))
    for id_, title, documents in (
        ("checked", "Documents under check", under_check),
        ("evidence", "Documents used as evidence", evidence),
    ):
        if documents:
            yield Section(2, id_, title, fill("dossier/documents.html", url, documents=documents))


def _documents(dossier: Gathered) -> tuple[list[tuple[Document, int]], list[tuple[Document, int]]]:
    """Its documents with the number of its claims each bears on: those that make a claim, then the rest."""
    found = {document.id: document for one in dossier.claims for document in one.documents}
    count = {id_: sum(document in one.documents for one in dossier.claims) for id_, document in found.items()}
    making = {document.id for one in dossier.claims for document in one.appearances}
    listed = [(document, count[id_]) for id_, document in sorted(found.items())]
    return [one for one in listed if one[0].id in making], [one for one in listed if one[0].id not in making]
