"""Invented languages in several scripts: words drawn as often as in real texts (Zipf's law), sentences, articles."""

import random
from dataclasses import dataclass
from functools import cache

VOCABULARY = 20_000
"""Words of a language. The word of rank r occurs about 1/r as often as the first, as in real texts."""

_ALPHABETS = {
    "en": (("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "sh"), "aeiou"),
    "uk": (("б", "в", "г", "д", "ж", "з", "к", "л", "м", "н", "п", "р", "с", "т", "ш", "щ"), "аеиіоуюя"),
    "ar": (("ب", "ت", "ج", "ح", "د", "ر", "س", "ش", "ع", "ف", "ق", "ك", "ل", "م", "ن"), "اوي"),
}
_HANGUL = 0xAC00
_HANGUL_SYLLABLES = 11_172
_NAMES = ("en", "uk", "ko", "ar")
_SHARES = (82, 6, 6, 6)
"""Of a hundred documents."""


@dataclass(frozen=True)
class Language:
    """A language by its tag, and its words, the commonest first."""

    tag: str
    words: tuple[str, ...]

    def word(self, rng: random.Random) -> str:
        """A word, common ones more often."""
        return self.words[int(len(self.words) ** rng.random()) - 1]

    def phrase(self, rng: random.Random, least: int, most: int) -> str:
        """Words without punctuation."""
        return " ".join(self.word(rng) for _ in range(rng.randint(least, most)))

    def sentence(self, rng: random.Random, least: int = 6, most: int = 26) -> str:
        """A sentence; now and then it has a comma or a number."""
        made = [self.word(rng) for _ in range(rng.randint(least, most))]
        if rng.random() < 0.4:
            made[len(made) // 2] += ","
        if rng.random() < 0.3:
            made[rng.randrange(1, len(made))] = f"{rng.randint(2, 19_999):,}"
        return made[0].capitalize() + " " + " ".join(made[1:]) + "."

    def text(self, rng: random.Random, words: int) -> str:
        """Sentences in paragraphs, at least so many words."""
        parts: list[str] = []
        count = 0
        while count < words:
            parts.append(self.sentence(rng))
            count += len(parts[-1].split())
        return "\n\n".join(" ".join(parts[at : at + 4]) for at in range(0, len(parts), 4))


@cache
def language(tag: str) -> Language:
    """An invented language in this tag's script."""
    rng = random.Random(tag)
    words = dict.fromkeys(_word(tag, rng) for _ in range(VOCABULARY * 2))
    return Language(tag, tuple(sorted(words, key=len))[:VOCABULARY])


def some(rng: random.Random) -> Language:
    """One of the languages; most often the one in Latin letters."""
    return language(rng.choices(_NAMES, _SHARES)[0])


def _word(tag: str, rng: random.Random) -> str:
    if tag == "ko":
        return "".join(chr(_HANGUL + rng.randrange(_HANGUL_SYLLABLES)) for _ in range(rng.randint(1, 4)))
    consonants, vowels = _ALPHABETS[tag]
    return "".join(rng.choice(consonants) + rng.choice(vowels) for _ in range(rng.randint(1, 5)))
