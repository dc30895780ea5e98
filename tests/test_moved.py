"""A file that was renamed: its old addresses lead to the new ones, for every reader and every host."""

import json
from pathlib import Path
from urllib.parse import urljoin

import pytest
from conftest import build, one, page, put, text
from fixtures import hosts
from fixtures.dossier.browser import served
from playwright.sync_api import Browser

CLAIM = "claims/harbour/harbour-closed.yml"
RENAMED = {
    CLAIM: "harbour-shut",
    "claims/sources/harbour-office-log.yml": "the-log",
    "claims/dossiers/harbour.yml": "port",
}


@pytest.fixture
def site(project: Path) -> Path:
    """A site with one claim, one document and one dossier that had other ids before."""
    for name, old in RENAMED.items():
        put(project, {name: (project / name).read_text("utf-8") + f"former_ids: [{old}]\n"})
    return build(project, project / "site")


MOVED = {
    "claims/harbour-shut/": "claims/harbour-closed/",
    "embed/harbour-shut/": "embed/harbour-closed/",
    "sources/the-log/": "sources/harbour-office-log/",
    "dossiers/port/": "dossiers/harbour/",
}


@pytest.mark.parametrize(("before", "after"), MOVED.items())
def test_an_old_address_leads_on(site: Path, before: str, after: str) -> None:
    """By itself and by a link, without a script; search engines are told where the page is."""
    tree = page(site, before)
    refresh = one(tree, ".//meta[@http-equiv='refresh']").get("content", "")
    assert urljoin(f"/{before}", refresh.removeprefix("0; url=")) == f"/{after}"
    assert urljoin(f"/{before}", one(tree, ".//main//a").get("href", "")) == f"/{after}"
    assert one(tree, ".//link[@rel='canonical']").get("href") == f"https://checks.example/{after}"
    assert one(tree, ".//meta[@name='robots']").get("content") == "noindex"
    assert tree.findall(".//script") == []
    assert before not in (site / "sitemap.xml").read_text("utf-8")


def test_hosts_get_a_list(site: Path, example: Path) -> None:
    """Both forms of each page's address, records and pictures; no list where nothing moved."""
    lines = (site / "_redirects").read_text("utf-8").splitlines()
    assert "/claims/harbour-shut /claims/harbour-closed/ 301" in lines
    assert "/claims/harbour-shut/ /claims/harbour-closed/ 301" in lines
    assert "/api/v1/claims/harbour-shut.json /api/v1/claims/harbour-closed.json 301" in lines
    assert "/cards/harbour-shut.png /cards/harbour-closed.png 301" in lines
    assert "/api/v1/dossiers/port.json /api/v1/dossiers/harbour.json 301" in lines
    assert "/claims/harbour-shut/harbour-shut.bib /claims/harbour-closed/harbour-closed.bib 301" in lines
    assert "/dossiers/port/feed.xml /dossiers/harbour/feed.xml 301" in lines
    assert len(lines) == 2 * len(MOVED) + 7
    for line in lines:
        target = site / line.split()[1].strip("/")
        assert target.exists(), line
    assert not (example / "site/_redirects").exists()


def test_a_reader_arrives(site: Path, browser: Browser) -> None:
    """From a bookmark to the claim."""
    with served(site) as address:
        window = browser.new_page()
        window.goto(f"{address}/claims/harbour-shut/")
        window.wait_for_url(f"{address}/claims/harbour-closed/")
        assert "closed" in window.locator("h1").inner_text()
        window.close()


def test_feeds_know_an_entry_by_its_first_address(site: Path) -> None:
    """Who has read it isn't shown it again; the link is the new one."""
    items = json.loads((site / "feed.json").read_text("utf-8"))["items"]
    found = {item["id"]: item["url"] for item in items}
    assert found["https://checks.example/claims/harbour-shut/"] == "https://checks.example/claims/harbour-closed/"


def test_a_title_stays_text(project: Path) -> None:
    """On the page that leads on as on every other."""
    path = project / CLAIM
    hostile = "</title><script>alert(1)</script> of Port Example"
    changed = path.read_text("utf-8").replace("The harbour of Port Example", hostile, 1)
    put(project, {CLAIM: changed + "former_ids: [harbour-shut]\n"})
    tree = page(build(project, project / "site"), "claims/harbour-shut")
    assert tree.findall(".//script") == []
    assert text(one(tree, ".//h1")).startswith(hostile)


def test_hosts_get_rules_with_the_site_s_own_path(project: Path) -> None:
    """They read redirects and headers at the root of the host, below which the site has a path."""
    settings = "claims/publication.yml"
    said = (project / settings).read_text("utf-8").replace("https://checks.example/", "https://x.example/a/checks/")
    put(project, {settings: said, CLAIM: (project / CLAIM).read_text("utf-8") + "former_ids: [harbour-shut]\n"})
    site = build(project, project / "site")
    redirects = (site / "_redirects").read_text("utf-8").splitlines()
    assert redirects[0] == "/a/checks/claims/harbour-shut /a/checks/claims/harbour-closed/ 301"
    assert [line for line in redirects if line.count("/a/checks/") != 2] == []
    addresses = [path for path, _ in hosts.rules(site)]
    assert addresses[:3] == ["/a/checks/*", "/a/checks/assets/javascripts/*", "/a/checks/assets/stylesheets/*"]
    assert addresses[3:6] == ["/a/checks/", "/a/checks/404.html", "/a/checks/about/*"]
    assert [path for path in addresses if not path.startswith("/a/checks/")] == []
