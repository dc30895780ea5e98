"""claims/publication.yml: the publisher's facts, the verdict scale, the topics, which quotations need a proof."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field

from generator.model.fields import (
    Colour,
    Contact,
    Day,
    DayOrNotYet,
    Icon,
    Id,
    Kind,
    Language,
    Line,
    PathUrl,
    Shape,
    SitePath,
    SiteUrl,
    Url,
    Words,
    true_or_false,
)


class Verdict(Shape):
    """One word of the scale."""

    def __hash__(self) -> int:
        """Cheap; equality decides."""
        return hash(self.label)

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
    url: SiteUrl | None = Field(None, description="Where it is published; a slash at the end that is missing is added.")
    published_since: DayOrNotYet | None = Field(
        None,
        description="The day it first went out, or `not yet`: what stood in git before may change without correction. "
        "Where not given, everything counts as published.",
    )
    edit_url: PathUrl | None = Field(None, description="Where a file is edited; {path} is the file.")
    history_url: PathUrl | None = Field(None, description="Where a file's history is shown; {path} is the file.")
    corrections_contact: Contact | None = Field(None, description="An https: or mailto: address for corrections.")
    also_search: tuple[SitePath, ...] = Field(
        (),
        description="Paths of sites on the same host that a search covers too; the own one may be among them.",
        examples=[["/2015/", "/2016/"]],
    )
    licence: Licence = Field(description="The licence of the content.")
    verification: Verification | None = Field(None, description="Which quotations have to be proved by a capture.")
    social_cards: Annotated[bool, BeforeValidator(true_or_false)] = Field(
        True, description="Whether each claim has a picture for messengers; `false` saves the time to draw it."
    )
    verdicts: dict[Id, Verdict] = Field(min_length=1, description="The scale, best first.")
    topics: dict[Id, Line] = Field(description="The topics a claim may name, and how readers see them.")

    @property
    def root(self) -> str:
        """The site's own path on its host: "/" at the root, and as long as the address isn't known."""
        return urlsplit(self.url).path if self.url else "/"

    @property
    def others(self) -> tuple[str, ...]:
        """The sites that a search covers besides this one, as far as its own address is known."""
        own = urlsplit(self.url).path if self.url else None
        return tuple(path for path in dict.fromkeys(self.also_search) if path != own)
