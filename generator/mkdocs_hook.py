"""MkDocs' door: the same pages handed to `mkdocs build` and `mkdocs serve`. The only module that imports it.

`build` writes beside the site folder and swaps at the end, so that the published folder is the old site or the new one.

A page costs MkDocs 30 ms: Markdown, then the theme's whole template. So generated pages are made without it
(`mkdocs_theme.py`) and written by us; MkDocs only knows where they will stand. Where a plugin has a word in what pages
say, MkDocs is given all of them.
"""

import atexit
import logging
import math
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from generator import (
    anchors,
    cards,
    fidelity,
    handwritten,
    mkdocs_files,
    mkdocs_language,
    mkdocs_settings,
    search,
)
from generator.aside import Aside
from generator.check import Result, check, leave_standing, settled, unhindered
from generator.commands import options
from generator.contents import FOLDER
from generator.edition import Edition
from generator.fault import told
from generator.kept import Kept
from generator.lock import BusyError
from generator.made import Made
from generator.manifest.files import hashes
from generator.manifest.stamp import stamp
from generator.mkdocs_serve import Preview
from generator.mkdocs_theme import Theme, lean
from generator.mkdocs_watch import watch
from generator.problem import Problem
from generator.publish import edition as published
from generator.put import Folder
from generator.render import problems as error_pages
from generator.render import sitemap, splice
from generator.report import text
from generator.site import keep_links, links_among, put_data, put_pages
from generator.wording import ENGLISH

log = logging.getLogger("mkdocs.attested")


class _Door:
    """What one run of MkDocs remembers from event to event."""

    serving = False
    root = Path()
    """The project's folder."""
    kept: Kept | None = None
    """What was read before; `serve` hands it on from one edit to the next."""
    result = Result([])
    edition: Edition | None = None
    good: frozenset[str] = frozenset()
    """The paths of the pages that the last faultless build had; `serve` shows the problems on each of them."""
    direct = True
    """Whether generated pages and files are written here, not by MkDocs."""
    folder: Folder | None = None
    """Where they are written."""
    records: Mapping[str, str] = {}
    """The hash of each record among the files."""
    found: Mapping[str, str] = {}
    """Where the search index has each page, by its address."""
    nav: Navigation | None = None
    theme: Theme | None = None
    preview: Preview | None = None
    """What `serve` shows, where it follows edits."""
    aside: Aside | None = None
    """Where the site is built, and where it goes."""


_door = _Door()


@contextmanager
def _unhindered() -> Iterator[None]:
    """As `unhindered`; what a build has made by then stays to its end."""
    with unhindered():
        yield
        if not _door.serving:
            settled()


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001 - MkDocs passes both by name
    """Note whether this is `build` or `serve`."""
    _door.serving = command == "serve"
    _door.preview = Preview(_read_again, _index) if _door.serving and options.chosen("livereload") else None


@_unhindered()
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the claims before MkDocs touches anything."""
    _door.root = Path(config.config_file_path).parent
    result = _read()
    _refuse(config)
    if result.failed and not _door.serving:
        raise Abort("The claims have problems; the site was not touched.")
    if result.publication:
        mkdocs_settings.say(config, result.publication.settings)
        os.environ["SOURCE_DATE_EPOCH"] = str(_epoch(result.publication.newest))
        mkdocs_language.speak(config, result.publication.wording)
    if not _door.serving:
        config.site_dir = str(_begin(Path(config.site_dir)))
    return config


def _refuse(config: MkDocsConfig) -> None:
    """Build nothing where MkDocs' settings are at fault."""
    served = options.chosen("livereload") is not None  # then `site_url` is the server's own
    publication = None if served else _door.result.publication
    faults = [*mkdocs_settings.faults(config, publication.settings if publication else None)]
    for fault in faults:
        log.error("%s", fault)
    if faults:
        raise Abort("MkDocs' settings have problems; the site was not touched.")


def _read() -> Result:
    """Read and check the claims, and say what is wrong with them."""
    step = options.progress("Files read")
    if _door.preview and _door.kept is None:
        _door.kept = Kept(_door.root)
    _door.result = result = check(_door.root, step, drafts=_door.serving, kept=_door.kept)
    _door.edition = published(_door.root, result)
    step.clear()
    if result.failed and _door.serving:
        for counter in _counters():
            counter.setLevel(logging.CRITICAL)  # what is served then isn't the site that strict mode is for
    if result.problems:
        (log.error if result.failed else log.info)("%s", text(result.problems))
    return result


def _read_again() -> tuple[Edition | None, Sequence[Problem]]:
    result = _read()
    return _door.edition, result.problems


@_unhindered()
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages; on `serve`, with a fault in the claims, pages that show the problems instead."""
    config.theme.static_templates.discard("sitemap.xml")  # ours knows every page
    edition = _door.edition
    mkdocs_files.leave_out(files, config)
    _door.direct = _may_be_direct(config)
    if edition is None:
        _door.folder = Folder(Path(config.site_dir))
        for page in error_pages.pages(_door.result.problems, filter(_by_mkdocs, _door.good)):
            mkdocs_files.add(files, File.generated(config, page.path, content=page.markdown()))
        return mkdocs_files.Known(files, None, config)
    made = Made(None if _door.serving else Path(config.config_file_path).parent)
    _door.folder = Folder(Path(config.site_dir), made, apart=_others_may_write(config))
    data = options.counted(edition.files(), "Files written")
    _door.records = put_data(data, edition, _door.folder if _door.direct else mkdocs_files.Handed(files, config))
    mkdocs_files.make_room(files, edition)
    _door.good = frozenset(planned.path for planned in edition.plan)
    config.extra["feed"] = "feed.xml" in edition.names
    config.extra["cards"] = cards.DEFAULT in edition.names
    for planned in edition.plan:
        if _by_mkdocs(planned.path):
            mkdocs_files.add(files, File.generated(config, planned.path, content=planned.make().markdown()))
    return mkdocs_files.Known(files, edition, config) if _door.direct else files


def _by_mkdocs(path: str) -> bool:
    """Whether MkDocs makes the generated page at this path."""
    return not (_door.direct and splice.fits(path))


_WORDS = (
    *("files", "nav", "pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page"),
)


def _may_be_direct(config: MkDocsConfig) -> bool:
    """Whether no plugin but this hook has a word in which pages there are and what they say."""
    ours = {on_files, on_nav, on_page_markdown, on_post_page}
    return all(method in ours for name in _WORDS for method in config.plugins.events[name])


def _others_may_write(config: MkDocsConfig) -> bool:
    """Whether a plugin or another hook is there when the site is being finished, and may write to its files."""
    return any(method != on_post_build for method in config.plugins.events["post_build"])


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG001 - MkDocs passes all by name
    """Keep the navigation for the generated pages."""
    _door.nav = nav
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - MkDocs passes all by name
    """Give hand-written pages what they ask for."""
    publication = _door.result.publication
    if publication is None:
        return markdown
    mkdocs_language.mark(page, publication.wording)
    return handwritten.fill(page.file.src_uri, markdown, publication)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001 - MkDocs passes all by name
    """Leave out of a generated page what no reader sees of it, where MkDocs writes it, too."""
    path = page.file.src_uri
    return lean(output) if _door.edition is not None and path in _door.good and splice.fits(path) else output


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Keep what renders the generated pages."""
    assert _door.nav is not None
    mkdocs_language.translate(env, _door.result.publication.wording if _door.result.publication else ENGLISH)
    _door.theme = Theme(env, config, files, _door.nav)
    return env


@event_priority(-math.inf)
@_unhindered()
def on_post_build(config: MkDocsConfig) -> None:
    """Write the generated pages, and what tells of all pages; put the finished site in its place.

    Unless strict mode is about to refuse it. Other hooks and plugins come first: after this there is no such folder.
    """
    if _door.edition is not None:
        _finish(_door.edition, config)
    if _door.preview and _door.direct and _door.theme and _door.folder:
        _door.preview.built(_door.edition, _door.theme, _door.folder, _door.result.problems)
    if _door.aside is None:
        return
    if _warnings():
        _door.aside.drop()
    else:
        site, folder = Path(config.site_dir), _door.folder or Folder(Path(config.site_dir))
        files = hashes(site, folder.known)
        _compare(config, {name for name in folder.taken if files.get(name) == folder.known[name][0]})
        stamp(site, Path(config.config_file_path).parent, _door.records, files)
        _door.aside.put()
        folder.made.finish(_door.aside.place)
        leave_standing(_door.result)


def _finish(edition: Edition, config: MkDocsConfig) -> None:
    """Write the generated pages, look at every link, index what can be found, list all pages for search engines."""
    theme, folder = _door.theme, _door.folder
    assert theme is not None
    assert folder is not None
    pages = [file.page for file in theme.files.documentation_pages() if file.page]
    names = (re.sub(r"(^|/)index\.html$", r"\1", file.dest_uri) for file in theme.files)
    links = links_among({*names, *edition.addresses}, edition.prints, folder)
    for page in pages:
        source = page.file.content_string if page.file.generated_by is None else ""
        links.add(page.url, anchors.look(f"docs/{page.file.src_uri}", page.content or "", source))
    changed = [(page.url, str(page.meta.get("changed", ""))) for page in pages]
    if _door.direct and not _door.preview:
        written = put_pages(edition, splice.fits, theme.renderer(edition), links, folder)
        changed += options.counted(written, "Pages written")
    if broken := sorted(links.broken()):
        log.error("%s", text(broken))
        if not _door.serving:
            raise Abort("There are broken links; the site was not touched.")
    keep_links(links, edition.prints, folder)
    if _door.preview and _door.direct:
        return
    _index(edition, folder)
    if config.site_url:
        for name, content in sitemap(config.site_url, changed):
            folder.put(name, content)


def on_build_error(error: Exception) -> None:
    """Say in one line what went wrong, with a full trace under `mkdocs build -v`, and which site is there now."""
    if not _door.serving and isinstance(error, Exception) and not isinstance(error, MkDocsException):
        if log.isEnabledFor(logging.DEBUG):
            raise error
        done = _door.aside is not None and _door.aside.done
        which = "The new site is in its place." if done else "The site was not touched."
        raise Abort(f"{told(error, 'mkdocs build -v')}\n{which}") from None


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Build again when a claim changes."""
    watch(server, Path(config.config_file_path).resolve().parent / FOLDER)
    if _door.preview and _door.direct:
        _door.preview.serve(server, builder)
    return server


def _begin(place: Path) -> Path:
    """The folder to build in; whatever ends this run, nothing is left of it."""
    try:
        _door.aside = Aside(place)
    except BusyError:
        raise Abort("Another build of this site is under way; wait for it. The site was not touched.") from None
    atexit.register(_door.aside.drop)
    return _door.aside.folder


def _compare(config: MkDocsConfig, compared: Set[str]) -> None:
    """Refuse a site that doesn't say what the claims say, whatever altered it; some files were `compared` before."""
    publication = _door.result.publication
    if publication is None:
        return
    step = options.progress("Claims compared")
    altered = fidelity.check(publication, Path(config.site_dir), _door.found, compared, step)
    step.clear()
    if altered:
        log.error("%s", text(altered))
        raise Abort("The pages don't say what the claims say; the site was not touched.")


def _epoch(day: str) -> int:
    """Seconds of 1970 to this day: what MkDocs takes for the date of the build, which no clock may give."""
    return max(0, int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()))


def _index(edition: Edition, folder: Folder) -> None:
    """Write the search index."""
    publication, prints = edition.finished, edition.prints.key
    about, offline = publication.settings, bool(os.environ.get("ATTESTED_OFFLINE"))
    try:
        found = search.findable(publication)
        step = options.progress("Records indexed")
        _door.found = search.build(found, about.language, folder, prints, also=about.others, offline=offline, step=step)
        step.clear()
    except search.SearchError as error:
        log.error("%s", error)
        if not _door.serving:
            raise Abort("There is no search index; the site was not touched.") from None


def _warnings() -> bool:
    """Whether strict mode has counted a warning."""
    return any(counter.get_counts() for counter in _counters())


def _counters() -> list[CountHandler]:
    """What counts warnings in strict mode."""
    return [handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler)]
