"""The shapes of what people write: claim, source document, dossier, publication. Stated once; no I/O.

The JSON Schemas that editors use are generated from here, and so is every "missing field" or "did you mean".
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlsplit, urlunsplit

import idna
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from generator import date_meant, dates

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_ID = 64
UNKNOWN = dates.UNKNOWN
NOT_YET = "not yet"

BOOLEANS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"})
"""Words that YAML editors take for a boolean or for nothing; no id may be one."""

RESERVED = frozenset(
    {"index", "page", "con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
)
"""Names that a web server or Windows keeps for itself."""


def id_fault(text: str) -> str | None:
    """Why this can't be an id, or None when it can."""
    if len(text) > MAX_ID:
        return f"is longer than {MAX_ID} characters"
    if not ID.fullmatch(text):
        return "has to be lower-case letters a-z, digits and single hyphens, such as uk-casualties"
    if text in RESERVED or text in BOOLEANS:
        return "is a reserved word; choose another"
    return None


def id_meant(text: str) -> str | None:
    """The id that somebody meant who wrote capitals, spaces, a folder or a file's ending; None where it is unclear."""
    name = re.split(r"[/\\]", text.strip())[-1].lower()
    made = re.sub(r"[^a-z0-9]+", "-", re.sub(r"(\.ya?ml)?(\.txt)?$", "", name)).strip("-")
    return None if made == text or not made or not name.isascii() or id_fault(made) else made


def _id(text: str) -> str:
    if fault := id_fault(text):
        meant = id_meant(text)
        told = f"{fault.partition(', such as')[0]}; did you mean '{meant}'?" if meant else fault
        raise PydanticCustomError("bad-id", "{fault}", {"fault": told})
    return text


def _date(text: str) -> str:
    if text != UNKNOWN and not dates.is_date(text):
        raise PydanticCustomError("bad-date", "{fault}", {"fault": date_meant.fault(text, day=False)})
    return text


def _day(text: str) -> str:
    if not dates.is_day(text):
        raise PydanticCustomError("bad-date", "{fault}", {"fault": date_meant.fault(text, day=True)})
    return text


def _day_or_not_yet(text: str) -> str:
    return text if text == NOT_YET else _day(text)


def _day_or_unknown(text: str) -> str:
    return text if text == UNKNOWN else _day(text)


def _url(text: str) -> str:
    """An http(s) address with a host, in ASCII: host in punycode, the rest percent-encoded (RFC 3986, IDNA 2008)."""
    try:
        return ascii_url(text)
    except ValueError as error:
        raise PydanticCustomError("bad-url", "{error}", {"error": str(error)}) from None


def ascii_url(text: str) -> str:
    """The address in its one ASCII spelling. Raises ValueError with what is wrong, in words for a contributor."""
    if re.search(r"[\s\\<>\"`{}|^\x00-\x20\x7f]", text):
        inside = _ADDRESS.search(text)
        told = f"; did you mean {inside[0]} alone?" if inside else ""
        raise ValueError(f"has a space, a backslash or another character no address may hold{told}")
    parts = urlsplit(text)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        bare = re.sub(r"^h\w{2,5}:/+", "", text)
        told = f"; did you mean https://{bare}?" if _BARE.fullmatch(bare) else ""
        raise ValueError(f"has to be a full address that starts with https:// or http://{told}")
    if "@" in parts.netloc:
        raise ValueError("names a user (…@), which hides the real host; remove that part")
    host = _ascii_host(parts.hostname)
    port = parts.port
    usual = {"http": 80, "https": 443}[parts.scheme.lower()]
    netloc = host if port in (None, usual) else f"{host}:{port}"
    rest = (quote(part, safe="!$%&'()*+,-./:;=?@_~[]") for part in (parts.path or "/", parts.query, parts.fragment))
    return urlunsplit((parts.scheme.lower(), netloc, *rest))


_ADDRESS = re.compile(r"https?://[\w./?&=%#~+:-]{1,100}", re.ASCII)
_BARE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,20}(/[\w./?&=%#~+-]{0,100})?", re.ASCII | re.IGNORECASE)
"""An address without its beginning, and one among other words."""
_HOST = r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?"


def _ascii_host(host: str) -> str:
    if host.isascii() and re.fullmatch(_HOST, host):
        return host
    if host.isascii() and re.fullmatch(r"[0-9a-f:.]+", host) and ":" in host:
        return f"[{host}]"
    try:
        return idna.encode(host, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        raise ValueError("names a host that can't exist") from None


def _url_or_unknown(text: str) -> str:
    return text if text == UNKNOWN else _url(text)


def _sha256(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise PydanticCustomError("bad-hash", "has to be 64 hexadecimal digits; let `attested capture` write it")
    return text


def _path_url(text: str) -> str:
    if "{path}" not in text:
        raise PydanticCustomError("bad-url", "has no {{path}} where the file's path goes")
    return _url(text.replace("{path}", "PATH")).replace("PATH", "{path}")


def _contact(text: str) -> str:
    if re.fullmatch(r"mailto:[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", text):
        return text
    return _url(text)


def _one_line(text: str) -> str:
    if "\n" in text.strip():
        raise PydanticCustomError("one-line", "has to be one line; join the lines, or start the text with `>-`")
    return text


def _language(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise PydanticCustomError("bad-language", "is no language tag; write it as en, pt-BR or sr-Latn (BCP 47)")
    return text


def _true_or_false(value: Any) -> Any:
    """YAML has a dozen words for these two; this format has two."""
    if value not in ("true", "false", True, False):
        raise PydanticCustomError("bool_parsing", "true or false")
    return value


def _text(limit: int) -> Any:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=limit)


_DATE_SCHEMA = {"anyOf": [{"type": "string", "pattern": dates.PATTERN}, {"type": "integer", "minimum": 1000}]}

Id = Annotated[
    str,
    AfterValidator(_id),
    WithJsonSchema({"type": "string", "pattern": f"^{ID.pattern}$", "maxLength": MAX_ID}),
]
Word = Annotated[
    str,
    _text(MAX_ID),
    WithJsonSchema({"type": "string", "pattern": f"^{ID.pattern}$", "maxLength": MAX_ID}),
]
"""An id of claims/publication.yml: whatever isn't one there is answered with those there are."""
Line = Annotated[str, _text(500), AfterValidator(_one_line)]
Words = Annotated[str, _text(1_000), AfterValidator(_one_line)]
Number = Annotated[float, Field(ge=0, le=1e15)]
Quote = Annotated[str, _text(2_000)]
Beside = Annotated[str, _text(100), AfterValidator(_one_line)]
Notes = Annotated[str, _text(20_000)]
PartialDate = Annotated[str, AfterValidator(_date), WithJsonSchema(_DATE_SCHEMA)]
Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
DayOrUnknown = Annotated[
    str,
    AfterValidator(_day_or_unknown),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"const": UNKNOWN}]}),
]
DayOrNotYet = Annotated[
    str,
    AfterValidator(_day_or_not_yet),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"const": NOT_YET}]}),
]
Url = Annotated[str, _text(2_000), AfterValidator(_url), WithJsonSchema({"type": "string", "pattern": "^https?://"})]
UrlOrUnknown = Annotated[
    str,
    _text(2_000),
    AfterValidator(_url_or_unknown),
    WithJsonSchema({"type": "string", "pattern": "^(https?://.*|unknown)$"}),
]
Language = Annotated[str, AfterValidator(_language)]
Sha256 = Annotated[str, AfterValidator(_sha256), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"})]
PathUrl = Annotated[str, _text(500), AfterValidator(_path_url)]
Contact = Annotated[str, _text(500), AfterValidator(_contact)]

Stance = Literal["asserts", "supports", "contradicts", "context"]
Kind = Literal["article", "statement", "report", "law", "dataset", "post", "video", "image", "audio", "book", "other"]
Colour = Literal["green", "lime", "amber", "orange", "red", "blue", "violet", "grey"]
MediaRating = Literal["original", "decontextualized", "edited-or-cropped", "satire-or-parody", "staged", "transformed"]
Icon = Literal["check", "tick", "half", "tilde", "cross", "clock", "scales", "speech", "question"]


def _form(value: Any) -> str:
    return "id" if isinstance(value, str) else "described"


class Shape(BaseModel):
    """What all shapes share: no unknown field, nothing changes after it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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

    captured: Line = Field(description="When: an ISO 8601 time in UTC, or `unknown`.")
    from_: Line = Field(alias="from", description="The address it was received from, or the name of the saved file.")
    how: Line = Field(description="What was taken: http, html-file, text-file, warc or wacz.")
    received_sha256: Sha256 = Field(description="SHA-256 of what was received, byte for byte.")
    extractor: Line = Field("none", description="The program that found the article in the page, and its version.")
    kept: tuple[tuple[int, int], ...] | None = Field(
        None, description="The words of the extracted text that are the article, counted from 1; all where not given."
    )
    extracted_words: int | None = Field(None, description="How many words were extracted, before the cut.")
    words: Annotated[int, Field(ge=1)] = Field(description="How many words the article has.")
    root: Sha256 = Field(description="The Merkle root over the article's words.")


class SourceDocument(Shape):
    """An article, statement or other document that makes a claim or bears on one."""

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
    copied: Copied | None = Field(None, description="Who copied its passages by hand, where there is no capture.")
    capture: Capture | None = Field(None, description="Written by `attested capture`; don't edit it by hand.")


SourceRef = Annotated[Annotated[Id, Tag("id")] | Annotated[SourceDocument, Tag("described")], Discriminator(_form)]


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
    says: Annotated[str, _text(40), AfterValidator(_one_line)] | None = Field(
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

    draft: Annotated[bool, BeforeValidator(_true_or_false)] = Field(
        False,
        description="true: not finished. A draft may lack what isn't known yet; it is checked, only `mkdocs serve` "
        "shows it, and it is never published.",
    )
    claim: Line = Field(
        description="The claim in one sentence, as it was made.", examples=["The harbour closed in May."]
    )
    short: Annotated[str, _text(75), AfterValidator(_one_line)] | None = Field(
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
    """The shape that a claim's file has to have: a draft may lack things."""
    return Draft if data.get("draft") in ("true", True) else Claim


class Event(Shape):
    """A dated fact of a dossier's timeline."""

    date: PartialDate = Field(description="A day, a month or a year.")
    what: Words = Field(description="What happened, in neutral words.")
    source: Id = Field(description="The source document that says so.")


class Dossier(Shape):
    """Claims about one event."""

    title: Line = Field(description="The event's name.")
    summary: Words = Field(description="What happened, in neutral words.")
    claims: tuple[Id, ...] = Field(min_length=1, description="Its claims, in reading order.")
    timeline: tuple[Event, ...] = Field((), description="The event's dated facts, each with its source document.")


class Verdict(Shape):
    """One word of the scale."""

    label: Line = Field(description="The word as readers see it.")
    meaning: Words = Field(description="When this verdict is given, in one or two sentences.")
    rating: Annotated[int, Field(ge=1, le=5)] | None = Field(
        None, description="From 1 (worst) to 5 (best); none for a verdict that is off the scale."
    )
    colour: Colour = Field(description="Its colour, one of the theme's.")
    icon: Icon = Field(description="Its shape, so that colour is never the only sign.")


class Licence(Shape):
    """The licence of the content."""

    name: Line = Field(description="Its short name.", examples=["CC BY 4.0"])
    url: Url = Field(description="Its address.")


class Verification(Shape):
    """Which quotations have to be proved: those of these kinds of document, in claims published from that day on."""

    kinds: tuple[Kind, ...] = Field(min_length=1, description="The kinds of document whose quotations need a proof.")
    since: Day | None = Field(None, description="The first day of publication it holds for; all days where not given.")


class Settings(Shape):
    """claims/publication.yml: the publisher's facts, the verdict scale, the topics."""

    name: Line = Field(description="The publication's name.")
    tagline: Words = Field(description="What it is, in a sentence.")
    language: Language = Field("en", description="The language it is written in.")
    url: Url | None = Field(None, description="Where it is published, with a slash at the end.")
    published_since: DayOrNotYet | None = Field(
        None,
        description="The day it first went out, or `not yet`: what stood in git before may change without correction. "
        "Where not given, everything counts as published.",
    )
    edit_url: PathUrl | None = Field(None, description="Where a file is edited; {path} is the file.")
    history_url: PathUrl | None = Field(None, description="Where a file's history is shown; {path} is the file.")
    corrections_contact: Contact | None = Field(None, description="An https: or mailto: address for corrections.")
    licence: Licence = Field(description="The licence of the content.")
    verification: Verification | None = Field(None, description="Which quotations have to be proved by a capture.")
    verdicts: dict[Id, Verdict] = Field(min_length=1, description="The scale, best first.")
    topics: dict[Id, Line] = Field(description="The topics a claim may name, and how readers see them.")
