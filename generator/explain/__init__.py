"""A rule's page, and every other's. No output.

What breaks a rule comes from its example in `tests/rules/`, which is not part of the installed program: there a page is
its reason and what right looks like.

rules     every rule in its group
wrong     what breaks a rule
right     what right looks like
markdown  the pages
beside    what messages end in that is no rule of the claims
"""

from generator.explain.beside import BESIDE
from generator.explain.markdown import PAGES, listing, overview, page, pages
from generator.explain.right import RIGHT
from generator.explain.rules import kinds
from generator.explain.wrong import EXAMPLES, EXPECTED, Example, example

__all__ = [
    "BESIDE",
    "EXAMPLES",
    "EXPECTED",
    "PAGES",
    "RIGHT",
    "Example",
    "example",
    "kinds",
    "listing",
    "overview",
    "page",
    "pages",
]
