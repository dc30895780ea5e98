"""Every page of the site, in one order."""

from collections.abc import Iterator
from functools import partial
from itertools import chain

from generator.publication import Publication
from generator.render import claim, dossier, home, listing, search, source, statistics
from generator.render.page import Planned


def plan(publication: Publication) -> Iterator[Planned]:
    """All pages to make from the publication; hand-written ones are not among them."""
    yield Planned("index.md", partial(home.page, publication))
    for one in (*publication.claims, *publication.withdrawn):
        yield Planned(claim.path(one), partial(claim.page, publication, one), partial(claim.made_of, publication, one))
    for document in publication.documents.values():
        of = partial(source.made_of, publication, document)
        yield Planned(source.path(document), partial(source.page, publication, document), of)
    for gathered in publication.dossiers.values():
        of = partial(dossier.made_of, publication, gathered)
        yield Planned(dossier.path(gathered), partial(dossier.page, publication, gathered), of)
    yield from chain(listing.claims(publication), listing.verdicts(publication), listing.topics(publication))
    yield from listing.years(publication)
    yield from chain(listing.claimants(publication), listing.publishers(publication), listing.documents(publication))
    yield from listing.dossiers(publication)
    yield from listing.corrected(publication)
    yield Planned(statistics.PATH, partial(statistics.page, publication))
    yield Planned(search.PATH, partial(search.page, publication))
