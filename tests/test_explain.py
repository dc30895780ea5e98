"""Every rule has a page that teaches: why, what breaks it with the report, what right looks like; kept current."""

import ast
import json
import pkgutil
import re
import shutil
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import REPOSITORY, attested, copy_project, one, page, parsed, put, text
from markdown import Markdown

import generator
from generator import explain
from generator.__main__ import main
from generator.commands.explain import command
from generator.commands.tidy import command as tidy
from generator.problem import RULES

for _module in pkgutil.walk_packages(generator.__path__, "generator."):
    import_module(_module.name)

FOLDER = REPOSITORY / explain.EXAMPLES
REPLACED = sorted(name for name, (wrong, _) in explain.RIGHT.items() if wrong and (FOLDER / name).is_dir())
PAGES = explain.pages(REPOSITORY)

VERDICT = """\
# unknown-verdict

**An error.** Nothing is published until it is mended.

A verdict is a word of the scale.

## What breaks it

`claims/crane.yml`, from line 1:

```yaml
claim: The crane was painted.
verdict: incorect
```

The report:

```text
claims/crane.yml:2:10: verdict: 'incorect' is not on the verdict scale; did you mean 'incorrect'? [unknown-verdict]
1 problem
```

## What right looks like

```yaml
claim: The crane was painted.
verdict: incorrect
```
"""


def _explain(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one rule's example, whose reason is short."""
    monkeypatch.setattr(RULES["unknown-verdict"], "why", "A verdict is a word of the scale.")
    report = re.findall(r"^claims/.*\n1 problem\n", VERDICT, re.MULTILINE)[0]
    example = "claim: The crane was painted.\nverdict: incorect\n"
    at = f"{explain.EXAMPLES}/unknown-verdict"
    put(tmp_path, {f"{at}/claims/crane.yml": example, f"{at}/{explain.EXPECTED}": report})
    return tmp_path


def test_every_rule_is_in_one_group() -> None:
    """The groups hold each rule of the program once."""
    listed = [rule.name for rules in explain.kinds().values() for rule in rules]
    assert sorted(listed) == sorted(RULES)


def test_the_pages_are_current() -> None:
    """What is committed is what the docstrings and examples say now."""
    made = _explain("--check", "--root", REPOSITORY)
    assert (made.output, made.exit_code) == ("", 0)


def test_what_right_looks_like_is_of_a_rule() -> None:
    """Each rule's page shows what right looks like, and no rule that is gone is still taught."""
    assert explain.RIGHT.keys() == RULES.keys()
    assert [name for name, (_, right) in explain.RIGHT.items() if not right and not explain.RIGHT[name][0]] == []


@pytest.mark.parametrize("rule", REPLACED)
def test_what_right_looks_like_is_right(rule: str, tmp_path: Path) -> None:
    """The words replaced stand in one file of the example, and with the right ones the project breaks no rule."""
    wrong, right = explain.RIGHT[rule]
    root = copy_project(tmp_path / "project")
    shutil.copytree(FOLDER / rule, root, dirs_exist_ok=True)
    laid = [root / path for path in explain.example(REPOSITORY, rule).files]
    (path,) = [path for path in laid if wrong in path.read_text("utf-8")]
    path.write_text(path.read_text("utf-8").replace(wrong, right, 1), "utf-8")
    made = attested("check", "--root", root, "--strict")
    assert (made.output, made.exit_code) == ("No problems.\n", 0)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_an_example_stays_inside_its_fence(name: str) -> None:
    """Nothing that an example holds becomes a heading, a link or an image of the page."""
    body = PAGES[name].split("---\n", 2)[2]
    page = parsed(Markdown(extensions=["attr_list", "tables", "toc", "fenced_code"]).convert(body))
    titles = {heading.text for heading in page.iter("h2")}
    links = {link.get("href") for link in page.iter("a")}
    assert one(page, ".//h1").text
    assert titles <= {"What breaks it", "What right looks like", *explain.kinds()}
    assert links == (
        {*PAGES.keys() - {"index.md"}, "../contribute.md"} if name == "index.md" else {"index.md", "../contribute.md"}
    )
    assert list(page.iter("img")) == []


def test_an_example_with_backquotes_and_invisible_characters_is_harmless() -> None:
    """The fence is longer than any in the example; what nobody sees is written out; long lines are cut."""
    example = explain.Example({"a.yml": f"claim: ````\n# \u202e{'x' * 200}\n"}, "a.yml:1:1: ``` [empty]\n1 problem\n")
    made = explain.page("empty", example)
    assert "`````yaml\nclaim: ````\n# \\u202e" + 101 * "x" + "…\n`````\n" in made
    assert "````text\na.yml:1:1: ``` [empty]\n1 problem\n````\n" in made


def test_explain_prints_the_page(folder: Path) -> None:
    """The reason, the example around what is wrong, its report, and the same lines put right."""
    made = _explain("unknown-verdict", "--root", folder)
    assert (made.output, made.exit_code) == (VERDICT, 0)


def test_the_name_may_be_pasted_with_its_brackets(folder: Path) -> None:
    """A problem's line ends in `[rule]`, and that is what people copy."""
    assert _explain("[unknown-verdict]", "--root", folder).output == VERDICT


def test_without_the_examples_a_page_still_teaches(folder: Path) -> None:
    """The installed program has no tests: the page is its reason, what is wrong and what is right."""
    shutil.rmtree(folder / "tests")
    breaks, right = "## What breaks it", "## What right looks like"
    start = VERDICT.partition(breaks)[0]
    made = _explain("unknown-verdict", "--root", folder)
    assert made.output == (
        f"{start}{breaks}\n\n```yaml\nverdict: incorect\n```\n\n{right}\n\n```yaml\nverdict: incorrect\n```\n"
    )


def test_a_rule_that_a_command_follows_shows_the_command(folder: Path) -> None:
    """What nobody writes by hand is shown as the command that writes it."""
    made = _explain("unused-proof", "--root", folder)
    assert made.output.startswith(
        "# unused-proof\n\n**A warning.** It stops nothing, but give readers what it asks for."
    )
    assert made.output.endswith("## What right looks like\n\n```text\nattested attest\n```\n")


def _said() -> set[str]:
    """What messages of commands end in, wherever the program makes one by hand."""
    calls = (
        node
        for path in (REPOSITORY / "generator").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    )
    found: set[str] = set()
    for call in calls:
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        places = {"Problem": call.args[4:5], "note": call.args[1:2]}.get(name, [])
        named = [one.value for one in call.keywords if name == "CaptureError" and one.arg == "rule"]
        found |= {str(one.value) for one in (*places, *named) if isinstance(one, ast.Constant)}
    return found


def test_what_a_command_s_message_ends_in_is_explained_too() -> None:
    """Whoever copies it is told whose it is, and there is nothing that no message ends in."""
    said = _said() - RULES.keys()
    assert said == explain.BESIDE.keys() - {"capture"}
    assert _explain("[tidy]").output == (
        "[tidy] is no rule of the claims: a file isn't in canonical form, or can't be put into it. "
        "Run `attested tidy`: it changes no value and loses no comment.\n"
    )
    assert [name for name in sorted(said) if not _explain(name).output.startswith(f"[{name}] is no rule")] == []


def test_without_a_rule_all_are_listed() -> None:
    """Each rule stands in its group with its first sentence; a warning is marked."""
    made = _explain()
    groups = [block.splitlines() for block in made.output.split("\n\n")]
    assert [group[0] for group in groups] == [f"{title}:" for title in explain.kinds()]
    assert sum(len(group) - 1 for group in groups) == len(RULES)
    assert "  not-a-file: Only plain files count." in groups[0]
    assert groups[3][-1].startswith("  unused-source: A source document that no claim uses has a page nobody finds, ")
    assert groups[3][-1].endswith(". (warning)")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["unknown-verdit"], "there is no rule 'unknown-verdit'; did you mean 'unknown-verdict'?"),
        (["\x1b[31m"], "there is no rule '\\x1b[31m'; `attested explain` lists them all"),
        (["empty", "--check"], "all pages are written and checked together; leave the rule out"),
        (["--write", "--root", "/nowhere"], "the pages are made from tests/rules/, which is not in '/nowhere'"),
    ],
)
def test_wrong_use_is_said(arguments: list[str], message: str) -> None:
    """A rule that doesn't exist, and what can't be done, is wrong use, with a hint where one is near."""
    made = _explain(*arguments)
    assert made.exit_code == 2
    assert made.output.endswith(f"\nError: {message}\n")


def test_write_brings_the_pages_up_to_date(folder: Path) -> None:
    """A page that is missing, old or of a rule that is gone fails the check, and `--write` mends all three."""
    pages = folder / explain.PAGES
    assert (
        _explain("--write", "--root", folder).output
        == f"{len(RULES) + 1} pages in {pages}; {len(RULES) + 1} changed.\n"
    )
    (pages / "empty.md").unlink()
    put(pages, {"gone.md": "# gone\n", "unknown-verdict.md": "# old\n"})
    checked = _explain("--check", "--root", folder)
    stale = "empty.md, gone.md, unknown-verdict.md"
    assert checked.output == f"Not up to date in docs/rules: {stale}. Run `attested explain --write`.\n"
    assert checked.exit_code == 1
    assert _explain("--write", "--root", folder).output == f"{len(RULES) + 1} pages in {pages}; 3 changed.\n"
    assert _explain("--check", "--root", folder).exit_code == 0
    assert VERDICT in (pages / "unknown-verdict.md").read_text("utf-8")


# The page for contributors, which leads to these pages


CONTRIBUTE = (REPOSITORY / "docs/contribute.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"^`(claims/\S+\.yml)`:\n\n```yaml\n(.*?)^```$", CONTRIBUTE, re.MULTILINE | re.DOTALL))
PARTS = [
    block
    for block in re.findall(r"^```yaml\n(.*?)^```$", CONTRIBUTE, re.MULTILINE | re.DOTALL)
    if block not in EXAMPLES.values()
]
CLAIM = "claims/harbour/harbour-closed.yml"


def _contributed(root: Path, files: dict[str, str]) -> Path:
    """A project with the real publication's facts and pages, and of claims only these."""
    shutil.copytree(REPOSITORY / "docs", root / "docs", ignore=shutil.ignore_patterns("_generated"))
    put(root, {**files, "claims/publication.yml": (REPOSITORY / "claims/publication.yml").read_bytes()})
    return root


def test_the_page_for_contributors_is_complete() -> None:
    """It shows a claim, three documents, what may come later, and keeps the anchors that others link to."""
    assert sorted(EXAMPLES) == [
        CLAIM,
        "claims/sources/gazette-harbour.yml",
        "claims/sources/harbour-office-log.yml",
        "claims/sources/shipowners-letter.yml",
    ]
    assert [part.partition(":")[0] for part in PARTS] == ["corrections", "withdrawn", "former_ids"]
    anchors = set(re.findall(r"\{#([a-z-]+)}", CONTRIBUTE))
    assert {"contribute", "add-a-claim", "edit-a-claim", "suggest-a-correction"} <= anchors


@pytest.mark.parametrize("part", ["", *PARTS], ids=lambda part: part.partition(":")[0] or "alone")
def test_the_example_for_contributors_has_no_problem(part: str, tmp_path: Path) -> None:
    """Whoever copies the example gets no problem and no warning, corrected or withdrawn too."""
    root = _contributed(tmp_path / "project", {**EXAMPLES, CLAIM: EXAMPLES[CLAIM] + part})
    made = attested("check", "--root", root, "--strict")
    assert (made.output, made.exit_code) == ("No problems.\n", 0)


def test_the_example_for_contributors_is_tidy(tmp_path: Path) -> None:
    """Whoever copies the example and tidies up finds it unchanged."""
    root = _contributed(tmp_path / "project", EXAMPLES)
    made = CliRunner().invoke(tidy, ["--check", "--root", str(root), *(str(root / path) for path in EXAMPLES)])
    assert (made.output, made.exit_code) == ("No problems.\n", 0)


def test_the_problem_shown_to_contributors_is_what_they_get(tmp_path: Path) -> None:
    """The mistake that the page speaks of gets the report that the page shows."""
    wrong = EXAMPLES[CLAIM].replace("verdict: incorrect", "verdict: incorect")
    made = attested("check", "--root", _contributed(tmp_path / "project", {**EXAMPLES, CLAIM: wrong}))
    assert f"```text\n{made.output}```\n" in CONTRIBUTE


def test_every_command_shown_to_contributors_exists() -> None:
    """Nobody is sent to a command, a target or a rule that isn't there."""
    commands = main.list_commands(main.make_context("attested", [], resilient_parsing=True))
    targets = re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"(?:^|`)attested ([a-z]+)", CONTRIBUTE, re.MULTILINE)) <= set(commands)
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", CONTRIBUTE, re.MULTILINE)) <= set(targets)
    assert set(re.findall(r"explain ([a-z-]+)", CONTRIBUTE)) <= RULES.keys()


# The page of all fields


FIELDS = (REPOSITORY / "docs/fields.md").read_text("utf-8")
FIGURE, MEDIA, DOSSIER = re.findall(r"^```yaml\n(.*?)^```$", FIELDS, re.MULTILINE | re.DOTALL)
COUNTED = re.compile(r"  - source: harbour-office-log\n(?:    .*\n)+")


@pytest.mark.parametrize(
    ("claim", "more"),
    [
        (COUNTED.sub(FIGURE.removeprefix("sources:\n"), EXAMPLES[CLAIM]), {}),
        (EXAMPLES[CLAIM] + MEDIA, {}),
        (EXAMPLES[CLAIM] + "dossier: harbour\n", {"claims/dossiers/harbour.yml": DOSSIER}),
    ],
    ids=["figure", "media", "dossier"],
)
def test_the_examples_of_fields_have_no_problem(claim: str, more: dict[str, str], tmp_path: Path) -> None:
    """Each stands in the contributors' example as it is."""
    assert claim != EXAMPLES[CLAIM]
    root = _contributed(tmp_path / "project", {**EXAMPLES, CLAIM: claim, **more})
    made = attested("check", "--root", root, "--strict")
    assert (made.output, made.exit_code) == ("No problems.\n", 0)


@pytest.mark.parametrize("kind", ["claim", "source", "dossier", "publication"])
def test_the_page_of_fields_has_every_field(kind: str, site: Path) -> None:
    """With what an editor says of it, and whether it is needed; in the order of the schema."""
    schema = json.loads((REPOSITORY / f"docs/schema/{kind}.json").read_text("utf-8"))
    article = one(page(site, "fields"), ".//article")
    heading = next(n for n, part in enumerate(article) if part.tag == "h2" and part.get("id") == kind)
    lists = next(part for part in article[heading:] if part.find("dl") is not None)
    first = one(lists, "dl[1]")
    told = dict(zip([text(term) for term in first.iter("dt")], [text(said) for said in first.iter("dd")], strict=True))
    needed = {name: f"{name}{' needed' if name in schema['required'] else ''}" for name in schema["properties"]}
    assert list(told) == list(needed.values())
    for name, field in schema["properties"].items():
        assert told[needed[name]].startswith(field.get("description", "").replace("`", ""))
