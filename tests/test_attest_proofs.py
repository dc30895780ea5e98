"""Files of proofs that were tampered with, damaged, lost, or are of something else: none of them proves anything."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attest_project import (
    ARTICLE,
    CLAIM_PATH,
    COMMENTS,
    COURIER,
    HEADLINES,
    LETTER,
    NO_PROOF,
    NO_ROOT,
    PLACE,
    WORDS,
    attest,
    attested,
    captured,
    check,
    dunmoor,
    invalid,
    line_of,
    page,
    proofs,
    quoting,
    refused,
    run,
)
from conftest import put

from generator.quotation.tree import commit
from generator.quotation.words import words

ANEW = "; run `attested attest` anew"
ANOTHER = ", and the captured text at hand is another one; capture 'courier-clock' again from its address"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The Dunmoor project, both documents captured and the one quotation proved."""
    return attested(dunmoor(tmp_path / "project"))


def _other_bytes(value: str) -> str:
    """The same base64 with its first byte changed."""
    return ("B" if value[0] != "B" else "C") + value[1:]


TAMPERED: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "a salt": (
        lambda one: one.update(salts=_other_bytes(one["salts"])),
        NO_ROOT,
    ),
    "a hash": (
        lambda one: one.update(hashes=_other_bytes(one["hashes"])),
        NO_ROOT,
    ),
    "no hashes": (lambda one: one.update(hashes=""), "the proof has too few hashes"),
    "no salts": (lambda one: one.update(salts=""), "the proof does not have one salt of 32 bytes for each word"),
    "another place": (
        lambda one: one.update(ranges=[[start + 1, end + 1] for start, end in one["ranges"]]),
        "the proof has an edge word outside the quotation",
    ),
    "more words": (
        lambda one: one.update(ranges=[[start, end + 1] for start, end in one["ranges"]]),
        "the proof's places do not fit the quotation's words",
    ),
    "an edge word": (
        lambda one: one.update(edges=[[place, f"no-{word}"] for place, word in one["edges"]]),
        "word 38 of the text differs from the quotation by more than marks at an end",
    ),
    "brackets": (
        lambda one: one.update(literal=True),
        "the proof speaks of brackets that the quotation does not have",
    ),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_a_tampered_proof_proves_nothing(root: Path, what: str) -> None:
    """A changed proof is a problem at the quotation, with the fault; attesting anew mends it."""
    change, fault = TAMPERED[what]
    path = root / f"{COURIER}.proofs.json"
    before = path.read_bytes()
    file = proofs(root)
    change(file["proofs"][0])
    path.write_text(json.dumps(file), "utf-8")
    assert check(root) == check(root, captures=None) == refused(invalid(fault))
    assert attest(root) == (0, "", "1 proofs of 1 documents; 1 files written.\n")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda data: data[:200], "the file: not JSON: Expecting ',' delimiter: line 2 column 84 (char 200)"),
        (lambda data: data[:0], "the file: not JSON: Expecting value: line 1 column 1 (char 0)"),
        (lambda data: data.replace(b'"version": 2', b'"version": 1'), "version: not 2, the only one known"),
        (lambda data: data.replace(b'"words": 215', b'"words": 0'), "words: not a whole number from 1 to 10000000"),
        (lambda data: data.replace(b'"quote"', b'"quotes"'), "proofs[0]: 'quote' is missing"),
    ],
    ids=["truncated", "empty", "another version", "no words", "another field"],
)
def test_a_damaged_file_of_proofs_is_refused(root: Path, change: Callable[[bytes], bytes], fault: str) -> None:
    """The file is named with its fault, and its quotation counts as unproved."""
    path = root / f"{COURIER}.proofs.json"
    path.write_bytes(change(path.read_bytes()))
    assert (
        check(root)
        == check(root, captures=None)
        == (
            1,
            f"{PLACE}{NO_PROOF}\n"
            f"{COURIER}.proofs.json:1:1: this is no file of proofs ({fault}); run `attested attest` to write it anew"
            " [bad-proof-file]\n2 problems\n",
        )
    )


def test_a_damaged_file_of_proofs_is_written_anew(root: Path) -> None:
    """The remedy that the report names works."""
    path = root / f"{COURIER}.proofs.json"
    before = path.read_bytes()
    path.write_bytes(before[:200])
    assert attest(root) == (0, "", "1 proofs of 1 documents; 1 files written.\n")
    assert path.read_bytes() == before


def test_a_missing_file_of_proofs_proves_nothing(root: Path) -> None:
    """A document with a capture and no proofs: its quotation isn't proved, with or without the capture."""
    (root / f"{COURIER}.proofs.json").unlink()
    assert check(root) == check(root, captures=None) == refused(NO_PROOF)
    assert attest(root) == (0, "", "1 proofs of 1 documents; 1 files written.\n")
    assert check(root) == (0, "No problems.\n")


def test_proofs_of_another_capture_are_refused(root: Path) -> None:
    """A file that names another root than its document: a problem there, and at the quotation it can't prove."""
    file, other = proofs(root), commit(words(LETTER))
    path = root / f"{COURIER}.proofs.json"
    path.write_text(json.dumps(file | {"root": other.root}), "utf-8")
    line = line_of(root, f"{COURIER}.yml", "  root: ")
    mismatch = (
        f"{COURIER}.yml:{line}:9: capture.root: courier-clock.proofs.json is of another capture than this source"
        " document names; run `attested attest` anew [capture-mismatch]\n"
    )
    assert check(root, captures=None) == (1, f"{mismatch}1 problem\n")
    path.write_text(json.dumps(file | {"words": 214}), "utf-8")
    assert check(root, captures=None) == (1, f"{mismatch}1 problem\n")


def test_a_commitment_that_was_changed_is_refused(root: Path) -> None:
    """Document and proofs agree on a root that isn't the capture's: the proof doesn't lead there."""
    own, other = commit(WORDS).root, commit(words(LETTER[1:])).root
    for name in (f"{COURIER}.yml", f"{COURIER}.proofs.json"):
        path = root / name
        path.write_text(path.read_text("utf-8").replace(own, other), "utf-8")
    assert check(root, captures=None) == refused(invalid(NO_ROOT))
    assert check(root) == refused(invalid(NO_ROOT).replace(ANEW, ANOTHER))
    line = line_of(root, f"{COURIER}.yml", "  root: ")
    assert attest(root)[:2] == (
        1,
        f"{COURIER}.yml:{line}:9: capture.root: the captured text at hand is of another capture than this source"
        " document names; capture 'courier-clock' again from its address [capture-mismatch]\n1 problem\n",
    )


def test_another_text_at_hand_answers_for_nothing(root: Path) -> None:
    """Its passages aren't near to anything, nor does it hold words that were misattributed."""
    run(root, "capture", root / "saved/letter.txt", "--id", "courier-clock", "--again", "--url", "https://g.example/")
    described = (root / f"{COURIER}.yml").read_bytes()
    quoting(attested(root), "The clock struck thirteen on 421 nights")
    run(root, "capture", root / "saved/letter.txt", "--id", "courier-clock", "--again")
    put(root, {f"{COURIER}.yml": described})
    put(
        root,
        {f"{COURIER}.yml": (root / f"{COURIER}.yml").read_text("utf-8").replace(commit(words(LETTER)).root, "0" * 64)},
    )
    assert check(root)[1].splitlines()[0] == (
        f"{PLACE}no proof shows that these words stand in 'courier-clock', and the captured text at hand is another "
        "one; capture 'courier-clock' again from its address [quote-not-proved]"
    )


def test_a_renamed_document_is_attested_with_the_capture_it_had(root: Path) -> None:
    """The private folder still has its former id; the proofs get the new one, and the old file is told."""
    old, new = f"{COURIER}.yml", "claims/sources/owl-clock.yml"
    put(
        root,
        {new: (root / old).read_text("utf-8").replace("archives: []", "archives: []\nformer_ids: [courier-clock]")},
    )
    (root / old).unlink()
    path = root / CLAIM_PATH
    path.write_text(path.read_text("utf-8").replace("courier-clock", "owl-clock"), "utf-8")
    renamed = f"{COURIER}.proofs.json:1:1: these are the proofs of 'courier-clock', which is 'owl-clock' now; "
    assert check(root)[1].splitlines()[1:] == [
        f"{renamed}rename this file to owl-clock.proofs.json [unexpected-file]",
        "2 problems",
    ]
    assert attest(root)[0] == 0
    assert check(root) == (
        1,
        f"{renamed}delete this file, since owl-clock.proofs.json is there [unexpected-file]\n1 problem\n",
    )
    (root / f"{COURIER}.proofs.json").unlink()
    assert check(root) == (0, "No problems.\n")


@pytest.mark.parametrize("count", [214, 216, 256])
def test_a_false_number_of_words_is_refused(root: Path, count: int) -> None:
    """Document and proofs agree on a number that isn't the capture's: the quotation's place in it would be false."""
    for name in (f"{COURIER}.yml", f"{COURIER}.proofs.json"):
        path = root / name
        changed = re.sub(r'\b(words"?: )215\b', rf"\g<1>{count}", path.read_text("utf-8"))
        path.write_text(changed, "utf-8")
    assert proofs(root)["words"] == count
    assert check(root, captures=None) == refused(invalid(NO_ROOT))
    assert check(root) == refused(invalid(NO_ROOT).replace(ANEW, ANOTHER))


def test_more_words_than_any_text_has_are_refused(root: Path) -> None:
    """A number beyond what JSON's readers hold exactly is a fault of the proof and of the file, not of the program."""
    path = root / f"{COURIER}.yml"
    path.write_text(path.read_text("utf-8").replace("  words: 215", f"  words: {10**30}"), "utf-8")
    assert check(root, captures=None) == (
        1,
        f"{PLACE}{invalid('no text has so many words')}\n"
        f"{COURIER}.yml:{line_of(root, f'{COURIER}.yml', '  root: ')}:9: capture.root: courier-clock.proofs.json is of"
        " another capture than this source document names; run `attested attest` anew [capture-mismatch]\n2 problems\n",
    )


def test_proofs_of_no_document_are_refused(root: Path) -> None:
    """A file of proofs stands beside its source document."""
    shutil.copy(root / f"{COURIER}.proofs.json", root / "claims/sources/heron-fine.proofs.json")
    assert check(root) == (
        1,
        "claims/sources/heron-fine.proofs.json:1:1: these are the proofs of 'heron-fine', which has no"
        " claims/sources/heron-fine.yml; delete this file, or bring that one back [unexpected-file]\n1 problem\n",
    )


def test_proofs_elsewhere_are_refused(root: Path) -> None:
    """Only claims/sources holds proofs."""
    shutil.move(root / f"{COURIER}.proofs.json", root / "claims/pond/courier-clock.proofs.json")
    assert check(root, captures=None)[1].splitlines() == [
        f"{PLACE}{NO_PROOF}",
        "claims/pond/courier-clock.proofs.json:1:1: proofs stand beside their source document; move this file to"
        " claims/sources/ [unexpected-file]",
        "2 problems",
    ]


def test_a_captured_text_that_was_changed_is_not_trusted(root: Path) -> None:
    """The private text was edited since: it is left aside with a warning, and the proofs are checked all the same."""
    text = root / "captures/courier-clock/article.txt"
    text.write_text(text.read_text("utf-8").replace("412", "421"), "utf-8")
    quoting(root, "on 421 nights since the flood")
    warning = f"warning: {text} was changed or lost since the capture; capture it again\n"
    done = run(root, "attest")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == (
        f"{warning}0 proofs of 0 documents; 0 files written.\nNo capture at hand, left as they are: courier-clock.\n"
    )
    checked = run(root, "check")
    assert (checked.exit_code, checked.stderr) == (1, warning)
    assert checked.stdout.startswith(f"{PLACE}{NO_PROOF}\n")


def test_a_second_capture_asks_for_new_proofs(root: Path) -> None:
    """The page changed and was captured again: the old proofs are of another capture until it is attested."""
    later = [line.replace("Nine of eleven", "Ten of eleven") for line in ARTICLE]
    put(root, {"saved/page.html": page([*later, *COMMENTS, *HEADLINES])})
    captured(root)
    line = line_of(root, f"{COURIER}.yml", "  root: ")
    assert check(root) == (
        1,
        f"{PLACE}{invalid(NO_ROOT)}\n"
        f"{COURIER}.yml:{line}:9: capture.root: courier-clock.proofs.json is of another capture than this source"
        " document names; run `attested attest` anew [capture-mismatch]\n2 problems\n",
    )
    assert attest(root) == (0, "", "1 proofs of 1 documents; 1 files written.\n")
    assert check(root, captures=None) == (0, "No problems.\n")
