"""Hostile text in every field: shown as it was written, never markup, never script, whatever the publisher turns on.

The same project is built twice, once with hostile text in every field and once with harmless words, and compared.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from conftest import attested, build, copy_project, elements, one, parsed, put, search_index, text

Once = Callable[[str, Callable[[Path], object]], Path]
Attributes = tuple[str, ...]

AT_A_START = [
    '--8<-- "secret.txt"',
    "[^1]: x",
    "*[HTML]: x",
    "1986. (c) -- ... 'x' \"x\" 1/4 +/-",
    "# x",
    "- [x] x",
    "> x",
    "=== x",
    "!!! note",
    "/// note",
    ":::",
    "```x",
    "~~~ x",
    "| x | y |",
    ": x",
    "--- x",
    "=HYPERLINK('x') @SUM(1) +1 -1|cmd",
    "::error file=x::x %0A::set-output name=x::y",
    "]]> --> */ -->",
    "%YAML 1.2 --- !!python/object:x &a *a <<: *a",
]
ANYWHERE = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</p></div></article><h1>x</h1>",
    "<svg/onload=alert(1)>",
    "<style>*{display:none}</style>",
    "<a href=//evil.example>x</a>",
    "<!-- hidden -->",
    "<![CDATA[x]]>",
    "<?php x ?>",
    "&lt;b&gt; &amp;lt; &#60; &NotEqualTilde;",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "https://evil.example <https://evil.example> @evil",
    "{{ 7*7 }}",
    "{% raw %}",
    "${7*7} <%= 7*7 %> #{7*7}",
    "x {#id .x onclick=alert(1)}",
    "{: onclick=alert(1) }",
    "[[x]]",
    "*not* _not_ **not** ~~not~~ ^^not^^ ==not== `not`",
    "\\*x\\* \\x3cscript\\x3e \\u003cscript>",
    "$x$ \\(x\\) ++ctrl++ {++x++}",
    "😀 :smile: 👩‍👩‍👧 🇺🇳",
    "w" * 60,
    "e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308" * 5,
    "\u200fمرحبا\u200e x שלום",
    "\u200bx\u00adx\u2060x",
    "x\tx \u00a0\u3000x",
    "%0A%3Cscript%3E %s {0}",
    "klzzwxh:0001 wzxhzdk:0 0:klzzwxh",
    "</textarea></noscript></template></iframe></xmp>",
    "<base href=//evil.example><link rel=x href=//x>",
    "<meta http-equiv=refresh content=0;//evil.example>",
    "<iframe srcdoc='&lt;script>x'></iframe>",
    "<object data=x><embed src=x><form action=//x><input>",
    "<math><mi xlink:href=data:x>x</mi></math>",
    "<details open ontoggle=alert(1)><template>",
    "<!--[if IE]><script>x</script><![endif]-->",
    "<plaintext><select><option>",
    "java\tscript:x javascript&colon;x &#x6A;avascript:x",
    "vbscript:x data:text/html;base64,PHNjcmlwdD4= //evil.example \\\\evil.example",
    "[x]: //evil.example 'x' [x][y] <javascript:x>",
    "www.evil.example evil@evil.example ftp://evil.example",
    "{% include 'x' %} {# x #} {{ config.__class__ }}",
    "__proto__ constructor toString hasOwnProperty",
    "'); DROP TABLE claims; -- `id` $(id)",
    "&#0; &#x80; &#xD800; &#13; &lt",
    "\ue000\U000f0000 \u034fx\u180ex \ufe0fx",
    "e" + "\u0301" * 10,
    "👩\u200d" * 20,
    "https://аррӏе.example/ xn--80ak6aa92e.com",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<svg><style><img title='</style><img src=x onerror=alert(1)>'>",
    "<template shadowrootmode=open><slot><script>x</script></template>",
    "<svg><a xlink:href=javascript:x><animate attributeName=href to=x>",
    "<button formaction=javascript:x><input type=image src=x>",
    "<style>@import '//evil.example';x{background:expression(x)}</style>",
    "java&NewLine;script&Tab;:x java&#0000000000115;cript:x",
    "&amp &ampx &notin; &lt&gt &#x110000; &#99999999999999999999;",
    "--!> <!--> x <!---> <!-- --!> <img src=x>",
    "<a\u00a0href=x> <\u200bscript> \uff1cscript\uff1e",
    "\uff1dHYPERLINK('x') \uff0b1 \uff20SUM",
    "##[group]x ::add-mask::x ::stop-commands::x",
    "]8;;https://evil.example [31m",
    "http:evil.example https:/evil.example http:\\\\evil.example",
]
TEXTS = [" ".join([start, *ANYWHERE[number :: len(AT_A_START)]]) for number, start in enumerate(AT_A_START)]
NOTES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<b onclick=alert(1)>x</b>\n\n<div>x</div>",
    '[x][y" onclick="alert(1)]\n\n[y" onclick="alert(1)]: https://a.example/',
    "[x](<https://a.example/>)",
    "<https://a.example/>",
    "\\[x]: javascript:alert(1)\n\n[y][z]",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>\n    {{ 7*7 }}",
    "{{ 7*7 }} {% raw %} [[x]] --8<-- 'secret.txt'",
    "--8<-- 'secret.txt'",
    "# x {#claim onclick=alert(1)}\n\nx\n{: onclick=alert(1) }",
    "- x\n    - <svg/onload=alert(1)>\n\n1. x\n\n> <iframe src=//evil.example>",
    "<cite>harbour-office-log</cite> [@harbour-office-log] `x`",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script>",
    "\\<script> \\[x](javascript:alert(1))",
]
REFUSED = [
    "javascript:alert(1)",
    "JaVaScRiPt:x",
    "data:text/html,x",
    "//evil.example",
    "\\\\evil.example",
    "vbscript:x",
]
REFUSED += [
    "https://user@evil.example",
    "file:///etc/passwd",
    "x.html",
    "#x",
    "&#106;avascript:x",
    "mailto:a@b.example",
    "java&NewLine;script:x",
    "&Tab;javascript:x",
    "http:evil.example",
    "https:/evil.example",
    "https:\\\\evil.example",
    "\uff4aavascript:x",
]

EXTENSIONS = """
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - codehilite
  - def_list
  - footnotes
  - md_in_html
  - nl2br
  - sane_lists
  - smarty
  - tables
  - toc
  - wikilinks
  - pymdownx.arithmatex
  - pymdownx.betterem
  - pymdownx.blocks.html
  - pymdownx.caret
  - pymdownx.critic
  - pymdownx.details
  - pymdownx.emoji
  - pymdownx.highlight
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.magiclink
  - pymdownx.mark
  - pymdownx.smartsymbols
  - pymdownx.snippets: {base_path: ["."]}
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist
  - pymdownx.tilde
plugins: [tags, meta]
"""


def _said(number: int, field: str, *, hostile: bool) -> str:
    """What a field says: a text of the list, and words that tell it from all others."""
    return f"{TEXTS[number] if hostile else 'x'} h{number:02} {field}"


def _claim(number: int, *, hostile: bool) -> dict[str, Any]:
    """A claim whose every field is filled."""

    def said(field: str) -> str:
        return _said(number, field, hostile=hostile)

    return {
        "claim": said("claim"),
        "short": said("short")[:75].strip(),
        "claimant": said("claimant"),
        "claimed": "2025-05",
        "appearances": [f"s{number:02}"],
        "verdict": "incorrect",
        "summary": said("summary"),
        "sources": [
            {
                "source": f"s{number:02}",
                "stance": "asserts",
                "quote": said("quote [x]"),
                "translation": said("translation"),
                "note": said("note"),
                "says": said("says")[-40:].strip(),
                "prefix": said("prefix")[-60:].strip(),
                "suffix": said("suffix")[-60:].strip(),
                "figure": _figure(said),
                "reports_from": [said("agency")],
            },
            {"source": _described(number, said), "stance": "context", "quote": said("second [x]") + "\nin two lines"},
            {"source": "harbour-office-log", "stance": "contradicts", "note": said("third")},
        ],
        "notes": "One [@harbour-office-log].",
        "why_checked": said("why"),
        "media": {
            "kind": "image",
            "rating": "staged",
            "url": f"https://media.example/{number}'onload=x",
            "context": said("context"),
            "original": f"https://media.example/{number}/original",
        },
        "reviewed_by": [said("reviewer")],
        "moved_from": f"https://old.example/{number}'onload=x",
        "dossier": f"d{number:02}",
        "topics": ["ships"],
        "authors": [said("author"), said("other author")],
        "published": "2025-06-01",
        "corrections": [{"date": "2025-06-02", "what": said("what"), "why": said("reason")}],
        "single_source_reason": said("single"),
        "one_sided_reason": said("sided"),
    }


def _figure(said: Callable[[str], str]) -> dict[str, Any]:
    """A number, and what it counts."""
    return {"value": "5", "unit": said("unit"), "counts": said("counted"), "as_of": "2025", "by": said("counter")}


def _described(number: int, said: Callable[[str], str]) -> dict[str, Any]:
    """A source document that a claim describes itself."""
    return {
        "title": said("described"),
        "publisher": said("describer"),
        "url": f"https://described.example/{number}",
        "published": "2025-05",
        "copied": {"by": said("described copyist"), "on": "2025-06-01"},
    }


def _document(number: int, *, hostile: bool) -> dict[str, Any]:
    """A source document whose every field is filled."""

    def said(field: str) -> str:
        return _said(number, field, hostile=hostile)

    return {
        "title": said("title"),
        "publisher": said("publisher"),
        "url": f"https://s{number:02}.example/'onmouseover=alert(1)//;a=1&lt=(x)?q=%22%3Cscript%3E#'x",
        "language": "en",
        "author": said("writer"),
        "published": "2025-05",
        "date_note": said("date"),
        "accessed": "2025-06-01",
        "archives": [f"https://archive.example/{number}/https://x.example/'x"],
        "interest": said("interest"),
        "republishes": {"publisher": said("first"), "title": said("original"), "url": "unknown", "note": said("how")},
        "reports_from": [said("wire")],
        "translated_from": {"language": "pl", "by": "machine", "publisher": said("translated"), "note": said("by")},
        "copied": {"by": said("copyist"), "on": "2025-06-01"},
        "note": said("remark"),
    }


def _settings(*, hostile: bool) -> dict[str, Any]:
    """The publication: fewer texts, since it is one, but each of them many."""
    many = " ".join(ANYWHERE[:16]) if hostile else "x"

    def verdict(colour: str) -> dict[str, Any]:
        return {"label": f"{many} {colour}", "meaning": f"{many} meaning", "colour": colour, "icon": "check"}

    return {
        "name": f"{many} name",
        "tagline": f"{many} tagline",
        "url": "https://checks.example/",
        "edit_url": "https://code.example/'onclick=alert(1)/{path}",
        "licence": {"name": f"{many} licence", "url": "https://licence.example/"},
        "verdicts": {
            "incorrect": {**verdict("red"), "rating": "1"},
            "mixed": verdict("amber"),
            "unproven": verdict("grey"),
        },
        "topics": {name: f"{many} {name}" for name in ("ferries", "lighthouse", "ships")},
    }


def _project(root: Path, *, hostile: bool) -> Path:
    """Port Example with a claim, a source document and a dossier for each text; JSON is YAML, too."""
    files: dict[str, dict[str, Any]] = {"claims/publication.yml": _settings(hostile=hostile)}
    for number in range(len(TEXTS)):
        files[f"claims/hostile/h{number:02}.yml"] = _claim(number, hostile=hostile)
        files[f"claims/sources/s{number:02}.yml"] = _document(number, hostile=hostile)
        files[f"claims/dossiers/d{number:02}.yml"] = {
            "title": _said(number, "event", hostile=hostile),
            "summary": _said(number, "events", hostile=hostile),
            "claims": [f"h{number:02}"],
            "timeline": [
                {"date": "2025-05", "what": _said(number, "happened", hostile=hostile), "source": f"s{number:02}"}
            ],
        }
    copy_project(root, {name: json.dumps(said, ensure_ascii=False) for name, said in files.items()})
    put(root, {"secret.txt": "TOPSECRET"})
    return root


@pytest.fixture(scope="session")
def hostile(once: Once) -> Path:
    """The site with hostile text in every field."""
    return once("hostile", lambda root: build(_project(root, hostile=True), root / "site")) / "site"


@pytest.fixture(scope="session")
def harmless(once: Once) -> Path:
    """The site with the word x in their place."""
    return once("harmless", lambda root: build(_project(root, hostile=False), root / "site")) / "site"


@pytest.fixture(scope="session")
def extended(once: Once) -> Path:
    """The hostile site built with every extension a publisher may turn on."""

    def make(root: Path) -> None:
        configuration = _project(root, hostile=True) / "mkdocs.yml"
        configuration.write_text(configuration.read_text("utf-8") + EXTENSIONS, "utf-8")
        put(root, {"docs/marked.md": '# x\n\n==x==\n\n!!! note\n    x\n\n--8<-- "mkdocs.yml"\n'})
        build(root, root / "site")

    return once("extended", make) / "site"


@dataclass(frozen=True)
class Seen:
    """What a browser finds on some pages: elements with their attributes' names, scripts, data, kinds of address."""

    elements: Counter[tuple[str, Attributes]]
    scripts: frozenset[tuple[str, str]]
    data: tuple[str, ...]
    schemes: frozenset[str]


DATA = "application/ld+json"
ADDRESSED = ("href", "src", "cite", "action", "formaction", "poster", "data")


@cache
def _seen(*paths: Path) -> Seen:
    found = [element for path in paths for element in elements(_parsed(path))]
    return Seen(
        Counter(_named(element) for element in found),
        frozenset(
            (element.get("src", "").lstrip("./"), (element.text or "").replace("../", ""))
            for element in found
            if element.tag == "script" and element.get("type") != DATA
        ),
        tuple(element.text or "" for element in found if element.get("type") == DATA),
        frozenset(
            urlsplit(element.get(name, "")).scheme for element in found for name in ADDRESSED if element.get(name)
        ),
    )


@cache
def _parsed(path: Path) -> Element:
    return parsed(path.read_bytes())


def _named(element: Element) -> tuple[str, Attributes]:
    return str(element.tag), tuple(sorted(map(str, element.keys())))


def _page(site: Path, address: str) -> Element:
    return _parsed(site / address / "index.html")


def _numbered(kind: str) -> list[str]:
    return [f"{kind}{number:02}" for number in range(len(TEXTS))]


ADDRESSES = [f"claims/{id_}" for id_ in _numbered("h")]
ADDRESSES += [f"sources/{id_}" for id_ in _numbered("s")] + [f"dossiers/{id_}" for id_ in _numbered("d")]
ADDRESSES += ["", "claims", "sources", "dossiers", "verdicts", "verdicts/incorrect", "topics", "topics/ships"]
ADDRESSES += ["claimants", "publishers", "methodology"]


def _compare(made: Seen, twin: Seen) -> None:
    """The pages of both sites have the same elements and scripts; no handler, no address but of the web."""
    assert made.elements == twin.elements
    assert made.scripts == twin.scripts
    assert len(made.data) == len(twin.data)
    assert "<" not in "".join(made.data)
    assert {name for _, names in made.elements for name in names if name.startswith("on")} == set()
    assert made.schemes <= {"", "https"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_text_becomes_markup(hostile: Path, harmless: Path, address: str) -> None:
    """A page with hostile text has the very elements and scripts of the same page with harmless words."""
    _compare(*(_seen(site / address / "index.html") for site in (hostile, harmless)))


@pytest.mark.parametrize("folder", ["claimants", "publishers"])
def test_no_name_becomes_markup(hostile: Path, harmless: Path, folder: str) -> None:
    """So have the pages whose addresses come from names, taken together."""
    made, twin = ([*(site / folder).rglob("*.html")] for site in (hostile, harmless))
    assert len(made) == len(twin)
    _compare(_seen(*made), _seen(*twin))


def _squeezed(written: str) -> str:
    return " ".join(written.split())


def _titled(heading: str) -> str:
    """The title of a page with this heading."""
    return f"{heading} · {_squeezed(_settings(hostile=True)['name'])}"


def _strings(said: Any) -> Iterable[str]:
    """Every text in a record that a page shows."""
    if isinstance(said, dict):
        return [text for name, value in said.items() if name not in _UNSHOWN for text in _strings(value)]
    if isinstance(said, list):
        return [text for value in said for text in _strings(value)]
    return [said]


_UNSHOWN = {"short", "notes", "source", "stance", "topics", "appearances", "claimed", "published", "verdict", "dossier"}
_UNSHOWN |= {"date", "url", "archives", "accessed", "language", "on", "by", "kind", "rating", "original", "moved_from"}
_UNSHOWN |= {"says", "prefix", "suffix", "figure", "reports_from"}


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_claim_s_texts_are_shown_as_written(hostile: Path, number: int) -> None:
    """Title, heading, summary and quotations are exactly the file's, and every other text is on the page."""
    said = _claim(number, hostile=True)
    tree = _page(hostile, f"claims/h{number:02}")
    claim = _squeezed(said["claim"])
    assert text(one(tree, ".//h1")) == claim
    verdict = _squeezed(_settings(hostile=True)["verdicts"]["incorrect"]["label"])
    assert text(one(tree, ".//title")) == _titled(f"{verdict}: {_squeezed(said['short'])}")
    assert text(one(tree, ".//p[@class='at-summary']")) == _squeezed(said["summary"])
    quotes = [_squeezed(piece["quote"]) for piece in said["sources"] if "quote" in piece]
    assert [text(quote) for quote in tree.iter("blockquote")] == quotes
    label = _settings(hostile=True)["verdicts"]["incorrect"]["label"]
    description = one(tree, ".//meta[@name='description']").get("content", "")
    assert _squeezed(description) == _squeezed(f"{label}: {said['summary']}")
    shown = text(one(tree, ".//article[@class='md-content__inner md-typeset']"))
    assert [one for one in _strings(said) if _squeezed(one) not in shown] == []


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_claim_s_data_says_the_claim_as_written(hostile: Path, number: int) -> None:
    """The structured data that other programs read is JSON and has the claim exactly as the file has it."""
    tree = _page(hostile, f"claims/h{number:02}")
    written = [json.loads(script.text or "") for script in tree.iter("script") if script.get("type") == DATA]
    claimed = {str(value) for value in _values(written)}
    assert " ".join(_claim(number, hostile=True)["claim"].split()) in {" ".join(value.split()) for value in claimed}


def _values(data: Any) -> Iterable[Any]:
    """Every value in JSON data."""
    if isinstance(data, dict):
        return [value for inner in data.values() for value in _values(inner)]
    if isinstance(data, list):
        return [value for inner in data for value in _values(inner)]
    return [data]


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_document_s_texts_are_shown_as_written(hostile: Path, number: int) -> None:
    """A source document's title is exactly the file's, and every other text is on its page."""
    said = _document(number, hostile=True)
    tree = _page(hostile, f"sources/s{number:02}")
    title = _squeezed(said["title"])
    assert text(one(tree, ".//h1")) == title
    assert text(one(tree, ".//title")) == _titled(title)
    shown = text(one(tree, ".//article[@class='md-content__inner md-typeset']"))
    assert [one for one in _strings(said) if _squeezed(one) not in shown] == []


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_dossier_s_texts_are_shown_as_written(hostile: Path, number: int) -> None:
    """A dossier's title and summary are exactly the file's."""
    tree = _page(hostile, f"dossiers/d{number:02}")
    assert text(one(tree, ".//h1")) == _squeezed(_said(number, "event", hostile=True))
    shown = text(one(tree, ".//article[@class='md-content__inner md-typeset']"))
    for field in ("events", "happened", "unit", "counted", "counter"):
        assert _squeezed(_said(number, field, hostile=True)) in shown


def test_the_publication_s_texts_are_shown_as_written(hostile: Path) -> None:
    """Tagline and the scale's words stand on the home page as they were written."""
    said = _settings(hostile=True)
    tree = _page(hostile, "")
    assert text(one(tree, ".//h1")) == said["tagline"]
    shown = text(one(tree, ".//article[@class='md-content__inner md-typeset']"))
    wanted = [
        *(verdict[part] for verdict in said["verdicts"].values() for part in ("label", "meaning")),
    ]
    assert [words for words in wanted if _squeezed(words) not in shown] == []


def test_the_search_knows_claims_as_written(hostile: Path) -> None:
    """Each claim's title and passages are in the search index as they were written, but for zero-width spaces."""
    index = search_index(hostile)
    for number in range(len(TEXTS)):
        entry = index[f"claims/h{number:02}/"]
        assert _squeezed(entry["meta"]["title"]) == _squeezed(_said(number, "claim", hostile=True))
        for field in ("summary", "quote [x]", "translation", "note"):
            said = _said(number, field, hostile=True).replace("\u200b", "")
            assert _squeezed(said) in _squeezed(entry["content"]), (number, field)


def _body(site: Path, address: str) -> list[tuple[str, list[tuple[str, str]], str]]:
    """A page's own part, element by element."""
    article = one(_page(site, address), ".//article[@class='md-content__inner md-typeset']")
    return [(str(inner.tag), sorted(inner.items()), text(inner)) for inner in elements(article)]


@pytest.mark.parametrize("address", [address for address in ADDRESSES if address != "methodology"])
def test_extensions_change_no_page(hostile: Path, extended: Path, address: str) -> None:
    """Whatever extensions a publisher turns on, a generated page's body stays the same."""
    made, plain = _body(extended, address), _body(hostile, address)
    assert made == plain


def test_the_extensions_are_on(extended: Path) -> None:
    """A hand-written page is given all that the extensions do, so that the other tests mean something."""
    article = one(_page(extended, "marked"), ".//article[@class='md-content__inner md-typeset']")
    assert {element.tag for element in elements(article)} >= {"mark", "div"}
    assert "INHERIT" in text(article)


def test_no_snippet_is_published(extended: Path) -> None:
    """A claim can't make an extension publish a file of the project."""
    assert [path for path in extended.rglob("*") if path.is_file() and b"TOPSECRET" in path.read_bytes()] == []


def _noted(notes: str) -> dict[str, Any]:
    """A claim with these notes, and no more than it needs."""
    return {
        "claim": "x",
        "claimant": "unknown",
        "claimed": "unknown",
        "appearances": ["gazette-harbour"],
        "verdict": "unproven",
        "summary": "x",
        "sources": [{"source": "harbour-office-log", "stance": "context", "note": "x"}],
        "notes": notes,
        "published": "2025-06-01",
        "single_source_reason": "x",
    }


@pytest.fixture(scope="session")
def noted(once: Once) -> Path:
    """A site whose claims have hostile notes, one each, and only notes like any other claim's."""

    def make(root: Path) -> None:
        files = {}
        for number, notes in enumerate(NOTES):
            files[f"claims/hostile/n{number:02}.yml"] = json.dumps(_noted(notes) | {"claim": f"x {number}"})
        build(copy_project(root, {**files, "secret.txt": "TOPSECRET"}), root / "site")

    return once("noted", make) / "site"


ALLOWED_IN_NOTES = {
    *((tag, ()) for tag in "div p em strong ul ol li blockquote code pre br h3 h4 hr".split()),  # noqa: SIM905
    ("a", ("href", "rel")),
    ("a", ("aria-label", "href")),
}


@pytest.mark.parametrize("number", range(len(NOTES)))
def test_notes_hold_prose_and_nothing_else(noted: Path, number: int) -> None:
    """Markdown in notes makes paragraphs, lists, links and the like; HTML in them is shown as text."""
    analysis = one(_page(noted, f"claims/n{number:02}"), ".//div[@class='at-analysis']")
    inner = list(elements(analysis))[1:]
    assert {_named(element) for element in inner} <= ALLOWED_IN_NOTES
    targets = {link.get("href") for link in analysis.iter("a")}
    assert targets <= {"https://a.example/", "#source-1"}


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "<script>alert(1)</script>"),
        (1, "<img src=x onerror=alert(1)>"),
        (2, "<b onclick=alert(1)>x</b><div>x</div>"),  # two paragraphs
        (7, "html <script>alert(1)</script>"),
        (8, "<script>alert(1)</script> {{ 7*7 }}"),
        (9, "{{ 7*7 }} {% raw %} [[x]] --8<-- 'secret.txt'"),
        (10, "--8<-- 'secret.txt'"),
        (13, "<cite>harbour-office-log</cite> [1] x"),
    ],
)
def test_html_in_notes_is_shown_as_text(noted: Path, number: int, shown: str) -> None:
    """What isn't Markdown stands in the analysis as it was written."""
    assert text(one(_page(noted, f"claims/n{number:02}"), ".//div[@class='at-analysis']")) == shown


@pytest.mark.parametrize("address", REFUSED)
@pytest.mark.parametrize("link", ["[x]({})", "[x][1]\n\n[1]: {}", "**[x]({})**\n- [y](https://a.example/)"])
def test_notes_link_to_the_web_alone(project: Path, address: str, link: str) -> None:
    """A link that could run script, hide its host or leave the web is refused, however Markdown writes it."""
    put(project, {"claims/hostile/a.yml": json.dumps(_noted(link.format(address)))})
    made = attested("check", "--root", project, "--format", "json")
    rules = [problem["rule"] for problem in json.loads(made.output)["problems"]]
    assert (rules, made.exit_code) == (["notes-link"], 1)
