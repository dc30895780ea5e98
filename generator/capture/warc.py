"""WARC 1.1 (ISO 28500:2017): what was received, kept so that any web archive's tools can read it; and read again.

Also WACZ (the Webrecorder project's, 1.1.1): a zip file with WARC files under `archive/` and a list of pages.
"""

import hashlib
import io
import json
import uuid
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, unquote

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from generator.capture.error import CaptureError, listed
from generator.capture.fetch import MAX_REDIRECTS, redirect, web_address
from generator.capture.private import make_home, put
from generator.capture.received import HEAD_END, Exchange, How, Received, answer
from generator.capture.records import HEAD_BYTES, Budget, records

_MEBIBYTE = 2**20
ARCHIVE_BYTES = 512 * _MEBIBYTE
"""Bytes an archive may have when unpacked."""
_MAX_MEMBERS = 10_000
_VERSION = "WARC/1.1"
_FILE = "file:///"
_PAGES = "pages/pages.jsonl"
_WARCS = (".warc", ".warc.gz")
_READABLE = ("text/html", "application/xhtml+xml", "text/plain", "")
_DAMAGED = (ArchiveLoadFailed, OSError, EOFError, ValueError, RuntimeError, zlib.error, zipfile.BadZipFile)


def write(received: Received, folder: Path, id: str) -> Path:
    """Keep what was received as `<folder>/<id>/<time>-<hash>.warc.gz`; the same input gives the same bytes.

    Every exchange is a `response` record, byte for byte as it came, and its `request`; a file is a `resource`.
    Returns the path. Raises CaptureError.
    """
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    writer.NO_PAYLOAD_DIGEST_TYPES = ("request", "resource", "response")  # it would count the headers in
    for record in _records(received):
        writer.write_record(record)
    name = f"{received.fetched_at.astimezone(UTC):%Y%m%d%H%M%S}-{received.sha256[:12]}.warc.gz"
    path = make_home(folder, id) / name
    put(path, out.getvalue())
    return path


def _records(received: Received) -> Iterator[Any]:
    date = f"{received.fetched_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    for step in received.exchanges:
        if not step.message:
            name, form = _FILE + quote(step.url), step.header("content-type")
            yield _record("resource", name, date, step.payload, form)
            continue
        kept = _record("response", step.url, date, step.message, "application/http;msgtype=response")
        yield kept
        if step.request:
            asked = _record("request", step.url, date, step.request, "application/http;msgtype=request")
            asked.rec_headers.add_header("WARC-Concurrent-To", kept.rec_headers.get_header("WARC-Record-ID"))
            yield asked


def _record(type: str, url: str, date: str, block: bytes, content_type: str) -> Any:
    """One record whose block is these very bytes; its id comes from its content, not from chance.

    warcio's own builder would take the block's headers apart and write them anew.
    """
    block_hash = hashlib.sha256(block).hexdigest()
    headers = [
        ("WARC-Type", type),
        ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{type} {url} {date} {block_hash}')}>"),
        ("WARC-Target-URI", url),
        ("WARC-Date", date),
        ("WARC-Block-Digest", f"sha256:{block_hash}"),
    ]
    head = StatusAndHeaders("", headers, protocol=_VERSION)
    return ArcWarcRecord("warc", type, head, io.BytesIO(block), None, content_type, len(block))


@dataclass(frozen=True)
class _Found:
    """An exchange from an archive, and when it took place."""

    exchange: Exchange
    date: str


_Pages = dict[str, _Found]
"""What an archive holds, by address."""


def read(path: Path, *, url: str | None = None, limit_bytes: int = ARCHIVE_BYTES) -> Received:
    """One page of a WARC or WACZ file, with its redirects.

    Args:
        path: a file ending in `.warc`, `.warc.gz` or `.wacz`.
        url: the page's address; by default the archive's only page, or the only one a WACZ lists as such.
        limit_bytes: bytes the archive may have when unpacked.

    Raises CaptureError if it is damaged or too large, lacks the page, or holds several and none was named.
    """
    how: How = "wacz" if path.suffix.lower() == ".wacz" else "warc"
    said = io.StringIO()
    try:
        with redirect_stderr(said), path.open("rb") as file:
            budget = Budget(limit_bytes)
            pages, named = _read_wacz(file, budget) if how == "wacz" else (_read_warc(file, budget), [])
    except _DAMAGED as error:
        said.write(str(error) or type(error).__name__)
    if said.getvalue():
        raise _fault(
            f"{path.name} is damaged ({said.getvalue().strip().splitlines()[0][:200]}); save the archive again"
        )
    chain = _chain(_start(pages, named, url, path.name), pages)
    return Received(tuple(found.exchange for found in chain), how, _moment(chain[-1].date, path.name))


def _read_warc(file: IO[bytes], budget: Budget) -> _Pages:
    pages: _Pages = {}
    _collect(file, budget, pages)
    return pages


def _read_wacz(file: IO[bytes], budget: Budget) -> tuple[_Pages, list[str]]:
    """The pages of every WARC inside, and the addresses it lists; nothing is written, so no name can lead out."""
    pages: _Pages = {}
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        if len(names) > _MAX_MEMBERS:
            raise _fault(f"the archive holds {len(names):,} files; save the one page alone")
        for name in sorted(name for name in names if name.startswith("archive/") and name.endswith(_WARCS)):
            with archive.open(name) as member:
                _collect(member, budget, pages)
        if _PAGES not in names:
            return pages, []
        with archive.open(_PAGES) as member:
            listed_pages = member.read(_MEBIBYTE + 1)
            Budget(_MEBIBYTE).spend(unpacked=len(listed_pages))
            return pages, _listed_pages(listed_pages)


def _listed_pages(lines: bytes) -> list[str]:
    """The addresses in a WACZ's list of pages: one JSON object a line, the first line its head."""
    entries = [json.loads(line) for line in lines.splitlines() if line.strip()]
    return [_address(str(entry["url"])) for entry in entries if isinstance(entry, dict) and "url" in entry]


def _collect(file: IO[bytes], budget: Budget, pages: _Pages) -> None:
    """Add a WARC's pages and redirects, each with its request; of two captures the first that is a whole page stays."""
    requests: dict[str, bytes] = {}
    ids: dict[str, str] = {}
    for record in records(file, budget):
        if record.rec_type == "request":
            requests[_header(record, "WARC-Concurrent-To")] = _block(record, budget)
        found = _found(record, budget)
        if found and (found.exchange.url not in pages or pages[found.exchange.url].exchange.status >= 300):
            pages[found.exchange.url] = found
            ids[found.exchange.url] = _header(record, "WARC-Record-ID")
    for url, id in ids.items():
        pages[url] = replace(pages[url], exchange=replace(pages[url].exchange, request=requests.get(id, b"")))


def _found(record: Any, budget: Budget) -> _Found | None:
    """What a record holds, if it is a text, a redirect or an error page with an address; None otherwise."""
    url = _header(record, "WARC-Target-URI")
    if record.rec_type == "resource" and url.startswith(_FILE):
        name, headers = unquote(url.removeprefix(_FILE)), (("Content-Type", record.content_type or ""),)
        if not name.isprintable() or "/" in name:  # `write` keeps a file's name only
            return None
        return _Found(Exchange(name, 0, headers, _block(record, budget)), _header(record, "WARC-Date"))
    address = _address(url) if record.rec_type == "response" else ""
    head = record.raw_stream.read(HEAD_BYTES) if address else b""
    if not _is_page(address, head):
        return None
    return _Found(answer(address, head + _block(record, budget)), _header(record, "WARC-Date"))


def _is_page(address: str, head: bytes) -> bool:
    """Whether an answer that begins so is a text, a redirect or an error page; what else there is may be large."""
    if len(head) == HEAD_BYTES and not HEAD_END.search(head):
        return False
    try:
        page = answer(address, head)
    except CaptureError:
        return False
    form = page.header("content-type").partition(";")[0].strip().lower()
    return form in _READABLE or not 200 <= page.status < 300


def _header(record: Any, name: str) -> str:
    return str(record.rec_headers.get_header(name, ""))


def _block(record: Any, budget: Budget) -> bytes:
    """A record's block, or what is left of it. Raises CaptureError for more than there is room for."""
    budget.spend(kept=record.length or 0)
    block: bytes = record.raw_stream.read()
    return block


def _address(url: str) -> str:
    """The address as it would be asked for, or an empty text."""
    try:
        return web_address(url)
    except CaptureError:
        return ""


def _start(pages: _Pages, named: list[str], url: str | None, name: str) -> _Found:
    """Where to begin: the address asked for, or the only page there is."""
    if url is not None:
        found = pages.get(url) or pages.get(_address(url))
        if not found:
            raise _fault(f"{name} holds no page of the address {url}; it holds {listed(sorted(pages)) or 'none'}")
        return found
    whole = sorted(address for address, found in pages.items() if found.exchange.status < 300)
    for choice in (whole, [address for address in named if address in pages]):
        if len(choice) == 1:
            return pages[choice[0]]
    if not whole:
        raise _fault(f"{name} holds no page of HTML or plain text; save the article's page again")
    raise _fault(f"{name} holds several pages; say which: {listed(whole)}")


def _chain(start: _Found, pages: _Pages) -> list[_Found]:
    """From there to the page itself, by the redirects the archive holds."""
    chain = [start]
    while target := redirect(chain[-1].exchange):
        if target not in pages or len(chain) > MAX_REDIRECTS:
            raise _fault(f"{chain[-1].exchange.url} leads to {target}, which the archive lacks; save the page again")
        chain.append(pages[target])
    last = chain[-1].exchange
    if last.status >= 300:
        raise _fault(f"{last.url}: the archive holds the answer {last.status}, not the page; save it again")
    return chain


def _moment(date: str, name: str) -> datetime:
    """A WARC-Date (W3C-DTF, UTC). Raises CaptureError."""
    try:
        return datetime.fromisoformat(date).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _fault(f"{name}: the record has no date; save the archive again") from None


def _fault(message: str) -> CaptureError:
    return CaptureError(message, rule="archive")
