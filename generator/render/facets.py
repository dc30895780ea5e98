"""What readers narrow a search down by: of each claim, document and dossier, and how often there is which."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from generator.alphabet import by_name
from generator.model import UNKNOWN
from generator.publication import Checked, Document, Gathered, Publication
from generator.wording import Wording

Facets = Mapping[str, tuple[str, ...]]
"""Values by the facet's name, in the words that readers see."""


def kinds(wording: Wording) -> tuple[str, str, str]:
    """What readers call the kinds of page that the search finds: claims, documents, dossiers."""
    _ = wording.gettext
    return _("Fact-check"), _("Source document"), _("Dossier")


def of_claim(publication: Publication, one: Checked) -> Facets:
    """A claim's."""
    claim, settings = one.claim, publication.settings
    return _known(
        kind=[kinds(publication.wording)[0]],
        verdict=[one.verdict.label],
        topic=[settings.topics[topic] for topic in claim.topics],
        claimant=[claim.claimant],
        publisher=[document.about.publisher for document in one.documents],
        dossier=dossiers(publication, [one]),
        year=[claim.claimed[:4]] if claim.claimed != UNKNOWN else [],
    )


def of_document(publication: Publication, document: Document) -> Facets:
    """A source document's."""
    about = document.about
    return _known(
        kind=[kinds(publication.wording)[1]],
        publisher=[about.publisher],
        dossier=dossiers(publication, publication.by_document.get(document.id, ())),
        year=[about.published[:4]] if about.published != UNKNOWN else [],
    )


def of_dossier(publication: Publication, one: Gathered) -> Facets:
    """A dossier's."""
    return _known(kind=[kinds(publication.wording)[2]], dossier=[one.about.title])


def counted(publication: Publication) -> dict[str, Counter[str]]:
    """How many pages each value has, by the facet's name."""
    found: dict[str, Counter[str]] = {}
    for facets in _every(publication):
        for name, values in facets.items():
            found.setdefault(name, Counter()).update(values)
    return found


def _every(publication: Publication) -> Iterator[Facets]:
    yield from (of_claim(publication, one) for one in publication.claims)
    yield from (of_document(publication, one) for one in publication.documents.values())
    yield from (of_dossier(publication, one) for one in publication.dossiers.values())


def dossiers(publication: Publication, claims: Iterable[Checked]) -> list[str]:
    """The titles of the dossiers these claims belong to."""
    found = {publication.dossiers[one.claim.dossier].about.title for one in claims if one.claim.dossier}
    return sorted(found, key=by_name)


def _known(**found: list[str]) -> dict[str, tuple[str, ...]]:
    """Each facet's values once, without what isn't known."""
    known = {
        name: tuple(dict.fromkeys(value for value in values if value != UNKNOWN)) for name, values in found.items()
    }
    return {name: values for name, values in known.items() if values}
