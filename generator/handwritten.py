"""Hand-written pages may ask for what the publication knows, such as the scale, by a comment on a line of its own."""

from generator.publication import Publication
from generator.render.listing import scale
from generator.render.page import block, page_url

SCALE = "<!-- verdict-scale -->"


def fill(path: str, text: str, publication: Publication) -> str:
    """The page's Markdown with each such comment replaced; `path` is its file below docs/."""
    if SCALE not in text:
        return text
    return text.replace(SCALE, block(scale(publication, page_url(path))))
