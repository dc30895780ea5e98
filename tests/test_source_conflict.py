"""Two descriptions of one document that differ: each field that does, as a contributor would write it."""

from pathlib import Path

from conftest import attested, put

CLAIM = """\
claim: The crane was painted.
claimant: Example Gazette
claimed: 2025-05
appearances: [gazette-harbour]
verdict: incorrect
summary: The letter has no such work.
sources:
  - source: shipowners-letter
    stance: contradicts
    quote: no works on the crane
  - source:
      title: The crane
      publisher: Other Mirror
      url: https://other-mirror.example/crane
      published: 2025-06
      {}
    stance: context
    note: A copy.
published: 2025-06-01
"""
FIRST, SECOND = "claims/harbour/a-crane.yml", "claims/harbour/b-crane.yml"


def differing(project: Path, one: str, other: str) -> list[str]:
    """What is said of two claims that describe a document so."""
    put(project, {FIRST: CLAIM.format(one), SECOND: CLAIM.format(other).replace("painted", "oiled")})
    lines = attested("check", "--root", project).output.splitlines()
    return [line.partition(": ")[2] for line in lines if line.endswith("[source-conflict]")]


def test_a_described_original_differs_field_by_field(project: Path) -> None:
    """Not as the program holds it."""
    one = "republishes: {publisher: Agency A, title: Harbour}"
    other = "republishes: {publisher: Agency B, title: Harbour, note: Seen.}"
    assert differing(project, one, other) == [
        f"sources[1].source.republishes.publisher: says publisher 'Agency B', but {FIRST} says 'Agency A' of the same "
        "address; make them agree [source-conflict]",
        f"sources[1].source.republishes.note: says note 'Seen.', but {FIRST} says 'nothing' of the same address; "
        "make them agree [source-conflict]",
    ]


def test_a_description_and_what_it_isn_t(project: Path) -> None:
    """An id against a description, a list against another."""
    assert differing(project, "republishes: gazette-harbour", "republishes: {title: Harbour, publisher: Agency B}") == [
        f"sources[1].source.republishes: says republishes '{{publisher: Agency B, title: Harbour}}', but {FIRST} says "
        "'gazette-harbour' of the same address; make them agree [source-conflict]"
    ]
    assert differing(project, "reports_from: [Police, Mayor]", "reports_from: [Mayor]") == [
        f"sources[1].source.reports_from: says reports_from '[Mayor]', but {FIRST} says '[Police, Mayor]' of the same "
        "address; make them agree [source-conflict]"
    ]
