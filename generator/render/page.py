"""A page as data: front matter, then sections; and its one Markdown form.

Contributors' text never reaches a Markdown parser as Markdown. A heading's text has each ASCII punctuation mark written
as an entity; a section's HTML is one line that starts with a block element, so that nothing in it stands at a line's
start; braces, brackets and backquotes, which plugins look for inside HTML too, are entities.
"""

import json
import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from generator.part import Content

_PUNCTUATION = {ord(c): f"&#{ord(c)};" for c in string.punctuation + "\t"}
_BLOCKS = tuple(
    f"</{name}>" for name in ["p", "li", "ul", "ol", "dl", "div", "summary", "details", "article", "figure", "g"]
)
"""What ends a block: a space behind it is never seen."""
_IN_HTML = tuple((c, f"&#{ord(c)};") for c in "{}[]`\\")
_MARKS = {entity: chr(c) for c, entity in _PUNCTUATION.items() if chr(c) not in "&<>\"'\t"}
_ENTITY = re.compile(r"&#\d+;")


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it. `title` is plain text, `html` safe HTML; level 0 has no heading."""

    level: int
    id: str
    title: str
    html: str


@dataclass(frozen=True)
class Page:
    """One page. `path` is its file below the docs folder, such as claims/uk-casualties.md."""

    path: str
    kind: str
    title: str
    description: str
    sections: tuple[Section, ...]
    contents: bool = False
    """Whether the page shows a table of contents."""
    feed: bool = False
    """Whether feeds of what it shows stand beside it, where the site has feeds."""
    changed: str = ""
    """The day its content last changed, from the claims' own dates; empty where none is known."""
    jsonld: str = ""
    """Its structured data as JSON that can stand inside a script element; empty where it has none."""
    mediareview: str = ""
    breadcrumbs: str = ""
    """More of it, each in an element of its own, since many readers expect one thing in one element."""

    @property
    def url(self) -> str:
        """The page's address below the site's root: "" for the home page, else ending in a slash."""
        return page_url(self.path)

    def meta(self) -> dict[str, str | bool | list[str]]:
        """Its front matter. Title and description are HTML-escaped, since themes print both as they stand."""
        made: dict[str, str | bool | list[str]] = {"title": escape(self.title), "description": escape(self.description)}
        made |= {"kind": self.kind, "hide": ["navigation"] if self.contents else ["navigation", "toc"]}
        optional = {name: getattr(self, name) for name in ("feed", "changed", "jsonld", "mediareview", "breadcrumbs")}
        return made | {name: value for name, value in optional.items() if value}

    def markdown(self) -> str:
        """The page's Markdown file."""
        return _front_matter(self) + "".join(_section(section) for section in self.sections)


class Planned(NamedTuple):
    """A page that isn't made yet, since all pages at once would fill the memory. `path` is where it will stand."""

    path: str
    make: Callable[[], Page]
    of: Callable[[], object] | None = None
    """All that it is made of but for the publication's settings: as long as that is the same, so is the page.

    None where that is too much to look through.
    """


class PlannedFile(NamedTuple):
    """A file beside the pages that isn't made yet. `path` is where it will stand below the site's root."""

    path: str
    make: Callable[[], Content]
    of: Callable[[], object] | None = None
    """As of a page."""


def page_url(path: str) -> str:
    """The address of a Markdown file below the site's root, with directory addresses."""
    stem = path.removesuffix(".md")
    stem = "" if stem == "index" else stem.removesuffix("/index")
    return f"{stem}/" if stem else ""


def link(page: str, target: str) -> str:
    """The relative address from one page to another, both below the site's root; `target` may have a #part."""
    if not target.startswith(page.partition("/")[0] + "/"):  # most links: to another part of the site
        return "../" * page.count("/") + target or "./"
    address, mark, part = target.partition("#")
    here, there = page.split("/")[:-1], address.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    path = "../" * (len(here) - shared) + "/".join(there[shared:])
    return path + mark + part if path or mark else "./"


def one_line(html: str) -> str:
    """Safe HTML as one line."""
    lines = filter(None, map(str.strip, html.split("\n")))
    return "".join([line if line.endswith(_BLOCKS) else f"{line} " for line in lines]).rstrip().replace("\t", "&#9;")


def block(html: str) -> str:
    """Safe HTML as the one line a Markdown file can hold."""
    html = one_line(html)
    for character, entity in _IN_HTML:  # on long texts many times as fast as str.translate, or as replacing nothing
        if character in html:
            html = html.replace(character, entity)
    return html


def inline(text: str) -> str:
    """Plain text with each ASCII punctuation mark as an entity, so that it is never Markdown."""
    return text.translate(_PUNCTUATION)


def heading(section: Section) -> str:
    """A heading's text, which is never Markdown."""
    return inline(section.title)


def without_entities(html: str) -> str:
    """HTML that went through Markdown, with the marks themselves where an entity was only for it."""
    return _ENTITY.sub(lambda found: _MARKS.get(found[0], found[0]), html)


def _front_matter(page: Page) -> str:
    """JSON-quoted scalars, which YAML reads as they are."""
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in page.meta().items())
    return "---\n" + "\n".join(lines) + "\n---\n"


def _section(section: Section) -> str:
    title = f"{'#' * section.level} {heading(section)} {{#{section.id}}}\n\n" if section.level else ""
    return f"\n{title}{block(section.html)}\n"
