"""A file from a person's own disk: a saved page, a plain text, or a web archive."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from generator.capture import warc
from generator.capture.error import CaptureError
from generator.capture.policy import PAGE_BYTES
from generator.capture.received import Exchange, How, Received
from generator.problem import shown

_FORMS: dict[str, tuple[How, str]] = {
    ".htm": ("html-file", "text/html"),
    ".html": ("html-file", "text/html"),
    ".txt": ("text-file", "text/plain"),
    ".xhtml": ("html-file", "application/xhtml+xml"),
}
_ARCHIVES = (".warc", ".warc.gz", ".wacz")


def read(path: Path, *, now: Callable[[], datetime], url: str | None = None, limit_bytes: int = PAGE_BYTES) -> Received:
    """What a file holds, byte for byte; of its place on the machine only its name is kept.

    Args:
        path: ends in .html, .htm, .xhtml, .txt, .warc, .warc.gz or .wacz.
        now: the clock, with a time zone; unused for an archive, which has its own dates.
        url: which page of an archive.
        limit_bytes: bytes a page or text may have; archives have their own limit.

    Raises CaptureError.
    """
    if not path.is_file():
        raise CaptureError(f"{shown(path.name)} is not a file that can be read; check the path", rule="no-file")
    if path.name.lower().endswith(_ARCHIVES):
        return warc.read(path, url=url)
    if path.suffix.lower() not in _FORMS:
        raise CaptureError(
            f"{shown(path.name)} can't be captured: only {', '.join((*_FORMS, *_ARCHIVES))} files can; open it, and"
            " save it as HTML or plain text",
            rule="format",
        )
    how, content_type = _FORMS[path.suffix.lower()]
    file = Exchange(path.name, 0, (("Content-Type", content_type),), _bytes(path, limit_bytes))
    return Received((file,), how, now())


def _bytes(path: Path, limit_bytes: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limit_bytes + 1)
    except OSError as error:
        raise CaptureError(f"{shown(path.name)} can't be read ({error.strerror})", rule="no-file") from None
    if len(data) > limit_bytes:
        too_large = f"{shown(path.name)} has more than {limit_bytes:,} bytes; that is no article"
        raise CaptureError(too_large, rule="too-large")
    return data
