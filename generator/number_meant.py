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


def ascii_digits(text: str) -> str:
    """The text with the digits of any script as 0 to 9."""
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)
