"""A file of an archive as text, piece by piece, whatever its encoding; and all files of a folder."""

import codecs
import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from generator.capture import encoding

SIZE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ESCAPED = re.compile("[\udc80-\udcff]")
_BEYOND = re.compile("[^\x00-\x7f]")
_ENDINGS = {
    "claimreview": (".json", ".jsonl", ".jsonld", ".ndjson", ".html", ".htm", ".xhtml", ".txt"),
    "factcheck-api": (".json", ".jsonl", ".ndjson"),
    "csv": (".csv", ".tsv", ".txt"),
}


class Text:
    """A file's text in pieces, and how its bytes are read."""

    def __init__(self, path: Path, usual: str = encoding.WESTERN, said: str = "") -> None:
        """Nothing is read yet. `usual` is the codec of what isn't Unicode, `said` that which somebody says it has."""
        self.path = path
        self.done = 0
        """How many bytes were read so far."""
        self._usual, self._said = usual, said

    @property
    def foreign(self) -> str:
        """The codec of a file that isn't Unicode, where nobody said it; else empty. Raises OSError."""
        return "" if self._said or self._how.codec != self._usual else self._usual

    @property
    def note(self) -> str:
        """What has to be known of how the bytes are read; empty for Unicode. Raises OSError."""
        if not self._how.bad:
            return ""
        if not self._said:
            read = f"holds bytes that aren't UTF-8; they are read as {encoding.title(self._usual)}"
            return f"{read}, and where that is wrong, name another with --encoding"
        return f"holds bytes that aren't {encoding.title(self._how.codec)}; each is read as �"

    def pieces(self) -> Iterator[str]:
        """The text; line ends as they are. Raises OSError."""
        how = self._how
        for piece, done in _decoded(self.path, how.codec, how.mark, how.errors):
            self.done = done
            yield piece

    def whole(self, limit: int) -> str:
        """All of it, at most `limit` characters. Raises OSError."""
        found: list[str] = []
        for piece in self.pieces():
            found.append(piece)
            if sum(map(len, found)) > limit:
                break
        return "".join(found)[:limit]

    @cached_property
    def _how(self) -> "_How":
        """By the file's mark; by what somebody said; as UTF-8; else by what is usual.

        Of a file that is UTF-8 but for some bytes these alone are read so, since archives mix encodings.
        """
        with self.path.open("rb") as file:
            codec, mark = _unicode(file.read(SIZE))
        if self._said and not mark:
            return _How(self._said, 0, "replace", bad=not _fits(self.path, self._said))
        if codec != "utf-8":
            return _How(codec, mark, "replace", bad=False)
        bad = good = 0
        for piece, _ in _decoded(self.path, codec, mark, "surrogateescape"):
            if not piece.isascii():
                escaped = len(_ESCAPED.findall(piece))
                bad += escaped
                good += len(_BEYOND.findall(piece)) - escaped
        if mark or bad <= good:
            return _How(codec, mark, _by_byte(self._usual), bad=bad > 0)
        return _How(self._usual, 0, "replace", bad=True)


class _How(NamedTuple):
    """A file's codec, how long its mark is, what is done with bytes that aren't of it, and whether there are any."""

    codec: str
    mark: int
    errors: str
    bad: bool


def _decoded(path: Path, codec: str, mark: int, errors: str) -> Iterator[tuple[str, int]]:
    """A file's text in pieces, and how far that is."""
    decoder = codecs.getincrementaldecoder(codec)(errors)
    with path.open("rb") as file:
        file.seek(mark)
        while chunk := file.read(SIZE):
            yield decoder.decode(chunk), file.tell()
        yield decoder.decode(b"", final=True), file.tell()


def _fits(path: Path, codec: str) -> bool:
    try:
        deque(_decoded(path, codec, 0, "strict"), maxlen=0)
    except UnicodeError:
        return False
    return True


@cache
def _by_byte(codec: str) -> str:
    """What Python calls reading a byte that isn't UTF-8 by this codec."""

    def read(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)  # nothing is encoded so
        return error.object[error.start : error.start + 1].decode(codec, "replace"), error.start + 1

    codecs.register_error(name := f"attested-{codec}", read)
    return name


def _unicode(start: bytes) -> tuple[str, int]:
    """The encoding that the file's first bytes tell, and how many of them are its mark."""
    for mark, codec in _MARKS:
        if start.startswith(mark):
            return codec, len(mark)
    if re.match(rb"\s*[^\x00]\x00[^\x00]\x00", start):
        return "utf-16-le", 0
    if re.match(rb"\x00[^\x00]\x00[^\x00]", start):
        return "utf-16-be", 0
    return "utf-8", 0


def files(paths: Iterable[Path], form: str) -> Iterator[Path]:
    """Every file: those named, and of a folder all that the format may be in, sorted."""
    for path in paths:
        if path.is_dir():
            found = (one for one in path.rglob("*") if one.suffix.lower() in _ENDINGS[form] and one.is_file())
            yield from sorted(found)
        else:
            yield path
