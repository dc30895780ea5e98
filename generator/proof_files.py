"""PROOF_FILES: the files of proofs beside the source documents, each read when somebody asks for it."""

from contextlib import suppress
from pathlib import Path

from generator.quotation.proof_file import ProofFile, from_json
from generator.quotation.tree import ProofError
from generator.source_file import RefusedError, digest, read_bytes

PROOFS = ".proofs.json"
"""What the name of such a file ends in, behind the document's id."""
MAX_PROOFS = 4 * 1024 * 1024
"""Bytes of a file of proofs."""


class ProofFiles:
    """What is known of the files of proofs, by document."""

    def __init__(self) -> None:
        """None is known yet."""
        self._unread: dict[str, Path] = {}
        self._digests: dict[str, str] = {}
        self._read: dict[str, ProofFile] = {}

    def note(self, document: str, path: Path, sha256: str = "") -> None:
        """There is a file for this document, with a content of this hash, as far as that is known."""
        self._unread[document] = path
        if sha256:
            self._digests[document] = sha256

    def take(self, document: str, content: bytes) -> None:
        """Take what a file says. Raises ProofError where that isn't proofs."""
        self._digests[document] = digest(content)
        self._read[document] = from_json(content)

    def names(self) -> set[str]:
        """The documents that have such a file."""
        return {*self._read, *self._unread}

    def file(self, document: str) -> ProofFile | None:
        """The proofs of a document's quotations; nothing where there are none, or none that can be read.

        A file that says something else than when its hash was taken isn't read: nobody knows what it is now.
        """
        if path := self._unread.pop(document, None):
            with suppress(RefusedError, ProofError):
                content = read_bytes(path, MAX_PROOFS)
                if self._digests.setdefault(document, digest(content)) == digest(content):
                    self._read[document] = from_json(content)
        return self._read.get(document)

    def digest(self, document: str) -> str:
        """The hash of the file of a document's proofs; nothing where there is none."""
        if document not in self._digests and (path := self._unread.get(document)):
            with suppress(RefusedError):
                self._digests[document] = digest(read_bytes(path, MAX_PROOFS))
        return self._digests.get(document, "")
