import gzip
import hashlib
import socket
import threading
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.client import HTTPResponse
from typing import Any

import pytest
from fixtures.capture.server import CERTIFICATE, PAGE, Server, Write, html, reply, serving, to

from generator.capture.error import CaptureError
from generator.capture.fetch import fetch
from generator.capture.policy import Policy, is_public
from generator.capture.received import Received, answer, content

NOW = datetime(2031, 3, 5, 10, 0, tzinfo=UTC)
POLICY = Policy(
    "AttestedTest/1.0 (+https://attested.test)", timeout=5, read_timeout=2, allow_private=True, robots=False
)


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of this machine."""
    with serving() as running:
        yield running


def take(url: str, policy: Policy = POLICY, **changes: Any) -> Received:
    """The page at this address, at a fixed time."""
    return fetch(url, replace(policy, **changes), now=lambda: NOW)


def fault(url: str, **changes: Any) -> CaptureError:
    """Why this address can't be fetched."""
    with pytest.raises(CaptureError) as caught:
        take(url, **changes)
    return caught.value


def test_a_page_is_kept_byte_for_byte(server: Server) -> None:
    """The payload is the page's bytes, the message the answer's, the request ours."""
    server.routes["/article"] = html(PAGE)
    received = take(server.url() + "#part")
    assert (received.asked, received.url, received.page.status) == (server.url(), server.url(), 200)
    assert received.page.payload == PAGE
    assert received.page.message == html(PAGE)
    assert received.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert received.content_type == "text/html; charset=utf-8"
    assert (received.redirects, received.how, received.fetched_at) == ((), "http", NOW)
    assert received.page.request.decode() == (
        f"GET /article HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        "User-Agent: AttestedTest/1.0 (+https://attested.test)\r\n"
        "Accept: text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1\r\n"
        "Accept-Encoding: identity\r\nConnection: close\r\n\r\n"
    )


def test_redirects_are_shown(server: Server) -> None:
    """Every address on the way is kept with its status, in its order."""
    server.routes |= {"/a": to("/b", "301 Moved"), "/b": to("article?x=1 2"), "/article?x=1%202": html(PAGE)}
    received = take(server.url("/a"))
    assert received.redirects == ((server.url("/a"), 301), (server.url("/b"), 302))
    assert (received.asked, received.url) == (server.url("/a"), server.url("/article?x=1%202"))


def test_a_circle_of_redirects_ends(server: Server) -> None:
    """An address that leads back is named with the way it took."""
    server.routes |= {"/a": to("/b"), "/b": to("/a")}
    a, b = server.url("/a"), server.url("/b")
    assert str(fault(a)) == (
        f"the address leads in a circle: {a} → {b} → {a}; open it in a browser, save the page and capture the file"
    )


def test_ten_redirects_are_enough(server: Server) -> None:
    """Ten are followed; the eleventh isn't."""
    server.routes |= {f"/{n}": to(f"/{n + 1}") for n in range(12)}
    server.routes["/11"] = html(PAGE)
    assert len(take(server.url("/1")).redirects) == 10
    error = fault(server.url("/0"))
    assert str(error).startswith(f"the address leads on more than 10 times: {server.url('/0')} → {server.url('/1')} → ")
    assert error.rule == "redirects"


@pytest.mark.parametrize(
    ("status", "message"),
    [
        ("401 No", "401 (Unauthorized); the page needs a login; save it in a browser and capture the file"),
        (
            "403 No",
            "403 (Forbidden); the site refuses programs; open it in a browser, save the page and capture the file",
        ),
        ("404 No", "404 (Not Found); check the address, or capture an archived copy"),
        ("410 No", "410 (Gone); the page was taken down; capture an archived copy"),
        ("418 No", "418 (I'm a Teapot); open it in a browser to see why"),
        ("429 No", "429 (Too Many Requests); the site asks for patience; try again later"),
        ("500 No", "500 (Internal Server Error); try again later"),
        ("302 No", "302 (Found); open it in a browser to see why"),
        ("599 No", "599 (unknown status); try again later"),
    ],
)
def test_a_refusal_names_the_status(server: Server, status: str, message: str) -> None:
    """Anything but 200 to 299 is an error with its status and a way out."""
    server.routes["/article"] = reply(b"no", status=status)
    error = fault(server.url())
    assert str(error) == f"{server.url()}: the server answered {message}"
    assert (error.rule, error.status) == ("status", int(status[:3]))


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("file:///etc/passwd", "the address has to be a full address that starts with https:// or http://"),
        ("gopher://lantern.test/", "the address has to be a full address that starts with https:// or http://"),
        ("https:///path", "the address has to be a full address that starts with https:// or http://"),
        ("https://user@lantern.test/", "the address names a user (…@), which hides the real host; remove that part"),
        (
            "https://lantern.test/a b",
            "the address has a space, a backslash or another character no address may hold; "
            "did you mean https://lantern.test/a%20b, or https://lantern.test/a alone?",
        ),
    ],
)
def test_only_web_addresses_are_asked(url: str, message: str) -> None:
    """No other scheme, no missing host, no user's name."""
    assert str(fault(url)) == f"'{url}' can't be asked for: {message}"


def test_a_name_in_any_script_is_asked_in_punycode() -> None:
    """The host is looked up as IDNA has it."""
    error = fault("https://маяк.test/я", resolve=lambda *_: ())
    assert (
        str(error)
        == "https://xn--80aue1f.test/%D1%8F: no server is known by the name xn--80aue1f.test; check the address"
    )


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "2002:7f00:1::1",
        "64:ff9b::7f00:1", "2001:db8::1", "192.0.2.1", "192.0.0.11", "64:ff9b:1::5db8:d822", "2001:20::1",
        "2002:5db8:d822::1", "3fff::1", "5f00::1", "fec0::1", "::5db8:d822", "::ffff:0:5db8:d822",
    ],
)  # fmt: skip
def test_private_addresses_are_refused(ip: str) -> None:
    """Neither this machine nor its network, in no spelling that leads there; nothing is connected to."""
    error = fault("http://lantern.test/", allow_private=False, resolve=lambda *_: ("93.184.216.34", ip), dial=None)
    assert str(error) == (
        f"http://lantern.test/: lantern.test leads to {ip}, an address of this machine or a private network; only"
        " with --allow-private is such a one asked"
    )
    assert error.rule == "private-address"


@pytest.mark.parametrize("ip", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_public_addresses_are_allowed(ip: str) -> None:
    """What is on the public internet may be asked."""
    assert is_public(ip)


class PublicName:
    """A name that is public when first asked, and whose connections lead to the test's server."""

    def __init__(self, server: Server, *answers: str) -> None:
        self.answers = list(answers)
        self.server = server
        self.dialled: list[str] = []

    def resolve(self, host: str, _port: int) -> tuple[str, ...]:
        """The next answer; an address stands for itself."""
        return (self.answers.pop(0),) if host == "lantern.test" else (host,)

    def dial(self, ip: str, _port: int, timeout: float) -> socket.socket:
        """A connection to the server, whatever the address."""
        self.dialled.append(ip)
        return socket.create_connection(("127.0.0.1", self.server.port), timeout)


def test_a_name_is_looked_up_once_and_that_very_address_is_asked(server: Server) -> None:
    """A second answer, private this time, is never asked for (DNS rebinding)."""
    server.routes["/article"] = html(PAGE)
    name = PublicName(server, "93.184.216.34", "127.0.0.1")
    take("http://lantern.test/article", allow_private=False, resolve=name.resolve, dial=name.dial)
    assert name.dialled == ["93.184.216.34"]
    assert name.answers == ["127.0.0.1"]


def test_a_redirect_to_a_private_address_is_refused(server: Server) -> None:
    """Each hop is checked like the first; the private one isn't connected to."""
    server.routes["/article"] = to("http://127.0.0.1:1/secret")
    name = PublicName(server, "93.184.216.34")
    error = fault("http://lantern.test/article", allow_private=False, resolve=name.resolve, dial=name.dial)
    assert (error.rule, name.dialled) == ("private-address", ["93.184.216.34"])


def test_a_redirect_to_another_scheme_is_refused(server: Server) -> None:
    """A page can't send us to a file."""
    server.routes["/article"] = to("file:///etc/passwd")
    assert fault(server.url()).rule == "bad-url"


def test_robots_txt_is_obeyed(server: Server) -> None:
    """What it forbids isn't asked for, also behind a redirect; what it allows is."""
    server.routes |= {
        "/robots.txt": reply(b"User-agent: other\nDisallow: /\n\nUser-agent: AttestedTest\nDisallow: /private/\n"),
        "/article": html(PAGE),
        "/open": to("/private/article"),
    }
    assert take(server.url(), robots=True).page.payload == PAGE
    private = server.url("/private/article")
    assert str(fault(server.url("/open"), robots=True)) == (
        f"{private}: the site's robots.txt asks programs not to read this page; save it in a browser and capture the"
        " file, or ask the publisher"
    )
    assert server.seen == ["GET /robots.txt", "GET /article", "GET /robots.txt", "GET /open"]


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden"])
def test_without_a_robots_txt_all_is_allowed(server: Server, status: str) -> None:
    """RFC 9309, 2.3.1.3: an answer of 400 to 499 forbids nothing."""
    server.routes |= {"/robots.txt": reply(b"User-agent: *\nDisallow: /", status=status), "/article": html(PAGE)}
    assert take(server.url(), robots=True).page.status == 200


def test_an_unreadable_robots_txt_forbids_until_told(server: Server) -> None:
    """RFC 9309, 2.3.1.4: an answer of 500 to 599 forbids all; a person may decide otherwise."""
    server.routes |= {"/robots.txt": reply(status="503 Later"), "/article": html(PAGE)}
    assert str(fault(server.url(), robots=True)) == (
        "robots.txt can't be read, so nobody knows whether programs may read the page"
        f" ({server.url('/robots.txt')}: the server answered 503); try again later, or save the page in a browser and"
        " capture the file"
    )
    assert take(server.url()).page.status == 200


def test_a_missing_host_is_not_blamed_on_robots_txt() -> None:
    """The first fault is the one reported."""
    assert fault("http://lantern.test/", robots=True, resolve=lambda *_: ()).rule == "no-such-host"


def test_a_huge_robots_txt_is_not_read(server: Server) -> None:
    """It has a limit of its own."""
    server.routes["/robots.txt"] = reply(b"#" * 600_000)
    assert fault(server.url(), robots=True).rule == "robots-unread"


def test_a_silent_server_is_given_up(server: Server) -> None:
    """No answer within the time for one read."""
    server.routes["/article"] = lambda _write, over: over.wait(10)
    error = fault(server.url(), read_timeout=0.1)
    assert str(error) == f"{server.url()}: the server stayed silent for 0.1 seconds; try again later"


def drip(write: Write, over: threading.Event) -> None:
    """A byte at a time, each soon enough for a single read, for longer than anybody waits."""
    for byte in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000:
        write(bytes([byte]))
        if over.wait(0.02):
            return


def test_a_dripping_server_is_given_up(server: Server) -> None:
    """The whole fetch has a deadline, also inside the headers."""
    server.routes["/article"] = drip
    error = fault(server.url(), timeout=0.2)
    assert str(error) == f"{server.url()}: no whole answer within 0.2 seconds; try again later"
    assert error.rule == "timeout"


def test_the_deadline_spans_redirects(server: Server) -> None:
    """Time spent on one hop is gone for the next."""

    def slow_redirect(write: Write, over: threading.Event) -> None:
        over.wait(0.08)
        write(to("/2"))

    server.routes |= {"/0": slow_redirect, "/2": drip}
    assert fault(server.url("/0"), timeout=0.2).rule == "timeout"


def test_a_large_page_is_refused_by_its_headers(server: Server) -> None:
    """A Content-Length above the limit is enough; the body isn't waited for."""
    server.routes["/article"] = lambda write, _: write(b"HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n")
    assert str(fault(server.url(), limit_bytes=1_000_000)) == (
        f"{server.url()}: the answer is larger than the 1,000,000 bytes allowed; check that the address is an article's"
    )


def test_a_hundred_megabytes_are_cut_short(server: Server) -> None:
    """An endless body is left as soon as it has more than the limit."""
    sent = []

    def flood(write: Write, _over: threading.Event) -> None:
        write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(1_600):
            write(b"x" * 65_536)
            sent.append(65_536)

    server.routes["/article"] = flood
    assert fault(server.url(), limit_bytes=1_000_000).rule == "too-large"
    assert sum(sent) < 50_000_000


def test_a_large_chunk_is_not_believed(server: Server) -> None:
    """A chunk that announces terabytes takes no memory."""
    server.routes["/article"] = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nFFFFFFFFFFFF\r\nabc"
    )
    assert str(fault(server.url())) == f"{server.url()}: the answer broke off before its end; try again"


def test_chunks_are_taken_off_and_kept(server: Server) -> None:
    """The payload is the page, the message what came, trailers included."""
    message = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n"
        b"5;name=value\r\nlight\r\n6\r\nhouse\n\r\n0\r\nX-Trailer: 1\r\n\r\n"
    )
    server.routes["/article"] = message
    page = take(server.url()).page
    assert (page.payload, page.message) == (b"lighthouse\n", message)


def test_bytes_beyond_the_page_are_not_its(server: Server) -> None:
    """Where a server sends more than it announced, the page is as long as announced."""
    server.routes["/article"] = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npageextra"
    assert take(server.url()).page.payload == b"page"


def test_a_page_that_breaks_off_is_refused(server: Server) -> None:
    """A body shorter than its Content-Length is no capture."""
    server.routes["/article"] = html(PAGE)[:-10]
    error = fault(server.url())
    assert str(error) == f"{server.url()}: the answer broke off before its end; try again"
    assert error.rule == "cut-off"


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE[:99]) + gzip.compress(PAGE[99:]) + b"\0\0"),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("gzip, identity, gzip", gzip.compress(gzip.compress(PAGE))),
    ],
)
def test_a_packed_page_is_kept_packed_and_can_be_unpacked(server: Server, coding: str, packed: bytes) -> None:
    """Some servers pack though they were asked not to; the payload stays as it came."""
    server.routes["/article"] = reply(packed, f"Content-Encoding: {coding}")
    page = take(server.url()).page
    assert page.payload == packed
    assert content(page, 1_000_000) == PAGE


def test_a_bomb_is_not_unpacked(server: Server) -> None:
    """A few bytes that unpack to a hundred megabytes are refused at the limit."""
    bomb = gzip.compress(gzip.compress(bytes(100_000_000), 1), 9)
    server.routes["/article"] = reply(bomb, "Content-Encoding: gzip, gzip")
    error = fault(server.url(), limit_bytes=1_000_000)
    assert str(error) == f"{server.url()}: unpacked, the page has more than 1,000,000 bytes; that is no article"


@pytest.mark.parametrize(
    "packed", [gzip.compress(PAGE)[:-9], b"no gzip", b"", gzip.compress(b"") * 1_001, gzip.compress(PAGE) + b"more"]
)
def test_damaged_packing_is_refused(server: Server, packed: bytes) -> None:
    """Half a page is none."""
    server.routes["/article"] = reply(packed, "Content-Encoding: gzip")
    assert str(fault(server.url())) == f"{server.url()}: the page came packed and arrived damaged; try again"


def test_an_unknown_packing_is_named(server: Server) -> None:
    """What can't be unpacked is said, with a way out."""
    server.routes["/article"] = reply(b"?", "Content-Encoding: br")
    assert str(fault(server.url())) == (
        f"{server.url()}: the page came packed as 'br', though it was asked for unpacked; save it in a browser and"
        " capture the file"
    )


def test_no_server_is_a_fault_not_a_crash() -> None:
    """A closed port, in the system's words."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
        assert (
            str(fault(url))
            == f"{url}: the connection failed (Connection refused); check the address, or try again later"
        )


@pytest.mark.parametrize(
    ("sent", "reason"), [(b"", "the server hung up"), (b"SSH-2.0-OpenSSH\r\n\r\n", "BadStatusLine")]
)
def test_what_is_not_http_is_a_fault(server: Server, sent: bytes, reason: str) -> None:
    """Silence or another protocol."""
    server.routes["/article"] = lambda write, _over: write(sent)
    assert str(fault(server.url())) == (
        f"{server.url()}: the connection failed ({reason}); check the address, or try again later"
    )


def test_the_second_address_of_a_host_is_tried(server: Server) -> None:
    """Where one address doesn't answer, the next may."""
    server.routes["/article"] = html(PAGE)
    name = PublicName(server)

    def dial(ip: str, port: int, timeout: float) -> socket.socket:
        if ip == "93.184.216.34":
            raise ConnectionRefusedError
        return name.dial(ip, port, timeout)

    take("http://lantern.test/article", resolve=lambda *_: ("93.184.216.34", "93.184.216.35"), dial=dial)
    assert name.dialled == ["93.184.216.35"]


@pytest.fixture
def secure() -> Iterator[Server]:
    """A server that encrypts, for the host harbour.test."""
    with serving(tls=True) as running:
        yield running


def test_a_secure_page_needs_a_certificate_of_its_name(secure: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate is checked against the machine's authorities and the name, though a fixed address is dialled."""
    secure.routes["/article"] = html(PAGE)
    name = PublicName(secure)
    doors: dict[str, Any] = {"resolve": lambda *_: ("127.0.0.1",), "dial": name.dial}
    unknown = fault("https://harbour.test/article", **doors)
    assert str(unknown) == (
        "https://harbour.test/article: no secure connection (self-signed certificate); check the address"
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    assert take("https://harbour.test/article", **doors).page.payload == PAGE
    wrong = fault("https://lantern.test/article", **doors)
    assert str(wrong).startswith("https://lantern.test/article: no secure connection (Hostname mismatch, ")


def test_a_user_agent_can_not_bring_headers() -> None:
    """A line end in it would add one."""
    with pytest.raises(ValueError, match="a user agent is printable ASCII"):
        Policy("Attested\r\nCookie: a")


def test_an_answer_is_read_as_archives_keep_it() -> None:
    """Folded headers, bare line ends, and chunks that were taken off already."""
    page = answer("http://lantern.test/", b"HTTP/1.0 200\nA: b\n c\nTransfer-Encoding: chunked\n\n<p>page")
    assert (page.status, page.header("a"), page.payload) == (200, "b c", b"<p>page")
    with pytest.raises(CaptureError, match=r"^the answer isn't HTTP; it starts with 'SSH-2.0'$"):
        answer("http://lantern.test/", b"SSH-2.0\r\n\r\n")


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (
            CHUNKED + b"-5\r\nabc\r\n0\r\n\r\n",
            "{}: the connection failed (ValueError); check the address, or try again later",
        ),
        (CHUNKED + b"F" * 60_000 + b"\r\nabc", "{}: the answer broke off before its end; try again"),
        (
            b"HTTP/1.1 100 Continue\r\n\r\n" * 100_000,
            "{}: the answer is larger than the 1,000,000 bytes allowed; check that the address is an article's",
        ),
        (
            b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5_000,
            "{}: the connection failed (HTTPException); check the address, or try again later",
        ),
        (to("http://[::1"), "{} leads to 'http://[::1', which is no address; open it in a browser to see why"),
        (to("a" * 60_000), "{} leads to an address of 60,000 characters; open it in a browser to see why"),
        (
            to("http://a:99999/"),
            "'http://a:99999/' can't be asked for: the address has a port that can't exist; "
            "ports are numbers up to 65535",
        ),
    ],
    ids=["a chunk of less than none", "a chunk beyond all", "endless", "headers", "no address", "long", "port"],
)
def test_an_answer_that_attacks_is_one_line(server: Server, sent: bytes, said: str) -> None:
    """Counts, headers and addresses that no server has reason to send."""

    def attack(write: Write, _over: threading.Event) -> None:
        write(sent)

    server.routes["/article"] = attack
    assert str(fault(server.url(), limit_bytes=1_000_000)) == said.format(server.url())


BROKEN = {"head": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5_000, "body": CHUNKED + b"-5\r\nabc"}


@pytest.mark.parametrize("sent", BROKEN.values(), ids=BROKEN)
def test_a_broken_answer_is_closed(server: Server, monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    """Python 3.13 prints a traceback of an answer that is left open and can't be closed later."""
    made: list[HTTPResponse] = []
    begin = HTTPResponse.begin
    monkeypatch.setattr(HTTPResponse, "begin", lambda self: made.append(self) or begin(self))
    server.routes["/article"] = lambda write, _over: write(sent)
    assert fault(server.url()).rule == "unreachable"
    assert [response.closed for response in made] == [True]


def test_many_parts_before_a_large_rest_are_refused(server: Server) -> None:
    """What a part leaves over isn't copied whole for each of a thousand parts."""
    server.routes["/article"] = reply(gzip.compress(b"") * 1_000 + bytes(4_000_000) + b"x", "Content-Encoding: gzip")
    assert fault(server.url()).rule == "packed"
