"""The templates: text is escaped unless it is known to be HTML, and a name that isn't there is an error."""

from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.runtime import Macro

from generator import dates
from generator.render import terms
from generator.render.page import link
from generator.render.translate import Spoken
from generator.wording import Wording

_BITS = "_bits.html"
_KEPT = 16_384
"""How many results of each macro in _bits.html are kept."""


@cache
def _environment(wording: Wording) -> Spoken:
    made = Spoken(
        wording,
        loader=FileSystemLoader(Path(__file__).parent / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["date"] = lru_cache(_KEPT)(lambda text: dates.display(text, wording))
    made.filters["number"] = wording.number
    made.filters["known"] = lambda text: terms.known(text, wording)
    made.filters["term"] = terms.terms(wording).__getitem__
    bits = made.get_template(_BITS).module
    for name, macro in vars(bits).items():
        if isinstance(macro, Macro):
            setattr(bits, name, lru_cache(_KEPT)(macro))
    return made


def fill(wording: Wording, template: str, page_url: str, **values: Any) -> str:
    """The template's HTML for the page at this address; `to("claims/x/")` inside it is the way to another page."""
    found, shared = _template(wording, template)
    return "".join(found.root_render_func(found.new_context({**shared, "to": partial(link, page_url), **values}, True)))


@cache
def _template(wording: Wording, name: str) -> tuple[Template, dict[str, Any]]:
    """A template, and what all templates of this language know."""
    environment = _environment(wording)
    return environment.get_template(name), environment.globals
