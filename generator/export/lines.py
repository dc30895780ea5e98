"""Records as JSON Lines: one a line, the same shapes as the API's single files."""

from collections.abc import Iterator

from generator.export.encode import line
from generator.export.records import Line, Records
from generator.part import Part
from generator.publication import Publication
from generator.render.page import PlannedFile


def lines(publication: Publication, made: Records) -> Iterator[PlannedFile]:  # noqa: ARG001 - every format's signature
    """claims.jsonl, where `withdrawn` tells what is left of a withdrawn claim from a claim, and sources.jsonl."""
    yield PlannedFile("data/claims.jsonl", lambda: _claims(made))
    yield PlannedFile("data/sources.jsonl", lambda: iter(made.sources))


def _claims(made: Records) -> Iterator[bytes | Part]:
    for one in made.listed:
        yield one if isinstance(one, Line) else line(one.model_dump(mode="json"))
