"""A rating in whatever form it has: words, a number, a number of a number, an object, a paragraph."""

import re
from typing import Any

from generator.importing import loose
from generator.importing.record import Rating, Record

_PARAGRAPH = 100
"""A rating of more characters is an explanation."""


def rating(record: Record, value: Any) -> tuple[Rating | None, str]:
    """The rating in whatever form it has, and the sentence that explains it."""
    found = loose.objects(value)
    if not found:
        made = _bare_rating(loose.texts(value))
        return (made, "") if made is None or len(made.words) <= _PARAGRAPH else (None, _explanation(record, made.words))
    for other in found[1:]:
        record.keep("reviewRating", other, "is another rating; the first was taken")
    one = found[0]
    words = loose.texts(one.get("alternateName")) or loose.texts(one.get("name")) or loose.texts(one.get("text"))
    for another in words[1:]:
        record.keep("reviewRating.alternateName", another, "is another word for the rating; the first was taken")
    explained = record.first("reviewRating.ratingExplanation", one.get("ratingExplanation") or one.get("description"))
    said = record.text("reviewRating", words[0]) if words else ""
    value_ = loose.texts(one.get("ratingValue"))
    if value_ and loose.number(value_[0]) is None:
        bare = _bare_rating(value_)
        if bare and bare.value is not None:
            return Rating(said, bare.value, loose.number(one.get("bestRating")) or bare.best, bare.worst), explained
        said = said or record.text("reviewRating", value_[0])
        if said != value_[0]:
            record.keep("reviewRating.ratingValue", value_[0], "is no number")
    if len(said) > _PARAGRAPH:
        explained, said = explained or _explanation(record, said), ""
    numbers = [loose.number(one.get(name)) for name in ("ratingValue", "bestRating", "worstRating")]
    made = Rating(said, numbers[0], *(numbers[1:] if numbers[0] is not None else (None, None)))
    return (made if made != Rating() else None), explained


def _explanation(record: Record, words: str) -> str:
    """A rating that is a paragraph: it explains."""
    record.note("reviewRating", "changed", "is a paragraph, so it stands as the summary and the verdict is open")
    return record.text("reviewRating", words)


def _bare_rating(found: list[str]) -> Rating | None:
    """A rating that is a text: words, a number, or a number of a number."""
    if not found:
        return None
    of = re.fullmatch(r"\s*(\d{1,3}(?:[.,]\d+)?)\s*(?:/|of|out of)\s*(\d{1,3})\s*", found[0])
    if of:
        return Rating("", loose.number(of[1]), loose.number(of[2]))
    number = loose.number(found[0])
    return Rating("", number) if number is not None else Rating(loose.plain(found[0])[0])
