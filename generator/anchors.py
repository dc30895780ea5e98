"""Every internal link and anchor of the site leads somewhere. MkDocs doesn't look at links inside HTML; this does."""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import unquote, urlsplit

from generator.problem import Problem, rule, shown

_HREF = re.compile(r"""<[a-zA-Z][^<>]*?\s(?:href|src)\s*=\s*["']([^"']*)["']""")
_ID = re.compile(r"""<[a-zA-Z][^<>]*?\sid\s*=\s*["']([^"']*)["']""")


@rule("broken-link")
def broken_link(target: str) -> str:
    """A link inside the site leads to a page or file of the site.

    A reader who follows a link to nothing stops trusting the others, and MkDocs doesn't look at all of them. Mend the
    address, or write the page that it names; links from one page of `docs/` to another name the file, such as
    `methodology.md`.
    """
    return f"links to {shown(target)}, which is no page or file of this site"


@rule("broken-anchor")
def broken_anchor(target: str, anchor: str) -> str:
    """A link to a part of a page leads to a part that is there.

    Whoever follows it lands at the top of a long page and has to search. An anchor is the id of a heading, as in `##
    The verdicts {#verdicts}`: name one that is there, or give the heading its id back.
    """
    return f"links to {shown(target)}, where nothing has the id {shown(anchor)}"


@dataclass(frozen=True)
class Looked:
    """A page that was looked at: the file it comes from, the ids on it and where its links lead, each once."""

    path: str
    ids: frozenset[str]
    links: tuple[str, ...]


def look(path: str, html: str) -> Looked:
    """Look at HTML that anybody may have written."""
    return Looked(path, frozenset(_ID.findall(html)), tuple(dict.fromkeys(_HREF.findall(html))))


def look_at_ours(path: str, html: str, ids: Iterable[str]) -> Looked:
    """Look at HTML of our templates, which write each attribute in one way; many times as fast. `ids` are others."""
    links = dict.fromkeys((*_attribute(html, "href"), *_attribute(html, "src")))
    return Looked(path, frozenset((*ids, *_attribute(html, "id"))), tuple(links))


def _attribute(html: str, name: str) -> Iterator[str]:
    return (after.partition('"')[0] for after in html.split(f' {name}="')[1:])


def check(
    pages: Mapping[str, Looked], others: Collection[str], known: Mapping[str, frozenset[str]] | None = None
) -> list[Problem]:
    """The broken links of `pages`, by their address below the root.

    `others` are addresses and files that exist but whose anchors aren't looked at; of `known` pages the ids are known.
    """
    ids = {**(known or {}), **{url: page.ids for url, page in pages.items()}}
    found: dict[tuple[str, str], list[str]] = {}
    for url, page in pages.items():
        for href in page.links:
            for fault in _faults(url, href, ids, others):
                found.setdefault(fault, []).append(page.path)
    return [Problem(paths[0], 1, 1, "", name, message + _also(paths)) for (name, message), paths in found.items()]


def _also(paths: list[str]) -> str:
    """One broken link that a template repeats is one problem."""
    return f" ({len(paths)} pages link to it)" if len(paths) > 1 else ""


def _faults(
    url: str, href: str, ids: Mapping[str, frozenset[str]], others: Collection[str]
) -> Iterator[tuple[str, str]]:
    folder, _, own = url.rstrip("/").rpartition("/")
    # From a page a link upward leads where it leads from every page of the same folder.
    where = _target(f"{folder}/", "", href[3:]) if href.startswith("../") and own else _target("", url, href)
    if where is None:
        return
    target, anchor = where
    if target not in ids and target not in others:
        yield broken_link.name, broken_link(href)
    elif anchor and target in ids and anchor not in ids[target] and unescape(anchor) not in ids[target]:
        yield broken_anchor.name, broken_anchor(href, anchor)


@lru_cache(maxsize=65_536)
def _target(folder: str, page: str, href: str) -> tuple[str, str] | None:
    """The page and the part of it that a link leads to; None where it leads off the site."""
    parts = urlsplit(unescape(href))
    if parts.scheme or parts.netloc:
        return None
    return _resolve(page or folder.lstrip("/"), parts.path), unquote(parts.fragment)


def _resolve(url: str, path: str) -> str:
    """Where a relative address leads below the site's root: "" for the home page, else with a slash at the end."""
    if not path:
        return url
    made = posixpath.normpath(posixpath.join("/" + url, unquote(path))).lstrip("/")
    made = "" if made == "." else made
    if path.endswith("/") or path in (".", ".."):
        return f"{made}/" if made else ""
    return made.removesuffix("index.html")
