"""Notes that take no Markdown to read: paragraphs, lists of single lines, emphasis, citations and nothing else.

Most notes are such, and Markdown takes a hundred times as long for them, to the same end; a test compares the two.
"""

import re
from itertools import pairwise

from generator.notes_rendered import CITATION

_CITED = re.compile(r"\[@[a-z0-9-]{1,80}\]")
_SIGN = re.compile(r"[\\`*_{}\[\]<>&\xa0\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""What Markdown or HTML could take for markup wherever it stands."""
_START = re.compile(r"\s|[#=+:-]|\d+[.)]")
"""What Markdown could take for markup at a line's start."""
_EMPHASIS = re.compile(r"\*(?<![^\s(“]\*)(\*?)(?=[^\s*])([^*\n]*[^\s*])\*\1(?![^\s.,:;!?)”])")
"""Words between * or ** that stand apart from other words; what comes before them is looked at last, being dear."""
_TAGS = {"": "em", "*": "strong"}
_ITEM = "- "


def html(text: str) -> str | None:
    """What Markdown makes of the text; None where it takes Markdown to tell."""
    blocks = [block.split("\n") for block in re.split(r"\n\n+", text.strip("\n")) if block]
    if not _is_plain(blocks):
        return None
    return "\n".join(_list(lines) if _is_list(lines) else f"<p>{_inline(chr(10).join(lines))}</p>" for lines in blocks)


def _is_plain(blocks: list[list[str]]) -> bool:
    """Whether nothing means anything to Markdown but what is read here. Lists next to each other would be one list."""
    if any(_is_list(one) and _is_list(other) for one, other in pairwise(blocks)):
        return False
    words = (line.removeprefix(_ITEM) if _is_list(lines) else line for lines in blocks for line in lines)
    bare = _EMPHASIS.sub(r"\2", _CITED.sub("@", "\n".join(words)))
    return not _SIGN.search(bare) and not any(_START.match(line) or line[-1:].isspace() for line in bare.split("\n"))


def _is_list(lines: list[str]) -> bool:
    return all(line.startswith(_ITEM) and line != _ITEM for line in lines)


def _list(lines: list[str]) -> str:
    return "\n".join(("<ul>", *(f"<li>{_inline(line.removeprefix(_ITEM))}</li>" for line in lines), "</ul>"))


def _inline(text: str) -> str:
    emphasised = _EMPHASIS.sub(lambda found: f"<{_TAGS[found[1]]}>{found[2]}</{_TAGS[found[1]]}>", text)
    return CITATION.sub(r"<cite>\1</cite>", emphasised)
