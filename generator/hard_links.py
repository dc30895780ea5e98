"""Files that have names outside their folder too: a hard link could put anybody's file below claims/ or docs/."""

import os
import stat
from contextlib import suppress


class Names:
    """The names that were met of each file that has more than one."""

    def __init__(self) -> None:
        """Nothing is met yet."""
        self._met: dict[tuple[int, int], tuple[int, list[str]]] = {}

    def add(self, entry: os.DirEntry[str], name: str) -> None:
        """Note a name; a file that is gone since has none."""
        with suppress(OSError):
            about = entry.stat(follow_symlinks=False)
            if about.st_nlink > 1 and stat.S_ISREG(about.st_mode):
                self._met.setdefault((about.st_dev, about.st_ino), (about.st_nlink, []))[1].append(name)

    def elsewhere(self) -> set[str]:
        """The names of files that have more names than were met."""
        return {name for count, names in self._met.values() if count > len(names) for name in names}
