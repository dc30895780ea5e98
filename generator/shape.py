"""VALIDATE, first part: a record against its shape. Each fault pydantic finds becomes a problem at its place."""

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from generator.model import UNKNOWN, Shape
from generator.problem import Loc, Problem, shown
from generator.shape_remedy import (
    added,
    belongs,
    described,
    models,
    negative,
    placeholder,
    remedy,
    takes_text,
    unlisted,
)
from generator.shape_rules import (
    bad_date,
    bad_figure,
    bad_hash,
    bad_id,
    bad_language,
    bad_url,
    empty,
    missing_field,
    nearest,
    not_one_of,
    one_line,
    out_of_range,
    too_long,
    touching,
    unknown_field,
    unreadable_text,
    wrong_type,
)
from generator.source import Record

S = TypeVar("S", bound=Shape)


def shape(record: Record, model: type[S]) -> tuple[S | None, list[Problem]]:
    """The record as a `model`, or every way in which it isn't one."""
    try:
        return model.model_validate(record.data), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    meant = {loc for one in details if (loc := _meant(one, model))}
    problems, said = list[Problem](), list[ErrorDetails]()
    for one in details:
        if beside := _beside(one, details, record, model):
            problems.append(record.problem(_loc(one["loc"], record.data), empty, empty(_indent(beside))))
            said += [one, *beside]
    said += [one for one in details if one["type"] == "extra_forbidden" and _cut_again(record, one)]
    told = [one for one in details if one not in said and not _echo(one) and one["loc"] not in meant]
    return None, problems + [_problem(record, model, one) for one in told]


def _cut(record: Record, loc: Loc) -> bool:
    """Whether a field is the rest of a text in braces that a comma cut."""
    siblings = _at(record.data, loc[:-1])
    return isinstance(siblings, dict) and siblings.get(str(loc[-1])) == "" and record.is_bare(loc)


def _cut_again(record: Record, error: ErrorDetails) -> bool:
    """Whether a field is the rest of a text that another comma cut before, which is told."""
    loc = _loc(error["loc"], record.data)
    names = [*_at(record.data, loc[:-1])]
    before = names.index(loc[-1]) - 1
    return before >= 0 and _cut(record, loc) and _cut(record, (*loc[:-1], names[before]))


def _at(data: Any, loc: Loc) -> Any:
    for part in loc:
        data = data[part]
    return data


def _beside(error: ErrorDetails, details: list[ErrorDetails], record: Record, model: type[Shape]) -> list[ErrorDetails]:
    """The faults of fields beside an empty one that belong into it: they are indented too little."""
    info = _field(error["loc"], model) if error["input"] == "" and error["type"] in ("bad-id", "model_type") else None
    inside = models(info.annotation) if info else []
    if not inside:
        return []
    place, names = _loc(error["loc"], record.data)[:-1], inside[0].named()
    unknown = [one for one in details if one["type"] == "extra_forbidden" and one["loc"][-1] in names]
    return [one for one in unknown if _loc(one["loc"], record.data)[:-1] == place]


def _indent(beside: list[ErrorDetails]) -> str:
    names = ", ".join(f"`{one['loc'][-1]}`" for one in beside)
    return f"indent {names} further than it, since they stand beside it here"


def _echo(error: ErrorDetails) -> bool:
    """Whether a list only counts as too short because its items are faulty, which is said at each of them."""
    return error["type"] == "too_short" and len(error["input"]) > 0


def _meant(error: ErrorDetails, model: type[Shape]) -> tuple[int | str, ...] | None:
    """The way to the field that an unknown one is a misspelling of: that one isn't missing then."""
    if error["type"] != "extra_forbidden":
        return None
    written, known = str(error["loc"][-1]), _fields(error["loc"], model)
    name = touching(written, known) or nearest(written, known)
    return (*error["loc"][:-1], name) if name else None


def _problem(record: Record, model: type[Shape], error: ErrorDetails) -> Problem:
    loc = _loc(error["loc"], record.data)
    found, context, kind = error["input"], error.get("ctx", {}), error["type"]
    if kind == "missing":
        return record.problem(loc, missing_field, missing_field(added(str(loc[-1]), _field(error["loc"], model))))
    if kind == "extra_forbidden":
        message = unknown_field(str(loc[-1]), _fields(error["loc"], model), bare=_cut(record, loc))
        return record.problem(loc, unknown_field, message, key=True)
    info = _field(error["loc"], model)
    if found == "" or kind == "placeholder":
        return record.problem(
            loc, empty, empty(placeholder(loc[-1], found.strip(), info), shown(found.strip(), 80)[1:-1])
        )
    if isinstance(found, list) and kind in _ONE:
        wanted = "text" if info and takes_text(info.annotation) else _TYPES.get(kind, "text")
        bracketed = record.begins(loc, "[")
        return record.problem(loc, wrong_type, wrong_type(found, wanted, unlisted(found, bracketed=bracketed)))
    if kind == "literal_error":
        return record.problem(loc, not_one_of, not_one_of(found, _expected(context)))
    if kind in ("string_too_short", "too_short"):
        return record.problem(loc, empty, empty(belongs(info)))
    if kind in ("string_too_long", "too_long"):
        size = len(found) if isinstance(found, str) else int(context.get("actual_length", 0))
        unit = "characters" if kind == "string_too_long" else "items"
        return record.problem(loc, too_long, too_long(int(context["max_length"]), size, unit))
    if kind in _OWN:
        by, fault = _OWN[kind], error["msg"]
        if by is bad_id:
            fault = described(str(loc[-1]), found, fault, info)
        if by is bad_url and found == UNKNOWN:
            fault += "; leave out what isn't known"
        return record.problem(loc, by, by(found, fault), key=error["loc"][-1:] == ("[key]",))
    if kind == "bad-figure":
        return record.problem(loc, bad_figure, bad_figure(error["msg"]))
    if kind == "one-line":
        return record.problem(loc, one_line, one_line(error["msg"]))
    if kind == "unreadable-text":
        return record.problem(loc, unreadable_text, unreadable_text(error["msg"]))
    if kind in _TYPES:
        said = wrong_type(found, _TYPES[kind], remedy(str(loc[-1]), found, kind, info))
        return record.problem(loc, wrong_type, said)
    return record.problem(loc, out_of_range, out_of_range(found, _beyond(str(loc[-1]), found, kind, context)))


def _beyond(name: str, found: object, kind: str, context: dict[str, Any]) -> str:
    """What is wrong with a number that is too small or too large."""
    if kind == "greater_than_equal":
        return negative(name, found) or f"it has to be at least {context['ge']:g}"
    return f"it has to be at most {context['le']:,.0f}" if kind == "less_than_equal" else "no such number fits here"


_OWN = {"bad-id": bad_id, "bad-date": bad_date, "bad-url": bad_url, "bad-language": bad_language, "bad-hash": bad_hash}
_TYPES = {
    "string_type": "text",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number, in digits without commas",
    "float_parsing": "a number, in digits without commas",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
}
_ONE = _TYPES.keys() - {"tuple_type", "dict_type"} | {"literal_error"}
"""The kinds of fault where one value belongs."""


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
    return list(_around(parts, model).named())


def _field(parts: tuple[int | str, ...], model: type[Shape]) -> FieldInfo | None:
    """The field that a fault is in, where it has a name in the format."""
    found = None
    for part in parts:
        found = model.named().get(str(part), found)
        model = _next_model(model, part)
    return found


def _around(parts: tuple[int | str, ...], model: type[Shape]) -> type[Shape]:
    """The deepest model on the way to a value."""
    for part in parts[:-1]:
        model = _next_model(model, part)
    return model


def _next_model(model: type[Shape], part: int | str) -> type[Shape]:
    """The model inside the field `part`, where there is one."""
    info = model.named().get(str(part))
    inner = models(info.annotation) if info else []
    return inner[0] if inner else model
