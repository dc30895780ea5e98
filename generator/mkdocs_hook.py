"""MkDocs' door: the same pages handed to `mkdocs build` and `mkdocs serve` in memory. The only module that imports it.

`build` writes beside the site folder and swaps at the end, so that the published folder is the old site or the new one.

A page costs MkDocs 30 ms: Markdown, then the theme's whole template. So generated pages come ready: the theme renders
one stub for each kind of page, and each page is spliced into it (`render/splice.py`). A few pages of each kind are
rendered both ways in every build; where they differ, that kind is rendered by MkDocs, with a warning.
"""

import atexit
import logging
import os
import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from generator import anchors, fidelity, handwritten, search
from generator.aside import Aside, BusyError
from generator.fault import told
from generator.folder import FOLDER
from generator.manifest.stamp import stamp
from generator.publish import Result, publish
from generator.render import page as made
from generator.render import problems as error_pages
from generator.render import splice
from generator.report import text

log = logging.getLogger("mkdocs.attested")


class _Door:
    """What one run of MkDocs remembers from event to event."""

    serving = False
    result = Result([])
    good: tuple[str, ...] = ()
    """The paths of the pages that the last faultless build had; `serve` shows the problems on each of them."""
    nav: Navigation | None = None
    files: Sequence[File] = ()
    """Every page's file; MkDocs makes the list anew each time it is asked."""
    aside: Aside | None = None
    """Where the site is built, and where it goes."""


_door = _Door()


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001 - MkDocs passes both by name
    """Note whether this is `build` or `serve`."""
    _door.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the claims before MkDocs touches anything."""
    root = Path(config.config_file_path).parent
    _door.result = result = publish(root, drafts=_door.serving)
    if result.problems:
        (log.error if result.failed else log.info)("%s", text(result.problems))
    if result.failed and not _door.serving:
        raise Abort("The claims have problems; the site was not touched.")
    if result.publication and result.publication.settings.url and not config.site_url:
        config.site_url = result.publication.settings.url
    if result.publication:
        os.environ["SOURCE_DATE_EPOCH"] = str(_epoch(result.publication.newest))
    if not _door.serving:
        config.site_dir = str(_begin(Path(config.site_dir)))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages; on `serve`, with a fault in the claims, pages that show the problems instead."""
    pages = _door.result.pages
    if _door.result.failed:
        pages = tuple(error_pages.pages(_door.result.problems, _door.good))
    else:
        _door.good = tuple(page.path for page in pages)
    config.extra["feed"] = "feed.xml" in _door.result.data
    ready = _may_be_ready(config)
    for page in pages:
        if (known := files.get_file_from_path(page.path)) is not None:
            files.remove(known)
        if ready and splice.fits(page):
            files.append(_Ready(page, config).file)
        else:
            files.append(File.generated(config, page.path, content=page.markdown()))
    for path, content in _door.result.data.items():
        files.append(File.generated(config, path, content=content))
    return files


class _Ready(Page):
    """A generated page that comes as HTML: what its kind shares, and its own values."""

    shell: splice.Shell | None = None

    def __init__(self, own: made.Page, config: MkDocsConfig) -> None:
        super().__init__(None, File.generated(config, own.path, content=""), config)
        self.own = own

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' signature
        self.markdown, self.meta = "", {**self.own.meta(), "template": "ready.html"}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' signature
        self.content = ""

    @property
    def html(self) -> str:
        """The whole page; what ready.html prints."""
        assert self.shell is not None, "on_env has given each kind its shell"
        return self.shell.filled(splice.values(self.own))


def _may_be_ready(config: MkDocsConfig) -> bool:
    """Whether no plugin has a word in what a page says; one that works on finished pages has its turn anyway."""
    names = ("page_read_source", "pre_page", "page_markdown", "page_content", "page_context")
    return all(method is on_page_markdown for name in names for method in config.plugins.events[name])


def _give_shells(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    """Have the theme render what the ready pages of each kind share, and a few of each kind as it would render them."""
    _door.files = files.documentation_pages()
    kinds: dict[str, list[_Ready]] = defaultdict(list)
    shells: dict[splice.Key, splice.Shell] = {}
    for file in _door.files:
        if isinstance(file.page, _Ready):
            kinds[file.page.own.kind].append(file.page)
    for kind, pages in kinds.items():
        for page in pages:
            key = splice.key(page.own)
            if key not in shells:
                shells[key] = splice.shell(_rendered(splice.stub(page.own), env, config, files))
            page.shell = shells[key]
        if difference := _difference(pages, env, config, files):
            logging.getLogger("attested").warning(
                "The theme treats %s pages so that MkDocs has to render each: %s", kind, difference
            )
            for page in pages:
                page.file.page = _plain(page.own, config, files)


def _difference(pages: list[_Ready], env: jinja2.Environment, config: MkDocsConfig, files: Files) -> str:
    """Where a few of these pages, rendered by MkDocs, are others than the ready ones; nothing where none is."""
    for page in {page.own.path: page for page in (pages[0], pages[len(pages) // 2], pages[-1])}.values():
        theirs, ours = _rendered(page.own, env, config, files), page.html
        if theirs != ours:
            at = next((at for at, (a, b) in enumerate(zip(theirs, ours, strict=False)) if a != b), 0)
            return f"{page.own.path}, character {at}: {theirs[at : at + 60]!r} instead of {ours[at : at + 60]!r}"
    return ""


def _plain(page: made.Page, config: MkDocsConfig, files: Files) -> Page:
    """A page as MkDocs makes it from Markdown."""
    plain = Page(None, File.generated(config, page.path, content=page.markdown()), config)
    plain.read_source(config)
    plain.render(config, files)
    return plain


def _rendered(page: made.Page, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> str:
    """A page's HTML as the theme gives it."""
    assert _door.nav is not None
    plain = _plain(page, config, files)
    plain.active = True
    return env.get_template("main.html").render(get_context(_door.nav, _door.files, config, plain))


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG001 - MkDocs passes all by name
    """Keep the navigation for the pages' shells."""
    _door.nav = nav
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - MkDocs passes all by name
    """Give hand-written pages what they ask for."""
    publication = _door.result.publication
    return handwritten.fill(page.file.src_uri, markdown, publication) if publication else markdown


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Look at every internal link and anchor of hand-written pages too, and make the generated ones ready."""
    if _door.result.failed:
        return env
    pages = [file.page for file in files.documentation_pages() if file.page and not isinstance(file.page, _Ready)]
    looked = {page.url: anchors.look(f"docs/{page.file.src_uri}", page.content or "") for page in pages}
    others = {re.sub(r"(^|/)index\.html$", r"\1", file.dest_uri) for file in files}
    if broken := anchors.check(looked, others, _door.result.ids):
        log.error("%s", text(broken))
        if not _door.serving:
            raise Abort("There are broken links; the site was not touched.")
    _give_shells(env, config, files)
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Index what can be searched; put the finished site in its place, unless strict mode is about to refuse it."""
    _index(Path(config.site_dir))
    if _door.aside is None:
        return
    if _warnings():
        _door.aside.drop()
    else:
        _compare(config)
        stamp(Path(config.site_dir), Path(config.config_file_path).parent, _door.result.data)
        _door.aside.put()


def on_build_error(error: Exception) -> None:
    """Say in one line what went wrong, with a full trace under `mkdocs build -v`; the site was not touched."""
    if not _door.serving and isinstance(error, Exception) and not isinstance(error, MkDocsException):
        if log.isEnabledFor(logging.DEBUG):
            raise error
        raise Abort(f"{told(error, 'mkdocs build -v')}\nThe site was not touched.") from None


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG001 - MkDocs passes all by name
    """Build again when a claim changes."""
    server.watch(str(Path(config.config_file_path).parent / FOLDER))
    return server


def _begin(place: Path) -> Path:
    """The folder to build in; whatever ends this run, nothing is left of it."""
    try:
        _door.aside = Aside(place)
    except BusyError:
        raise Abort("Another build of this site is under way; wait for it. The site was not touched.") from None
    atexit.register(_door.aside.drop)
    return _door.aside.folder


def _compare(config: MkDocsConfig) -> None:
    """Refuse a site that doesn't say what the claims say, whatever altered it."""
    publication = _door.result.publication
    if publication and (altered := fidelity.check(publication, Path(config.site_dir), config.site_name)):
        log.error("%s", text(altered))
        raise Abort("The pages don't say what the claims say; the site was not touched.")


def _epoch(day: str) -> int:
    """Seconds of 1970 to this day: what MkDocs takes for the date of the build, which no clock may give."""
    return max(0, int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()))


def _index(site: Path) -> None:
    """Write the search index, where there is something to find."""
    publication = _door.result.publication
    if publication is None:
        return
    try:
        found, offline = search.records(publication), bool(os.environ.get("ATTESTED_OFFLINE"))
        search.build(found, publication.settings.language, site, offline=offline)
    except search.SearchError as error:
        log.error("%s", error)
        if not _door.serving:
            raise Abort("There is no search index; the site was not touched.") from None


def _warnings() -> bool:
    """Whether strict mode has counted a warning."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(handler.get_counts() for handler in handlers if isinstance(handler, CountHandler))
