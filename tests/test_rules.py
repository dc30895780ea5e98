"""Each rule has an example that breaks it and nothing else, with the exact report.

An example is a folder of files over Port Example's project. What git can't hold, or what is not there, BUILDERS make.
"""

import os
import pkgutil
import shutil
import subprocess
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import REPOSITORY, attested, copy_project, mkdocs, python

import generator
from generator.commands.review import command as review
from generator.problem import RULES

EXAMPLES = REPOSITORY / "tests/rules"
EXPECTED = "expected.txt"
CLAIM = "claims/harbour/crane-painted.yml"

for _module in pkgutil.walk_packages(generator.__path__, "generator."):
    import_module(_module.name)


def _claim(root: Path, content: bytes) -> None:
    (root / CLAIM).write_bytes(content)


def _captured(root: Path) -> None:
    """The gazette's article at hand, as it was when its quotations were proved."""
    described = root / "claims/sources/gazette-harbour.yml"
    before = described.read_bytes()
    saved = root / "saved/gazette-harbour.txt"
    made = attested(
        *("capture", saved, "--id", "gazette-harbour", "--start", "PORT EXAMPLE, Monday"),
        *("--root", root, "--captures", root / "captures"),
    )
    assert made.exit_code == 0
    assert described.read_bytes() == before


def _linked(root: Path) -> None:
    """Files below claims/ and docs/ that have a name beside them too."""
    (root / "private.txt").write_text("claim: [", "utf-8")
    for name in (CLAIM, "docs/assets/private.txt"):
        os.link(root / "private.txt", root / name)


def _in_polish(root: Path) -> None:
    """All documents, as the example's publication is: then nothing quoted needs a translation."""
    for path in (root / "claims/sources").glob("*.yml"):
        text = path.read_text("utf-8").replace("\nlanguage: en\n", "\n")
        path.write_text(text if "\nlanguage: " in text else f"{text}language: pl\n", "utf-8")


BUILDERS: dict[str, Callable[[Path], object]] = {
    "unreadable": lambda root: (_claim(root, b""), (root / CLAIM).chmod(0)),
    "not-a-file": lambda root: ((root / CLAIM).symlink_to("/etc/passwd"), os.mkfifo(root / "claims/harbour/pipe.yml")),
    "hard-link": _linked,
    "unportable-name": lambda root: (
        (root / "claims/nul").mkdir(),
        *((root / "docs/assets" / name).write_bytes(b"") for name in ("Map.png", "map.png", "a?.png")),
    ),
    "too-large": lambda root: _claim(root, b"#" * 65_537),
    "encoding": lambda root: _claim(root, "claim: The crane\nclaimant: Café".encode("latin-1")),
    "forbidden-character": lambda root: _claim(
        root,
        (EXAMPLES / "bad-url" / CLAIM)
        .read_bytes()
        .replace(b"crane-spring", b"radio-ferry")
        .replace(b"crane was", "crane\x00 \u202ewas".encode())
        .replace(b"no works", b'"\\u2028no works"\n# no works'),
    ),
    "too-deep": lambda root: _claim(root, b"claim: " + b"[" * 20_000),
    "too-many-values": lambda root: _claim(root, b"topics: [" + b"ships, " * 2_500 + b"ships]"),
    "no-publication": lambda root: (root / "claims/publication.yml").unlink(),
    "broken-link": lambda root: (root / "docs/methodology.md").unlink(),
    "untranslated": _in_polish,
    "quote-not-found": _captured,
    "quote-not-beside": _captured,
}


def _rewritten(root: Path, old: str, new: str) -> None:
    """The example's claim under review, changed before it is published."""
    path = root / REVIEWED
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


REVIEWED = "claims/harbour/harbour-closed.yml"
FORMER = "former_ids: [harbour-shut]\n"
WITHDRAWN = "withdrawn: {date: 2025-07-02, reason: The log was forged.}\n"
# Rules on what may change after publication: the project is published first, and the example's files are put over it.
PUBLISHED = {
    "backdated-correction",
    "changed-source",
    "changed-verdict",
    "day-to-come",
    "deleted-claim",
    "deleted-file",
    "edited-correction",
    "lost-address",
    "not-compared",
    "postdated-correction",
    "renamed-claim",
    "renamed-file",
    "silent-edit",
    "unpublished",
    "unwithdrawn",
}
BUILDERS |= {
    "deleted-claim": lambda root: (root / REVIEWED).unlink(),
    "deleted-file": lambda root: [
        (root / f"claims/{name}.yml").unlink() for name in ("sources/harbour-office-log", "dossiers/harbour")
    ],
    "renamed-claim": lambda root: (root / REVIEWED).rename(root / "claims/harbour/harbour-shut.yml"),
    "renamed-file": lambda root: [
        (root / old).rename(root / new)
        for old, new in (
            ("claims/sources/harbour-office-log.yml", "claims/sources/harbour-log.yml"),
            ("claims/dossiers/harbour.yml", "claims/dossiers/port.yml"),
        )
    ],
    "unwithdrawn": lambda root: _rewritten(root, WITHDRAWN, ""),
    "lost-address": lambda root: _rewritten(root, FORMER, ""),
}


def _publish(rule: str, root: Path) -> None:
    """Commit the project as it is, for one rule with a claim withdrawn, for another with a former id."""
    if rule == "lost-address":
        _rewritten(root, "\npublished:", f"\n{FORMER}published:")
    if rule == "unwithdrawn":
        _rewritten(root, "\npublished:", f"\n{WITHDRAWN}published:")
    me = ("-c", "user.name=A. Clerk", "-c", "user.email=clerk@port.example", "-c", "commit.gpgsign=false")
    for command in (["init", "--quiet"], ["add", "claims"], [*me, "commit", "--quiet", "--message", "published"]):
        subprocess.run(["git", *command], cwd=root, check=True, timeout=30)


def _check(rule: str, root: Path) -> tuple[str, int]:
    """What the check of the example says, and its exit code."""
    if rule == "unreadable" and os.geteuid() == 0:
        return _unprivileged(root)
    if rule == "broken-anchor":
        done = mkdocs(root, root / "site", "--quiet")
        return done.stderr, done.returncode
    if rule in ("broken-link", "taken-address"):
        built = attested("build", "--root", root)
        return built.output.replace("Nothing was written.\n", ""), built.exit_code
    if rule in PUBLISHED:
        reviewed = CliRunner().invoke(review, ["--base", "HEAD", "--root", str(root)])
        return reviewed.output.rpartition("\n\n")[2], reviewed.exit_code
    made = attested("check", "--root", root, "--captures", root / "captures", "--today", "2026-01-01")
    return made.output, made.exit_code


def _unprivileged(root: Path) -> tuple[str, int]:
    """The same as root without the right to read every file."""
    without = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
    done = python("-m", "generator", "check", "--root", root, prefix=without)
    return done.stdout, done.returncode


def _example(rule: str, root: Path) -> Path:
    """The project that breaks the rule."""
    copy_project(root)
    if rule in PUBLISHED:
        _publish(rule, root)
    shutil.copytree(EXAMPLES / rule, root, dirs_exist_ok=True)
    if rule in BUILDERS:
        BUILDERS[rule](root)
    return root


@pytest.mark.parametrize("rule", sorted(path.name for path in EXAMPLES.iterdir()))
def test_the_example_gets_exactly_its_report(rule: str, tmp_path: Path) -> None:
    """The report names every breach of the rule with its place and remedy; errors fail the check, warnings don't."""
    output, code = _check(rule, _example(rule, tmp_path / "project"))
    assert output == (EXAMPLES / rule / EXPECTED).read_text("utf-8")
    assert code == (1 if RULES[rule].severity == "error" else 0)


def test_every_rule_has_an_example() -> None:
    """A rule without an example, or an example without its rule, is not finished."""
    assert {path.name for path in EXAMPLES.iterdir()} == set(RULES)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_report_names_the_rule_and_no_other(rule: str) -> None:
    """An example breaks its own rule alone."""
    *problems, _count = (EXAMPLES / rule / EXPECTED).read_text("utf-8").splitlines()
    assert problems
    assert [line for line in problems if not line.endswith(f"[{rule}]")] == []


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_says_why(rule: str) -> None:
    """A rule's docstring is its reason on one line and, in a paragraph of its own, how to follow it."""
    why = RULES[rule].why
    assert why.endswith(".")
    assert "\n\n" in why


def test_the_project_breaks_no_rule(project: Path) -> None:
    """What the examples are built on is faultless, warnings included."""
    made = attested("check", "--root", project, "--strict")
    assert (made.output, made.exit_code) == ("No problems.\n", 0)
