"""`mkdocs serve`: pages are made when a browser asks for them, and an edited claim costs a check, not a build.

MkDocs builds the hand-written pages. After an edit of a claim they stay, but for those that say something of the
claims; whatever else was edited, MkDocs builds anew.
"""

import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from generator import handwritten, render
from generator.check import unhindered
from generator.contents import FOLDER, SETTINGS
from generator.edition import Edition
from generator.made import Look, look
from generator.mkdocs_theme import Theme
from generator.model.fields import SITE_PATH
from generator.problem import Problem
from generator.put import Folder
from generator.render import problems as error_pages
from generator.render import splice
from generator.render.page import Page, page_url
from generator.site import put_data

log = logging.getLogger("mkdocs.attested")

Html = Callable[[], str]
Read = Callable[[], tuple[Edition | None, Sequence[Problem]]]
"""Reads the claims: the edition, or else what is wrong with them."""
Index = Callable[[Edition, Folder], None]
"""Writes the search index of an edition into a folder."""
_DATA = page_url(render.DATA_PATH)


class Preview:
    """The site that is served, of which only what was asked for is there."""

    def __init__(self, read: Read, index: Index) -> None:
        """Nothing is there before the first `built`."""
        self._read, self._index = read, index
        self._lock = RLock()
        self._theme: Theme | None = None
        self._edition: Edition | None = None
        self._problems: Sequence[Problem] = ()
        """What is wrong with the claims, where they were from the start."""
        self._texts: Mapping[str, str] = {}
        """The hand-written pages by their paths."""
        self._pages: dict[str, Html] = {}
        self._there: set[str] = set()
        """The addresses of pages that are as they should be."""
        self._files: set[str] = set()
        """The files for machines that are there, of this edition where that `has_files`, or of one before."""
        self._has_files = False
        self._has_index = False
        self._outside: object = None

    def built(self, edition: Edition | None, theme: Theme, folder: Folder, problems: Sequence[Problem]) -> None:
        """MkDocs has built the pages that it was given, and the files for machines are there."""
        with self._lock:
            self._theme, self._folder, self._outside = theme, folder, _outside(theme.config)
            written = (file for file in theme.files.documentation_pages() if file.generated_by is None)
            self._texts = {file.src_uri: file.content_string for file in written}
            self._see(theme, edition, problems)
            self._there = {page_url(file.src_uri) for file in theme.files.documentation_pages()}
            if edition:
                self._files, self._has_files = set(edition.names), True

    def _see(self, theme: Theme, edition: Edition | None, problems: Sequence[Problem]) -> None:
        """Show this edition from now on or, on each page of the last one, the problems."""
        self._there, self._has_files, self._has_index = set(), False, False
        self._problems = problems
        if edition:
            self._edition = edition
            self._pages = {page_url(one.path): _html(theme, one.path, one.make) for one in edition.plan}
            self._pages |= {page_url(path): html for path, html in _saying(theme, self._texts, edition)}
        elif self._edition:
            paths = [one.path for one in self._edition.plan]
            self._pages |= {
                page_url(path): _html(theme, path, partial(error_pages.page, problems, path)) for path in paths
            }

    def ask(self, address: str) -> None:
        """Make what stands at this address below the site's root, unless it is there."""
        url = address.removesuffix("index.html")
        with self._lock:
            if url in self._there:
                return
            if self._edition is None:
                self._put_problems(url)
                return
            if url == _DATA:  # it tells how large the files are
                self._put_files(self._edition)
            if url in self._pages:
                self._folder.put(f"{url}index.html", self._pages[url]().encode())
                self._there.add(url)
            elif address.startswith(("pagefind/", "search/")) and not self._has_index:
                self._index(self._edition, self._folder)
                self._has_index = True
            elif address.partition("/")[0] in {name.partition("/")[0] for name in self._files}:
                self._put_files(self._edition)

    def _put_problems(self, url: str) -> None:
        """Write the problems to this address, if it is one of a page: nobody can say yet which there will be."""
        if self._theme and re.fullmatch(SITE_PATH, f"/{url}"):
            path = f"{url}index.md"
            html = _html(self._theme, path, partial(error_pages.page, self._problems, path))
            self._folder.put(f"{url}index.html", html().encode())
            self._there.add(url)

    def _put_files(self, edition: Edition) -> None:
        """Write the files for machines, unless they are there."""
        if not self._has_files:
            put_data(edition.files(), edition, self._folder)
            self._remove(self._files - edition.names)
            self._files, self._has_files = set(edition.names), True

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            Path(self._folder.place, name).unlink(missing_ok=True)

    def serve(self, server: LiveReloadServer, build: Callable[[], None]) -> None:
        """Have the server ask for each page, and read the claims again after an edit of one."""
        inner: Any = server.get_app()

        def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if path.startswith(server.mount_path):
                self.ask(path.removeprefix(server.mount_path))
            answer: Iterable[bytes] = inner(environ, start_response)
            return answer

        server.set_app(app)
        server.builder = lambda: self._again(build)

    @unhindered()
    def _again(self, build: Callable[[], None]) -> None:
        """Something was edited."""
        theme = self._theme
        if theme is None or self._edition is None or _outside(theme.config) != self._outside:
            build()
            return
        log.info("Reading the claims again...")
        edition, problems = self._read()
        with self._lock:
            self._remove(f"{url}index.html" for url in self._there & self._pages.keys())
            self._see(theme, edition, problems)


def _html(theme: Theme, path: str, make: Callable[[], Page]) -> Html:
    """How a page is rendered: one of many by us, one that heads a part of the site by MkDocs."""
    return (lambda: theme.spliced(make())) if splice.fits(path) else (lambda: theme.again(path, make().markdown()))


def _saying(theme: Theme, texts: Mapping[str, str], edition: Edition) -> Iterator[tuple[str, Html]]:
    """The hand-written pages that say something of the claims."""
    for path, text in texts.items():
        filled = handwritten.fill(path, text, edition.publication)
        if filled != text:
            yield path, partial(theme.again, path, filled)


def _outside(config: MkDocsConfig) -> Mapping[str, Look]:
    """How the disk shows everything that a site is made of but its claims."""
    root = Path(config.config_file_path).parent
    places = [Path(config.docs_dir), Path(config.config_file_path), *map(Path, config.watch)]
    places += [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    found = {}
    for place in (*places, root / FOLDER / SETTINGS):
        for path in (place, *place.rglob("*")):
            with suppress(OSError):  # an editor's own file, gone already
                found[os.fspath(path)] = look(str(path))
    return found
