"""The agreement matrix: what each source document of a dossier says on each of its claims."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.alphabet import by_name
from generator.model import SourceDocument
from generator.origins import in_order, origins
from generator.publication import Checked, Document, Gathered, Piece
from generator.wording import Wording

Says = Literal["asserts", "contradicts", "supports", "context", "silent"]
ORDER: tuple[Says, ...] = ("asserts", "contradicts", "supports", "context", "silent")
"""A document that says several things of one claim shows the first of these; all of them are in the cell."""


@dataclass(frozen=True)
class Cell:
    """What one document says on one claim. A document that only is an appearance asserts without a passage."""

    document: Document
    stance: Says
    pieces: tuple[Piece, ...]
    says: str | None


@dataclass(frozen=True)
class Row:
    """One claim, and a cell for each document, in the columns' order."""

    claim: Checked
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Group:
    """Documents that stand together: those under check, then those that go back to one origin."""

    name: str
    documents: tuple[Document, ...]


@dataclass(frozen=True)
class Matrix:
    """Rows are claims in reading order; columns are documents, group by group."""

    groups: tuple[Group, ...]
    rows: tuple[Row, ...]


def matrix(dossier: Gathered, about: Mapping[str, SourceDocument], wording: Wording) -> Matrix:
    """The dossier's matrix, from its claims and what its documents say of where they come from."""
    groups = _groups(dossier, about, wording)
    columns = [document for group in groups for document in group.documents]
    rows = tuple(Row(one, tuple(_cell(one, document) for document in columns)) for one in dossier.claims)
    return Matrix(groups, rows)


def _cell(one: Checked, document: Document) -> Cell:
    pieces = tuple(piece for piece in one.pieces if piece.document.id == document.id)
    stances: set[Says] = {piece.evidence.stance for piece in pieces}
    stances |= {"asserts"} if document in one.appearances else set()
    stance: Says = next((stance for stance in ORDER if stance in stances), "silent")
    leading = [piece for piece in pieces if piece.evidence.stance == stance]
    says = next((said for piece in leading if (said := piece.evidence.says)), None)
    return Cell(document, stance, pieces, says)


def _groups(dossier: Gathered, about: Mapping[str, SourceDocument], wording: Wording) -> tuple[Group, ...]:
    """Those under check first, in the order they come; then by origin, the largest groups first."""
    under_check = {document.id: document for one in dossier.claims for document in one.appearances}
    evidence = {
        document.id: document for one in dossier.claims for document in one.documents if document.id not in under_check
    }
    _ = wording.gettext
    by_origin: dict[str, list[Document]] = {}
    for document in sorted(evidence.values(), key=lambda document: document.id):
        origin = _(" and ").join(_goes_back_to(document, dossier, about, wording))
        by_origin.setdefault(origin, []).append(document)
    ordered = sorted(by_origin.items(), key=lambda group: (-len(group[1]), by_name(group[0])))
    return tuple(
        Group(name, tuple(found)) for name, found in ((_("Under check"), list(under_check.values())), *ordered) if found
    )


def _goes_back_to(
    document: Document, dossier: Gathered, about: Mapping[str, SourceDocument], wording: Wording
) -> Iterable[str]:
    """The origins of all its passages here."""
    pieces = [piece.evidence for one in dossier.claims for piece in one.pieces if piece.document.id == document.id]
    nobody = wording.gettext("an unknown publisher (%(document)s)")
    return in_order({name for piece in pieces for name in origins(document.id, about, piece, nobody)})
