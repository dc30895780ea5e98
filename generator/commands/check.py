"""`check`: every problem of the claims, with place and remedy."""

from pathlib import Path

import click

from generator.check import check, leave_standing, problems
from generator.commands import options
from generator.contents import FOLDER
from generator.due import overdue


@click.command("check", short_help="Check the claims and show every problem.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@options.root
@options.captures
@options.output
@click.option(
    "--today", callback=options.day, metavar="DATE", help="List the claims due for another look by this day too."
)
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
def command(paths: tuple[Path, ...], root: Path, captures: Path, form: str, today: str | None, strict: bool) -> None:
    r"""Check the claims and show every problem: file, line, column, what is wrong, what to do, the rule's name.

    Every proof of a quotation is verified, for which no capture is needed; where one is at hand, a wrong quotation is
    answered with the nearest passage. With PATHS, only the problems of those files and folders are shown; references
    are resolved against all.

    \b
    Examples:
      attested check
      attested check claims/kursk/uk-casualties.yml
      attested check --format github
      attested check --today 2027-01-31
    """
    step, texts = options.progress("files read"), options.texts(captures)
    wanted = options.within(paths, root)
    result = check(root, step, texts) if today else problems(root, step, texts, wanted)
    found = [one for one in result.problems if wanted(one.path)]
    if paths and not found and not any(map(wanted, result.names)):
        raise click.UsageError(f"no file of {FOLDER}/ is among these paths")
    if today and result.publication:
        found = sorted([*found, *(one for one in overdue(result.publication, today) if wanted(one.path))])
    options.show(found, form, root)
    if result.drafts:
        click.echo(f"Drafts: {result.drafts:,}, checked here, shown by `mkdocs serve` and not published.", err=True)
    leave_standing(result)
    options.finish(found, strict=strict)
