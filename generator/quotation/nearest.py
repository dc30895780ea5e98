"""The passage of a text that is nearest to a quotation which does not stand in it, for an error message.

Time is bounded: the words both have vote for a place, and difflib compares no more than LONGEST words there.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.quotation.edges import CLOSING, OPENING, agree
from generator.quotation.find import places
from generator.quotation.quote import Quotation
from generator.quotation.words import Range, Words

LONGEST = 120  # words of a part that are compared
MOST_VOTES = 500  # places in the text that one word of the quotation votes for
SHOWN = 8  # words shown on either side of the differences
LONGEST_LINE = 40  # words shown in all


@dataclass(frozen=True)
class Difference:
    """Where passage and quotation part: the text's words start..end (0-based), and what the quotation has for them."""

    start: int
    end: int
    quoted: Words


@dataclass(frozen=True)
class Passage:
    """The nearest passage.

    Attributes:
        start: its first word's place in the text, 0-based.
        words: the text's own words there.
        differences: in order; none if the words stand in the text but in another order of parts or another place.
        of: how many words the text has.
    """

    start: int
    words: Words
    differences: tuple[Difference, ...]
    of: int

    @property
    def end(self) -> int:
        """The place after its last word."""
        return self.start + len(self.words)

    def between(self, start: int, end: int) -> Words:
        """The text's words from one place to another inside the passage."""
        return self.words[start - self.start : end - self.start]


def nearest(quotation: Quotation, text: Words) -> Passage | None:
    """The passage nearest to the first part that does not stand where it should, or None if nothing is like it.

    Additions in brackets are left aside. At most LONGEST words are compared, however long part and text are.
    """
    part = _missing_part(quotation.edited, text)
    start = _likeliest_start(part, text)
    if start is None:
        return None
    skipped = _skipped(part, text, start)
    part = part[skipped : skipped + LONGEST]
    low, high = _aligned(part, text, start + skipped)
    return Passage(low, text[low:high], tuple(_differences(part, text, low, high)), len(text))


def render(passage: Passage) -> str:
    """The passage in one line, the words that differ in guillemets: "… suffered «more than» 6,000 …"."""
    low, high = _shown(passage)
    before, after = "… " if low else "", " …" if high < passage.of else ""
    return before + " ".join(_pieces(passage, low, high)) + after


def _missing_part(parts: tuple[Words, ...], text: Words) -> Words:
    """The first part that does not stand after those before it; the first of all if each does."""
    free = 0
    for part in parts:
        later = [start for start in places(part, text) if start >= free]
        if not later:
            return part
        free = later[0] + len(part)
    return parts[0]


def _key(word: str) -> str:
    """What makes two words look alike: case and marks at the ends aside."""
    return word.strip(OPENING + CLOSING).casefold() or word


def _likeliest_start(part: Words, text: Words) -> int | None:
    """Where the part would begin in the text, by vote of the words they share, a rare word counting for more.

    Words added or left out move the start that later words vote for, so votes for starts close by count together.
    """
    votes = _votes(part, text)
    if not votes:
        return None
    reach = max(3, len(part) // 8)
    together: defaultdict[int, float] = defaultdict(float)
    for start, weight in votes.items():
        together[start // reach] += weight
        together[start // reach + 1] += weight
    best = max(sorted(together), key=together.__getitem__)
    near = [start for start in sorted(votes) if start // reach in (best - 1, best)]
    return max(near, key=votes.__getitem__)


def _skipped(part: Words, text: Words, start: int) -> int:
    """How much of a part longer than LONGEST to skip, so that its first change from like to unlike is in the middle."""
    alike = [0 <= at < len(text) and _key(text[at]) == _key(word) for at, word in enumerate(part, start)]
    change = alike.index(not alike[0]) if len(set(alike)) > 1 else 0
    return max(0, min(change - LONGEST // 2, len(part) - LONGEST))


def _votes(part: Words, text: Words) -> dict[int, float]:
    """How strongly the words of the part speak for each start in the text."""
    found: dict[str, list[int]] = {_key(word): [] for word in part}
    for place, word in enumerate(text):
        if (alike := _key(word)) in found:
            found[alike].append(place)
    votes: defaultdict[int, float] = defaultdict(float)
    for offset, word in enumerate(part):
        standing = found[_key(word)]
        for place in standing[:MOST_VOTES]:
            votes[place - offset] += 1 / len(standing)
    return votes


def _aligned(part: Words, text: Words, start: int) -> Range:
    """The text's range that the part's words fall on when the part is laid near `start`."""
    slack = max(SHOWN, len(part) // 4)
    low, high = max(0, start - slack), min(len(text), start + len(part) + slack)
    matcher = SequenceMatcher(None, [*map(_key, part)], [*map(_key, text[low:high])], autojunk=False)
    *blocks, _ = matcher.get_matching_blocks()
    first, last = blocks[0], blocks[-1]
    return max(0, low + first.b - first.a), min(len(text), low + last.b + len(part) - last.a)


def _differences(part: Words, text: Words, low: int, high: int) -> Iterator[Difference]:
    """Where part and text differ, word for word; marks that a quotation may leave out are no difference."""
    own = list(text[low:high])
    if agree(part[0], own[0], first=True, last=len(part) == 1):
        own[0] = part[0]
    if agree(part[-1], own[-1], first=len(part) == 1, last=True):
        own[-1] = part[-1]
    for tag, i, j, start, end in SequenceMatcher(None, part, own, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Difference(low + start, low + end, part[i:j])


def _shown(passage: Passage) -> Range:
    """The range worth showing: the differences and SHOWN words on either side, LONGEST_LINE words at most."""
    if not passage.differences:
        return passage.start, min(passage.end, passage.start + LONGEST_LINE)
    low = max(passage.start, passage.differences[0].start - SHOWN)
    return low, min(passage.end, passage.differences[-1].end + SHOWN, low + LONGEST_LINE)


def _pieces(passage: Passage, low: int, high: int) -> Iterator[str]:
    """The words from low to high, those that differ between guillemets."""
    for difference in passage.differences:
        if low <= difference.start <= high:
            yield from passage.between(low, difference.start)
            low = min(difference.end, high)
            yield f"«{_marked(difference, passage.between(difference.start, low))}»"
    yield from passage.between(low, high)


def _marked(difference: Difference, own: Words) -> str:
    """The text's words, or that it has none where the quotation has some."""
    return " ".join(own) or f"no “{' '.join(difference.quoted)}” here"
