"""`attested links`: dead and redirected addresses and missing archived copies; and `check`, which asks nobody."""

import json
import re
import socket
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from attest_project import CLAIM_PATH, attested, claim, dunmoor, piece, run
from conftest import REPOSITORY, contents, put
from conftest import attested as command
from fixtures.capture.server import Server, html, reply, serving, to

FINE = "Every address leads to its page, and every document has an archived copy.\n"
HURRY = ("--allow-private", "--delay", "0", "--retries", "0")


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of this machine with one page and one archived copy."""
    with serving() as running:
        running.routes |= {"/page": html("page"), "/copy": html("copy")}
        yield running


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The Dunmoor project; its roll of the parish has no address."""
    return dunmoor(tmp_path / "project")


def document(root: Path, name: str, url: str, *archives: str) -> str:
    """Add a source document at this address, a line for each archived copy; the path of its file."""
    path = f"claims/sources/{name}.yml"
    copies = "".join(f"\n  - {archive}" for archive in archives) or " []"
    put(root, {path: f"title: Of owls\npublisher: {name}\nurl: {url}\npublished: unknown\narchives:{copies}\n"})
    return path


def links(root: Path, *arguments: object) -> tuple[int, str]:
    """Ask every address: exit code and report. Nothing else is said, and nothing written."""
    before = contents(root)
    done = run(root, "links", *HURRY, *arguments)
    assert done.stderr == ""
    assert contents(root) == before
    return done.exit_code, done.stdout


def test_addresses_that_are_fine_are_not_mentioned(root: Path, server: Server) -> None:
    """Page and copy are there, and asked with a HEAD, nothing more; an unknown address isn't asked."""
    document(root, "owl-post", server.url("/page"), server.url("/copy"))
    assert links(root) == (0, FINE)
    assert server.seen == ["GET /robots.txt", "HEAD /copy", "HEAD /page"]


def test_a_dead_address_is_a_finding_at_its_line(root: Path, server: Server) -> None:
    """In each form, with exit code 1."""
    url, copy = server.url("/gone"), server.url("/copy")
    path = document(root, "owl-post", url, copy)
    remedy = "the server answered 404; find the page's new address or an archived copy"
    line = f"{path}:3: dead: {url}: {remedy}"
    assert links(root) == (1, f"{line}\n")
    code, said = links(root, "--format", "json")
    row = {"path": path, "line": 3, "source": "owl-post", "state": "dead", "url": url, "message": remedy}
    assert (code, json.loads(said)) == (1, {"rows": [row]})
    assert links(root, "--format", "github") == (1, f"::warning file={path},line=3,col=1::{line} [report]\n")


def test_a_dead_copy_is_a_finding_too(root: Path, server: Server) -> None:
    """An archive may lose what it kept."""
    path = document(root, "owl-post", server.url("/page"), server.url("/lost"))
    message = "the server answered 404; find the page's new address or an archived copy"
    assert links(root) == (1, f"{path}:6: dead: {server.url('/lost')}: {message}\n")


@pytest.mark.parametrize(("status", "how"), [("301 Moved", "for good "), ("308 Moved", "for good "), ("302 Found", "")])
def test_a_redirect_is_told_and_is_no_fault(root: Path, server: Server, status: str, how: str) -> None:
    """Where it leads, and whether for good; a person looks whether it is the same page."""
    server.routes["/old"] = to("/page", status)
    path = document(root, "owl-post", server.url("/old"), server.url("/copy"))
    message = f"leads {how}to {server.url('/page')}; see whether that is the same page"
    assert links(root) == (0, f"{path}:3: redirected: {server.url('/old')}: {message}\n")


def test_a_document_without_an_archived_copy_is_told(root: Path, server: Server) -> None:
    """It is no fault, and one whose address is unknown can't have any."""
    path = document(root, "owl-post", server.url("/page"))
    remedy = "no archived copy is recorded; run `attested capture … --archive`, or add one to archives"
    assert links(root) == (0, f"{path}:5: unarchived: {server.url('/page')}: {remedy}\n")


@pytest.mark.parametrize("status", ["429 Slow down", "503 Busy"])
def test_a_busy_server_is_asked_again_when_it_says(root: Path, server: Server, status: str) -> None:
    """As often as allowed, after the time it asks for."""
    busy = reply(b"", "Retry-After: 0", status=status)
    server.routes["/page"] = [busy, html("page")]
    document(root, "owl-post", server.url("/page"), server.url("/copy"))
    assert links(root, "--retries", "1") == (0, FINE)
    assert server.seen == ["GET /robots.txt", "HEAD /copy", "HEAD /page", "HEAD /page"]


@pytest.mark.parametrize(
    ("status", "after", "retries", "code", "said"),
    [
        ("503 Busy", "0", 0, 1, "unreachable: {url}: the server answered 503; look again later"),
        ("503 Busy", "0", 1, 1, "unreachable: {url}: the server answered 503; look again later"),
        ("503 Busy", "3600", 2, 1, "unreachable: {url}: the server answered 503; look again later"),
        ("429 Slow down", "0", 1, 0, "blocked: {url}: the server answered 429 to a program; look with a browser"),
    ],
)
def test_a_server_that_stays_busy_is_told(
    root: Path, server: Server, status: str, after: str, retries: int, code: int, said: str
) -> None:
    """After the tries allowed; one that asks for an hour is not waited for."""
    server.routes["/page"] = reply(b"", f"Retry-After: {after}", status=status)
    path = document(root, "owl-post", server.url("/page"), server.url("/copy"))
    told = said.format(url=server.url("/page"))
    assert links(root, "--retries", retries) == (code, f"{path}:3: {told}\n")
    assert server.seen.count("HEAD /page") == (1 if after == "3600" else retries + 1)


def test_a_server_that_is_not_there_is_unreachable(root: Path) -> None:
    """A port that nobody listens at: exit code 1."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        path = document(root, "owl-post", f"{url}/page", f"{url}/copy")
        fault = "the connection failed (Connection refused); check the address, or try again later"
        assert links(root, "--ignore-robots") == (
            1,
            f"{path}:3: unreachable: {url}/page: {url}/page: {fault}\n"
            f"{path}:6: unreachable: {url}/copy: {url}/copy: {fault}\n",
        )


def test_private_addresses_are_not_asked_unless_allowed(root: Path, server: Server) -> None:
    """They count as blocked, and nothing reaches them."""
    page, copy = server.url("/page"), server.url("/copy")
    path = document(root, "owl-post", page, copy)
    done = run(root, "links", "--delay", "0", "--ignore-robots")
    fault = (
        "127.0.0.1 leads to 127.0.0.1, an address of this machine or a private network; only with"
        " --allow-private is such a one asked"
    )
    told = [f"{path}:3: blocked: {page}: {page}: {fault}", f"{path}:6: blocked: {copy}: {copy}: {fault}"]
    assert (done.exit_code, done.stdout.splitlines()) == (0, told)
    assert server.seen == []


def test_each_address_is_asked_once(root: Path, server: Server) -> None:
    """However many documents share it; the report has a line for each document."""
    gone = server.url("/gone")
    paths = [document(root, name, server.url(f"/page?{name}"), gone) for name in ("owl-post", "pond-post")]
    server.routes |= {f"/page?{name}": html("page") for name in ("owl-post", "pond-post")}
    message = f"dead: {gone}: the server answered 404; find the page's new address or an archived copy"
    assert links(root) == (1, "".join(f"{path}:6: {message}\n" for path in paths))
    assert server.seen.count("HEAD /gone") == 1


def test_one_document_may_be_named(root: Path, server: Server) -> None:
    """Only its addresses are asked; an unknown one is wrong use."""
    document(root, "owl-post", server.url("/page"), server.url("/copy"))
    document(root, "pond-post", server.url("/gone"))
    assert links(root, "--id", "owl-post") == (0, FINE)
    assert "HEAD /gone" not in server.seen
    done = run(root, "links", "--id", "heron-post")
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (2, "Error: there is no claims/sources/heron-post.yml")


# Who asks the network, and who doesn't


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A machine without a network: each try to reach one is noted and fails."""
    import_module("generator.capture.extract")  # a library of it tries once, as it is loaded, whether there is IPv6
    tries: list[str] = []

    def cut(name: str) -> Callable[..., None]:
        def fail(*arguments: object, **named: object) -> None:
            tries.append(name)
            raise OSError("no network here")

        return fail

    for name in ("connect", "connect_ex", "sendto", "sendmsg", "bind"):
        monkeypatch.setattr(socket.socket, name, cut(name))
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, cut(name))
    return tries


def test_check_never_asks_the_network(tmp_path: Path, asked: list[str]) -> None:
    """Nor does attest: of the real claims, of faulty ones, with captures and without."""
    root = attested(dunmoor(tmp_path / "project"))
    assert run(root, "check").exit_code == 0
    put(root, {CLAIM_PATH: claim(piece("courier-clock", "asserts", "struck thirteen on four nights"))})
    assert [run(root, name).exit_code for name in ("attest", "check")] == [1, 1]
    assert command("check", "--root", REPOSITORY).exit_code == 0
    assert asked == []


def test_links_and_reverify_do_ask(tmp_path: Path, asked: list[str]) -> None:
    """The test before this one would notice."""
    root = attested(dunmoor(tmp_path / "project"))
    done = run(root, "links", "--delay", "0", "--retries", "0")
    said = "attested links: no address could be asked; this machine seems to have no network\n"
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", said)
    done = run(root, "reverify")
    said = "attested reverify: no page could be asked for; this machine seems to have no network\n"
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", said)
    assert asked == ["getaddrinfo", "getaddrinfo"]


@pytest.mark.parametrize("fault", [socket.EAI_NONAME, socket.EAI_AGAIN])
def test_where_no_name_of_several_is_known_there_is_no_network(
    root: Path, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    """As in a sandbox that answers for a name server; of one name alone nobody can tell."""

    def lookup(*_arguments: object, **_named: object) -> object:
        raise socket.gaierror(fault, "x")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    document(root, "owl-post", "https://owls.test/1", "https://copies.test/1")
    done = run(root, "links", *HURRY)
    said = "attested links: no address could be asked; this machine seems to have no network\n"
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", said)
    document(root, "owl-post", "https://owls.test/1", "https://owls.test/2")
    code, told = (alone := run(root, "links", *HURRY, "--id", "owl-post")).exit_code, alone.stdout
    assert (code, told.count(": dead: ")) == ((1, 2) if fault == socket.EAI_NONAME else (2, 0))


def test_reverify_sees_that_there_is_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No host of the captured documents is known, or the one that there is: then its page can't be read."""

    def lookup(*_arguments: object, **_named: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "x")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    root = attested(dunmoor(tmp_path / "project"))
    captured = (root / "claims/sources/courier-clock.yml").read_text("utf-8")
    put(root, {"claims/sources/herald-clock.yml": re.sub("(?m)^url: .*$", "url: https://herald.test/", captured)})
    done = run(root, "reverify")
    said = "attested reverify: no page could be asked for; this machine seems to have no network\n"
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", said)
    done = run(root, "reverify", "--id", "courier-clock")
    assert (done.exit_code, done.stdout.count("unreadable: courier-clock: ")) == (1, 1)


@pytest.mark.parametrize(
    ("fault", "state", "what"),
    [
        (socket.EAI_NONAME, "dead", "no server is known by the name courier.test; check the address"),
        (socket.EAI_AGAIN, "unasked", "the name courier.test can't be looked up now; see whether this machine has a"),
    ],
)
def test_a_name_that_nobody_looks_up_is_not_dead(
    root: Path, server: Server, monkeypatch: pytest.MonkeyPatch, fault: int, state: str, what: str
) -> None:
    """A name server that says there is no such name makes an address dead; one that doesn't answer doesn't."""

    def lookup(
        host: str, *arguments: object, _found: Callable[..., object] = socket.getaddrinfo, **named: object
    ) -> object:
        if host == "courier.test":
            raise socket.gaierror(fault, "x")
        return _found(host, *arguments, **named)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    document(root, "owl-post", server.url("/page"), server.url("/copy"))
    path = document(root, "owl-tales", "https://courier.test/tales", server.url("/copy"))
    code, said = links(root)
    assert (code, said.count("\n")) == (1, 1)
    assert said.startswith(f"{path}:3: {state}: https://courier.test/tales: https://courier.test/robots.txt: {what}")
