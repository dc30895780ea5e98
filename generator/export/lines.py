"""Records as JSON Lines: one a line, the same shapes as the API's single files."""

from collections.abc import Iterable, Iterator
from functools import partial

from generator.export import shapes
from generator.export.encode import line, parts
from generator.export.records import Records
from generator.publication import Publication
from generator.render.page import PlannedFile


def lines(publication: Publication, made: Records) -> Iterator[PlannedFile]:  # noqa: ARG001 - every format's signature
    """claims.jsonl, where `withdrawn` tells what is left of a withdrawn claim from a claim, and sources.jsonl."""
    claims: list[shapes.Claim | shapes.Tombstone] = sorted([*made.claims, *made.withdrawn], key=lambda one: one.id)
    yield PlannedFile("data/claims.jsonl", partial(_lines, claims))
    yield PlannedFile("data/sources.jsonl", partial(_lines, made.sources))


def _lines(found: Iterable[shapes.Record]) -> Iterator[bytes]:
    return parts(line(one.model_dump(mode="json")) for one in found)
