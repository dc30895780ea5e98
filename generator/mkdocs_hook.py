"""MkDocs' door: the same pages handed to `mkdocs build` and `mkdocs serve` in memory. The only module that imports it.

`build` writes beside the site folder and swaps at the end, so that the published folder is the old site or the new one.
"""

import logging
import re
import shutil
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from generator import anchors, handwritten
from generator.folder import FOLDER
from generator.publish import Result, publish
from generator.render import problems as error_pages
from generator.report import text
from generator.write import swap

log = logging.getLogger("mkdocs.attested")


class _Door:
    """What one run of MkDocs remembers from event to event."""

    serving = False
    result = Result([])
    good: tuple[str, ...] = ()
    """The paths of the pages that the last faultless build had; `serve` shows the problems on each of them."""
    place: Path | None = None
    """Where the finished site goes."""


_door = _Door()


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001 - MkDocs passes both by name
    """Note whether this is `build` or `serve`."""
    _door.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the claims before MkDocs touches anything."""
    root = Path(config.config_file_path).parent
    _door.result = result = publish(root)
    if result.problems:
        (log.error if result.failed else log.info)("%s", text(result.problems))
    if result.failed and not _door.serving:
        raise Abort("The claims have problems; the site was not touched.")
    if result.publication and result.publication.settings.url and not config.site_url:
        config.site_url = result.publication.settings.url
    if not _door.serving:
        _door.place = Path(config.site_dir)
        config.site_dir = str(_door.place.with_name(_door.place.name + ".building"))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages; on `serve`, with a fault in the claims, pages that show the problems instead."""
    pages = _door.result.pages
    if _door.result.failed:
        pages = tuple(error_pages.pages(_door.result.problems, _door.good))
    else:
        _door.good = tuple(page.path for page in pages)
    for page in pages:
        if (known := files.get_file_from_path(page.path)) is not None:
            files.remove(known)
        files.append(File.generated(config, page.path, content=page.markdown()))
    config.extra["feed"] = "feed.xml" in _door.result.data
    for path, content in _door.result.data.items():
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - MkDocs passes all by name
    """Give hand-written pages what they ask for."""
    publication = _door.result.publication
    return handwritten.fill(page.file.src_uri, markdown, publication) if publication else markdown


def on_env(env: object, config: MkDocsConfig, files: Files) -> object:
    """Look at every internal link and anchor, of hand-written pages too."""
    if _door.result.failed:
        return env
    pages = [file.page for file in files.documentation_pages() if file.page and file.page.content]
    html = {page.url if page.url != "./" else "": (f"docs/{page.file.src_uri}", page.content or "") for page in pages}
    others = {re.sub(r"(^|/)index\.html$", r"\1", file.dest_uri) for file in files}
    if broken := anchors.check(html, others):
        log.error("%s", text(broken))
        if not _door.serving:
            shutil.rmtree(config.site_dir, ignore_errors=True)
            raise Abort("There are broken links; the site was not touched.")
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Put the finished site in its place, unless strict mode is about to refuse it."""
    if _door.place is None:
        return
    if _warnings():
        shutil.rmtree(config.site_dir, ignore_errors=True)
    else:
        swap(Path(config.site_dir), _door.place)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG001 - MkDocs passes all by name
    """Build again when a claim changes."""
    server.watch(str(Path(config.config_file_path).parent / FOLDER))
    return server


def _warnings() -> bool:
    """Whether strict mode has counted a warning."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(handler.get_counts() for handler in handlers if isinstance(handler, CountHandler))
