"""`mkdocs serve` watches a folder, also once it was away for a while, as when a branch is changed or files are moved.

MkDocs' observer gives a folder up that isn't there, and MkDocs isn't told, since it looks at files alone.
"""

import time
from pathlib import Path
from threading import Thread

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import ObservedWatch

_PAUSE = 0.5
"""Seconds between two looks for a folder that is away, as long as between two looks into it."""


def watch(server: LiveReloadServer, folder: Path) -> None:
    """Have the server build again when a file below this folder changes."""
    server.watch(str(folder))
    server.observer.schedule(_Return(server, folder), str(folder), recursive=True)


class _Return(FileSystemEventHandler):
    """Waits for a folder that was given up, and has it watched again."""

    def __init__(self, server: LiveReloadServer, folder: Path) -> None:
        self._server, self._folder = server, folder

    def on_deleted(self, event: FileSystemEvent) -> None:
        """Something below the folder is gone; what matters is the folder itself."""
        if event.is_directory and event.src_path == str(self._folder):
            Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        self._changed()
        while not self._folder.is_dir():
            time.sleep(_PAUSE)
        self._server.unwatch(str(self._folder))
        watch(self._server, self._folder)
        self._changed()

    def _changed(self) -> None:
        """Say so to MkDocs in the way in which it is told of any file."""
        event = FileModifiedEvent(str(self._folder))
        self._server.observer.event_queue.put((event, ObservedWatch(str(self._folder), recursive=True)))
