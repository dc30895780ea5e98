"""Where the article begins and ends in what was extracted, as a person says.

What is kept is recorded as ranges of words, so that whoever has the same capture cuts the same article, and the
record holds nothing of the text. Words are those of `generator.quotation`; a cut falls between spaces only.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from generator.capture.error import CaptureError
from generator.problem import shown
from generator.quotation.edges import stands
from generator.quotation.words import Words, words

_CHUNK = re.compile(r"\S+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_MARK = "-------- the extracted text starts below this line --------"
_INSTRUCTIONS = f"""\
Delete every line below that isn't part of the article: readers' comments, other headlines, advertisements, requests
to subscribe. Change no word. Save the file and close the editor; to keep everything, close it without a change.
{_MARK}
"""

Range = tuple[int, int]


@dataclass(frozen=True)
class CutRecord:
    """Which words of the extracted text are the article."""

    kept: tuple[Range, ...]
    """First and last word of each run, counted from 1."""
    extracted_words: int
    """The words of the whole extracted text."""

    def __post_init__(self) -> None:
        """Runs are in order and apart, inside the text, and not empty. Raises CaptureError."""
        edges = [0, *(word for run in self.kept for word in run)]
        ordered = all(a < b for a, b in zip(edges[::2], edges[1::2], strict=False))
        if not self.kept or not ordered or edges[-1] > self.extracted_words or any(a > b for a, b in self.kept):
            raise CaptureError("the record of the cut is damaged; capture the article again", rule="cut")

    @property
    def words(self) -> int:
        """The number of words kept."""
        return sum(last - first + 1 for first, last in self.kept)

    def plain(self) -> dict[str, Any]:
        """The record as plain data, for YAML and JSON."""
        return {"kept": [list(run) for run in self.kept], "extracted_words": self.extracted_words}


def cut_record(data: Any) -> CutRecord:
    """The record from plain data as `plain` gives it, numbers as numbers or text. Raises CaptureError."""
    try:
        kept = tuple((int(first), int(last)) for first, last in data["kept"])
        return CutRecord(kept, int(data["extracted_words"]))
    except (KeyError, TypeError, ValueError):
        raise CaptureError("the record of the cut is damaged; capture the article again", rule="cut") from None


def apply(text: str, record: CutRecord) -> str:
    """The article: the recorded runs of the extracted text, each on lines of its own.

    Raises CaptureError where the text isn't the one that was cut.
    """
    starts, ends, count = _places(text)
    if count != record.extracted_words:
        raise CaptureError(
            f"the extracted text has {count} words, and {record.extracted_words} when it was cut: the capture or the"
            " extractor changed; capture the article again",
            rule="cut",
        )
    if any(first - 1 not in starts or last not in ends for first, last in record.kept):
        raise CaptureError("the record cuts a word in two; capture the article again", rule="cut")
    return "\n".join(text[starts[first - 1] : ends[last]] for first, last in record.kept)


def cut(text: str, *, start: str | None = None, end: str | None = None) -> tuple[str, CutRecord]:
    """The article from its first words to its last ones.

    Args:
        text: what was extracted.
        start: the article's first words, enough to stand in one place only; by default the text's start.
        end: the article's last words, likewise after the start; by default the text's end.

    Marks at the ends of `start` and `end` may be left out. Raises CaptureError if they aren't found, or in many places.
    """
    starts, ends, count = _places(text)
    own = words(text)
    first = 0 if start is None else _only(words(start), own, 0, "start", lambda place: place in starts)
    size = len(words(end or ""))
    last = count if end is None else _only(words(end), own, first, "end", lambda place: place + size in ends) + size
    record = CutRecord(((first + 1, last),), count)
    return apply(text, record), record


def _only(part: Words, own: Words, after: int, name: str, is_edge: Callable[[int], bool]) -> int:
    """The one place of some words in the text, counted from 0."""
    places = [at for at in range(after, len(own)) if part and is_edge(at) and stands(part, own, at)]
    if len(places) == 1:
        return places[0]
    said = shown(" ".join(part))
    if not places:
        raise CaptureError(f"the {name} {said} isn't in the extracted text; copy it from there", rule="cut")
    raise CaptureError(f"the {name} {said} stands in {len(places)} places; give more of its words", rule="cut")


def _places(text: str) -> tuple[dict[int, int], dict[int, int], int]:
    """Where in the text a cut can fall: before and after which word is which character; and the number of words."""
    starts, ends, count = {}, {}, 0
    for chunk in _CHUNK.finditer(text):
        if size := len(words(chunk[0])):
            starts[count] = chunk.start()
            count += size
            ends[count] = chunk.end()
    return starts, ends, count


def edit_form(text: str) -> str:
    """The text for an editor, under a few lines that say what to do."""
    return _INSTRUCTIONS + text


def parse_edited(original: str, edited: str) -> tuple[str, CutRecord]:
    """The article from what a person left in the editor: whole lines of the original, in their order.

    Spaces, ends of lines and kinds of quotation marks may differ, as editors change them. Raises CaptureError when
    words were changed, with the line as the editor counts it, or when nothing is left.
    """
    lines = _LINE_END.split(edited)
    head = next((number for number, line in enumerate(lines, 1) if words(line) == words(_MARK)), 0)
    numbered = [(number, words(line)) for number, line in enumerate(lines[head:], head + 1) if words(line)]
    own = [words(line) for line in _LINE_END.split(original)]
    kept = _matched(own, numbered)
    if not kept:
        raise CaptureError("nothing is left of the article; keep the lines that belong to it", rule="cut")
    record = CutRecord(_runs(own, kept), sum(map(len, own)))
    return apply(original, record), record


def _matched(own: list[Words], numbered: list[tuple[int, Words]]) -> list[int]:
    """Which of the original's lines were kept. Where equal lines leave a choice, the one with fewer gaps."""
    forward = list(_walk(own, range(len(own)), numbered))
    backward = list(_walk(own, range(len(own) - 1, -1, -1), numbered[::-1]))[::-1]
    return min(forward, backward, key=lambda kept: sum(b - a > 1 for a, b in pairwise(kept)))


def _walk(own: list[Words], order: Sequence[int], numbered: Iterable[tuple[int, Words]]) -> Iterable[int]:
    places = iter(order)
    for number, line in numbered:
        place = next((place for place in places if own[place] == line), None)
        if place is None:
            raise CaptureError(f"you changed words at line {number}; only deleting whole lines is possible", rule="cut")
        yield place


def _runs(own: list[Words], kept: list[int]) -> tuple[Range, ...]:
    """The kept lines as runs of words, counted from 1; lines that only empty ones part are one run."""
    runs: list[Range] = []
    ends = [0]
    for line in own:
        ends.append(ends[-1] + len(line))
    for place in kept:
        first, last = ends[place] + 1, ends[place + 1]
        joined = runs and runs[-1][1] == first - 1
        runs[-1:] = [(runs[-1][0], last)] if joined else [*runs[-1:], (first, last)]
    return tuple(runs)
