"""Where reports come from: documents of one origin are one voice, wherever voices are counted."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Files, attested, build, page, text, whole
from fixtures.dossier.project import build_dossier, copy_dossier, records
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Evidence, SourceDocument
from generator.origins import ancestors, origins

CLAIM = "claims/harbour/masts-painted.yml"
HEAD = """\
claim: All masts of the harbour were painted in spring.
claimant: Example Gazette
claimed: 2025-06-02
appearances: [gazette-ships]
verdict: correct
summary: They were.
topics: [traffic]
published: 2025-07-15
one_sided_reason: Nobody denied it when we asked.
"""


@pytest.fixture(scope="session")
def quayside(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The project of Quayside Checks, and its built site in the folder `site`. Not to be changed."""
    return once("quayside", build_dossier)


def document(publisher: str = "unknown", **fields: Any) -> SourceDocument:
    """A source document that says no more than where it comes from."""
    said = {"title": "unknown", "publisher": publisher, "url": "unknown", "published": "unknown", **fields}
    return SourceDocument.model_validate(said)


def translated(**fields: str) -> dict[str, str]:
    """What a document says that it is a translation."""
    return {"language": "ar", "by": "person", **fields}


def passage(reports_from: list[str]) -> Evidence:
    """A passage that says itself where it comes from."""
    return Evidence.model_validate({"source": "a", "stance": "supports", "quote": "x", "reports_from": reports_from})


def report(tmp_path: Path, claim: str | None, files: Files | None = None) -> tuple[list[str], int]:
    """What `check` says of the project with this claim and these files, line by line, and its exit code."""
    written = {CLAIM: claim} if claim else {}
    made = attested("check", "--root", copy_dossier(tmp_path / "project", {**written, **(files or {})}))
    return made.output.splitlines(), made.exit_code


# Whom a document goes back to


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, ("Own",)),
        ({"reports_from": ["Coast Wire"]}, ("Coast Wire",)),
        ({"reports_from": ["Pilots’ Guild", "Coast Wire"]}, ("Coast Wire", "Pilots’ Guild")),
        ({"republishes": {"publisher": "First"}}, ("First",)),
        ({"republishes": {"publisher": "unknown"}}, ("Own",)),
        ({"translated_from": translated(publisher="First")}, ("First",)),
        ({"translated_from": translated()}, ("Own",)),
        ({"republishes": {"publisher": "unknown"}, "translated_from": translated(publisher="First")}, ("First",)),
        ({"republishes": {"publisher": "Copied"}, "translated_from": translated(publisher="First")}, ("Copied",)),
        ({"republishes": {"publisher": "Copied"}, "reports_from": ["Coast Wire"]}, ("Coast Wire",)),
        ({"republishes": "b"}, ("Second",)),
        ({"translated_from": translated(document="b")}, ("Second",)),
        ({"translated_from": translated(document="b", publisher="Else")}, ("Second",)),
        ({"reports_from": ["b", "Coast Wire"]}, ("Coast Wire", "Second")),
        ({"reports_from": ["c"]}, ("an unknown publisher (c)",)),
        ({"reports_from": ["b", "b", "Second"]}, ("Second",)),
    ],
    ids=str,
)
def test_a_document_goes_back_to_whom_it_names(fields: dict[str, Any], found: tuple[str, ...]) -> None:
    """Its own publisher, where it names nobody; else whom it reports from, copies or translates; names, sorted."""
    documents = {"a": document("Own", **fields), "b": document("Second"), "c": document()}
    assert origins("a", documents) == found


def test_a_chain_is_followed_to_its_end() -> None:
    """A copy of a translation of a report of a log, and of an agency beside it, goes back to log and agency."""
    documents = {
        "copy": document("Mirror", republishes="translation"),
        "translation": document("Paper", translated_from=translated(document="report")),
        "report": document("Radio", reports_from=["log", "Coast Wire"]),
        "log": document("Office"),
    }
    assert origins("copy", documents) == ("Coast Wire", "Office")
    assert ancestors("copy", documents) == {"translation", "report", "log"}
    assert ancestors("log", documents) == set()


def test_a_circle_ends_where_it_closes() -> None:
    """Two that name each other, and one that names itself, go back to who closes the circle."""
    documents = {
        "a": document("First", reports_from=["b"]),
        "b": document("Second", republishes="a"),
        "c": document("Third", reports_from=["c"]),
    }
    assert [origins(name, documents) for name in "abc"] == [("First",), ("Second",), ("Third",)]
    assert [ancestors(name, documents) for name in "abc"] == [{"a", "b"}, {"a", "b"}, {"c"}]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (["Guild"], ("Guild",)),
        (["b"], ("Second",)),
        ([], ("Own",)),
        (["a"], ("Own",)),
        (["Guild", "b"], ("Guild", "Second")),
    ],
    ids=str,
)
def test_a_passage_may_come_from_elsewhere(said: list[str], found: tuple[str, ...]) -> None:
    """What a passage says of itself stands before what its document says; nobody named is its document's own words."""
    documents = {"a": document("Own", republishes={"publisher": "Else"}), "b": document("Second")}
    if said == ["a"]:
        documents["a"] = document("Own")
    assert origins("a", documents, passage(said)) == found


NAMES = ["doc-a", "doc-b", "doc-c", "doc-d", "doc-e"]


@given(
    st.fixed_dictionaries({name: st.lists(st.sampled_from([*NAMES, "Wire", "Guild"]), max_size=3) for name in NAMES})
)
def test_any_web_of_reports_has_an_end(web: dict[str, list[str]]) -> None:
    """Whoever reports from whom: each document goes back to somebody; without circles, to the ends of all its paths."""
    documents = {name: document(f"Publisher of {name}", reports_from=entries) for name, entries in web.items()}
    for name in NAMES:
        found = origins(name, documents)
        reached = {name}
        while new := {entry for one in reached for entry in web.get(one, [])} - reached:
            reached |= new
        assert list(found) == sorted(set(found)) != []
        assert set(found) <= {entry if entry not in web else f"Publisher of {entry}" for entry in reached}
        circular = any(one in ancestors(one, documents) for one in reached if one in web)
        ends = {f"Publisher of {one}" if one in web else one for one in reached if not web.get(one)}
        assert circular or set(found) == ends
        assert ancestors(name, documents) == {entry for one in reached for entry in web.get(one, []) if entry in web}


# What a claim rests on


@pytest.mark.parametrize(
    ("claim", "stances", "sentences"),
    [
        (
            "ships-turned-away",
            ["contradicts"],
            ["Contradicted by 2 origins (4 documents): Coast Wire, Harbour Office of Port Example."],
        ),
        (
            "harbour-reopened",
            ["supports", "contradicts"],
            [
                "Supported by 2 origins (3 documents): Coast Wire, Harbour Office of Port Example.",
                "Contradicted by 1 origin (1 document): ירקון יומי.",
            ],
        ),
        (
            "delayed-ships",
            ["supports", "contradicts"],
            [
                "Supported by 1 origin (1 document): Example Shipowners.",
                "Contradicted by 1 origin (1 document): Harbour Office of Port Example.",
            ],
        ),
        ("lamp-out", [], []),
    ],
)
def test_a_claims_page_counts_independent_origins(
    quayside: Path, claim: str, stances: list[str], sentences: list[str]
) -> None:
    """The page says how many origins speak for and against the claim, and in how many documents."""
    found = page(quayside / "site", f"claims/{claim}").findall(".//p[@class='at-voices']")
    assert [text(sentence) for sentence in found] == sentences
    said = {piece["stance"] for piece in records(quayside, "claims")[claim]["sources"]}
    assert said & {"supports", "contradicts"} == set(stances)


@pytest.mark.parametrize(
    ("claimant", "sentence"),
    [
        (
            "Coast Wire",
            "Supported by 1 origin (2 documents): Harbour Office of Port Example. "
            "Not counted: the claimant’s own word (1 document).",
        ),
        ("Somebody", "Supported by 2 origins (3 documents): Coast Wire, Harbour Office of Port Example."),
    ],
)
def test_a_claimant_is_no_voice_for_the_claim(tmp_path: Path, claimant: str, sentence: str) -> None:
    """Who makes a claim doesn't support it by saying it again, in whatever document."""
    project = copy_dossier(tmp_path / "project")
    path = project / "claims/harbour/harbour-reopened.yml"
    said = re.sub("^claimant: .*$", f"claimant: {claimant}", path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(said, "utf-8")
    found = page(build(project, project / "site"), "claims/harbour-reopened").findall(".//p[@class='at-voices']")
    assert text(found[0]) == sentence


def test_the_claimant_s_own_word_is_called_so(site: Path) -> None:
    """The real claim about a decision rests on nothing but what its claimant said."""
    found = page(site, "claims/kim-decision").findall(".//p[@class='at-voices']")
    assert [text(one) for one in found] == ["Supported only by the claimant’s own word (1 document)."]


def test_origins_are_named_in_the_order_of_lists(tmp_path: Path) -> None:
    """A name in small letters stands where its letters put it, on a claim's page and over a matrix."""
    source = copy_dossier(tmp_path / "project") / "claims/sources/tide-evening.yml"
    source.write_text(source.read_text("utf-8").replace("[Coast Wire]", "[ZeroWire, coastwire.example]"), "utf-8")
    made = {one.path: one.markdown() for one in whole(tmp_path / "project").pages}
    sentence = "coastwire.example, Harbour Office of Port Example, ZeroWire."
    assert sentence in made["claims/ships-turned-away.md"]
    assert ">coastwire.example and Example Shipowners and ZeroWire<" in made["dossiers/harbour.md"]


def test_why_one_origin_is_enough_is_told(quayside: Path) -> None:
    """The reason for resting on one origin stands with the evidence."""
    reasons = page(quayside / "site", "claims/lamp-out").findall(".//p[@class='at-aside']")
    assert [text(reason) for reason in reasons] == ["On the single source: Only the ledger could name the night."]


WIRE = f"""{HEAD}sources:
  - {{source: tide-daily, stance: supports, quote: all masts are painted}}
  - {{source: tide-evening, stance: supports, quote: the masts are painted}}
"""


def test_one_origin_alone_is_warned_of(tmp_path: Path) -> None:
    """Two papers that print one agency's report are one voice."""
    assert report(tmp_path, WIRE) == (
        [
            f"{CLAIM}:11:3: warning: sources: all of it goes back to one origin, 'Coast Wire'; add evidence of another,"
            " or say why one is enough in `single_source_reason: …` [single-source]",
            "1 warning",
        ],
        0,
    )


@pytest.mark.parametrize(
    "more",
    [
        "single_source_reason: Only the agency was there.\n",
        "  - {source: harbour-log, stance: supports, quote: masts painted}\n",
        "  - {source: tide-daily, stance: supports, quote: our painter says so, reports_from: [Painters’ Guild]}\n",
        "  - {source: tide-daily, stance: supports, quote: our reporter saw it, reports_from: []}\n",
    ],
    ids=["reason", "another document", "another passage", "the paper's own words"],
)
def test_a_reason_or_another_origin_is_enough(tmp_path: Path, more: str) -> None:
    """Whoever says why, or adds what goes back to somebody else, isn't warned."""
    assert report(tmp_path, WIRE + more) == (["No problems."], 0)


@pytest.mark.parametrize("stance", ["context", "asserts"])
def test_what_does_not_bear_on_the_verdict_is_no_other_origin(tmp_path: Path, stance: str) -> None:
    """Context, and the claim itself, don't make one origin two."""
    lines, code = report(tmp_path, f"{WIRE}  - {{source: harbour-log, stance: {stance}, quote: masts}}\n")
    assert [line.rsplit(" ", 1)[1] for line in lines] == ["[single-source]", "warning"]
    assert code == 0


def test_context_alone_is_weighed_too(tmp_path: Path) -> None:
    """Where nothing speaks for or against the claim, the verdict rests on the context."""
    lines, _ = report(tmp_path, WIRE.replace("stance: supports", "stance: context"))
    assert [line.rsplit(" ", 1)[1] for line in lines] == ["[single-source]", "warning"]


# Nobody is evidence for himself


def _own(name: str, line: int) -> str:
    return (
        f"{CLAIM}:{line}:{len(name) + 24}: sources[{line - 11}].stance: {name!r} makes this claim (appearances), or "
        "comes from a document that does, so it can't be evidence on it; use asserts or context [own-evidence]"
    )


REPORTER = """\
title: Report
publisher: Reporter
url: https://reporter.example/
published: 2025
copied: {by: A. Clerk, on: unknown}
"""


def test_who_copies_or_reports_from_the_claim_is_no_evidence(tmp_path: Path) -> None:
    """The article itself, its copy, a report of the copy: none supports or contradicts what the article says."""
    claim = f"""{HEAD}sources:
  - {{source: gazette-ships, stance: supports, quote: a}}
  - {{source: mirror-ships, stance: contradicts, quote: b}}
  - {{source: reporter, stance: supports, quote: c}}
  - {{source: mirror-ships, stance: context, note: a copy}}
  - {{source: gazette-ships, stance: asserts, quote: d}}
  - {{source: harbour-log, stance: supports, quote: e}}
"""
    files = {
        "claims/sources/reporter.yml": f"{REPORTER}reports_from: [mirror-ships, Coast Wire]\n",
        "claims/sources/mirror-ships.yml": (
            "title: Copy\npublisher: mirror.example\nurl: https://mirror.example/ships\npublished: unknown\n"
            "republishes: gazette-ships\ncopied: {by: A. Clerk, on: unknown}\n"
        ),
    }
    lines, code = report(tmp_path, claim, files)
    assert lines == [_own("gazette-ships", 11), _own("mirror-ships", 12), _own("reporter", 13), "3 problems"]
    assert code == 1


def test_a_passage_that_reports_from_the_claim_is_no_evidence(tmp_path: Path) -> None:
    """Where only the passage goes back to the article, it is no evidence on the article either."""
    claim = f"""{HEAD}sources:
  - {{source: harbour-log, stance: supports, quote: e}}
  - {{source: tide-daily, stance: supports, quote: the gazette says so, reports_from: [gazette-ships]}}
"""
    assert report(tmp_path, claim) == ([_own("tide-daily", 12), "1 problem"], 1)


def test_a_passage_of_its_own_is_evidence(tmp_path: Path) -> None:
    """Where the document reports from the article but the passage doesn't, the passage is evidence."""
    claim = f"""{HEAD}sources:
  - {{source: harbour-log, stance: supports, quote: e}}
  - {{source: reporter, stance: supports, quote: we saw them ourselves, reports_from: []}}
"""
    files = {"claims/sources/reporter.yml": f"{REPORTER}reports_from: [gazette-ships]\n"}
    assert report(tmp_path, claim, files) == (["No problems."], 0)


# Circles, and names that lead nowhere


def test_a_circle_of_citations_is_a_problem_of_each_in_it(tmp_path: Path) -> None:
    """Three documents that go back to each other are told so, each at the entry that leads on; a fourth is not."""
    names = {"first": "second", "second": "third", "third": "first", "fourth": "first"}
    files = {
        f"claims/sources/{name}.yml": REPORTER.replace("reporter", name) + f"reports_from: [Coast Wire, {other}]\n"
        for name, other in names.items()
    }
    claim = f"{HEAD}single_source_reason: x\nsources:\n  - {{source: fourth, stance: supports, quote: a}}\n"
    assert report(tmp_path, claim, files) == (
        [
            f"claims/sources/{name}.yml:6:28: reports_from[1]: goes back to itself by way of {names[name]!r}; "
            "name the real original, or describe it as unknown [origin-circle]"
            for name in ("first", "second", "third")
        ]
        + ["3 problems"],
        1,
    )


INLINE = f"""{HEAD}sources:
  - {{source: harbour-log, stance: supports, quote: e}}
  - source:
      title: Leaflet
      publisher: Painters’ Guild
      url: https://painters.example/
      published: 2025
      copied: {{by: A. Clerk, on: unknown}}
      {{where}}
    stance: supports
    quote: we painted them
"""


@pytest.mark.parametrize(
    ("where", "field"),
    [
        ("republishes: no-such-leaflet", "republishes"),
        ("reports_from: [no-such-leaflet]", "reports_from[0]"),
        ("translated_from: {language: ar, by: person, document: no-such-leaflet}", "translated_from.document"),
    ],
    ids=["copy", "report", "translation"],
)
def test_a_document_described_in_a_claim_comes_from_one_that_exists(tmp_path: Path, where: str, field: str) -> None:
    """An original that isn't there is a problem of the claim that names it, not of the program."""
    lines, code = report(tmp_path, INLINE.replace("{where}", where))
    assert code == 1
    (problem, _) = lines
    assert problem.startswith(f"{CLAIM}:18:")
    assert f": sources[1].source.{field}: there is no claims/sources/no-such-leaflet.yml" in problem
    assert problem.endswith("[unknown-source]")
