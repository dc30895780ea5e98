"""A list on as many pages as it needs, each of which leads to those near it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from generator.publication import Checked
from generator.render.page import Page, Planned, Section
from generator.render.templates import fill
from generator.wording import Wording

PER_PAGE = 50
NEAR = 3
"""A page of a list leads to so many before and after it; to all, and an archive of any size would be mostly numbers."""


@dataclass(frozen=True)
class List:
    """A list. `name` is what its template calls the items, `ways` stands on the first page.

    A list without items may say which claims were withdrawn that stood in it.
    """

    wording: Wording
    folder: str
    title: str
    lead: str
    template: str
    name: str
    items: Sequence[Any]
    above: tuple[str, str] | None = None
    ways: Callable[[], str] = str
    withdrawn: Sequence[Checked] = ()
    feed: bool = False
    """Whether the list has feeds."""

    @cached_property
    def addresses(self) -> list[str]:
        """Each page's; the first has the list's own."""
        count = max(1, -(-len(self.items) // PER_PAGE))
        more = (f"{self.folder}/page/{number}/" for number in range(2, count + 1))
        return [f"{self.folder}/", *more]

    def planned(self) -> Iterator[Planned]:
        """Its pages."""
        return (
            Planned(self._path(number), partial(self._page, number), partial(self._made_of, number))
            for number in range(1, len(self.addresses) + 1)
        )

    def _path(self, number: int) -> str:
        return f"{self.folder}/index.md" if number == 1 else f"{self.folder}/page/{number}.md"

    def _made_of(self, number: int) -> object:
        shown = (self.folder, self.title, self.lead, self.template, self.name, self.above, self.withdrawn, self.feed)
        return (*shown, number, len(self.addresses), self._part(number), self.ways() if number == 1 else "")

    def _part(self, number: int) -> Sequence[Any]:
        return self.items[(number - 1) * PER_PAGE : number * PER_PAGE]

    def _page(self, number: int) -> Page:
        url, wording = self.addresses[number - 1], self.wording
        further = wording.gettext("%(title)s, page %(number)s") % {"title": self.title, "number": number}
        heading = self.title if number == 1 else further
        sections = [
            crumbs(wording, url, [self.above] if self.above else []),
            Section(1, "list", heading, fill(wording, "list/lead.html", url, lead=self.lead)),
        ]
        if number == 1 and (ways := self.ways()):
            sections.append(Section(0, "", "", ways))
        shown = {self.name: self._part(number), "withdrawn": self.withdrawn}
        html = fill(wording, self.template, url, pager=self._pager(number), **shown)
        sections.append(Section(0, "", "", html))
        feed = self.feed and number == 1
        return Page(self._path(number), "list", heading, self.lead, tuple(sections), feed=feed)

    def _pager(self, here: int) -> list[tuple[int, str, bool]]:
        """Its first, last and nearest pages: number, address (the page's own has none), whether some are left out."""
        last = len(self.addresses)
        near = {1, *range(max(1, here - NEAR), min(last, here + NEAR) + 1), last} if last > 1 else set()
        shown = [(number, "" if number == here else self.addresses[number - 1]) for number in sorted(near)]
        return [(number, url, number - 1 not in {0, *near}) for number, url in shown]


def crumbs(wording: Wording, url: str, trail: Sequence[tuple[str, str]]) -> Section:
    """The way from the home page to a list."""
    return Section(0, "", "", fill(wording, "crumbs.html", url, trail=[(wording.gettext("Home"), ""), *trail]))
