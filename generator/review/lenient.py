"""A published claim that today's format can't read whole: what readers were told of it, compared all the same.

A format that moves on must not become a way to change in silence what was published under the old one.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.model import Claim
from generator.problem import Loc
from generator.quotation.words import fold
from generator.review.change import Change
from generator.source import Record

TOLD = ("claim", "short", "claimant", "claimed", "verdict", "summary", "published")


def changes(before: Mapping[str, Any], after: Claim, record: Record) -> Iterator[Change]:
    """What changed of the fields that readers were told, of the quotations and of the corrections.

    `before` is the published file's data as text, lists and mappings; `record` is where `after` was read from.
    """
    for name in TOLD:
        old, new = before.get(name), str(getattr(after, name) or "")
        if isinstance(old, str) and fold(old).strip() != fold(new).strip():
            yield _change(record, (name,), old, new)
    quoted = {fold(piece.quote or "") for piece in after.sources}
    for quote in _texts(before.get("sources"), "quote"):
        if fold(quote) not in quoted:
            yield _lost(record, "sources", quote)
    yield from _corrections(before, after, record)
    if isinstance(before.get("withdrawn"), dict) and after.withdrawn is None:
        yield _lost(record, "withdrawn", "; ".join(_texts([before["withdrawn"]], "reason")))


def _corrections(before: Mapping[str, Any], after: Claim, record: Record) -> Iterator[Change]:
    """Entries that are gone, and new ones."""
    old = {fold(what).strip(): what for what in _texts(before.get("corrections"), "what")}
    new = {fold(entry.what).strip(): index for index, entry in enumerate(after.corrections)}
    yield from (_lost(record, "corrections", what) for text, what in old.items() if text not in new)
    for text, index in new.items():
        if text not in old:
            loc = ("corrections", index)
            at = record.place(loc)
            yield Change(at.line, at.column, "added", loc, after=after.corrections[index].what)


def _texts(items: object, name: str) -> Iterator[str]:
    """The texts of this field in a list of mappings; nothing where it isn't one."""
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and isinstance(text := item.get(name), str) and text.strip():
            yield text.strip()


def _change(record: Record, loc: Loc, before: str, after: str) -> Change:
    at = record.place(loc)
    return Change(at.line, at.column, "changed", loc, before, after)


def _lost(record: Record, name: str, before: str) -> Change:
    at = record.place((name,), key=True)
    return Change(at.line, at.column, "removed", (name,), before)
