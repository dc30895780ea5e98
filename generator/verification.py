"""What stands behind each quotation: a proof, somebody's hand, or no quotation at all; and every proof checked.

A document with a capture holds a commitment to its words; beside it a file of proofs shows, for each quotation, that
its words stand in that capture. All of this is checked without the capture. Where it is at hand, a quotation that
isn't in it is answered with the nearest passage. The construction is described in docs/verification.md.
"""

import errno
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Literal

from generator.model import Evidence, SourceDocument, Verification
from generator.problem import rule, shown
from generator.quotation.find import Match, NotFound, find, places
from generator.quotation.proof import Proof, Verified, shows, verify
from generator.quotation.proof_file import ProofFile
from generator.quotation.quote import QuotationError, dangling, misled, parse
from generator.quotation.tree import Commitment, ProofError, commit
from generator.quotation.words import Words, words

Texts = Callable[[str], str | None]
"""The captured text of a document by its id, where it is at hand."""
Proofs = Callable[[str], ProofFile | None]
"""The proofs of a document's quotations by its id."""


class State:
    """How a piece of evidence stands: proved, copied by hand, or without the document's own words.

    The proof is looked up when somebody asks for it: what was proved before and is published as it was needs none.
    There are many, and so each holds little.
    """

    __slots__ = ("_document", "_found", "_piece", "_proofs", "word")

    def __init__(
        self,
        word: Literal["verified", "copied", "paraphrase"],
        piece: Evidence | None = None,
        proofs: Proofs | None = None,
        document: str = "",
    ) -> None:
        """Of what is verified `piece` is the passage, and `proofs` gives those of its document."""
        self.word = word
        self._piece, self._proofs, self._document = piece, proofs, document
        self._found: Proof | None = None

    def __repr__(self) -> str:
        """With its proof."""
        return f"State({self.word!r}, {self.shows!r}, {self.proof!r})"

    @property
    def proof(self) -> Proof | None:
        """The proof of what is verified. Raises OSError where it is another one since then."""
        if self._found is None and self._piece and self._proofs:
            self._found = _proof(self._piece, self._proofs(self._document))
        return self._found

    @property
    def shows(self) -> Verified | None:
        """Where the words stand."""
        return _shows(self._piece.quote, self.proof) if self._piece and self._piece.quote and self.proof else None


_shows = cache(shows)
"""Each proof once, however many claims use it."""


PARAPHRASE = State("paraphrase")
COPIED = State("copied")


@rule("quotation-form")
def quotation_form(fault: str) -> str:
    """A quotation is whole words of its document; `[…]` leaves words out, `[words]` adds the fact-checker's own.

    Readers take what stands in quotation marks for the document's own letters, so every change of ours has to be seen
    as ours. `docs/verification.md` tells how to write a quotation: what may be left out, and what may be added.
    """
    return fault


@rule("quote-not-found")
def quote_not_found(document: str, passage: str | None, elsewhere: str | None) -> str:
    """A quotation is what its document says, word for word. Here the capture is at hand and says otherwise.

    The nearest passage is shown, with what differs: copy it from there. If the article was changed since, the capture
    is what was read; say so in a note.
    """
    hint = f"; they stand in {shown(elsewhere)}: quote that document" if elsewhere else ""
    if passage is None:
        return (
            f"the parts of this quotation stand in the capture of {shown(document)}, but not one after the other in "
            f"this order{hint}; quote them as they follow there"
        )
    return f"these words are not in the capture of {shown(document)}{hint}; nearest passage: {passage}"


@rule("quote-not-beside")
def quote_not_beside(document: str) -> str:
    """A `prefix` or `suffix` holds the document's words right beside the quotation, to choose one of several places.

    Words such as “on the first day” may stand in a text twice and mean two things. Copy the words right before or after
    the passage that you mean, three or four are enough, or leave both fields out.
    """
    return (
        f"these words stand in the capture of {shown(document)}, but not beside this prefix and suffix; "
        "copy the words right before or after them, or leave both out"
    )


@rule("quote-not-proved")
def quote_not_proved(document: str, *, other: bool = False) -> str:
    """A document with a capture has a proof for each of its quotations, so that anyone can check them.

    Whoever has the capture runs `attested attest` and commits the file that it writes. If somebody else has it, ask
    them to, in the pull request. Where the captured text at hand is of another article, nothing can be proved by it.
    """
    if other:
        return f"no proof shows that these words stand in {shown(document)}, and {another_text(document)}"
    return (
        f"no proof shows that these words stand in {shown(document)}; copy them as they stand there, or, "
        "where the capture is at hand, run `attested attest`"
    )


@rule("quote-proof-invalid")
def quote_proof_invalid(document: str, fault: str, *, other: bool = False) -> str:
    """A proof leads from the quoted words to the root in the source document; one that doesn't proves nothing.

    The quotation, the document's `capture` or the file of proofs was changed by hand, or git merged two versions of it.
    Run `attested attest` where the capture is at hand.
    """
    untrue = f"its proof doesn't lead to the capture of {shown(document)} ({fault})"
    return f"{untrue}, and {another_text(document)}" if other else f"{untrue}; run `attested attest` anew"


def another_text(document: str) -> str:
    """What to do where the captured text at hand isn't the one that the source document names."""
    return f"the captured text at hand is another one; capture {shown(document)} again from its address"


@rule("verification-required")
def verification_required(kind: str) -> str:
    """`claims/publication.yml` may demand that quotations of some kinds of document are proved by a capture.

    Run `attested capture` on the document and `attested attest` after it. If it can't be captured, choose another
    document, or ask the editors whether the demand fits its kind.
    """
    return f"a quotation of a document of kind {shown(kind)} has to be proved here; run `attested capture` on it"


def commitment(about: SourceDocument) -> Commitment | None:
    """What the document's quotations are proved against, where it was captured."""
    return Commitment(about.capture.root, about.capture.words) if about.capture else None


def held(texts: Texts, name: str, about: SourceDocument) -> Iterator[Words]:
    """The captured texts at hand under a document's id, and under those that it had before."""
    found = (texts(one) for one in (name, *reversed(about.former_ids)))
    return (words(text) for text in found if text is not None)


def state(piece: Evidence, about: SourceDocument, proofs: Proofs, document: str) -> State:
    """How a piece stands of which it is known that nothing is wrong with it; its document is `about`, of this id."""
    if piece.quote is None:
        return PARAPHRASE
    return State("verified", piece, proofs, document) if about.capture else COPIED


def _proof(piece: Evidence, proofs: ProofFile | None) -> Proof:
    """The proof of a quotation that was verified."""
    quote = piece.quote or ""
    proof = proofs.proof(quote, piece.prefix or "", piece.suffix or "") if proofs else None
    if proof is None:
        raise OSError(errno.EAGAIN, f"a proof of {shown(quote)} was changed after it was checked; run this again")
    return proof


def _prove(piece: Evidence, quote: str, about: SourceDocument, proofs: ProofFile | None) -> None:
    """Raise ProofError where the document has a capture, and the proof of this quotation is missing or wrong."""
    if (committed := commitment(about)) is None:
        return
    proof = proofs.proof(quote, piece.prefix or "", piece.suffix or "") if proofs else None
    if proof is None:
        raise MissingProofError
    _verified(quote, proof, committed)


class MissingProofError(ProofError):
    """There is no proof of this quotation."""


@cache
def _verified(quote: str, proof: Proof, committed: Commitment) -> None:
    """Each proof once, however many claims use it."""
    verify(quote, proof, committed)


def judged(
    piece: Evidence, name: str, about: SourceDocument, proofs: ProofFile | None, captures: "Captures"
) -> tuple[str, str] | None:
    """What is wrong with a piece's quotation, as (rule, message)."""
    if piece.quote is None:
        return None
    try:
        parse(piece.quote)
        _prove(piece, piece.quote, about, proofs)
    except QuotationError as error:
        return quotation_form.name, quotation_form(str(error))
    except ProofError as error:
        return captures.missing(piece, name) or _unproved(name, error, piece.quote, other=captures.other(name))
    hint = None if about.capture else misled(piece.quote)
    return (quotation_form.name, quotation_form(hint)) if hint else None


def _unproved(name: str, error: ProofError, quote: str, *, other: bool) -> tuple[str, str]:
    if isinstance(error, MissingProofError):
        return quote_not_proved.name, quote_not_proved(name, other=other) + _hint(quote)
    return quote_proof_invalid.name, quote_proof_invalid(name, str(error), other=other)


def _hint(quote: str) -> str:
    """What a quotation that isn't its document's words may suffer from."""
    found = misled(quote) or dangling(quote)
    return f"; {found}" if found else ""


class Captures:
    """The captured texts at hand, for better answers; none of it is needed to check a proof."""

    def __init__(self, texts: Texts, documents: Mapping[str, SourceDocument]) -> None:
        """`texts` gives a document's captured text where it is at hand; it is asked for the faulty ones only."""
        self._text = texts
        self._documents = documents
        self._known: dict[str, Words | None] = {}

    def missing(self, piece: Evidence, name: str) -> tuple[str, str] | None:
        """The problem of a quotation that isn't in its document's capture, or None where it is, or can't be told."""
        text = self._words(name)
        if text is None or self._has(piece, text):
            return None
        others = (other for other, about in self._documents.items() if about.capture and other != name)
        elsewhere = next((other for other in others if self._has(piece, self._words(other) or ())), None)
        if isinstance(find(parse(piece.quote or ""), text), Match):
            return quote_not_beside.name, quote_not_beside(name)
        # Loaded where a quotation is wrong and its document at hand.
        from generator.quotation.nearest import nearest, render

        parts = parse(piece.quote or "").edited
        if len(parts) > 1 and all(any(True for _ in places(part, text)) for part in parts):
            return quote_not_found.name, quote_not_found(name, None, elsewhere)
        near = nearest(parse(piece.quote or ""), text)
        passage = f'"{render(near)}"' if near else "none is like it"
        return quote_not_found.name, quote_not_found(name, passage, elsewhere) + _hint(piece.quote or "")

    def other(self, name: str) -> bool:
        """Whether what is at hand under a document's id is another text than it names."""
        return self._words(name) is None and any(True for _ in held(self._text, name, self._documents[name]))

    def _words(self, name: str) -> Words | None:
        """The words of a document's capture; another text that is kept under its id says nothing of it."""
        if name not in self._known:
            about = self._documents[name]
            right = (text for text in held(self._text, name, about) if commit(text) == commitment(about))
            self._known[name] = next(right, None)
        return self._known[name]

    def _has(self, piece: Evidence, text: Words) -> bool:
        found = find(parse(piece.quote or ""), text, piece.prefix or "", piece.suffix or "")
        return not isinstance(found, NotFound)


def required(demand: Verification | None, about: SourceDocument, published: str) -> bool:
    """Whether the publication demands a proof for quotations of this document in a claim of that day."""
    return bool(demand and about.kind in demand.kinds and (demand.since is None or published >= demand.since))
