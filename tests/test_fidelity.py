"""Each build reads back what it made: whatever altered a claim's words, the build stops and the old site stays."""

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import contents, copy_project, mkdocs

from generator.check import check as checked
from generator.fidelity import check
from generator.fidelity.feeds import FEEDS
from generator.problem import Problem

SOURCE = "claims/sources/gazette-harbour.yml"
DOSSIER = "claims/dossiers/harbour.yml"
CLAIM = "claims/harbour/harbour-closed.yml"
PAGE = "claims/harbour-closed/index.html"
GAZETTE = "sources/gazette-harbour/index.html"


@pytest.fixture
def site(example: Path, tmp_path: Path) -> Path:
    """A built site that a test may alter."""
    return Path(shutil.copytree(example / "site", tmp_path / "site"))


def altered(example: Path, site: Path) -> list[Problem]:
    """What is found in the site."""
    publication = checked(example).publication
    assert publication
    return check(publication, site)


def test_a_site_as_built_says_what_the_claims_say(example: Path, site: Path) -> None:
    """Nothing is found in it."""
    assert altered(example, site) == []


ALTERED = [
    (PAGE, "<title>Incorrect: The", "<title>Correct: The", CLAIM, "claim"),
    (PAGE, "</title>", "</title><title>x</title>", CLAIM, "claim"),
    (PAGE, '<h1 id="claim">The', '<h1 id="claim">A', CLAIM, "claim"),
    (PAGE, "2025.</h1>", "2025.</h1><h1>x</h1>", CLAIM, "claim"),
    (PAGE, "2025.</h1>", "2025&amp;#46;</h1>", CLAIM, "claim"),
    (PAGE, "</b></a></p>", "</b></a> perhaps</p>", CLAIM, "verdict"),
    (PAGE, "office’s log has", "office's log has", CLAIM, "summary"),
    (PAGE, "each of the 31 days</p></blockquote>", "each of the 30 days</p></blockquote>", CLAIM, "sources[1].quote"),
    (PAGE, ">the harbour has been", ">the <b>harbour</b> has not been", CLAIM, "sources[0].quote"),
    (PAGE, 'id="evidence-2" aria', 'id="evidence-3" aria', CLAIM, "sources[1].quote"),
    (PAGE, '"claimReviewed":"', '"claimReviewed":"Not ', CLAIM, "claim"),
    (PAGE, '"alternateName":"', '"alternateName":"Not ', CLAIM, "verdict"),
    (PAGE, '"@type":"ClaimReview"', '"@type":"Thing"', CLAIM, "claim"),
    ("api/v1/claims/harbour-closed.json", "31 days", "30 days", CLAIM, "sources[1].quote"),
    ("data/claims.jsonl", "31 days", "30 days", CLAIM, "sources[1].quote"),
    ("data/claims.csv", "The harbour of Port", "The port of Port", CLAIM, "claim"),
    ("claimreview.json", '"text":"The harbour of', '"text":"The port of', CLAIM, "claim"),
    ("feed.xml", "<title>Incorrect: The harbour", "<title>Correct: The harbour", CLAIM, "claim"),
    ("feed.json", '"title": "Incorrect: The harbour of', '"title": "Incorrect: The port of', CLAIM, "claim"),
    ("corrections/feed.xml", "The harbour of", "The port of", CLAIM, "claim"),
    (GAZETTE, "until further notice</h1>", "for good</h1>", SOURCE, "title"),
    (GAZETTE, "since the first of May</p>", "since the last of May</p>", SOURCE, "quote"),
    ("dossiers/harbour/index.html", "each of the 31 days</p>", "each of the 30 days</p>", DOSSIER, "quote"),
]  # fmt: skip


@pytest.mark.parametrize("spoiled", ["another", "cut", "gone"])
def test_another_picture_is_found(example: Path, site: Path, spoiled: str) -> None:
    """A card that is another claim's, not whole, or not there."""
    card = site / "cards/harbour-closed.png"
    content = card.read_bytes()
    card.unlink()
    if spoiled != "gone":
        card.write_bytes(content[:-5] if spoiled == "cut" else (site / "cards/lighthouse-age.png").read_bytes())
    assert [(one.path, one.field) for one in altered(example, site)] == [(CLAIM, "claim"), (CLAIM, "verdict")]


@pytest.mark.parametrize(("name", "before", "after", "path", "field"), ALTERED)
def test_an_altered_word_is_found(
    example: Path, site: Path, name: str, before: str, after: str, path: str, field: str
) -> None:
    """In each place, with the claim's file and field."""
    said = (site / name).read_text("utf-8")
    assert before in said
    (site / name).write_text(said.replace(before, after), "utf-8")
    found = altered(example, site)
    assert (path, field) in {(problem.path, problem.field) for problem in found}
    assert {problem.path for problem in found} == {path}
    assert name in {problem.message.split(" ", 1)[0] for problem in found}


def _second(said: str) -> str:
    line = next(line for line in said.splitlines() if "harbour-closed" in line).rstrip(",")
    return said.replace("\n]}", f'\n],"dataFeedElement":[{line.replace("The harbour of", "The port of")}\n]}}')


@pytest.mark.parametrize(
    "altered_to",
    [
        lambda said: said.replace("\n]}", "\n"),
        lambda said: f"garbage\n{said}",
        lambda said: said.replace('{"@type":"DataFeedItem",', '{"@type": "DataFeedItem",', 1),
        lambda said: said.replace("},\n", "}\n", 1),
        lambda said: said.replace("\n]}", "]}"),
        _second,
    ],
)
def test_a_feed_that_says_more_or_is_broken_is_found(
    example: Path, site: Path, altered_to: Callable[[str], str]
) -> None:
    """Whoever reads it reads all of it, so its first line and its last are looked at too."""
    path = site / "claimreview.json"
    said = path.read_text("utf-8")
    path.write_text(altered_to(said), "utf-8")
    assert path.read_text("utf-8") != said
    message = "claimreview.json isn't JSON with a line for each claim any more"
    assert ("claims/publication.yml", message) in {(one.path, one.message) for one in altered(example, site)}


LISTS = ["data/claims.jsonl", "data/claims.csv", "claimreview.json"]


@pytest.mark.parametrize("name", LISTS)
def test_a_claim_that_a_list_leaves_out_is_found(example: Path, site: Path, name: str) -> None:
    """With the claim's file, as if its claim had been altered to nothing."""
    lines = (site / name).read_text("utf-8").splitlines(keepends=True)
    (site / name).write_text("".join(line for line in lines if "harbour-closed" not in line), "utf-8")
    found = altered(example, site)
    assert {(one.path, one.field) for one in found} == {(CLAIM, "claim")}
    said = "The harbour of Port Example was closed for all of May 2025."
    assert found[0].message == f"{name} says 'nothing' where the file says '{said}'"


@pytest.mark.parametrize("name", [PAGE, "sources/gazette-harbour/index.html", "dossiers/harbour/index.html", *LISTS])
def test_a_missing_page_is_found(example: Path, site: Path, name: str) -> None:
    """It says nothing where it should say something."""
    (site / name).unlink()
    assert altered(example, site) != []


@pytest.mark.parametrize(
    "words",
    [
        "Port Example was closed",
        "31 days",
        "Incorrect",
        "asked whether",
        "was closed in May",
        "Ships",
        "Harbour Office",
    ],
)
def test_what_the_search_says_is_compared(example: Path, site: Path, words: str) -> None:
    """Its index holds the claim, the verdict, the quotations, and what else is said of the claim."""
    for path in (site / "pagefind/fragment").iterdir():
        content = gzip.decompress(path.read_bytes())
        path.write_bytes(gzip.compress(content.replace(words.encode(), b"other words")))
    assert CLAIM in {problem.path for problem in altered(example, site)}


HOOK = """
def on_post_page(output, page, config):
    return output.replace("31 days", "30 days")
"""


def test_a_plugin_that_alters_words_stops_the_build(tmp_path: Path) -> None:
    """The build names the claim, the page and both wordings; the old site stays."""
    project = copy_project(tmp_path / "project", {"alter.py": HOOK, "site/index.html": "before"})
    path = project / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("mkdocs_hook.py]", "mkdocs_hook.py, alter.py]"), "utf-8")
    done = mkdocs(project, project / "site")
    report = (
        f"{CLAIM}:1:1: sources[1].quote: {PAGE} says 'arrivals on each of the 30 days' where the file says "
        "'arrivals on each of the 31 days' [altered]"
    )
    assert report in done.stderr
    assert done.stdout == "\nThe pages don't say what the claims say; the site was not touched.\n"
    assert (done.returncode, contents(project / "site")) == (1, {"index.html": b"before"})


def test_every_feed_is_looked_at(example: Path) -> None:
    """Feeds are sought where they are, and nowhere else."""
    site = example / "site"
    found = {path for where in FEEDS for path in site.glob(where)}
    assert found == {*site.rglob("feed.xml"), *site.rglob("feed.json")} != set()
