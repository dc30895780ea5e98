"""PUBLISH: an edition as a whole, and every file a site builder needs."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from generator import anchors, handwritten, sealed
from generator.check import Result, unhindered
from generator.contents import DOCS
from generator.edition import Edition, looked
from generator.part import whole
from generator.problem import Problem, fails
from generator.publication import Publication
from generator.render.page import Page, page_url
from generator.taken_address import problem, taken

GENERATED = "_generated"


def edition(root: Path, result: Result) -> Edition | None:
    """What is published of the claims, to be made piece by piece; nothing where they are faulty."""
    if result.publication is None or result.drafted is None:
        return None
    return Edition(result.drafted, result.publication, sealed.place(root, "cards"))


@dataclass(frozen=True)
class Made:
    """All of an edition at once: what the site publishes for machines by its path, the pages, and what is wrong."""

    problems: list[Problem]
    data: Mapping[str, bytes] = field(default_factory=dict)
    pages: tuple[Page, ...] = ()


def make(root: Path, edition: Edition) -> Made:
    """The whole edition; nothing but the problems where a link leads nowhere, or a hand-written file is in the way."""
    with unhindered():
        data = {file.path: whole(file.make()) for file in edition.files()}
        edition.sizes.update((path, len(content)) for path, content in data.items())
        pages = tuple(planned.make() for planned in edition.plan)
        links = anchors.Links(edition.addresses | addresses(root))
        for page in pages:
            links.add(page.url, looked(page))
        wrong = sorted(
            [*links.broken(), *_taken(root, {f"{page_url(page.path)}index.html" for page in pages} | {*data})]
        )
        return Made(wrong) if fails(wrong) else Made(wrong, dict(sorted(data.items())), pages)


def files(root: Path, publication: Publication, made: Made) -> dict[str, bytes]:
    """Every file a site builder needs: hand-written pages and assets, and over them the generated pages."""
    written = {name: _handwritten(name, root / DOCS / name, publication) for name in _names(root)}
    return written | dict(made.data) | {page.path: page.markdown().encode() for page in made.pages}


def _ours(name: str) -> bool:
    return name.startswith(GENERATED)


def _handwritten(name: str, path: Path, publication: Publication) -> bytes:
    content = path.read_bytes()
    return handwritten.fill(name, content.decode(), publication).encode() if name.endswith(".md") else content


def _taken(root: Path, ours: Set[str]) -> Iterator[Problem]:
    """Hand-written files that stand at, or in front of, the paths of these generated ones."""
    for name in _names(root):
        if message := taken(_place(name), ours):
            yield problem(f"{DOCS}/{name}", message)


def _place(name: str) -> str:
    """Where a file below docs/ stands in the site; a README is its folder's page."""
    page = re.sub(r"(^|/)README\.md$", r"\1index.md", name)
    return f"{page_url(page)}index.html" if page.endswith(".md") else name


def _names(root: Path) -> Iterator[str]:
    """The paths of the hand-written files below docs/, sorted."""
    docs = root / DOCS
    names = (path.relative_to(docs).as_posix() for path in sorted(docs.rglob("*")) if path.is_file())
    return (name for name in names if not _ours(name))


def addresses(root: Path) -> set[str]:
    """Addresses of the hand-written pages, and the other files below docs/."""
    return {page_url(name) if name.endswith(".md") else name for name in _names(root)}
