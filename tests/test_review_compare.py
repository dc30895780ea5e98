"""What changed between two sets of files: each kind of change, what counts as typography, and what belongs together."""

import random
import time
from collections.abc import Mapping

import pytest
from test_review import BOOK, DOSSIER, FILES, GAZETTE, KITES, PUBLICATION, RAIN

from generator.review.change import Change, Reviewed
from generator.review.compare import compare
from generator.review.entries import at_base
from generator.review.guard import guard
from generator.review.marks import LONGEST, marked
from generator.review.sentence import say

INLINE = (
    "{title: A sky full of kites, publisher: Example Gazette, "
    "url: https://gazette.example/kites, published: 2025-05-12}"
)


def reviewed(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Reviewed, ...]:
    """The changes from one set of files to another."""
    sides = [at_base({name: text.encode() for name, text in files.items()}) for files in (old, new)]
    return compare(sides[0], sides[1], "2026-01-01")


def edited(path: str, *changes: tuple[str, str]) -> tuple[Reviewed, ...]:
    """The changes that these replacements in one published file make."""
    text = FILES[path]
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return reviewed(FILES, {**FILES, path: text})


def sentences(found: tuple[Reviewed, ...]) -> list[str]:
    """Each change as a sentence, with both wordings."""
    every = [(one, change, say(one, change, lambda value: f"'{value}'")) for one in found for change in one.changes]
    return [f"{change.line}: {said.sentence}" + _wordings(said.was, said.now) for _, change, said in every]


def _wordings(was: str, now: str) -> str:
    return f" {was} -> {now}" if was or now else ""


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (
            KITES,
            "claimed: 2025-05-12",
            "claimed: unknown",
            "3: The date of the claim changed from '2025-05-12' to 'unknown'.",
        ),
        (KITES, "dossier: fair\n", "", "1: The dossier was removed: 'fair'."),
        (KITES, "topics: [kites]", "topics: [kites, weather]", "17: New in the list of topics: 'weather'."),
        (KITES, "topics: [kites]\n", "", "1: Gone from the list of topics: 'kites'."),
        (KITES, "published:", "reviewed_by: [B. Keeper]\npublished:", "19: New in the list of reviewers: 'B. Keeper'."),
        (
            KITES,
            "    note: The book was kept at the gate.\n",
            "",
            "11: The note of the evidence from 'fair-book' was removed: 'The book was kept at the gate.'.",
        ),
        (
            KITES,
            "    note: The",
            "    translation: wir\n    note: The",
            "14: The translation of the evidence from 'fair-book' was added: 'wir'.",
        ),
        (
            KITES,
            "    note: The",
            "    figure: {value: 600.5, unit: kites, counts: all, as_of: 2025, by: unknown}\n    note: The",
            "14: The figure of the evidence from 'fair-book' was added: "
            "'value: 600.5; unit: kites; counts: all; as_of: 2025; by: unknown'.",
        ),
        (
            KITES,
            "  The gazette has a nought",
            "  The gazette has one nought",
            "15: The analysis was reworded. The gazette has «a» nought too many [@fair-book]."
            " -> The gazette has «one» nought too many [@fair-book].",
        ),
        (
            GAZETTE,
            "title:",
            "archives: [https://archive.example/1]\ntitle:",
            "1: New in the list of archived copies: 'https://archive.example/1'.",
        ),
        (
            GAZETTE,
            "title: A sky full of kites",
            "title: A Sky full of kites",
            "1: The title was reworded. A «sky» full of kites -> A «Sky» full of kites",
        ),
        (
            BOOK,
            "url: https://office.example/book",
            "url: unknown",
            "3: The address changed from 'https://office.example/book' to 'unknown'.",
        ),
        (
            DOSSIER,
            "summary: An",
            "timeline: [{date: 2025, what: A fair., source: fair-book}]\nsummary: An",
            "2: New in the list of events: 'date: 2025; what: A fair.; source: fair-book'.",
        ),
        (PUBLICATION, "rating: 3", "rating: 2", "6: The rating of the verdict 'mixed' changed from '3' to '2'."),
        (
            PUBLICATION,
            "licence.example/by",
            "licence.example/sa",
            "3: The address of the licence changed from 'https://licence.example/by' to 'https://licence.example/sa'.",
        ),
        (
            PUBLICATION,
            "  kites: Kites\n  weather: Weather",
            "  weather: Weather\n  kites: Kites",
            "8: The order of the list of topics changed.",
        ),
        (
            PUBLICATION,
            "topics:",
            "  unproven: {label: Unproven, meaning: Too little., colour: grey, icon: question}\ntopics:",
            "8: The verdict 'unproven' was added: "
            "'label: Unproven; meaning: Too little.; colour: grey; icon: question'.",
        ),
    ],
)
def test_each_change_is_a_sentence(path: str, old: str, new: str, said: str) -> None:
    """Whatever field changes, it is said in the field's words at its line."""
    assert sentences(edited(path, (old, new))) == [said]


def test_a_capture_taken_anew() -> None:
    """A document captured again tells which of its particulars changed, its root above all."""
    digest = ["a" * 64, "b" * 64]
    taken = f"captured: unknown, from: a.txt, how: text-file, received_sha256: {digest[0]}, words: 9"
    captures = [f"capture: {{{taken}, root: {root}}}\n" for root in digest]
    old, new = ({**FILES, GAZETTE: FILES[GAZETTE] + capture} for capture in captures)
    assert sentences(reviewed(old, new)) == [f"6: The root of the capture changed from '{digest[0]}' to '{digest[1]}'."]
    assert reviewed(old, new)[0].quoted_by == ("kites-counted", "rain-stopped")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("“so”", '"so"'),
        ("it’s", "it's"),
        ("3–4", "3-4"),
        ("so—then", "so – then"),
        ("a b", "a\u00a0 b"),
        ("and so…", "and so..."),
        ("fish", "\ufb01sh"),
        ("a\u200bb", "ab"),
        ("é", "e\u0301"),
        ("one\n\n  two", "one two"),
    ],
)
def test_what_is_typography(old: str, new: str) -> None:
    """Marks of quotation, dashes, spaces, ellipses, ligatures and invisible characters are typography."""
    assert _kinds(old, new) == ["typography"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("so.", "so"),
        ("so,", "so;"),
        ("So", "so"),
        ("6,000", "6.000"),
        ("10 000", "10000"),
        ("café", "cafe"),
        ("a-b", "ab"),
    ],
)
def test_what_is_not_typography(old: str, new: str) -> None:
    """A letter, an accent, a digit, a capital or another mark is wording."""
    assert _kinds(old, new) == ["changed"]


def _kinds(old: str, new: str) -> list[str]:
    """The kinds of change when notes have one text and then the other."""
    sides = [{**FILES, KITES: FILES[KITES].replace("  The gazette has a nought", f"  {text} x")} for text in (old, new)]
    return [change.kind for one in reviewed(*sides) for change in one.changes]


EVIDENCE = FILES[KITES][FILES[KITES].index("  - source: gazette-fair") : FILES[KITES].index("notes:")]
FIRST, SECOND = EVIDENCE[: EVIDENCE.index("  - source: fair-book")], EVIDENCE[EVIDENCE.index("  - source: fair-book") :]


def _evidence(*pieces: str) -> str:
    return FILES[KITES].replace(EVIDENCE, "".join(pieces))


def test_evidence_in_another_order() -> None:
    """Evidence is recognised by its document and words wherever it stands."""
    old, new = _evidence(FIRST, SECOND), _evidence(SECOND.replace("gate", "door"), FIRST)
    assert sentences(reviewed({KITES: old}, {KITES: new})) == [
        "7: The order of the evidence changed.",
        "11: The note of the evidence from 'fair-book' was reworded."
        " The book was kept at the «gate.» -> The book was kept at the «door.»",
    ]


def test_two_quotations_of_one_document() -> None:
    """Where one document is quoted twice, a quotation belongs to the one it shares most words with."""
    other = "  - source: fair-book\n    stance: context\n    quote: the wind was from the west\n"
    old, new = _evidence(SECOND, other), _evidence(other.replace("west", "east"))
    assert sentences(reviewed({KITES: old}, {KITES: new})) == [
        "7: Evidence from 'fair-book' was removed: 'contradicts: we counted 600 kites on both days'.",
        "10: The quotation from 'fair-book' was altered. the wind was from the «west» -> the wind was from the «east»",
    ]


def test_a_quotation_put_in_another_mouth() -> None:
    """The same words from another document are one piece of evidence whose source changed, and that is guarded."""
    new = _evidence(FIRST.replace("gazette-fair", "fair-book"), SECOND)
    found = reviewed({KITES: _evidence(FIRST, SECOND)}, {KITES: new})
    assert sentences(found) == [
        "8: The source of the evidence from 'fair-book' changed from 'gazette-fair' to 'fair-book'."
    ]
    assert [problem.field for problem in guard(found)] == ["sources[0].source"]


def test_a_document_described_in_place_gets_a_file() -> None:
    """A document of the same address is the same, whether the claim describes it or a file does."""
    old = {**FILES, KITES: _evidence(FIRST.replace("gazette-fair", INLINE), SECOND)}
    assert reviewed(old, FILES) == ()
    later = {**FILES, KITES: _evidence(FIRST.replace("gazette-fair", INLINE.replace("05-12", "05-13")), SECOND)}
    assert sentences(reviewed(old, later)) == [
        "8: The date of publication of the source of the evidence from 'A sky full of kites' "
        "changed from '2025-05-12' to '2025-05-13'."
    ]


def test_a_document_file_renamed() -> None:
    """Evidence follows its document to another id by the address."""
    new = {name: text.replace("gazette-fair", "gazette") for name, text in FILES.items() if name != GAZETTE}
    found = reviewed(FILES, {**new, "claims/sources/gazette.yml": FILES[GAZETTE]})
    assert [problem.rule for problem in guard(found)] == ["renamed-file"]
    assert [(one.id, [change.kind for change in one.changes]) for one in found if one.about == "source document"] == [
        ("gazette", ["renamed"]),
    ]


def test_a_claim_renamed_and_reworded() -> None:
    """A renamed claim is recognised by half of its quotations; one that shares less is another claim."""
    reworded = FILES[KITES].replace("claim: 6,000 kites flew", "claim: Many kites rose")
    others = {name: text for name, text in FILES.items() if name != KITES}
    found = reviewed(FILES, {**others, "claims/fair/kites.yml": reworded.replace("some 6,000", "many")})
    assert found[0].changes[0] == Change(1, 1, "renamed", before=KITES, after="claims/fair/kites.yml")
    strange = reworded.replace("some 6,000", "many").replace("we counted 600", "we saw no")
    found = reviewed(FILES, {**others, "claims/fair/kites.yml": strange})
    assert [(one.id, one.changes[0].kind) for one in found] == [("kites-counted", "removed"), ("kites", "added")]
    assert [problem.rule for problem in guard(found)] == ["deleted-claim"]


def test_two_files_with_one_id() -> None:
    """A second file with a published claim's id takes nothing from its guard."""
    found = reviewed(
        FILES, {**FILES, "claims/a/rain-stopped.yml": FILES[RAIN].replace("verdict: correct", "verdict: mixed")}
    )
    assert [(one.path, [change.kind for change in one.changes]) for one in found] == [
        ("claims/a/rain-stopped.yml", ["moved", "changed"]),
        (RAIN, ["added"]),
    ]
    assert [problem.rule for problem in guard(found)] == ["silent-edit"]


def test_far_from_a_difference_words_are_left_out() -> None:
    """Eight words on either side of a difference are shown."""
    before = " ".join(f"w{n}" for n in range(60))
    was, now = marked(before, before.replace("w20", "x").replace("w50 ", ""))
    assert was == (
        "… w12 w13 w14 w15 w16 w17 w18 w19 «w20» w21 w22 w23 w24 w25 w26 w27 w28 "
        "… w42 w43 w44 w45 w46 w47 w48 w49 «w50» w51 w52 w53 w54 w55 w56 w57 w58 …"
    )
    assert now == (
        "… w12 w13 w14 w15 w16 w17 w18 w19 «x» w21 w22 w23 w24 w25 w26 w27 w28 "
        "… w42 w43 w44 w45 w46 w47 w48 w49 w51 w52 w53 w54 w55 w56 w57 w58 …"
    )


@pytest.mark.parametrize(
    ("before", "after", "was", "now"),
    [
        ("Example Gazette", "Gazette", "«Example» Gazette", "Gazette"),
        ("a", "b", "«a»", "«b»"),
        ("one two", "one two three", "one two", "one two «three»"),
        ("“Six” kites", '"Six" birds', "“Six” «kites»", '"Six" «birds»'),
        ("六千只风筝", "六百只风筝", "六«千»只风筝", "六«百»只风筝"),
    ],
)
def test_words_that_differ_are_marked(before: str, after: str, was: str, now: str) -> None:
    """Words added, lost and exchanged are marked on their side; typography isn't."""
    assert marked(before, after) == (was, now)


def test_comparing_takes_little_time() -> None:
    """However long and alike the words are, comparing them ends soon and what is shown stays short."""
    chance = random.Random(1)
    start = time.monotonic()
    for kinds in (2, 40, 400):
        texts = [" ".join(f"{chance.randrange(kinds)}" for _ in range(10_000)) for _ in range(2)]
        assert max(map(len, marked(*texts))) <= LONGEST
        texts = [" ".join(f"{chance.randrange(kinds)}" for _ in range(3_900)) for _ in range(2)]
        assert max(map(len, marked(*texts))) <= LONGEST
    pieces = [f"  - {{source: fair-book, stance: context, quote: {n} a b c}}\n" for n in range(280)]
    altered = [piece.replace("a b", "a") for piece in reversed(pieces)]
    assert len(reviewed({KITES: _evidence(*pieces)}, {KITES: _evidence(*altered)})[0].changes) == 281
    assert time.monotonic() - start < 15
