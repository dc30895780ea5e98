from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.capture.boundaries import CutRecord
from generator.capture.error import CaptureError
from generator.capture.record import complete, proposed, scalar
from generator.capture.stated import Stated
from generator.capture.store import Meta

META = Meta(
    captured="2031-03-05T10:00:07Z",
    asked="https://lantern.test/a",
    url="https://lantern.test/lighthouse",
    how="http",
    redirects=(("https://lantern.test/a", 301),),
    received_sha256="0e" * 32,
    warc="x.warc.gz",
    extractor="trafilatura 2.3.1",
    cut=CutRecord(((1, 400), (411, 438)), 438),
)
STATED = Stated("Lighthouse: a “yes”", "Odalys Quint", "2031-03-04", "en-GB", "The Brindleford Lantern", "article")
FILE = Meta("2031-03-05T10:00:07Z", "page.html", "page.html", "html-file", (), "ab" * 32, "x.warc.gz", "none", None)
FIELDS = proposed(META, STATED, words=428, root="b" * 64, archives=["https://archive.test/2031/x"])

NEW = """\
# yaml-language-server: $schema=../../docs/schema/source.json
# A source document. Capturing filled in what the page states; where it states nothing, `unknown` is an honest answer.
# Put right what is wrong. Where they apply, add: date_note, interest, republishes, translated_from, note.
title: "Lighthouse: a “yes”"
publisher: The Brindleford Lantern
url: https://lantern.test/lighthouse
kind: article
language: en-GB
author: Odalys Quint
published: "2031-03-04"
accessed: "2031-03-05"
archives:
  - https://archive.test/2031/x
# How it was captured. The quotations' proofs rest on this; capture again instead of editing it.
capture:
  captured: "2031-03-05T10:00:07Z"
  from: https://lantern.test/a
  how: http
  received_sha256: "0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e"
  extractor: trafilatura 2.3.1
  kept: [[1, 400], [411, 438]]
  extracted_words: 438
  words: 428
  root: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
"""

CAPTURE = NEW[NEW.index("capture:\n") :]


def fault(existing: str, fields: dict[str, Any] = FIELDS) -> str:
    """Why this document can't be completed."""
    with pytest.raises(CaptureError) as caught:
        complete(existing, fields)
    return str(caught.value)


def test_a_new_document_says_what_is_known() -> None:
    """In the format's order, texts as texts, with a word about what to do."""
    assert complete(None, FIELDS) == NEW
    assert complete(" \n", FIELDS) == NEW


def test_what_is_not_stated_is_unknown() -> None:
    """A file has no address and no known moment; a language that isn't stated is `und`; a kind has to be chosen."""
    assert complete(None, proposed(FILE, Stated(), words=9, root="c" * 64)) == (
        NEW[: NEW.index("title:")]
        + "title: unknown\npublisher: unknown\nurl: unknown\n"
        + "# kind: article, statement, report, law, dataset, post, video, image, audio, book or other; say which\n"
        + "language: und\nauthor: unknown\npublished: unknown\naccessed: unknown\narchives: []\n"
        + NEW[NEW.index("# How it") : NEW.index("capture:")]
        + "capture:\n  captured: unknown\n  from: page.html\n  how: html-file\n"
        + f"  received_sha256: {'ab' * 32}\n  extractor: none\n".replace("none", '"none"')
        + f"  extracted_words: 9\n  words: 9\n  root: {'c' * 64}\n"
    )


def test_a_person_may_know_more_than_the_file() -> None:
    """Address, kind and moment can be given."""
    fields = proposed(
        FILE, Stated(), words=9, root="c", url="https://lantern.test/", kind="post", captured="2030-01-02T03:04:05Z"
    )
    assert [fields[name] for name in ("url", "kind", "accessed")] == ["https://lantern.test/", "post", "2030-01-02"]
    assert fields["capture"]["captured"] == "2030-01-02T03:04:05Z"
    assert proposed(FILE, Stated(), words=9, root="c", captured="2030-01")["accessed"] == "unknown"


WRITTEN = """\
---
# mine

title:   'My title'   # I know better
kind: report
published: unknown
note: >-
  Some
  words.

# the end
"""


def test_a_document_keeps_every_byte() -> None:
    """What stands there stays, also `unknown`; what is missing comes after it."""
    completed = complete(WRITTEN, FIELDS)
    assert completed == (
        WRITTEN
        + "publisher: The Brindleford Lantern\nurl: https://lantern.test/lighthouse\nlanguage: en-GB\n"
        + 'author: Odalys Quint\naccessed: "2031-03-05"\narchives:\n  - https://archive.test/2031/x\n'
        + CAPTURE
    )
    assert complete(completed, FIELDS) == completed


def test_a_document_without_a_last_line_end_gets_one() -> None:
    """Also with the ends of lines of another system."""
    assert complete("note: x", FIELDS).startswith("note: x\ntitle: ")
    other = complete("note: x\r\ntitle: y", FIELDS)
    assert other.startswith("note: x\r\ntitle: y\r\npublisher: The Brindleford Lantern\r\n")
    assert other.count("\n") == other.count("\r\n")


def test_a_document_of_comments_is_completed() -> None:
    """It holds no field yet."""
    assert complete("# mine\n", FIELDS).startswith("# mine\ntitle: ")


@pytest.mark.parametrize(
    "old",
    [
        "capture:\n  how: warc\n  # inside\n\n  words: 1\n",
        "capture: {how: warc,\n words: 1\n}\n",
        "capture:\n",
        "capture: unknown",
    ],
)
@pytest.mark.parametrize("after", ["", "\n\n# after it\nnote: >\n  mine\n", "# only a comment\n"])
def test_a_capture_block_is_replaced_in_its_place(old: str, after: str) -> None:
    """Whatever it held; comments and empty lines after it stay."""
    rest = NEW[NEW.index("title:") : NEW.index("# How")]
    if after and not old.endswith("\n"):
        old += "\n"
    assert complete(f"{rest}{old}{after}", FIELDS) == f"{rest}{CAPTURE}{after}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("archives: []", 'archives: ["https://archive.test/2031/x"]'),
        ("archives: [ ]  # none", 'archives: ["https://archive.test/2031/x" ]  # none'),
        ("archives: [https://a.test/1]", 'archives: [https://a.test/1, "https://archive.test/2031/x"]'),
        ("archives: [https://archive.test/2031/x]", "archives: [https://archive.test/2031/x]"),
        ("archives:\n- https://a.test/1  # old", "archives:\n- https://a.test/1  # old\n- https://archive.test/2031/x"),
        ("archives:\n    - https://a.test/1", "archives:\n    - https://a.test/1\n    - https://archive.test/2031/x"),
    ],
)
def test_an_archived_copy_joins_the_others(old: str, new: str) -> None:
    """In the list's own style, once."""
    rest = NEW.replace("archives:\n  - https://archive.test/2031/x", "{}")
    assert complete(rest.format(old), FIELDS) == rest.format(new)


@pytest.mark.parametrize(
    ("existing", "message"),
    [
        ("a: [", "isn't readable YAML (while parsing a flow node)"),
        ("a: 1\n---\nb: 2\n", "isn't readable YAML (expected a single document in the stream)"),
        ("[" * 1_200, "isn't readable YAML (maximum recursion depth exceeded"),
        ("- a", "isn't one field a line, starting at the line's first column"),
        ("{a: 1}", "isn't one field a line, starting at the line's first column"),
        ("  a: 1", "isn't one field a line, starting at the line's first column"),
        ("a: 1\n...\n", "ends with the line `...`"),
        ("archives: none", "has `archives` that isn't a list"),
        ("a: 1\ncapture: &x {}\nb: *x", "isn't readable YAML (found undefined alias 'x')"),
        ("a: |+\n  text", "is written in a way that can't be completed without changing it"),
    ],
)
def test_a_document_that_can_not_be_completed_is_left_alone(existing: str, message: str) -> None:
    """Nothing is guessed about where to write."""
    assert fault(existing).startswith(f"the source document {message}")


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Zl", "Zp", "Cf"])
    | st.sampled_from("\n\t:#-?'\"{}[]|>&*!%@`, ")
)
HOSTILE = st.sampled_from(
    ["no", "Yes", "y", "null", "~", "1.10", "0x1F", "12:30", "2031-03-04", "1e5", ".inf", "=", "<<", "- a", "a: b",
     "a #b", "OFF", "a:", " a", "a ", "", "'", '"', "\\", "a\nb", "\n", "# a",
     "👩‍👩‍👧 🏴", "é", "---", "...", "null ", "%a", "@a", "a\tb", "{a}"]
)  # fmt: skip


@settings(max_examples=40)
@given(TEXTS | HOSTILE)
@example("a: b")
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    """By readers of YAML 1.1, in a document that is made, completed, or captured again."""
    assert yaml.safe_load(f"title: {scalar(text)}\nnext: x\n") == {"title": text, "next": "x"}
    assert yaml.load(f"- {scalar(text)}", Loader=yaml.CSafeLoader) == [text]
    made = complete(None, FIELDS | {"title": text, "archives": [text]})
    assert yaml.safe_load(made)["title"] == text
    assert yaml.safe_load(made)["archives"] == [text]
    assert yaml.safe_load(complete("note: x", FIELDS | {"title": text}))["title"] == text
    assert complete(made, FIELDS | {"archives": [text]}) == made


@pytest.mark.parametrize("character", "\x00\x07\r\x1b\x7f\x85\u2028\u2029\u202e\u2066\ufeff\ufffe\ud800\U000e0041")
def test_characters_no_file_may_hold_are_refused(character: str) -> None:
    """Controls, unseen line ends, changes of direction, halves of characters, tags."""
    with pytest.raises(CaptureError) as caught:
        complete("note: x", FIELDS | {"title": f"a{character}b"})
    assert str(caught.value).endswith(f" holds the character U+{ord(character):04X}, which no file of claims may hold")
