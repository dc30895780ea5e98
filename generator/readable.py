"""Whether a text can be read: it shows something, and what it shows stays in its place on the page."""

import re
import unicodedata
from itertools import groupby

MOST_MARKS = 10
"""Marks that one letter may carry; writing needs five at most, more would cover the lines around it."""

DOTS = ("…", "...")
"""What stands in a message or an example for what somebody is to write there."""

TEMPLATE = "The analysis, in Markdown. Cite a document listed above by its name:"
"""What `attested new` has in the notes for whoever writes them."""

_PLACEHOLDER = re.compile(
    r"…|\.\.\.|\?+|[-–—_]+|(TODO|TBD|FIXME)(:.*)?|N/A|n/a|" + re.escape(TEMPLATE) + ".*", re.DOTALL
)

_BLANK = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs that look like a space."""


_MAYBE_MARKS = re.compile(rf"[^\w\s]{{{MOST_MARKS + 1}}}")
"""Where too many marks may stand: neither letters nor digits, nor space. Found many times as fast as their kinds."""


def is_placeholder(text: str) -> bool:
    """Whether somebody meant to write something here later."""
    return _PLACEHOLDER.fullmatch(text.strip()) is not None


def fault(text: str) -> str | None:
    """What is wrong with a text that nobody can read; None where it is one."""
    if text.isascii():
        return None  # what is left of it without the spaces around it is seen
    if not any(_shows(character) for character in text):
        return "holds nothing that can be seen; write what belongs here"
    if not _MAYBE_MARKS.search(text):
        return None
    marks = max((sum(1 for _ in run) for is_mark, run in groupby(text, _is_mark) if is_mark), default=0)
    if marks > MOST_MARKS:
        return f"has a letter with {marks} marks on it, which covers what stands around it; leave at most {MOST_MARKS}"
    return None


def _shows(character: str) -> bool:
    return character not in _BLANK and unicodedata.category(character)[0] not in "CMZ"


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me")
