"""A review as a comment on a pull request.

A contributor's text stands only inside code, where no code host reads markup, mentions, references, addresses or
images; entities and backslashes don't stop a mention. So nothing here needs a table, and nothing can break one.
"""

import re
from collections.abc import Iterator

from generator.problem import Problem
from generator.report import printable
from generator.review.change import Change, Reviewed
from generator.review.marks import cut
from generator.review.report import UNGUARDED, Review, counted, heading
from generator.review.sentence import say

LIMIT = 60_000
"""Characters of the whole; GitHub refuses a comment of more than 65,536."""

_LONGEST_VALUE = 300
_LONGEST_PROBLEM = 1_000
_ROOM = 200  # kept free for the note on what is left out


def markdown(review: Review, limit: int = LIMIT) -> str:
    """The problems, then each file with its changes; what doesn't fit is counted, from the end."""
    start = f"Compared with {code(review.base.commit[:12])}, {code(review.base.name)}. {counted(review.reviewed)}"
    start += "" if review.guarded else f"\n\n{UNGUARDED}"
    blocks = [f"## Review of the claims\n\n{start}", *_blocks(review)]
    kept: list[str] = []
    room = limit - _ROOM
    for block in blocks:
        room -= len(block) + 2
        if room < 0:
            break
        kept.append(block)
    left_out = blocks[len(kept) :]
    return "\n\n".join([*kept, *_note(left_out)]) + "\n"


def _note(left_out: list[str]) -> list[str]:
    count = sum(block.startswith("- ") for block in left_out)
    return [f"_{count:,} more are left out here; `attested review` shows all._"] if left_out else []


def _blocks(review: Review) -> Iterator[str]:
    if review.problems:
        yield "### Problems"
        yield from (f"- {code(_line(problem), _LONGEST_PROBLEM)}" for problem in review.problems)
    for one in review.reviewed:
        yield f"### {heading(one, code(one.id))}\n\n{code(one.path)}"
        yield from (_change(one, change) for change in one.changes)


def _line(problem: Problem) -> str:
    field = f"{problem.field}: " if problem.field else ""
    return f"{problem.path}:{problem.line}:{problem.column}: {field}{problem.message} [{problem.rule}]"


def _change(one: Reviewed, change: Change) -> str:
    """A list item: the sentence, and for a changed text both wordings as code hosts colour them."""
    said = say(one, change, code)
    if not said.was and not said.now:
        return f"- Line {change.line}: {said.sentence}"
    body = f"- {printable(said.was)}\n+ {printable(said.now)}"
    fence = "`" * max(3, _longest_run(body) + 1)
    block = f"{fence}diff\n{body}\n{fence}".replace("\n", "\n  ")
    return f"- Line {change.line}: {said.sentence}\n\n  {block}"


def code(value: str, limit: int = _LONGEST_VALUE) -> str:
    """A value in a code span that no backquote in it can end."""
    text = printable(cut(value, limit)) or " "
    mark = "`" * (_longest_run(text) + 1)
    space = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{mark}{space}{text}{space}{mark}"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
