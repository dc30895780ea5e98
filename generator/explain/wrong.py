"""What breaks a rule: its example in `tests/rules/`, and the lines of it that show the fault."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

EXAMPLES = "tests/rules"
EXPECTED = "expected.txt"

_REPORTED = re.compile(r"^(?:ERROR +- +)?(?P<path>[^:\s][^:\n]*):(?P<line>\d+):", re.MULTILINE)
_AROUND = 2


@dataclass(frozen=True)
class Example:
    """What breaks a rule: files laid over the project of Port Example, by their paths, and the report they get."""

    files: Mapping[str, str] = field(default_factory=dict)
    report: str = ""


@dataclass(frozen=True)
class Excerpt:
    """Some lines of an example's file; `line` is the number of the first, 0 where it stands in no file."""

    path: str
    line: int
    text: str


def example(root: Path, name: str) -> Example:
    """The example of this rule in the project; an empty one where there is none."""
    place = root / EXAMPLES / name
    if not (place / EXPECTED).is_file():
        return Example()
    paths = [path for path in sorted(place.rglob("*")) if path.is_file() and path != place / EXPECTED]
    files = {path.relative_to(place).as_posix(): path.read_text("utf-8", "replace") for path in paths}
    return Example(files, (place / EXPECTED).read_text("utf-8"))


def around(wrong: str, shown: Example) -> Excerpt | None:
    """The lines of the example around what is wrong, or around the reported place."""
    for path, text in shown.files.items():
        if wrong and wrong in text:
            first = text[: text.index(wrong)].count("\n")
            return _cut(path, text, first, first + wrong.rstrip("\n").count("\n"))
    for found in _REPORTED.finditer(shown.report):
        if text := shown.files.get(found["path"], ""):
            return _cut(found["path"], text, int(found["line"]) - 1, int(found["line"]) - 1)
    return Excerpt("", 0, wrong) if wrong else None


def _cut(path: str, text: str, first: int, last: int) -> Excerpt:
    start = max(0, first - _AROUND)
    return Excerpt(path, start + 1, "\n".join(text.splitlines()[start : last + _AROUND + 1]) + "\n")
