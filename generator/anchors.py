"""Every internal link and anchor of the site leads somewhere. MkDocs doesn't look at links inside HTML; this does."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from generator.problem import Problem, rule, shown

_HREF = re.compile(r"""<[a-zA-Z][^<>]*?\s(?:href|src)\s*=\s*["']([^"']*)["']""")
_TARGET = re.compile(r"[^\s()<>\"']+")
"""Where a link may lead, as Markdown and HTML write it."""
_ID = re.compile(r"""<[a-zA-Z][^<>]*?\sid\s*=\s*["']([^"']*)["']""")


@rule("broken-link")
def broken_link(target: str) -> str:
    """A link inside the site leads to a page or file of the site.

    A reader who follows a link to nothing stops trusting the others, and MkDocs doesn't look at all of them. Mend the
    address, or write the page that it names; links from one page of `docs/` to another name the file, such as
    `methodology.md`.
    """
    return f"links to {shown(target)}, which is no page or file of this site; mend the address or write that page"


@rule("broken-anchor")
def broken_anchor(target: str, anchor: str) -> str:
    """A link to a part of a page leads to a part that is there.

    Whoever follows it lands at the top of a long page and has to search. An anchor is the id of a heading, as in `##
    The verdicts {#verdicts}`: name one that is there, or give the heading its id back.
    """
    return f"links to {shown(target)}, where nothing has the id {shown(anchor)}; name one that is there"


@dataclass(frozen=True)
class Looked:
    """A page that was looked at: the file it comes from, the ids on it and where its links lead, each once.

    `written` is what somebody wrote by hand in that file; empty where the page was made.
    """

    path: str
    ids: frozenset[str]
    links: tuple[str, ...]
    written: str = ""


def look(path: str, html: str, written: str = "") -> Looked:
    """Look at HTML that anybody may have written, or that was made of what is `written`."""
    return Looked(path, frozenset(_ID.findall(html)), tuple(dict.fromkeys(_HREF.findall(html))), written)


def look_at_ours(path: str, html: str, ids: Iterable[str]) -> Looked:
    """Look at HTML of our templates, which write each attribute in one way; many times as fast. `ids` are others."""
    links = dict.fromkeys((*_attribute(html, "href"), *_attribute(html, "src")))
    return Looked(path, frozenset((*ids, *_attribute(html, "id"))), tuple(links))


def _attribute(html: str, name: str) -> Iterator[str]:
    return (after.partition('"')[0] for after in html.split(f' {name}="')[1:])


@dataclass(frozen=True)
class Sound:
    """What the links of a site rested on that had no broken one.

    Attributes:
        addresses: what there was below the site's root.
        parts: what else was linked to, as (page, id on that page).
    """

    addresses: frozenset[str]
    parts: frozenset[tuple[str, str]]


class Links:
    """The links of a site whose pages come one after the other; what is kept of a page doesn't grow with its text."""

    def __init__(self, addresses: Collection[str], before: Sound | None = None) -> None:
        """These addresses and files below the site's root exist; what has an anchor is told by `add`.

        `before` is what those of the last site rested on, whose pages `trust` takes.
        """
        self._addresses = addresses
        self._before = before
        self._trusted: list[tuple[str, Callable[[], Looked]]] = []
        """Pages of the last site whose links are good as long as nothing that they rested on is gone."""
        self._ids: dict[str, frozenset[str]] = {}
        self._same: dict[frozenset[str], frozenset[str]] = {}
        self._upward: defaultdict[str, dict[str, list[str] | None]] = defaultdict(dict)
        """By folder the links upward, the same from each of its pages: None, or who links to that part of a page."""
        self._parts: dict[tuple[str, str, str], list[str]] = {}
        """Each part of another page that is linked to, as (page, part, link): the files that link to it."""
        self._broken: dict[tuple[str, str, str], list[str]] = {}
        """Each broken link, as (rule, message, link): the files that have it."""
        self._written: dict[str, str] = {}
        """What somebody wrote by hand, by its file."""

    def add(self, url: str, page: Looked) -> None:
        """A page at this address."""
        if page.written:
            self._written[page.path] = page.written
        self._ids[url] = self._same.setdefault(page.ids, page.ids)
        folder = url.rstrip("/").rpartition("/")[0]
        upward = self._upward[folder]
        for href in page.links:
            if href in upward:
                if (linking := upward[href]) is not None:
                    linking.append(page.path)
            elif not (href[:1] == "#" and href[1:] in page.ids) and not href.startswith(("https://", "http://")):
                self._follow(url, folder, href, page)

    def trust(self, url: str, ids: frozenset[str], look: Callable[[], Looked]) -> None:
        """A page that is as it was in the last site; `look` gives it where it has to be looked at all the same."""
        if self._before is None:
            self.add(url, look())
        else:
            self._ids[url] = self._same.setdefault(ids, ids)
            self._trusted.append((url, look))

    def rest_on(self) -> Sound:
        """What the links of this site rest on, if none of them is broken."""
        parts = {(target, part) for target, part, _ in self._parts}
        return Sound(frozenset(self._addresses), self._before.parts | parts if self._before else frozenset(parts))

    def broken(self) -> list[Problem]:
        """Every link that leads nowhere, once all pages are known."""
        if self._before and not self._stands(self._before):
            self._before, pages = None, self._trusted
            for url, look in pages:
                self.add(url, look())
        found = {key: [*paths] for key, paths in self._broken.items()}
        for (target, part, href), paths in self._parts.items():
            ids = self._ids.get(target)
            if ids is not None and not _has(ids, part):
                found.setdefault((broken_anchor.name, broken_anchor(href, part), href), []).extend(paths)
        return [
            Problem(paths[0], *self._place(paths[0], href), "", name, message + _also(paths))
            for (name, message, href), paths in found.items()
        ]

    def _place(self, path: str, href: str) -> tuple[int, int]:
        """Line and column of a link in a hand-written page; MkDocs may have put another address before its part."""
        text, mark, part = self._written.get(path, ""), *href.partition("#")[1:]
        found = [one for one in _TARGET.finditer(text) if one[0] == href]
        found = found or [one for one in _TARGET.finditer(text) if part and one[0].endswith(mark + part)]
        at = found[0].start() if found else None
        return (1, 1) if at is None else (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))

    def _stands(self, before: Sound) -> bool:
        """Whether all is there that links rested on; of what isn't a page nobody knows its parts."""
        known = ((part, ids) for target, part in before.parts if (ids := self._ids.get(target)) is not None)
        return before.addresses.issubset(self._addresses) and all(_has(ids, part) for part, ids in known)

    def _follow(self, url: str, folder: str, href: str, page: Looked) -> None:
        """Look where a link leads that no page of the folder had before."""
        upward = href.startswith("../") and url != ""
        where = _target(f"{folder}/", "", href[3:]) if upward else _target("", url, href)
        if where is None:
            return
        target, part = where
        linking: list[str] | None = None
        if target not in self._addresses:
            linking = self._broken.setdefault((broken_link.name, broken_link(href), href), [])
        elif part and target == url:
            if not _has(page.ids, part):
                self._broken.setdefault((broken_anchor.name, broken_anchor(href, part), href), []).append(page.path)
            return
        elif part:
            linking = self._parts.setdefault((target, part, href), [])
        if linking is not None:
            linking.append(page.path)
        if upward:
            self._upward[folder][href] = linking


def _has(ids: frozenset[str], part: str) -> bool:
    """Whether a page has a part with this name, as an attribute may have it."""
    return part in ids or unescape(part) in ids


def _also(paths: list[str]) -> str:
    """One broken link that a template repeats is one problem."""
    return f" ({len(paths)} pages link to it)" if len(paths) > 1 else ""


_ODD = re.compile(r"[^\w/.#-]|//|#.*#")
"""What makes an address more than a path and a part."""


def _target(folder: str, page: str, href: str) -> tuple[str, str] | None:
    """The page and the part of it that a link leads to; None where it leads off the site."""
    if not _ODD.search(href):
        path, _, part = href.partition("#")
        return _resolve(page or folder.lstrip("/"), path), part
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
