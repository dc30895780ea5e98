"""`changes`: what readers would want to hear of since an earlier state, for newsletters and bots."""

import sys
from pathlib import Path

import click

from generator.check import check
from generator.commands import options
from generator.export import news
from generator.review import git
from generator.review.entries import at_base


@click.command("changes", short_help="List new, corrected and withdrawn fact-checks, for newsletters and bots.")
@click.option("--since", required=True, metavar="REV", help="The revision since which: a tag, a branch or a commit.")
@options.root
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "json", "atom"]),
    default="markdown",
    show_default=True,
    help="For a newsletter, for programs, or as a feed, which needs the site's address.",
)
def command(since: str, root: Path, form: str) -> None:
    r"""List the fact-checks that are new, corrected or withdrawn since a revision, the newest first.

    Drafts are no news, nor are edits that the claims don't announce; `attested review` shows those. Exit code 1 where a
    claim is faulty, and then nothing is listed.

    \b
    Examples:
      attested changes --since HEAD~1
      attested changes --since v1.2 --format json
    """
    try:
        base = git.named(root, since)
        published = at_base(git.files(root, base.commit))
    except git.GitError as error:
        raise click.UsageError(str(error)) from None
    result = check(root, options.progress("files read"))
    if result.publication is None:
        options.show(result.problems, "text", root)
        sys.exit(1)
    before = {read.id: read.value for read in published.claims if not read.value.draft}
    found = news.news(result.publication, before)
    if form == "atom":
        feed = news.as_atom(result.publication, found, base.commit[:12])
        if feed is None:
            raise click.UsageError("a feed needs the site's address; set `url` in claims/publication.yml")
        click.echo(feed.decode(), nl=False)
    else:
        click.echo(
            news.as_json(found, base.commit) + "\n" if form == "json" else news.as_markdown(result.publication, found),
            nl=False,
        )
