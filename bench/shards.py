"""Measure an archive built in parts, a site a year on one host, beside the same archive as one site.

    python -m bench.shards 2000 [--append docs/scale.md]

An invented archive of N claims is split by the year of publication: each part is a whole project with the documents its
claims name and the dossiers as far as its claims are in them. Each is built by a process of its own, one after another,
as a CI matrix would at once. Then a reader searches all of them from the newest part, as in `bench.search`.
"""

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from bench.build import REPOSITORY, Cost, cost, machine, run
from bench.search import first_result
from tests.fixtures.dossier.browser import served


def main() -> None:
    """Print the tables, and put them at the end of a page where one is named."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("size", nargs="?", type=int, default=2_000, metavar="N")
    asked.add_argument("--append", type=Path, metavar="PAGE")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as work:
        lines = "\n".join(_measured(given.size, Path(work)))
    print(lines)
    if given.append:
        with given.append.open("a", encoding="utf-8") as page:
            page.write(f"\n{lines}\n")


def _measured(size: int, work: Path) -> Iterator[str]:
    """The tables: what the builds cost, what a search loads."""
    whole = _project(work / "whole")
    run(sys.executable, "-m", "generator", "corpus", size, "--out", whole / "claims")
    parts = split(whole / "claims", work / "parts")
    host = work / "host"
    costs = {"one site": _built(whole, work / "one/site")}
    costs |= {f"/{year}/": _built(root, host / year) for year, root in parts.items()}
    yield f"{size:,} claims in {len(parts)} parts; {machine()}; `python -m bench.shards {size}`."
    yield ""
    yield from _table(costs, [_claims(root) for root in (whole, *parts.values())])
    yield ""
    yield "| words | one site | all parts |"
    yield "|---|---|---|"
    newest = max(parts)
    for word in _words(list(parts.values())):
        with served(work / "one") as one, served(host) as all_parts:
            found = first_result(f"{one}/site/", word), first_result(f"{all_parts}/{newest}/", word)
        yield f"| {word} | {found[0]} | {found[1]} |"


def _table(costs: dict[str, Cost], claims: list[int]) -> Iterator[str]:
    """Each build beside the one site; then the parts together: what all take, and the largest's memory."""
    base, *parts = costs.values()
    together = Cost(sum(one.seconds for one in parts), max(one.memory for one in parts))
    yield "| part | claims | CPU | memory |"
    yield "|---|---|---|---|"
    for name, one, count in zip(
        (*costs, "all parts"), (base, *parts, together), (*claims, sum(claims[1:])), strict=True
    ):
        yield f"| {name} | {count:,} | {one.seconds / base.seconds:.2f} | {one.memory / base.memory:.2f} |"


def _words(parts: Sequence[Path]) -> tuple[str, str]:
    """The longest and the most frequent of the words that stand in a claim of every part.

    Pagefind shortens a word that an index hasn't until it has one, so others would find different things.
    """
    said = [
        Counter(
            word
            for path in (root / "claims" / root.name).glob("*.yml")
            for word in _read(path)["claim"].lower().split()
        )
        for root in parts
    ]
    common = sorted(word for word in said[0] if all(word in part for part in said))
    return max(common, key=len), max(common, key=lambda word: sum(part[word] for part in said))


def split(claims: Path, into: Path) -> dict[str, Path]:
    """A project for each year of an archive, by year: every part a whole one, none knows of another's claims."""
    said = (claims / "publication.yml").read_text("utf-8")
    url = str(yaml.safe_load(said)["url"])
    years = sorted(path.name for path in claims.iterdir() if path.name.isdecimal())
    projects = {}
    for year in years:
        root = projects[year] = _project(into / year)
        shutil.copytree(claims / year, root / "claims" / year)
        also = f"also_search: [{', '.join(f'/{one}/' for one in years)}]\n"
        (root / "claims/publication.yml").write_text(said.replace(url, f"{url}{year}/", 1) + also, "utf-8")
        _take_dossiers(claims, root / "claims", year)
        _take_documents(claims, root / "claims")
    return projects


def _take_documents(claims: Path, part: Path) -> None:
    """The documents that the part's claims and dossiers name, and those their reports come from, with their proofs."""
    (part / "sources").mkdir()
    wanted = {name for path in part.rglob("*.yml") for name in _documents(_read(path))}
    taken: set[str] = set()
    while wanted - taken:
        name = min(wanted - taken)
        taken.add(name)
        for path in (claims / "sources").glob(f"{name}.*"):
            shutil.copy(path, part / "sources" / path.name)
        wanted.update(_read(claims / "sources" / f"{name}.yml").get("reports_from", []))


def _documents(about: dict[str, Any]) -> Iterator[str]:
    yield from about.get("appearances", [])
    yield from (one["source"] for field in ("sources", "timeline") for one in about.get(field, []) if "source" in one)


def _take_dossiers(claims: Path, part: Path, year: str) -> None:
    """The dossiers, each with those of its claims that are in the part; none that has no claim there."""
    here = {path.stem for path in (part / year).glob("*.yml")}
    (part / "dossiers").mkdir()
    for path in sorted((claims / "dossiers").glob("*.yml")):
        about = _read(path)
        if kept := [one for one in about["claims"] if one in here]:
            said = yaml.safe_dump({**about, "claims": kept}, allow_unicode=True, sort_keys=False)
            (part / "dossiers" / path.name).write_text(said, "utf-8")


def _read(path: Path) -> dict[str, Any]:
    """A file of the archive as plain data; dates are texts in it."""
    said: dict[str, Any] = yaml.load(path.read_bytes(), yaml.CBaseLoader)
    return said


def _project(root: Path) -> Path:
    """The repository's project without claims."""
    for name in ("docs", "overrides"):
        shutil.copytree(REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("_generated"))
    config = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    hook = REPOSITORY / "generator/mkdocs_hook.py"
    (root / "mkdocs.yml").write_text(config.replace("generator/mkdocs_hook.py", str(hook)), "utf-8")
    return root


def _built(root: Path, site: Path) -> Cost:
    site.parent.mkdir(parents=True, exist_ok=True)
    return cost([sys.executable, "-m", "mkdocs", "build", "-q", "-d", site], root)


def _claims(root: Path) -> int:
    """How many claims a project has: those in the folders of years."""
    return sum(1 for path in (root / "claims").rglob("*.yml") if path.parent.name.isdecimal())


if __name__ == "__main__":
    main()
