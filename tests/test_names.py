"""Names in any language: the address each gets, and which of them are one name in two spellings."""

import string
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import attested, copy_project, put
from hypothesis import given
from hypothesis import strategies as st
from test_newcomer import CLAIM, PATH

from generator.model import MAX_ID, id_fault
from generator.names import folded, slug

LATER = "claims/harbour/crane-sold.yml"
NAMES = st.text(max_size=40) | st.text("łŁøðßẞæıİþأاآىيـé\u0301\u064b A-z0ж", max_size=20)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Michał Wójcik", "michal-wojcik"),
        ("POSEŁ X", "posel-x"),
        ("Łódź", "lodz"),
        ("Søren Ærø", "soren-aero"),
        ("Đoković Nađa", "dokovic-nada"),
        ("Weiß & Söhne", "weiss-sohne"),
        ("WEIẞ", "weiss"),
        ("Œuvre", "oeuvre"),
        ("Þór Guðmundsson", "thor-gudmundsson"),
        ("IŞIK ışık", "isik-isik"),
        ("Ħal Għaxaq", "hal-ghaxaq"),
        ("Ŧŋ", "tn"),
        ("Ǿ ǽ", "o-ae"),
        ("Jane Doe", "jane-doe"),
        ("Élodie Müller", "elodie-muller"),
    ],
)
def test_a_letter_that_unicode_does_not_take_apart_is_written_in_plain_ones(name: str, address: str) -> None:
    """So that an address can be read; a name of such letters alone needs no hash."""
    assert slug(name) == address


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Президент", "n-495770a7"),
        ("أحمد علي", "n-5d602e10"),
        ("Jane Доу", "jane-0f25eda5"),
        ("★", "n-26c57b08"),
        ("ßж", "ss-976c2758"),
        ("new", "new"),
    ],
)
def test_a_name_that_loses_letters_has_a_hash(name: str, address: str) -> None:
    """Letters that become two don't make up for others that are lost."""
    assert slug(name) == address


@given(NAMES)
def test_every_name_has_an_address(name: str) -> None:
    """It is an id, whatever the name."""
    assert id_fault(slug(name)) is None
    assert set(slug(name)) <= set(string.ascii_lowercase + string.digits + "-")
    assert len(slug(name)) <= MAX_ID


@given(NAMES)
def test_what_is_folded_stays(name: str) -> None:
    """And a name has something left."""
    assert folded(folded(name)) == folded(name)
    assert folded(name) or not name


@given(NAMES, st.sampled_from([str.upper, str.lower, str.title]))
def test_names_of_one_address_are_one_name(name: str, other: Callable[[str], str]) -> None:
    """So that an import, which goes by what is folded, makes no two of them."""
    if slug(name) == slug(other(name)):
        assert folded(name) == folded(other(name))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The project of Port Example."""
    return copy_project(tmp_path / "project")


def _second(root: Path, one: str, other: str) -> list[str]:
    """What the check says of two claims whose claimants are spelt so."""
    put(root, {PATH: CLAIM.replace("claimant: Example Gazette", f"claimant: {one}")})
    put(root, {LATER: CLAIM.replace("claimant: Example Gazette", f"claimant: {other}")})
    return attested("check", "--root", root).output.splitlines()[:-1]


@pytest.mark.parametrize(
    ("one", "other", "page"),
    [
        ("Michał Wójcik", "MICHAŁ WÓJCIK", "share a"),
        ("Michał Wójcik", "Michal Wojcik", "share a"),
        ("Президент", "президент", "have another"),
        ("Артём", "Артем", "have another"),
        ("أحمد علي", "احمد علي", "have another"),
        ("علي", "على", "have another"),
        ("مُحَمَّد", "محمـــد", "have another"),
        ("Ἀθῆναι", "ΑΘΗΝΑΙ", "have another"),
        ("שָׁלוֹם", "שלום", "have another"),
        ("ガンダム", "ｶﾞﾝﾀﾞﾑ", "have another"),
    ],
)
def test_one_name_in_two_spellings_is_told(one: str, other: str, page: str, root: Path) -> None:
    """In any script; of as many the later file is told."""
    assert _second(root, one, other) == [
        f"{LATER}:2:11: claimant: '{other}' would {page} page "
        f"{'with' if page == 'share a' else 'than'} '{one}'; write the name one way [similar-name]"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("राम", "रमा"), ("かき", "がき"), ("Президент", "Президенты"), ("أحمد", "حمد"), ("★", "☆")],
)
def test_names_that_are_two_are_left(one: str, other: str, root: Path) -> None:
    """A mark without which a word is another one counts."""
    assert _second(root, one, other) == []


def test_fewer_files_are_told(root: Path) -> None:
    """Also where theirs is the first."""
    claim = CLAIM.replace("claimant: Example Gazette", "claimant: президент")
    other = claim.replace("президент", "Президент")
    put(
        root, {f"claims/z/crane-{name}.yml": other.replace("claim: ", f"claim: {name}, ", 1) for name in ("one", "two")}
    )
    put(root, {"claims/a/crane-painted.yml": claim})
    assert attested("check", "--root", root).output.splitlines()[:-1] == [
        "claims/a/crane-painted.yml:2:11: claimant: 'президент' would have another page than 'Президент'; "
        "write the name one way [similar-name]"
    ]
