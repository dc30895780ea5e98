"""The shapes of the API's files that hold more than one record."""

from pydantic import Field

from generator.export.shapes import (
    ClaimSummary,
    Dossier,
    GeneratedFrom,
    Path,
    Record,
    Source,
    Tombstone,
    Topic,
    Url,
    Verdict,
)


class Page(Record):
    """A part of a list that may go on in the file `next`."""

    page: int
    pages: int
    total: int
    next: Path | None


class ClaimPage(Page):
    """Claims by id."""

    claims: tuple[ClaimSummary, ...]


class SourcePage(Page):
    """Source documents by id."""

    sources: tuple[Source, ...]


class Dossiers(Record):
    """All dossiers by id."""

    dossiers: tuple[Dossier, ...]


class Withdrawn(Record):
    """All claims that were taken back, by id."""

    withdrawn: tuple[Tombstone, ...]


class Verdicts(Record):
    """The scale, best first, and its ends."""

    best: int
    worst: int
    verdicts: tuple[Verdict, ...]


class Licence(Record):
    """The licence of the content; quotations belong to their publishers."""

    name: str
    url: Url


class Counts(Record):
    """How much there is."""

    claims: int
    withdrawn: int
    corrections: int = Field(description="Corrections, updates and clarifications, those of withdrawn claims too.")
    sources: int
    dossiers: int
    evidence: int
    verified: int = Field(description="Quotations proved to stand in a captured document.")
    copied: int = Field(description="Quotations copied by hand.")
    paraphrase: int = Field(description="Pieces of evidence without a quotation.")


class Links(Record):
    """Where everything else is, below the site's root."""

    claims: Path
    sources: Path
    dossiers: Path
    verdicts: Path
    withdrawn: Path
    json_schema: Path
    openapi: Path


class Index(Record):
    """The API's first file."""

    name: str
    tagline: str
    language: str
    url: Url | None
    licence: Licence
    generated_from: GeneratedFrom
    counts: Counts
    topics: tuple[Topic, ...]
    links: Links
