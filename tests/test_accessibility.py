"""axe-core has nothing against the pages; they serve a keyboard, 400 % zoom, no script, no motion, any colours."""

import itertools
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from conftest import kinds, put
from fixtures.dossier.browser import FLAGS, served
from playwright.sync_api import Browser, Page, expect

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => (await axe.run(document, { runOnly: tags })).violations
    .map((one) => [one.id, one.nodes.map((node) => node.html)])"""
STOP = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const framed = parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== "none";
    const there = box.width > 1 && box.height > 1 && style.visibility === "visible";
    return one === document.body ? null : { html: one.outerHTML.slice(0, 80), framed, there };
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter((one) => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
    return parseFloat(transitionDuration) || animationName !== "none" || scrollBehavior === "smooth";
}).map((one) => one.outerHTML.slice(0, 80))"""
CUT = """() => [...document.querySelectorAll("main *")].filter((one) => {
    const cuts = getComputedStyle(one).overflowX !== "visible" && !one.closest(".at-sr, .at-cell, select");
    return cuts && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1;
}).map((one) => one.outerHTML.slice(0, 80))"""
BROKEN = """() => {
    const range = document.createRange();
    return [...document.querySelectorAll("table a, td:first-child > code")].flatMap(({ firstChild: text }) =>
        [...(text.data ?? "").matchAll(/[\\p{L}.]+/gu)].filter((word) => {
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            return new Set([...range.getClientRects()].map((box) => box.top)).size > 1;
        }).map(([word]) => word));
}"""
PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 24, 31)"}
CLAIM = "claims/treaty-signing/"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The real publication, served on this machine."""
    with served(site) as root:
        yield root


def _paper(page: Page) -> str:
    paper: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return paper


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Browser, site: Path, address: str, width: int, scheme: str) -> None:
    """No page kind breaks WCAG 2.2 AA or axe's best practices."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page.set_default_timeout(300_000)
    for path in kinds(site):
        page.goto(f"{address}/{path}")
        page.evaluate(AXE)
        assert (path, page.evaluate(RUN, TAGS)) == (path, [])
    page.close()


def test_nothing_scrolls_sideways_at_400_percent(browser: Browser, site: Path, address: str) -> None:
    """A window of 1280 px magnified four times is 320 px wide (WCAG 1.4.10)."""
    page = browser.new_page(viewport={"width": 320, "height": 256})
    for path in kinds(site):
        page.goto(f"{address}/{path}")
        width = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
        assert (path, width) == (path, 320)
    page.close()


def test_nothing_scrolls_sideways_in_large_letters(browser: Browser, site: Path, address: str, tmp_path: Path) -> None:
    """A phone whose reader set the browser's letters twice as large keeps every page in its window (WCAG 1.4.4)."""
    large = {"webkit": {"webprefs": {"default_font_size": 32, "default_fixed_font_size": 26}}}
    put(tmp_path, {"Default/Preferences": json.dumps(large)})
    reader = browser.browser_type.launch_persistent_context(
        tmp_path, executable_path=shutil.which("chromium"), args=FLAGS, viewport={"width": 390, "height": 844}
    )
    page = reader.pages[0]
    for path in kinds(site):
        page.goto(f"{address}/{path}")
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") in ("32px", "40px")
        width = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
        assert (path, width) == (path, 390)
    reader.close()


def test_nothing_scrolls_sideways_where_only_letters_grow(browser: Browser, site: Path, address: str) -> None:
    """Letters twice as large in a window that stays as narrow, as phones zoom text, keep every page in it too."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    for path in [*kinds(site), "claims/half-of-contingent/", "claims/kurdish-region/"]:
        page.goto(f"{address}/{path}")
        width = page.evaluate("""() => {
            const { documentElement: root, body } = document;
            root.style.fontSize = `${2 * parseFloat(getComputedStyle(root).fontSize)}px`;
            return Math.max(root.scrollWidth, body.scrollWidth);
        }""")
        assert (path, width) == (path, 390)
    page.close()


@pytest.mark.parametrize("width", [320, 360, 390])
def test_a_phone_shows_every_column(browser: Browser, site: Path, address: str, width: int) -> None:
    """What scrolls inside a page is easily missed; nothing has to, and no word is taken apart for it."""
    page = browser.new_page(viewport={"width": width, "height": 740})
    for path in kinds(site):
        page.goto(f"{address}/{path}")
        assert (path, page.evaluate(CUT)) == (path, [])
        assert (path, page.evaluate(BROKEN)) == (path, [])
    page.close()


def test_the_statistics_are_whole_at_any_width(browser: Browser, address: str) -> None:
    """No verdict's column is out of sight."""
    page = browser.new_page()
    for width in (320, 385, 480, 770, 961, 1089, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(f"{address}/statistics/")
        assert (width, page.evaluate(CUT)) == (width, [])
    page.close()


def test_narrow_tables_say_what_each_number_is(browser: Browser, address: str) -> None:
    """Where there is no head above a column, each cell names it."""
    page = browser.new_page(viewport={"width": 320, "height": 740})
    said = """(row) => [...row.cells].filter((cell) => cell.checkVisibility()).map((cell) =>
        getComputedStyle(cell, "::before").content.replace("none", "").replaceAll('"', "") + cell.textContent)"""
    page.goto(f"{address}/statistics/")
    row = page.locator("#claimants + div tbody tr", has_text="Al Jazeera")
    assert row.evaluate(said) == ["Al Jazeera *", "Claims 2", "Mixed 1", "Incorrect 1"]
    page.goto(f"{address}/claims/uk-casualties/")
    figure = page.locator(".at-figures tbody tr").first
    words = ["1", "4,000", "As of: March 2025", "By: South Korea’s military", "Said in: upday"]
    assert [one.replace(" : ", ": ") for one in figure.evaluate(said)] == words
    page.close()


@pytest.mark.parametrize("width", [320, 390])
def test_every_section_is_in_sight(browser: Browser, address: str, width: int) -> None:
    """On a phone, without a script too, nothing of the masthead's and the footer's lists has to be scrolled to."""
    reader = browser.new_context(viewport={"width": width, "height": 740}, java_script_enabled=False)
    page = reader.new_page()
    page.goto(f"{address}/about/")
    names = page.locator(".at-sections a")
    assert names.all_inner_texts() == ["Home", "Claims", "Dossiers", "Sources", "How we work", "About", "Contribute"]
    for box in (name.bounding_box() for name in names.all()):
        assert box is not None
        assert 0 <= box["x"] < box["x"] + box["width"] <= width
    assert page.locator(".at-footer").get_by_role("link", name="About").get_attribute("href") == "./"
    reader.close()


@pytest.mark.parametrize("width", [320, 390])
def test_links_in_a_row_are_large_enough(browser: Browser, address: str, width: int) -> None:
    """What is done with a claim is easily hit: 24 px at least, and nothing over another (WCAG 2.5.8)."""
    page = browser.new_page(viewport={"width": width, "height": 740})
    page.goto(f"{address}/{CLAIM}")
    boxes = page.locator(".at-actions a").evaluate_all(
        "found => found.map((one) => one.getBoundingClientRect()).map((box) => [box.x, box.y, box.right, box.bottom])"
    )
    assert len(boxes) >= 5
    for x, y, right, bottom in boxes:
        assert min(right - x, bottom - y) >= 24
    pairs = itertools.combinations(boxes, 2)
    over = [(a, b) for a, b in pairs if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]
    assert over == []
    page.close()


def test_paper_shows_everything(browser: Browser, site: Path, address: str) -> None:
    """Nothing is cut off at a sheet's width; claim, verdict, evidence and full addresses are there, tools aren't."""
    page = browser.new_page(viewport={"width": 680, "height": 960}, color_scheme="dark")
    page.emulate_media(media="print")
    for path in kinds(site):
        page.goto(f"{address}/{path}")
        assert (path, page.evaluate(CUT)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth") == 680, path
    page.goto(f"{address}/{CLAIM}")
    for selector in ("h1", ".at-verdict-word", ".at-summary", ".at-evidence blockquote", "#analysis", ".at-sources"):
        expect(page.locator(selector).first).to_be_visible()
    for selector in (".at-sections", ".at-search", ".at-scheme", ".at-actions", ".at-stance a"):
        expect(page.locator(selector).first).to_be_hidden()
    foot, last = page.locator(".at-footer").bounding_box(), page.locator(".at-cite").bounding_box()
    assert foot is not None
    assert last is not None
    assert foot["y"] + foot["height"] <= last["y"] + last["height"]  # within its room, which no sheet's end parts
    link = page.locator(".at-sources a[href^=http]").first
    assert link.evaluate("one => getComputedStyle(one, '::after').content") == f'": {link.get_attribute("href")}"'
    assert _paper(page) == PAPER["light"]
    page.close()


def test_the_way_into_a_page_by_keyboard(browser: Browser, address: str) -> None:
    """Tab leads to the content first."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/{CLAIM}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip')")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}/{CLAIM}#claim")
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    ("path", "least"), [("", 20), (CLAIM, 40), ("dossiers/kursk/", 100), ("search/?q=treaty", 20), ("statistics/", 20)]
)
def test_every_stop_of_the_keyboard_is_seen(browser: Browser, address: str, path: str, least: int, width: int) -> None:
    """Tab leads through the page, each stop with a frame, none of them hidden."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{address}/{path}")
    if "?" in path:
        expect(page.locator(".at-seek-results .at-hit-title").first).to_be_visible(timeout=20_000)
    seen = 0
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        assert stop["there"], stop
        assert stop["framed"], stop
        seen += 1
    assert seen > least
    page.close()


def test_the_whole_journey_by_keyboard(browser: Browser, address: str) -> None:
    """From the front page by search, facet and result to the claim, its source, the original's address, and back."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/")
    page.keyboard.press("/")
    page.keyboard.type("treaty")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=treaty")
    expect(page.get_by_label("Verdict").locator("option", has_text="Mixed")).to_be_attached(timeout=20_000)
    _tab_to(page, "select[name=verdict]")
    page.keyboard.type("Mixed")
    page.wait_for_url("**/search/?q=treaty&verdict=Mixed")
    expect(page.locator(".at-seek-status")).to_have_text("1 result", timeout=20_000)
    _tab_to(page, ".at-hit a")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{CLAIM}*")
    _tab_to(page, ".at-evidence a[href*='/sources/']")
    page.keyboard.press("Enter")
    expect(page.locator("h1#document")).to_be_visible()
    _tab_to(page, "main a[href^=http]")
    page.go_back()
    expect(page.locator("h1#claim")).to_be_visible()
    page.go_back()
    expect(page.locator(".at-seek-status")).to_have_text("1 result", timeout=20_000)
    expect(page.get_by_label("Verdict")).to_have_value("Mixed")
    page.close()


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until this is where the keyboard is; the page has an end."""
    while True:
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        assert page.evaluate("document.activeElement !== document.body"), f"no stop at {selector}"


def test_light_and_dark_by_keyboard(browser: Browser, address: str) -> None:
    """The reader's choice holds from page to page; choosing the system's mode again follows the system."""
    reader = browser.new_context(color_scheme="light")
    page = reader.new_page()
    page.goto(f"{address}/{CLAIM}")
    button = page.get_by_role("button", name="Dark mode")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    assert _paper(page) == PAPER["dark"]
    page.goto(f"{address}/")
    assert _paper(page) == PAPER["dark"]
    page.get_by_role("button", name="Dark mode").press("Space")
    assert _paper(page) == PAPER["light"]
    page.emulate_media(color_scheme="dark")
    assert _paper(page) == PAPER["dark"]
    expect(page.get_by_role("button", name="Dark mode")).to_have_attribute("aria-pressed", "true")
    reader.close()


def test_a_quotation_is_checked_by_keyboard(browser: Browser, address: str) -> None:
    """The fold opens, the check runs, and what it found is announced."""
    page = browser.new_page()
    page.goto(f"{address}/{CLAIM}")
    page.locator("details.at-verify summary").first.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".verify-result[role=status]").first).to_contain_text("Verified")
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_a_script_the_system_chooses(browser: Browser, address: str, scheme: str) -> None:
    """Dark and light are the style's; what needs a script is not shown without one."""
    reader = browser.new_context(color_scheme=scheme, java_script_enabled=False)
    page = reader.new_page()
    page.goto(f"{address}/{CLAIM}")
    picture = page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
    assert picture == PAPER[scheme]
    assert page.locator("button:visible").evaluate_all("found => found.map((one) => one.type)") in ([], ["submit"])
    reader.close()


def test_nothing_moves_for_who_wants_no_motion(browser: Browser, site: Path, address: str) -> None:
    """No transition, no animation, no smooth scrolling."""
    page = browser.new_page(reduced_motion="reduce")
    for path in kinds(site):
        page.goto(f"{address}/{path}")
        assert (path, page.evaluate(MOVING)) == (path, [])
    page.close()


def test_the_reader_s_own_colours_keep_the_verdict(browser: Browser, address: str) -> None:
    """In forced colours the verdict stands in a frame, with its mark in the text's colour."""
    page = browser.new_page(forced_colors="active")
    page.goto(f"{address}/{CLAIM}")
    badge = page.locator(".at-verdict .at-badge")
    assert badge.evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"
    colours = badge.evaluate("one => [getComputedStyle(one).color, getComputedStyle(one, '::before').backgroundColor]")
    assert colours[0] == colours[1]
    page.close()
