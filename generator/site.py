"""SITE: an edition put into the folder of a site, file by file, while its links are looked at.

What was made before from the same is not made again (`made.py`). Some pages are, in each build: where one of them isn't
what was kept of it, nothing of what was kept is believed.
"""

import hashlib
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from typing import IO, Any, Protocol

from generator.anchors import Links, Looked, Sound
from generator.edition import Edition, looked
from generator.fingerprint import Fingerprints
from generator.made import Entry, Parts, Placed
from generator.manifest.manifest import record_hash, record_name
from generator.part import Part, joined
from generator.put import Folder
from generator.render.page import Page, Planned, PlannedFile, Section

_SHELLS, _PARTS, _LINKS = "shells", "parts", "links"


class Renderer(Protocol):
    """How pages are rendered: each in the shell that it shares with others of its kind."""

    @property
    def few(self) -> Mapping[str, Page]:
        """Some pages that were made already, by their paths."""

    @property
    def stubs(self) -> Sequence[Page]:
        """What the shells are made from."""

    def html(self, page: Page) -> str:
        """A page's HTML."""

    def shell(self, page: Page) -> str | None:
        """Which shell the page is in; None where it is in none, and made anew each time."""

    def shells(self, stubs: Iterable[Page]) -> set[str]:
        """Which shells these stubs give now."""


def put_data(files: Iterable[PlannedFile], edition: Edition, folder: Folder) -> dict[str, str]:
    """Write what the site publishes for machines; the hash of each record in it, by its name."""
    records, prints = {}, edition.prints
    with ExitStack() as written:
        for file in files:
            key = prints.key(file.path, file.of()) if file.of and folder.made else b""
            name = record_name(file.path)
            entry = folder.take(folder.made.get(key))
            if entry is None:
                content = file.make()
                if isinstance(content, bytes):
                    entry = Entry(folder.put(file.path, content), record_hash(content) if name else None)
                else:
                    entry = Entry(_Parts(prints, folder).put(file.path, content, written))
            if name:
                records[name] = entry.about
            if key:
                folder.made.keep(key, entry)
            assert entry.file
            edition.sizes[file.path] = entry.file.size
    return records


class _Parts:
    """A file that is written in parts."""

    def __init__(self, prints: Fingerprints, folder: Folder) -> None:
        self._prints, self._folder = prints, folder
        self._known: list[tuple[str, int, int]] = []
        """What each part is made of, and from where to where it stands."""
        self._asked: list[tuple[Part, int, int]] = []
        """The parts that others need too."""

    def put(self, name: str, parts: Iterable[bytes | Part], written: ExitStack) -> Placed:
        """Write it; what would be the same as in the last one isn't made again. `written` keeps it open for others."""
        key = self._prints.key(_PARTS, name)
        with self._folder.made.parts(key) as before:
            placed = self._folder.put(name, joined(self._each(parts, before)))
        if self._known:
            self._folder.made.keep(key, Entry(placed, self._known))
        if self._asked and self._folder.has(name):
            file = written.enter_context(self._folder.open(name))
            for part, start, end in self._asked:
                part.stands(partial(_read, file, start, end))
        return placed

    def _each(self, parts: Iterable[bytes | Part], before: Parts) -> Iterator[bytes]:
        """Each part's bytes."""
        at = 0
        for part in parts:
            if isinstance(part, bytes):
                content = part
            else:
                key = self._prints.key(part.of).hex()
                content = before.get(key) or part.make()
                self._known.append((key, at, at + len(content)))
                if part.is_asked_again:
                    self._asked.append((part, at, at + len(content)))
            at += len(content)
            yield content


def _read(file: IO[bytes], start: int, end: int) -> bytes:
    file.seek(start)
    return file.read(end - start)


def put_pages(
    edition: Edition, wanted: Callable[[str], bool], renderer: Renderer, links: Links, folder: Folder
) -> Iterator[tuple[str, str]]:
    """Write the pages at the paths that are wanted; each one's address and the day it last changed."""
    known = _Known(edition, renderer, folder)
    for planned in edition.plan:
        if wanted(planned.path):
            yield known.put(planned, links)
    known.keep_shells()


def links_among(addresses: Collection[str], prints: Fingerprints, folder: Folder) -> Links:
    """The links of a site of these addresses; those of pages that stay as they were were good in the last one."""
    kept = folder.made.get(prints.of(_LINKS))
    before = Sound(frozenset(kept.about[0]), frozenset(map(tuple, kept.about[1]))) if kept else None
    return Links(addresses, before)


def keep_links(links: Links, prints: Fingerprints, folder: Folder) -> None:
    """Keep for the next time what the links of this site rest on, none of which is broken."""
    sound = links.rest_on()
    folder.made.keep(prints.of(_LINKS), Entry(None, [[*sound.addresses], [*sound.parts]]))


class _Known:
    """The pages of an edition, as far as they were made before."""

    def __init__(self, edition: Edition, renderer: Renderer, folder: Folder) -> None:
        self._renderer, self._folder, self._made = renderer, folder, folder.made
        self._prints = edition.prints
        before = self._made.get(self._prints.of(_SHELLS))
        self._shells = renderer.shells(map(_page, before.about)) if before else set()
        if any(self._differs(page, planned) for planned in edition.plan if (page := renderer.few.get(planned.path))):
            logging.getLogger("attested").warning("What was kept of the last build is wrong; each page is made anew.")
            self._shells = set()

    def put(self, planned: Planned, links: Links) -> tuple[str, str]:
        """Write a page, or take it as it was; its address and the day it last changed."""
        key = self._key(planned) if planned.of else b""
        entry = self._folder.take(self._entry(key)) if planned.path not in self._renderer.few else None
        if entry:
            self._made.keep(key, entry)
            url = entry.about["url"]
            links.trust(url, frozenset(entry.about["ids"]), partial(self._looked, key))
            return url, entry.about["changed"]
        page = self._renderer.few.get(planned.path) or planned.make()
        seen = looked(page)
        links.add(page.url, seen)
        name = f"{page.url}index.html"
        file = self._folder.put(name, self._renderer.html(page).encode())
        if key and (shell := self._renderer.shell(page)):
            about: dict[str, Any] = {"url": page.url, "changed": page.changed, "shell": shell}
            about |= {"path": seen.path, "ids": sorted(seen.ids), "links": seen.links}
            self._made.keep(key, Entry(file, about))
        return page.url, page.changed

    def _looked(self, key: bytes) -> Looked:
        """What was seen on a page that was taken as it was."""
        entry = self._made.get(key)
        assert entry
        return Looked(entry.about["path"], frozenset(entry.about["ids"]), tuple(entry.about["links"]))

    def keep_shells(self) -> None:
        """Keep what the shells are made from."""
        self._made.keep(self._prints.of(_SHELLS), Entry(None, list(self._renderer.stubs)))

    def _key(self, planned: Planned) -> bytes:
        assert planned.of
        return self._prints.key(planned.path, planned.of())

    def _entry(self, key: bytes) -> Entry | None:
        """What is known of a page that would be the same now."""
        entry = self._made.get(key) if key and self._shells else None
        return entry if entry and entry.about["shell"] in self._shells else None

    def _differs(self, page: Page, planned: Planned) -> bool:
        """Whether a page that was made just now isn't what was kept of it."""
        entry = self._entry(self._key(planned)) if planned.of else None
        made = hashlib.sha256(self._renderer.html(page).encode()).hexdigest()
        return entry is not None and entry.file is not None and entry.file.sha256 != made


def _page(stub: Mapping[str, Any]) -> Page:
    """A stub, from what JSON says of it."""
    return Page(**{**stub, "sections": tuple(Section(**one) for one in stub["sections"])})
