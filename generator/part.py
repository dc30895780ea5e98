"""PART: a part of a large file that is made when somebody asks for it, unless it is known from the last build."""

from collections.abc import Callable, Iterable, Iterator

_LEAST = 1 << 18
"""Bytes that are written at once, but for the last."""


class Part:
    """A part of a file, such as a table's row."""

    __slots__ = ("make", "of")

    is_asked_again = False
    """Whether others need it too after it was written."""

    def __init__(self, of: object, make: Callable[[], bytes]) -> None:
        """`make` makes its bytes, anew each time.

        `of` is all that it is made of but for the publication's settings: while that is the same, so is the part.
        """
        self.of = of
        self.make = make

    def content(self) -> bytes:
        """Its bytes."""
        return self.make()

    def stands(self, read: Callable[[], bytes]) -> None:
        """Its bytes stand in a file that was written, and `read` gives them, for as long as files are written."""


Content = bytes | Iterable[bytes | Part]
"""A file's content: whole, or in parts where all of it would take much memory."""


def said(part: bytes | Part) -> bytes:
    """A part's bytes."""
    return part if isinstance(part, bytes) else part.content()


def whole(content: Content) -> bytes:
    """All of a file's content at once."""
    return content if isinstance(content, bytes) else b"".join(map(said, content))


def joined(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in larger parts, since each takes a while to write."""
    here: list[bytes] = []
    size = 0
    for part in parts:
        here.append(part)
        size += len(part)
        if size >= _LEAST:
            yield b"".join(here)
            here, size = [], 0
    yield b"".join(here)
