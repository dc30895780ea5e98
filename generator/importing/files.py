"""Fields as the text of a file in canonical form, with what couldn't be mapped in its comments."""

import json
import re
from typing import Any

from generator.importing.record import Record
from generator.model import MAX_ID, Draft, Shape, SourceDocument, id_fault
from generator.names import slug
from generator.source_rules import MAX_BYTES
from generator.tidy import TidyError, tidy

Data = dict[str, Any]

_ROOM = 4_000
"""Bytes of a file kept free for what tidying adds."""


def claim_text(fields: Data, comments: list[str], folder: str) -> str:
    """A claim's file; comments that don't fit are left out, the first ones stay."""
    up = "../" * (2 + folder.count("/")) if folder else "../"
    return _text(f"# yaml-language-server: $schema={up}docs/schema/claim.json", fields, comments, Draft)


def source_text(fields: Data) -> str:
    """A source document's file."""
    return _text("# yaml-language-server: $schema=../../docs/schema/source.json", fields, [], SourceDocument)


def comments(record: Record) -> list[str]:
    """What couldn't be mapped, one a line, and the rating as it was given."""
    given = [("rating", str(record.rating))] if record.rating else []
    lines = (f"#   {name}: {text}" for name, text in dict.fromkeys([*given, *record.kept]) if text)
    found = [re.sub(r"\s", " ", line) for line in lines]
    return ["# What the archive said that no field holds:", *found] if found else []


def _text(head: str, fields: Data, remarks: list[str], shape: type[Shape]) -> str:
    written = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value != []]
    room = MAX_BYTES - _ROOM - len("\n".join(written).encode()) * 5 // 4
    plain = "\n".join([head, *_fitting(remarks, room), *written, ""])
    try:
        return tidy(plain, shape)
    except TidyError:
        return plain


def _fitting(remarks: list[str], room: int) -> list[str]:
    """The comments for which there is room; what is cut is said."""
    kept: list[str] = []
    for line in remarks:
        room -= len(line.encode()) + 1
        if room < 0:
            return [*kept, "#   (cut here: the report has the rest)"]
        kept.append(line)
    return kept


_DULL = frozenset({"index", "article", "post", "news", "story", "factcheck", "fact-check", "claimreview", "page"})


def id_candidates(record: Record) -> list[str]:
    """Ids a record could have, the best first: its own, the end of its address, its claim's first words."""
    last = re.sub(r"\.[a-z]{2,5}$", "", re.split(r"[?#]", record.url)[0].rstrip("/").rsplit("/", 1)[-1].lower())
    last = last[:MAX_ID].rsplit("-", 1)[0] if len(last) > MAX_ID else last
    words = record.claim.split()[:8]
    named = slug(" ".join(words)) if words else ""
    named = f"claim-{record.identity[:8]}" if not re.search(r"[a-z]{3}", named) else named
    wordy = re.search(r"[a-z]{3}", last) and "-" in last and last not in _DULL
    found = [record.id, last if wordy and record.url.count("/") > 2 else "", named]
    kept = [one for one in found if one and not id_fault(one)]
    return [*kept, f"{named[: MAX_ID - 9].rstrip('-')}-{record.identity[:8]}", f"claim-{record.identity}"]
