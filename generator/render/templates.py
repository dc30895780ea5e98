"""The templates: text is escaped unless it is known to be HTML, and a name that isn't there is an error."""

from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator import dates
from generator.render.page import link


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["date"] = dates.display
    return made


def fill(template: str, page_url: str, **values: Any) -> str:
    """The template's HTML for the page at this address; `to("claims/x/")` inside it is the way to another page."""
    return _environment().get_template(template).render(to=partial(link, page_url), **values)
