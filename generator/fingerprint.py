"""FINGERPRINT: what something says in sixteen bytes, so that what was made from it is known to be still right.

A claim's is its mark (`link/marks.py`): all that its file, its documents' and theirs say, and their proofs. Of one
without a mark it says all that it says and refers to, and how its quotations stand; a document's and a passage's, what
the documents say that they come from too, since who speaks depends on them. Two things that differ in any of it have
two fingerprints: it is a hash over their JSON (RFC 8259), in which a record stands as an object with the record's own
fingerprint.
"""

import dataclasses
import hashlib
from typing import Any

import orjson

from generator.model import Shape
from generator.origins import ancestors, passage_ancestors
from generator.publication import Checked, Document, Publication
from generator.verification import State

_SIZE = 16
_OURS = orjson.OPT_PASSTHROUGH_DATACLASS
"""A dataclass is ours to tell."""


class Fingerprints:
    """The fingerprints of a publication's records, each made once."""

    def __init__(self, publication: Publication) -> None:
        """Documents come from others of this publication."""
        self._about = publication.about
        self._known: dict[Checked | Document, str] = {}
        self._settings = self.of(publication.settings)

    def key(self, *made_of: object) -> bytes:
        """The fingerprint of what is made of these; the publication's settings have a word in all of it."""
        return self.of([self._settings.hex(), made_of])

    def of(self, value: object) -> bytes:
        """The fingerprint of a record, or of texts, numbers, data and sequences of them.

        Raises TypeError where it is something else, of which nobody knows what it says.
        """
        return _hash(orjson.dumps(value, self._said, _OURS))

    def _said(self, value: object) -> dict[str, Any]:
        """What is said of something that JSON doesn't have: what it is, and the fingerprint of a record."""
        if isinstance(value, Checked | Document):
            if value not in self._known:
                said = self._claim(value) if isinstance(value, Checked) else self._document(value)
                self._known[value] = _hash(orjson.dumps(said, self._said, _OURS)).hex()
            return {type(value).__name__: self._known[value]}
        if isinstance(value, Shape):
            return {type(value).__name__: value.model_dump_json()}
        if isinstance(value, State):
            return {"State": _state(value)}
        if dataclasses.is_dataclass(value):
            return {type(value).__name__: [getattr(value, one.name) for one in dataclasses.fields(value)]}
        if isinstance(value, tuple):  # with names
            return {type(value).__name__: [*value]}
        raise TypeError(f"nobody knows what {type(value).__name__} says")

    def _claim(self, one: Checked) -> list[Any]:
        if one.mark:
            return [one.id, one.path, one.mark]
        pieces = [[piece.number, piece.source, piece.document.id, piece.state] for piece in one.pieces]
        named = [document.id for document in one.appearances]
        told = (passage_ancestors(piece.document.id, self._about, piece.evidence) for piece in one.pieces)
        return [
            one.id,
            one.path,
            one.claim,
            one.verdict,
            named,
            pieces,
            one.documents,
            self._others(set().union(*told)),
        ]

    def _document(self, one: Document) -> list[Any]:
        return [one.id, one.path, one.about, self._others(ancestors(one.id, self._about))]

    def _others(self, names: set[str]) -> list[tuple[str, Shape]]:
        """What the documents of these names say, as far as they are documents here."""
        return [(name, self._about[name]) for name in sorted(names) if name in self._about]


def _state(state: State) -> list[Any]:
    """How a quotation stands. What else its proof holds is known by the quotation and the document's commitment."""
    proof = state.proof
    return [state.word, proof.ranges, proof.literal, proof.edges] if proof else [state.word]


def _hash(said: bytes) -> bytes:
    return hashlib.blake2b(said, digest_size=_SIZE).digest()
