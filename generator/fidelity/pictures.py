"""The pictures of claims: the texts that they say they were drawn from."""

from collections.abc import Iterator

from generator import cards
from generator.fidelity.built import Site, differing
from generator.problem import Problem


def pictures(site: Site) -> Iterator[Problem]:
    """The texts that each claim's picture was drawn from."""
    if not site.publication.settings.social_cards:
        return
    for one in site.publication.claims:
        path = site.folder / (name := f"cards/{one.id}.png")
        found = cards.said(path.read_bytes() if path.is_file() else b"")
        wanted = {"claim": ("Title", one.claim.short or one.claim.claim), "verdict": ("Description", one.verdict.label)}
        yield from differing(
            one.path, name, ((field, found.get(key, ""), text) for field, (key, text) in wanted.items())
        )
