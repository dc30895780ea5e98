"""Writes the golden pages anew: `python -m tests.golden`, then read the difference before you commit it.

A golden page is a page of Port Example at its path here. To add one, make an empty file of that path and run this.
"""

from pathlib import Path

from generator.check import check
from generator.publish import edition, make

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent / "fixtures/project"


def pages() -> dict[Path, str]:
    """Each golden page's file, and what it should hold."""
    published = edition(PROJECT, check(PROJECT))
    assert published
    made = {page.path: page.markdown() for page in make(PROJECT, published).pages}
    return {path: made[path.relative_to(HERE).as_posix()] for path in sorted(HERE.rglob("*.md"))}


if __name__ == "__main__":
    for file, content in pages().items():
        file.write_text(content, "utf-8")
