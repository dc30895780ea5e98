"""The verdict's mark as coverage of pixels, drawn from the very template that the pages take it from.

Only what those shapes need of SVG: circles and paths, filled (`at-solid`), stroked, or cut out of the rest (`at-cut`).
A pixel's coverage follows from its distance to the outline.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

from generator.cards.face import Mask
from generator.render.templates import fill
from generator.wording import ENGLISH

_BOX = 24
_STROKE, _CUT = 2.2, 2.8
"""Widths of lines, as in attested.css."""
_PART = re.compile(r"([A-Za-z])|(-?(?:\d+\.?\d*|\.\d+))")
_NUMBERS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "a": 7, "z": 0}
_BENDS = 12

Point = tuple[float, float]
Line = list[Point]


@cache
def mark(name: str, size: int) -> Mask:
    """The mark of this name in a square of this size; the line's base is its lower edge."""
    svg = ElementTree.fromstring(fill(ENGLISH, "marks.svg", "", names=[name]))
    shapes = [_shape(one) for one in svg.iter() if one.tag.endswith(("circle", "path"))]
    scale = _BOX / size
    rows = (
        bytes(_covered(shapes, (x + 0.5) * scale, (y + 0.5) * scale, 1 / scale) for x in range(size))
        for y in range(size)
    )
    return Mask(0, -size, size, tuple(rows))


@dataclass(frozen=True)
class _Circle:
    x: float
    y: float
    radius: float

    def depth(self, x: float, y: float) -> float:
        return self.radius - math.sqrt((x - self.x) ** 2 + (y - self.y) ** 2)


@dataclass(frozen=True)
class _Path:
    lines: tuple[Line, ...]

    def depth(self, x: float, y: float) -> float:
        near = math.sqrt(min(_distance(line, x, y) for line in self.lines))
        return near if _inside(self.lines, x, y) else -near


def _shape(element: ElementTree.Element) -> tuple[str, _Circle | _Path]:
    """What it is for, and a shape that knows how deep inside it a point lies."""
    kind = element.get("class", "")
    if element.tag.endswith("circle"):
        return kind, _Circle(*(float(element.get(name, "0")) for name in ("cx", "cy", "r")))
    return kind, _Path(tuple(_lines(element.get("d", ""))))


def _covered(shapes: Sequence[tuple[str, _Circle | _Path]], x: float, y: float, pixels: float) -> int:
    """How much of the pixel at this point is covered, of 255; `pixels` are in one unit."""
    seen = 0.0
    for kind, shape in shapes:
        depth = shape.depth(x, y)
        if kind == "at-solid":
            seen = max(seen, _edge(depth * pixels))
        elif kind == "at-cut":
            seen = min(seen, 1 - _edge((_CUT / 2 - abs(depth)) * pixels))
        else:
            seen = max(seen, _edge((_STROKE / 2 - abs(depth)) * pixels))
    return int(seen * 255)


def _edge(depth: float) -> float:
    return min(1.0, max(0.0, depth + 0.5))


def _distance(line: Line, x: float, y: float) -> float:
    """The square of the distance to a line."""
    best = math.inf
    for (ax, ay), (bx, by) in pairwise(line):
        dx, dy = bx - ax, by - ay
        along = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy or 1)))
        best = min(best, (x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2)
    return best


def _inside(lines: Sequence[Line], x: float, y: float) -> bool:
    found = False
    for line in lines:
        for (ax, ay), (bx, by) in pairwise(line):
            if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
                found = not found
    return found


def _lines(path: str) -> Iterator[Line]:
    """The lines of a path's data; bends in short straight ones."""
    line: Line = []
    handle: Point | None = None
    """Where the last bend points from; a smooth one goes on from there."""
    for command, numbers in _commands(path):
        x, y = line[-1] if line else (0.0, 0.0)
        name = command.lower()
        points = _points(name, numbers, (x, y) if command.islower() else (0.0, 0.0))
        if name == "m":
            if len(line) > 1:
                yield line
            line = points
        elif name in "cs":
            first = [] if name == "c" else [(2 * x - handle[0], 2 * y - handle[1]) if handle else (x, y)]
            bend = [(x, y), *first, *points]
            line += _curve(bend)
            handle = bend[2]
            continue
        elif name == "a":
            line += _arc((x, y), points[0], numbers[0], sweep=bool(numbers[4]))
        else:
            line.append({"h": (points[0][0], y), "v": (x, points[0][1])}.get(name, points[0]) if points else line[0])
        handle = None
    yield line


def _points(name: str, numbers: Sequence[float], start: Point) -> Line:
    """A command's points, counted from a start; of a half circle the last alone."""
    x, y = start
    if name == "h":
        return [(x + numbers[0], 0)]
    if name == "v":
        return [(0, y + numbers[0])]
    pairs = numbers[5:] if name == "a" else numbers
    return [(x + across, y + along) for across, along in zip(pairs[::2], pairs[1::2], strict=True)]


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; one that is not repeated goes on."""
    name, numbers = "", list[float]()
    for letter, number in _PART.findall(path):
        if letter:
            name, numbers = letter, []
        else:
            numbers.append(float(number))
        if len(numbers) == _NUMBERS[name.lower()]:
            yield name, numbers
            name, numbers = {"m": "l", "M": "L"}.get(name, name), []


def _curve(points: Sequence[Point]) -> Iterator[Point]:
    for step in range(1, _BENDS + 1):
        t = step / _BENDS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        yield (
            math.fsum(weight * x for weight, (x, _) in zip(weights, points, strict=True)),
            math.fsum(weight * y for weight, (_, y) in zip(weights, points, strict=True)),
        )


def _arc(start: Point, end: Point, radius: float, *, sweep: bool) -> Iterator[Point]:
    """Half a circle, or less of one."""
    (ax, ay), (bx, by) = start, end
    half = math.sqrt((bx - ax) ** 2 + (by - ay) ** 2) / 2
    away = math.sqrt(max(0.0, radius * radius - half * half)) / (2 * half) * (1 if sweep else -1)
    cx, cy = (ax + bx) / 2 - (by - ay) * away, (ay + by) / 2 + (bx - ax) * away
    first, last = math.atan2(ay - cy, ax - cx), math.atan2(by - cy, bx - cx)
    turn = (last - first) % math.tau if sweep else -((first - last) % math.tau)
    for step in range(1, _BENDS * 2 + 1):
        angle = first + turn * step / (_BENDS * 2)
        yield cx + radius * math.cos(angle), cy + radius * math.sin(angle)
