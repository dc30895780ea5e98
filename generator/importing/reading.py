"""A file of an archive as text, piece by piece, whatever its encoding; and all files of a folder."""

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

SIZE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENDINGS = {
    "claimreview": (".json", ".jsonl", ".jsonld", ".ndjson", ".html", ".htm", ".xhtml", ".txt"),
    "factcheck-api": (".json", ".jsonl", ".ndjson"),
    "csv": (".csv", ".tsv", ".txt"),
}


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    """A byte that isn't UTF-8 as the encoding such a byte most often is; the five it lacks as Latin-1."""
    if not isinstance(error, UnicodeDecodeError) or error.encoding != "utf-8":
        return "\N{REPLACEMENT CHARACTER}", getattr(error, "end", 1)
    byte = error.object[error.start : error.start + 1]
    return byte.decode("cp1252", "replace").replace(
        "\N{REPLACEMENT CHARACTER}", byte.decode("latin-1")
    ), error.start + 1


codecs.register_error("attested-windows-1252", _windows_1252)


class Text:
    """A file's text in pieces. `foreign` tells afterwards whether bytes that aren't UTF-8 were read another way."""

    def __init__(self, path: Path) -> None:
        """Nothing is read yet."""
        self.path = path
        self.foreign = False
        self.done = 0
        """How many bytes were read so far."""

    def pieces(self) -> Iterator[str]:
        """The text; line ends as they are. Raises OSError."""
        with self.path.open("rb") as file:
            start = file.read(SIZE)
            encoding, mark = _encoding(start)
            decoder = codecs.getincrementaldecoder(encoding)("attested-windows-1252")
            chunk = start[mark:]
            while chunk or start:
                self.done = file.tell()
                yield self._decoded(decoder, chunk)
                start = chunk = file.read(SIZE)
            yield decoder.decode(b"", final=True)

    def _decoded(self, decoder: codecs.IncrementalDecoder, chunk: bytes) -> str:
        text = decoder.decode(chunk)
        if not self.foreign and not _is_utf8(chunk):
            self.foreign = True
        return text

    def whole(self, limit: int) -> str:
        """All of it, at most `limit` characters. Raises OSError."""
        found: list[str] = []
        for piece in self.pieces():
            found.append(piece)
            if sum(map(len, found)) > limit:
                break
        return "".join(found)[:limit]


def _encoding(start: bytes) -> tuple[str, int]:
    """The encoding that the file's first bytes tell, and how many of them are its mark."""
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding, len(mark)
    if re.match(rb"\s*[^\x00]\x00[^\x00]\x00", start):
        return "utf-16-le", 0
    if re.match(rb"\x00[^\x00]\x00[^\x00]", start):
        return "utf-16-be", 0
    return "utf-8", 0


def _is_utf8(chunk: bytes) -> bool:
    """Whether a chunk is UTF-8 but for a character that its ends may cut."""
    try:
        chunk.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start < 3 or error.start >= len(chunk) - 3
    return True


def files(paths: Iterable[Path], form: str) -> Iterator[Path]:
    """Every file: those named, and of a folder all that the format may be in, sorted."""
    for path in paths:
        if path.is_dir():
            found = (one for one in path.rglob("*") if one.suffix.lower() in _ENDINGS[form] and one.is_file())
            yield from sorted(found)
        else:
            yield path
