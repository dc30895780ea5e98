"""What several commands share: where the project is, how findings are shown, how progress is."""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from generator import report
from generator.folder import FOLDER
from generator.problem import Problem, fails

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("text", "json", "github")


def _project(context: click.Context, parameter: click.Parameter, value: str) -> Path:  # noqa: ARG001 - click's signature
    root = Path(value)
    if not (root / FOLDER).is_dir():
        raise click.BadParameter(f"there is no folder {FOLDER}/ in {value!r}; name the project's folder with --root")
    return root


def root(command: F) -> F:
    """The option --root."""
    return click.option(
        "--root",
        default=".",
        show_default=True,
        callback=_project,
        help=f"The project's folder, the one that holds {FOLDER}/.",
    )(command)


def output(command: F) -> F:
    """The option --format."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="text",
        show_default=True,
        help="How to show findings: for people, for programs, or as annotations of a pull request.",
    )(command)


def show(problems: Sequence[Problem], form: str) -> None:
    """Print the findings; colour only on a terminal."""
    if form == "json":
        click.echo(report.as_json(problems))
    elif form == "github":
        click.echo(report.github(problems), nl=bool(problems))
    else:
        click.echo(report.text(problems, colour=sys.stdout.isatty()), color=True)


def finish(problems: Sequence[Problem], *, strict: bool = False) -> None:
    """End the program: 1 where there are problems (with `strict`, warnings too), else 0."""
    sys.exit(1 if fails(list(problems)) or (strict and problems) else 0)


def progress(what: str) -> Callable[[int], None]:
    """A count that shows on a terminal once the work takes longer than a second."""
    start = last = time.monotonic()

    def step(count: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - start > 1 and now - last > 0.1 and sys.stderr.isatty():
            last = now
            click.echo(f"\r{what}: {count:,}", nl=False, err=True)

    return step
