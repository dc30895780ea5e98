"""What a page states about itself, for the source document; what it doesn't state is None, never a guess.

Read are schema.org's JSON-LD for an article (`headline`, `author`, `datePublished`, `publisher`, `inLanguage`), Open
Graph (ogp.me), the usual `meta` names (Dublin Core, Highwire), `itemprop="datePublished"`, `lang`, the one `h1`, and
`title`. Not read are dates in addresses and running text, nor bylines recognised by their class: trafilatura and
htmldate guess from these.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator import dates
from generator.capture.error import CaptureError
from generator.capture.fetch import web_address

_Facts = dict[str, Any]

_DATE = re.compile(r"(\d{4})(?:([-/])(\d{2})(?:\2(\d{2}))?)?(?![\d/-])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]")
_MORE_TYPES = {"BlogPosting", "LiveBlogPosting", "Report"}

_TITLES = ("og:title", "dc.title", "dcterms.title", "citation_title", "twitter:title")
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author")
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "citation_publication_date",
    "parsely-pub-date",
    "pubdate",
)
_PUBLISHERS = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "publisher")
_LANGUAGES = ("content-language", "og:locale", "dc.language", "dcterms.language")


@dataclass(frozen=True)
class Stated:
    """What a page says of itself; each is one line of text, or None."""

    title: str | None = None
    author: str | None = None
    published: str | None = None
    """The day, month or year as written there, in the page's own time zone."""
    language: str | None = None
    """A BCP 47 tag."""
    publisher: str | None = None
    kind: str | None = None
    """`article`, where the page says it is one."""


def stated(tree: Any, url: str) -> Stated:
    """What the page of this lxml HTML tree says of itself.

    Args:
        tree: without its hidden elements.
        url: where it was found, to tell its own JSON-LD from that of other articles it mentions.
    """
    article, meta = _article(tree, url), _meta(tree)
    lang = _text(tree.get("lang") or tree.get("xml:lang"))
    languages = [lang, *_first(meta, _LANGUAGES), *_values(article, "inLanguage")]
    published = [*_values(article, "datePublished"), *_first(meta, _PUBLISHED), *_marked_date(tree)]
    is_article = bool(article) or _first(meta, ("og:type",)) == ["article"]
    return Stated(
        title=_any([_text(article.get("headline")), *_first(meta, _TITLES), *_headings(tree)]),
        author=_any([_names(article.get("author")), ", ".join(_people(meta))]),
        published=_any(map(_date, published)),
        language=_any(map(_language, languages)),
        publisher=_any([_names(article.get("publisher")), *_first(meta, _PUBLISHERS)]),
        kind="article" if is_article else None,
    )


def _any(texts: Iterable[str | None]) -> str | None:
    """The first that is there."""
    return next((text for text in texts if text), None)


def _text(value: Any) -> str:
    """A stated value as one line, without what no reader sees; an empty text for anything but text, and addresses."""
    line = " ".join(_UNSEEN.sub(" ", html.unescape(value)).split()) if isinstance(value, str) else ""
    return "" if re.match(r"https?://", line) else line


def _meta(tree: Any) -> dict[str, list[str]]:
    """The values of `meta` elements by their names, in lower case and in the page's order."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        for attribute in ("name", "property", "itemprop", "http-equiv"):
            if value := _text(element.get("content")):
                found.setdefault((element.get(attribute) or "").lower(), []).append(value)
    return found


def _first(meta: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    """The first value of each name that is there."""
    return [meta[name][0] for name in names if name in meta]


def _people(meta: dict[str, list[str]]) -> list[str]:
    """All authors under the first name of a field that states any."""
    return next((list(dict.fromkeys(meta[name])) for name in _AUTHORS if name in meta), [])


def _headings(tree: Any) -> Iterator[str]:
    """The one main heading, if there is one only; then the page's title."""
    headings = [_text(element.text_content()) for element in tree.iter("h1")]
    yield from headings if len(headings) == 1 else ()
    yield from (_text(element.text_content()) for element in tree.iterfind(".//head/title"))


def _marked_date(tree: Any) -> list[str]:
    """The date of publication marked in the text, if all such marks agree."""
    marked = {_date(element.get("datetime") or element.get("content") or "") for element in tree.xpath(_DATED)} - {None}
    return [str(day) for day in marked] if len(marked) == 1 else []


_DATED = './/*[not(self::meta)][@itemprop="datePublished"] | .//time[@pubdate]'


def _date(text: str) -> str | None:
    """The day, month or year (ISO 8601, or with slashes) that a text starts with; None for any other writing."""
    found = _DATE.match(text)
    date = "-".join(part for part in found.group(1, 3, 4) if part) if found else ""
    return date if dates.is_date(date) else None


def _language(text: str) -> str | None:
    tag = text.replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else None


def _article(tree: Any, url: str) -> _Facts:
    """The page's own article in JSON-LD: the only one, or the one of several that has this address."""
    articles = [thing for thing in _things(tree) if any(_is_article(kind) for kind in _values(thing, "@type"))]
    if len(articles) == 1:
        return articles[0]
    own = [thing for thing in articles if _is_at(thing, url)]
    return own[0] if len(own) == 1 else {}


def _things(tree: Any) -> Iterator[_Facts]:
    """The things described at the top of the page's JSON-LD, or in its `@graph`; damaged JSON describes none."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            top = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _list(top):
            yield from (part for part in (thing, *_list(_get(thing, "@graph"))) if isinstance(part, dict))


def _is_article(kind: str) -> bool:
    return kind.endswith("Article") or kind in _MORE_TYPES


def _is_at(thing: _Facts, url: str) -> bool:
    page = thing.get("mainEntityOfPage")
    named = {thing.get("url"), thing.get("@id"), _get(page, "@id")} | ({page} if isinstance(page, str) else set())
    return any(_same_address(name, url) for name in named if isinstance(name, str))


def _same_address(one: str, other: str) -> bool:
    try:
        return web_address(one) == web_address(other)
    except CaptureError:
        return False


def _names(value: Any) -> str:
    """The names of people or organisations, given as texts or as things with a `name`."""
    names = [_text(_get(one, "name") if isinstance(one, dict) else one) for one in _list(value)]
    return ", ".join(dict.fromkeys(name for name in names if name))


def _values(thing: _Facts, key: str) -> list[str]:
    return [value for value in _list(thing.get(key)) if isinstance(value, str)]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _get(thing: Any, key: str) -> Any:
    return thing.get(key) if isinstance(thing, dict) else None
