"""What a finished site gets last: manifest.json, and the log of the releases before it."""

from collections.abc import Mapping
from pathlib import Path

from generator import __version__
from generator.manifest.commit import commit
from generator.manifest.files import LOG, MANIFEST
from generator.manifest.manifest import Manifest

RELEASES = Path("releases") / LOG
"""Where a project keeps the log, below its root."""


def stamp(site: Path, root: Path, records: Mapping[str, str], files: Mapping[str, str]) -> Manifest:
    """Write both into the site of the project in `root`, of whose records and files these are the hashes.

    Raises OSError.
    """
    made = Manifest(__version__, commit(root), dict(sorted(records.items())), files)
    (site / MANIFEST).write_bytes(made.encoded())
    if (kept := root / RELEASES).is_file():
        (site / LOG).write_bytes(kept.read_bytes())
    return made
