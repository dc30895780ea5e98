"""A reader finds a claim: by words, in any script, by facets, by an address that was sent; by keys, on a phone."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import axe_playwright_python
import pytest
from conftest import build, copy_project, elements, page, search_index, text
from fixtures.dossier.browser import served
from playwright.sync_api import Browser, Page, Route, expect

expect.set_options(timeout=20_000)
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => (await axe.run(document, { runOnly: tags })).violations
    .map((one) => [one.id, one.nodes.map((node) => node.html)])"""
POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; object-src 'none'"
MARK = "one => getComputedStyle(one, '::before').maskImage"
PHONE, DESK = 360, 1280
MANY = 55
HOSTILE = "<img src=x onerror=alert(1)> </mark><script>alert(2)</script> &lt;b&gt; zebra ___PAGEFIND_ANCHOR___h2:0:evil"
SCRIPTS = {
    "cyrillic": ("Паром перевёз вдвое больше пассажиров, чем годом раньше.", "перевёз"),
    "korean": ("항구의 등대는 백 년 전에 지어졌다.", "등대는"),
    "arabic": ("أغلقت السلطات المرفأ طوال شهر أيار.", "المرفأ"),
}


def _claim(claim: str, *, claimed: str = "2024-05-02", verdict: str = "unproven", note: str = "It says so.") -> str:
    return json.dumps(
        {
            "claim": claim,
            "claimant": "Example Gazette",
            "claimed": claimed,
            "appearances": ["gazette-harbour"],
            "verdict": verdict,
            "summary": "Too little was found.",
            "sources": [{"source": "harbour-office-log", "stance": "context", "note": note}],
            "single_source_reason": "Nothing else was found.",
            "one_sided_reason": "Nothing else was found.",
            "topics": ["ships"],
            "published": "2025-06-01",
        },
        ensure_ascii=False,
    )


def _made(folder: Path) -> Path:
    """Port Example's project with many claims, claims in other scripts and a hostile one."""
    files = {
        f"claims/many/crane-{n}.yml": _claim(f"Crane {n} was painted.", claimed=f"{2000 + n % 9}") for n in range(MANY)
    }
    files |= {f"claims/scripts/{name}.yml": _claim(claim) for name, (claim, _) in SCRIPTS.items()}
    files["claims/hostile/zebra.yml"] = _claim(HOSTILE, note=HOSTILE)
    return build(copy_project(folder, files), folder / "site")


@pytest.fixture(scope="session")
def archive(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The built site. Not to be changed."""
    return once("searched", _made) / "site"


@pytest.fixture(scope="module")
def address(archive: Path) -> Iterator[str]:
    """The site, served below a path of its own as many are."""
    with served(archive.parent) as root:
        yield f"{root}/{archive.name}/"


def _with_policy(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, headers={**answer.headers, "Content-Security-Policy": POLICY})


@contextmanager
def _reader(
    browser: Browser, address: str, width: int = DESK, scheme: str = "light", script: bool = True
) -> Iterator[Page]:
    """A reader's window under a strict policy; at the end nothing has failed and nobody else was asked."""
    dark = scheme == "dark"
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", java_script_enabled=script
    )
    said: list[str] = []
    hosts: set[str] = set()
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    context.route(lambda url: url.split("?")[0].endswith("/"), _with_policy)
    yield context.new_page()
    context.close()
    assert said == []
    assert hosts == {urlsplit(address).netloc}


def _hits(window: Page) -> list[str]:
    return window.locator(".at-seek-results .at-hit-title").all_text_contents()


def _query(window: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(window.url).query)


# The field in the masthead


def test_words_lead_to_the_passage_that_holds_them(browser: Browser, address: str) -> None:
    """The result shows verdict, claimant, date and passage, leads to the piece of evidence, and back leads back."""
    with _reader(browser, address) as window:
        window.goto(address)
        window.keyboard.press("/")
        window.keyboard.type("31 days")
        hit = window.locator(".at-search .at-hit", has_text="closed for all of May")
        expect(hit.locator(".at-badge")).to_have_text("Incorrect")
        assert hit.locator(".at-badge").evaluate(MARK).startswith('url("data:image/svg+xml,')
        expect(hit.locator(".at-hit-by")).to_have_text("Example Gazette · 12 May 2025")
        expect(hit.locator("q")).to_have_text("arrivals on each of the 31 days")
        expect(hit.locator("q mark")).to_have_text(["31", "days"])
        expect(window.locator(".at-search [role=status]")).to_have_text("1 result")
        hit.locator("a").click()
        expect(window.locator("#evidence-2:target")).to_contain_text("arrivals on each of the 31 days")
        assert urlsplit(window.url).path == urlsplit(address).path + "claims/harbour-closed/"
        window.locator("#evidence-2 a[href*='sources/']").first.click()
        expect(window.locator("h1#document")).to_be_visible()
        window.go_back()
        window.go_back()
        expect(window.locator("h1#home")).to_be_visible()


def test_the_field_is_worked_by_keys_alone(browser: Browser, address: str) -> None:
    """A key leads to the field, arrows through the results, Escape back, Enter to the result or to all of them."""
    with _reader(browser, address) as window:
        window.goto(f"{address}about/")
        window.keyboard.press("/")
        expect(window.get_by_role("searchbox")).to_be_focused()
        expect(window.get_by_role("searchbox")).to_have_value("")
        window.keyboard.type("crane")
        expect(window.locator(".at-search [role=status]")).to_have_text(f"{MANY} results")
        window.keyboard.press("ArrowDown")
        window.keyboard.press("ArrowDown")
        expect(window.locator(".at-search .at-hit a").nth(1)).to_be_focused()
        window.keyboard.press("Escape")
        expect(window.get_by_role("searchbox")).to_be_focused()
        expect(window.locator(".at-search-panel")).to_be_hidden()
        window.keyboard.press("Enter")
        expect(window.locator(".at-seek-status")).to_have_text(f"{MANY} results")
        assert _query(window) == {"q": ["crane"]}


def test_no_letter_is_a_key_of_its_own(browser: Browser, address: str) -> None:
    """Who speaks to a computer types letters unawares; and where no field is in sight, / leads nowhere either."""
    for width, keys in ((DESK, "sf"), (PHONE, "sf/")):
        with _reader(browser, address, width) as window:
            window.goto(f"{address}about/")
            for key in keys:
                window.keyboard.press(key)
            assert window.evaluate("document.activeElement.tagName") == "BODY"
            assert window.url == f"{address}about/"


@pytest.mark.parametrize(("claim", "word"), SCRIPTS.values(), ids=SCRIPTS)
def test_every_script_is_found_by_its_own_words(browser: Browser, address: str, claim: str, word: str) -> None:
    """From an English page too."""
    with _reader(browser, address) as window:
        window.goto(address)
        window.get_by_role("searchbox").fill(word)
        expect(window.locator(".at-search .at-hit-title").first).to_have_text(claim)
        expect(window.locator(".at-search .at-hit-title mark").first).to_have_text(word)


def test_hostile_words_stay_words(browser: Browser, address: str) -> None:
    """A result shows them as they were written, and nothing of them runs or becomes an element."""
    with _reader(browser, address) as window:
        window.goto(f"{address}search/?q=zebra")
        expect(window.locator(".at-seek-results h3")).to_have_text([HOSTILE])
        expect(window.locator(".at-seek-results .at-hit-passage")).to_have_text([HOSTILE])
        assert window.locator(".at-seek-results :is(img, script, b)").count() == 0


# The search page


def test_facets_narrow_down_and_count(browser: Browser, address: str) -> None:
    """Each facet says how many results its values have; the choice stands in the address, and back undoes it."""
    with _reader(browser, address) as window:
        window.goto(f"{address}search/")
        verdict = window.get_by_label("Verdict")
        expect(verdict.locator("option", has_text="Unproven")).to_have_text(f"Unproven ({MANY + len(SCRIPTS) + 2})")
        verdict.select_option("Incorrect")
        expect(window.locator(".at-seek-status")).to_have_text("1 result")
        assert _hits(window) == ["The harbour of Port Example was closed for all of May 2025."]
        assert _query(window) == {"verdict": ["Incorrect"]}
        expect(window.get_by_label("Year").locator("option")).to_have_text(["Any", "2025 (1)"])
        verdict.select_option("")
        window.get_by_label("Year").select_option("2003")
        window.get_by_label("Words").fill("painted")
        window.wait_for_url("**/search/?q=painted&year=2003")
        expect(window.locator(".at-seek-status")).to_have_text("6 results")
        window.go_back()
        window.go_back()
        expect(window.locator(".at-seek-status")).to_have_text("1 result")
        expect(verdict).to_have_value("Incorrect")
        window.get_by_role("button", name="Clear").click()
        expect(window.locator(".at-seek-status")).not_to_have_text("1 result")
        assert _query(window) == {}


def test_the_page_is_whole_before_anything_is_sought(browser: Browser, address: str) -> None:
    """The newest claims and every facet with its counts stand on it; the search itself is loaded for who begins."""
    with _reader(browser, address) as window:
        asked: list[str] = []
        window.on("request", lambda request: asked.append(request.url))
        window.goto(f"{address}search/")
        expect(window.locator(".at-seek-results > li")).to_have_count(20)
        first = window.get_by_label("Claimant").locator("option").all_text_contents()
        assert [url for url in asked if "pagefind" in url] == []
        window.get_by_label("Words").focus()
        window.get_by_role("button", name="Search").click()
        expect(window.locator(".at-seek-status")).to_contain_text("results")
        expect(window.get_by_label("Claimant").locator("option")).to_have_text(first)


def test_a_result_is_not_another_site(browser: Browser, address: str) -> None:
    """Only what leads away from this site is marked as another one."""
    mark = "one => getComputedStyle(one, '::after').content"
    with _reader(browser, address) as window:
        window.goto(f"{address}search/?q=closed")
        found = window.locator(".at-seek-results .at-hit a")
        expect(found.first).to_be_visible()
        assert set(found.evaluate_all(f"found => found.map({mark})")) == {"none"}
        window.goto(f"{address}claims/harbour-closed/")
        assert window.locator(".at-sources a[href^=http]").first.evaluate(mark) == '" ↗" / " (another site)"'


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("q=crane&year=2004&sort=newest", "Crane"),
        ("kind=Source+document&publisher=Example+Gazette", "Harbour closed"),
        ("claimant=Example+Gazette&topic=Ships&sort=oldest", "Crane"),
        ("kind=Dossier", "harbour"),
    ],
)
def test_an_address_brings_the_same_results(browser: Browser, address: str, query: str, first: str) -> None:
    """What somebody sends is what the other one sees, before a script, a facet or an order is touched."""
    with _reader(browser, address) as window:
        window.goto(f"{address}search/?{query}")
        hit = window.locator(".at-seek-results .at-hit-title").first
        expect(hit).to_contain_text(first)
        found = window.locator(".at-seek-status").text_content()
        window.reload()
        expect(hit).to_contain_text(first)
        expect(window.locator(".at-seek-status")).to_have_text(found or "")
        assert urlsplit(window.url).query == query


def test_the_order_is_the_date_s(browser: Browser, address: str) -> None:
    """Newest or oldest first; what has no date comes last, or first."""
    with _reader(browser, address) as window:
        for sort, reverse in (("newest", True), ("oldest", False)):
            window.goto(f"{address}search/?q=crane&sort={sort}")
            shown = _years(window)
            assert shown == sorted(shown, reverse=reverse)


def _years(window: Page) -> list[str]:
    """The years of the first results."""
    years = window.locator(".at-seek-results .at-hit-by")
    expect(years).to_have_count(20)
    return [said.rpartition(" ")[2] for said in years.all_text_contents()]


def test_of_what_fits_equally_the_newest_stands_first(browser: Browser, address: str) -> None:
    """Claims that say the same about many cranes are told apart by their dates."""
    with _reader(browser, address) as window:
        window.goto(f"{address}search/?q=painted")
        shown = _years(window)
        assert shown == sorted(shown, reverse=True)


def test_a_dossier_shows_no_date(browser: Browser, address: str) -> None:
    """It has none of its own; the one it is sorted by is when its newest claim was made."""
    with _reader(browser, address) as window:
        window.goto(f"{address}search/?kind=Dossier")
        expect(window.locator(".at-seek-results .at-hit-facts")).to_have_text(["Dossier"])


def test_more_results_follow_by_keyboard(browser: Browser, address: str) -> None:
    """Twenty at a time; the focus goes to the first new one."""
    with _reader(browser, address, PHONE) as window:
        window.goto(f"{address}search/?q=crane")
        more = window.get_by_role("button", name="Show more")
        more.press("Enter")
        expect(window.locator(".at-seek-results > li")).to_have_count(40)
        expect(window.locator(".at-seek-results > li").nth(20).locator("h3 a")).to_be_focused()
        more.press("Enter")
        expect(more).to_be_hidden()
        assert window.evaluate("document.documentElement.scrollWidth") == PHONE


@pytest.mark.parametrize("words", ["unicorn", "covid", "unicorn Kursk", "a" * 150, "6,001", "60,000", "missiles"])
def test_a_word_that_is_nowhere_is_not_found(browser: Browser, site: Path, words: str) -> None:
    """Pagefind takes letters off until something fits: of “unicorn” it finds “Un”, of “missiles” what is missing."""
    with served(site) as root, _reader(browser, f"{root}/") as window:
        window.goto(f"{root}/search/?{urlencode({'q': words})}")
        expect(window.get_by_role("status")).to_contain_text("Nothing found")
        expect(window.locator(".at-seek-results > li")).to_have_count(0)
        window.goto(f"{root}/")
        window.locator(".at-search input").fill(words)
        expect(window.get_by_role("status")).to_contain_text("Nothing found for")


@pytest.mark.parametrize("words", ["dying", "militarily", "ratification", "poland"])
def test_a_word_is_found_by_its_other_forms(browser: Browser, site: Path, words: str) -> None:
    """What a word becomes in another sentence is the same word."""
    with served(site) as root, _reader(browser, f"{root}/") as window:
        window.goto(f"{root}/search/?q={words}")
        expect(window.get_by_role("status")).to_contain_text("result")


MOST = "No page has all of these words; these have most of them."


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Is it true that 6,000 North Korean soldiers died?", "uk-casualties"),
        ("North Korea is believed to have sent about 15,000 men to support Putin’s army in Kursk.", "troop-numbers"),
        ("300 dead soldiers unicorn", "dead-300"),
    ],
    ids=["question", "other words", "one word too many"],
)
def test_where_no_page_has_all_words_those_with_most_of_them_are_shown(
    browser: Browser, site: Path, words: str, first: str
) -> None:
    """Best first, said plainly, on the search page and below the field; frequent words alone bring nothing."""
    with served(site) as root, _reader(browser, f"{root}/") as window:
        window.goto(f"{root}/search/?{urlencode({'q': words})}")
        expect(window.get_by_role("status")).to_have_text(MOST)
        hits = window.locator(".at-seek-results h3 a")
        assert (hits.first.get_attribute("href") or "").endswith(f"/claims/{first}/")
        expect(window.locator(".at-seek-results > li").first.locator("mark").first).to_be_visible()
        assert hits.count() <= 20
        window.goto(f"{root}/")
        window.locator(".at-search input").fill(words)
        expect(window.get_by_role("status")).to_have_text(MOST)
        expect(window.locator(f".at-search li:first-child a[href*='/claims/{first}/']")).to_be_visible()
        window.goto(f"{root}/search/?{urlencode({'q': 'the unicorns of the moon'})}")
        expect(window.get_by_role("status")).to_contain_text("Nothing found")


def test_filters_count_what_has_most_words(browser: Browser, site: Path) -> None:
    """They narrow those down as they do others."""
    with served(site) as root, _reader(browser, f"{root}/") as window:
        window.goto(f"{root}/search/?q=300+dead+soldiers+unicorn")
        kind = window.get_by_label("Kind")
        expect(kind.locator("option", has_text="Fact-check")).to_have_text("Fact-check (1)")
        kind.select_option("Fact-check")
        expect(window.locator(".at-seek-results > li")).to_have_count(1)
        expect(window.get_by_role("status")).to_have_text(MOST)


@pytest.mark.parametrize(
    ("words", "meant"),
    [("casualites", "casualties"), ("sodiers", "soldiers"), ("6,000 sodiers", "6,000 soldiers")],
)
def test_a_slip_of_the_pen_is_seen(browser: Browser, site: Path, words: str, meant: str) -> None:
    """The word that was probably meant leads to its results."""
    with served(site) as root, _reader(browser, f"{root}/") as window:
        window.goto(f"{root}/")
        window.locator(".at-search input").fill(words)
        expect(window.get_by_role("status")).to_have_text(f"Nothing found for “{words}” Did you mean “{meant}”?")
        window.goto(f"{root}/search/?{urlencode({'q': words})}")
        said = f"Nothing found. Try fewer or other words, or take a filter away. Did you mean “{meant}”?"
        expect(window.get_by_role("status")).to_have_text(said)
        window.get_by_role("link", name="Did you mean").click()
        expect(window.get_by_label("Words")).to_have_value(meant)
        expect(window.get_by_role("status")).to_contain_text("result")


def test_a_name_is_found_with_a_hyphen_and_without(browser: Browser, site: Path) -> None:
    """Whichever way a page or a reader writes it; within quotation marks it is as it stands."""
    with served(site) as root, _reader(browser, f"{root}/") as window:
        found = []
        for words in ("Kim Jong Un", "Kim Jong-un", '"Kim Jong-un"'):
            window.goto(f"{root}/search/?{urlencode({'q': words})}")
            expect(window.get_by_role("status")).to_contain_text("result")
            found.append(_hits(window))
        assert found[0] == found[1]
        assert len(found[0]) > len(found[2]) > 0


@pytest.mark.parametrize(
    ("word", "claim", "excerpt"),
    [
        ("Zelenskyy", "captured-soldiers", "Zelenskyy"),
        ("casualties", "dead-300", "Casualties"),
        ("Unproven", "army-size", None),
    ],
    ids=["origin", "topic", "verdict"],
)
def test_what_a_claim_s_page_names_is_found(
    browser: Browser, site: Path, word: str, claim: str, excerpt: str | None
) -> None:
    """Where its evidence goes back to, its topics, its verdict, which no excerpt has to say."""
    with served(site) as root, _reader(browser, f"{root}/") as window:
        window.goto(f"{root}/search/?q={word}")
        hit = window.locator(f".at-seek-results > li:has(h3 a[href$='claims/{claim}/'])")
        expect(hit).to_be_visible()
        expect(hit.locator(".at-hit-passage mark")).to_have_text([excerpt] if excerpt else [])
        expect(hit.locator(".at-hit-passage")).not_to_have_text(word)


TROOPS = "North Korea is believed to have sent around 15,000 troops to support Russia’s army in the Kursk region."


@pytest.mark.parametrize(
    ("words", "claim"),
    [("6,000", "uk-casualties"), ("Russia-Ukraine", "uk-casualties"), (TROOPS, "troop-numbers")],
    ids=["number", "compound", "whole claim"],
)
def test_a_text_is_found_as_it_stands(browser: Browser, site: Path, words: str, claim: str) -> None:
    """With the marks inside its words, in the field and on the search page; so a pasted claim leads to its page."""
    with served(site) as root, _reader(browser, f"{root}/") as window:
        window.goto(f"{root}/search/?{urlencode({'q': words})}")
        expect(window.locator(f".at-seek-results h3 a[href$='claims/{claim}/']")).to_be_visible()
        window.goto(f"{root}/")
        window.locator(".at-search input").fill(words)
        expect(window.locator(f".at-search .at-hit a[href*='claims/{claim}/']")).to_be_visible()


def test_nothing_found_is_said(browser: Browser, address: str) -> None:
    """In words, in the region that a screen reader reads out."""
    with _reader(browser, address) as window:
        window.goto(f"{address}search/?q=unheardof")
        expect(window.get_by_role("status")).to_contain_text("Nothing found")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_axe_finds_nothing_with_results_open(browser: Browser, address: str, width: int, scheme: str) -> None:
    """Neither on the search page nor below the field in the masthead."""
    with _reader(browser, address, width, scheme) as window:
        window.goto(f"{address}search/?q=harbour")
        expect(window.locator(".at-seek-results .at-badge").first).to_be_visible()
        expect(window.get_by_label("Year").locator("option").nth(1)).to_be_attached()
        window.evaluate(AXE)
        assert window.evaluate(RUN, TAGS) == []
        if width == DESK:
            window.goto(address)
            window.get_by_role("searchbox").fill("harbour")
            expect(window.locator(".at-search .at-hit").first).to_be_visible()
            window.evaluate(AXE)
            assert window.evaluate(RUN, TAGS) == []


# On a phone


def test_on_a_phone_the_results_come_before_the_filters(browser: Browser, address: str) -> None:
    """The count stands below the field, filters are closed but where one is chosen; a desk shows them all."""
    with _reader(browser, address, PHONE) as window:
        window.goto(f"{address}search/?q=crane")
        expect(window.locator(".at-seek-status")).to_have_text(f"{MANY} results")
        expect(window.get_by_label("Verdict")).to_be_hidden()
        places = [window.locator(one).bounding_box() for one in (".at-seek-words", ".at-seek-status", "summary")]
        tops = [place["y"] for place in places if place]
        assert len(tops) == len(places)
        assert tops == sorted(tops)
        window.get_by_text("Filters", exact=True).click()
        window.get_by_label("Year").select_option("2003")
        expect(window.locator(".at-seek-status")).to_have_text("6 results")
        window.reload()
        expect(window.get_by_label("Year")).to_be_visible()
        window.set_viewport_size({"width": DESK, "height": 900})
        window.goto(f"{address}search/?q=crane")
        expect(window.get_by_label("Verdict")).to_be_visible()
        expect(window.get_by_text("Filters", exact=True)).to_be_hidden()


def test_the_button_of_a_phone_leads_into_the_field(browser: Browser, address: str) -> None:
    """Whoever pressed it wants to type."""
    with _reader(browser, address, PHONE) as window:
        window.goto(address)
        window.get_by_role("button", name="Search").click()
        expect(window.get_by_role("searchbox")).to_be_focused()
        window.goto(f"{address}search/")
        expect(window.locator(".at-seek-results > li")).to_have_count(20)
        assert window.evaluate("document.activeElement.tagName") == "BODY"


# Without a script


def test_without_a_script_the_search_leads_to_the_lists(browser: Browser, address: str) -> None:
    """The button leads to the search page, which names every list; no form is there that would do nothing."""
    with _reader(browser, address, PHONE, script=False) as window:
        window.goto(address)
        window.get_by_role("button", name="Search").click()
        expect(window.locator("main form:visible")).to_have_count(0)
        window.locator(".at-seek-without a", has_text="year").click()
        window.locator(".at-directory a", has_text="2003").click()
        expect(window.locator(".at-card")).to_have_count(6)
        window.goto(f"{address}claims/")
        expect(window.locator("main form:visible")).to_have_count(0)
        window.locator(".at-pager a", has_text="2").click()
        assert urlsplit(window.url).path.endswith("/claims/page/2/")
        expect(window.locator(".at-card")).to_have_count(MANY + len(SCRIPTS) + 1 + 3 - 50)


def test_no_page_lists_all_claims(archive: Path) -> None:
    """Fifty at most."""
    for path in archive.rglob("index.html"):
        tree = page(archive, path.parent.relative_to(archive).as_posix())
        cards = [one for one in elements(tree) if one.get("class") == "at-card"]
        assert len(cards) <= 50, path


def test_the_index_of_claims_leads_to_the_search_page(browser: Browser, address: str) -> None:
    """With a script it can be filtered: the same claims, on the search page."""
    with _reader(browser, address) as window:
        window.goto(f"{address}claims/")
        form = window.get_by_role("search", name="Claims")
        form.get_by_label("Verdict").select_option("Incorrect")
        form.get_by_role("button").click()
        expect(window.locator(".at-seek-status")).to_have_text("1 result")
        assert _query(window)["kind"] == ["Fact-check"]


def test_withdrawn_claims_and_the_theme_s_index_are_not_there(archive: Path) -> None:
    """One search only, over what the lists hold."""
    assert not list(archive.rglob("search_index.json"))
    assert {url.split("/")[0] for url in search_index(archive)} == {"claims", "sources", "dossiers"}
    assert text(page(archive, "search")) != ""


def test_a_site_on_a_disk_is_searched_too(browser: Browser, tmp_path: Path) -> None:
    """Built by `make offline`: the field, the search page with facets and order, and the way to the passage."""
    project = copy_project(tmp_path / "project", {"claims/hostile/zebra.yml": _claim(HOSTILE, note=HOSTILE)})
    home = build(project, tmp_path / "site", env={"ATTESTED_OFFLINE": "1"}) / "index.html"
    window = browser.new_page()
    window.goto(home.as_uri())
    window.get_by_role("searchbox").fill("31 days")
    hit = window.locator(".at-search .at-hit")
    expect(hit).to_have_count(1)
    assert hit.locator(".at-badge").evaluate(MARK).startswith('url("data:image/svg+xml,')
    expect(hit.locator("q mark")).to_have_text(["31", "days"])
    hit.locator("a").click()
    expect(window.locator("#evidence-2:target")).to_be_visible()
    window.get_by_role("searchbox").fill("zebra")
    window.keyboard.press("Enter")
    expect(window.locator(".at-seek-results h3")).to_have_text([HOSTILE])
    window.get_by_label("Words").fill("zebra nowhere-near")
    expect(window.locator(".at-seek-status")).to_contain_text("Nothing found")
    window.get_by_label("Words").fill("HARBOUR-LOG of vessels")
    expect(window.locator(".at-seek-status")).to_have_text(MOST)
    window.get_by_label("Words").fill("")
    window.get_by_label("Order").select_option("oldest")
    window.get_by_label("Verdict").select_option("Incorrect (1)")
    expect(window.locator(".at-seek-status")).to_have_text("1 result")
    window.close()
