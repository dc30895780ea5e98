"""Pages: their Markdown, exactly, and what MkDocs makes of it."""

import re
from collections.abc import Iterator
from html import escape
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import yaml
from conftest import PROJECT, REPOSITORY, elements, one, page, parsed, put, text, whole
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.utils.meta import get_data

from generator.render.page import Page, Section, one_line

GOLDEN = REPOSITORY / "tests/golden"
EXTENSIONS = ["attr_list", "tables", "toc", "md_in_html", "footnotes", "def_list", "abbr", "smarty", "admonition"]
MARKS = [
    "<",
    ">",
    "&lt;",
    "&#60;",
    '"',
    "'",
    "#",
    "*a*",
    "_a_",
    "`a`",
    "[a](b)",
    "{#a}",
    "{: .a}",
    "{{ a }}",
    "{% a %}",
]
MARKS += [
    "\\",
    "|",
    "1986.",
    "- ",
    ":::",
    "!!! a",
    "--8<--",
    "http://a.example",
    "(c)",
    "...",
    "a",
    "é",
    "ع",
    "😀",
    " ",
]
# What a contributor's one line of text may hold once it is loaded: no control characters.
LINE = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))) | st.lists(st.sampled_from(MARKS)).map("".join)
).filter(lambda line: line.strip() != "")


@pytest.mark.parametrize("path", sorted(GOLDEN.rglob("*.md")), ids=lambda path: path.relative_to(GOLDEN).as_posix())
def test_the_golden_pages_are_current(path: Path) -> None:
    """A page's Markdown is what was last reviewed; `python -m tests.golden` writes it anew."""
    assert path.read_text("utf-8") == import_module("golden.__main__").pages()[path]


def test_publishing_twice_gives_the_same_pages() -> None:
    """The same claims give the same pages in the same order."""
    assert whole(PROJECT).pages == whole(PROJECT).pages


def test_no_two_pages_share_an_address() -> None:
    """Each page has a path, and so an address, of its own."""
    pages = whole(PROJECT).pages
    assert len({made.path for made in pages}) == len({made.url for made in pages}) == len(pages)


def test_long_lists_go_on_on_further_pages(project: Path) -> None:
    """A list of more than fifty is on several pages that lead to each other, newest first, each claim once."""
    written = (REPOSITORY / "tests/rules/duplicate-id/claims/harbour/lighthouse-age.yml").read_text("utf-8")
    for number in range(60):
        put(project, {f"claims/cranes/crane-{number:02}.yml": written.replace("crane was", f"crane {number:02} was")})
    pages = {made.url: made.markdown() for made in whole(project).pages}
    first, second = pages["claims/"], pages["claims/page/2/"]
    assert "claims/page/3/" not in pages
    assert re.findall(r'href="[./]*crane-([0-9]+)/"', first + second) == [f"{n:02}" for n in reversed(range(60))]
    assert len(re.findall("<article", first)) == 50
    assert 'href="page/2/"' in first
    assert 'href="../../"' in second
    assert "# Claims&#44; page 2 {#list}" in second


def test_a_page_of_a_long_list_leads_to_those_near_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And to the first and the last; a mark says where some are left out."""
    monkeypatch.setattr("generator.render.paged.PER_PAGE", 2)
    written = (REPOSITORY / "tests/rules/duplicate-id/claims/harbour/lighthouse-age.yml").read_text("utf-8")
    for number in range(57):
        put(project, {f"claims/cranes/crane-{number:02}.yml": written.replace("crane was", f"crane {number:02} was")})
    pages = {made.url: made.markdown() for made in whole(project).pages}
    shown = re.search(r'<nav class="at-pager".*?</nav>', pages["claims/page/15/"])
    assert shown
    assert re.sub(r"<[^>]*>", " ", shown[0]).split() == ["1", "…", "12", "13", "14", "15", "16", "17", "18", "…", "30"]
    first = re.search(r'<nav class="at-pager".*?</nav>', pages["claims/"])
    assert first
    assert re.sub(r"<[^>]*>", " ", first[0]).split() == ["1", "2", "3", "4", "…", "30"]


def _page(title: str, html: str) -> Page:
    return Page("claims/a.md", "claim", title, title, (Section(1, "claim", title, f"<div><p>{html}</p></div>"),))


def _rendered(made: Page) -> Element:
    """The page's Markdown as Python-Markdown renders it, with more extensions than we use."""
    body, _ = get_data(made.markdown())
    return parsed(Markdown(extensions=EXTENSIONS).convert(body))


@given(LINE)
def test_a_heading_is_its_text(title: str) -> None:
    """No text in a title is taken for Markdown or HTML."""
    tree = _rendered(_page(title, ""))
    assert text(one(tree, ".//h1")) == " ".join(title.split())
    assert [element.tag for element in elements(tree)] == ["html", "head", "body", "h1", "div", "p"]


@given(LINE)
def test_a_section_is_its_text(words: str) -> None:
    """No text in a section's HTML is taken for Markdown, even by extensions that look into HTML."""
    tree = _rendered(_page("Title", escape(words)))
    assert text(one(tree, ".//p")) == " ".join(words.split())
    assert [element.tag for element in elements(tree)] == ["html", "head", "body", "h1", "div", "p"]


@given(LINE)
def test_the_front_matter_is_one_field_a_line(title: str) -> None:
    """No title adds a field of its own, and both title and description are escaped for themes that don't."""
    _, meta = get_data(_page(title, "").markdown())
    assert meta == {
        "title": escape(title),
        "description": escape(title),
        "kind": "claim",
        "hide": ["navigation", "toc"],
    }


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.md", ""),
        ("claims/index.md", "claims/"),
        ("claims/a.md", "claims/a/"),
        ("topics/a/index.md", "topics/a/"),
        ("claims/page/2.md", "claims/page/2/"),
    ],
)
def test_addresses_are_those_mkdocs_gives(path: str, url: str) -> None:
    """A page's address is its path without the ending, and ends in a slash."""
    assert Page(path, "list", "", "", ()).url == url


def _shape(element: Element) -> list[tuple[str, Any, str]]:
    """An element's content as the parser sees it: tags, attributes and text, without white space that doesn't show."""
    return [
        (
            str(inner.tag),
            sorted((name, " ".join(value.split())) for name, value in inner.items()),
            text(inner),
        )
        for inner in elements(element)
    ][1:]


def _expected(made: Page) -> Element:
    """The page's sections as HTML, their headings written as HTML too."""
    parts = (
        (f'<h{part.level} id="{part.id}">{escape(part.title)}</h{part.level}>' if part.level else "")
        + one_line(part.html)
        for part in made.sections
    )
    return one(parsed("".join(parts)), "body")


@pytest.mark.parametrize("made", whole(PROJECT).pages, ids=lambda made: made.path)
def test_mkdocs_shows_the_sections_and_nothing_else(example: Path, made: Page) -> None:
    """The built page's article is the sections' HTML, element by element; its title is the page's."""
    tree = page(example / "site", made.url)
    article = one(tree, ".//article[@class='md-content__inner md-typeset']")
    assert _shape(article) == _shape(_expected(made))
    site = "Port Example Checks"
    assert text(one(tree, ".//title")) == (f"{made.title} · {site}" if made.url else site)
    assert one(tree, ".//meta[@name='description']").get("content") == made.description


def _claims(root: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each claim's id and what its file says, read without our loader."""
    for path in sorted((root / "claims").rglob("*.yml")):
        if path.name != "publication.yml" and path.parent.name not in ("sources", "dossiers"):
            yield path.stem, yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def _words(written: str) -> str:
    return " ".join(written.split())


def _check_claims(root: Path, site: Path) -> int:
    """Compare every claim's page with its file, and say how many there were."""
    about = yaml.load((root / "claims/publication.yml").read_text("utf-8"), yaml.BaseLoader)
    claims = list(_claims(root))
    for id_, said in claims:
        tree = page(site, f"claims/{id_}")
        assert text(one(tree, ".//h1")) == _words(said["claim"])
        verdict = "Withdrawn" if "withdrawn" in said else about["verdicts"][said["verdict"]]["label"]
        short = _words(said.get("short", said["claim"].rstrip().removesuffix(".")))
        assert text(one(tree, ".//title")) == f"{verdict}: {short} · {about['name']}"
        quotes = [_words(piece["quote"]) for piece in said["sources"] if "quote" in piece]
        assert sorted(text(quote) for quote in tree.iter("blockquote")) == sorted(quotes)
        assert text(one(tree, ".//p[@class='at-summary']")) == _words(said["summary"])
    return len(claims)


def test_every_claim_stands_on_its_page_word_for_word(site: Path, example: Path) -> None:
    """Claim, title, summary and each quotation are the file's own words, in the real publication and in the example."""
    assert _check_claims(REPOSITORY, site) >= 10
    assert _check_claims(example, example / "site") == 3


def test_quotations_keep_their_language(example: Path) -> None:
    """A quotation says which language it is in and finds its direction itself, so that Arabic reads from the right."""
    quote = one(page(example / "site", "claims/lighthouse-age"), ".//blockquote/p")
    assert (quote.get("lang"), quote.get("dir"), text(quote)) == ("ar", "auto", "المنارة أقدم من الميناء بمئة عام")


def _facts(site: Path, address: str) -> dict[str, str]:
    """The facts at a page's top, by their names."""
    table = one(page(site, address), ".//dl[@class='at-facts']")
    return {text(one(row, "dt")): text(one(row, "dd")) for row in table.findall("div")}


@pytest.mark.parametrize(
    ("address", "fact", "shown"),
    [
        ("sources/gazette-harbour", "Date", "12 May 2025"),
        ("sources/harbour-office-log", "Date", "June 2025"),
        ("sources/vestnik-ferry", "Date", "2024"),
        ("sources/manara-lighthouse", "Date", "date unknown"),
        ("claims/harbour-closed", "Claimed on", "12 May 2025"),
        ("claims/ferry-doubled", "Claimed on", "2024"),
        ("claims/lighthouse-age", "Claimed", "day not known"),
        ("claims/lighthouse-age", "Claimed by", "unknown"),
        ("sources/tower-register", "Published by", "unknown"),
        ("sources/shipowners-letter", "Read on", "day not recorded"),
    ],
)
def test_what_is_known_is_shown_and_no_more(example: Path, address: str, fact: str, shown: str) -> None:
    """A day, a month, a year and what is unknown are each shown as what they are."""
    assert _facts(example / "site", address)[fact] == shown


@pytest.mark.parametrize(
    ("address", "title", "lead"),
    [
        ("claimants/unknown", "Claimant unknown", "Claims checked here whose claimant is not known, newest first."),
        ("publishers/unknown", "Publisher unknown", "Documents quoted here whose publisher is not known."),
        (
            "claimants/example-gazette",
            "Example Gazette",
            "Claims by Example Gazette that were checked here, newest first.",
        ),
    ],
)
def test_nobody_is_called_unknown(example: Path, address: str, title: str, lead: str) -> None:
    """The page of those whose name isn't known doesn't speak of somebody called unknown."""
    tree = page(example / "site", address)
    assert (text(one(tree, ".//h1")), text(one(tree, ".//div[@class='at-lead']"))) == (title, lead)


def test_the_search_page_says_as_its_results_do_that_a_date_is_unknown(example: Path) -> None:
    """Its first list, which no script makes, says of each claim whose it is and when it was made."""
    lines = page(example / "site", "search").findall(".//span[@class='at-hit-by']")
    assert [text(line) for line in lines] == [
        "Вестник порта · 2024",
        "Example Gazette · 12 May 2025",
        "claimant unknown · date unknown",
    ]


def test_a_page_says_what_a_document_is(example: Path) -> None:
    """A copy names its original, a translation its language, and what has no address says so."""
    site = example / "site"
    copy, translation = page(site, "sources/mirror-harbour"), page(site, "sources/vestnik-ferry-en")
    flags = [text(one(tree, ".//p[@class='at-flag']")) for tree in (copy, translation)]
    assert flags[0].startswith("This page is a copy. The original is Harbour closed until further notice.")
    assert flags[1].startswith("This page is a translation by machine from Russian;")
    assert _facts(site, "sources/shipowners-letter")["Address"].startswith("not known")


@pytest.mark.parametrize("more", ["", "republishes: vestnik-ferry\n"], ids=["a translation", "a copy of it"])
def test_a_translation_is_not_called_the_original(project: Path, more: str) -> None:
    """Wherever a page leads to a document it says whether its words are the author's, a copy's or a translation's."""
    source = project / "claims/sources/vestnik-ferry-en.yml"
    translation = "https://vestnik.example/en/ferry"
    new = {"url": translation, "copied": {"by": "B. Keeper", "on": "unknown"}}
    about = yaml.safe_load(source.read_text("utf-8")) | new
    source.write_text(yaml.safe_dump(about, allow_unicode=True) + more, "utf-8")
    claim = project / "claims/harbour/ferry-doubled.yml"
    piece = "sources:\n  - {source: vestnik-ferry-en, stance: asserts, quote: The ferry sails more often now}\n"
    put(project, {claim.relative_to(project).as_posix(): claim.read_text("utf-8").replace("sources:\n", piece)})
    pages = {made.path: made.markdown() for made in whole(project).pages}

    def ways(path: str, address: str) -> list[str]:
        links = parsed(pages[path]).iter("a")
        return [text(link) for link in links if link.get("href", "").partition("#")[0] == address]

    read, words = "Read the translation", "These words in the translation"
    assert ways("claims/ferry-doubled.md", translation) == [words, read, read]
    assert ways("dossiers/harbour.md", translation) == [words]
    assert ways("dossiers/harbour.md", "https://mirror.example/harbour") == ["Read the copy"]
    assert "These words in the original" in pages["claims/ferry-doubled.md"]


def test_links_to_the_code_host_name_the_claim_s_file(example: Path) -> None:
    """Where the publisher names them, the ways to edit, to the history and to the editors are on each claim."""
    tree = page(example / "site", "claims/harbour-closed")
    targets = {text(link): link.get("href") for link in tree.iter("a")}
    assert targets["Edit this claim"] == "https://code.example/edit/claims/harbour/harbour-closed.yml"
    assert targets["History of this claim"] == "https://code.example/log/claims/harbour/harbour-closed.yml"
    assert targets["Suggest a correction"] == "mailto:corrections@checks.example"


def test_the_ways_through_a_dossier(example: Path) -> None:
    """A dossier's claims lead to the previous and next one in its order, and back to it."""
    site = example / "site"
    first, second = page(site, "claims/harbour-closed"), page(site, "claims/ferry-doubled")
    assert [link.get("href") for link in chain(first.findall(".//a[@rel='next']"))] == ["../ferry-doubled/"]
    assert [link.get("href") for link in chain(second.findall(".//a[@rel='prev']"))] == ["../harbour-closed/"]
    for tree in (first, second):
        crumbs = one(tree, ".//nav[@class='at-crumbs']")
        assert [link.get("href") for link in crumbs.iter("a")] == ["../../", "../", "../../dossiers/harbour/"]


def test_the_evidence_stands_in_its_order(example: Path) -> None:
    """A claim's page answers in the order a reader asks."""
    tree = page(example / "site", "claims/harbour-closed")
    order = [heading.get("id") for heading in elements(tree) if heading.tag in ("h1", "h2")]
    wanted = ["claim", "verdict", "evidence", "analysis", "sources", "why", "corrections", "related", "cite"]
    assert [id_ for id_ in order if id_ in wanted] == wanted


def test_nobody_misses_a_number_among_the_evidence(site: Path) -> None:
    """Where the claim's counterpart stands beside it out of turn, the page says so before the rest; elsewhere not."""
    told = {}
    for path in (site / "claims").glob("*/index.html"):
        listed = parsed(path.read_bytes()).find(".//div[@class='at-evidence-list']")
        if listed is not None:
            numbers = [int(piece.get("id", "").rpartition("-")[2]) for piece in listed.iter("article")]
            said = [text(line) for line in listed.findall("p") if "stand first" in text(line)]
            assert bool(said) == (numbers != sorted(numbers))
            told[path.parent.name] = (numbers, said)
    line = "#1 and #4 stand first, to be compared; the others follow in order."
    assert told["marines-killed"] == ([1, 4, 2, 3], [line])
    assert told["un-rules"] == ([1, 2], [])


def test_claims_of_no_known_year_stand_together(example: Path, project: Path) -> None:
    """The list of years ends with them and leads to their page; without such a claim there is none."""
    listed = one(page(example / "site", "years"), ".//ul[@class='at-directory']")
    assert [text(line) for line in listed][-1] == "Year unknown · 1 claim"
    assert [link.get("href") for link in listed.iter("a")][-1] == "unknown/"
    undated = page(example / "site", "years/unknown")
    assert text(one(undated, ".//h1")) == "Year unknown"
    assert (
        text(one(undated, ".//div[@class='at-lead']")) == "Claims of which no date is known, newest fact-check first."
    )
    assert [link.get("href") for link in one(undated, ".//div[@class='at-cards']").iter("a")] == [
        "../../claims/lighthouse-age/"
    ]
    path = project / "claims/lighthouse/lighthouse-age.yml"
    path.write_text(path.read_text("utf-8").replace("claimed: unknown", "claimed: 2024"), "utf-8")
    made = whole(project).pages
    (years,) = (made_.markdown() for made_ in made if made_.path == "years/index.md")
    assert "Year unknown" not in years
    assert "years/unknown.md" not in {made_.path for made_ in made}
    assert "years/unknown/index.md" not in {made_.path for made_ in made}


def test_a_list_of_documents_says_of_each_who_and_when(example: Path) -> None:
    """Publisher, date and number of claims, whether its title is known or not."""
    listed = [text(line) for line in one(page(example / "site", "sources"), ".//ul[@class='at-directory']")]
    assert "Harbour closed until further notice · Example Gazette, 12 May 2025 · 1 claim" in listed
    assert all(re.search(r", (date unknown|(\d+ )?(\w+ )?\d{4}) · \d+ claims?$", line) for line in listed)


@pytest.mark.parametrize(
    ("claim", "heading"),
    [
        ("The crane was sold.", "The crane was sold"),
        ("Was the crane sold?", "Was the crane sold?"),
        ("The crane was sold. Nobody saw it.", "The crane was sold. Nobody saw it."),
        ("The crane was sold to Cranes P.L.C.", "The crane was sold to Cranes P.L.C."),
        ("The crane was sold…", "The crane was sold…"),
        ("The crane was sold...", "The crane was sold..."),
        ("The crane weighs 2.5 tons.", "The crane weighs 2.5 tons"),
        ("“It was sold.” So they said.", "“It was sold.” So they said."),
        (".", "."),
    ],
)
def test_a_heading_in_a_list_has_no_full_stop(project: Path, claim: str, heading: str) -> None:
    """Of one sentence; more than one are text, and the claim's own page has it as it was made."""
    path = project / "claims/lighthouse/lighthouse-age.yml"
    data = yaml.safe_load(path.read_text("utf-8"))
    data.pop("short", None)
    path.write_text(yaml.safe_dump(data | {"claim": claim}, allow_unicode=True), "utf-8")
    pages = {made.url: made for made in whole(project).pages}
    shown = [text(one) for one in parsed(pages["claims/"].sections[-1].html).findall(".//h2")]
    assert heading in shown
    page = pages["claims/lighthouse-age/"]
    assert (page.title, page.sections[1].title) == (f"Unproven: {heading}", claim)


def test_an_image_s_facts_keep_their_distance(project: Path) -> None:
    """What the original shows, and then where it was seen."""
    path = project / "claims/lighthouse/lighthouse-age.yml"
    media = {"kind": "image", "rating": "edited-or-cropped", "context": "The day was changed."}
    data = yaml.safe_load(path.read_text("utf-8")) | {"media": media | {"url": "https://gazette.example/image"}}
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    (made,) = (made for made in whole(project).pages if made.url == "claims/lighthouse-age/")
    facts = one(parsed(made.markdown()), ".//dl[@class='at-facts']")
    said = {text(one(row, "dt")): text(one(row, "dd")) for row in facts}
    assert said["The image"] == "Edited or cropped. The day was changed. Where it was seen"
