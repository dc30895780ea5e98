"""What fold and words change, and that they change nothing else."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.quotation.words import FOLDED, MARKS, SPACES, UNSPACED, code_points, fold, words

TABLED = [chr(point) for table in FOLDED.values() for point in code_points(table)]
TYPESET = st.text(st.sampled_from([*TABLED, *"ab1.é-'\" \u0301\u0327\u3099かก"]) | st.characters(exclude_categories=()))
LETTERS = "abcXYZäéжЖがㅎ가一ة9٣"


@given(st.text() | TYPESET)
def test_fold_twice_is_fold_once(text: str) -> None:
    """Folding what is folded changes nothing."""
    assert fold(fold(text)) == fold(text)


@given(TYPESET)
def test_fold_is_blind_to_composition(text: str) -> None:
    """A letter with its accent is the same in one character or two."""
    assert fold(unicodedata.normalize("NFD", text)) == fold(text) == fold(unicodedata.normalize("NFC", text))


def test_fold_changes_only_the_tables_characters() -> None:
    """Of all of Unicode, only the characters in the tables are written differently, composition aside."""
    characters = (chr(point) for point in range(0x110000))
    changed = {character for character in characters if fold(character) != unicodedata.normalize("NFC", character)}
    assert changed == set(TABLED)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("a\u00a0b\u0085c\u2028d\u2029e\tf\r\ng \u3000 h ", "a b c d e f g h"),
        ("co\u00adop zero\u200bwidth\u2060 \ufeffmark \u202eabc\u202c \u2066d\u2069", "coop zerowidth mark abc d"),
        ("\u2018a\u2019 \u201ab\u201b \u201cc\u201d \u201ed\u201f", "'a' 'b' \"c\" \"d\""),
        ("co\u2010op co\u2011op 10\u201220 10\u201320 \u22125", "co-op co-op 10-20 10-20 -5"),
        ("\ufb00 \ufb01 \ufb02 \ufb03 \ufb04 \ufb05 \ufb06", "ff fi fl ffi ffl \u017ft st"),
        ("wait\u2026", "wait..."),
        ("e\u200b\u0301", "\u00e9"),
        ("\ufb00\u0307", "f\u1e1f"),
    ],
)
def test_fold_writes_variants_one_way(written: str, folded: str) -> None:
    """Spaces, invisible characters, quotation marks, hyphens, ligatures and the ellipsis have one form."""
    assert fold(written) == folded


@pytest.mark.parametrize(
    "text",
    [
        "Kim kim",
        "½ ² Ⅳ ﹕ \uff21\uff22",
        "a \u0430 \u03b1",
        "«x» \u2039y\u203a",
        "6,000 6.000",
        "e é",
        "№ ™ ㎏",
        "ß ẞ ss",
        "--",
    ],
)
def test_fold_leaves_wording_alone(text: str) -> None:
    """Case, digits, accents, homoglyphs, guillemets and compatibility characters stay: this is not NFKC."""
    assert fold(text) == text


@pytest.mark.parametrize(
    "text", ["said\u2014more", "said \u2014 more", "said - more", "said\u2015more", "said\u00a0\u2013 more"]
)
def test_a_dash_between_words_is_a_word(text: str) -> None:
    """An em dash reads the same with and without spaces, and like a hyphen between spaces."""
    assert words(text) == ("said", "-", "more")


def test_spaces_are_all_that_python_knows() -> None:
    """The table of spaces leaves out none that str.isspace knows."""
    assert set(code_points(SPACES)) == {point for point in range(0x110000) if chr(point).isspace()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("守塔人说", "守 塔 人 说"),
        ("约6,000只\uff08大雁\uff09", "约 6,000 只 \uff08 大 雁 \uff09"),
        ("バック ﾊﾞｯｸ は\u3099", "バ ッ ク ﾊﾞ ｯ ｸ ば"),
        ("葛\U000e0100飾", "葛\U000e0100 飾"),
        ("\U00020000\U00030000a", "\U00020000 \U00030000 a"),
        ("ก็ดี", "ก็ ดี"),
        ("ລາວ", "ລ າ ວ"),
        ("ភាសា", "ភា សា"),
        ("မြန်မာ", "မြ န် မာ"),
        ("가나 다라", "가나 다라"),
    ],
)
def test_a_character_is_a_word_in_scripts_without_spaces(text: str, expected: str) -> None:
    """Han, Kana, Thai, Lao, Khmer and Burmese count by characters with their marks; Korean has spaces."""
    assert words(text) == tuple(expected.split(" "))


@pytest.mark.parametrize("number", ["150", "๑๕๐", "໑໕໐", "១៥០", "၁၅၀", "\uff11\uff15\uff10", "٣٥٠", "฿150", "〡〥〢"])
def test_a_number_is_never_cut(number: str) -> None:
    """Digits and currency signs stay together in every script, so that no quotation can shorten 150 to 15."""
    assert words(f"人{number}人") == ("人", number, "人")


def test_no_digit_or_currency_is_a_word_by_itself() -> None:
    """The table of scripts without spaces holds no decimal digit and no currency sign."""
    assert not {unicodedata.category(chr(point)) for point in code_points(UNSPACED)} & {"Nd", "Sc", "Sm"}


def test_every_mark_of_an_unspaced_script_stays_with_its_base() -> None:
    """Each combining mark among the scripts without spaces is in the table of marks."""
    assert {p for p in code_points(UNSPACED) if unicodedata.category(chr(p)).startswith("M")} <= set(code_points(MARKS))


def test_count_agrees_with_wc() -> None:
    """Ordinary English counts as `wc -w` does: what stands between spaces."""
    text = (
        'The U.S.-born keeper\u2019s log, "vol. 2",\n said 6,000 geese\u2013or so\u2013flew at 5:30 p.m. (p. 4) \u2026'
    )
    assert len(words(text)) == len(text.split()) == 16


@given(TYPESET)
def test_words_lose_nothing(text: str) -> None:
    """The words put together again are the folded text without its spaces."""
    assert "".join(words(text)) == fold(text).replace(" ", "")


@given(TYPESET)
def test_words_of_words_are_the_same(text: str) -> None:
    """Joined by spaces, words split into the same words."""
    assert words(" ".join(words(text))) == words(text)


@given(st.text(st.sampled_from(LETTERS + " .,"), min_size=1), st.data())
def test_any_other_letter_or_digit_changes_the_words(text: str, data: st.DataObject) -> None:
    """A letter, digit, case or accent exchanged for another is another wording."""
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(LETTERS))
    assume(other != text[at])
    assert words(text[:at] + other + text[at + 1 :]) != words(text)
