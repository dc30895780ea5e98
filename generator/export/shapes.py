"""The shapes of what is exported: the records of the API, of claims.jsonl and, taken apart, of the tables.

Each field has one type, and null where a thing isn't known. The published JSON Schema (2020-12) comes from here.
A `path` is below the site's root; the `url` beside it is null as long as the site's address isn't known.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.model import ID, UNKNOWN, Kind, MediaRating, Stance

Id = Annotated[str, Field(pattern=f"^{ID.pattern}$")]
Path = Annotated[str, Field(description="An address below the site's root.")]
Url = Annotated[str, Field(pattern="^https?://")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Date = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A day, a month or a year: ISO 8601, as precise as it is known, which its length tells."""
Place = tuple[int, int]


def known(text: str) -> str | None:
    """The text, or None where it says that the thing is unknown."""
    return None if text == UNKNOWN else text


class Record(BaseModel):
    """What all records share: no other field, and every field always there."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Figure(Record):
    """A number that a passage gives: a value, or a range from low to high."""

    value: float | None
    low: float | None
    high: float | None
    bound: Literal["about", "at least", "more than", "at most", "less than"] | None
    unit: str = Field(description="What is counted.")
    counts: str = Field(description="Which of them; figures with other words here can't be compared.")
    as_of: Date | None = Field(description="The date the number holds for.")
    by: str | None = Field(description="Who estimated or counted it.")


class Evidence(Record):
    """One passage of a source document and what it says about the claim."""

    number: int = Field(description="Counts from 1; the passage stands at #evidence-<number> on the claim's page.")
    source: Id
    stance: Stance
    quote: str | None = Field(description="Word for word; […] leaves words out, other brackets hold the checker's own.")
    prefix: str | None = Field(description="Words right before the quotation.")
    suffix: str | None = Field(description="Words right after the quotation.")
    translation: str | None
    note: str | None
    says: str | None = Field(description="Its answer in a few words.")
    state: Literal["verified", "copied", "paraphrase"] = Field(
        description="verified: proved to stand in the captured document. copied: by hand. paraphrase: no quotation."
    )
    places: tuple[Place, ...] = Field(
        description="First and last word of each part in the captured text, counted from 1; empty unless verified."
    )
    link: Url | None = Field(description="Leads to the words on their page (URL text fragment).")
    reports_from: tuple[str, ...] | None = Field(description="Where the passage comes from, where it says so itself.")
    origins: tuple[str, ...] = Field(description="Who it goes back to in the end; the same names are one voice.")
    figure: Figure | None


class Correction(Record):
    """An open correction."""

    date: Day
    kind: Literal["correction", "update", "clarification"]
    what: str
    why: str


class Withdrawal(Record):
    """When and why a claim was taken back."""

    date: Day
    reason: str


class Media(Record):
    """The image or video that a claim is about."""

    kind: Literal["image", "video"]
    rating: MediaRating
    url: Url | None
    context: str | None
    original: Url | None


class ClaimSummary(Record):
    """A claim as lists have it."""

    id: Id
    path: Path
    url: Url | None
    api_path: Path
    claim: str
    short: str | None = Field(description="The claim in at most 75 characters.")
    claimant: str | None
    claimed: Date | None = Field(description="When the claim was made.")
    verdict: Id
    verdict_label: str
    rating: int | None = Field(description="From 1 (worst) to 5 (best); null for a verdict off the scale.")
    summary: str
    topics: tuple[Id, ...]
    dossier: Id | None
    published: Day
    modified: Day = Field(description="The day of the newest correction, else of publication.")


class Claim(ClaimSummary):
    """A claim with its evidence: all that its page is made from."""

    appearances: tuple[Id, ...] = Field(description="The source documents that make the claim, the first one first.")
    media: Media | None
    why_checked: str | None
    notes: str | None = Field(description="The analysis, in Markdown; [@id] cites a source document.")
    authors: tuple[str, ...]
    reviewed_by: tuple[str, ...]
    expires: Day | None = Field(description="The day to look at it again.")
    single_source_reason: str | None
    one_sided_reason: str | None
    corrections: tuple[Correction, ...]
    moved_from: Url | None = Field(description="The address this fact-check had before it came here.")
    evidence: tuple[Evidence, ...]
    withdrawn: None


class Tombstone(Record):
    """What is left of a claim that was taken back."""

    id: Id
    path: Path
    url: Url | None
    api_path: Path
    published: Day
    withdrawn: Withdrawal


class Original(Record):
    """What a document is a copy of: a source document here, or one described."""

    source: Id | None
    publisher: str | None
    title: str | None
    url: Url | None
    note: str | None


class Translated(Record):
    """What a document is a translation of."""

    language: str
    by: Literal["machine", "person"] | None
    source: Id | None
    publisher: str | None
    url: Url | None
    note: str | None


class Copied(Record):
    """Who copied its passages by hand."""

    by: str | None
    on: Day | None


class Capture(Record):
    """What was captured of it, and the Merkle root that its quotations are proved against."""

    captured: str | None
    received_from: str
    how: str
    received_sha256: str
    words: int
    root: str


class Source(Record):
    """A source document: an article under check, or evidence."""

    id: Id
    path: Path
    url: Url | None = Field(description="The address of its page here; its own is original_url.")
    api_path: Path
    title: str | None
    publisher: str | None
    original_url: Url | None
    kind: Kind
    language: str
    author: str | None
    published: Date | None
    date_note: str | None
    accessed: Day | None
    archives: tuple[Url, ...]
    interest: str | None
    republishes: Original | None
    translated_from: Translated | None
    reports_from: tuple[str, ...]
    origins: tuple[str, ...] = Field(description="Who it goes back to in the end.")
    note: str | None
    copied: Copied | None
    capture: Capture | None
    makes: tuple[Id, ...] = Field(description="The claims that it makes.")
    evidence_on: tuple[Id, ...] = Field(
        description="The claims that list it among their evidence, as making the claim too."
    )


class Event(Record):
    """A dated fact."""

    date: Date | None
    what: str
    source: Id


class Dossier(Record):
    """Claims about one event, in reading order."""

    id: Id
    path: Path
    url: Url | None
    api_path: Path
    title: str
    summary: str
    claims: tuple[Id, ...]
    timeline: tuple[Event, ...]


class Verdict(Record):
    """One word of the scale."""

    id: Id
    path: Path
    url: Url | None
    label: str
    meaning: str
    rating: int | None
    claims: int = Field(description="How many claims have it.")


class Topic(Record):
    """A topic that claims name."""

    id: Id
    label: str
    claims: int


_HASHED = (
    "Of a line of JSON with the publication's name, tagline, language and licence as a list, then of the lines of "
    "claims.jsonl that are no withdrawn claim's and those of sources.jsonl, then of a line for each record of "
    "withdrawn.json, dossiers.json, verdicts.json and of index.json's topics."
)


class GeneratedFrom(Record):
    """What the files were made from: nothing in them comes from a clock."""

    date: Day | None = Field(description="The newest day in the content; null where there is none.")
    sha256: str = Field(pattern="^[0-9a-f]{64}$", description=_HASHED)
