"""What the site says of its own accord, in the publication's language: words from one catalogue, numbers.

English stands where it is said: in templates, renderers, scripts and styles; `scripts/words` gathers it. Another
language has a catalogue of the same words (gettext's format, read by Babel), and a word it lacks stays English.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

# Babel is loaded where something is written with it: a check speaks to contributors, and has no use for it.
if TYPE_CHECKING:
    from babel import Locale
    from babel.messages.catalog import Catalog

FOLDER = Path(__file__).parent / "locale"
ALL = FOLDER / "attested.pot"
"""Every message, in English, with the places where it is said."""

Forms = tuple[str, ...]
"""A message's words: one text, or one for each of the language's plural forms."""


def _english(count: int) -> int:
    return int(count != 1)


@dataclass(frozen=True, eq=False)
class Wording:
    """A language as the site speaks it. `tag` is its name in publication.yml."""

    tag: str
    words: Mapping[str, Forms]
    """What each English message is in this language."""
    form: Callable[[int], int] = _english
    """Which plural form a count takes."""

    @cached_property
    def locale(self) -> Locale:
        """What writes dates and numbers."""
        from babel import Locale

        return _locale(self.tag) or Locale("en")

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return self.locale.text_direction

    @property
    def english(self) -> bool:
        """Whether the words are the ones that stand in the program."""
        return self.locale.language == "en"

    def gettext(self, message: str) -> str:
        """The message in this language."""
        return self.words.get(message, (message,))[0]

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The message as it is for this count, its `%(count)s` filled in."""
        forms, form = self.forms(one, many)
        return forms[form(count)] % {"count": count}

    def forms(self, one: str, many: str) -> tuple[Forms, Callable[[int], int]]:
        """The plural forms of a message, and which of them a count takes."""
        found = self.words.get(one)
        return (found, self.form) if found else ((one, many), _english)

    def number(self, value: float) -> str:
        """A number as the language writes it: 6,000 in English."""
        return _number(value, self)

    def short_number(self, value: float) -> str:
        """A number where there is little room: 1.5M in English, 1,5 Mio. in German."""
        return _short_number(value, self)

    def within(self, label: str) -> str:
        """A label inside a sentence, where English writes it small."""
        return label.lower() if self.english else label


@lru_cache(maxsize=16_384)
def _number(value: float, wording: Wording) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, locale=wording.locale, decimal_quantization=False)


@lru_cache(maxsize=1_024)
def _short_number(value: float, wording: Wording) -> str:
    from babel.numbers import format_compact_decimal

    return format_compact_decimal(value, locale=wording.locale, fraction_digits=1)


@cache
def wording(tag: str) -> Wording:
    """How the site speaks this language; a language that nobody knows is spoken in English."""
    locale = None if _is_english(tag) else _locale(tag)
    catalogue = _catalogue(locale) if locale else None
    if catalogue is None:
        return Wording(tag, {})
    from gettext import c2py

    words = {_id(one.id): forms for one in catalogue if (forms := _forms(one.string)) and not one.fuzzy}
    return Wording(tag, words, c2py(catalogue.plural_expr))


def _is_english(tag: str) -> bool:
    return tag.partition("-")[0].lower() == "en"


def _locale(tag: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    for name in (tag, tag.partition("-")[0]):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _catalogue(locale: Locale) -> Catalog | None:
    """The catalogue of this language, as near as there is one."""
    paths = (FOLDER / name / "LC_MESSAGES" / "attested.po" for name in (str(locale), locale.language))
    found = next((path for path in paths if path.is_file()), None)
    return _read(found) if found else None


def _read(path: Path) -> Catalog:
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def _id(id_: object) -> str:
    """A message's name: its English words, in the singular."""
    return str(id_[0]) if isinstance(id_, list | tuple) else str(id_)


def _forms(string: object) -> Forms:
    """A message's words in a catalogue; none where one of them is missing."""
    forms = tuple(map(str, string)) if isinstance(string, list | tuple) else (str(string),)
    return forms if all(forms) else ()


@cache
def said_in(ending: str = "") -> Mapping[str, bool]:
    """Every message that the site may say, in English, in the singular, and whether a count chooses its form.

    With `ending`, those of files whose names end so.
    """
    return {
        _id(one.id): one.pluralizable
        for one in _read(ALL)
        if one.id and any(place.endswith(ending) for place, _ in one.locations)
    }


def missing(tag: str) -> tuple[str, ...]:
    """The messages that are said in English although the publication is in another language."""
    if _is_english(tag):
        return ()
    return tuple(one for one in said_in() if one not in wording(tag).words)


def file(tag: str) -> str:
    """Where this language's catalogue is, or would be: its path in the repository."""
    return f"generator/locale/{_locale(tag) or tag.replace('-', '_')}/LC_MESSAGES/attested.po"


ENGLISH = wording("en")
