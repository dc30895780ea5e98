"""What the tests share: the project of Port Example, the command line, MkDocs, and sites built once a run."""

import fcntl
import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from click.testing import CliRunner, Result
from fixtures.dossier.browser import chromium
from hypothesis import settings
from playwright.sync_api import Browser

from generator.__main__ import main
from generator.check import check
from generator.publish import Made, edition, make

REPOSITORY = Path(__file__).resolve().parents[1]
PROJECT = REPOSITORY / "tests/fixtures/project"
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "ATTESTED_"))},
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
    "ATTESTED_CAPTURES": "/nonexistent",
}

Files = Mapping[str, str | bytes]

settings.register_profile("attested", deadline=None, derandomize=True)  # a busy machine is no fault, nor is chance
settings.register_profile("fuzz", deadline=None)  # `make fuzz` tries other inputs each time
settings.load_profile(os.environ.get("ATTESTED_HYPOTHESIS", "attested"))


def copy_project(target: Path, files: Files | None = None) -> Path:
    """A copy of the project of Port Example with the repository's assets, theme and hook, and these files over it."""
    shutil.copytree(PROJECT, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".cache"))
    shutil.copytree(REPOSITORY / "docs/assets", target / "docs/assets")
    configuration = target / "mkdocs.yml"
    configuration.write_text(configuration.read_text("utf-8").replace("REPOSITORY", str(REPOSITORY)), "utf-8")
    put(target, files or {})
    return target


def put(root: Path, files: Files) -> None:
    """Write files, each by its path below `root`."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def whole(root: Path, *, drafts: bool = False) -> Made:
    """Every page and data file of a project at once, which nothing may be wrong with."""
    result = check(root, drafts=drafts)
    published = edition(root, result)
    assert published, result.problems
    return make(root, published)


def attested(*arguments: object) -> Result:
    """Run the command line in this process; no capture is at hand."""
    made = CliRunner(env={"ATTESTED_CAPTURES": "/nonexistent"}).invoke(
        main, ["--debug", *(str(one) for one in arguments)]
    )
    if made.exception and not isinstance(made.exception, SystemExit):
        raise made.exception
    return made


def findings(root: Path, *, but: str) -> list[str]:
    """What `attested check` finds in a project, a line each, but for those of a rule."""
    lines = attested("check", "--root", root).output.splitlines()
    return [line for line in lines if line.endswith("]") and not line.endswith(f"[{but}]")]


def python(
    *arguments: object,
    cwd: Path = REPOSITORY,
    env: Mapping[str, str] | None = None,
    prefix: Sequence[str] = (),
) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments to its end."""
    command = [*prefix, sys.executable, *(str(one) for one in arguments)]
    return subprocess.run(
        command, cwd=cwd, env={**ENVIRONMENT, **(env or {})}, capture_output=True, encoding="utf-8", timeout=120
    )


def mkdocs(
    root: Path, site: Path, *arguments: object, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build` on the project in `root`."""
    return python("-m", "mkdocs", "build", "-f", root / "mkdocs.yml", "-d", site, *arguments, cwd=root, env=env)


def build(root: Path, site: Path, *arguments: object, env: Mapping[str, str] | None = None) -> Path:
    """Build the project in `root` into `site`, which has to succeed."""
    done = mkdocs(root, site, *arguments, env=env)
    assert done.returncode == 0, done.stderr
    return site


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def parsed(html: str | bytes) -> Element:
    """A page as a browser's parser sees it, without namespaces."""
    tree: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return tree


def page(site: Path, address: str) -> Element:
    """The page of a built site at this address below its root."""
    return parsed((site / address / "index.html").read_bytes())


def one(tree: Element, path: str) -> Element:
    """The only element at this path."""
    found = tree.findall(path)
    assert len(found) == 1, f"{len(found)} elements at {path}"
    return found[0]


def text(element: Element) -> str:
    """An element's text with white space as a reader sees it."""
    return " ".join("".join(element.itertext()).split())


def search_index(site: Path) -> dict[str, dict[str, Any]]:
    """What the search of a built site knows of each page, by the page's address."""
    packed = (gzip.decompress(path.read_bytes()) for path in (site / "pagefind/fragment").iterdir())
    found = [json.loads(content.removeprefix(b"pagefind_dcd")) for content in packed]
    return {entry["url"]: entry for entry in found}


def kinds(site: Path) -> list[str]:
    """The address of one page of every kind that a site has, the largest, and of the page for what isn't there."""
    found: dict[tuple[str, int], tuple[int, str]] = {}
    for path in site.rglob("index.html"):
        folder = path.parent.relative_to(site).as_posix()
        address = "" if folder == "." else f"{folder}/"
        kind = (address.partition("/")[0], address.count("/"))
        found[kind] = max(found.get(kind, (0, "")), (path.stat().st_size, address))
    return [*sorted(address for _, address in found.values()), "404.html"]


def elements(tree: Element) -> Iterator[Element]:
    """Every element of a page; comments left out."""
    return (element for element in tree.iter() if isinstance(element.tag, str))


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], object]], Path]:
    """Make a folder once a run, whichever worker needs it first: `once(name, make)`."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, finished = shared / name, shared / f"{name}.made"
        with _locked(shared / f"{name}.lock"):
            if not finished.exists():
                make(folder)
                finished.touch()
        return folder

    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, as the system has it."""
    with chromium() as running:
        yield running


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of Port Example that a test may change."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def site(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The real publication, built by `mkdocs build` alone. Not to be changed."""
    return once("site", lambda folder: build(REPOSITORY, folder))


@pytest.fixture(scope="session")
def example(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """Port Example's project, and its built site in the folder `site`. Not to be changed."""
    return once("example", lambda folder: build(copy_project(folder), folder / "site"))
