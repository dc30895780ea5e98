"""Figures over time: the table is the data, the chart is the table, and any set of figures can be drawn."""

import calendar
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from conftest import REPOSITORY, attested, contents, elements, one, page, python, text
from fixtures.dossier.project import build_dossier, copy_dossier, published, records
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.figures import panels
from generator.render.chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, chart
from generator.wording import ENGLISH, Wording, wording

RADIUS, ARROW = 8, 17
"""How far a mark and its arrow reach from its middle, in units of the view box."""


@dataclass(frozen=True)
class Line:
    """A row of a chart's table, as a reader sees it."""

    value: str
    claimed: bool
    as_of: str
    by: str
    documents: frozenset[str]


Tables = dict[str, Counter[Line]]


@pytest.fixture(scope="session")
def quayside(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The project of Quayside Checks, and its built site in the folder `site`. Not to be changed."""
    return once("quayside", build_dossier)


# What the files say


def number(written: str) -> str:
    """A number with its thousands apart."""
    value = float(written)
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def amount(figure: dict[str, str]) -> str:
    """A figure in words: more than 6,000; about 10 to 14."""
    said = number(figure["value"]) if "value" in figure else f"{number(figure['low'])} to {number(figure['high'])}"
    return f"{figure['bound']} {said}" if "bound" in figure else said


def day(written: str) -> str:
    """A date in words."""
    if written == "unknown":
        return "date unknown"
    year, *rest = written.split("-")
    return " ".join([*(str(int(one)) for one in rest[1:]), *(calendar.month_name[int(one)] for one in rest[:1]), year])


def written(claims: list[dict[str, Any]]) -> Tables:
    """The tables these claims' figures have to give: the same figure said by several documents is one row.

    A passage that makes a claim is no evidence beside it with the same figure.
    """
    given = [piece for claim in claims for piece in claim["sources"] if "figure" in piece]
    making = [_passage(piece) for piece in given if piece["stance"] == "asserts"]
    found: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    for piece in given:
        figure = piece["figure"]
        parts = [f"{figure['unit']}, {figure['counts']}", amount(figure), figure["as_of"], figure["by"]]
        found[(*parts, _passage(piece) in making)].add(piece["source"])
    tables: Tables = defaultdict(Counter)
    for (title, value, as_of, by, claimed), documents in found.items():
        tables[title][Line(value, bool(claimed), day(as_of), by, frozenset(documents))] += 1
    return dict(tables)


def _passage(piece: dict[str, Any]) -> tuple[Any, ...]:
    return piece["source"], piece.get("quote"), piece["figure"]


def pages(root: Path) -> dict[str, list[dict[str, Any]]]:
    """Every page that has figures to show: a dossier's and a claim's; each with the claims whose figures they are."""
    claims = records(root, "claims")
    found = {f"claims/{id_}": [claim] for id_, claim in claims.items()}
    for id_, dossier in records(root, "dossiers").items():
        found[f"dossiers/{id_}"] = [claims[one] for one in dossier["claims"] if "withdrawn" not in claims[one]]
    return {
        address: kept for address, kept in found.items() if any("figure" in str(claim["sources"]) for claim in kept)
    }


# What the pages show


@cache
def figures(site: Path, address: str) -> list[Element]:
    """The charts of a page, each with its table; SVG's elements without their namespace too."""
    tree = page(site, address)
    found = tree.findall(".//figure[@class='at-chart']")
    _lead_to_documents(tree, found)
    for element in (element for figure in found for element in elements(figure)):
        element.tag = element.tag.rpartition("}")[2]
    return found


def _lead_to_documents(tree: Element, found: list[Element]) -> None:
    """A claim's tables lead to its list of sources, whose entries lead to the documents; a dossier's lead there."""
    listed = {f"#{entry.get('id')}": one(entry, "a[1]").get("href", "") for entry in tree.findall(".//ol/li[@id]")}
    for link in (link for figure in found for link in figure.iter("a")):
        link.set("href", listed.get(link.get("href", ""), link.get("href", "")))


def title(figure: Element) -> str:
    """What a chart counts, as the files say it."""
    said = text(one(figure, "figcaption"))
    return said[0].lower() + said[1:]


def entries(figure: Element) -> dict[str, Line]:
    """The rows of a chart's table by their numbers."""
    found = {}
    for row in figure.findall("table/tbody/tr"):
        place, value, as_of, by, said = row.findall("td")
        claimed = value.find("small") is not None
        shown = text(value).removesuffix(" as claimed") if claimed else text(value)
        assert (row.get("class") == "at-claimed") == claimed
        documents = frozenset(link.get("href", "").split("/")[-2] for link in said.findall("a"))
        found[text(place)] = Line(shown, claimed, text(as_of), text(by), documents)
    return found


def marks(figure: Element) -> dict[str, Element]:
    """The marks of a chart by their numbers."""
    return {text(one(mark, "text")): mark for mark in figure.iterfind(".//g[@class='at-plot-marks']/g")}


def both(site: Path, quayside: Path) -> Iterator[tuple[str, list[dict[str, Any]], list[Element]]]:
    """Every page with figures of the real publication and of the fixture."""
    for root, built in ((REPOSITORY, site), (quayside, quayside / "site")):
        for address, claims in pages(root).items():
            yield address, claims, figures(built, address)


# The table is the data


def test_the_tables_are_the_data(site: Path, quayside: Path) -> None:
    """Every figure of the evidence stands once in one table, with value, date, author and documents; no other does."""
    seen = 0
    for address, claims, shown in both(site, quayside):
        tables = {title(figure): Counter(entries(figure).values()) for figure in shown}
        assert (address, tables) == (address, written(claims))
        seen += len(tables)
    assert seen >= 20


def test_pages_without_figures_have_no_chart(site: Path, quayside: Path) -> None:
    """A dossier or claim whose evidence gives no number says nothing of numbers."""
    assert figures(quayside / "site", "dossiers/lamps") == figures(quayside / "site", "claims/harbour-reopened") == []
    without = {f"claims/{id_}" for id_ in records(REPOSITORY, "claims")} - pages(REPOSITORY).keys()
    assert without
    assert [address for address in without if figures(site, address)] == []


def test_different_counts_are_never_in_one_chart(site: Path, quayside: Path) -> None:
    """A chart's heading says what it and its table count, and no two have the same."""
    for address, _, shown in both(site, quayside):
        titles = [title(figure) for figure in shown]
        assert len(set(titles)) == len(titles), address


def test_rows_stand_by_date(site: Path, quayside: Path) -> None:
    """Rows are numbered in the order of their dates; those without a date come last."""
    for _, claims, shown in both(site, quayside):
        dates = {day(as_of): as_of for claim in claims for as_of in re.findall(r"'as_of': '([^']*)'", str(claim))}
        for figure in shown:
            listed = entries(figure)
            assert list(listed) == [str(place) for place in range(1, len(listed) + 1)]
            order = [dates[line.as_of] for line in listed.values()]
            assert order == sorted(order, key=lambda one: (one == "unknown", one))


def test_a_range_keeps_its_bound(tmp_path: Path) -> None:
    """About 10 to 14 is not 10 to 14."""
    path = "claims/harbour/ships-turned-away.yml"
    root = copy_dossier(tmp_path / "project")
    changed = (root / path).read_text("utf-8").replace("{low: 10,", "{bound: about, low: 10,")
    (root / path).write_text(changed, "utf-8")
    assert attested("build", "--root", root).exit_code == 0
    made = (root / "docs/_generated/dossiers/harbour.md").read_text("utf-8")
    assert re.findall(r"<td>([^<]*10 to 14)</td>", made) == ["about 10 to 14"]


# The chart is the table


def test_a_mark_for_each_dated_estimate_and_no_other(site: Path, quayside: Path) -> None:
    """What has a date and isn't the claim's own number has a mark with its number; without any there is no chart."""
    drawn = 0
    for _, _, shown in both(site, quayside):
        for figure in shown:
            listed = entries(figure)
            wanted = {place for place, line in listed.items() if not line.claimed and line.as_of != "date unknown"}
            assert marks(figure).keys() == wanted
            assert (figure.find("svg") is not None) == bool(wanted)
            drawn += len(wanted)
    assert drawn >= 20


def test_the_claims_own_number_is_a_line_with_its_words(site: Path, quayside: Path) -> None:
    """Each number that a claim gives crosses the chart, and is labelled as claimed."""
    for _, _, shown in both(site, quayside):
        for figure in shown:
            if figure.find("svg") is None:
                continue
            claimed = {f"claimed: {line.value}" for line in entries(figure).values() if line.claimed}
            labels = [text(label) for label in figure.iterfind("svg/text[@class='at-plot-claim']")]
            crossing = figure.findall("svg/path[@class='at-plot-claim']")
            assert sorted(labels) == sorted(claimed)
            assert [path.get("d", "").replace(str(WIDTH - RIGHT), "") for path in crossing] == [
                f"M{LEFT} {float(label.get('y', '')) + 5:g}H"
                for label in figure.iterfind("svg/text[@class='at-plot-claim']")
            ]


def test_ranges_and_bounds_are_drawn(site: Path, quayside: Path) -> None:
    """A range has a bar, at least and more than an arrow up, at most and less than one down, anything else neither."""
    seen: Counter[str] = Counter()
    for _, _, shown in both(site, quayside):
        for figure in shown:
            listed = entries(figure)
            for place, mark in marks(figure).items():
                value = listed[place].value
                paths = [path.get("d", "") for path in mark.findall("path") if path.get("class") is None]
                bar = [path for path in paths if re.fullmatch(r"M\S+ \S+V\S+m-5 0h10M\S+ \S+h10", path)]
                arrows = [path.split("v")[1][:2] for path in paths if path not in bar]
                up, down = value.startswith(("at least", "more than")), value.startswith(("at most", "less than"))
                assert arrows == ["-9"] * up + ["9m"] * down
                assert len(bar) == (" to " in value)
                seen.update({"bar": len(bar), "up": up, "down": down})
    assert seen["bar"] >= 2
    assert seen["up"] >= 2


def test_a_level_line_spans_the_days_a_date_may_mean(quayside: Path) -> None:
    """A mark of a month or a year has a line from its first day to its last; one of a day has none."""
    for figure in figures(quayside / "site", "dossiers/harbour"):
        listed = entries(figure)
        scale = _across(figure)
        for place, mark in marks(figure).items():
            lines = mark.findall("path[@class='at-plot-when']")
            first, last = _days(listed[place].as_of)
            assert len(lines) == (first != last)
            for line in lines:
                left, right = re.fullmatch(r"M(\S+) \S+H(\S+)", line.get("d", "")).groups()  # type: ignore[union-attr]
                assert float(left) == pytest.approx(scale(first), abs=0.3)
                assert float(right) == pytest.approx(scale(last), abs=0.3)


def test_a_mark_stands_where_the_axes_say(site: Path, quayside: Path) -> None:
    """Read back by the axis, a mark is at its value, a bar at both ends; at its date a mark, or a line on the axis."""
    aside = 0
    for _, _, shown in both(site, quayside):
        for figure in shown:
            listed = entries(figure)
            for place, mark in marks(figure).items():
                ends = [float(end) for end in re.findall(r"[\d.]+", listed[place].value.replace(",", ""))]
                upward = _upward(figure)
                circle = one(mark, "circle")
                middle = sum(ends) / len(ends)
                assert upward(float(circle.get("cy", ""))) == pytest.approx(middle, abs=_pixel(figure))
                if len(ends) == 2:
                    bar = re.fullmatch(r"M\S+ ([\d.]+)V([\d.]+)m.*", mark.findall("path")[0].get("d", ""))
                    assert bar is not None
                    found = [upward(float(bar[2])), upward(float(bar[1]))]
                    assert found == pytest.approx(ends, abs=_pixel(figure))
                moved = [path.get("d", "") for path in mark.findall("path[@class='at-plot-moved']")]
                first, last = (_across(figure)(one) for one in _days(listed[place].as_of))
                for path in moved:
                    told = re.fullmatch(rf"M(\S+) {HEIGHT - BOTTOM}v6", path)
                    assert told is not None
                    assert float(told[1]) == pytest.approx((first + last) / 2, abs=0.6)
                assert moved or first - 0.6 <= float(circle.get("cx", "")) <= last + 0.6
                aside += len(moved)
    assert aside >= 2


def test_a_month_s_mark_makes_room_for_a_day_s() -> None:
    """The day's stands at its day, the month's somewhere in its month, and none has moved from its date."""
    figure = {"value": 300, "unit": "ships", "counts": "late", "by": "A"}
    dated = [({**figure, "as_of": as_of}, "context", "b") for as_of in ("2025-01", "2025-01-13", "2025-03-01")]
    (made,) = _charts(dated)
    month, day, _ = made.marks
    assert (day.x, day.aside, month.aside) == (day.at, False, False)
    assert month.x - day.x > 2 * RADIUS


def test_what_the_drawing_cannot_show_is_said(quayside: Path, site: Path) -> None:
    """Below the charts stands what a line below the axis is, and where figures without a date are."""
    aside, undated = (
        "A mark that had to move has its date marked on the axis.",
        "What has no date stands in the table alone.",
    )
    found = {
        name: text(one(page(folder, name), ".//p[@class='at-quiet at-chart-note']"))
        for folder, name in ((site, "dossiers/kursk"), (quayside / "site", "dossiers/harbour"))
    }
    assert aside in found["dossiers/harbour"]
    assert undated in found["dossiers/kursk"]
    quiet = text(one(page(site, "claims/army-size"), ".//p[@class='at-quiet at-chart-note']"))
    assert undated not in quiet


def test_a_label_stands_clear_of_the_marks() -> None:
    """The claim's own number is written above its line where no mark is."""
    figure = {"value": 300, "unit": "ships", "counts": "late", "by": "A"}
    late = [({**figure, "as_of": f"2025-{month:02}-10", "bound": "more than"}, "context", "b") for month in (5, 6, 7)]
    claimed = ({**figure, "as_of": "2025-12-01"}, "asserts", "b")
    (made,) = _charts([claimed, *late, ({**figure, "as_of": "2026-05-01", "value": 10}, "context", "b")])
    (line,) = made.lines
    assert line.x > max(mark.x for mark in made.marks if mark.y == line.y) + RADIUS
    (free,) = _charts([claimed])
    assert [line.x for line in free.lines] == [LEFT + 4]


def test_a_label_stands_between_marks_where_it_has_room(site: Path) -> None:
    """What the drawing puts over it can't be read."""
    for figure in figures(site, "dossiers/kursk"):
        circles = [(float(c.get("cx", "")), float(c.get("cy", ""))) for c in figure.iter("circle")]
        for label in figure.iterfind("svg/text[@class='at-plot-claim']"):
            left, bottom, wide = float(label.get("x", "")), float(label.get("y", "")), 6 * len(text(label))
            over = [(x, y) for x, y in circles if bottom - 20 < y < bottom + 10 and left - 8 < x < left + wide + 8]
            assert over == [], text(label)


def test_two_numbers_at_one_height_have_a_line_each() -> None:
    """No claimed number is left out because another is nearly as large."""
    figure = {"unit": "ships", "counts": "late", "as_of": "2025-05-10", "by": "A"}
    (made,) = _charts([({**figure, "value": value}, "asserts", "b") for value in (6_000_000, 6_000_001)])
    assert [line.label for line in made.lines] == ["claimed: 6,000,000", "claimed: 6,000,001"]


@pytest.mark.parametrize(
    ("language", "value", "labels"),
    [
        ("en", 15_000, ["0", "5,000", "10,000", "15,000", "20,000"]),
        ("en", 1_300_000, ["0", "500K", "1M", "1.5M"]),
        ("de", 1_300_000, ["0", "500000", "1 Mio.", "1,5 Mio."]),
    ],
)
def test_long_numbers_beside_the_axis_are_shortened(language: str, value: int, labels: list[str]) -> None:
    """As the language shortens them; there is room for some six characters."""
    figure = {"unit": "ships", "counts": "late", "as_of": "2025-05-10", "by": "A", "value": value}
    (made,) = _charts([(figure, "supports", "b")], wording(language))
    assert [tick.label.replace("\xa0", " ") for tick in made.upward] == labels


def _ticks(figure: Element, *, upward: bool) -> list[tuple[str, float]]:
    """The labels of an axis and where they stand."""
    at, shift, labels = (
        ("y", -4.0, f"text[@x='{LEFT - 6}']") if upward else ("x", 0.0, f"text[@y='{HEIGHT - BOTTOM + 17}']")
    )
    return [(text(label), float(label.get(at, "")) + shift) for label in one(figure, "svg").findall(labels)]


def _upward(figure: Element) -> Callable[[float], float]:
    """From a height in the chart to the value there."""
    (_, base), *_, (top, height) = _ticks(figure, upward=True)
    return lambda y: (base - y) / (base - height) * _number(top)


def _number(label: str) -> float:
    """The number that a label of the axis stands for: 5,000 or 1.5M."""
    power = {"K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}.get(label[-1])
    return float(label.rstrip("KMBT").replace(",", "")) * (power or 1)


def _pixel(figure: Element) -> float:
    """How much a tenth of a unit of the view box is worth."""
    upward = _upward(figure)
    return upward(0) - upward(0.11)


def _across(figure: Element) -> Callable[[date], float]:
    """From a day to its place in the chart."""
    (first, left), *_, (last, right) = _ticks(figure, upward=False)
    start, end = (_days(label)[0].toordinal() for label in (first, last))
    return lambda day: left + (day.toordinal() - start) / (end - start) * (right - left)


def _days(shown: str) -> tuple[date, date]:
    """The first and the last day of a date in words: 31 May 2025, May 2025, 2025."""
    *rest, year = shown.split()
    names = [name[:3] for name in calendar.month_name]
    months = [names.index(rest[-1][:3])] * 2 if rest else [1, 12]
    first, last = (
        date(int(year), months[0], 1),
        date(int(year), months[1], calendar.monthrange(int(year), months[1])[1]),
    )
    return (first.replace(day=int(rest[0])),) * 2 if len(rest) == 2 else (first, last)


# The drawing


def _drawings(site: Path) -> Iterator[str]:
    """Every chart of a site, as its pages hold it."""
    for path in sorted(site.rglob("*.html")):
        yield from re.findall(
            r"<svg .*?</svg>", "".join(path.read_text("utf-8").split('class="at-chart"')[1:]), re.DOTALL
        )


def test_every_drawing_is_well_formed_and_carries_nothing_active(site: Path, quayside: Path) -> None:
    """A chart is XML of shapes and words, without script, style, event or address, and says what it is."""
    drawings = [*_drawings(site), *_drawings(quayside / "site")]
    assert len(drawings) > 10
    for drawing in drawings:
        tree = ElementTree.fromstring(drawing)
        assert {element.tag for element in tree.iter()} <= {"svg", "g", "path", "circle", "text"}
        allowed = {"viewBox", "role", "aria-label", "class", "x", "y", "d", "cx", "cy"}
        assert {name for element in tree.iter() for name in element.attrib} <= allowed
        assert tree.get("role") == "img"


def test_every_drawing_is_named_by_what_it_counts(site: Path, quayside: Path) -> None:
    """Who goes from picture to picture hears which is which."""
    for _, _, shown in both(site, quayside):
        for figure in (figure for figure in shown if figure.find("svg") is not None):
            assert one(figure, "svg").get("aria-label") == f"{title(figure)}, by date"


def test_the_table_tells_all_that_the_chart_shows(quayside: Path) -> None:
    """Who can't see the chart finds every estimate right below it, in words."""
    first, second = figures(quayside / "site", "dossiers/harbour")
    assert [[part.tag for part in figure] for figure in (first, second)] == [["figcaption", "svg", "table"]] * 2
    assert [[text(cell) for cell in row.findall("td")[:4]] for row in first.findall("table/tbody/tr")] == [
        ["1", "at least 9", "2025", "Pilots’ Guild"],
        ["2", "more than 40 as claimed", "May 2025", "Example Gazette"],
        ["3", "10 to 14", "May 2025", "Coast Wire"],
        ["4", "12", "31 May 2025", "Harbour Office of Port Example"],
        ["5", "at most 16", "date unknown", "ירקון יומי"],
    ]
    assert [[text(cell) for cell in row.findall("td")[:4]] for row in second.findall("table/tbody/tr")] == [
        ["1", "20 to 30 as claimed", "May 2025", "Coast Wire"],
        ["2", "8", "31 May 2025", "Harbour Office of Port Example"],
        ["3", "about 30", "date unknown", "Example Shipowners"],
    ]


def test_no_two_parts_of_a_page_share_an_id(site: Path, quayside: Path) -> None:
    """The charts of a page, its marks and its headings have an id each."""
    for built, root in ((site, REPOSITORY), (quayside / "site", quayside)):
        for address in pages(root):
            counted = Counter(element.get("id") for element in elements(page(built, address)) if element.get("id"))
            assert [name for name, count in counted.items() if count > 1] == []


def test_the_same_data_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two runs whose dictionaries and sets hash otherwise write the same pages."""
    root = copy_dossier(tmp_path / "project")
    made = []
    for seed in ("0", "1"):
        done = python(
            "-m", "generator", "build", "--root", root, "--out", tmp_path / seed, env={"PYTHONHASHSEED": seed}
        )
        assert done.returncode == 0, done.stderr
        made.append(contents(tmp_path / seed))
    assert b'<svg viewBox="0 0 400 220"' in made[0]["dossiers/harbour.md"]
    assert made[0] == made[1]


# Any set of figures

VALUES = st.integers(0, 10**15) | st.floats(0, 10**15)
DAYS = st.dates().map(date.isoformat)
PARTIAL = DAYS | DAYS.map(lambda day: day[:7]) | DAYS.map(lambda day: day[:4]) | st.just("unknown")
NEAR = st.sampled_from(["2025-05-30", "2025-05-31", "2025-05", "2025", "2024-12", "unknown"])
BOUNDS = st.sampled_from(["about", "at least", "more than", "at most", "less than"])
KINDS = {"unit": st.sampled_from(["ships", "days"]), "counts": st.sampled_from(["lost", "late"])}
SHARED = {**KINDS, "as_of": PARTIAL | NEAR, "by": st.sampled_from(["A", "B", "unknown"])}
SINGLE = st.fixed_dictionaries({"value": VALUES | st.integers(10, 12), **SHARED}, optional={"bound": BOUNDS})
RANGED = st.fixed_dictionaries({"ends": st.lists(VALUES, min_size=2, max_size=2, unique=True), **SHARED}).map(
    lambda one: {
        **{key: value for key, value in one.items() if key != "ends"},
        "low": min(one["ends"]),
        "high": max(one["ends"]),
    }
)
GIVEN = st.tuples(SINGLE | RANGED, st.sampled_from(["asserts", "contradicts", "context"]), st.sampled_from("abc"))
MANY = 10
"""So many marks always have room; where there are more, some may cover each other."""


def _charts(given: list[tuple[dict[str, Any], str, str]], said: Wording = ENGLISH) -> list[Any]:
    """The charts of one claim with these figures."""
    pieces = [{"source": f"doc-{by}", "stance": stance, "quote": "x", "figure": figure} for figure, stance, by in given]
    claim = {"claim": "x", "claimant": "x", "claimed": "unknown", "appearances": ["doc-a"], "verdict": "mixed"}
    claim |= {"summary": "x", "published": "2025-07-01", "sources": pieces}
    documents = {
        f"doc-{name}": {"title": name, "publisher": name, "url": "unknown", "published": "2025"} for name in "abc"
    }
    found = panels(published({"one": claim}, documents, {}).claims)
    return [chart(panel, said) for panel in found]


def _inside(made: Any) -> None:
    """Every part of a chart is in its view box, and the axes go one way."""
    for mark in made.marks:
        assert RADIUS <= mark.x <= WIDTH - RADIUS
        reach = ARROW if mark.arrow else RADIUS
        assert reach <= mark.y <= HEIGHT - RADIUS if mark.arrow != "down" else RADIUS <= mark.y <= HEIGHT - ARROW
        assert (mark.top is None) == (mark.bottom is None)
        assert mark.top is None or TOP <= mark.top <= mark.y <= mark.bottom <= HEIGHT - BOTTOM
        assert (mark.left is None) == (mark.right is None)
        assert mark.left is None or LEFT <= mark.left < mark.right <= WIDTH - RIGHT
    assert [line for line in made.lines if not TOP <= line.y <= HEIGHT - BOTTOM] == []
    across = [tick.at for tick in made.across]
    assert across == sorted(set(across))
    assert not across or LEFT <= across[0] <= across[-1] <= WIDTH - RIGHT
    upward = [tick.at for tick in made.upward]
    assert upward == sorted(set(upward), reverse=True)
    assert (upward[0], upward[-1]) == (HEIGHT - BOTTOM, TOP)
    assert len(upward) <= 7
    values = [_number(tick.label) for tick in made.upward]
    assert values == sorted(set(values))


@settings(deadline=None)
@given(st.lists(GIVEN, min_size=1, max_size=MANY))
def test_any_figures_can_be_drawn(given: list[tuple[dict[str, Any], str, str]]) -> None:
    """Each figure stands in the one table of its kind; its mark is inside the chart; ticks ascend."""
    made = _charts(given)
    making = [(f, by) for f, stance, by in given if stance == "asserts"]
    wanted = Counter(
        dict.fromkeys(((f["unit"], f["counts"], (f, by) in making, *sorted(f.items())) for f, _, by in given), 1)
    )
    found = Counter(
        (*one.title.split(", "), entry.estimate.claimed, *_said(entry.estimate.figure.model_dump()))
        for one in made
        for entry in one.entries
    )
    assert found == wanted
    assert len({one.title for one in made}) == len(made)
    for drawn in made:
        _inside(drawn)
        charted = {e.number for e in drawn.entries if e.estimate.figure.as_of != "unknown" and not e.estimate.claimed}
        assert {mark.number for mark in drawn.marks} == charted
        places = [(mark.x, mark.y) for mark in drawn.marks]
        assert len(set(places)) == len(places)


def _said(figure: dict[str, Any]) -> list[tuple[str, Any]]:
    """What a figure says, without what it leaves open."""
    return sorted((name, value) for name, value in figure.items() if value is not None)


def test_a_crowd_of_marks_stays_inside() -> None:
    """Thirteen bodies that give one number of one day have a mark each, all of them in the chart."""
    same = {"value": 300, "unit": "ships", "counts": "late", "as_of": "2025-05-31"}
    (made,) = _charts([({**same, "by": f"Body {place}"}, "context", "b") for place in range(13)])
    assert len(made.marks) == 13
    _inside(made)


@pytest.mark.parametrize("as_of", ["0001", "9999", "9999-12", "9999-12-31"])
def test_the_calendars_ends_can_be_drawn(as_of: str) -> None:
    """A slip of a date gives an odd chart and no traceback."""
    (made,) = _charts([({"value": 3, "unit": "ships", "counts": "late", "as_of": as_of, "by": "A"}, "context", "b")])
    _inside(made)


def test_a_number_too_large_is_refused(tmp_path: Path) -> None:
    """A number past all numbers is a problem of its file, not of the program."""
    path = "claims/harbour/ships-turned-away.yml"
    root = copy_dossier(tmp_path / "project")
    (root / path).write_text((root / path).read_text("utf-8").replace("value: 16,", "value: 1e400,"), "utf-8")
    made = attested("check", "--root", root, root / path)
    assert made.exit_code == 1
    assert made.output.startswith(f"{path}:")
