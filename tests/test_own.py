"""A newsroom's own publication, made from a copy of the repository: what it empties, renames, says in its language."""

import shutil
from pathlib import Path

import pytest
from conftest import build, copy_project, one, page, put, text, whole

DRAFT = "draft: true\nclaim: The crane was sold.\n"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A project with an address and without a claim, as the README has it."""
    project = copy_project(tmp_path / "project")
    for folder in ("harbour", "lighthouse", "sources", "dossiers"):
        shutil.rmtree(project / "claims" / folder)
    return project


# Before the first claim


def test_an_archive_without_a_claim_is_built(empty: Path) -> None:
    """It has no feeds, and no page leads to any."""
    site = build(empty, empty / "site")
    assert list(site.rglob("feed.*")) == []
    follow = one(page(site, "corrections"), ".//article//p[@class='at-quiet']")
    assert text(follow) == "How we correct · Suggest a correction"


def test_a_draft_makes_no_feeds(empty: Path) -> None:
    """As long as nothing is published, there is nothing to follow; no link is broken while somebody writes."""
    put(empty, {"claims/harbour/crane-sold.yml": DRAFT})
    made = whole(empty, drafts=True)
    assert made.problems == []
    assert [name for name in made.data if "feed." in name] == []
