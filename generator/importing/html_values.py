"""What a page carries as data: its JSON-LD and its microdata, and the page's own address where it says it."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import lxml.html

from generator.importing.json_values import Broken, Found, Value, decode

_WRAPPED = re.compile(r"^\s*(?:(?://\s*)?<!\[CDATA\[|<!--|/\*.*?\*/)|(?:(?://\s{0,9})?\]\]>|-->)\s*$|;\s*$", re.DOTALL)
_VALUE = {"meta": "content", "a": "href", "link": "href", "img": "src", "time": "datetime", "data": "value"}
_DEEPEST = 12


def values(text: str) -> Iterator[Found]:
    """Each JSON-LD script and each top item of the microdata, in the page's order."""
    root = _tree(text)
    if root is None:
        return
    for script in root.iter("script"):
        if str(script.get("type", "")).partition(";")[0].strip().lower() == "application/ld+json":
            yield from _script(script.text or "", script.sourceline or 1)
    for item in root.iterfind(".//*[@itemscope]"):
        if item.get("itemprop") is None and "ClaimReview" in str(item.get("itemtype")):
            yield Value(item.sourceline or 1, _item(item, 0))


def address(text: str) -> str:
    """The page's own address, as its head gives it; empty where it doesn't."""
    root = _tree(text)
    if root is None:
        return ""
    found = [*root.xpath("//link[@rel='canonical']/@href"), *root.xpath("//meta[@property='og:url']/@content")]
    return str(next(iter(found), ""))


def _tree(text: str) -> Any:
    try:
        clean = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""))
        return lxml.html.document_fromstring(clean.encode("utf-8", "replace"), parser=_parser())
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None


def _parser() -> Any:
    return lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)


def _script(text: str, line: int) -> Iterator[Found]:
    """The script's value: as it stands, without what wraps it, with its entities resolved."""
    bare = _WRAPPED.sub("", _WRAPPED.sub("", text)).strip()
    if not bare:
        return
    fault = ""
    for one in (bare, unescape(bare)):
        try:
            yield Value(line, decode(one))
        except ValueError as error:
            fault = fault or str(error)
        else:
            return
    if "ClaimReview" in bare:
        yield Broken(line, f"its JSON-LD is not well-formed ({fault})")


def _item(element: Any, depth: int) -> dict[str, Any]:
    """A microdata item as JSON-LD would have it."""
    made: dict[str, Any] = {"@type": str(element.get("itemtype", "")).split()}
    for one in _properties(element):
        value = _item(one, depth + 1) if one.get("itemscope") is not None and depth < _DEEPEST else _text(one)
        for name in str(one.get("itemprop")).split():
            made.setdefault(name, []).append(value)
    return made


def _properties(element: Any) -> Iterator[Any]:
    """The elements that are properties of this item and not of one inside it."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.get("itemprop") is not None:
            yield child
        if child.get("itemscope") is None:
            yield from _properties(child)


def _text(element: Any) -> str:
    name = _VALUE.get(str(element.tag), "")
    given = element.get("content") or (element.get(name) if name else None)
    return str(given) if given is not None else " ".join(element.text_content().split())
