"""A link to quoted words on the page they stand on: URL text fragments (WICG, scroll-to-text-fragment).

A fragment breaks where the page changes or forbids it, so the archived copy and the words themselves stand beside it.
"""

import re
from functools import lru_cache
from urllib.parse import quote as percent

_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_WHOLE = 10
_ENDS = 4
"""A quotation of more words than _WHOLE is named by its first and last _ENDS words."""


@lru_cache(maxsize=16_384)
def fragment(url: str, quotation: str, prefix: str | None = None, suffix: str | None = None) -> str:
    """The address of a passage on its page: `url#:~:text=[prefix-,]start[,end][,-suffix]`."""
    start, end = _ends(quotation)
    parts = [f"{_encoded(prefix)}-"] if prefix else []
    parts += [_encoded(start)] + ([_encoded(end)] if end else [])
    parts += [f"-{_encoded(suffix)}"] if suffix else []
    return f"{url}{'' if '#' in url else '#'}:~:text={','.join(parts)}"


def _ends(quotation: str) -> tuple[str, str | None]:
    """The words a browser looks for, spelt as quoted. Omissions and additions in brackets are not on the page."""
    parts = [part.split() for part in _BRACKETS.split(quotation) if part.strip()]
    words = [word for part in parts for word in part]
    if len(parts) <= 1 and len(words) <= _WHOLE:
        return " ".join(words), None
    return " ".join(parts[0][:_ENDS]), " ".join(parts[-1][-_ENDS:])


def _encoded(text: str) -> str:
    """Percent-encoded; the hyphen too, since it separates prefix and suffix."""
    return percent(text, safe="").replace("-", "%2D")
