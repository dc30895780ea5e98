"""A quotation taken apart: its parts, what it omits, and what the fact-checker added in brackets."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.quotation.edges import CLOSING
from generator.quotation.words import UNSPACED, Words, char_class, fold, words

WORDS_BESIDE_OMISSION = 4

_OMISSION = re.compile(r"\[[. ]+\]")
"""After folding, […] is [...]."""


@cache
def _addition() -> re.Pattern[str]:
    """What an addition is; made when the first bracket comes, since it takes longer than the words of many quotations.

    An addition is whole words: a space, an end or an unspaced script on either side, closing marks allowed after it:
    "He [the minister], who" reads "He, who"; "[T]he" and "soldier[s]" are no additions.
    """
    unspaced = char_class(UNSPACED)
    return re.compile(rf"(?:(?<![^{unspaced}])| )\[([^\[\]]+)\]([{re.escape(CLOSING)}]*)(?![^ {unspaced}])")


class QuotationError(ValueError):
    """A quotation that cannot be used; the message tells its contributor why."""


@dataclass(frozen=True)
class Quotation:
    """A quotation taken apart.

    Attributes:
        text: the folded quotation, brackets included.
        literal: the parts' words, brackets read as the text's own.
        edited: the parts' words without additions; the same as `literal` where there is none.
        additions: what stands in the additions' brackets, in order.
    """

    text: str
    literal: tuple[Words, ...]
    edited: tuple[Words, ...]
    additions: tuple[str, ...]

    def parts(self, *, literal: bool) -> tuple[Words, ...]:
        """The parts' words in one of the two readings of brackets."""
        return self.literal if literal else self.edited


@lru_cache(maxsize=4096)
def parse(quote: str) -> Quotation:
    """Take a quotation apart.

    Raises:
        QuotationError: no words, an omission at an end, or a part beside an omission of under four words.
    """
    text = _unicode(fold(quote))
    parts = [part.strip() for part in _OMISSION.split(text)]
    edited = tuple(words(_without_additions(part)) for part in parts)
    _check(parts, edited)
    additions = tuple(found[1] for part in parts if "[" in part for found in _addition().finditer(part))
    return Quotation(text, tuple(map(words, parts)) if additions else edited, edited, additions)


def misled(quote: str) -> str | None:
    """What about a quotation suggests that it isn't the text's own words, and what to write; None where nothing does.

    Not part of the construction: a text may well have such marks, and a proof then shows that it does.
    """
    text = parse(quote).text
    if not _MARKED.search(text):
        return None
    if _WRAPPED.fullmatch(text):
        return "the page puts quotation marks around the quotation; leave out yours at its start and end"
    if _BARE.search(_OMISSION.sub(" ", text)):
        told = "nobody can tell whether … stands in the document or leaves words out; write […] there"
        return told if _long_enough(text) else f"{told}, with four words of the document before and after it at least"
    plain = _without_additions(_OMISSION.sub(" ", text))
    if found := _INSIDE.search(plain):
        return f"the brackets in {found[0]} stand inside a word; write the word as the document has it"
    return None


def dangling(quote: str) -> str | None:
    """What to do about dots at an end of a quotation, which its text needn't have there; None where there are none."""
    text = parse(quote).text
    ends = [end for end, has in (("start", text.startswith("...")), ("end", text.endswith("..."))) if has]
    return (
        f"leave out the … at its {' and '.join(ends)}, since a quotation may begin and end anywhere" if ends else None
    )


_MARKED = re.compile(r"""["'«‹»›„[]|\.\.\.""")
"""A mark that any of what is looked for begins with."""
_WRAPPED = re.compile(r"\"[^\"]+\"|'[^']+'|[«‹][^«»‹›]+[»›]|[»›][^«»‹›]+[«‹]|„[^\"„]+\"")
_BARE = re.compile(r"\w[,;:.]? (?:\.\.\.|\(\.\.\.\)) \w")
_DOTS = re.compile(r"(?<= )(?:\.\.\.|\(\.\.\.\))(?= )")
_INSIDE = re.compile(r"(?<![^\s\"'(])(?:\w{1,40}\[\w{1,40}\]\w{0,40}|\[\w{1,40}\]\w{1,40})(?![^\s\"').,;:!?])")


def _long_enough(text: str) -> bool:
    """Whether the parts are long enough to be recognised, once each … is an omission."""
    parts = _OMISSION.split(_DOTS.sub("[...]", text))
    return all(len(words(_without_additions(part))) >= WORDS_BESIDE_OMISSION for part in parts)


def _without_additions(text: str) -> str:
    return _addition().sub(r"\2", text) if "[" in text else text


def _unicode(text: str) -> str:
    """The text, unless it holds half a surrogate pair, which no UTF-8 file can."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise QuotationError("a quotation holds half a character (a lone surrogate)") from error
    return text


def _check(parts: list[str], edited: tuple[Words, ...]) -> None:
    """Refuse a quotation whose parts, additions aside, are too few words to be recognised."""
    if parts == [""]:
        raise QuotationError("a quotation needs at least one word")
    if not parts[0] or not parts[-1]:
        raise QuotationError("an omission stands between words of the text; leave it out at the quotation's ends")
    for part, its_words in zip(parts, edited, strict=True):
        if len(parts) > 1 and len(its_words) < WORDS_BESIDE_OMISSION:
            raise QuotationError(
                f"a part between omissions needs at least four words; this one has {len(its_words)}: “{part}”"
            )
