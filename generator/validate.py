"""VALIDATE, second part: rules beyond shape, one record at a time.

Each rule is a small function that takes a claim or source document and yields (where, message). Its docstring says why.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator import dates, notes
from generator.model import Claim, Dossier, Evidence, SourceDocument, SourceRef
from generator.problem import RULES, Loc, Problem, Rule, rule, shown
from generator.quotation.words import words
from generator.source import Record

Findings = Iterator[tuple[Loc, str]]


def claim(record: Record, found: Claim) -> list[Problem]:
    """All problems of one claim beyond its shape; what a draft may still lack isn't asked for."""
    rules = [by for by in _CLAIM_RULES if not (found.draft and by in _FINISHED)]
    return _apply(rules, record, found) + _notes(record, found) + _cited_in_vain(record, found.notes or "")


def document(record: Record, found: SourceDocument) -> list[Problem]:
    """All problems of one source document beyond its shape."""
    return _apply(_DOCUMENT_RULES, record, found) + _cited_in_vain(record)


def dossier(record: Record, found: Dossier) -> list[Problem]:
    """All problems of one dossier beyond its shape."""
    return _apply(_DOSSIER_RULES, record, found) + _cited_in_vain(record)


@rule("repeated")
def repeated(found: Claim | Dossier) -> Findings:
    """A list names each thing once, so that nobody is counted, indexed or credited twice.

    Delete the second of the two. Two people of one name are told apart by what readers know them by, such as a middle
    name. Evidence is the same where one passage of one document has one stance and one figure.
    """
    if isinstance(found, Dossier):
        yield from _twice("claims", found.claims)
        return
    for name in ("topics", "authors", "appearances", "reviewed_by"):
        yield from _twice(name, getattr(found, name))
    for loc, _ in _twice("sources", [_passage(piece) for piece in found.sources]):
        yield loc, f"this passage of {_name(found.sources[int(loc[1])].source)} is listed twice; keep one"


def _twice(name: str, items: Iterable[object]) -> Findings:
    """The items of a list that stand there before."""
    seen: list[object] = []
    for index, item in enumerate(items):
        if item in seen:
            yield (name, index), f"{shown(item)} is listed twice; keep one"
        seen.append(item)


def _passage(piece: Evidence) -> tuple[object, ...]:
    """What makes a piece of evidence another than the next: the words of its document, or the note in their place."""
    words = (piece.quote, piece.prefix, piece.suffix) if piece.quote else piece.note
    return piece.source, piece.stance, words, piece.figure


@rule("date-order")
def date_order(found: Claim) -> Findings:
    """A claim is made before it is checked, and corrected or looked at again after that; another order is a slip.

    Compare both dates with the documents and mend the one that is wrong. A month or a year will do where the day of the
    claim isn't known.
    """
    if dates.is_after(found.claimed, found.published):
        yield ("claimed",), f"is later than the fact-check was published ({found.published}); mend one of the two"
    for index, correction in enumerate(found.corrections):
        if dates.is_after(found.published, correction.date):
            yield ("corrections", index, "date"), f"is before the fact-check was published ({found.published})"
    if found.expires and dates.is_after(found.published, found.expires):
        yield ("expires",), f"is before the fact-check was published ({found.published}); mend one of the two"


@rule("document-date-order")
def document_date_order(found: SourceDocument) -> Findings:
    """A document is read after it was published; the other way round, one of the dates is a slip.

    Readers judge by these dates who could know what when. Look at the page again: a date of an update isn't the date of
    publication, and `published: unknown` with a `date_note` is better than a guess.
    """
    if dates.is_after(found.published, found.accessed):
        yield ("accessed",), f"is before the document was published ({found.published}); mend one of the two"


@rule("undetermined-language", severity="warning")
def undetermined_language(found: SourceDocument) -> Findings:
    """A captured document's language is known to whoever read it; screen readers, search and translations go by it.

    `attested capture` writes `und` where the page doesn't state its language. Write the tag in its place: `en`, `de`,
    `ko`; for a picture or a recording without words, `zxx`.
    """
    if found.capture and found.language == "und":
        yield ("language",), "says that nobody knows the language; write its tag, such as en, de or uk"


@rule("says-nothing")
def says_nothing(found: Claim) -> Findings:
    """A piece of evidence quotes its document, or says in a note what the document shows.

    A bare name of a document asks readers to search it for themselves. Quote the passage that matters; where there are
    no words to quote, as in a photograph or a table, say in `note` what it shows.
    """
    for index, piece in enumerate(found.sources):
        if not piece.quote and not piece.note:
            yield ("sources", index), "has neither quote nor note; add the passage's words, or a note on what it shows"


@rule("asserts-without-quote")
def asserts_without_quote(found: Claim) -> Findings:
    """Who is said to make a claim is quoted making it.

    Otherwise a paraphrase of ours would stand in for their words, and the check would be of something nobody said. Copy
    the passage in which the document makes the claim into `quote`.
    """
    for index, piece in enumerate(found.sources):
        if piece.stance == "asserts" and not piece.quote:
            yield ("sources", index, "stance"), "asserts needs the document's own words; add `quote: …`"


@rule("translation-without-quote")
def translation_without_quote(found: Claim) -> Findings:
    """A translation stands beside the original words, so that a reader can check it.

    A translation alone can't be checked by those who read the language. Put the original words into `quote`, and the
    translation beside them.
    """
    for index, piece in enumerate(found.sources):
        if piece.translation and not piece.quote:
            yield (
                ("sources", index, "translation"),
                "has no original beside it; add `quote: …` in the original language",
            )


@rule("verdict-without-evidence")
def verdict_without_evidence(found: Claim) -> Findings:
    """A verdict follows from evidence other than the claim's own appearances.

    That somebody said a thing, however often, is no evidence for it or against it. Look for a document that knows the
    matter by itself: a record, a witness, a measurement. Where there is none, the verdict is `unproven`, and the
    document that was searched in vain is listed as `context`.
    """
    if all(piece.stance == "asserts" for piece in found.sources):
        yield (
            ("sources",),
            "holds no evidence, only the claim itself; add a source that supports, contradicts or gives context",
        )


@rule("one-sided", severity="warning")
def one_sided(found: Claim) -> Findings:
    """Evidence that undermines the verdict is listed too; where none was found, a reader is told so.

    Who reads only what fits can't weigh it. Look for the best that can be said for the other verdict, and list it with
    the stance it has; it needn't convince you.
    """
    stances = {piece.stance for piece in found.sources} & {"supports", "contradicts"}
    if len(stances) == 1 and not found.one_sided_reason:
        yield (
            ("sources",),
            f"all evidence {stances.pop()} the claim; add what speaks against the verdict, or say in "
            "`one_sided_reason: …` what was looked for",
        )


@rule("long-quotation", severity="warning")
def long_quotation(found: Claim) -> Findings:
    """A quotation is as short as will do: a text of more than 60 words is republished rather than quoted.

    Cut it to the words that the claim turns on. `[…]` leaves words out between two parts, and a second piece of
    evidence may quote another passage.
    """
    for index, piece in enumerate(found.sources):
        if piece.quote and (size := len(words(piece.quote))) > 60:
            yield ("sources", index, "quote"), f"has {size} words; quote at most 60, or leave words out with […]"


def _name(source: SourceRef) -> str:
    """How a message names a source document."""
    return shown(source if isinstance(source, str) else source.title)


_CLAIM_RULES: Sequence[Rule[[Claim], Findings]] = (
    repeated,
    date_order,
    says_nothing,
    asserts_without_quote,
    translation_without_quote,
    verdict_without_evidence,
    one_sided,
    long_quotation,
)
_FINISHED = (says_nothing, asserts_without_quote, verdict_without_evidence, one_sided)
"""The rules that ask for what a finished claim has."""
_DOCUMENT_RULES: Sequence[Rule[[SourceDocument], Findings]] = (document_date_order, undetermined_language)
_DOSSIER_RULES: Sequence[Rule[[Dossier], Findings]] = (repeated,)


def _apply(rules: Sequence[Rule[[Any], Findings]], record: Record, found: Any) -> list[Problem]:
    return [record.problem(loc, by, message) for by in rules for loc, message in by(found)]


_SHORT_TEXTS = {
    *("context", "date_note", "interest", "note", "one_sided_reason", "reason", "short", "single_source_reason"),
    *("summary", "what", "why", "why_checked"),
}
"""Fields in our own words that are shown as they are."""
_CITES = "[@"


def _cited_in_vain(record: Record, written: str = "") -> list[Problem]:
    """Citations where nothing becomes of them: outside the notes, in which this is `written`."""
    text = record.text
    if text and "\\" not in text and text.count(_CITES) <= written.count(_CITES):
        return []
    by, found = notes.citation_form, list[tuple[Loc, str]]()
    _short_texts(record.data, (), found)
    return [record.problem(loc, by, by(f"[@{name}]")) for loc, text in found for name in notes.citations(text)]


def _short_texts(data: Any, loc: Loc, found: list[tuple[Loc, str]]) -> None:
    """Gather the short texts of a record that may cite, with the way to each."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, dict | list):
            _short_texts(value, (*loc, key), found)
        elif key in _SHORT_TEXTS and _CITES in value:
            found.append(((*loc, key), value))


def _notes(record: Record, found: Claim) -> list[Problem]:
    """The notes' own rules live with their renderer."""
    if not found.notes:
        return []
    return [
        record.problem(("notes",), RULES[name], message, written=written)
        for name, message, written in notes.faults(found.notes)
    ]
