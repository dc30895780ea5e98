"""Whether what was received is the document that a file describes, or another one that was given its id by a slip."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urldefrag

from generator.dates import UNKNOWN
from generator.model import ascii_url, same_page
from generator.problem import shown
from generator.quotation.tree import commit
from generator.quotation.words import Words, words

_RUN = 3
"""Words in a row: two texts of one language share single words, and seldom three in a row."""
_LEAST = 5
"""Of a hundred such runs of the shorter text, how many stand in the longer one too where both are one document."""


def another(about: Mapping[str, Any], path: str, addresses: Sequence[str], text: str, before: str | None) -> str | None:
    """What shows that this is another document, with what to do; None where nothing does.

    Args:
        about: what the file at `path` says, its values as text.
        path: the file's path, as shown to people.
        addresses: where this was received from; none where nobody knows.
        text: the article.
        before: the text captured before under the same id, where it is at hand.
    """
    capture, url = about.get("capture"), str(about.get("url", UNKNOWN))
    root = str(capture.get("root")) if isinstance(capture, Mapping) else ""
    said = words(text)
    if not about or commit(said).root == root:
        return None
    title = shown(about.get("title", UNKNOWN))
    if addresses and url != UNKNOWN:
        ends = tuple(f"{start}{_plain(one)}" for one in _texts(url, about.get("archives")) for start in ("/", "/www."))
        if any(f"/{_plain(one)}".endswith(ends) for one in addresses):
            return None
        return f"{path} describes {title}, which is at {shown(url, 200)} and not at {shown(addresses[0], 200)}; {_OUT}"
    known = words(before or "")
    if before is None or commit(known).root != root or _alike(said, known):
        return None
    return f"{path} describes {title}, and of its captured text next to nothing stands in this one; {_OUT}"


_OUT = "give this one an --id of its own, or add --again where it is the same document after all"


def _texts(url: str, archives: Any) -> Iterator[str]:
    yield url
    yield from (str(one) for one in archives) if isinstance(archives, list) else ()


def _plain(address: str) -> str:
    """An address without what makes it no other page; a copy in an archive ends in the address that it is a copy of."""
    with suppress(ValueError):
        address = urldefrag(same_page(ascii_url(address))).url
    return address.partition("://")[2].removeprefix("www.").rstrip("/")


def _alike(one: Words, other: Words) -> bool:
    shorter, longer = sorted((_runs(one), _runs(other)), key=len)
    return len(shorter & longer) * 100 >= _LEAST * len(shorter)


def _runs(text: Words) -> set[Words]:
    return {text[at : at + _RUN] for at in range(max(1, len(text) - _RUN + 1))}
