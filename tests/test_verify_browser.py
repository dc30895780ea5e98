"""The check in the reader's browser: real pages in Chromium, served and from a disk, with and without JavaScript."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import REPOSITORY
from fixtures.dossier.browser import served
from playwright.sync_api import Browser, Locator, Page

CLAIMS = ["uk-casualties", "sappers-and-builders"]


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the real publication is served."""
    with served(site) as base:
        yield base


@contextmanager
def opened(browser: Browser, url: str, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """A page, and every address it has asked for so far."""
    context = browser.new_context(**options)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url)
    yield page, asked
    context.close()


def sentences(claim: str) -> dict[str, str]:
    """What is to be said of each proved quotation of a claim, read from the files alone."""
    (path,) = (REPOSITORY / "claims").rglob(f"{claim}.yml")
    found = {}
    for piece in yaml.safe_load(path.read_bytes())["sources"]:
        file = REPOSITORY / "claims/sources" / f"{piece['source']}.proofs.json"
        if "quote" in piece and isinstance(piece["source"], str) and file.is_file():
            proofs = json.loads(file.read_bytes())
            (proof,) = (one for one in proofs["proofs"] if one["quote"] == straight(piece["quote"]))
            ((start, end),) = proof["ranges"]
            place = f"{start + 1}–{end}" if end - start > 1 else f"{end}"
            sentence = f"Verified: these are words {place} of the captured text, which has {proofs['words']}."
            found[piece["quote"]] = sentence
    return found


def straight(text: str) -> str:
    """The text with typewriter's quotation marks."""
    return text.translate(str.maketrans("‘’“”", "''\"\""))


def pressed(fold: Locator) -> str:
    """What is said when the fold is opened and its button pressed."""
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    said = fold.locator(".verify-result")
    said.evaluate("element => { element.textContent = '' }")
    fold.get_by_role("button", name="Check it in this browser", exact=True).click()
    fold.page.wait_for_function("element => element.textContent !== ''", arg=said.element_handle())
    return said.inner_text()


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("form", ["served", "from a disk"])
def test_every_proved_quotation_verifies(browser: Browser, site: Path, address: str, claim: str, form: str) -> None:
    """The button says where each quotation stands, of the very words shown above it, and sends nothing."""
    url = f"{address}/claims/{claim}/" if form == "served" else f"{(site / 'claims' / claim).as_uri()}/index.html"
    with opened(browser, url) as (page, asked):
        base = address if form == "served" else site.as_uri()
        assert [one for one in asked if not one.startswith(f"{base}/")] == []
        asked.clear()
        folds = page.locator("article.at-evidence details.at-verify").all()
        said = {words(fold).inner_text(): pressed(fold) for fold in folds}
        assert said == sentences(claim)
        assert len(said) >= 2
        loaded = [one for one in asked if not one.endswith("/mark.svg")]
        assert len(loaded) == len(set(loaded))
        assert {re.sub("/sources/[a-z0-9-]+/proofs.js$", "", one) for one in loaded} == {base}


def test_the_sentence_is_as_readers_see_it(browser: Browser, address: str) -> None:
    """Word for word, of the first quotation of the claim on British intelligence."""
    with opened(browser, f"{address}/claims/uk-casualties/") as (page, _):
        fold = page.locator("#evidence-1 details.at-verify")
        assert pressed(fold) == "Verified: these are words 407–423 of the captured text, which has 423."
        assert fold.locator(".verify-result").get_attribute("role") == "status"
        assert fold.locator("summary").inner_text().split() == ["Verified", "words", "407–423", "of", "423"]


def words(fold: Locator) -> Locator:
    """The quotation that the fold belongs to, as the page shows it."""
    return fold.locator("xpath=ancestor::article[1]").locator("blockquote p")


PARTS = """
    const shown = fold.closest("article").querySelector("blockquote p");
    const root = fold.querySelector("code");
    const [file] = Object.values(attestedProofs);
    const proof = file.proofs.find((one) => one.quote === attestedVerify.fold(shown.textContent));
"""
NO_ROOT = "Not verified: the words and their proof do not lead to the text's root."
NO_PROOF = "Not verified: there is no proof of this quotation."
ALTERED = {
    "shown.textContent = shown.textContent.replace('died', 'cried')": NO_PROOF,
    "shown.textContent = shown.textContent.replace('died', 'Died')": NO_PROOF,
    "shown.textContent = proof.quote = shown.textContent.replace('died', 'cried')": NO_ROOT,
    "root.textContent = root.textContent.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))": NO_ROOT,
    "fold.dataset.words = Number(fold.dataset.words) + 1": "Not verified: the proof has too few hashes.",
    "fold.dataset.start = 1": NO_PROOF,
    "proof.salts = proof.salts.slice(128)": "Not verified: the proof does not have one salt of 32 bytes for each word.",
}


def test_an_altered_quotation_is_not_verified(browser: Browser, address: str) -> None:
    """A word changed on the page, or in its proof too, another root, half a proof: the button says so, and why."""
    with opened(browser, f"{address}/claims/uk-casualties/") as (page, _):
        fold = page.locator("#evidence-1 details.at-verify")
        whole = pressed(fold)
        assert whole.startswith("Verified: ")
        for change, sentence in ALTERED.items():
            page.reload()
            assert pressed(fold) == whole
            fold.evaluate(f"fold => {{ {PARTS} {change} }}")
            assert (change, pressed(fold)) == (change, sentence)


def test_proofs_that_do_not_come_are_asked_for_again(browser: Browser, address: str) -> None:
    """Away from the network nothing is called verified, and nothing false; when it is back, the button works."""
    with opened(browser, f"{address}/claims/uk-casualties/") as (page, _):
        fold = page.locator("#evidence-1 details.at-verify")
        page.route("**/proofs.js", lambda route: route.abort())
        assert pressed(fold) == "Not verified: its proof could not be loaded."
        page.unroute("**/proofs.js")
        assert pressed(fold).startswith("Verified: ")


@pytest.mark.parametrize("form", ["served", "from a disk"])
def test_without_javascript_the_page_is_whole(browser: Browser, site: Path, address: str, form: str) -> None:
    """The fold opens and tells place, root and command; the button, which would do nothing, isn't there."""
    folder = site / "claims/uk-casualties"
    url = f"{address}/claims/uk-casualties/" if form == "served" else f"{folder.as_uri()}/index.html"
    with opened(browser, url, java_script_enabled=False) as (page, _):
        folds = page.locator("article.at-evidence details.at-verify")
        assert folds.count() == len(sentences("uk-casualties"))
        fold = folds.first
        told = fold.get_by_text("The proof leads to the fingerprint")
        assert not told.is_visible()
        fold.locator("summary").click()
        assert told.is_visible()
        root = fold.locator("code").inner_text()
        assert told.inner_text() == (
            f"Of a text captured on a day that is not recorded. The proof leads to the fingerprint {root}."
        )
        assert page.get_by_text("make check", exact=True).is_visible()
        assert page.locator(".verify-run").count() == 0
        assert page.locator("article.at-evidence blockquote").first.is_visible()
