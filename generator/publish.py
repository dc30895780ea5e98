"""The straight line itself: claims/ to pages."""

from dataclasses import dataclass
from pathlib import Path

from generator import anchors, handwritten, render
from generator.folder import Step, quiet, read
from generator.link import link, nowhere
from generator.problem import Problem, fails
from generator.publication import Publication
from generator.render.page import Page, page_url
from generator.verification import Texts

DOCS = "docs"
GENERATED = "_generated"


@dataclass(frozen=True)
class Result:
    """What came of the claims: pages where nothing is wrong, and all problems and warnings, sorted."""

    problems: list[Problem]
    publication: Publication | None = None
    pages: tuple[Page, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether there is a fault that stops a build."""
        return fails(self.problems)


def check(root: Path, step: Step = quiet, texts: Texts = nowhere) -> Result:
    """Read, check and link everything below `root`/claims.

    `step` is told how many files were read so far; `texts` gives the captured text of a document where it is at hand.
    """
    contents = read(root, step)
    publication, problems = link(contents, texts)
    problems = sorted({*contents.problems, *problems})
    return Result(problems, None if fails(problems) else publication)


def publish(root: Path, step: Step = quiet, texts: Texts = nowhere) -> Result:
    """The pages of the publication, none where anything is wrong."""
    result = check(root, step, texts)
    if result.publication is None:
        return result
    pages = tuple(render.render(result.publication))
    broken = anchors.check(
        {page.url: (f"{DOCS}/{page.path}", "".join(_anchored(page))) for page in pages}, addresses(root)
    )
    problems = sorted({*result.problems, *broken})
    return Result(problems) if fails(problems) else Result(problems, result.publication, pages)


def files(root: Path, result: Result) -> dict[str, bytes]:
    """Every file a site builder needs: hand-written pages and assets, and over them the generated pages."""
    docs = root / DOCS
    found = {path.relative_to(docs).as_posix(): path for path in sorted(docs.rglob("*")) if path.is_file()}
    made = {name: _handwritten(name, path, result) for name, path in found.items() if not name.startswith(GENERATED)}
    return made | {page.path: page.markdown().encode() for page in result.pages}


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


def _anchored(page: Page) -> list[str]:
    """A page's HTML with its headings' ids."""
    return [f'<a id="{section.id}"></a>{section.html}' if section.level else section.html for section in page.sections]
