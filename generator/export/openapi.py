"""How the API is described: its JSON Schema (2020-12) and its OpenAPI 3.1 document, both from the records' shapes."""

from collections.abc import Mapping
from typing import Any

from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema
from pydantic_core.core_schema import CoreSchema

from generator.export import pages, shapes
from generator.export.address import API, absolute
from generator.publication import Publication

DIALECT = "https://json-schema.org/draft/2020-12/schema"
VERSION = "1.0.0"

Data = dict[str, Any]

_SHAPES: tuple[type[shapes.Record], ...] = (
    pages.Index,
    pages.ClaimPage,
    pages.SourcePage,
    pages.Dossiers,
    pages.Withdrawn,
    pages.Verdicts,
    shapes.Claim,
    shapes.Tombstone,
    shapes.Source,
    shapes.Dossier,
)
_PATHS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "/index.json": ("What there is and where", ("Index",)),
    "/claims.json": ("Claims by id, the first page", ("ClaimPage",)),
    "/claims-{page}.json": ("Claims by id, page 2 and on", ("ClaimPage",)),
    "/claims/{id}.json": ("A claim with its evidence, or what is left of a withdrawn one", ("Claim", "Tombstone")),
    "/sources.json": ("Source documents by id, the first page", ("SourcePage",)),
    "/sources-{page}.json": ("Source documents by id, page 2 and on", ("SourcePage",)),
    "/sources/{id}.json": ("A source document", ("Source",)),
    "/dossiers.json": ("All dossiers", ("Dossiers",)),
    "/dossiers/{id}.json": ("A dossier", ("Dossier",)),
    "/verdicts.json": ("The verdict scale", ("Verdicts",)),
    "/withdrawn.json": ("Claims that were taken back", ("Withdrawn",)),
}
_PARAMETERS: Mapping[str, Data] = {
    "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 64},
    "page": {"type": "integer", "minimum": 2},
}


class _Untitled(GenerateJsonSchema):
    """Schemas without a title for every field, which would only say its name again."""

    def field_title_should_be_set(self, schema: CoreSchema | FieldInfo) -> bool:  # noqa: ARG002 - pydantic's signature
        """Asked by pydantic for each field."""
        return False


def schema(publication: Publication) -> Data:
    """The JSON Schema of every record: each shape is in `$defs` by its name."""
    made: Data = {"$schema": DIALECT}
    if address := absolute(publication, f"{API}/schema.json"):
        made["$id"] = address
    return made | {"title": f"{publication.settings.name}: records", "$defs": _definitions("#/$defs/{model}")}


def openapi(publication: Publication) -> Data:
    """The OpenAPI document; without a known address its server is the folder it stands in."""
    settings = publication.settings
    licence = {"name": settings.licence.name, "url": settings.licence.url}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.name}: data",
            "description": "Files that change when the content does. A path in them is below the site's root.",
            "version": VERSION,
            "license": licence,
        },
        "jsonSchemaDialect": DIALECT,
        "servers": [{"url": absolute(publication, API) or "."}],
        "paths": {path: {"get": _operation(path, said, names)} for path, (said, names) in _PATHS.items()},
        "components": {"schemas": _definitions("#/components/schemas/{model}")},
    }


def _definitions(template: str) -> Data:
    mode: JsonSchemaMode = "serialization"
    _, made = models_json_schema([(one, mode) for one in _SHAPES], ref_template=template, schema_generator=_Untitled)
    found: Data = made["$defs"]
    return dict(sorted(found.items()))


def _operation(path: str, said: str, names: tuple[str, ...]) -> Data:
    references = [{"$ref": f"#/components/schemas/{name}"} for name in names]
    content = references[0] if len(references) == 1 else {"oneOf": references}
    made: Data = {"operationId": _operation_id(path), "summary": said}
    if parameters := [_parameter(name) for name in _PARAMETERS if f"{{{name}}}" in path]:
        made["parameters"] = parameters
    made["responses"] = {"200": {"description": said, "content": {"application/json": {"schema": content}}}}
    if parameters:
        made["responses"]["404"] = {"description": "There is no such file."}
    return made


def _operation_id(path: str) -> str:
    """A name for generated clients: claims-{page}.json is claims-page."""
    return path.strip("/").removesuffix(".json").replace("/", "-").replace("{", "").replace("}", "")


def _parameter(name: str) -> Data:
    return {"name": name, "in": "path", "required": True, "schema": dict(_PARAMETERS[name])}
