"""A dossier's page: who says what, without a cell too few or too many; its words, its timeline, its documents."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag
from xml.etree.ElementTree import Element

import pytest
from conftest import REPOSITORY, attested, one, page, text
from fixtures.dossier.browser import chromium, served
from fixtures.dossier.project import (
    ORDER,
    build_dossier,
    copy_dossier,
    expected,
    published,
    reading,
    records,
    stance,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.matrix import matrix

WORDS = {"asserts": "makes the claim", "contradicts": "contradicts", "supports": "supports", "context": "context"}
DOSSIERS = pytest.mark.parametrize("name", ["kursk", "harbour", "lamps"])


@pytest.fixture(scope="session")
def quayside(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The project of Quayside Checks, and its built site in the folder `site`. Not to be changed."""
    return once("quayside", build_dossier)


@pytest.fixture
def dossier(name: str, site: Path, quayside: Path) -> tuple[Path, Path]:
    """The project that holds the dossier `name`, and its built site."""
    return (REPOSITORY, site) if name == "kursk" else (quayside, quayside / "site")


def words(written: str) -> str:
    """A text as a reader sees its white space."""
    return " ".join(written.split())


def id_of(link: Element) -> str:
    """The id in a link to the page of a claim or document."""
    return urldefrag(link.get("href", "")).url.rstrip("/").rsplit("/", 1)[-1]


def table(site: Path, name: str) -> Element:
    """The matrix of a dossier's page."""
    return one(page(site, f"dossiers/{name}"), ".//table[@class='at-matrix-table']")


def columns(shown: Element) -> list[str]:
    """The documents over the columns."""
    _, heads = shown.findall("thead/tr")
    return [id_of(one(head, "a")) for head in heads.findall("th")]


def rows(shown: Element) -> dict[str, list[Element]]:
    """The cells of each claim."""
    return {id_of(one(row, "th/a")): row.findall("td") for row in shown.findall("tbody/tr")}


# The fixture


def test_a_second_dossier_passes_every_check(tmp_path: Path) -> None:
    """Another publication with two dossiers of its own, in three scripts, needs no code and breaks no rule."""
    made = attested("check", "--strict", "--root", copy_dossier(tmp_path / "project"))
    assert (made.output, made.exit_code) == ("No problems.\n", 0)


# Who says what


@DOSSIERS
def test_each_claim_has_a_cell_for_each_document(name: str, dossier: tuple[Path, Path]) -> None:
    """Rows are the claims in reading order, columns every document they use, and each cell says what the files say."""
    root, site = dossier
    cells = expected(root, name)
    claims = records(root, "claims")
    shown = table(site, name)
    documents = columns(shown)
    assert sorted(documents) == sorted({document for row in cells.values() for document in row})
    assert list(rows(shown)) == list(cells)
    for claim, row in rows(shown).items():
        assert len(row) == len(documents)
        for document, cell in zip(documents, row, strict=True):
            where = f"{document} on {claim}"
            if document not in cells[claim]:
                assert (where, cell.get("class"), text(cell)) == (where, "at-silent", "silent")
                continue
            pieces = cells[claim][document]
            said = stance(pieces, document in claims[claim]["appearances"])
            assert (where, cell.get("class"), cell.get("data-stance")) == (where, f"at-cell at-{said}", said)
            assert text(one(cell, "button/span[@class='at-cell-word']")) == WORDS[said]
            answers = [piece["says"] for piece in pieces if piece["stance"] == said and "says" in piece]
            assert [text(answer) for answer in cell.findall("button/span[@class='at-cell-says']")] == answers[:1]


@DOSSIERS
def test_documents_under_check_stand_first(name: str, dossier: tuple[Path, Path]) -> None:
    """The first columns are the articles under check, in the order the claims bring them; then the evidence."""
    root, site = dossier
    claims = records(root, "claims")
    checked = list(dict.fromkeys(one for id_ in reading(root, name) for one in claims[id_]["appearances"]))
    shown = table(site, name)
    first = shown.findall("thead/tr")[0].find("th")
    assert columns(shown)[: len(checked)] == checked
    assert first is not None
    assert (text(first), first.get("colspan")) == ("Under check", str(len(checked)))


def test_evidence_stands_by_origin(quayside: Path) -> None:
    """Documents that go back to one origin stand under its name; the larger groups come first."""
    shown = table(quayside / "site", "harbour")
    groups = iter(columns(shown))
    found = [
        (text(group), [next(groups) for _ in range(int(group.get("colspan", 1)))])
        for group in shown.findall("thead/tr")[0]
        if group.get("class") == "at-matrix-group"
    ]
    assert found == [
        ("Under check", ["gazette-ships", "mirror-ships", "manar-reopening", "manar-reopening-en", "tide-daily"]),
        ("Harbour Office of Port Example", ["harbour-log", "radio-quay"]),
        ("an unknown publisher (lamp-ledger)", ["lamp-ledger"]),
        ("Coast Wire and Example Shipowners", ["tide-evening"]),
        ("", ["pilots-letter"]),
        ("", ["yarkon-gates"]),
    ]


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("un-rules", "It gives South Korea as its source."),
        ("kursk-driven-out", "It gives Russia as its source."),
        ("captured-soldiers", "In its own voice."),
    ],
)
def test_a_document_speaks_for_itself_where_it_names_nobody(site: Path, claim: str, said: str) -> None:
    """Whom a passage gives as its source isn't the document's own voice, whoever the claim is ascribed to."""
    lines = page(site, "sources/dxb-troops-confirmed").findall(".//div[@class='at-fared']/ul[@class='at-rows']/li")
    voices = {id_of(one(line, "a")): text(one(line, "small")) for line in lines}
    assert voices[claim] == said


def test_a_translation_speaks_for_itself(site: Path) -> None:
    """A copy has the words of the original, so that one's publisher is named; a translation has words of its own."""
    heads = table(site, "kursk").findall("thead/tr")[1].findall("th")
    named = {id_of(one(head, "a")): text(head) for head in heads}
    assert named["aljazeera-kursk-recovery"] == "Al Jazeera"
    assert named["angora24-demining"] == "poland.co.pl"


@DOSSIERS
def test_the_matrix_is_a_real_table(name: str, dossier: tuple[Path, Path]) -> None:
    """Every head says what it is the head of, and says so still where the style sheet makes the table a list."""
    shown = table(dossier[1], name)
    groups, heads = shown.findall("thead/tr")
    assert {head.get("scope") for head in groups.findall("th")} == {"colgroup"}
    assert {head.get("scope") for head in heads} == {"col"}
    assert {one(row, "th").get("scope") for row in shown.findall("tbody/tr")} == {"row"}
    wide = [int(cell.get("colspan", 1)) for cell in groups]
    assert sum(wide) == 1 + len(heads)
    assert {len(row) for row in shown.findall("tbody/tr")} == {1 + len(heads)}
    roles = {"table": {"table"}, "thead": {"rowgroup"}, "tbody": {"rowgroup"}, "tr": {"row"}, "td": {"cell"}}
    for tag, wanted in roles.items():
        assert {element.get("role") for element in [shown, *shown.iter(tag)] if element.tag == tag} == wanted
    assert {head.get("role") for head in shown.findall("thead/tr/th")} == {"columnheader"}
    assert {head.get("role") for head in shown.findall("tbody/tr/th")} == {"rowheader"}


@DOSSIERS
def test_a_press_shows_the_words_themselves(name: str, dossier: tuple[Path, Path]) -> None:
    """Each mark opens the passages word for word, in their language, or the note where there are no words."""
    root, site = dossier
    cells = expected(root, name)
    languages = {id_: about.get("language", "en") for id_, about in records(root, "sources").items()}
    shown = table(site, name)
    opened = []
    for claim, row in rows(shown).items():
        for document, cell in zip(columns(shown), row, strict=True):
            if document not in cells[claim]:
                continue
            popover = one(cell, "div[@popover]")
            opened.append(popover.get("id"))
            assert one(cell, "button").get("popovertarget") == popover.get("id")
            quotes = [one(quote, "p") for quote in popover.findall("blockquote")]
            quoted = [words(piece["quote"]) for piece in cells[claim][document] if "quote" in piece]
            assert [text(quote) for quote in quotes] == quoted
            assert [(quote.get("lang"), quote.get("dir")) for quote in quotes] == [(languages[document], "auto")] * len(
                quotes
            )
            stances = [text(line) for line in popover.findall("p") if "at-stance" in line.get("class", "")]
            assert stances == [WORDS[piece["stance"]] for piece in cells[claim][document]]
            plain = [text(line) for line in popover.findall("p") if line.get("class") is None]
            notes = [words(piece["note"]) for piece in cells[claim][document] if "quote" not in piece]
            assert plain == (notes if cells[claim][document] else ["It makes the claim; no passage is quoted."])
    assert len(set(opened)) == len(opened) > 0


@DOSSIERS
def test_the_words_lead_to_their_evidence_and_their_page(name: str, dossier: tuple[Path, Path]) -> None:
    """A passage links to itself on the claim's page, and to the page it stands on where that has an address."""
    root, site = dossier
    cells = expected(root, name)
    urls = {id_: about["url"] for id_, about in records(root, "sources").items()}
    shown = table(site, name)
    for claim, row in rows(shown).items():
        evidence = {
            article.get("id"): [text(quote) for quote in article.iter("blockquote")]
            for article in page(site, f"claims/{claim}").iter("article")
        }
        for document, cell in zip(columns(shown), row, strict=True):
            if document not in cells[claim]:
                continue
            links = [link.get("href", "") for link in cell.findall("div/p[@class='at-links']/a")]
            inner = [link for link in links if link.startswith("../../claims/")]
            assert inner == [f"../../claims/{claim}/#evidence-{piece['number']}" for piece in cells[claim][document]]
            for piece in cells[claim][document]:
                quoted = [words(piece["quote"])] if "quote" in piece else []
                assert evidence[f"evidence-{piece['number']}"] == quoted
            outer = [urldefrag(link).url for link in links if link not in inner]
            pieces = cells[claim][document]
            leading = sum("quote" in piece for piece in pieces) if pieces else 1
            known = urls[document] != "unknown"
            assert outer == [urldefrag(urls[document]).url] * (leading if known else 0)


def test_words_that_nobody_can_link_to_are_shown(quayside: Path) -> None:
    """A letter on paper has its cell and its words, and no link out."""
    shown = table(quayside / "site", "harbour")
    cell = rows(shown)["ships-turned-away"][columns(shown).index("pilots-letter")]
    assert text(one(cell, ".//blockquote")) == "our pilots led at least nine ships back to sea"
    assert [link.get("href") for link in cell.iter("a")] == ["../../claims/ships-turned-away/#evidence-6"]
    facts = one(page(quayside / "site", "sources/pilots-letter"), ".//dl[@class='at-facts']")
    assert [text(row) for row in facts if text(row).startswith("Address")] == [
        "Addressnot knownNo archived copy is recorded."
    ]


def test_words_from_the_right_say_their_language(quayside: Path) -> None:
    """Arabic and Hebrew passages in the matrix find their direction themselves and say what they are."""
    shown = table(quayside / "site", "harbour")
    quotes = [quote for quote in shown.iterfind(".//blockquote/p") if quote.get("lang") != "en"]
    assert [(quote.get("lang"), quote.get("dir"), text(quote)) for quote in quotes] == [
        ("he", "auto", "לכל היותר שש־עשרה אוניות"),
        ("ar", "auto", "فُتح الميناء من جديد في حزيران"),
        ("he", "auto", "השער הצפוני נפתח רק באוגוסט"),
    ]


# The rest of the page


def test_the_head_counts_claims_documents_and_verdicts(quayside: Path) -> None:
    """A claim taken back and what only it uses count no more, but it is named; verdicts in the order of the scale."""
    tree = page(quayside / "site", "dossiers/harbour")
    assert [text(line) for line in tree.findall(".//div[@class='at-lead']/p[@class='at-quiet']")] == [
        "3 claims checked against 11 source documents.",
        "1 fact-check was withdrawn: The fees were doubled",
    ]
    assert [text(line) for line in one(tree, ".//ul[@class='at-tally']")] == ["Mixed 1", "Incorrect 2"]


def test_the_timeline_goes_by_date(quayside: Path) -> None:
    """A month or a year stands behind what the file has before it, as far as its date allows; no date comes last."""
    tree = page(quayside / "site", "dossiers/harbour")
    events = one(tree, ".//ol[@class='at-timeline']").findall("li")
    found = [
        (one(event, "time").get("datetime"), text(one(event, "time")), text(one(event, "p")), id_of(one(event, "p/a")))
        for event in events
    ]
    office = "Harbour Office of Port Example"
    assert found == [
        ("2024-12", "December 2024", "The gates are painted. ירקון יומי", "yarkon-gates"),
        ("2024", "2024", f"The harbour is dredged. {office}", "harbour-log"),
        ("2025", "2025", "Pilots lead ships back to sea. Pilots’ Guild", "pilots-letter"),
        ("2025-05-31", "31 May 2025", f"The log of May is closed. {office}", "harbour-log"),
        ("2025-05", "May 2025", "Ships are turned away. Example Gazette", "gazette-ships"),
        ("2025-06-03", "3 June 2025", f"The quays open again. {office}", "harbour-log"),
        (None, "date unknown", "Somebody lists the lamps. Unknown publisher", "lamp-ledger"),
    ]


@pytest.mark.parametrize(
    ("listed", "shown"),
    [
        ("2024-06-19 2024 2024-11 2024-12", "2024-06-19 2024 2024-11 2024-12"),
        ("2024 2024-12 2024-06-19", "2024 2024-06-19 2024-12"),
        ("2025-06-17 2025-06 2025-06-18 2025-06-04", "2025-06-04 2025-06-17 2025-06 2025-06-18"),
        ("2025-06-01 2025-05 2025-05-31 2025-06", "2025-05-31 2025-05 2025-06 2025-06-01"),
        ("2025-07-01 unknown 2025 2025-06-01 2024", "2024 2025-06-01 2025-07-01 2025 unknown"),
    ],
)
def test_a_coarse_date_goes_with_what_stands_before_it(quayside: Path, listed: str, shown: str) -> None:
    """On the page and in the data alike, and never behind or before a day that its own date rules out."""
    timeline = [{"date": day, "what": day, "source": "lamp-ledger"} for day in listed.split()]
    dossiers = {"lamps": {**records(quayside, "dossiers")["lamps"], "timeline": timeline}}
    publication = published(records(quayside, "claims"), records(quayside, "sources"), dossiers)
    assert [event.date for event in publication.dossiers["lamps"].timeline] == shown.split()


def test_the_timeline_is_the_same_in_the_data(site: Path, quayside: Path) -> None:
    """A program reads the order that a reader sees."""
    for built, names in ((site, ["kursk"]), (quayside / "site", ["harbour"])):
        for name in names:
            said = json.loads((built / f"api/v1/dossiers/{name}.json").read_bytes())["timeline"]
            events = one(page(built, f"dossiers/{name}"), ".//ol[@class='at-timeline']").findall("li")
            assert [event["date"] for event in said] == [one(event, "time").get("datetime") for event in events]


@DOSSIERS
def test_the_documents_are_listed_by_their_part(name: str, dossier: tuple[Path, Path]) -> None:
    """Those under check and those that are evidence, each with the number of claims it bears on; nobody is missing."""
    root, site = dossier
    claims = records(root, "claims")
    cells = expected(root, name)
    bearing = Counter(document for row in cells.values() for document in row)
    checked = {document for id_ in cells for document in claims[id_]["appearances"]}
    tree = page(site, f"dossiers/{name}")
    listed = [
        [(id_of(one(line, "a")), text(one(line, "small")).rsplit(" · ", 1)[1]) for line in part]
        for part in tree.findall(".//ul[@class='at-documents']")
    ]
    counts = {document: f"{count} claim" + "s" * (count != 1) for document, count in bearing.items()}
    first = [(document, counts[document]) for document in sorted(checked)]
    rest = [(document, counts[document]) for document in sorted(bearing.keys() - checked)]
    assert listed == [first, rest]


@pytest.mark.parametrize(
    ("document", "fared"),
    [
        ("gazette-ships", ["Incorrect More than 40 ships were turned away In its own voice."]),
        ("mirror-ships", ["Incorrect More than 40 ships were turned away It makes the same claim as Example Gazette."]),
        ("tide-daily", ["Incorrect Between 20 and 30 ships were delayed It reports what Coast Wire said."]),
        ("pilots-letter", ["Unproven The lamp of the lighthouse was out It names nobody whose claim it is."]),
        ("manar-reopening-en", ["Mixed فُتح الميناء من جديد في حزيران 2025 In its own voice."]),
        ("harbour-log", []),
    ],
)
def test_an_article_is_told_apart_from_whom_it_reports(quayside: Path, document: str, fared: list[str]) -> None:
    """A document's page says how its claims fared, and of each whose claim it is and in which words it was made."""
    tree = page(quayside / "site", f"sources/{document}")
    lines = tree.findall(".//div[@class='at-fared']/ul[@class='at-rows']/li")
    claims = records(quayside, "claims")
    for line, said in zip(lines, fared, strict=True):
        pieces = claims[id_of(one(line, "a"))]["sources"]
        quoted = [p["quote"] for p in pieces if p["source"] == document and p["stance"] == "asserts"]
        assert [text(quote) for quote in line.iter("blockquote")] == quoted
        assert text(line) == " ".join([said, *quoted])


# Without JavaScript


def test_the_matrix_is_right_without_javascript(quayside: Path) -> None:
    """All rows, columns and marks are there, no tool that would do nothing is, and a press shows the words."""
    with chromium() as browser, served(quayside / "site") as address:
        shown = browser.new_page(java_script_enabled=False, viewport={"width": 1280, "height": 900})
        shown.goto(f"{address}/dossiers/harbour/")
        assert shown.locator(".at-matrix tbody tr:visible").count() == 3
        assert shown.locator(".at-matrix-head:visible").count() == 11
        assert shown.locator(".at-cell button:visible").count() == shown.locator(".at-cell").count() == 18
        assert shown.locator(".at-silent").count() == 15
        assert not shown.locator(".at-matrix-tools").is_visible()
        assert shown.locator(".at-cell-words:visible").count() == 0
        mark = shown.locator(".at-cell button", has_text="ירקון יומי").last
        mark.click()
        assert shown.locator(".at-cell-words:visible").all_inner_texts() == [
            shown.locator(f"#{mark.get_attribute('popovertarget')}").inner_text()
        ]
        assert shown.locator(".at-cell-words:visible blockquote").inner_text() == "השער הצפוני נפתח רק באוגוסט"
        shown.keyboard.press("Escape")
        assert shown.locator(".at-cell-words:visible").count() == 0


# For every dossier there could be

DOCUMENTS = [f"doc-{letter}" for letter in "abcdefg"]
CLAIMS = [f"claim-{number}" for number in range(4)]


@st.composite
def source_documents(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Documents that copy, translate and report from each other, in circles too, or from agencies."""
    others = st.sampled_from(DOCUMENTS)
    made = {}
    for id_ in DOCUMENTS:
        publisher = draw(st.sampled_from(["Gazette", "Tide", "Radio", "unknown"]))
        made[id_] = {"title": id_, "publisher": publisher, "url": "unknown", "published": "unknown"}
        for name, values in {
            "reports_from": st.lists(others | st.sampled_from(["Coast Wire", "Guild"]), min_size=1, max_size=2),
            "republishes": others | st.just({"publisher": "Origin"}),
            "translated_from": st.builds(lambda one: {"language": "ar", "by": "person", "document": one}, others),
        }.items():
            if draw(st.integers(0, 3)) == 0:
                made[id_][name] = draw(values)
    return made


PIECES = st.fixed_dictionaries(
    {"source": st.sampled_from(DOCUMENTS), "stance": st.sampled_from(ORDER), "quote": st.just("some words")},
    optional={
        "says": st.sampled_from(["12", "June"]),
        "reports_from": st.lists(st.sampled_from(["Coast Wire", "doc-a"])),
    },
)


@st.composite
def checked_claims(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Claims of one dossier, some taken back."""
    made = {}
    for id_ in CLAIMS[: draw(st.integers(1, 4))]:
        made[id_] = {
            "claim": id_,
            "claimant": "Gazette",
            "claimed": "unknown",
            "appearances": draw(st.lists(st.sampled_from(DOCUMENTS), min_size=1, max_size=3, unique=True)),
            "verdict": "mixed",
            "summary": "x",
            "sources": draw(st.lists(PIECES, min_size=1, max_size=6)),
            "published": "2025-07-01",
            "dossier": "one",
        }
        if draw(st.integers(0, 4)) == 0:
            made[id_]["withdrawn"] = {"date": "2025-07-02", "reason": "x"}
    return made


@settings(deadline=None)
@given(sources=source_documents(), claims=checked_claims(), order=st.permutations(CLAIMS))
def test_the_matrix_neither_drops_nor_invents_a_cell(
    sources: dict[str, dict[str, Any]], claims: dict[str, dict[str, Any]], order: list[str]
) -> None:
    """Whatever the claims say: every piece stands in one cell, its own; the rest is silent; columns stand once."""
    listed = [id_ for id_ in order if id_ in claims]
    made = published(claims, sources, {"one": {"title": "One", "summary": "One", "claims": listed}})
    shown = matrix(made.dossiers["one"], made.about, made.wording)
    kept = [id_ for id_ in listed if "withdrawn" not in claims[id_]]
    assert [row.claim.id for row in shown.rows] == kept

    written = Counter(
        (id_, piece["source"], number) for id_ in kept for number, piece in enumerate(claims[id_]["sources"], 1)
    )
    standing = Counter(
        (row.claim.id, cell.document.id, piece.number)
        for row in shown.rows
        for cell in row.cells
        for piece in cell.pieces
    )
    assert standing == written

    heads = [document.id for group in shown.groups for document in group.documents]
    used = {document for id_, document, _ in written} | {one for id_ in kept for one in claims[id_]["appearances"]}
    assert sorted(heads) == sorted(used)
    assert all(group.documents for group in shown.groups)
    appearing = {document for id_ in kept for document in claims[id_]["appearances"]}
    assert {one.id for group in shown.groups[:1] for one in group.documents} == appearing
    assert [group.name for group in shown.groups[:1]] == ["Under check"] * bool(kept)

    for row in shown.rows:
        assert [cell.document.id for cell in row.cells] == heads
        for cell in row.cells:
            appears = cell.document.id in claims[row.claim.id]["appearances"]
            pieces = [piece for piece in claims[row.claim.id]["sources"] if piece["source"] == cell.document.id]
            assert cell.stance == (stance(pieces, appears) if pieces or appears else "silent")
            assert not appears or cell.stance == "asserts"
            said = [piece["says"] for piece in pieces if piece["stance"] == cell.stance and "says" in piece]
            assert cell.says == (said[0] if said else None)
