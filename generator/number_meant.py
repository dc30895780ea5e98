"""What number somebody meant who wrote it another way: `6,000`, `6.000`, `6,5`, `٦٠٠٠`. Nothing is guessed."""

import re
import unicodedata

_GROUPS = re.compile(r"[1-9]\d{0,2}(?:[,.’'٬ \u00a0\u2009\u202f]?\d{3})+", re.ASCII)
"""Digits in threes, with what people set between them."""
_TWO_WAYS = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
_DECIMAL = re.compile(r"(\d+)[,٫](\d+)", re.ASCII)


def two_ways(text: str) -> str | None:
    """What to write in place of a number whose point may part thousands or decimals; None where it can't be both."""
    if not _TWO_WAYS.fullmatch(text):
        return None
    decimal = text.rstrip("0")
    decimal += "0" if decimal.endswith(".") or decimal == text else ""
    return f"{text.replace('.', '')} or {decimal}"


def meant(text: str) -> str | None:
    """The number as it is written here; None where it isn't plainly one."""
    plain = ascii_digits(text)
    if _GROUPS.fullmatch(plain):
        return two_ways(plain) or re.sub("[^0-9]", "", plain)
    if decimal := _DECIMAL.fullmatch(plain):
        return f"{decimal[1]}.{decimal[2]}"
    return plain if plain != text and plain.isdigit() else None


def share(text: str) -> str | None:
    """The number of a share: `45%`, `4,5 per cent`."""
    found = re.fullmatch(r"(.{1,20}?) ?(?:%|per ?cent)", ascii_digits(text))
    return _number(found[1]) if found else None


def in_digits(text: str) -> str | None:
    """The number that is written with a word: `6.5 million`."""
    found = re.fullmatch(r"(\d{1,4}(?:[.,]\d{1,3})?) ?([a-z]{2,8})", ascii_digits(text).lower(), re.ASCII)
    if not found or found[2] not in _ZEROS:
        return None
    whole, _, part = found[1].replace(",", ".").partition(".")
    return f"{whole}{part.ljust(_ZEROS[found[2]], '0')}".lstrip("0") or None


_ZEROS = {"thousand": 3, "million": 6, "mln": 6, "billion": 9, "bn": 9}


def between(text: str) -> tuple[str, str] | None:
    """The two ends of a range: `10000-12000`, `10,000 to 12,000`."""
    low, part, high = re.sub(r" ?[-–—] ?| to ", "\0", ascii_digits(text), count=1).partition("\0")
    ends = (_number(low), _number(high)) if part else (None, None)
    return (ends[0], ends[1]) if ends[0] and ends[1] and float(ends[0]) < float(ends[1]) else None


def _number(text: str) -> str | None:
    """A number as it is written here, where there is one way to read it."""
    if re.fullmatch(r"\d{1,15}(\.\d{1,9})?", text, re.ASCII) and not two_ways(text):
        return text
    found = meant(text) if len(text) <= 20 else None
    return found if found and " " not in found else None


def ascii_digits(text: str) -> str:
    """The text with the digits of any script as 0 to 9."""
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)
