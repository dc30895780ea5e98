"""`check`: every problem of the claims, with place and remedy."""

from pathlib import Path

import click

from generator.commands import options
from generator.problem import Problem
from generator.publish import publish


@click.command("check", short_help="Check the claims and show every problem.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@options.root
@options.output
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
def command(paths: tuple[Path, ...], root: Path, form: str, strict: bool) -> None:
    r"""Check the claims and show every problem: file, line, column, what is wrong, what to do, the rule's name.

    With PATHS, only the problems of those files and folders are shown; references are resolved against all.

    \b
    Examples:
      attested check
      attested check claims/kursk/uk-casualties.yml
      attested check --format github
    """
    result = publish(root, options.progress("files read"))
    problems = _within(result.problems, paths, root)
    options.show(problems, form)
    options.finish(problems, strict=strict)


def _within(problems: list[Problem], paths: tuple[Path, ...], root: Path) -> list[Problem]:
    """The problems of these files and folders; all of them where none is named."""
    if not paths:
        return problems
    wanted = [path.resolve() for path in paths]
    base = root.resolve()
    return [one for one in problems if any((base / one.path).is_relative_to(path) for path in wanted)]
