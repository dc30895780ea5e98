"""Hand-written pages may ask by a comment on a line of its own: for the scale, a file's fields, where to write.

The about page gets the publisher's markup at its end without asking.
"""

import re

from generator import export
from generator.model import FILES
from generator.publication import Publication
from generator.render.fields import fields
from generator.render.listing import contact, scale
from generator.render.page import block, page_url

ABOUT = "about.md"
SCALE = "<!-- verdict-scale -->"
CONTACT = "<!-- corrections-contact -->"
FIELDS = re.compile(rf"<!-- fields: ({'|'.join(FILES)}) -->")


def fill(path: str, text: str, publication: Publication) -> str:
    """The page's Markdown with each such comment replaced; `path` is its file below docs/."""
    if SCALE in text:
        text = text.replace(SCALE, block(scale(publication, page_url(path))))
    if CONTACT in text:
        text = text.replace(CONTACT, block(contact(publication)))
    text = FIELDS.sub(lambda asked: block(fields(asked[1])), text)
    found = export.publisher_jsonld(publication) if path == ABOUT else None
    return f"{text.rstrip()}\n\n{_script(export.jsonld(found))}\n" if found else text


def _script(jsonld: str) -> str:
    """A block of HTML that Markdown leaves alone."""
    return f'<script type="application/ld+json">{jsonld}</script>'
