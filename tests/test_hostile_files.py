"""Whole files by chance, through the real build; and every field with every text that nobody may write."""

import copy
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import test_hostile
from conftest import attested, build, copy_project, one, put, text
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from test_hostile import ANYWHERE, AT_A_START, Seen, _claim, _document, _page, _seen, _settings, _squeezed
from test_source import ALLOWED

Data = dict[str, Any]
Path_ = tuple[str | int, ...]

harmless = test_hostile.harmless
"""The site with the word x in every field: what its pages consist of, pages may consist of."""

# Whole files by chance

PIECES = st.lists(
    st.sampled_from(AT_A_START + ANYWHERE) | st.text(ALLOWED, min_size=1, max_size=30), min_size=20, max_size=20
)
FILES = 6
"""Claims, documents and dossiers in one site."""
OPTIONAL = ("short", "media", "why_checked", "reviewed_by", "corrections", "moved_from", "topics", "authors")
OPTIONAL_OF_A_DOCUMENT = ("author", "date_note", "archives", "interest", "republishes", "translated_from", "note")


@st.composite
def sites(draw: st.DrawFn) -> dict[str, Data]:
    """Files with other texts in every field, and some fields left out."""
    pieces, random = draw(PIECES), Random(draw(st.integers(0, 2**32)))
    found: dict[str, Data] = {"claims/publication.yml": _settings(hostile=False)}
    for number in range(FILES):

        def said(_: int, field: str, *, hostile: bool = True, number: int = number) -> str:
            return f"{' '.join(random.choices(pieces, k=3))[:150]} h{number:02} {field}"

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(test_hostile, "_said", said)
            claim, document = _claim(number, hostile=True), _document(number, hostile=True)
        for made, optional in ((claim, OPTIONAL), (document, OPTIONAL_OF_A_DOCUMENT)):
            for name in random.sample(optional, k=random.randint(0, 4)):
                del made[name]
        found[f"claims/hostile/h{number:02}.yml"] = claim
        found[f"claims/sources/s{number:02}.yml"] = document
        found[f"claims/dossiers/d{number:02}.yml"] = {
            "title": said(number, "event"),
            "summary": said(number, "events"),
            "claims": [f"h{number:02}"],
            "timeline": [{"date": "2025-05", "what": said(number, "happened"), "source": f"s{number:02}"}],
        }
    return found


@settings(max_examples=2, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(sites())
def test_any_files_make_pages_of_the_templates_elements(harmless: Path, files: dict[str, Data]) -> None:
    """Whatever stands in whole files: no element, attribute, script or scheme that harmless ones don't have, too."""
    known = _seen(*sorted(harmless.rglob("*.html")))
    with TemporaryDirectory() as name:
        root = copy_project(
            Path(name) / "project", {path: json.dumps(said, ensure_ascii=False) for path, said in files.items()}
        )
        site = build(root, root / "site")
        try:
            for kind, folder in (("h", "claims"), ("s", "sources"), ("d", "dossiers")):
                for number in range(FILES):
                    _consists(_seen(site / folder / f"{kind}{number:02}/index.html"), known)
            for number in range(FILES):
                _says(site, number, files)
        finally:
            _seen.cache_clear()
            test_hostile._parsed.cache_clear()


def _consists(made: Seen, known: Seen) -> None:
    """A page consists of what pages may consist of."""
    assert made.elements.keys() - known.elements.keys() == set()
    assert made.scripts - known.scripts == set()
    assert "<" not in "".join(made.data)
    assert made.schemes <= known.schemes


def _says(site: Path, number: int, files: dict[str, Data]) -> None:
    """The texts that matter most are exactly the file's."""
    claim, about = files[f"claims/hostile/h{number:02}.yml"], files["claims/publication.yml"]
    tree, name = _page(site, f"claims/h{number:02}"), _squeezed(about["name"])
    assert text(one(tree, ".//h1")) == _squeezed(claim["claim"])
    verdict, called = (
        _squeezed(about["verdicts"][claim["verdict"]]["label"]),
        _squeezed(claim.get("short", claim["claim"])),
    )
    titles = [f"{verdict}: {words} · {name}" for words in (called, called.removesuffix("."))]
    assert text(one(tree, ".//title")) in titles
    quotes = [_squeezed(piece["quote"]) for piece in claim["sources"] if "quote" in piece]
    assert [text(quote) for quote in tree.iter("blockquote")] == quotes
    for kind, name, folder in (("sources", "s", "sources"), ("dossiers", "d", "dossiers")):
        titled = _page(site, f"{kind}/{name}{number:02}")
        assert text(one(titled, ".//h1")) == _squeezed(files[f"claims/{folder}/{name}{number:02}.yml"]["title"])


# Every field, and what nobody may write into it

NOBODY_MAY: dict[str, object] = {
    "NUL": "a\0b",
    "escape": "\x1b]8;;https://evil.example\x1b\\x",
    "bell": "a\x07b",
    "C1": "a\x9b2Jb",
    "delete": "a\x7fb",
    "next line": "a\x85b",
    "line separator": "a\u2028b",
    "paragraph separator": "a\u2029b",
    "carriage return": "a\rb",
    "form feed": "a\x0cb",
    "override": "a\u202eb",
    "isolate": "a\u2066b",
    "byte order mark": "a\ufeffb",
    "half a character": "a\ud800b",
    "the other half": "a\udc00b",
    "non-character": "a\ufffeb",
    "annotation": "a\ufff9b",
    "tags": "a\U000e0041b",
    "nothing": "",
    "spaces": " \u00a0\u3000",
    "zero width": "\u200b\u200d\u2060",
    "blank letters": "\u3164\u2800",
    "marks alone": "\u0301",
    "a tower of marks": "e" + "\u0301" * 10_000,
    "a long word": "w" * 50_000,
    "lists": [[[["x"]]]],
    "a mapping": {"a": {"b": "c"}},
}


def fields() -> Iterator[tuple[str, Data, Path_]]:
    """Every field that is text, of every kind of file, in files that fill all fields: kind, file, way to the field."""
    withdrawn = {"withdrawn": {"date": "2025-07-01", "reason": "x"}, "expires": "2027-01-01"}
    claim = {**_claim(0, hostile=False), **withdrawn, "appearances": ["radio-ferry"]}
    claim["sources"][0]["source"] = "radio-ferry"
    capture = {"captured": "unknown", "from": "x", "how": "http", "received_sha256": "a" * 64, "words": "5"}
    document = {**_document(0, hostile=False), "capture": {**capture, "root": "b" * 64, "kept": [["1", "5"]]}}
    event = {"date": "2025-05", "what": "x", "source": "radio-ferry"}
    dossier = {"title": "x", "summary": "x", "claims": ["ferry-doubled"], "timeline": [event]}
    licence, verification = {"name": "x", "url": "https://x.example/"}, {"kinds": ["law"], "since": "2026-01-01"}
    publication = {**_settings(hostile=False), "licence": licence, "verification": verification}
    for kind, made in (("claim", claim), ("document", document), ("dossier", dossier), ("publication", publication)):
        yield from ((kind, made, way) for way in _ways(made))


def _ways(data: Any, way: Path_ = ()) -> Iterator[Path_]:
    if isinstance(data, str):
        yield way
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from _ways(value, (*way, key))


def changed(made: Data, way: Path_, value: object) -> str:
    """The file with another value there; JSON is YAML, and escapes what can't be seen."""
    made = copy.deepcopy(made)
    place: Any = made
    for key in way[:-1]:
        place = place[key]
    place[way[-1]] = value
    return json.dumps(made)


FOLDERS = {"claim": "claims/hostile", "document": "claims/sources", "dossier": "claims/dossiers"}


def test_no_field_takes_what_nobody_may_write(project: Path) -> None:
    """Each is a located problem in its own file, in words that any terminal can be shown."""
    files = {}
    for at, (kind, made, way) in enumerate(fields()):
        for number, value in enumerate(NOBODY_MAY.values() if kind in FOLDERS else ()):
            files[f"{FOLDERS[kind]}/x{at:03}-{number:02}.yml"] = changed(made, way, value)
    put(project, files)
    said = attested("check", "--root", project, "--format", "json").output
    assert [c for c in said if not c.isprintable() and c != "\n"] == []
    problems = [one for one in json.loads(said)["problems"] if one["severity"] == "error"]
    assert {one["path"] for one in problems} >= files.keys()
    assert all(one["line"] >= 1 and one["column"] >= 1 and len(one["message"]) < 1_000 for one in problems)


@pytest.mark.parametrize("name", NOBODY_MAY)
def test_no_setting_takes_what_nobody_may_write(tmp_path: Path, name: str) -> None:
    """Nor does any field of publication.yml."""
    for kind, made, way in fields():
        if kind == "publication":
            put(tmp_path, {"claims/publication.yml": changed(made, way, NOBODY_MAY[name])})
            made_ = attested("check", "--root", tmp_path, "--format", "json")
            paths = {one["path"] for one in json.loads(made_.output)["problems"] if one["severity"] == "error"}
            assert (made_.exit_code, paths) == (1, {"claims/publication.yml"}), way
    shutil.rmtree(tmp_path)


def count() -> tuple[int, int]:
    """How many fields there are, and how many texts nobody may write into them."""
    return len([*fields()]), len(NOBODY_MAY)
