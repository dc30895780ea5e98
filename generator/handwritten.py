"""Hand-written pages may ask for what the publication knows by a comment: its name, its licence, the scale.

The scale's stands on a line of its own. The about page gets the publisher's markup at its end without asking.
"""

from html import escape

from generator import export
from generator.publication import Publication
from generator.render.listing import scale
from generator.render.page import block, inline, page_url

ABOUT = "about.md"
SCALE = "<!-- verdict-scale -->"
NAME, LICENCE = "<!-- name -->", "<!-- licence -->"


def fill(path: str, text: str, publication: Publication) -> str:
    """The page's Markdown with each such comment replaced; `path` is its file below docs/."""
    if SCALE in text:
        text = text.replace(SCALE, block(scale(publication, page_url(path))))
    text = text.replace(NAME, inline(publication.settings.name)).replace(LICENCE, _licence(publication))
    found = export.publisher_jsonld(publication) if path == ABOUT else None
    return f"{text.rstrip()}\n\n{_script(export.jsonld(found))}\n" if found else text


def _licence(publication: Publication) -> str:
    """A link to the licence of the texts."""
    licence = publication.settings.licence
    start = block(f'<a href="{escape(licence.url)}">')
    return f"{start}{inline(licence.name)}</a>"


def _script(jsonld: str) -> str:
    """A block of HTML that Markdown leaves alone."""
    return f'<script type="application/ld+json">{jsonld}</script>'
