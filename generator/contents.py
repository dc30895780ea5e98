"""What was read of `claims/`: each file's record and what it says, by kind, and the problems met on the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, Self, TypeVar

from generator.brief import ClaimBrief, DocumentBrief, of_claim, of_document
from generator.model import (
    UNKNOWN,
    Claim,
    Dossier,
    Settings,
    Shape,
    SourceDocument,
    SourceRef,
    id_fault,
    id_meant,
    same_page,
)
from generator.problem import Loc, Problem
from generator.proof_files import ProofFiles
from generator.source import Late, Record

S = TypeVar("S", bound=Shape)

FOLDER = "claims"
DOCS = "docs"
SETTINGS = "publication.yml"


def _kinds_folder(path: str) -> str:
    """The folder for files of this kind: source documents and dossiers have their own, claims stand anywhere else."""
    return next((one for one in (f"{FOLDER}/sources/", f"{FOLDER}/dossiers/") if path.startswith(one)), FOLDER)


def everything(name: str) -> bool:  # noqa: ARG001 - whatever it is
    """Any path is wanted."""
    return True


class Read(Generic[S]):
    """A file and what it says. There are many: what can be had again is made, or read, when somebody asks for it."""

    __slots__ = ("_file", "_late", "_record", "_value", "digest", "id", "path")

    def __init__(self, record: Record, value: S) -> None:
        """The record of a file, and its value."""
        self._hold(record.path, "")
        self._record: Record | None = record
        self._value: S | None = value

    def _hold(self, path: str, digest: str) -> None:
        self.path = path
        """The file's path, as shown to people."""
        name = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        self.id = (id_meant(name) or name) if id_fault(name) else name
        """The file's name, which is its id; where that is no id, the one that is meant, by which others name it."""
        self.digest = digest
        """A hash of its content; empty where nobody needs it."""
        self._file = ""
        self._record = self._value = None
        self._late: Callable[[], S] | None = None

    @property
    def well_named(self) -> bool:
        """Whether the file's name is its id."""
        return self.path.endswith(f"/{self.id}.yml")

    @classmethod
    def late(cls, path: str, file: str, digest: str, value: Callable[[], S]) -> Self:
        """What was read of a file before; its value is made when somebody asks for it."""
        read = cls.__new__(cls)
        read._hold(path, digest)
        read._file, read._late = file, value
        return read

    def let_go(self, file: str, digest: str) -> None:
        """Hold no more of the record than where it stands, now that the value is there."""
        self._record, self._file, self.digest = None, file, digest

    @property
    def record(self) -> Record:
        """The file's record."""
        if self._record is None:
            self._record = Late(self.path, self._file)
        return self._record

    @property
    def value(self) -> S:
        """What the file says."""
        if self._value is None:
            assert self._late
            self._value, self._late = self._late(), None
        return self._value


class ReadClaim(Read[Claim]):
    """A claim's file."""

    __slots__ = ("_described", "brief")

    brief: ClaimBrief
    """What others have to know of it."""

    def __init__(self, record: Record, value: Claim) -> None:
        """The record of a file, and its value."""
        super().__init__(record, value)
        self.brief = of_claim(record.data, value)

    @property
    def described(self) -> Sequence[tuple[Loc, SourceDocument]]:
        """The documents that it describes itself."""
        if not self.brief.described:
            return ()
        if not hasattr(self, "_described"):
            documents = ((tuple(loc), SourceDocument.model_validate(data)) for loc, data in self.brief.described)
            self._described = tuple(documents)
        return self._described


class ReadDocument(Read[SourceDocument]):
    """A source document's file."""

    __slots__ = ("brief",)

    brief: DocumentBrief
    """What others have to know of it."""

    def __init__(self, record: Record, value: SourceDocument) -> None:
        """The record of a file, and its value."""
        super().__init__(record, value)
        self.brief = of_document(value)


@dataclass
class Contents:
    """All that was read, by kind and in the order of the paths, and every problem met on the way."""

    settings: Read[Settings] | None = None
    claims: list[ReadClaim] = field(default_factory=list)
    documents: list[ReadDocument] = field(default_factory=list)
    dossiers: list[Read[Dossier]] = field(default_factory=list)
    proofs: ProofFiles = field(default_factory=ProofFiles)
    names: set[str] = field(default_factory=set)
    """Every path met, faulty files too, so that a reference to a faulty file isn't called unknown."""
    meant: set[str] = field(default_factory=set)
    """The paths that files with a wrong name or in a wrong folder should have: what refers to them isn't wrong too."""
    closed: set[str] = field(default_factory=set)
    """Folders that can't be read, or are links: what refers to a file that may stand in one isn't wrong too."""
    misshapen: list[Record] = field(default_factory=list)
    """Claims that are data but not of the shape of one: what can be said of them is said all the same."""
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def describing(self) -> list[ReadClaim]:
        """The claims that describe documents themselves; asked for once all files are read."""
        return [read for read in self.claims if read.brief.described]

    def has(self, path: str) -> bool:
        """Whether there is such a file, faulty or not, or one that should or may stand there."""
        return path in self.names or path in self.meant or (bool(self.closed) and self._may_hold(path))

    def _may_hold(self, path: str) -> bool:
        """Whether a folder that can't be looked into is for files of this kind."""
        return _kinds_folder(path) in {_kinds_folder(f"{folder}/") for folder in self.closed}

    def has_claim(self, name: str) -> bool:
        """Whether there is a claim's file of this name, faulty or not, or one that should or may stand there."""
        return name in self._stems or (bool(self.closed) and self._may_hold(f"{FOLDER}/{name}.yml"))

    @cached_property
    def _stems(self) -> set[str]:
        """The names of all files, wherever they stand; asked for once all files are read."""
        return {path.rsplit("/", 1)[-1].removesuffix(".yml") for path in (*self.names, *self.meant)}

    def all_claims_read(self) -> bool:
        """Whether each file that is or may be a claim could be read, so that it is known what none of them names."""
        other = (f"{FOLDER}/sources/", f"{FOLDER}/dossiers/", f"{FOLDER}/{SETTINGS}")
        paths = (name for name in (*self.names, *self.meant) if name.endswith(".yml") and not name.startswith(other))
        return not self.closed and {*paths} <= {read.path for read in self.claims}

    def filed(self, source: SourceRef) -> str | None:
        """The id of the document with a file that a claim names, or describes itself at the same address."""
        if isinstance(source, str):
            return source
        return self._by_url.get(same_page(source.url))

    @cached_property
    def _by_url(self) -> dict[str, str]:
        """Ids by address; asked for once all files are read."""
        return {same_page(read.brief.url): read.id for read in reversed(self.documents) if read.brief.url != UNKNOWN}
