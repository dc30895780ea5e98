"""FINGERPRINT: what something says in sixteen bytes, so that what was made from it is known to be still right.

A claim's says all that it says and refers to, and how its quotations stand; a document's, what the documents say that
it comes from too, since who speaks depends on them. Two things that differ in any of it have two fingerprints.
"""

import dataclasses
import hashlib
from collections.abc import Mapping

from generator.model import Shape
from generator.origins import ancestors
from generator.publication import Checked, Document, Publication
from generator.verification import State

_SIZE = 16


class Fingerprints:
    """The fingerprints of a publication's records, each made once."""

    def __init__(self, publication: Publication) -> None:
        """Documents come from others of this publication."""
        self._about = publication.about
        self._known: dict[Checked | Document, bytes] = {}
        self._settings = self.of(publication.settings)

    def key(self, *made_of: object) -> bytes:
        """The fingerprint of what is made of these; the publication's settings have a word in all of it."""
        return _hash(b"key", self._settings, *map(self.of, made_of))

    def of(self, value: object) -> bytes:
        """The fingerprint of a record, or of texts, numbers, data and sequences of them.

        Raises TypeError where it is something else, of which nobody knows what it says.
        """
        if isinstance(value, Checked | Document):
            if value not in self._known:
                self._known[value] = self._claim(value) if isinstance(value, Checked) else self._document(value)
            return self._known[value]
        if isinstance(value, Shape):
            return _hash(b"shape", type(value).__name__.encode(), value.model_dump_json().encode())
        if isinstance(value, str):
            return _hash(b"text", value.encode())
        if value is None or isinstance(value, bool | int | float):
            return _hash(b"plain", repr(value).encode())
        if isinstance(value, bytes):
            return _hash(b"bytes", value)
        if isinstance(value, tuple | list):
            return _hash(b"list", *map(self.of, value))
        if isinstance(value, Mapping):
            return _hash(b"map", *(self.of(part) for item in value.items() for part in item))
        if isinstance(value, State):
            return _hash(b"state", _state(value))
        if dataclasses.is_dataclass(value):
            name = type(value).__name__.encode()
            return _hash(b"data", name, *(self.of(getattr(value, one.name)) for one in dataclasses.fields(value)))
        raise TypeError(f"nobody knows what {type(value).__name__} says")

    def _claim(self, one: Checked) -> bytes:
        named = (document.id.encode() for document in one.appearances)
        pieces = (
            b"%d %d %s %s" % (piece.number, piece.source, piece.document.id.encode(), _state(piece.state))
            for piece in one.pieces
        )
        said = _hash(b"said", one.id.encode(), one.path.encode(), one.claim.model_dump_json().encode())
        return _hash(
            b"claim", said, self.of(one.verdict), _hash(b"named", *named), *pieces, *map(self.of, one.documents)
        )

    def _document(self, one: Document) -> bytes:
        others = ((name, self._about[name]) for name in sorted(ancestors(one.id, self._about)) if name in self._about)
        said = (part.encode() for name, about in others for part in (name, about.model_dump_json()))
        return _hash(b"document", one.id.encode(), one.path.encode(), one.about.model_dump_json().encode(), *said)


def _state(state: State) -> bytes:
    """How a quotation stands. What else its proof holds is known by the quotation and the document's commitment."""
    proof = state.proof
    return (f"{state.word} {proof.ranges} {proof.literal} {proof.edges}" if proof else state.word).encode()


def _hash(*parts: bytes) -> bytes:
    """Of these parts in this order, and of no others that happen to join to the same bytes."""
    sizes = b",".join(b"%d" % len(part) for part in parts)
    return hashlib.blake2b(sizes + b":" + b"".join(parts), digest_size=_SIZE).digest()
