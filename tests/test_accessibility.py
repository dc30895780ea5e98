"""axe-core has nothing against the pages, in light and dark, on a phone and on a desk."""

from pathlib import Path

import axe_playwright_python
import pytest
from fixtures.dossier.browser import chromium, served

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => (await axe.run(document, { runOnly: tags })).violations
    .map((one) => [one.id, one.nodes.map((node) => node.html)])"""
PAGES = [
    "",
    "claims/uk-casualties/",
    "sources/aljazeera-kursk-recovery/",
    "dossiers/kursk/",
    "claims/",
    "statistics/",
    "search/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(site: Path, width: int, scheme: str) -> None:
    """No page kind breaks WCAG 2.2 AA or axe's best practices."""
    with chromium() as browser, served(site) as address:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
        page.set_default_timeout(300_000)
        for path in PAGES:
            page.goto(f"{address}/{path}")
            page.evaluate(AXE)
            assert (path, page.evaluate(RUN, TAGS)) == (path, [])
