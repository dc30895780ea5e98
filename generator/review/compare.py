"""Two sets of contents, at the base and now, to the editorial changes between them. Pure.

Values are compared as the model reads them, so comments, field order, wrapping and quotes of YAML don't count. Every
field is compared; only evidence, which people reorder and split, is paired first (`match`).
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from generator.contents import Contents
from generator.model import UNKNOWN, Claim, Evidence, Shape, SourceRef
from generator.problem import Loc, Problem
from generator.quotation.words import fold
from generator.review import lenient, match
from generator.review.change import Change, Kind, Reviewed
from generator.review.corrections import Days, days
from generator.review.documents import Sources, another, documents
from generator.review.entries import Entry, Key, entries
from generator.source import Record


@dataclass(frozen=True)
class _Facts:
    """What has to be known of the base: who quoted a document, who had a verdict, what was no page; and of today."""

    quoting: Mapping[str, Sequence[str]]
    judged: Mapping[str, Sequence[str]]
    drafts: Set[Key]
    today: str


def compare(before: Contents, after: Contents, today: str) -> tuple[Reviewed, ...]:
    """Every file that changed, with its changes: claims first, then documents, dossiers, the publication's facts.

    `today` tells which corrections have a day that is still to come.
    """
    pairs = [*match.pairs(entries(before), entries(after))]
    filed = {(old.id, new.id) for old, new in pairs if old and new and new.about == "source document"}
    sources = Sources(documents(before), documents(after), filed)
    facts = _Facts(_quoting(before), _judged(before), _drafts(before), today)
    found = (_reviewed(old, new, sources, facts) for old, new in pairs)
    order = ("claim", "source document", "dossier", "publication")
    return tuple(sorted((one for one in found if one.changes), key=lambda one: (order.index(one.about), one.path)))


def _quoting(contents: Contents) -> dict[str, list[str]]:
    """The published claims that quote a source document, by its id; also those that describe it and have it there."""
    found: dict[str, set[str]] = {}
    for read in contents.claims:
        for piece in read.value.sources:
            if piece.quote and (source := contents.filed(piece.source)) and not read.value.draft:
                found.setdefault(source, set()).add(read.id)
    return {source: sorted(claims) for source, claims in found.items()}


def _judged(contents: Contents) -> dict[str, list[str]]:
    """The published claims that have a verdict, by its id."""
    found: dict[str, list[str]] = {}
    for read in contents.claims:
        if not read.value.draft:
            found.setdefault(read.value.verdict, []).append(read.id)
    return {verdict: sorted(claims) for verdict, claims in found.items()}


def _drafts(contents: Contents) -> set[Key]:
    """What was no page yet: drafts, and the source documents that only drafts name."""
    drafts = [read for read in contents.claims if read.value.draft]
    named = {id_ for read in contents.claims if not read.value.draft for id_ in read.brief.named}
    named |= {id_ for read in contents.documents for id_ in read.brief.origins}
    named |= {event.source for read in contents.dossiers for event in read.value.timeline}
    claims: set[Key] = {("claim", read.id) for read in drafts}
    return claims | {("source document", id_) for read in drafts for id_ in read.brief.named if id_ not in named}


def _reviewed(old: Entry | None, new: Entry | None, sources: Sources, facts: _Facts) -> Reviewed:
    entry = new or old
    assert entry is not None
    dated = _days(old, new, facts.today)
    changes = sorted(_changes(old, new, sources), key=lambda one: (one.line, one.column, one.field, one.kind))
    return Reviewed(
        entry.about,
        entry.id,
        entry.path,
        tuple(changes),
        published=old is not None and (old.about, old.id) not in facts.drafts,
        quoted_by=tuple(facts.quoting.get(old.id, ())) if old and entry.about == "source document" else (),
        judged=facts.judged if entry.about == "publication" else {},
        backdated=dated.early,
        postdated=dated.ahead,
        redated=tuple(map(said, dated.mended)),
        ahead=tuple(_ahead(new, facts.today)),
    )


def _ahead(new: Entry | None, today: str) -> Iterator[Change]:
    """The days in a file that are still to come, of what has happened once it is published; a draft isn't."""
    if new is None or new.read is None or getattr(new.read.value, "draft", False):
        return
    for loc in (("published",), ("accessed",), ("withdrawn", "date")):
        day: Any = new.read.value
        for part in loc:
            day = getattr(day, part, None)
        if day and day != UNKNOWN and day > today:
            yield _change(new.read.record, "changed", loc, after=day)


def _days(old: Entry | None, new: Entry | None, today: str) -> Days:
    """What is to be said of the days of a claim's corrections; nothing of a file of another kind."""
    before, after = (one.read.value if one and one.read else None for one in (old, new))
    if isinstance(before, Claim) and isinstance(after, Claim):
        return days(before.corrections, after.corrections, today)
    return Days()


def _changes(old: Entry | None, new: Entry | None, sources: Sources) -> Iterator[Change]:
    """What happened to the file, and what changed in it where both sides can be read."""
    if new is None:
        assert old is not None
        yield Change(1, 1, "removed", before=_headline(old))
        yield from (Change(1, 1, "removed", ("former_ids",), name) for name in match.former_ids(old))
    elif old is None:
        yield Change(1, 1, "added", after=_headline(new))
    else:
        if old.path != new.path:
            named: Kind = "redirected" if match.leads_on(old, new) else "renamed"
            yield Change(1, 1, "moved" if old.id == new.id else named, before=old.path, after=new.path)
        yield from _content(old, new, sources)


def _content(old: Entry, new: Entry, sources: Sources) -> Iterator[Change]:
    """What changed in the file; where a side can't be read, that."""
    if new.read and old.read:
        before, after = old.read.value, new.read.value
        yield from _fields(before, after, (), new.read.record)
        if isinstance(before, Claim) and isinstance(after, Claim):
            yield from _evidence(before.sources, after.sources, new.read.record, sources)
    elif new.fault and not new.read:
        yield Change(new.fault.line, new.fault.column, "not compared", after=_fault(new.fault))
    elif old.fault:
        yield Change(1, 1, "not compared", before=_fault(old.fault))
        if old.raw and new.read and isinstance(new.read.value, Claim):
            yield from lenient.changes(old.raw.data, new.read.value, new.read.record)


def _fault(problem: Problem) -> str:
    return f"{problem.field}: {problem.message}" if problem.field else problem.message


def _headline(entry: Entry) -> str:
    """What the file is about, in its own words."""
    value = entry.read.value if entry.read else None
    return str(getattr(value, "claim", None) or getattr(value, "title", None) or getattr(value, "name", ""))


def _fields(before: Shape, after: Shape, loc: Loc, record: Record) -> Iterator[Change]:
    """What changed from field to field; a claim's evidence is left to _evidence."""
    for name, info in type(before).model_fields.items():
        if not (isinstance(before, Claim) and name == "sources"):
            where = (*loc, info.alias or name)
            yield from _value(getattr(before, name), getattr(after, name), where, record)


def _value(before: Any, after: Any, loc: Loc, record: Record) -> Iterator[Change]:
    """What changed in a value: inside it where that tells more."""
    if before == after and (not isinstance(before, dict) or list(before) == list(after)):
        return
    if isinstance(before, tuple) and isinstance(after, tuple):
        yield from _items(before, after, loc, record)
    elif isinstance(before, dict):
        yield from _entries(before, after, loc, record)
    elif isinstance(before, Shape) and type(before) is type(after):
        yield from _fields(before, after, loc, record)
    else:
        yield _change(record, _kind(said(before), said(after)), loc, said(before), said(after))


def _kind(before: str, after: str) -> Kind:
    if not before:
        return "added"
    if not after:
        return "removed"
    return "typography" if fold(before) == fold(after) else "changed"


def _items(before: Sequence[Any], after: Sequence[Any], loc: Loc, record: Record) -> Iterator[Change]:
    """What a list lost and what is new in it; else that its typography or its order changed."""
    old, new = [fold(said(item)) for item in before], [fold(said(item)) for item in after]
    lost = [item for item, text in zip(before, old, strict=True) if text not in new]
    added = [index for index, text in enumerate(new) if text not in old]
    yield from (_change(record, "removed", loc, said(item)) for item in lost)
    yield from (_change(record, "added", (*loc, index), after=said(after[index])) for index in added)
    if not lost and not added:
        kind: Kind = "typography" if old == new else "reordered"
        yield _change(record, kind, loc, said(before), said(after))


def _entries(before: dict[str, Any], after: dict[str, Any], loc: Loc, record: Record) -> Iterator[Change]:
    """What changed under each name; else that their order changed."""
    for name in sorted(before.keys() | after.keys()):
        yield from _value(before.get(name), after.get(name), (*loc, name), record)
    if before.keys() == after.keys() and list(before) != list(after):
        yield _change(record, "reordered", loc, said(tuple(before)), said(tuple(after)))


def _evidence(
    before: Sequence[Evidence], after: Sequence[Evidence], record: Record, sources: Sources
) -> Iterator[Change]:
    """What changed in the evidence: within a piece, pieces lost, pieces new, their order."""
    pairs = sorted(match.evidence(before, after, sources.same), key=lambda pair: pair[1])
    for i, j in pairs:
        for change in _piece(before[i], after[j], ("sources", j), record, sources):
            yield replace(change, of=_name(after[j].source))
    for i in sorted(set(range(len(before))) - {i for i, _ in pairs}):
        yield _change(record, "removed", ("sources",), said(before[i]), of=_name(before[i].source))
    for j in sorted(set(range(len(after))) - {j for _, j in pairs}):
        yield _change(record, "added", ("sources", j), after=said(after[j]), of=_name(after[j].source))
    if pairs != sorted(pairs):
        yield _change(record, "reordered", ("sources",))


def _piece(before: Evidence, after: Evidence, loc: Loc, record: Record, sources: Sources) -> Iterator[Change]:
    """What changed in one piece."""
    yield from _source(before.source, after.source, (*loc, "source"), record, sources)
    for name in (name for name in Evidence.model_fields if name != "source"):
        yield from _value(getattr(before, name), getattr(after, name), (*loc, name), record)


def _source(before: SourceRef, after: SourceRef, loc: Loc, record: Record, sources: Sources) -> Iterator[Change]:
    """Where a piece is from now, and else what makes the document there another one.

    A document that got a file, or whose file took another one in, is the same one as long as the same is said of it.
    What changed in a file that was there before is told with the file.
    """
    named = isinstance(before, str) or isinstance(after, str)
    if not named or not sources.same(before, after):
        yield from _value(before, after, loc, record)
    elif not sources.one_file(before, after) and (both := sources.described(before, after)):
        yield from (one for one in _fields(*both, loc, record) if another(one.loc[len(loc) :], one))


def _change(record: Record, kind: Kind, loc: Loc, before: str = "", after: str = "", of: str = "") -> Change:
    at = record.place(loc, key=kind in ("removed", "reordered"))
    return Change(at.line, at.column, kind, loc, before, after, of)


def _name(source: SourceRef) -> str:
    """How a sentence names a source document."""
    return source if isinstance(source, str) else source.title


def said(value: Any) -> str:
    """A value as text; nothing for none."""
    if isinstance(value, Evidence):
        return f"{value.stance}: {value.quote or value.note}"
    if isinstance(value, Shape):
        named = ((info.alias or name, said(getattr(value, name))) for name, info in type(value).model_fields.items())
        return "; ".join(f"{name}: {text}" for name, text in named if text)
    if isinstance(value, tuple):
        return ", ".join(map(said, value)) or "none"
    return f"{value:.15g}" if isinstance(value, float) else "" if value is None else str(value)
