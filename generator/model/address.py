"""A web address in its one ASCII spelling: host in punycode, the rest percent-encoded (RFC 3986, IDNA 2008)."""

import re
from contextlib import suppress
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

import idna


def ascii_url(text: str) -> str:
    """The address in its one ASCII spelling. Raises ValueError with what is wrong, in words for a contributor."""
    if re.search(r"[\s\\<>\"`{}|^\x00-\x20\x7f]", text):
        told = f"; did you mean {inside}?" if (inside := _meant(text)) else ""
        raise ValueError(f"has a space, a backslash or another character no address may hold{told}")
    parts = _parts(text)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        told = f"; did you mean {meant}?" if (meant := whole_address(text)) else ""
        raise ValueError(f"has to be a full address that starts with https:// or http://{told}")
    if "@" in parts.netloc:
        raise ValueError("names a user (…@), which hides the real host; remove that part")
    host = _ascii_host(parts.hostname)
    port = _port(parts)
    usual = {"http": 80, "https": 443}[parts.scheme.lower()]
    netloc = host if port in (None, usual) else f"{host}:{port}"
    rest = (quote(part, safe="!$%&'()*+,-./:;=?@_~[]") for part in (parts.path or "/", parts.query, parts.fragment))
    return urlunsplit((parts.scheme.lower(), netloc, *rest))


def _parts(text: str) -> SplitResult:
    """The address in its parts; what stands in or beside brackets but an IPv6 address, each Python reads otherwise."""
    with suppress(ValueError):
        parts = urlsplit(text)
        if "[" not in parts.netloc or _BRACKETS.fullmatch(parts.netloc):
            return parts
    raise ValueError("names a host that can't exist")


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise ValueError("has a port that can't exist; ports are numbers up to 65535") from None


def slip(text: str) -> str | None:
    """What is wrong with an address that has the form of one, and leads no reader to a page."""
    if twice := re.match(r"https?://(https?:/.*)", text, re.IGNORECASE):
        told = f"; did you mean {whole}?" if (whole := whole_address(twice[1])) else ""
        return f"has its beginning twice{told}"
    host = urlsplit(text).hostname or ""
    if "." not in host and ":" not in host:
        return f"names the host {host}, which only its own machine or network knows; write the page's public address"
    return "ends in a comma, which belongs to the text around it; take it away" if text.endswith(",") else None


def same_page(url: str) -> str:
    """The address without what only says by which link a reader came: the page is the same without it."""
    start, mark, rest = url.partition("?")
    query, hash_, fragment = rest.partition("#")
    kept = "&".join(part for part in query.split("&") if not _CAME_BY.fullmatch(unquote(part.partition("=")[0])))
    return url if kept == query else f"{start}{mark if kept else ''}{kept}{hash_}{fragment}"


_CAME_BY = re.compile(r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|mc_[ce]id", re.IGNORECASE)
"""Names of parameters that mailings, social networks and advertisers add to an address."""


def whole_address(text: str) -> str | None:
    """The full address where somebody left out or misspelt its beginning."""
    bare = re.sub(r"^h\w{2,5}:/+", "", text)
    return f"https://{bare}" if _BARE.fullmatch(bare) else None


def _meant(text: str) -> str:
    """The address among other words, and the one with its spaces written as addresses write them."""
    inside = _ADDRESS.search(text)
    if not inside:
        return ""
    alone = f"{inside[0]} alone"
    return f"{text.replace(' ', '%20')}, or {alone}" if _SPACED.fullmatch(text) else alone


_ADDRESS = re.compile(r"https?://[\w./?&=%#~+:-]{1,100}(?![\w./?&=%#~+:-])", re.ASCII)
_SPACED = re.compile(r"https?://[\w.:-]+/[\w./?&=%#~+ -]{1,100}", re.ASCII)
_BARE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,20}(/[\w./?&=%#~+-]{0,100})?", re.ASCII | re.IGNORECASE)
"""An address among other words, one with spaces, and one without its beginning."""
_BRACKETS = re.compile(r"([^\[\]]*@)?\[[0-9a-f:.]+\](:[^\[\]]*)?", re.ASCII | re.IGNORECASE)
"""A netloc whose host is in brackets; a user and a port are faults of their own."""
_HOST = r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?"


def _ascii_host(host: str) -> str:
    if host.isascii() and re.fullmatch(_HOST, host):
        return host
    if host.isascii() and re.fullmatch(r"[0-9a-f:.]+", host) and ":" in host:
        return f"[{host}]"
    try:
        return idna.encode(host, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        raise ValueError("names a host that can't exist") from None
