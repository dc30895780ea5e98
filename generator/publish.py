"""The straight line itself: claims/ to pages."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from generator import anchors, export, handwritten, render
from generator.folder import Contents, Step, quiet, read
from generator.link import link, nowhere
from generator.plain import strange
from generator.problem import Problem, fails
from generator.publication import Checked, Publication
from generator.render.page import Page, page_url
from generator.source_rules import duplicate_key
from generator.verification import Texts

DOCS = "docs"
GENERATED = "_generated"


@dataclass(frozen=True)
class Result:
    """What came of the claims: pages where nothing is wrong, and all problems and warnings, sorted."""

    problems: list[Problem]
    publication: Publication | None = None
    pages: tuple[Page, ...] = ()
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The ids on each page, by its address."""
    data: Mapping[str, bytes] = field(default_factory=dict)
    """What the site publishes for machines: path below its root to content."""
    drafts: int = 0
    """How many claims aren't finished; they are checked and not published."""

    @property
    def failed(self) -> bool:
        """Whether there is a fault that stops a build."""
        return fails(self.problems)


def check(root: Path, step: Step = quiet, texts: Texts = nowhere) -> Result:
    """Read, check and link everything below `root`/claims.

    `step` is told how many files were read so far; `texts` gives the captured text of a document where it is at hand.
    """
    with unhindered():
        return _linked(_read(root, step), texts)


@contextmanager
def unhindered() -> Iterator[None]:
    """Without the search for circles of garbage: nothing here makes any, and it takes a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _read(root: Path, step: Step) -> Contents:
    """What stands below claims/, and whatever below docs/ can't be published."""
    contents = read(root, step)
    contents.problems += strange(root / DOCS, DOCS)
    return contents


def _linked(contents: Contents, texts: Texts, *, drafts: bool = False) -> Result:
    publication, problems = link(contents, texts, drafts=drafts)
    problems = _heard(sorted({*contents.problems, *problems}))
    count = sum(one.value.draft for one in contents.claims)
    return Result(problems, None if fails(problems) else publication, drafts=count)


def _heard(problems: list[Problem]) -> list[Problem]:
    """The problems without the warnings on files of which a part was lost in reading: they judge the rest alone."""
    lost = {one.path for one in problems if one.rule == duplicate_key.name}
    return [one for one in problems if one.severity == "error" or one.path not in lost]


def publish(root: Path, step: Step = quiet, texts: Texts = nowhere, *, drafts: bool = False) -> Result:
    """The pages of the publication, none where anything is wrong; with `drafts`, the pages of drafts among them."""
    with unhindered():
        return _published(root, step, texts, drafts=drafts)


def _published(root: Path, step: Step, texts: Texts, *, drafts: bool) -> Result:
    contents = _read(root, step)
    result = _linked(contents, texts)
    if result.publication is None:
        return result
    exported = export.files(result.publication)
    if drafts and result.drafts:
        result = _linked(contents, texts, drafts=True)
    assert result.publication is not None  # the same contents without fault
    data = dict(sorted({**exported, **dict(render.embeds(result.publication))}.items()))
    pages = tuple(_pages(result.publication, exported))
    looked = {page.url: _looked(page) for page in pages}
    broken = anchors.check(looked, addresses(root) | {name.removesuffix("index.html") for name in data})
    problems = sorted({*result.problems, *broken})
    ids = {url: page.ids for url, page in looked.items()}
    return Result(problems) if fails(problems) else replace(result, problems=problems, pages=pages, ids=ids, data=data)


def _pages(publication: Publication, data: Mapping[str, bytes]) -> Iterator[Page]:
    """Every generated page, the ones that carry structured data with it."""
    claims = {f"claims/{one.id}.md": one for one in publication.claims}
    for page in render.render(publication):
        yield _marked(publication, page, claims[page.path]) if page.path in claims else page
    yield replace(render.data_page(publication, data), jsonld=_written(export.dataset_jsonld(publication)))


def _marked(publication: Publication, page: Page, one: Checked) -> Page:
    """A claim's page with its structured data."""
    trail = (*render.trail(publication, one), (page.title, page.url))
    return replace(
        page,
        jsonld=_written(export.claim_review(publication, one)),
        mediareview=_written(export.media_review(publication, one)),
        breadcrumbs=_written(None if one.claim.draft else export.breadcrumbs(publication, trail)),
    )


def _written(data: dict[str, Any] | None) -> str:
    return export.jsonld(data) if data else ""


def files(root: Path, result: Result) -> dict[str, bytes]:
    """Every file a site builder needs: hand-written pages and assets, and over them the generated pages."""
    docs = root / DOCS
    found = {path.relative_to(docs).as_posix(): path for path in sorted(docs.rglob("*")) if path.is_file()}
    made = {name: _handwritten(name, path, result) for name, path in found.items() if not name.startswith(GENERATED)}
    return made | dict(result.data) | {page.path: page.markdown().encode() for page in result.pages}


def _handwritten(name: str, path: Path, result: Result) -> bytes:
    content = path.read_bytes()
    if not name.endswith(".md") or result.publication is None:
        return content
    return handwritten.fill(name, content.decode(), result.publication).encode()


def addresses(root: Path) -> set[str]:
    """Addresses of the hand-written pages, and the other files below docs/."""
    docs = root / DOCS
    names = (path.relative_to(docs).as_posix() for path in sorted(docs.rglob("*")) if path.is_file())
    return {page_url(name) if name.endswith(".md") else name for name in names if not name.startswith(GENERATED)}


def _looked(page: Page) -> anchors.Looked:
    html = "".join(section.html for section in page.sections)
    return anchors.look_at_ours(f"{DOCS}/{page.path}", html, [section.id for section in page.sections if section.level])
