"""The sitemap, by the protocol of sitemaps.org 0.9: 50,000 addresses a file at most, so that a large site has parts."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from xml.sax.saxutils import escape

NAME = "sitemap.xml"
MOST = 50_000

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(site: str, changed: Iterable[tuple[str, str]], most: int = MOST) -> Iterator[tuple[str, bytes]]:
    """Each file by its name. `site` is the site's address, `changed` has a page's address below it and a day or ""."""
    entries = sorted(_entry("url", f"{site}{url}", day) for url, day in changed)
    if len(entries) <= most:
        yield NAME, _file("urlset", entries)
        return
    parts = [f"sitemap-{number}.xml" for number in range(1, -(-len(entries) // most) + 1)]
    rest = iter(entries)
    for name in parts:
        yield name, _file("urlset", list(islice(rest, most)))
    yield NAME, _file("sitemapindex", [_entry("sitemap", f"{site}{name}", "") for name in parts])


def _entry(kind: str, address: str, day: str) -> str:
    known = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<{kind}><loc>{escape(address)}</loc>{known}</{kind}>\n"


def _file(kind: str, entries: Sequence[str]) -> bytes:
    return f"{_HEAD}<{kind} {_NAMESPACE}>\n{''.join(entries)}</{kind}>\n".encode()
