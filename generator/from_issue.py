"""A claim file from a suggestion: the body of an issue made with `.github/ISSUE_TEMPLATE/suggest-a-claim.yml`.

What the suggestion says is filled in, what it doesn't say is marked, and nothing is invented. Anybody may have written
it, so its text reaches the file in quotes or behind the sign of a comment, and what the loader refuses is refused here.
"""

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from generator.dates import UNKNOWN, is_date
from generator.model import Claim, ascii_url
from generator.names import document_id
from generator.problem import Problem, shown
from generator.source import load
from generator.source_file import read_bytes
from generator.source_rules import MAX_BYTES, encoding, forbidden_character, not_a_file, too_large, unreadable
from generator.tidy import tidy

MAX_ADDRESSES = 20
"""How many addresses of one answer become documents; the rest stays in a comment."""

_OF_FILES = {by.name for by in (encoding, forbidden_character, not_a_file, too_large, unreadable)}
_NO_ANSWER = "_No response_"
_ADDRESS = re.compile(r"https?://[^\s<>\"`{}|\\^]+")
_ENDS = ".,;:!?'*_~’”»"
_PAIRS = {")": "(", "]": "["}
_TICKED = re.compile(r"^- \[[xX]\] ", re.MULTILINE)


@dataclass(frozen=True)
class Suggestion:
    """What an issue says: each answer as it was written, an empty one where there is none."""

    claim: str
    claimant: str
    claimed: str
    addresses: str
    why: str
    evidence: str
    licence: str


LABELS = Suggestion(
    claim="The claim",
    claimant="Who made it",
    claimed="When it was made",
    addresses="Where it stands",
    why="Why it matters",
    evidence="What speaks for or against it",
    licence="Licence",
)
"""The form's questions; each is a heading of the issue."""

_HEADING = re.compile(rf"^### ({'|'.join(map(re.escape, vars(LABELS).values()))})[ \t]*$", re.MULTILINE)


def read(path: Path, name: str) -> tuple[Suggestion | None, list[Problem]]:
    """The suggestion in a file that holds an issue's body, or why it can't be taken; `name` is shown to people."""
    problems = [one for one in load(path, name)[1] if one.rule in _OF_FILES]  # Markdown is no YAML; that is no fault
    if problems:
        return None, problems
    return suggestion(read_bytes(path, MAX_BYTES).decode("utf-8-sig").replace("\r\n", "\n"), name)


def suggestion(body: str, name: str) -> tuple[Suggestion | None, list[Problem]]:
    """The suggestion in an issue's body. Each heading of the form stands there once, so no answer can forge another."""
    places: dict[str, re.Match[str]] = {}
    for at in _HEADING.finditer(body):
        if at[1] in places:
            return None, [_problem(name, body, at.start(), f"the heading {shown(at[1])} stands here again; remove one")]
        places[at[1]] = at
    if missing := [label for label in vars(LABELS).values() if label not in places]:
        said = f"the heading {shown(missing[0])} is missing; this has to be the text of an issue made with the form"
        return None, [_problem(name, body, 0, said)]
    made = Suggestion(*(_answer(body, places[label].end()) for label in vars(LABELS).values()))
    if not _TICKED.search(made.licence):
        said = "the suggestion doesn't agree to CC BY 4.0; ask who made it to tick the box"
        return None, [_problem(name, body, places[LABELS.licence].start(), said)]
    return made, []


def _problem(name: str, body: str, index: int, message: str) -> Problem:
    return Problem(name, body.count("\n", 0, index) + 1, 1, "", "issue", message)


def _answer(body: str, start: int) -> str:
    """What stands between this place and the next heading of the form."""
    following = _HEADING.search(body, start)
    answer = body[start : following.start() if following else None].strip()
    return "" if answer == _NO_ANSWER else answer


def claim_file(made: Suggestion, schema: str, dossier: str | None, published: str, known: Mapping[str, str]) -> str:
    """The claim file, in canonical form. Raises TidyError where it would be too large.

    Args:
        made: the suggestion.
        schema: the way from the file to the schema of claims.
        dossier: the dossier it belongs to, where that is known.
        published: the day of publication.
        known: the ids of the source documents that are there, by their addresses.
    """
    where, unclear = _addresses(made.addresses)
    more = [url for url in _addresses(made.evidence)[0] if url not in where][:MAX_ADDRESSES]
    lines = chain(
        [f"# yaml-language-server: $schema={schema}"],
        ["# A suggested claim. Run `attested check` to see what is missing or wrong. Leave out an optional field."],
        _facts(made),
        _quoted("The suggestion also says where it stands:", unclear),
        _appearances(where, known),
        ["verdict:   # a word of the scale in claims/publication.yml", "summary:   # what a reader takes away"],
        _quoted("What speaks for or against it, in the suggestion's words, unverified:", made.evidence),
        _sources(where, more, known),
        _rest(made, dossier, published),
    )
    return tidy("".join(f"{line}\n" for line in lines), Claim)


def _facts(made: Suggestion) -> Iterator[str]:
    """The claim, who made it and when."""
    day = made.claimed if is_date(made.claimed) else ""
    said = f"the suggestion says {shown(made.claimed)}" if made.claimed else "the suggestion doesn't say when"
    yield _field("claim", made.claim, "", "in one sentence, as it was made")
    yield "# short: The claim in at most 75 characters, for lists."
    yield _field("claimant", made.claimant, UNKNOWN, "the suggestion doesn't say who")
    yield f"claimed: {day}" if day else f"claimed: {UNKNOWN}   # a day, a month or a year; {said}"


def _field(name: str, answer: str, otherwise: str, missing: str) -> str:
    """An answer as a field, on one line; where there is none, a word on what is missing."""
    text = " ".join(line.strip() for line in answer.split("\n") if line.strip())
    return f"{name}: {json.dumps(text, ensure_ascii=False)}" if text else f"{name}: {otherwise}   # {missing}"


def _quoted(head: str, text: str) -> Iterator[str]:
    """A text as a comment, each line behind a sign so that no program takes it for an instruction."""
    if text:
        yield f"# {head}"
    for line in text.splitlines():
        parts = textwrap.wrap(line, 96, break_long_words=False, break_on_hyphens=False)
        yield from (f"# > {part}" for part in parts or [""])


def _appearances(where: list[str], known: Mapping[str, str]) -> Iterator[str]:
    """The documents that make the claim: those that have a file by their ids, others described."""
    yield f"appearances:{'' if where else ' []'}   # the documents that make the claim"
    for url in where:
        first, *others = [known[url]] if url in known else _described(url)
        yield f"  - {first}"
        yield from (f"    {line}" for line in others)


def _described(url: str) -> list[str]:
    """A source document of which nothing but the address is known."""
    return [
        f"title: {UNKNOWN}   # as it stands on the page",
        f"publisher: {UNKNOWN}",
        f"url: {json.dumps(url)}",
        f"published: {UNKNOWN}   # a day, a month, a year, or unknown",
    ]


def _sources(where: list[str], more: list[str], known: Mapping[str, str]) -> Iterator[str]:
    """The evidence: what makes the claim, what the suggestion names besides, and an open one where it names nothing."""
    yield "sources:"
    for url in where:
        yield f"  - source: {known.get(url, document_id(url, UNKNOWN, UNKNOWN))}   # {url}"
        yield "    stance: asserts   # this document makes the claim"
        yield "    quote:   # its own words, exactly as they stand there"
    for url in more or [""]:
        described = bool(url) and url not in known
        yield f"  - source: {known.get(url, '')}{'' if described else '   # a document that bears on the claim'}"
        yield from (f"      {line}" for line in (_described(url) if described else ()))
        yield "    stance:   # supports, contradicts or context"
        yield "    quote:"
        yield "    note:   # what this passage shows"


def _rest(made: Suggestion, dossier: str | None, published: str) -> Iterator[str]:
    yield _field("why_checked", made.why, "", "why this claim matters to readers")
    yield "notes:   # the analysis, in Markdown; [@id] cites a document listed above"
    yield "topics: []   # from claims/publication.yml"
    yield f"dossier: {json.dumps(dossier)}" if dossier else "# dossier: the name of a file in claims/dossiers/"
    yield "authors: []"
    yield f"published: {published}"
    yield "corrections: []"


def _addresses(text: str) -> tuple[list[str], str]:
    """The first addresses in an answer, each once, and the lines that say anything else."""
    found: dict[str, None] = {}
    unclear = []
    for line in text.splitlines():
        here = [url for one in _ADDRESS.findall(line) if (url := _address(one))]
        fits = len({*found, *here}) <= MAX_ADDRESSES
        if fits:
            found.update(dict.fromkeys(here))
        if line.strip() and not (fits and here and not _ADDRESS.sub("", line).strip(" -*<>\t")):
            unclear.append(line)
    return list(found), "\n".join(unclear)


def _address(text: str) -> str | None:
    """The address in its one spelling, without the signs that end a sentence; None where it can't be one."""
    spare = Counter({close: text.count(close) - text.count(opens) for close, opens in _PAIRS.items()})
    end = len(text)
    while end and (text[end - 1] in _ENDS or spare[text[end - 1]] > 0):
        end -= 1
        spare[text[end]] -= 1
    try:
        return ascii_url(text[:end])
    except ValueError:
        return None
