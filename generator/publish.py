"""The straight line itself: claims/ to pages."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator import anchors, handwritten
from generator.cards import KEPT
from generator.edition import DOCS, Edition, looked
from generator.folder import Contents, Step, quiet, read
from generator.link import link, nowhere
from generator.plain import strange
from generator.problem import Problem, fails
from generator.publication import Publication
from generator.render.page import Page, page_url
from generator.source_rules import duplicate_key
from generator.verification import Texts

GENERATED = "_generated"


@dataclass(frozen=True)
class Result:
    """What came of the claims: pages where nothing is wrong, and all problems and warnings, sorted."""

    problems: list[Problem]
    publication: Publication | None = None
    edition: Edition | None = None
    """What is published of it, to be made piece by piece."""
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
        return _linked(root, _read(root, step), texts)


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


def leave_standing(result: object) -> None:
    """Don't take this apart when the process ends, as it is about to: that takes a tenth of a large build."""
    standing: list[object] = [result]
    standing.append(standing)  # only a circle outlives its names,
    gc.freeze()  # and only where nobody looks for circles


def _read(root: Path, step: Step) -> Contents:
    """What stands below claims/, and whatever below docs/ can't be published."""
    contents = read(root, step)
    contents.problems += strange(root / DOCS, DOCS)
    return contents


def _linked(root: Path, contents: Contents, texts: Texts, *, drafts: bool = False) -> Result:
    publication, problems = link(contents, texts, drafts=drafts)
    problems = _heard(sorted({*contents.problems, *problems}))
    count = sum(one.value.draft for one in contents.claims)
    if publication is None or fails(problems):
        return Result(problems, drafts=count)
    return Result(problems, publication, Edition(publication, publication, root / KEPT), count)


def _heard(problems: list[Problem]) -> list[Problem]:
    """The problems without the warnings on files of which a part was lost in reading: they judge the rest alone."""
    lost = {one.path for one in problems if one.rule == duplicate_key.name}
    return [one for one in problems if one.severity == "error" or one.path not in lost]


def publish(root: Path, step: Step = quiet, texts: Texts = nowhere) -> Result:
    """The same as `check`, but for drafts, which have their pages too."""
    with unhindered():
        contents = _read(root, step)
        result = _linked(root, contents, texts)
        if result.publication is None or not result.drafts:
            return result
        shown = _linked(root, contents, texts, drafts=True)
        assert shown.publication is not None  # the same contents without fault
        return replace(shown, edition=Edition(shown.publication, result.publication, root / KEPT))


@dataclass(frozen=True)
class Made:
    """All of an edition at once: what the site publishes for machines by its path, the pages, and what is wrong."""

    problems: list[Problem]
    data: Mapping[str, bytes] = field(default_factory=dict)
    pages: tuple[Page, ...] = ()


def make(root: Path, edition: Edition) -> Made:
    """The whole edition; nothing but the problems where a link leads nowhere."""
    with unhindered():
        data = dict(sorted(edition.data()))
        pages = tuple(planned.make() for planned in edition.plan)
        links = anchors.Links(edition.addresses | addresses(root))
        for page in pages:
            links.add(page.url, looked(page))
        broken = sorted(links.broken())
        return Made(broken) if fails(broken) else Made(broken, data, pages)


def files(root: Path, publication: Publication, made: Made) -> dict[str, bytes]:
    """Every file a site builder needs: hand-written pages and assets, and over them the generated pages."""
    docs = root / DOCS
    found = {path.relative_to(docs).as_posix(): path for path in sorted(docs.rglob("*")) if path.is_file()}
    written = {name: _handwritten(name, path, publication) for name, path in found.items() if not _ours(name)}
    return written | dict(made.data) | {page.path: page.markdown().encode() for page in made.pages}


def _ours(name: str) -> bool:
    return name.startswith(GENERATED)


def _handwritten(name: str, path: Path, publication: Publication) -> bytes:
    content = path.read_bytes()
    return handwritten.fill(name, content.decode(), publication).encode() if name.endswith(".md") else content


def addresses(root: Path) -> set[str]:
    """Addresses of the hand-written pages, and the other files below docs/."""
    docs = root / DOCS
    names = (path.relative_to(docs).as_posix() for path in sorted(docs.rglob("*")) if path.is_file())
    return {page_url(name) if name.endswith(".md") else name for name in names if not _ours(name)}
