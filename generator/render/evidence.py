"""How a piece of evidence is shown: where its words stand, what was left out or added, and what proves them."""

from dataclasses import dataclass

from generator.model import UNKNOWN
from generator.publication import Piece
from generator.quotation.quote import parse
from generator.render import proofs
from generator.render.fragment import fragment


@dataclass(frozen=True)
class Shown:
    """What a template says of a piece of evidence beside its words."""

    word: str
    address: str | None
    """Leads to the words on their page."""
    omits: bool
    additions: tuple[str, ...]
    places: tuple[str, ...]
    """Where the words stand in the capture, counted from 1: `120–131`."""
    proofs: str
    """Where the proofs of its document stand, below the site's root."""
    start: int
    """The first of them, counted from 0, by which the browser finds the proof."""


def shown(piece: Piece) -> Shown:
    """How this piece is shown."""
    evidence, state = piece.evidence, piece.state
    quotation = parse(evidence.quote) if evidence.quote else None
    literal = bool(state.proof and state.proof.literal)
    return Shown(
        word=state.word,
        address=address(piece),
        omits=bool(quotation and len(quotation.edited) > 1),
        additions=quotation.additions if quotation and not literal else (),
        places=tuple(_span(*place) for place in state.shows.places) if state.shows else (),
        proofs=proofs.path(piece.document.id),
        start=state.proof.ranges[0][0] if state.proof else 0,
    )


def address(piece: Piece) -> str | None:
    """Leads to the quoted words on the page they stand on, where it has an address."""
    url, evidence = piece.document.about.url, piece.evidence
    if url == UNKNOWN or evidence.quote is None:
        return None
    return fragment(url, evidence.quote, *beside(piece))


def beside(piece: Piece) -> tuple[str | None, str | None]:
    """The prefix and the suffix, as far as they stand right beside the quoted words.

    What is sought by them isn't found where the text has a mark in between that the quotation leaves out.
    """
    evidence, proof = piece.evidence, piece.state.proof
    if proof is None:
        return evidence.prefix, evidence.suffix
    marked, start, end = {place for place, _ in proof.edges}, proof.ranges[0][0], proof.ranges[-1][1]
    prefix = None if marked & {start - 1, start} else evidence.prefix
    suffix = None if marked & {end - 1, end} else evidence.suffix
    return prefix, suffix


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
