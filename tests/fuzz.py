"""Hostile input by chance, as long as one likes: `python tests/fuzz.py 10` takes ten minutes and counts what it tried.

Half of the time claim files are mutated and read; half of it whole sites are built, with hostile text made up for
every field, and compared with the same site of harmless words as a browser's parser sees both. `--count` counts what
the tests try each time. The seed of a run is printed, so that a find can be looked at again (`--seed`).
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
import test_hostile
import test_hostile_files
import test_reproducible
from conftest import PROJECT, build

from generator.folder import read
from generator.problem import Problem
from generator.quotation.find import find
from generator.quotation.nearest import nearest
from generator.quotation.quote import QuotationError
from generator.quotation.quote import parse as parse_quote
from generator.quotation.words import words
from generator.report import github, text
from generator.source import parse

PIECES = [
    *test_hostile.AT_A_START,
    *test_hostile.ANYWHERE,
    "\n",
    "\n  ",
    ": ",
    "- ",
    " #",
    "&a ",
    "*a",
    "!!x ",
    "'",
    '"',
    "\u2028",
]


def mutated(seed: str, random: Random) -> str:
    """A file with a few pieces put in, taken out or doubled."""
    made = seed
    for _ in range(random.randint(1, 8)):
        at, length = random.randrange(len(made) + 1), random.randrange(12)
        piece = random.choice(
            [random.choice(PIECES), chr(random.randrange(0x20, 0xD800)), made[at : at + length * 3], ""]
        )
        made = made[:at] + piece + made[at + random.choice([0, length]) :]
    return made


def look(content: str) -> list[Problem]:
    """Read a file as text and quote from it; raises where the program fails."""
    record, problems = parse(content, "claims/x.yml")
    assert record or problems
    text(problems), github(problems)
    known = words(content)
    with suppress(QuotationError):
        quotation = parse_quote(content[20:120])
        find(quotation, known)
        nearest(quotation, known)
    return problems


def read_files(until: float, random: Random, counts: Counter[str]) -> None:
    """Mutate claim files, some hundred in a folder at once, and check them."""
    seeds = [path.read_text("utf-8") for path in sorted((PROJECT / "claims").rglob("*.yml"))]
    while time.monotonic() < until:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "claims"
            folder.mkdir()
            for number in range(100):
                content = mutated(random.choice(seeds), random)
                counts["problems"] += len(look(content))
                (folder / f"c{number}.yml").write_text(content, "utf-8", errors="surrogatepass")
            counts["problems"] += len(read(Path(name)).problems)
        counts["files read"] += 100


def build_sites(until: float, random: Random, counts: Counter[str], harmless: Path) -> None:
    """Build sites with other hostile texts in every field and compare them with the harmless one."""
    while time.monotonic() < until:
        for number in range(len(test_hostile.TEXTS)):
            start, rest = random.choice(test_hostile.AT_A_START), random.choices(test_hostile.ANYWHERE, k=6)
            test_hostile.TEXTS[number] = " ".join([start, *rest])
        with tempfile.TemporaryDirectory() as name:
            root = test_hostile._project(Path(name) / "hostile", hostile=True)
            hostile = build(root, root / "site")
            for address in test_hostile.ADDRESSES:
                test_hostile.test_no_text_becomes_markup(hostile, harmless, address)
            for number in range(len(test_hostile.TEXTS)):
                test_hostile.test_a_claim_s_texts_are_shown_as_written(hostile, number)
                test_hostile.test_a_document_s_texts_are_shown_as_written(hostile, number)
            test_hostile._seen.cache_clear()
            test_hostile._parsed.cache_clear()
        counts["sites built"] += 1
        counts["payloads in fields"] += tried()


def tried() -> int:
    """How many payloads stand in how many fields of one hostile site: one a payload and field."""
    pieces = [*test_hostile.AT_A_START, *test_hostile.ANYWHERE]
    said: list[Any] = [test_hostile._settings(hostile=True)]
    for number in range(len(test_hostile.TEXTS)):
        said += [test_hostile._claim(number, hostile=True), test_hostile._document(number, hostile=True)]
    strings = [one for record in said for one in test_hostile._values(record) if isinstance(one, str)]
    return sum(piece in one for one in strings for piece in pieces)


def main() -> int:
    """Fuzz for so many minutes, or count."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("minutes", type=float, nargs="?", default=10)
    asked.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    asked.add_argument("--count", action="store_true", help="count what the tests try each time")
    asked.add_argument("--builds", action="store_true", help="count the builds that are the same byte for byte")
    options = asked.parse_args()
    if options.builds:
        failed = pytest.main(["-q", "-W", "ignore::pytest.PytestAssertRewriteWarning", test_reproducible.__file__])
        made = test_reproducible.IDENTICAL
        print(f"{len(made)} builds elsewhere are the same byte for byte, {sum(made):,} files in all")
        return int(failed)
    if options.count:
        print(f"{tried():,} payloads in fields of one site, built with and without every extension")
        print(f"{len(test_hostile.NOTES)} hostile notes, {len(test_hostile.REFUSED) * 3} refused addresses")
        fields, texts = test_hostile_files.count()
        print(f"{fields * texts:,} refused: {texts} texts that nobody may write, in each of {fields} fields")
        return 0
    print(f"seed {options.seed}", flush=True)
    random, counts, start = Random(options.seed), Counter[str](), time.monotonic()
    read_files(start + options.minutes * 30, random, counts)
    with tempfile.TemporaryDirectory() as name:
        root = test_hostile._project(Path(name) / "harmless", hostile=False)
        build_sites(start + options.minutes * 60, random, counts, build(root, root / "site"))
    print(*(f"{count:,} {what}" for what, count in sorted(counts.items())), "no fault", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
