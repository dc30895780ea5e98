"""`export`: what the site publishes for machines, without the site."""

import sys
from pathlib import Path

import click

from generator.check import check
from generator.commands import options
from generator.export import FORMATS, files, left_out


@click.command("export", short_help="Write the data, feeds and markup that the site publishes.")
@options.root
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMATS, "all"]),
    default="all",
    show_default=True,
    help="What to write: ClaimReview, the API, tables, JSON Lines, SQLite, Web Annotations, or feeds.",
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="The folder to write, ours alone."
)
def command(root: Path, form: str, out: Path) -> None:
    """Write the files that the site publishes for machines to a folder, which holds exactly these files afterwards.

    Only changed files are written; what an earlier run wrote there and this one doesn't make is removed. Where a claim
    is faulty nothing is written. What can't be made, since the site's address isn't known, is said on stderr. Exit
    code 1 where nothing was written.

    \b
    Examples:
      attested export --out /tmp/export
      attested export --format sqlite --out /tmp/export
      attested export --format feeds --out /tmp/feeds
    """  # noqa: D301 - click asks for the character itself before lines it shall leave alone
    result = check(root, options.progress("files read"))
    if result.problems:
        options.show(result.problems, "text", root)
    if result.publication is None:
        click.echo("Nothing was written.", err=True)
        sys.exit(1)
    chosen = list(FORMATS) if form == "all" else [form]
    for reason in left_out(result.publication, chosen):
        click.echo(f"left out: {reason}", err=True)
    made = files(result.publication, chosen)
    if not made:
        click.echo("Nothing was written.", err=True)
        sys.exit(1)
    written, removed = options.put(out, made)
    click.echo(f"{len(made)} files in {out}: {written} written, {removed} removed.", err=True)
