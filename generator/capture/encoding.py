"""From a page's bytes to its text, whatever the page says about its encoding.

A page is trusted as far as its bytes bear it out: a byte order mark, then UTF-8 where the bytes are UTF-8 (text of
another encoding never is, by chance), then what HTTP and the page declare, then what browsers suppose for its
language, each if the text then looks like writing, then detection. The order of HTTP before the page and the encodings
behind labels are the WHATWG Encoding Standard's, the encodings by language the HTML Standard's (13.2.3.2).
"""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from generator.capture.error import CaptureError
from generator.model import primary

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read where a page names an encoding that another one contains.
_WIDER = {
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "iso8859-11": "cp874",
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}
_BY_LANGUAGE = {
    "cp1250": "cs hr hu pl ro sk sl",
    "cp1251": "be bg kk ky mk ru sr tg tt uk",
    "cp1252": "da de en es fi fr is it nb nl nn no pt sv",
    "cp1254": "az ku tr",
    "cp1255": "he yi",
    "cp1256": "ar fa ur",
    "cp1257": "et lt lv",
    "cp1258": "vi",
    "cp874": "th",
    "cp932": "ja",
    "cp949": "ko",
    "gb18030": "zh",
    "iso8859-7": "el",
}
WESTERN = "cp1252"
_DETECTED = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874"),
    *("koi8_r", "cp866", "iso8859_2", "cp932", "euc_jp", "cp949", "gb18030", "big5hkscs"),
]
_WEB = re.compile(
    r"cp(125[0-8]|866|874|932|949)|iso8859-\d+|koi8-[ru]|gb18030|big5hkscs|euc_jp|iso2022_jp|mac-(roman|cyrillic)"
)
_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_PAGE_CHARSET = re.compile(
    rb"<(?:meta\b[^<>]*?\bcharset|\?xml\b[^<>]*?\bencoding)\s*=\s*(?:[\"']\s*)?([\w.:-]+)", re.IGNORECASE
)
_PAGE_LANGUAGE = re.compile(rb"<html\b[^<>]*?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_HEAD_BYTES = 4 * 1024
_SAMPLE_BYTES = 64 * 1024
_ENOUGH = 32
"""Fewer letters beyond ASCII prove nobody a liar."""
_DAMAGE = 20
"""UTF-8 with one bad byte among so many good letters is UTF-8 with a bad byte."""


def decode(body: bytes, content_type: str) -> str:
    """A page's text.

    Args:
        body: the page, unpacked.
        content_type: the Content-Type header, or an empty text.

    Bytes that are damaged here and there in UTF-8 become U+FFFD. Raises CaptureError when no encoding fits.
    """
    for text in _readings(body, content_type):
        if text is not None:
            return text
    raise CaptureError(
        "no encoding fits the page's bytes; open it in a browser, save it as UTF-8 and capture the file",
        rule="encoding",
    )


def _readings(body: bytes, content_type: str) -> Iterator[str | None]:
    """The page read in one way after the other, the surest first; None where the bytes don't allow it."""
    marked = [codec for mark, codec in _MARKS if body.startswith(mark)]
    if marked:
        yield _strictly(body, marked[0])
        return
    declared = list(_declared(body, content_type))
    if body.isascii():
        yield body.decode("iso2022_jp" if "iso2022_jp" in declared else "ascii", "replace")
        return
    yield _strictly(body, "utf-8")
    yield _damaged_utf8(body)
    sample = _sample(body)
    for codec in (*declared, *_usual(body)):
        yield _strictly(body, codec) if _plausible(sample, codec) else None
    for codec in _detected(sample):
        yield _strictly(body, codec)


def usual(language: str) -> str:
    """The codec of text in this language that isn't Unicode, as browsers suppose it; the Western one where none is."""
    return next((codec for codec, known in _BY_LANGUAGE.items() if primary(language) in known.split()), WESTERN)


def named(label: str) -> str | None:
    """The codec that somebody means by this name; None where it is none for text, or none that files have."""
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, UnicodeError, ValueError):
        return None
    name = _WIDER.get(name, name).removesuffix("-sig")
    return name if _WEB.fullmatch(name) or re.fullmatch(r"utf-(8|16|32)(-[bl]e)?|cp\d{3}", name) else None


def title(codec: str) -> str:
    """A codec as people know it: windows-1250."""
    return re.sub(r"^cp(?=125\d$)", "windows-", codec).replace("iso8859", "iso-8859").replace("_", "-")


def decode_plain(body: bytes, content_type: str) -> str:
    """A plain text's text, with no guessing: UTF-8, UTF-16 with its mark, or the encoding HTTP declares.

    Raises CaptureError when it is none of these, or holds control characters, as no text does.
    """
    marked = [codec for mark, codec in _MARKS if body.startswith(mark)]
    codecs_to_try = marked[:1] or ["utf-8", *_declared(b"", content_type)]
    text = next((text for codec in codecs_to_try if (text := _strictly(body, codec)) is not None), None)
    if text is None or re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text):
        raise CaptureError("the file is not plain text in UTF-8; save it as plain text in UTF-8", rule="encoding")
    return text


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    """The codecs that HTTP and the page name, of those the web uses."""
    http = _HTTP_CHARSET.search(content_type)
    page = _PAGE_CHARSET.search(body[:_HEAD_BYTES])
    for label in (http and http[1], page and page[1].decode("ascii", "ignore")):
        try:
            name = codecs.lookup(label or "").name
        except (LookupError, UnicodeError, ValueError):
            continue
        if _WEB.fullmatch(_WIDER.get(name, name)):
            yield _WIDER.get(name, name)


def _strictly(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except UnicodeError:
        return None


def _damaged_utf8(body: bytes) -> str | None:
    text = body.decode("utf-8", "replace")
    bad, good = text.count("\ufffd"), sum(not character.isascii() for character in text)
    return text if bad * _DAMAGE < good else None


def _sample(body: bytes) -> bytes:
    """The pieces of the page between tags that aren't ASCII, as far as detection needs them."""
    return b"\n".join(piece for piece in re.split(rb"[<>]", body) if not piece.isascii())[:_SAMPLE_BYTES]


def _plausible(sample: bytes, codec: str) -> bool:
    """Whether the sample looks like writing in this encoding, as charset_normalizer measures it; a short one may be."""
    if sum(byte > 127 for byte in sample) < _ENOUGH:
        return True
    return from_bytes(sample, cp_isolation=[codec]).best() is not None


def _usual(body: bytes) -> Iterator[str]:
    """The codec browsers suppose for the page's language, if it names one."""
    named = _PAGE_LANGUAGE.search(body[:_HEAD_BYTES])
    language = named[1].decode().lower() if named else ""
    yield from (codec for codec, languages in _BY_LANGUAGE.items() if language in languages.split())


def _detected(sample: bytes) -> Iterator[str]:
    """The likeliest encodings, best first; Western European where no other is likelier, as the web defaults to it."""
    found = from_bytes(sample, cp_isolation=_DETECTED)
    best, western = found.best(), from_bytes(sample, cp_isolation=["cp1252"]).best()
    if best and western and (western.chaos, -western.coherence) <= (best.chaos, -best.coherence):
        yield "cp1252"
    yield from (match.encoding for match in found)
