"""The one field whose text is Markdown: `notes`. Rendered within limits, then cleaned.

Raw HTML is shown as the text it is, images are refused, links go to http and https alone, and `[@id]` cites a source
document. Python-Markdown takes quadratic time on runs of brackets, so such text is refused before it is rendered.
"""

import re
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache
from html import unescape

from generator import notes_plain
from generator.model import ascii_url
from generator.notes_rendered import CITATION, Rendered
from generator.problem import rule, shown

_MAX_MARKS = 400
_RUN = re.compile(r"[\[\](){}<>*_`!\\~^|]{24}")
_NESTED = re.compile(r"\n([ \t]{24}|(?:[ \t]*(?:[>*+-]|\d+\.)){6})")
"""As `_TOLD`, of a text with a line's end before it: what begins with a plain character is found many times as fast."""


@rule("notes-too-complex")
def notes_too_complex(what: str) -> str:
    """Notes are prose. Long runs of brackets or deep nesting take Markdown unbounded time and help no reader.

    Write plain paragraphs, with `-` before each item of a list. What needs a table or a diagram is better a source
    document, or a figure of the evidence.
    """
    return f"holds {what}; write it as plain prose"


@rule("notes-image")
def notes_image() -> str:
    """An image from elsewhere would tell its host who reads the page. Link to it as a source document instead.

    Describe what it shows, give the page it stands on a file in `claims/sources/` with `kind: image`, and cite that.
    """
    return "holds an image (![…]); describe it, and cite where it stands as a source document"


@rule("notes-link")
def notes_link(address: str, fault: str) -> str:
    """A link in the notes goes to a full http or https address, nothing else.

    Links of another kind could run a script or open a program on a reader's device, and a relative one leads nowhere
    from here. Write the whole address, or cite the document as `[@its-id]`, which also says what it is.
    """
    return f"links to {shown(address)}, which {fault}"


@rule("notes-not-shown")
def notes_not_shown(what: str) -> str:
    r"""Readers don't see what Markdown takes for a sign of its own: a year at a paragraph's start, a title of a link.

    A backslash keeps the sign as it is: `1945\. The war ended.` Numbered lists count from 1.
    """
    return f"holds {what}"


@rule("citation-form")
def citation_form(written: str, name: str = "") -> str:
    """Notes cite a document as `[@its-id]`; anything like it, or elsewhere, would stand on the page as bare letters.

    Each document has brackets of its own: `[@one-id] [@another-id]`. On the page they become the numbers that the
    documents have in the list of sources. A summary, a note and other short texts name a document in words.
    """
    if not name:
        return (
            f"{shown(written)} would stand on the page like this, since only `notes` cite; name the document in words"
        )
    return f"{shown(written)} isn't a citation; write [@{name}], each document in brackets of its own"


def citations(text: str) -> list[str]:
    """The ids cited, in order, each once."""
    return list(dict.fromkeys(CITATION.findall(text)))


def almost_citations(text: str, known: Container[str]) -> list[tuple[str, str, int]]:
    """What looks like a citation of a known document and is none, as (what is written, id, how often it stood before).

    Each once: `(@id)`, `[id]`, `@id`.
    """
    rest = CITATION.sub(" ", _outside_code(text))
    if "@" not in rest and "[" not in rest:
        return []
    rest = _OTHER.sub(_blank, text)
    found = dict[tuple[str, str], int]()
    for one in _ALMOST.finditer(rest):
        name = one["boxed"] or one["round"] or one["bare"]
        if name in known:
            found.setdefault((one[0], name), text.count(one[0], 0, one.start()))
    return [(written, name, before) for (written, name), before in found.items()]


_OTHER = re.compile(rf"`[^`]*`|{CITATION.pattern}")


def _blank(found: re.Match[str]) -> str:
    """As many spaces, so that what stands behind it stays in its place."""
    return " " * len(found[0])


_ALMOST = re.compile(
    r"\[ ?@? ?(?P<boxed>[a-z0-9-]{1,64}) ?\](?!\()"
    r"|\(@(?P<round>[a-z0-9-]{1,64})\)"
    r"|(?<![\w.@/-])@(?P<open>\[)?(?P<bare>[a-z0-9-]{1,64})(?(open)\]|(?![\w@-]))"
)


def once(text: str, written: str) -> str:
    """What is written, where it stands once in a text: of two, one may be something else, such as code."""
    return written if text.count(written) == 1 else ""


def faults(text: str) -> Iterator[tuple[str, str, str]]:
    """What is wrong with these notes, as (rule, message, how it is written where that tells its place)."""
    complexity = list(_too_complex(text))
    yield from ((notes_too_complex.name, notes_too_complex(what), "") for what in complexity)
    if complexity:
        return
    if "[^" in text and (footnote := _FOOTNOTE.search(_outside_code(text))):
        message = notes_not_shown(f"{shown(footnote[0])}, and notes have no footnotes; {_CITE}")
        yield notes_not_shown.name, message, once(text, footnote[0]) or once(text, f"{footnote[0]}:")
        text = _FOOTNOTE.sub("", text)
    try:
        made = _rendered(text) if _is_telling(text) else Rendered("")
    except RecursionError:
        yield notes_too_complex.name, notes_too_complex("lists or quotes nested too deep"), ""
        return
    if "!" in text and "![" in _outside_code(text):
        yield notes_image.name, notes_image(), once(text, "![")
    for address in made.addresses:
        if fault := _address_fault(address):
            yield notes_link.name, notes_link(address, fault), once(text, f"]({address}")
    yield from ((notes_not_shown.name, notes_not_shown(what), "") for what in made.unseen)


_FOOTNOTE = re.compile(r"(?<!\\)\[\^[\w-]{1,40}](?!\()")
_CITE = "cite the document as [@its-id], or write the remark into the text"


def html(text: str, numbers: Mapping[str, int]) -> str:
    """The notes as clean HTML; each `[@id]` becomes its document's number, linked to `#source-<number>`."""
    return re.sub(r"<cite>([^<]*)</cite>", lambda found: _reference(found[1], numbers), _rendered(text).html)


def words(text: str) -> str:
    """The notes' words as a reader sees them, without markup and citations."""
    *cited, last = _CITED.split(_rendered(text).html)
    uncited = "".join([*map(str.rstrip, cited), last])
    return unescape(_TAG.sub(" ", _WITHIN.sub("", uncited)))


_CITED = re.compile("<cite>[^<]*</cite>")
_TAG = re.compile("<[^<>]*>")  # neither mark stands in an address, the one attribute there is
_WITHIN = re.compile(r"</?(?:a|code|em|strong)\b[^<>]*>")
"""Tags that stand within a word too."""


def _reference(source: str, numbers: Mapping[str, int]) -> str:
    number = numbers.get(source)
    if number is None:
        return f"[@{source}]"
    return f'<a href="#source-{number}" aria-label="Source {number}">[{number}]</a>'


def _is_telling(text: str) -> bool:
    """Whether there is what a link, a number or anything nested begins with.

    Without it, rendering the notes can't find anything wrong.
    """
    if any(mark in text for mark in ("](", "]:", "][", "<")) or _TOLD.search(f"\n{text}"):
        return True
    return "*" in text and _STARRED.search(text) is not None


_TOLD = re.compile(r"\n(?:[ \t>]|(?:[*+-] +)*\d+\. )")
_STARRED = re.compile(r"\*(?:\d|(?<=\d\*))")


def _too_complex(text: str) -> Iterator[str]:
    for mark in "[<*_`":
        if text.count(mark) > _MAX_MARKS:
            yield f"more than {_MAX_MARKS} of the character {mark}"
    found = _RUN.findall(text) or _NESTED.findall(f"\n{text}")
    if found:
        yield f"a run of markup such as {shown(found[0], 16)}"


def _outside_code(text: str) -> str:
    return re.sub(r"`[^`]*`", "", text)


def _address_fault(address: str) -> str | None:
    try:
        ascii_url(address)
    except ValueError as error:
        return str(error)
    return None


@lru_cache(maxsize=1 << 14)  # a check, a page and the search ask for the same, one archive after the other
def _rendered(text: str) -> Rendered:
    """Clean HTML with each citation as <cite>, and what became of the text. Raises RecursionError on deep nesting."""
    plain = notes_plain.html(text)
    if plain is not None:
        return Rendered(plain)
    # Markdown is loaded where there is some: most notes are plain text, and a check often meets none at all.
    from generator.notes_markdown import rendered

    return rendered(text)
