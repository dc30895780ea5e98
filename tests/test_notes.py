"""Notes without any markup take a short way past Markdown, to the same end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import notes, notes_plain
from generator.notes_markdown import rendered
from generator.notes_rendered import Rendered

_BITS = (
    *("a b", "[@x-1]", "1. a", "- a", "\n", "\n\n", "end. ", "a:b", "(c)", " ", "=", "http://a.b/c", "a|b"),
    *("\u3000", "“q”", "한", ": ", "*", "<b>", "*a*", "**b c**", "\n- ", "\n\n- d\n- *e*", "**", "\n\n* f", "*1*", "2"),
)


@given(st.lists(st.sampled_from(_BITS), max_size=9).map("".join))
def test_plain_notes_are_what_markdown_makes_of_them(text: str) -> None:
    """What is taken for plain comes out as Markdown and the cleaner would have it."""
    if (plain := notes_plain.html(text)) is not None:
        assert Rendered(plain) == rendered(text)


PLAIN = ("A [@a-1].\n\nB: c.", "*A b*, and (**c**):\n\n- d\n- *e* [@f].\n\ng")
NOT_PLAIN = (
    *("[a](b)", "1. a", "a\n===", "a  \nb", "a & b", "a*b*", "*a *b", "**a*", "* a", "- a\nb", "a\n- b", "- a\n\n- b"),
    *("- 1. a", "-  a", "- ", "5*3*2", "***a***", "*a **b** c*"),
)


def test_what_is_plain() -> None:
    """Sentences with citations, emphasis and lists of lines are plain; a link or a line in a list's item is not."""
    assert [text for text in (*PLAIN, *NOT_PLAIN) if notes_plain.html(text) is not None] == [*PLAIN]


@given(
    st.lists(
        st.sampled_from(
            (*_BITS, "5*3*2", "\n* ", "3. b\n", "[a](http://b.c)", "\n[a]: http://b.c\n", "> ", "  ", "[a][b]")
        ),
        max_size=9,
    ).map("".join)
)
def test_what_is_not_rendered_to_be_checked_has_no_fault(text: str) -> None:
    """Notes with nothing that a link, a number or nesting begins with lead nowhere and lose nothing."""
    if not notes._is_telling(text):
        assert (notes._rendered(text).addresses, notes._rendered(text).unseen) == ((), ())


def test_addresses_are_those_of_the_text() -> None:
    """A text without a word has none, whatever was read before it."""
    rendered('[a](http://b.c "x")')
    assert rendered("") == Rendered("")


LOST = {
    "1945. The war ended.": "'1945.' at the start of a line, which would be shown as number 1 of a list; write 1945\\.",
    "1945. The war.\n1946. Peace.": "'1945.' at the start of a line, which would be shown as number 1 of a list; "
    "write 1945\\.",
    "1. a\n3. c": "'3.' at the start of a line, which would be shown as number 2 of a list; write 3\\.",
    "1. a\n\nb\n\n2. c": "'2.' at the start of a line, which would be shown as number 1 of a list; write 2\\.",
    "- a\n1945. b": "'1945.' at the start of a line, which would be shown as an item of a list without numbers; "
    "write 1945\\.",
    "- 1945. b": "'1945.' at the start of a line, which would be shown as number 1 of a list; write 1945\\.",
    "> 1945. b": "'1945.' at the start of a line, which would be shown as number 1 of a list; write 1945\\.",
    "1. a\n    7. b": "'7.' at the start of a line, which would be shown as number 1 of a list; write 7\\.",
    "0. a": "'0.' at the start of a line, which would be shown as number 1 of a list; write 0\\.",
    f"{'9' * 5_000}. a": f"'{'9' * 59}….' at the start of a line, which would be shown as number 1 of a list; "
    f"write {'9' * 59}…\\.",
    "5*3*2": "a * between digits that would be taken for emphasis; write \\*",
    "[a](http://b.c 'x')": "the title 'x' of a link, which isn't shown; write it into the text",
    "[a][c]\n\n[c]: http://b.c (x)": "the title 'x' of a link, which isn't shown; write it into the text",
    "[c]: http://b.c": "[c]: at the start of a line, which no link uses and isn't shown; delete it, or write \\[",
    "[a][c]\n\n[c]: http://b.c\n\n[C]: http://d.e": "[c]: at the start of a line, which no link uses and isn't shown; "
    "delete it, or write \\[",
}


@pytest.mark.parametrize("text", LOST)
def test_nothing_written_is_lost(text: str) -> None:
    """What Markdown would take for a sign of its own is a fault, one a list, with what to write."""
    assert list(notes.faults(text)) == [("notes-not-shown", f"holds {LOST[text]}", "")]


KEPT = {
    "1945\\. The war ended.": "<p>1945. The war ended.</p>",
    "It was\n1945. The war ended.": "<p>It was\n1945. The war ended.</p>",
    "1945) The war ended.": "<p>1945) The war ended.</p>",
    "1. a\n2. b\n\n3. c": "<ol>\n<li>a</li>\n<li>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ol>",
    "1. a\n    1. b\n    2. c\n2. d": "<ol>\n<li>a<ol>\n<li>b</li>\n<li>c</li>\n</ol>\n</li>\n<li>d</li>\n</ol>",
    "- a\n\n1. b": "<ul>\n<li>a</li>\n</ul>\n<ol>\n<li>b</li>\n</ol>",
    "5\\*3\\*2": "<p>5*3*2</p>",
    "\\[c]: http://b.c": "<p>[c]: http://b.c</p>",
    "#1 of C#": "<p>#1 of C#</p>",
    "# About C#": "<h3>About C#</h3>",
    "[@a]: b\n\n`c`": "<p>[@a]: b</p>\n<p><code>c</code></p>",
    "`1. a` and *12* of **3**": "<p><code>1. a</code> and <em>12</em> of <strong>3</strong></p>",
}


@pytest.mark.parametrize("text", KEPT)
def test_what_is_written_is_shown(text: str) -> None:
    """Lists that count from 1, and signs that a backslash or their place makes words of."""
    assert list(notes.faults(text)) == []
    assert notes.html(text, {}) == KEPT[text]
