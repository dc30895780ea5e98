"""What a file is that isn't the plain text it should be, by how it begins."""

import codecs

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "this is a Word, Excel, OpenOffice or zip file"),
    (b"\xd0\xcf\x11\xe0", "this is an old Word file"),
    (b"%PDF", "this is a PDF file"),
    (b"{\\rtf", "this is a rich text file"),
    (b"\x89PNG", "this is a picture"),
    (b"\xff\xd8\xff", "this is a picture"),
    (b"GIF8", "this is a picture"),
    (b"RIFF", "this is a picture or a recording"),
    (b"<!doctype", "this is a web page"),
    (b"<html", "this is a web page"),
)
_SAVE = "save it as UTF-8 (in VS Code: “Save with Encoding”)"
_COPY = "copy its words into a plain text file, with an editor for plain text"


def line_ends(text: str) -> str | None:
    """What to do where CR alone ends each line, so that the whole file is one line to others, or CR CR LF does."""
    if "\r" not in text:
        return None
    if "\n" not in text:
        return f"the lines of this file end as on Macs before 2001 (CR); {_ENDS}"
    if "\r\r\n" in text:
        return f"lines of this file end in CR CR LF, as where line ends were changed twice; {_ENDS}"
    return None


_ENDS = "save it with line ends of Unix (LF) or Windows (CRLF)"


def another_file(content: bytes) -> str | None:
    """What this is, where it begins as files of another kind do."""
    start = content[:16].lstrip().lower()
    return next((what for signature, what in _STARTS if start.startswith(signature.lower())), None)


def not_text(content: bytes) -> str | None:
    """What this is and what to do, where it is no UTF-8 text and one can tell what it is instead."""
    if what := another_file(content):
        return f"{what}, not plain text; {_COPY}"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _sixteen(content):
        return f"the file was saved as UTF-16 (some editors call it “Unicode”); {_SAVE}"
    return None


def other(byte: int) -> str:
    """What to do about a byte that UTF-8 doesn't have there, as older encodings such as Windows-1252 do."""
    return f"the file is not UTF-8 text (byte 0x{byte:02x} here); {_SAVE}"


def _sixteen(content: bytes) -> bool:
    """Whether every other byte is zero, as in plain letters of UTF-16 without its mark."""
    start = content[:64]
    return len(start) >= 8 and (not any(start[0::2]) or not any(start[1::2]))
