"""The private store: of each capture the bytes received, the article's text, and how one came from the other.

- `<folder>/<id>/<time>-<hash>.warc.gz`: what was received (`warc`)
- `<folder>/<id>/article.txt`: the article, UTF-8
- `<folder>/<id>/capture.json`: when, from where, how, hashes, redirects, extractor, cut
"""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC
from pathlib import Path
from typing import Any

from generator.capture import warc
from generator.capture.boundaries import CutRecord, apply, cut_record
from generator.capture.error import CaptureError
from generator.capture.extract import LIMIT_BYTES, Extracted, extract
from generator.capture.private import get, home, make_home, put
from generator.capture.received import How, Received, content

_TEXT = "article.txt"
_META = "capture.json"


@dataclass(frozen=True)
class Meta:
    """How an article was captured."""

    captured: str
    """The moment it was received, UTC: 2026-11-22T10:00:00Z."""
    asked: str
    """The address asked for, or the file's name."""
    url: str
    """The address it was found at, or the file's name."""
    how: How
    redirects: tuple[tuple[str, int], ...]
    received_sha256: str
    warc: str
    """The name of the WARC file."""
    extractor: str
    cut: CutRecord | None
    """None where the whole extracted text is the article."""


@dataclass(frozen=True)
class Capture:
    """A capture at hand."""

    text: str
    """The article."""
    meta: Meta


def described(received: Received, extracted: Extracted, cut: CutRecord | None) -> Meta:
    """How an article was captured, before anything is kept: no WARC file is named yet."""
    return Meta(
        captured=f"{received.fetched_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        asked=received.asked,
        url=received.url,
        how=received.how,
        redirects=received.redirects,
        received_sha256=received.sha256,
        warc="",
        extractor=extracted.extractor,
        cut=cut,
    )


def save(folder: Path, id: str, received: Received, extracted: Extracted, cut: CutRecord | None) -> Capture:
    """Keep a capture; an earlier one of the same id gives way, but for its WARC file.

    `capture.json` comes last, so that a capture cut short by a crash is none. Raises CaptureError.
    """
    meta = replace(described(received, extracted, cut), warc=warc.write(received, folder, id).name)
    text = extracted.text if cut is None else apply(extracted.text, cut)
    place = make_home(folder, id)
    put(place / _TEXT, text.encode())
    put(place / _META, _written(meta, text))
    return Capture(text, meta)


def load(folder: Path, id: str) -> Capture | None:
    """The capture of this id, or None if there is none. Raises CaptureError if its files were changed since."""
    place = home(folder, id)
    meta, text = get(place / _META), get(place / _TEXT)
    if meta is None:
        return None
    try:
        data = json.loads(meta)
        if text is None or hashlib.sha256(text).hexdigest() != data.pop("article_sha256"):
            raise CaptureError(f"{place / _TEXT} was changed or lost since the capture; capture it again", rule="store")
        return Capture(text.decode(), _meta(data))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise CaptureError(f"{place / _META} is damaged; capture the article again", rule="store") from None


def recomputed(folder: Path, id: str) -> str | None:
    """The article's text made anew from the bytes received and the cut; None if there is no such capture.

    Raises CaptureError if the bytes aren't those of the capture, or don't give as many words any more.
    """
    capture = load(folder, id)
    if capture is None:
        return None
    received = warc.read(home(folder, id) / capture.meta.warc, url=capture.meta.asked)
    if received.sha256 != capture.meta.received_sha256:
        raise CaptureError(f"{capture.meta.warc} was changed since the capture; capture it again", rule="store")
    text = extract(content(received.page, LIMIT_BYTES), received.content_type, received.url).text
    return text if capture.meta.cut is None else apply(text, capture.meta.cut)


def _written(meta: Meta, text: str) -> bytes:
    """The metadata as JSON, keys in the order of the fields."""
    data = asdict(meta) | {"cut": meta.cut.plain() if meta.cut else None}
    data["article_sha256"] = hashlib.sha256(text.encode()).hexdigest()
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def _meta(data: dict[str, Any]) -> Meta:
    cut = data.pop("cut")
    redirects = tuple((str(url), int(status)) for url, status in data.pop("redirects"))
    return Meta(**data, redirects=redirects, cut=cut_record(cut) if cut else None)
