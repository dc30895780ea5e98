"""CODE: which program runs, down to each byte of it, for whatever is kept from one run to the next."""

import hashlib
import os
import sys
from functools import cache
from pathlib import Path


@cache
def version() -> bytes:
    """A hash of our code, templates and catalogues, of Python, and of the libraries that stand beside it."""
    files = (path for path in sorted(Path(__file__).parent.rglob("*")) if path.is_file() and path.suffix != ".pyc")
    ours = b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files)
    return hashlib.sha256(ours + f"{sys.version} {_libraries()}".encode()).digest()


def _libraries() -> list[str]:
    """Names and versions of what is installed, as pip leaves them in folders' names."""
    places = [place for place in sys.path if os.path.isdir(place)]  # noqa: PTH112 - as sys.path has them
    return sorted(name for place in places for name in os.listdir(place) if name.endswith(".dist-info"))
