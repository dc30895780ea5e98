import gzip
import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fixtures.capture.server import PAGE, Server, html, reply, serving, to
from warcio.checker import Checker
from warcio.warcwriter import WARCWriter

from generator.capture import local, warc
from generator.capture.error import CaptureError
from generator.capture.fetch import fetch
from generator.capture.policy import Policy
from generator.capture.received import Received

NOW = datetime(2031, 3, 5, 10, 0, 7, tzinfo=UTC)
POLICY = Policy("AttestedTest/1.0", timeout=5, read_timeout=2, allow_private=True, robots=False)
URL = "https://lantern.test/lighthouse"
OTHER = "https://lantern.test/gone"


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of this machine."""
    with serving() as running:
        yield running


@pytest.fixture
def received(server: Server) -> Received:
    """A page behind a redirect, sent in chunks."""
    chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    server.routes |= {"/a": to("/b"), "/b": chunked + b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)}
    return fetch(server.url("/a"), POLICY, now=lambda: NOW)


def fault(path: Path, **arguments: Any) -> str:
    """Why this archive can't be read."""
    with pytest.raises(CaptureError) as caught:
        warc.read(path, **arguments)
    return str(caught.value)


def test_what_was_received_is_read_again(received: Received, tmp_path: Path) -> None:
    """Every request, redirect and answer, byte for byte."""
    path = warc.write(received, tmp_path / "captures", "lighthouse")
    assert path == tmp_path / "captures" / "lighthouse" / f"20310305100007-{received.sha256[:12]}.warc.gz"
    assert warc.read(path, url=received.asked) == replace(received, how="warc")
    assert warc.read(path).exchanges == received.exchanges[1:]


def test_a_page_of_no_stated_type_is_read_again(server: Server, tmp_path: Path) -> None:
    """As it was when it was captured."""
    server.routes["/a"] = reply(PAGE)
    received = fetch(server.url("/a"), POLICY, now=lambda: NOW)
    assert warc.read(warc.write(received, tmp_path, "a"), url=server.url("/a")).sha256 == received.sha256


def test_the_same_input_gives_the_same_bytes(received: Received, tmp_path: Path) -> None:
    """No clock, no chance, no name of this machine."""
    one, other = (warc.write(received, tmp_path / name, "lighthouse").read_bytes() for name in ("a", "b"))
    assert one == other
    assert str(tmp_path).encode() not in gzip.decompress(one)


def test_other_tools_read_it(received: Received, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Warcio's own check finds nothing wrong with its digests and records."""
    path = warc.write(received, tmp_path, "lighthouse")
    command: Any = type("Arguments", (), {"inputs": [str(path)], "verbose": True})
    checker = Checker(command)
    checker.process_all()
    assert checker.exit_value == 0
    assert capsys.readouterr().out.count("digest pass") == 4


def test_files_are_private(received: Received, tmp_path: Path) -> None:
    """Only their owner reads them, Git ignores them, and nothing half written stays."""
    path = warc.write(received, tmp_path / "captures", "lighthouse")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "captures" / ".gitignore").read_text().splitlines()[-1] == "*"
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_symbolic_links_are_refused(received: Received, tmp_path: Path) -> None:
    """Neither the folder nor a capture's may lead elsewhere."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "captures").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CaptureError) as caught:
        warc.write(received, tmp_path / "captures", "lighthouse")
    assert str(caught.value) == (f"{tmp_path}/captures is a symbolic link; put the folder or file itself there")
    (tmp_path / "lighthouse").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CaptureError, match="is a symbolic link"):
        warc.write(received, tmp_path, "lighthouse")
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("id", ["..", "../x", "A", "a--b", "", "a" * 65, "index", "a/b", ".hidden"])
def test_an_id_is_an_id(received: Received, tmp_path: Path, id: str) -> None:
    """Nothing else names a folder."""
    with pytest.raises(CaptureError, match="can't name a capture: it "):
        warc.write(received, tmp_path, id)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_can_not_be_made_is_a_fault(received: Received, tmp_path: Path) -> None:
    """In the system's words."""
    (tmp_path / "captures").write_text("a file")
    with pytest.raises(CaptureError) as caught:
        warc.write(received, tmp_path / "captures", "lighthouse")
    assert str(caught.value) == f"the folder {tmp_path}/captures/lighthouse can't be made (Not a directory)"


def test_a_file_is_a_resource_without_its_place(tmp_path: Path) -> None:
    """Only its name is kept; what comes back is what was read."""
    path = tmp_path / "sea side & co.html"
    path.write_bytes(PAGE)
    received = local.read(path, now=lambda: NOW)
    assert (received.asked, received.url, received.how, received.redirects) == (path.name, path.name, "html-file", ())
    kept = warc.write(received, tmp_path / "captures", "sea")
    assert str(tmp_path).encode() not in gzip.decompress(kept.read_bytes())
    assert warc.read(kept).exchanges == received.exchanges
    assert warc.read(kept, url=path.name).sha256 == received.sha256


def response(writer: WARCWriter, url: str, message: bytes, kind: str = "response") -> None:
    """A record as another tool writes it."""
    payload = io.BytesIO(message)
    dated = {"WARC-Date": "2030-12-31T23:00:00Z"}
    writer.write_record(
        writer.create_warc_record(url, kind, payload=payload, length=len(message), warc_headers_dict=dated)
    )


def archive(*pages: tuple[str, bytes], packed: bool = True) -> bytes:
    """A WARC file with some answers."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "another"}))
    for url, message in pages:
        response(writer, url, message)
    return out.getvalue()


def wacz(path: Path, **files: bytes) -> Path:
    """A WACZ file; a member's name is written with `__` for `/` and `_` for `.`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "/").replace("_", "."), data)
    return path


IMAGE = ("https://lantern.test/a.png", reply(b"\x89PNG", "Content-Type: image/png"))


@pytest.mark.parametrize("packed", [True, False])
def test_the_only_page_of_an_archive_is_found(tmp_path: Path, packed: bool) -> None:
    """Among images and other things, packed or not, with its own date."""
    path = tmp_path / "page.warc"
    others = (
        ("dns:lantern.test", b"x"),
        ("https://lantern.test/chat", b"HTTP/1.1 no\r\n\r\n"),
        ("http://a b/", html("x")),
    )
    path.write_bytes(archive(IMAGE, (URL, html(PAGE)), *others, packed=packed))
    received = local.read(path, now=lambda: NOW)
    assert (received.url, received.how, received.page.payload) == (URL, "warc", PAGE)
    assert received.fetched_at == datetime(2030, 12, 31, 23, tzinfo=UTC)


def test_of_several_pages_one_has_to_be_named(tmp_path: Path) -> None:
    """Its redirects are followed inside the archive."""
    path = tmp_path / "pages.warc.gz"
    frame = "https://adverts.test/frame"
    moved = ("http://lantern.test/old", to(URL, "301 Moved"))
    path.write_bytes(archive((frame, html("<p>Buy!</p>")), (URL, html(PAGE)), moved))
    assert fault(path) == f"pages.warc.gz holds several pages; say which: '{frame}', '{URL}'"
    assert warc.read(path, url=f"{URL}#top").page.payload == PAGE
    assert warc.read(path, url="http://lantern.test/old").redirects == (("http://lantern.test/old", 301),)
    assert fault(path, url="http://lantern.test/none") == (
        "pages.warc.gz holds no page of the address http://lantern.test/none; it holds"
        f" 'http://lantern.test/old', '{frame}', '{URL}'"
    )


@pytest.mark.parametrize(
    ("pages", "url", "message"),
    [
        ([IMAGE], None, "x.warc holds no page of HTML or plain text; save the article's page again"),
        ([IMAGE], URL, f"x.warc holds no page of the address {URL}; it holds none"),
        ([(URL, to("/gone"))], URL, f"{URL} leads to {OTHER}, which the archive lacks; save the page again"),
        ([(URL, reply(status="404 No"))], URL, f"{URL}: the archive holds the answer 404, not the page; save it again"),
        (
            [(URL, to("/gone")), (OTHER, to(URL))],
            URL,
            f"{URL} leads to {OTHER}, which the archive lacks; save the page again",
        ),
    ],
)
def test_an_archive_without_the_page_is_a_fault(
    tmp_path: Path, pages: list[tuple[str, bytes]], url: str | None, message: str
) -> None:
    """Which page it lacks, and what it has instead."""
    path = tmp_path / "x.warc"
    path.write_bytes(archive(*pages))
    assert fault(path, url=url) == message


def test_the_first_whole_capture_of_an_address_counts(tmp_path: Path) -> None:
    """A refusal before it doesn't, nor a second one after it."""
    path = tmp_path / "x.warc"
    path.write_bytes(archive((URL, reply(status="503 No")), (URL, html(PAGE)), (URL, html("later"))))
    assert warc.read(path, url=URL).page.payload == PAGE


def test_a_wacz_lists_its_page(tmp_path: Path) -> None:
    """The one page a person saved is found among the frames; nothing is unpacked to the disk."""
    records = archive(("https://adverts.test/frame", html("<p>Buy!</p>")), (URL, html(PAGE)))
    pages = b'{"format": "json-pages-1.0"}\n{"url": "%s"}\n{"url": "about:blank"}\n[]\n\n' % URL.encode()
    path = wacz(tmp_path / "x.wacz", archive__data_warc_gz=records, pages__pages_jsonl=pages, ______evil=b"x")
    received = local.read(path, now=lambda: NOW)
    assert (received.url, received.how, received.page.payload) == (URL, "wacz", PAGE)
    assert [file.name for file in tmp_path.iterdir()] == ["x.wacz"]


def test_a_wacz_with_a_single_page_needs_no_list(tmp_path: Path) -> None:
    """WARC files that aren't packed are read as well."""
    path = wacz(tmp_path / "x.wacz", archive__data_warc=archive((URL, html(PAGE)), packed=False))
    assert warc.read(path).url == URL


def test_names_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    """A member outside `archive/` is never opened."""
    path = tmp_path / "x.wacz"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("archive/../../x.warc.gz", archive((URL, html(PAGE))))
        made.writestr("/archive/x.warc.gz", archive((URL, html(PAGE))))
    assert warc.read(path).url == URL
    assert [file.name for file in tmp_path.iterdir()] == ["x.wacz"]


def bomb() -> bytes:
    """A record of twenty million zeros."""
    return archive((URL, html(bytes(20_000_000), "text/html")))


def test_bombs_are_left_at_the_limit(tmp_path: Path) -> None:
    """Packed once, or twice inside a zip file."""
    said = "the archive has more than 1,000,000 bytes when unpacked; save the one page alone"
    path = tmp_path / "x.warc.gz"
    path.write_bytes(bomb())
    assert path.stat().st_size < 100_000
    assert fault(path, limit_bytes=1_000_000) == said
    small = archive((URL, html(PAGE)))
    assert fault(wacz(tmp_path / "x.wacz", archive__a_warc=bomb()), limit_bytes=1_000_000) == said
    many = {f"archive__{n}_warc_gz": small for n in range(4)}
    assert fault(wacz(tmp_path / "y.wacz", **many), limit_bytes=10_000).endswith(
        "when unpacked; save the one page alone"
    )


def test_a_header_without_an_end_takes_no_memory(tmp_path: Path) -> None:
    """A record's head is a few lines, in one long line or in many, and so is an answer's."""
    path, said = tmp_path / "x.warc.gz", "the archive has a record whose head has more than 65,536 bytes; "
    for endless in (b"X: " + bytes(20_000_000), b"X: y\r\n" * 100_000, b"X: y\r\n" + b" z\r\n" * 100_000):
        path.write_bytes(gzip.compress(b"WARC/1.0\r\n" + endless))
        assert fault(path) == said + "save the one page alone"
    path.write_bytes(archive((URL, reply(PAGE, *["X: y"] * 20_000))))
    assert fault(path) == "x.warc.gz holds no page of HTML or plain text; save the article's page again"


def test_a_large_archive_keeps_its_pages_alone(tmp_path: Path) -> None:
    """A film beside the page is left out unread; pages that fill the memory are refused before they are read."""
    path, film = tmp_path / "x.warc.gz", reply(bytes(80_000_000), "Content-Type: video/mp4")
    path.write_bytes(archive((OTHER, film), (URL, html(PAGE))))
    tracemalloc.start()
    try:
        assert warc.read(path).page.payload == PAGE
        large = archive(*((f"https://lantern.test/{n}", html(bytes(19_000_000), "text/html")) for n in range(4)))
        path.write_bytes(large)
        tracemalloc.reset_peak()
        said = "the archive has pages of more than 67,108,864 bytes together; save the one page alone"
        assert fault(path) == said
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()


def test_too_many_records_are_refused(tmp_path: Path) -> None:
    """Empty ones too: a file of some kilobytes can hold millions."""
    path = tmp_path / "x.warc.gz"
    path.write_bytes(gzip.compress(b"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n" * 1_000_000))
    assert fault(path) == "the archive has more than 20,000 records; save the one page alone"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (gzip.compress(gzip.compress(bytes(1_000))), "x.warc is damaged (it is packed twice); save the archive again"),
        (
            gzip.compress(archive((URL, html(PAGE)), packed=False))[:-20],
            "x.warc is damaged (it is packed, and breaks off before its end); save the archive again",
        ),
        (
            archive((URL, html(PAGE)), packed=False).replace(b"2030-12-31T23:00:00Z", b"9999-12-31T23:00:00-09:00"),
            "x.warc: the record has no date; save the archive again",
        ),
        (
            archive((URL, html(PAGE)), packed=False).replace(b"2030-12-31T23:00:00Z", b"0001-01-01T00:00:00+09:00"),
            "x.warc: the record has no date; save the archive again",
        ),
        (
            b"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: file:///..%2Fx%0A%1B[2J\r\n"
            b"Content-Length: 1\r\n\r\nx",
            "x.warc holds no page of HTML or plain text; save the article's page again",
        ),
    ],
    ids=["packed twice", "broken off", "the last day", "the first day", "a name with an escape"],
)
def test_what_is_made_to_confuse_is_a_fault(tmp_path: Path, data: bytes, said: str) -> None:
    """In one line, without a character that a terminal obeys."""
    path = tmp_path / "x.warc"
    path.write_bytes(data)
    assert fault(path) == said


def test_no_character_of_a_name_reaches_the_terminal(tmp_path: Path) -> None:
    """An archive that somebody sent, by any name."""
    path = tmp_path / "\x1b[2J\n::error::\u202ex.warc"
    path.write_bytes(b"no archive")
    assert fault(path).startswith("\\u001b[2J\\u000a::error::\\u202ex.warc is damaged (")


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    """No archive of an article has ten thousand files."""
    path = tmp_path / "x.wacz"
    with zipfile.ZipFile(path, "w") as made:
        for number in range(10_001):
            made.writestr(str(number), b"")
    assert fault(path) == "the archive holds 10,001 files; save the one page alone"


WHOLE = archive((URL, html(PAGE)))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no archive",
        b"\x1f\x8b\x08 no gzip",
        WHOLE[:-200],
        archive((URL, html(PAGE)), packed=False)[:-500],
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        b"PK\x03\x04",
    ],
)
@pytest.mark.parametrize("name", ["x.warc", "x.wacz"])
def test_a_damaged_archive_is_a_fault(
    tmp_path: Path, name: str, data: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    """It never crashes, and nothing is printed."""
    path = tmp_path / name
    path.write_bytes(data)
    message = fault(path)
    assert message.startswith((f"{name} is damaged (", f"{name} holds no page of HTML or plain text; "))
    assert capfd.readouterr() == ("", "")


def test_what_the_library_would_print_is_a_fault(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A record longer than it says."""
    path = tmp_path / "x.warc"
    path.write_bytes(archive((URL, html(PAGE)), packed=False).replace(b"\r\n\r\nWARC/1.0", b"junk\r\n\r\nWARC/1.0"))
    assert fault(path) == (
        "x.warc is damaged (WARNING: Record not followed by newline, perhaps Content-Length is invalid); save the"
        " archive again"
    )
    assert capfd.readouterr() == ("", "")


def test_a_list_of_pages_can_be_hostile(tmp_path: Path) -> None:
    """Deep JSON is damage."""
    path = wacz(tmp_path / "x.wacz", pages__pages_jsonl=b"[" * 100_000)
    assert fault(path).startswith("x.wacz is damaged (")


def test_a_record_without_a_date_is_a_fault(tmp_path: Path) -> None:
    """When a page was captured isn't made up."""
    path = tmp_path / "x.warc"
    path.write_bytes(archive((URL, html(PAGE)), packed=False).replace(b"2030-12-31T23:00:00Z", b"New Year's Eve 2030."))
    assert fault(path) == "x.warc: the record has no date; save the archive again"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.html", "'none.html' is not a file that can be read; check the path"),
        (
            "page.pdf",
            "'page.pdf' can't be captured: only .htm, .html, .txt, .xhtml, .warc, .warc.gz, .wacz files can; open it,"
            " and save it as HTML or plain text",
        ),
        ("large.txt", "'large.txt' has more than 100 bytes; that is no article"),
    ],
)
def test_a_file_that_can_not_be_captured_is_a_fault(tmp_path: Path, name: str, message: str) -> None:
    """By its name only, never its place."""
    (tmp_path / "page.pdf").write_bytes(b"%PDF")
    (tmp_path / "large.txt").write_bytes(b"x" * 101)
    with pytest.raises(CaptureError) as caught:
        local.read(tmp_path / name, now=lambda: NOW, limit_bytes=100)
    assert str(caught.value) == message
