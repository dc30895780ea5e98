"""What to do about a value that hasn't the form of its field: how to write it, or to leave it out."""

import re
from typing import Any, get_origin

from pydantic.fields import FieldInfo

from generator import number_meant
from generator.model import UNKNOWN, YES, Shape
from generator.readable import DOTS, TEMPLATE

_BOTH_WAYS = dict.fromkeys(YES, "true") | dict.fromkeys(("false", "no", "n", "off", "0"), "false")
_NOTHING = (UNKNOWN, "none", "nothing", "null", "n/a", "no")
"""Words that people write where there is nothing to list."""
_PLAIN = re.compile(r"\w[\w .'’,-]{0,60}")
"""Text that can stand in brackets as it is."""


def belongs(info: FieldInfo | None) -> str:
    """What to do about an empty field: what belongs there, or nothing where it may be left out."""
    described = info.description if info else None
    what = f"what belongs here: {described}" if described else "write something here"
    return what if info is None or info.is_required() else f"leave it out, or write {what}"


def placeholder(name: str | int, found: str, info: FieldInfo | None) -> str:
    """What to do about a field that holds nothing, or nothing but a placeholder."""
    if isinstance(name, int):
        return "write something here, or take the item away"
    if found.startswith(TEMPLATE):
        return "leave the field out"
    if found and found not in DOTS and info and info.description and f"`{UNKNOWN}`" in info.description:
        return f"where it isn't known, write `{UNKNOWN}`"
    return belongs(info)


def added(name: str, info: FieldInfo | None) -> str:
    """How to write a field that isn't there."""
    kind = info.annotation if info else None
    listed, inside = get_origin(kind) is tuple, models(kind)
    if listed and takes_text(kind):
        return f"a line `{name}: [ID]`"
    if inside and (listed or isinstance(kind, type)):
        lines = ", ".join(f"`{'- ' if listed and not n else ''}{one}: …`" for n, one in enumerate(inside[0].asked()))
        return f"`{name}:` and below it, indented, {lines}"
    return f"a line `{name}: …`"


def remedy(name: str, found: object, kind: str, info: FieldInfo | None) -> str:
    """How to write what stands here in the form that is wanted."""
    inside = models(info.annotation) if info else []
    lines = ", ".join(f"`{field}: …`" for field in inside[0].asked()) if inside else ""
    if kind == "tuple_type" and isinstance(found, str) and found.lower() in _NOTHING:
        return belongs(info)
    if kind == "tuple_type" and lines and not (info and takes_text(info.annotation)):
        return f"write `- ` before {'its first field' if isinstance(found, dict) else f'each item, and in it {lines}'}"
    if kind == "tuple_type" and isinstance(found, str):
        return f"write `{name}: [{found}]`" if _PLAIN.fullmatch(found) else "begin a line with `- ` for each item"
    if kind == "model_type" and lines:
        return f"write below it, indented: {lines}"
    if kind == "float_parsing" and (figure := _figure(str(found))):
        return figure
    if kind in ("float_parsing", "int_parsing") and (number := number_meant.meant(str(found))):
        return f"write {number}"
    if kind == "bool_parsing" and isinstance(found, str) and found.lower() in _BOTH_WAYS:
        return f"write `{name}: {_BOTH_WAYS[found.lower()]}`"
    return "put it in quotes" if kind == "string_type" else ""


def _figure(found: str) -> str | None:
    """How to write a figure that says more than a number."""
    if between := number_meant.between(found):
        return f"write `low: {between[0]}` and `high: {between[1]}` in its place"
    if share := number_meant.share(found):
        return f"write {share}, and put % into `unit`"
    whole = number_meant.in_digits(found)
    return f"write {whole}" if whole else None


def negative(name: str, found: object) -> str | None:
    """What to do about a figure below zero."""
    number = str(found).strip().removeprefix("-")
    if name not in ("value", "low", "high") or not re.fullmatch(r"[0-9.]{1,20}", number):
        return None
    return f"a figure isn't negative; write {number}, and say in `counts` that it is a fall or a loss"


def unlisted(found: list[Any], *, bracketed: bool) -> str:
    """How one value is written in place of a list, in brackets or with a dash for each item."""
    keep = "keep one, and " if len(found) > 1 else ""
    if not bracketed:
        return f"{keep}take away the `- `"
    or_quoted = (
        ", or put text in brackets in quotes" if any(" " in one for one in found if isinstance(one, str)) else ""
    )
    return f"{keep}take the brackets away{or_quoted}"


def described(name: str, found: object, fault: str, info: FieldInfo | None) -> str:
    """The fault of an id, and how to describe what has none, where the field takes that and a name is enough."""
    inside = models(info.annotation) if info else []
    fields = inside[0].asked() if inside else []
    if len(fields) != 1 or not _PLAIN.fullmatch(str(found)) or "," in str(found):
        return fault
    where = " Where" if fault.endswith("?") else "; where"
    return f"{fault}{where} it has no page here, write `{name}: {{{fields[0]}: {found}}}`"


def takes_text(annotation: Any) -> bool:
    """Whether plain text may stand somewhere in a field, such as the ids of source documents in a list."""
    return annotation is str or any(takes_text(part) for part in getattr(annotation, "__args__", ()))


def models(annotation: Any) -> list[type[Shape]]:
    """The shapes that may stand in a field."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in models(part)]
