"""The proofs of each document's quotations, as a script that the reader's browser loads when a quotation is checked.

A script, since a page that was opened from a disk may read no other file. What it holds is a file of proofs as
`quotation/proof_file.py` describes it, of the quotations that are published.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from generator.publication import Checked, Document, Publication
from generator.quotation.proof_file import collect, to_json
from generator.quotation.tree import Commitment
from generator.render.page import PlannedFile


def proofs(publication: Publication) -> Iterator[PlannedFile]:
    """A script for each document that has a proved quotation."""
    found: defaultdict[str, dict[Checked, None]] = defaultdict(dict)
    for one in (*publication.claims, *publication.withdrawn):
        for piece in one.pieces:
            if piece.state.word == "verified":
                found[piece.document.id][one] = None
    for id_, claims in sorted(found.items()):
        document, quoting = publication.documents[id_], tuple(claims)
        yield PlannedFile(path(id_), partial(_script, document, quoting), partial(_of, document, quoting))


def _of(document: Document, claims: Sequence[Checked]) -> object:
    return document, claims


def _script(document: Document, claims: Sequence[Checked]) -> bytes:
    """The proofs of a document's quotations in these claims."""
    capture = document.about.capture
    assert capture is not None  # there are proofs that lead to it
    pieces = (piece for one in claims for piece in one.pieces if piece.document == document)
    shown = [piece.state.proof for piece in pieces if piece.state.proof]
    file = to_json(collect(Commitment(capture.root, capture.words), shown)).rstrip("\n")
    return f"(globalThis.attestedProofs ??= {{}})[{json.dumps(document.id)}] = {file};\n".encode()


def path(document: str) -> str:
    """Where the proofs of a document's quotations stand."""
    return f"sources/{document}/proofs.js"
