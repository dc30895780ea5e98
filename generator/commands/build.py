"""`build`: the same pages as MkDocs gets, written to a folder, for tools that run no hooks."""

import sys
from pathlib import Path

import click

from generator.check import check
from generator.commands import options
from generator.contents import DOCS
from generator.problem import fails
from generator.publish import GENERATED, Made, edition, files, make


@click.command("build", short_help="Write the pages for tools that run no hooks.")
@options.root
@click.option("--out", type=click.Path(path_type=Path), help=f"The folder to write; {DOCS}/{GENERATED} by default.")
@options.output
def command(root: Path, out: Path | None, form: str) -> None:
    r"""Write every page, generated and hand-written, to a folder that any Markdown site builder can take.

    Only changed files are written, stale ones are removed. Where a claim is faulty nothing is written.

    \b
    Examples:
      attested build
      attested build --out /tmp/pages
    """
    result = check(root, options.progress("files read"))
    published = edition(root, result)
    made = make(root, published) if published else Made([])
    problems = sorted([*result.problems, *made.problems])
    options.show_any(problems, form, root)
    if result.publication is None or fails(made.problems):
        click.echo("Nothing was written.", err=True)
        sys.exit(1)
    folder = out or root / DOCS / GENERATED
    written, removed = options.put(folder, files(root, result.publication, made))
    click.echo(f"{len(made.pages)} pages in {folder}: {written} files written, {removed} removed.", err=True)
