"""What published claims stand on, under review: documents they quote, the scale, the rest of what their pages show."""

from pathlib import Path

import pytest
from conftest import put
from test_review import (
    BOOK,
    CORRECTION,
    ENTRY,
    FILES,
    GAZETTE,
    KITES,
    PUBLICATION,
    QUOTED,
    RAIN,
    UNSAID,
    Repository,
    new_repository,
    problems,
)

MORE = """\
  - date: 2025-07-01
    kind: update
    what: Its source is another one; it was Example Gazette.
    why: We had mixed them up.
"""
CAPTURE = f"""\
capture:
  captured: 2025-05-30T10:00:00Z
  from: https://office.example/book
  how: http
  received_sha256: {"a" * 64}
  words: 100
  root: {"b" * 64}
"""
TAKEN = "was published as '2025-05-30T10:00:00Z'"
INLINE = """\
  - source:
      title: A sky
      publisher: Example Wire
      url: https://wire.example/kites
      published: 2025-05
    stance: context
    quote: a windy day
"""


@pytest.fixture
def published(tmp_path: Path) -> Repository:
    """The publication on main: a claim has an image, a short form, and a source that it describes itself."""
    made = new_repository(tmp_path / "publication")
    put(made.root, FILES)
    made.edit(KITES, ("notes: |", f"{INLINE}media: {{kind: image, rating: staged}}\nshort: 6,000 kites flew\nnotes: |"))
    made.edit(BOOK, ("copied: {by: A. Clerk, on: 2025-05-30}\n", CAPTURE))
    made.edit(GAZETTE, ("title: A sky full of kites", "title: A sky full of kites\nauthor: unknown"))
    made.commit()
    return made


def amend(published: Repository, path: str, old: str, new: str) -> list[str]:
    """What the guard says of this edit."""
    published.edit(path, (old, new))
    return problems(published.review())


# The claim's own page


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("short: 6,000 kites flew", "short: 60 kites flew", "23:8: short: was published as '6,000 kites flew'"),
        ("short: 6,000 kites flew\n", "", "1:1: short: was published with '6,000 kites flew'"),
        ("rating: staged", "rating: original", "22:30: media.rating: was published as 'staged'"),
        ("media: {kind: image, rating: staged}\n", "", "1:1: media: was published with 'kind: image; rating: staged'"),
        ("Example Wire", "Sample Wire", "17:18: sources[2].source.publisher: was published as 'Example Wire'"),
        ("A sky\n", "A cloud\n", "16:14: sources[2].source.title: was published as 'A sky'"),
        (
            "wire.example/kites",
            "sample.example",
            "18:12: sources[2].source.url: was published as 'https://wire.example/kites'",
        ),
        (
            "published: 2025-05\n",
            "published: 2025-04\n",
            "19:18: sources[2].source.published: was published as '2025-05'",
        ),
    ],
)
def test_what_a_claim_says_is_guarded(published: Repository, old: str, new: str, said: str) -> None:
    """Its short form on cards, an image's rating, and the document it describes itself."""
    assert amend(published, KITES, old, new) == [f"{KITES}:{said}, {UNSAID}"]
    published.append(KITES, CORRECTION)
    assert published.review().exit_code == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("published: 2025-05\n", "published: 2025-05-11\n"),
        ("      publisher: Example Wire\n", "      publisher: Example Wire\n      author: A. Flyer\n"),
        ("rating: staged", "rating: staged, url: https://wire.example/photo"),
    ],
)
def test_a_claims_own_source_may_be_better_known(published: Repository, old: str, new: str) -> None:
    """A date made exact and an author that was missing need no correction."""
    assert amend(published, KITES, old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("verdict: incorrect", "verdict: mixed", "5:10: verdict: was published as 'incorrect'"),
        ("In error.", "On request.", "29:39: withdrawn.reason: was published as 'In error.'"),
        ("2025-07-02", "2025-07-03", "29:19: withdrawn.date: was published as '2025-07-02'"),
    ],
)
def test_a_withdrawn_claim_is_guarded_too(published: Repository, old: str, new: str, said: str) -> None:
    """Its page stays, with the verdict, and says when and why."""
    published.append(KITES, "withdrawn: {date: 2025-07-02, reason: In error.}\n")
    published.commit()
    assert amend(published, KITES, old, new) == [f"{KITES}:{said}, {UNSAID}"]
    published.append(KITES, CORRECTION)
    assert published.review().exit_code == 0


def test_a_correction_is_not_dated_back(published: Repository) -> None:
    """A new one can't be slipped in before those that readers have read; the same day will do."""
    published.edit(RAIN, ("verdict: correct", "verdict: mixed"))
    published.append(RAIN, MORE.replace("2025-07-01", "2025-06-09"))
    assert problems(published.review()) == [
        f"{RAIN}:21:5: corrections[1]: is before the day of a correction that was published already; "
        "give it the day on which it goes out [backdated-correction]"
    ]
    published.edit(RAIN, ("2025-06-09", "2025-06-10"))
    assert published.review().exit_code == 0


AHEAD = "  - {date: 2062-11-26, what: The book has a second page., why: It was stuck to the first.}\n"
REDATED = AHEAD.replace("2062", "2025")


def said_ahead(day: str) -> str:
    """What is said of an entry with this day at the end of the claim on rain."""
    return (
        f"{RAIN}:21:5: corrections[1]: has the day {day}, which is still to come; "
        "give it the day on which it goes out [postdated-correction]"
    )


def test_a_correction_has_no_day_that_is_still_to_come(published: Repository) -> None:
    """Most often it is a slip; today will do."""
    published.append(RAIN, AHEAD.replace("2062-11-26", "2025-11-27"))
    assert problems(published.review("--today", "2025-11-26")) == [said_ahead("2025-11-27")]
    assert published.review("--today", "2025-11-27").exit_code == 0


def test_a_day_that_was_still_to_come_is_put_right(published: Repository) -> None:
    """It needs no entry, isn't one, and keeps no other from coming after it."""
    published.append(RAIN, AHEAD)
    published.commit()
    published.append(RAIN, MORE)
    published.edit(RAIN, ("verdict: correct", "verdict: mixed"))
    assert problems(published.review()) == []  # with what is published as it is
    published.commit()
    published.edit(RAIN, (AHEAD, REDATED))
    assert problems(published.review()) == []
    published.edit(RAIN, ("verdict: mixed", "verdict: correct"))
    assert [line.rpartition(" ")[2] for line in problems(published.review())] == ["[silent-edit]"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (AHEAD, REDATED.replace("second", "third")),
        (AHEAD, ""),
        (AHEAD, AHEAD.replace("2062", "2061")),
        ("date: 2025-06-10", "date: 2025-06-11"),
    ],
)
def test_only_a_day_still_to_come_is_put_right(published: Repository, old: str, new: str) -> None:
    """What the entry says stays, and so does a day that has come."""
    published.append(RAIN, AHEAD)
    published.commit()
    made = amend(published, RAIN, old, new)
    assert [line.rpartition(" ")[2] for line in made] == ["[edited-correction]"]


# Source documents


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (GAZETTE, "A sky full of kites", "A sky without", "1:8: title: was published as 'A sky full of kites'"),
        (GAZETTE, "Example Gazette", "Sample Gazette", "3:12: publisher: was published as 'Example Gazette'"),
        (
            GAZETTE,
            "gazette.example/kites",
            "gazette.example/sky",
            "4:6: url: was published as 'https://gazette.example/kites'",
        ),
        (GAZETTE, "2025-05-12", "unknown", "5:12: published: was published as '2025-05-12'"),
        (
            BOOK,
            CAPTURE,
            "copied: {by: A. Clerk, on: 2025-05-30}\n",
            "1:1: capture: was published with the capture that proves its quotations",
        ),
        (BOOK, "b" * 64, "c" * 64, f"12:9: capture.root: was published as '{'b' * 64}'"),
        (BOOK, "captured: 2025-05-30T10", "captured: 2025-05-30T09", f"7:13: capture.captured: {TAKEN}"),
        (BOOK, "captured: 2025-05-30T10:00:00Z", "captured: 2025-05-30", f"7:13: capture.captured: {TAKEN}"),
        (BOOK, "captured: 2025-05-30T10:00:00Z", "captured: unknown", f"7:13: capture.captured: {TAKEN}"),
    ],
)
def test_a_quoted_document_stays_the_same(published: Repository, path: str, old: str, new: str, said: str) -> None:
    """Its quotations would come from somewhere else, or not be proved any more, on pages that nobody touched."""
    assert amend(published, path, old, new) == [f"{path}:{said}; {QUOTED} [changed-source]"]
    published.append(KITES, CORRECTION)
    assert problems(published.review()) == [f"{path}:{said}; {QUOTED.replace('kites-counted, ', '')} [changed-source]"]
    published.append(RAIN, MORE)
    assert published.review().exit_code == 0


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (GAZETTE, "author: unknown", "author: A. Flyer"),
        (GAZETTE, "copied:", "archives: [https://archive.example/kites]\ncopied:"),
        (GAZETTE, "A sky full of kites", '"A sky  full of\u00a0kites"'),
        (BOOK, "2025-05\n", "2025-05-13\n"),
        (BOOK, "captured: 2025-05-30T10:00:00Z\n  from: ", "captured: 2025-06-02T10:00:00Z\n  from: http://m."),
        (BOOK, "a" * 64, "c" * 64),
        (GAZETTE, "copied: {by: A. Clerk, on: 2025-05-30}\n", CAPTURE),
    ],
)
def test_a_quoted_document_may_be_better_known(published: Repository, path: str, old: str, new: str) -> None:
    """What was missing, a day made exact, an archived copy, typography, a capture taken again of the same words."""
    assert amend(published, path, old, new) == []


def test_what_was_unknown_of_a_document_may_be_told(published: Repository) -> None:
    """`unknown` was never an answer that readers were given."""
    published.edit(GAZETTE, ("publisher: Example Gazette", "publisher: unknown"), ("2025-05-12", "unknown"))
    published.commit()
    published.edit(GAZETTE, ("publisher: unknown", "publisher: Example Gazette"))
    assert amend(published, GAZETTE, "published: unknown", "published: 2025-05-12") == []


def test_a_document_that_nobody_quotes_may_change(published: Repository) -> None:
    """A claim that is new, or only a draft, was published with nothing."""
    put(published.root, {"claims/sources/other.yml": FILES[GAZETTE].replace("kites", "rain")})
    published.commit()
    assert amend(published, "claims/sources/other.yml", "Example Gazette", "Sample Gazette") == []


def test_a_renamed_document_is_still_quoted(published: Repository) -> None:
    """Another name is no way around: the claims are those that quoted it under the old one, and may be renamed too."""
    published.move(GAZETTE, "claims/sources/gazette.yml")
    published.append("claims/sources/gazette.yml", "former_ids: [gazette-fair]\n")
    published.edit("claims/sources/gazette.yml", ("publisher: Example Gazette", "publisher: Sample Gazette"))
    published.move(KITES, "claims/fair/kites.yml")
    published.append("claims/fair/kites.yml", f"former_ids: [kites-counted]\n{CORRECTION}")
    said = "3:12: publisher: was published as 'Example Gazette'"
    assert problems(published.review("--base", "HEAD")) == [
        f"claims/sources/gazette.yml:{said}; {QUOTED.replace('kites-counted, ', '')} [changed-source]"
    ]


def test_a_claim_that_is_gone_is_told_once(published: Repository) -> None:
    """A claim that was deleted isn't asked for a correction besides."""
    (published.root / KITES).unlink()
    published.edit(RAIN, ("claimed: unknown", "claimed: last week"))
    made = amend(published, GAZETTE, "Example Gazette", "Sample Gazette")
    assert [line.rpartition(" ")[2] for line in made] == ["[deleted-claim]", "[not-compared]"]


WIRE = "claims/sources/wire.yml"
WIRED = """\
title: A sky
publisher: Example Wire
url: https://wire.example/kites
published: 2025-05
copied: {by: A. Clerk, on: 2025-05-30}
"""
BY_ID = "wire-example-32e13659"


@pytest.mark.parametrize(
    ("old", "new", "field", "was"),
    [
        ("title: A sky", "title: A cloud", "title", "A sky"),
        ("publisher: Example Wire", "publisher: Sample Wire", "publisher", "Example Wire"),
        ("published: 2025-05", "published: 2024-05", "published", "2025-05"),
        ("published: 2025-05", "published: unknown", "published", "2025-05"),
    ],
)
def test_a_described_source_that_gets_a_file_stays_the_same(
    published: Repository, old: str, new: str, field: str, was: str
) -> None:
    """It is known by its address; the file says the same of it, or the source was changed."""
    put(published.root, {WIRE: WIRED})
    described = INLINE[: INLINE.index("    stance")]
    assert amend(published, KITES, described, "  - source: wire\n") == []
    said = [f"{KITES}:15:13: sources[2].source.{field}: was published as '{was}', {UNSAID}"]
    assert amend(published, WIRE, old, new) == said
    published.edit(KITES, ("  - source: wire\n", described))
    published.edit(KITES, (f"      {old}\n", f"      {new}\n"))  # the claim may still describe it, as the file does
    assert [line.partition(": ")[2] for line in problems(published.review())] == [said[0].partition(": ")[2]]


def described_in_appearances(published: Repository, described: str) -> None:
    """Let the claim on kites describe a document among its appearances, and both claims quote it by its id."""
    piece = f"  - source: {BY_ID}\n    stance: context\n    quote: a windy day\n"
    published.edit(KITES, ("appearances: [gazette-fair]", f"appearances:\n  - {described}"), (INLINE, piece))
    published.edit(RAIN, ("topics:", f"{piece}topics:"))
    published.commit()


DESCRIBED = "{title: A sky, publisher: Example Wire, url: https://wire.example/kites, published: 2025-05}"


def test_a_document_described_among_the_appearances_stays_the_same(published: Repository) -> None:
    """Evidence quotes it by its id, in other claims too, and each of these pages says what it is."""
    described_in_appearances(published, DESCRIBED)
    said = f"sources[2].source.publisher: was published as 'Example Wire', {UNSAID}"
    assert amend(published, KITES, "Example Wire", "Sample Wire") == [f"{KITES}:16:13: {said}", f"{RAIN}:14:13: {said}"]
    published.append(KITES, CORRECTION)
    assert problems(published.review()) == [f"{RAIN}:14:13: {said}"]
    published.append(RAIN, MORE)
    assert published.review().exit_code == 0


def test_a_document_described_among_the_appearances_may_get_a_file(published: Repository) -> None:
    """With the same said of it, it is the same document under another id; with something else, another one."""
    described_in_appearances(published, DESCRIBED)
    published.edit(KITES, (f"  - {DESCRIBED}", "  - wire"), (f"source: {BY_ID}", "source: wire"))
    published.edit(RAIN, (f"source: {BY_ID}", "source: wire"))
    put(published.root, {WIRE: WIRED.replace("2025-05\n", "2025-05-11\n")})
    assert problems(published.review("--base", "HEAD")) == []
    published.edit(WIRE, ("2025-05-11", "2024-05-11"))
    assert [line.partition(": was ")[0] for line in problems(published.review("--base", "HEAD"))] == [
        f"{KITES}:16:13: sources[2].source.published",
        f"{RAIN}:14:13: sources[2].source.published",
    ]


def test_a_document_is_not_taken_in_by_another(published: Repository) -> None:
    """A file that takes another's place, address and former id says the same, or the quotation is from another one."""
    blog = "claims/sources/blog.yml"
    other = FILES[GAZETTE].replace("gazette.example/kites", "blog.example/post")
    put(published.root, {blog: other.replace("Example Gazette", "Sample Blog").replace("2025-05-12", "2020-01-01")})
    published.commit()
    (published.root / GAZETTE).unlink()
    published.edit(blog, ("blog.example/post", "gazette.example/kites"))
    published.append(blog, "former_ids: [gazette-fair]\n")
    for path in (KITES, RAIN):
        text = (published.root / path).read_text("utf-8")
        (published.root / path).write_text(text.replace("gazette-fair", "blog"), "utf-8")
    said = [
        f"sources[0].source.publisher: was published as 'Example Gazette', {UNSAID}",
        f"sources[0].source.published: was published as '2025-05-12', {UNSAID}",
    ]
    made = problems(published.review("--base", "HEAD"))
    assert sorted(line.partition(": ")[2] for line in made) == sorted(said * 2)
    published.edit(blog, ("Sample Blog", "Example Gazette"), ("2020-01-01", "2025-05-12"))
    assert problems(published.review("--base", "HEAD")) == []


def test_a_claim_that_describes_a_document_with_a_file_quotes_that(published: Repository) -> None:
    """The proof of its quotation is the file's."""
    described = "{title: The book of the fair, publisher: Fair Office of Port Example, url: https://office.example/book"
    published.edit(KITES, ("  - source: fair-book", f"  - source: {described}, kind: report, published: 2025-05}}"))
    published.commit()
    made = amend(published, BOOK, CAPTURE, "copied: {by: A. Clerk, on: 2025-05-30}\n")
    assert [line.rpartition(": ")[2] for line in made] == ["kites-counted, rain-stopped [changed-source]"]


# The scale


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("label: Incorrect", "label: Correct as stated", "label: was published as 'Incorrect'"),
        ("contradicts it.", "contradicts it a little.", "meaning: was published as 'The evidence contradicts it.'"),
        ("rating: 1", "rating: 5", "rating: was published as '1'"),
        (", rating: 1", "", "rating: was published with '1'"),
    ],
)
def test_the_words_of_a_verdict_stay(published: Repository, old: str, new: str, said: str) -> None:
    """They stand on the page of each claim that has it, withdrawn ones too; a correction in each lets them change."""
    published.append(KITES, "withdrawn: {date: 2025-07-02, reason: In error.}\n")
    published.commit()
    (made,) = amend(published, PUBLICATION, old, new)
    what = "put it back and add what is meant now as a verdict of its own"
    assert made.partition(": verdicts.incorrect.")[2] == (
        f"{said}; {what}, or add {ENTRY} to corrections in each claim that has it and has no new entry: "
        "kites-counted [changed-verdict]"
    )
    published.append(KITES, CORRECTION)
    assert published.review().exit_code == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("contradicts it.", 'contradicts  it."'),
        ("colour: red, icon: cross", "colour: orange, icon: tilde"),
        ("label: Mixed", "label: Half"),
    ],
)
def test_the_rest_of_the_scale_is_free(published: Repository, old: str, new: str) -> None:
    """Typography, colour and icon, and words of a verdict that no published claim has."""
    published.edit(PUBLICATION, ("meaning: The evidence contradicts it.", 'meaning: "The evidence contradicts it."'))
    published.edit(
        PUBLICATION,
        ('it."', "it.") if new.endswith('"') else ('"The evidence contradicts it."', "The evidence contradicts it."),
    )
    assert amend(published, PUBLICATION, old, new) == []


def test_a_verdict_gets_a_rating_openly(published: Repository) -> None:
    """A verdict off the scale isn't put on it in silence."""
    published.edit(PUBLICATION, (", rating: 1", ""))
    published.commit()
    (made,) = amend(published, PUBLICATION, "contradicts it.", "contradicts it., rating: 2")
    assert "verdicts.incorrect.rating: was published without one; put it back" in made


def test_many_claims_are_counted(published: Repository) -> None:
    """Ten are named, the others counted."""
    put(published.root, {f"claims/fair/rain-{n:02}.yml": FILES[RAIN].replace("day", f"day, {n}") for n in range(12)})
    published.commit()
    (made,) = amend(published, PUBLICATION, "label: Correct", "label: True")
    assert "has no new entry: rain-00, rain-01, rain-02, rain-03, rain-04, " in made
    assert made.endswith("rain-09 and 3 more [changed-verdict]")
