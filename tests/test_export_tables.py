"""CSV that no spreadsheet runs, JSON Lines that are the API's records, and quotations as Web Annotations."""

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_export import QUOTE, at, claim, exported, loaded, made, port, real, with_claim

from generator import export
from generator.export.annotations import exact
from generator.export.table import CLAIMS, SOURCES, guarded, unguarded
from generator.publication import Piece
from generator.quotation.proof import Proof, prove
from generator.quotation.proof_file import ProofFile
from generator.quotation.tree import Commitment
from generator.quotation.words import fold, words
from generator.verification import State

FORMULA = tuple("=+-@＝＋－＠﹦﹢﹣﹫")
UNSEEN = "\u200b\u200e\u2060\ufeff\u00ad\x00"


def read(content: bytes) -> list[dict[str, str]]:
    """A CSV file as RFC 4180 has it, strictly, as rows by column."""
    text = content.decode()
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert text.endswith("\r\n")
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def _lines(content: bytes) -> list[Any]:
    return [loaded(line) for line in content.splitlines()]


def _risky(cell: str) -> bool:
    """Whether a spreadsheet may take the cell for a formula, or drop what makes it none."""
    return cell.startswith(("\t", "\r", "\n")) or cell.strip().strip(UNSEEN).strip().startswith(FORMULA)


def test_claims_as_a_table() -> None:
    """Each claim is a row by id, with its counts; a withdrawn one keeps id, days and reason and nothing else."""
    rows = read(exported()["data/claims.csv"])
    assert list(rows[0]) == list(CLAIMS)
    assert [row["id"] for row in rows] == [
        "buoy-moved",
        "ferry-doubled",
        "harbour-closed",
        "lighthouse-age",
        "quay-length",
    ]
    assert {name: value for name, value in rows[0].items() if value} == {
        "id": "buoy-moved",
        "path": "claims/buoy-moved/",
        "url": "https://checks.example/claims/buoy-moved/",
        "published": "2025-06-02",
        "withdrawn": "2025-07-20",
        "withdrawn_reason": "We had looked at another buoy.",
    }
    assert {name: value for name, value in rows[2].items() if value} == {
        "id": "harbour-closed",
        "path": "claims/harbour-closed/",
        "url": "https://checks.example/claims/harbour-closed/",
        "claim": "The harbour of Port Example was closed for all of May 2025.",
        "short": "The harbour was closed in May",
        "claimant": "Example Gazette",
        "claimed": "2025-05-12",
        "verdict": "incorrect",
        "verdict_label": "Incorrect",
        "rating": "1",
        "summary": "The harbour office’s log has ships arriving on every day of May 2025.",
        "topics": "ships",
        "dossier": "harbour",
        "authors": "A. Clerk | B. Keeper",
        "published": "2025-06-03",
        "modified": "2025-07-01",
        "appearances": "gazette-harbour | mirror-harbour",
        "supports": "1",
        "contradicts": "1",
        "context": "1",
        "verified": "1",
        "copied": "2",
        "paraphrase": "1",
        "corrections": "2",
        "why_checked": "Shipowners asked whether they could unload.",
    }


def test_source_documents_as_a_table() -> None:
    """Each source document is a row by id, unknown fields empty."""
    rows = {row["id"]: row for row in read(exported()["data/sources.csv"])}
    assert list(rows) == sorted(rows)
    assert list(rows["gazette-harbour"]) == list(SOURCES)
    assert {name: value for name, value in rows["radio-ferry"].items() if value} == {
        "id": "radio-ferry",
        "path": "sources/radio-ferry/",
        "url": "https://checks.example/sources/radio-ferry/",
        "publisher": "onair.example",
        "original_url": "https://onair.example/1",
        "kind": "audio",
        "language": "en",
        "published": "2024-11",
        "republishes": "Radio Example",
        "origins": "Radio Example",
        "copied_by": "B. Keeper",
        "copied_on": "2025-06-04",
        "makes": "quay-length",
        "evidence_on": "ferry-doubled | quay-length",
    }


@pytest.mark.parametrize("which", ["port", "real"])
def test_the_tables_are_the_records(which: str) -> None:
    """Every cell that is one value of a record says what the record says."""
    for name in ("claims", "sources"):
        records = {one["id"]: one for one in _lines(exported(which)[f"data/{name}.jsonl"]) if not one.get("withdrawn")}
        rows = {row["id"]: row for row in read(exported(which)[f"data/{name}.csv"]) if not row.get("withdrawn")}
        assert rows.keys() == records.keys()
        for id_, record in records.items():
            single = {key: value for key, value in record.items() if isinstance(value, str | int) and key in rows[id_]}
            assert {key: unguarded(rows[id_][key]) for key in single} == {
                key: str(value) for key, value in single.items()
            }


@pytest.mark.parametrize("which", ["port", "real"])
def test_a_line_ends_as_the_standard_says(which: str) -> None:
    """A table has a line for each record and its head, ended by CR and LF, and no mark at its start."""
    for name in ("data/claims.csv", "data/sources.csv"):
        content = exported(which)[name]
        assert content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r") == len(read(content)) + 1
        assert not content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\tx", "'\tx"),
        ("＝1", "'＝1"),
        ("－1", "'－1"),
        ("  =1", "'  =1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("a=1", "a=1"),
        ("2025-06-17", "2025-06-17"),
        ("–1 and —2", "–1 and —2"),
        ("", ""),
    ],
)
def test_a_formula_is_guarded(text: str, cell: str) -> None:
    """What a spreadsheet would run gets an apostrophe; what only looks like it doesn't."""
    assert guarded(text) == cell
    assert unguarded(cell) == text


@given(st.text() | st.text(alphabet="'=+-@＝ \t\r\n\ufeffx"))
@example("''''=")
def test_no_cell_is_a_formula_and_none_is_lost(text: str) -> None:
    """Whatever the text, its cell is no formula and gives the text back."""
    assert not _risky(guarded(text))
    assert unguarded(guarded(text)) == text


HOSTILE = [
    "=cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@x",
    "\t=1",
    '"',
    'a","=1',
    'x\r\n=1,"',
    "'=1",
    ",",
    "\u2028=1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_through_a_table(text: str) -> None:
    """Text with formulas, quotation marks, commas and line ends is one harmless cell, and reads as it was written."""
    fields = ("claim", "short", "claimant", "summary", "why_checked", "single_source_reason", "one_sided_reason")
    checked = with_claim(claim(port(), "quay-length"), **dict.fromkeys(fields, text))
    rows = {row["id"]: row for row in read(export.files(made(port(), checked), ["csv"])["data/claims.csv"])}
    row = rows["quay-length"]
    assert [cell for cell in row.values() if _risky(cell)] == []
    assert {unguarded(row[field]) for field in fields} == {text}
    assert len(rows) == 5


@pytest.mark.parametrize("which", ["port", "real"])
def test_json_lines_are_the_api_s_records(which: str) -> None:
    """Each line is what the API has for that id, by id; text beyond ASCII stands as it is."""
    files = exported(which)
    for kind in ("claims", "sources"):
        lines = _lines(files[f"data/{kind}.jsonl"])
        assert [one["id"] for one in lines] == sorted(one["id"] for one in lines)
        assert {one["api_path"]: one for one in lines} == {
            name: loaded(content) for name, content in files.items() if name.startswith(f"api/v1/{kind}/")
        }
        assert b"\\u" not in files[f"data/{kind}.jsonl"]


def test_a_line_is_a_record() -> None:
    """Characters that some take for a line's end don't end one."""
    checked = with_claim(claim(port(), "quay-length"), notes="a\nb\u2028c\u0085d\r\ne")
    content = export.files(made(port(), checked), ["jsonl"])["data/claims.jsonl"]
    assert content.count(b"\n") == 5
    assert loaded(content.split(b"\n")[4])["notes"] == "a\nb\u2028c\u0085d\r\ne"


def _annotations(which: str = "port") -> Mapping[str, Any]:
    return {one["id"]: one for one in _lines(exported(which)["data/annotations.jsonl"])}


def test_a_quotation_is_an_annotation() -> None:
    """A quotation is an annotation of its document, with its stance, its claim, its note and the archived copy."""
    assert _annotations()["https://checks.example/claims/harbour-closed/#evidence-1"] == {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://checks.example/claims/harbour-closed/#evidence-1",
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {"type": "Organization", "name": "Port Example Checks", "homepage": "https://checks.example/"},
        "rights": "https://licence.example/by/4.0/",
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": "asserts"},
            {"type": "TextualBody", "purpose": "tagging", "value": "harbour-closed"},
            {
                "type": "SpecificResource",
                "purpose": "linking",
                "source": "https://checks.example/claims/harbour-closed/",
            },
            {
                "type": "TextualBody",
                "purpose": "commenting",
                "value": "The article says since when, and names nobody who said so.",
                "format": "text/plain",
                "language": "en",
            },
        ],
        "target": {
            "type": "SpecificResource",
            "source": "https://gazette.example/harbour",
            "selector": {
                "type": "TextQuoteSelector",
                "exact": "the harbour has been closed since the first of May",
            },
            "state": [
                {
                    "type": "TimeState",
                    "cached": "https://archive.example/2025/https://gazette.example/harbour",
                }
            ],
        },
    }


def test_an_omission_makes_two_targets() -> None:
    """A quotation that leaves words out selects each part, without additions; what stands beside it, at its ends."""
    found = _annotations()["https://checks.example/claims/quay-length/#evidence-1"]
    assert [target["selector"] for target in found["target"]] == [
        {
            "type": "TextQuoteSelector",
            "exact": "the quay is three hundred metres long",
            "prefix": "We know that ",
        },
        {"type": "TextQuoteSelector", "exact": "and nobody has measured it since", "suffix": " the war"},
    ]


def test_a_translation_is_a_body_in_the_publication_s_language() -> None:
    """The document's words are selected in its own language; their translation describes them."""
    found = _annotations()["https://checks.example/claims/ferry-doubled/#evidence-1"]
    assert found["target"]["selector"]["exact"] == "Паром теперь ходит вдвое чаще"
    assert found["body"][-1] == {
        "type": "TextualBody",
        "purpose": "describing",
        "value": "The ferry now sails twice as often",
        "format": "text/plain",
        "language": "en",
    }


@pytest.mark.parametrize("which", ["port", "real"])
def test_every_quotation_with_a_page_is_annotated(which: str) -> None:
    """There is an annotation for each quotation whose document has an address, and for nothing else."""
    publication = port() if which == "port" else real()
    quoted = [
        f"https://checks.example/claims/{checked.id}/#evidence-{piece.number}"
        for checked in publication.claims
        for piece in checked.pieces
        if piece.evidence.quote and piece.document.about.url != "unknown"
    ]
    assert sorted(_annotations(which)) == sorted(quoted)


@pytest.mark.parametrize("which", ["port", "real"])
def test_an_annotation_is_well_formed(which: str) -> None:
    """Each has what the model requires: an id, the type, targets with source and selector, bodies with a purpose."""
    for found in _annotations(which).values():
        assert (found["@context"], found["type"]) == ("http://www.w3.org/ns/anno.jsonld", "Annotation")
        targets = found["target"] if isinstance(found["target"], list) else [found["target"]]
        assert targets
        for target in targets:
            assert re.match("https?://", target["source"])
            assert target["selector"]["type"] == "TextQuoteSelector"
            assert target["selector"]["exact"].strip() == target["selector"]["exact"] != ""
            assert target["selector"].keys() <= {"type", "exact", "prefix", "suffix"}
        assert all(body["purpose"] and ("value" in body or "source" in body) for body in found["body"])


@pytest.mark.parametrize("which", ["port", "real"])
def test_what_is_selected_is_what_was_proved(which: str) -> None:
    """The parts of a proved quotation have as many words as the places the proof shows."""
    publication = port() if which == "port" else real()
    pieces = [piece for checked in publication.claims for piece in checked.pieces if piece.state.shows]
    assert pieces
    for piece in pieces:
        assert piece.state.shows is not None
        sizes = [last - first + 1 for first, last in piece.state.shows.places]
        assert [len(words(part)) for part in exact(piece)] == sizes


def _quoting(quote: str) -> Piece:
    piece = claim(port(), "quay-length").pieces[0]
    return replace(piece, evidence=piece.evidence.model_copy(update={"quote": quote}))


@pytest.mark.parametrize(
    ("quote", "parts"),
    [
        ("“as it  is\nwritten” – here", ["“as it is written” – here"]),
        (QUOTE, ["the quay is three hundred metres long", "and nobody has measured it since"]),
        ("[T]he harbour’s gate", ["[T]he harbour’s gate"]),
        ("the soldier[s] of [the] town", ["the soldier[s] of town"]),
        ("one two three four [...] five six seven eight", ["one two three four", "five six seven eight"]),
        ("港は五月から閉鎖されている", ["港は五月から閉鎖されている"]),
    ],
)
def test_the_document_s_own_words_are_selected(quote: str, parts: list[str]) -> None:
    """Words stand as quoted, typography and all; what the fact-checker left out or added is gone."""
    assert exact(_quoting(quote)) == parts


def _proved(piece: Piece, proof: Proof) -> Piece:
    """The piece with its quotation verified by this proof."""
    beside = {"prefix": fold(piece.evidence.prefix or ""), "suffix": fold(piece.evidence.suffix or "")}
    file = ProofFile(Commitment("0" * 64, 1_000), (replace(proof, **beside),))
    return replace(piece, state=State("verified", piece.evidence, lambda _: file))


def test_brackets_that_stand_in_the_document_stay() -> None:
    """Where the proof shows that the brackets are the document's own, they are selected with its words."""
    text = words("The plan is a folly [sic] in three letters to this paper, he wrote.")
    quote = "a folly [sic] in three letters"
    proof = prove(quote, text)
    assert proof.literal
    assert exact(_proved(_quoting(quote), proof)) == ["a folly [sic] in three letters"]
    assert exact(_quoting(quote)) == ["a folly in three letters"]


def test_scripts_without_spaces_get_none() -> None:
    """Between a prefix and the quoted words stands a space, unless their script has none."""
    checked = claim(port(), "quay-length")
    evidence = checked.pieces[0].evidence.model_copy(
        update={"quote": "五月から閉鎖されている", "prefix": "港は", "suffix": "という"}
    )
    publication = made(port(), replace(checked, pieces=(replace(checked.pieces[0], evidence=evidence),)))
    lines = _lines(export.files(publication, ["annotations"])["data/annotations.jsonl"])
    assert lines[-1]["target"]["selector"] == {
        "type": "TextQuoteSelector",
        "exact": "五月から閉鎖されている",
        "prefix": "港は",
        "suffix": "という",
    }


@pytest.mark.parametrize(
    ("text", "beside", "selected", "linked"),
    [
        (
            "he counted four hundred boats there",
            ("counted", "there"),
            {"prefix": "counted ", "suffix": " there"},
            "counted-,four%20hundred%20boats,-there",
        ),
        ("he counted “four hundred boats.” There", ("counted", "There"), {}, "four%20hundred%20boats"),
        ("he said, four hundred boats, there", ("said", "there"), {}, "four%20hundred%20boats"),
        (
            "he counted (four hundred boats there",
            ("counted", "there"),
            {"suffix": " there"},
            "four%20hundred%20boats,-there",
        ),
        (
            "he counted — four hundred boats — there",
            ("counted —", "— there"),
            {},
            "counted%20%E2%80%94-,four%20hundred%20boats,-%E2%80%94%20there",
        ),
    ],
)
def test_what_stands_beside_is_right_beside(
    text: str, beside: tuple[str, str], selected: dict[str, str], linked: str
) -> None:
    """With a mark in between that the quotation leaves out, neither selector nor link would find what is beside.

    Beside a dash nobody knows whether there is a space, which a selector would have to say.
    """
    quote, (prefix, suffix) = "four hundred boats", beside
    piece = _quoting(quote)
    evidence = piece.evidence.model_copy(update={"prefix": prefix, "suffix": suffix})
    proof = prove(quote, words(text), prefix, suffix)
    piece = _proved(replace(piece, evidence=evidence), proof)
    publication = made(port(), replace(claim(port(), "quay-length"), pieces=(piece,)))
    found = _lines(export.files(publication, ["annotations"])["data/annotations.jsonl"])[-1]["target"]["selector"]
    assert found == {"type": "TextQuoteSelector", "exact": quote, **selected}
    record = _lines(export.files(publication, ["jsonl"])["data/claims.jsonl"])
    links = [part["link"] for one in record if one["id"] == "quay-length" for part in one["evidence"]]
    assert [str(link).partition("#:~:text=")[2] for link in links] == [linked]


def test_without_an_address_annotations_have_lasting_names() -> None:
    """As long as the site has no address, an annotation is named by a UUID made from what it is of."""
    nowhere = at(port(), None)
    found = _lines(export.files(nowhere, ["annotations"])["data/annotations.jsonl"])
    assert len({one["id"] for one in found}) == len(found) == len(_annotations())
    assert all(
        re.fullmatch("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", one["id"])
        for one in found
    )
    other = made(nowhere, with_claim(claim(nowhere, "quay-length"), summary="x"))
    again = _lines(export.files(other, ["annotations"])["data/annotations.jsonl"])
    assert [one["id"] for one in again] == [one["id"] for one in found]
    assert "http" not in json.dumps([one["creator"] for one in found])
