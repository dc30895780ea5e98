"""`check`: every problem of the claims, with place and remedy."""

from pathlib import Path

import click

from generator.commands import options
from generator.publish import publish


@click.command("check", short_help="Check the claims and show every problem.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@options.root
@options.captures
@options.output
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
def command(paths: tuple[Path, ...], root: Path, captures: Path, form: str, strict: bool) -> None:
    r"""Check the claims and show every problem: file, line, column, what is wrong, what to do, the rule's name.

    Every proof of a quotation is verified, for which no capture is needed; where one is at hand, a wrong quotation is
    answered with the nearest passage. With PATHS, only the problems of those files and folders are shown; references
    are resolved against all.

    \b
    Examples:
      attested check
      attested check claims/kursk/uk-casualties.yml
      attested check --format github
    """
    result = publish(root, options.progress("files read"), options.texts(captures))
    problems = [one for one in result.problems if options.within(one.path, paths, root)]
    options.show(problems, form)
    options.finish(problems, strict=strict)
