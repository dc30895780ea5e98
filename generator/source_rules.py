"""What LOAD refuses, and why: the rules of reading a file as data."""

import re

from generator.problem import rule, shown

MAX_BYTES = 64 * 1024
MAX_DEPTH = 8
MAX_NODES = 2_000


@rule("unreadable")
def unreadable(error: str) -> str:
    """Every file under `claims/` has to be readable by whoever builds the site. Mend its permissions."""
    return f"this file can't be read ({error}); mend its permissions or remove it"


@rule("not-a-file")
def not_a_file() -> str:
    """Only plain files count. A symbolic link could publish a file from outside the project; a pipe never ends."""
    return "only a plain file may stand here, not a link, a folder or a device; put the file itself here"


@rule("too-large")
def too_large(size: int, limit: int) -> str:
    """A claim or source document is a page of text. A larger file is a mistake or an attack; split the claim."""
    return f"the file has {size:,} bytes and {limit:,} are allowed; shorten it, or split it into several claims"


@rule("encoding")
def encoding(byte: int) -> str:
    """Files are UTF-8, so that every name and quotation reads the same on every machine."""
    return f"the file is not UTF-8 text (byte 0x{byte:02x} here); save it as UTF-8"


@rule("forbidden-character")
def forbidden_character(character: str) -> str:
    """Control characters, direction overrides and hidden line ends make a file read otherwise than it looks.

    A reviewer must be able to trust their eyes: U+2028 ends a line for YAML but not for a diff's reader, and U+202E
    shows text backwards. Delete the character, and write right-to-left text as it is: it needs no override.
    """
    return f"the character U+{ord(character):04X} is not allowed, it can't be seen or hides text; delete it"


@rule("yaml-syntax")
def yaml_syntax(said: str, line: str) -> str:
    """The file has to be well-formed YAML: `field: value` lines, lists with `- `, nesting by spaces."""
    for pattern, remedy in _REMEDIES:
        if re.search(pattern, said):
            return remedy
    return f"not well-formed YAML ({said}) near {shown(line.strip())}"


_REMEDIES = (
    (
        "mapping values are not allowed",
        "a colon that doesn't fit: put text that holds one in quotes, align a new field with its siblings, "
        "or give the line above its own colon",
    ),
    (
        "cannot start any token",
        "a tab or a reserved character (` @ %) starts this; indent with spaces and quote the text",
    ),
    ("found a tab", "a tab stands here; indent with spaces"),
    (
        "did not find expected '-' indicator",
        "this fits no list item; align it with the line above, and write `- ` first",
    ),
    (
        "did not find expected key",
        "text goes on after its closing quotation mark or bracket, or this line isn't aligned with its siblings; "
        "put the whole text in quotes of the other kind, or align the line",
    ),
    ("could not find expected ':'", "this line has no colon after the field's name; write it as `field: value`"),
    ("expected <block end>", "this line's indentation fits no list or field above it; align it with its siblings"),
    (
        "unexpected end of stream|while scanning a quoted scalar",
        "a quotation mark is opened and never closed; close it",
    ),
    ("expected ',' or", "a list in [square brackets] isn't closed, or a comma is missing between its items"),
)


@rule("cut-by-comment")
def cut_by_comment(rest: str) -> str:
    """In YAML a space and # begin a comment: what follows is no part of the text, and would be lost in silence.

    Put text that holds a # in quotes. A comment that is meant has a space behind its #.
    """
    return f"{shown(rest, 30)} is cut off as a comment; put the whole text in quotes (a comment is `# like this`)"


@rule("yaml-alias")
def yaml_alias(name: str) -> str:
    """Anchors and aliases make one place of a file mean another, and can grow without end. Write the text out."""
    return (
        f"anchors (&) and aliases (*) are not allowed ({shown(name)}); write the value out, or put the text in quotes"
    )


@rule("yaml-tag")
def yaml_tag(tag: str) -> str:
    """A tag tells YAML to build something other than text. Here all scalars are text and need none."""
    return f"the tag {shown(tag)} is not allowed; remove it, or put text that starts with ! in quotes"


@rule("several-documents")
def several_documents() -> str:
    """One file is one claim, source document or dossier; a second YAML document would be lost in silence."""
    return "a second YAML document starts here (---); one file describes one thing, so move it to a file of its own"


@rule("duplicate-key")
def duplicate_key(key: str, first_line: int) -> str:
    """A field is given once. YAML would keep the last and drop the first in silence."""
    return f"the field {shown(key)} is given twice, first on line {first_line}; keep one"


@rule("key-not-text")
def key_not_text() -> str:
    """A field's name is a plain word."""
    return "a field's name has to be a word, not a list or a mapping; write `field: value`"


@rule("too-deep")
def too_deep() -> str:
    """No file needs lists or mappings nested deeper than eight levels."""
    return f"nested deeper than {MAX_DEPTH} levels; nothing in this format needs that, check the indentation"


@rule("too-many-values")
def too_many_values() -> str:
    """A file holds at most 2,000 values; more is a mistake or an attack."""
    return f"more than {MAX_NODES:,} values in one file; split it"


@rule("not-a-mapping")
def not_a_mapping() -> str:
    """A file is a list of `field: value` lines, not a bare text or list, and not empty."""
    return "the file has to start with `field: value` lines; see the example on the contribute page"
