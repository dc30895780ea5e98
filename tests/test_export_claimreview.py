"""ClaimReview and the other markup: the rules of its readers, exact examples, and its life inside an HTML page."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from conftest import one, parsed
from conftest import text as shown
from hypothesis import example, given
from hypothesis import strategies as st
from test_export import at, claim, exported, loaded, made, port, real, with_claim

from generator import export
from generator.model.source import Translation
from generator.publication import Checked, Publication
from generator.render.claim import page

Data = dict[str, Any]

PUBLISHER = {"@type": "Organization", "name": "Port Example Checks", "url": "https://checks.example/"}


def _publication(which: str) -> Publication:
    return port() if which == "port" else real()


def _review(publication: Publication, checked: Checked) -> Data:
    found = export.claim_review(publication, checked)
    assert found is not None
    return found


Reviewed = tuple[Publication, Checked, Data]


@pytest.fixture(params=["port", "real"])
def reviews(request: pytest.FixtureRequest) -> list[Reviewed]:
    """Each claim of a publication with its markup."""
    publication = _publication(request.param)
    return [(publication, checked, _review(publication, checked)) for checked in publication.claims]


def test_what_readers_require_is_there(reviews: list[Reviewed]) -> None:
    """Each ClaimReview has what Google and Bing require, about this very page, by this publisher."""
    for publication, checked, found in reviews:
        assert (found["@context"], found["@type"]) == ("https://schema.org", "ClaimReview")
        assert found["url"] == f"https://checks.example/claims/{checked.id}/"
        assert found["claimReviewed"] == (checked.claim.short or checked.claim.claim)
        assert checked.claim.short is None or len(found["claimReviewed"]) <= 75
        assert found["author"] == {**PUBLISHER, "name": publication.settings.name}
        assert found["datePublished"] == checked.claim.published <= found["dateModified"]
        assert (found["itemReviewed"]["@type"], found["reviewRating"]["@type"]) == ("Claim", "Rating")
        assert found["reviewRating"]["alternateName"] == checked.verdict.label
        assert found["reviewRating"]["ratingExplanation"] == checked.claim.summary


def test_a_rating_is_a_number_on_the_scale_or_words_alone(reviews: list[Reviewed]) -> None:
    """A verdict on the scale has its number between worst and best; one off the scale has none of the three."""
    assert {checked.verdict.rating is None for _, checked, _ in reviews} == {True, False}
    for _, checked, found in reviews:
        numbers = {name: value for name, value in found["reviewRating"].items() if name.endswith(("Value", "Rating"))}
        if checked.verdict.rating is None:
            assert numbers == {}
        else:
            assert numbers == {"ratingValue": checked.verdict.rating, "bestRating": 5, "worstRating": 1}
            assert 1 <= numbers["ratingValue"] <= 5


def test_nothing_unknown_is_said(reviews: list[Reviewed]) -> None:
    """No property is null, empty or the word unknown; an unknown claimant has no author, an unknown day no date."""
    for _, checked, found in reviews:
        assert [value for value in _values(found) if value in (None, "", [], {}, "unknown")] == []
        assert ("author" in found["itemReviewed"]) == (checked.claim.claimant != "unknown")
        assert ("datePublished" in found["itemReviewed"]) == (checked.claim.claimed != "unknown")
        assert all(work["@type"] == "CreativeWork" for work in _works(found))
        assert all("url" in work for work in _appearances(found))


def _appearances(found: dict[str, Any]) -> list[dict[str, Any]]:
    item = found["itemReviewed"]
    return [*([item["firstAppearance"]] if "firstAppearance" in item else []), *item.get("appearance", [])]


def _works(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Every document that a review describes."""
    return [*_appearances(found), *found.get("isBasedOn", []), *found.get("citation", [])]


def test_a_document_is_described_once(reviews: list[Reviewed]) -> None:
    """Where the claim appeared, what the verdict rests on and what else is cited are all that serves as evidence."""
    for _, checked, found in reviews:
        wanted = {one.about.url for one in (*checked.appearances, *(piece.document for piece in checked.pieces))}
        described = [work["url"] for work in _works(found) if "url" in work]
        assert sorted(set(described)) == sorted(described)
        assert wanted - {"unknown"} == set(described)


def _values(data: Any) -> Iterator[Any]:
    yield data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _values(value)


def test_the_page_says_what_the_markup_says(reviews: list[Reviewed]) -> None:
    """Claim, verdict, reason, claimant, citations and their addresses in the markup stand on the claim's page."""
    for publication, checked, found in reviews:
        built = page(publication, checked)
        trees = [_html(section.html) for section in built.sections]
        words = _squeezed(" ".join([built.title, built.sections[1].title, *map(shown, trees)]))
        linked = {link.get("href") for tree in trees for link in tree.iter("a")}
        item, rating = found["itemReviewed"], found["reviewRating"]
        wanted = [rating["alternateName"], rating["ratingExplanation"], item.get("author", {}).get("name", "")]
        wanted += [work["name"] for work in _works(found) if "name" in work]
        wanted += [one.what for one in checked.claim.corrections]
        assert [said for said in wanted if _squeezed(said) not in words] == []
        assert {work["url"] for work in _works(found) if "url" in work} <= linked
        assert item["text"] == built.sections[1].title


def _html(written: str) -> Element:
    return one(parsed(written), "./body")


def _squeezed(written: str) -> str:
    return " ".join(written.split())


def test_an_example_without_claimant_date_or_number() -> None:
    """What isn't known of a claim isn't in its ClaimReview, which stays a whole one."""
    appearance = {
        "@type": "CreativeWork",
        "name": "منارة الميناء",
        "url": "https://manara.example/lighthouse",
        "publisher": {"@type": "Organization", "name": "جريدة المنارة"},
        "inLanguage": "ar",
    }
    assert export.claim_review(port(), claim(port(), "lighthouse-age")) == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://checks.example/claims/lighthouse-age/",
        "claimReviewed": "المنارة أقدم من الميناء.",
        "image": "https://checks.example/cards/lighthouse-age.png",
        "datePublished": "2025-06-01",
        "dateModified": "2025-06-01",
        "inLanguage": "en",
        "license": "https://licence.example/by/4.0/",
        "author": PUBLISHER,
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Unproven",
            "ratingExplanation": "No record that we found says when the lighthouse was built.",
        },
        "itemReviewed": {
            "@type": "Claim",
            "text": "المنارة أقدم من الميناء.",
            "firstAppearance": appearance,
        },
        "citation": [{"@type": "CreativeWork", "name": "Register of towers", "inLanguage": "en"}],
    }


def test_an_example_with_all_that_can_be_known() -> None:
    """Number, claimant, appearances with their archived copies, what it rests on, and corrections are given."""
    found = _review(port(), claim(port(), "harbour-closed"))
    assert found["claimReviewed"] == "The harbour was closed in May"
    assert found["reviewRating"]["ratingValue"] == 1
    assert found["dateModified"] == "2025-07-01"
    item = found["itemReviewed"]
    assert item["text"] == "The harbour of Port Example was closed for all of May 2025."
    assert item["author"] == {"@type": "Organization", "name": "Example Gazette"}
    assert item["firstAppearance"] == {
        "@type": "CreativeWork",
        "name": "Harbour closed until further notice",
        "url": "https://gazette.example/harbour",
        "publisher": {"@type": "Organization", "name": "Example Gazette"},
        "datePublished": "2025-05-12",
        "inLanguage": "en",
        "archivedAt": ["https://archive.example/2025/https://gazette.example/harbour"],
    }
    assert [work["url"] for work in item["appearance"]] == ["https://mirror.example/harbour"]
    assert [work.get("url", work["name"]) for work in found["isBasedOn"]] == [
        "https://office.example/log",
        "Letter to the editor",
    ]
    assert found["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "The number of ships turned away is two; we had written three. The letter names two.",
            "datePublished": "2025-06-10",
        },
        {
            "@type": "CorrectionComment",
            "text": "The quotation from the letter was shortened. Its second half is about another ship.",
            "datePublished": "2025-07-01",
        },
    ]


def test_a_claimant_s_kind_is_not_guessed() -> None:
    """Who publishes a document here is an organisation; of anybody else the content doesn't say what they are."""
    found = _review(port(), claim(port(), "quay-length"))
    assert found["itemReviewed"]["author"] == {"@type": "Thing", "name": "B. Pilot"}
    other = with_claim(claim(port(), "harbour-closed"), claimant="Example-Gazette")
    author = _review(made(port(), other), other)["itemReviewed"]["author"]
    assert author == {"@type": "Thing", "name": "Example-Gazette"}


def test_a_claim_to_be_looked_at_again_does_not_expire() -> None:
    """Of the day to look at it again, schema.org has no word; after `expires` a page would be of no use."""
    one = claim(port(), "quay-length")
    assert one.claim.expires == "2026-06-06"
    assert "expires" not in _review(port(), one)


def test_a_first_appearance_without_address_is_left_out() -> None:
    """Where the first document to make a claim has no address, no later one takes its place."""
    item = _review(port(), claim(port(), "quay-length"))["itemReviewed"]
    assert "firstAppearance" not in item
    assert [work["url"] for work in item["appearance"]] == ["https://onair.example/1"]


@pytest.mark.parametrize(
    "copied",
    [
        {"republishes": "gazette-harbour"},
        {"translated_from": Translation.model_validate({"language": "ar", "by": "person"})},
    ],
)
def test_a_copy_is_not_where_a_claim_appeared_first(copied: dict[str, Any]) -> None:
    """A claim that was read in a copy or a translation appeared elsewhere before."""
    checked = claim(port(), "harbour-closed")
    document = checked.appearances[0]
    moved = replace(document, about=document.about.model_copy(update=copied))
    item = _review(port(), replace(checked, appearances=(moved,)))["itemReviewed"]
    assert "firstAppearance" not in item
    assert [one["url"] for one in item["appearance"]] == [document.about.url]


def test_a_withdrawn_claim_has_no_review() -> None:
    """A claim that was taken back is reviewed no more, on its page or in the feed."""
    assert export.claim_review(port(), claim(port(), "buoy-moved")) is None


def test_without_an_address_there_is_no_markup() -> None:
    """Markup that can't name its own address is not made."""
    nowhere = at(port(), None)
    assert export.claim_review(nowhere, claim(nowhere, "harbour-closed")) is None
    assert export.publisher_jsonld(nowhere) is None
    assert export.breadcrumbs(nowhere, [("Home", "")]) is None
    assert export.dataset_jsonld(nowhere) is None


def test_the_feed_holds_each_review_once() -> None:
    """The feed has an item for every claim, with the very ClaimReview of its page, by id."""
    for which in ("port", "real"):
        publication, feed = _publication(which), loaded(exported(which)["claimreview.json"])
        items = [item for item in feed["dataFeedElement"] if "dateDeleted" not in item]
        claims = sorted(publication.claims, key=lambda checked: checked.id)
        reviews = [{"@context": "https://schema.org", **item["item"]} for item in items]
        assert reviews == [_review(publication, checked) for checked in claims]
        assert [item["dateCreated"] for item in items] == [checked.claim.published for checked in claims]
        assert all(item["dateModified"] == item["item"]["dateModified"] for item in items)


def test_the_feed_says_what_it_is() -> None:
    """The feed names itself, its licence and its newest day."""
    feed = loaded(exported()["claimreview.json"])
    assert {name: value for name, value in feed.items() if name != "dataFeedElement"} == {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "name": "Port Example Checks: ClaimReview",
        "description": "What is said about the harbour of Port Example, compared with its records.",
        "url": "https://checks.example/claimreview.json",
        "inLanguage": "en",
        "license": "https://licence.example/by/4.0/",
        "sdLicense": "https://licence.example/by/4.0/",
        "creator": PUBLISHER,
        "dateModified": "2025-07-20",
    }


def test_the_feed_keeps_a_tombstone() -> None:
    """A withdrawn review leaves its address, the day and the reason, and nothing of what it said."""
    gone = [item for item in loaded(exported()["claimreview.json"])["dataFeedElement"] if "dateDeleted" in item]
    assert gone == [
        {
            "@type": "DataFeedItem",
            "dateCreated": "2025-06-02",
            "dateDeleted": "2025-07-20",
            "description": "We had looked at another buoy.",
            "item": {"@type": "ClaimReview", "url": "https://checks.example/claims/buoy-moved/"},
        }
    ]


def test_the_publisher_and_its_policies() -> None:
    """The publisher is a news organisation; the policies it names are pages that every site has."""
    assert export.publisher_jsonld(port()) == {
        "@context": "https://schema.org",
        "@type": "NewsMediaOrganization",
        "name": "Port Example Checks",
        "url": "https://checks.example/",
        "description": "What is said about the harbour of Port Example, compared with its records.",
        "verificationFactCheckingPolicy": "https://checks.example/methodology/",
        "correctionsPolicy": "https://checks.example/corrections-policy/",
        "actionableFeedbackPolicy": "https://checks.example/contribute/#suggest-a-correction",
    }


def test_breadcrumbs_lead_from_home_to_the_page() -> None:
    """The steps are numbered from 1 and have full addresses."""
    trail = [("Home", ""), ("Claims", "claims/"), ("The harbour", "claims/harbour-closed/")]
    assert export.breadcrumbs(port(), trail) == {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://checks.example/"},
            {"@type": "ListItem", "position": 2, "name": "Claims", "item": "https://checks.example/claims/"},
            {
                "@type": "ListItem",
                "position": 3,
                "name": "The harbour",
                "item": "https://checks.example/claims/harbour-closed/",
            },
        ],
    }


def test_the_data_set_offers_every_download() -> None:
    """The data page's markup names each bulk file, which exists, with its licence and newest day."""
    found = export.dataset_jsonld(port())
    assert found is not None
    offered = {one["contentUrl"].removeprefix("https://checks.example/") for one in found["distribution"]}
    assert offered == {name for name in exported() if name.startswith("data/")} | {
        "claimreview.json",
        "api/v1/index.json",
    }
    assert (found["@type"], found["license"], found["dateModified"]) == (
        "Dataset",
        "https://licence.example/by/4.0/",
        "2025-07-20",
    )
    assert found["keywords"] == ["Ferries", "Lighthouse", "Ships"]
    assert 50 <= len(found["description"]) <= 5000


HOSTILE = (
    "</script><script>alert(1)</script><!-- <script> --> ]]> & &lt; \u2028 \u2029 \\u003c 'x' \"x\" {{ 7*7 }} \x00\x0b"
)


@given(st.text() | st.text(alphabet="</script!->&'\"\\ \u2028\u2029\x00"))
@example(HOSTILE)
def test_nothing_leaves_its_script(said: str) -> None:
    """Any text comes out of a page's script as it went in, and the page has one script and nothing of the text."""
    written = export.jsonld({said: [said]})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {said: [said]}
    tree = parsed(f'<title>x</title><script type="application/ld+json">{written}</script><p>y</p>')
    assert [str(element.tag) for element in tree.iter()] == ["html", "head", "title", "script", "body", "p"]
    script = one(tree, "./head/script")
    assert json.loads(script.text or "") == {said: [said]}


def test_hostile_markup_stays_in_its_script() -> None:
    """A ClaimReview full of markup is one script of the page, and reads as it was written."""
    checked = with_claim(
        claim(port(), "harbour-closed"), claim=HOSTILE, short=HOSTILE, claimant=HOSTILE, summary=HOSTILE
    )
    publication = made(port(), checked, settings={"name": HOSTILE, "tagline": HOSTILE})
    found = _review(publication, replace(checked, verdict=checked.verdict.model_copy(update={"label": HOSTILE})))
    tree = parsed(f'<script type="application/ld+json">{export.jsonld(found)}</script>')
    assert len(tree.findall(".//script")) == 1
    assert json.loads(one(tree, ".//script").text or "") == found
    assert found["claimReviewed"] == found["author"]["name"] == found["reviewRating"]["alternateName"] == HOSTILE
