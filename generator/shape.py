"""VALIDATE, first part: a record against its shape. Each fault pydantic finds becomes a problem at its place."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.model import Shape
from generator.problem import Loc, Problem, rule, shown
from generator.source import Record

S = TypeVar("S", bound=Shape)


@rule("missing-field")
def missing_field(name: str) -> str:
    """Some fields have to be there, since a reader would miss what they say; what isn't known is `unknown`.

    A claim that isn't finished says `draft: true`: it may lack fields, and it isn't published.
    """
    return f"is missing; add a line `{name}: …`"


@rule("unknown-field")
def unknown_field(name: str, known: Iterable[str]) -> str:
    """Only the format's own fields may be used, so that a misspelt one isn't dropped in silence."""
    return f"is not a field of this format{or_list(name, known)}"


@rule("wrong-type")
def wrong_type(found: object, wanted: str) -> str:
    """A field takes text, a list or a mapping, and not one for the other."""
    form = (
        "a mapping" if isinstance(found, dict) else "a list" if isinstance(found, list) else f"the text {shown(found)}"
    )
    return f"has to be {wanted}, not {form}"


@rule("not-one-of")
def not_one_of(found: object, known: list[str]) -> str:
    """Some fields take one word of a list."""
    return f"{shown(found)} is not one of the words allowed here{or_list(str(found), known)}"


@rule("empty")
def empty(what: str) -> str:
    """A field that is given says something; leave an optional one out, or write `unknown` where that is allowed."""
    return f"is empty; {what}"


@rule("too-long")
def too_long(limit: int, size: int, unit: str) -> str:
    """Texts have a length that still fits its place on the page."""
    return f"has {size:,} {unit} and {limit:,} are allowed; shorten it"


@rule("bad-id")
def bad_id(found: object, fault: str) -> str:
    """An id is an address for good: `[a-z0-9]+(-[a-z0-9]+)*`, at most 64 characters, no reserved word."""
    return f"{shown(found)} {fault}"


@rule("bad-date")
def bad_date(found: object, fault: str) -> str:
    """A date is a real day (2025-06-17), month (2025-06) or year (2025), or `unknown`; never a guess."""
    return f"{shown(found)} {fault}"


@rule("bad-url")
def bad_url(found: object, fault: str) -> str:
    """An address starts with http:// or https:// and names a host; anything else could run script or mislead."""
    return f"{shown(found)} {fault}"


@rule("bad-language")
def bad_language(found: object, fault: str) -> str:
    """A language is a BCP 47 tag, so that screen readers and search engines know how to read a quotation."""
    return f"{shown(found)} {fault}"


@rule("bad-figure")
def bad_figure(fault: str) -> str:
    """A figure is one number or a range, never both and never neither."""
    return fault


@rule("bad-hash")
def bad_hash(found: object, fault: str) -> str:
    """A hash is 64 hexadecimal digits, computed by the program from what was captured."""
    return f"{shown(found)} {fault}"


@rule("one-line")
def one_line(fault: str) -> str:
    """Short texts are one line, so that they read the same in a list, a title and a feed."""
    return fault


@rule("out-of-range")
def out_of_range(found: object, fault: str) -> str:
    """A number has to lie in the range the format gives."""
    return f"{shown(found)} is out of range: {fault}"


def or_list(word: str, known: Iterable[str]) -> str:
    """A nudge to the word that was meant, or to all there are."""
    words = list(known)
    if near := get_close_matches(word, words, 1):
        return f"; did you mean {shown(near[0])}?"
    return f"; use one of: {', '.join(words[:20])}" if words else ""


def shape(record: Record, model: type[S]) -> tuple[S | None, list[Problem]]:
    """The record as a `model`, or every way in which it isn't one."""
    try:
        return model.model_validate(record.data), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    return None, [_problem(record, model, one) for one in details if not _echo(one)]


def _echo(error: ErrorDetails) -> bool:
    """Whether a list only counts as too short because its items are faulty, which is said at each of them."""
    return error["type"] == "too_short" and len(error["input"]) > 0


def _problem(record: Record, model: type[Shape], error: ErrorDetails) -> Problem:
    loc = _loc(error["loc"], record.data)
    found, context, kind = error["input"], error.get("ctx", {}), error["type"]
    if kind == "missing":
        return record.problem(loc, missing_field, missing_field(str(loc[-1])))
    if kind == "extra_forbidden":
        return record.problem(loc, unknown_field, unknown_field(str(loc[-1]), _fields(error["loc"], model)), key=True)
    if kind == "literal_error":
        return record.problem(loc, not_one_of, not_one_of(found, _expected(context)))
    if kind in ("string_too_short", "too_short"):
        what = "write a text or leave the field out" if kind == "string_too_short" else "list at least one"
        return record.problem(loc, empty, empty(what))
    if kind in ("string_too_long", "too_long"):
        size = len(found) if isinstance(found, str) else int(context.get("actual_length", 0))
        unit = "characters" if kind == "string_too_long" else "items"
        return record.problem(loc, too_long, too_long(int(context["max_length"]), size, unit))
    if kind in _OWN:
        by = _OWN[kind]
        return record.problem(loc, by, by(found, error["msg"]), key=error["loc"][-1:] == ("[key]",))
    if kind == "bad-figure":
        return record.problem(loc, bad_figure, bad_figure(error["msg"]))
    if kind == "one-line":
        return record.problem(loc, one_line, one_line(error["msg"]))
    if kind in _TYPES:
        return record.problem(loc, wrong_type, wrong_type(found, _TYPES[kind]))
    return record.problem(loc, out_of_range, out_of_range(found, error["msg"]))


_OWN = {"bad-id": bad_id, "bad-date": bad_date, "bad-url": bad_url, "bad-language": bad_language, "bad-hash": bad_hash}
_TYPES = {
    "string_type": "text",
    "tuple_type": "a list (each item on a line of its own, after `- `)",
    "dict_type": "a mapping (`name: value` lines)",
    "model_type": "a mapping (`field: value` lines)",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number, in digits without commas",
    "float_parsing": "a number, in digits without commas",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
}


def _expected(context: dict[str, Any]) -> list[str]:
    """The words pydantic lists as "'a', 'b' or 'c'"."""
    return str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", ")


def _loc(parts: tuple[int | str, ...], data: Any) -> Loc:
    """Pydantic's way to a value without the names of the branches it tried; the last may be missing in the data."""
    return tuple(_walk(parts, data))


def _walk(parts: tuple[int | str, ...], data: Any) -> Iterator[str | int]:
    for position, part in enumerate(parts):
        if part in data if isinstance(data, dict) else isinstance(data, list) and part in range(len(data)):
            data = data[part]
        elif position < len(parts) - 1 or part in ("id", "described", "[key]"):
            continue
        yield part


def _fields(parts: tuple[int | str, ...], model: type[Shape]) -> list[str]:
    """The fields known where the unknown one stands: those of the deepest model on the way to it."""
    found: type[Shape] = model
    for part in parts[:-1]:
        found = _next_model(found, part)
    return list(found.model_fields)


def _next_model(model: type[Shape], part: int | str) -> type[Shape]:
    """The model inside the field `part`, where there is one."""
    info = model.model_fields.get(str(part))
    inner = _models(info.annotation) if info else []
    return inner[0] if inner else model


def _models(annotation: Any) -> list[type[Shape]]:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models(part)]
