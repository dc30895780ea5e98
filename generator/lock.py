"""One run at a time: a lock that no killed run leaves behind."""

import os
import sys
from pathlib import Path

if sys.platform != "win32":
    import fcntl


class BusyError(Exception):
    """Another run is at work on this very place."""


class Lock:
    """A file that one process at a time holds; the system lets go of it when the process ends, however it does."""

    def __init__(self, path: Path) -> None:
        """Take it. Raises BusyError, OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._file = self._held()
        self.held = True

    def _held(self) -> int:
        while True:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
            try:
                if sys.platform != "win32":
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.fstat(file).st_ino == self._path.lstat().st_ino:
                    return file
            except BlockingIOError:
                os.close(file)
                raise BusyError from None
            except FileNotFoundError:
                pass  # who held it has just taken it away
            os.close(file)

    def release(self) -> None:
        """Take the file away while it is still held, so that nobody waits for one that is gone."""
        self.held = False
        self._path.unlink(missing_ok=True)
        os.close(self._file)
