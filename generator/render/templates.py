"""The templates: text is escaped unless it is known to be HTML, and a name that isn't there is an error."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache, partial
from operator import methodcaller
from pathlib import Path
from typing import Any

from generator import dates
from generator.render import label, terms
from generator.render.direct import Compiled, compiled
from generator.render.expression import Known, Macros
from generator.render.page import link
from generator.render.translate import Spoken
from generator.wording import Wording

_FOLDER = Path(__file__).parent / "templates"
_BITS = "_bits.html"
_KEPT = 16_384
"""How many results of each macro in _bits.html are kept."""


def fill(wording: Wording, template: str, page_url: str, **values: Any) -> str:
    """The template's HTML for the page at this address; `to("claims/x/")` inside it is the way to another page."""
    values["to"] = partial(link, page_url)
    return _template(wording, template).page(values)


@cache
def _template(wording: Wording, name: str) -> Compiled:
    """A template in this language."""
    environment, path = _environment(wording), _FOLDER / name
    source = environment.read(path.read_text("utf-8"), str(path))
    made = compiled(source, str(path), Known(_filters(wording), environment.globals), partial(_macros, wording))
    if name != _BITS:
        return made
    return replace(made, macros={name: lru_cache(_KEPT)(macro) for name, macro in made.macros.items()})


def _macros(wording: Wording, name: str) -> Macros:
    return _template(wording, name).macros


@cache
def _environment(wording: Wording) -> Spoken:
    return Spoken(wording, trim_blocks=True, lstrip_blocks=True)


@cache
def _filters(wording: Wording) -> Mapping[str, Callable[..., object]]:
    """What templates may do with a value, after a `|`."""
    return {
        "date": lru_cache(_KEPT)(lambda text: dates.display(text, wording)),
        "number": wording.number,
        "at": "{:.4g}".format,
        "label": lambda about: label.label(about, wording),
        "byline": lambda about: label.byline(about, wording),
        "known": lambda text: terms.known(text, wording),
        "term": terms.terms(wording).__getitem__,
        "join": _join,
        "length": len,
        "reverse": reversed,
        "trim": methodcaller("strip"),
        "upper": methodcaller("upper"),
    }


def _join(texts: Iterable[str], between: str) -> str:
    return between.join(texts)
