"""A rule's page: why the rule exists, what breaks it and the report that gives, and what right looks like. No output.

What breaks a rule comes from its example in `tests/rules/`, which is not part of the installed program: there a page is
its reason and what right looks like.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from generator import (
    anchors,
    due,
    folder,
    link_rules,
    notes,
    place,
    quoted,
    shape_rules,
    source_rules,
    validate,
    verification,
)
from generator.problem import RULES, Rule
from generator.report import printable
from generator.review import guard, since

PAGES = "docs/rules"
EXAMPLES = "tests/rules"
EXPECTED = "expected.txt"

_KINDS: tuple[tuple[str, tuple[ModuleType, ...]], ...] = (
    ("Reading a file", (source_rules, folder, place)),
    ("The shape of a record", (shape_rules,)),
    ("One record", (validate, notes, due)),
    ("Records together", (link_rules,)),
    ("Quotations", (verification, quoted)),
    ("The site", (anchors,)),
    ("What is published already", (guard, since)),
)
_SEVERITY = {
    "error": "**An error.** Nothing is published until it is mended.",
    "warning": "**A warning.** It stops nothing, but give readers what it asks for.",
}
_LANGUAGES = {".yml": "yaml", ".yaml": "yaml", ".json": "json", ".md": "markdown"}
_REPORTED = re.compile(r"^(?:ERROR +- +)?(?P<path>[^:\n]+):(?P<line>\d+):", re.MULTILINE)
_AROUND = 2
_WIDEST = 110

_MINIMAL = """\
claim: The crane was painted.
claimant: Example Gazette
claimed: 2025-05
appearances: [gazette-harbour]
verdict: incorrect
summary: The log has no such work.
sources:
  - source: harbour-office-log
    stance: contradicts
    quote: no works on the crane
  - source: radio-ferry
    stance: supports
    quote: they painted it yellow
published: 2025-06-01
"""
_PROVED = "quote: the harbour has been closed since the first of May"
_LONG = "      and then they painted it yellow, and then they painted it blue\n"
_CORRECTION = """\
corrections:
  - date: 2025-06-10
    kind: correction
    what: The verdict is Mixed; it was Incorrect.
    why: A second log, which we had not seen, lists one closed quay.
"""

RIGHT: dict[str, tuple[str, str]] = {
    # Reading a file
    "unreadable": ("", "chmod u+r claims/harbour/crane-painted.yml"),
    "not-a-file": ("", "cp elsewhere/crane.yml claims/harbour/crane-painted.yml"),
    "too-large": ("", "claims/harbour/crane-painted.yml\nclaims/harbour/crane-sold.yml\nclaims/dossiers/cranes.yml"),
    "encoding": ("", "claim: The crane was painted.\nclaimant: Café de la Mer"),
    "forbidden-character": ("", "claim: The crane was painted."),
    "cut-by-comment": ("claim: Crane #1 was painted.", 'claim: "Crane #1 was painted."'),
    "too-deep": ("", "topics: [ships]"),
    "too-many-values": ("", "topics: [ferries, ships]"),
    "no-publication": ("", "claims/publication.yml"),
    "yaml-syntax": ("summary: The log: no such work.", 'summary: "The log: no such work."'),
    "yaml-alias": ("claim: &crane The crane was painted.", "claim: The crane was painted."),
    "yaml-tag": ("claim: !!str The crane was painted.", "claim: The crane was painted."),
    "several-documents": ("---\nclaim: The crane was sold.\n", ""),
    "duplicate-key": ("claimed: 2024\n", ""),
    "key-not-text": ("? [why, checked]\n: It was yellow.", "why_checked: It was yellow."),
    "not-a-mapping": ("- claim: The crane was painted.\n", _MINIMAL),
    "unexpected-file": ("", "claims/harbour/crane-painted.yml"),
    "bad-file-name": ("", "claims/harbour/crane-painted.yml"),
    "bad-proof-file": ("", "attested attest"),
    "wrong-folder": ("", "claims/harbour/crane-painted.yml\nclaims/sources/crane-diary.yml"),
    # The shape of a record
    "missing-field": ("claimant: Example Gazette\n", "claimant: Example Gazette\nclaimed: 2025-05   # or unknown\n"),
    "unknown-field": ("sumary: The log has no such work.\n", ""),
    "wrong-type": ("appearances: gazette-harbour", "appearances: [gazette-harbour]"),
    "not-one-of": ("stance: suports", "stance: supports"),
    "empty": ('summary: ""', "summary: The log has no such work."),
    "too-long": (
        "short: The crane at the end of the old quay of Port Example was painted once more in May",
        "short: The harbour crane was painted in May",
    ),
    "bad-id": ("source: Radio Ferry.yml", "source: radio-ferry"),
    "bad-date": ("claimed: 2025-02-30", "claimed: 2025-02-28   # or 2025-02, or 2025, or unknown"),
    "bad-url": ("url: javascript:alert(1)", "url: https://cranes.example/spring   # or unknown"),
    "bad-language": ("language: English language", "language: en"),
    "bad-figure": (
        "",
        "figure:\n  low: 30\n  high: 40\n  unit: ships\n  counts: unloaded\n  as_of: 2025-05\n  by: unknown",
    ),
    "bad-hash": ("", "attested capture crane.txt --id crane-spring"),
    "one-line": ("claim: |\n", "claim: >-\n"),
    "out-of-range": ("rating: 9", "rating: 3"),
    # One record
    "repeated": ("topics: [ships, ships]", "topics: [ships]"),
    "date-order": ("claimed: 2025-07", "claimed: 2025-05"),
    "document-date-order": ("accessed: 2025-05-01", "accessed: 2025-05-30"),
    "says-nothing": ("    stance: supports\n", "    stance: supports\n    quote: they painted it yellow\n"),
    "asserts-without-quote": ("note: It says so.", _PROVED),
    "translation-without-quote": (
        "    translation: They painted it yellow.\n",
        "    quote: Ils l’ont peinte en jaune\n    translation: They painted it yellow.\n",
    ),
    "verdict-without-evidence": (
        f"    {_PROVED}\n",
        f"    {_PROVED}\n  - source: harbour-office-log\n    stance: contradicts\n    quote: no works on the crane\n"
        "  - source: radio-ferry\n    stance: supports\n    quote: they painted it yellow\n",
    ),
    "one-sided": (
        "published: 2025-06-01",
        "one_sided_reason: We asked three people who work on the quay, and none saw painters.\npublished: 2025-06-01",
    ),
    "long-quotation": (f"quote: >-\n{6 * _LONG}", "quote: they painted it yellow\n"),
    "notes-too-complex": ("notes: '[[[[[[[[[[[[[[[[[[[[[[[[ the crane'", "notes: The crane stands on the old quay."),
    "notes-image": (
        'notes: "![the crane](https://cranes.example/crane.png)"',
        'notes: "A photograph shows the crane in yellow [@radio-ferry]."',
    ),
    "notes-link": ('notes: "[the crane](javascript:alert)"', 'notes: "[the crane](https://cranes.example/spring)"'),
    "overdue": ("", "expires: 2027-01-31"),
    # Records together
    "unknown-source": ("source: radio-fery", "source: radio-ferry"),
    "unknown-verdict": ("verdict: incorect", "verdict: incorrect"),
    "citation-form": ("(@radio-ferry)", "[@radio-ferry]"),
    "unknown-topic": ("topics: [cranes]", "topics: [ships]"),
    "unknown-dossier": ("", "dossier: harbour"),
    "unknown-citation": ("[@tower-register]", "[@radio-ferry]"),
    "unknown-claim": ("  - crane-painted\n", ""),
    "duplicate-id": ("", "claims/harbour/crane-painted.yml"),
    "duplicate-address": ("", "sources:\n  - source: gazette-harbour   # the document that is described already"),
    "source-conflict": ("title: Log of departures", "title: Log of arrivals"),
    "own-evidence": ("appearances: [gazette-harbour, radio-ferry]", "appearances: [gazette-harbour]"),
    "single-source": (
        "published: 2025-06-01",
        "single_source_reason: Only the harbour office records works on the crane.\npublished: 2025-06-01",
    ),
    "dossier-mismatch": (
        "",
        "# claims/dossiers/harbour.yml\nclaims:\n  - harbour-closed\n  - ferry-doubled\n  - crane-painted",
    ),
    "similar-name": ("claimant: EXAMPLE GAZETTE", "claimant: Example Gazette"),
    "origin-circle": ("republishes: mirror-harbour\n", ""),
    "unused-source": (
        "",
        "sources:\n  - source: crane-spring\n    stance: supports\n    quote: they painted it yellow",
    ),
    # Quotations
    "quotation-form": ("quote: no works […] crane", "quote: no works on the crane"),
    "quote-not-found": ("quote: the harbour has been open since the first of June", _PROVED),
    "quote-not-beside": ("", "quote: the harbour has been closed since the first\nsuffix: of May"),
    "quote-not-proved": ("", "attested attest"),
    "quote-proof-invalid": ("", "attested attest"),
    "capture-mismatch": ("", "attested attest"),
    "unused-proof": ("", "attested attest"),
    "verification-required": ("", "attested capture https://radio.example/ferry --id radio-ferry\nattested attest"),
    "copied-by-whom": (
        "published: 2025-05-02\n",
        "published: 2025-05-02\ncopied: {by: A. Clerk, on: 2025-06-02}   # either may be unknown\n",
    ),
    "much-quoted": (
        "",
        "sources:\n  - source: gazette-harbour\n    stance: context\n    note: The ferries sailed as before, it says.",
    ),
    # The site
    "broken-link": ("", "[How we work](methodology.md)"),
    "broken-anchor": ("", "[The verdicts](methodology.md#verdicts)"),
    # What is published already
    "silent-edit": ("", _CORRECTION),
    "edited-correction": (
        "",
        f"{_CORRECTION}  - date: 2025-06-12\n    what: The second log is of May, not of June.\n    why: A slip.",
    ),
    "deleted-claim": ("", "withdrawn:\n  date: 2025-06-10\n  reason: The log that we relied on is of another harbour."),
    "unwithdrawn": (
        "",
        _CORRECTION.replace("The verdict is Mixed; it was Incorrect.", "The claim was withdrawn; it stands again."),
    ),
    "unpublished": ("published_since: not yet\n", ""),
    "not-compared": ("", "attested check\nattested review"),
    "renamed-claim": ("", "git mv claims/harbour/crane.yml claims/harbour/crane-painted.yml"),
}
"""Words of a rule's example and what stands there when it is right; where no words of it can be replaced, only that."""


@dataclass(frozen=True)
class Example:
    """What breaks a rule: files laid over the project of Port Example, by their paths, and the report they get."""

    files: Mapping[str, str] = field(default_factory=dict)
    report: str = ""


@dataclass(frozen=True)
class _Excerpt:
    """Some lines of an example's file; `line` is the number of the first, 0 where it stands in no file."""

    path: str
    line: int
    text: str


def kinds() -> dict[str, list[Rule[..., Any]]]:
    """Every rule once, in groups and there in the order it is written in; the first module that holds it counts."""
    first: dict[str, tuple[str, Rule[..., Any]]] = {}
    for title, modules in _KINDS:
        for one in (value for module in modules for value in vars(module).values() if isinstance(value, Rule)):
            first.setdefault(one.name, (title, one))
    return {title: [one for at, one in first.values() if at == title] for title, _ in _KINDS}


def example(root: Path, name: str) -> Example:
    """The example of this rule in the project; an empty one where there is none."""
    place = root / EXAMPLES / name
    if not (place / EXPECTED).is_file():
        return Example()
    paths = [path for path in sorted(place.rglob("*")) if path.is_file() and path != place / EXPECTED]
    files = {path.relative_to(place).as_posix(): path.read_text("utf-8", "replace") for path in paths}
    return Example(files, (place / EXPECTED).read_text("utf-8"))


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
    return f"---\ntitle: {title}\nhide: [navigation]\nsearch: {{exclude: true}}\n---\n{body}"


def _page_blocks(one: Rule[..., Any], shown: Example) -> Iterator[str]:
    wrong, right = RIGHT.get(one.name, ("", ""))
    excerpt = _excerpt(wrong, shown)
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


def _excerpt(wrong: str, shown: Example) -> _Excerpt | None:
    """The lines of the example around what is wrong, or around the reported place."""
    for path, text in shown.files.items():
        if wrong and wrong in text:
            first = text[: text.index(wrong)].count("\n")
            return _cut(path, text, first, first + wrong.rstrip("\n").count("\n"))
    for found in _REPORTED.finditer(shown.report):
        if text := shown.files.get(found["path"], ""):
            return _cut(found["path"], text, int(found["line"]) - 1, int(found["line"]) - 1)
    return _Excerpt("", 0, wrong) if wrong else None


def _cut(path: str, text: str, first: int, last: int) -> _Excerpt:
    start = max(0, first - _AROUND)
    return _Excerpt(path, start + 1, "\n".join(text.splitlines()[start : last + _AROUND + 1]) + "\n")


def _excerpt_blocks(excerpt: _Excerpt | None) -> Iterator[str]:
    if excerpt and excerpt.path:
        yield f"`{excerpt.path}`, from line {excerpt.line}:"
    if excerpt:
        yield _fence(excerpt.text, _language(excerpt))


def _report_blocks(report: str) -> Iterator[str]:
    if report:
        yield "The report:"
        yield _fence(report, "text")


def _right(wrong: str, right: str, excerpt: _Excerpt | None) -> str:
    """The excerpt put right; without words to replace, what is right by itself."""
    if excerpt and wrong and wrong in excerpt.text:
        return _fence(excerpt.text.replace(wrong, right, 1), _language(excerpt))
    return _fence(right, "yaml" if re.search(r"^ *(- )?\w+:", right, re.MULTILINE) else "text")


def _language(excerpt: _Excerpt) -> str:
    return _LANGUAGES.get(Path(excerpt.path).suffix, "yaml")


def _fence(text: str, language: str) -> str:
    """Text that nothing in it can lead out of: a longer fence than any in it, and nothing invisible."""
    lines = [printable(line) for line in text.rstrip("\n").split("\n")]
    longest = max(map(len, re.findall("`+", text)), default=0)
    mark = "`" * max(3, longest + 1)
    cut = [line if len(line) <= _WIDEST or language == "text" else line[: _WIDEST - 1] + "…" for line in lines]
    return "\n".join([f"{mark}{language}", *cut, mark])
