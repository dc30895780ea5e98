"""What was built says what the claims say: read back from the written files and compared, word for word.

Between a claim's file and a reader stand templates, Markdown, the theme and its plugins; each of them may alter a text
and none of them would say so. So the title element, the heading, the verdict, the summary and each quotation of every
page, its structured data, the API, the tables, the feeds, the search index and the cards are compared with what was
written. Only white space may differ, since HTML shows any of it as one space.

built     a site as it is read back, and what differs
pages     what readers and search engines see of claims, source documents and dossiers
data      the API, the tables and the feed of ClaimReviews
feeds     the entries of the feeds
index     what a search shows
pictures  what the pictures for messengers say
"""

from collections.abc import Mapping, Set
from pathlib import Path

from generator.fidelity.built import Site
from generator.fidelity.data import data
from generator.fidelity.feeds import feeds
from generator.fidelity.index import fragments, index
from generator.fidelity.pages import claims, documents, dossiers
from generator.fidelity.pictures import pictures
from generator.problem import Problem
from generator.publication import Publication
from generator.step import Step, quiet

_MANY = 20
"""Differences named; more say nothing new."""
_LOOKS = (claims, documents, dossiers, data, feeds, index, pictures)


def check(
    publication: Publication,
    folder: Path,
    found: Mapping[str, str] | None = None,
    compared: Set[str] = frozenset(),
    step: Step = quiet,
) -> list[Problem]:
    """How the site built in `folder` says something else than the claims; at most twenty.

    The search index has each page where `found` says, by its address, or else where it is found. Files that were
    `compared` before, and made from the same, aren't looked at again. `step` is told how many claims are done.
    """
    site = Site(folder, publication, fragments(folder) if found is None else found, compared, step)
    differing = (problem for look in _LOOKS for problem in look(site))
    return [problem for problem, _ in zip(differing, range(_MANY), strict=False)]
