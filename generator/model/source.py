"""A source document: who published it, when and where, what it copies, and what was captured of it."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from generator.model.fields import (
    UNKNOWN,
    DayOrUnknown,
    Id,
    Kind,
    Language,
    Line,
    Moment,
    PartialDate,
    Sha256,
    Shape,
    Url,
    UrlOrUnknown,
    Words,
)


def _form(value: Any) -> str:
    return "id" if isinstance(value, str) else "described"


class Origin(Shape):
    """An original that a source document copies and that has no page of its own here."""

    publisher: Line = Field(description="Who published the original, or `unknown`.", examples=["Al Jazeera"])
    title: Line | None = Field(None, description="The original's title, where it is known.")
    url: UrlOrUnknown = Field(UNKNOWN, description="The original's address, or `unknown` when it was not found.")
    note: Words | None = Field(None, description="How this is known.")


OriginRef = Annotated[Annotated[Id, Tag("id")] | Annotated[Origin, Tag("described")], Discriminator(_form)]


class Translation(Shape):
    """What a source document was translated from."""

    language: Language = Field(description="The language of the original (BCP 47).", examples=["pl"])
    by: Literal["machine", "person", "unknown"] = Field(description="Who translated it.")
    document: Id | None = Field(None, description="The original, where it is a source document here: its id.")
    publisher: Line = Field(UNKNOWN, description="Who published the original, or `unknown`.")
    url: UrlOrUnknown = Field(UNKNOWN, description="The original's address, or `unknown` when it was not found.")
    note: Words | None = Field(None, description="How this is known.")


class Copied(Shape):
    """Who copied a document's passages by hand, where there is no capture to prove them by."""

    by: Line = Field(description="Who copied the passages, or `unknown`.")
    on: DayOrUnknown = Field(description="The day, or `unknown`.")


class Capture(Shape):
    """What was captured of a document, and the commitment its quotations are proved against. Written by the program."""

    captured: Moment = Field(
        description="When: a time in UTC (2025-06-18T08:00:00Z), a day, month or year, or `unknown`."
    )
    from_: Line = Field(alias="from", description="The address it was received from, or the name of the saved file.")
    how: Line = Field(description="What was taken: http, html-file, text-file, warc or wacz.")
    received_sha256: Sha256 = Field(description="SHA-256 of what was received, byte for byte.")
    extractor: Line = Field("none", description="The program that found the article in the page, and its version.")
    kept: tuple[tuple[int, int], ...] | None = Field(
        None, description="The words of the extracted text that are the article, counted from 1; all where not given."
    )
    extracted_words: int | None = Field(None, description="How many words were extracted, before the cut.")
    words: Annotated[int, Field(ge=1)] = Field(description="How many words the article has.")
    root: Sha256 = Field(description="The Merkle root over the article's words and their number.")


class SourceDocument(Shape):
    """An article, statement or other document that makes a claim or bears on one."""

    def __hash__(self) -> int:
        """Cheap; equality decides."""
        return hash((self.title, self.url))

    title: Line = Field(description="The title as it stands on the page, or `unknown`.", examples=["Harbour reopens"])
    publisher: Line = Field(description="Who published this page, or `unknown`.", examples=["Example Gazette"])
    url: UrlOrUnknown = Field(description="The page's address, or `unknown` when nobody can link to it.")
    kind: Kind = Field("article", description="What sort of document it is.")
    language: Language = Field("en", description="The language it is written in (BCP 47).", examples=["en", "de"])
    author: Line = Field(UNKNOWN, description="Who wrote it, or `unknown`.")
    published: PartialDate = Field(description="When it was published: a day, a month, a year, or `unknown`.")
    date_note: Words | None = Field(
        None, description="How the date is known or bounded, where the page doesn't say it."
    )
    accessed: DayOrUnknown = Field(UNKNOWN, description="The day it was read, or `unknown`.")
    archives: tuple[Url, ...] = Field((), description="Addresses of archived copies.")
    interest: Words | None = Field(None, description="The stake its publisher or author has in the matter.")
    republishes: OriginRef | None = Field(None, description="The original this is a copy of: an id, or a description.")
    translated_from: Translation | None = Field(None, description="What this is a translation of.")
    reports_from: tuple[Line, ...] = Field(
        (),
        description="Where its report comes from: an agency or official by name, or another source document by its id.",
        examples=[["UK Ministry of Defence"]],
    )
    note: Words | None = Field(None, description="What else a reader needs to know about the document.")
    former_ids: tuple[Id, ...] = Field((), description="Ids it had before, oldest first: their addresses lead here.")
    copied: Copied | None = Field(None, description="Who copied its passages by hand, where there is no capture.")
    capture: Capture | None = Field(None, description="Written by `attested capture`; don't edit it by hand.")


SourceRef = Annotated[Annotated[Id, Tag("id")] | Annotated[SourceDocument, Tag("described")], Discriminator(_form)]
