"""What LOAD refuses, and why: the rules of reading a file as data."""

import re

from generator.problem import rule, shown

# Controls, line ends that YAML obeys and the eye doesn't see, direction overrides, surrogates, tags, non-characters.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff"
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
MAX_BYTES = 64 * 1024
MAX_DEPTH = 8
MAX_NODES = 2_000


def clean(text: str) -> bool:
    """Whether no forbidden character is in it. None of them can be printed, which is many times as fast to see."""
    return text.replace("\n", "").isprintable() or not FORBIDDEN.search(text)


@rule("unreadable")
def unreadable(error: str, what: str = "file") -> str:
    """Every file under `claims/` has to be readable by whoever builds the site. Mend its permissions.

    A file that is skipped in silence would be a claim that vanished. On Linux and macOS `chmod u+r FILE` makes it
    readable again.
    """
    return f"this {what} can't be read ({error}); mend its permissions or remove it"


@rule("not-a-file")
def not_a_file(*, folder: bool = False) -> str:
    """Only plain files count. A symbolic link could publish a file from outside the project; a pipe never ends.

    Copy what a link points to, and commit the copy.
    """
    if folder:
        return "this is a link to a folder, and links aren't followed; put the folder itself here"
    return "only a plain file may stand here, not a link, a folder or a device; put the file itself here"


@rule("hard-link")
def hard_link(folder: str) -> str:
    """A hard link is another name of a file: one that leads out of the project could publish somebody's private file.

    Git keeps none, but an unpacked archive may hold some, and tools that save space make them. Put a copy in the place
    of each name: `cp FILE COPY && mv COPY FILE`. Names that all stand in one folder are no problem.
    """
    return f"this file has a name outside {folder}/ too (a hard link), so it isn't read; put a copy in its place"


@rule("unportable-name")
def unportable_name(name: str, fault: str) -> str:
    """A publication is copied to other machines, and some can't have every name, or take two names for one.

    Windows keeps names such as `con` and `nul` for itself and drops a dot or space at a name's end; it and macOS don't
    tell `Map.png` from `map.png`. There one file would take the other's place in silence. Lower-case letters a-z,
    digits, hyphens and one dot are safe everywhere.
    """
    return f"the name {shown(name)} {fault}; rename it"


@rule("too-large")
def too_large(size: int, limit: int) -> str:
    """A claim or source document is a page of text. A larger file is a mistake or an attack; split the claim.

    Long analyses are rarely read. Put each question that can be answered on its own into a claim of its own, and tie
    them together by a dossier.
    """
    return f"the file has {size:,} bytes and {limit:,} are allowed; shorten it, or split it into several claims"


@rule("encoding")
def encoding(fault: str) -> str:
    """Files are plain UTF-8 text, so that every name and quotation reads the same on every machine.

    Word processors save more than text, and some editors save another encoding. Use an editor for plain text, such as
    VS Code, and save as UTF-8.
    """
    return fault


@rule("forbidden-character")
def forbidden_character(character: str) -> str:
    """Control characters, direction overrides and hidden line ends make a file read otherwise than it looks.

    A reviewer must be able to trust their eyes: U+2028 ends a line for YAML but not for a diff's reader, and U+202E
    shows text backwards. Delete the character, and write right-to-left text as it is: it needs no override.
    """
    return f"the character U+{ord(character):04X} is not allowed, it can't be seen or hides text; delete it"


@rule("yaml-syntax")
def yaml_syntax(remedy: str) -> str:
    """The file has to be well-formed YAML: `field: value` lines, lists with `- `, nesting by spaces.

    YAML gives some signs a meaning: a colon with a space after it, quotation marks, and most signs at the start of a
    text. Text that holds them goes in quotes. What belongs together starts in the same column, indented with spaces.
    """
    return remedy


@rule("cut-by-comment")
def cut_by_comment(rest: str) -> str:
    """In YAML a space and # begin a comment: what follows is no part of the text, and would be lost in silence.

    Put text that holds a # in quotes. A comment that is meant has a space behind its #.
    """
    return f"{shown(rest, 30)} is cut off as a comment; put the whole text in quotes (a comment is `# like this`)"


@rule("yaml-alias")
def yaml_alias(name: str) -> str:
    """Anchors and aliases make one place of a file mean another, and can grow without end. Write the text out.

    Text that starts with & or * needs quotes, since YAML takes it for an anchor or an alias otherwise.
    """
    return (
        f"anchors (&) and aliases (*) are not allowed ({shown(name)}); write the value out, or put the text in quotes"
    )


@rule("yaml-tag")
def yaml_tag(tag: str) -> str:
    """A tag tells YAML to build something other than text. Here all scalars are text and need none.

    Text that starts with ! needs quotes, since YAML takes it for a tag otherwise.
    """
    return f"the tag {shown(tag)} is not allowed; remove it, or put text that starts with ! in quotes"


@rule("several-documents")
def several_documents(*, empty: bool = False, strayed: bool = False) -> str:
    """One file is one claim, source document or dossier; a second YAML document would be lost in silence.

    A line `---` begins a new document. Move what follows it to a file of its own; where nothing does, delete the line.
    """
    if empty:
        return "nothing comes after this ---, so delete it"
    if strayed:
        return "this --- cuts the file in two; delete it, or, if another thing follows, move that to a file of its own"
    return "a second YAML document starts here (---); one file describes one thing, so move it to a file of its own"


@rule("duplicate-key")
def duplicate_key(key: str, first_line: int, *, item: bool = False) -> str:
    """A field is given once. YAML would keep the last and drop the first in silence.

    Keep the one that holds. Where a whole group of fields comes again, a new item of the list was meant: its first line
    begins with `- `.
    """
    if item:
        again = f"{shown(key)} again, after line {first_line}: a new item of the list begins here"
        return f"{again}, so write `- {shown(key)[1:-1]}: …`"
    return f"the field {shown(key)} is given twice, first on line {first_line}; keep one"


@rule("key-not-text")
def key_not_text() -> str:
    """A field's name is a plain word, so that a message, a page or a program can name it.

    What starts with ? or holds brackets before its colon is YAML's way to use a list or a mapping as a name. Nothing in
    this format has such a name: put text that looks so in quotes.
    """
    return "a field's name has to be a word, not a list or a mapping; write `field: value`"


@rule("too-deep")
def too_deep() -> str:
    """No file needs lists or mappings nested deeper than eight levels.

    No field of the format lies that deep, so it is a slip of the indentation, or meant to exhaust the program. Align
    the lines with the fields they belong to.
    """
    return f"nested deeper than {MAX_DEPTH} levels; nothing in this format needs that, check the indentation"


@rule("too-many-values")
def too_many_values() -> str:
    """A file holds at most 2,000 values; more is a mistake or an attack.

    A claim with that many sources wouldn't be read. Split it into claims of one question each; a dossier ties them
    together.
    """
    return f"more than {MAX_NODES:,} values in one file; split it"


_BEGINNING = "remove it, then `attested new` writes one with every field explained"
_BEGINNINGS = {
    "claims/sources": "`attested capture` fills it in, or write `title: …`, `publisher: …`, `url: …`, `published: …`",
    "claims/dossiers": "write `title: …`, `summary: …`, `claims: […]`",
    "claims/publication.yml": "copy the one of the Attested project and make it yours",
}
"""How to begin a file, by its place below claims/; a claim where it is none of these."""


@rule("not-a-mapping")
def not_a_mapping(name: str, *, empty: bool = False) -> str:
    """A file is a list of `field: value` lines, not a bare text or list, and not empty.

    `attested new` writes a claim with every field explained, `attested capture` a source document; the contribute page
    shows a complete example.
    """
    if empty:
        return f"the file is empty; {_BEGINNINGS.get('/'.join(name.split('/')[:2]), _BEGINNING)}"
    return "the file has to start with `field: value` lines; see the example on the contribute page"
