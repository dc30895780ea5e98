"""Two wordings side by side, the words that differ in guillemets: «6,000» before, «6,500» now."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from generator.quotation.words import MARKS, UNSPACED, Range, char_class, fold

CONTEXT = 8  # words shown on either side of a difference
LONGEST_MARK = 60  # words shown of one difference
LONGEST = 1_200  # characters shown in all
COMPARED = 4_000  # words on either side that are compared one by one

_TOKEN = re.compile(
    f"(?:[{char_class(UNSPACED)}][{char_class(MARKS)}]*|[^\\s{char_class(UNSPACED)}]+)\\s*",
)


def marked(before: str, after: str) -> tuple[str, str]:
    """Both texts, what differs marked, and what is far from any difference left out."""
    old, new = _tokens(before), _tokens(after)
    differences = list(_differences([fold(one) for one in old], [fold(one) for one in new]))
    return (
        cut(_shown(old, [(start, end) for start, end, _, _ in differences])),
        cut(_shown(new, [(start, end) for _, _, start, end in differences])),
    )


def cut(text: str, limit: int = LONGEST) -> str:
    """The text in one line, shortened to so many characters."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _tokens(text: str) -> list[str]:
    """The text's words as they are written, each with the space after it."""
    return _TOKEN.findall(" ".join(text.split()))


def _differences(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where the texts part: a range of the old words and one of the new. Long texts that differ throughout are one."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(left), len(right)) > COMPARED:
        yield start, len(old) - end, start, len(new) - end
        return
    for tag, i, j, k, m in SequenceMatcher(None, left, right).get_opcodes():
        if tag != "equal":
            yield start + i, start + j, start + k, start + m


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((index for index, (one, other) in pairs if one != other), min(len(old), len(new)))


def _shown(tokens: Sequence[str], ranges: Sequence[Range]) -> str:
    """The text with its ranges marked and some context around each."""
    pieces: list[str] = []
    at = 0
    for start, end in ranges:
        pieces.append(_context(tokens[at:start], first=not pieces))
        pieces.append(_mark(tokens[start:end]))
        at = end
    return "".join([*pieces, _context(tokens[at:], last=True)])


def _mark(tokens: Sequence[str]) -> str:
    """Words in guillemets, the space after them outside; nothing for no words."""
    text = "".join(tokens[:LONGEST_MARK]) + ("…" if len(tokens) > LONGEST_MARK else "")
    return f"«{text.rstrip()}»{text[len(text.rstrip()) :]}" if tokens else ""


def _context(tokens: Sequence[str], *, first: bool = False, last: bool = False) -> str:
    """Words between differences: those near one, an ellipsis for the rest."""
    before = 0 if first else CONTEXT
    after = 0 if last else CONTEXT
    if len(tokens) <= before + after:
        return "".join(tokens)
    return "".join([*tokens[:before], "… ", *tokens[len(tokens) - after :]])
