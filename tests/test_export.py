"""What is exported as a whole: which files, the same bytes for the same content, what is left out and why.

The publications that all tests of the export share are here too: Port Example with two more claims, and the real one.
"""

import hashlib
import json
import random
import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from conftest import PROJECT, REPOSITORY, put, python

from generator import export
from generator.check import check
from generator.export import encode
from generator.export.records import records
from generator.publication import Checked, Publication, assemble
from generator.report import text

URL = "https://checks.example/"
QUOTE = "the quay [of Port Example] is three hundred metres long […] and nobody has measured it since"

QUAY = {
    "claim": "The quay of Port Example is 300 metres long.",
    "claimant": "B. Pilot",
    "claimed": "2025-05",
    "appearances": ["shipowners-letter", "radio-ferry"],
    "verdict": "unproven",
    "summary": "Nobody has measured the quay since it was built, so far as we found.",
    "sources": [
        {
            "source": "radio-ferry",
            "stance": "asserts",
            "quote": QUOTE,
            "prefix": "We know that",
            "suffix": "the war",
            "note": "The pilot says so himself.",
            "says": "300 metres",
            "figure": {
                "value": "300",
                "bound": "about",
                "unit": "metres",
                "counts": "length of the quay",
                "as_of": "unknown",
                "by": "unknown",
            },
            "reports_from": ["B. Pilot"],
        },
        {
            "source": "harbour-office-log",
            "stance": "context",
            "quote": "the quay, 280 to 310 metres",
            "figure": {
                "low": "280",
                "high": "310",
                "unit": "metres",
                "counts": "length of the quay",
                "as_of": "2025",
                "by": "Harbour Office of Port Example",
            },
        },
        {"source": "tower-register", "stance": "context", "note": "The register has no quays."},
    ],
    "why_checked": "Ships of 290 metres are expected.",
    "notes": "The log gives a range [@harbour-office-log].\n\nNo more than that.",
    "topics": ["ships"],
    "authors": ["A. Clerk"],
    "published": "2025-06-06",
    "reviewed_by": ["C. Reader"],
    "expires": "2026-06-06",
    "single_source_reason": "Only the office could measure it.",
}
BUOY = {
    "claim": "The buoy was moved in the night.",
    "claimant": "Example Gazette",
    "claimed": "2025-05-12",
    "appearances": ["gazette-harbour"],
    "verdict": "incorrect",
    "summary": "The buoy stands where it stood.",
    "sources": [{"source": "harbour-office-log", "stance": "contradicts", "quote": "the buoy stands where it stood"}],
    "topics": ["ships"],
    "published": "2025-06-02",
    "corrections": [{"date": "2025-06-12", "kind": "clarification", "what": "Which buoy.", "why": "There are two."}],
    "withdrawn": {"date": "2025-07-20", "reason": "We had looked at another buoy."},
    "single_source_reason": "Only the office moves buoys.",
    "one_sided_reason": "Nothing else was found.",
}
OVER = {"claims/harbour/quay-length.yml": json.dumps(QUAY), "claims/harbour/buoy-moved.yml": json.dumps(BUOY)}


def published(root: Path) -> Publication:
    """The publication of a project that has to be faultless."""
    result = check(root)
    assert result.publication, text(result.problems)
    return result.publication


@cache
def port() -> Publication:
    """Port Example with a claim about figures and a withdrawn one."""
    with TemporaryDirectory() as folder:
        shutil.copytree(PROJECT / "claims", Path(folder) / "claims")
        put(Path(folder), OVER)
        return published(Path(folder))


@cache
def real() -> Publication:
    """The real publication, at an address."""
    return at(published(REPOSITORY), URL)


def at(publication: Publication, url: str | None) -> Publication:
    """The publication at another address, or at none."""
    return replace(publication, settings=publication.settings.model_copy(update={"url": url}))


def made(publication: Publication, *checked: Checked, settings: Mapping[str, Any] | None = None) -> Publication:
    """The publication with these claims instead of its own of the same ids, or besides them; unchecked."""
    claims = {one.id: one for one in (*publication.claims, *publication.withdrawn, *checked)}
    changed = publication.settings.model_copy(update=dict(settings or {}))
    dossiers = [(one.id, one.about) for one in publication.dossiers.values()]
    return assemble(changed, claims.values(), publication.documents, dossiers)


def with_claim(one: Checked, **fields: Any) -> Checked:
    """The claim with other fields; unchecked, so that anything can stand in them."""
    return replace(one, claim=one.claim.model_copy(update=fields))


def claim(publication: Publication, id_: str) -> Checked:
    """One claim, a withdrawn one too."""
    return next(one for one in (*publication.claims, *publication.withdrawn) if one.id == id_)


def loaded(content: bytes) -> Any:
    """A JSON file's data; a name that comes twice in an object is an error."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    return json.loads(content, object_pairs_hook=once, parse_constant=pytest.fail)


@cache
def exported(which: str = "port") -> Mapping[str, bytes]:
    """All files of one of the two publications."""
    return export.files({"port": port, "real": real}[which]())


API_FILES = """
api/v1/claims.json api/v1/claims/buoy-moved.json api/v1/claims/ferry-doubled.json api/v1/claims/harbour-closed.json
api/v1/claims/lighthouse-age.json api/v1/claims/quay-length.json api/v1/dossiers.json api/v1/dossiers/harbour.json
api/v1/index.json api/v1/openapi.json api/v1/schema.json api/v1/sources.json
api/v1/sources/ferries-example-a9950098.json api/v1/sources/gazette-harbour.json
api/v1/sources/harbour-office-log.json api/v1/sources/manara-lighthouse.json api/v1/sources/mirror-harbour.json
api/v1/sources/radio-ferry.json api/v1/sources/shipowners-letter.json api/v1/sources/tower-register.json
api/v1/sources/vestnik-ferry-en.json api/v1/sources/vestnik-ferry.json api/v1/verdicts.json api/v1/withdrawn.json
"""
DATA_FILES = """
data/annotations.jsonl data/attested.sqlite data/claims.csv data/claims.jsonl data/sources.csv data/sources.jsonl
"""
FEEDS = """
corrections/feed.json corrections/feed.xml dossiers/harbour/feed.json dossiers/harbour/feed.xml feed.json feed.xml
topics/ferries/feed.json topics/ferries/feed.xml topics/lighthouse/feed.json topics/lighthouse/feed.xml
topics/ships/feed.json topics/ships/feed.xml verdicts/correct/feed.json verdicts/correct/feed.xml
verdicts/incorrect/feed.json verdicts/incorrect/feed.xml verdicts/mixed/feed.json verdicts/mixed/feed.xml
verdicts/unproven/feed.json verdicts/unproven/feed.xml
"""


def test_every_file_is_made() -> None:
    """The files of a publication are these and no others, sorted."""
    assert list(exported()) == sorted([*(API_FILES + DATA_FILES + FEEDS).split(), "claimreview.json"])


def test_without_an_address_nothing_makes_one_up() -> None:
    """As long as nobody says where the site is, whatever needs an address is left out, and the reason is given."""
    publication = at(port(), None)
    found = export.files(publication)
    assert list(found) == sorted((API_FILES + DATA_FILES).split())
    assert not any(b"checks.example" in content for content in found.values())
    assert export.left_out(publication) == [
        "claimreview.json and the markup in pages: the site's address isn't known; set `url` in claims/publication.yml",
        "feeds: the site's address isn't known; set `url` in claims/publication.yml",
        "data/annotations.jsonl: 1 quotation of documents without an address",
    ]
    made = records(publication)
    single = [one.model_dump() for one in (*made.withdrawn, *made.dossiers, *made.verdicts)]
    everything = [*single, *(line.record() for line in (*made.claims, *made.sources))]
    assert {one["url"] for one in everything} == {None}
    assert len({one["path"] for one in everything}) == len(everything)


def test_with_an_address_little_is_left_out() -> None:
    """Where the address is known, only what has no place to point to is left out."""
    assert export.left_out(port()) == ["data/annotations.jsonl: 1 quotation of documents without an address"]
    assert export.left_out(port(), ["feeds", "csv"]) == []
    assert export.left_out(real()) == []


def test_a_site_may_live_in_a_folder() -> None:
    """Addresses keep the site's folder."""
    publication = at(port(), "https://example.org/checks/")
    found = loaded(export.files(publication, ["api"])["api/v1/claims/harbour-closed.json"])
    assert found["url"] == "https://example.org/checks/claims/harbour-closed/"
    review = export.claim_review(publication, claim(publication, "harbour-closed"))
    assert review is not None
    assert (review["url"], review["author"]["url"]) == (found["url"], "https://example.org/checks/")


def test_the_same_content_gives_the_same_bytes() -> None:
    """Two runs make the same files, byte for byte."""
    assert export.files(port()) == exported()
    assert export.files(real()) == exported("real")


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_input_changes_nothing(seed: int) -> None:
    """Claims, documents and dossiers that come in another order give the same files."""
    publication, rng = port(), random.Random(seed)
    claims = [*publication.claims, *publication.withdrawn]
    documents = list(publication.documents.items())
    dossiers = [(one.id, one.about) for one in publication.dossiers.values()]
    for found in (claims, documents, dossiers):
        rng.shuffle(found)  # type: ignore[arg-type]
    assert export.files(assemble(publication.settings, claims, dict(documents), dossiers)) == exported()


def test_another_process_makes_the_same_bytes() -> None:
    """Neither hash seed nor time zone nor locale reaches a file."""
    script = (
        "import hashlib, sys; from pathlib import Path;"
        "from generator import export; from generator.check import check;"
        "made = export.files(check(Path(sys.argv[1])).publication);"
        "print(hashlib.sha256(b''.join(made.values())).hexdigest())"
    )
    environments = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
    ]
    runs = [python("-c", script, PROJECT, env=environment) for environment in environments]
    here = hashlib.sha256(b"".join(export.files(published(PROJECT)).values())).hexdigest()
    assert [run.stdout.strip() for run in runs] == [here, here], runs[0].stderr


def test_generated_from_is_the_content_s_own() -> None:
    """The date is the newest in the content, a withdrawal's too; the hash is another as soon as a word is."""
    found = records(port()).generated_from
    assert (found.date, len(found.sha256)) == ("2025-07-20", 64)
    other = made(port(), with_claim(claim(port(), "quay-length"), summary="Nobody has measured the quay."))
    assert records(other).generated_from.date == found.date
    assert records(other).generated_from.sha256 != found.sha256
    assert records(made(port())).generated_from == found


def test_the_hash_is_what_the_schema_says() -> None:
    """Whoever takes the published files finds the same hash."""
    files = export.files(port())
    index = loaded(files["api/v1/index.json"])
    lines = [encode.line([index[name] for name in ("name", "tagline", "language")] + [index["licence"]])]
    for name in ("claims", "sources"):
        said = files[f"data/{name}.jsonl"].splitlines(keepends=True)
        lines += [line for line in said if not loaded(line).get("withdrawn")]
    lists = [loaded(files[f"api/v1/{name}.json"])[name] for name in ("withdrawn", "dossiers", "verdicts")]
    lines += [encode.line(one) for one in (*chain(*lists), *index["topics"])]
    assert index["generated_from"]["sha256"] == hashlib.sha256(b"".join(lines)).hexdigest()


def test_what_is_hashed_has_one_spelling() -> None:
    """Names are sorted and nothing is spaced, so that whoever hashes the same records gets the same hash."""
    assert (
        encode.canonical({"b": [1, None], "a": {"d": "é", "c": 2.5}}) == '{"a":{"c":2.5,"d":"é"},"b":[1,null]}'.encode()
    )


def test_a_publication_without_claims_is_exported() -> None:
    """Before the first claim there are records without a date, and no feeds, which would need one."""
    publication = assemble(port().settings, [], {}, [])
    found = export.files(publication)
    assert loaded(found["api/v1/index.json"])["generated_from"]["date"] is None
    assert loaded(found["claimreview.json"])["dataFeedElement"] == []
    assert "dateModified" not in loaded(found["claimreview.json"])
    assert [name for name in found if "feed" in name] == []
    assert export.left_out(publication) == ["feeds: there is no claim yet"]


def test_the_files_of_one_format_are_those_of_all() -> None:
    """A format made alone makes the same files as with all others, and no two formats the same one."""
    apart = [export.files(port(), [name]) for name in export.FORMATS]
    assert sum(map(len, apart)) == len(exported())
    assert {name: content for files in apart for name, content in files.items()} == dict(exported())
