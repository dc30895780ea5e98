"""What is quoted of each source document over all claims: its proofs, its copyist, how much of it is republished."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence, Set
from hashlib import sha256

from generator.contents import FOLDER, Contents, ReadClaim, ReadDocument, everything
from generator.folder_rules import orphaned, unexpected_file
from generator.kept import Kept
from generator.model import Evidence
from generator.problem import Problem, rule, shown
from generator.proof_files import PROOFS
from generator.quotation.proof import Key, Proof, key_of
from generator.quotation.proof_file import ProofFile
from generator.quotation.words import Range, words
from generator.verification import commitment

MOST = 15
"""Per cent of an article's words that may be quoted before a warning."""


@rule("capture-mismatch")
def capture_mismatch(name: str, remedy: str = "run `attested attest` anew") -> str:
    """Proofs, source document and captured text speak of the same capture: the same root, the same number of words.

    They differ when a document was captured anew and its proofs weren't made anew, or when git merged the files of two
    branches: run `attested attest` where the capture is at hand. If what is at hand is another text, capture the
    document again from its address.
    """
    return f"{name} is of another capture than this source document names; {remedy}"


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


def problems(
    contents: Contents, kept: Kept, wanted: Callable[[str], bool] = everything, meant: Container[str] = ()
) -> list[Problem]:
    """Every problem of what is quoted of the documents that have a file, where that is at a path that is wanted.

    `meant` are documents that claims may quote under a wrong name.
    """
    documents = [read for read in contents.documents if wanted(read.record.path)]
    claims: dict[str, list[ReadClaim]] = {read.id: [] for read in documents}
    for read in contents.claims if documents else ():
        for name in uses(contents, read):
            if name in claims:
                claims[name].append(read)
    found = list(_orphans(contents))
    whole = contents.all_claims_read()
    for document in documents:
        found += _quoted(document, claims[document.id], contents, kept, sure=whole and document.id not in meant)
    return found


def uses(contents: Contents, claim: ReadClaim) -> Iterable[str]:
    """The documents with a file that a claim names, or describes itself, each once."""
    if not claim.described:
        return claim.brief.named
    described = (name for _, about in claim.described if (name := contents.filed(about)))
    return dict.fromkeys((*claim.brief.named, *described))


def _quoted(
    read: ReadDocument, claims: Sequence[ReadClaim], contents: Contents, kept: Kept, *, sure: bool
) -> list[Problem]:
    """The problems of what these claims quote of a document, unless it is known that there is none.

    Where it isn't `sure` that no other claim quotes it, no proof is called unused.
    """
    mark = _mark(read, claims, contents)
    if mark and kept.is_faultless(read.path, mark):
        return []
    quoted = {key for claim in claims for piece in claim.value.sources for key in _keys(contents, piece, read.id)}
    found = list(_document(read, contents, quoted, sure=sure))
    if mark and sure and not found:
        kept.faultless(read.path, mark)
    return found


def _mark(read: ReadDocument, claims: Sequence[ReadClaim], contents: Contents) -> str:
    """A hash over all that a document is looked at with: its file, its proofs, and the claims that name it.

    Empty where nobody knows what one of the files holds.
    """
    parts = [read.digest, contents.proofs.digest(read.id) or "-"]
    for claim in claims:
        parts.append(claim.digest)
        if claim.described:
            parts += [contents.filed(about) or "-" for _, about in claim.described]
    return "" if "" in parts else sha256("\0".join(parts).encode()).hexdigest()


def _keys(contents: Contents, piece: Evidence, id_: str) -> Iterator[Key | None]:
    """What a quotation of this document uses: the document, and its proof there."""
    if piece.quote and contents.filed(piece.source) == id_:
        yield None
        if contents.proofs.file(id_):
            yield key_of(piece.quote, piece.prefix or "", piece.suffix or "")


def _document(read: ReadDocument, contents: Contents, quoted: Set[Key | None], *, sure: bool) -> Iterator[Problem]:
    about, proofs = read.value, contents.proofs.file(read.id)
    if not about.capture and not about.copied and None in quoted:
        yield read.record.problem((), copied_by_whom, copied_by_whom())
    if proofs is None:
        return
    if proofs.commitment != commitment(about):
        message = capture_mismatch(f"{read.id}{PROOFS}")
        yield read.record.problem(("capture", "root"), capture_mismatch, message)
    proved = {proof.key for proof in proofs.proofs}
    for proof in proofs.proofs if sure and quoted - {None} <= proved else ():  # an altered quotation is told there
        if proof.key not in quoted:
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
    there = contents.proofs.names()
    for name in sorted(there):
        if not contents.has(f"{FOLDER}/sources/{name}.yml"):
            now = next((read.id for read in contents.documents if name in read.brief.former_ids), None)
            path, message = f"{FOLDER}/sources/{name}{PROOFS}", orphaned(name, now, taken=now in there)
            yield Problem(path, 1, 1, "", unexpected_file.name, message)
