"""What the scripts and styles say in another language than English: two small files that pages load with them."""

import json
from collections.abc import Iterator

from generator.publication import Publication
from generator.wording import Wording, said_in

SCRIPT, STYLE = "assets/words.js", "assets/words.css"
_STYLED = {
    "--at-word-claim": "The claim",
    "--at-word-away": " (another site)",
    "--at-word-when": "As of",
    "--at-word-by": "By",
    "--at-word-where": "Said in",
}
"""The words of attested.css, by the names it gives them."""
_COUNTS = (*range(201), 1_000, 10_000, 100_000, 1_000_000)
"""Counts among which each of a language's plural forms occurs."""


def words(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Both files by their paths below the site's root; none in English, which stands in the scripts themselves."""
    wording = publication.wording
    if not wording.english:
        yield SCRIPT, _script(wording).encode()
        yield STYLE, _style(wording).encode()


def _script(wording: Wording) -> str:
    known = {message: counted for message, counted in said_in(".js").items() if message in wording.words}
    made = {
        "language": wording.tag,
        "texts": {message: wording.gettext(message) for message, counted in known.items() if not counted},
        "plurals": {message: _plurals(wording, message) for message, counted in known.items() if counted},
    }
    return f"globalThis.attestedWords = {json.dumps(made, ensure_ascii=False)};\n"


def _plurals(wording: Wording, message: str) -> dict[str, str]:
    """A message by the names that browsers give to plural forms (CLDR)."""
    forms = wording.words[message]
    return {str(wording.locale.plural_form(count)): forms[wording.form(count)] for count in _COUNTS}


def _style(wording: Wording) -> str:
    lines = (f"  {name}: {json.dumps(wording.gettext(text), ensure_ascii=False)};\n" for name, text in _STYLED.items())
    return f":root {{\n{''.join(lines)}}}\n"


def names(wording: Wording) -> tuple[str, ...]:
    """What a theme may call this language, the nearest name first."""
    return wording.tag, str(wording.locale).replace("_", "-"), wording.locale.language
