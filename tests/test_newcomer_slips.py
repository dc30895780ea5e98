"""Slips between files that people make in their first days: each is told once, where it was made."""

from pathlib import Path

import pytest
from conftest import attested, copy_project, put
from test_newcomer import CLAIM, PATH

DOSSIER = "claims/dossiers/harbour.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The project of Port Example."""
    return copy_project(tmp_path / "project")


def change(root: Path, path: str, old: str, new: str) -> None:
    """Other words in a file."""
    text = (root / path).read_text("utf-8")
    assert old in text
    put(root, {path: text.replace(old, new)})


def check(root: Path, *paths: str) -> list[str]:
    """What the check says, line by line, without the count."""
    made = attested("check", *(root / path for path in paths), "--root", root)
    return made.output.splitlines()[:-1]


def test_a_claim_listed_twice_in_a_dossier_is_told(root: Path) -> None:
    """Its page would count the claim twice, and lead from it to itself."""
    change(root, DOSSIER, "  - ferry-doubled\n", "  - ferry-doubled\n  - harbour-closed\n")
    assert check(root) == [f"{DOSSIER}:7:5: claims[2]: 'harbour-closed' is listed twice; keep one [repeated]"]


AGAIN = "  - source: radio-ferry\n    stance: supports\n    quote: they painted it yellow\n"


def test_evidence_listed_twice_is_told(root: Path) -> None:
    """Whatever else is said of the passage; who read the claim is counted once too."""
    again = f"{AGAIN}    note: The same words.\nreviewed_by: [A. Clerk, A. Clerk]\n"
    put(root, {PATH: CLAIM.replace("published:", f"{again}published:")})
    assert check(root) == [
        f"{PATH}:14:5: sources[2]: this passage of 'radio-ferry' is listed twice; keep one [repeated]",
        f"{PATH}:18:25: reviewed_by[1]: 'A. Clerk' is listed twice; keep one [repeated]",
    ]


@pytest.mark.parametrize(
    "other",
    [
        AGAIN.replace("yellow", "blue"),
        AGAIN.replace("supports", "context"),
        f"{AGAIN}    prefix: when it rained\n",
        f"{AGAIN}    figure: {{value: 1, unit: cranes, counts: painted, as_of: 2025-05, by: unknown}}\n",
        AGAIN.replace("quote", "note") + AGAIN.replace("quote: they", "note: We"),
    ],
)
def test_another_passage_of_a_document_is_other_evidence(other: str, root: Path) -> None:
    """Other words, another stance, another place, another figure of one passage, two notes without words."""
    put(root, {PATH: CLAIM.replace("published:", f"{other}published:")})
    assert check(root) == []
