"""Text, numbers and addresses from whatever stands where they should: lists in lists, objects, markup, broken marks."""

import html
import math
import re
from collections.abc import Iterator
from typing import Any

from generator.model import ascii_url
from generator.source_rules import FORBIDDEN

_DEEPEST = 12
_NAMED = ("@value", "name", "text", "headline", "alternateName", "label", "title", "value", "url", "@id")
_NOTHING = frozenset(
    {
        "",
        "unknown",
        "n/a",
        "na",
        "n.a.",
        "none",
        "null",
        "nil",
        "nan",
        "undefined",
        "-",
        "--",
        "–",
        "—",
        "?",
        "[]",
        "{}",
    }
)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9:-]*(?:\s[^<>]*)?/?>")
_BREAK = re.compile(r"(?i)</?(?:p|br|div|li|ul|ol|h[1-6]|tr|blockquote)\b[^<>]*>")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_FORBIDDEN_IN_ADDRESS = re.compile(r"[\s\\<>\"`{}|^]")


def texts(value: Any, depth: int = 0) -> list[str]:
    """Every text in a value: of an object its name or the like, of a list those of its items. No number is NaN."""
    if isinstance(value, str):
        return [value] if value.strip().casefold() not in _NOTHING else []
    if isinstance(value, bool) or value is None or depth > _DEEPEST:
        return []
    if isinstance(value, int | float):
        return [_written(value)] if math.isfinite(value) else []
    if isinstance(value, list):
        return [text for one in value for text in texts(one, depth + 1)]
    if isinstance(value, dict):
        return next((found for name in _NAMED if (found := texts(value.get(name), depth + 1))), [])
    return []


def text(value: Any) -> str:
    """The first of its texts, or nothing."""
    return next(iter(texts(value)), "")


def objects(value: Any, depth: int = 0) -> list[dict[str, Any]]:
    """Every object in a value, lists in lists opened; an object whose fields stand below `properties` without that."""
    if isinstance(value, list) and depth <= _DEEPEST:
        return [one for item in value for one in objects(item, depth + 1)]
    return [opened(value)] if isinstance(value, dict) else []


def opened(value: dict[str, Any]) -> dict[str, Any]:
    """An object with what stands below its `properties`, as microdata has it."""
    inner = value.get("properties")
    if not isinstance(inner, dict):
        return value
    rest = {name: one for name, one in value.items() if name != "properties"}
    return {**({"@type": rest["type"]} if "type" in rest and "@type" not in rest else {}), **rest, **inner}


def types(value: dict[str, Any]) -> set[str]:
    """The names of its types, without what stands before them in an address."""
    given = value.get("@type", value.get("type"))
    return {re.split(r"[/#:]", one.strip())[-1] for one in texts(given)}


def number(value: Any) -> float | None:
    """A finite number: 4, "4", "4,5", " 4.0 "; None for all else."""
    for one in texts(value):
        found = re.fullmatch(r"\s*([+-]?\d{1,12}(?:[.,]\d{1,6})?)\s*", one)
        if found:
            return float(found[1].replace(",", "."))
    return None


def _written(value: float) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def plain(found: str, *, lines: bool = False) -> tuple[str, list[str]]:
    """A text without markup, entities and characters nobody sees, and what was done to it.

    With `lines`, paragraphs stay apart; else it is one line.
    """
    done: list[str] = []
    said = found
    for _ in range(2):
        said = html.unescape(said)
    bare = _uncommented(said)
    if bare != said or _TAG.search(said):
        said = _TAG.sub("", _BREAK.sub("\n", bare))
        done.append("markup was taken out")
    said, removed = visible(said)
    return spaced(said, lines=lines), done + removed


def _uncommented(said: str) -> str:
    """A text without HTML's comments. Looked for by hand: a pattern would search for each one's end to the text's."""
    parts, at = [], 0
    while (start := said.find("<!--", at)) >= 0 and (end := said.find("-->", start + 4)) >= 0:
        parts.append(said[at:start])
        at = end + 3
    return "".join([*parts, said[at:]])


def visible(said: str) -> tuple[str, list[str]]:
    """A text without the characters that no file may hold; a control that stands for a sign of Windows-1252 is that."""
    said = said.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    said = re.sub("[\x80-\x9f]", lambda one: one[0].encode("latin-1").decode("cp1252", "ignore"), said)
    seen = re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", said.replace("\x85", "\n"))
    kept = FORBIDDEN.sub("", seen.replace("\t", " "))
    if kept == seen.replace("\t", " "):
        return kept, []
    names = sorted({f"U+{ord(one):04X}" for one in FORBIDDEN.findall(seen)})
    return kept, [f"characters nobody sees were taken out ({', '.join(names[:5])})"]


def spaced(said: str, *, lines: bool) -> str:
    """White space as a reader sees it."""
    if not lines:
        return " ".join(said.split())
    paragraphs = re.split(r"\n\s*\n", said)
    return "\n\n".join(filter(None, (" ".join(one.split()) for one in paragraphs)))


def address(found: str) -> tuple[str | None, list[str]]:
    """An http address in its one spelling, or None; and what was done to it."""
    said = html.unescape(FORBIDDEN.sub("", found)).strip()
    done: list[str] = []
    if said.startswith("//"):
        said, done = f"https:{said}", ["https: was put before it"]
    try:
        return ascii_url(said), done
    except ValueError:
        pass
    encoded = _FORBIDDEN_IN_ADDRESS.sub(lambda one: "".join(f"%{byte:02X}" for byte in one[0].encode()), said)
    try:
        return ascii_url(encoded), [*done, "what no address may hold was percent-encoded"]
    except ValueError:
        return None, done


def addresses(found: str) -> Iterator[str]:
    """Each address in a text that may hold several."""
    several = _ADDRESS.findall(found)
    if len(several) > 1 and re.search(r"[\s,;]https?://", found, re.IGNORECASE):
        yield from (one.rstrip(",;|") for one in several)
    else:
        yield found
