"""What the shape of a record refuses, and why: the rules that hold for single fields, and the words for them."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from generator.problem import rule, shown
from generator.readable import TEMPLATE

_MEANT = {
    "quotation": "quote",
    "quoted": "quote",
    "passage": "quote",
    "evidence": "sources",
    "documents": "sources",
    "document": "source",
    "rating": "verdict",
    "conclusion": "verdict",
    "statement": "claim",
    "speaker": "claimant",
    "said_by": "claimant",
    "link": "url",
    "address": "url",
    "website": "url",
    "newspaper": "publisher",
    "headline": "title",
    "comment": "note",
    "analysis": "notes",
    "explanation": "notes",
    "tags": "topics",
    "category": "topics",
    "reviewer": "reviewed_by",
    "confirms": "supports",
    "refutes": "contradicts",
    "denies": "contradicts",
    "claims": "asserts",
    "true": "correct",
    "false": "incorrect",
    "wrong": "incorrect",
}
"""Words that people write for ours, too far from them to be found by their letters."""


@rule("missing-field")
def missing_field(line: str) -> str:
    """Some fields have to be there, since a reader would miss what they say; what isn't known is `unknown`.

    A claim that isn't finished says `draft: true`: it may lack fields, and it isn't published.
    """
    return f"is missing; add {line}"


@rule("unknown-field")
def unknown_field(name: str, known: Iterable[str], *, bare: bool = False) -> str:
    """Only the format's own fields may be used, so that a misspelt one isn't dropped in silence.

    What has no field of its own goes into `note` or `notes`; a remark for other editors is a comment, `# like this`.
    In braces a comma ends a text, so one that holds a comma stands in quotes: `{what: "Not May, but June.", why: …}`.
    """
    words = list(known)
    if (field := touching(name, words)) is not None:
        return f"has no space after its colon; write `{field}: {shown(name[len(field) + 1 :])[1:-1]}`"
    if bare:
        return "is what stands behind a comma, which ends a text in braces; put the whole text in quotes"
    return f"is not a field of this format{or_list(name, words, most=len(words))}"


@rule("wrong-type")
def wrong_type(found: object, wanted: str, remedy: str = "") -> str:
    """A field takes text, a list or a mapping, and not one for the other: a list of one author is still a list.

    A list stands in brackets, `[A, B]`, or has a line for each item that begins with `- `. A mapping has `field: value`
    lines, indented below its name, or stands in braces: `{by: A. Clerk, on: 2025-06-02}`. Text needs quotes where it
    starts with a bracket or a brace, since YAML takes it for a list or a mapping otherwise.
    """
    form = (
        "a mapping" if isinstance(found, dict) else "a list" if isinstance(found, list) else f"the text {shown(found)}"
    )
    return f"has to be {wanted}, not {form}{remedy and '; '}{remedy}"


@rule("not-one-of")
def not_one_of(found: object, known: list[str]) -> str:
    """Some fields take one word of a list, so that pages can be sorted, counted and compared by it.

    The message names the words, and editors show what they mean while you type. Take the word that is closest; what it
    doesn't say goes into a note.
    """
    return f"{shown(found)} is not one of the words allowed here{or_list(str(found), known)}"


@rule("empty")
def empty(what: str, placeholder: str = "") -> str:
    """A field that is given says something; leave an optional one out, or write `unknown` where that is allowed.

    The message says what belongs into the field. An empty one looks like an answer that got lost, and so does one of
    nothing but `…`, which in messages and examples stands for what you write, or `TODO`, `N/A`, `?`, or the sentence
    that `attested new` puts into the notes.
    """
    if placeholder.startswith(TEMPLATE):
        return f"begins with the sentence that `attested new` wrote there; write the analysis in its place, or {what}"
    return f"{f'is only {placeholder}, a placeholder that was never filled in' if placeholder else 'is empty'}; {what}"


@rule("too-long")
def too_long(limit: int, size: int, unit: str) -> str:
    """Texts have a length that still fits its place: a card, a list, a reader's patience.

    Say the one thing the field is for. What is more goes into `notes`; of a quotation only what the claim turns on is
    needed, and `[…]` leaves words out.
    """
    return f"has {size:,} {unit} and {limit:,} are allowed; shorten it"


@rule("bad-id")
def bad_id(found: object, fault: str) -> str:
    """An id is an address for good: `[a-z0-9]+(-[a-z0-9]+)*`, at most 64 characters, no reserved word.

    The id of a source document, claim or dossier is the name of its file, without folder and `.yml`.
    """
    return f"{shown(found)} {fault}"


@rule("bad-date")
def bad_date(found: object, fault: str) -> str:
    """A date is a real day (2025-06-17), month (2025-06) or year (2025), or `unknown`; never a guess.

    Year first, as ISO 8601 has it, since 03.06.2025 is in June to some readers and in March to others.
    """
    return f"{shown(found)} {fault}"


@rule("bad-url")
def bad_url(found: object, fault: str) -> str:
    """An address starts with http:// or https:// and names a host; anything else could run script or mislead.

    Copy it from the browser's address bar. Where a document has no address, such as a letter, write `unknown`. What
    `also_search` names is a folder of the publication's own host, from its root: `/2015/`.
    """
    return f"{shown(found)} {fault}"


@rule("bad-language")
def bad_language(found: object, fault: str) -> str:
    """A language is a BCP 47 tag, so that screen readers and search engines know how to read a quotation.

    Most languages have a tag of two letters: `en`, `de`, `ko`, `uk` for Ukrainian. A region or script may follow:
    `pt-BR`, `sr-Latn`.
    """
    return f"{shown(found)} {fault}"


@rule("bad-figure")
def bad_figure(fault: str) -> str:
    """A figure is one number or a range, never both and never neither, so that it has one place on a chart.

    Write `value: 6000` where the passage gives a number, and `low: 30` with `high: 40` where it gives a range. How the
    passage qualifies it, such as “more than”, goes into `bound`. Nothing parts thousands, since `6.000` is six to some
    readers and six thousand to others.
    """
    return fault


@rule("bad-hash")
def bad_hash(found: object, fault: str) -> str:
    """A hash is 64 hexadecimal digits, computed by the program from what was captured.

    `attested capture` writes it. One that was typed, cut or changed fits nothing any more, so capture the document
    anew.
    """
    return f"{shown(found)} {fault}"


@rule("one-line")
def one_line(fault: str) -> str:
    """Short texts are one line, so that they read the same in a list, a title and a feed.

    A text that is too long for one line of your editor starts with `>-` and goes on below, indented: YAML joins its
    lines.
    """
    return fault


@rule("unreadable-text")
def unreadable_text(fault: str) -> str:
    """A text is there to be read: it shows at least one sign, and no heap of marks covers what stands around it.

    A name of nothing but zero-width spaces or blank letters is a link that nobody can see, and a letter under a tower
    of accents hides the lines above it. Write the words themselves; accents and vowel signs in any language are fine.
    """
    return fault


@rule("out-of-range")
def out_of_range(found: object, fault: str) -> str:
    """A number lies in the range its field gives; one outside is a slip that a chart or a scale would show as a fact.

    A rating is a whole number from 1 to 5, and a capture counts its words from 1. A figure isn't negative: a fall of
    2.5 is 2.5, and `counts` says that it is a fall. Where no number fits, leave the field out and say in a note what is
    known.
    """
    return f"{shown(found)} is out of range: {fault}"


def touching(name: str, known: Sequence[str]) -> str | None:
    """The field whose value touches its colon, as in `{by:A. Clerk}`, where YAML takes both for a name."""
    field, colon, value = name.partition(":")
    return field if colon and value and field in known else None


def or_list(word: str, known: Iterable[str], most: int = 20) -> str:
    """A nudge to the word that was meant, or to all there are; of very many to the first."""
    words = list(known)
    if near := nearest(word, words):
        return f"; did you mean {shown(near)}?"
    return f"; use one of: {', '.join(words[:most])}" if words else ""


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word that was meant, as far as one can tell; capitals and spaces don't count."""
    plain = "-".join(word.lower().split())
    meant = _MEANT.get(plain)
    if meant in known:
        return meant
    near = get_close_matches(plain, known, 1) or get_close_matches(plain.replace("-", "_"), known, 1)
    return near[0] if near else None
