"""A site is built beside the one that is published, and takes its place in one step.

Where the system can exchange two names (Linux's renameat2), the published folder is at each moment the old site or the
new one. Elsewhere two renames follow each other; a run that was killed between them is put right by the next.
"""

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

from generator.lock import Lock

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}
"""What a kernel or file system says that can't exchange names."""


class Aside:
    """One build of a site. While it lasts, no other can make the same site."""

    def __init__(self, place: Path) -> None:
        """Make room beside `place`, and put right what a killed build left. Raises BusyError, OSError."""
        self.done = False
        """Whether what was built is in its place."""
        self.place = place = place.resolve()
        self.folder = place.with_name(f"{place.name}.building")
        self._old = place.with_name(f"{place.name}.old")
        self._lock = Lock(place.with_name(f".{place.name}.lock"))
        if self._old.exists() and not place.exists():
            self._old.rename(place)
        self._clear()

    def put(self) -> None:
        """Put what was built in its place; what was there is gone afterwards. Raises OSError."""
        if self.place.exists() and not _exchanged(self.folder, self.place):
            self.place.rename(self._old)
        if not self.place.exists():
            self.folder.rename(self.place)
        self.done = True
        self.drop()

    def drop(self) -> None:
        """Leave nothing beside the place, and let others build. Does nothing a second time. Raises OSError."""
        if self._lock.held:
            try:
                self._clear()
            finally:
                self._lock.release()

    def _clear(self) -> None:
        for left in (self._old, self.folder):
            if left.is_symlink() or left.is_file():
                left.unlink()
            elif left.exists():
                shutil.rmtree(left)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where this system can't. Raises OSError."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))
