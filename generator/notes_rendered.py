"""What notes become: clean HTML, and what was met on the way; and how notes cite. Known without loading Markdown."""

import re
from dataclasses import dataclass

CITATION = re.compile(r"\[@([^\]\s]{1,80})\]")


@dataclass(frozen=True)
class Rendered:
    """Clean HTML with each citation as <cite>, the addresses linked to, and what readers wouldn't see, in words."""

    html: str
    addresses: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
