"""A claim: who made it and where, the evidence with its quotations, the verdict, and what was corrected since."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.fields import (
    UNKNOWN,
    YES,
    Beside,
    Day,
    DayOrUnknown,
    Id,
    Line,
    MediaRating,
    Notes,
    Number,
    PartialDate,
    Quote,
    Shape,
    Stance,
    Url,
    Word,
    Words,
    one_line,
    true_or_false,
    up_to,
)
from generator.model.source import SourceRef


class Figure(Shape):
    """A number that a passage gives, with what it counts: without that, two numbers can't be compared."""

    value: Number | None = Field(None, description="The number, where it is one.")
    low: Number | None = Field(None, description="The lower end, where it is a range.")
    high: Number | None = Field(None, description="The upper end, where it is a range.")
    bound: Literal["about", "at least", "more than", "at most", "less than"] | None = Field(
        None, description="How the passage qualifies the number."
    )
    unit: Line = Field(description="What is counted.", examples=["soldiers"])
    counts: Line = Field(
        description="Which of them: the same words for the same thing.", examples=["killed or wounded"]
    )
    as_of: PartialDate = Field(description="The date the number holds for: a day, a month, a year, or `unknown`.")
    by: Line = Field(description="Who estimated or counted it, or `unknown`.")

    @classmethod
    def asked(cls) -> list[str]:
        """The number, which may be a range instead, and what belongs to it."""
        return ["value", *super().asked()]

    @model_validator(mode="after")
    def _number(self) -> "Figure":
        """A value, or a range with its lower end first."""
        ranged = self.low is not None and self.high is not None and self.low < self.high
        if (self.value is None) != ranged or (self.value is not None and (self.low, self.high) != (None, None)):
            raise PydanticCustomError("bad-figure", "needs either `value`, or `low` and `high` with `low` the smaller")
        return self


class Evidence(Shape):
    """One passage of a source document and what it says about the claim."""

    source: SourceRef = Field(description="The id of a file in claims/sources/, or the document described right here.")
    stance: Stance = Field(
        description="asserts: it makes the claim. supports, contradicts: evidence for or against it. context: neither."
    )
    quote: Quote | None = Field(None, description="The passage, word for word as it stands in the document.")
    prefix: Beside | None = Field(None, description="A few words right before it, where the same words occur twice.")
    suffix: Beside | None = Field(None, description="A few words right after it, where the same words occur twice.")
    translation: Words | None = Field(None, description="The passage in the publication's language.")
    note: Words | None = Field(None, description="What this passage shows, in a sentence.")
    says: Annotated[str, up_to(40), AfterValidator(one_line)] | None = Field(
        None, description="Its answer in a few words, for the dossier's matrix.", examples=["19 June 2024"]
    )
    figure: Figure | None = Field(None, description="The number it gives, where the claim is about one.")
    reports_from: tuple[Line, ...] | None = Field(
        None, description="Where this passage comes from, where that isn't where the rest of the document does."
    )


class Correction(Shape):
    """An open correction of a published claim."""

    date: Day = Field(description="The day of the correction.")
    kind: Literal["correction", "update", "clarification"] = Field(
        "correction",
        description="correction: it was wrong. update: something new is known. clarification: it was unclear.",
    )
    what: Words = Field(description="What changed, and what it said before.")
    why: Words = Field(description="Why it changed.")


class Withdrawal(Shape):
    """A published claim taken back: its page stays, with a notice."""

    date: Day = Field(description="The day it was withdrawn.")
    reason: Words = Field(description="Why, in words for its readers.")


class Media(Shape):
    """The image or video that a claim is about, and how authentic it is (schema.org MediaReview)."""

    kind: Literal["image", "video"] = Field(description="What it is.")
    rating: MediaRating = Field(
        description="original, decontextualized, edited-or-cropped, satire-or-parody, staged or transformed."
    )
    url: Url | None = Field(None, description="Where it was seen with the claim.")
    context: Words | None = Field(None, description="What the original shows, and where it comes from.")
    original: Url | None = Field(None, description="Where the original stands.")


class Claim(Shape):
    """A claim, who made it and where, the evidence, the verdict, and how it was reached."""

    def __hash__(self) -> int:
        """Cheap; equality decides."""
        return hash((self.claim, self.claimant))

    draft: Annotated[bool, BeforeValidator(true_or_false)] = Field(
        False,
        description="true: not finished. A draft may lack what isn't known yet; it is checked, only `mkdocs serve` "
        "shows it, and it is never published.",
    )
    claim: Line = Field(
        description="The claim in one sentence, as it was made.", examples=["The harbour closed in May."]
    )
    short: Annotated[str, up_to(75), AfterValidator(one_line)] | None = Field(
        None, description="The claim in at most 75 characters, for lists; it holds no verdict."
    )
    claimant: Line = Field(description="The person or organisation whose claim it is, or `unknown`.")
    claimed: PartialDate = Field(description="When it was made: a day, a month, a year, or `unknown`.")
    appearances: tuple[SourceRef, ...] = Field(
        min_length=1, description="The source documents that make the claim, the first one first."
    )
    verdict: Word = Field(description="A word of the scale in claims/publication.yml.", examples=["incorrect"])
    summary: Words = Field(description="One or two sentences a reader takes away.")
    sources: tuple[Evidence, ...] = Field(min_length=1, description="The evidence, passage by passage.")
    media: Media | None = Field(None, description="The image or video that the claim is about, where it is about one.")
    why_checked: Words | None = Field(None, description="Why this claim was worth checking.")
    notes: Notes | None = Field(None, description="The analysis, in Markdown; [@id] cites a source document.")
    topics: tuple[Word, ...] = Field((), description="Topics of claims/publication.yml.")
    dossier: Id | None = Field(None, description="The dossier it belongs to: the name of a file in claims/dossiers/.")
    authors: tuple[Line, ...] = Field((), description="Who wrote this fact-check.")
    published: Day = Field(description="The day this fact-check was first published.")
    corrections: tuple[Correction, ...] = Field((), description="What was corrected since, each with its date.")
    withdrawn: Withdrawal | None = Field(None, description="A published claim is never deleted; it is withdrawn.")
    reviewed_by: tuple[Line, ...] = Field((), description="Who read it before it was published.")
    expires: Day | None = Field(None, description="The day to look at it again.")
    single_source_reason: Words | None = Field(None, description="Why one piece of evidence is enough here.")
    one_sided_reason: Words | None = Field(
        None, description="Why all evidence points one way, and what was looked for."
    )
    moved_from: Url | None = Field(
        None, description="The address this fact-check had before it came here, as an import found it."
    )
    former_ids: tuple[Id, ...] = Field((), description="Ids it had before, oldest first: their addresses lead here.")


class DraftEvidence(Evidence):
    """Evidence of a draft: what it says about the claim may be open, and it is shown as context so long."""

    stance: Stance = "context"


class Draft(Claim):
    """A claim that isn't finished: what isn't known yet is `unknown` or left out."""

    claimant: Line = UNKNOWN
    claimed: PartialDate = UNKNOWN
    appearances: tuple[SourceRef, ...] = ()
    verdict: Word = UNKNOWN
    summary: Words = UNKNOWN
    sources: tuple[DraftEvidence, ...] = ()
    published: DayOrUnknown = UNKNOWN


def claim_shape(data: Mapping[str, Any]) -> type[Claim]:
    """The shape that a claim's file has to have: a draft, however that is written, may lack things."""
    return Draft if str(data.get("draft")).lower() in YES else Claim
