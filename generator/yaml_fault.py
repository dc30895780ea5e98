"""What is wrong where a YAML parser gives up, in a contributor's words: it names what it met, this what was meant.

Pure text: the parser's complaint and the file's lines go in, a place and a remedy come out.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.markdown_habits import bullet, fence
from generator.problem import code, shown

Found = tuple[int, int, str]
"""Line and column, both from 0, and the remedy."""

_FIELD = re.compile(r"(?P<indent> *(?:- +)*)(?P<name>[\w.-]+)(?P<colon>:)(?P<after>[ \t]+|$)")
_FAR = 60
"""How many lines above its fault a quotation mark is looked for."""
_INVISIBLE = "\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000"
_NARROW = re.compile(rf"^[ \t]*(?:- *)?([{_INVISIBLE}])|:([{_INVISIBLE}])")


@dataclass(frozen=True)
class Complaint:
    """What the parser said: `said` in its words, where it gave up, and where what it was reading had begun."""

    said: str
    line: int
    column: int
    begun: tuple[int, int] | None
    lines: list[str]

    @property
    def text(self) -> str:
        """The line on which it gave up; nothing at the file's end."""
        return self.lines[self.line] if self.line < len(self.lines) else ""

    def before(self) -> int:
        """The last line with text before it gave up; -1 where there is none."""
        return next((n for n in range(min(self.line, len(self.lines)) - 1, -1, -1) if self.lines[n].strip()), -1)


def diagnose(complaint: Complaint) -> Found:
    """The place and the remedy: the first look that sees something says so."""
    for look in _LOOKS:
        if found := look(complaint):
            return found
    near = shown(complaint.text.strip())
    return complaint.line, complaint.column, f"not well-formed YAML ({complaint.said}) near {near}"


def cut_off(complaint: Complaint) -> Found | None:
    """Where a comment cuts off a list or a mapping in brackets, and what it cuts off, in place of a remedy."""
    begun = _open_bracket(complaint)
    if not begun:
        return None
    text = complaint.lines[begun[0]]
    found = _COMMENTED.search(text, begun[1])
    end = _ENDED.search(text, found.end()) if found else None
    if not found or not end or any(text.count(mark, begun[1], found.start(1)) % 2 for mark in "\"'"):
        return None
    return begun[0], found.start(1), text[found.start(1) : end.start()].strip()


_COMMENTED = re.compile(r"[\[{,\s](#[^\s,\]}])")
_ENDED = re.compile(r"[,\]}]")


def _fence(complaint: Complaint) -> Found | None:
    """A line of ``` or ~~~ around the file."""
    for number in (complaint.line, complaint.before()):
        if number >= 0 and (remedy := fence(complaint.lines, number)):
            return number, 0, remedy
    return None


def _bullet(complaint: Complaint) -> Found | None:
    """A * where an item of a list begins."""
    found = bullet(complaint.lines, complaint.line) if "alias" in complaint.said else None
    return (complaint.line, *found) if found else None


def _spaces(complaint: Complaint) -> Found | None:
    """A space that isn't one, where YAML counts spaces: here or on the lines just above."""
    for number in _near(complaint):
        if found := _NARROW.search(complaint.lines[number]):
            column = found.start(1) if found[1] else found.start(2)
            name = f"U+{ord(complaint.lines[number][column]):04X}"
            return number, column, f"a no-break or other special space ({name}) stands here; write a plain space"
    return None


def _tab(complaint: Complaint) -> Found | None:
    """A tab where YAML counts spaces."""
    for number in _near(complaint):
        if found := re.match(r" *(?:- *)?(\t)", complaint.lines[number]):
            return number, found.start(1), "a tab stands here; indent with spaces"
    return None


def _near(complaint: Complaint) -> Iterator[int]:
    yield from (n for n in (complaint.line, complaint.before()) if 0 <= n < len(complaint.lines))


def _unclosed_quote(complaint: Complaint) -> Found | None:
    """A quotation mark that is closed nowhere, or only by the one that opens a later text."""
    if complaint.begun and re.search("quoted scalar", complaint.said) and "end of stream" in complaint.said:
        line, column = complaint.begun
        return line, column, _never_closed(complaint.lines[line][column])
    if "did not find expected key" not in complaint.said and "<block end>" not in complaint.said:
        return None
    for number in range(complaint.line - 1, max(-1, complaint.line - _FAR), -1):
        opened = re.match(r" *(?:- +)*(?:[\w-]+: +)?([\"'])", complaint.lines[number])
        if opened and _closed(complaint.lines, number, opened.start(1)) == complaint.line:
            return number, opened.start(1), _never_closed(opened[1])
    return None


def _never_closed(mark: str) -> str:
    return f"this {mark} is opened and never closed; write another {mark} where its text ends"


_INSIDE = {'"': re.compile(r"(?:[^\"\\]|\\.)*\"", re.DOTALL), "'": re.compile(r"(?:[^']|'')*'(?!')")}
"""What YAML reads inside quotation marks, up to the one that closes it."""


def _closed(lines: list[str], number: int, column: int) -> int:
    """The line on which the quotation mark at this place is closed, as YAML reads it; -1 for none."""
    mark = lines[number][column]
    rest = "\n".join([lines[number][column + 1 :], *lines[number + 1 :]])
    found = _INSIDE[mark].match(rest)
    return number + found[0].count("\n") if found else -1


def _after_quote(complaint: Complaint) -> Found | None:
    """Text behind a closing quotation mark or bracket."""
    before = complaint.text[: complaint.column].rstrip()
    if not before or before[-1] not in "\"']}" or not re.search("expected key|<block end>|'-'", complaint.said):
        return None
    mark, after = before[-1], complaint.text[complaint.column :]
    if {'"', "'"} <= set(_whole(complaint)):
        return complaint.line, complaint.column, f"text goes on after the closing {mark}; {_FOLDED}"
    if mark == "'" and before == complaint.text[: complaint.column] and after[:1].isalpha():
        remedy = "this apostrophe ends the text that another ' began; put the text in double quotes instead"
        return complaint.line, complaint.column - 1, remedy
    if mark in "]}":
        remedy = f"text goes on after the closing {mark}; put the whole text in quotes"
    else:
        other = "'" if mark == '"' else '"'
        remedy = f"text goes on after the closing {mark}; put the whole text in {other}, those marks included"
    return complaint.line, complaint.column, remedy


_FOLDED = (
    "it holds both ' and \", so write `>-` where it begins, "
    "and the text on the next line, indented, with no marks around the whole"
)
_BEGINS = re.compile(r"( *)(?:- +)*(?:[\w.-]+:[ \t]+)?(?=[^\s#-])")


def _whole(complaint: Complaint) -> str:
    """The text that holds the fault, as it is written: on its field's line, and on those below that go on with it."""
    lines, first = complaint.lines, complaint.line
    while first and not _FIELD.match(lines[first]) and not lines[first].lstrip().startswith("- "):
        first -= 1
    begun = _BEGINS.match(lines[first])
    text = [lines[first][begun.end() if begun else 0 :]]
    for line in lines[first + 1 :]:
        if line.strip() and len(line) - len(line.lstrip()) <= len(begun[1] if begun else ""):
            break
        if _FIELD.match(line):
            break
        text.append(line)
    return "\n".join(text)


def _unclosed_bracket(complaint: Complaint) -> Found | None:
    """A bracket that is closed nowhere."""
    begun = _open_bracket(complaint)
    if not begun:
        return None
    line, column = begun
    mark = complaint.lines[line][column : column + 1]
    close = "]" if mark == "[" else "}"
    remedy = f"this {mark} is not closed, or a comma is missing; close it with {close}, or put the text in quotes"
    return line, column, remedy


def _open_bracket(complaint: Complaint) -> tuple[int, int] | None:
    """Where the bracket begins that isn't closed, if one isn't."""
    if "expected node content" in complaint.said and not complaint.text.strip():
        return _last_bracket(complaint)
    return complaint.begun if re.search("expected ',' or", complaint.said) else None


def _last_bracket(complaint: Complaint) -> tuple[int, int] | None:
    """The last place above the file's end where a value begins with a bracket."""
    for number in range(min(complaint.line, len(complaint.lines)) - 1, -1, -1):
        if found := re.match(r" *(?:- +)*(?:[\w.-]+:[ \t]+)?([\[{])", complaint.lines[number]):
            return number, found.start(1)
    return None


def _no_space(complaint: Complaint) -> Found | None:
    """A colon or a dash that touches what follows it."""
    for number in _near(complaint):
        line = complaint.lines[number]
        if found := re.match(r"( *(?:- +)?)([a-z][\w-]*):([^\s/:].*)", line):
            right = f"{found[2]}: {found[3]}".strip()
            return number, len(found[1]), f"a space is missing after the colon; write {code(right)}"
        if found := re.match(r"( *)-([a-z]\w*:.*)", line):
            return number, len(found[1]), f"a space is missing after the dash; write {code(f'- {found[2]}'.strip())}"
    return None


def _no_colon(complaint: Complaint) -> Found | None:
    """A line that has no colon behind its field's name; the parser may see that only on the next."""
    remedy = "this line has no colon after its field; write `field: value`, or indent it if the text above goes on"
    if "could not find expected ':'" in complaint.said and complaint.begun:
        return *complaint.begun, remedy
    before = complaint.before()
    if "mapping values are not allowed" not in complaint.said or before < 0:
        return None
    field, above = _FIELD.match(complaint.text), complaint.lines[before]
    start = re.match(r" *(?:- +)*", above)
    if field and start and ":" not in above and len(start[0]) == len(field["indent"]):
        return before, len(start[0]), remedy
    return None


def _dash(complaint: Complaint) -> Found | None:
    """An item that isn't below those of its list, or a dash where there is no list."""
    found = _ITEM.match(complaint.text)
    if not found or not re.search("mapping values|expected key|<block end>|'-'", complaint.said):
        return None
    items, column = [], len(found["indent"])
    for line in reversed(complaint.lines[: complaint.line]):
        if item := _ITEM.match(line):
            items.append(item)
        elif line.strip() and len(line) - len(line.lstrip()) <= column:
            break
    spaces = min((len(item["indent"]) for item in items), default=0)
    alike = [item for item in items if item["name"] == found["name"]]
    if alike and spaces != column:
        remedy = f"this item isn't below the others of its list; begin it with {_spaces_of(spaces)}"
        return complaint.line, column, remedy
    if items or found["name"]:
        return complaint.line, column, _NO_LIST
    return None


_NO_LIST = "no list stands here, so this - begins no item; take it away"
_ITEM = re.compile(r"(?P<indent> *)- +(?:(?P<name>[\w.-]+):(?:[ \t]|$))?")


def _too_deep(complaint: Complaint) -> Found | None:
    """A field that stands further right than the field above it, whose text ended there."""
    field, before = _FIELD.match(complaint.text), complaint.before()
    above = _FIELD.match(complaint.lines[before]) if before >= 0 else None
    if not field or not above or not re.search("mapping values|expected key", complaint.said):
        return None
    if len(field["indent"]) <= len(above["indent"]):
        return None
    spaces = len(above["indent"])
    return complaint.line, len(field["indent"]), f"this line is indented too far; begin it with {_spaces_of(spaces)}"


def _spaces_of(count: int) -> str:
    return "no space" if not count else f"{count} space{'' if count == 1 else 's'}"


def _colon_inside(complaint: Complaint) -> Found | None:
    """A text that holds a colon and a space."""
    field = _FIELD.match(complaint.text)
    if "mapping values are not allowed" not in complaint.said or not field or complaint.column < field.end():
        return None
    remedy = 'this colon is part of a text; put the whole text in quotes, as in `field: "text: more text"`'
    marks = {'"', "'"} & set(_whole(complaint))
    if marks == {'"'}:
        remedy = "this colon is part of a text; put the whole text in ', as in `field: 'text: more text'`"
    elif marks == {'"', "'"}:
        remedy = f"this colon is part of a text; {_FOLDED}"
    return complaint.line, complaint.column, remedy


def _item(complaint: Complaint) -> Found | None:
    """A line that belongs to no item of its list."""
    if "expected '-' indicator" not in complaint.said and "<block end>" not in complaint.said:
        return None
    above = complaint.lines[: complaint.begun[0]] if complaint.begun else []
    if complaint.begun and all(not line.strip() or line.startswith("#") for line in above):
        return *complaint.begun, _NO_LIST
    remedy = "this line fits no item of its list; align it with the lines of its item, or begin a new item with `- `"
    return complaint.line, complaint.column, remedy


def _aligned(complaint: Complaint) -> Found | None:
    """A line that fits no mapping around it."""
    if not re.search("expected key|mapping values are not allowed|<block end>", complaint.said):
        return None
    return complaint.line, complaint.column, "this doesn't fit here; align the line with the fields it belongs to"


_ESCAPED = r"inside double quotes \ has a meaning of its own; put the text in single quotes, or write \\"
_RESERVED = {
    "alias": "text that starts with * has to be in quotes",
    "anchor": "text that starts with & has to be in quotes",
    "block scalar": "text that starts with > or | has to be in quotes, or begins on the next line, indented",
    "ing a tag": "text that starts with ! has to be in quotes",
    "directive": "a line can't start with %; put text that does in quotes",
    "block sequence entries": "a list begins on a line of its own, below its field, with `- ` before each item",
    "mapping keys": "text that starts with ? has to be in quotes; what isn't known is `unknown`",
    "unexpected ':'": "text with a colon has to be in quotes here",
    "unknown escape": _ESCAPED,
    "hexdecimal": _ESCAPED,
    "<document start>": "nothing is read after a line `...`; delete that line",
}


def _reserved(complaint: Complaint) -> Found | None:
    """Text that starts with a sign which YAML keeps for itself."""
    if re.search("cannot start any token|expected node content", complaint.said) and complaint.text:
        mark = complaint.text[complaint.column : complaint.column + 1]
        if mark == ",":
            return complaint.line, complaint.column, "nothing stands before this comma; take the comma away"
        return complaint.line, complaint.column, f"text that starts with {mark} has to be in quotes"
    remedy = next((said for part, said in _RESERVED.items() if part in complaint.said), None)
    line, column = complaint.begun or (complaint.line, complaint.column)
    return (line, column, remedy) if remedy else None


_LOOKS: tuple[Callable[[Complaint], Found | None], ...] = (
    _fence,
    _bullet,
    _spaces,
    _tab,
    _unclosed_quote,
    _after_quote,
    _unclosed_bracket,
    _no_space,
    _no_colon,
    _dash,
    _too_deep,
    _colon_inside,
    _reserved,
    _item,
    _aligned,
)
