"""A built site as it is read back, and how it differs from what was written."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.problem import Problem, shown
from generator.publication import Publication
from generator.step import Step

RULE = "altered"

_SPACES = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
"""White space that HTML shows as another: as one space."""

Finding = tuple[str, object, object]
"""A field, what was found, what was written."""


@dataclass(frozen=True)
class Site:
    """A built site, and who it is of."""

    folder: Path
    publication: Publication
    found: Mapping[str, str]
    """Where the search index has each page, by its address."""
    compared: Set[str]
    """Files that are known to say it, since they were compared before."""
    step: Step
    """Is told how many claims' pages were compared."""

    def read(self, name: str) -> bytes:
        """A file's content, in UTF-8; nothing where it isn't there. What is looked for in it needs no more."""
        try:
            with open(f"{self.folder}/{name}", "rb", 0) as file:  # noqa: PTH123 - there are many
                return file.read()
        except FileNotFoundError:
            return b""

    def lines(self, name: str) -> Iterator[str]:
        """A file's lines, one after the other, since there may be more than memory holds."""
        with suppress(FileNotFoundError), (self.folder / name).open(encoding="utf-8-sig", newline="") as file:
            yield from file


def claim_id(address: str, site: Site) -> str:
    """The id in the address of a claim's page, of which it may name a part."""
    return address.partition("#")[0].removeprefix(f"{site.publication.settings.url}claims/").removesuffix("/")


def differing(path: str, where: str, findings: Iterable[Finding]) -> Iterator[Problem]:
    """A problem for each finding that isn't what was written."""
    for field, found, wanted in findings:
        if found != wanted:
            said = f"{where} says {shown(_first(found))} where the file says {shown(_first(wanted))}"
            yield Problem(path, 1, 1, field, RULE, said)


def _first(said: object) -> object:
    return (", ".join(map(str, said)) or "nothing") if isinstance(said, list) else said


def squeezed(text: str) -> str:
    """White space as HTML shows it."""
    return _SPACES.sub(" ", text).strip(" ")
