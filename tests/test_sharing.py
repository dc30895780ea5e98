"""What leaves the site with a claim: what messengers and search engines read, citations, embed pages, passages."""

import gzip
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import yaml
from conftest import REPOSITORY, build, elements, one, page, parsed, put, text
from fixtures.dossier.browser import served
from playwright.sync_api import Browser, expect

from generator.render import sitemap

CLAIM = "claims/harbour-closed"
CLAIMS = sorted(path.stem for path in (REPOSITORY / "claims/kursk").glob("*.yml"))
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _meta(site: Path, address: str) -> dict[str, str]:
    """What the page's head says, by name or property; the canonical address too."""
    head = one(page(site, address), "head")
    links = {tag.get("rel", ""): tag.get("href", "") for tag in head.findall("link")}
    return _said(head) | ({"canonical": links["canonical"]} if "canonical" in links else {})


def _said(head: Element) -> dict[str, str]:
    tags = [
        (tag.get(kind, ""), tag.get("content", "")) for tag in head.findall("meta") for kind in ("name", "property")
    ]
    return {name: content for name, content in tags if name}


# What messengers and search engines read


def test_a_claim_says_of_itself_what_a_messenger_shows(example: Path) -> None:
    """Title, verdict with the short answer, address, and the day it last changed."""
    said = _meta(example / "site", CLAIM)
    claim = yaml.safe_load((example / "claims/harbour/harbour-closed.yml").read_text("utf-8"))
    answer = " ".join(claim["summary"].split())
    assert said["og:title"] == f"Incorrect: {claim['short']}"
    assert said["description"] == said["og:description"]
    assert said["description"].endswith(f": {answer}")
    assert said["og:type"] == "article"
    assert said["og:site_name"] == "Port Example Checks"
    assert said["canonical"] == said["og:url"] == f"https://checks.example/{CLAIM}/"
    days = [str(claim["published"]), *(str(change["date"]) for change in claim.get("corrections", []))]
    assert said["article:modified_time"] == max(days)


def test_every_page_has_a_description_and_a_title(site: Path) -> None:
    """No page leaves a messenger to guess."""
    for path in site.rglob("index.html"):
        head = one(parsed(path.read_bytes()), "head")
        assert text(one(head, "title"))
        if path.relative_to(site).parts[0] != "embed":
            said = _said(head)
            assert all(said.get(name) for name in ("description", "og:title", "og:type", "twitter:card")), path


def test_without_an_address_none_is_made_up(site: Path) -> None:
    """A publication that doesn't know its address names none."""
    said = _meta(site, "claims/uk-casualties")
    assert {"canonical", "og:url", "og:image"} & said.keys() == set()
    assert (site / "robots.txt").read_text("utf-8") == "User-agent: *\nAllow: /\n"
    assert [path.name for path in site.glob("sitemap*")] == []


def test_the_sitemap_has_every_page_and_the_day_it_changed(example: Path) -> None:
    """Days come from the claims, not from the clock; a page without one of its own has none."""
    site = example / "site"
    listed = {
        entry.findtext(f"{SITEMAP}loc"): entry.findtext(f"{SITEMAP}lastmod")
        for entry in ElementTree.parse(site / "sitemap.xml").getroot()
    }
    addresses = {
        urljoin("https://checks.example/", path.parent.relative_to(site).as_posix().removeprefix(".") + "/")
        for path in site.rglob("index.html")
        if path.relative_to(site).parts[0] != "embed"
    }
    assert {(address or "").rstrip("/") for address in listed} == {address.rstrip("/") for address in addresses}
    assert listed[f"https://checks.example/{CLAIM}/"] == _meta(site, CLAIM)["article:modified_time"]
    assert listed["https://checks.example/about/"] is None
    assert "Sitemap: https://checks.example/sitemap.xml\n" in (site / "robots.txt").read_text("utf-8")


def test_readers_programs_find_the_feed(example: Path, site: Path) -> None:
    """Where the address is known, and only there."""
    feed = one(page(example / "site", ""), ".//link[@type='application/atom+xml']").get("href")
    assert (example / "site" / str(feed)).is_file()
    assert page(site, "").findall(".//link[@type='application/atom+xml']") == []


def test_a_wrong_address_leads_on(site: Path) -> None:
    """The page for what isn't there searches, and leads to the lists."""
    tree = parsed((site / "404.html").read_bytes())
    form = one(tree, ".//main//form")
    assert (form.get("method"), form.get("action")) == ("get", "/search/")
    assert [field.get("name") for field in form.iter("input")] == ["q"]
    leads = {link.get("href") for link in one(tree, ".//main").iter("a")}
    assert {"/claims/", "/dossiers/", "/sources/"} <= leads


def test_a_wrong_address_leads_on_below_a_path(project: Path, browser: Browser) -> None:
    """Below a path, the page that is shown anywhere finds its styles and leads back into the site."""
    settings = project / "claims/publication.yml"
    put(project, {"claims/publication.yml": settings.read_text("utf-8").replace(".example/", ".example/checks/", 1)})
    site = build(project, project / "host/checks")
    put(site, {"no/such/404.html": (site / "404.html").read_bytes()})
    with served(project / "host") as address:
        shown = browser.new_page()
        failed: list[str] = []
        shown.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
        shown.goto(f"{address}/checks/no/such/404.html", wait_until="networkidle")
        shown.locator("main a", has_text="dossiers").click()
        assert shown.url == f"{address}/checks/dossiers/"
        assert failed == []
        shown.close()


def test_a_page_names_its_feeds(example: Path) -> None:
    """A program that is given a page's address finds the page's own feeds; no page names any that aren't there."""
    site = example / "site"
    found: dict[str, list[str]] = {}
    for path in site.rglob("index.html"):
        named = [link for link in parsed(path.read_bytes()).findall("head/link") if link.get("rel") == "alternate"]
        paths = [(path.parent / str(link.get("href"))).resolve().relative_to(site.resolve()) for link in named]
        found[path.parent.relative_to(site).as_posix()] = [one.as_posix() for one in paths[1:]]
    folders = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("feed.xml") if path.parent != site)
    assert {folder: names for folder, names in found.items() if names} == {
        folder: [f"{folder}/feed.xml", f"{folder}/feed.json"] for folder in folders
    }
    assert {"corrections", "dossiers/harbour", "topics/ships", "verdicts/correct"} <= set(folders)
    head = parsed((site / "topics/ships/index.html").read_bytes()).findall("head/link[@rel='alternate']")
    assert [(link.get("type"), link.get("title")) for link in head[1:]] == [
        ("application/atom+xml", "Ships · Port Example Checks"),
        ("application/feed+json", "Ships · Port Example Checks"),
    ]
    listed = {link.get("href") for link in page(site, "data").iter("a")}
    assert {"../corrections/feed.xml", "../corrections/feed.json"} <= listed


# Citations


def test_a_citation_says_all_a_footnote_needs(example: Path) -> None:
    """In plain text and as BibTeX; a corrected one is cited with the day of that, too."""
    share = one(page(example / "site", CLAIM), ".//div[@class='at-share']")
    days = " 3 June 2025, corrected 1 July 2025."
    assert text(one(share, "p[@class='at-cite-text']")).endswith(f"{days} https://checks.example/{CLAIM}/")
    path = example / "site" / CLAIM / str(_leads(share)["BibTeX"])
    entry = path.read_text("utf-8")
    assert entry.startswith("@online{harbour-closed,\n  author = {{")
    assert "  note = {Fact-check, corrected 1 July 2025. Verdict: Incorrect},\n" in entry
    assert "  date = {2025-06-03},\n" in entry
    assert f"  url = {{https://checks.example/{CLAIM}/}},\n}}\n" in entry


def _leads(share: Element) -> dict[str, str]:
    """What can be done with a claim, and where that is."""
    return {text(link): link.get("href", "") for link in share.findall("p[@class='at-actions']/a")}


def test_bibtex_takes_every_character(project: Path) -> None:
    """What TeX would read as its own is written so that it prints."""
    path = project / "claims/harbour/harbour-closed.yml"
    claim = yaml.safe_load(path.read_text("utf-8"))["claim"]
    put(
        project,
        {path.relative_to(project).as_posix(): path.read_text("utf-8").replace(claim, r"'A\b{c} 5% & $6 #1_x^y~z'")},
    )
    entry = (build(project, project / "site") / CLAIM / "harbour-closed.bib").read_text("utf-8")
    title = (
        r"  title = {{A\textbackslash{}b\textbraceleft{}c\textbraceright{} 5\% \& \$6 \#1\_x"
        r"\textasciicircum{}y\textasciitilde{}z}},"
    )
    assert title in entry.split("\n")
    assert entry.count("{") == entry.count("}")  # BibTeX counts them, those behind a backslash too


# Embed pages


def test_an_embed_page_is_small_whole_and_still(site: Path) -> None:
    """A few KB with its style, no script, the claim, its verdict and the way to the evidence."""
    style = (site / "assets/embed.css").stat().st_size
    for name in CLAIMS:
        tree, claim = page(site, f"embed/{name}"), page(site, f"claims/{name}")
        assert (site / f"embed/{name}/index.html").stat().st_size + style < 4_000
        assert [element.tag for element in elements(tree) if element.tag in ("script", "img", "iframe", "object")] == []
        assert text(one(tree, ".//p[@class='verdict']")) == text(one(claim, ".//p[@class='at-verdict-word']"))
        assert text(one(claim, ".//p[@class='at-summary']")) in text(one(tree, ".//main"))
        assert one(tree, ".//a").get("href") == f"../../claims/{name}/"


def test_an_embed_page_fits_its_frame_on_a_phone(site: Path, browser: Browser) -> None:
    """In the frame that the code makes, claim, verdict, summary and the way to the evidence need no scrolling."""
    code = text(one(page(site, f"embed/{CLAIMS[0]}"), ".//pre"))
    height = int(one(parsed(code), ".//iframe").get("height", "0"))
    shown = browser.new_page()
    with served(site) as address:
        for width in (280, 320, 390):
            shown.set_viewport_size({"width": width, "height": height})
            for name in CLAIMS:
                shown.goto(f"{address}/embed/{name}/")
                least = shown.evaluate("document.documentElement.scrollHeight")
                assert (name, width, least) == (name, width, height)
    shown.close()


def test_an_embed_page_names_its_icon(site: Path) -> None:
    """A browser is told where its icon is, so that it doesn't look for one at the root."""
    link = one(page(site, f"embed/{CLAIMS[0]}"), "head/link[@rel='icon']")
    assert (site / "embed" / CLAIMS[0] / link.get("href", "")).resolve() == site / "assets/mark.svg"


def test_a_withdrawn_claim_s_frame_says_so(project: Path) -> None:
    """A page that shows it in a frame isn't left with a verdict that was taken back."""
    path = project / "claims/harbour/harbour-closed.yml"
    taken = "withdrawn: {date: 2025-09-01, reason: It was about another harbour.}\n"
    put(project, {path.relative_to(project).as_posix(): path.read_text("utf-8") + taken})
    tree = page(build(project, project / "site"), "embed/harbour-closed")
    assert text(one(tree, ".//p[@class='notice']")) == "This fact-check was withdrawn on 1 September 2025."


def test_nothing_cites_a_withdrawn_verdict(project: Path) -> None:
    """Where a fact-check is named in short, it says that it was withdrawn, and why; nowhere the verdict that it had."""
    path = project / "claims/harbour/harbour-closed.yml"
    taken = "withdrawn: {date: 2025-09-01, reason: It was about another harbour.}\n"
    put(project, {path.relative_to(project).as_posix(): path.read_text("utf-8") + taken})
    made = build(project, project / "site")
    claim, embed = page(made, CLAIM), page(made, "embed/harbour-closed")
    head = {one.get("property") or one.get("name"): one.get("content", "") for one in claim.iterfind(".//meta")}
    assert head["og:description"] == "Withdrawn: It was about another harbour."
    assert head["og:image:alt"].startswith("Withdrawn: ")
    cited = text(one(claim, ".//p[@class='at-cite-text']"))
    assert " Verdict: Withdrawn. " in cited
    assert " 3 June 2025, withdrawn 1 September 2025. " in cited
    note = "  note = {Fact-check, withdrawn 1 September 2025. Verdict: Withdrawn},"
    assert note in (made / CLAIM / "harbour-closed.bib").read_text("utf-8")
    assert text(one(embed, ".//title")).startswith("Withdrawn: ")
    assert embed.find(".//p[@class='verdict']") is None
    assert "It was about another harbour." in text(one(embed, ".//main"))
    assert "Incorrect" not in text(embed)


def test_the_snippet_leads_to_the_embed_page(example: Path, site: Path, browser: Browser) -> None:
    """A claim's page leads to it, without a script too; where the site's address isn't known, it is left to fill in."""
    found = {}
    for root, name in ((example / "site", "harbour-closed"), (site, "uk-casualties")):
        share = one(page(root, f"claims/{name}"), ".//div[@class='at-share']")
        embed = (root / f"claims/{name}" / _leads(share)["Embed this fact-check"]).resolve()
        code = one(parsed(embed.read_bytes()), ".//pre")
        found[name] = one(parsed("".join(code.itertext())), ".//iframe").get("src")
    assert found == {
        "harbour-closed": "https://checks.example/embed/harbour-closed/",
        "uk-casualties": "https://THIS-SITE/embed/uk-casualties/",
    }
    shown = browser.new_page(java_script_enabled=False)
    with served(site) as address:
        shown.goto(f"{address}/claims/uk-casualties/")
        shown.get_by_role("link", name="Embed this fact-check").click()
        assert shown.locator(".verdict").inner_text() == "Incorrect"
        shown.locator("summary").click()
        expect(shown.locator("pre")).to_be_visible()
    shown.close()


def test_each_piece_of_evidence_has_an_address(example: Path) -> None:
    """Its number leads to it and to nothing else."""
    pieces = page(example / "site", CLAIM).findall(".//article[@class]")
    shown = [piece for piece in pieces if piece.get("id", "").startswith("evidence-")]
    assert shown
    for piece in shown:
        (link,) = piece.findall("p[@class='at-stance']/a")
        assert link.get("href") == f"#{piece.get('id')}"


# What a reader sees first, and what it weighs


def test_the_answer_stands_above_the_fold_on_a_phone(site: Path, browser: Browser) -> None:
    """Claim, verdict and the short answer of every claim fit a phone's screen before anything is scrolled."""
    shown = browser.new_page(viewport={"width": 360, "height": 740})
    with served(site) as address:
        for name in CLAIMS:
            shown.goto(f"{address}/claims/{name}/")
            ends = shown.locator("h1, .at-verdict-word, .at-summary").evaluate_all(
                "found => found.map((one) => one.getBoundingClientRect().bottom)"
            )
            assert len(ends) == 3
            assert max(ends) <= 740, name
    shown.close()


def test_a_large_sitemap_comes_in_parts() -> None:
    """No file lists more addresses than the protocol allows; an index leads to each."""
    pages = [(f"claims/c-{number}/", "2025-01-31" if number else "") for number in range(5)]
    files = dict(sitemap("https://a.example/?a&b=/", pages, most=2))
    assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    found = [entry for name in list(files)[:3] for entry in ElementTree.fromstring(files[name])]
    assert [entry.findtext(f"{SITEMAP}loc") for entry in found] == [
        f"https://a.example/?a&b=/{url}" for url, _ in pages
    ]
    assert [entry.findtext(f"{SITEMAP}lastmod") for entry in found] == [None, *["2025-01-31"] * 4]
    index = ElementTree.fromstring(files["sitemap.xml"])
    assert index.tag == f"{SITEMAP}sitemapindex"
    listed = [entry.findtext(f"{SITEMAP}loc") for entry in index]
    assert listed == [f"https://a.example/?a&b=/sitemap-{number}.xml" for number in (1, 2, 3)]


def test_a_claim_s_page_is_light(site: Path, browser: Browser) -> None:
    """All that a browser loads for the longest claim, before search is touched, is at most 100 KB as it travels."""
    longest = max(CLAIMS, key=lambda name: (site / f"claims/{name}/index.html").stat().st_size)
    with served(site) as address:
        shown = browser.new_page()
        asked: set[str] = set()
        shown.on("request", lambda request: asked.add(request.url.removeprefix(f"{address}/")))
        shown.goto(f"{address}/claims/{longest}/", wait_until="networkidle")
        shown.close()
    files = [site / path / "index.html" if path.endswith("/") else site / path for path in asked]
    assert {path.suffix for path in files} == {".html", ".css", ".js", ".svg"}
    assert sum(len(gzip.compress(path.read_bytes(), 6, mtime=0)) for path in files) <= 100_000
