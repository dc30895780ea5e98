"""What a claim's page weighs, and that an archive's growth adds nothing to it."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import attested, build, copy_project

MOST = 25_000
"""Bytes of HTML that a claim's page may have before compression."""
RELATED = re.compile(r'<h2 id="related">.*?(?=<h2 )|<li><a href="#related">[^<]*</a></li>', re.DOTALL)
"""The related claims, and the entry for them in the page's contents: all that other claims may change."""


def _claim_pages(site: Path) -> dict[str, str]:
    """Every claim's page by its id; the pages of the list of claims are none."""
    return {
        path.parent.name: path.read_text("utf-8")
        for path in site.glob("claims/*/index.html")
        if 'id="claim"' in path.read_text("utf-8")
    }


@pytest.fixture(scope="session")
def archive(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The built site of an invented archive, whose address is known, so that its pages have all they can have."""

    def made(place: Path) -> None:
        project = copy_project(place / "project", {})
        shutil.rmtree(project / "claims")
        assert attested("corpus", 60, "--out", project / "claims").exit_code == 0
        build(project, place / "site")

    return once("archive", made) / "site"


def test_a_claims_page_is_light(site: Path, archive: Path) -> None:
    """Of the real publication and of an invented archive, with all that a page can have."""
    pages = _claim_pages(site) | _claim_pages(archive)
    assert len(pages) >= 80
    assert {name: len(html.encode()) for name, html in pages.items() if len(html.encode()) > MOST} == {}


def test_a_larger_archive_adds_nothing_to_a_page(example: Path, tmp_path: Path) -> None:
    """The same claim's page beside twenty more claims is the same page, apart from the claims it is related to."""
    evidence = [{"source": "harbour-office-log", "stance": "context", "note": "It says so."}]
    claim = {
        "claimant": "Example Gazette",
        "claimed": "2024-05-02",
        "appearances": ["gazette-harbour"],
        "verdict": "unproven",
        "summary": "Too little was found.",
        "sources": evidence,
        "topics": ["ships"],
        "single_source_reason": "The log is the only record.",
        "one_sided_reason": "The log is the only record.",
        "published": "2024-06-01",
    }
    more = {
        f"claims/more/{n}.yml": json.dumps(claim | {"claim": f"Ship {n} came to the harbour of Port Example."})
        for n in range(20)
    }
    larger = _claim_pages(build(copy_project(tmp_path / "project", more), tmp_path / "site"))
    pages = _claim_pages(example / "site")
    assert len(larger) == len(pages) + 20
    assert {name: RELATED.sub("", larger[name]) for name in pages} == {
        name: RELATED.sub("", html) for name, html in pages.items()
    }
