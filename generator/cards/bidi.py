"""The direction of text: which parts of a line run from right to left, and in which order parts stand (UAX #9).

Text here is one line without explicit directions, which the rules of the format refuse, so all of it is one sequence.
"""

import unicodedata
from collections.abc import Sequence
from itertools import groupby

_STRONG = {"L": 0, "R": 1, "AL": 1}
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "BN", "LRI", "RLI", "FSI", "PDI", "LRE", "RLE", "LRO", "RLO", "PDF"})
_PAIRS = {"(": ")", "[": "]", "{": "}"}


def base(text: str) -> int:
    """A text's direction by its first letter that has one: 0 from left to right, 1 from right to left (P2, P3)."""
    return next((_STRONG[kind] for c in text if (kind := unicodedata.bidirectional(c)) in _STRONG), 0)


def levels(text: str, level: int) -> list[int]:
    """Each character's level in a text of this direction: even runs from left to right, odd from right to left."""
    own = [unicodedata.bidirectional(c) or "L" for c in text]
    kinds = _weak(own, "RL"[level == 0])
    _brackets(text, kinds, "LR"[level])
    _neutral(kinds, "LR"[level])
    even = {"L": 0, "R": 1, "AN": 2, "EN": 2}
    odd = {"L": 2, "R": 1, "AN": 2, "EN": 2}
    made = [(odd if level else even)[kind] for kind in kinds]
    for at in reversed(range(len(text))):  # L1: white space at the end stands at the line's end
        if own[at] not in ("WS", "S", "B", "BN"):
            break
        made[at] = level
    return made


def visual(levels: Sequence[int]) -> list[int]:
    """The order, from left to right, in which parts of these levels stand (L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        made: list[int] = []
        turned: list[int] = []
        for at in order:
            if levels[at] >= level:
                turned.append(at)
            else:
                made += [*reversed(turned), at]
                turned = []
        order = [*made, *reversed(turned)]
    return order


def _weak(own: Sequence[str], start: str) -> list[str]:
    """Digits and the signs about them take their direction (W1 to W7); `start` is what stands before the line."""
    kinds, before, strong = list(own), start, start
    for at, kind in enumerate(kinds):  # W1, W2, W3
        now = before if kind == "NSM" else kind
        before = now
        if now in _STRONG:
            strong = now
        kinds[at] = "AN" if now == "EN" and strong == "AL" else now
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):  # W4
        left, kind, right = kinds[at - 1 : at + 2]
        if left == right and ((kind in ("ES", "CS") and left == "EN") or (kind == "CS" and left == "AN")):
            kinds[at] = left
    made: list[str] = []
    for kind, group in groupby(kinds):  # W5
        many = list(group)
        end = len(made) + len(many)
        beside = made[-1:] == ["EN"] or (end < len(kinds) and kinds[end] == "EN")
        made += ["EN"] * len(many) if kind == "ET" and beside else many
    strong = start
    for at, kind in enumerate(made):  # W6, W7
        if kind in ("L", "R"):
            strong = kind
        elif kind in ("ES", "ET", "CS") or kind in _NEUTRAL:
            made[at] = "ON"
        elif kind == "EN" and strong == "L":
            made[at] = "L"
    return made


def _brackets(text: str, kinds: list[str], base: str) -> None:
    """Both brackets of a pair take one direction: what stands in them, else what stands before (N0)."""
    open_: list[int] = []
    pairs = []
    for at, character in enumerate(text):
        if kinds[at] != "ON":
            continue
        if character in _PAIRS:
            open_.append(at)
        elif found := [one for one in open_ if _PAIRS[text[one]] == character]:
            del open_[open_.index(found[-1]) :]
            pairs.append((found[-1], at))
    for first, last in sorted(pairs):
        inside = {strong for kind in kinds[first + 1 : last] if (strong := _direction(kind))}
        if base in inside:
            kinds[first] = kinds[last] = base
        elif inside:
            before = next((strong for kind in reversed(kinds[:first]) if (strong := _direction(kind))), base)
            kinds[first] = kinds[last] = before if before in inside else base


def _direction(kind: str) -> str:
    """L, R, or nothing; a number counts as from right to left."""
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind, "")


def _neutral(kinds: list[str], base: str) -> None:
    """What has no direction takes that of both its sides, or the line's (N1, N2)."""
    at = 0
    for neutral, group in groupby(list(kinds), lambda kind: kind == "ON"):
        end = at + len(list(group))
        if neutral:
            left = _direction(kinds[at - 1]) if at else base
            right = _direction(kinds[end]) if end < len(kinds) else base
            kinds[at:end] = [left if left == right else base] * (end - at)
        at = end
