"""Claims that were to be looked at again: only a day that somebody names can say which."""

from collections.abc import Iterator

from generator.problem import Problem, rule
from generator.publication import Publication


@rule("overdue", severity="warning")
def overdue_claim(day: str) -> str:
    """A fact-check whose facts move says when to look at it again (`expires`); past that day somebody has to.

    Read the documents anew and look for later ones. Then set a later day, or correct the claim openly where something
    changed.
    """
    return f"was to be looked at again by {day}; check it, then set a later day or add a correction"


def overdue(publication: Publication, today: str) -> Iterator[Problem]:
    """A warning for each claim whose day has come."""
    for one in publication.claims:
        if one.claim.expires and one.claim.expires <= today:
            message = overdue_claim(one.claim.expires)
            yield Problem(one.path, 1, 1, "expires", overdue_claim.name, message, overdue_claim.severity)
