"""Corrections are listed and announced, a claim taken back keeps its page, and what is due is named."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from conftest import REPOSITORY, attested, build, one, page, text
from fixtures.dossier.project import build_dossier, copy_dossier, records

WITHDRAWN = "claims/fees-doubled/"
NOTICE = (
    "Withdrawn on 30 September 2025. The notice turned out to be a draft. "
    "The page stays so that its address goes on telling what became of it."
)
OVERDUE = (
    "claims/lamps/lamp-out.yml:1:1: warning: expires: was to be looked at again by 2026-01-31; "
    "check it, then set a later day or add a correction [overdue]"
)
WARNED = f"{OVERDUE}\n1 warning\n"


@pytest.fixture(scope="session")
def quayside(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The project of Quayside Checks, and its built site in the folder `site`. Not to be changed."""
    return once("quayside", build_dossier)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of Quayside Checks that a test may change."""
    return copy_dossier(tmp_path / "project")


def change(project: Path, path: str, before: str, after: str) -> None:
    """Write one passage of a file anew."""
    said = (project / path).read_text("utf-8")
    assert said.count(before) == 1
    (project / path).write_text(said.replace(before, after), "utf-8")


def notices(markup: str) -> list[str]:
    """The notices at the top of a generated page."""
    found = re.findall(r'<p class="at-notice">(.*?)</p>', markup)
    return [re.sub(r"<[^>]*>", "", notice) for notice in found]


def generated(project: Path, claim: str) -> str:
    """A claim's page as `build` writes it."""
    assert attested("build", "--root", project).exit_code == 0
    return (project / f"docs/_generated/claims/{claim}.md").read_text("utf-8")


# Listed


def test_all_corrections_are_listed_newest_first(quayside: Path) -> None:
    """One page has every correction and every withdrawal, with day, kind, claim, change and reason."""
    listed = one(page(quayside / "site", "corrections"), ".//article//ul[@class='at-rows']")
    gates, ships, fees = (
        "فُتح الميناء من جديد في حزيران 2025",
        "Between 20 and 30 ships were delayed",
        "The fees were doubled",
    )
    assert [text(line) for line in listed] == [
        f"30 September 2025, withdrawn: {fees}Why: The notice turned out to be a draft.",
        f"10 September 2025, update: {gates}The opening of the northern gate was added. Why: It opened in August.",
        f"1 August 2025, correction: {fees}The month was added. Why: It was missing.",
        f"20 July 2025, clarification: {gates}The summary names the northern gate; before it said the gate. "
        "Why: There are two gates.",
        f"20 July 2025, correction: {ships}Eight ships were delayed; we had written nine. Why: One was counted twice.",
    ]
    claims = ["harbour-reopened", "fees-doubled", "harbour-reopened", "delayed-ships"]
    links = ["../claims/fees-doubled/", *(f"../claims/{claim}/#corrections" for claim in claims)]
    assert [one(line, "a").get("href") for line in listed] == links
    days = ["2025-09-30", "2025-09-10", "2025-08-01", "2025-07-20", "2025-07-20"]
    assert [one(line, "time").get("datetime") for line in listed] == days


def test_every_correction_of_the_real_publication_is_listed(site: Path) -> None:
    """The real page has as many lines as the files have corrections and withdrawals, or says that there is none."""
    claims = records(REPOSITORY, "claims").values()
    count = sum(len(claim.get("corrections", [])) + ("withdrawn" in claim) for claim in claims)
    article = one(page(site, "corrections"), ".//article")
    assert len(article.findall(".//li[@class='at-row']")) == count
    assert ("None so far." in text(article)) == (count == 0)


def test_a_claims_page_lists_its_own_newest_first(quayside: Path) -> None:
    """What changed stands on the claim's page, with its reason; a claim without says so."""
    own = one(page(quayside / "site", "claims/harbour-reopened"), ".//div[@class='at-corrections']/ul")
    assert [text(line) for line in own] == [
        "10 September 2025, update: The opening of the northern gate was added. Why: It opened in August.",
        "20 July 2025, clarification: The summary names the northern gate; before it said the gate. "
        "Why: There are two gates.",
    ]
    none = one(page(quayside / "site", "claims/lamp-out"), ".//div[@class='at-corrections']")
    assert text(none.findall("p")[0]) == "None so far. All corrections · How we correct"


@pytest.mark.parametrize(
    ("claim", "days"),
    [
        ("harbour-reopened", "12 July 2025, updated 10 September 2025"),
        ("delayed-ships", "12 July 2025, corrected 20 July 2025"),
        ("fees-doubled", "11 July 2025, withdrawn 30 September 2025"),
        ("lamp-out", "15 July 2025"),
    ],
)
def test_a_citation_tells_what_changed_last(quayside: Path, claim: str, days: str) -> None:
    """Beside the day of publication."""
    cited = text(one(page(quayside / "site", f"claims/{claim}"), ".//p[@class='at-cite-text']"))
    assert cited.endswith(f" Quayside Checks, {days}. https://quayside.example/claims/{claim}/")


def test_a_citation_never_passes_over_that_the_page_was_wrong(project: Path) -> None:
    """What was corrected one day and made clearer another was corrected; both days are named, also in BibTeX."""
    later = "  - {date: 2025-08-01, kind: clarification, what: The month is named., why: It was asked.}\n"
    why = "    why: One was counted twice.\n"
    change(project, "claims/harbour/delayed-ships.yml", why, why + later)
    days = "corrected 20 July 2025, clarified 1 August 2025"
    assert f"Quayside Checks, 12 July 2025, {days}. https://" in generated(project, "delayed-ships")
    bibtex = (project / "docs/_generated/claims/delayed-ships/delayed-ships.bib").read_text("utf-8")
    assert f"note = {{Fact-check, {days}. Verdict: " in bibtex


# Announced


def test_a_recent_correction_is_announced_and_an_old_one_is_not(quayside: Path) -> None:
    """Thirty days long a correction stands at the top of its page, counted back from the publication's newest day."""
    found = {
        id_: [text(line) for line in page(quayside / "site", f"claims/{id_}").findall(".//p[@class='at-notice']")]
        for id_ in records(quayside, "claims")
    }
    assert found == {
        "harbour-reopened": ["Updated on 10 September 2025. The opening of the northern gate was added. More"],
        "fees-doubled": [NOTICE],
        "delayed-ships": [],
        "ships-turned-away": [],
        "lamp-out": [],
    }


@pytest.mark.parametrize(
    ("day", "kind", "announced"),
    [
        (
            "2025-09-30",
            "correction",
            ["Corrected on 30 September 2025. Eight ships were delayed; we had written nine. More"],
        ),
        (
            "2025-08-31",
            "clarification",
            ["Clarified on 31 August 2025. Eight ships were delayed; we had written nine. More"],
        ),
        ("2025-08-30", "update", []),
    ],
    ids=["the newest day", "thirty days", "thirty-one days"],
)
def test_the_notice_ends_after_thirty_days(project: Path, day: str, kind: str, announced: list[str]) -> None:
    """The thirtieth day is the last; what kind of change it was is said in a word."""
    change(project, "claims/harbour/delayed-ships.yml", "date: 2025-07-20\n", f"date: {day}\n    kind: {kind}\n")
    assert notices(generated(project, "delayed-ships")) == announced


def test_no_clock_is_asked(project: Path) -> None:
    """With a newer day anywhere in the publication the same correction is old; the day of the build doesn't matter."""
    assert len(notices(generated(project, "harbour-reopened"))) == 1
    change(project, "claims/lamps/lamp-out.yml", "published: 2025-07-15", "published: 2025-10-11")
    assert notices(generated(project, "harbour-reopened")) == []


# Taken back


def test_a_claim_taken_back_keeps_its_page(quayside: Path) -> None:
    """Its address still answers, with the day and the reason above all that it said."""
    tree = page(quayside / "site", WITHDRAWN)
    assert text(one(tree, ".//p[@class='at-notice']")) == NOTICE
    assert text(one(tree, ".//h1")) == "The fees of the harbour were doubled in April 2025."
    assert [text(quote) for quote in tree.iter("blockquote")] == [
        "all fees are doubled",
        "fees taken in April: twice those of March",
    ]
    assert text(one(tree, ".//h2[@id='verdict']")) == "Our verdict, until it was withdrawn"
    assert one(tree, ".//p[@class='at-verdict-word']/..").get("class") == "at-verdict at-was at-grey"
    assert [text(line) for line in one(tree, ".//div[@class='at-corrections']/ul")] == [
        "30 September 2025, withdrawn: The notice turned out to be a draft.",
        "1 August 2025, correction: The month was added. Why: It was missing.",
    ]


def test_a_claim_taken_back_stands_in_no_index(quayside: Path) -> None:
    """The list of corrections, its dossier and a page it left empty lead to it: no index, home, document or claim."""
    site = quayside / "site"
    leading = set()
    for path in site.rglob("*.html"):
        address = path.parent.relative_to(site).as_posix()
        links = re.findall(r'href="([^"]*)"', path.read_text("utf-8"))
        resolved = {
            (path.parent / urldefrag(link).url).resolve() for link in links if "://" not in link and link != "#"
        }
        leading |= {address for one in resolved if one == (site / WITHDRAWN).resolve()}
    own, told = (
        {"claims/fees-doubled", "embed/fees-doubled"},
        {"corrections", "claimants/customs-house", "dossiers/harbour"},
    )
    assert leading == own | told
    named = {
        path.parent.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if "The fees were doubled" in path.read_text("utf-8")
    }
    assert named - own == told


def test_a_claim_taken_back_counts_nowhere(quayside: Path) -> None:
    """Home, the index and its documents count the other four; no list has its claimant, its own document no claim."""
    site = quayside / "site"
    assert "4 claims and 12 source documents so far." in text(one(page(site, ""), ".//div[@class='at-hero']"))
    assert text(one(page(site, "claims"), ".//div[@class='at-lead']")) == (
        "Every claim we have checked, newest first: 4 so far."
    )
    listed = {text(line) for line in page(site, "sources").findall(".//ul[@class='at-directory']/li")}
    assert "Notice on fees · Customs House, 1 April 2025 · 0 claims" in listed
    assert "Customs House" not in text(one(page(site, "claimants"), ".//article"))
    assert "Customs House" not in text(one(page(site, "statistics"), ".//article"))
    facts = one(page(site, WITHDRAWN), ".//dl[@class='at-facts']")
    assert text(one(facts, "div[1]/dd")) == "Customs House"


def test_a_dossier_says_what_was_taken_back(quayside: Path) -> None:
    """In a line below what it is about, which leads to the claim's page; a dossier without says nothing."""
    line = page(quayside / "site", "dossiers/harbour").findall(".//div[@class='at-lead']/p")[2]
    assert text(line) == "1 fact-check was withdrawn: The fees were doubled"
    assert one(line, "a").get("href") == "../../claims/fees-doubled/"
    lamps = page(quayside / "site", "dossiers/lamps").findall(".//div[@class='at-lead']/p")
    assert text(lamps[-1]) == "1 claim checked against 2 source documents."


def test_a_page_stays_when_its_last_claim_is_taken_back(project: Path) -> None:
    """Whoever knows a topic, a claimant or a year, or reads a topic's feed, learns what became of the claim."""
    path = "claims/lamps/lamp-out.yml"
    change(project, path, "expires:", "withdrawn: {date: 2025-09-01, reason: No night.}\nexpires:")
    change(project, path, "claimed: unknown", "claimed: 2019")
    assert attested("check", "--strict", "--root", project).output == "No problems.\n"
    site = build(project, project / "site")
    for address in ("topics/lamps", "claimants/unknown", "years/2019"):
        line = one(page(site, address), ".//article/div/p[@class='at-quiet']")
        assert text(line) == "1 fact-check was withdrawn: The lamp of the lighthouse was out"
        assert one(line, "a").get("href") == "../../claims/lamp-out/"
    (item,) = json.loads((site / "topics/lamps/feed.json").read_bytes())["items"]
    assert item["title"] == "Withdrawn: The lamp of the lighthouse was out."
    assert "../../topics/lamps/" in {link.get("href") for link in page(site, "claims/lamp-out").iter("a")}


# Due


@pytest.mark.parametrize(
    ("today", "said"),
    [("2026-01-30", "No problems.\n"), ("2026-01-31", WARNED), ("2027-01-01", WARNED)],
    ids=["the day before", "the day", "later"],
)
def test_what_is_due_is_named(project: Path, today: str, said: str) -> None:
    """From its day on a claim is listed; that is a warning, which fails where warnings do."""
    made = attested("check", "--root", project, "--today", today)
    assert (made.output, made.exit_code) == (said, 0)
    strict = attested("check", "--root", project, "--today", today, "--strict")
    assert (strict.output, strict.exit_code) == (said, 0 if said == "No problems.\n" else 1)


def test_without_a_day_nothing_is_due(project: Path) -> None:
    """The program asks no clock."""
    change(project, "claims/lamps/lamp-out.yml", "expires: 2026-01-31", "expires: 2025-07-16")
    made = attested("check", "--strict", "--root", project)
    assert (made.output, made.exit_code) == ("No problems.\n", 0)


def test_what_is_due_stands_in_json_too(project: Path) -> None:
    """A program gets the same with all its parts."""
    made = attested("check", "--root", project, "--today", "2026-01-31", "--format", "json")
    (problem,) = json.loads(made.output)["problems"]
    assert (problem["path"], problem["field"], problem["rule"], problem["severity"]) == (
        "claims/lamps/lamp-out.yml",
        "expires",
        "overdue",
        "warning",
    )


def test_a_claim_taken_back_is_never_due(project: Path) -> None:
    """Nobody has to look again at what was withdrawn."""
    change(project, "claims/harbour/fees-doubled.yml", "withdrawn:", "expires: 2025-09-01\nwithdrawn:")
    assert attested("check", "--root", project, "--today", "2026-01-01").output == "No problems.\n"


def test_what_is_due_elsewhere_is_not_shown(project: Path) -> None:
    """With a folder named, only its claims are listed."""
    made = attested("check", "--root", project, "--today", "2026-01-31", project / "claims/harbour")
    assert made.output == "No problems.\n"
    assert attested("check", "--root", project, "--today", "2026-01-31", project / "claims/lamps").output == WARNED


@pytest.mark.parametrize("day", ["2026-13-01", "2026-02-30", "2026-01", "2026", "unknown", "tomorrow", "20260131"])
def test_a_day_that_is_none_is_wrong_use(day: str) -> None:
    """The message says how to write a day, and nothing is checked."""
    made = attested("check", "--today", day)
    assert made.exit_code == 2
    assert made.output.endswith(f"\nError: Invalid value for '--today': {day!r} is no day; write it as 2027-01-31\n")
    assert "problem" not in made.output


def test_the_list_says_where_to_hear_of_the_next_one(example: Path, site: Path) -> None:
    """Feeds where the address is known, and how to point out an error, on the page itself."""
    found = [page(place, "corrections").findall(".//p[@class='at-quiet']") for place in (example / "site", site)]
    with_feeds, without = ([link.get("href") for link in lines[0].findall("a")] for lines in found)
    ways = ["../corrections-policy/", "../contribute/#suggest-a-correction"]
    assert without == ways
    assert with_feeds == ["feed.xml", "feed.json", ways[0], "mailto:corrections@checks.example"]
    assert all((example / "site/corrections" / name).is_file() for name in ("feed.xml", "feed.json"))


def test_it_is_said_where_to_write_or_that_nobody_has_said(site: Path, example: Path) -> None:
    """The contribute page names the publisher's address; without one it says so, and leads nobody in circles."""
    told = {}
    for name, place in (("none", site), ("one", example / "site")):
        parts = list(one(page(place, "contribute"), ".//article"))
        at = [part.get("id") for part in parts].index("suggest-a-correction")
        told[name] = (text(parts[at + 1]), [link.get("href") for link in parts[at + 1].iter("a")])
    assert told == {
        "none": ("No address for corrections is set up on this site yet.", []),
        "one": ("Write to corrections@checks.example.", ["mailto:corrections@checks.example"]),
    }
