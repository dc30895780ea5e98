"""How the theme renders a generated page, and the same at a hundredth of the cost.

The theme renders one stub for each kind of page, and pages are spliced into it (`render/splice.py`). A few of each kind
are rendered both ways in every build; where they differ, the theme renders each page of that kind, with a warning.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from generator.edition import Edition
from generator.render import splice
from generator.render.page import Page, Planned, without_entities

_IDLE = re.compile(
    r' data-md-component="[a-z]+"|<input class="md-toggle" [^<>]*>\n|<label class="md-overlay" [^<>]*></label>\n'
    r'|<div(?: data-md-component="announce")?>\n</div>\n'
    r'|<div class="md-dialog" [^<>]*>\n<div class="[^"<>]*"></div>\n</div>\n'
)
"""What the theme puts there for its own script, which no page loads."""


def lean(html: str) -> str:
    """A generated page's HTML without what no reader sees of it.

    Space around the end of a line goes: a generated page has no text in which it would count (`render/page.py`).
    """
    lines = "\n".join(filter(None, map(str.strip, html.split("\n"))))
    return without_entities(_IDLE.sub("", lines + "\n"))


@dataclass(frozen=True)
class Theme:
    """How the theme renders a page."""

    env: jinja2.Environment
    config: MkDocsConfig
    files: Files
    nav: Navigation
    shells: dict[splice.Key, splice.Shell] = field(default_factory=dict)
    stubs: list[Page] = field(default_factory=list)
    """What the shells were made from."""

    def rendered(self, page: Page) -> str:
        """A page's HTML as MkDocs and the theme give it, without what no reader sees of it."""
        file = File.generated(self.config, page.path, content=page.markdown())
        return lean(self._html(MkDocsPage(None, file, self.config)))

    def again(self, path: str, markdown: str) -> str:
        """A page that MkDocs knows, as it is with this Markdown, front matter included."""
        file = self.files.get_file_from_path(path)
        assert file is not None
        file.content_string = markdown
        return self._html(file.page or MkDocsPage(None, file, self.config))

    def _html(self, page: MkDocsPage) -> str:
        """A page as MkDocs makes it, which reads its file anew."""
        page.read_source(self.config)
        page.render(self.config, self.files)
        page.active = True
        try:
            context = get_context(self.nav, self.files.documentation_pages(), self.config, page)
            return self.env.get_template(str(page.meta.get("template", "main.html"))).render(context)
        finally:
            page.active = False

    def spliced(self, page: Page) -> str:
        """The same from what its kind shares, and its own values."""
        return self.shell(page).filled(splice.values(page))

    def shell(self, page: Page) -> splice.Shell:
        """What the pages of this page's kind share."""
        key = splice.key(page)
        if key not in self.shells:
            self.stubs.append(stub := splice.stub(page))
            self.shells[key] = splice.shell(self.rendered(stub))
        return self.shells[key]

    def renderer(self, edition: Edition) -> "Renderer":
        """What renders the pages of this edition."""
        few = {page.path: page for page in _few(edition)}
        found = {page.kind: said for page in few.values() if (said := self._difference(page))}
        for kind, difference in sorted(found.items()):
            said = "The theme treats %s pages so that MkDocs has to render each: %s"
            logging.getLogger("attested").warning(said, kind, difference)
        return Renderer(self, {*found}, few)

    def _difference(self, page: Page) -> str:
        """Where the page is another when the theme renders it; nothing where it isn't."""
        theirs, ours = self.rendered(page), self.spliced(page)
        if theirs == ours:
            return ""
        at = next((at for at, (a, b) in enumerate(zip(theirs, ours, strict=False)) if a != b), 0)
        return f"{page.path}, character {at}: {theirs[at : at + 60]!r} instead of {ours[at : at + 60]!r}"


def _few(edition: Edition) -> Iterator[Page]:
    """The first page of each part of the site, one from its middle and the last."""
    parts: dict[str, list[Planned]] = defaultdict(list)
    for planned in edition.plan:
        if splice.fits(planned.path):
            parts[planned.path.partition("/")[0]].append(planned)
    chosen = {one.path: one for all_ in parts.values() for one in (all_[0], all_[len(all_) // 2], all_[-1])}
    yield from (planned.make() for planned in chosen.values())


@dataclass(frozen=True)
class Renderer:
    """How the pages of an edition are rendered, each kind in the way that suits the theme."""

    theme: Theme
    unlike: Set[str]
    """The kinds that the theme has to render."""
    few: Mapping[str, Page]
    """Some pages that were made already, by their paths."""

    def html(self, page: Page) -> str:
        """A page's HTML."""
        return self.theme.rendered(page) if page.kind in self.unlike else self.theme.spliced(page)

    def shell(self, page: Page) -> str | None:
        """Which shell the page is in; None where the theme renders each page anew."""
        return None if page.kind in self.unlike else self.theme.shell(page).id

    @property
    def stubs(self) -> Sequence[Page]:
        """What the shells are made from, so that they can be made again."""
        return self.theme.stubs

    def shells(self, stubs: Iterable[Page]) -> set[str]:
        """Which shells these stubs give now."""
        return {shell for stub in stubs if (shell := self.shell(stub))}
