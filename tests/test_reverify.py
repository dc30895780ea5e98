"""`attested reverify`: what became of quoted passages on pages that change, move, stall, lie and flood."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from attest_project import (
    ARTICLE,
    CLAIM_PATH,
    COMMENTS,
    COURIER,
    END,
    HEADLINES,
    QUOTE,
    SAVED,
    START,
    claim,
    dunmoor,
    line_of,
    page,
    piece,
    run,
)
from conftest import contents, put
from fixtures.capture.server import Route, Server, Write, html, reply, serving, to

FLOOD = 100 * 2**20
NEWS = "A heron stood in the pond all morning, and half the village came to look at it before the rain."


@dataclass(frozen=True)
class Courier:
    """The project, its article captured from a server of this machine and quoted once."""

    root: Path
    server: Server

    def serve(self, route: Route) -> None:
        """The page is this from now on."""
        self.server.routes["/article"] = route

    def reverify(self, *arguments: object, private: bool = True) -> tuple[int, str]:
        """Exit code and report; nothing else is said, and nothing written."""
        before = contents(self.root)
        done = run(self.root, "reverify", *(["--allow-private"] if private else []), *arguments)
        assert done.stderr == ""
        assert contents(self.root) == before
        return done.exit_code, done.stdout

    def rows(self, *arguments: object) -> list[dict[str, Any]]:
        """The report's rows."""
        found: list[dict[str, Any]] = json.loads(self.reverify("--format", "json", *arguments)[1])["rows"]
        return found

    def unreadable(self, message: str) -> tuple[int, str]:
        """The report on a page that can't be read, for this reason."""
        return 1, f"unreadable: courier-clock: {self.server.url()}: {message}\n"


@pytest.fixture
def courier(tmp_path: Path) -> Iterator[Courier]:
    """The page with comments and headlines, the article cut from it, captured over HTTP and attested."""
    root = dunmoor(tmp_path / "project")
    with serving() as server:
        server.routes["/article"] = html(SAVED)
        known = ("--kind", "article", "--start", START, "--end", END, "--allow-private")
        for made in (
            run(root, "capture", server.url(), "--id", "courier-clock", *known),
            run(root, "capture", root / "saved/letter.txt", "--id", "guild-letter", "--kind", "statement"),
            run(root, "attest"),
        ):
            assert made.exit_code == 0, made.output
        yield Courier(root, server)


def test_an_unchanged_page_says_so(courier: Courier) -> None:
    """In each form, with the claim's line, and exit code 0."""
    assert courier.reverify() == (0, f'unchanged: courier-clock: "{QUOTE}"\n')
    row = {"path": CLAIM_PATH, "line": 10, "fate": "unchanged", "source": "courier-clock", "quote": QUOTE, "now": ""}
    assert courier.rows() == [row]
    assert courier.reverify("--format", "github") == (
        0,
        f'::warning file={CLAIM_PATH},line=10,col=1::unchanged: courier-clock: "{QUOTE}" [report]\n',
    )


def test_what_changes_beside_the_article_is_no_change(courier: Courier) -> None:
    """Comments and headlines after it come and go."""
    courier.serve(html(page([*ARTICLE, "Quentin wrote: The clock was right. I was there, and it was thirteen."])))
    assert courier.reverify() == (0, f'unchanged: courier-clock: "{QUOTE}"\n')


def test_a_paragraph_above_moves_the_passage(courier: Courier) -> None:
    """The words still stand there, further down: no fault."""
    courier.serve(html(page([*ARTICLE[:1], NEWS, *ARTICLE[1:], *COMMENTS, *HEADLINES])))
    assert courier.reverify() == (0, f'moved: courier-clock: "{QUOTE}"\n')


def test_a_changed_word_is_shown_old_and_new(courier: Courier) -> None:
    """The page's own words now, those that differ marked; exit code 1."""
    courier.serve(html(SAVED.replace(b"412", b"421")))
    now = '… "The clock struck thirteen on «421» nights since the flood," …'
    line = f'changed: courier-clock: "{QUOTE}"; now: {json.dumps(now, ensure_ascii=False)}'
    assert courier.reverify() == (1, f"{line}\n")
    row = {"path": CLAIM_PATH, "line": 10, "fate": "changed", "source": "courier-clock", "quote": QUOTE, "now": now}
    assert courier.rows() == [row]
    assert courier.reverify("--format", "github") == (
        1,
        f"::warning file={CLAIM_PATH},line=10,col=1::{line} [report]\n",
    )


def test_a_passage_that_was_taken_out_is_gone(courier: Courier) -> None:
    """Nothing like it stands there any more; exit code 1."""
    courier.serve(html(page([ARTICLE[0], *ARTICLE[2:], *COMMENTS, *HEADLINES])))
    assert courier.reverify() == (1, f'gone: courier-clock: "{QUOTE}"\n')
    row = {"path": CLAIM_PATH, "line": 10, "fate": "gone", "source": "courier-clock", "quote": QUOTE, "now": ""}
    assert courier.rows() == [row]


def test_each_quotation_has_its_own_fate(courier: Courier) -> None:
    """A row for each, at its line; the worst of them decides the exit code."""
    others = ["Nine of eleven members were for it", "The mill stands empty since the spring"]
    pieces = [piece("courier-clock", "asserts", QUOTE), *(piece("courier-clock", "context", one) for one in others)]
    put(courier.root, {CLAIM_PATH: claim(*pieces)})
    run(courier.root, "attest")
    changed = ARTICLE[3].replace("spring", "autumn")
    courier.serve(html(page([ARTICLE[0], NEWS, *ARTICLE[1:3], changed, *ARTICLE[4:]])))
    assert courier.reverify() == (
        1,
        f'moved: courier-clock: "{QUOTE}"\n'
        f'unchanged: courier-clock: "{others[0]}"\n'
        f'changed: courier-clock: "{others[1]}"; now: "… The mill stands empty since the «autumn.» …"\n',
    )
    lines = [line_of(courier.root, CLAIM_PATH, f'quote: "{quote}"') for quote in (QUOTE, *others)]
    assert [row["line"] for row in courier.rows()] == lines


def test_a_page_that_is_gone_is_unreadable(courier: Courier) -> None:
    """One row for the document, at its file, with the server's answer and a remedy."""
    courier.serve(reply(status="404 Not Found"))
    message = "the server answered 404 (Not Found); check the address, or capture an archived copy"
    assert courier.reverify() == courier.unreadable(message)
    (row,) = courier.rows()
    assert (row["path"], row["line"], row["fate"]) == (f"{COURIER}.yml", 1, "unreadable")
    assert (row["quote"], row["url"], row["reason"]) == ("", courier.server.url(), f"{courier.server.url()}: {message}")


def test_a_redirect_is_followed(courier: Courier) -> None:
    """The page stands elsewhere now, its words are the same."""
    courier.serve(to("/moved", "301 Moved"))
    courier.server.routes["/moved"] = html(SAVED)
    assert courier.reverify() == (0, f'unchanged: courier-clock: "{QUOTE}"\n')
    assert courier.server.seen[-3:] == ["GET /robots.txt", "GET /article", "GET /moved"]


def test_a_page_that_stalls_is_given_up(courier: Courier) -> None:
    """After the time allowed, whatever the server holds back."""

    def stall(write: Write, over: threading.Event) -> None:
        write(html(SAVED)[:-200])
        over.wait(30)

    courier.serve(stall)
    assert courier.reverify("--timeout", "0.3") == courier.unreadable(
        "no whole answer within 0.3 seconds; try again later"
    )


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("cp1252", "utf-8", "text/html; charset=utf-8"),
        ("utf-8", "iso-8859-1", "text/html; charset=koi8-r"),
        ("utf-16", "utf-8", "text/html; charset=utf-8"),
        ("utf-8", "owl", "text/html; charset=owl"),
    ],
)
def test_a_page_that_lies_about_its_encoding_is_read(
    courier: Courier, encoding: str, declared: str, content_type: str
) -> None:
    """Its bytes say what they are; quotation marks and all words come out right."""
    quote = "“and nobody wound it on any of them.” He counted the nights in a ledger"
    put(courier.root, {CLAIM_PATH: claim(piece("courier-clock", "asserts", quote))})
    run(courier.root, "attest")
    courier.serve(html(page([*ARTICLE, *COMMENTS, *HEADLINES], encoding, declared), content_type))
    assert courier.reverify() == (0, f'unchanged: courier-clock: "{quote}"\n')


@pytest.mark.parametrize("announced", [True, False])
def test_a_hundred_megabytes_are_not_swallowed(courier: Courier, announced: bool) -> None:
    """An answer without end is cut off at the limit; one that announces its size isn't begun."""
    sent = 0

    def flood(write: Write, over: threading.Event) -> None:
        nonlocal sent
        length = f"Content-Length: {FLOOD}\r\n" if announced else ""
        write(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{length}\r\n<html><body><p>".encode())
        piece = b"The owls. " * 6_554
        while sent < FLOOD and not over.is_set():
            write(piece)
            sent += len(piece)

    courier.serve(flood)
    code, said = courier.reverify()
    assert code == 1
    assert said.startswith(f"unreadable: courier-clock: {courier.server.url()}: the ")
    assert said.endswith(" bytes allowed; check that the address is an article's\n")
    assert sent < FLOOD / 2


def test_robots_txt_is_obeyed(courier: Courier) -> None:
    """Unless a person says otherwise."""
    courier.server.routes["/robots.txt"] = reply(b"User-agent: *\nDisallow: /article")
    assert courier.reverify() == courier.unreadable(
        "the site's robots.txt asks programs not to read this page; save it in a browser and capture the file, or ask"
        " the publisher"
    )
    assert courier.reverify("--ignore-robots") == (0, f'unchanged: courier-clock: "{QUOTE}"\n')


def test_private_addresses_are_refused_unless_allowed(courier: Courier) -> None:
    """Nothing of this machine is asked, and the report says why."""
    courier.server.seen.clear()
    code, said = courier.reverify("--ignore-robots", private=False)
    assert (code, said) == courier.unreadable(
        "127.0.0.1 leads to 127.0.0.1, an address of this machine or a private network; only with"
        " --allow-private is such a one asked"
    )
    assert courier.server.seen == []


def test_one_document_may_be_named(courier: Courier) -> None:
    """Only that one is asked; one without an address has nothing to look at, and an unknown one is wrong use."""
    assert courier.reverify("--id", "courier-clock") == (0, f'unchanged: courier-clock: "{QUOTE}"\n')
    courier.server.seen.clear()
    assert courier.reverify("--id", "guild-letter") == (
        0,
        "No quotation of a captured document has an address to look at.\n",
    )
    assert courier.server.seen == []
    done = run(courier.root, "reverify", "--id", "heron-fine")
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (2, "Error: there is no claims/sources/heron-fine.yml")


# Known faults


def test_a_malformed_quotation_does_not_end_the_report(courier: Courier) -> None:
    """The other quotations are looked for all the same."""
    pieces = [piece("courier-clock", "context", "on any […] of them"), piece("courier-clock", "asserts", QUOTE)]
    put(courier.root, {CLAIM_PATH: claim(*pieces)})
    assert f'unchanged: courier-clock: "{QUOTE}"\n' in run(courier.root, "reverify", "--allow-private").stdout


def test_a_changed_neighbour_changes_no_quotation(courier: Courier) -> None:
    """The quoted words stand as they did; what is shown as new can't be the same words."""
    quote = "The clock will be carried by hand"
    put(courier.root, {CLAIM_PATH: claim(piece("courier-clock", "asserts", quote, suffix="the council’s clerk"))})
    run(courier.root, "attest")
    courier.serve(html(SAVED.replace("the council’s clerk".encode(), "our council’s clerk".encode())))
    assert courier.reverify()[1] != f'changed: courier-clock: "{quote}"; now: "… {quote}, …"\n'
