"""The published vectors, reproduced by Python, by the reader's page and by the words of its documentation."""

import json
import subprocess
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright._impl._driver import compute_driver_executable

from generator.quotation.edges import AFTER, BEFORE, EITHER_SIDE
from generator.quotation.proof import Proof, prove, verify
from generator.quotation.proof_file import from_json, proof_to_json
from generator.quotation.quote import QuotationError, parse
from generator.quotation.tree import Commitment, ProofError, commit, grow
from generator.quotation.words import FOLDED, MARKS, UNSPACED, fold, words

ROOT = Path(__file__).parent.parent
VECTORS = Path(__file__).parent / "vectors" / "quotation.json"
DATA: dict[str, Any] = json.loads(VECTORS.read_text("utf-8"))


@cache
def browser() -> dict[str, Any]:
    """What docs/assets/verify.js makes of the vectors, under the node that Playwright brings."""
    node, _ = compute_driver_executable()
    command: list[str | Path] = [node, VECTORS.with_name("run.mjs"), ROOT / "docs" / "assets" / "verify.js", VECTORS]
    run = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", timeout=60)
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def commitment(case: dict[str, Any]) -> Commitment:
    """The commitment to a case's text, as the vectors state it; a case may state another number of words."""
    text = DATA["texts"][case["text"]]
    return Commitment(text["root"], case.get("words", text["words"]))


def proof(case: dict[str, Any]) -> Proof:
    """A case's proof, read as from a file."""
    head = {"version": 2, "root": commitment(case).root, "words": DATA["texts"][case["text"]]["words"]}
    return from_json(json.dumps({**head, "proofs": [case["proof"]]})).proofs[0]


def outcome(case: dict[str, Any]) -> object:
    """What verify gives for a case: places, omissions and additions, or the reason."""
    try:
        return json.loads(json.dumps(asdict(verify(case["quote"], proof(case), commitment(case)))))
    except ProofError as error:
        return str(error)


def fault(quote: str) -> object:
    """Why a quotation cannot be taken apart."""
    try:
        return parse(quote)
    except QuotationError as error:
        return str(error)


def test_python_folds_and_splits() -> None:
    """Folded texts, words and faults of quotations are as the vectors state them."""
    assert [[text, fold(text)] for text, _ in DATA["fold"]] == DATA["fold"]
    assert [[text, list(words(text))] for text, _ in DATA["words"]] == DATA["words"]
    assert [[quote, fault(quote)] for quote, _ in DATA["malformed"]] == DATA["malformed"]


@pytest.mark.parametrize("name", DATA["texts"])
def test_python_commits(name: str) -> None:
    """Root and word count of each text are as stated."""
    assert commit(words(DATA["texts"][name]["text"])) == commitment({"text": name})


@pytest.mark.parametrize("case", DATA["verified"], ids=lambda case: case["quote"])
def test_python_proves_and_verifies(case: dict[str, Any]) -> None:
    """Each stated proof is the one that prove makes, and shows what is stated."""
    text, stated = words(DATA["texts"][case["text"]]["text"]), proof(case)
    made = prove(case["quote"], text, stated.prefix, stated.suffix)
    assert json.loads(proof_to_json(made)) == case["proof"]
    assert outcome(case) == case["verified"]


def test_python_refuses() -> None:
    """Each altered quotation or proof is refused for the stated reason."""
    assert [outcome(case) for case in DATA["refused"]] == [case["reason"] for case in DATA["refused"]]


def test_the_browser_has_the_same_tables() -> None:
    """The tables of words and marks are the same in Python and JavaScript."""
    words_tables = {"FOLDED": FOLDED, "UNSPACED": UNSPACED, "MARKS": MARKS}
    edge_tables = {"EITHER_SIDE": EITHER_SIDE, "BEFORE": BEFORE, "AFTER": AFTER}
    assert browser()["tables"] == words_tables | edge_tables


@pytest.mark.parametrize("kind", ["fold", "words", "malformed"])
def test_the_browser_folds_and_splits(kind: str) -> None:
    """Folded texts, words and faults are the same in the browser."""
    assert browser()[kind] == DATA[kind]


def test_the_browser_verifies_and_refuses() -> None:
    """Each proof shows the same in the browser, or is refused there for the same reason."""
    assert browser()["verified"] == [case["verified"] for case in DATA["verified"]]
    assert browser()["refused"] == [case["reason"] for case in DATA["refused"]]


def test_the_page_says_what_came_out() -> None:
    """A click on a proof's button writes a sentence: verified, not verified and why, or not checked."""
    assert browser()["page"] == [
        "Verified: these are words 3\u20135 of the captured text, which has 7.",
        "Not verified: the words and their proof do not lead to the text's root.",
        "Not checked: this browser computes hashes only on pages opened over https. "
        "Open the page there, or run in a copy of the repository: make check",
    ]


def test_the_documentation_has_the_tables() -> None:
    """Every range of every table is printed for those who write a checker of their own."""
    page = (ROOT / "docs" / "verification.md").read_text("utf-8")
    entries = " ".join([*FOLDED.values(), UNSPACED, MARKS, EITHER_SIDE, BEFORE, AFTER]).split()
    assert [entry for entry in entries if entry not in page] == []


def test_the_documentation_has_the_worked_vector() -> None:
    """Key, salt, leaf, topmost node, root and proof printed for readers are those of the construction."""
    page = (ROOT / "docs" / "verification.md").read_text("utf-8")
    text = DATA["texts"]["worked"]["text"]
    tree = grow(words(text))
    stated = [text, tree.key.hex(), tree.salt(0).hex(), tree.levels[0][0].hex(), tree.levels[-1][0].hex()]
    stated.append(tree.commitment.root)
    assert stated[1:] == [DATA["worked"][name] for name in ("key", "salt", "leaf", "topmost", "root")]
    assert [value for value in [*stated, proof_to_json(proof(DATA["verified"][0]))] if value not in page] == []
