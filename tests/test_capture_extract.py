import gzip
from typing import Any

import pytest
from fixtures.capture.server import FOLDER, PAGE
from trafilatura import load_html

from generator.capture.encoding import decode, decode_plain
from generator.capture.error import CaptureError
from generator.capture.extract import Extracted, extract
from generator.capture.hidden import is_hidden
from generator.capture.stated import Stated, stated

URL = "https://lantern.test/lighthouse"
AFTER = (
    "Seven of the nine members voted for it, and the fishmonger Tobias Wend spoke for an hour and then voted against."
)
LONG = (
    "The harbour council of Brindleford agreed on Tuesday to light the old tower on Gannet Rock again, after a storm."
)


def page(body: str, head: str = "", lang: str = "") -> str:
    """A whole HTML page."""
    return f"<!doctype html><html{lang}><head>{head}</head><body>{body}</body></html>"


def take(body: str | bytes, content_type: str = "text/html") -> Extracted:
    """The article of a page."""
    return extract(body.encode() if isinstance(body, str) else body, content_type, URL)


def fault(body: str | bytes, content_type: str = "text/html") -> str:
    """Why no article can be taken from this."""
    with pytest.raises(CaptureError) as caught:
        take(body, content_type)
    return str(caught.value)


def said(head: str, body: str = "<p>text</p>", lang: str = "") -> Stated:
    """What a page states."""
    tree: Any = load_html(page(body, head, lang))
    return stated(tree, URL)


def test_the_article_comes_out_alone() -> None:
    """No menu, hidden words, comments or other headlines; no sign between words that the page hasn't; cells by tabs."""
    extracted = take(PAGE)
    assert extracted.text == (FOLDER / "lighthouse.expected.txt").read_text().removesuffix("\n")
    assert extracted.extractor.startswith("trafilatura 2.")
    assert extracted.stated == Stated(
        title="Lighthouse to shine again",
        author="Odalys Quint",
        published="2031-03-04",
        language="en-GB",
        publisher="The Brindleford Lantern",
        kind="article",
    )


def test_extracting_twice_gives_the_same() -> None:
    """Nothing of one page changes what is found in the next."""
    first = take(PAGE)
    take(page(f"<article><p>{LONG}</p></article>"))
    assert take(PAGE) == first


EMPTY = (
    f"{URL}: no article was found; pages made by scripts, behind a login or a consent form give none: open it in a"
    " browser, save the page as HTML and capture the file"
)


@pytest.mark.parametrize(
    "body",
    [
        page(""),
        page('<div id="root"></div><script>render("The council agreed on Tuesday to light the tower again.")</script>'),
        page("<noscript><p>Switch on JavaScript to read how the council voted on the old tower.</p></noscript>"),
        page(f'<article style="display:none"><p>{LONG}</p></article>'),
        page(f"<template><article><p>{LONG}</p></article></template>"),
        page("<div>" * 5_000 + LONG + "</div>" * 5_000),
        "\ufeff",
    ],
)
def test_a_page_without_an_article_is_an_error(body: str) -> None:
    """Empty, made by scripts, or hidden whole: never a captured article."""
    assert fault(body) in (EMPTY, f"{URL}: this is not an HTML page; save the page as HTML and capture the file")


def test_an_empty_text_is_an_error() -> None:
    """Also for a file of spaces and invisible characters."""
    assert fault(" \n\u200b\n", "text/plain") == (
        f"{URL}: this text is empty; copy the article's words into a .txt file in UTF-8 and capture that"
    )


@pytest.mark.parametrize(
    ("body", "content_type", "message"),
    [
        (b"%PDF-", "text/html", "a PDF; open it, copy the article's text into a .txt file in UTF-8 and capture that"),
        (b"<svg/>", "image/svg+xml", "an SVG image; save the page that shows it as HTML and capture the file"),
        (b"# A", "text/markdown; charset=utf-8", "Markdown; save its text as a .txt file in UTF-8 and capture that"),
        (
            b"{}",
            "application/json",
            "of the type 'application/json', and only HTML and plain text can be captured; save it as one of these",
        ),
    ],
)
def test_other_formats_are_named(body: bytes, content_type: str, message: str) -> None:
    """What can't be captured is said, with what to do."""
    assert fault(body, content_type) == f"{URL}: this is {message}"


def test_a_huge_page_is_no_article() -> None:
    """Trafilatura's own limit is ours."""
    assert fault(b" " * 20_000_001) == f"{URL}: the page has more than 20,000,000 bytes; that is no article"


def test_xhtml_is_read_as_html() -> None:
    """Its XML declaration doesn't matter."""
    body = f'<?xml version="1.0" encoding="utf-8"?>{page(f"<article><p>{LONG}</p></article>")}'
    assert take(body, "application/xhtml+xml").text == LONG


def test_a_plain_text_is_taken_as_it_is() -> None:
    """Every character stays; the first line that isn't empty may be the title."""
    text = (FOLDER / "lighthouse.txt").read_text()
    extracted = take(text, "text/plain")
    assert extracted.text == text
    assert extracted == Extracted(text, Stated(title="Lighthouse to shine again"), "none")


HIDDEN = [
    ("p", {"hidden": ""}),
    ("p", {"hidden": "until-found"}),
    ("p", {"aria-hidden": "TRUE "}),
    ("template", {}),
    ("noscript", {}),
    ("dialog", {}),
    *(
        ("p", {"style": style})
        for style in (
            "display:none",
            "color: red; DISPLAY : NONE !important",
            "display:/* no */none",
            "visibility: hidden",
            "visibility:collapse",
            "content-visibility:hidden",
            "opacity:0",
            "opacity: 0.00",
            "opacity:.0",
            "font-size:0",
            "font-size: 0px",
            "color: transparent",
            "position:absolute; left:-9999px",
            "position:fixed; top:-200vh",
            "text-indent:-999em",
            "margin-left:-5000px",
            "transform: translateX(-9999px)",
            "transform: scale(0)",
            "clip: rect(0, 0, 0, 0)",
            "clip: rect(1px,1px,1px,1px)",
            "clip-path: inset(50%)",
            "height:0; overflow:hidden",
            "max-width: 0px; overflow-x: clip",
        )
    ),
]
SHOWN = [
    ("p", {}),
    ("details", {}),
    ("dialog", {"open": ""}),
    ("p", {"aria-hidden": "false"}),
    *(
        ("p", {"style": style})
        for style in (
            "",
            "display:block",
            "/* display:none",
            "visibility: visible",
            "opacity:0.05",
            "font-size:0.9em",
            "left:-10px",
            "text-indent:-2em",
            "height:0",
            "overflow:hidden; height:10px",
            "margin-top:-1px",
            "content:display none",
        )
    ),
]


@pytest.mark.parametrize(("tag", "attributes"), HIDDEN)
def test_what_a_reader_cannot_see_is_hidden(tag: str, attributes: dict[str, str]) -> None:
    """By element, attribute or style, however it is written; it isn't extracted, and what stands after it is."""
    assert is_hidden(tag, attributes)
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    secret = f"<{tag}{written}>The tower was sold to a circus in the night, and nobody saw it go.</{tag}>"
    assert take(page(f"<article><p>{LONG}</p>{secret}<p>{AFTER}</p></article>")).text == f"{LONG}\n{AFTER}"


@pytest.mark.parametrize(("tag", "attributes"), SHOWN)
def test_what_a_reader_can_see_is_not_hidden(tag: str, attributes: dict[str, str]) -> None:
    """Small, indented, or one click away."""
    assert not is_hidden(tag, attributes)


def test_a_quotation_stays_in_its_sentence() -> None:
    """No space appears around an inline quotation or a line break that the page hasn't."""
    body = f"<article><p>{LONG}</p><p>He (<q>a <b>man</b></q>) said one thing.<br>Then another, and went.</p></article>"
    assert take(page(body)).text == f"{LONG}\nHe (a man) said one thing.\nThen another, and went."


def test_signs_written_as_entities_are_read_once() -> None:
    """An article about HTML keeps its angle brackets and its entities."""
    body = f"<article><p>{LONG}</p><p>Write &amp;lt;p&amp;gt; for &lt;p&gt;, the clerk told the council.</p></article>"
    assert take(page(body)).text == f"{LONG}\nWrite &lt;p&gt; for <p>, the clerk told the council."


RUSSIAN = "Совет гавани Бриндлфорда решил во вторник зажечь старый маяк, погасший во время бури, сообщил его глава."
JAPANESE = (
    "ブリンドルフォード港湾評議会は火曜日、嵐以来消えたままの古い灯台に再び火をともすことを決めたと議長が述べた。"
)
CHINESE = "港务委员会周二决定重新点亮自风暴以来一直未亮的老灯塔,主席说。油漆将是黄色的,工程需要十一个星期才能完成。"
KOREAN = "항만 평의회는 화요일 폭풍 이후 꺼져 있던 오래된 등대의 불을 다시 켜기로 결정했다고 의장이 말했다."
FRENCH = (
    "Le conseil du port a décidé mardi de rallumer le vieux phare, éteint depuis la tempête, a déclaré sa présidente."
)
POLISH = (
    "Rada portu postanowiła we wtorek znów zapalić starą latarnię, zgasłą od czasu burzy, powiedziała przewodnicząca."
)
GREEK = "Το συμβούλιο του λιμανιού αποφάσισε την Τρίτη να ανάψει ξανά τον παλιό φάρο, είπε η πρόεδρός του."


@pytest.mark.parametrize(
    ("text", "actual", "http", "head"),
    [
        (RUSSIAN, "cp1251", "utf-8", "<meta charset=utf-8>"),
        (RUSSIAN, "cp1251", "iso-8859-1", ""),
        (RUSSIAN, "cp1251", "", "<meta charset='windows-1251'>"),
        (RUSSIAN, "koi8-r", "utf-8", '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">'),
        (RUSSIAN, "utf-8", "windows-1251", "<meta charset=windows-1251>"),
        (RUSSIAN, "utf-16", "utf-8", ""),
        (RUSSIAN, "utf-8-sig", "iso-8859-1", ""),
        (JAPANESE, "shift_jis", "utf-8", "<meta charset=utf-8>"),
        (JAPANESE, "shift_jis", "", "<meta charset=Shift_JIS>"),
        (JAPANESE, "euc_jp", "utf-8", ""),
        (JAPANESE, "iso2022_jp", "", "<meta charset=iso-2022-jp>"),
        (JAPANESE, "utf-8", "", "<meta charset=shift_jis>"),
        (CHINESE, "gbk", "iso-8859-1", ""),
        (KOREAN, "euc-kr", "utf-8", ""),
        (FRENCH, "iso-8859-1", "utf-8", "<meta charset=utf-8>"),
        (FRENCH, "iso-8859-1", "", "<meta charset=iso-8859-1>"),
        (FRENCH, "cp1252", "no-such-encoding", "<meta charset=zip>"),
        (FRENCH, "utf-8", "ascii", "<meta charset=utf-7>"),
        (POLISH, "cp1250", "utf-8", "<html lang=pl-PL>"),
        (POLISH, "iso8859-2", "", "<meta charset=iso-8859-2>"),
        (GREEK, "iso8859-7", "utf-8", "<meta charset=iso-8859-7>"),
    ],
)
def test_lies_about_the_encoding_are_seen_through(text: str, actual: str, http: str, head: str) -> None:
    """The text is right whatever HTTP and the page claim, as far as its bytes tell."""
    body = f"<!doctype html>{head}<body><article><p>{text}</p></article></body></html>".encode(actual)
    assert take(body, f"text/html; charset={http}").text == text


@pytest.mark.parametrize("text", ["10 € – “yes”", "ÄÖÜ", "é"])
def test_a_few_letters_prove_nobody_a_liar(text: str) -> None:
    """An honest declaration holds where there is too little text to doubt it."""
    assert decode(f"<p>{text}</p>".encode("cp1252"), "text/html; charset=windows-1252") == f"<p>{text}</p>"


def test_a_damaged_byte_does_not_spoil_the_page() -> None:
    """UTF-8 with a stray byte is read as UTF-8, the byte as a sign of damage."""
    assert decode(RUSSIAN.encode() + b"\xff " + FRENCH.encode(), "text/html; charset=iso-8859-1") == (
        f"{RUSSIAN}\ufffd {FRENCH}"
    )


@pytest.mark.parametrize("body", [b"\xef\xbb\xbf\xff", b"\xff\xfe\x00\xd8\x00"])
def test_bytes_that_are_no_text_are_an_error(body: bytes) -> None:
    """A mark that lies is the page's end."""
    assert fault(body) == (
        f"{URL}: no encoding fits the page's bytes; open it in a browser, save it as UTF-8 and capture the file"
    )


@pytest.mark.parametrize("body", [gzip.compress(PAGE), RUSSIAN.encode("cp1251"), b"a\x00b", b"\xef\xbb\xbf\xff"])
def test_a_file_that_is_no_utf_8_text_is_an_error(body: bytes) -> None:
    """Plain text isn't guessed at."""
    assert fault(body, "text/plain") == (f"{URL}: the file is not plain text in UTF-8; save it as plain text in UTF-8")


def test_a_plain_text_from_the_web_may_declare_its_encoding() -> None:
    """HTTP is believed where the bytes aren't UTF-8."""
    assert decode_plain(RUSSIAN.encode("cp1251"), "text/plain; charset=windows-1251") == RUSSIAN
    assert decode_plain(b"", "text/plain") == ""
    assert decode_plain(RUSSIAN.encode("utf-16"), "text/plain") == RUSSIAN


def ld(data: str) -> str:
    """JSON-LD for a page's head."""
    return f'<script type="application/ld+json">{data}</script>'


def test_a_page_that_states_nothing_leaves_all_unknown() -> None:
    """Nothing is taken from addresses, bylines, running text, copyright lines or times of other things."""
    body = (
        '<p class="byline author">By Odalys Quint</p><time datetime="2031-03-04">4 March</time>'
        '<p class="date">March 4, 2031</p><a href="/2031/03/04/x">x</a><footer>© 2031 The Lantern</footer>'
    )
    assert said('<link rel="canonical" href="https://lantern.test/2031/03/04/x">', body) == Stated()


def test_json_ld_states_an_article() -> None:
    """Headline, authors, day, publisher, language; entities read, spaces single."""
    assert said(
        ld(
            '{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},{"@type":["NewsArticle"],'
            '"headline":"Tom &amp; the\\n tower","author":[{"@type":"Person","name":"A. Quint"},{"name":"B. Wend"},'
            '"C. Marrin"],"datePublished":"2031-03-04T23:59:00-05:00","publisher":{"name":"The Lantern"},'
            '"inLanguage":"sv"}]}'
        )
    ) == Stated("Tom & the tower", "A. Quint, B. Wend, C. Marrin", "2031-03-04", "sv", "The Lantern", "article")


def test_of_several_articles_only_the_pages_own_counts() -> None:
    """Without its address none does."""
    one, other = '{"@type":"Article","headline":"One"', '{"@type":"Article","headline":"Other"'
    assert said(ld(f'[{one}}},{other},"mainEntityOfPage":{{"@id":"{URL}#a"}}}}]')).title == "Other"
    assert said(ld(f'[{one},"url":"{URL}"}},{other},"url":"::"}}]')).title == "One"
    assert said(ld(f"[{one}}},{other}}}]")) == Stated()


@pytest.mark.parametrize(
    "data", ["", "{", "[" * 100_000, "null", "[1, null]", '{"@type":1}', '{"@graph":{"@type":[]}}']
)
def test_damaged_json_ld_states_nothing(data: str) -> None:
    """It is passed over."""
    assert said(ld(data)) == Stated()


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2031-03-04", "2031-03-04"),
        ("2031-03-04T10:00:00Z", "2031-03-04"),
        ("2031-03-04 10:00", "2031-03-04"),
        ("2031/03/04", "2031-03-04"),
        ("2031-03", "2031-03"),
        ("2031", "2031"),
        ("2031-02-30", None),
        ("03/04/2031", None),
        ("4 March 2031", None),
        ("20310304", None),
        ("2031-03-04-05", None),
        ("", None),
    ],
)
def test_a_date_is_taken_only_where_it_is_certain(written: str, published: str | None) -> None:
    """As it is written, in the page's time zone; no order of day and month is guessed."""
    assert said(f'<meta property="article:published_time" content="{written}">').published == published


def test_a_date_marked_in_the_text_counts_if_it_is_the_only_one() -> None:
    """Two that differ may be another article's."""
    one = '<time itemprop="datePublished" datetime="2031-03-04T10:00">Tuesday</time>'
    other = '<span itemprop="datePublished" content="2030-01-01">x</span>'
    assert said("", one + one).published == "2031-03-04"
    assert said("", one + other).published is None
    assert said("", '<time pubdate datetime="2031-03-05">x</time>').published == "2031-03-05"


def test_a_title_is_the_one_heading_or_the_pages_title() -> None:
    """Of two headings neither is taken."""
    assert said("<title>Page | Site</title>", "<h1>The\n one</h1>").title == "The one"
    assert said("<title>Page | Site</title>", "<h1>One</h1><h1>Two</h1>").title == "Page | Site"


def test_several_authors_are_all_named() -> None:
    """An address of a profile is no name."""
    head = '<meta name="citation_author" content="A"><meta name="citation_author" content="B">'
    assert said(head).author == "A, B"
    assert said('<meta property="article:author" content="https://social.test/a">' + head).author == "A, B"


@pytest.mark.parametrize(
    ("lang", "head", "language"),
    [
        (' lang="pt-br"', "", "pt-br"),
        ("", '<meta property="og:locale" content="pt_BR">', "pt-BR"),
        ("", '<meta http-equiv="Content-Language" content="de">', "de"),
        (' lang="english!"', "", None),
    ],
)
def test_a_language_is_a_tag(lang: str, head: str, language: str | None) -> None:
    """As BCP 47 writes it."""
    assert said(head, lang=lang).language == language


def test_what_no_reader_sees_does_not_enter_a_title() -> None:
    """Controls, direction changes and line separators go; emoji and combined letters stay."""
    head = '<meta property="og:title" content="A\u202e b\u2028c \ufeff👩‍👩‍👧 ́é">'
    assert said(head).title == "A b c 👩‍👩‍👧 ́é"
