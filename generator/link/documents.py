"""The source documents: each once, described alike wherever it is described, and from somewhere that is there."""

from collections.abc import Iterator, Sequence
from typing import Any

from generator.contents import Read
from generator.link.found import Links, exists
from generator.link_rules import duplicate_address, duplicate_id, former_id_taken, origin_circle, source_conflict
from generator.model import UNKNOWN, Claim, Shape, SourceDocument
from generator.names import document_id
from generator.origins import ancestors, names_document
from generator.problem import Loc
from generator.publication import Document
from generator.source import Record


def unique_ids(links: Links) -> None:
    """No two files of a kind share an id."""
    for reads in (links.contents.claims, links.contents.documents, links.contents.dossiers):
        first: dict[str, str] = {}
        for read in reads:
            other = first.setdefault(read.id, read.record.path)
            if other != read.record.path:
                links.problems.append(read.record.problem((), duplicate_id, duplicate_id(read.id, other)))


def former_ids_free(links: Links) -> None:
    """No former id is an id of its kind now, or a former one twice."""
    contents = links.contents
    described = [(read.record, loc, about) for read in contents.claims for loc, about in _inline(read)]
    files: tuple[Sequence[Read[Any]], ...] = (contents.claims, contents.documents, contents.dossiers)
    for reads in files:
        taken = {read.id: read.record.path for read in reads}
        found: list[tuple[Record, Loc, Any]] = [
            (read.record, (), read.value) for read in reads if "former_ids" in read.record.data
        ]
        if reads is contents.documents:
            taken |= {id_: document.path for id_, document in links.documents.items()}
            found += described
        for record, loc, value in found:
            for index, name in enumerate(value.former_ids):
                if name in taken:
                    where = (*loc, "former_ids", index)
                    links.problems.append(record.problem(where, former_id_taken, former_id_taken(name, taken[name])))
                taken.setdefault(name, record.path)


def filed(links: Links) -> None:
    """The documents that have a file."""
    for read in links.contents.documents:
        made = Document(read.id, read.value, read.record.path)
        url = read.value.url
        if url != UNKNOWN and url in links.by_url:
            message = duplicate_address(url, links.by_url[url].path)
            links.problems.append(read.record.problem(("url",), duplicate_address, message))
        links.documents.setdefault(read.id, made)
        if url != UNKNOWN:
            links.by_url.setdefault(url, made)


def described(links: Links) -> None:
    """The documents that claims describe themselves; one that has a file is that file's."""
    for read in links.contents.claims:
        for loc, about in _inline(read):
            known = links.by_url.get(about.url)
            if known is None:
                name = document_id(about.url, about.title, about.publisher)
                known = links.documents.get(name)
            if known is not None:
                _agree(links, read, loc, about, known)
                continue
            links.documents[name] = made = Document(name, about, read.record.path)
            if about.url != UNKNOWN:
                links.by_url[about.url] = made


def _inline(read: Read[Claim]) -> Iterator[tuple[Loc, SourceDocument]]:
    """The documents that a claim describes itself; where it has none, its data says so without a closer look."""
    given = read.record.data
    named = [*_listed(given.get("appearances")), *(one.get("source") for one in _listed(given.get("sources")))]
    if dict not in map(type, named):
        return
    claim = read.value
    for index, source in enumerate(claim.appearances):
        if isinstance(source, SourceDocument):
            yield ("appearances", index), source
    for index, piece in enumerate(claim.sources):
        if isinstance(piece.source, SourceDocument):
            yield ("sources", index, "source"), piece.source


def _listed(given: object) -> list[Any]:
    return given if isinstance(given, list) else []


def _agree(links: Links, read: Read[Claim], loc: Loc, about: SourceDocument, known: Document) -> None:
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
        for loc, entry in named_by(document.value) if links.wanted(document.record.path) else ():
            if entry in links.documents and document.id in {entry, *ancestors(entry, about)}:
                links.problems.append(document.record.problem(loc, origin_circle, origin_circle(entry)))
            else:
                exists(links, document.record, loc, entry)
    for claim in links.contents.claims:
        for where, described in _inline(claim) if links.wanted(claim.record.path) else ():
            for loc, entry in named_by(described):
                exists(links, claim.record, (*where, *loc), entry)


def named_by(about: SourceDocument) -> Iterator[tuple[Loc, str]]:
    """The documents that a document says it comes from."""
    if isinstance(about.republishes, str):
        yield ("republishes",), about.republishes
    if about.translated_from and about.translated_from.document:
        yield ("translated_from", "document"), about.translated_from.document
    for index, entry in enumerate(about.reports_from):
        if names_document(entry):
            yield ("reports_from", index), entry
