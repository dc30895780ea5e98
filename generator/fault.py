"""What went wrong in the program or the machine, in one line with what to do about it."""

import errno
import traceback
from pathlib import Path

from generator.report import printable

_PACKAGE = Path(__file__).parent
_REMEDIES = {
    errno.ENOSPC: "make room, then run it again",
    errno.EDQUOT: "make room, then run it again",
    errno.EFBIG: "the system allows no file of this size",
    errno.EROFS: "the place can't be written to; choose another",
    errno.EBUSY: "it may be a mount point, such as a container's volume; name a folder inside it instead",
    errno.EACCES: "this user may not do that; see who owns the place",
    errno.EPERM: "this user may not do that; see who owns the place",
    errno.EMFILE: "too many files are open; raise the limit (ulimit -n)",
}


def told(error: Exception, trace: str) -> str:
    """The line for an exception that nobody expected; `trace` is the command that shows it in full."""
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        remedy = _REMEDIES.get(error.errno or 0, f"if you can't put it right, run `{trace}` and report what it says")
        return printable(f"{where}{error.strerror}; {remedy}")
    if isinstance(error, MemoryError):
        return "there is not enough memory; close other programs, then run it again"
    if isinstance(error, ModuleNotFoundError) and error.name and not error.name.startswith(_PACKAGE.name):
        return printable(
            f"{error.name} isn't installed for this Python; run `make check` once, "
            "which sets up what is needed, then `.venv/bin/attested` in place of this"
        )
    said = " ".join(str(error).split())[:200]
    what = type(error).__name__ + (f": {said}" if said else "")
    return printable(f"{what} ({_place(error)}); this is a fault of the program: run `{trace}` and report what it says")


def _place(error: Exception) -> str:
    """The innermost line of ours, below the package's folder; no path of the machine."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(_PACKAGE):
            return f"{path.relative_to(_PACKAGE.parent).as_posix()}:{frame.lineno}"
    return "outside generator/"
