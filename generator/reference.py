"""The reference of a file's fields, made from the shapes themselves, so that it can't say anything else."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from generator.model import FILES, SourceDocument

Schema = Mapping[str, Any]


def fields(kind: str) -> str:
    """Lists of the fields of a file of this kind, then of what stands below them, as safe HTML.

    A claim may hold a source document, whose fields have lists of their own.
    """
    schema = FILES[kind].model_json_schema()
    apart = {SourceDocument.__name__, *SourceDocument.model_json_schema()["$defs"]} if kind == "claim" else set[str]()
    nested = {name: one for name, one in schema.get("$defs", {}).items() if "properties" in one and name not in apart}
    lists = [_list("", schema), *(_list(name, one) for name, one in nested.items())]
    return f"<div>{''.join(lists)}</div>"


def _list(name: str, schema: Schema) -> str:
    needed = schema.get("required", ())
    mark = " <small>needed</small>"
    told = (
        f"<dt><code>{escape(field)}</code>{mark * (field in needed)}</dt><dd>{_said(one)}</dd>"
        for field, one in schema["properties"].items()
    )
    about = f"<p><strong>{escape(name)}.</strong> {_text(schema['description'])}</p>" if name else ""
    return f"{about}<dl class='at-fields'>{''.join(told)}</dl>"


def _said(field: Schema) -> str:
    """What a field says, the words it may be, and the shape that it holds."""
    words = ", ".join(f"<code>{escape(word)}</code>" for word in _found(field, "enum"))
    holds = ", ".join(escape(way.rpartition("/")[2]) for way in _found(field, "$ref"))
    said = [_text(field.get("description", "")), f"One of {words}." if words else "", f"See {holds}." if holds else ""]
    return " ".join(filter(None, said))


def _found(schema: object, name: str) -> Iterator[str]:
    """What a field's schema has under this name, wherever it stands in it."""
    if isinstance(schema, Mapping):
        found = schema.get(name, ())
        yield from [found] if isinstance(found, str) else map(str, found)
        for key, inside in schema.items():
            if key != name:
                yield from _found(inside, name)
    elif isinstance(schema, list):
        for one in schema:
            yield from _found(one, name)


def _text(text: str) -> str:
    """A description, in which backquotes set off what is written as it stands."""
    parts = escape(text).split("`")
    return "".join(part if n % 2 == 0 else f"<code>{part}</code>" for n, part in enumerate(parts))
