"""Whether quoted passages still stand on the page as it is now: unchanged, moved, changed, or gone."""

from dataclasses import dataclass
from typing import Literal

from generator.model import Capture, Evidence
from generator.quotation.find import NotFound, find
from generator.quotation.nearest import Passage, nearest, render
from generator.quotation.proof_file import ProofFile
from generator.quotation.quote import QuotationError, parse
from generator.quotation.words import Words

Fate = Literal["unchanged", "moved", "changed", "gone", "malformed"]


@dataclass(frozen=True)
class Standing:
    """What became of a quotation. `now` is the nearest passage where the words changed, or what is wrong with it."""

    fate: Fate
    quote: str
    now: str = ""


def standing(piece: Evidence, text: Words, capture: Capture, proofs: ProofFile | None) -> Standing:
    """How the piece's quotation stands in the page's words as they are now.

    `text` is all that was extracted from the page; a place in the capture is counted there as it was when it was cut.
    """
    quote = piece.quote or ""
    try:
        quotation = parse(quote)
    except QuotationError as error:
        return Standing("malformed", quote, str(error))
    prefix, suffix = piece.prefix or "", piece.suffix or ""
    found = find(quotation, text, prefix, suffix)
    if isinstance(found, NotFound) and found.elsewhere:
        found = find(quotation, text)
    if not isinstance(found, NotFound):
        proof = proofs.proof(quote, prefix, suffix) if proofs else None
        before = _extracted(proof.ranges[0][0], capture) if proof else None
        return Standing("unchanged" if before in (None, found.ranges[0][0]) else "moved", quote)
    near = nearest(quotation, text)
    if near is None or _differs(near) * 2 > len(near.words):
        return Standing("gone", quote)
    return Standing("changed", quote, render(near))


def _extracted(place: int, capture: Capture) -> int:
    """A place in the article (from 0) as a place in the text it was cut from."""
    for first, last in capture.kept or ():
        if place <= last - first:
            return first - 1 + place
        place -= last - first + 1
    return place


def _differs(near: Passage) -> int:
    """How many words of the passage, or of the quotation in their place, are other ones."""
    return sum(max(one.end - one.start, len(one.quoted)) for one in near.differences)
