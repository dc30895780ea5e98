"""schema.org ClaimReview, wherever in a value it stands and however it is filled, to records."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.importing import loose
from generator.importing.people import authors, claimant, names
from generator.importing.rated import rating
from generator.importing.record import Record
from generator.importing.works import work, works

Data = dict[str, Any]

_REVIEW = "ClaimReview"
_DEEPEST = 8
_MOST_REFERENCES = 1_000
"""How deep and how often one fact-check may refer to others by @id."""

_KNOWN = frozenset(
    (
        *("@context", "@type", "@id", "type", "id", "url", "claimReviewed", "datePublished", "dateModified"),
        *("dateCreated", "expires", "inLanguage", "author", "reviewRating", "itemReviewed", "citation", "isBasedOn"),
        *("correction", "reviewBody", "description", "name", "headline", "keywords", "sameAs", "mainEntityOfPage"),
        *("license", "sdLicense"),
    )
)


def reviews(value: Any) -> Iterator[Data]:
    """Every ClaimReview in a value, its references by @id resolved; a tombstone of a feed as what it is."""
    known = _by_id(value)
    seen: list[Any] = [value]
    while seen:
        one = seen.pop()
        if isinstance(one, list):
            seen += reversed(one)
        elif isinstance(one, dict):
            data = loose.opened(one)
            if _REVIEW in loose.types(data) or _alike(data):
                yield _resolved(data, known)
            elif data.get("dateDeleted"):
                yield data
            else:
                seen += reversed(list(data.values()))


def _alike(data: Data) -> bool:
    """Whether an object without a type is one nevertheless."""
    return "claimReviewed" in data and not loose.types(data)


def _by_id(value: Any) -> dict[str, Data]:
    """The objects of a value that others may name."""
    found: dict[str, Data] = {}
    seen: list[Any] = [value]
    while seen:
        one = seen.pop()
        if isinstance(one, list):
            seen += one
        elif isinstance(one, dict):
            name = one.get("@id")
            if isinstance(name, str) and len(one) > 1:
                found.setdefault(name, one)
            seen += one.values()
    return found


def _resolved(data: Data, known: Mapping[str, Data]) -> Data:
    """The object with what it only names by @id put in its place."""
    references = _References(known)
    return {name: references.named(value, 0) for name, value in data.items()}


@dataclass
class _References:
    """What can be named by @id, and how often it still may be: objects that name each other would grow without end."""

    known: Mapping[str, Data]
    left: int = _MOST_REFERENCES

    def named(self, value: Any, depth: int) -> Any:
        """A value with its references resolved, as deep as anything is read."""
        if depth >= _DEEPEST:
            return value
        if isinstance(value, list):
            return [self.named(one, depth + 1) for one in value]
        if not isinstance(value, dict):
            return value
        name = value.get("@id")
        if len(value) == 1 and isinstance(name, str) and name in self.known and self.left:
            self.left -= 1
            value = self.known[name]
        return {key: self.named(one, depth + 1) for key, one in value.items()}


def deleted(data: Data) -> bool:
    """Whether this is what a feed keeps of a fact-check that was taken back."""
    return bool(data.get("dateDeleted")) and _REVIEW not in loose.types(data)


def fill(record: Record, data: Data, publisher: str, page: str = "") -> None:
    """Read a ClaimReview into a record.

    Args:
        record: what to fill.
        data: the ClaimReview.
        publisher: this publication's name, which is no author.
        page: the address of the page it was found on, where it gives none itself.
    """
    items = loose.objects(data.get("itemReviewed"))
    record.url = record.address("url", data.get("url") or data.get("mainEntityOfPage") or data.get("@id") or page)
    _claim(record, data, items)
    _claimant(record, items)
    record.published = _published(record, data)
    record.expires = record.day("expires", data.get("expires"))
    record.rating, explained = rating(record, data.get("reviewRating"))
    record.summary = explained
    _body(record, data)
    record.authors = authors(record, data.get("author"), publisher)
    record.appearances = works(record, "appearance", [item.get(name) for item in items for name in _WHERE])
    record.appearances += [work(record, "itemReviewed", item) for item in items if _is_document(item)]
    record.citations = works(record, "citation", [data.get("citation"), data.get("isBasedOn")])
    record.corrections = list(_corrections(record, data.get("correction")))
    record.topics = [one.strip() for text in loose.texts(data.get("keywords")) for one in re.split("[,;|]", text)]


_WHERE = ("firstAppearance", "appearance")


def placeless(data: Data) -> Counter[str]:
    """The properties that have no place in a claim's file."""
    return Counter(name for name in data if name not in _KNOWN and data[name] not in (None, "", [], {}))


def _claim(record: Record, data: Data, items: list[Data]) -> None:
    """The claim's text: that of the Claim where it has one, of which claimReviewed is then the short form."""
    reviewed = record.first("claimReviewed", data.get("claimReviewed"))
    bare = [one for one in _bare(data.get("itemReviewed")) if not one.startswith(("http://", "https://"))]
    whole = next((loose.text(item.get("text")) for item in items if item.get("text")), "")
    whole = record.text("itemReviewed.text", whole) if whole else ""
    if not reviewed:
        named = next((loose.text(item.get("name") or item.get("headline")) for item in items if _is_claim(item)), "")
        reviewed = whole or record.text("itemReviewed", named or next(iter(bare), ""))
        bare = bare[1:]
    for one in bare:
        record.keep("itemReviewed", one, "is a bare text where the claim's author and date should stand")
    record.claim = reviewed
    if whole and whole != reviewed:
        record.claim = whole
        if len(reviewed) <= 75:
            record.short = reviewed
        else:
            record.keep("claimReviewed", reviewed, "says the claim in other words than itemReviewed.text")


def _bare(value: Any) -> list[str]:
    """The texts that stand where an object should."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and loose.texts(one)]


def _is_claim(item: Data) -> bool:
    return not loose.types(item) or bool(loose.types(item) & {"Claim", "CreativeWork", "Thing"})


def _is_document(item: Data) -> bool:
    """Whether what is reviewed is itself a document with an address, as older markup has it."""
    return bool(item.get("url") or item.get("sameAs")) and not loose.types(item) & _WHO


_WHO = {"Person", "Organization", "NewsMediaOrganization", "GovernmentOrganization", "PoliticalParty"}


def _claimant(record: Record, items: list[Data]) -> None:
    """Who made the claim and when."""
    given = [item.get("author") or item.get("creator") for item in items]
    given += [item for item in items if loose.types(item) & _WHO]
    found = [record.text("claimant", name) for one in given for name in names(record, "claimant", one)]
    claimant(record, found)
    for item in items:
        for author in loose.objects(item.get("author")):
            for name in sorted(author.keys() & {"sameAs", "url", "jobTitle", "description", "affiliation"}):
                for text in loose.texts(author[name]):
                    record.set_aside(f"claimant.{name}", text)
    dates = [item.get("datePublished") or item.get("dateCreated") or item.get("uploadDate") for item in items]
    record.claimed = record.date("claimed", next((one for one in dates if loose.text(one)), None))


def _published(record: Record, data: Data) -> str:
    """The day the fact-check was published; a month or a year alone is no day."""
    for name in ("datePublished", "dateCreated"):
        if loose.text(data.get(name)):
            return record.day(name, data[name])
    return ""


def _body(record: Record, data: Data) -> None:
    """The analysis, and what it is called, which has no field."""
    record.body = record.first("reviewBody", data.get("reviewBody"), lines=True)
    for name in ("name", "headline", "description"):
        for one in loose.texts(data.get(name))[:1]:
            said = loose.plain(one)[0]
            if said and said not in (record.claim, record.summary, record.body):
                record.set_aside(name, said)


def _corrections(record: Record, value: Any) -> Iterator[tuple[str, str]]:
    """(day, text) of each correction; one without a day is kept as a comment."""
    for text in _bare(value):
        record.keep("correction", text, "has no day")
    for one in loose.objects(value):
        said = record.first("correction.text", one.get("text") or one.get("description") or one.get("name"))
        day = record.day("correction.datePublished", one.get("datePublished") or one.get("dateCreated"))
        if said and day:
            yield day, said
        elif said:
            record.keep("correction", said, "has no day")
