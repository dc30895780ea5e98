"""Proofs made: every quotation of a captured document, proved against the text that is at hand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.contents import FOLDER, Contents, Read
from generator.model import Claim, Evidence
from generator.problem import RULES, Problem, shown
from generator.proof_files import PROOFS
from generator.quotation.proof import Proof, prove
from generator.quotation.proof_file import collect, to_json
from generator.quotation.quote import QuotationError
from generator.quotation.tree import Tree, grow
from generator.quoted import capture_mismatch
from generator.verification import Captures, Texts, commitment, held, quotation_form


@dataclass
class Attested:
    """What came of it: files of proofs by path, documents whose capture isn't at hand, and every problem."""

    files: dict[str, bytes] = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)
    """Files of proofs of documents that nothing quotes any more."""
    absent: list[str] = field(default_factory=list)
    proved: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Use:
    """A quotation where it stands in a claim."""

    read: Read[Claim]
    index: int
    piece: Evidence

    def problem(self, fault: tuple[str, str]) -> Problem:
        """The problem of a quotation with this (rule, message)."""
        return self.read.record.problem(("sources", self.index, "quote"), RULES[fault[0]], fault[1])


def attest(contents: Contents, texts: Texts, only: Iterable[str] | None = None) -> Attested:
    """Prove every quotation of the captured documents whose text is at hand.

    `only` names the source documents to look at; all where it is None. Claims are taken as they were read.
    """
    made = Attested()
    uses = _uses(contents)
    documents = {read.id: read.value for read in contents.documents}
    captures = Captures(texts, documents)
    for read in contents.documents:
        if read.value.capture is None or (only is not None and read.id not in set(only)):
            continue
        trees = [*map(grow, held(texts, read.id, read.value))]
        if not trees:
            made.absent.append(read.id)
            continue
        tree = next((one for one in trees if one.commitment == commitment(read.value)), None)
        if tree is None:
            message = capture_mismatch("the captured text at hand", f"capture {shown(read.id)} again from its address")
            made.problems.append(read.record.problem(("capture", "root"), capture_mismatch, message))
            continue
        _prove_all(read.id, tree, uses.get(read.id, []), captures, made)
    return made


def _uses(contents: Contents) -> Mapping[str, list[_Use]]:
    """Every quotation by the id of its document."""
    found: dict[str, list[_Use]] = defaultdict(list)
    for read in contents.claims:
        for index, piece in enumerate(read.value.sources):
            if piece.quote and (name := contents.filed(piece.source)):
                found[name].append(_Use(read, index, piece))
    return found


def _prove_all(name: str, tree: Tree, uses: list[_Use], captures: Captures, made: Attested) -> None:
    proofs = list(_proofs(name, tree, uses, captures, made))
    path = f"{FOLDER}/sources/{name}{PROOFS}"
    made.proved += len(proofs)
    if proofs:
        made.files[path] = to_json(collect(tree.commitment, proofs)).encode()
    elif not uses:
        made.stale.append(path)


def _proofs(name: str, tree: Tree, uses: list[_Use], captures: Captures, made: Attested) -> Iterator[Proof]:
    """The proofs that can be made; each quotation that can't is a problem."""
    for use in uses:
        piece = use.piece
        try:
            yield prove(piece.quote or "", tree, piece.prefix or "", piece.suffix or "")
        except QuotationError as error:
            fault = _not_found(piece, name, captures) or (quotation_form.name, quotation_form(str(error)))
            made.problems.append(use.problem(fault))


def _not_found(piece: Evidence, name: str, captures: Captures) -> tuple[str, str] | None:
    try:
        return captures.missing(piece, name)
    except QuotationError:
        return None
