"""Addresses that were: for each former id a page that leads on, and the same as rules for hosts that know redirects."""

from collections.abc import Iterator
from typing import Any

from generator.publication import Publication
from generator.render import share
from generator.render.label import label
from generator.render.templates import fill

REDIRECTS = "_redirects"
_FEEDS = ("feed.xml", "feed.json")


def moved(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """A small page at each old address, embed pages too, by its path below the site's root; then the list for hosts."""
    pages, wording = list(_pages(publication)), publication.wording
    values: dict[str, Any] = {"settings": publication.settings, "direction": wording.direction}
    for before, after, title in pages:
        html = fill(wording, "moved.html", before, after=after, title=title, **values)
        yield f"{before}index.html", html.encode()
    if pages:
        lines = [rule for before, after, _ in pages for rule in ((before.rstrip("/"), after), (before, after))]
        lines += _files(publication)
        root = publication.settings.root
        yield REDIRECTS, "".join(f"{root}{before} {root}{after} 301\n" for before, after in lines).encode()


def _pages(publication: Publication) -> Iterator[tuple[str, str, str]]:
    """Old address, new address, what is there."""
    for one in (*publication.claims, *publication.withdrawn):
        for old in one.claim.former_ids:
            yield f"claims/{old}/", f"claims/{one.id}/", one.claim.claim
            yield f"embed/{old}/", share.address(one), one.claim.claim
    for id_, document in publication.documents.items():
        for old in document.about.former_ids:
            yield f"sources/{old}/", f"sources/{id_}/", label(document.about, publication.wording)
    for id_, dossier in publication.dossiers.items():
        for old in dossier.about.former_ids:
            yield f"dossiers/{old}/", f"dossiers/{id_}/", dossier.about.title


def _files(publication: Publication) -> Iterator[tuple[str, str]]:
    """Old and new address of what isn't a page: records, citations, pictures and feeds."""
    for one in (*publication.claims, *publication.withdrawn):
        for old in one.claim.former_ids:
            yield f"api/v1/claims/{old}.json", f"api/v1/claims/{one.id}.json"
            yield share.bib(old), share.bib(one.id)
            if publication.settings.social_cards:
                yield f"cards/{old}.png", share.card(one)
    for id_, document in publication.documents.items():
        yield from ((f"api/v1/sources/{old}.json", f"api/v1/sources/{id_}.json") for old in document.about.former_ids)
    for id_, dossier in publication.dossiers.items():
        for old in dossier.about.former_ids:
            yield f"api/v1/dossiers/{old}.json", f"api/v1/dossiers/{id_}.json"
            if publication.has_feeds:
                yield from ((f"dossiers/{old}/{feed}", f"dossiers/{id_}/{feed}") for feed in _FEEDS)
