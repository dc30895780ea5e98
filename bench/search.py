"""Measure the search: what the index costs, and what a reader waits and loads for the first result in Chromium.

    python -m bench.search 1000 10000 [--append docs/benchmarks.md]

For each N: an invented archive of N claims; CPU seconds and size of its index; then, in this repository's built site
with that index in it, a reader puts the word into the masthead's field at once: letter by letter, a busy machine would
show what the first ones find. Seconds count from there to the first result, bytes are all that is loaded for it.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

from generator import search
from generator.check import check
from generator.put import Folder
from tests.fixtures.dossier.browser import chromium, served

SHARES = (1.0, 0.01, 0.0)
"""Words are sought that stand in so large a part of the records, or nearest to it: the archive has no real ones."""


def main() -> None:
    """Print a line for each N and word, and put the lines at the end of a page where one is named."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("sizes", nargs="*", type=int, default=[1_000], metavar="N")
    asked.add_argument("--append", type=Path, metavar="PAGE")
    given = asked.parse_args()
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as work:
        site = Path(work) / "site"
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", site], check=True)
        for count in given.sizes:
            line, words = _index(count, Path(work), site)
            lines.append(line)
            print(lines[-1], flush=True)
            with served(site) as address:
                for word in words:
                    lines.append(f"  “{word}”: {first_result(address, word)}")
                    print(lines[-1], flush=True)
    if given.append:
        with given.append.open("a", encoding="utf-8") as page:
            page.write("\n## Search\n\nTo the first result of a search, in Chromium on the same machine.\n\n")
            page.write(
                "\n".join(f"{'' if line.startswith(' ') else '- '}{line}" for line in lines).replace("\n  ", "\n    - ")
                + "\n"
            )


def _index(count: int, work: Path, site: Path) -> tuple[str, list[str]]:
    """What an index costs, and words that are in it."""
    root = work / str(count)
    command = [sys.executable, "-m", "generator", "corpus", str(count), "--out", str(root / "claims")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    publication = check(root).publication
    assert publication
    started = time.process_time()
    found = search.records(publication)
    made = time.process_time()
    shutil.rmtree(site / "pagefind")
    search.build([search.ready(one) for one in found], publication.settings.language, Folder(site))
    written = time.process_time()
    texts = [[word for passage in record.passages for word in passage.text.split()] for record in found]
    words = sum(map(len, texts))
    size = sum(path.stat().st_size for path in (site / "pagefind").rglob("*") if path.is_file())
    shutil.rmtree(root)
    line = (
        f"{count:,} claims: {len(found):,} records, {words:,} words; records {made - started:.1f} CPU s, "
        f"index {written - made:.1f} CPU s, {size / 1e6:.1f} MB"
    )
    return line, _sought(texts)


def _sought(texts: Sequence[Sequence[str]]) -> list[str]:
    """A word of several letters for each share."""
    among = Counter(word for text in texts for word in {*text} if re.fullmatch("[a-z]{4,}", word))
    return [min(among, key=lambda word: (abs(among[word] / len(texts) - share), word)) for share in SHARES]


def first_result(address: str, word: str) -> str:
    """What a reader of the site at this address is told of a word, loads for it and waits."""
    with chromium() as browser:
        page = browser.new_page()
        page.goto(address)
        loaded: list[int] = []
        page.on("response", lambda response: loaded.append(int(response.headers.get("content-length", 0))))
        seconds = _put(page, word)
        status = page.locator(".at-search [role=status]").text_content()
        return f"{status}, {sum(loaded) / 1000:.0f} kB in {len(loaded)} files, {seconds:.2f} s"


def _put(page: Page, word: str) -> float:
    started = time.perf_counter()
    page.get_by_role("searchbox").fill(word)
    page.locator(".at-search .at-hit").first.wait_for(timeout=120_000)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
