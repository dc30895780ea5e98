"""Every page of the site, in one order."""

from collections.abc import Iterator
from itertools import chain

from generator.publication import Publication
from generator.render import claim, dossier, home, listing, search, source, statistics
from generator.render.page import Page


def render(publication: Publication) -> list[Page]:
    """All pages made from the publication; hand-written ones are not among them."""
    return list(_pages(publication))


def _pages(publication: Publication) -> Iterator[Page]:
    yield home.page(publication)
    yield from (claim.page(publication, one) for one in (*publication.claims, *publication.withdrawn))
    yield from (source.page(publication, document) for document in publication.documents.values())
    yield from (dossier.page(publication, one) for one in publication.dossiers.values())
    yield from chain(listing.claims(publication), listing.verdicts(publication), listing.topics(publication))
    yield from listing.years(publication)
    yield from chain(listing.claimants(publication), listing.publishers(publication), listing.documents(publication))
    yield from listing.dossiers(publication)
    yield from listing.corrected(publication)
    yield statistics.page(publication)
    yield search.page(publication)
