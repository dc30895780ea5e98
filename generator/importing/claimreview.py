"""schema.org ClaimReview, wherever in a value it stands and however it is filled, to records."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from generator.importing import loose
from generator.importing.record import Rating, Record, Work

Data = dict[str, Any]

_REVIEW = "ClaimReview"
_PARAGRAPH = 100
"""A rating of more characters is an explanation."""

_KNOWN = frozenset(
    (
        *("@context", "@type", "@id", "type", "id", "url", "claimReviewed", "datePublished", "dateModified"),
        *("dateCreated", "expires", "inLanguage", "author", "reviewRating", "itemReviewed", "citation", "isBasedOn"),
        *("correction", "reviewBody", "description", "name", "headline", "keywords", "sameAs", "mainEntityOfPage"),
        *("license", "sdLicense"),
    )
)
_KINDS = {
    "Article": "article",
    "NewsArticle": "article",
    "BlogPosting": "article",
    "WebPage": "article",
    "SocialMediaPosting": "post",
    "DiscussionForumPosting": "post",
    "VideoObject": "video",
    "Clip": "video",
    "ImageObject": "image",
    "Photograph": "image",
    "AudioObject": "audio",
    "Book": "book",
    "Dataset": "dataset",
    "Report": "report",
    "Legislation": "law",
}
_PLATFORM = (
    r"(?:facebook|twitter|x|instagram|whatsapp|tiktok|youtube|telegram|reddit|vk|vkontakte|weibo|wechat|line|snapchat|"
    r"linkedin|pinterest|threads|bluesky|mastodon|truth social|parler|gab|social media|social networks?|internet)"
)
_NO_CLAIMANT = re.compile(
    rf"(?:(?:viral|various|several|multiple|many|some|an?)\s+)*(?:{_PLATFORM}|viral|online)"
    r"(?:\s+(?:posts?|messages?|videos?|images?|photos?|memes?|claims?))?",
    re.IGNORECASE,
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


def _resolved(data: Data, known: Mapping[str, Data], depth: int = 0) -> Data:
    """The object with what it only names by @id put in its place."""
    return {name: _named(value, known, depth) for name, value in data.items()}


def _named(value: Any, known: Mapping[str, Data], depth: int) -> Any:
    if isinstance(value, list):
        return [_named(one, known, depth) for one in value] if depth < 4 else value
    if not isinstance(value, dict) or depth >= 4:
        return value
    name = value.get("@id")
    if len(value) == 1 and isinstance(name, str) and name in known:
        value = known[name]
    return _resolved(value, known, depth + 1)


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
    record.authors = _authors(record, data.get("author"), publisher)
    record.appearances = _works(record, "appearance", [item.get(name) for item in items for name in _WHERE])
    record.appearances += [_work(record, "itemReviewed", item) for item in items if _is_document(item)]
    record.citations = _works(record, "citation", [data.get("citation"), data.get("isBasedOn")])
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
    names = [record.text("claimant", name) for one in given for name in _names(record, "claimant", one)]
    claimant(record, names)
    for item in items:
        for author in loose.objects(item.get("author")):
            for name in sorted(author.keys() & {"sameAs", "url", "jobTitle", "description", "affiliation"}):
                for text in loose.texts(author[name]):
                    record.set_aside(f"claimant.{name}", text)
    dates = [item.get("datePublished") or item.get("dateCreated") or item.get("uploadDate") for item in items]
    record.claimed = record.date("claimed", next((one for one in dates if loose.text(one)), None))


def claimant(record: Record, names: list[str]) -> None:
    """Take the names as the claimant; a platform is none."""
    people = []
    for name in dict.fromkeys(names):
        if _NO_CLAIMANT.fullmatch(name):
            record.keep("claimant", name, "names a place where claims stand, not who made this one")
        elif name:
            people.append(name)
    if len(people) > 1:
        record.note("claimant", "changed", "several are named; they stand in one line")
    record.claimant = "; ".join(people)


def _names(record: Record, name: str, value: Any) -> list[str]:
    """The names in a value; an address is none."""
    found = [one for part in (value if isinstance(value, list) else [value]) for one in _name(part)]
    for one in found:
        if re.match(r"(?i)https?:|www\.", one):
            record.keep(name, one, "is an address where a name should stand")
    return [one for one in found if not re.match(r"(?i)https?:|www\.", one)]


def _name(value: Any) -> list[str]:
    return loose.texts(value)[: None if isinstance(value, list) else 1]


def _published(record: Record, data: Data) -> str:
    """The day the fact-check was published; a month or a year alone is no day."""
    for name in ("datePublished", "dateCreated"):
        if loose.text(data.get(name)):
            return record.day(name, data[name])
    return ""


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


def _body(record: Record, data: Data) -> None:
    """The analysis, and what it is called, which has no field."""
    record.body = record.first("reviewBody", data.get("reviewBody"), lines=True)
    for name in ("name", "headline", "description"):
        for one in loose.texts(data.get(name))[:1]:
            said = loose.plain(one)[0]
            if said and said not in (record.claim, record.summary, record.body):
                record.set_aside(name, said)


def _authors(record: Record, value: Any, publisher: str) -> list[str]:
    names = [record.text("author", one) for one in _names(record, "author", value)]
    return [one for one in dict.fromkeys(names) if one and one != publisher]


def _works(record: Record, name: str, value: Any) -> list[Work]:
    """Documents, each once by its address."""
    found = [_work(record, name, one) for one in loose.objects(value)]
    bare = [one for one in _flat(value) if isinstance(one, str)]
    found += [Work(url=url) for url in record.addresses(name, bare)]
    return [one for one in found if one != Work()]


def _flat(value: Any, depth: int = 0) -> Iterator[Any]:
    if isinstance(value, list) and depth < 8:
        for one in value:
            yield from _flat(one, depth + 1)
    else:
        yield value


def _work(record: Record, name: str, one: Data) -> Work:
    """A document as it is described; one without an address needs a title and a publisher to be one."""
    urls = record.addresses(name, [one.get("url") or one.get("sameAs") or one.get("@id")])
    kind = next((_KINDS[type_] for type_ in sorted(loose.types(one)) if type_ in _KINDS), "other")
    is_claim = name == "itemReviewed"
    made = Work(
        url=urls[0] if urls else "",
        title="" if is_claim else record.first(f"{name}.name", one.get("headline") or one.get("name")),
        publisher=record.first(f"{name}.publisher", one.get("publisher")),
        author="" if is_claim else "; ".join(_names(record, f"{name}.author", one.get("author"))),
        published="" if is_claim else record.date(f"{name}.datePublished", one.get("datePublished")),
        language=loose.text(one.get("inLanguage")),
        kind=kind,
        archives=tuple(record.addresses(f"{name}.archivedAt", one.get("archivedAt"))),
    )
    if made.url or (made.title and made.publisher):
        return made
    if made.title or made.author or made.publisher:
        record.keep(name, made.title or made.author or made.publisher, "has no address, so it is no source document")
    return Work()


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
