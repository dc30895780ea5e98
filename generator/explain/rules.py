"""Every rule, in the groups that readers look for it in."""

from types import ModuleType
from typing import Any

from generator import (
    anchors,
    due,
    folder_rules,
    link_rules,
    notes,
    place,
    quoted,
    shape_rules,
    source_rules,
    taken_address,
    validate,
    verification,
)
from generator.problem import Rule
from generator.review import behind, corrections, guard, since

_KINDS: tuple[tuple[str, tuple[ModuleType, ...]], ...] = (
    ("Reading a file", (source_rules, place, folder_rules)),
    ("The shape of a record", (shape_rules,)),
    ("One record", (validate, notes, due)),
    ("Records together", (link_rules,)),
    ("Quotations", (verification, quoted)),
    ("The site", (anchors, taken_address)),
    ("What is published already", (guard, corrections, behind, since)),
)


def kinds() -> dict[str, list[Rule[..., Any]]]:
    """Every rule once, in groups and there in the order it is written in; the first module that holds it counts."""
    first: dict[str, tuple[str, Rule[..., Any]]] = {}
    for title, modules in _KINDS:
        for one in (value for module in modules for value in vars(module).values() if isinstance(value, Rule)):
            first.setdefault(one.name, (title, one))
    return {title: [one for at, one in first.values() if at == title] for title, _ in _KINDS}
