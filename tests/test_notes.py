_BITS = [
    "a b",
    "[@x-1]",
    "1. a",
    "- a",
    "\n",
    "\n\n",
    "end. ",
    "a:b",
    "(c)",
    " ",
    "=",
    "http://a.b/c",
    "a|b",
    "\u3000",
    "“q”",
    "한",
    "*",
    "<b>",
]


@given(st.lists(st.sampled_from(_BITS), max_size=9).map("".join))
def test_plain_notes_are_what_markdown_makes_of_them(text: str) -> None:
    """Text in which nothing means anything to Markdown takes the short way, to the same end."""
    if notes._is_plain(text):
        assert (notes._paragraphs(text), ()) == notes._markdown(text)


def test_there_are_plain_notes() -> None:
    """Sentences with citations are plain; a list, a link or a line that starts like one is not."""
    assert [notes._is_plain(text) for text in ("A [@a-1].\n\nB: c.", "- a", "[a](b)", "1. a", "a\n===")] == [
        *[True],
        *[False] * 4,
    ]
