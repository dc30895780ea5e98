"""The map of a table's columns: which column is what. Written by a first run, put right by a person."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from generator.export.table import CLAIMS
from generator.importing.ratings import MapError
from generator.tidy_scalar import inline

FIELDS: Mapping[str, tuple[str, ...]] = {
    "claim": ("claim", "claimtext", "claimreviewed", "statement", "text", "quote"),
    "short": ("short", "shortclaim"),
    "claimant": ("claimant", "speaker", "claimauthor", "claimedby", "originator", "person", "who"),
    "claimed": ("claimed", "claimdate", "dateofclaim", "statementdate"),
    "url": ("url", "link", "permalink", "reviewurl", "factcheckurl", "articleurl", "articlelink"),
    "rating": (
        "verdictlabel",
        "rating",
        "textualrating",
        "ruling",
        "label",
        "conclusion",
        "ratingname",
        "alternatename",
    ),
    "rating_value": ("ratingvalue", "score"),
    "rating_best": ("bestrating", "ratingbest"),
    "rating_worst": ("worstrating", "ratingworst"),
    "verdict": ("verdict",),
    "summary": ("summary", "ratingexplanation", "explanation", "excerpt", "description"),
    "body": ("body", "reviewbody", "analysis", "content", "article"),
    "published": ("published", "datepublished", "reviewdate", "publicationdate", "publishdate", "date"),
    "authors": ("authors", "author", "reviewer", "factchecker", "byline"),
    "topics": ("topics", "topic", "tags", "categories", "category", "keywords"),
    "appearances": ("appearances", "appearance", "claimurl", "claimlink", "sourceurl", "originalurl"),
    "citations": ("citations", "citation", "sources", "references", "evidence"),
    "expires": ("expires",),
    "dossier": ("dossier",),
    "why_checked": ("whychecked",),
    "single_source_reason": ("singlesourcereason",),
    "one_sided_reason": ("onesidedreason",),
    "withdrawn": ("withdrawn",),
    "withdrawn_reason": ("withdrawnreason",),
    "id": ("id", "slug"),
}
"""What a column may hold, and by which names of columns a first run guesses it: the letters and digits alone."""
LISTS = ("authors", "topics", "appearances", "citations")
_COUNTED = frozenset("supports contradicts context verified copied paraphrase corrections path modified".split())  # noqa: SIM905 - a list of names
"""Columns of our own table that come from its other files."""


@dataclass(frozen=True)
class Columns:
    """The map: a field's columns by its name; and what stands between the items of a list, and between cells."""

    columns: Mapping[str, tuple[str, ...]]
    separator: str = "|"
    delimiter: str = ","
    ours: bool = False
    """Whether this is the table that `attested export` writes."""
    unused: tuple[str, ...] = field(default=())


def read(path: Path, header: Sequence[str]) -> Columns:
    """The map in this file. Raises MapError."""
    try:
        data = yaml.load(path.read_text("utf-8-sig"), Loader=yaml.BaseLoader)
        named = {name: _listed(value) for name, value in data["columns"].items() if value}
        separator, delimiter = data.get("list_separator", "|"), data.get("delimiter", ",")
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        said = " ".join(str(error).split())
        raise MapError(
            f"{path} is no map of columns ({said}); mend it, or remove it and run the import again"
        ) from None
    for name, columns in named.items():
        if name not in FIELDS:
            raise MapError(f"{path}: {name!r} is no field; use: {', '.join(FIELDS)}")
        for column in columns:
            if column not in header:
                raise MapError(f"{path}: {name}: there is no column {column!r} in the table")
    if not named.keys() & {"claim", "url"}:
        raise MapError(f"{path}: say which column holds the claim; write its name after `claim:`")
    return _made(named, separator or "|", delimiter, header)


def ours(header: Sequence[str]) -> Columns | None:
    """The map of our own table, where this is its header."""
    if not set(CLAIMS) <= set(header):
        return None
    named = {name: (name,) for name in FIELDS if name in header} | {
        "rating": ("verdict_label",),
        "rating_value": ("rating",),
    }
    made = _made(named, "|", ",", header)
    return Columns(made.columns, ours=True, unused=tuple(one for one in made.unused if one not in _COUNTED))


def _made(named: Mapping[str, tuple[str, ...]], separator: str, delimiter: str, header: Sequence[str]) -> Columns:
    taken = {column for columns in named.values() for column in columns}
    return Columns(named, separator, delimiter, unused=tuple(one for one in header if one and one not in taken))


def proposed(name: str, header: Sequence[str], delimiter: str) -> str:
    """A map to put right, for the table of this name."""
    guessed: dict[str, str] = {}
    for field_, aliases in FIELDS.items():
        found = [one for alias in aliases for one in header if _letters(one) == alias and one not in guessed.values()]
        guessed[field_] = found[0] if found else ""
    rest = [one for one in header if one and one not in guessed.values()]
    return "\n".join(
        [
            f"# Which column of {' '.join(name.split())} is what; put it right and run the import again.",
            "# A field without a column stays empty; a list of columns is written [A, B].",
            *(f"# No field has the column {inline(' '.join(one.split()))}." for one in rest),
            f"delimiter: {inline(delimiter) if delimiter != chr(9) else chr(34) + chr(92) + 't' + chr(34)}",
            'list_separator: "|"',
            "columns:",
            *(f"  {field_}: {inline(column)}".rstrip() for field_, column in guessed.items()),
            "",
        ]
    )


def _letters(column: str) -> str:
    return re.sub(r"[^a-z0-9]", "", column.casefold())


def _listed(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else (str(value),)
