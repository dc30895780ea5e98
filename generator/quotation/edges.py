"""The marks a quotation may leave out at its ends, and no others: never a sign, a currency, a letter or a digit."""

from generator.quotation.words import Words, code_points

# Marks that open in one language and close in another: guillemets. Marks that stand without spaces between two words,
# so that either may be the quoted one: those of East Asian typography.
EITHER_SIDE = " ".join((
    "00AB 00BB 2039-203A",
    "3001-3002 3008-3011 3014-301B 301D-301F FF01-FF02 FF07-FF09 FF0C FF1A-FF1B FF1F FF3B FF3D FF5B FF5D FF5F-FF64",
))  # fmt: skip

# " ' ( [ { and the Spanish opening marks.
BEFORE = "0022 0027-0028 005B 007B 00A1 00BF"

# " ' ) ] } . , ; : ! ? and their kin in Armenian, Arabic, Indic and Ethiopic writing, and the full-width full stop.
AFTER = "0021-0022 0027 0029 002C 002E 003A-003B 003F 005D 007D 0589 060C 061B 061F 06D4 0964-0965 1361-1368 FF0E"


def _characters(*tables: str) -> str:
    return "".join(chr(point) for table in tables for point in code_points(table))


OPENING = _characters(BEFORE, EITHER_SIDE)
CLOSING = _characters(AFTER, EITHER_SIDE)


def agree(quoted: str, own: str, *, first: bool, last: bool) -> bool:
    """Whether a text's own word is the quoted one, but for marks it may carry at an end of the quotation.

    Args:
        quoted: the quotation's word.
        own: the text's word; before it only OPENING marks may stand more, after it only CLOSING ones.
        first: the word is the first of its part, so that marks before it may be left out.
        last: the word is the last of its part, so that marks after it may be left out.
    """
    start = _opening_marks(own) - _opening_marks(quoted) if first else 0
    after = own[start + len(quoted) :].strip(CLOSING) if last else own[start + len(quoted) :]
    return start >= 0 and own.startswith(quoted, start) and not after


def _opening_marks(word: str) -> int:
    """How many characters at the word's start are OPENING marks."""
    return len(word) - len(word.lstrip(OPENING))


def stands(part: Words, text: Words, start: int) -> bool:
    """Whether a part's words are the text's from `start` (0-based) on, marks at the part's two ends aside."""
    end = start + len(part)
    return (
        0 <= start < end <= len(text)
        and agree(part[0], text[start], first=True, last=len(part) == 1)
        and agree(part[-1], text[end - 1], first=len(part) == 1, last=True)
        and text[start + 1 : end - 1] == part[1:-1]
    )
