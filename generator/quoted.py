"""What is quoted of each source document over all claims: its proofs, its copyist, how much of it is republished."""

from collections.abc import Callable, Iterator, Set

from generator.contents import FOLDER, PROOFS, Contents, Read, everything
from generator.folder import unexpected_file
from generator.model import Evidence, SourceDocument
from generator.problem import Problem, rule, shown
from generator.quotation.proof import Key, Proof, key_of
from generator.quotation.proof_file import ProofFile
from generator.quotation.words import Range, words
from generator.verification import commitment

MOST = 15
"""Per cent of an article's words that may be quoted before a warning."""


@rule("capture-mismatch")
def capture_mismatch(name: str) -> str:
    """Proofs and source document speak of the same capture: the same root, the same number of words.

    They differ when a document was captured anew and its proofs weren't made anew, or when git merged the files of two
    branches. Run `attested attest` where the capture is at hand.
    """
    return f"{name} is of another capture than this source document names; run `attested attest` anew"


@rule("copied-by-whom", severity="warning")
def copied_by_whom() -> str:
    """Words that nothing proves were copied by somebody; readers are told by whom and when, as far as is known.

    Capture the document if you can. If not, name in `copied` who copied the words, and the day; either may be
    `unknown`.
    """
    return "has quotations but no capture; capture it, or say who copied them: `copied: {by: …, on: …}`"


@rule("unused-proof", severity="warning")
def unused_proof(quote: str) -> str:
    """A proof of words that no claim quotes any more only tells what was quoted; `attested attest` removes it.

    It also publishes a few words of an article for nothing. Commit what `attested attest` writes.
    """
    return f"proves words no claim quotes: {shown(quote)}; run `attested attest` to drop it"


@rule("much-quoted", severity="warning")
def much_quoted(quoted: int, words: int) -> str:
    """A fact-check quotes an article, it doesn't republish it: at most 15 % of its words, over all claims.

    Shorten the quotations to the words that the claims turn on, or say in a note what a passage shows and quote less.
    """
    return f"{quoted} of its {words} words are quoted ({100 * quoted // words} %); quote less than {MOST} %"


def problems(contents: Contents, wanted: Callable[[str], bool] = everything) -> list[Problem]:
    """Every problem of what is quoted of the documents that have a file, where that is at a path that is wanted."""
    documents = [read for read in contents.documents if wanted(read.record.path)]
    ids = {read.id for read in documents}
    claims = contents.claims if ids else []
    quoted = {key for read in claims for piece in read.value.sources for key in _uses(contents, piece, ids)}
    found = [problem for read in documents for problem in _document(read, contents, quoted)]
    return found + list(_orphans(contents))


def _uses(contents: Contents, piece: Evidence, ids: Set[str]) -> Iterator[tuple[str, Key | None]]:
    """What a quotation of one of these documents uses: the document, and its proof there."""
    name = contents.filed(piece.source) if piece.quote else None
    if piece.quote and name and name in ids:
        yield name, None
        if contents.proof_file(name):
            yield name, key_of(piece.quote, piece.prefix or "", piece.suffix or "")


def _document(read: Read[SourceDocument], contents: Contents, quoted: set[tuple[str, Key | None]]) -> Iterator[Problem]:
    about, proofs = read.value, contents.proof_file(read.id)
    if not about.capture and not about.copied and (read.id, None) in quoted:
        yield read.record.problem((), copied_by_whom, copied_by_whom())
    if proofs is None:
        return
    if proofs.commitment != commitment(about):
        message = capture_mismatch(f"{read.id}{PROOFS}")
        yield read.record.problem(("capture", "root"), capture_mismatch, message)
    for proof in proofs.proofs:
        if (read.id, proof.key) not in quoted:
            yield read.record.problem(("capture",), unused_proof, unused_proof(proof.quote))
    words = proofs.commitment.words
    if (size := _size(proofs)) * 100 > MOST * words:
        yield read.record.problem(("capture", "words"), much_quoted, much_quoted(size, words))


def _size(proofs: ProofFile) -> int:
    """How many of the article's words are published with its quotations, each counted once."""
    return len({place for proof in proofs.proofs for start, end in _published(proof) for place in range(start, end)})


def _published(proof: Proof) -> Iterator[Range]:
    """The quoted words, and those beside them that choose the place."""
    yield from proof.ranges
    first, last = proof.ranges[0][0], proof.ranges[-1][1]
    yield first - len(words(proof.prefix)), first
    yield last, last + len(words(proof.suffix))


def _orphans(contents: Contents) -> Iterator[Problem]:
    """Files of proofs without a source document."""
    for name in sorted(contents.proofs.keys() | contents.unread.keys()):
        if f"{FOLDER}/sources/{name}.yml" not in contents.names:
            path = f"{FOLDER}/sources/{name}{PROOFS}"
            yield Problem(path, 1, 1, "", unexpected_file.name, unexpected_file())
