"""The source documents: each once, described alike wherever it is described, and from somewhere that is there."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from generator.contents import Read, ReadClaim, ReadDocument
from generator.link.found import Described, Links, exists
from generator.link_rules import (
    duplicate_address,
    duplicate_capture,
    duplicate_claim,
    duplicate_id,
    former_id_taken,
    origin_circle,
    source_conflict,
)
from generator.model import UNKNOWN, Shape, SourceDocument, ascii_url, same_page
from generator.names import document_id
from generator.origins import ancestors, named_by, origins
from generator.problem import Loc, Problem
from generator.quoted import uses
from generator.shape_rules import bad_id
from generator.source import Record


def unique_ids(links: Links) -> None:
    """No two files of a kind share an id."""
    for reads in (links.contents.claims, links.contents.documents, links.contents.dossiers):
        first: dict[str, str] = {}
        for read in (one for one in reads if one.well_named):
            other = first.setdefault(read.id, read.path)
            if other != read.path:
                links.problems.append(read.record.problem((), duplicate_id, duplicate_id(read.id, other)))


def former_ids_free(links: Links) -> None:
    """No former id is an id of its kind now, or a former one twice."""
    contents = links.contents
    claims = [(read.record, (), read.brief.former_ids) for read in contents.claims if read.brief.former_ids]
    documents = [(read.record, (), read.brief.former_ids) for read in contents.documents if read.brief.former_ids]
    described = [(read.record, loc, about.former_ids) for read in contents.describing for loc, about in read.described]
    dossiers = [(read.record, (), read.value.former_ids) for read in contents.dossiers]
    _all_free(links, contents.claims, claims)
    _all_free(links, contents.documents, [*documents, *described], links.documents.values())
    _all_free(links, contents.dossiers, dossiers)


def _all_free(
    links: Links,
    reads: Sequence[Read[Any]],
    former: Iterable[tuple[Record, Loc, Sequence[str]]],
    described: Iterable[Described] = (),
) -> None:
    """None of these former ids is the id of one of these files, or of a document that is described somewhere."""
    taken = {read.id: read.path for read in reads} | {one.id: one.path for one in described}
    for record, loc, names in former:
        for index, name in enumerate(names):
            if name in taken:
                where = (*loc, "former_ids", index)
                links.problems.append(record.problem(where, former_id_taken, former_id_taken(name, taken[name])))
            taken.setdefault(name, record.path)


def filed(links: Links) -> None:
    """The documents that have a file, each page and each captured text once."""
    pages, captures = defaultdict[str, list[Described]](list), defaultdict[str, list[Described]](list)
    for read in links.contents.documents:
        made = Described(read.id, read, read.brief.origins, partial(getattr, read, "value"))
        links.documents.setdefault(read.id, made)
        if read.brief.url != UNKNOWN:
            pages[same_page(read.brief.url)].append(made)
        for hash_ in read.brief.captured:
            captures[hash_].append(made)
    links.by_url |= {page: found[0] for page, found in pages.items()}
    for first, other in _doubles(links, pages.values()):
        message = duplicate_address(other.about.url, first.path)
        links.problems.append(other.read.record.problem(("url",), duplicate_address, message))
    for first, other in _doubles(links, captures.values()):
        if not _one_origin(first, other, links.about):
            message = duplicate_capture(first.path)
            links.problems.append(other.read.record.problem(("capture", "root"), duplicate_capture, message))


def _doubles(links: Links, groups: Iterable[Sequence[Described]]) -> Iterator[tuple[Described, Described]]:
    """Of each group the document that most claims use, the first of several, with each other that isn't told yet."""
    several = [one for one in groups if len(one) > 1]
    claims = links.contents.claims if several else ()
    used = Counter(name for claim in claims for name in uses(links.contents, claim))
    for found in several:
        first = max(found, key=lambda one: used[one.id])
        for other in found:
            if other is not first and other.path not in links.doubled:
                links.doubled.add(other.path)
                yield first, other


def _one_origin(one: Described, other: Described, documents: Mapping[str, SourceDocument]) -> bool:
    """Whether two documents are said to come from one place: then they are one voice, whatever their words."""
    said = any(it.about.republishes or it.about.reports_from or it.about.translated_from for it in (one, other))
    return said and not {*origins(one.id, documents)}.isdisjoint(origins(other.id, documents))


def claims_once(links: Links) -> None:
    """No two claims are the same words of the same claimant on the same day; told at the one that no dossier lists."""
    listed = {name for read in links.contents.dossiers for name in read.value.claims}
    first: dict[str, ReadClaim] = {}
    for read in (one for one in links.contents.claims if one.brief.said and one.well_named):
        stays = first.setdefault(read.brief.said, read)
        if stays.id == read.id:
            continue
        told = read
        if read.id in listed and stays.id not in listed:
            stays, told = read, stays
            first[read.brief.said] = stays
        links.doubled.add(told.path)
        links.problems.append(told.record.problem(("claim",), duplicate_claim, duplicate_claim(stays.path)))


def described(links: Links) -> None:
    """The documents that claims describe themselves; one that has a file is that file's."""
    for read in links.contents.describing:
        for loc, about in read.described:
            known = described_as(links, about)
            if known is not None:
                _agree(links, read, loc, about, known)
                continue
            name = document_id(about.url, about.title, about.publisher)
            made = Described(name, read, [entry for _, entry in named_by(about)], partial(_same, about))
            links.documents[name] = made
            if about.url != UNKNOWN:
                links.by_url[same_page(about.url)] = made


def named_by_address(links: Links) -> None:
    """Where a claim has a document's address for its id, the id is told, which nobody knew who read the claim alone."""
    contents = links.contents
    told = [problem for record in contents.misshapen for problem in _ids_told(links, record)]
    at = {(one.path, one.line, one.column): one for one in told}
    contents.problems = [
        at.get((one.path, one.line, one.column), one) if one.rule == bad_id.name else one for one in contents.problems
    ]


def _ids_told(links: Links, record: Record) -> Iterator[Problem]:
    for loc, written in _named_in(record.data):
        with suppress(ValueError):
            found = links.by_url.get(same_page(ascii_url(written)))
            if found and isinstance(found.read, ReadDocument):
                fault = f"is the address of {found.path}; write its id: {found.id}"
                yield record.problem(loc, bad_id, bad_id(written, fault))


def _named_in(data: Mapping[str, Any]) -> Iterator[tuple[Loc, str]]:
    """The texts where a claim's file names its documents, whatever its shape."""
    for field, inside in (("appearances", ()), ("sources", ("source",))):
        listed = data.get(field)
        for index, one in enumerate(listed if isinstance(listed, list) else ()):
            named = one.get("source") if inside and isinstance(one, dict) else one
            if isinstance(named, str):
                yield (field, index, *inside), named


def described_as(links: Links, about: SourceDocument) -> Described | None:
    """The document that a claim describes itself, where it is known already; it may have a file."""
    found = links.by_url.get(same_page(about.url))
    return found or links.documents.get(document_id(about.url, about.title, about.publisher))


def _same(about: SourceDocument) -> SourceDocument:
    return about


def _agree(links: Links, read: ReadClaim, loc: Loc, about: SourceDocument, known: Described) -> None:
    """Every field that the second description gives has to say what the first says."""
    for name in sorted(about.model_fields_set):
        for way, here, there in _differing((name,), getattr(about, name), getattr(known.about, name)):
            message = source_conflict(way[-1], _said(here), _said(there), known.path)
            links.problems.append(read.record.problem((*loc, *way), source_conflict, message))


def _differing(way: tuple[str, ...], here: Any, there: Any) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Where two values differ, down to the single fields of what is described."""
    if isinstance(here, Shape) and type(here) is type(there):
        for name, field in sorted(type(here).model_fields.items()):
            yield from _differing((*way, field.alias or name), getattr(here, name), getattr(there, name))
    elif here != there:
        yield way, here, there


def _said(value: Any) -> str:
    """A value as a contributor would write it."""
    if isinstance(value, Shape):
        given = (
            (type(value).model_fields[name].alias or name, getattr(value, name)) for name in value.model_fields_set
        )
        return "{" + ", ".join(f"{name}: {_said(one)}" for name, one in sorted(given)) + "}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_said, value))}]"
    return "nothing" if value is None else str(value)


def come_from(links: Links) -> None:
    """Where documents come from exists, and leads to an end."""
    about = links.about
    for document in links.contents.documents:
        if not document.brief.origins or not links.wanted(document.record.path):
            continue
        for loc, entry in named_by(document.value):
            if entry in links.documents and document.id in {entry, *ancestors(entry, about)}:
                links.problems.append(document.record.problem(loc, origin_circle, origin_circle(entry)))
            else:
                exists(links, document.record, loc, entry)
    for claim in links.contents.describing:
        for where, described in claim.described if links.wanted(claim.record.path) else ():
            for loc, entry in named_by(described):
                exists(links, claim.record, (*where, *loc), entry)
