from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fixtures.capture.server import PAGE, Server, html, reply, serving, to

from generator.capture.archive import ask
from generator.capture.error import CaptureError
from generator.capture.links import Clock, LinkReport, Patience, look
from generator.capture.policy import Policy

NOW = datetime(2031, 3, 5, 10, 0, tzinfo=UTC)
POLICY = Policy("AttestedTest/1.0", timeout=5, read_timeout=2, allow_private=True, robots=False)


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of this machine."""
    with serving() as running:
        yield running


class Time:
    """A time that passes only by sleeping, and says how long."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def clock(self) -> Clock:
        """The doors to this time."""
        return Clock(self.slept.append, lambda: sum(self.slept), lambda: NOW + timedelta(seconds=sum(self.slept)))


def seen(
    url: str, policy: Policy = POLICY, patience: Patience | None = None, **changes: Any
) -> tuple[LinkReport, list[float]]:
    """The report on one address, and the pauses it took; without a delay between requests."""
    time = Time()
    (report,) = look([url], replace(policy, **changes), time.clock(), patience or Patience(delay=0))
    return report, time.slept


def test_a_page_that_is_there_is_asked_once(server: Server) -> None:
    """With a HEAD, nothing more."""
    server.routes["/article"] = html(PAGE)
    assert seen(server.url()) == (LinkReport(server.url(), "ok", "", 200), [])
    assert server.seen == ["HEAD /article"]


@pytest.mark.parametrize("status", ["403 No", "404 No", "405 No", "501 No"])
def test_a_get_follows_a_refused_head(server: Server, status: str) -> None:
    """Many servers answer only that, and its body isn't read."""
    large = b"HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n"
    server.routes |= {"HEAD /article": reply(status=status), "/article": large}
    assert seen(server.url())[0].state == "ok"
    assert server.seen == ["HEAD /article", "GET /article"]


def test_a_get_follows_a_head_that_is_hung_up_on(server: Server) -> None:
    """Some servers do."""
    server.routes |= {"HEAD /article": lambda _write, _over: None, "/article": html(PAGE)}
    assert seen(server.url())[0].state == "ok"


@pytest.mark.parametrize(
    ("status", "state", "message"),
    [
        ("404 No", "dead", "the server answered 404; find the page's new address or an archived copy"),
        ("410 No", "dead", "the server answered 410; find the page's new address or an archived copy"),
        ("401 No", "blocked", "the server answered 401 to a program; look with a browser"),
        ("403 No", "blocked", "the server answered 403 to a program; look with a browser"),
        ("451 No", "blocked", "the server answered 451 to a program; look with a browser"),
        ("302 No", "unreachable", "the server answered 302; look again later"),
    ],
)
def test_a_refusal_is_reported_at_once(server: Server, status: str, state: str, message: str) -> None:
    """There is nothing to wait for."""
    server.routes["/article"] = reply(status=status)
    assert seen(server.url()) == (LinkReport(server.url(), state, message, int(status[:3])), [])  # type: ignore[arg-type]


def test_a_redirect_says_where_it_leads(server: Server) -> None:
    """And whether for good."""
    server.routes |= {
        "/a": to("/b", "301 Moved"),
        "/b": to("/article", "308 Moved"),
        "/c": to("/a"),
        "/article": html(PAGE),
    }
    target = server.url()
    assert seen(server.url("/a"))[0] == LinkReport(
        server.url("/a"), "redirected", f"leads for good to {target}; see whether that is the same page", 200, target
    )
    assert seen(server.url("/c"))[0].message == f"leads to {target}; see whether that is the same page"
    server.routes["/article"] = reply(status="404 No")
    assert seen(server.url("/a"))[0].state == "dead"


def test_a_busy_server_is_asked_again(server: Server) -> None:
    """Twice as long is waited each time, and then no more."""
    server.routes["/article"] = [reply(status="503 Later"), reply(status="500 Broken"), html(PAGE)]
    assert seen(server.url()) == (LinkReport(server.url(), "ok", "", 200), [2.0, 4.0])
    server.routes["/article"] = reply(status="503 Later")
    report, slept = seen(server.url())
    assert report == LinkReport(server.url(), "unreachable", "the server answered 503; look again later", 503)
    assert slept == [2.0, 4.0]


@pytest.mark.parametrize(
    ("header", "slept"),
    [
        ("7", [7.0]),
        ("Wed, 05 Mar 2031 10:00:30 GMT", [30.0]),
        ("Wed, 05 Mar 2031 10:00:30 -0000", [30.0]),
        ("Wed, 05 Mar 2031 09:00:00 GMT", [0.0]),
        ("soon", [2.0]),
        ("60", [60.0]),
        ("61", []),
        ("Wed, 05 Mar 2032 10:00:30 GMT", []),
    ],
)
def test_retry_after_is_honoured_up_to_a_limit(server: Server, header: str, slept: list[float]) -> None:
    """Seconds or a date; what is longer than our patience isn't waited for."""
    server.routes["/article"] = [reply(b"", f"Retry-After: {header}", status="429 Slow"), html(PAGE)]
    report, pauses = seen(server.url())
    assert pauses == slept
    assert (report.state, report.status) == (("ok", 200) if slept else ("blocked", 429))


def test_requests_to_a_host_are_apart(server: Server) -> None:
    """Robots.txt, redirects and retries included; another host isn't waited for; each address is asked once."""
    other = server.url("/article").replace("127.0.0.1", "localhost")
    server.routes |= {"/a": to("/b"), "/b": html(PAGE), "/article": html(PAGE)}
    time = Time()
    polite = replace(POLICY, robots=True, resolve=lambda *_: ("127.0.0.1",))
    urls = [other, server.url("/b"), server.url("/a"), server.url("/a")]
    reports = look(urls, polite, time.clock(), Patience(delay=1.5))
    assert [report.url for report in reports] == [server.url("/a"), server.url("/b"), other]
    assert [report.state for report in reports] == ["redirected", "ok", "ok"]
    assert server.seen == ["GET /robots.txt", "HEAD /a", "HEAD /b", "HEAD /b", "GET /robots.txt", "HEAD /article"]
    assert time.slept == [1.5, 1.5, 1.5, 1.5]


def test_a_silent_server_is_asked_again_and_reported(server: Server) -> None:
    """With what was waited for."""
    server.routes["/article"] = lambda _write, over: over.wait(10)
    report, slept = seen(server.url(), patience=Patience(delay=0, retries=1), read_timeout=0.1)
    message = f"{server.url()}: the server stayed silent for 0.1 seconds; try again later"
    assert report == LinkReport(server.url(), "unreachable", message)
    assert slept == [2.0]


@pytest.mark.parametrize(
    ("url", "state", "message"),
    [
        (
            "ftp://lantern.test/",
            "dead",
            "'ftp://lantern.test/' can't be asked for: the address has to be a full address that starts with https://"
            " or http://",
        ),
        (
            "https://gone.test/",
            "dead",
            "https://gone.test/: no server is known by the name gone.test; check the address",
        ),
        (
            "http://127.0.0.1:1/",
            "blocked",
            "http://127.0.0.1:1/: 127.0.0.1 leads to 127.0.0.1, an address of this machine or a private network;"
            " only with --allow-private is such a one asked",
        ),
    ],
)
def test_an_address_never_raises(url: str, state: str, message: str) -> None:
    """What can't be asked is reported like the rest, at once."""
    resolved = {"127.0.0.1": ("127.0.0.1",)}
    report, slept = seen(url, allow_private=False, resolve=lambda host, _port: resolved.get(host, ()))
    assert (report, slept) == (LinkReport(url, state, message), [])  # type: ignore[arg-type]


def test_what_robots_txt_forbids_is_blocked(server: Server) -> None:
    """It isn't asked for."""
    server.routes |= {"/robots.txt": reply(b"User-agent: *\nDisallow: /"), "/article": html(PAGE)}
    assert seen(server.url(), robots=True)[0].state == "blocked"
    assert server.seen == ["GET /robots.txt"]


def kept(url: str, server: Server, **changes: Any) -> str:
    """Where an archive keeps a copy."""
    return ask(url, server.url("/save/"), replace(POLICY, **changes))


PAGE_URL = "https://lantern.test/lighthouse?x=1&y=2"
SAVE = f"/save/{PAGE_URL}"


def refusal(server: Server) -> str:
    """Why there is no copy."""
    with pytest.raises(CaptureError) as caught:
        kept(PAGE_URL, server)
    return str(caught.value)


def test_an_archive_gives_the_address_of_a_copy(server: Server) -> None:
    """By a redirect or in Content-Location; robots.txt isn't asked, the copy isn't read."""
    copy = f"/web/20310305/{PAGE_URL}"
    server.routes |= {SAVE: to(copy), copy: html(PAGE), "/robots.txt": reply(b"User-agent: *\nDisallow: /")}
    assert kept(PAGE_URL, server, robots=True) == server.url(copy)
    assert server.seen == [f"GET {SAVE}", f"GET {copy}"]
    server.routes[SAVE] = reply(b"saved", f"Content-Location: {copy}")
    assert kept(PAGE_URL, server) == server.url(copy)


@pytest.mark.parametrize("status", ["429 No", "404 No", "520 No"])
def test_an_archive_that_refuses_is_a_fault(server: Server, status: str) -> None:
    """With its answer, at once or behind a redirect."""
    said = f"the archive answered {status[:3]} for {PAGE_URL}; try again later, or save it there in a browser"
    server.routes |= {SAVE: reply(status=status), "/web/x": reply(status=status)}
    assert refusal(server) == said
    server.routes[SAVE] = to("/web/x")
    assert refusal(server) == said


def test_an_archive_that_gives_no_address_is_a_fault(server: Server) -> None:
    """Its own page isn't a copy, nor is the page itself."""
    said = f"the archive gave no address of a copy for {PAGE_URL}; try again later, or save it there in a browser"
    server.routes[SAVE] = html("thank you")
    assert refusal(server) == said
    server.routes[SAVE] = reply(b"", f"Content-Location: {PAGE_URL}")
    assert refusal(server) == said
