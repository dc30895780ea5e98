"""The file of proofs: one way to write it, and one error for everything else."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.quotation.proof import Proof, prove, verify
from generator.quotation.proof_file import MAX_CHARACTERS, collect, from_json, proof_to_json, to_json
from generator.quotation.quote import parse
from generator.quotation.tree import ProofError, grow
from generator.quotation.words import words

TREE = grow(
    words("Geese flew on Monday, he said. On Tuesday, “Geese” [grey ones] flew again; geese flew on Monday, they say.")
)
PROOFS = [
    prove("flew on Monday", TREE),
    prove("flew on Monday", TREE, suffix="they say"),
    prove("flew on Monday", TREE, prefix="geese"),
    prove('"Geese" [grey ones] flew', TREE),
    prove("Geese flew on Monday […] geese flew on Monday", TREE),
]
FILE = collect(TREE.commitment, PROOFS)
JSON = to_json(FILE)
DOCUMENT = json.loads(JSON)

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["\ud800", "AAAA", 10**30])
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)


def test_a_file_reads_back() -> None:
    """What is written is read, and written again to the same bytes."""
    assert from_json(JSON) == FILE
    assert from_json(JSON.encode()) == FILE
    assert to_json(from_json(JSON)) == JSON


def test_a_file_does_not_depend_on_order_or_repetition() -> None:
    """Proofs are sorted, and claims that quote the same words at the same place share one."""
    assert to_json(collect(TREE.commitment, [*PROOFS[::-1], *PROOFS])) == JSON


def test_a_proof_is_a_line() -> None:
    """Each proof stands on its own line, as the page carries it too."""
    assert [line.rstrip(",") for line in JSON.splitlines()[1:-1]] == [proof_to_json(proof) for proof in FILE.proofs]


def test_a_quotation_finds_its_own_proof() -> None:
    """The same words at three places are told apart by prefix and suffix, whatever their typography."""
    found = [FILE.proof("flew  on Monday"), FILE.proof("flew on Monday", suffix="they\u00a0say")]
    found.append(FILE.proof("flew on Monday", prefix="geese"))
    assert found == PROOFS[:3]
    assert [proof.ranges[0][0] for proof in found if proof] == [1, 14, 14]
    assert FILE.proof("flew on Monday", "no", "such") is None


def test_two_proofs_of_one_quotation_are_refused() -> None:
    """No file says two things of the same quotation, prefix and suffix."""
    with pytest.raises(ProofError, match="two different proofs of the same quotation: “flew on Monday”"):
        collect(TREE.commitment, [PROOFS[0], replace(PROOFS[1], suffix="")])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "the file: not JSON"),
        (b"\xff", "the file: not JSON"),
        ("\ufeff{}", "the file: not JSON"),
        ("[" * 100_000, "the file: not JSON"),
        ("9" * 5000, "the file: not JSON"),
        (" " * (MAX_CHARACTERS + 1), "the file: longer than"),
        ("[]", "the file: not an object"),
        ("{}", "the file: 'proofs' is missing"),
        ('{"a": 1, "a": 1}', "the file: a field stands twice in one object"),
        (JSON.replace("1,", "NaN,", 1), "the file: not JSON: NaN"),
        (JSON.replace('"version": 2', '"version": 1'), "version: not 2"),
        (JSON.replace('"version": 2', '"version": true'), "version: not a whole number"),
        (JSON.replace('"version": 2', '"version": 2.0'), "version: not a whole number"),
        (JSON.replace('"version": 2', '"version": 2, "note": ""'), "the file: 'note' is no field of it"),
        (JSON.replace('"root": "', '"root": "0'), "root: not 64 lower-case hexadecimal digits"),
        (JSON.replace('"words": ', '"words": -'), "words: not a whole number from 1"),
        (JSON.replace('"words": ', '"words": 1e'), "words: not a whole number from 1"),
        (JSON.replace("[1, 4]", "[1]"), r"proofs\[2\].ranges: not a pair"),
        (JSON.replace("[1, 4]", '["1", 4]'), r"proofs\[2\].ranges: not a whole number from 0"),
        (JSON.replace("[1, 4]", "null"), r"proofs\[2\].ranges: not a list"),
        (JSON.replace('"flew on', '"flew  on'), r"proofs\[2\].quote: not folded"),
        (JSON.replace('"flew on', '"flew \\ud800'), r"proofs\[2\].quote: not text"),
        (JSON.replace('"salts": "', '"salts": "AAAA'), r"proofs\[0\].salts: not 32-byte values in base64"),
        (JSON.replace('"salts": "', '"salts": "*'), r"proofs\[0\].salts: not base64"),
        (JSON.replace('"salts": "', '"salts": "\u00e9'), r"proofs\[0\].salts: not base64"),
        (JSON.replace("true", "1"), r"proofs\[0\].literal: not true or false"),
        (JSON.replace('"suffix"', '"sufix"'), r"proofs\[3\]: 'sufix' is no field of it"),
    ],
)
def test_a_malformed_file_says_what_is_wrong(data: str | bytes, message: str) -> None:
    """Place and fault are told, and the only error is ProofError."""
    with pytest.raises(ProofError, match=message):
        from_json(data)


def test_base64_has_one_spelling() -> None:
    """Trailing bits that base64 ignores are refused, so that no two files say the same."""
    salts = DOCUMENT["proofs"][0]["salts"]
    assert salts.endswith("=")
    with pytest.raises(ProofError, match="not 32-byte values"):
        from_json(JSON.replace(salts, "".join((salts[:-2], chr(ord(salts[-2]) + 1), "="))))


@pytest.mark.parametrize("order", [[1, 0, 2, 3, 4], [0, 1, 2, 3, 4, 4]])
def test_proofs_are_sorted_and_single(order: list[int]) -> None:
    """A file out of order, or with a proof twice, is refused."""
    with pytest.raises(ProofError, match="not sorted"):
        from_json(json.dumps(DOCUMENT | {"proofs": [DOCUMENT["proofs"][at] for at in order]}))


@given(st.binary() | st.text() | VALUES.map(json.dumps))
def test_anything_else_is_a_proof_error(data: str | bytes) -> None:
    """Bytes, text and JSON of any kind are refused with ProofError and no other error."""
    with pytest.raises(ProofError):
        from_json(data)


@given(st.data())
def test_a_field_of_another_kind_is_a_proof_error(data: st.DataObject) -> None:
    """Any value in the place of any field is refused, or is what stood there, or no longer verifies."""
    document = json.loads(JSON)
    holder = data.draw(st.sampled_from([document, *document["proofs"]]))
    field = data.draw(
        st.sampled_from(sorted({*holder, "edges", "literal", "prefix", "suffix"} - {"version", "proofs"}))
    )
    holder[field] = data.draw(VALUES | st.lists(st.lists(st.integers(0, 20) | st.text(), max_size=2), max_size=2))
    assert_no_other_verifies(json.dumps(document))


@given(st.integers(0, len(JSON) - 1), st.text(max_size=2))
def test_a_character_changed_is_a_proof_error(at: int, other: str) -> None:
    """Any character of the file exchanged is refused, changes nothing, or no longer verifies."""
    assert_no_other_verifies(JSON[:at] + other + JSON[at + 1 :])


def assert_no_other_verifies(data: str) -> None:
    """What verifies from the file has the words and places that were proved; everything else is a ProofError."""
    try:
        proofs = from_json(data).proofs
    except ProofError:
        return
    for proof in set(proofs) - set(PROOFS):
        try:
            verify(proof.quote, proof, TREE.commitment)
        except ProofError:
            continue
        assert _proved(proof) in {_proved(one) for one in PROOFS}


def _proved(proof: Proof) -> tuple[object, ...]:
    """What a proof shows: a quotation's words, whatever the spaces about its omissions, and where they stand."""
    return parse(proof.quote).parts(literal=proof.literal), proof.ranges


def test_spaces_about_an_omission_say_nothing() -> None:
    """A proof whose quotation is written without the space before its omission proves the same words."""
    assert_no_other_verifies(JSON.replace("Monday [...] geese", "Monday[...] geese"))
    assert from_json(JSON.replace("Monday [...] geese", "Monday[...] geese")) != FILE
