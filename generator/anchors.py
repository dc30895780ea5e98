"""Every internal link and anchor of the site leads somewhere. MkDocs doesn't look at links inside HTML; this does."""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from urllib.parse import unquote, urlsplit

from generator.problem import Problem, rule, shown

_HREF = re.compile(r"""<[a-zA-Z][^>]*?\s(?:href|src)\s*=\s*["']([^"']*)["']""")
_ID = re.compile(r"""<[a-zA-Z][^>]*?\sid\s*=\s*["']([^"']*)["']""")


@rule("broken-link")
def broken_link(target: str) -> str:
    """A link inside the site leads to a page or file of the site."""
    return f"links to {shown(target)}, which is no page or file of this site"


@rule("broken-anchor")
def broken_anchor(target: str, anchor: str) -> str:
    """A link to a part of a page leads to a part that is there."""
    return f"links to {shown(target)}, where nothing has the id {shown(anchor)}"


def check(pages: Mapping[str, tuple[str, str]], others: Collection[str]) -> list[Problem]:
    """The broken links of `pages`: address below the root to (file it comes from, HTML).

    `others` are addresses and files that exist but whose anchors aren't looked at.
    """
    ids = {url: set(_ID.findall(html)) for url, (_, html) in pages.items()}
    found: dict[tuple[str, str], list[str]] = {}
    for url, (path, html) in pages.items():
        for fault in _faults(url, html, ids, others):
            found.setdefault(fault, []).append(path)
    return [Problem(paths[0], 1, 1, "", name, message + _also(paths)) for (name, message), paths in found.items()]


def _also(paths: list[str]) -> str:
    """One broken link that a template repeats is one problem."""
    return f" ({len(paths)} pages link to it)" if len(paths) > 1 else ""


def _faults(url: str, html: str, ids: Mapping[str, set[str]], others: Collection[str]) -> Iterator[tuple[str, str]]:
    for href in dict.fromkeys(_HREF.findall(html)):
        parts = urlsplit(unescape(href))
        if parts.scheme or parts.netloc:
            continue
        target = _resolve(url, parts.path)
        anchor = unquote(parts.fragment)
        if target not in ids and target not in others:
            yield broken_link.name, broken_link(href)
        elif anchor and target in ids and anchor not in ids[target] and unescape(anchor) not in ids[target]:
            yield broken_anchor.name, broken_anchor(href, anchor)


def _resolve(url: str, path: str) -> str:
    """Where a relative address leads below the site's root: "" for the home page, else with a slash at the end."""
    if not path:
        return url
    made = posixpath.normpath(posixpath.join("/" + url, unquote(path))).lstrip("/")
    made = "" if made == "." else made
    if path.endswith("/") or path in (".", ".."):
        return f"{made}/" if made else ""
    return made.removesuffix("index.html")
