"""Which files MkDocs knows: the hand-written ones, and where the generated ones stand, so that links lead there."""

import logging
import posixpath
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from generator.edition import Edition
from generator.made import Placed
from generator.part import Content, whole
from generator.put import Folder
from generator.render.page import page_url
from generator.taken_address import STANDS_THERE, taken, taken_address

log = logging.getLogger("mkdocs.attested")

_UNUSED = "assets/javascripts/lunr/", "assets/javascripts/workers/"


def leave_out(files: Files, config: MkDocsConfig) -> None:
    """Keep the theme's scripts for a search plugin out of a site that has none: a megabyte that nothing loads."""
    if not any(name.endswith("search") for name in config.plugins):
        for file in [file for file in files if file.src_uri.startswith(_UNUSED)]:
            files.remove(file)


def add(files: Files, file: File) -> None:
    """Add a file in place of another of the same path."""
    if (known := files.get_file_from_path(file.src_uri)) is not None:
        _take_out(files, known, taken_address(STANDS_THERE))
    files.append(file)


def make_room(files: Files, edition: Edition) -> None:
    """Take out the files that stand at, or in front of, the place in the site that a generated page or file has."""
    ours = {f"{page_url(one.path)}index.html" for one in edition.plan} | edition.names
    for file in [file for file in files if file.generated_by is None]:
        if message := taken(file.dest_uri, ours):
            _take_out(files, file, message)


def _take_out(files: Files, file: File, message: str) -> None:
    """Remove a file; whoever wrote it by hand is told."""
    if file.generated_by is None and file.inclusion != InclusionLevel.EXCLUDED:
        log.warning("docs/%s %s", file.src_uri, message)
    files.remove(file)


class Handed(Folder):
    """Files that are handed to MkDocs instead of being written."""

    def __init__(self, files: Files, config: MkDocsConfig) -> None:
        super().__init__(Path(config.site_dir))
        self._files, self._config = files, config

    def put(self, name: str, content: Content) -> Placed:
        """Hand a file on."""
        handed = whole(content)
        add(self._files, File.generated(self._config, name, content=handed))
        return Placed(name, "", (0, len(handed)))


class Known(Files):
    """MkDocs' files, which know of generated pages and files too when a link asks for one, but don't build them.

    Where the claims are faulty there is no edition, and nobody can say what there will be: whatever is asked for.
    """

    def __init__(self, files: Iterable[File], edition: Edition | None, config: MkDocsConfig) -> None:
        super().__init__(files)
        self._generated = {one.path for one in edition.plan} | edition.names if edition else None
        self._config = config

    def get_file_from_path(self, path: str) -> File | None:
        """The file at this path below docs/, or what stands for the generated one."""
        found = super().get_file_from_path(path)
        known = posixpath.normpath(path)
        there = ":" not in known if self._generated is None else known in self._generated
        return File.generated(self._config, known, content="") if found is None and there else found
