"""How the theme renders a generated page, and the same at a hundredth of the cost.

The theme renders one stub for each kind of page, and pages are spliced into it (`render/splice.py`). A few of each kind
are rendered both ways in every build; where they differ, the theme renders each page of that kind, with a warning.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from generator.edition import Edition
from generator.render import splice
from generator.render.page import Page, Planned


@dataclass(frozen=True)
class Theme:
    """How the theme renders a page."""

    env: jinja2.Environment
    config: MkDocsConfig
    files: Files
    nav: Navigation
    shells: dict[splice.Key, splice.Shell] = field(default_factory=dict)

    def rendered(self, page: Page) -> str:
        """A page's HTML as MkDocs and the theme give it."""
        plain = MkDocsPage(None, File.generated(self.config, page.path, content=page.markdown()), self.config)
        plain.read_source(self.config)
        plain.render(self.config, self.files)
        plain.active = True
        context = get_context(self.nav, self.files.documentation_pages(), self.config, plain)
        return self.env.get_template("main.html").render(context)

    def spliced(self, page: Page) -> str:
        """The same from what its kind shares, and its own values."""
        key = splice.key(page)
        if key not in self.shells:
            self.shells[key] = splice.shell(self.rendered(splice.stub(page)))
        return self.shells[key].filled(splice.values(page))

    def html(self, edition: Edition) -> Callable[[Page], str]:
        """What renders the pages of this edition."""
        unlike = self._unlike(edition)
        return lambda page: self.rendered(page) if page.kind in unlike else self.spliced(page)

    def _unlike(self, edition: Edition) -> set[str]:
        """The kinds of pages of which a few, rendered both ways, differ; each is told."""
        parts: dict[str, list[Planned]] = defaultdict(list)
        for planned in edition.plan:
            if splice.fits(planned.path):
                parts[planned.path.partition("/")[0]].append(planned)
        few = {page.path: page.make() for all_ in parts.values() for page in (all_[0], all_[len(all_) // 2], all_[-1])}
        found = {page.kind: said for page in few.values() if (said := self._difference(page))}
        for kind, difference in sorted(found.items()):
            said = "The theme treats %s pages so that MkDocs has to render each: %s"
            logging.getLogger("attested").warning(said, kind, difference)
        return {*found}

    def _difference(self, page: Page) -> str:
        """Where the page is another when the theme renders it; nothing where it isn't."""
        theirs, ours = self.rendered(page), self.spliced(page)
        if theirs == ours:
            return ""
        at = next((at for at, (a, b) in enumerate(zip(theirs, ours, strict=False)) if a != b), 0)
        return f"{page.path}, character {at}: {theirs[at : at + 60]!r} instead of {ours[at : at + 60]!r}"
