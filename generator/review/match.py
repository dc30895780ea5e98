"""Which file, and which piece of evidence, is which on the other side of a comparison."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.model import UNKNOWN, Claim, Dossier, Evidence, Shape, SourceDocument, SourceRef
from generator.quotation.words import fold, words
from generator.review.entries import Entry, Key

Pair = tuple[Entry | None, Entry | None]
"""A file at the base and now; None on the side where there is none."""

Same = Callable[[SourceRef, SourceRef], bool]
"""Whether a source at the base and one now are at one address."""


def pairs(before: Mapping[Key, Entry], after: Mapping[Key, Entry]) -> Iterator[Pair]:
    """Every file once: by its id, by a former id that it names, and by what it says where it lost its id."""
    lost = [one for key, one in before.items() if key not in after]
    new = [one for key, one in after.items() if key not in before]
    renamed = dict(_led_on(lost, new))
    found = {one.path for one in renamed.values()}
    rest = [one for one in lost if one.path not in renamed]
    renamed |= _renamed(rest, [one for one in new if one.path not in found])
    yield from ((before[key], after[key]) for key in before.keys() & after.keys())
    yield from ((one, renamed.get(one.path)) for one in lost)
    found = {one.path for one in renamed.values()}
    yield from ((None, one) for one in new if one.path not in found)


def evidence(before: Sequence[Evidence], after: Sequence[Evidence], same: Same) -> Iterator[tuple[int, int]]:
    """Pairs of what is one piece of evidence: same source and words; else the same words; else the same source.

    Of several quotations from one source, those go together that share most words.
    """
    old, new = [_text(piece) for piece in before], [_text(piece) for piece in after]
    every = [(i, j) for i in range(len(old)) for j in range(len(new))]
    one_source = [(i, j) for i, j in every if same(before[i].source, after[j].source)]
    one_text = [(i, j) for i, j in every if old[i] and old[i] == new[j]]
    both = sorted(set(one_source) & set(one_text))
    bags = [[Counter(words(text)) for text in side] for side in (old, new)]
    alike = sorted(one_source, key=lambda pair: -(bags[0][pair[0]] & bags[1][pair[1]]).total())
    taken: tuple[set[int], set[int]] = set(), set()
    for i, j in [*both, *one_text, *alike]:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield i, j


def leads_on(old: Entry, new: Entry) -> bool:
    """Whether the new file names the old one's id among its former ones, so that the old address leads to it."""
    return old.about == new.about and old.id in former_ids(new)


def former_ids(entry: Entry) -> tuple[str, ...]:
    """The ids that a file had before; none where it can't be read."""
    return getattr(entry.read and entry.read.value, "former_ids", ())


def _led_on(lost: Sequence[Entry], new: Sequence[Entry]) -> Iterator[tuple[str, Entry]]:
    """For each lost file whose id a new one names, that file; each once."""
    free = list(new)
    for old in lost:
        found = next((one for one in free if leads_on(old, one)), None)
        if found:
            free.remove(found)
            yield old.path, found


def _renamed(lost: Sequence[Entry], new: Sequence[Entry]) -> Iterator[tuple[str, Entry]]:
    """For each lost file whose record seems to stand in another file now, that file."""
    free = [(one, marks) for one in new if one.read and (marks := _marks(one.read.value))]
    for old in lost:
        marks = _marks(old.read.value) if old.read else None
        if marks is None:
            continue
        found = next((pair for pair in free if pair[0].about == old.about and _alike(marks, pair[1])), None)
        if found:
            free.remove(found)
            yield old.path, found[0]


def _marks(value: Shape) -> tuple[set[str], set[str]] | None:
    """What a record is recognised by: any of the first alone, or half of the second; the settings have but one name."""
    if isinstance(value, Claim):
        return {fold(value.claim)}, {_text(piece) for piece in value.sources if piece.quote}
    if isinstance(value, Dossier):
        return {fold(value.title)}, set(value.claims)
    if not isinstance(value, SourceDocument):
        return None
    described = fold(f"{value.title}\n{value.publisher}\n{value.published}")
    return {described, value.url, value.capture.root if value.capture else UNKNOWN} - {UNKNOWN}, set()


def _alike(one: tuple[set[str], set[str]], other: tuple[set[str], set[str]]) -> bool:
    """Whether two records share a mark that is enough, or half of the first one's others are in the other."""
    (alone, parts), (others_alone, others) = one, other
    return bool(alone & others_alone) or 2 * len(parts & others) >= len(parts) > 0


def _text(piece: Evidence) -> str:
    return fold(piece.quote or "")
