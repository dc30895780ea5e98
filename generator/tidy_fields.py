"""TIDY, order: what a shape's JSON Schema says of a place in a file: its fields in order, and whether numbers fit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.model import Shape

Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Form:
    """What may stand at one place: the schemas of its alternatives. None where the format knows no such place."""

    branches: tuple[Schema, ...]
    named: Schema
    """The schemas that others refer to by name."""

    def order(self, names: list[str]) -> list[str]:
        """Fields in the format's order, then those it doesn't know (or leaves to the writer) as they came."""
        known = [name for branch in self.branches for name in branch.get("properties", ())]
        return sorted(names, key=lambda name: known.index(name) if name in known else len(known))

    def field(self, name: str) -> "Form":
        """What may stand in a field."""
        return self._inside(part for branch in self.branches for part in _named(branch, name))

    def item(self) -> "Form":
        """What may stand in a list; a fixed list's items are all alike here."""
        return self._inside(
            part for branch in self.branches for part in (branch.get("items"), *branch.get("prefixItems", ())) if part
        )

    @property
    def number(self) -> bool:
        """Whether a number, or true and false, may stand here."""
        return any(branch.get("type") in ("integer", "number", "boolean") for branch in self.branches)

    def _inside(self, parts: Iterable[Schema]) -> "Form":
        return Form(tuple(branch for part in parts for branch in _branches(part, self.named)), self.named)


@cache
def form(model: type[Shape]) -> Form:
    """What may stand in a file of this shape."""
    schema = model.model_json_schema()
    return Form((schema,), schema.get("$defs", {}))


def _named(branch: Schema, name: str) -> list[Schema]:
    """The schemas of a field: its own, or that of every field whose name the writer chooses."""
    own = branch.get("properties", {}).get(name)
    return [own] if own else list(branch.get("patternProperties", {}).values())


def _branches(schema: Schema, named: Schema) -> Iterator[Schema]:
    """The alternatives of a schema, each by itself."""
    if "$ref" in schema:
        yield from _branches(named[schema["$ref"].rsplit("/", 1)[-1]], named)
    elif alternatives := schema.get("anyOf", schema.get("oneOf")):
        for one in alternatives:
            yield from _branches(one, named)
    else:
        yield schema
