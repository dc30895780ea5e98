"""A reader's browser: search, read, follow, go back, on a phone and on a desk; nothing fails, nobody else is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fixtures.dossier.browser import served
from playwright.sync_api import Browser, BrowserContext, Page, expect

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
expect.set_options(timeout=20_000)
PAGES = ["", "claims/", "claims/uk-casualties/", "sources/aljazeera-kursk-recovery/", "dossiers/kursk/", "search/"]


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The real publication, served on this machine."""
    with served(site) as base:
        yield f"{base}/"


class Seen:
    """What went on behind a page: messages, errors, and every address asked for."""

    def __init__(self, context: BrowserContext) -> None:
        """Listen to every page of the context."""
        self.said: list[str] = []
        self.asked: list[str] = []
        context.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        context.on("weberror", lambda error: self.said.append(f"page: {error.error}"))
        context.on("requestfailed", lambda request: self._failed(request.url, request.failure))
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("response", lambda response: self._answered(response.url, response.status))

    def _failed(self, url: str, failure: str | None) -> None:
        if failure != "net::ERR_ABORTED":  # what was still loading when the reader went on
            self.said.append(f"{url}: {failure}")

    def _answered(self, url: str, status: int) -> None:
        if status >= 400:
            self.said.append(f"{url}: {status}")

    def hosts(self) -> set[str]:
        """Every host asked, and every scheme used beside http."""
        return {
            parts.netloc or parts.scheme
            for url in self.asked
            if (parts := urlsplit(url)).scheme not in ("data", "blob")
        }


@contextmanager
def _reader(browser: Browser, size: dict[str, int], *, javascript: bool = True) -> Iterator[tuple[Page, Seen]]:
    """A reader's fresh window."""
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        java_script_enabled=javascript,
        reduced_motion="reduce",
    )
    seen = Seen(context)
    yield context.new_page(), seen
    context.close()


def _width(page: Page) -> int:
    """How wide the page is that a reader can scroll."""
    width: int = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
    return width


@SIZES
def test_a_reader_searches_reads_follows_and_returns(browser: Browser, address: str, size: dict[str, int]) -> None:
    """Home, search, a claim from the results, its source page, and back; all from this site, without an error."""
    with _reader(browser, size) as (page, seen):
        page.goto(address)
        if size is PHONE:
            page.get_by_role("button", name="Search").click()
        page.get_by_role("searchbox").press_sequentially("casualties")
        result = page.locator(".at-hit a[href*='/claims/uk-casualties/']").first
        expect(result).to_be_visible()
        result.click()

        expect(page.locator("h1")).to_have_text(
            "More than 6,000 North Korean soldiers have died in the Russia-Ukraine war, according to British Defence "
            "Intelligence."
        )
        assert urlsplit(page.url).path == "/claims/uk-casualties/"
        expect(page.locator(".at-verdict-word")).to_have_text("Incorrect")

        page.locator(".at-sources a[href='../../sources/koreadaily-uk-casualties/']").first.click()
        expect(page.locator("h1#document")).to_be_visible()
        assert urlsplit(page.url).path == "/sources/koreadaily-uk-casualties/"
        page.locator("a[href*='claims/uk-casualties/']").first.click()
        expect(page.locator("h1#claim")).to_be_visible()
        assert urlsplit(page.url).path == "/claims/uk-casualties/"
        page.go_back()
        expect(page.locator("h1#document")).to_be_visible()
        page.go_back()
        expect(page.locator("h1#claim")).to_be_visible()

        assert seen.said == []
        assert seen.hosts() == {urlsplit(address).netloc}


@SIZES
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_window(browser: Browser, address: str, size: dict[str, int], path: str) -> None:
    """No page scrolls sideways, nothing fails behind it, and it asks nobody else."""
    with _reader(browser, size) as (page, seen):
        page.goto(address + path)
        assert _width(page) == size["width"]
        assert seen.said == []
        assert seen.hosts() == {urlsplit(address).netloc}


def test_a_page_can_be_read_without_javascript(browser: Browser, address: str) -> None:
    """Claim, verdict, evidence and the way to its sources are there without a script."""
    with _reader(browser, PHONE, javascript=False) as (page, seen):
        page.goto(address)
        page.locator(".at-card-claim a[href*='claims/']").first.click()
        expect(page.locator("h1#claim")).to_be_visible()
        page.goto(f"{address}claims/uk-casualties/")
        for selector in ("h1#claim", ".at-verdict-word", ".at-summary", "blockquote", "#analysis", ".at-sources li a"):
            expect(page.locator(selector).first).to_be_visible()
        page.locator(".at-sources li a[href*='/sources/']").first.click()
        expect(page.locator("h1#document")).to_be_visible()
        assert seen.said == []


def test_the_site_can_be_read_from_a_disk(browser: Browser, site: Path) -> None:
    """Opened as a file, the home page leads to a claim's page, and that to its source's page."""
    with _reader(browser, DESK) as (page, seen):
        page.goto((site / "index.html").as_uri())
        page.locator(".at-card-claim a[href*='claims/']").first.click()
        expect(page.locator("h1#claim")).to_be_visible()
        assert page.url.endswith("/index.html")
        page.locator(".at-sources li a[href*='/sources/']").first.click()
        expect(page.locator("h1#document")).to_be_visible()
        assert seen.hosts() == {"file"}
