"""Each quotation as a W3C Web Annotation (Data Model, 2017): data/annotations.jsonl, one a line.

The target is the document's own address with a TextQuoteSelector; a quotation that leaves words out has one target for
each of its parts, without the fact-checker's additions. There is no TextPositionSelector: that counts a page's
characters, and what is proved here are places among an article's words, which no other program counts alike; the API
has them as `places`.
A quotation of a document without an address has no target, and so no annotation.
"""

import re
import uuid
from collections.abc import Iterator
from functools import partial
from typing import Any

from generator.export import address
from generator.export.encode import line
from generator.export.records import Records, by_id
from generator.model import UNKNOWN
from generator.part import Part
from generator.publication import Checked, Piece, Publication
from generator.quotation.quote import parse
from generator.quotation.words import words
from generator.render.evidence import beside
from generator.render.page import PlannedFile

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

Data = dict[str, Any]

_DASHES = ("\u2014", "\u2015")
"""Words by themselves, with spaces around them or without."""
_OMISSION = re.compile(r"\[[.…\s]+\]")
_BRACKETS = re.compile(r"\s?\[[^\[\]]*\]")


def annotations(publication: Publication, made: Records) -> Iterator[PlannedFile]:  # noqa: ARG001 - every format's signature
    """The file of all annotations."""
    claims = by_id(publication.claims)
    yield PlannedFile(
        "data/annotations.jsonl", lambda: (Part(one, partial(_annotations, publication, one)) for one in claims)
    )


def _annotations(publication: Publication, one: Checked) -> bytes:
    """The annotations of a claim's quotations, each in a line."""
    quoted = (piece for piece in one.pieces if piece.evidence.quote and piece.document.about.url != UNKNOWN)
    return b"".join(line(_annotation(publication, one, piece)) for piece in quoted)


def without_address(publication: Publication) -> int:
    """How many quotations have no annotation, since their document has no address."""
    pieces = (piece for one in publication.claims for piece in one.pieces)
    return sum(bool(piece.evidence.quote) and piece.document.about.url == UNKNOWN for piece in pieces)


def exact(piece: Piece) -> list[str]:
    """The document's own words, part by part: without omissions, without the fact-checker's additions."""
    quote = piece.evidence.quote or ""
    if "[" not in quote:  # it has neither
        return [" ".join(quote.split())]
    quotation = parse(quote)
    literal = bool(piece.state.proof and piece.state.proof.literal)
    written = [" ".join(part.split()) for part in _OMISSION.split(quote)]
    parts = quotation.parts(literal=literal)
    if len(written) != len(parts):
        return [" ".join(part) for part in parts]
    return [_part(text, expected) for text, expected in zip(written, parts, strict=True)]


def _part(text: str, expected: tuple[str, ...]) -> str:
    """A part as it is written where that is the document's words; else without brackets; else the words compared."""
    candidates = (text, _BRACKETS.sub("", text).strip())
    return next((one for one in candidates if words(one) == expected), " ".join(expected))


def _annotation(publication: Publication, one: Checked, piece: Piece) -> Data:
    root = publication.settings.url
    organisation = {"type": "Organization", "name": publication.settings.name}
    targets = list(_targets(piece))
    return {
        "@context": CONTEXT,
        "id": _id(root, one, piece),
        "type": "Annotation",
        "motivation": "classifying",
        "creator": organisation | ({"homepage": root} if root else {}),
        "rights": publication.settings.licence.url,
        "body": list(_bodies(publication, root, one, piece)),
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _id(root: str | None, one: Checked, piece: Piece) -> str:
    """The passage's place on the claim's page; a name-based UUID (RFC 9562, version 5) where that has no address."""
    place = f"{address.claim(one.id)}#evidence-{piece.number}"
    if root:
        return f"{root}{place}"
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{piece.document.about.url} {place}").urn


def _bodies(publication: Publication, root: str | None, one: Checked, piece: Piece) -> Iterator[Data]:
    """The stance, the claim, the note, the translation."""
    language = publication.settings.language
    yield {"type": "TextualBody", "purpose": "classifying", "value": piece.evidence.stance}
    yield {"type": "TextualBody", "purpose": "tagging", "value": one.id}
    if root:
        yield {"type": "SpecificResource", "purpose": "linking", "source": f"{root}{address.claim(one.id)}"}
    for purpose, value in (("commenting", piece.evidence.note), ("describing", piece.evidence.translation)):
        if value:
            yield {
                "type": "TextualBody",
                "purpose": purpose,
                "value": value,
                "format": "text/plain",
                "language": language,
            }


def _targets(piece: Piece) -> Iterator[Data]:
    """Each part of the quotation on the document's page; archived copies stand beside as its state."""
    about, parts, (before, after) = piece.document.about, exact(piece), beside(piece)
    for number, part in enumerate(parts, 1):
        prefix = before if number == 1 else None
        suffix = after if number == len(parts) else None
        target = {"type": "SpecificResource", "source": about.url, "selector": _selector(part, prefix, suffix)}
        cached = [{"type": "TimeState", "cached": archive} for archive in about.archives]
        yield target | ({"state": cached} if cached else {})


def _selector(part: str, prefix: str | None, suffix: str | None) -> Data:
    selector = {"type": "TextQuoteSelector", "exact": part}
    if prefix and (space := _between(prefix, part)) is not None:
        selector["prefix"] = prefix + space
    if suffix and (space := _between(part, suffix)) is not None:
        selector["suffix"] = space + suffix
    return selector


def _between(before: str, after: str) -> str | None:
    """What stands between two texts: a space, unless their script is written without; None beside a dash: who knows."""
    if words(before + after) != (*words(before), *words(after)):
        return " "
    return None if before[-1:] in _DASHES or after[:1] in _DASHES else ""
