"""The statistics page: counts that anyone can repeat from the files, in an order that ranks nobody."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from conftest import REPOSITORY, one, page, text
from fixtures.dossier.project import build_dossier, records, settings

FEW = 10
HEADINGS = {
    "all": "All claims",
    "claimants": "By claimant",
    "publishers": "By publisher of the document under check",
    "topics": "By topic",
    "dossiers": "By dossier",
}
PROJECTS = pytest.mark.parametrize("project", ["real", "quayside"])
Tables = dict[str, dict[str, Counter[str]]]
"""By table and row, how many claims there are of each verdict."""


@pytest.fixture(scope="session")
def quayside(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The project of Quayside Checks, and its built site in the folder `site`. Not to be changed."""
    return once("quayside", build_dossier)


@pytest.fixture
def built(project: str, site: Path, quayside: Path) -> tuple[Path, Path]:
    """A project and its built site."""
    return (REPOSITORY, site) if project == "real" else (quayside, quayside / "site")


def counted(root: Path) -> Tables:
    """The tables, counted anew from the claims' files; a claim taken back counts nowhere."""
    names = settings(root)["topics"]
    publishers = {id_: about["publisher"] for id_, about in records(root, "sources").items()}
    titles = {id_: about["title"] for id_, about in records(root, "dossiers").items()}
    found: Tables = {name: defaultdict(Counter) for name in HEADINGS}
    for claim in records(root, "claims").values():
        if "withdrawn" in claim:
            continue
        groups: dict[str, Iterable[str]] = {
            "all": ["All claims"],
            "claimants": [claim["claimant"]],
            "publishers": {publishers[document] for document in claim["appearances"]},
            "topics": [names[topic] for topic in claim.get("topics", [])],
            "dossiers": [titles[claim["dossier"]]] if "dossier" in claim else [],
        }
        for table, rows in groups.items():
            for row in rows:
                found[table][row][claim["verdict"]] += 1
    return {table: dict(rows) for table, rows in found.items()}


def tables(site: Path) -> dict[str, Element]:
    """The tables of the statistics page by the ids of their headings."""
    article = one(page(site, "statistics"), ".//article")
    found, heading = {}, ""
    for element in article:
        heading = element.get("id", "") if element.tag == "h2" else heading
        for table in element.iterfind(".//table"):
            assert heading not in found
            found[heading] = table
    return found


def rows(table: Element) -> list[tuple[str, bool, list[str]]]:
    """Each row's name, whether it is marked as small, and its cells."""
    found = []
    for row in table.findall("tbody/tr"):
        head = one(row, "th")
        mark = head.find("abbr")
        found.append((text(one(head, "a")), mark is not None, [text(cell) for cell in row.findall("td")]))
    return found


@PROJECTS
def test_the_tables_can_be_counted_from_the_files(built: tuple[Path, Path]) -> None:
    """Each table has a row for each group and a column for each verdict that occurs, and whole numbers."""
    root, site = built
    labels = {id_: verdict["label"] for id_, verdict in settings(root)["verdicts"].items()}
    expected = counted(root)
    shown = tables(site)
    assert list(shown) == list(HEADINGS)
    for name, table in shown.items():
        occurring = {verdict for verdicts in expected[name].values() for verdict in verdicts}
        columns = [id_ for id_ in labels if id_ in occurring]
        head = [text(cell) for cell in table.findall("thead/tr/th")]
        assert (name, head) == (name, ["Group", "Claims", *(labels[id_] for id_ in columns)])
        found = {row: cells for row, _, cells in rows(table)}
        assert (name, found) == (
            name,
            {
                row: [str(verdicts.total()), *(str(verdicts[id_] or "") for id_ in columns)]
                for row, verdicts in expected[name].items()
            },
        )
        assert len(rows(table)) == len(found)


@PROJECTS
def test_each_table_has_its_heading(built: tuple[Path, Path]) -> None:
    """Headings say by what the claims are grouped, and each table that scrolls can be reached and has that name."""
    article = one(page(built[1], "statistics"), ".//article")
    assert {heading.get("id"): text(heading) for heading in article.findall("h2")} == HEADINGS
    regions = article.findall(".//div[@class='at-stats-scroll']")
    assert [region.get("aria-label") for region in regions] == list(HEADINGS.values())
    assert {(region.get("role"), region.get("tabindex")) for region in regions} == {("region", "0")}
    scopes = {(head.tag, head.get("scope")) for table in tables(built[1]).values() for head in table.iter("th")}
    assert scopes == {("th", "col"), ("th", "row")}


@PROJECTS
def test_rows_stand_in_the_order_of_their_names(built: tuple[Path, Path]) -> None:
    """Nobody stands higher because of how claims fared, or how many there are."""
    for name, table in tables(built[1]).items():
        names = [row for row, _, _ in rows(table)]
        assert (name, names) == (name, sorted(names, key=str.casefold))


def test_dossiers_stand_in_the_order_of_their_names(quayside: Path) -> None:
    """A dossier's place follows from its title, which readers see, and not from its file's name."""
    names = [row for row, _, _ in rows(tables(quayside / "site")["dossiers"])]
    assert names == ["Lamps of the coast", "The reopening of the harbour"]


@PROJECTS
def test_small_groups_are_marked(built: tuple[Path, Path]) -> None:
    """A group of fewer than ten claims has a star, which says so; no other has."""
    for table in tables(built[1]).values():
        for row in table.findall("tbody/tr"):
            small = int(text(row.findall("td")[0])) < FEW
            assert [(text(mark), mark.get("title")) for mark in one(row, "th").findall("abbr")] == (
                [("*", "fewer than 10 claims")] if small else []
            )


def test_large_groups_are_not_marked(site: Path) -> None:
    """The real publication has groups of ten claims and more, and only those have no star."""
    unmarked = {(name, row) for name, table in tables(site).items() for row, marked, _ in rows(table) if not marked}
    large = {
        (name, row)
        for name, groups in counted(REPOSITORY).items()
        for row, verdicts in groups.items()
        if verdicts.total() >= FEW
    }
    assert unmarked == large
    assert {("all", "All claims"), ("dossiers", "North Korea and the Kursk region")} <= large


@PROJECTS
def test_there_are_no_shares(built: tuple[Path, Path]) -> None:
    """Cells are whole numbers: no percentage, no rate, no rank."""
    article = one(page(built[1], "statistics"), ".//article")
    assert [sign for sign in ("%", "‰", "percent", "per cent") if sign in text(article).casefold()] == []
    cells = [cell for table in tables(built[1]).values() for _, _, found in rows(table) for cell in found]
    assert [cell for cell in cells if cell and not cell.isdigit()] == []


def test_the_page_says_what_the_numbers_are_not(site: Path) -> None:
    """Readers are told how the claims were chosen and what a star means before they read a number."""
    article = one(page(site, "statistics"), ".//article")
    lead = one(article, ".//div[@class='at-lead']/p[@class='at-quiet']")
    assert text(lead) == (
        "Claims are chosen because they are worth checking, not at random, so these numbers describe this publication’s"
        " work and not the people in it. Rows stand in the order of their names; nothing here is a ranking. A group of "
        "fewer than 10 claims, marked *, is too small to say anything by itself."
    )


@PROJECTS
def test_each_row_leads_to_its_claims(built: tuple[Path, Path]) -> None:
    """A group's name leads to its page, which exists and has the group's claims."""
    site = built[1]
    for name, table in tables(site).items():
        for row, line in zip(rows(table), table.findall("tbody/tr"), strict=True):
            target = one(line, "th/a").get("href", "")
            assert target.startswith("../")
            tree: Any = page(site, target.removeprefix("../"))
            if name in ("claimants", "topics", "dossiers"):
                assert len(tree.findall(".//article[@class='at-card']")) == int(row[2][0])
