"""A dossier: the claims about one event, and the event's dated facts."""

from pydantic import Field

from generator.model.fields import Id, Line, PartialDate, Shape, Words


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
    timeline: tuple[Event, ...] = Field(
        (),
        description="The event's dated facts, each with its source document. They are shown by date; one of a month or "
        "a year stands behind the one before it here, as far as its date allows.",
    )
    former_ids: tuple[Id, ...] = Field((), description="Ids it had before, oldest first: their addresses lead here.")
