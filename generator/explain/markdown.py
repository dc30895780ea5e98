"""A rule's page: why the rule exists, what breaks it and the report that gives, and what right looks like."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.explain.right import RIGHT
from generator.explain.rules import kinds
from generator.explain.wrong import Example, Excerpt, around, example
from generator.problem import RULES, Rule
from generator.report import printable

PAGES = "docs/rules"

_SEVERITY = {
    "error": "**An error.** Nothing is published until it is mended.",
    "warning": "**A warning.** It stops nothing, but give readers what it asks for.",
}
_LANGUAGES = {".yml": "yaml", ".yaml": "yaml", ".json": "json", ".md": "markdown"}
_WIDEST = 110


def pages(root: Path) -> dict[str, str]:
    """Every page by its file's name below docs/rules/."""
    names = [one.name for rules in kinds().values() for one in rules]
    made = {f"{name}.md": _page(name, page(name, example(root, name)) + _WAYS) for name in names}
    return made | {"index.md": _page("Rules", overview())}


def page(name: str, shown: Example) -> str:
    """A rule's page, in Markdown that reads well in a terminal too."""
    return "\n\n".join(_page_blocks(RULES[name], shown)) + "\n"


def overview() -> str:
    """The page that leads to all others."""
    blocks = ["# Rules", _ABOUT]
    for title, rules in kinds().items():
        rows = [f"- [`{one.name}`]({one.name}.md): {_first(one)}{_mark(one)}" for one in rules]
        blocks += [f"## {title}", "\n".join(rows)]
    return "\n\n".join(blocks) + "\n"


def listing() -> str:
    """Every rule with its first sentence, for a terminal."""
    blocks = [
        "\n".join([f"{title}:", *(f"  {one.name}: {_first(one)}{_mark(one)}" for one in rules)])
        for title, rules in kinds().items()
    ]
    return "\n\n".join(blocks)


_ABOUT = (
    "Each problem that `attested check` or `attested review` reports ends in the name of its rule. "
    "`attested explain NAME` prints the rule's page in a terminal. [How to contribute](../contribute.md)"
)
_WAYS = "\n[All rules](index.md) · [How to contribute](../contribute.md)\n"


def _first(one: Rule[..., Any]) -> str:
    """The first sentence of a rule's reason."""
    return re.split(r"(?<=[.!?])\s", " ".join(one.why.split()), maxsplit=1)[0]


def _mark(one: Rule[..., Any]) -> str:
    return " (warning)" if one.severity == "warning" else ""


def _page(title: str, body: str) -> str:
    """The file of a page. Readers who search look for claims, not for this."""
    return f"---\nlanguage: en\ntitle: {title}\nhide: [navigation]\nsearch: {{exclude: true}}\n---\n{body}"


def _page_blocks(one: Rule[..., Any], shown: Example) -> Iterator[str]:
    wrong, right = RIGHT.get(one.name, ("", ""))
    excerpt = around(wrong, shown)
    yield f"# {one.name}"
    yield _SEVERITY[one.severity]
    yield one.why
    if excerpt or shown.report:
        yield "## What breaks it"
        yield from _excerpt_blocks(excerpt)
        yield from _report_blocks(shown.report)
    if wrong or right:
        yield "## What right looks like"
        yield _right(wrong, right, excerpt)


def _excerpt_blocks(excerpt: Excerpt | None) -> Iterator[str]:
    if excerpt and excerpt.path:
        yield f"`{excerpt.path}`, from line {excerpt.line}:"
    if excerpt:
        yield _fence(excerpt.text, _language(excerpt))


def _report_blocks(report: str) -> Iterator[str]:
    if report:
        yield "The report:"
        yield _fence(report, "text")


def _right(wrong: str, right: str, excerpt: Excerpt | None) -> str:
    """The excerpt put right; without words to replace, what is right by itself."""
    if excerpt and wrong and wrong in excerpt.text:
        return _fence(excerpt.text.replace(wrong, right, 1), _language(excerpt))
    return _fence(right, "yaml" if re.search(r"^ *(- )?\w+:", right, re.MULTILINE) else "text")


def _language(excerpt: Excerpt) -> str:
    return _LANGUAGES.get(Path(excerpt.path).suffix, "yaml")


def _fence(text: str, language: str) -> str:
    """Text that nothing in it can lead out of: a longer fence than any in it, and nothing invisible."""
    lines = [printable(line) for line in text.rstrip("\n").split("\n")]
    longest = max(map(len, re.findall("`+", text)), default=0)
    mark = "`" * max(3, longest + 1)
    cut = [line if len(line) <= _WIDEST or language == "text" else line[: _WIDEST - 1] + "…" for line in lines]
    return "\n".join([f"{mark}{language}", *cut, mark])
