"""The private folder: one folder a capture, plain files only, for its owner's eyes, never half written."""

import os
import tempfile
from pathlib import Path

from generator.capture.error import CaptureError
from generator.model import id_fault
from generator.problem import shown


def home(folder: Path, id: str) -> Path:
    """Where a capture's files stand, whether it is there or not.

    Raises CaptureError for an id that is none, and for a symbolic link, which could lead anywhere.
    """
    if fault := id_fault(id):
        raise CaptureError(f"{shown(id)} can't name a capture: it {fault}", rule="bad-id")
    for path in (folder, folder / id):
        _refuse_link(path)
    return folder / id


def make_home(folder: Path, id: str) -> Path:
    """Make a capture's folder. The private folder tells Git to ignore all it holds, wherever it stands.

    Raises CaptureError as `home` does, and when a folder can't be made.
    """
    place = home(folder, id)
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (folder / ".gitignore").exists():
            put(folder / ".gitignore", b"# Captured articles are other people's; they are never published.\n*\n")
    except OSError as error:
        raise CaptureError(f"the folder {place} can't be made ({error.strerror})", rule="private-folder") from None
    return place


def put(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all, readable by its owner only. Raises CaptureError."""
    _refuse_link(path)
    try:
        _swap_in(path, data)
    except OSError as error:
        raise CaptureError(f"{path} can't be written ({error.strerror})", rule="private-folder") from None


def _swap_in(path: Path, data: bytes) -> None:
    """Write aside, sync and rename: whoever looks sees the old file or the new one. mkstemp makes it with mode 0600."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def get(path: Path) -> bytes | None:
    """A file's bytes, or None if it isn't there. Raises CaptureError for a link or an unreadable file."""
    _refuse_link(path)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CaptureError(f"{path} can't be read ({error.strerror})", rule="private-folder") from None


def _refuse_link(path: Path) -> None:
    if path.is_symlink():
        raise CaptureError(f"{path} is a symbolic link; put the folder or file itself there", rule="symlink")
