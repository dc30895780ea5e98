"""Hostile text in every field of every record: each format carries it as it is, and stays valid."""

import json
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from conftest import one, parsed
from test_export import assemble, at, loaded, port
from test_export_api import faults
from test_export_database import opened
from test_export_feeds import CONTROL, checked, said
from test_export_tables import read

from generator import export
from generator.export.table import unguarded
from generator.model import Correction, Event, Figure, Origin, Translation
from generator.publication import Checked, Document, Piece, Publication

TEXTS = {
    "script": "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "comment": "<!-- <script> --> ]]> <![CDATA[x]]> <?php x ?> </title>",
    "formula": '=HYPERLINK("https://evil.example","x")',
    "minus": "-1+1|cmd '\",;\t",
    "entities": "&lt;b&gt; &amp;lt; &#60; &#0;",
    "template": "{{ 7*7 }} {% raw %} ${7*7} %s {0} \\u003c \\n \\",
    "sql": "'); DROP TABLE claims; -- \" ` ]",
    "unseen": "a\u200bb\u202ec\u2028d\u2029e\u0085f\ufeffg",
    "control": "a\x00b\x08c\x1bd\ufffee\uffff",
    "lines": "a\r\nb\rc\nd",
    "scripts": "مرحبا שלום 港は 😀👩‍👩‍👧 e\u0301\u0302",
    "apostrophe": "''=x 'quoted' \"",
    "json": '"}],"x":[{"',
}
QUOTED = {"control", "unseen", "lines"}
"""Texts that no quotation can be: its words would be others."""


@cache
def hostile(name: str) -> Publication:
    """Port Example with this text in every field that people write, unchecked."""
    text = TEXTS[name]
    quote = "a quotation of six words" if name in QUOTED else f"a quotation {text} of words"
    documents = {id_: _document(document, text) for id_, document in port().documents.items()}
    claims = [_claim(one, documents, text, quote) for one in (*port().claims, *port().withdrawn)]
    dossiers = [
        (one.id, one.about.model_copy(update={"title": text, "summary": text, "timeline": (_event(text),)}))
        for one in port().dossiers.values()
    ]
    return assemble(_settings(text), claims, documents, dossiers)


def _settings(text: str) -> Any:
    settings = port().settings
    verdicts = {
        id_: verdict.model_copy(update={"label": text, "meaning": text}) for id_, verdict in settings.verdicts.items()
    }
    fields = {"name": text, "tagline": text, "verdicts": verdicts, "topics": dict.fromkeys(settings.topics, text)}
    return settings.model_copy(update={**fields, "licence": settings.licence.model_copy(update={"name": text})})


def _event(text: str) -> Event:
    return Event.model_construct(date="2025-05", what=text, source="radio-ferry")


def _document(document: Document, text: str) -> Document:
    fields: dict[str, Any] = dict.fromkeys(("title", "publisher", "author", "date_note", "interest", "note"), text)
    fields["republishes"] = Origin.model_construct(publisher=text, title=text, url="unknown", note=text)
    fields["translated_from"] = Translation.model_construct(
        language="pl", by="unknown", document=None, publisher=text, url="unknown", note=text
    )
    return replace(document, about=document.about.model_copy(update={**fields, "reports_from": (text,)}))


def _claim(found: Checked, documents: dict[str, Document], text: str, quote: str) -> Checked:
    names = (
        "claim",
        "short",
        "claimant",
        "summary",
        "why_checked",
        "notes",
        "single_source_reason",
        "one_sided_reason",
    )
    mended = Correction.model_construct(date="2025-08-01", kind="update", what=text, why=text)
    fields = {**dict.fromkeys(names, text), "authors": (text, f"{text}2"), "reviewed_by": (text,)}
    return replace(
        found,
        claim=found.claim.model_copy(update={**fields, "corrections": (mended,)}),
        verdict=_settings(text).verdicts[found.claim.verdict],
        appearances=tuple(documents[one.id] for one in found.appearances),
        documents=tuple(documents[one.id] for one in found.documents),
        pieces=tuple(_piece(piece, documents, text, quote) for piece in found.pieces),
    )


def _piece(piece: Piece, documents: dict[str, Document], text: str, quote: str) -> Piece:
    figure = Figure.model_construct(
        value=1.5, low=None, high=None, bound=None, unit=text, counts=text, as_of="2025", by=text
    )
    fields = {**dict.fromkeys(("translation", "note", "says"), text), "figure": figure, "reports_from": (text,)}
    evidence = piece.evidence.model_copy(update={**fields, "quote": quote})
    return replace(piece, evidence=evidence, document=documents[piece.document.id])


@cache
def files(name: str) -> dict[str, bytes]:
    """Everything exported of that publication."""
    return export.files(hostile(name))


@pytest.mark.parametrize("name", TEXTS)
def test_the_api_stays_valid(name: str) -> None:
    """The API is as its schema says, and gives the text back in every field."""
    assert faults(files(name)) == []
    found = loaded(files(name)["api/v1/claims/harbour-closed.json"])
    text = TEXTS[name]
    assert [found[key] for key in ("claim", "short", "claimant", "summary", "notes", "verdict_label")] == [text] * 6
    assert found["authors"] == [text, f"{text}2"]
    piece = found["evidence"][0]
    assert [piece[key] for key in ("translation", "note", "says", "reports_from", "origins")] == [text] * 3 + [
        [text]
    ] * 2
    assert (piece["figure"]["unit"], piece["figure"]["by"]) == (text, text)
    source = loaded(files(name)["api/v1/sources/radio-ferry.json"])
    assert [source[key] for key in ("title", "publisher", "author", "interest", "note")] == [text] * 5
    assert loaded(files(name)["api/v1/index.json"])["name"] == text


@pytest.mark.parametrize("name", TEXTS)
def test_markup_stays_in_its_script(name: str) -> None:
    """Every piece of markup is one script of a page, from which a parser reads the text as it was."""
    publication = hostile(name)
    trail = [(TEXTS[name], ""), (TEXTS[name], "claims/")]
    reviews = [export.claim_review(publication, found) for found in publication.claims]
    for data in (*reviews, export.publisher_jsonld(publication), export.breadcrumbs(publication, trail)):
        tree = parsed(f"<script type='application/ld+json'>{export.jsonld(data)}</script>")
        assert len(list(tree.iter())) == 4
        assert json.loads(one(tree, ".//script").text or "") == data
    assert reviews[0] is not None
    assert reviews[0]["claimReviewed"] == reviews[0]["reviewRating"]["ratingExplanation"] == TEXTS[name]


@pytest.mark.parametrize("name", TEXTS)
def test_tables_read_back(name: str) -> None:
    """Each cell of a table is the text, guarded or not, and no row or column is lost."""
    claims = {row["id"]: row for row in read(files(name)["data/claims.csv"])}
    sources = {row["id"]: row for row in read(files(name)["data/sources.csv"])}
    assert (len(claims), len(sources)) == (5, len(port().documents))
    cells = [claims["quay-length"][key] for key in ("claim", "summary", "why_checked")]
    cells += [sources["radio-ferry"][key] for key in ("title", "publisher", "republishes", "reports_from", "origins")]
    assert {unguarded(cell) for cell in cells} == {TEXTS[name]}


@pytest.mark.parametrize("name", TEXTS)
def test_the_database_holds_the_text(name: str) -> None:
    """The database is whole, and its values are the text."""
    with opened(files(name)["data/attested.sqlite"]) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        found = connection.execute(
            "SELECT claim, summary FROM claims UNION SELECT title, publisher FROM sources"
        ).fetchall()
        assert found == [(TEXTS[name], TEXTS[name])]


@pytest.mark.parametrize("name", TEXTS)
def test_feeds_stay_well_formed(name: str) -> None:
    """Every Atom feed is valid and every title is the text, but for what XML has no place for."""
    clean = CONTROL.sub("", TEXTS[name]).replace("\r\n", "\n").replace("\r", "\n")
    feeds = [content for path, content in files(name).items() if path.endswith("feed.xml")]
    assert len(feeds) == 10
    titles = {said(entry, "title") for feed in feeds for entry in checked(feed).findall("{*}entry")}
    assert titles == {f"{clean}: {clean}", f"Withdrawn: {clean}", f"Update: {clean}"}


@pytest.mark.parametrize("name", sorted(TEXTS.keys() - QUOTED))
def test_annotations_select_the_text(name: str) -> None:
    """A quotation with the text in it is selected as a page has it, with single spaces."""
    lines = [loaded(line) for line in files(name)["data/annotations.jsonl"].splitlines()]
    wanted = " ".join(f"a quotation {TEXTS[name]} of words".split())
    assert {line["target"]["selector"]["exact"] for line in lines} == {wanted}
    assert {body["value"] for line in lines for body in line["body"] if body["purpose"] == "commenting"} == {
        TEXTS[name]
    }


@pytest.mark.parametrize("name", TEXTS)
def test_without_an_address_it_is_the_same(name: str) -> None:
    """Hostile text makes no difference where the site's address isn't known."""
    made = export.files(at(hostile(name), None))
    assert faults(made) == []
    assert "feed.xml" not in made
