"""An invented archive of any size: claims, documents, proofs, dossiers, the same for the same seed. No I/O."""

from generator.corpus.archive import Archive

__all__ = ["Archive"]
