"""What linking has found so far, and whether something that is named is there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from generator.contents import FOLDER, Contents, everything
from generator.link_rules import unknown_source
from generator.model import Settings, SourceDocument
from generator.problem import Loc, Problem
from generator.publication import Document
from generator.source import Record
from generator.verification import Captures, Texts


@dataclass
class Links:
    """What linking has found so far."""

    contents: Contents
    settings: Settings
    texts: Texts
    wanted: Callable[[str], bool] = everything
    """At which paths problems are looked for; elsewhere only what those may refer to matters."""
    documents: dict[str, Document] = field(default_factory=dict)
    by_url: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def about(self) -> dict[str, SourceDocument]:
        """The documents' descriptions; asked for once all documents are known."""
        return {id_: document.about for id_, document in self.documents.items()}

    @cached_property
    def captures(self) -> Captures:
        """The captured texts at hand."""
        return Captures(self.texts, self.about)


def has_file(links: Links, folder: str, name: str) -> bool:
    """Whether the file is there although it is faulty, which is reported at the file."""
    return f"{FOLDER}/{folder}/{name}.yml" in links.contents.names


def exists(links: Links, record: Record, loc: Loc, entry: str) -> None:
    """The source document that is named here is there, or its faulty file is."""
    if entry not in links.documents and not has_file(links, "sources", entry):
        links.problems.append(record.problem(loc, unknown_source, unknown_source(entry, links.documents)))
