"""`attested changes`: what a newsletter or a bot would tell of since a revision."""

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import attested, build, put

ATOM = "{http://www.w3.org/2005/Atom}"
NEW = """\
claim: The *crane* was painted <b>yellow</b>.
claimant: Example Gazette
claimed: 2025-05
appearances: [gazette-harbour]
verdict: incorrect
summary: The log has no such work.
sources:
  - {source: harbour-office-log, stance: contradicts, note: A note.}
  - {source: tower-register, stance: supports, note: A note.}
published: 2026-01-02
"""
CORRECTED = """\
corrections:
  - {date: 2026-01-01, kind: update, what: A second log was found., why: The office sent it.}
"""
SITE = "https://checks.example/claims"


def git(project: Path, *arguments: str) -> None:
    """Run git there."""
    author = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *author, *arguments], cwd=project, check=True, capture_output=True)


@pytest.fixture
def changed(project: Path) -> Path:
    """The project committed; since then one claim is new, one corrected, one withdrawn, one a draft."""
    git(project, "init")
    git(project, "add", "claims")
    git(project, "commit", "-m", "claims")
    put(project, {"claims/made/crane-painted.yml": NEW, "claims/made/sold.yml": "draft: true\nclaim: It was sold.\n"})
    _add(project / "claims/lighthouse/lighthouse-age.yml", CORRECTED)
    _add(project / "claims/harbour/ferry-doubled.yml", "withdrawn: {date: 2026-01-03, reason: It was another ferry.}\n")
    return project


def _add(path: Path, text: str) -> None:
    kept = path.read_text("utf-8").replace("corrections: []\n", "")
    path.write_text(kept + text, "utf-8")


def run(project: Path, form: str) -> str:
    """The command's output."""
    made = attested("changes", "--root", project, "--since", "HEAD", "--format", form)
    assert made.exit_code == 0, made.output
    return made.stdout


def test_news_as_json(changed: Path) -> None:
    """Each with its kind, day, text and address, the newest first; the draft is none."""
    found = json.loads(run(changed, "json"))
    told = [(one["kind"], one["date"], one["verdict"], one["text"], one["url"]) for one in found["news"]]
    assert told == [
        ("withdrawn", "2026-01-03", "", "It was another ferry.", f"{SITE}/ferry-doubled/"),
        ("new", "2026-01-02", "Incorrect", "The log has no such work.", f"{SITE}/crane-painted/"),
        (
            *("update", "2026-01-01", "Unproven", "A second log was found. The office sent it."),
            f"{SITE}/lighthouse-age/#corrections",
        ),
    ]
    assert len(found["since"]) == 40


def test_a_claim_s_corrections_are_told_beside_its_withdrawal(changed: Path) -> None:
    """As in the feed of corrections, and without the verdict that was taken back."""
    _add(changed / "claims/lighthouse/lighthouse-age.yml", "withdrawn: {date: 2026-01-04, reason: Another tower.}\n")
    found = json.loads(run(changed, "json"))["news"]
    assert [(one["kind"], one["date"], one["verdict"]) for one in found if one["id"] == "lighthouse-age"] == [
        ("withdrawn", "2026-01-04", ""),
        ("update", "2026-01-01", ""),
    ]


def test_a_renamed_claim_is_the_one_it_was(changed: Path) -> None:
    """Its correction and its withdrawal are told, and each entry's id is the one that the feeds give it."""
    for old, new in (("lighthouse/lighthouse-age", "tower-age"), ("harbour/ferry-doubled", "ferry-twice")):
        path = changed / f"claims/{old}.yml"
        _add(path, f"former_ids: [{path.stem}]\n")
        path.rename(path.with_name(f"{new}.yml"))
        for dossier in (changed / "claims/dossiers").glob("*.yml"):
            dossier.write_text(dossier.read_text("utf-8").replace(path.stem, new), "utf-8")
    told = [(one["kind"], one["url"], one["entry"]) for one in json.loads(run(changed, "json"))["news"]]
    assert told == [
        ("withdrawn", f"{SITE}/ferry-twice/", f"{SITE}/ferry-doubled/#withdrawn"),
        ("new", f"{SITE}/crane-painted/", f"{SITE}/crane-painted/"),
        ("update", f"{SITE}/tower-age/#corrections", f"{SITE}/lighthouse-age/#correction-2026-01-01"),
    ]
    build(changed, changed / "site")
    feed = json.loads((changed / "site/corrections/feed.json").read_text("utf-8"))
    assert {one["id"] for one in feed["items"]} >= {entry for kind, _, entry in told if kind != "new"}


def test_news_as_markdown(changed: Path) -> None:
    """A list by kind; what contributors wrote is no markup in it."""
    said = run(changed, "markdown")
    assert said.startswith(
        "## New fact-checks\n\n"
        f"- [**The \\*crane\\* was painted \\<b\\>yellow\\</b\\>.**](<{SITE}/crane-painted/>) Incorrect. "
        "The log has no such work. (2 January 2026)\n\n## Updates\n\n"
    )
    assert "## Withdrawn\n\n" in said


def test_news_as_a_feed(changed: Path) -> None:
    """An Atom feed whose entries lead to their places, each with an id of its own."""
    feed = ElementTree.fromstring(run(changed, "atom"))
    ids = [one.findtext(f"{ATOM}id") for one in feed.iter(f"{ATOM}entry")]
    assert ids == [
        f"{SITE}/ferry-doubled/#withdrawn",
        f"{SITE}/crane-painted/",
        f"{SITE}/lighthouse-age/#correction-2026-01-01",
    ]
    assert feed.findtext(f"{ATOM}updated") == "2026-01-03T00:00:00Z"
    assert str(feed.findtext(f"{ATOM}id")).startswith("https://checks.example/#since-")


def test_no_news(project: Path) -> None:
    """Where nothing happened, that is said; an unknown revision is wrong use; a feed needs the site's address."""
    git(project, "init")
    git(project, "add", "claims")
    git(project, "commit", "-m", "claims")
    assert run(project, "markdown") == "Nothing new.\n"
    assert json.loads(run(project, "json"))["news"] == []
    assert attested("changes", "--root", project, "--since", "nowhere").exit_code == 2
    path = project / "claims/publication.yml"
    path.write_text(path.read_text("utf-8").replace("url: https://checks.example/\n", "", 1), "utf-8")
    made = attested("changes", "--root", project, "--since", "HEAD", "--format", "atom")
    assert (made.exit_code, "a feed needs the site's address" in made.stderr) == (2, True)
    path.write_text("name: [", "utf-8")
    assert attested("changes", "--root", project, "--since", "HEAD").exit_code == 1
