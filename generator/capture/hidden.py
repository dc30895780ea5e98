"""What a page holds but doesn't show, taken out before anything is read from it.

Hidden by an attribute: `hidden`, `aria-hidden="true"`; by an element: `template`, `noscript`, a closed `dialog`; by
its own style: not displayed, invisible, transparent, of no size, clipped away, or moved off the page. A closed
`details` stays, since a reader opens it with a click. Rules of style sheets aren't evaluated: who decides what an
article is, sees its text (`boundaries.edit_form`).
"""

import re
from typing import Any

_NEVER_SHOWN = {"template", "noscript"}
_ROOTS = {"html", "body"}
_ZERO = re.compile(r"[+-]?(0+(\.0*)?|\.0+)[a-z%]*")
_LENGTH = re.compile(r"(-\d+(?:\.\d+)?|-\.\d+)([a-z%]*)")
_FAR = {"": 500.0, "px": 500.0, "em": 50.0, "rem": 50.0, "ch": 50.0, "%": 100.0, "vw": 100.0, "vh": 100.0}
"""How far to the left or above is off the page."""
_MOVES = ("left", "right", "top", "bottom", "text-indent", "margin-left", "margin-top")
_CLIPS = ("rect(0", "rect(1px", "inset(50%", "inset(100%", "circle(0")


def strip_hidden(tree: Any) -> None:
    """Take the hidden elements out of an lxml HTML tree; text after them stays."""
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and element.tag not in _ROOTS and is_hidden(element.tag, dict(element.items())):
            element.drop_tree()


def is_hidden(tag: str, attributes: dict[str, str]) -> bool:
    """Whether an element is hidden by what it is, says, or its own `style`."""
    return (
        tag in _NEVER_SHOWN
        or (tag == "dialog" and "open" not in attributes)
        or "hidden" in attributes
        or attributes.get("aria-hidden", "").strip().lower() == "true"
        or _hides(_declarations(attributes.get("style", "")))
    )


def _declarations(style: str) -> dict[str, str]:
    """The properties of a `style` attribute, comments and `!important` taken off, in lower case."""
    first, *rest = style.lower().split("/*")
    bare = first + "".join(part.partition("*/")[2] for part in rest)
    pairs = (declaration.partition(":") for declaration in bare.split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}


def _hides(style: dict[str, str]) -> bool:
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("content-visibility") == "hidden"
        or style.get("color") == "transparent"
        or any(_is_zero(style.get(name, "")) for name in ("opacity", "font-size"))
        or _has_no_size(style)
        or _is_clipped(style)
        or _is_off_page(style)
    )


def _is_zero(value: str) -> bool:
    return bool(_ZERO.fullmatch(value))


def _has_no_size(style: dict[str, str]) -> bool:
    cut = any(style.get(name, "").startswith(("hidden", "clip")) for name in ("overflow", "overflow-x", "overflow-y"))
    return cut and any(_is_zero(style.get(name, "")) for name in ("width", "height", "max-width", "max-height"))


def _is_clipped(style: dict[str, str]) -> bool:
    shapes = (style.get(name, "").replace(" ", "") for name in ("clip", "clip-path"))
    return any(shape.startswith(_CLIPS) for shape in shapes) or "scale(0)" in style.get("transform", "")


def _is_off_page(style: dict[str, str]) -> bool:
    moves = (style.get(name, "") for name in _MOVES)
    shifts = style.get("transform", "").replace("(", " ").replace(")", " ").replace(",", " ").split()
    return any(_is_far(value) for value in (*moves, *shifts))


def _is_far(value: str) -> bool:
    length = _LENGTH.fullmatch(value)
    return length is not None and float(length[1]) <= -_FAR.get(length[2], float("inf"))
