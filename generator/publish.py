"""PUBLISH: an edition as a whole, and every file a site builder needs."""

from collections.abc import Mapping
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
    """The whole edition; nothing but the problems where a link leads nowhere."""
    with unhindered():
        data = {file.path: whole(file.make()) for file in edition.files()}
        pages = tuple(planned.make() for planned in edition.plan)
        links = anchors.Links(edition.addresses | addresses(root))
        for page in pages:
            links.add(page.url, looked(page))
        broken = sorted(links.broken())
        return Made(broken) if fails(broken) else Made(broken, dict(sorted(data.items())), pages)


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
