"""Problems as people, programs and code hosts read them. The one place that formats them; it prints nothing."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from generator.problem import Problem

_COLOURS = {"error": "\x1b[31m", "warning": "\x1b[33m"}
_END = "\x1b[0m"


def text(problems: Sequence[Problem], *, colour: bool = False) -> str:
    """One line a problem, and a count: `path:line:column: field: message [rule]`."""
    return "\n".join([*(_line(problem, colour) for problem in problems), _count(problems)])


def as_json(problems: Sequence[Problem]) -> str:
    """A JSON object with the problems, each with all its parts."""
    listed = [asdict(problem) for problem in problems]
    return encoded({"problems": listed})


def encoded(data: object) -> str:
    """JSON; what can't be seen, what a terminal would obey and what UTF-8 can't hold is written in ASCII."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)


def github(problems: Sequence[Problem]) -> str:
    """GitHub's workflow commands, which show each problem at its line of the pull request."""
    return "\n".join(_command(problem) for problem in problems)


def _line(problem: Problem, colour: bool) -> str:
    field = f"{problem.field}: " if problem.field else ""
    kind = "warning: " if problem.severity == "warning" else ""
    place = f"{problem.path}:{problem.line}:{problem.column}"
    said = printable(f"{kind}{field}{problem.message} [{problem.rule}]")
    if colour:
        return f"{printable(place)}: {_COLOURS[problem.severity]}{said}{_END}"
    return f"{printable(place)}: {said}"


def _count(problems: Sequence[Problem]) -> str:
    if not problems:
        return "No problems."
    errors = sum(problem.severity == "error" for problem in problems)
    counts = [(errors, "problem"), (len(problems) - errors, "warning")]
    return ", ".join(f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in counts if n)


def printable(text: str) -> str:
    """Nothing a terminal would obey, and one line."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _command(problem: Problem) -> str:
    """`::error file=…,line=…,col=…::message`; percent, line ends, colons and commas are encoded as GitHub asks."""
    field = f"{problem.field}: " if problem.field else ""
    path = "".join(c if c in "\r\n" else printable(c) for c in problem.path)
    file = _escaped(path).replace(":", "%3A").replace(",", "%2C")
    message = _escaped(printable(f"{field}{problem.message} [{problem.rule}]"))
    return f"::{problem.severity} file={file},line={problem.line},col={problem.column}::{message}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
