"""Pages of one kind differ in a few places; the rest of their HTML is rendered once and cut there.

A theme renders a *stub*: a page with the same headings and marks where a page of its kind has its own text. Its HTML,
cut at the marks, is a shell; a page is its shell with its own values in between. Whether that gives what the theme
itself would is for the caller to compare: a theme may do other things with a text than print it.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

from generator.render.page import Page, Section, heading, one_line, page_url, without_entities

_CUT = re.compile(r"(?:<div>)?(attested0[a-z]+\d*?0slot)(?:</div>)?")

Key = tuple[object, ...]

_TEXTS = tuple(field.name for field in fields(Page) if field.type is str and field.name not in ("path", "kind"))
"""A page's fields that are its own text; a page without one has no mark for it."""


@dataclass(frozen=True)
class Shell:
    """What all pages of a kind share: texts, and between two texts the mark of a value."""

    texts: tuple[str, ...]
    marks: tuple[str, ...]

    @cached_property
    def id(self) -> str:
        """Tells this shell from any other."""
        return hashlib.sha256(repr((self.texts, self.marks)).encode()).hexdigest()

    def filled(self, values: Mapping[str, str]) -> str:
        """The page with these values, by their marks."""
        parts = [self.texts[0]]
        for mark, after in zip(self.marks, self.texts[1:], strict=True):
            parts += (values[mark], after)
        return "".join(parts)


def shell(html: str) -> Shell:
    """A stub's HTML, cut at its marks."""
    cut = _CUT.split(html)
    return Shell(tuple(cut[::2]), tuple(cut[1::2]))


def fits(path: str) -> bool:
    """Whether the page at this path is one of many; the few that head a part of the site come from the theme."""
    return len(_parts(path)) > 1


def key(page: Page) -> Key:
    """What the pages of one shell have in common: where they stand but for names, and what they consist of."""
    first, *rest = _parts(page.path)
    headings = tuple((one.level, one.id, one.title if one.level > 1 else "") for one in page.sections)
    kind = (page.kind, page.contents, page.feed)
    return (first, len(rest), *kind, tuple(name for name in _TEXTS if getattr(page, name)), headings)


def stub(page: Page) -> Page:
    """A page of the same kind with a mark wherever this page has text of its own."""
    first, *rest = _parts(page.path)
    path = "/".join((first, *(_mark(f"path{number}") for number in range(len(rest)))))
    texts: dict[str, Any] = {name: _mark(name) for name in _TEXTS if getattr(page, name)}
    sections = tuple(_stub(number, section) for number, section in enumerate(page.sections))
    return replace(page, path=f"{path}.md", sections=sections, **texts)


def values(page: Page) -> dict[str, str]:
    """This page's text for each mark of its stub."""
    own = {_mark(f"path{number}"): part for number, part in enumerate(_parts(page.path)[1:])}
    own |= {_mark(name): str(value) for name, value in page.meta().items()}
    for number, section in enumerate(page.sections):
        own[_mark(f"title{number}")] = without_entities(heading(section))
        own[_mark(f"html{number}")] = one_line(section.html)
    return own


def _parts(path: str) -> list[str]:
    """The names in the address of the page at this path."""
    return page_url(path).rstrip("/").split("/")


def _mark(name: str) -> str:
    """Letters and digits alone: no escaping changes them."""
    return f"attested0{name}0slot"


def _stub(number: int, section: Section) -> Section:
    title = _mark(f"title{number}") if section.level == 1 else section.title
    return replace(section, title=title, html=f"<div>{_mark(f'html{number}')}</div>")
