"""The figures that evidence gives, by what they count, and who gave them when."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.dates import UNKNOWN
from generator.model import Figure
from generator.publication import Checked, Document, Piece


@dataclass(frozen=True)
class Estimate:
    """One figure and the documents that give it; `claimed` where it is a claim's own number."""

    figure: Figure
    documents: tuple[Document, ...]
    claimed: bool


@dataclass(frozen=True)
class Panel:
    """The estimates of one kind of count; different things counted are never in one."""

    unit: str
    counts: str
    estimates: tuple[Estimate, ...]


def panels(claims: Iterable[Checked]) -> tuple[Panel, ...]:
    """The figures of these claims: the same figure given by several documents is one estimate.

    A passage that makes one claim and is evidence on another gives its figure once, as claimed.
    """
    given = [(piece, figure) for one in claims for piece in one.pieces if (figure := piece.evidence.figure)]
    making = {_passage(piece) for piece, _ in given if piece.evidence.stance == "asserts"}
    found: dict[tuple[Figure, bool], dict[str, Document]] = {}
    for piece, figure in given:
        key = figure, _passage(piece) in making
        found.setdefault(key, {})[piece.document.id] = piece.document
    estimates = [
        Estimate(figure, tuple(documents[id_] for id_ in sorted(documents)), claimed)
        for (figure, claimed), documents in found.items()
    ]
    kinds = sorted({(one.figure.unit, one.figure.counts) for one in estimates})
    made = [Panel(unit, counts, _sorted(estimates, unit, counts)) for unit, counts in kinds]
    return tuple(sorted(made, key=lambda panel: (-len(panel.estimates), panel.counts, panel.unit)))


def _passage(piece: Piece) -> tuple[str, str | None, Figure | None]:
    return piece.document.id, piece.evidence.quote, piece.evidence.figure


def _sorted(estimates: Iterable[Estimate], unit: str, counts: str) -> tuple[Estimate, ...]:
    """The estimates of this kind: by date, unknown ones last, claimed ones first of a day."""
    chosen = [one for one in estimates if (one.figure.unit, one.figure.counts) == (unit, counts)]
    return tuple(sorted(chosen, key=_order))


def _order(one: Estimate) -> tuple[bool, str, bool, float, str]:
    figure = one.figure
    return figure.as_of == UNKNOWN, figure.as_of, not one.claimed, _highest(figure), figure.by


def _highest(figure: Figure) -> float:
    return figure.value if figure.value is not None else figure.high or 0
