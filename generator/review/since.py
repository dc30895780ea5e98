"""Whether what stood at a revision had been published at all: what nobody could read needs no correction."""

from generator.model import NOT_YET
from generator.problem import rule, shown
from generator.review.change import Change


def was_published(since: str | None, day: str) -> bool:
    """Whether a state that stood until this day (2025-06-17) had been published.

    What a branch is to be merged into stands today, and so does a revision whose place none took on the main branch:
    what a branch says of its own commits counts for nothing. `since` is what `published_since` says in
    claims/publication.yml. Where it says nothing, everything counts as published, so that nobody can forget to switch
    the guard on.
    """
    return since is None or (since != NOT_YET and since <= day)


@rule("unpublished")
def unpublished(change: Change) -> str:
    """Once a publication is published, it isn't declared unpublished, or silent edits would pass from then on.

    `published_since` in `claims/publication.yml` is `not yet` while a publication is prepared: `attested review` tells
    what changed then and refuses nothing. When the site goes out for the first time, it gets that day, which stays.
    """
    was = f"was {shown(change.before)}" if change.before else "was not given, which counts as published"
    return f"{was}, and what is published stays so; put it back"
