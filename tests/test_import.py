"""`attested import`: every kind of dirt that public archives hold is met without a crash and without loss."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import attested, contents, findings, put
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Data = dict[str, Any]

RATING = {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "Incorrect"}
REVIEW: Data = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://facts.example/2021/harbour-sold/",
    "claimReviewed": "The harbour was sold.",
    "datePublished": "2021-05-03",
    "author": {"@type": "Organization", "name": "Facts Example"},
    "reviewRating": RATING,
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Jane Doe"},
        "datePublished": "2021-05-01",
        "appearance": [{"@type": "CreativeWork", "url": "https://post.example/1"}],
    },
}
FILE = "harbour-sold"


class Archive:
    """A project, and an archive to import into it."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.before = set(contents(project))

    def take(self, content: Any, name: str = "archive.json", form: str = "claimreview", **options: str) -> list[str]:
        """Import a file of this content and return the report's lines; what is written has to pass `check`."""
        path = self.project.parent / name
        path.write_bytes(content if isinstance(content, bytes) else _written(content))
        named = [part for key, value in options.items() for part in (f"--{key}", value)]
        made = attested("import", path, "--format", form, "--root", self.project, *named)
        lines = made.stdout.splitlines()
        self.said = made.stderr
        assert made.exit_code == (0 if lines == ["No problems."] else 1), made.output
        assert findings(self.project, but="quote-not-translated") == []
        return [line for line in lines[:-1] if line]

    def review(self, *removed: str, **changed: Any) -> list[str]:
        """Import one ClaimReview with these changes; the report without its place and its sign."""
        review = {name: value for name, value in {**REVIEW, **changed}.items() if name not in removed}
        return [line.split("record[1]", 1)[-1].removeprefix(".") for line in self.take(review)]

    @property
    def claims(self) -> dict[str, Data]:
        """What the claims say that were written, by id."""
        return {path.stem: yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in self.paths("imported")}

    @property
    def claim(self) -> Data:
        """What the only one says."""
        (made,) = self.claims.values()
        return made

    @property
    def comments(self) -> str:
        """The comments of the only one."""
        (path,) = self.paths("imported")
        return "\n".join(line for line in path.read_text("utf-8").splitlines() if line.startswith("#   "))

    @property
    def sources(self) -> list[Data]:
        """What the source documents say that were written."""
        new = [path for path in self.paths("sources") if path.relative_to(self.project).as_posix() not in self.before]
        return [yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in new]

    def paths(self, folder: str) -> list[Path]:
        """The files of a folder of claims/."""
        return sorted((self.project / "claims" / folder).glob("*.yml"))

    @property
    def state(self) -> dict[str, bytes]:
        """Every file of the project but what is kept of those that were read."""
        return {name: content for name, content in contents(self.project).items() if name != ".cache/read"}


def _written(content: Any) -> bytes:
    return content.encode() if isinstance(content, str) else json.dumps(content).encode()


@pytest.fixture
def archive(project: Path) -> Archive:
    """Port Example's project, and nothing imported yet."""
    return Archive(project)


def test_a_clean_record(archive: Archive) -> None:
    """A ClaimReview becomes a draft claim in canonical form, and the document it names a source document."""
    assert archive.review() == []
    path = archive.project / f"claims/imported/{FILE}.yml"
    assert path.read_text("utf-8").partition("# What")[2] == (
        " the archive said that no field holds:\n"
        "#   rating: 'Incorrect' (1 on a scale from 1 to 5)\n"
        "draft: true\n"
        "claim: The harbour was sold.\n"
        "claimant: Jane Doe\n"
        "claimed: 2021-05-01\n"
        "appearances: [post-example-441ac3dd]\n"
        "verdict: incorrect\n"
        "summary: unknown\n"
        "authors: [Facts Example]\n"
        "published: 2021-05-03\n"
        "moved_from: https://facts.example/2021/harbour-sold/\n"
    )
    assert archive.sources == [
        {
            **dict.fromkeys(("title", "publisher", "author", "published"), "unknown"),
            "url": "https://post.example/1",
            "kind": "other",
            "language": "und",
        }
    ]
    assert attested("tidy", "--check", "--root", archive.project, path).exit_code == 0
    assert archive.said == (
        "1 records: 1 claims written, 0 updated, 0 unchanged, 0 left to whoever edited them; "
        "1 source documents written.\n1 ratings were added to "
        f"{archive.project.parent / 'archive.json.ratings.yml'}.\n"
    )


# Where a record stands


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("one.json", REVIEW),
        ("array.json", [REVIEW]),
        ("nested.json", [[[REVIEW]]]),
        ("feed.json", {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [REVIEW]}]}),
        ("null-items.json", {"dataFeedElement": [{"item": None}, {"item": [None, REVIEW]}]}),
        ("graph.json", {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, REVIEW]}),
        ("article.json", {"@type": "NewsArticle", "review": {"x": REVIEW}}),
        ("full-type.json", {**REVIEW, "@type": ["Review", "http://schema.org/ClaimReview"]}),
        ("prefixed.json", {**REVIEW, "@type": "schema:ClaimReview"}),
        ("no-type.json", {name: value for name, value in REVIEW.items() if name != "@type"}),
        ("properties.json", {"type": "http://schema.org/ClaimReview", "properties": REVIEW}),
        ("lines.jsonl", json.dumps(REVIEW) + "\n\n" + json.dumps({"@type": "WebPage"}) + "\n"),
        ("mark.json", b"\xef\xbb\xbf" + json.dumps(REVIEW).encode()),
        ("utf-16.json", json.dumps(REVIEW).encode("utf-16")),
        ("utf-16-unmarked.json", json.dumps(REVIEW).encode("utf-16-le")),
        ("commas.json", "[" + json.dumps(REVIEW) + ",\n]"),
        ("cut.json", "[" + json.dumps(REVIEW) + ",\n" + json.dumps(REVIEW)[:150]),
        ("nan.json", '{"x": NaN, "y": -Infinity, "review": ' + json.dumps(REVIEW) + "}"),
        ("control.json", json.dumps(REVIEW).replace("harbour was", "harbour\twas")),
        ("bracket.json", "]" + json.dumps(REVIEW)),
        ("page.html", f'<html><script type="application/ld+json">{json.dumps(REVIEW)}</script><p>Text'),
        ("cdata.html", f'<script type="application/ld+json">//<![CDATA[\n{json.dumps(REVIEW)};\n//]]></script>'),
        ("comment.html", f'<script type=" application/ld+json; charset=utf-8"><!-- {json.dumps(REVIEW)} --></script>'),
        (
            "entities.html",
            f'<script type="application/ld+json">{json.dumps(REVIEW).replace(chr(34), "&quot;")}</script>',
        ),
        (
            "commas.html",
            f'<script type="application/ld+json">{json.dumps(REVIEW)[:-1]},}}</script><script>broken</script>',
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.count(".") == 1 and len(value) < 30 else "",
)
def test_wherever_the_record_stands(archive: Archive, name: str, content: Any) -> None:
    """Arrays, feeds, graphs, lines, pages, marks, encodings, broken ends: the record in them is found."""
    archive.take(content, name)
    assert archive.claim["claim"] == "The harbour was sold."
    assert (archive.claim["verdict"], archive.claim["claimed"]) == ("incorrect", "2021-05-01")


def test_references_in_a_graph(archive: Archive) -> None:
    """What a graph only names by its @id is put in its place."""
    named = {**REVIEW, "reviewRating": {"@id": "#rating"}, "itemReviewed": {"@id": "#claim"}}
    graph = [named, {**RATING, "@id": "#rating"}, {**REVIEW["itemReviewed"], "@id": "#claim"}]
    archive.take({"@graph": graph})
    assert (archive.claim["verdict"], archive.claim["claimant"]) == ("incorrect", "Jane Doe")


def test_microdata(archive: Archive) -> None:
    """A page that carries its ClaimReview as microdata is read too; its address is the page's own."""
    archive.take(
        '<link rel="canonical" href="https://facts.example/2021/harbour-sold/">'
        '<div itemscope itemtype="http://schema.org/ClaimReview"><meta itemprop="datePublished" content="2021-05-03">'
        '<p itemprop="claimReviewed">The harbour <b>was</b> sold.</p>'
        '<div itemprop="itemReviewed" itemscope itemtype="http://schema.org/Claim"><span itemprop="author" itemscope>'
        '<i itemprop="name">Jane Doe</i></span></div>'
        '<div itemprop="reviewRating" itemscope><span itemprop="alternateName">Unproven</span></div></div>',
        "page.html",
    )
    assert archive.claim == {
        "draft": "true",
        "claim": "The harbour was sold.",
        "claimant": "Jane Doe",
        "claimed": "unknown",
        "verdict": "unproven",
        "summary": "unknown",
        "published": "2021-05-03",
        "moved_from": "https://facts.example/2021/harbour-sold/",
    }


def test_a_folder_of_pages(archive: Archive) -> None:
    """Every file of the format in a folder is imported."""
    for number in range(3):
        page = json.dumps({**REVIEW, "claimReviewed": f"Claim {number}."})
        put(
            archive.project.parent,
            {f"saved/{number}/index.html": f'<script type="application/ld+json">{page}</script>'},
        )
    folder = archive.project.parent / "saved"
    assert attested("import", folder, "--format", "claimreview", "--root", archive.project).exit_code == 0
    assert sorted(claim["claim"] for claim in archive.claims.values()) == ["Claim 0.", "Claim 1.", "Claim 2."]


def test_what_is_broken_is_told_and_the_rest_read(archive: Archive) -> None:
    """A record that is no JSON costs only itself, and the report has its line."""
    good = [json.dumps({**REVIEW, "claimReviewed": f"Claim {number}."}) for number in range(3)]
    broken = good[1].replace('"datePublished": "2021-05-03"', '"datePublished": 2021-05-03')
    lines = archive.take("\n".join([good[0], broken, good[2]]), "archive.jsonl")
    assert lines == ["archive.jsonl:2:1: it is no well-formed JSON (Expecting ',' delimiter) [not-read]"]
    assert [claim["claim"] for claim in archive.claims.values()] == ["Claim 2.", "Claim 0."]


def test_bytes_that_are_not_utf_8(archive: Archive) -> None:
    """An archive in Windows-1252, or that mixes encodings, is read, and that is said."""
    review = json.dumps({**REVIEW, "claimReviewed": "The café’s “harbour”."}, ensure_ascii=False)
    lines = archive.take(review.encode("cp1252"))
    assert lines == [
        "archive.json:1:1: warning: holds bytes that aren't UTF-8; they are read as windows-1252, and where that is "
        "wrong, name another with --encoding [changed]"
    ]
    assert archive.claim["claim"] == "The café’s “harbour”."


def test_an_archive_in_the_code_page_of_the_language(archive: Archive) -> None:
    """JSON too is read by the code page of the publication's language, or by the one that is named."""
    path = archive.project / "claims/publication.yml"
    path.write_text(path.read_text("utf-8").replace("language: en", "language: ar"), "utf-8")
    said = "holds bytes that aren't UTF-8; they are read as windows-1256, and where that is wrong, name another with"
    review = json.dumps({**REVIEW, "claimReviewed": "هل أُغلق الجسر؟"}, ensure_ascii=False)
    lines = archive.take(review.encode("cp1256"))
    assert lines == [f"archive.json:1:1: warning: {said} --encoding [changed]"]
    assert archive.said.splitlines()[0] == f"archive.json {said} --encoding."
    assert archive.claim["claim"] == "هل أُغلق الجسر؟"
    polish = json.dumps({**REVIEW, "claimReviewed": "Łódź śpi."}, ensure_ascii=False)
    assert archive.take(polish.encode("cp1250"), encoding="Windows-1250") == []
    assert sorted(claim["claim"] for claim in archive.claims.values()) == ["Łódź śpi.", "هل أُغلق الجسر؟"]


@pytest.mark.parametrize(
    ("dates", "day"), [("day-first", "2021-04-03"), ("month-first", "2021-03-04"), ("", "unknown")]
)
def test_which_of_day_and_month_stands_first(dates: str, day: str, archive: Archive) -> None:
    """Is said for an archive as a whole, and never guessed."""
    lines = archive.take(
        {**REVIEW, "itemReviewed": {"datePublished": "03/04/2021"}}, **{"dates": dates} if dates else {}
    )
    assert archive.claim["claimed"] == day
    how = "can be read in two ways; say which with --dates day-first or --dates month-first"
    said = f"archive.json:1:1: warning: record[1].claimed: '03/04/2021' {how} [not-mapped]"
    assert lines == ([] if dates else [said])


def test_a_file_without_a_record(archive: Archive) -> None:
    """An archive of something else is said to be that."""
    assert archive.take({"name": "x"}) == [
        "archive.json:1:1: warning: this object holds no fact-check [not-a-claim]",
        "archive.json:1:1: holds no record of the format claimreview [not-read]",
    ]


@pytest.mark.parametrize("content", ["", "   ", "[[[[", "{" * 100_000, '"', "<", "\x00\x01", '{"a": ' * 50_000])
def test_what_is_nothing_at_all(archive: Archive, content: str) -> None:
    """Nothing, and what only looks like the start of something, ends in a report."""
    assert archive.take(content)[-1] == "archive.json:1:1: holds no record of the format claimreview [not-read]"


# Ratings


@pytest.mark.parametrize(
    ("rating", "words", "numbers"),
    [
        ("Falso", "Falso", {}),
        (["Falso"], "Falso", {}),
        ({"properties": {"alternateName": ["Falso"], "ratingValue": ["1"]}}, "Falso", {"value": "1"}),
        ([[{"alternateName": {"@value": "Falso"}}]], "Falso", {}),
        ({"alternateName": {"name": "Falso"}, "ratingValue": "4,5"}, "Falso", {"value": "4.5"}),
        ({"name": "Falso", "ratingValue": float("nan"), "bestRating": 5}, "Falso", {}),
        ({"ratingValue": "Falso"}, "Falso", {}),
        ({"ratingValue": "2/5"}, '""', {"value": "2", "best": "5"}),
        (3, '""', {"value": "3"}),
        ("1 of 4", '""', {"value": "1", "best": "4"}),
        (
            {"alternateName": "Falso", "ratingValue": 0, "bestRating": 5, "worstRating": 1},
            "Falso",
            {"value": "0", "best": "5", "worst": "1"},
        ),
        (
            {"alternateName": "Falso", "ratingValue": 2, "bestRating": 1, "worstRating": 5},
            "Falso",
            {"value": "2", "best": "1", "worst": "5"},
        ),
    ],
)
def test_ratings_in_every_form(archive: Archive, rating: Any, words: str, numbers: Data) -> None:
    """Strings, lists, nested objects, commas, numbers out of range: each is a rating a person can decide on."""
    archive.review(reviewRating=rating)
    assert archive.claim["verdict"] == "unknown"
    entry = yaml.load((archive.project.parent / "archive.json.ratings.yml").read_text("utf-8"), yaml.BaseLoader)
    assert entry["ratings"] == [{"words": words.strip('"'), **numbers, "met": "1", "verdict": ""}]


def test_the_map_of_ratings_is_filled_by_a_person(archive: Archive) -> None:
    """One word on three scales is three ratings; the verdicts written in are used in the next run, others stay open."""
    scales = [(1, 5, 1), (1, 8, 1), (4, 6, 1), (0, 5, 1)]
    names = ("ratingValue", "bestRating", "worstRating")
    records = [
        {
            **REVIEW,
            "claimReviewed": f"Claim {n}.",
            "reviewRating": {"alternateName": "Falso", **dict(zip(names, one, strict=True))},
        }
        for n, one in enumerate([*scales, scales[0]])
    ]
    archive.take(records)
    path = archive.project.parent / "archive.json.ratings.yml"
    assert path.read_text("utf-8") == (
        "# Which rating of the archive is which verdict here. After each `verdict:` write one of:\n"
        "#   correct, mixed, incorrect, unproven\n"
        "# Then run the import again. Left empty, the claims with this rating stay drafts without a verdict.\n"
        "# The same word on another scale is another rating; `met` says how many claims have it.\n"
        "ratings:\n"
        "  - words: Falso\n    value: 1\n    best: 5\n    worst: 1\n    met: 2\n    verdict:\n"
        "  - words: Falso\n    value: 0\n    best: 5\n    worst: 1  # the value is outside its scale\n    met: 1\n"
        "    verdict:\n"
        "  - words: Falso\n    value: 1\n    best: 8\n    worst: 1\n    met: 1\n    verdict:\n"
        "  - words: Falso\n    value: 4\n    best: 6\n    worst: 1\n    met: 1\n    verdict:\n"
    )
    path.write_text(path.read_text("utf-8").replace("met: 2\n    verdict:", "met: 2\n    verdict: incorrect"), "utf-8")
    archive.take(records)
    assert "2 updated, 3 unchanged" in archive.said
    verdicts = {claim["claim"]: claim["verdict"] for claim in archive.claims.values()}
    assert verdicts == {
        **dict.fromkeys(("Claim 0.", "Claim 4."), "incorrect"),
        **dict.fromkeys(("Claim 1.", "Claim 2.", "Claim 3."), "unknown"),
    }


def test_new_ratings_are_added_to_the_map(archive: Archive) -> None:
    """What a person wrote into the map stays as it is; ratings met later stand behind it."""
    archive.review(reviewRating="Falso")
    path = archive.project.parent / "archive.json.ratings.yml"
    mine = path.read_text("utf-8").replace("verdict:\n", "verdict: mixed  # so we decided\n")
    mine = mine.replace("  - ", "- ").replace("    ", "  ")
    path.write_text(mine, "utf-8")
    archive.take([{**REVIEW, "reviewRating": "Falso"}, {**REVIEW, "claimReviewed": "Other.", "reviewRating": "Vero"}])
    added = path.read_text("utf-8").removeprefix(mine)
    assert added == "- words: Vero\n  met: 1\n  verdict:\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ratings:\n  - words: Falso\n    verdict: wrong\n", "'wrong' is not on the scale; use one of: correct, mixed"),
        ("ratings: [", "is no map of ratings"),
        ("[]", "is no map of ratings"),
        ("ratings: [{words: x, value: many}]", "is no map of ratings"),
    ],
)
def test_a_faulty_map_is_named(archive: Archive, text: str, said: str) -> None:
    """A map with a slip in it stops the import before anything is written."""
    path = archive.project.parent / "archive.json"
    path.write_text(json.dumps(REVIEW), "utf-8")
    put(archive.project.parent, {"map.yml": text})
    named = archive.project.parent / "map.yml"
    made = attested("import", path, "--format", "claimreview", "--root", archive.project, "--ratings", named)
    assert made.exit_code == 2
    assert said in made.stderr
    assert set(archive.state) == archive.before


def test_a_rating_that_is_a_paragraph(archive: Archive) -> None:
    """A whole paragraph as a rating becomes the summary; the verdict is open."""
    words = "False. " + "The records of the harbour office show no sale in that year. " * 2
    said = archive.review(reviewRating={"alternateName": words})
    assert said == [
        "reviewRating: is a paragraph, so it stands as the summary and the verdict is open [changed]",
        "verdict: no rating was found; choose a verdict [missing]",
    ]
    assert archive.claim["summary"] == words.strip()


# What is missing, odd or in the wrong place


def test_a_record_that_says_next_to_nothing(archive: Archive) -> None:
    """Nothing is invented: no claim, claimant, date or rating; the draft is there, and asks for them."""
    assert archive.take({"@type": "ClaimReview"}) == [
        "archive.json:1:1: warning: record[1].verdict: no rating was found; choose a verdict [missing]",
        "archive.json:1:1: warning: record[1].claim: no claim's text was found; write it [missing]",
    ]
    named = ("claim", "claimant", "claimed", "verdict", "summary", "published")
    assert archive.claim == {"draft": "true", **dict.fromkeys(named, "unknown")}


@pytest.mark.parametrize(
    "name", ["claimReviewed", "itemReviewed", "reviewRating", "datePublished", "author", "url", "@context"]
)
@pytest.mark.parametrize(
    "value", [None, "", [], {}, "N/A", float("nan"), [[]], [None], {"@type": "Thing"}, 0, True, "\x00", {"a": {"b": 1}}]
)
def test_any_value_missing_or_odd(archive: Archive, name: str, value: Any) -> None:
    """Whatever stands in a field's place, the rest of the record is there."""
    archive.review(**{name: value})
    expected = {"claimant": "Jane Doe", "published": "2021-05-03", "verdict": "incorrect"}
    touched = {"itemReviewed": "claimant", "datePublished": "published", "reviewRating": "verdict"}.get(name)
    assert {key: archive.claim[key] for key in expected if key != touched} == {
        key: one for key, one in expected.items() if key != touched
    }


@pytest.mark.parametrize(
    ("author", "claimant"),
    [
        ("Jane Doe", "Jane Doe"),
        (["Jane Doe"], "Jane Doe"),
        ({"name": ["Jane Doe"]}, "Jane Doe"),
        ([{"name": "Jane Doe"}, {"name": "John Roe"}], "Jane Doe; John Roe"),
        ({"@type": "Person", "name": {"@value": "Jane &amp; Doe"}}, "Jane & Doe"),
        ({"@type": "Person"}, "unknown"),
        ("Facebook", "unknown"),
        ("Viral Facebook posts", "unknown"),
        ("several social media posts", "unknown"),
        ("https://jane.example/", "unknown"),
        ("http://", "unknown"),
        ("محمد", "محمد"),
        ("n/a", "unknown"),
    ],
)
def test_claimants_in_every_form(archive: Archive, author: Any, claimant: str) -> None:
    """Strings, lists, objects; a platform or an address is nobody, and is kept beside."""
    said = archive.review(itemReviewed={"author": author})
    assert archive.claim["claimant"] == claimant
    named = isinstance(author, str) and author not in (claimant, "n/a")
    assert (f"claimant: {author}" in archive.comments) == named
    assert any("not-mapped" in line for line in said) == named


@pytest.mark.parametrize(
    ("date", "published", "claimed"),
    [
        ("2021-05-03T10:00:00+02:00", "2021-05-03", "2021-05-03"),
        ("2021-05-03 10:00", "2021-05-03", "2021-05-03"),
        (["2021-05-03"], "2021-05-03", "2021-05-03"),
        ("2021-05", "unknown", "2021-05"),
        (2021, "unknown", "2021"),
        ("20210503", "2021-05-03", "2021-05-03"),
        (1620036000, "2021-05-03", "2021-05-03"),
        (1620036000000, "2021-05-03", "2021-05-03"),
        ("2021/5/3", "2021-05-03", "2021-05-03"),
        ("3.5.2021", "2021-05-03", "2021-05-03"),
        ("25/12/2020", "2020-12-25", "2020-12-25"),
        ("12/25/2020", "2020-12-25", "2020-12-25"),
        ("May 3rd, 2021", "2021-05-03", "2021-05-03"),
        ("3 de mayo de 2021", "2021-05-03", "2021-05-03"),
        ("3. Mai 2021, 10:30 Uhr", "2021-05-03", "2021-05-03"),
        ("Mon, 03 May 2021 10:00:00 GMT", "2021-05-03", "2021-05-03"),
        ("2021年5月3日", "2021-05-03", "2021-05-03"),
        ("03/04/2021", "unknown", "unknown"),
        ("2021-02-30", "unknown", "unknown"),
        ("0001-01-01T00:00:00Z", "unknown", "unknown"),
        ("99999-01-01", "unknown", "unknown"),
        ("yesterday", "unknown", "unknown"),
        ("9" * 400, "unknown", "unknown"),
    ],
)
def test_dates_in_many_forms(archive: Archive, date: Any, published: str, claimed: str) -> None:
    """A date is read as far as it says; one that can be read in two ways, or isn't in the calendar, is kept beside."""
    archive.review(datePublished=date, itemReviewed={"datePublished": date})
    assert (archive.claim["published"], archive.claim["claimed"]) == (published, claimed)
    if published == "unknown":
        assert f"datePublished: {date}" in archive.comments


def test_a_claim_made_after_it_was_checked(archive: Archive) -> None:
    """Dates in an impossible order: the claim's is left open, and kept beside."""
    said = archive.review(itemReviewed={"datePublished": "2022-01-01"})
    assert said == [
        "claimed: '2022-01-01' is after the fact-check was published (2021-05-03) [not-mapped]",
    ]
    assert archive.claim["claimed"] == "unknown"


@pytest.mark.parametrize(
    ("appearance", "urls"),
    [
        ("https://post.example/1", ["https://post.example/1"]),
        (
            ["https://post.example/1", {"url": "https://post.example/2"}],
            ["https://post.example/1", "https://post.example/2"],
        ),
        ([["https://post.example/1"]], ["https://post.example/1"]),
        ("https://post.example/1, https://post.example/2", ["https://post.example/1", "https://post.example/2"]),
        ({"@type": "VideoObject", "url": ["https://post.example/1"]}, ["https://post.example/1"]),
        ("//post.example/1", ["https://post.example/1"]),
        ("https://post.example/a b|c", ["https://post.example/a%20b%7Cc"]),
        ("https://пост.example/", ["https://xn--n1abhe.example/"]),
        ("javascript:alert(1)", []),
        ("ftp://post.example/", []),
        ("https://", []),
        ("https://user@post.example/", []),
        ("a post on Facebook", []),
        ({"name": "A post"}, []),
    ],
)
def test_appearances_in_every_form(archive: Archive, appearance: Any, urls: list[str]) -> None:
    """Bare strings, lists, several in one: what is an address becomes a source document, the rest is kept."""
    archive.review(itemReviewed={"appearance": appearance})
    assert sorted(one["url"] for one in archive.sources) == sorted(urls)
    assert len(archive.claim.get("appearances", [])) == len(urls)
    if not urls:
        assert "appearance: " in archive.comments


def test_citations_become_sources_whose_stance_is_open(archive: Archive) -> None:
    """Nobody knows from an archive what a cited document shows, so the draft doesn't say."""
    work = {"@type": "NewsArticle", "name": "The log", "publisher": {"name": "Office"}, "inLanguage": "de_DE"}
    archive.review(citation=[{**work, "url": "https://log.example/"}, work, "https://post.example/1", "see the log"])
    assert [list(one) for one in archive.claim["sources"]] == [["source"], ["source"]]
    assert {one["title"]: (one["kind"], one["language"]) for one in archive.sources if one["title"] != "unknown"} == {
        "The log": ("article", "de-DE")
    }
    assert "citation: see the log" in archive.comments


def test_characters_and_markup(archive: Archive) -> None:
    """Entities are resolved, markup and characters nobody sees are taken out; that is said."""
    said = archive.review(
        claimReviewed="The <b>harbour</b>&nbsp;was&amp;#039;t \u202esold\u0007, \ud800 caf\x92s.\u2028"
    )
    assert archive.claim["claim"] == "The harbour was't sold, \N{REPLACEMENT CHARACTER} caf’s."
    assert said == [
        "claimReviewed: markup was taken out [changed]",
        "claimReviewed: characters nobody sees were taken out (U+0007, U+202E) [changed]",
    ]


def test_right_to_left_and_other_scripts(archive: Archive) -> None:
    """Text in any script is kept to the letter; its file has an address all the same."""
    texts = ["قال الوزير إن الميناء بيع", "港口已被出售", "Гавань продали", "नगर बंदरगाह", "🚢🚢🚢"]
    archive.take(
        [{**REVIEW, "url": f"https://facts.example/{n}", "claimReviewed": text} for n, text in enumerate(texts)]
    )
    assert sorted(claim["claim"] for claim in archive.claims.values()) == sorted(texts)


def test_very_long_texts(archive: Archive) -> None:
    """What is longer than a field takes is cut there and whole beside; what no file can hold is in the report."""
    long = "The harbour was sold. " * 60
    said = archive.review(claimReviewed=long, reviewBody="word " * 50_000, itemReviewed={"author": "J" * 5_000})
    assert archive.claim["claim"] == long[:499].rstrip() + "…"
    assert f"claim: {long.strip()}" in archive.comments
    assert archive.claim["claimant"] == "J" * 499 + "…"
    assert "notes" not in archive.claim
    assert [line.split(":")[0] for line in said] == ["claim", "claimant", "body"]


def test_the_analysis_is_text_not_markup(archive: Archive) -> None:
    """A review's body becomes notes that show its very words, whatever Markdown would make of them."""
    archive.review(reviewBody="<p>*Not* [this](x) `at` <em>all</em> #1_000</p><p>- 5 &lt;b&gt; ![i](y)</p>\n1. One")
    assert archive.claim["notes"] == (
        "\\*Not\\* \\[this\\](x) \\`at\\` all \\#1\\_000\n\n\\- 5 !\\[i\\](y) 1. One\n"
    ) or archive.claim["notes"].startswith("\\*Not\\*")


def test_one_address_with_many_claims(archive: Archive) -> None:
    """A page that checks 27 claims gives 27 drafts, each with an id of its own."""
    archive.take([{**REVIEW, "claimReviewed": f"The harbour was sold {n} times."} for n in range(27)])
    assert len(archive.claims) == 27
    assert {claim["moved_from"] for claim in archive.claims.values()} == {REVIEW["url"]}


def test_the_same_record_twice(archive: Archive) -> None:
    """A record met again is reported; where it says something else, that too."""
    lines = archive.take([REVIEW, REVIEW, {**REVIEW, "datePublished": "2020-01-01"}], "twice.json")
    assert lines == [
        "twice.json:1:1: warning: record[2]: is record[1] of twice.json again [duplicate]",
        "twice.json:1:1: warning: record[3]: is record[1] of twice.json again, and says something else; the first was "
        "taken [duplicate]",
    ]
    assert archive.claim["published"] == "2021-05-03"


def test_ids_that_collide(archive: Archive) -> None:
    """Texts that shorten to one id, one a claim here has, or no id at all: each gets its own, the same every time."""
    texts = ["Harbour closed", "Harbour, closed!", "HARBOUR closed…", "index", "con", "-- --", "Harbour " * 90]
    records = [{**REVIEW, "url": f"https://f.example/{n}", "claimReviewed": text} for n, text in enumerate(texts)]
    archive.take(records)
    names = set(archive.claims)
    assert len(names) == len(texts)
    archive.take(records)
    assert set(archive.claims) == names


def test_names_spelt_in_several_ways(archive: Archive) -> None:
    """Spellings that would share a page are made one, the first; the other is kept beside."""
    records = [
        {**REVIEW, "claimReviewed": f"{n}.", "itemReviewed": {"author": name}}
        for n, name in enumerate(["jane doe", "Jane Doe", "JANE DOE", "Harbour Office", "harbour office"])
    ]
    lines = archive.take(records)
    assert sorted(claim["claimant"] for claim in archive.claims.values()) == [
        *("Harbour Office", "Harbour Office", "jane doe", "jane doe", "jane doe")
    ]
    assert sum("is spelt 'jane doe' elsewhere" in line for line in lines) == 2


def test_names_in_other_scripts_spelt_in_several_ways(archive: Archive) -> None:
    """Where no plain letters would tell it, too."""
    names = ["Президент", "президент", "أحمد علي", "احمد علي", "MICHAŁ WÓJCIK", "Michał Wójcik"]
    records = [{**REVIEW, "claimReviewed": f"{n}.", "itemReviewed": {"author": name}} for n, name in enumerate(names)]
    archive.take(records)
    assert {claim["claimant"] for claim in archive.claims.values()} == {"Президент", "أحمد علي", "MICHAŁ WÓJCIK"}


def test_ids_of_letters_that_unicode_does_not_take_apart(archive: Archive) -> None:
    """A claim's first words are its id, in plain letters, and no letter is missing."""
    records = [
        {**REVIEW, "url": f"https://f.example/{n}", "claimReviewed": text}
        for n, text in enumerate(["Most w Łodzi zamknięto", "Søren så Æbelø", "Die Straße ist größer"])
    ]
    archive.take(records)
    assert sorted(archive.claims) == ["die-strasse-ist-grosser", "most-w-lodzi-zamknieto", "soren-sa-aebelo"]


def test_a_withdrawn_record(archive: Archive) -> None:
    """What a feed says was taken back isn't imported, and is reported with its reason."""
    gone = {
        "@type": "DataFeedItem",
        "dateDeleted": "2022-01-01",
        "description": "An error.",
        "item": {"url": "https://f.example/1"},
    }
    said = "'https://f.example/1' was withdrawn on '2022-01-01': 'An error.'; it isn't imported [withdrawn]"
    assert archive.take({"dataFeedElement": [gone, {"item": REVIEW}]}) == [f"archive.json:1:1: warning: {said}"]


def test_hostile_text_stays_text(archive: Archive) -> None:
    """Nothing in an archive becomes YAML, a comment of its own, or a path."""
    evil = "x\ndraft: false # y\n- !!python/object {a: *b} [c] 'd' \"e\" ../../etc"
    archive.review(
        claimReviewed=evil,
        url="https://f.example/../../../etc/passwd",
        itemReviewed={"author": evil, "datePublished": evil},
    )
    assert archive.claim["draft"] == "true"
    assert archive.claim["claim"] == " ".join(evil.split())
    assert set(archive.claim) == {
        "draft",
        "claim",
        "claimant",
        "claimed",
        "verdict",
        "summary",
        "authors",
        "published",
        "moved_from",
    }


KEYS = st.sampled_from(["@type", "name", "url", "text", "@id", "x"])
SAID = st.sampled_from(["2021-05-03", "https://x.example/", "False"])
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | SAID,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
FIELDS = [*list(REVIEW)[2:], "citation", "correction", "reviewBody", "expires", "keywords"]


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), JUNK, max_size=4), min_size=5, max_size=15))
def test_any_junk_is_met(archive: Archive, changes: list[Data]) -> None:
    """Whatever stands in any field: no crash, each record a draft that passes `check`, a second run changes nothing."""
    new = (archive.project / name for name in set(archive.state) - archive.before)
    for path in (*new, archive.project.parent / "archive.json.ratings.yml"):
        path.unlink(missing_ok=True)
    records = [{**REVIEW, "url": f"https://facts.example/{n}", **change} for n, change in enumerate(changes)]
    lines = archive.take(records)
    again = sum("[duplicate]" in line for line in lines)
    assert len(archive.claims) + again == len(records)
    before = archive.state
    archive.take(records)
    assert archive.state == before


# Again, interrupted, edited


def test_a_second_run_changes_nothing(archive: Archive) -> None:
    """The same archive again: no file changes, and that is what it says."""
    records = [REVIEW, {**REVIEW, "claimReviewed": "Other.", "citation": "https://c.example/"}]
    archive.take(records)
    before = archive.state
    archive.take(records)
    assert archive.state == before
    assert archive.said == (
        "2 records: 0 claims written, 0 updated, 2 unchanged, 0 left to whoever edited them; "
        "0 source documents written.\n"
    )


def test_an_interrupted_run_goes_on(archive: Archive) -> None:
    """What an import that broke off has left is completed to the same files."""
    records = [{**REVIEW, "claimReviewed": f"Claim {n}.", "citation": f"https://c.example/{n}"} for n in range(4)]
    archive.take(records)
    whole = archive.state
    for path in (*archive.paths("imported")[1:3], archive.project.parent / "archive.json.ratings.yml"):
        path.unlink()
    archive.take(records)
    assert archive.state == whole


def test_an_edited_file_is_never_changed(archive: Archive) -> None:
    """A claim that somebody edited, renamed or moved stays theirs, even where the archive says something new."""
    archive.review()
    path = archive.project / f"claims/imported/{FILE}.yml"
    mine = path.read_text("utf-8").replace("summary: unknown", "summary: The log has no sale.")
    path.unlink()
    put(archive.project, {"claims/harbour/no-sale.yml": mine})
    archive.review(datePublished="2021-06-01")
    assert archive.claims == {}
    assert (archive.project / "claims/harbour/no-sale.yml").read_text("utf-8") == mine
    assert "1 left to whoever edited them" in archive.said


def test_an_edited_source_is_never_changed(archive: Archive) -> None:
    """Nor is a source document, although the archive knows more of it now."""
    archive.review()
    (path,) = (one for one in archive.paths("sources") if one.stem.startswith("post-example"))
    mine = path.read_text("utf-8").replace("title: unknown", "title: My title")
    path.write_text(mine, "utf-8")
    archive.review(
        itemReviewed={"appearance": {"url": "https://post.example/1", "headline": "Other", "publisher": "P"}}
    )
    assert path.read_text("utf-8") == mine


def test_a_document_is_filled_up(archive: Archive) -> None:
    """What one record doesn't know of a document another may; where they disagree the first holds."""
    works = [
        {"url": "https://c.example/", **more}
        for more in ({}, {"name": "The log"}, {"name": "A log", "publisher": "Office"})
    ]
    records = [{**REVIEW, "claimReviewed": f"{n}.", "citation": work} for n, work in enumerate(works)]
    lines = archive.take(records)
    (made,) = (one for one in archive.sources if one["url"] == "https://c.example/")
    assert (made["title"], made["publisher"]) == ("The log", "Office")
    assert lines == [
        "archive.json:1:1: warning: record[3].citation.title: 'A log' is 'The log' in another record of this document "
        "[not-mapped]"
    ]


def test_documents_that_are_here_are_used(archive: Archive) -> None:
    """An address that a source document here has leads to that document."""
    archive.review(itemReviewed={"appearance": "https://gazette.example/harbour"})
    known = yaml.safe_load((archive.project / "claims/sources/gazette-harbour.yml").read_text("utf-8"))["url"]
    archive.take({**REVIEW, "claimReviewed": "Other.", "itemReviewed": {"appearance": known}}, "other.json")
    assert any(claim.get("appearances") == ["gazette-harbour"] for claim in archive.claims.values())


def test_another_archive_with_the_same_record(archive: Archive) -> None:
    """A record that another archive gave already stays as that gave it."""
    archive.review()
    before = archive.claims
    lines = archive.take({**REVIEW, "datePublished": "2021-06-01"}, "newer.json")
    assert lines == [
        "newer.json:1:1: warning: record[1]: was imported from 'archive.json' already, and that stays [duplicate]"
    ]
    assert archive.claims == before


# The report


def test_the_report_in_other_forms(archive: Archive) -> None:
    """As data, and as annotations of a pull request."""
    path = archive.project.parent / "archive.json"
    path.write_text(json.dumps({**REVIEW, "url": "ftp://f.example/"}), "utf-8")
    named = ("import", path, "--format", "claimreview", "--root", archive.project, "--report")
    (problem,) = json.loads(attested(*named, "json").stdout)["problems"]
    assert (problem["path"], problem["field"], problem["rule"]) == ("archive.json", "record[1].url", "not-mapped")
    assert attested(*named, "github").stdout == (
        "::warning file=archive.json,line=1,col=1::record[1].url: 'ftp://f.example/' is no http address [not-mapped]\n"
    )


@pytest.mark.parametrize("folder", ["sources", "dossiers", "../out", "/tmp", "A b", "sources/x"])
def test_claims_go_to_a_folder_of_claims(archive: Archive, folder: str) -> None:
    """No other place is written to."""
    path = archive.project.parent / "archive.json"
    path.write_text(json.dumps(REVIEW), "utf-8")
    made = attested("import", path, "--format", "claimreview", "--root", archive.project, "--into", folder)
    assert made.exit_code == 2
    assert "is no folder for claims" in made.stderr


# Archives made to keep the program busy, or to grow without end

_GROWS = [{"@id": "a", "citation": [{"@id": "a"}] * 300}, {**REVIEW, "itemReviewed": {"@id": "a"}}]
_MANY = [{"name": f"Person {number}"} for number in range(3_000)]
_URLS = [f"https://post.example/{number}" for number in range(3_000)]
_PAGES = [{"url": url} for url in _URLS]
BOMBS: dict[str, Any] = {
    "objects that name each other": {"@graph": _GROWS},
    "lists in lists": json.dumps(REVIEW)[:-1] + f', "author": {"[" * 900}{"]" * 900}}}',
    "objects in objects": json.dumps(REVIEW)[:-1] + f', "itemReviewed": {{"a": {"[" * 900}{"]" * 900}}}}}',
    "comments without an end": {**REVIEW, "claimReviewed": "x" + "<!--" * 100_000},
    "names given twice": "{" + '"a": 1, "b": 1,' * 50_000 + json.dumps(REVIEW)[1:],
    "authors": {**REVIEW, "author": _MANY},
    "appearances": {**REVIEW, "itemReviewed": {"@type": "Claim", "appearance": _PAGES}},
    "citations": {**REVIEW, "citation": _PAGES},
    "archived copies": {**REVIEW, "citation": {"url": "https://a.example/", "archivedAt": _URLS}},
    "corrections": {**REVIEW, "correction": [{"text": f"{n}", "datePublished": "2022-01-01"} for n in range(3_000)]},
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_record_has_its_bounds(archive: Archive, name: str) -> None:
    """What would grow without end is cut and told, and what is written is a claim like any other."""
    report = archive.take(BOMBS[name])
    assert len(archive.claims) == 1
    assert all(len(path.read_bytes()) < 64 * 1024 for path in (archive.project / "claims").rglob("*.yml"))
    if name in ("authors", "appearances", "citations", "archived copies", "corrections"):
        assert any("has 3,000 entries; the first 100 were taken" in line for line in report)


def test_what_has_no_field_is_named_within_bounds(archive: Archive) -> None:
    """The first fifty properties, and how many there are beside them."""
    archive.take({**REVIEW, **{f"x{number:04}": "x" for number in range(5_000)}})
    assert "x0049 (1) and 4,950 more." in archive.said
    assert "x0050" not in archive.said
