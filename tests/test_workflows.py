"""What runs on a code host: pinned, without secrets where strangers propose, and nothing that doesn't work here too."""

import base64
import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import REPOSITORY, contents, put
from playwright._impl._driver import compute_driver_executable

from generator.__main__ import main

GITHUB = REPOSITORY / ".github"
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted((GITHUB / "workflows").glob("*.yml"))}
WORKFLOWS: dict[str, dict[str, Any]] = {name: yaml.load(text, yaml.BaseLoader) for name, text in TEXTS.items()}
COMMANDS = set(main.list_commands(main.make_context("attested", [], resilient_parsing=True)))
TARGETS = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE))
PROPOSED = sorted(name for name, workflow in WORKFLOWS.items() if "pull_request" in workflow["on"])

WRITES = {
    ("deploy", "attest"): {"id-token", "attestations"},
    ("deploy", "record"): {"contents"},
    ("deploy", "deploy"): {"pages", "id-token"},
    ("preview-comment", "comment"): {"pull-requests"},
}
EXPRESSIONS = {
    "github.ref",
    "!cancelled()",
    "runner.temp",
    "github.token",
    "github.event.workflow_run.id",
    "github.event.workflow_run.head_sha",
    "steps.deployment.outputs.page_url",
}
"""None of them is a text that somebody who opens a pull request chooses."""


@dataclass(frozen=True)
class Step:
    """A step, and where it is."""

    workflow: str
    job: str
    said: dict[str, Any]


def _steps() -> Iterator[Step]:
    for name, workflow in WORKFLOWS.items():
        for job, body in workflow["jobs"].items():
            yield from (Step(name, job, step) for step in body["steps"])


STEPS = list(_steps())
RUNS = [step for step in STEPS if "run" in step.said]


def _named(workflow: str, name: str) -> str:
    """The shell lines of a step."""
    (found,) = [step.said["run"] for step in RUNS if step.workflow == workflow and step.said["name"] == name]
    assert isinstance(found, str)
    return found


# What holds for all of them


def test_the_workflows_are_these() -> None:
    """A new workflow needs a look at this file."""
    assert sorted(WORKFLOWS) == ["check", "deploy", "preview", "preview-comment"]
    assert PROPOSED == ["check", "preview"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned_by_hash(name: str) -> None:
    """Each action is named by a full commit hash, with the version it is, for people, behind it."""
    uses = re.findall(r"uses:.*", TEXTS[name])
    assert len(uses) == sum("uses" in step.said for step in STEPS if step.workflow == name)
    assert [line for line in uses if not re.fullmatch(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_an_action_has_one_version() -> None:
    """Two workflows don't use two versions of one action."""
    used = {step.said["uses"] for step in STEPS if "uses" in step.said}
    assert len(used) == len({one.partition("@")[0] for one in used})


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_write_only_what_it_has_to(name: str) -> None:
    """Rights are stated, reading at most for the whole, and each right to write is one of a job listed here."""
    workflow = WORKFLOWS[name]
    assert workflow["permissions"] in ({"contents": "read"}, {})
    for job, body in workflow["jobs"].items():
        given = body.get("permissions", {})
        assert {right for right, level in given.items() if level != "read"} == WRITES.get((name, job), set())
        assert int(body["timeout-minutes"]) <= 15


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_stranger_decides_what_is_run(name: str) -> None:
    """No trigger hands secrets to a pull request; no secret is named; each expression is one that nobody can choose."""
    assert "pull_request_target" not in WORKFLOWS[name]["on"]
    assert "secrets" not in re.sub(r"#.*", "", TEXTS[name])
    assert set(re.findall(r"\$\{\{ (.*?) }}", TEXTS[name])) <= EXPRESSIONS
    assert TEXTS[name].count("${{") == len(re.findall(r"\$\{\{ .*? }}", TEXTS[name]))


@pytest.mark.parametrize("name", PROPOSED)
def test_what_a_pull_request_runs_has_nothing_to_steal(name: str) -> None:
    """Its token reads, and no job asks for more."""
    assert WORKFLOWS[name]["permissions"] == {"contents": "read"}
    assert [job for job, body in WORKFLOWS[name]["jobs"].items() if "permissions" in body] == []


def test_no_credentials_stay_in_the_clone() -> None:
    """Whatever runs after the checkout can't push."""
    clones = [step.said["with"] for step in STEPS if step.said.get("uses", "").startswith("actions/checkout@")]
    assert len(clones) == 3
    assert [one for one in clones if one["persist-credentials"] != "false"] == []


def test_nothing_is_run_beside_the_right_to_comment() -> None:
    """The workflow that may write comments checks out nothing and runs no shell."""
    ours = [step for step in STEPS if step.workflow == "preview-comment"]
    actions = [step.said["uses"].partition("@")[0] for step in ours]
    assert actions == ["actions/download-artifact", "actions/github-script"]
    assert "${{" not in ours[1].said["with"]["script"]


@pytest.mark.parametrize("step", RUNS, ids=lambda step: f"{step.workflow}: {step.said['name']}")
def test_what_is_run_works_here_too(step: Step) -> None:
    """Each line is bash without an expression, and whatever it asks of make or of us exists."""
    run = step.said["run"]
    assert "${{" not in run
    assert subprocess.run(["bash", "-n", "-c", run], capture_output=True).stderr == b""
    assert set(re.findall(r"\bmake ([a-z-]+)", run)) <= TARGETS
    assert set(re.findall(r"\battested ([a-z]+)", run)) <= COMMANDS
    assert WORKFLOWS[step.workflow]["defaults"] == {"run": {"shell": "bash"}}


MAKES = sorted({line for step in RUNS for line in re.findall(r"\bmake [^\n;|&]+", step.said["run"])})


@pytest.mark.parametrize("line", MAKES)
def test_make_knows_what_to_do(line: str) -> None:
    """Each line that asks make works in a clone on anybody's machine, variables included."""
    planned = subprocess.run([*line.split(), "--dry-run"], cwd=REPOSITORY, capture_output=True, text=True, timeout=30)
    assert (planned.returncode, planned.stderr) == (0, "")
    form = re.search(r"FORMAT=(\w+)", line)
    assert form is None or f"--format {form[1]}" in planned.stdout


def test_all_that_is_needed_is_set_up_by_make() -> None:
    """No step installs or downloads by itself; what make installs is used in the steps after it alone."""
    for job in {(step.workflow, step.job): None for step in RUNS}:
        made = False
        for step in (one for one in RUNS if (one.workflow, one.job) == job):
            run = step.said["run"]
            assert re.findall(r"\b(pip|pipx|uv|npm|npx|curl|wget|apt|apt-get|sudo|python3?|mkdocs)\b", run) == []
            assert made or ".venv/" not in run
            made = made or "make " in run


# The preview, on a pull request made here

BASE = {
    "Makefile": "base",
    "mkdocs.yml": "base",
    "docs/about.md": "base",
    "docs/old.md": "base",
    "docs/assets/attested.js": "base",
    "docs/rules/empty.md": "base",
    "claims/publication.yml": "base",
    "claims/harbour/crane.yml": "base",
    "claims/harbour/gone.yml": "base",
    "claims/sources/log.yml": "base",
    "generator/mkdocs_hook.py": "base",
}
PROPOSAL = {
    **dict.fromkeys(BASE, "proposed"),
    "docs/new.md": "proposed",
    "docs/deep/new.md": "proposed",
    "docs/evil.js": "proposed",
    "claims/top.yml": "proposed",
    "claims/harbour/a b.yml": "proposed",
    "claims/sources/log.proofs.json": "proposed",
    "claims/dossiers/harbour.yml": "proposed",
    "overrides/main.html": "proposed",
}
REMOVED = {"docs/old.md", "claims/harbour/gone.yml"}
TAKE = "Keep the base branch; take claims/ and docs/*.md, as plain files"
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{who}_{what}": "keeper@port.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, capture_output=True, text=True).stdout


def _commit(folder: Path, message: str) -> None:
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", message)


def _bash(folder: Path, lines: str) -> subprocess.CompletedProcess[str]:
    """Run a step's lines as the code host runs them."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", lines]
    return subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, timeout=60)


def _files(folder: Path) -> dict[str, str]:
    return {path: said.decode() for path, said in contents(folder).items() if not path.startswith(".git/")}


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    """A clone at the merge of main and a proposal that changes everything, main having moved on meanwhile."""
    folder = tmp_path / "clone"
    put(folder, BASE)
    _git(folder, "init", "--quiet", "--initial-branch", "main")
    _commit(folder, "base")
    _git(folder, "switch", "--quiet", "--create", "proposal")
    put(folder, PROPOSAL)
    for path in REMOVED:
        (folder / path).unlink()
    _commit(folder, "proposal")
    _git(folder, "switch", "--quiet", "main")
    put(folder, {"claims/harbour/newer.yml": "base"})
    _commit(folder, "meanwhile")
    _merge(folder)
    return folder


def _merge(folder: Path) -> None:
    """What the code host builds: a commit with main and the proposal as its parents, in this order."""
    _git(folder, "switch", "--quiet", "--detach", "main")
    _git(folder, "merge", "--quiet", "--no-ff", "--message", "merge", "proposal")


def test_the_preview_takes_claims_and_handwritten_pages_alone(merged: Path) -> None:
    """All that can run, and every other file, is the base branch's; what main got meanwhile stays."""
    done = _bash(merged, _named("preview", TAKE))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    taken = {path: said for path, said in PROPOSAL.items() if path.startswith("claims/")}
    pages = {"docs/about.md": "proposed", "docs/new.md": "proposed"}
    expected = {**BASE, **taken, **pages, "claims/harbour/newer.yml": "base"}
    assert _files(merged) == {path: said for path, said in expected.items() if path not in REMOVED}
    assert _git(merged, "rev-parse", "HEAD") == _git(merged, "rev-parse", "main")


def _link(folder: Path) -> None:
    (folder / "claims/harbour/evil.yml").symlink_to("/etc/passwd")


def _linked_page(folder: Path) -> None:
    (folder / "docs/evil.md").symlink_to("../.git/config")


def _linked_folder(folder: Path) -> None:
    for path in (folder / "claims").rglob("*.yml"):
        path.unlink()
    for path in sorted((folder / "claims").rglob("*"), reverse=True):
        path.rmdir()
    (folder / "claims").rmdir()
    (folder / "claims").symlink_to("/etc")


def _module(folder: Path) -> None:
    commit = _git(folder, "rev-parse", "HEAD").strip()
    (folder / "claims/module").mkdir()
    _git(folder, "update-index", "--add", "--cacheinfo", f"160000,{commit},claims/module")


@pytest.mark.parametrize("attack", [_link, _linked_page, _linked_folder, _module])
def test_the_preview_refuses_links_and_submodules(tmp_path: Path, attack: Callable[[Path], None]) -> None:
    """A link could publish a file of the machine, a submodule could bring anything: nothing is taken at all."""
    put(tmp_path, BASE)
    _git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    _commit(tmp_path, "base")
    _git(tmp_path, "switch", "--quiet", "--create", "proposal")
    attack(tmp_path)
    _commit(tmp_path, "proposal")
    _merge(tmp_path)
    done = _bash(tmp_path, _named("preview", TAKE))
    assert done.returncode == 1
    assert done.stderr == "claims/ and docs/ may hold plain files only: no symbolic links, no submodules\n"
    assert _files(tmp_path) == BASE


def test_the_preview_gathers_generated_pages_of_what_changed(merged: Path) -> None:
    """Pages of changed claims, source documents and dossiers, and assets; hand-written pages may hold scripts.

    A draft has no page.
    """
    _git(merged, "switch", "--quiet", "proposal")
    put(merged, {"claims/draft-one.yml": "proposed", "claims/sources/only-drafts.yml": "proposed"})
    _commit(merged, "a draft")
    _merge(merged)
    _bash(merged, _named("preview", TAKE))
    changed = ("claims/crane", "claims/top", "claims/a b", "sources/log", "dossiers/harbour")
    pages = (*changed, "claims/newer", "about", "new")
    put(merged, {"site/assets/attested.css": "css", **{f"site/{page}/index.html": page for page in pages}})
    done = _bash(merged, _named("preview", "Gather the pages of what changed"))
    assert (done.returncode, done.stderr) == (0, "")
    gathered = {f"{page}/index.html": page for page in changed}
    assert _files(merged / "preview") == {"assets/attested.css": "css", **gathered}


@pytest.mark.parametrize(("code", "passes"), [(0, True), (1, True), (2, False)])
def test_findings_of_the_review_are_posted_too(tmp_path: Path, code: int, passes: bool) -> None:
    """Exit code 1 is a review with findings, 2 is no review."""
    put(tmp_path, {".venv/bin/attested": f'#!/bin/sh\necho "$@"\nexit {code}\n'})
    (tmp_path / ".venv/bin/attested").chmod(0o755)
    done = _bash(tmp_path, _named("preview", "Review the change"))
    assert (done.returncode == 0) is passes
    assert (tmp_path / "review.md").read_text() == "review --base HEAD --format markdown\n"


GH = """#!/bin/sh
case "$*" in
  *PUT*) for one in "$@"; do echo "$one"; done >put; cat >content ;;
  *) if [ -f main ]; then cat main; elif [ -f fault ]; then cat fault >&2; exit 1
     else echo '{"message":"Not Found"}'; echo "gh: Not Found (HTTP 404)" >&2; exit 1; fi ;;
esac
"""
RECORD = "Commit the log"
TAKE_LOG = "Take main's log of releases"
LINES = "".join(f'{{"number":{number},"previous":"{"0" * 280}"}}\n' for number in range(1, 500))
"""A log of so many releases that it fits into no argument of a program."""


def _with_gh(folder: Path, name: str) -> subprocess.CompletedProcess[str]:
    """Run a step of `deploy` where `gh` knows main's log from the file `main`, and keeps what it is sent."""
    put(folder, {"bin/gh": GH})
    (folder / "bin/gh").chmod(0o755)
    lines = _named("deploy", name)
    return _bash(folder, f'export PATH="$PWD/bin:$PATH" GITHUB_REPOSITORY=publisher/checks TMPDIR="$PWD"\n{lines}')


@pytest.mark.parametrize("before", [None, "", "{}\n", LINES])
def test_the_log_is_committed_where_it_grew(tmp_path: Path, before: str | None) -> None:
    """A first log is made, and a later one, however long, replaces the very file it grew from."""
    log = f"{before or ''}{{}}\n"
    put(tmp_path, {"log.jsonl": log, **({} if before is None else {"main": before})})
    done = _with_gh(tmp_path, RECORD)
    assert (done.returncode, done.stderr) == (0, "")
    wanted = [
        *("api", "--silent", "--method", "PUT", "repos/publisher/checks/contents/releases/log.jsonl"),
        *("-f", "branch=main", "-f", f"message=site: release {log.count(chr(10))}", "-F", "content=@-"),
        *(() if before is None else ("-f", f"sha={_git(tmp_path, 'hash-object', 'main').strip()}")),
    ]
    assert (tmp_path / "put").read_text().splitlines() == wanted
    assert base64.b64decode((tmp_path / "content").read_text(), validate=True).decode() == log


def test_a_log_that_is_there_already_is_left_alone(tmp_path: Path) -> None:
    """The same site, published again, adds no line."""
    put(tmp_path, {"log.jsonl": "{}\n", "main": "{}\n"})
    done = _with_gh(tmp_path, RECORD)
    assert (done.returncode, done.stderr, (tmp_path / "put").exists()) == (0, "", False)


@pytest.mark.parametrize("main", ["{}\n[]\n", "[]\n", "{}\n{}\n{}\n"])
def test_a_line_of_main_is_never_lost(tmp_path: Path, main: str) -> None:
    """A log that isn't main's with something behind it is refused: what was published stays in it."""
    put(tmp_path, {"log.jsonl": "{}\n{}\n", "main": main})
    done = _with_gh(tmp_path, RECORD)
    said = "releases/log.jsonl on main has changed since this release was built; run the workflow again\n"
    assert (done.returncode, done.stderr, (tmp_path / "put").exists()) == (1, said, False)


@pytest.mark.parametrize("name", [RECORD, TAKE_LOG])
def test_a_log_that_cannot_be_asked_for_is_not_taken_for_none(tmp_path: Path, name: str) -> None:
    """Whatever fails but for a file that isn't there stops the release."""
    put(tmp_path, {"log.jsonl": "{}\n", "fault": "gh: Server Error (HTTP 502)\n"})
    done = _with_gh(tmp_path, name)
    assert (done.returncode, done.stderr) == (1, "gh: Server Error (HTTP 502)\n")
    assert not (tmp_path / "put").exists()
    assert not (tmp_path / "releases").exists()


@pytest.mark.parametrize(
    ("own", "main", "taken"),
    [("{}\n", "{}\n[]\n", "{}\n[]\n"), (None, "{}\n", "{}\n"), ("{}\n", None, "{}\n"), (None, None, None)],
)
def test_a_release_grows_from_the_log_of_main(
    tmp_path: Path, own: str | None, main: str | None, taken: str | None
) -> None:
    """Of two pushes one after the other, the second's commit may lack the first's line."""
    files = {"releases/log.jsonl": own, "main": main}
    put(tmp_path, {path: said for path, said in files.items() if said is not None})
    done = _with_gh(tmp_path, TAKE_LOG)
    assert (done.returncode, done.stderr) == (0, "")
    assert _files(tmp_path).get("releases/log.jsonl") == taken
    steps = [step.said.get("name") for step in STEPS if (step.workflow, step.job) == ("deploy", "build")]
    assert steps.index(TAKE_LOG) + 1 == steps.index("Add the site to the log of releases")


# The comment

RUN = {
    "head_sha": "a" * 40,
    "head_branch": "claims-of-may",
    "head_repository": {"owner": {"login": "contributor"}},
    "html_url": "https://code.example/run/1",
}
OURS = {"number": 7, "head": {"sha": "a" * 40}}
STALE = {"number": 8, "head": {"sha": "b" * 40}}
HARNESS = """
const { script, pulls, comments, run, temp } = JSON.parse(require('fs').readFileSync(0, 'utf8'))
const did = []
const note = (name) => async (given) => { did.push([name, given]) }
const github = {
  rest: {
    pulls: { list: 'pulls' },
    issues: { listComments: 'comments', createComment: note('create'), updateComment: note('update') },
  },
  paginate: async (what, given) => { did.push([what, given]); return what === 'pulls' ? pulls : comments },
}
const context = { repo: { owner: 'publisher', repo: 'attested' }, payload: { workflow_run: run } }
const Script = Object.getPrototypeOf(async () => {}).constructor
new Script('require', 'github', 'context', 'process', script)(require, github, context, { env: { RUNNER_TEMP: temp } })
  .then(() => console.log(JSON.stringify(did)), (error) => console.log(JSON.stringify([['failed', error.message]])))
"""
START = (
    "<!-- attested review -->\nThe rendered pages of what changed are attached to "
    "[this run](https://code.example/run/1) as `preview`. Below is what a program made of the proposed files.\n\n"
)


def _posted(temp: Path, pulls: Sequence[object] = (OURS,), comments: Sequence[object] = ()) -> list[tuple[str, Any]]:
    """What the comment's script asks of the code host, in a node without one."""
    script = next(step.said["with"]["script"] for step in STEPS if "script" in step.said.get("with", {}))
    given = {"script": script, "pulls": pulls, "comments": comments, "run": RUN, "temp": str(temp)}
    command = [compute_driver_executable()[0], "-e", HARNESS]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, check=True, text=True, timeout=60)
    return [(name, about) for name, about in json.loads(done.stdout)]


def test_the_review_is_posted_on_the_pull_request_of_the_commit(tmp_path: Path) -> None:
    """Which pull request it is, the code host says; one that has moved on since gets none."""
    put(tmp_path, {"review/review.md": "## Review of the claims\n\n- Line 5: the verdict changed.\n"})
    listed, asked, created = _posted(tmp_path, [STALE, OURS])
    here = {"owner": "publisher", "repo": "attested"}
    assert listed == ("pulls", {**here, "state": "open", "head": "contributor:claims-of-may"})
    assert asked == ("comments", {**here, "issue_number": 7})
    body = f"{START}## Review of the claims\n\n- Line 5: the verdict changed.\n"
    assert created == ("create", {**here, "issue_number": 7, "body": body})


def test_a_second_review_takes_the_place_of_the_first(tmp_path: Path) -> None:
    """One comment is kept up to date, and only our own is touched."""
    put(tmp_path, {"review/review.md": "new"})
    said = [
        {"id": 1, "user": {"type": "User"}, "body": START},
        {"id": 2, "user": {"type": "Bot"}, "body": "another bot"},
        {"id": 3, "user": {"type": "Bot"}, "body": f"{START}old"},
    ]
    name, given = _posted(tmp_path, comments=said)[-1]
    assert (name, given["comment_id"], given["body"]) == ("update", 3, f"{START}new")


def test_a_hostile_review_reaches_nobody(tmp_path: Path) -> None:
    """Mentions, references, addresses, links, images, HTML and invisible text come apart; headings and lists stay."""
    hostile = (
        "# A\n- @team #12 GH-12 a/b#3 https://evil.example www.evil.example <img src=x> [a](b) [c] (d) ![e][f]\n"
        "&#64;team &commat;team &lt;b> "
        "[g]: h \u202eright\x1b\n"
    )
    put(tmp_path, {"review/review.md": hostile})
    gap = "\u200b"
    assert _posted(tmp_path)[-1][1]["body"] == (
        f"{START}# A\n- @{gap}team #{gap}12 GH{gap}-12 a/b#{gap}3 https:{gap}//evil.example www{gap}.evil.example "
        f"<{gap}img src=x> [a]{gap}(b) [c]{gap} (d) ![e]{gap}[f]\n&{gap}#{gap}64;team "
        f"&{gap}commat;team &{gap}lt;b> [g]{gap}: h right\n"
    )


def test_a_review_without_end_is_cut(tmp_path: Path) -> None:
    """GitHub takes 65,536 characters."""
    put(tmp_path, {"review/review.md": "@" * 60_000})
    assert 62_000 < len(_posted(tmp_path)[-1][1]["body"]) < 65_536


def test_main_alone_is_deployed() -> None:
    """Whoever starts the workflow by hand can choose a branch; nothing goes out of another, nor stands in the log."""
    jobs = WORKFLOWS["deploy"]["jobs"]
    assert jobs["build"]["if"] == "github.ref == 'refs/heads/main'"
    assert all("build" in jobs[name]["needs"] for name in jobs if name != "build")


def test_what_is_no_plain_file_of_its_size_is_not_read(tmp_path: Path) -> None:
    """A link in the download could post a file of the machine."""
    refused = [("failed", "the review is no plain file of its size")]
    put(tmp_path, {"review/secret": "secret"})
    (tmp_path / "review/review.md").symlink_to("secret")
    assert _posted(tmp_path) == refused
    (tmp_path / "review/review.md").unlink()
    put(tmp_path, {"review/review.md": "x" * 300_000})
    assert _posted(tmp_path) == refused


# What stands beside the workflows


def test_the_editor_is_recommended_one_extension() -> None:
    """The YAML extension, nothing more."""
    settings = json.loads((REPOSITORY / ".vscode/extensions.json").read_text("utf-8"))
    assert settings == {"recommendations": ["redhat.vscode-yaml"]}


def test_nobody_is_invented() -> None:
    """The file of owners is an explanation; each rule in it is a comment until a publisher has owners."""
    lines = (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == []
    paths = [line.split()[1] for line in lines if "@your-organisation" in line]
    assert paths
    assert [path for path in paths if not list(REPOSITORY.glob(path.strip("/")))] == []


def test_the_template_asks_for_what_exists() -> None:
    """Whatever the pull request's checklist asks of make or of us exists."""
    said = (GITHUB / "pull_request_template.md").read_text("utf-8")
    assert set(re.findall(r"`make ([a-z-]+)`", said)) <= TARGETS
    assert set(re.findall(r"`attested ([a-z]+)", said)) <= COMMANDS


def test_other_issues_are_welcome() -> None:
    """Not everything fits a form."""
    said = (GITHUB / "ISSUE_TEMPLATE/config.yml").read_text("utf-8")
    assert yaml.safe_load(said) == {"blank_issues_enabled": True}
