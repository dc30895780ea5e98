"""Notes without any markup take a short way past Markdown, to the same end."""

from hypothesis import given
from hypothesis import strategies as st

from generator import notes

_BITS = (
    *("a b", "[@x-1]", "1. a", "- a", "\n", "\n\n", "end. ", "a:b", "(c)", " ", "=", "http://a.b/c", "a|b"),
    *("\u3000", "“q”", "한", "*", "<b>"),
)


@given(st.lists(st.sampled_from(_BITS), max_size=9).map("".join))
def test_plain_notes_are_what_markdown_makes_of_them(text: str) -> None:
    """What is taken for plain comes out as Markdown and the cleaner would have it."""
    if notes._is_plain(text):
        assert (notes._paragraphs(text), ()) == notes._markdown(text)


def test_what_is_plain() -> None:
    """Sentences with citations are plain; a list, a link or a line that starts like one is not."""
    assert notes._is_plain("A [@a-1].\n\nB: c.")
    assert [text for text in ("- a", "[a](b)", "1. a", "a\n===", "a  \nb", "a & b") if notes._is_plain(text)] == []


@given(
    st.lists(st.sampled_from((*_BITS, "[a](http://b.c)", "\n[a]: http://b.c\n", "> ", "  ", "[a][b]")), max_size=9).map(
        "".join
    )
)
def test_what_is_not_rendered_to_be_checked_has_no_address(text: str) -> None:
    """Notes with nothing that a link or nesting begins with lead nowhere."""
    if not notes._LINKS_OR_DEPTH.search(text):
        assert notes._rendered(text)[1] == ()


def test_addresses_are_those_of_the_text() -> None:
    """A text without a word has none, whatever was read before it."""
    notes._markdown("[a](http://b.c)")
    assert notes._markdown("") == ("", ())
