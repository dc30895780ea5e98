"""How a review is shown: as text, JSON, GitHub's commands and a comment, none of which obeys a contributor's text."""

import json
import re
from pathlib import Path

import pytest
from conftest import put
from hypothesis import given
from hypothesis import strategies as st
from test_review import FILES, KITES, RAIN, Repository, new_repository

from generator.problem import Problem
from generator.review.change import Change, Reviewed
from generator.review.git import Base
from generator.review.markdown import LIMIT, code, markdown
from generator.review.report import Review, text

HOSTILE = "<img src=x> @someone #1 ::error::x %0A ``` |x| ![](y) www.x.example"
ESCAPED = '"\\e[31m\\u202e"'
ADD = "add one: `- {date: …, kind: correction, what: …, why: …}`"
UNSAID = f"and no new entry in corrections says that it changed; {ADD} [silent-edit]"


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A publication into which hostile values and a hostile file name were put."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    made = new_repository(tmp_path / "publication")
    put(made.root, FILES)
    made.commit()
    made.edit(
        KITES,
        ("claimant: Example Gazette", f"claimant: '{HOSTILE}'"),
        ("note: The book was kept at the gate.", f"note: 'The book was kept {HOSTILE}'"),
    )
    made.edit(KITES, ("dossier: fair", f"authors: [{ESCAPED}]"))
    made.move(RAIN, "claims/fair/a\n::error::\x1b[31m`@someone`.yml")
    return made


def test_text(hostile: Repository) -> None:
    """Each value is one line of its own, and nothing in it reaches the terminal as a command."""
    made = hostile.review().output
    assert made.isprintable() is False
    assert all(line.isprintable() for line in made.splitlines())
    assert (
        "claims/fair/a\\n::error::\\x1b[31m`@someone`.yml (claim a\\n::error::\\x1b[31m`@someone`)\n"
        "  line 1: The file was renamed from 'claims/fair/rain-stopped.yml'; its address would change.\n"
    ) in made
    assert f"  line 2: The claimant was changed.\n    was: «Example Gazette»\n    now: «{HOSTILE}»\n" in made
    assert "New in the list of authors: '\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}'.\n" in made


def test_github(hostile: Repository) -> None:
    """Each change is a notice and each problem an error, one command a line, percent and line ends encoded."""
    made = hostile.review("--format", "github")
    value = HOSTILE.replace("%", "%25")
    name = "claims/fair/a\\n%3A%3Aerror%3A%3A\\x1b[31m`@someone`.yml"
    assert made.exit_code == 1
    assert made.output.splitlines() == [
        f"::notice file={name},line=1,col=1::The file was renamed from 'claims/fair/rain-stopped.yml'; "
        "its address would change.",
        f"::notice file={KITES},line=1,col=1::The dossier was removed: 'fair'.",
        f"::notice file={KITES},line=2,col=11::The claimant was changed. Was: «Example Gazette» Now: «{value}»",
        f"::notice file={KITES},line=14,col=11::The note of the evidence from 'fair-book' was reworded. "
        f"Was: The book was kept «at the gate.» Now: The book was kept «{value}»",
        f"::notice file={KITES},line=18,col=11::New in the list of authors: "
        "'\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}'.",
        f"::error file={name},line=1,col=1::seems to be the published claims/fair/rain-stopped.yml, whose address "
        "would lead nowhere; name the file rain-stopped.yml again, or add `former_ids: [rain-stopped]` [renamed-claim]",
        f"::error file={KITES},line=2,col=11::claimant: was published as 'Example Gazette', {UNSAID}",
    ]


def test_json(hostile: Repository) -> None:
    """Programs get every part of a change, and it as a sentence."""
    found = json.loads(hostile.review("--format", "json").output)
    assert found["base"] == {"commit": hostile.git("rev-parse", "HEAD"), "name": "where HEAD left main"}
    assert [problem["rule"] for problem in found["problems"]] == ["renamed-claim", "silent-edit"]
    assert found["changes"][2] == {
        "path": KITES,
        "line": 2,
        "column": 11,
        "about": "claim",
        "id": "kites-counted",
        "published": True,
        "quoted_by": [],
        "kind": "changed",
        "field": "claimant",
        "source": "",
        "before": "Example Gazette",
        "after": HOSTILE,
        "text": f"The claimant was changed. Was: «Example Gazette» Now: «{HOSTILE}»",
    }


def test_markdown(hostile: Repository) -> None:
    """A comment has a contributor's text in code alone, where no host looks for markup, mentions or links."""
    made = hostile.review("--format", "markdown")
    base = hostile.git("rev-parse", "HEAD")[:12]
    name = "a\\n::error::\\x1b[31m`@someone`"
    assert made.exit_code == 1
    assert (
        made.output
        == f"""\
## Review of the claims

Compared with `{base}`, `where HEAD left main`. 5 changes in 2 claims.

### Problems

- ``claims/fair/{name}.yml:1:1: seems to be the published claims/fair/rain-stopped.yml, whose address \
would lead nowhere; name the file rain-stopped.yml again, or add `former_ids: [rain-stopped]` [renamed-claim]``

- ``{KITES}:2:11: claimant: was published as 'Example Gazette', {UNSAID}``

### claim `` {name} ``

``claims/fair/{name}.yml``

- Line 1: The file was renamed from `claims/fair/rain-stopped.yml`; its address would change.

### claim `kites-counted`

`{KITES}`

- Line 1: The dossier was removed: `fair`.

- Line 2: The claimant was changed.

  ````diff
  - «Example Gazette»
  + «{HOSTILE}»
  ````

- Line 14: The note of the evidence from `fair-book` was reworded.

  ````diff
  - The book was kept «at the gate.»
  + The book was kept «{HOSTILE}»
  ````

- Line 18: New in the list of authors: `\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}`.
"""
    )


@given(st.text("`a @<#\n\\| \x1b"))
def test_a_code_span_holds_its_text(value: str) -> None:
    """No backquote in a value ends the span it stands in, which is one line and holds something."""
    made = code(value)
    opening = re.match("`+", made)
    assert opening
    runs = [run[0] for run in re.finditer("`+", made)]
    assert [place for place, run in enumerate(runs) if run == opening[0]] == [0, len(runs) - 1]
    assert made.endswith(opening[0])
    assert made.isprintable()


def _large(claims: int) -> Review:
    """A review of many claims, each with a long altered quotation and a problem."""
    change = Change(2, 3, "changed", ("sources", 0, "quote"), "six " * 400, "seven " * 400, "gazette-fair")
    reviewed = tuple(Reviewed("claim", f"c{n}", f"claims/c{n}.yml", (change,)) for n in range(claims))
    problems = tuple(Problem(one.path, 2, 3, "", "silent-edit", "`" * 20) for one in reviewed)
    return Review(Base("0" * 40, "where HEAD left main"), reviewed, problems)


def test_a_comment_has_a_limit() -> None:
    """GitHub refuses long comments: what is left out is counted, and all code is closed."""
    made = markdown(_large(100))
    assert LIMIT - 2_500 < len(made) <= LIMIT
    shown = len(re.findall("^- ", made, re.MULTILINE))
    assert made.endswith(f"\n\n_{200 - shown} more are left out here; `attested review` shows all._\n")
    assert made.count("\n  ```diff\n") == made.count("\n  ```\n") > 0


def test_a_small_comment_leaves_nothing_out() -> None:
    """What fits is shown whole."""
    assert "left out" not in markdown(_large(5))


def test_colour_is_for_terminals() -> None:
    """Only where colour is asked for does the text hold it, and then around problems alone."""
    assert "\x1b" not in text(_large(1))
    assert text(_large(1), colour=True).count("\x1b") == 2


def test_nothing_to_tell_github(hostile: Repository) -> None:
    """Without changes there is no line, not even an empty one."""
    hostile.git("stash", "--quiet", "--include-untracked")
    assert hostile.review("--format", "github").output == ""
