"""A quotation taken apart, and where it stands in a text."""

import unicodedata

import pytest

from generator.quotation.edges import CLOSING, OPENING, agree
from generator.quotation.find import Match, NotFound, find
from generator.quotation.quote import QuotationError, parse
from generator.quotation.words import words

TEXT = words(
    "The mayor of Nowhere said: \u201cWe lost 6,000.\u201d "
    "The mayor of Nowhere [sic] did not say it twice, he did not. "
    "Costs: $400 (-5%) a day; \u00bfwhy? He left."
)


def place(quote: str, prefix: str = "", suffix: str = "") -> tuple[tuple[int, int], ...] | None:
    """The ranges of the quotation in TEXT, or None."""
    match = find(parse(quote), TEXT, prefix, suffix)
    return match.ranges if isinstance(match, Match) else None


@pytest.mark.parametrize(
    ("quoted", "own"),
    [
        ("6,000", "6,000."),
        ("6,000", '"6,000".'),
        ("6,000", "(6,000),"),
        ("U.S", "U.S."),
        ("U.S.", "U.S."),
        ("why", "\u00bfwhy?"),
        ("word", "\u00abword\u00bb;"),
        ("word", "\u00bbword\u00ab"),
        ("2024", "\uff0c2024"),
        ("wait", "wait..."),
        ("'tis", "\"'tis"),
        ("إوزة", "إوزة،"),
        ('"', '"'),
    ],
)
def test_marks_at_an_end_may_be_left_out(quoted: str, own: str) -> None:
    """The text's word may carry opening marks before and closing marks after the quoted one."""
    assert agree(quoted, own, first=True, last=True)


@pytest.mark.parametrize(
    ("quoted", "own"),
    [
        ("6,000", "$6,000"),
        ("5", "-5"),
        ("-5", "5"),
        ("5", "+5"),
        ("5", "5%"),
        ("5", "\u20ac5"),
        ("5", "5\u00b0"),
        ("6,000", "16,000"),
        ("6,000", "6,0000"),
        ("6", "6,000"),
        ("5", ".5"),
        ("5", ",5"),
        ("U.S.", "U.S"),
        ('"word', "word"),
        ('"', '."'),
        ("word,", "word."),
        ("word", "#word"),
        ("word", "word*"),
        ("word", "Word"),
        ("Kim", "Kim's"),
        ("word", "?word"),
        ("word", "word("),
    ],
)
def test_nothing_but_marks_may_be_left_out(quoted: str, own: str) -> None:
    """Signs, currencies, letters, digits and marks on the wrong side are part of the word."""
    assert not agree(quoted, own, first=True, last=True)


def test_marks_inside_a_part_stay() -> None:
    """Marks may be left out before the first word and after the last only."""
    assert not agree("word", '"word', first=False, last=True)
    assert not agree("word", "word,", first=True, last=False)


def test_the_sets_hold_punctuation_only() -> None:
    """No sign, currency, letter or digit is a mark that may be left out."""
    assert {unicodedata.category(mark) for mark in OPENING + CLOSING} <= {"Po", "Ps", "Pe", "Pi", "Pf"}
    assert not set(OPENING + CLOSING) & set("%#&*@/\\\u2030\u00a7-_")


def test_parse_takes_a_quotation_apart() -> None:
    """Omissions part it, additions are set aside, and both spellings of an omission are one."""
    quotation = parse("He [the mayor], who had left [\u2026] was seen by no one [at all] there")
    assert quotation == parse("He [the mayor], who had left [...] was seen by no one [at all] there")
    assert quotation.edited == (("He,", "who", "had", "left"), ("was", "seen", "by", "no", "one", "there"))
    assert quotation.literal[0] == ("He", "[the", "mayor],", "who", "had", "left")
    assert quotation.additions == ("the mayor", "at all")


@pytest.mark.parametrize(
    "quote", ["[T]he mayor", "soldier[s] left", "[un]likely", "1[5],000", "[6].5 percent", "a [[b]] c"]
)
def test_brackets_inside_a_word_are_no_addition(quote: str) -> None:
    """An addition is whole words, so that no bracket can alter a word or a number."""
    assert parse(quote).additions == ()
    assert parse(quote).edited == (words(quote),)


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        ("", "a quotation needs at least one word"),
        (" \u200b ", "a quotation needs at least one word"),
        ("a \ud800 b", "a quotation holds half a character (a lone surrogate)"),
        (
            "[\u2026] the mayor of Nowhere",
            "an omission stands between words of the text; leave it out at the quotation's ends",
        ),
        (
            "the mayor of Nowhere [...]",
            "an omission stands between words of the text; leave it out at the quotation's ends",
        ),
        (
            "the mayor of Nowhere [\u2026] did not",
            "a part between omissions needs at least four words; this one has 2: \u201cdid not\u201d",
        ),
        (
            "the mayor [of all Nowhere] said [\u2026] say it twice, he",
            "a part between omissions needs at least four words; this one has 3: "
            "\u201cthe mayor [of all Nowhere] said\u201d",
        ),
    ],
)
def test_a_malformed_quotation_says_what_is_wrong(quote: str, message: str) -> None:
    """The message is the contributor's to read, and the only error is QuotationError."""
    with pytest.raises(QuotationError) as caught:
        parse(quote)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("quote", "ranges"),
    [
        ("The mayor of Nowhere", ((0, 4),)),
        ("We lost 6,000", ((5, 8),)),
        ("$400 (-5%) a day", ((22, 26),)),
        ("why", ((26, 27),)),
        ("The mayor of Nowhere said [\u2026] say it twice, he", ((0, 5), (15, 19))),
        ("Nowhere [sic] did not say", ((11, 16),)),
        ("it twice, he [the mayor] did not", ((16, 21),)),
        ("The mayor of Nowhere [...] The mayor of Nowhere", ((0, 4), (8, 12))),
        ('The mayor of Nowhere said [...] "We lost 6,000." The', ((0, 5), (5, 9))),
    ],
)
def test_find_gives_the_first_place(quote: str, ranges: tuple[tuple[int, int], ...]) -> None:
    """Parts stand in order, each as early as it can; brackets are the text's own before they are additions."""
    assert place(quote) == ranges


@pytest.mark.parametrize(
    "quote",
    [
        "the mayor of Nowhere",
        "We lost 60,000",
        "We lost 6,000,",
        "400 (-5%) a day",
        "$400 (5%) a day",
        'said "We lost',
        "Nowhere said: We",
        "did say it twice",
        "did not not say it",
        "did say not it",
        "Nowhere did not say it",
        "mayor of Nowhere said did not say it twice",
        "say it twice, he [...] The mayor of Nowhere said",
        "The mayor of Nowhere [...] mayor of Nowhere [sic] did [...] mayor of Nowhere [sic] did",
        "[T]he mayor of Nowhere",
        "[an addition]",
    ],
)
def test_find_knows_no_other_wording(quote: str) -> None:
    """A word changed, dropped, added, moved or stitched is not found, and neither are parts out of order."""
    assert find(parse(quote), TEXT) == NotFound(elsewhere=False)


def test_find_reports_ambiguity() -> None:
    """The same words in two places give the first, and say so."""
    assert find(parse("mayor of Nowhere"), TEXT) == Match(((1, 4),), literal=False, ambiguous=True)
    assert find(parse("mayor of Nowhere said"), TEXT) == Match(((1, 5),), literal=False, ambiguous=False)
    assert find(parse("The mayor of Nowhere [...] he did not. Costs"), TEXT) == Match(
        ((0, 4), (18, 22)), literal=False, ambiguous=True
    )


def test_prefix_and_suffix_choose() -> None:
    """The words before and after choose among places; where they are not, the quotation is known to be elsewhere."""
    assert place("mayor of Nowhere", prefix='6,000." The') == ((9, 12),)
    assert place("mayor of Nowhere", suffix="[sic] did") == ((9, 12),)
    assert place("mayor of Nowhere", prefix="The", suffix="said") == ((1, 4),)
    assert place("The mayor of Nowhere [...] he did not. Costs", prefix='6,000."') == ((8, 12), (18, 22))
    assert find(parse("mayor of Nowhere"), TEXT, prefix="no mayor") == NotFound(elsewhere=True)
    assert find(parse("a mayor of Nowhere"), TEXT, prefix="no mayor") == NotFound(elsewhere=False)


def test_prefix_and_suffix_stay_inside_the_text() -> None:
    """Nothing stands before the first word or after the last."""
    assert place("The mayor of Nowhere said", prefix="He left.") is None
    assert place("He left.", suffix="The mayor") is None


def test_brackets_of_the_text_come_first() -> None:
    """Where brackets can be read both ways, the reading in which the text has them wins."""
    text = words("one two three. one [two] three.")
    assert find(parse("one [two] three"), text) == Match(((3, 6),), literal=True, ambiguous=False)


def test_an_addition_in_a_script_without_spaces() -> None:
    """Where characters are words, brackets need no spaces around them."""
    text = words("\u5e02\u957f\u4e0d\u540c\u610f")
    assert find(parse("\u5e02\u957f[\u9547\u957f]\u4e0d\u540c\u610f"), text) == Match(
        ((0, 5),), literal=False, ambiguous=False
    )
