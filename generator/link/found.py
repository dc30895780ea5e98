"""What linking has found so far, and whether something that is named is there."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.contents import FOLDER, Contents, Read, everything
from generator.kept import Kept
from generator.link_rules import unknown_source
from generator.model import Settings, SourceDocument
from generator.problem import Loc, Problem
from generator.publication import Document
from generator.shape_rules import nearest
from generator.source import Record
from generator.verification import Captures, Texts


class Described:
    """A source document as linking knows it: its id, the file that describes it, and what that says of it."""

    def __init__(self, id_: str, read: Read[Any], origins: list[str], about: Callable[[], SourceDocument]) -> None:
        """`origins` are the ids of documents that it comes from; `about` gives its description."""
        self.id = id_
        self.read = read
        self.origins = origins
        self._about = about

    @cached_property
    def about(self) -> SourceDocument:
        """Its description, which only a closer look needs."""
        return self._about()

    @property
    def path(self) -> str:
        """The path of the file that describes it."""
        return self.read.record.path


class _Abouts(Mapping[str, SourceDocument]):
    """The documents' descriptions by id, each made when somebody asks for it."""

    def __init__(self, documents: Mapping[str, Described]) -> None:
        self._documents = documents

    def __getitem__(self, name: str) -> SourceDocument:
        return self._documents[name].about

    def __contains__(self, name: object) -> bool:
        return name in self._documents

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)


@dataclass
class Links:
    """What linking has found so far."""

    contents: Contents
    settings: Settings
    texts: Texts
    kept: Kept
    wanted: Callable[[str], bool] = everything
    """At which paths problems are looked for; elsewhere only what those may refer to matters."""
    documents: dict[str, Described] = field(default_factory=dict)
    by_url: dict[str, Described] = field(default_factory=dict)
    doubled: set[str] = field(default_factory=set)
    """The paths of files that say what another says, which is told there."""
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def about(self) -> Mapping[str, SourceDocument]:
        """The documents' descriptions."""
        return _Abouts(self.documents)

    @cached_property
    def captures(self) -> Captures:
        """The captured texts at hand."""
        return Captures(self.texts, self.about)

    @cached_property
    def meant(self) -> set[str]:
        """The documents that something names by a slip: nearly, or in its notes alone; asked for once all are known."""
        contents, known = self.contents, self.documents
        named = {name for read in contents.claims for name in (*read.brief.named, *read.brief.origins)} - known.keys()
        named |= {name for document in known.values() for name in document.origins} - known.keys()
        named |= {event.source for read in contents.dossiers for event in read.value.timeline} - known.keys()
        cited = {name for read in contents.claims for name in read.brief.cited}
        near = {nearest(name, [*known]) for name in (named | cited) - known.keys()}
        return (cited & known.keys()) | {name for name in near if name}

    def published(self, document: Described) -> Document:
        """A document as pages know it: one object a document, the same as long as its file is the same."""
        return self.kept.made.get(
            (document.path, document.read.digest, document.id),
            lambda: Document(document.id, document.about, document.path),
        )


def has_file(links: Links, folder: str, name: str) -> bool:
    """Whether the file is there although it is faulty, which is reported at the file."""
    return links.contents.has(f"{FOLDER}/{folder}/{name}.yml")


def exists(links: Links, record: Record, loc: Loc, entry: str) -> None:
    """The source document that is named here is there, or its faulty file is."""
    if entry not in links.documents and not has_file(links, "sources", entry):
        message = unknown_source(entry, links.documents, original=loc[-1:] == ("republishes",))
        links.problems.append(record.problem(loc, unknown_source, message))
