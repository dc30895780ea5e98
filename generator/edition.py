"""EDITION: everything that is published of a publication, one piece after the other.

All pages and files at once would take more memory than the archive itself, so pages are planned and made when asked
for, and files come as a stream. The data page tells how large the files are, so it is made after them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import Any

from generator import anchors, cards, export, render
from generator.contents import DOCS
from generator.fingerprint import Fingerprints
from generator.publication import Checked, Publication
from generator.render.page import Page, Planned, PlannedFile, page_url


@dataclass(frozen=True)
class Edition:
    """What there is to publish. `publication`, which the pages are made from, may have drafts; `finished` has none."""

    publication: Publication
    finished: Publication
    kept: Path | None = None
    """Where cards stay that were drawn before."""
    names: set[str] = field(default_factory=set, init=False)
    """The files that `files` has given so far."""
    sizes: dict[str, int] = field(default_factory=dict, init=False)
    """The bytes of those that were written, told by who wrote them."""
    _data: set[str] = field(default_factory=set, init=False)
    """Those among them that are data; the others are there for pages."""

    def files(self) -> Iterator[PlannedFile]:
        """Each file for machines, each embed page, citation and card."""
        drawn = cards.cards(self.publication, self.kept)
        texts = (make(self.publication) for make in (render.moved, render.words))
        made = (PlannedFile(name, partial(bytes, content)) for name, content in chain(*texts, drawn))
        for file in chain(self._exported(), made, render.proofs(self.publication), render.shared(self.publication)):
            self.names.add(file.path)
            yield file

    def _exported(self) -> Iterator[PlannedFile]:
        """The files for machines, of which the data page tells."""
        for file in export.stream(self.finished):
            self._data.add(file.path)
            yield file

    @cached_property
    def prints(self) -> Fingerprints:
        """What tells whether something is made of the same as before."""
        return Fingerprints(self.publication)

    @cached_property
    def plan(self) -> tuple[Planned, ...]:
        """Every generated page, the ones that carry structured data with it. The data page wants the data before it."""
        claims = {render.claim_path(one): one for one in self.publication.claims}
        planned = (
            self._with_data(one, claims[one.path]) if one.path in claims else one
            for one in render.plan(self.publication)
        )
        return (*planned, Planned(render.DATA_PATH, self._data_page))

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Where pages and files stand, or will stand, below the site's root."""
        pages = (page_url(one.path) for one in self.plan)
        return frozenset((*pages, *(name.removesuffix("index.html") for name in self.names)))

    def _with_data(self, planned: Planned, one: Checked) -> Planned:
        """A claim's page that is to carry structured data."""

        def made_of() -> object:
            publishes = export.publishes(self.publication, one.claim.claimant)
            return publishes, planned.of() if planned.of else None

        return Planned(planned.path, partial(self._marked, planned.make, one), made_of)

    def _marked(self, make: Callable[[], Page], one: Checked) -> Page:
        """A claim's page with its structured data."""
        page = make()
        trail = render.trail(self.publication, one)
        return replace(
            page,
            jsonld=_written(export.claim_review(self.publication, one)),
            mediareview=_written(export.media_review(self.publication, one)),
            breadcrumbs=_written(None if one.claim.draft else export.breadcrumbs(self.publication, trail)),
        )

    def _data_page(self) -> Page:
        sample = export.sample(self.finished)
        page = render.data_page(self.publication, self.sizes, len(self._data), sample)
        return replace(page, jsonld=_written(export.dataset_jsonld(self.publication)))


def looked(page: Page) -> anchors.Looked:
    """Where a page's links lead and what on it can be linked to."""
    html = "".join(section.html for section in page.sections)
    return anchors.look_at_ours(f"{DOCS}/{page.path}", html, [section.id for section in page.sections if section.level])


def _written(data: dict[str, Any] | None) -> str:
    return export.jsonld(data) if data else ""
