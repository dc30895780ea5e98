"""The structured data of a built site: what each kind of page carries, and that it says what the page says."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, parsed, put, text, whole

Data = dict[str, Any]

SITE = "https://checks.example/"
MEDIA = """\
media:
  kind: image
  rating: decontextualized
  url: https://post.example/quay
  context: The photograph shows a quay of another port, in 2012.
  original: https://photos.example/quay
"""


def markup(page: Path) -> list[Data]:
    """Every piece of structured data of a page."""
    tree = parsed(page.read_bytes())
    return [
        json.loads("".join(one.itertext())) for one in tree.iter("script") if one.get("type") == "application/ld+json"
    ]


def kinds(page: Path) -> list[str]:
    """Their types."""
    return [one["@type"] for one in markup(page)]


@pytest.fixture(scope="session")
def site(example: Path) -> Path:
    """The built site of Port Example."""
    return example / "site"


def test_each_page_carries_what_it_should(site: Path) -> None:
    """One ClaimReview with its breadcrumbs on each claim's page, none elsewhere; publisher and data set on theirs."""
    found = {path.relative_to(site).as_posix(): kinds(path) for path in site.rglob("*.html")}
    claims = ("ferry-doubled", "harbour-closed", "lighthouse-age")
    assert {name: what for name, what in found.items() if what} == {
        **{f"claims/{name}/index.html": ["ClaimReview", "BreadcrumbList"] for name in claims},
        "about/index.html": ["NewsMediaOrganization"],
        "data/index.html": ["Dataset"],
    }


@pytest.mark.parametrize("name", ["ferry-doubled", "harbour-closed", "lighthouse-age"])
def test_a_claims_page_and_its_markup_agree(site: Path, name: str) -> None:
    """The claim, its claimant, the verdict, the reason, the dates' years and every cited address stand on the page."""
    page = site / f"claims/{name}/index.html"
    review, crumbs = markup(page)
    tree = parsed(page.read_bytes())
    (main,) = tree.iter("main")
    said, links = text(main), {one.get("href") for one in main.iter("a")}
    assert review["url"] == f"{SITE}claims/{name}/"
    item, rating = review["itemReviewed"], review["reviewRating"]
    words = [item["text"], rating["alternateName"], rating["ratingExplanation"], item.get("author", {}).get("name", "")]
    assert [one for one in words if " ".join(one.split()) not in said] == []
    works = [*review.get("isBasedOn", []), *review.get("citation", []), *_appearances(item)]
    assert [work["url"] for work in works if "url" in work and work["url"] not in links] == []
    assert review["datePublished"][:4] in said
    trail = [(one["name"], one["item"]) for one in crumbs["itemListElement"]]
    assert trail[0] == ("Home", SITE)
    (nav,) = (one for one in main.iter("nav") if one.get("class") == "at-crumbs")
    assert [text(one) for one in nav.iter("a")] == [one for one, _ in trail]


def _appearances(item: dict[str, Any]) -> list[dict[str, Any]]:
    return [*([item["firstAppearance"]] if "firstAppearance" in item else []), *item.get("appearance", [])]


def test_every_address_in_the_markup_is_a_page_of_the_site(site: Path) -> None:
    """Policies, breadcrumbs and downloads lead to what is there."""
    named = [url for path in site.rglob("*.html") for one in markup(path) for url in _addresses(one)]
    paths = {url.removeprefix(SITE).partition("#")[0] for url in named if url.startswith(SITE)}
    assert len(paths) > 10
    missing = [one for one in paths if not (site / one / "index.html").is_file() and not (site / one).is_file()]
    assert missing == []


def _addresses(data: Any) -> list[str]:
    if isinstance(data, dict):
        return [url for value in data.values() for url in _addresses(value)]
    if isinstance(data, list):
        return [url for value in data for url in _addresses(value)]
    return [data] if isinstance(data, str) and data.startswith("https://") else []


def test_the_data_page_shows_real_output(site: Path) -> None:
    """The example on the data page is the first claim of the API's list, to the letter; each file it names is there."""
    tree = parsed((site / "data/index.html").read_bytes())
    (sample,) = (one for one in tree.iter("pre") if one.get("class") == "at-code")
    (listed,) = (one for one in tree.iter("ul") if one.get("class") == "at-directory")
    first = json.loads((site / "api/v1/claims.json").read_bytes())["claims"][0]
    assert "".join(sample.itertext()) == json.dumps(first, ensure_ascii=False, indent=2)
    commands = [text(one) for one in listed.iter("code")]
    assert len(commands) > 10
    assert [one for one in commands if not (site / one.removeprefix(f"curl -O {SITE}")).is_file()] == []


def test_the_publisher_names_its_policies(site: Path) -> None:
    """The about page has the publisher with each policy that has a page; the corrections policy is one."""
    (publisher,) = markup(site / "about/index.html")
    assert publisher["name"] == "Port Example Checks"
    assert publisher["correctionsPolicy"] == f"{SITE}corrections-policy/"
    assert publisher["verificationFactCheckingPolicy"] == f"{SITE}methodology/"


def test_a_claim_about_an_image(project: Path) -> None:
    """Its page carries a MediaReview too, which says what the page says."""
    path = project / "claims/harbour/harbour-closed.yml"
    path.write_text(path.read_text("utf-8") + MEDIA, "utf-8")
    (page,) = (one for one in whole(project).pages if one.path == "claims/harbour-closed.md")
    found = json.loads(page.mediareview)
    assert found == {
        "@context": "https://schema.org",
        "@type": "MediaReview",
        "url": f"{SITE}claims/harbour-closed/",
        "datePublished": found["datePublished"],
        "author": {"@type": "Organization", "name": "Port Example Checks", "url": SITE},
        "mediaAuthenticityCategory": "https://schema.org/DecontextualizedContent",
        "originalMediaContextDescription": "The photograph shows a quay of another port, in 2012.",
        "originalMediaLink": "https://photos.example/quay",
        "itemReviewed": {"@type": "ImageObject", "url": "https://post.example/quay"},
    }
    said = " ".join(section.html for section in page.sections)
    for words in (
        "The image",
        "a context that isn’t its own",
        found["originalMediaContextDescription"],
        "photos.example",
    ):
        assert words in said


def test_no_markup_without_an_address(project: Path) -> None:
    """As long as nobody has said where the site stands, no page carries any."""
    path = project / "claims/publication.yml"
    put(project, {"claims/publication.yml": path.read_text("utf-8").replace("url: https://checks.example/\n", "", 1)})
    assert {page.jsonld + page.breadcrumbs + page.mediareview for page in whole(project).pages} == {""}


def test_the_schema_of_the_claims_knows_media() -> None:
    """Editors complete the ratings of media."""
    schema = json.loads((REPOSITORY / "docs/schema/claim.json").read_text("utf-8"))
    assert "decontextualized" in schema["$defs"]["Media"]["properties"]["rating"]["enum"]
