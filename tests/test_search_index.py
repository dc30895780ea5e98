"""The search index: what it knows, that Pagefind's program would write the same, and the same bytes each time."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, REPOSITORY, attested, elements, search_index
from conftest import page as built
from fixtures.search import theirs
from fixtures.search.ours import build
from hypothesis import given
from hypothesis import strategies as st

from generator import search
from generator.check import check
from generator.fingerprint import Fingerprints
from generator.made import Made
from generator.model import UNKNOWN
from generator.put import Folder
from generator.search import Passage, Record, SearchError, findable, pagefind, records, words
from generator.search.patch import patched
from generator.search.postings import CHUNK, Postings, Word
from generator.search.words import Words

ANCHOR = "___PAGEFIND_ANCHOR___h2:0:evil"
TOKENS = (
    "6,000 UK's “died.” COVID-19 iPhone15Pro XMLHttpRequest a1b2 GPT4all 2024-10-10 $3.5bn U.S. e\u0301a café-bar "
    "naïve — word—word McDonald's IDs NATOs don’t x_y snake_case ÄÖx straßeX 12th 3D İstanbul Ⓐb كِتَاب हिन्दी 한국, "
    "'quoted' A/B C++ 100% «слово» СловоДва ПравдаРУ mRNA H5N1 ___ _ a\u200bb \u200b word's word WORD œuvre ﬁn ﷺ Ǆ "
    "1st 22nd-place half-truth truth’s (brackets) [more] {most} <b>bold</b> &amp; C# #tag @name a--b ...and"
)
"""Words of many kinds, split by spaces; one without any letter is no page of its own to Pagefind."""


def _published(root: Path) -> list[Record]:
    publication = check(root).publication
    assert publication
    return records(publication)


def _tricky() -> list[Record]:
    """Tokens that are split, joined, accented, marked, in text and title, alone and repeated."""
    tokens = TOKENS.split(" ")
    alone = [
        Record(f"t/{n}/", token, (Passage("a", f"{token} then {token} {ANCHOR}", "en"),), {"kind": ("x",)})
        for n, token in enumerate(tokens)
    ]
    once = [
        Record(
            f"all/{date}/",
            TOKENS,
            (Passage("a", TOKENS, "en", quoted=True), Passage("b", TOKENS[::-1], "de")),
            {"kind": ("x", "<&>, y: z"), "year": ("2024",)},
            date=date,
        )
        for date in ("2024-02", UNKNOWN, "2024", "2023-12-31")
    ]
    return [*alone, *once]


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented archive of 60 claims."""
    root = tmp_path_factory.mktemp("archive")
    assert attested("corpus", 60, "--out", root / "claims").exit_code == 0
    return root


@pytest.mark.parametrize("what", ["publication", "example", "archive", "tricky"])
def test_pagefind_would_write_the_same(
    what: str, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page, word, place, weight, facet and order is as Pagefind's own program has it."""
    monkeypatch.setenv("PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE", str(CHUNK))
    monkeypatch.setattr(words, "PLAIN", {})  # what is ours alone: see test_words_in_plain_letters_are_all_that_is_added
    roots = {"publication": REPOSITORY, "example": PROJECT, "archive": archive}
    found = [one for one in (_published(roots[what]) if what in roots else _tricky()) if one.passages]
    build(found, "en", tmp_path)
    ours, other = theirs.plain(theirs.read(tmp_path / "pagefind")), theirs.plain(theirs.pagefind(found, "en"))
    for part, said in other.items():
        assert ours[part] == said, part


@pytest.mark.parametrize(
    ("token", "plain"),
    [
        ("Łódź", {"lodz"}),
        ("kłamie", {"klami"}),
        ("Ærø", {"aero"}),
        ("straßeX", {"strassex", "strass"}),
        ("IŞIK ışık", {"isik"}),
        ("naïve", set()),
        ("plain", set()),
        ("Правда", set()),
    ],
)
def test_words_in_plain_letters_are_all_that_is_added(
    token: str, plain: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader without these letters finds the word, and whoever has them finds it as before."""
    ours = [form for one in token.split() for form in Words("en").forms(one)]
    monkeypatch.setattr(words, "PLAIN", {})
    theirs = [form for one in token.split() for form in Words("en").forms(one)]
    assert {key for key, _ in ours} - {key for key, _ in theirs} == plain
    assert [form for form in ours if form in theirs] == theirs


def test_two_builds_give_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    """An index depends on nothing but its records."""
    found = _published(archive)
    for name in ("one", "other"):
        build(found, "en", tmp_path / name)
    assert theirs.read(tmp_path / "one") == theirs.read(tmp_path / "other")


_ACCENTS = st.sampled_from(["naïve", "naîve", "naive"])
_TEXTS = st.tuples(*[st.lists(_ACCENTS | st.sampled_from(["a", *TOKENS.split(" ")]), max_size=5)] * 2)
"""The tokens of a page's text and title."""
_MANY, _FAR = 300, 70_000
"""More pages than a number of one byte counts; more places than one of two bytes tells."""
_NUMBERS = st.integers(0, 3) | st.integers(0, _MANY - 1)


@given(
    st.dictionaries(_NUMBERS, _TEXTS, max_size=8),
    st.dictionaries(_NUMBERS, _TEXTS, min_size=1, max_size=4),
    st.booleans(),
)
def test_patched_words_are_those_put_together_anew(
    before: dict[int, tuple[list[str], list[str]]], changes: dict[int, tuple[list[str], list[str]]], frequent: bool
) -> None:
    """Whatever pages say now, frequent words and rare ones are written as if nothing had been there before."""

    def made_of(pages: dict[int, tuple[list[str], list[str]]]) -> dict[str, Word]:
        postings = Postings(Words("en"))
        for page, (text, title) in sorted(pages.items()):
            postings.add(page, text, title)
        return {one.word: one for one in postings.words()}

    if frequent:
        far = ["a"] * 30 + ["-"] * _FAR + ["naïve"]
        before = {page: (["a", "naïve"], ["A"]) for page in range(_MANY)} | {7: (far, [])} | before
    gone = made_of({page: before[page] for page in changes if page in before})
    come = made_of(changes)
    touched = {name for name in gone.keys() | come.keys() if gone.get(name) != come.get(name)}
    old = made_of(before)
    made = patched(old, [come[name] for name in come.keys() & touched], touched, changes.keys())
    assert {name: word for name, word in old.items() if name not in touched} | made == made_of(before | changes)


@pytest.mark.parametrize(
    ("before", "after", "few"),
    [
        (slice(None, -3), slice(None), True),
        (slice(None), slice(None, -2), True),
        (slice(None, 40), slice(None), False),
        (slice(1, None), slice(None), False),
    ],
    ids=["a few come", "a few go", "many come", "the first one comes"],
)
def test_an_index_after_additions_is_the_first_one_of_what_there_is(
    before: slice, after: slice, few: bool, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records at the end are added to the words that there were, or taken out of them; others put all together anew."""
    publication = check(archive).publication
    assert publication
    found, prints, patches = findable(publication), Fingerprints(publication).key, []

    def spied(*arguments: Any) -> dict[str, Word]:
        patches.append(arguments)
        return patched(*arguments)

    monkeypatch.setattr("generator.search.lexicon.patched", spied)
    for name, part in (("one", before), ("other", after)):
        folder = Folder(tmp_path / name, Made(tmp_path))
        search.build(found[part], "en", folder, prints)
        folder.made.finish(tmp_path / name)
    search.build(found[after], "en", Folder(tmp_path / "first"))
    assert theirs.read(tmp_path / "other") == theirs.read(tmp_path / "first")
    assert bool(patches) == few


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exec tail -f /dev/null", "it gave no answer in 0.5 seconds"),
        ("exit 1", "it stopped"),
    ],
    ids=["silent", "gone"],
)
def test_a_program_that_gives_no_answer_is_ended(
    script: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build never hangs for Pagefind's sake, and says what is wrong."""
    program = tmp_path / "pagefind"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind, "get_executable", lambda: program)
    monkeypatch.setattr(pagefind, "PATIENCE", 0.5)
    with pytest.raises(SearchError) as failed:
        build([], "en", tmp_path / "site")
    assert str(failed.value) == f"Pagefind made no search index: {said}"


@pytest.mark.parametrize(
    ("notes", "words"),
    [
        ("It says “[sic]” [@gazette-harbour], in snake_case.", "It says “[sic]”, in snake_case."),
        ("The war ended in\n1945. 2 * 3 isn't 5_000.", "The war ended in 1945. 2 * 3 isn't 5_000."),
        (
            "- *half*way, **un**<b>done</b> & `a_b`\n- [a link](https://example.org/no_word)",
            "halfway, un<b>done</b> & a_b a link",
        ),
        ("### Head\n\n> A \\*star\\*  \n> [@gazette-harbour]\n\n1. One\n2. Two", "Head A *star* One Two"),
    ],
    ids=["brackets", "figures", "within-words", "blocks"],
)
def test_notes_are_found_by_the_words_a_reader_sees(notes: str, words: str, project: Path) -> None:
    """What Markdown writes beside the words is left out, and nothing else."""
    path = project / "claims/harbour/harbour-closed.yml"
    said = path.read_text("utf-8")
    start = said.index("notes: |")
    block = re.match(r"notes: \|\n(?:(?:  .*)?\n)*", said[start:])
    assert block
    path.write_text(said.replace(block[0], f"notes: {json.dumps(notes)}\n"), "utf-8")
    (found,) = (one for one in _published(project) if one.url == "claims/harbour-closed/")
    assert [" ".join(one.text.split()) for one in found.passages if one.at == "analysis"] == [words]


def test_what_lists_and_reasons_say_can_be_found(project: Path) -> None:
    """A claim's headline in lists, whose it is, why it was checked; of a document, what it copies or translates."""
    path = project / "claims/harbour/harbour-closed.yml"
    reasons = "one_sided_reason: Nobody else was there.\nsingle_source_reason: The log is the only record.\n"
    path.write_text(path.read_text("utf-8") + reasons, "utf-8")
    said = {one.url: {(part.at, part.text) for part in one.passages} for one in _published(project)}
    assert said["claims/harbour-closed/"] >= {
        ("claim", "Example Gazette"),
        ("claim", "The harbour was closed in May"),
        ("why", "Shipowners asked whether they could unload."),
        ("evidence", "Nobody else was there."),
        ("evidence", "The log is the only record."),
        ("verdict", "Incorrect"),
        ("cite", "Ships"),
        ("evidence", "Example Shipowners, Harbour Office of Port Example"),
    }
    assert said["sources/radio-ferry/"] >= {
        ("document", "Radio Example, The morning show"),
        ("document", "The jingle is theirs."),
    }
    assert ("document", "Harbour closed until further notice") in said["sources/mirror-harbour/"]
    assert said["sources/vestnik-ferry-en/"] >= {
        ("document", "Вестник порта"),
        ("document", "The page says so at its foot."),
    }


def test_a_passage_is_found_where_its_page_has_it(site: Path, example: Path) -> None:
    """Each leads to an element that the page has."""
    for folder in (site, example / "site"):
        for address, found in search_index(folder).items():
            named = {anchor["id"].split("|")[1] for anchor in found["anchors"][1:]}
            assert named <= {one.get("id") for one in elements(built(folder, address))}, address
