"""Hand-written pages may ask by a comment for what stands elsewhere: the name, the licence, the scale, a file's fields.

The last two, and where to write, stand on a line of their own. The about page gets the publisher's markup at its end
without asking.
"""

import re
from html import escape

from generator import export
from generator.model import FILES
from generator.publication import Publication
from generator.reference import fields
from generator.render.listing import contact, scale
from generator.render.page import block, inline, page_url

ABOUT = "about.md"
_ASKED = re.compile(rf"<!-- (verdict-scale|corrections-contact|name|licence|fields: (?:{'|'.join(FILES)})) -->")


def fill(path: str, text: str, publication: Publication) -> str:
    """The page's Markdown with each such comment replaced; `path` is its file below docs/."""
    text = _ASKED.sub(lambda asked: _said(asked[1], path, publication), text)
    found = export.publisher_jsonld(publication) if path == ABOUT else None
    return f"{text.rstrip()}\n\n{_script(export.jsonld(found))}\n" if found else text


def _said(asked: str, path: str, publication: Publication) -> str:
    """What stands in the place of a comment."""
    match asked:
        case "verdict-scale":
            return block(scale(publication, page_url(path)))
        case "corrections-contact":
            return block(contact(publication))
        case "name":
            return inline(publication.settings.name)
        case "licence":
            licence = publication.settings.licence
            return block(f'<a href="{escape(licence.url)}">') + inline(licence.name) + "</a>"
    return block(fields(asked.partition(": ")[2]))


def _script(jsonld: str) -> str:
    """A block of HTML that Markdown leaves alone."""
    return f'<script type="application/ld+json">{jsonld}</script>'
