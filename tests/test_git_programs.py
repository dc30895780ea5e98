"""Git is asked what is published and when; programs that a repository's settings name are not run for it."""

from pathlib import Path

from conftest import put
from test_review import FILES, KITES, Repository, new_repository

from generator.manifest.commit import commit

SETTINGS = """
[core]
	fsmonitor = {run}
	pager = {run}
	hooksPath = hooks
	sshCommand = {run}
	editor = {run}
[log]
	showSignature = true
[gpg]
	program = {run}
[diff]
	external = {run}
[diff "ours"]
	textconv = {run}
	command = {run}
[filter "ours"]
	clean = {run}
	smudge = {run}
	required = true
[filter "a.b=c"]
	process = {run}
[credential]
	helper = {run}
[alias]
	status = !{run}
"""
HOOKS = ("post-index-change", "pre-auto-gc", "fsmonitor-watchman", "reference-transaction", "post-checkout")


def armed(repository: Repository, trap: Path) -> Repository:
    """The repository with programs of its own at each place; the newest commit has a signature to check."""
    run = repository.root.parent / "run"
    run.write_text(f"#!/bin/sh\necho ran >> '{trap}'\ncat\n", "utf-8")
    for name in HOOKS:
        put(repository.root, {f"hooks/{name}": run.read_text("utf-8")})
        (repository.root / "hooks" / name).chmod(0o755)
    run.chmod(0o755)
    head = repository.git("cat-file", "commit", "HEAD")
    about, _, message = head.partition("\n\n")
    mark = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    put(repository.root.parent, {"signed": f"{about}\n{mark}\n\n{message}\n"})
    name = repository.git("hash-object", "-t", "commit", "-w", str(repository.root.parent / "signed"))
    repository.git("update-ref", "HEAD", name)
    with (repository.root / ".git/config").open("a", encoding="utf-8") as file:
        file.write(SETTINGS.format(run=run))
    put(repository.root, {".git/info/attributes": "*.yml diff=ours filter=ours\n*.md filter=a.b=c\n"})
    return repository


def test_a_review_runs_no_program(tmp_path: Path) -> None:
    """Hooks, filters, drivers of diffs, pagers, monitors and checkers of signatures stay where they are."""
    made = new_repository(tmp_path / "publication")
    put(made.root, FILES)
    made.commit()
    armed(made, tmp_path / "trap")
    made.edit(KITES, ("at the gate", "at the door"))
    assert "1 change in 1 claim." in made.review().output
    assert not (tmp_path / "trap").exists()
    made.git("status")
    assert (tmp_path / "trap").exists()  # the traps work


def test_a_build_runs_no_program(tmp_path: Path) -> None:
    """Nor does the question which commit the content stands at."""
    made = new_repository(tmp_path / "publication")
    put(made.root, {"mkdocs.yml": "", **FILES})
    made.commit()
    armed(made, tmp_path / "trap")
    for path in made.root.rglob("*.yml"):
        path.touch()  # so that git has to look inside
    assert commit(made.root) == made.git("rev-list", "-1", "HEAD", "--", "claims", "mkdocs.yml")
    made.edit(KITES, ("at the gate", "at the door"))
    assert commit(made.root) == "unknown"
    assert not (tmp_path / "trap").exists()
    made.git("status")
    assert (tmp_path / "trap").exists()
