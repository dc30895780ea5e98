"""What LINK refuses, and why: the rules of one record with another."""

from collections.abc import Iterable, Sequence

from generator.contents import FOLDER
from generator.model import UNKNOWN
from generator.problem import rule, shown
from generator.shape_rules import or_list


@rule("unknown-source")
def unknown_source(name: str, known: Iterable[str], *, original: bool = False) -> str:
    """A source document is the name of a file in `claims/sources/`, without `.yml`, so that anyone can look it up.

    The message names the id that is nearest. A document that isn't described yet needs its file first: `attested
    capture ADDRESS --id ITS-ID` writes one. A name with spaces or capitals in `reports_from` is no id but an agency or
    a person. An original that has no page here is described by its publisher: `republishes: {publisher: Reuters}`.
    """
    hint = "; write it, or let `attested capture` do so"
    if name == UNKNOWN:
        hint = "; where it isn't known, leave this out"
    if original:
        publisher = UNKNOWN if name == UNKNOWN else "ITS-NAME"
        hint += f", or, where the original has no page here, write `republishes: {{publisher: {publisher}}}`"
    hint = or_nearest(name, known) or hint
    return f"there is no {FOLDER}/sources/{name}.yml{hint}"


@rule("unknown-verdict")
def unknown_verdict(name: str, known: Iterable[str]) -> str:
    """A verdict is a word of the scale in `claims/publication.yml`, the same for every claim.

    Readers learn the scale once and trust that a word means the same everywhere. Write the word as the scale's file has
    it, in lower case with hyphens: `mostly-correct`, not its label “Mostly correct”.
    """
    return f"{shown(name)} is not on the verdict scale{or_list(name, known)}"


@rule("unknown-topic")
def unknown_topic(name: str, known: Iterable[str]) -> str:
    """A topic is listed in `claims/publication.yml`, so that one topic has one name.

    Otherwise “ship” and “ships” would be two pages with half of the claims each. Take a topic that is there; a new one
    is added to `claims/publication.yml` by the editors, in the same change.
    """
    return f"{shown(name)} is not among the topics of {FOLDER}/publication.yml{or_list(name, known)}"


@rule("unknown-dossier")
def unknown_dossier(name: str, known: Iterable[str]) -> str:
    """A dossier is the name of a file in `claims/dossiers/`, without `.yml`, and has a page of its own.

    Take a dossier that is there, or write its file with a title, a summary and its claims. A claim that belongs to none
    leaves the field out.
    """
    return f"there is no {FOLDER}/dossiers/{name}.yml{or_list(name, known)}"


@rule("unknown-citation")
def unknown_citation(name: str, known: Iterable[str]) -> str:
    """Notes cite documents that the claim lists in `sources` or `appearances`, so that each can be looked up.

    Add the document to `sources`, with a note on what it shows, or cite one that is there. What rests on no document is
    left out of the notes.
    """
    return f"cites {shown(name)}, which this claim lists neither in sources nor in appearances{or_nearest(name, known)}"


@rule("duplicate-id")
def duplicate_id(name: str, first: str) -> str:
    """An id is an address: two files in different folders can't share one.

    Rename the file that isn't published yet. Two claims on one subject are told apart by what they say of it.
    """
    return f"the id {shown(name)} is taken by {first}; rename one of the two files"


@rule("former-id-taken")
def former_id_taken(name: str, first: str) -> str:
    """A former id leads to the page that it became, so it is no page's id now, and one page's former id only.

    Take it off the list, or name the other file otherwise as long as that isn't published.
    """
    return f"{shown(name)} is or was the id of {first}, and an address leads to one page; take it off this list"


@rule("duplicate-address")
def duplicate_address(url: str, first: str) -> str:
    """One page is one source document, so that all its claims meet on one page here.

    Use the document that is there: its id in `sources` and `appearances`. If yours knows more of it, add that to the
    first file. What a mailing or a social network adds to an address, such as `utm_source`, makes it no other page.
    """
    return f"{shown(url)} is described in {first} already; use that document and remove this file"


@rule("duplicate-capture")
def duplicate_capture(first: str) -> str:
    """One text is one source document: under two names it could make a claim and be evidence on it all the same.

    Use the document that is there. Where two pages have the same words since one copies the other, each has a file, and
    the copy names its original in `republishes`; where both have it from elsewhere, each says from where.
    """
    return (
        f"is the capture of {first} too; use that document and remove this file, "
        "or, where one page copies the other, say so in `republishes`"
    )


@rule("duplicate-claim")
def duplicate_claim(first: str) -> str:
    """A claim has one page: who claimed the same on the same day is checked once, with one verdict.

    Remove the file that isn't published, which may be a copy that was to be changed and never was. If both are,
    withdraw one. Two claims that only look alike are told apart by their words, or by their day.
    """
    return f"is what {first} checks, word for word, of the same claimant and day; remove this file, or say what differs"


@rule("source-conflict")
def source_conflict(name: str, here: object, there: object, first: str) -> str:
    """The same address described twice is one document, so both descriptions have to agree.

    Look at the page itself to see which is right, and correct the other. Better still, give the document a file in
    `claims/sources/` and name its id in both claims.
    """
    return f"says {name} {shown(here)}, but {first} says {shown(there)} of the same address; make them agree"


@rule("own-evidence")
def own_evidence(name: str) -> str:
    """A document that makes the claim, or copies or reports from one that does, is no evidence for or against it.

    It would count the claim as its own proof. Name what the document rests on instead, if it says so, and list that;
    the document itself is `asserts` or `context`.
    """
    return (
        f"{shown(name)} makes this claim (appearances), or comes from a document that does, "
        "so it can't be evidence on it; use asserts or context"
    )


@rule("single-source", severity="warning")
def single_source(origin: str) -> str:
    """A verdict rests on two independent origins at least, unless only one is relevant (IFCN Code of Principles, 2).

    Documents that report from one agency, official or document go back to one origin and count once.
    """
    return (
        f"all of it goes back to one origin, {shown(origin)}; add evidence of another, "
        "or say why one is enough in `single_source_reason: …`"
    )


@rule("quote-not-translated", severity="warning")
def quote_not_translated(language: str, ours: str) -> str:
    """A quotation in another language than the publication's has a translation beside it, or readers can't judge it.

    Put the document's own words into `quote` and what they say into `translation`. If the document is in the
    publication's language after all, mend its `language`.
    """
    return f"is in {shown(language)}, and readers here read {shown(ours)}; add `translation: …` beside it"


@rule("untranslated", severity="warning")
def untranslated(language: str, file: str, missing: Sequence[str]) -> str:
    """What pages, feeds and scripts say of their own accord is in the publication's `language`, not half in English.

    Add the missing words to the catalogue that the message names, in gettext's format; programs such as Poedit edit it.
    `scripts/words` brings it up to date and begins one for a language that has none. Words of claims, documents and
    hand-written pages are not in it.
    """
    if not missing:
        begin = f"begin {file} by `.venv/bin/python scripts/words {language}`, and fill it in"
        return f"the site has no words of its own in {shown(language)} yet and says them in English; {begin}"
    words = "a word of the site is" if len(missing) == 1 else f"{len(missing)} words of the site are"
    return f"{words} not in {shown(language)} and said in English, first {shown(missing[0])}; add to {file}"


@rule("dossier-mismatch")
def dossier_mismatch(claim: str, dossier: str, *, listed: bool, other: str | None = None) -> str:
    """A dossier lists its claims in reading order, and each of them names the dossier.

    Both sides have to say so, lest a claim is missing from its dossier's matrix. Add what the message names to the file
    that lacks it. A claim belongs to one dossier at most; text can lead to it from others.
    """
    if other:
        return (
            f"{shown(claim)} belongs to the dossier {shown(other)}, and a claim can be in one dossier only; "
            "take it off this list"
        )
    lacking = f"`dossier: {dossier}` to the claim" if listed else f"`{claim}` to the dossier's claims"
    return f"the claim {shown(claim)} and the dossier {shown(dossier)} don't name each other; add {lacking}"


@rule("unknown-claim")
def unknown_claim(name: str, known: Iterable[str]) -> str:
    """A dossier lists claims by the names of their files, without `.yml`, in the order in which they are to be read.

    Write the name as the file has it. A claim that was renamed before it was published is listed under its new name;
    one that was withdrawn stays listed.
    """
    return f"there is no claim {shown(name)}{or_nearest(name, known) or '; write its file, or take it off the list'}"


@rule("similar-name")
def similar_name(name: str, other: str, *, shared: bool) -> str:
    """One person or organisation has one spelling, so that all its claims stand on one page.

    Names are the same that differ in capitals, accents or vowel points alone, whatever the script: also Michal and
    Michał, or an alef with its hamza and without. The report is at the spelling that fewer files have, of as many at
    the later file; where that is the right one, mend the others. Two who really share a name are told apart by what
    readers know them by.
    """
    if shared:
        return f"{shown(name)} would share a page with {shown(other)}; write the name one way"
    return f"{shown(name)} would have another page than {shown(other)}; write the name one way"


@rule("origin-circle")
def origin_circle(name: str) -> str:
    """Where a document comes from leads to an end: one that goes back to itself is a circle of citations.

    If A says it has it from B and B from A, neither is the origin. Read which was first; where that can't be known,
    name the origin as a description with `publisher: unknown`.
    """
    return f"goes back to itself by way of {shown(name)}; name the real original, or describe it as unknown"


@rule("unused-source", severity="warning")
def unused_source() -> str:
    """A source document that no claim uses has a page nobody finds, and a link that nobody keeps alive.

    Cite it where it bears on a claim, name it in `republishes` or `reports_from` if another document comes from it, or
    remove its file together with its proofs; once it is published, others may link to its page.
    """
    return "no claim uses this source document; cite it, or remove it if it was never published"


def or_nearest(name: str, known: Iterable[str]) -> str:
    """A nudge to the id that was meant, where one is near."""
    hint = or_list(name, known)
    return hint if hint.startswith("; did") else ""
