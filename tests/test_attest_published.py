"""What a publication demands of its quotations, what it is warned of, and what of a capture is ever published."""

import gzip
import html
from pathlib import Path

import pytest
from attest_project import (
    ARTICLE,
    CLAIM_PATH,
    COMMENTS,
    COURIER,
    HEADLINES,
    LETTER,
    PLACE,
    QUOTE,
    WORDS,
    attest,
    attested,
    check,
    claim,
    dunmoor,
    line_of,
    piece,
    plain,
    quoting,
)
from conftest import build, contents, put

from generator.quotation.edges import CLOSING, OPENING
from generator.quotation.words import words


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The Dunmoor project, both documents captured and the one quotation proved."""
    return attested(dunmoor(tmp_path / "project"))


# What a publication demands, and what it is warned of


@pytest.mark.parametrize(
    ("demand", "demanded"),
    [
        ("{kinds: [book]}", True),
        ("{kinds: [article, book]}", True),
        ("{kinds: [article]}", False),
        ("{kinds: [book], since: 2024-06-02}", True),
        ("{kinds: [book], since: 2024-06-03}", False),
    ],
)
def test_a_publication_may_demand_proofs(root: Path, demand: str, demanded: bool) -> None:
    """By kind of document and from a day of publication on, words copied by hand are a problem at their line."""
    settings = root / "claims/publication.yml"
    settings.write_text(settings.read_text("utf-8") + f"verification: {demand}\n", "utf-8")
    line = line_of(root, CLAIM_PATH, "it struck once too often")
    problem = (
        f"{CLAIM_PATH}:{line}:12: sources[1].quote: a quotation of a document of kind 'book' has to be proved here;"
        " run `attested capture` on it [verification-required]\n1 problem\n"
    )
    assert check(root) == check(root, captures=None) == ((1, problem) if demanded else (0, "No problems.\n"))


def warned(root: Path, report: str) -> None:
    """The check gives this warning and nothing else; only a strict one fails."""
    assert check(root) == (0, f"{report}\n1 warning\n")
    assert check(root, "--strict") == (1, f"{report}\n1 warning\n")


def test_a_proof_that_no_claim_needs_is_named_and_dropped(root: Path) -> None:
    """What was quoted once needn't be told any more; attesting removes it."""
    quoting(root, "Nine of eleven members were for it")
    attest(root)
    put(root, {CLAIM_PATH: claim(piece("courier-clock", "context")).replace("asserts", "context")})
    line = line_of(root, f"{COURIER}.yml", "  captured:")
    warned(
        root,
        f"{COURIER}.yml:{line}:3: warning: capture: proves words no claim quotes: 'Nine of eleven members were for it';"
        " run `attested attest` to drop it [unused-proof]",
    )
    assert attest(root)[0] == 0
    assert not (root / f"{COURIER}.proofs.json").exists()
    assert check(root, "--strict") == (0, "No problems.\n")


def test_an_article_that_is_quoted_too_much_is_named(root: Path) -> None:
    """Over 15 % of its words, each counted once, over all claims."""
    long = ARTICLE[3].split(". The clock")[0]
    put(root, {CLAIM_PATH: claim(piece("courier-clock", "asserts", QUOTE), piece("courier-clock", "context", long))})
    attest(root)
    size = len(words(QUOTE)) + len(words(long))
    line = line_of(root, f"{COURIER}.yml", "  words:")
    percent = 100 * size // len(WORDS)
    assert percent >= 15
    warned(
        root,
        f"{COURIER}.yml:{line}:10: warning: capture.words: {size} of its {len(WORDS)} words are quoted ({percent} %);"
        " quote less than 15 % [much-quoted]",
    )


def test_words_quoted_twice_count_once(root: Path) -> None:
    """The same words with another stance, and a part of them, quote no more than the one."""
    again = [piece("courier-clock", "context", quote) for quote in (QUOTE, "struck thirteen on 412 nights")]
    put(root, {CLAIM_PATH: claim(piece("courier-clock", "asserts", QUOTE), *again)})
    attest(root)
    assert check(root) == (0, "No problems.\n")


def test_words_copied_by_nobody_are_named(root: Path) -> None:
    """A document without a capture says who copied its words."""
    path = root / "claims/sources/parish-roll.yml"
    path.write_text(path.read_text("utf-8").replace("copied: {by: A. Clerk, on: 2024-06-01}\n", ""), "utf-8")
    warned(
        root,
        "claims/sources/parish-roll.yml:2:1: warning: has quotations but no capture; capture it, or say who copied"
        " them: `copied: {by: …, on: …}` [copied-by-whom]",
    )


def test_a_long_quotation_is_named(root: Path) -> None:
    """Over 60 words a text is republished rather than quoted, proved or not."""
    long = piece("parish-roll", "asserts", " ".join(["an owl is an owl and no heron"] * 8))
    put(root, {CLAIM_PATH: claim(long).replace("[courier", "[parish-roll, courier").replace("supports", "context")})
    (root / f"{COURIER}.proofs.json").unlink()
    warned(
        root,
        f"{PLACE.replace('sources[0]', 'warning: sources[0]')}has 64 words; quote at most 60, or leave words out with"
        " […] [long-quotation]",
    )


# What is published


def windows(text: str, size: int = 4) -> set[str]:
    """Every run of so many words, marks around them aside."""
    its = [word.strip(OPENING + CLOSING) for word in words(text)]
    return {" ".join(its[at : at + size]) for at in range(len(its) - size + 1)}


def texts(folder: Path) -> dict[str, str]:
    """Every file below a folder as text, packed ones unpacked, with its markup and without."""
    found: dict[str, str] = {}
    for name, data in contents(folder).items():
        text = html.unescape((gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8", "replace"))
        found |= {name: text, f"{name} without tags": plain(text)}
    return found


def leaks(folder: Path, quotes: list[str]) -> dict[str, set[str]]:
    """The files that hold four words of what was received in a row which no quotation has, and those words."""
    received = [*ARTICLE, *COMMENTS, *HEADLINES, LETTER.split("\n\n")[1]]
    private = set().union(*map(windows, received)) - set().union(*map(windows, quotes))
    found = {name: windows(text) & private for name, text in texts(folder).items()}
    return {name: runs for name, runs in found.items() if runs}


def test_nothing_captured_is_published_beyond_the_quotations(root: Path) -> None:
    """The site, the claims and their proofs hold four words of the article in a row only where they are quoted."""
    quotes = [QUOTE, "pays nothing for the owl clock", "The clock will be carried by hand", "the council’s clerk"]
    pieces = [
        piece("courier-clock", "asserts", quotes[0]),
        piece("courier-clock", "context", quotes[2], suffix=quotes[3]),
        piece("guild-letter", "context", quotes[1]),
    ]
    put(root, {CLAIM_PATH: claim(*pieces)})
    assert attest(root) == (0, "", "3 proofs of 2 documents; 2 files written.\n")
    site = build(root, root / "site")
    together = [*quotes, " ".join(quotes[2:])]
    assert leaks(site, together) == {}
    assert leaks(root / "claims", together) == {}
    assert any(" ".join(words(QUOTE)) in " ".join(words(text)) for text in texts(site).values())
    assert not [name for name in contents(site) if name.endswith(("article.txt", ".warc.gz", "capture.json"))]
    assert set(leaks(root / "captures", together)) > {"courier-clock/article.txt", "guild-letter/article.txt"}


# Known faults


def test_words_of_a_prefix_and_suffix_count_as_quoted(root: Path) -> None:
    """What is published to choose a place is published all the same, and warned of like a quotation."""
    before, after = (part.strip(" ,“”") for part in " ".join(ARTICLE).split(QUOTE))
    before, after = before[-95:].partition(" ")[2], after[:95].rpartition(" ")[0]
    quoting(root, QUOTE)
    assert attest(root)[0] == 0
    assert "[much-quoted]" not in check(root)[1]
    quoting(root, QUOTE, prefix=before, suffix=after)
    assert attest(root)[0] == 0
    assert "[much-quoted]" in check(root)[1]


def test_a_prefix_is_a_few_words(root: Path) -> None:
    """A prefix can't hold an article: a hundred characters choose any place."""
    quoting(root, QUOTE, prefix=" ".join(ARTICLE)[:300].replace('"', ""))
    assert "[too-long]" in check(root)[1]
