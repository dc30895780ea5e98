"""The feeds as files: Atom (RFC 4287) and JSON Feed 1.1, the same entries in both."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.export.encode import file
from generator.export.entries import Entry, Feed
from generator.export.entries import feeds as all_feeds
from generator.export.records import Records
from generator.model import Settings
from generator.publication import Publication
from generator.render.page import PlannedFile

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"

Data = dict[str, Any]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feeds(publication: Publication, made: Records) -> Iterator[PlannedFile]:  # noqa: ARG001 - every format's signature
    """Every feed, in both formats."""
    for feed in all_feeds(publication):
        yield PlannedFile(f"{feed.folder}feed.xml", partial(atom, publication.settings, feed))
        yield PlannedFile(f"{feed.folder}feed.json", partial(json_feed, publication.settings, feed))


def atom(settings: Settings, feed: Feed, *, stands: bool = True) -> bytes:
    """A feed as Atom, which names its own address if it stands in the site."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": settings.language})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.about)
    _text(root, "updated", _midnight(feed.updated))
    if stands:
        _link(root, "self", f"{feed.home}feed.xml", "application/atom+xml")
    _link(root, "alternate", feed.home, "text/html")
    _person(root, settings.name)
    _text(root, "rights", settings.licence.name)
    for entry in feed.entries:
        _entry(root, entry)
    indent(root)
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def json_feed(settings: Settings, feed: Feed) -> bytes:
    """A feed as JSON Feed."""
    return file(
        {
            "version": JSON_FEED,
            "title": feed.title,
            "home_page_url": feed.home,
            "feed_url": f"{feed.home}feed.json",
            "description": feed.about,
            "language": settings.language,
            "authors": [{"name": settings.name}],
            "items": [_item(entry) for entry in feed.entries],
        }
    )


def _midnight(day: str) -> str:
    """A day as RFC 3339 wants it: with a time, which nobody knows."""
    return f"{day}T00:00:00Z"


def _entry(root: Element, entry: Entry) -> None:
    made = SubElement(root, "entry")
    _text(made, "id", entry.id)
    _text(made, "title", entry.title)
    _text(made, "published", _midnight(entry.published))
    _text(made, "updated", _midnight(entry.updated))
    _link(made, "alternate", entry.url, "text/html")
    for author in entry.authors:
        _person(made, author)
    for id_, words in entry.tags:
        SubElement(made, "category", {"term": id_, "label": _clean(words)})
    _text(made, "summary", entry.text)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _clean(text)


def _link(parent: Element, relation: str, address: str, kind: str) -> None:
    SubElement(parent, "link", {"rel": relation, "type": kind, "href": address})


def _person(parent: Element, name: str) -> None:
    _text(SubElement(parent, "author"), "name", name)


def _clean(text: str) -> str:
    """The text without the characters that no XML 1.0 document can hold, not even escaped."""
    return _NOT_XML.sub("", text)


def _item(entry: Entry) -> Data:
    made: Data = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.text,
        "date_published": _midnight(entry.published),
        "date_modified": _midnight(entry.updated),
    }
    authors = [{"name": name} for name in entry.authors]
    tags = [words for _, words in entry.tags]
    return made | ({"authors": authors} if authors else {}) | ({"tags": tags} if tags else {})
