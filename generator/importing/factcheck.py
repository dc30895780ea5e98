"""The answers of the Fact Check Tools API (claims:search, v1alpha1) to records: one for each review of each claim."""

from collections.abc import Iterator
from typing import Any

from generator.importing import loose
from generator.importing.people import claimant
from generator.importing.record import Rating, Record

Data = dict[str, Any]

_LONGEST_RATING = 100


def reviews(value: Any) -> Iterator[Data]:
    """Every (claim, review) pair in a value, as {"claim": …, "review": …}; a claim without a review is one alone."""
    seen: list[Any] = [value]
    while seen:
        one = seen.pop()
        if isinstance(one, list):
            seen += reversed(one)
        elif isinstance(one, dict):
            if "claimReview" in one or ("text" in one and ("claimant" in one or "claimDate" in one)):
                found = loose.objects(one.get("claimReview"))
                yield from ({"claim": one, "review": review} for review in found or [{}])
            else:
                seen += reversed(list(one.values()))


def fill(record: Record, data: Data, publisher: str) -> None:
    """Read one review of a claim into a record."""
    claim, review = data["claim"], data["review"]
    record.claim = record.first("text", claim.get("text"))
    names = [record.text("claimant", one) for one in loose.texts(claim.get("claimant"))]
    claimant(record, names)
    record.claimed = record.date("claimDate", claim.get("claimDate"))
    record.url = record.address("url", review.get("url"))
    record.published = record.day("reviewDate", review.get("reviewDate"))
    words = record.first("textualRating", review.get("textualRating"))
    if len(words) > _LONGEST_RATING:
        record.note("textualRating", "changed", "is a paragraph, so it stands as the summary and the verdict is open")
        record.summary = words
    elif words:
        record.rating = Rating(words)
    for one in loose.objects(review.get("publisher"))[:1]:
        name = record.first("publisher", one.get("name") or one.get("site"))
        record.authors = [name] if name and name != publisher else []
    if title := record.first("title", review.get("title")):
        record.set_aside("title", title)
