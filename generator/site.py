"""SITE: an edition put into the folder of a site, file by file, while its links are looked at."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.anchors import Links
from generator.edition import Edition, looked
from generator.manifest.manifest import record_hash, record_name
from generator.render.page import Page


class Folder:
    """A folder that files are put into, a great many of them."""

    def __init__(self, place: Path) -> None:
        """Files go below this place."""
        self._place = str(place)
        self._made: set[str] = set()

    def put(self, name: str, content: bytes) -> None:
        """Write a file, by its path below the place, with `/`. Raises OSError."""
        folder = name.rpartition("/")[0]
        if folder not in self._made:
            os.makedirs(f"{self._place}/{folder}", exist_ok=True)  # noqa: PTH103 - there are many
            self._made.add(folder)
        with open(f"{self._place}/{name}", "wb") as file:  # noqa: PTH123 - there are many
            file.write(content)


def put_data(edition: Edition, folder: Folder) -> dict[str, str]:
    """Write what the site publishes for machines; the hash of each record in it, by its name."""
    records = {}
    for file, content in edition.data():
        folder.put(file, content)
        if name := record_name(file):
            records[name] = record_hash(content)
    return records


def put_pages(
    edition: Edition, wanted: Callable[[str], bool], html: Callable[[Page], str], links: Links, folder: Folder
) -> Iterator[tuple[str, str]]:
    """Write the pages at the paths that are wanted, as `html` says; each one's address and the day it last changed."""
    for path, make in edition.plan:
        if wanted(path):
            page = make()
            links.add(page.url, looked(page))
            folder.put(f"{page.url}index.html", html(page).encode())
            yield page.url, page.changed
