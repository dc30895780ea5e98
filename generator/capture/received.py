"""What was received: every request and answer, byte for byte, and what can be read off them."""

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from generator.capture.error import CaptureError
from generator.problem import shown

How = Literal["http", "html-file", "text-file", "warc", "wacz"]
Headers = tuple[tuple[str, str], ...]

HEAD_END = re.compile(rb"\r?\n\r?\n")
_FOLDED_LINE = re.compile(rb"\r?\n[ \t]+")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\n]*)?\r?\n")
_MAX_MEMBERS = 1_000
"""A gzip stream of more parts than this is an attack."""
_PIECE = 64 * 1024
"""Packed bytes that are unpacked at a time, since what a part leaves over is copied."""


@dataclass(frozen=True)
class Exchange:
    """One request and its answer; for a file there is no request, no message, and the status is 0."""

    url: str
    """The address asked for; for a file its name, never its place on the machine."""
    status: int
    headers: Headers
    payload: bytes
    """The body without the framing of its transfer (chunks), but still packed, if it came packed."""
    request: bytes = b""
    """The head of the request as sent."""
    message: bytes = b""
    """The answer as it came: status line, headers, body with its framing."""

    def header(self, name: str) -> str:
        """The first header of this name (any case), or an empty text."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(frozen=True)
class Received:
    """A page as it was received: redirects first, the page itself last."""

    exchanges: tuple[Exchange, ...]
    how: How
    fetched_at: datetime
    """When it was received, with a time zone; for a file, when it was read."""

    @property
    def page(self) -> Exchange:
        """The last exchange: the page itself."""
        return self.exchanges[-1]

    @property
    def asked(self) -> str:
        """The address asked for first, or the file's name."""
        return self.exchanges[0].url

    @property
    def url(self) -> str:
        """The address the page was found at, or the file's name."""
        return self.page.url

    @property
    def redirects(self) -> tuple[tuple[str, int], ...]:
        """The addresses that led on, each with its status."""
        return tuple((exchange.url, exchange.status) for exchange in self.exchanges[:-1])

    @property
    def content_type(self) -> str:
        """The Content-Type as stated, or an empty text."""
        return self.page.header("content-type")

    @property
    def sha256(self) -> str:
        """SHA-256 of the page's payload, in hexadecimal: what `sha256sum` gives for the same bytes."""
        return hashlib.sha256(self.page.payload).hexdigest()


def answer(url: str, message: bytes, request: bytes = b"") -> Exchange:
    """An exchange from an HTTP/1 answer as it came on the wire (RFC 9112). Raises CaptureError if it isn't one."""
    end = HEAD_END.search(message)
    head, body = (message[: end.start()], message[end.end() :]) if end else (message, b"")
    first, *lines = _FOLDED_LINE.sub(b" ", head).decode("latin-1").split("\n")
    status = re.match(r"HTTP/[\d.]+ +(\d{3})\b", first)
    if not status:
        raise CaptureError(f"the answer isn't HTTP; it starts with {shown(first)}", rule="not-http")
    pairs = (line.partition(":") for line in lines if ":" in line)
    headers = tuple((name.strip(), value.strip()) for name, _, value in pairs)
    exchange = Exchange(url, int(status[1]), headers, body, request, message)
    chunked = exchange.header("transfer-encoding").lower() == "chunked"
    return replace(exchange, payload=_unchunked(body)) if chunked else exchange


def _unchunked(body: bytes) -> bytes:
    """The body without its chunks (RFC 9112, 7.1); as it is where an archive has taken them off already."""
    parts: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(body, at):
        count = int(size[1], 16)
        if not count:
            return b"".join(parts)
        parts.append(body[size.end() : size.end() + count])
        at = size.end() + count
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    return body


def content(page: Exchange, limit_bytes: int) -> bytes:
    """The page's body with its content encodings (RFC 9110, 8.4) undone, at most `limit_bytes` long.

    Raises CaptureError for an unknown encoding, damaged data, or more bytes than allowed.
    """
    body = page.payload
    for coding in reversed(page.header("content-encoding").lower().replace(",", " ").split()):
        if coding != "identity":
            body = _unpacked(body, coding, limit_bytes, page.url)
    return body


def _unpacked(body: bytes, coding: str, limit_bytes: int, url: str) -> bytes:
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise CaptureError(
            f"{url}: the page came packed as {shown(coding)}, though it was asked for unpacked; save it in a browser"
            " and capture the file",
            rule="packed",
        )
    unpacked = bytearray()
    try:
        for member in _members(body, raw=coding == "deflate" and not _has_zlib_head(body), limit_bytes=limit_bytes):
            unpacked += member
            if len(unpacked) > limit_bytes:
                too_large = f"{url}: unpacked, the page has more than {limit_bytes:,} bytes; that is no article"
                raise CaptureError(too_large, rule="too-large")
    except zlib.error:
        raise CaptureError(f"{url}: the page came packed and arrived damaged; try again", rule="packed") from None
    return bytes(unpacked)


def _members(body: bytes, *, raw: bool, limit_bytes: int) -> Iterator[bytes]:
    """What a gzip, zlib or raw deflate stream holds, in pieces cut above the limit. Raises zlib.error when damaged."""
    at = 0
    for _ in range(_MAX_MEMBERS):
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS + 32)
        while at < len(body) and not unpacker.eof:
            piece = body[at : at + _PIECE]
            yield unpacker.decompress(piece, limit_bytes + 1)
            at += len(piece) - len(unpacker.unused_data)
        if not unpacker.eof:
            break
        while body[at : at + 1] == b"\0":
            at += 1
        if at == len(body):
            return
    raise zlib.error


def _has_zlib_head(body: bytes) -> bool:
    """Whether this starts as RFC 1950 says; some servers send `deflate` without it."""
    return len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2], "big") % 31 == 0
