"""What a record's name may be: it is a file's name, a page's address and a reference all at once."""

import re

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_ID = 64

BOOLEANS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"})
"""Words that YAML editors take for a boolean or for nothing; no id may be one."""

WINDOWS = frozenset(
    {
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        *(f"{name}{n}" for name in ("com", "lpt") for n in "0123456789¹²³"),
    }
)
"""Names that Windows keeps for itself, whatever stands after a dot."""

RESERVED = WINDOWS | {"index", "page"}
"""Names that a web server or Windows keeps for itself."""


def id_fault(text: str) -> str | None:
    """Why this can't be an id, or None when it can."""
    if len(text) > MAX_ID:
        return f"is longer than {MAX_ID} characters"
    if not ID.fullmatch(text):
        return "has to be lower-case letters a-z, digits and single hyphens, such as uk-casualties"
    if text in RESERVED or text in BOOLEANS:
        return "is a reserved word; choose another"
    return None


def id_meant(text: str) -> str | None:
    """The id that somebody meant who wrote capitals, spaces, a folder or a file's ending; None where it is unclear."""
    name = re.split(r"[/\\]", text.strip())[-1].lower()
    made = re.sub(r"[^a-z0-9]+", "-", re.sub(r"(\.ya?ml)?(\.txt)?$", "", name)).strip("-")
    return None if made == text or not made or not name.isascii() or id_fault(made) else made
