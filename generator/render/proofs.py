"""The proofs of each document's quotations, as a script that the reader's browser loads when a quotation is checked.

A script, since a page that was opened from a disk may read no other file. What it holds is a file of proofs as
`quotation/proof_file.py` describes it, of the quotations that are published.
"""

import json
from collections import defaultdict
from collections.abc import Iterator

from generator.publication import Publication
from generator.quotation.proof import Proof
from generator.quotation.proof_file import collect, to_json
from generator.quotation.tree import Commitment


def proofs(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """A script for each document that has a proved quotation, by its path below the site's root."""
    found: defaultdict[str, list[Proof]] = defaultdict(list)
    for one in (*publication.claims, *publication.withdrawn):
        for piece in one.pieces:
            if piece.state.proof:
                found[piece.document.id].append(piece.state.proof)
    for id_, shown in sorted(found.items()):
        capture = publication.about[id_].capture
        assert capture is not None  # there are proofs that lead to it
        file = to_json(collect(Commitment(capture.root, capture.words), shown)).rstrip("\n")
        yield path(id_), f"(globalThis.attestedProofs ??= {{}})[{json.dumps(id_)}] = {file};\n".encode()


def path(document: str) -> str:
    """Where the proofs of a document's quotations stand."""
    return f"sources/{document}/proofs.js"
