"""The map of a table's columns: which column is what. Written by a first run, put right by a person."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from generator.capture import encoding
from generator.export.table import CLAIMS
from generator.importing import when
from generator.importing.ratings import MapError
from generator.report import printable
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
    encoding: str = ""
    """The codec of the table, where the map says it."""
    dates: str = ""
    """What 03/04/2024 is, where the map says it."""
    ours: bool = False
    """Whether this is the table that `attested export` writes."""
    unused: tuple[str, ...] = field(default=())


def read(path: Path) -> Columns:
    """The map in this file, which has to fit the table yet. Raises MapError."""
    try:
        data = yaml.load(path.read_text("utf-8-sig"), Loader=yaml.BaseLoader)
        named = {name: _listed(value) for name, value in data["columns"].items() if value}
        separator, delimiter = data.get("list_separator") or "|", data.get("delimiter", ",")
        label, dates = data.get("encoding") or "", data.get("dates") or ""
        codec = encoding.named(label) if label else ""
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        said = " ".join(str(error).split())
        raise MapError(
            f"{path} is no map of columns ({said}); mend it, or remove it and run the import again"
        ) from None
    if codec is None:
        raise MapError(f"{path}: encoding: {no_encoding(label)}")
    if dates and dates not in when.ORDERS:
        raise MapError(f"{path}: dates: {dates!r} is no order; write {' or '.join(when.ORDERS)}")
    for name in named:
        if name not in FIELDS:
            raise MapError(f"{path}: {name!r} is no field; use: {', '.join(FIELDS)}")
    if not named.keys() & {"claim", "url"}:
        raise MapError(f"{path}: say which column holds the claim; write its name after `claim:`")
    return Columns(named, separator, delimiter, codec, dates)


def no_encoding(label: str) -> str:
    """What is said of a name that is no encoding's."""
    return f"{label!r} is no encoding that files have; write one such as windows-1250, windows-1256 or utf-8"


def fitted(columns: Columns, path: Path, header: Sequence[str]) -> Columns:
    """The map of this file for a table of this header. Raises MapError."""
    for name, given in columns.columns.items():
        for column in given:
            if column not in header:
                raise MapError(f"{path}: {name}: there is no column {column!r} in the table")
    return replace(columns, unused=_unused(columns.columns, header))


def ours(header: Sequence[str]) -> Columns | None:
    """The map of our own table, where this is its header."""
    if not set(CLAIMS) <= set(header):
        return None
    named = {name: (name,) for name in FIELDS if name in header} | {
        "rating": ("verdict_label",),
        "rating_value": ("rating",),
    }
    unused = tuple(one for one in _unused(named, header) if one not in _COUNTED)
    return Columns(named, ours=True, unused=unused)


def _unused(named: Mapping[str, tuple[str, ...]], header: Sequence[str]) -> tuple[str, ...]:
    taken = {column for columns in named.values() for column in columns}
    return tuple(one for one in header if one and one not in taken)


def proposed(name: str, header: Sequence[str], delimiter: str, codec: str, dates: str) -> str:
    """A map to put right, for the table of this name, which is read by this codec where that isn't a Unicode one."""
    guessed: dict[str, str] = {}
    for field_, aliases in FIELDS.items():
        found = [one for alias in aliases for one in header if _letters(one) == alias and one not in guessed.values()]
        guessed[field_] = found[0] if found else ""
    rest = [one for one in header if one and one not in guessed.values()]
    return "\n".join(
        [
            f"# Which column of {printable(' '.join(name.split()))} is what; put it right and run the import again.",
            "# A field without a column stays empty; a list of columns is written [A, B].",
            *(f"# No field has the column {written(' '.join(one.split()))}." for one in rest),
            f"delimiter: {inline(delimiter) if delimiter != chr(9) else chr(34) + chr(92) + 't' + chr(34)}",
            'list_separator: "|"',
            *([f"encoding: {encoding.title(codec)}"] if codec else []),
            f"dates: {dates}".rstrip() + f"  # what 03/04/2024 is: {' or '.join(when.ORDERS)}",
            "columns:",
            *(f"  {field_}: {written(column)}".rstrip() for field_, column in guessed.items()),
            "",
        ]
    )


def written(column: str) -> str:
    """A column's name, with what nobody sees in it as YAML's escapes."""
    if column.isprintable():
        return inline(column)
    escaped = (one if one.isprintable() and one not in '"\\' else f"\\U{ord(one):08x}" for one in column)
    return f'"{"".join(escaped)}"'


def _letters(column: str) -> str:
    return re.sub(r"[^a-z0-9]", "", column.casefold())


def _listed(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else (str(value),)
