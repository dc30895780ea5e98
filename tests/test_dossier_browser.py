"""A dossier in a browser: what opens, the keyboard, phone, desk and paper, sorting and hiding."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from conftest import REPOSITORY
from fixtures.dossier.browser import chromium, served
from fixtures.dossier.project import ORDER, expected, reading, records, settings, stance
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async ([part, tags]) => {
    const made = await axe.run(part, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
    const found = made.violations.map((one) => [one.id, one.nodes.map((node) => node.html)]);
    return { found, tried: made.passes.length };
}"""
CLAIM, DOSSIER = "claims/uk-casualties/", "dossiers/kursk/"
SCHEMES = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 24, 31)"}
PHONE, DESK = 360, 1280


class Window:
    """A browser's window that shows one page of the real publication after another."""

    def __init__(self, page: Page, address: str) -> None:
        """`address` is where the publication is served."""
        self.page, self.address = page, address

    def show(self, path: str, width: int = DESK, scheme: str = "light") -> Page:
        """The page at rest, at this width and in this scheme."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(media="screen", color_scheme="dark" if scheme == "dark" else "light")
        self.page.goto(f"{self.address}/{path}")
        return self.turn(width, scheme)

    def turn(self, width: int, scheme: str) -> Page:
        """The same page at this width and in this scheme."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        self.page.wait_for_function(
            "paper => getComputedStyle(document.body).backgroundColor === paper && !document.getAnimations().length",
            arg=SCHEMES[scheme],
        )
        return self.page


@pytest.fixture(scope="module")
def window(site: Path) -> Iterator[Window]:
    """The window."""
    with chromium() as browser, served(site) as address:
        page = browser.new_page(reduced_motion="reduce")
        yield Window(page, address)


def violations(page: Page, part: str = "html") -> list[Any]:
    """What axe-core has against this part of the page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    made = page.evaluate(RUN, [part, TAGS])
    assert made["tried"] > 0
    found: list[Any] = made["found"]
    return found


def overflow(page: Page) -> int:
    """By how much the page is wider than its window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return wider


# What opens


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_the_words_behind_a_mark(window: Window, scheme: str) -> None:
    """What a mark of the matrix opens breaks no rule either."""
    page = window.show(DOSSIER, DESK, scheme)
    page.locator(".at-cell button").first.click()
    for width in (DESK, PHONE):
        window.turn(width, scheme)
        assert page.locator(".at-cell-words:popover-open").count() == 1
        assert (width, violations(page, ".at-cell-words:popover-open")) == (width, [])


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_an_open_fold(window: Window, scheme: str) -> None:
    """What tells how a quotation is verified breaks no rule when it is unfolded."""
    page = window.show(CLAIM, DESK, scheme)
    fold = page.locator("details.at-verify").first
    fold.locator("summary").click()
    for width in (DESK, PHONE):
        window.turn(width, scheme)
        assert fold.get_by_role("button", name="Check it in this browser").is_visible()
        assert (width, violations(page, "details.at-verify[open]")) == (width, [])


def test_axe_finds_what_is_wrong(window: Window) -> None:
    """The same run on a page with three faults planted names all three."""
    page = window.show("about/")
    page.locator("article").evaluate(
        "article => { article.innerHTML += `<img src='/x.png'><p style='color: #999'>faint</p><button></button>` }"
    )
    assert {name for name, _ in violations(page)} == {"image-alt", "color-contrast", "button-name"}


# The keyboard


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_keyboard_opens_and_closes_the_words(window: Window, width: int) -> None:
    """Tab leads to the first mark, Enter shows its words, Tab goes on to their links, Escape leads back to the mark."""
    claim = reading(REPOSITORY, "kursk")[0]
    document = records(REPOSITORY, "claims")[claim]["appearances"][0]
    quote = next(piece["quote"] for piece in expected(REPOSITORY, "kursk")[claim][document] if "quote" in piece)
    page = window.show(DOSSIER, width)
    page.locator(".at-matrix-scroll" if width == PHONE else ".at-matrix-head a").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.href").endswith(f"/claims/{claim}/")
    page.keyboard.press("Tab")
    first = page.locator(".at-cell button").first
    assert first.evaluate("button => button === document.activeElement")
    assert first.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
    words = page.locator(".at-cell-words:popover-open")
    assert words.count() == 0
    page.keyboard.press("Enter")
    assert words.count() == 1
    assert words.get_attribute("id") == first.get_attribute("popovertarget")
    assert " ".join(words.locator("blockquote").inner_text().split()) == " ".join(quote.split())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.at-cell-words:popover-open a')")
    page.keyboard.press("Escape")
    assert words.count() == 0
    assert first.evaluate("button => button === document.activeElement")
    page.keyboard.press("Space")
    assert words.count() == 1


def test_every_mark_is_in_the_keyboards_way(window: Window) -> None:
    """Nothing in the matrix is left out of the order of Tab, or jumps in it."""
    page = window.show(DOSSIER)
    assert page.locator(".at-matrix [tabindex]").evaluate_all("found => found.map((one) => one.className)") == [
        "at-matrix-scroll"
    ]
    marks = page.locator(".at-cell button")
    assert marks.evaluate_all("found => found.filter((one) => one.tabIndex !== 0).length") == 0
    assert marks.count() == sum(len(row) for row in expected(REPOSITORY, "kursk").values())


def test_a_screen_reader_is_told_document_stance_and_answer(window: Window) -> None:
    """A mark's name says whose it is, what it says of the claim, and its answer, though only a sign is seen."""
    claims = records(REPOSITORY, "claims")
    cells = expected(REPOSITORY, "kursk")
    page = window.show(DOSSIER)
    row = page.locator(".at-matrix tbody tr").first
    names = [" ".join(name.split()) for name in row.get_by_role("button").all_text_contents()]
    claim = next(iter(cells))
    assert len(names) == len(cells[claim])
    said = {"asserts": "makes the claim", "contradicts": "contradicts", "supports": "supports", "context": "context"}
    for document, pieces in cells[claim].items():
        word = stance(pieces, document in claims[claim]["appearances"])
        answers = [piece["says"] for piece in pieces if piece["stance"] == word and "says" in piece][:1]
        assert [name for name in names if name.endswith(" ".join([f": {said[word]}", *answers]))]


# Phone, desk, paper


def test_on_a_phone_the_matrix_is_a_list(window: Window) -> None:
    """Claim by claim, each document that speaks has a line with its name and what it says; nothing scrolls sideways."""
    cells = expected(REPOSITORY, "kursk")
    page = window.show(DOSSIER, PHONE)
    assert overflow(page) == 0
    inner = page.locator(".at-matrix-scroll").evaluate("box => box.scrollWidth - box.clientWidth")
    assert inner == 0
    assert not page.locator(".at-matrix thead").is_visible()
    assert page.locator(".at-silent:visible").count() == 0
    for claim, row in zip(cells, page.locator(".at-matrix tbody tr").all(), strict=True):
        buttons = row.locator(".at-cell button:visible")
        assert (claim, buttons.count()) == (claim, len(cells[claim]))
        tops = buttons.evaluate_all("found => found.map((one) => one.getBoundingClientRect().top)")
        assert tops == sorted(set(tops))
        assert row.locator(".at-cell-document").first.bounding_box()["width"] > 20  # type: ignore[index]
    narrow = page.locator(".at-cell").evaluate_all("found => found.filter((one) => one.offsetWidth < 250).length")
    assert narrow == 0


def test_on_a_desk_the_heads_stay_in_sight(window: Window) -> None:
    """Scrolled to its far corner the matrix still shows the documents above and the claims beside."""
    page = window.show(DOSSIER)
    box = page.locator(".at-matrix-scroll")
    moved = box.evaluate("box => { box.scrollTo(10_000, 10_000); return [box.scrollLeft, box.scrollTop] }")
    assert min(moved) > 100
    frame = box.bounding_box()
    head = page.locator(".at-matrix-head").last.bounding_box()
    claim = page.locator(".at-matrix tbody th").last.bounding_box()
    assert frame is not None
    assert head is not None
    assert claim is not None
    assert frame["y"] <= head["y"] < head["y"] + head["height"] < frame["y"] + frame["height"] * 0.35
    assert frame["x"] <= claim["x"] < frame["x"] + 10


def test_paper_shows_the_passages(window: Window) -> None:
    """Printed, every passage stands under its mark, and what only a screen can do is left out."""
    page = window.show(DOSSIER)
    assert page.locator(".at-cell-words:visible").count() == 0
    page.emulate_media(media="print")
    words = page.locator(".at-cell-words")
    assert page.locator(".at-cell-words:visible").count() == words.count() > 50
    quotes = page.locator(".at-cell-words blockquote")
    written = [
        " ".join(piece["quote"].split())
        for row in expected(REPOSITORY, "kursk").values()
        for pieces in row.values()
        for piece in pieces
        if "quote" in piece
    ]
    assert sorted(" ".join(quote.split()) for quote in quotes.all_inner_texts()) == sorted(written)
    assert page.locator(".at-cell-words blockquote:visible").count() == quotes.count()
    assert not page.locator(".at-matrix-tools").is_visible()
    assert not page.locator(".at-matrix thead").is_visible()
    assert not page.locator(".at-sections").is_visible()
    events = page.locator(".at-timeline > li")
    assert set(events.evaluate_all("found => found.map((one) => getComputedStyle(one).breakInside)")) == {"avoid"}
    lefts = page.locator(".at-cell-words").evaluate_all(
        "found => found.filter((one) => getComputedStyle(one).position !== 'static').length"
    )
    assert lefts == 0


def test_the_way_to_read_the_matrix_fits_what_is_seen(window: Window) -> None:
    """A table has empty cells and marks, a list has lines, and paper can't be pressed."""
    line = "A document not named under a claim is silent on it."
    said = {
        DESK: "An empty cell: the document is silent. Press a mark for the words themselves.",
        PHONE: f"{line} Press a line for the words themselves.",
    }
    for width, words in said.items():
        page = window.show(DOSSIER, width)
        shown = page.locator(".at-matrix-key small:visible")
        assert (width, shown.all_inner_texts()) == (width, [words])
    page = window.show(DOSSIER)
    page.emulate_media(media="print")
    assert [words.strip() for words in page.locator(".at-matrix-key small:visible").all_inner_texts()] == [line]


def test_a_line_of_the_list_goes_on_under_its_name(window: Window) -> None:
    """A line that is too long for a phone begins anew behind the mark, and lines keep one distance."""
    page = window.show(DOSSIER, PHONE)
    lines = page.locator(".at-cell button").evaluate_all("""found => found.map((one) => {
        const words = [...one.querySelectorAll(":scope > span:not(.at-stance-mark)")];
        const boxes = words.flatMap((word) => [...word.getClientRects()]);
        const box = one.getBoundingClientRect();
        const mark = one.querySelector(".at-stance-mark").getBoundingClientRect();
        const top = Math.min(...boxes.map((one) => one.top));
        const bottom = Math.max(...boxes.map((one) => one.bottom));
        const left = Math.min(...boxes.map((one) => one.left));
        return [left >= mark.right, Math.round(top - box.top), Math.round(box.bottom - bottom)];
    })""")
    assert len(lines) > 50
    assert all(behind for behind, _, _ in lines)
    for spaces in ({above for _, above, _ in lines}, {below for _, _, below in lines}):
        assert max(spaces) - min(spaces) <= 1


def test_the_words_behind_a_line_keep_their_mark_inside(window: Window) -> None:
    """In the list too, what opens has its marks beside their words, behind its margin."""
    page = window.show(DOSSIER, PHONE)
    page.locator(".at-cell button").first.click()
    places = page.locator(".at-cell-words:popover-open").evaluate("""box => {
        const { left } = box.getBoundingClientRect();
        return [...box.querySelectorAll("p, .at-stance-mark")].map((one) => one.getBoundingClientRect().left - left);
    }""")
    assert len(places) >= 4
    assert max(places) - min(places) < 1
    assert min(places) > 15


@pytest.mark.parametrize("width", [480, 768, DESK])
def test_a_chart_s_letters_are_those_of_its_table(window: Window, width: int) -> None:
    """However wide the page, the words of an axis aren't larger than what stands below them."""
    page = window.show(CLAIM, width)
    sizes = page.locator(".at-chart").evaluate_all("""found => found.map((one) => {
        const word = one.querySelector("svg > text");
        const shown = parseFloat(getComputedStyle(word).fontSize) * word.getScreenCTM().a;
        return shown / parseFloat(getComputedStyle(one.querySelector("table")).fontSize);
    })""")
    assert len(sizes) == 3
    assert all(0.8 < size < 1.15 for size in sizes), sizes


def test_a_claim_s_page_has_one_measure(window: Window) -> None:
    """Rules, the verdict, the two quotations and the charts end at one line."""
    page = window.show(CLAIM)
    ends = page.locator("article > h2:not(#verdict), .at-verdict, .at-pair, .at-charts, .at-cite").evaluate_all(
        "found => [...new Set(found.map((one) => Math.round(one.getBoundingClientRect().right)))]"
    )
    assert len(ends) == 1


def test_the_heads_leave_room_for_the_matrix(window: Window) -> None:
    """However long an origin's name is, what stays in sight takes no more than a quarter."""
    heights = [window.show(DOSSIER).locator(part).bounding_box() for part in (".at-matrix thead", ".at-matrix-scroll")]
    head, box = (found["height"] for found in heights if found)
    assert head < box / 4


def test_the_heads_of_the_matrix_can_be_read(window: Window) -> None:
    """Of a long origin the first lines are seen and the whole is at hand; words stay whole, nothing is below 12 px."""
    page = window.show(DOSSIER)
    cut = "found => found.filter((one) => one.scrollHeight > one.clientHeight + 3 || one.scrollWidth > one.clientWidth)"
    names, said = page.locator(".at-matrix-group span"), page.locator(".at-cell-says")
    assert said.evaluate_all(f"found => ({cut})(found).map((one) => one.textContent)") == []
    assert min(map(len, names.evaluate_all(f"found => ({cut})(found).map((one) => one.textContent)"))) > 40
    for found in (names, said):
        assert min(found.evaluate_all("found => found.map((one) => parseFloat(getComputedStyle(one).fontSize))")) >= 12
    assert [name for name in names.all_text_contents() if name.startswith("Russi")] == [
        "Russian media and South Korea’s military",
        "Russian military bloggers",
        "Russia’s top general",
    ]
    assert names.evaluate_all("found => found.filter((one) => one.title !== one.textContent).length") == 0
    words = page.locator(".at-cell-says, .at-matrix-group span").evaluate_all("""found => found.flatMap((one) => {
        const [range, text] = [document.createRange(), one.firstChild];
        return [...text.data.matchAll(/\\p{L}+/gu)].filter((word) => {
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            return new Set([...range.getClientRects()].map((box) => box.top)).size > 1;
        }).map(([word]) => word);
    })""")
    assert words == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_lies_over_the_matrix_s_corner(window: Window, scheme: str) -> None:
    """Wherever the matrix is scrolled to, its corner is what is seen above the claims."""
    page = window.show(DOSSIER, DESK, scheme)
    for left in (0, 300, 900, 2000):
        over = page.locator(".at-matrix-scroll").evaluate(
            """(box, left) => {
                box.scrollIntoView();
                box.scrollTo(left, 60);
                const { x, y, width, height } = box.querySelector("thead td[rowspan]").getBoundingClientRect();
                const places = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((one) => [0.2, 0.8].map((other) => [one, other]));
                return places.map(([one, other]) => document.elementFromPoint(x + width * one, y + height * other))
                    .filter((found) => !found.closest("td[rowspan]")).map((found) => found.outerHTML);
            }""",
            left,
        )
        assert (left, over) == (left, [])


# Sorting and hiding


def _claims(page: Page) -> list[str]:
    """The claims that are shown, in their order."""
    links = page.locator(".at-matrix tbody tr:visible > th a")
    return [str(link).split("/")[-2] for link in links.evaluate_all("found => found.map((one) => one.href)")]


def _documents(page: Page) -> list[str]:
    """The documents that are shown, in their order."""
    links = page.locator(".at-matrix-head:visible a")
    return [str(link).split("/")[-2] for link in links.evaluate_all("found => found.map((one) => one.href)")]


def _stances() -> dict[str, dict[str, str]]:
    """What each document says of each claim, from the files."""
    claims = records(REPOSITORY, "claims")
    return {
        id_: {name: stance(pieces, name in claims[id_]["appearances"]) for name, pieces in row.items()}
        for id_, row in expected(REPOSITORY, "kursk").items()
    }


def _show(page: Page, *wanted: str) -> None:
    """Tick these stances, and no other."""
    for box in page.locator(".at-matrix-tools input").all():
        box.set_checked(box.get_attribute("value") in wanted)


def test_claims_can_be_sorted(window: Window) -> None:
    """By verdict as on the scale, by how many documents contradict them, and back; each row keeps its cells."""
    claims, stances = records(REPOSITORY, "claims"), _stances()
    scale = list(settings(REPOSITORY)["verdicts"])
    contradicted = {id_: list(row.values()).count("contradicts") for id_, row in stances.items()}
    orders = {
        "reading order": list(stances),
        "verdict": sorted(stances, key=lambda id_: scale.index(claims[id_]["verdict"])),
        "most contradicted first": sorted(stances, key=lambda id_: -contradicted[id_]),
    }
    assert len({tuple(order) for order in orders.values()}) == 3
    page = window.show(DOSSIER)
    choice = page.get_by_label("Sort by")
    assert choice.locator("option").all_inner_texts() == list(orders)
    for words in [*orders, "reading order"]:
        choice.select_option(words)
        assert (words, _claims(page)) == (words, orders[words])
        counts = page.locator(".at-matrix tbody tr").evaluate_all(
            "rows => rows.map((row) => row.querySelectorAll('.at-cell').length)"
        )
        assert counts == [len(stances[id_]) for id_ in orders[words]]


def test_claims_and_documents_can_be_hidden_by_stance(window: Window) -> None:
    """Only rows and columns with such a mark stay, under their groups; all boxes ticked, everything is back."""
    stances = _stances()
    page = window.show(DOSSIER)
    documents = _documents(page)
    groups = page.locator(".at-matrix-group").evaluate_all("found => found.map((one) => one.colSpan)")
    assert sum(groups) == len(documents)
    for wanted in (*({word} for word in ORDER), {"contradicts", "supports"}, set()):
        _show(page, *wanted)
        kept = {id_: {name for name, word in row.items() if word in wanted} for id_, row in stances.items()}
        left = [name for name in documents if any(name in names for names in kept.values())]
        assert (wanted, _claims(page)) == (wanted, [id_ for id_, names in kept.items() if names])
        assert (wanted, _documents(page)) == (wanted, left)
        spans = page.locator(".at-matrix-group:visible").evaluate_all("found => found.map((one) => one.colSpan)")
        assert sum(spans) == len(left)
        widths = page.locator(".at-matrix tbody tr:visible").evaluate_all(
            "rows => rows.map((row) => [...row.cells].filter((cell) => cell.checkVisibility()).length)"
        )
        assert set(widths) <= {1 + len(left)}
    _show(page, *ORDER)
    assert (_claims(page), _documents(page)) == (list(stances), documents)
    assert page.locator(".at-matrix-group").evaluate_all("found => found.map((one) => one.colSpan)") == groups
    assert page.locator(".at-cell button:visible").count() == sum(len(row) for row in stances.values())
    assert page.locator(".at-matrix [data-hidden]").count() == 0


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_where_nothing_is_left_that_is_said(window: Window, width: int) -> None:
    """Without a box ticked there is a sentence in the place of the table; with one, the table is back."""
    page = window.show(DOSSIER, width)
    status = page.locator(".at-matrix [role=status]")
    assert status.inner_text() == ""
    _show(page)
    assert status.inner_text() == "Nothing here is of the kind you chose. Tick another box."
    assert not page.locator(".at-matrix-scroll").is_visible()
    assert violations(page, ".at-matrix") == []
    _show(page, "supports")
    assert status.inner_text() == "Hidden, though not silent: makes the claim, contradicts, context."
    assert page.locator(".at-matrix-scroll").is_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_marks_of_other_stances_are_hidden_too(window: Window, width: int) -> None:
    """In the rows and columns that stay, only the marks that are looked for are seen."""
    page = window.show(DOSSIER, width)
    _show(page, "contradicts")
    count = sum(list(row.values()).count("contradicts") for row in _stances().values())
    assert page.locator(".at-cell[data-stance='contradicts'] button:visible").count() == count
    assert page.locator(".at-cell button:visible").count() == count
    tints = page.locator(".at-cell:not([data-stance='contradicts'])").evaluate_all(
        "found => [...new Set(found.map((one) => getComputedStyle(one).backgroundColor))]"
    )
    assert tints == ["rgba(0, 0, 0, 0)"]
    status = page.locator(".at-matrix [role=status]")
    assert status.inner_text() == "Hidden, though not silent: makes the claim, supports, context."
    assert violations(page, ".at-matrix") == []
    _show(page, *ORDER)
    assert status.inner_text() == ""


def test_sorting_and_hiding_go_together(window: Window) -> None:
    """Rows that are hidden stay hidden when the rest is sorted."""
    stances = _stances()
    counts = {id_: list(row.values()).count("contradicts") for id_, row in stances.items()}
    page = window.show(DOSSIER)
    _show(page, "contradicts")
    page.get_by_label("Sort by").select_option("most contradicted first")
    order = sorted((id_ for id_, count in counts.items() if count), key=lambda id_: -counts[id_])
    assert _claims(page) == order
    page.get_by_label("Sort by").select_option("reading order")
    _show(page, *ORDER)
    assert _claims(page) == list(stances)
