"""CARDS: the picture that a messenger shows beside a link to a claim, 1200 by 630; pure but for what is kept.

One straight line: a claim's texts become a `card`, which is set in `lines`, each shaped by `face` with `bidi` for its
direction, beside the verdict's mark (`marks`), onto a `canvas` that writes itself as PNG. `kept` draws each once,
`said` reads one back.
"""

from collections.abc import Iterator
from pathlib import Path

from generator import dates
from generator.cards.card import Card
from generator.cards.kept import card
from generator.cards.said import said
from generator.model import UNKNOWN
from generator.publication import Checked, Publication
from generator.render import share
from generator.render.label import in_short

__all__ = ["DEFAULT", "cards", "said"]

DEFAULT = share.DEFAULT_CARD


def cards(publication: Publication, folder: Path | None) -> Iterator[tuple[str, bytes]]:
    """Every card by its place below the site's root; `folder` keeps what was drawn."""
    settings = publication.settings
    if not settings.social_cards:
        return
    yield DEFAULT, card(Card(settings.name, settings.tagline, "", "", "", "grey", ""), folder)
    for one in (*publication.claims, *publication.withdrawn):
        yield share.card(one), card(_card(publication, one), folder)


def _card(publication: Publication, one: Checked) -> Card:
    """A claim's card. One that was taken back doesn't show its verdict as if it still held."""
    claim, verdict, wording = one.claim, one.verdict, publication.wording
    word, _ = in_short(one, wording)
    band = (word, "grey", "") if claim.withdrawn else (word, verdict.colour, verdict.icon)
    who = "" if claim.claimant == UNKNOWN else claim.claimant
    when = "" if claim.claimed == UNKNOWN else dates.display(claim.claimed, wording)
    return Card(publication.settings.name, claim.short or claim.claim, who, when, *band)
