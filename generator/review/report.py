"""A review as editors, programs and code hosts read it. Nothing is printed here."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from generator import report
from generator.problem import Problem, shown
from generator.report import printable
from generator.review.change import Change, Reviewed
from generator.review.git import Base
from generator.review.marks import cut
from generator.review.sentence import Said, say

UNGUARDED = "The base was never published (published_since in claims/publication.yml), so no change of it is refused."
_LONGEST_VALUE = 300


@dataclass(frozen=True)
class Review:
    """What the claims are compared with, every file that changed, and what the guard found.

    `guarded` says whether the guard looked at all: it doesn't where the base was never published.
    """

    base: Base
    reviewed: tuple[Reviewed, ...]
    problems: tuple[Problem, ...]
    guarded: bool = True


def counted(reviewed: Sequence[Reviewed]) -> str:
    """How many changes in how many files of which kind."""
    if not reviewed:
        return "No changes."
    files = Counter(one.about for one in reviewed)
    places = ", ".join(_number(count, kind) for kind, count in files.items() if kind != "publication")
    places = ", ".join(filter(None, [places, "the publication’s facts" if files["publication"] else ""]))
    return f"{_number(sum(len(one.changes) for one in reviewed), 'change')} in {places}."


def placed(review: Review, before: str) -> Review:
    """The same with this before each path."""
    reviewed = tuple(replace(one, path=f"{before}{one.path}") for one in review.reviewed)
    return replace(
        review, reviewed=reviewed, problems=tuple(replace(p, path=f"{before}{p.path}") for p in review.problems)
    )


def text(review: Review, *, colour: bool = False) -> str:
    """Each file with its changes, then the problems in their usual form."""
    start = f"Compared with {review.base.commit[:12]}, {review.base.name}. {counted(review.reviewed)}"
    blocks = [start, *("\n".join(_lines(one)) for one in review.reviewed)]
    end = report.text(review.problems, colour=colour) if review.guarded else UNGUARDED
    return "\n\n".join([*blocks, end])


def as_json(review: Review) -> str:
    """A JSON object with the base, every change with all its parts and as a sentence, and the problems."""
    made = {
        "base": asdict(review.base),
        "guarded": review.guarded,
        "changes": [_row(one, change) for one in review.reviewed for change in one.changes],
        "problems": [asdict(problem) for problem in review.problems],
    }
    return json.dumps(made, ensure_ascii=False, indent=2)


def github(review: Review) -> str:
    """GitHub's workflow commands: a notice for each change, an error for each problem, at its line."""
    notices = [_notice(one, change) for one in review.reviewed for change in one.changes]
    end = report.github(review.problems) if review.guarded else f"::notice::{_escaped(UNGUARDED)}"
    return "\n".join([*notices, *filter(None, [end])])


def heading(one: Reviewed, name: str) -> str:
    """What a file describes, its id as the form writes it, and how many published claims quote it."""
    quoted = f", quoted by {_number(len(one.quoted_by), 'published claim')}" if one.quoted_by else ""
    return one.about if one.about == "publication" else f"{one.about} {name}{quoted}"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _quoted(value: str) -> str:
    return shown(cut(value), _LONGEST_VALUE)


def _lines(one: Reviewed) -> Iterator[str]:
    yield printable(f"{one.path} ({heading(one, one.id)})")
    for change in one.changes:
        said = say(one, change, _quoted)
        yield f"  line {change.line}: {said.sentence}"
        if said.was or said.now:
            yield printable(f"    was: {said.was}")
            yield printable(f"    now: {said.now}")


def _row(one: Reviewed, change: Change) -> dict[str, Any]:
    said = say(one, change, _quoted)
    return {
        "path": one.path,
        "line": change.line,
        "column": change.column,
        "about": one.about,
        "id": one.id,
        "published": one.published,
        "quoted_by": one.quoted_by,
        "kind": change.kind,
        "field": change.field,
        "source": change.of,
        "before": change.before,
        "after": change.after,
        "text": _joined(said),
    }


def _joined(said: Said) -> str:
    """The sentence with both wordings, in one line."""
    return f"{said.sentence} Was: {said.was} Now: {said.now}" if said.was or said.now else said.sentence


def _notice(one: Reviewed, change: Change) -> str:
    """`::notice file=…,line=…::message`, encoded as GitHub asks."""
    message = _escaped(printable(_joined(say(one, change, _quoted))))
    file = _escaped(one.path).replace(":", "%3A").replace(",", "%2C")
    return f"::notice file={file},line={change.line},col={change.column}::{message}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
