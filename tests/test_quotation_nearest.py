"""The nearest passage, for the message about a quotation that is not in the text."""

import random
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.quotation.nearest import LONGEST, Difference, Passage, nearest, render
from generator.quotation.quote import parse
from generator.quotation.words import Words, words

TEXT = words(
    "On Monday the keeper of the lighthouse said that the flock highly likely lost more than 6,000 feathers, "
    "twice as many as in the year before. “We counted them,” he added. The mayor did not count the gulls at all."
)
FRAGMENTS = ["a", "A", "b,", '"b', "c", "5", "-5", *(f"w{number}" for number in range(200))]


def shown(quote: str, text: Words = TEXT) -> str | None:
    """The nearest passage as a message shows it."""
    passage = nearest(parse(quote), text)
    return render(passage) if passage else None


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("highly likely lost more than 60,000 feathers", "… highly likely lost more than «6,000» feathers, …"),
        ("The keeper of the lighthouse", "… «the» keeper of the lighthouse …"),
        ("The mayor did count the gulls", "… The mayor did «not» count the gulls …"),
        ("he did not added. The mayor", "… he «no “did not” here» added. The mayor …"),
        ("we counted them", '… «"We» counted them," …'),
        ("keeper's flock highly likely lost", "… «the» flock highly likely lost …"),
        ("On Tuesday the keeper", "On «Monday» the keeper …"),
        ("the gulls at least", "… the gulls at «all.»"),
        ("THE MAYOR DID", "… «The mayor did» …"),
        ("On Monday [or Tuesday] the keepers of", "On Monday the «keeper» of …"),
        ("more than 6,000 feathers [...] twice as much as in the year", "… twice as «many» as in the year …"),
    ],
)
def test_the_nearest_passage_marks_what_differs(quote: str, line: str) -> None:
    """The text's words that differ stand between guillemets, with those around them."""
    assert shown(quote) == line


def test_differences_are_data() -> None:
    """Place and words of a difference are there to be used otherwise."""
    quoted = "lost more than 60,000 feathers, thrice as many"
    passage = nearest(parse(quoted), TEXT)
    differences = (Difference(16, 17, ("60,000",)), Difference(18, 19, ("thrice",)))
    assert passage == Passage(13, TEXT[13:21], differences, len(TEXT))


def test_nothing_like_it_has_no_passage() -> None:
    """A quotation without a word of the text has none, and neither has an addition alone."""
    assert shown("zero synonyms") is None
    assert shown("[Monday]") is None


def test_the_right_words_in_the_wrong_place_have_no_differences() -> None:
    """Parts out of order, or beside other words, are shown as the text has them."""
    assert shown("The mayor did not count [...] On Monday the keeper") == "On Monday the keeper …"


@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1), st.lists(st.sampled_from(FRAGMENTS), min_size=1))
def test_any_quotation_and_text_have_an_answer(quoted: list[str], text: list[str]) -> None:
    """Whatever the two are, the passage is the text's own words, in a line without an error."""
    passage = nearest(parse(" ".join(quoted)), tuple(text))
    if passage:
        assert passage.words == tuple(text[passage.start : passage.end])
        assert render(passage)
    else:
        assert not {word.casefold() for word in quoted} & {word.casefold() for word in text}


def test_a_long_part_is_shown_where_it_leaves_the_text() -> None:
    """In a quotation of a thousand words the one that differs is shown."""
    text = tuple(f"w{place}" for place in range(3000))
    quoted = [*text[1000:1700], "other", *text[1701:2000]]
    line = shown(" ".join(quoted), text)
    assert line
    assert "w1699 «w1700» w1701" in line
    assert len(line.split()) < LONGEST


@pytest.mark.parametrize("vocabulary", [20_000, 300, 2])
def test_long_texts_take_bounded_time(vocabulary: int) -> None:
    """In a text of 100,000 words, repetitive or not, the passage comes in seconds."""
    chance = random.Random(vocabulary)
    text = tuple(f"w{chance.randrange(vocabulary)}" for _ in range(100_000))
    quoted = [*text[50_000:50_500], "other", *text[50_501:51_000]]
    before = perf_counter()
    line = shown(" ".join(quoted), text)
    assert perf_counter() - before < 5
    assert line
