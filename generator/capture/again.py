"""A document that is captured again: what of the capture before still holds, and what is undone."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.dates import UNKNOWN

_FILES = ("html-file", "text-file")


def moment(before: Mapping[str, Any], how: str, received_sha256: str) -> str | None:
    """When a file was saved, as it was said of these very bytes before; None where that wasn't said."""
    same = before.get("received_sha256") == received_sha256 and how in _FILES
    said = str(before.get("captured", UNKNOWN))
    return said if same and said != UNKNOWN else None


def undone(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """What a person said of the capture before, and not of this one, in words for them."""
    if "kept" in before and "kept" not in now:
        yield (
            f"the article isn't cut any more: it has all {now['words']} words, and had {before.get('words')}; "
            "where it was cut rightly, capture again with --start and --end, or with --edit"
        )
    said = before.get("captured", UNKNOWN)
    if said != UNKNOWN and now["captured"] == UNKNOWN:
        yield (
            f"this is another file than before, so when it was saved is unknown, and was {said}; where you know it, "
            "capture again with --captured, and see whether `accessed` is still right"
        )
