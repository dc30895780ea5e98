"""What documents and languages are called."""

from functools import cache

from babel import Locale, UnknownLocaleError

from generator import dates
from generator.model import UNKNOWN, Origin, SourceDocument


def label(about: SourceDocument) -> str:
    """What a document is called: its title, or who published it and when."""
    if about.title != UNKNOWN:
        return about.title
    publisher = about.publisher if about.publisher != UNKNOWN else "Unknown publisher"
    return f"{publisher}, {dates.display(about.published)}"


def short_label(about: SourceDocument) -> str:
    """What a document is called where there is little room: who published it, the original's publisher for a copy."""
    copied = about.republishes.publisher if isinstance(about.republishes, Origin) else UNKNOWN
    translated = about.translated_from.publisher if about.translated_from else UNKNOWN
    known = [name for name in (copied, translated, about.publisher) if name != UNKNOWN]
    return (known or ["Unknown publisher"])[0]


@cache
def language_name(tag: str) -> str:
    """A language as English readers call it; an unknown tag stands for itself."""
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag
