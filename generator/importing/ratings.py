"""The map of ratings: which rating of an archive is which verdict here. A person decides; nothing is guessed.

The same word means different things on different scales, so a rating is its words with its number and the ends of its
scale. A first run writes each rating it met, with how often, and leaves the verdict open, unless words and number are
those of a verdict of this publication.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from generator.importing.record import Rating
from generator.model import Settings
from generator.tidy_scalar import inline
from generator.write import atomically

BEST, WORST = 5.0, 1.0
Key = tuple[str, float | None, float | None, float | None]


class MapError(Exception):
    """A map that can't be read; says what is wrong and what to do."""


@dataclass
class Ratings:
    """The map, and what was met since."""

    path: Path
    settings: Settings
    verdicts: dict[Key, str] = field(default_factory=dict)
    """What the file says; an empty text where nobody decided yet."""
    met: Counter[Rating] = field(default_factory=Counter)

    def verdict(self, rating: Rating) -> str:
        """The verdict this rating stands for, or an empty text."""
        self.met[rating] += 1
        decided = self.verdicts.get(_key(rating))
        return _same(rating, self.settings) if decided is None else decided

    def write(self) -> int:
        """Write what was met and isn't in the file yet, and return how many; nothing else in the file changes."""
        new: dict[Key, tuple[Rating, int]] = {}
        for rating, count in self.met.items():
            if (key := _key(rating)) not in self.verdicts:
                first, before = new.get(key, (rating, 0))
                new[key] = first, before + count
        if new:
            ordered = sorted(new.values(), key=lambda one: (-one[1], str(one[0])))
            before_ = self.path.read_text("utf-8").rstrip("\n") if self.path.exists() else _head(self.settings)
            column = _column(before_)
            entries = [_entry(rating, count, column, self.settings) for rating, count in ordered]
            atomically(self.path, "\n".join([before_, *entries, ""]).encode())
        return len(new)

    @property
    def open(self) -> int:
        """How many of the ratings met have no verdict yet."""
        return len({_key(one) for one in self.met if not (self.verdicts.get(_key(one)) or _same(one, self.settings))})


def read(path: Path, settings: Settings) -> Ratings:
    """The map in this file, an empty one where there is none. Raises MapError."""
    made = Ratings(path, settings)
    if not path.exists():
        return made
    try:
        data = yaml.load(path.read_text("utf-8-sig"), Loader=yaml.BaseLoader)
        entries = data["ratings"] or []
        for number, entry in enumerate(entries, 1):
            made.verdicts[_key(_rating(entry))] = _decided(entry, number, made)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as error:
        said = " ".join(str(error).split())
        raise MapError(
            f"{path} is no map of ratings ({said}); mend it, or remove it and run the import again"
        ) from None
    return made


def _decided(entry: dict[str, str], number: int, made: Ratings) -> str:
    verdict = entry.get("verdict", "").strip()
    if verdict and verdict not in made.settings.verdicts:
        known = ", ".join(made.settings.verdicts)
        raise MapError(
            f"{made.path}: ratings[{number - 1}].verdict: {verdict!r} is not on the scale; use one of: {known}"
        )
    return verdict


def _rating(entry: dict[str, str]) -> Rating:
    numbers = (float(entry[name]) if entry.get(name) else None for name in ("value", "best", "worst"))
    return Rating(entry.get("words", ""), *numbers)


def _key(rating: Rating) -> Key:
    return " ".join(rating.words.casefold().split()), rating.value, rating.best, rating.worst


def _same(rating: Rating, settings: Settings) -> str:
    """The verdict with these very words and this very number, on this publication's own scale; else an empty text."""
    for id_, verdict in settings.verdicts.items():
        scale = (None, None, None) if verdict.rating is None else (float(verdict.rating), BEST, WORST)
        if rating.words == verdict.label and (rating.value, rating.best, rating.worst) == scale:
            return id_
    return ""


def _head(settings: Settings) -> str:
    return (
        "# Which rating of the archive is which verdict here. After each `verdict:` write one of:\n"
        f"#   {', '.join(settings.verdicts)}\n"
        "# Then run the import again. Left empty, the claims with this rating stay drafts without a verdict.\n"
        "# The same word on another scale is another rating; `met` says how many claims have it.\n"
        "ratings:"
    )


def _column(text: str) -> str:
    """How far the entries stand in."""
    found = re.search(r"^( *)- ", text, re.MULTILINE)
    return found[1] if found else "  "


def _entry(rating: Rating, count: int, column: str, settings: Settings) -> str:
    numbers = (("value", rating.value), ("best", rating.best), ("worst", rating.worst))
    lines = [f"words: {inline(rating.words) or chr(34) * 2}"]
    lines += [f"{name}: {number:.10g}" for name, number in numbers if number is not None]
    if fault := _fault(rating):
        lines[-1] += f"  # {fault}"
    lines += [f"met: {count}", f"verdict: {_same(rating, settings)}".rstrip()]
    return "\n".join(f"{column}{'- ' if place == 0 else '  '}{line}" for place, line in enumerate(lines))


def _fault(rating: Rating) -> str:
    """What is odd about the numbers, for whoever decides."""
    if rating.best is not None and rating.worst is not None and rating.best < rating.worst:
        return "best is below worst"
    ends = sorted(one for one in (rating.best, rating.worst) if one is not None)
    if rating.value is not None and len(ends) == 2 and not ends[0] <= rating.value <= ends[1]:
        return "the value is outside its scale"
    return ""
