"""A proof that a quotation stands in the text behind a commitment: made with the text, checked without it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.quotation.edges import agree
from generator.quotation.find import NotFound, find
from generator.quotation.quote import Quotation, QuotationError, parse
from generator.quotation.tree import HASH_BYTES, Commitment, ProofError, Tree, grow, leaf, root_of
from generator.quotation.words import Range, Words, fold, words

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Proof:
    """What a reader needs, beside the quotation and the commitment, to check that the one stands in the other.

    Attributes:
        quote: the folded quotation, brackets included.
        ranges: (start, end) of each part among the text's words, 0-based, the end exclusive.
        salts: 32 bytes for each word of prefix, parts and suffix, in the text's order.
        hashes: 32 bytes each, of the largest subtrees without those words, left to right.
        edges: (place, the text's own word) where it carries marks that the quotation, prefix or suffix leaves out.
        literal: the quotation's brackets stand in the text; else they hold the fact-checker's additions.
        prefix: folded words that stand right before the first part and are proved with it; chosen by the claim.
        suffix: the same right after the last part.
    """

    quote: str
    ranges: tuple[Range, ...]
    salts: tuple[bytes, ...]
    hashes: tuple[bytes, ...]
    edges: tuple[tuple[int, str], ...] = ()
    literal: bool = False
    prefix: str = ""
    suffix: str = ""

    def __hash__(self) -> int:
        """Cheap; equality decides."""
        return hash((self.quote, self.ranges))

    @property
    def key(self) -> Key:
        """What a claim's quotation finds its proof by: quote, prefix and suffix."""
        return self.quote, self.prefix, self.suffix


@dataclass(frozen=True)
class Verified:
    """What a proof shows, in a reader's terms.

    Attributes:
        places: (first, last) word of each part, counted from 1, both inclusive.
        omitted: how many of the text's words each omission leaves out.
        additions: the fact-checker's words in brackets, which are not the text's.
    """

    places: tuple[tuple[int, int], ...]
    omitted: tuple[int, ...]
    additions: tuple[str, ...]


@dataclass(frozen=True)
class _Span:
    """A run of quoted words and where the text has it: a part, the prefix or the suffix."""

    start: int
    words: Words

    @property
    def range(self) -> Range:
        return self.start, self.start + len(self.words)


def key_of(quote: str, prefix: str = "", suffix: str = "") -> Key:
    """The key of the proof a claim's quotation needs: all three folded."""
    return fold(quote), fold(prefix), fold(suffix)


def prove(quote: str, text: Tree | Words, prefix: str = "", suffix: str = "") -> Proof:
    """Prove a quotation's first place in a text, or the first beside its prefix and suffix.

    Args:
        quote: as a contributor writes it.
        text: the tree over the text's words (for many proofs), or the words.
        prefix: words right before it, if the same words stand in several places.
        suffix: words right after it.

    Raises:
        QuotationError: the quotation is malformed, or does not stand in the text.
        ProofError: the text has no words.
    """
    tree = text if isinstance(text, Tree) else grow(text)
    quotation = parse(quote)
    match = find(quotation, tree.words, prefix, suffix)
    if isinstance(match, NotFound):
        beside = " beside this prefix and suffix" if match.elsewhere else ""
        raise QuotationError(f"these words are not in the text{beside}")
    spans = _spans(quotation.parts(literal=match.literal), match.ranges, prefix, suffix)
    return Proof(
        quote=quotation.text,
        ranges=match.ranges,
        salts=tuple(tree.salt(place) for place, _ in _quoted(spans)),
        hashes=tree.hashes_outside([span.range for span in spans]),
        edges=tuple((place, tree.words[place]) for place, word in _quoted(spans) if tree.words[place] != word),
        literal=match.literal,
        prefix=fold(prefix),
        suffix=fold(suffix),
    )


def verify(quote: str, proof: Proof, commitment: Commitment) -> Verified:
    """Check a proof without the text.

    Args:
        quote: the quotation as the claim has it.
        proof: its proof; nothing in it is trusted.
        commitment: root and word count of the text, from the publication.

    Raises:
        ProofError: the proof does not show that the quotation stands in the text; the message says why.
    """
    quotation = _parsed(quote)
    if quotation.text != proof.quote:
        raise ProofError("the proof is for another quotation")
    if proof.literal and not quotation.additions:
        raise ProofError("the proof speaks of brackets that the quotation does not have")
    spans = _spans(quotation.parts(literal=proof.literal), proof.ranges, proof.prefix, proof.suffix)
    leaves = _leaves(_own_words(spans, proof.edges), proof.salts)
    root = root_of(commitment.words, [span.range for span in spans], leaves, proof.hashes)
    if root.hex() != commitment.root:
        raise ProofError("the words and their proof do not lead to the text's root")
    return shows(quote, proof)


def shows(quote: str, proof: Proof) -> Verified:
    """What a proof of a quotation shows, if it is one."""
    return Verified(
        places=tuple((start + 1, end) for start, end in proof.ranges),
        omitted=tuple(after[0] - before[1] for before, after in pairwise(proof.ranges)),
        additions=() if proof.literal or "[" not in quote else parse(quote).additions,
    )


def _parsed(quote: str) -> Quotation:
    """The quotation, its faults told as a proof's."""
    try:
        return parse(quote)
    except QuotationError as error:
        raise ProofError(str(error)) from error


def _spans(parts: tuple[Words, ...], ranges: tuple[Range, ...], prefix: str, suffix: str) -> tuple[_Span, ...]:
    """The parts where the ranges put them, the prefix right before the first and the suffix right after the last."""
    if [len(part) for part in parts] != [end - start for start, end in ranges]:
        raise ProofError("the proof's places do not fit the quotation's words")
    if not all(parts):  # a prefix alone is no quotation
        raise ProofError("the proof has no places")
    before, after = words(prefix), words(suffix)
    spans = [_Span(start, part) for part, (start, _) in zip(parts, ranges, strict=True)]
    around = (_Span(ranges[0][0] - len(before), before), *spans, _Span(ranges[-1][1], after))
    return tuple(span for span in around if span.words)


def _quoted(spans: tuple[_Span, ...]) -> Iterator[tuple[int, str]]:
    """Each quoted word with its place in the text, in order."""
    for span in spans:
        yield from enumerate(span.words, span.start)


def _own_words(spans: tuple[_Span, ...], edges: tuple[tuple[int, str], ...]) -> list[str]:
    """The text's own words at the spans: the quoted ones, or what `edges` says where marks alone differ."""
    own = dict(edges)
    if list(edges) != sorted(own.items()):
        raise ProofError("the proof's edge words are out of order")
    found = [(place, word, own.pop(place, word)) for place, word in _quoted(spans)]
    if own:
        raise ProofError("the proof has an edge word outside the quotation")
    firsts, lasts = {span.range[0] for span in spans}, {span.range[1] - 1 for span in spans}
    for place, word, its_own in found:
        if word != its_own and not agree(word, its_own, first=place in firsts, last=place in lasts):
            raise ProofError(f"word {place + 1} of the text differs from the quotation by more than marks at an end")
    return [its_own for _, _, its_own in found]


def _leaves(own_words: list[str], salts: tuple[bytes, ...]) -> list[bytes]:
    """The words' leaf hashes. A salt of another length could lend a letter to its word or borrow one."""
    if len(salts) != len(own_words) or any(len(salt) != HASH_BYTES for salt in salts):
        raise ProofError("the proof does not have one salt of 32 bytes for each word")
    return list(map(leaf, salts, own_words))
