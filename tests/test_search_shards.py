"""An archive in several sites of one host, each built on its own: one search over all of them."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import attested, build, copy_project, put
from fixtures.dossier.browser import served
from playwright.sync_api import Browser, Page, expect

expect.set_options(timeout=20_000)
YEARS = ("2014", "2015", "2016")
ALSO = [f"/{year}/" for year in YEARS]
NEWEST_FIRST = ["Gantry 3 of 2016", "Gantry 2 of 2016", "Gantry 1 of 2016", "Gantry 2 of 2015", "Gantry 1 of 2015"]
PUBLICATION = "claims/publication.yml"


def _gantry(year: str, number: int) -> str:
    """A claim in which an older gantry is named more often, so that the best match is the oldest one."""
    words = f"Gantry {number} of {year}" + " beside a gantry" * (2016 - int(year)) * 3
    return json.dumps(
        {
            "claim": f"{words} was painted.",
            "claimant": f"Painter of {year}",
            "claimed": f"{year}-0{number}-02",
            "appearances": ["gazette-harbour"],
            "verdict": "correct" if number == 1 else "unproven",
            "summary": "Too little was found.",
            "sources": [{"source": "harbour-office-log", "stance": "context", "note": "It says so."}],
            "single_source_reason": "Nothing else was found.",
            "one_sided_reason": "Nothing else was found.",
            "topics": ["ships"],
            "published": "2025-06-01",
        }
    )


def _host(folder: Path) -> Path:
    """A site a year; 2014 has Port Example's own claims and its dossier, the others gantrys alone."""
    for year, gantrys in zip(YEARS, (0, 2, 3), strict=True):
        root = folder / "projects" / year
        copy_project(root, {f"claims/{year}/gantry-{n + 1}.yml": _gantry(year, n + 1) for n in range(gantrys)})
        if gantrys:
            _keep_gantrys(root)
        settings = root / PUBLICATION
        said = settings.read_text("utf-8").replace("https://checks.example/", f"https://checks.example/{year}/")
        settings.write_text(f"{said}also_search: {json.dumps(ALSO)}\n", "utf-8")
        build(root, folder / "host" / year)
    return folder


def _keep_gantrys(root: Path) -> None:
    """Leave what gantrys need of a project: their claims and the documents they name."""
    for path in (root / "claims").rglob("*.*"):
        kept = path.name.startswith(("gantry-", "publication.", "gazette-harbour.", "harbour-office-log."))
        if path.is_file() and not kept:
            path.unlink()


@pytest.fixture(scope="session")
def shards(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The sites, below the folder `host`. Not to be changed."""
    return once("shards", _host) / "host"


@contextmanager
def _reader(browser: Browser, host: Path, *, fails: Sequence[str] = ()) -> Iterator[tuple[Page, str]]:
    """A reader's window and the host's address; nothing failed but what was asked for at these paths."""
    with served(host) as address:
        window = browser.new_page()
        failed: set[str] = set()
        hosts: set[str] = set()
        window.on("response", lambda one: failed.add(urlsplit(one.url).path) if one.status >= 400 else None)
        window.on("request", lambda one: hosts.add(urlsplit(one.url).netloc))
        window.on("pageerror", lambda error: failed.add(str(error)))
        yield window, address
        window.close()
        assert failed == set(fails)
        assert hosts == {urlsplit(address).netloc}


def _titles(window: Page) -> list[str]:
    titles = window.locator(".at-seek-results .at-hit-title").all_text_contents()
    return [title.partition(" was painted")[0].partition(" beside")[0] for title in titles]


def _without(host: Path, into: Path, *gone: str) -> Path:
    """The host without these of its files and folders."""
    for path in host.rglob("*"):
        name = path.relative_to(host).as_posix()
        if path.is_file() and not any(path.match(one) or name.startswith(one) for one in gone):
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            (into / name).symlink_to(path)
    return into


@pytest.mark.parametrize("year", YEARS)
def test_a_word_is_found_in_every_site(browser: Browser, shards: Path, year: str) -> None:
    """From each site, in order of dates, and each result leads to the page in its own site."""
    with _reader(browser, shards) as (window, address):
        window.goto(f"{address}/{year}/search/?q=gantry&sort=newest")
        status = window.locator(".at-seek-status")
        expect(status).to_have_text("5 results")
        assert _titles(window) == NEWEST_FIRST
        for number, name in enumerate(NEWEST_FIRST):
            window.locator(".at-seek-results h3 a").nth(number).click()
            expect(window.locator("h1")).to_contain_text(name)
            assert urlsplit(window.url).path == f"/{name[-4:]}/claims/gantry-{name[7]}/"
            window.go_back()
            expect(status).to_have_text("5 results")
        window.get_by_label("Order").select_option("oldest")
        expect(window.locator(".at-seek-results h3").first).to_contain_text("Gantry 1 of 2015")
        assert _titles(window) == NEWEST_FIRST[::-1]


def test_the_best_match_of_all_sites_comes_first(browser: Browser, shards: Path) -> None:
    """Without an order; the field in the masthead shows the same, and leads into the other site."""
    with _reader(browser, shards) as (window, address):
        window.goto(f"{address}/2016/search/?q=gantry")
        expect(window.locator(".at-seek-status")).to_have_text("5 results")
        best = _titles(window)
        assert {title[-4:] for title in best[:2]} == {"2015"}
        window.goto(f"{address}/2016/")
        window.get_by_role("searchbox").fill("gantry")
        expect(window.locator(".at-search [role=status]")).to_have_text("5 results")
        first = window.locator(".at-search .at-hit a").first
        expect(first).to_contain_text(best[0])
        first.click()
        expect(window.locator("h1")).to_contain_text(best[0])
        assert urlsplit(window.url).path.startswith("/2015/claims/")


def test_facets_narrow_down_all_sites(browser: Browser, shards: Path) -> None:
    """They count what all sites have; one that only some sites know leaves nothing of the others."""
    with _reader(browser, shards) as (window, address):
        window.goto(f"{address}/2016/search/?q=gantry&sort=newest")
        status = window.locator(".at-seek-status")
        verdict = window.get_by_label("Verdict")
        expect(verdict.locator("option[value=Correct]")).to_have_text("Correct (2)")
        expect(window.get_by_label("Claimant").locator("option")).to_have_text(
            ["Any", "Painter of 2015 (2)", "Painter of 2016 (3)"]
        )
        verdict.select_option("Correct")
        expect(status).to_have_text("2 results")
        assert _titles(window) == ["Gantry 1 of 2016", "Gantry 1 of 2015"]
        window.get_by_label("Claimant").select_option("Painter of 2015")
        expect(status).to_have_text("1 result")
        assert _titles(window) == ["Gantry 1 of 2015"]
        window.goto(f"{address}/2016/search/?kind=Dossier")
        expect(status).to_have_text("1 result")
        window.goto(f"{address}/2016/search/?dossier=The+harbour+in+2025")
        expect(status).to_contain_text("result")
        sites = window.locator(".at-seek-results h3 a").evaluate_all(
            "all => all.map((one) => one.pathname.split('/')[1])"
        )
        assert set(sites) == {"2014"}


def test_the_first_view_says_that_it_is_one_site_s(browser: Browser, shards: Path) -> None:
    """It is the page's own; what a search covers besides stands there."""
    with _reader(browser, shards) as (window, address):
        window.goto(f"{address}/2015/search/")
        said = "The newest fact-checks of this part. A search covers these too: /2014/, /2016/"
        expect(window.locator(".at-seek-status")).to_have_text(said)
        assert _titles(window) == ["Gantry 2 of 2015", "Gantry 1 of 2015"]


NOTICE = "Not searched, for it can’t be reached: /2016/"


@pytest.mark.parametrize(
    ("gone", "fails"),
    [
        ("2016/", "/2016/pagefind/pagefind-entry.json"),
        ("*.pf_meta", ""),
    ],
    ids=["all", "index"],
)
def test_a_site_that_is_not_there_is_named(
    browser: Browser, shards: Path, tmp_path: Path, gone: str, fails: str
) -> None:
    """The other sites' results stand, with what couldn't be asked, on the search page and below the field."""
    lost = [path.relative_to(shards).as_posix() for path in (shards / "2016").rglob("*.pf_meta")]
    host = _without(shards, tmp_path / "host", *([gone] if fails else lost))
    with _reader(browser, host, fails=[fails or f"/{lost[0]}"]) as (window, address):
        window.goto(f"{address}/2015/search/?q=gantry&sort=newest")
        expect(window.locator(".at-seek-status")).to_have_text(f"2 results · {NOTICE}")
        assert _titles(window) == ["Gantry 2 of 2015", "Gantry 1 of 2015"]
        window.get_by_label("Verdict").select_option("Correct")
        expect(window.locator(".at-seek-status")).to_have_text(f"1 result · {NOTICE}")
        window.goto(f"{address}/2015/about/")
        window.get_by_role("searchbox").fill("gantry")
        expect(window.locator(".at-search [role=status]")).to_have_text(f"2 results · {NOTICE}")


def test_a_result_that_is_gone_is_said(browser: Browser, shards: Path, tmp_path: Path) -> None:
    """A site that was published anew since its index was read takes nothing from the others."""
    (newest,) = (path.relative_to(shards).as_posix() for path in (shards / "2016").rglob("2016-03-02.*"))
    with _reader(browser, _without(shards, tmp_path / "host", newest), fails=[f"/{newest}"]) as (window, address):
        window.goto(f"{address}/2015/search/?q=gantry&sort=newest")
        expect(window.locator(".at-seek-status")).to_have_text("5 results")
        expect(window.locator(".at-seek-results > li").first).to_have_text("This result can’t be loaded.")
        assert _titles(window) == NEWEST_FIRST[1:]


def test_on_a_disk_the_other_sites_are_named(browser: Browser, shards: Path, tmp_path: Path) -> None:
    """No page may read another folder there."""
    home = build(shards.parent / "projects/2015", tmp_path / "site", env={"ATTESTED_OFFLINE": "1"}) / "index.html"
    window = browser.new_page()
    window.goto(home.as_uri())
    window.get_by_role("searchbox").fill("gantry")
    said = "2 results · Not searched, for it can’t be reached: /2014/, /2016/"
    expect(window.locator(".at-search [role=status]")).to_have_text(said)
    window.close()


FAULT = "has to be a path on the own host with a slash at both ends, such as /2015/; no other host is asked"


@pytest.mark.parametrize(
    "path",
    [
        "2015/",
        "/2015",
        "//other.example/",
        "https://other.example/2015/",
        "/../up/",
        "/./",
        "/a//b/",
        "/a b/",
        "/%2e%2e/",
    ],
)
def test_only_paths_on_the_own_host_are_taken(project: Path, path: str) -> None:
    """Anything else is refused where it stands."""
    settings = project / PUBLICATION
    said = settings.read_text("utf-8")
    put(project, {PUBLICATION: f"{said}also_search: ['/', '/archive/2014/', '{path}']\n"})
    result = attested("check", "--root", project)
    line = said.count("\n") + 1
    assert f"{PUBLICATION}:{line}:38: also_search[2]: '{path}' {FAULT} [bad-url]\n1 problem\n" in result.output
    assert result.exit_code == 1
