"""What several commands share: where the project is, how findings are shown, how progress is."""

import shlex
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, wraps
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click
from pydantic import TypeAdapter, ValidationError

from generator import __version__, report
from generator.contents import FOLDER, Contents, everything
from generator.dates import is_day
from generator.folder import read
from generator.lock import BusyError
from generator.problem import Problem, Severity, fails, shown
from generator.verification import Texts
from generator.write import NotOursError, write

if TYPE_CHECKING:
    from generator.capture.policy import Policy

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")

FORMATS = ("text", "json", "github")


def _project(context: click.Context, parameter: click.Parameter, value: str) -> Path:  # noqa: ARG001 - click's signature
    root = Path(value)
    if not (root / FOLDER).is_dir():
        raise click.BadParameter(f"there is no folder {FOLDER}/ in {value!r}; name the project's folder with --root")
    return root


def of(kind: Any) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """A check that what an option says is what this field of the format may hold, told as it is told of a file."""

    def checked(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001 - click's signature
        return value and valid(kind, value)

    return checked


def valid(kind: Any, text: str) -> str:
    """The text, where this field of the format may hold it. Ends the program, or asks anew, where it may not."""
    try:
        TypeAdapter(kind).validate_python(text)
    except ValidationError as error:
        raise click.BadParameter(f"{shown(text)} {error.errors()[0]['msg']}") from None
    return text


def day(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001 - click's signature
    """A check that what an option says is a day."""
    if value and not is_day(value):
        raise click.BadParameter(f"{value!r} is no day; write it as 2027-01-31")
    return value


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


def captures(command: F) -> F:
    """The option --captures."""
    return click.option(
        "--captures",
        envvar="ATTESTED_CAPTURES",
        default="captures",
        show_default=True,
        type=click.Path(path_type=Path),
        help="The private folder of captures, never published.",
    )(command)


def texts(folder: Path) -> Texts:
    """The captured text of a document by its id, read from the private folder where it is there, each once."""

    @cache
    def text(name: str) -> str | None:
        if not folder.is_dir():
            return None
        # The room reads pages with heavy libraries, which a check without captures doesn't wait for.
        from generator.capture import store
        from generator.capture.error import CaptureError

        try:
            found = store.load(folder, name)
        except CaptureError as error:
            click.echo(f"warning: {error}", err=True)
            return None
        return found.text if found else None

    return text


@dataclass(frozen=True)
class Network:
    """How the web is asked."""

    timeout: float
    allow_private: bool
    ignore_robots: bool

    def policy(self) -> "Policy":
        """The policy of the capture room."""
        from generator.capture.policy import Policy

        return Policy(
            user_agent=f"attested/{__version__}",
            timeout=self.timeout,
            allow_private=self.allow_private,
            robots=not self.ignore_robots,
        )


def network(command: F) -> F:
    """The options on how the web is asked, given to the command as `network`."""

    @click.option(
        "--timeout",
        type=click.FloatRange(0, min_open=True),
        default=60.0,
        show_default=True,
        help="Seconds a fetch may take in all.",
    )
    @click.option("--allow-private", is_flag=True, help="Ask addresses of this machine or its network too.")
    @click.option("--ignore-robots", is_flag=True, help="Don't ask robots.txt for leave.")
    @wraps(command)
    def asked(*args: Any, timeout: float, allow_private: bool, ignore_robots: bool, **kwargs: Any) -> Any:
        return command(*args, network=Network(timeout, allow_private, ignore_robots), **kwargs)

    return cast(F, asked)


def contents(root: Path) -> Contents:
    """What could be read of the claims; what couldn't is said, since a report without it would mislead."""
    found = read(root)
    faulty = sorted({problem.path for problem in found.problems if problem.severity == "error"})
    if faulty:
        click.echo(f"warning: these have problems, see `attested check`: {', '.join(faulty)}", err=True)
    return found


def within(paths: Sequence[Path], root: Path) -> Callable[[str], bool]:
    """Which files, by their paths as shown to people, are among these or lie in one; with none named, each does."""
    named = [(whole, base) for path in paths for whole, base in zip(_ways(path), _ways(root), strict=True)]
    if not paths or any(base.is_relative_to(whole) for whole, base in named):
        return everything
    inside = {whole.relative_to(base).as_posix() for whole, base in named if whole.is_relative_to(base)}
    return lambda name: any(name == one or name.startswith(f"{one}/") for one in inside)


def _ways(path: Path) -> tuple[Path, Path]:
    """The whole way to a file, as it is written and without links."""
    return path.absolute(), path.resolve()


def before(root: Path, form: str) -> str:
    """What to put before the project's paths: for people its folder as seen from here, for GitHub from the repository.

    Programs are told the project's own paths, and so is everybody where its folder lies elsewhere.
    """
    whole, top = root.resolve(), Path.cwd()
    if form == "github":
        top = next((folder for folder in (whole, *whole.parents) if (folder / ".git").exists()), top)
    known = form != "json" and whole != top and whole.is_relative_to(top)
    return f"{whole.relative_to(top).as_posix()}/" if known else ""


def at(root: Path, *command: str) -> str:
    """A command to run next, as it has to be written for this project."""
    return shlex.join([*command, *(() if root == Path() else ("--root", str(root)))])


def placed(problems: Sequence[Problem], root: Path, form: str) -> list[Problem]:
    """Problems of the project in this folder, their paths as the form shows them."""
    start = before(root, form)
    return [replace(problem, path=f"{start}{problem.path}") for problem in problems]


def show(problems: Sequence[Problem], form: str, root: Path = Path()) -> None:
    """Print the findings, whose paths are below `root`; colour only on a terminal."""
    problems = placed(problems, root, form)
    if form == "json":
        click.echo(report.as_json(problems))
    elif form == "github":
        click.echo(report.github(problems), nl=bool(problems))
    else:
        click.echo(report.text(problems, colour=sys.stdout.isatty()), color=True)


def show_any(problems: Sequence[Problem], form: str, root: Path = Path()) -> None:
    """Print the findings of a command whose work is something else; a program is told that there are none, too."""
    if problems or form == "json":
        show(problems, form, root)


def table(
    rows: Sequence[dict[str, Any]],
    form: str,
    line: Callable[[dict[str, Any]], str],
    none: str,
    *,
    root: Path = Path(),
    severity: Severity = "warning",
    about: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Print a report's rows, each with `path`, below `root`, and `line`; `none` where there is none.

    A program is told `about` the whole, too. GitHub shows each row with the severity.
    """
    start = before(root, form)
    rows = [{**row, "path": f"{start}{row['path']}"} for row in rows]
    if form == "json":
        click.echo(report.encoded({**about, "rows": rows}))
    elif form == "github":
        notes = [Problem(row["path"], row["line"], 1, "", "report", line(row), severity) for row in rows]
        click.echo(report.github(notes), nl=bool(notes))
    else:
        click.echo("\n".join(report.printable(line(row)) for row in rows) or none)


def leave(found: bool) -> None:
    """End the program: 1 where something was found, else 0."""
    sys.exit(1 if found else 0)


def finish(problems: Sequence[Problem], *, strict: bool = False) -> None:
    """End the program: 1 where there are problems (with `strict`, warnings too), else 0."""
    leave(fails(list(problems)) or (strict and bool(problems)))


def chosen(name: str) -> Any:
    """What the command line of this run says of an option, ours or MkDocs'; None where it knows of none."""
    context = click.get_current_context(silent=True)
    return context.params.get(name) if context else None


class Progress:
    """A count that shows on a terminal once the work takes longer than a second."""

    def __init__(self, what: str) -> None:
        """What is counted, in a word or two."""
        self._what = what
        self._start = self._last = time.monotonic()
        self._shown = False
        self._terminal = sys.stderr.isatty()

    def __call__(self, count: int) -> None:
        """So many are done."""
        if not self._terminal:
            return
        now = time.monotonic()
        if now - self._start > 1 and now - self._last > 0.1:
            self._last, self._shown = now, True
            click.echo(f"\r{self._what}: {count:,}", nl=False, err=True)

    def clear(self) -> None:
        """The work is done; the line is free again."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def progress(what: str) -> Progress:
    """A count of these."""
    return Progress(what)


def counted(items: Iterable[T], what: str) -> Iterator[T]:
    """The same items, counted on a terminal."""
    step = Progress(what)
    for count, item in enumerate(items, 1):
        step(count)
        yield item
    step.clear()


def put(folder: Path, files: Mapping[str, bytes]) -> tuple[int, int]:
    """Make the folder hold these files; how many were written and removed. Ends the program where it may not."""
    try:
        return write(folder, files)
    except NotOursError as error:
        raise click.UsageError(str(error)) from None
    except BusyError:
        click.echo(f"Another run is writing to {folder}; wait for it. Nothing was written.", err=True)
        sys.exit(2)
