"""Documents that a fact-check names: where the claim stood, and what the verdict rests on."""

from collections.abc import Iterator
from typing import Any

from generator.importing import loose
from generator.importing.people import names
from generator.importing.record import Record, Work

Data = dict[str, Any]

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


def works(record: Record, name: str, value: Any) -> list[Work]:
    """Documents, each once by its address."""
    found = [work(record, name, one) for one in loose.objects(value)]
    bare = [one for one in _flat(value) if isinstance(one, str)]
    found += [Work(url=url) for url in record.addresses(name, bare)]
    return [one for one in found if one != Work()]


def _flat(value: Any, depth: int = 0) -> Iterator[Any]:
    if isinstance(value, list) and depth < 8:
        for one in value:
            yield from _flat(one, depth + 1)
    else:
        yield value


def work(record: Record, name: str, one: Data) -> Work:
    """A document as it is described; one without an address needs a title and a publisher to be one."""
    urls = record.addresses(name, [one.get("url") or one.get("sameAs") or one.get("@id")])
    kind = next((_KINDS[type_] for type_ in sorted(loose.types(one)) if type_ in _KINDS), "other")
    is_claim = name == "itemReviewed"
    made = Work(
        url=urls[0] if urls else "",
        title="" if is_claim else record.first(f"{name}.name", one.get("headline") or one.get("name")),
        publisher=record.first(f"{name}.publisher", one.get("publisher")),
        author="" if is_claim else "; ".join(names(record, f"{name}.author", one.get("author"))),
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
