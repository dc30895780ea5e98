"""Drafts: a claim that lacks things is checked, shown while one writes, and never published."""

import subprocess
from pathlib import Path

import pytest
from conftest import attested, put, whole

BARE = "draft: true\nclaim: The crane was sold.\n"
HALF = """\
draft: true
claim: The crane was painted.
claimant: Example Gazette
appearances: [gazette-harbour]
sources:
  - source: crane-report
published: 2025-06-01
"""
REPORT = "title: The crane\npublisher: Crane Report\nurl: https://crane.example/\npublished: unknown\n"
FILES = {
    "claims/drafts/crane-sold.yml": BARE,
    "claims/drafts/crane-painted.yml": HALF,
    "claims/sources/crane-report.yml": REPORT,
}
NOTE = "Drafts: 2, checked here, shown by `mkdocs serve` and not published.\n"


def test_a_draft_may_lack_things(project: Path) -> None:
    """A draft without verdict, summary, evidence and date is no problem, and `check` says how many there are."""
    put(project, FILES)
    made = attested("check", "--root", project, "--strict")
    assert (made.exit_code, made.stdout, made.stderr) == (0, "No problems.\n", NOTE)


def test_a_draft_is_checked(project: Path) -> None:
    """What a draft does say has to be right."""
    put(project, {"claims/drafts/crane.yml": BARE + "verdict: nonsense\nclaimed: soon\nsources: [{source: nobody}]\n"})
    made = attested("check", "--root", project)
    assert made.exit_code == 1
    assert made.stdout == (
        "claims/drafts/crane.yml:3:10: verdict: 'nonsense' is not on the verdict scale; use one of: correct, mixed, "
        "incorrect, unproven [unknown-verdict]\n"
        "claims/drafts/crane.yml:4:10: claimed: 'soon' is no date; write a day (2025-06-17), a month (2025-06), a year "
        "or unknown [bad-date]\n2 problems\n"
    )


def test_a_finished_claim_may_not_lack_things(project: Path) -> None:
    """Without `draft: true` each thing that is missing is said."""
    put(
        project,
        {
            "claims/drafts/crane.yml": HALF.replace("draft: true", "draft: false"),
            **{name: text for name, text in FILES.items() if "sources" in name},
        },
    )
    made = attested("check", "--root", project, "--format", "github")
    said = [line.split("::", 2)[2].partition(" is missing;")[0] for line in made.stdout.splitlines()]
    assert said == ["claimed:", "summary:", "verdict:", "sources[0].stance:"]


@pytest.mark.parametrize("word", ["yes", "on", "1", "True", "~"])
def test_draft_is_true_or_false(project: Path, word: str) -> None:
    """No other word makes a draft; what is meant is said, and nothing that a draft may lack is called missing."""
    put(project, {"claims/drafts/crane.yml": f"draft: {word}\nclaim: The crane was sold.\n"})
    made = attested("check", "--root", project)
    told = "; write `draft: true`" if word != "~" else ""
    assert f"draft: has to be true or false, not the text '{word}'{told} [wrong-type]" in made.stdout
    assert ("is missing" in made.stdout) == (word == "~")


def test_a_draft_is_not_published(project: Path) -> None:
    """Neither its page nor a file that names it is made, nor the page of a document only it uses."""
    before = whole(project)
    put(project, FILES)
    after = whole(project)
    assert after.problems == []
    assert after.pages == before.pages
    assert after.data == before.data


FRAMES = {
    path.format(name)
    for name in ("crane-painted", "crane-sold")
    for path in ("embed/{0}/index.html", "cards/{0}.png", "claims/{0}/{0}.bib")
}
"""What a draft's page leads to, and so has to be there while one writes."""


def test_a_draft_is_shown_while_one_writes(project: Path) -> None:
    """`serve` has its page, which says that it is a draft and what is open; the data stays without."""
    published = whole(project)
    put(project, FILES)
    served = whole(project, drafts=True)
    pages = {page.path: page.markdown() for page in served.pages}
    new = sorted(pages.keys() - {page.path for page in published.pages})
    assert [name for name in new if name.startswith(("claims/", "sources/"))] == [
        "claims/crane-painted.md",
        "claims/crane-sold.md",
        "sources/crane-report.md",
    ]
    data = {name: content for name, content in served.data.items() if name not in FRAMES}
    assert data == published.data
    assert data.keys() | FRAMES == served.data.keys()
    assert "<code>mkdocs serve</code> shows it. Still open: verdict, summary.</p>" in pages["claims/crane-painted.md"]
    assert "No verdict yet" in pages["claims/crane-sold.md"]
    assert [page.path for page in served.pages if page.jsonld] == [page.path for page in published.pages if page.jsonld]


def _git(project: Path, *arguments: str) -> None:
    author = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *author, *arguments], cwd=project, check=True, capture_output=True)


def test_a_draft_may_change_and_go_in_silence(project: Path) -> None:
    """What was never published needs no correction: a draft may be changed, renamed, deleted, published."""
    put(project, FILES)
    _git(project, "init")
    _git(project, "add", ".")
    _git(project, "commit", "-m", "claims")
    (project / "claims/drafts/crane-sold.yml").unlink()
    put(project, {"claims/drafts/crane-painted.yml": HALF.replace("painted.", "painted red.")})
    made = attested("review", "--root", project)
    assert made.exit_code == 0, made.output


def test_a_published_claim_is_no_draft_again(project: Path) -> None:
    """To make a draft of a published claim would take its page away; it is withdrawn instead."""
    _git(project, "init")
    _git(project, "add", ".")
    _git(project, "commit", "-m", "claims")
    path = project / "claims/harbour/harbour-closed.yml"
    path.write_text("draft: true\n" + path.read_text("utf-8"), "utf-8")
    made = attested("review", "--root", project)
    assert made.exit_code == 1
    assert (
        "claims/harbour/harbour-closed.yml:1:8: draft: was published and is a draft, which nobody sees; take "
        "`draft: true` out and withdraw it: `withdrawn: {date: …, reason: …}` [deleted-claim]\n1 problem\n"
    ) in made.stdout
