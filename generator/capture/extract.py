"""From a page's bytes to the article's text, by trafilatura in its precise mode; and what the page says of itself."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from trafilatura import bare_extraction, load_html

from generator.capture.encoding import decode, decode_plain
from generator.capture.error import CaptureError
from generator.capture.hidden import strip_hidden
from generator.capture.policy import PAGE_BYTES
from generator.capture.stated import Stated, stated
from generator.problem import shown
from generator.quotation.words import words

# Libraries report to people who may not be there; a fault reaches them as a CaptureError.
for _name in ("trafilatura", "charset_normalizer", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

TITLE = 150
"""Characters a title may have; a longer first line is a paragraph of the article, which nobody may publish."""

LIMIT_BYTES = PAGE_BYTES
"""Larger pages are no articles."""

_HTML = ("text/html", "application/xhtml+xml", "")
_BLOCKS = {"p", "head", "item", "row", "quote", "list", "table", "lb", "code", "div", "del"}
_INLINE = {"quote", "code", "del"}
_LINES = {"p", "head", "item", "cell"}
"""Elements inside which the inline ones run on."""
_OTHERS = {
    "application/pdf": "a PDF; open it, copy the article's text into a .txt file in UTF-8 and capture that",
    "image/svg+xml": "an SVG image; save the page that shows it as HTML and capture the file",
    "text/markdown": "Markdown; save its text as a .txt file in UTF-8 and capture that",
}


@dataclass(frozen=True)
class Extracted:
    """An article's text as the page has it, and what the page states; None for what it doesn't state."""

    text: str
    """Paragraphs, headings, list items and rows of tables, one a line; a row's cells stand apart by a tab."""
    stated: Stated
    extractor: str
    """Name and version, or `none` for a plain text."""


def extract(body: bytes, content_type: str, url: str) -> Extracted:
    """The article in a page.

    Args:
        body: the page, unpacked (`received.content`).
        content_type: its Content-Type; empty means HTML.
        url: its address or file name, for messages and to recognise its own metadata.

    HTML and XHTML are read, and plain text is taken as it is. Raises CaptureError for any other format, for bytes
    that can't be decoded, and when no article is found: an empty text must never pass for a captured article.
    """
    try:
        extracted = _extract(body, content_type, url)
    except CaptureError as error:
        raise CaptureError(f"{url}: {error}", rule=error.rule) from None
    if not words(extracted.text) and extracted.extractor == "none":
        empty = f"{url}: this text is empty; copy the article's words into a .txt file in UTF-8 and capture that"
        raise CaptureError(empty, rule="empty")
    if not words(extracted.text):
        raise CaptureError(
            f"{url}: no article was found; pages made by scripts, behind a login or a consent form give none: open it"
            " in a browser, save the page as HTML and capture the file",
            rule="empty",
        )
    return extracted


def _extract(body: bytes, content_type: str, url: str) -> Extracted:
    form = content_type.partition(";")[0].strip().lower()
    form = "application/pdf" if body.startswith(b"%PDF-") else form
    if form not in (*_HTML, "text/plain"):
        raise CaptureError(f"this is {_OTHERS.get(form) or _other(form)}", rule="format")
    if len(body) > LIMIT_BYTES:
        raise CaptureError(f"the page has more than {LIMIT_BYTES:,} bytes; that is no article", rule="too-large")
    return _plain(decode_plain(body, content_type)) if form == "text/plain" else _html(decode(body, content_type), url)


def _other(form: str) -> str:
    return f"of the type {shown(form)}, and only HTML and plain text can be captured; save it as one of these"


def _plain(text: str) -> Extracted:
    """A text as it is; its first line is the title where it is as short as one and something follows it."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    title = lines[0] if len(lines) > 1 and len(lines[0]) <= TITLE else None
    return Extracted(text, Stated(title=title), "none")


def _html(text: str, url: str) -> Extracted:
    """The article of a page: hidden elements out, then trafilatura, without comments, with tables, no network.

    Trafilatura's own metadata isn't asked for: it guesses where a page states nothing (see `stated`).
    """
    tree = load_html(text)
    if tree is None:
        raise CaptureError("this is not an HTML page; save the page as HTML and capture the file", rule="format")
    strip_hidden(tree)
    own = stated(tree, url)
    found = bare_extraction(tree, favor_precision=True, include_comments=False, include_tables=True)
    body = getattr(found, "body", None)
    lines = "" if body is None else "\n".join(_lines(body))
    return Extracted(lines, own, f"trafilatura {version('trafilatura')}")


def _lines(body: Any) -> Iterator[str]:
    """The text of trafilatura's tree, line by line; its own writer puts signs of lists and tables between the words."""
    for line in "".join(_pieces(body)).split("\n"):
        cells = (" ".join(cell.split()) for cell in line.split("\t"))
        if joined := "\t".join(cell for cell in cells if cell):
            yield joined


def _pieces(element: Any) -> Iterator[str]:
    """An element's text in order, new lines around blocks, tabs after cells."""
    edge = "\n" if element.tag in _BLOCKS and not _runs_on(element) else ""
    yield edge + " ".join((element.text or "").split("\n"))
    for child in element:
        yield from _pieces(child)
        yield " ".join((child.tail or "").split("\n"))
    yield "\t" if element.tag == "cell" else edge


def _runs_on(element: Any) -> bool:
    """Whether this is a quotation or a piece of code inside a paragraph, in the line of its parent."""
    parent = element.getparent()
    return element.tag in _INLINE and parent is not None and parent.tag in _LINES
