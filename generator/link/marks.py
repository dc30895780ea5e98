"""What a file was looked at with, as a mark: the same mark, the same findings.

A mark is a hash over the hashes of all files that have a say, so nothing has to be forgotten when one changes: the mark
is another then. What is added to the checks of `claims.py` or `quoted.py` that depends on more than stands here has to
be added here too; `tests/test_kept.py` compares a check that believes marks with one that doesn't.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from generator.contents import ReadClaim
from generator.link.documents import described_as
from generator.link.found import Described, Links, has_file


class Marks:
    """The marks of claims."""

    def __init__(self, links: Links) -> None:
        """`links` knows all documents."""
        self._links = links
        settings = links.contents.settings
        self._settings = settings.digest if settings else ""
        self._documents: dict[str, str] = {}

    def claim(self, read: ReadClaim) -> str:
        """The mark of a claim: its own words, the scale and topics, its dossier, and all documents it names.

        Empty where one of those is missing, or where nobody knows what its file holds.
        """
        links, brief = self._links, read.brief
        parts = [read.digest, self._settings]
        parts += [self._documents.get(name) or self._named(links.documents.get(name)) for name in brief.named]
        parts += [self._named(described_as(links, about)) for _, about in read.described]
        if "" in parts:
            return ""
        if brief.dossier:
            parts += ["dossier", str(has_file(links, "dossiers", brief.dossier))]
        if brief.origins:
            parts += ["origins", *self._origins(brief.origins)]
        if brief.almost_cited:
            parts += ["cited", *(name for name in brief.almost_cited if name in links.documents)]
        return _mark(parts)

    def _named(self, document: Described | None) -> str:
        return self._document(document) if document else ""

    def _document(self, document: Described) -> str:
        """The mark of a document: what it says, what it comes from, and its proofs."""
        found = self._documents.get(document.id)
        if found is None:
            proofs = self._links.contents.proofs.digest(document.id)
            said = (document.id, document.path, document.read.digest, proofs)
            self._documents[document.id] = found = _mark([*said, *self._origins(document.origins)])
        return found

    def _origins(self, names: Iterable[str]) -> Iterator[str]:
        """All documents that these are, or come from: each with what is known of it."""
        links, met, left = self._links, set[str](), list(names)
        while left:
            name = left.pop()
            if name in met:
                continue
            met.add(name)
            document = links.documents.get(name)
            yield name
            yield document.read.digest if document else str(has_file(links, "sources", name))
            left += document.origins if document else ()


def _mark(parts: list[str]) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
