"""The site's own words: all of them come from the catalogue, and each catalogue says them well."""

import ast
import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import yaml
from babel.messages.catalog import Catalog
from babel.messages.jslexer import tokenize
from babel.messages.pofile import read_po
from conftest import (
    PROJECT,
    REPOSITORY,
    build,
    contents,
    copy_project,
    findings,
    one,
    page,
    parsed,
    put,
    python,
)
from conftest import text as words_of
from fixtures.dossier.browser import served
from jinja2 import Environment
from playwright.sync_api import Browser, expect

from generator import dates, wording

LOCALE = REPOSITORY / "generator/locale"
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/attested.po"))
TEMPLATES = sorted(
    path for folder in ("generator/render/templates", "overrides") for path in (REPOSITORY / folder).rglob("*.html")
)
TO_WRITERS = {"direct.py", "expression.py"}
"""What reads templates speaks to who writes them, in English."""
RENDERERS = [
    *sorted(path for path in (REPOSITORY / "generator/render").glob("*.py") if path.name not in TO_WRITERS),
    *(REPOSITORY / f"generator/export/{name}.py" for name in ("entries", "news")),
]
SCRIPTS = sorted((REPOSITORY / "docs/assets").glob("*.js"))


def _path(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def _catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


# Nobody adds a word beside the catalogue


def test_the_catalogues_are_current() -> None:
    """What is committed holds every message of today's program, and none that is gone."""
    done = python("scripts/words", "--check")
    assert (done.stdout, done.returncode) == ("", 0)


NO_WORDS = {
    "BibTeX": "a format's name",
    "curl -O": "a command",
    "make check": "a command",
    "no-js": "a class of the theme",
}
OURS_ALONE = {"generator/render/templates/problems.html"}
"""What `mkdocs serve` shows whose claims are faulty: in English, as all problems."""
_SPOKEN = re.compile(r'(?:aria-label|title|placeholder|alt)="([^"<>]*)"')
_WORD = re.compile(r"[A-Za-z]{2,}")
_PROSE = re.compile(r"^[A-Z][a-z]+\b|[A-Za-z’']{2,} [a-z]{2,}|^[a-z]+[.:]$")
"""A text that somebody may read: a capital, or two words, or a word that ends like a sentence."""


def _untranslated(path: Path) -> Iterator[str]:
    """The words of a template that are in no message: text, spoken attributes, and strings of its expressions."""
    html, inside, before = "", False, ["", ""]
    for _, kind, value in Environment().lex(path.read_text("utf-8")):
        if kind == "data":
            html += "" if inside else value
        elif kind == "name" and before[-1] == "block_begin" and value in ("trans", "endtrans"):
            inside = value == "trans"
        elif kind == "string" and before[-2:] != ["_", "("] and _PROSE.search(value[1:-1]):
            yield value[1:-1]
        if kind != "whitespace":
            before = [before[-1], value if kind in ("name", "operator") else kind]
    for words in (*_SPOKEN.findall(html), *re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", "\n", html).splitlines()):
        for known in NO_WORDS:
            words = words.replace(known, "")
        if _WORD.search(words):
            yield words.strip()


@pytest.mark.parametrize("path", [one for one in TEMPLATES if _path(one) not in OURS_ALONE], ids=_path)
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    """Text and what is read aloud stand in `_("…")` or `{% trans %}`."""
    assert list(_untranslated(path)) == []


ASKED = {"_", "gettext", "ngettext", "N_"}
NOT_READ = {
    "problems.py": {"1 problem", " problems", "The claims have problems."},  # `mkdocs serve` alone shows them
    "chart.py": {"at least", "more than", "at most", "less than"},  # what a claim's file says
    "spoken.py": {
        "The claim",
        " (another site)",
        "As of",
        "By",
        "Said in",
    },  # names of words that the style sheet holds
    "listing.py": {"mailto:"},
    "sitemap.py": {'<?xml version="1.0" encoding="UTF-8"?>\n'},
}


def _read(path: Path) -> Iterator[str]:
    """The strings of a renderer that a reader may see, but those that it asks the catalogue for."""
    tree = ast.parse(path.read_text("utf-8"))
    spoken = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")) in ASKED
        for argument in node.args
    }
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if _PROSE.search(text) and id(node) not in spoken | said:
            yield text


@pytest.mark.parametrize("path", RENDERERS, ids=_path)
def test_a_renderer_has_no_words_of_its_own(path: Path) -> None:
    """What Python says to readers is asked of the catalogue."""
    assert [text for text in _read(path) if text not in NOT_READ.get(path.name, set())] == []


NO_PROSE = {"use strict", "ArrowDown", "ArrowUp", "Escape", "SHA-256", "file:", " make check"}
NO_PROSE |= {" is not there", ".at-seek input[name=q]"}
"""What scripts say to the browser and to programmers, and commands."""


def _said(path: Path) -> Iterator[str]:
    """The strings and templates of a script that a reader may see, but those that it asks the catalogue for."""
    before = ["", "", "", ""]
    for token in tokenize(path.read_text("utf-8")):
        text = re.sub(r"\$\{[^}]*\}", "", token.value[1:-1])
        asked = (before[2] in ASKED and before[3] == "(") or (before[0] == "ngettext" and before[3] == ",")
        quoted = token.type in ("string", "template_string") and not asked and before[2:] != ["className", ":"]
        if quoted and _PROSE.search(text):
            yield text
        before = [*before[1:], token.value]


@pytest.mark.parametrize("path", SCRIPTS, ids=_path)
def test_a_script_has_no_words_of_its_own(path: Path) -> None:
    """What a script says is asked of the catalogue."""
    assert [text for text in _said(path) if text not in NO_PROSE] == []


# A site in a language in which every message is marked


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Port Example in Japanese, of which only marks around each message are known; see fixtures/marked.py."""
    root = copy_project(tmp_path_factory.mktemp("marked"))
    settings = root / "claims/publication.yml"
    settings.write_text(settings.read_text("utf-8").replace("language: en", "language: ja"), "utf-8")
    site = root / "site"
    done = python(REPOSITORY / "tests/fixtures/marked.py", "build", "-f", root / "mkdocs.yml", "-d", site, cwd=root)
    assert done.returncode == 0, done.stderr
    return site


def _scalars(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _scalars(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _scalars(inner)
    elif isinstance(value, str):
        yield " ".join(value.split())


def _content() -> list[str]:
    """Every text of the project's files, the longest first; single small words could be anybody's."""
    files = [*(PROJECT / "claims").rglob("*.yml"), REPOSITORY / "mkdocs.yml"]
    texts = {text for path in files for text in _scalars(yaml.load(path.read_text("utf-8"), yaml.BaseLoader))}
    return sorted((text for text in texts if not re.fullmatch("[a-z-]*", text)), key=len, reverse=True)


CONTENT = _content()
HANDWRITTEN = {path.stem for path in (PROJECT / "docs").glob("*.md")}
FORMATS = ("BibTeX", "RSS", "kB")
"""What is called so in every language."""
_QUIET = {"script", "style", "code", "pre"}
_READ_ALOUD = ("aria-label", "title", "placeholder", "alt")
_DRAWN = re.compile(r"⟦[^⟦⟧]*⟧")
_ADDRESS = re.compile(r"https?://\S+|(?<!\S)[\w/-]+\.(?:json|jsonl|xml|csv|sqlite)(?!\S)")


def _texts(element: Element, own: bool) -> Iterator[str]:
    """What a reader sees or hears of an element; on a hand-written page its article is left out."""
    if not isinstance(element.tag, str) or element.tag in _QUIET or "at-analysis" in element.get("class", ""):
        return
    if own and (element.tag in ("article", "title", "meta") or element.get("class") == "at-contents"):
        return
    described = element.get("name") == "description" or element.get("property") in ("og:title", "og:description")
    for name in (*_READ_ALOUD, "content") if described else _READ_ALOUD:
        yield f"\n{element.get(name) or ''}\n"
    yield element.text or ""
    for inner in element:
        yield from _texts(inner, own)
        yield inner.tail or ""


def _unmarked(text: str) -> list[str]:
    """The words of a text that are neither in marks nor the project's own."""
    while (less := _DRAWN.sub("", text)) != text:
        text = less
    text = " ".join(_ADDRESS.sub(" ", text).split())
    for known in (*CONTENT, *FORMATS):
        text = text.replace(known, " ")
    return _WORD.findall(text)


def test_every_page_says_the_catalogues_words(marked: Path) -> None:
    """On no page is there a word in English but for the project's own, in no attribute either."""
    left = {}
    for path in sorted(marked.rglob("*.html")):
        name = path.relative_to(marked).as_posix()
        own = name.split("/")[0] in HANDWRITTEN
        if found := _unmarked("".join(_texts(parsed(path.read_bytes()), own))):
            left[name] = found
    assert left == {}


def test_every_feed_says_the_catalogues_words(marked: Path) -> None:
    """Nor in a title or a text of a feed."""
    feeds = sorted(marked.rglob("feed.json"))
    assert feeds
    said = [json.loads(path.read_text("utf-8")) for path in feeds]
    texts = [feed[name] for feed in said for name in ("title", "description")]
    texts += [entry[name] for feed in said for entry in feed["items"] for name in ("title", "content_text")]
    assert {text: left for text in texts if (left := _unmarked(text))} == {}


def test_scripts_and_styles_get_their_words(marked: Path) -> None:
    """Pages load the words before the scripts that say them, and the words of the style sheet behind it."""
    words = (marked / "assets/words.js").read_text("utf-8")
    assert '"Copy": "⟦Copy⟧"' in words
    assert '"%(count)s result": {"other": "⟦%(count)s results⟧"}' in words
    assert (marked / "assets/words.css").read_text("utf-8") == (
        ':root {\n  --at-word-claim: "⟦The claim⟧";\n  --at-word-away: "⟦ (another site)⟧";\n'
        '  --at-word-when: "⟦As of⟧";\n  --at-word-by: "⟦By⟧";\n  --at-word-where: "⟦Said in⟧";\n}\n'
    )
    home = parsed((marked / "index.html").read_bytes())
    scripts = [script.get("src") for script in home.iter("script") if script.get("src")]
    assert scripts.index("assets/words.js") < scripts.index("assets/attested.js")
    styles = [link.get("href") for link in home.iter("link") if link.get("rel") == "stylesheet"]
    assert styles[-1] == "assets/words.css"


def test_an_english_site_has_no_such_files(example: Path) -> None:
    """English stands in the scripts and the style sheet themselves."""
    assert [name for name in contents(example / "site") if "words" in name] == []
    assert one(page(example / "site", ""), ".").get("lang") == "en"


# Each language says it well


@pytest.mark.parametrize("path", CATALOGUES, ids=_path)
def test_a_catalogue_is_complete_and_sound(path: Path) -> None:
    """Every message is translated, with the same values and the same markup."""
    for message in _catalogue(path):
        if not message.id:
            continue
        english = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(said), message.id
        for text in said:
            assert set(_VALUE.findall(text)) <= set(_VALUE.findall(english[-1])), text
            assert sorted(_TAG.findall(text)) == sorted(_TAG.findall(english[-1])), text


_VALUE = re.compile(r"%\(\w+\)s|%(?!\()")
_TAG = re.compile(r"<[^<>]*>")


def test_words_that_are_missing_are_reported(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A language of which a part is missing says how much, the first of them and where to add it."""
    known = Catalog("pl")
    for message in wording.said_in():
        known.add(message, "" if message == "Our verdict" else "…")
    monkeypatch.setattr(wording, "_catalogue", lambda _: known)
    put(project, {"claims/publication.yml": SETTINGS.replace("language: en", "language: pl-PL")})
    assert findings(project, but="quote-not-translated") == [
        "claims/publication.yml:4:11: warning: language: a word of the site is not in 'pl-PL' and said in English, "
        "first 'Our verdict'; add to generator/locale/pl_PL/LC_MESSAGES/attested.po [untranslated]"
    ]
    wording.wording.cache_clear()


SETTINGS = (PROJECT / "claims/publication.yml").read_text("utf-8")


# A site from the right to the left


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Port Example with its own words in Arabic."""
    root = copy_project(tmp_path_factory.mktemp("arabic"))
    put(root, {"claims/publication.yml": SETTINGS.replace("language: en", "language: ar")})
    assert findings(root, but="quote-not-translated") == []
    return build(root, root / "site")


def test_pages_say_their_language_and_direction(arabic: Path) -> None:
    """The whole page and the page in a frame say both, and the theme's own words are the language's."""
    for address in ("", "claims/harbour-closed", "embed/harbour-closed"):
        tree = page(arabic, address)
        assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")
    skip = one(page(arabic, ""), ".//a[@class='md-skip']")
    assert words_of(skip) == "انتقل إلى المحتوى"


def test_words_dates_and_counts_follow(arabic: Path) -> None:
    """Headings, dates with Arabic months, nouns in the form that their number takes; quotations stay as they are."""
    tree = page(arabic, "claims/harbour-closed")
    assert [words_of(heading) for heading in tree.iter("h2")][:3] == ["حكمنا", "الأدلة", "أين ظهر الادعاء"]
    facts = one(tree, ".//div[@class='at-claim-head']/dl")
    assert [words_of(fact) for fact in facts.iter("dd")][1:] == ["\u200f12 مايو 2025", "\u200f3 يونيو 2025"]
    claims = words_of(one(page(arabic, "claims"), ".//div[@class='at-lead']"))
    assert claims == "كل ما دققناه من ادعاءات، الأحدث أولًا: 3 ادعاءات حتى الآن."
    quotes = " ".join(words_of(quote) for quote in tree.iter("blockquote"))
    assert "the harbour has been closed since the first of May" in quotes


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "لا ادعاءات"),
        (1, "ادعاء واحد"),
        (2, "ادعاءان"),
        (7, "\u200f7 ادعاءات"),
        (20, "\u200f20 ادعاءً"),
        (100, "\u200f100 ادعاء"),
        (103, "\u200f103 ادعاءات"),
    ],
)
def test_arabic_has_six_forms(count: int, said: str) -> None:
    """Zero, one, two, few, many and other, as the language counts."""
    assert wording.wording("ar").ngettext("%(count)s claim", "%(count)s claims", count) == said


@pytest.mark.parametrize(
    ("tag", "day", "number"),
    [
        ("en", "17 June 2025", "1,234.5"),
        ("en-US", "June 17, 2025", "1,234.5"),
        ("ar", "\u200f17 يونيو 2025", "1,234.5"),
        ("de-AT", "17. Juni 2025", "1.234,5"),
        ("pt-BR", "17 de junho de 2025", "1.234,5"),
        ("tlh", "17 June 2025", "1,234.5"),
    ],
)
def test_dates_and_numbers_are_the_languages(tag: str, day: str, number: str) -> None:
    """As the language writes them; English as in Britain where it names no country, and so is one that nobody knows."""
    spoken = wording.wording(tag)
    assert (dates.display("2025-06-17", spoken), spoken.number(1234.5)) == (day, number)


def test_the_search_and_the_copy_button_speak_arabic(arabic: Path, browser: Browser) -> None:
    """What scripts say is Arabic, with the plural forms of the browser, and the page goes from the right."""
    with served(arabic) as address, closing(browser.new_page()) as opened:
        opened.goto(f"{address}/claims/harbour-closed/")
        assert opened.locator(".at-copy").first.text_content() == "نسخ"
        opened.keyboard.press("/")
        opened.keyboard.type("lighthouse")
        status = opened.locator(".at-search-panel [role=status]")
        expect(status).to_have_text("نتيجة واحدة")
        mark = opened.locator(".at-wordmark").bounding_box()
        scheme = opened.locator(".at-scheme").bounding_box()
        assert mark is not None
        assert scheme is not None
        assert mark["x"] > scheme["x"]
