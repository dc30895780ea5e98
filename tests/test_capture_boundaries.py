import re
from typing import Any

import pytest
from fixtures.capture.server import FOLDER
from hypothesis import given
from hypothesis import strategies as st

from generator.capture.boundaries import CutRecord, apply, cut, cut_record, edit_form, parse_edited
from generator.capture.error import CaptureError
from generator.quotation.words import words

TEXT = (FOLDER / "lighthouse.txt").read_text()
FIRST = "The harbour council of Brindleford"

TEXTS = st.text(
    st.sampled_from("ab .,—…“\u00a0\u00ad\u0301灯台\n\r") | st.characters(exclude_categories=["Cs"]), max_size=60
)


def fault(function: Any, *arguments: Any, **named: Any) -> str:
    """Why this can't be cut."""
    with pytest.raises(CaptureError) as caught:
        function(*arguments, **named)
    return str(caught.value)


def test_a_cut_runs_from_the_first_words_to_the_last() -> None:
    """Marks at their ends may be left out, quotation marks be typed plainly; the text between stays as it is."""
    text, record = cut(TEXT, start=FIRST, end="said the council's chair, Ysolde Marrin")
    assert text == (
        "The harbour council of Brindleford agreed on Tuesday to light the old tower on Gannet Rock again.\n“We will"
        " paint it yellow, and we will not paint it twice,” said the council’s chair, Ysolde Marrin."
    )
    assert record == CutRecord(((5, 39),), 54)
    assert (record.words, record.plain()) == (35, {"kept": [[5, 39]], "extracted_words": 54})
    assert apply(TEXT, record) == text


def test_either_end_may_be_left_open() -> None:
    """Without both, the whole text is the article."""
    assert cut(TEXT)[1] == CutRecord(((1, 54),), 54)
    assert cut(TEXT, start=FIRST)[1].kept == ((5, 54),)
    assert cut(TEXT, end="shine again")[1].kept == ((1, 4),)


@pytest.mark.parametrize(
    ("ends", "message"),
    [
        ({"start": "The ferry"}, "the start 'The ferry' isn't in the extracted text; copy it from there"),
        ({"start": ""}, "the start '' isn't in the extracted text; copy it from there"),
        ({"end": "again"}, "the end 'again' stands in 3 places; give more of its words"),
        ({"start": "Advertisement"}, "the start 'Advertisement' stands in 2 places; give more of its words"),
        (
            {"start": "The council", "end": "Rock again"},
            "the end 'Rock again' isn't in the extracted text; copy it from there",
        ),
        ({"start": "harbour coun"}, "the start 'harbour coun' isn't in the extracted text; copy it from there"),
    ],
)
def test_a_place_is_found_once_or_not_at_all(ends: dict[str, str], message: str) -> None:
    """Nothing is guessed."""
    assert fault(cut, TEXT, **ends) == message


def test_a_dash_is_no_place_to_cut() -> None:
    """A cut falls between spaces, though a dash between words is a word of its own."""
    assert fault(cut, "one—two three", start="two") == "the start 'two' isn't in the extracted text; copy it from there"
    assert cut("one—two three", end="one—two")[0] == "one—two"


@given(TEXTS, st.data())
def test_a_cut_can_be_made_again(text: str, data: st.DataObject) -> None:
    """Whatever runs of chunks are kept, the cut text has exactly their words."""
    chunks = [chunk for chunk in re.findall(r"\S+", text) if words(chunk)]
    if not chunks:
        return
    sizes = [len(words(chunk)) for chunk in chunks]
    start = data.draw(st.integers(0, len(chunks) - 1))
    end = data.draw(st.integers(start + 1, len(chunks)))
    record = CutRecord(((sum(sizes[:start]) + 1, sum(sizes[:end])),), sum(sizes))
    own = words(text)
    assert sum(sizes) == len(own)
    assert words(apply(text, record)) == own[record.kept[0][0] - 1 : record.kept[0][1]]


def test_a_record_of_another_text_is_refused() -> None:
    """The capture changed, or the extractor; or a word would be cut in two."""
    assert fault(apply, "one two", CutRecord(((1, 2),), 3)) == (
        "the extracted text has 2 words, and 3 when it was cut: the capture or the extractor changed; capture the"
        " article again"
    )
    assert (
        fault(apply, "one—two", CutRecord(((1, 2),), 3)) == "the record cuts a word in two; capture the article again"
    )


@pytest.mark.parametrize(
    "kept", [[], [[0, 1]], [[2, 1]], [[1, 2], [2, 3]], [[3, 4], [1, 2]], [[1, 11]], [[1]], ["ab"], None]
)
def test_a_damaged_record_is_refused(kept: Any) -> None:
    """Runs are in order, apart and inside the text."""
    said = "the record of the cut is damaged; capture the article again"
    assert fault(cut_record, {"kept": kept, "extracted_words": 10}) == said
    assert fault(cut_record, {"kept": [[1, 2]]}) == said


def test_a_record_is_read_from_plain_data() -> None:
    """From JSON's numbers, or the text that the YAML reader leaves them."""
    record = CutRecord(((1, 1), (2, 2), (5, 9)), 10)
    assert cut_record(record.plain()) == record
    assert cut_record({"kept": [["1", "1"], ["2", "2"], ["5", "9"]], "extracted_words": "10"}) == record


def edited(delete: str, text: str = TEXT) -> str:
    """The form after a person deleted the lines that hold this."""
    head, mark, body = edit_form(text).partition("below this line --------\n")
    return head + mark + "".join(line for line in body.splitlines(keepends=True) if delete not in line)


def test_the_form_says_what_to_do() -> None:
    """A few lines, a mark, and the text unchanged."""
    assert edit_form("text") == (
        "Delete every line below that isn't part of the article: readers' comments, other headlines, advertisements,"
        " requests\nto subscribe. Change no word. Save the file and close the editor; to keep everything, close it"
        " without a change.\n-------- the extracted text starts below this line --------\ntext"
    )


def test_an_unchanged_form_keeps_everything() -> None:
    """Every word, and the text from its first to its last."""
    text, record = parse_edited(TEXT, edit_form(TEXT))
    assert text == TEXT.strip()
    assert record == CutRecord(((1, 54),), 54)


def test_deleted_lines_are_not_the_article() -> None:
    """What is left is recorded as runs of words; the runs stand on lines of their own."""
    text, record = parse_edited(
        TEXT, edited("Advertisement").replace("Finally! My grandmother remembers the old lamp.\n", "")
    )
    assert record == CutRecord(((1, 39), (41, 46)), 54)
    assert text == (
        "Lighthouse to shine again\n\nThe harbour council of Brindleford agreed on Tuesday to light the old tower on"
        " Gannet Rock again.\n“We will paint it yellow, and we will not paint it twice,” said the council’s chair,"
        " Ysolde Marrin.\nThe council meets again in May."
    )
    assert apply(TEXT, record) == text


def test_editors_may_change_what_is_no_word() -> None:
    """Line ends, spaces, empty lines, typographic marks, the instructions themselves."""
    text = edit_form(TEXT).replace("\n", "\r\n").replace("“", '"').replace("’", "'").replace(" the", "\u00a0 the ")
    assert parse_edited(TEXT, "my note\r\n" + text + "\r\n\r\n")[1] == CutRecord(((1, 54),), 54)
    assert parse_edited(TEXT, TEXT)[1] == CutRecord(((1, 54),), 54)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("on Tuesday", "on Monday", 7),
        ("we will not paint", "we will paint", 8),
        (" of Brindleford", "", 7),
        ("The council meets", "A new line.\nThe council meets", 12),
        ("Rock again.\n", "Rock again. ", 7),
        ("41,500", "41,500", 0),
    ],
)
def test_changed_words_are_refused_with_their_line(old: str, new: str, line: int) -> None:
    """As the editor counts it; only deleting whole lines is possible."""
    changed = edit_form(TEXT).replace(old, new)
    if not line:
        assert parse_edited(TEXT, changed)
        return
    assert fault(parse_edited, TEXT, changed) == (
        f"you changed words at line {line}; only deleting whole lines is possible"
    )


def test_moved_lines_are_refused() -> None:
    """The order is the page's."""
    assert fault(parse_edited, "one\ntwo", "two\none") == (
        "you changed words at line 2; only deleting whole lines is possible"
    )


def test_deleting_everything_is_refused() -> None:
    """An article has words."""
    assert fault(parse_edited, TEXT, edit_form("")) == (
        "nothing is left of the article; keep the lines that belong to it"
    )


def test_equal_lines_are_kept_where_they_leave_fewer_gaps() -> None:
    """Of two advertisements the one beside what else was kept."""
    assert parse_edited("a\nb\na\nc", "a\nc")[1].kept == ((3, 4),)
    assert parse_edited("a\nb\na\nc", "a\nb")[1].kept == ((1, 2),)


@given(st.lists(st.sampled_from(["one two", "three", "", "灯台 ok", "one—two"]), max_size=8), st.data())
def test_any_choice_of_lines_can_be_kept(lines: list[str], data: st.DataObject) -> None:
    """What is cut has the words of the lines that were kept, and so it has when cut again."""
    left = [line for line in lines if data.draw(st.booleans())]
    if not any(left):
        return
    text, record = parse_edited("\n".join(lines), "\n".join(left))
    assert words(text) == words("\n".join(left))
    assert words(apply("\n".join(lines), cut_record(record.plain()))) == words(text)
    assert record.words == len(words(text))
