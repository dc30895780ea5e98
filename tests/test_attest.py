"""`attested attest` and `attested check`: quotations proved against captures, and checked with and without them."""

import json
import shutil
from pathlib import Path

import pytest
from attest_project import (
    CLAIM_PATH,
    COURIER,
    NO_PROOF,
    NO_ROOT,
    PLACE,
    QUOTE,
    WORDS,
    attest,
    attested,
    captured,
    check,
    claim,
    dunmoor,
    invalid,
    line_of,
    piece,
    place,
    proofs,
    quoting,
    refused,
)
from conftest import contents, put

from generator.quotation.tree import commit
from generator.quotation.words import words


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The Dunmoor project, both documents captured and the one quotation proved."""
    return attested(dunmoor(tmp_path / "project"))


# Proofs made


def test_attest_writes_the_proof_beside_its_document(tmp_path: Path) -> None:
    """The file holds the commitment to the capture and the quotation's place, and nothing when run again changes."""
    root = captured(dunmoor(tmp_path / "project"))
    assert check(root) == refused(NO_PROOF)
    assert attest(root) == (0, "", "1 proofs of 1 documents; 1 files written.\n")
    made, committed = proofs(root), commit(WORDS)
    assert (made["version"], made["root"], made["words"]) == (2, committed.root, committed.words)
    start, end = place("struck thirteen on 412 nights since the")
    assert [(one["quote"], one["ranges"]) for one in made["proofs"]] == [(QUOTE, [[start - 2, end + 1]])]
    assert made["proofs"][0]["edges"] == [[start - 2, '"The'], [end, 'flood,"']]
    before = (root / f"{COURIER}.proofs.json").read_bytes()
    assert attest(root) == (0, "", "1 proofs of 1 documents; 0 files written.\n")
    assert (root / f"{COURIER}.proofs.json").read_bytes() == before


def test_proofs_are_checked_without_the_captures(root: Path) -> None:
    """With the captures folder, without it, and after it is gone for good."""
    assert check(root) == (0, "No problems.\n")
    assert check(root, captures=None) == (0, "No problems.\n")
    shutil.rmtree(root / "captures")
    assert check(root, "--strict") == (0, "No problems.\n")


def test_without_captures_nothing_is_attested_and_nothing_lost(root: Path) -> None:
    """Documents whose capture isn't at hand are named, and their proofs stay."""
    before = contents(root / "claims")
    shutil.rmtree(root / "captures")
    said = (
        "0 proofs of 0 documents; 0 files written.\nNo capture at hand, left as they are: courier-clock, guild-letter"
    )
    assert attest(root) == (0, "", f"{said}.\n")
    assert contents(root / "claims") == before


def test_only_the_documents_of_the_named_claims_are_attested(root: Path) -> None:
    """A path names claims; proofs of documents that only others quote are left as they are."""
    other = "claims/pond/guild-pays.yml"
    quoted = piece("guild-letter", "asserts", "pays nothing for the owl clock")
    put(
        root,
        {
            other: claim(quoted)
            .replace("412", "four")
            .replace("[courier-clock]", "[guild-letter]")
            .replace("contradicts", "context")
        },
    )
    (root / f"{COURIER}.proofs.json").unlink()
    assert attest(root, root / other) == (0, "", "1 proofs of 1 documents; 1 files written.\n")
    assert not (root / f"{COURIER}.proofs.json").exists()
    assert check(root) == refused(NO_PROOF)
    assert attest(root) == (0, "", "2 proofs of 2 documents; 1 files written.\n")
    assert check(root) == (0, "No problems.\n")


def test_one_faulty_quotation_keeps_no_other_from_its_proof(root: Path) -> None:
    """What can be proved is proved and written; the rest is a problem at its line."""
    good, bad = "Nine of eleven members were for it", "the millers pay 1,990"
    put(root, {CLAIM_PATH: claim(piece("courier-clock", "asserts", good), piece("courier-clock", "context", bad))})
    line = line_of(root, CLAIM_PATH, bad)
    problem = (
        f"{CLAIM_PATH}:{line}:12: sources[1].quote: these words are not in the capture of 'courier-clock'; nearest"
        ' passage: "… the millers pay «1,900,» …"'
        " [quote-not-found]\n1 problem\n"
    )
    assert attest(root) == (1, problem, "1 proofs of 1 documents; 1 files written.\n")
    assert [one["quote"] for one in proofs(root)["proofs"]] == [good]
    assert check(root) == (1, problem)


def test_nothing_is_attested_while_the_claims_are_faulty(root: Path) -> None:
    """A file that can't be read as what it is comes first; proofs stay as they are."""
    before = (root / f"{COURIER}.proofs.json").read_bytes()
    put(root, {CLAIM_PATH: claim(piece("courier-clock", "denies", QUOTE))})
    code, problems, said = attest(root)
    assert (code, said) == (1, "Nothing was attested; mend these first.\n")
    assert problems.endswith("[not-one-of]\n1 problem\n")
    assert (root / f"{COURIER}.proofs.json").read_bytes() == before


# What a quotation may be


def test_prefix_and_suffix_choose_between_two_places(root: Path) -> None:
    """The same words twice: the first place by default, the one beside prefix or suffix where they are given."""
    quote = "The clock will be carried by hand"
    pieces = [
        piece("courier-clock", "asserts", quote),
        piece("courier-clock", "context", quote, suffix="the council’s clerk"),
        piece("courier-clock", "context", quote, prefix="do not mind the noise."),
    ]
    put(root, {CLAIM_PATH: claim(*pieces)})
    assert attest(root) == (0, "", "3 proofs of 1 documents; 1 files written.\n")
    found = {(one.get("prefix"), one.get("suffix")): one["ranges"] for one in proofs(root)["proofs"]}
    starts = [at for at, word in enumerate(WORDS) if WORDS[at : at + 5] == words("The clock will be carried")]
    first, second = ([[start, start + 7]] for start in starts)
    assert found == {
        (None, None): first,
        (None, "the council's clerk"): second,
        ("do not mind the noise.", None): first,
    }
    assert check(root, captures=None) == (0, "No problems.\n")


def test_a_suffix_is_proved_with_its_quotation(root: Path) -> None:
    """A changed prefix or suffix is another quotation, and the old proof doesn't cover it."""
    quoting(root, "The clock will be carried by hand", suffix="the council’s clerk")
    attest(root)
    quoting(root, "The clock will be carried by hand", suffix="the council’s cook")
    assert check(root, captures=None)[1].startswith(f"{PLACE}{NO_PROOF}\n")
    path = root / f"{COURIER}.proofs.json"
    path.write_text(path.read_text("utf-8").replace("the council's clerk", "the council's cook"), "utf-8")
    assert check(root, captures=None) == refused(invalid(NO_ROOT))


@pytest.mark.parametrize(
    ("quote", "ranges"),
    [
        (
            "The clock struck thirteen on 412 nights […] nobody wound it on any of them",
            [place("struck thirteen on 412 nights"), place("wound it on any of")],
        ),
        (
            "has voted to move [...] before the first frost",
            [place("has voted to move"), place("before the first")],
        ),
    ],
)
def test_an_omission_is_proved_part_by_part(root: Path, quote: str, ranges: list[list[int]]) -> None:
    """Each part has its place, in the article's order; the words between are not published."""
    quoting(root, quote)
    assert attest(root) == (0, "", "1 proofs of 1 documents; 1 files written.\n")
    made = proofs(root)["proofs"][0]["ranges"]
    assert len(made) == 2
    assert all(start <= a and b <= end for (start, end), (a, b) in zip(made, ranges, strict=True))
    assert sum(end - start for start, end in made) == len(words(quote)) - 1
    assert check(root, captures=None) == (0, "No problems.\n")


def test_parts_in_the_wrong_order_are_not_found(root: Path) -> None:
    """Parts that stand in the article, but not in this order, are no quotation of it."""
    quoting(root, "nobody wound it on any […] on 412 nights since the flood")
    assert attest(root)[:2] == refused(
        "the parts of this quotation stand in the capture of 'courier-clock', but not one after the other in this "
        "order; quote them as they follow there [quote-not-found]"
    )


@pytest.mark.parametrize(
    ("quote", "ends"),
    [
        ("on any of his nights…", "end"),
        ("... on any of his nights", "start"),
        ("…on any of his nights …", "start and end"),
    ],
)
def test_dots_at_an_end_are_named(root: Path, quote: str, ends: str) -> None:
    """The nearest passage alone would look as if another mark stood there."""
    quoting(root, quote)
    assert (
        attest(root)[1]
        .splitlines()[0]
        .endswith(f"; leave out the … at its {ends}, since a quotation may begin and end anywhere [quote-not-found]")
    )


def test_an_addition_in_brackets_is_the_fact_checkers(root: Path) -> None:
    """The words in brackets are left out of the proof; the rest has to stand there as if they weren't."""
    quoting(root, "He [the keeper] counted the nights in a ledger")
    attest(root)
    assert [one["ranges"] for one in proofs(root)["proofs"]] == [[place("He counted the nights in a ledger,")]]
    assert "literal" not in proofs(root)["proofs"][0]
    assert check(root, captures=None) == (0, "No problems.\n")


def test_brackets_of_the_article_are_its_own(root: Path) -> None:
    """Brackets that stand in the article are proved with it."""
    quoting(root, "One called it a folly [sic!] in three letters")
    attest(root)
    assert [one["literal"] for one in proofs(root)["proofs"]] == [True]
    assert [one["ranges"] for one in proofs(root)["proofs"]] == [
        [place("One called it a folly [sic!] in three letters")]
    ]
    assert check(root, captures=None) == (0, "No problems.\n")


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        (
            "[…] on 412 nights since",
            "an omission stands between words of the text; leave it out at the quotation's ends",
        ),
        (
            "on 412 nights since […]",
            "an omission stands between words of the text; leave it out at the quotation's ends",
        ),
        (
            "on 412 nights since […] of them",
            "a part between omissions needs at least four words; this one has 2: “of them”",
        ),
        (
            "on 412 nights [in all] […] nobody wound it on any",
            "a part between omissions needs at least four words; this one has 3: “on 412 nights [in all]”",
        ),
    ],
)
def test_a_quotation_that_is_none_is_refused(root: Path, quote: str, message: str) -> None:
    """The form is checked before any proof, with and without the captures."""
    quoting(root, quote)
    told = refused(f"{message} [quotation-form]")
    assert attest(root)[:2] == told
    assert check(root) == check(root, captures=None) == told


# What is answered to a wrong quotation


NEAREST = {
    "a word added": (
        "The clock struck not thirteen on 412 nights",
        '… "The clock struck «no “not” here» thirteen on 412 nights …',
    ),
    "a word dropped": (
        "Nine of eleven were for it",
        "… Nine of eleven «members» were for it. …",
    ),
    "words swapped": (
        "a queue of people forty had formed",
        "… a queue of «forty» people «no “forty” here» had formed …",
    ),
    "a digit": (
        "the millers pay 1,990",
        "… the millers pay «1,900,» …",
    ),
    "a case": (
        "the pond council has voted",
        "… «The» pond council has voted …",
    ),
    "an accent": (
        "the rest comes from the salé of",
        "… the rest comes from the «sale» of …",
    ),
}


@pytest.mark.parametrize("kind", NEAREST)
def test_a_wrong_quotation_is_answered_with_the_nearest_passage(root: Path, kind: str) -> None:
    """With the capture at hand the article's own words are shown, those that differ marked."""
    quote, passage = NEAREST[kind]
    quoting(root, quote)
    (root / f"{COURIER}.proofs.json").unlink()
    told = refused(
        f"these words are not in the capture of 'courier-clock'; nearest passage: \"{passage}\" [quote-not-found]"
    )
    assert attest(root)[:2] == told
    assert check(root) == told
    assert check(root, captures=None) == refused(NO_PROOF)


def test_words_that_are_nowhere_have_no_nearest_passage(root: Path) -> None:
    """Nothing is shown that isn't like the quotation."""
    quoting(root, "Zwölf Boxkämpfer jagen Viktor")
    assert attest(root)[:2] == refused(
        "these words are not in the capture of 'courier-clock'; nearest passage: none is like it [quote-not-found]"
    )


def test_misattributed_words_name_the_document_they_stand_in(root: Path) -> None:
    """Words of the letter quoted as the article's: the answer names the letter, since that is no fabrication."""
    quoting(root, "struck thirteen on four nights")
    (root / f"{COURIER}.proofs.json").unlink()
    told = refused(
        "these words are not in the capture of 'courier-clock'; they stand in 'guild-letter': quote that document;"
        ' nearest passage: "… struck thirteen on «412» nights …"'
        " [quote-not-found]"
    )
    assert attest(root)[:2] == told
    assert check(root) == told


def test_a_readers_comment_is_not_the_article(root: Path) -> None:
    """What was cut away can't be quoted, although it stands on the page."""
    quoting(root, "they came back to the boathouse every time")
    assert attest(root)[1].startswith(
        f"{PLACE}these words are not in the capture of 'courier-clock'; nearest passage: "
    )


def test_a_problem_is_told_in_every_form(root: Path) -> None:
    """For programs and code hosts the same words, at the same place."""
    quoting(root, "the millers pay 1,990")
    (root / f"{COURIER}.proofs.json").unlink()
    message = NO_PROOF.removesuffix(" [quote-not-proved]")
    told = {
        "path": CLAIM_PATH,
        "line": 10,
        "column": 12,
        "field": "sources[0].quote",
        "rule": "quote-not-proved",
        "message": message,
        "severity": "error",
    }
    code, text = check(root, "--format", "json", captures=None)
    assert (code, json.loads(text)) == (1, {"problems": [told]})
    assert check(root, "--format", "github", captures=None) == (
        1,
        f"::error file={CLAIM_PATH},line=10,col=12::sources[0].quote: {message} [quote-not-proved]\n",
    )


def test_a_document_described_at_a_captured_address_is_proved(root: Path) -> None:
    """It is that document, so `attested attest` proves its quotations, as the report says it would."""
    inline = (
        "  - source: {title: Owl clock to move to the mill, publisher: The Dunmoor Courier,"
        " url: https://courier.example/clock, published: 2024-05-06}\n"
        "    stance: context\n    quote: Nine of eleven members were for it\n"
    )
    put(root, {CLAIM_PATH: claim(piece("courier-clock", "asserts", QUOTE), inline)})
    assert attest(root) == (0, "", "2 proofs of 1 documents; 1 files written.\n")
    assert check(root) == (0, "No problems.\n")


def test_a_wrong_prefix_is_called_a_wrong_prefix(root: Path) -> None:
    """The words do stand in the capture; what doesn't stand beside them is the prefix."""
    quoting(root, QUOTE, prefix="as everybody knows")
    assert "these words are not in the capture" not in attest(root)[1]


def test_proofs_stay_while_a_quotation_is_wrong(root: Path) -> None:
    """One word of the only quotation is wrong: that is told, and its proof isn't lost nor called unused."""
    before = (root / f"{COURIER}.proofs.json").read_bytes()
    quoting(root, QUOTE.replace("412", "413"))
    code, found, said = attest(root)
    assert (code, found.count("\n"), "[quote-not-found]" in found) == (1, 2, True)
    assert said == "0 proofs of 0 documents; 0 files written.\n"
    assert (root / f"{COURIER}.proofs.json").read_bytes() == before
    assert check(root) == (1, found)


def test_proofs_that_are_removed_are_named(root: Path) -> None:
    """A file that goes is told like one that is written, once."""
    put(root, {CLAIM_PATH: claim().replace("[courier-clock]", "[guild-letter]").replace("contradicts", "context")})
    done = "0 proofs of 0 documents; 0 files written.\n"
    gone = f"Removed, since nothing quotes their documents any more: {COURIER}.proofs.json.\n"
    assert attest(root) == (0, "", done + gone)
    assert not (root / f"{COURIER}.proofs.json").exists()
    assert attest(root) == (0, "", done)


@pytest.mark.parametrize("path", [f"{COURIER}.yml", f"{COURIER}.proofs.json", "claims/sources"])
def test_a_named_document_is_attested(root: Path, path: str) -> None:
    """Whoever names a document means its quotations, whichever claims they are in."""
    (root / f"{COURIER}.proofs.json").write_bytes(b"{}")
    assert attest(root, root / path) == (0, "", "1 proofs of 1 documents; 1 files written.\n")
    assert check(root) == (0, "No problems.\n")


@pytest.mark.parametrize("path", ["mkdocs.yml", "docs", "claims/publication.yml", "saved"])
def test_a_path_without_claims_is_wrong_use(root: Path, path: str) -> None:
    """Nothing is done in silence, and nothing is lost."""
    code, _, said = attest(root, root / path)
    assert code == 2
    assert "Error: no claim or source document of claims/ is among these paths\n" in said
