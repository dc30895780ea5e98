"""The API: every file as its published schema says, exact records, pages that lead on, and a true OpenAPI document."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from test_export import QUOTE, at, claim, exported, loaded, made, port, with_claim

from generator import export
from generator.export import api
from generator.export.openapi import openapi, schema

LISTS = {
    "index": "Index",
    "claims": "ClaimPage",
    "sources": "SourcePage",
    "dossiers": "Dossiers",
    "verdicts": "Verdicts",
    "withdrawn": "Withdrawn",
}
SINGLE = {"sources": "Source", "dossiers": "Dossier"}
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


def _shape(name: str, data: Mapping[str, Any]) -> str:
    """The name of the shape that a file of the API has by its path."""
    first, _, rest = name.removeprefix("api/v1/").removesuffix(".json").partition("/")
    if not rest:
        return LISTS[re.sub(r"-\d+$", "", first)]
    return SINGLE.get(first) or ("Tombstone" if data["withdrawn"] else "Claim")


def faults(files: Mapping[str, bytes]) -> list[str]:
    """What is wrong with the API's files by their own schema."""
    found = []
    for name, content in files.items():
        if name.startswith("api/v1/") and name not in ("api/v1/schema.json", "api/v1/openapi.json"):
            data = loaded(content)
            errors = _validator(files["api/v1/schema.json"], _shape(name, data)).iter_errors(data)
            found += [f"{name}: {error.json_path}: {error.message}" for error in errors]
    return found


@cache
def _validator(schema: bytes, shape: str) -> Draft202012Validator:
    """What checks one shape of the published schema."""
    return Draft202012Validator({**loaded(schema), "$ref": f"#/$defs/{shape}"})


@pytest.mark.parametrize("which", ["port", "real"])
def test_every_file_is_as_the_schema_says(which: str) -> None:
    """The schema is a valid one of 2020-12, and each file of the API is as it says."""
    Draft202012Validator.check_schema(loaded(exported(which)["api/v1/schema.json"]))
    assert faults(exported(which)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rating": "5"}, "'5' is not valid under any of the given schemas"),
        ({"claimed": "unknown"}, "'unknown' is not valid under any of the given schemas"),
        ({"published": "2025-06"}, "'2025-06' does not match '^\\\\d{4}-\\\\d{2}-\\\\d{2}$'"),
        ({"extra": 1}, "Additional properties are not allowed ('extra' was unexpected)"),
        ({"verdict": "Not An Id"}, "'Not An Id' does not match '^[a-z0-9]+(-[a-z0-9]+)*$'"),
    ],
)
def test_the_schema_finds_faults(change: Mapping[str, Any], said: str) -> None:
    """The schema is no formality: another type, a made-up field or an impossible date is refused."""
    name = "api/v1/claims/harbour-closed.json"
    assert faults({**exported(), name: json.dumps({**loaded(exported()[name]), **change}).encode()})[0].endswith(said)


def test_the_schema_demands_every_field() -> None:
    """A field that is missing is a fault, so readers needn't ask whether it is there."""
    name = "api/v1/sources/radio-ferry.json"
    for field in loaded(exported()[name]):
        less = {key: value for key, value in loaded(exported()[name]).items() if key != field}
        files = {name: json.dumps(less).encode(), "api/v1/schema.json": exported()["api/v1/schema.json"]}
        assert faults(files) == [f"{name}: $: {field!r} is a required property"]


def _types(field: Mapping[str, Any]) -> set[str]:
    """The types that a field may have, a reference being an object."""
    if "anyOf" in field:
        return {kind for option in field["anyOf"] for kind in _types(option)}
    return {"object"} if "$ref" in field else {field["type"]}


def test_each_field_has_one_type() -> None:
    """A field has one type, and beside it at most null."""
    definitions = schema(port())["$defs"]
    fields = {
        f"{name}.{key}": _types(field) for name, one in definitions.items() for key, field in one["properties"].items()
    }
    assert {key: types for key, types in fields.items() if len(types - {"null"}) > 1} == {}
    assert [key for key, types in fields.items() if types == {"null"}] == ["Claim.withdrawn"]


def _values(data: Any) -> Iterator[Any]:
    if isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _values(value)
    else:
        yield data


def test_unknown_is_null() -> None:
    """What the files call unknown is null, and no text is empty."""
    values = [
        value
        for name, content in exported().items()
        if name.startswith("api/v1/c")
        for value in _values(loaded(content))
    ]
    assert None in values
    assert {"unknown", ""} & set(values) == set()


def test_a_claim_s_record() -> None:
    """A claim's record is all that its file says, resolved."""
    assert loaded(exported()["api/v1/claims/quay-length.json"]) == {
        "id": "quay-length",
        "path": "claims/quay-length/",
        "url": "https://checks.example/claims/quay-length/",
        "api_path": "api/v1/claims/quay-length.json",
        "claim": "The quay of Port Example is 300 metres long.",
        "short": None,
        "claimant": "B. Pilot",
        "claimed": "2025-05",
        "verdict": "unproven",
        "verdict_label": "Unproven",
        "rating": None,
        "summary": "Nobody has measured the quay since it was built, so far as we found.",
        "topics": ["ships"],
        "dossier": None,
        "published": "2025-06-06",
        "modified": "2025-06-06",
        "appearances": ["shipowners-letter", "radio-ferry"],
        "media": None,
        "moved_from": None,
        "why_checked": "Ships of 290 metres are expected.",
        "notes": "The log gives a range [@harbour-office-log].\n\nNo more than that.",
        "authors": ["A. Clerk"],
        "reviewed_by": ["C. Reader"],
        "expires": "2026-06-06",
        "single_source_reason": "Only the office could measure it.",
        "one_sided_reason": None,
        "corrections": [],
        "evidence": [
            {
                "number": 1,
                "source": "radio-ferry",
                "stance": "asserts",
                "quote": QUOTE,
                "prefix": "We know that",
                "suffix": "the war",
                "translation": None,
                "note": "The pilot says so himself.",
                "says": "300 metres",
                "state": "copied",
                "places": [],
                "link": "https://onair.example/1#:~:text="
                "We%20know%20that-,the%20quay,has%20measured%20it%20since,-the%20war",
                "reports_from": ["B. Pilot"],
                "origins": ["B. Pilot"],
                "figure": {
                    "value": 300.0,
                    "low": None,
                    "high": None,
                    "bound": "about",
                    "unit": "metres",
                    "counts": "length of the quay",
                    "as_of": None,
                    "by": None,
                },
            },
            {
                "number": 2,
                "source": "harbour-office-log",
                "stance": "context",
                "quote": "the quay, 280 to 310 metres",
                "prefix": None,
                "suffix": None,
                "translation": None,
                "note": None,
                "says": None,
                "state": "copied",
                "places": [],
                "link": "https://office.example/log#:~:text=the%20quay%2C%20280%20to%20310%20metres",
                "reports_from": None,
                "origins": ["Harbour Office of Port Example"],
                "figure": {
                    "value": None,
                    "low": 280.0,
                    "high": 310.0,
                    "bound": None,
                    "unit": "metres",
                    "counts": "length of the quay",
                    "as_of": "2025",
                    "by": "Harbour Office of Port Example",
                },
            },
            {
                "number": 3,
                "source": "tower-register",
                "stance": "context",
                "quote": None,
                "prefix": None,
                "suffix": None,
                "translation": None,
                "note": "The register has no quays.",
                "says": None,
                "state": "paraphrase",
                "places": [],
                "link": None,
                "reports_from": None,
                "origins": ["an unknown publisher (tower-register)"],
                "figure": None,
            },
        ],
        "withdrawn": None,
    }


def test_a_proved_quotation_says_where_it_stands() -> None:
    """A verified quotation has its places among the captured words; the source has the root that proves it."""
    piece = loaded(exported()["api/v1/claims/harbour-closed.json"])["evidence"][0]
    assert (piece["state"], piece["places"]) == ("verified", [[14, 23]])
    assert loaded(exported()["api/v1/sources/gazette-harbour.json"])["capture"] == {
        "captured": None,
        "received_from": "gazette-harbour.txt",
        "how": "text-file",
        "received_sha256": "c67db09cb1ae5130440e27b1ec4af9f735f18a8ca8a7a899c29f3dfde046bcb3",
        "words": 140,
        "root": "af1a619bc3e706a200b914709574354dfe182557f0c84ef3a48c27ce67795acd",
    }


def test_a_withdrawn_claim_leaves_a_tombstone() -> None:
    """Of a withdrawn claim there is its id, the day and the reason, and nothing else in any record."""
    tombstone = {
        "id": "buoy-moved",
        "path": "claims/buoy-moved/",
        "url": "https://checks.example/claims/buoy-moved/",
        "api_path": "api/v1/claims/buoy-moved.json",
        "published": "2025-06-02",
        "withdrawn": {"date": "2025-07-20", "reason": "We had looked at another buoy."},
    }
    assert loaded(exported()["api/v1/claims/buoy-moved.json"]) == tombstone
    assert loaded(exported()["api/v1/withdrawn.json"]) == {"withdrawn": [tombstone]}
    records = [name for name in exported() if name.startswith(("api/", "data/"))]
    assert [name for name in records if b"stands where it stood" in exported()[name]] == []


def test_a_source_document_s_record() -> None:
    """A source document's record says what it is, who stands behind it, and which claims it serves."""
    assert loaded(exported()["api/v1/sources/radio-ferry.json"]) == {
        "id": "radio-ferry",
        "path": "sources/radio-ferry/",
        "url": "https://checks.example/sources/radio-ferry/",
        "api_path": "api/v1/sources/radio-ferry.json",
        "title": None,
        "publisher": "onair.example",
        "original_url": "https://onair.example/1",
        "kind": "audio",
        "language": "en",
        "author": None,
        "published": "2024-11",
        "date_note": None,
        "accessed": None,
        "archives": [],
        "interest": None,
        "republishes": {
            "source": None,
            "publisher": "Radio Example",
            "title": "The morning show",
            "url": None,
            "note": "The jingle is theirs.",
        },
        "translated_from": None,
        "reports_from": [],
        "origins": ["Radio Example"],
        "note": None,
        "copied": {"by": "B. Keeper", "on": "2025-06-04"},
        "capture": None,
        "makes": ["quay-length"],
        "evidence_on": ["ferry-doubled", "quay-length"],
    }


def test_copies_and_translations_name_what_they_come_from() -> None:
    """A copy names the document it copies, a translation its language and who made it."""
    mirror = loaded(exported()["api/v1/sources/mirror-harbour.json"])
    nothing = {"publisher": None, "title": None, "url": None, "note": None}
    assert mirror["republishes"] == {"source": "gazette-harbour", **nothing}
    translated = loaded(exported()["api/v1/sources/vestnik-ferry-en.json"])["translated_from"]
    assert translated == {
        "language": "ru",
        "by": "machine",
        "source": None,
        "publisher": "Вестник порта",
        "url": None,
        "note": "The page says so at its foot.",
    }


def test_the_index_counts_and_leads_on() -> None:
    """The first file says how much there is and where, and every place it names exists."""
    index = loaded(exported()["api/v1/index.json"])
    assert index["counts"] == {
        "claims": 4,
        "withdrawn": 1,
        "corrections": 3,
        "sources": 10,
        "dossiers": 1,
        "evidence": 12,
        "verified": 1,
        "copied": 8,
        "paraphrase": 3,
    }
    assert index["topics"][2] == {"id": "ships", "label": "Ships", "claims": 3}
    assert set(index["links"].values()) <= exported().keys()
    assert (index["url"], index["licence"]["name"]) == ("https://checks.example/", "CC BY 4.0")


def test_every_path_named_exists() -> None:
    """Whatever a record calls its api_path is a file, and ids name records."""
    ids: dict[str, set[str]] = {"claims": set(), "sources": set()}
    for kind, found in ids.items():
        listed = loaded(exported()[f"api/v1/{kind}.json"])[kind]
        found |= {one["id"] for one in listed}
        assert {one["api_path"] for one in listed} <= exported().keys()
    records = [loaded(exported()[f"api/v1/claims/{id_}.json"]) for id_ in sorted(ids["claims"])]
    assert {name for one in records for name in one["appearances"]} <= ids["sources"]
    assert {piece["source"] for one in records for piece in one["evidence"]} <= ids["sources"]
    assert loaded(exported()["api/v1/dossiers/harbour.json"])["claims"] == ["harbour-closed", "ferry-doubled"]


def test_the_scale_is_in_its_order() -> None:
    """Verdicts come best first, those off the scale without a number, each with how many claims have it."""
    found = loaded(exported()["api/v1/verdicts.json"])
    listed = [(one["id"], one["rating"], one["claims"]) for one in found["verdicts"]]
    assert listed == [("correct", 5, 0), ("mixed", 3, 1), ("incorrect", 1, 1), ("unproven", None, 2)]
    assert (found["best"], found["worst"]) == (5, 1)


def test_a_long_list_goes_on_in_another_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page names the next one until there is none, and the pages hold each claim once."""
    monkeypatch.setattr(api, "PER_PAGE", 3)
    files = export.files(port(), ["api"])
    first = loaded(files["api/v1/claims.json"])
    pages = [first, loaded(files[first["next"]])]
    assert [(page["page"], page["pages"], page["total"], page["next"]) for page in pages] == [
        (1, 2, 4, "api/v1/claims-2.json"),
        (2, 2, 4, None),
    ]
    found = [one["id"] for page in pages for one in page["claims"]]
    assert found == ["ferry-doubled", "harbour-closed", "lighthouse-age", "quay-length"]
    assert [name for name in files if "claims-" in name] == ["api/v1/claims-2.json"]
    assert faults(files) == []


@pytest.mark.parametrize("count", [499, 500, 501])
def test_a_page_holds_five_hundred(count: int) -> None:
    """A list gets its second file with its 501st claim."""
    one = claim(port(), "lighthouse-age")
    many = [replace(one, id=f"copy-{number:04}") for number in range(count)]
    found = export.files(made(replace(port(), claims=(), withdrawn=()), *many), ["api"])
    assert [name for name in found if name.startswith("api/v1/claims-")] == ["api/v1/claims-2.json"] * (count > 500)
    assert len(loaded(found["api/v1/claims.json"])["claims"]) == min(count, 500)


def test_infinity_is_null() -> None:
    """JSON has no infinity; a figure that holds one has none."""
    one = claim(port(), "quay-length")
    figure = one.pieces[0].evidence.figure
    assert figure is not None
    evidence = one.pieces[0].evidence.model_copy(update={"figure": figure.model_copy(update={"value": float("inf")})})
    publication = made(port(), replace(one, pieces=(replace(one.pieces[0], evidence=evidence), *one.pieces[1:])))
    found = loaded(export.files(publication, ["api"])["api/v1/claims/quay-length.json"])
    assert found["evidence"][0]["figure"]["value"] is None


def test_the_newest_correction_is_the_day_of_change() -> None:
    """A claim is as new as its newest correction, in whatever order they are listed."""
    one = claim(port(), "harbour-closed")
    assert loaded(exported()["api/v1/claims/harbour-closed.json"])["modified"] == "2025-07-01"
    turned = made(port(), with_claim(one, corrections=one.claim.corrections[::-1]))
    assert loaded(export.files(turned, ["api"])["api/v1/claims/harbour-closed.json"])["modified"] == "2025-07-01"


def _pattern(path: str) -> re.Pattern[str]:
    """The files that a path of the OpenAPI document stands for."""
    parts = {"{id}": "[a-z0-9-]+", "{page}": "[0-9]+"}
    return re.compile(
        "api/v1"
        + re.sub(r"\{\w+\}", lambda found: parts[found[0]], re.escape(path).replace("\\{", "{").replace("\\}", "}"))
    )


def test_openapi_names_every_file() -> None:
    """Each file of the API is described by one path of the OpenAPI document, itself and the schema aside."""
    paths = loaded(exported()["api/v1/openapi.json"])["paths"]
    files = [name for name in exported() if name.startswith("api/v1/")]
    matching = {name: [path for path in paths if _pattern(path).fullmatch(name)] for name in files}
    undescribed = [name for name, found in matching.items() if len(found) != 1]
    assert undescribed == ["api/v1/openapi.json", "api/v1/schema.json"]


def test_openapi_is_well_formed() -> None:
    """The document has what OpenAPI 3.1 requires: info, paths from a slash, parameters declared, answers described."""
    found = loaded(exported()["api/v1/openapi.json"])
    assert found["openapi"] == "3.1.0"
    assert {"title", "version"} <= found["info"].keys()
    assert found["servers"] == [{"url": "https://checks.example/api/v1"}]
    assert openapi(at(port(), None))["servers"] == [{"url": "."}]
    operations = []
    for path, item in found["paths"].items():
        assert path.startswith("/")
        assert item.keys() <= METHODS
        operation = item["get"]
        operations.append(operation["operationId"])
        declared = operation.get("parameters", [])
        assert [one["name"] for one in declared] == re.findall(r"\{(\w+)\}", path)
        assert all(one["in"] == "path" and one["required"] is True and "schema" in one for one in declared)
        assert all(answer["description"] for answer in operation["responses"].values())
        assert operation["responses"].keys() == ({"200", "404"} if declared else {"200"})
    assert len(set(operations)) == len(operations)


def _references(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from [data["$ref"]] if "$ref" in data else []
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _references(value)


def test_openapi_and_schema_say_the_same() -> None:
    """Both documents have the same shapes, and every reference in them leads to one."""
    written, described = (loaded(exported()[f"api/v1/{name}.json"]) for name in ("schema", "openapi"))
    shapes = described["components"]["schemas"]
    assert json.loads(json.dumps(shapes).replace("#/components/schemas/", "#/$defs/")) == written["$defs"]
    assert set(_references(written)) <= {f"#/$defs/{name}" for name in written["$defs"]}
    assert set(_references(described)) <= {f"#/components/schemas/{name}" for name in shapes}
    assert written["$id"] == "https://checks.example/api/v1/schema.json"
    assert "$id" not in schema(at(port(), None))
