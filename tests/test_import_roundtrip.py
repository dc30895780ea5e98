"""What `attested export` writes, `attested import` reads: the same claims, as far as the format carries them."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import attested, contents, put
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.names import folded
from generator.source_rules import FORBIDDEN
from generator.tidy_scalar import inline

Data = dict[str, Any]

CARRIED = {
    "claimreview": ("claim", "claimant", "claimed", "verdict", "summary", "published"),
    "csv": (
        *("claim", "short", "claimant", "claimed", "verdict", "summary", "published", "expires", "topics", "authors"),
        *("why_checked", "single_source_reason", "one_sided_reason"),
    ),
}
"""The fields that each format has. claimreview.json has a short form in the claim's place where there is one."""
NAMES = {"claimreview": "claimreview.json", "csv": "data/claims.csv"}

NOTHING = ("unknown", "none", "null", "nan", "na", "n/a")
"""Words that archives write where they have nothing to say, so that nobody's claim is one of them."""


def _line(text: str) -> str:
    return " ".join(FORBIDDEN.sub("", text).split())


def _said(text: str) -> bool:
    return any(map(str.isalnum, text)) and text.lower() not in NOTHING


TEXT = st.text(min_size=1, max_size=75).map(_line).filter(_said)
DAY = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)).map(lambda day: day.isoformat())
LATER_DAY = st.dates(min_value=date(2100, 1, 1), max_value=date(2199, 12, 31)).map(lambda day: day.isoformat())
CLAIM = st.fixed_dictionaries(
    {
        "claim": TEXT,
        "claimant": TEXT | st.just("unknown"),
        "claimed": st.sampled_from(["unknown", "1890", "1890-05", "1890-05-01"]),
        "verdict": st.sampled_from(["correct", "mixed", "incorrect", "unproven"]),
        "summary": TEXT,
        "published": DAY,
    },
    optional={
        "short": TEXT,
        "expires": LATER_DAY,
        "why_checked": TEXT,
        "single_source_reason": TEXT,
        "one_sided_reason": TEXT,
        "topics": st.lists(st.sampled_from(["ferries", "ships"]), unique=True, min_size=1),
    },
)
EVIDENCE = """\
appearances: [gazette-harbour]
sources:
  - {source: harbour-office-log, stance: contradicts, note: A note.}
  - {source: tower-register, stance: supports, note: A note.}
"""


def _file(claim: Data) -> str:
    fields = {
        name: f"[{', '.join(value)}]" if isinstance(value, list) else inline(value) for name, value in claim.items()
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items()) + EVIDENCE


def _imported(project: Path, target: Path, form: str) -> dict[str, Data]:
    """The claims that an import of the project's own export makes, in a project that has its documents and no claim."""
    shutil.rmtree(target, ignore_errors=True)
    assert attested("export", "--root", project, "--format", form, "--out", target / "out").exit_code == 0
    shutil.copytree(
        project / "claims",
        target / "claims",
        ignore=shutil.ignore_patterns("harbour", "lighthouse", "made", "dossiers"),
    )
    made = attested("import", target / "out" / NAMES[form], "--format", form, "--root", target)
    assert made.exit_code in (0, 1), made.output
    checked = attested("check", "--root", target)
    assert checked.exit_code == 0, checked.output
    paths = (target / "claims/imported").glob("*.yml")
    return {path.stem: yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in paths}


@pytest.mark.parametrize("form", CARRIED)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims=st.lists(CLAIM, min_size=1, max_size=6, unique_by=lambda claim: folded(claim["claimant"])))
def test_our_own_export_comes_back(project: Path, form: str, claims: list[Data]) -> None:
    """Every claim has its id again and says the same in every field that the format has."""
    shutil.rmtree(project / "claims/made", ignore_errors=True)
    put(project, {f"claims/made/claim-{number}.yml": _file(claim) for number, claim in enumerate(claims)})
    found = _imported(project, project.parent / "again", form)
    for number, claim in enumerate(claims):
        again = found[f"claim-{number}"]
        wanted = {name: claim[name] for name in CARRIED[form] if name in claim}
        assert {name: again.get(name) for name in wanted} == wanted
        assert set(again) - set(claim) - {"draft", "appearances", "sources", "short"} == set()
        assert again["draft"] == "true"


@pytest.mark.parametrize("form", CARRIED)
def test_the_project_of_port_example_comes_back(project: Path, tmp_path: Path, form: str) -> None:
    """The documents that make a claim are found again too; nothing is said to be unmapped but what was withdrawn."""
    found = _imported(project, tmp_path / "again", form)
    assert sorted(found) == ["ferry-doubled", "harbour-closed", "lighthouse-age"]
    for path in (project / "claims").glob("*/*.yml"):
        if path.stem in found:
            before = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
            wanted = {name: before[name] for name in CARRIED[form] if name in before}
            assert {name: found[path.stem].get(name) for name in wanted} == wanted
            assert found[path.stem]["appearances"] == before["appearances"]


@pytest.mark.parametrize("form", CARRIED)
def test_our_own_claims_are_not_imported_over(project: Path, tmp_path: Path, form: str) -> None:
    """Where the claims are, an import of their export leaves every file as it is."""
    assert attested("export", "--root", project, "--format", form, "--out", tmp_path / "out").exit_code == 0
    before = contents(project)
    made = attested("import", tmp_path / "out" / NAMES[form], "--format", form, "--root", project)
    assert "3 left to whoever edited them" in made.stderr
    assert contents(project) == before


def test_a_table_that_a_spreadsheet_could_run(project: Path, tmp_path: Path) -> None:
    """A cell that was guarded against being run as a formula has its text back."""
    claim = {"claim": "=1+1", "claimant": "@jane", "claimed": "unknown", "verdict": "mixed", "summary": "-5 is less."}
    put(project, {"claims/made/sum.yml": _file({**claim, "published": "2021-05-03"})})
    again = _imported(project, tmp_path / "again", "csv")["sum"]
    assert {name: again[name] for name in claim} == claim
    assert json.loads((tmp_path / "again/out/.attested.json").read_text("utf-8"))
