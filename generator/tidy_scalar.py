"""TIDY, writing: a text as a YAML scalar, with as few signs as YAML allows; only what YAML reads back is written."""

import json
import re
from collections.abc import Iterator
from functools import cache

from generator.model import BOOLEANS
from generator.source import parse

WIDTH = 100

_NO_TEXT = re.compile(
    r"~|[-+]?([0-9]+|0o[0-7]+|0x[0-9a-f]+|(\.[0-9]+|[0-9]+\.[0-9]*)(e[-+]?[0-9]+)?|[0-9]+e[-+]?[0-9]+|\.inf)|\.nan",
    re.IGNORECASE,
)
"""What other readers of YAML (1.2) take for a number or for nothing; ours takes all for text."""


def name(text: str) -> str:
    """A field's name."""
    return _first(_styles(text), "{}: x", {text: "x"})


@cache
def inline(text: str, *, number: bool = False, bracket: bool = False) -> str:
    """A text on one line.

    Args:
        text: any text the loader accepts.
        number: whether a number may stand here, so that digits need no quotes.
        bracket: whether it stands in brackets, where commas and brackets need quotes.
    """
    if not text and not bracket:
        return ""
    other = not number and (_NO_TEXT.fullmatch(text) or text.lower() in BOOLEANS)
    differs = "\t" in text or (bracket and "?" in text)  # where PyYAML without libyaml reads otherwise
    styles = _styles(text)[1:] if other or differs else _styles(text)
    return _first(styles, "k: [{}, x]", {"k": [text, "x"]}) if bracket else _first(styles, "k: {}", {"k": text})


def lines(text: str, begun: int, indent: int, *, number: bool = False) -> list[str]:
    """A text after its field's name: the first line goes there, others below it.

    Args:
        text: any text the loader accepts.
        begun: how many columns the line has before the text.
        indent: the column at which lines below it start.
        number: whether a number may stand here.
    """
    body = text.removesuffix("\n")
    if "\n" in body:
        wide = any(len(line) > WIDTH - indent for line in body.split("\n"))
        return (wide and _folded(text, WIDTH - indent)) or literal(text)
    if body != text:
        return _folded(text, WIDTH - indent) or literal(text)
    short = inline(text, number=number)
    fits = begun + len(short) <= WIDTH or not re.search(r"[^ \t] [^ \t]", text)
    return [short] if fits else _folded(text, WIDTH - indent) or [short]


def literal(text: str) -> list[str]:
    """A text with its own lines, after `|`; what this style can't hold is in quotes."""
    return _read_back(text, "|", text.removesuffix("\n").split("\n")) or [inline(text)]


def _folded(text: str, width: int) -> list[str]:
    """A text in lines of this width, after `>`; nothing where that would read otherwise."""
    found: list[str] = []
    for paragraph in text.removesuffix("\n").split("\n"):
        found += ["", *_wrapped(paragraph, width)] if found else _wrapped(paragraph, width)
    return _read_back(text, ">", found)


def _wrapped(paragraph: str, width: int) -> Iterator[str]:
    """Lines broken at single spaces between words; longer ones where there is none."""
    line = ""
    for piece in re.split(r"(?<=[^ \t]) (?=[^ \t])", paragraph):
        if line and len(line) + 1 + len(piece) > width:
            yield line
            line = piece
        else:
            line = f"{line} {piece}" if line else piece
    if line:
        yield line


def _read_back(text: str, sign: str, body: list[str]) -> list[str]:
    """A block scalar, where YAML reads this very text in it; nothing where not."""
    end = "-" if not text.endswith("\n") else "+" if text.endswith("\n\n") else ""
    below = [f"  {line}" if line else "" for line in body]
    for head in (f"{sign}{end}", f"{sign}2{end}"):
        if _is("\n".join([f"k: {head}", *below, ""]), {"k": text}):
            return [head, *body]
    return []


def _styles(text: str) -> list[str]:
    """The ways to write a text on one line, the plainest first; not each fits each text."""
    quoted = "'" + text.replace("'", "''") + "'"
    return [text, quoted, json.dumps(text, ensure_ascii=False)]


def _first(styles: list[str], context: str, data: object) -> str:
    """The first style that reads back in its context; the last where none does, which is noticed in the end."""
    return next((one for one in styles[:-1] if _is(context.replace("{}", one), data)), styles[-1])


def _is(written: str, data: object) -> bool:
    """Whether this YAML loads as this, without fault."""
    record, problems = parse(written, "")
    return record is not None and not problems and record.data == data
