"""What `mkdocs serve` shows while a claim is faulty: its problems, on every page a reader may be looking at."""

from collections.abc import Iterable, Sequence

from generator.problem import Problem
from generator.render.page import Page, Section
from generator.render.templates import fill
from generator.wording import ENGLISH


def pages(problems: Sequence[Problem], paths: Iterable[str]) -> list[Page]:
    """The error page at each of these paths, the home page always among them."""
    return [page(problems, path) for path in sorted({"index.md", *paths})]


def page(problems: Sequence[Problem], path: str) -> Page:
    """The error page at this path."""
    shown = [
        (f"{one.path}:{one.line}:{one.column}", f"{one.field}: {one.message}" if one.field else one.message, one.rule)
        for one in problems
        if one.severity == "error"
    ]
    title = "1 problem" if len(shown) == 1 else f"{len(shown)} problems"
    html = fill(ENGLISH, "problems.html", "", problems=shown)
    sections = (Section(1, "problems", title, html),)
    return Page(path, "problems", title, "The claims have problems.", sections)
