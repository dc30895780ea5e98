"""`review`: what changed since the claims were published, in editorial terms; silent edits are refused."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from generator.commands import options
from generator.contents import FOLDER, SETTINGS, Contents
from generator.folder import read
from generator.review import git, report
from generator.review.compare import compare
from generator.review.entries import at_base
from generator.review.guard import guard
from generator.review.markdown import markdown
from generator.review.report import Review
from generator.review.since import was_published

FORMATS = ("text", "json", "github", "markdown")


@click.command("review", short_help="Say what changed since publication, and refuse silent edits.")
@click.option("--base", metavar="REV", help="The revision to compare with; by default where HEAD left the main branch.")
@options.root
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to show the changes: for people, for programs, as annotations or as a comment of a pull request.",
)
@click.option("--today", callback=options.day, metavar="DATE", help="The day it is; by default what the clock says.")
def command(base: str | None, root: Path, form: str, today: str | None) -> None:
    r"""Compare the claims with what is published, and say what changed as an editor would.

    Each change is a sentence: a verdict changed, a quotation altered, a claim withdrawn. What was published is changed
    openly: with a new entry in the corrections of each claim that it concerns. Exit code 1 where that is missing, or
    something published is.
    The base is a state that was published; `published_since` in claims/publication.yml says which ones weren't.

    \b
    Examples:
      attested review
      attested review --base v1.2
      attested review --format markdown
    """
    made = _review(root, base, today or _today())
    made = report.placed(made, options.before(root, form))
    if form == "text":
        click.echo(report.text(made, colour=sys.stdout.isatty()), color=True)
    elif form == "markdown":
        click.echo(markdown(made), nl=False)
    else:
        said = report.as_json(made) if form == "json" else report.github(made)
        click.echo(said, nl=bool(said))
    options.finish(made.problems)


def _today() -> str:
    """The day that has begun somewhere on earth: nobody who writes their own day writes one that is to come."""
    return (datetime.now(UTC) + timedelta(hours=14)).date().isoformat()


def _review(root: Path, revision: str | None, today: str) -> Review:
    """The review against this revision, by default the merge base."""
    try:
        base = git.merge_base(root) if revision is None else git.named(root, revision)
        published = at_base(git.files(root, base.commit))
        until = today if revision is None else _until(root, base.commit, today)
    except git.GitError as error:
        raise click.UsageError(str(error)) from None
    reviewed = compare(published, read(root, options.progress("files read")), today)
    guarded = was_published(_since(root, published), until)
    return Review(base, reviewed, tuple(guard(reviewed)) if guarded else (), guarded)


def _until(root: Path, commit: str, today: str) -> str:
    """Until which day a revision's state stood: to this day, unless another took its place."""
    after = git.following(root, commit)
    return max(git.day(root, commit), git.day(root, after) if after else today)


def _since(root: Path, published: Contents) -> str | None:
    """Since when the publication is published, by the base and else by the main branch, never by what is reviewed."""
    if published.settings and (since := published.settings.value.published_since):
        return since
    try:
        main = git.files(root, git.merge_base(root).commit)
    except git.GitError:
        return None
    settings = at_base({path: content for path, content in main.items() if path == f"{FOLDER}/{SETTINGS}"}).settings
    return settings.value.published_since if settings else None
