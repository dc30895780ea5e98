"""Names of files and folders that mean the same on every machine a publication is copied to."""

import os
import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from generator.model import WINDOWS
from generator.problem import shown
from generator.source_rules import FORBIDDEN

_LONGEST = 200
"""Bytes: file systems take 255, and what is made of a file may have a longer name."""
_EDITORS = re.compile(r".*~|#.*#|\.#.*|\..*\.sw[a-z]|\..*\.kate-swp|\.goutputstream-.*|.*___jb_(tmp|old)___|4913")
"""Files that Vim, Emacs, nano, Kate, gedit and JetBrains' editors keep beside one that is open; 4913 is Vim's."""
_MARKS = '<>:"/\\|?*'


def is_editors(name: str) -> bool:
    """Whether an editor made this file beside one that is open: a copy, a lock or a trial that nobody publishes."""
    return _EDITORS.fullmatch(name) is not None


def name_faults(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The names in one folder that another machine couldn't have, or would take for one another, each with why."""
    met: dict[str, str] = {}
    for name in sorted(names):
        first = met.setdefault(_folded(name), name)
        if fault := _fault(name):
            yield name, fault
        elif first != name:
            yield name, f"is the same as {shown(first)} where capitals or the spelling of accents don't count"


def _fault(name: str) -> str | None:
    """Why some machine can't have a file of this name."""
    if name.split(".")[0].rstrip(" ").lower() in WINDOWS:
        return "is one that Windows keeps for itself"
    if name != name.strip(" ") or name.endswith("."):
        return "begins or ends with a space, or ends in a dot"
    if len(os.fsencode(name)) > _LONGEST:
        return f"is longer than {_LONGEST} bytes"
    strange = next((c for c in name if c in _MARKS or not c.isprintable() or FORBIDDEN.match(c)), None)
    return f"holds {shown(strange)}, which not every machine takes" if strange else None


def _folded(name: str) -> str:
    """What a file system makes of a name that knows no capitals and one spelling of accents."""
    return normalize("NFD", normalize("NFD", name).casefold())
