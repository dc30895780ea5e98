"""`attested capture`: what it writes, what it leaves alone, and how a person sets an article's boundaries."""

import hashlib
import multiprocessing
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from attest_project import (
    ARTICLE,
    COMMENTS,
    END,
    HEADLINES,
    LETTER,
    SAVED,
    START,
    TITLE,
    check,
    dunmoor,
    line_of,
    page,
    run,
)
from conftest import contents, put

from generator.capture import apart
from generator.quotation.tree import commit
from generator.quotation.words import words

EXTRACTOR = f"trafilatura {version('trafilatura')}"
WHOLE = [TITLE, *ARTICLE, *COMMENTS, *HEADLINES]
DOCUMENT = "claims/sources/courier-clock.yml"
HEAD = """\
# yaml-language-server: $schema=../../docs/schema/source.json
# A source document. Capturing filled in what the page states; where it states nothing, `unknown` is an honest answer.
# Put right what is wrong. Where they apply, add: date_note, interest, republishes, translated_from, note.
"""
CAPTURE_HEAD = "# How it was captured. The quotations' proofs rest on this; capture again instead of editing it.\n"
SAVED_FROM = ("--url", "https://courier.example/clock", "--captured", "2024-06-01T08:00:00Z")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The Dunmoor project, nothing captured."""
    return dunmoor(tmp_path / "project")


def count(lines: list[str]) -> int:
    """How many words these lines have."""
    return len(words("\n".join(lines)))


def scalar(digest: str) -> str:
    """A hash as the program writes it: in quotation marks where YAML could take it for a number."""
    return digest if digest[0].isalpha() else f'"{digest}"'


def block(received: bytes, article: list[str], captured: str = "unknown", whole: list[str] = WHOLE) -> str:
    """The block that a capture adds, for an article cut in one run from the lines of a whole page."""
    first = count(whole[: whole.index(article[0])]) + 1
    kept = f"  kept: [[{first}, {first + count(article) - 1}]]\n"
    return f"""\
capture:
  captured: {captured}
  from: page.html
  how: html-file
  received_sha256: {scalar(hashlib.sha256(received).hexdigest())}
  extractor: {EXTRACTOR}
{kept}\
  extracted_words: {count(whole)}
  words: {count(article)}
  root: {scalar(commit(words(chr(10).join(article))).root)}
"""


def editor(root: Path, change: str) -> str:
    """An editor that runs this Python on the file's lines, a list called `lines`, and saves them."""
    script = root / "editor.py"
    script.write_text(
        "import sys, pathlib\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "lines = file.read_text('utf-8').splitlines()\n"
        f"{change}\n"
        "file.write_text('\\n'.join(lines) + '\\n', 'utf-8')\n",
        "utf-8",
    )
    return f"{sys.executable} {script}"


def capture(root: Path, *arguments: object, **env: str) -> tuple[int, str]:
    """Capture the saved page as courier-clock: exit code, and what was said."""
    done = run(root, "capture", root / "saved/page.html", "--id", "courier-clock", *arguments, **env)
    assert done.stdout == ""
    return done.exit_code, done.stderr


def told(root: Path, size: int, name: str = "page.html", document: str = DOCUMENT) -> str:
    """What is said of a capture that worked."""
    return (
        f"{size} words of {name}; look through {root / document}, then quote and run: attested attest --root {root}\n"
    )


def test_a_saved_page_is_described_by_what_it_states(root: Path) -> None:
    """The source document holds the page's own facts, what the person said, and the commitment."""
    cut = ("--kind", "article", "--start", START, "--end", END)
    assert capture(root, *SAVED_FROM, *cut) == (0, told(root, count(ARTICLE)))
    assert (root / DOCUMENT).read_text("utf-8") == (
        HEAD + f'title: {TITLE}\npublisher: The Dunmoor Courier\nurl: https://courier.example/clock\nkind: article\n'
        'language: en\nauthor: Perpetua Vane\npublished: 2024-05-06\naccessed: 2024-06-01\narchives: []\n'
        + CAPTURE_HEAD
        + block(SAVED, ARTICLE, captured='"2024-06-01T08:00:00Z"')
    )  # fmt: skip


def test_what_a_page_does_not_state_is_unknown(root: Path) -> None:
    """No title, name, date, address or language is invented; the kind is left to the person."""
    bare = "<html><body><main>" + "".join(f"<p>{line}</p>" for line in ARTICLE) + "</main></body></html>"
    put(root, {"saved/page.html": bare})
    assert capture(root) == (0, told(root, count(ARTICLE)))
    assert (root / DOCUMENT).read_text("utf-8") == (
        HEAD + "title: unknown\npublisher: unknown\nurl: unknown\n"
        "# kind: article, statement, report, law, dataset, post, video, image, audio, book or other; say which\n"
        "language: und\nauthor: unknown\npublished: unknown\naccessed: unknown\narchives: []\n"
        + CAPTURE_HEAD
        + "capture:\n  captured: unknown\n  from: page.html\n  how: html-file\n"
        f"  received_sha256: {scalar(hashlib.sha256(bare.encode()).hexdigest())}\n  extractor: {EXTRACTOR}\n"
        f"  extracted_words: {count(ARTICLE)}\n  words: {count(ARTICLE)}\n"
        f"  root: {scalar(commit(words(' '.join(ARTICLE))).root)}\n"
    )


def test_a_plain_text_is_taken_as_it_is(root: Path) -> None:
    """Every word of it is the document's, nothing was extracted by a program."""
    done = run(root, "capture", root / "saved/letter.txt", "--id", "guild-letter")
    name = "claims/sources/guild-letter.yml"
    assert (done.exit_code, done.stderr) == (0, told(root, count([LETTER]), "letter.txt", name))
    assert (
        (root / name)
        .read_text("utf-8")
        .endswith(
            "capture:\n  captured: unknown\n  from: letter.txt\n  how: text-file\n"
            f"  received_sha256: {scalar(hashlib.sha256(LETTER.encode()).hexdigest())}\n"
            f'  extractor: "none"\n  extracted_words: {count([LETTER])}\n  words: {count([LETTER])}\n'
            f"  root: {scalar(commit(words(LETTER)).root)}\n"
        )
    )


def test_the_captured_bytes_are_kept_for_the_owner_alone(root: Path) -> None:
    """The private folder holds the page as received, the article as cut, and tells Git to ignore it all."""
    capture(root, "--start", START, "--end", END)
    kept = root / "captures/courier-clock"
    assert (kept / "article.txt").read_text("utf-8") == "\n".join(ARTICLE)
    assert len(list(kept.glob("*.warc.gz"))) == 1
    assert {path.stat().st_mode & 0o777 for path in kept.iterdir()} == {0o600}
    assert (root / "captures/.gitignore").read_text("utf-8").splitlines()[-1] == "*"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--start", "The heron council"),
            "the start 'The heron council' isn't in the extracted text; copy it from there [cut]",
        ),
        (
            ("--end", "The clock will be carried by hand"),
            "the end 'The clock will be carried by hand' stands in 2 places; give more of its words [cut]",
        ),
        (
            ("--start", "More from the Courier: Causeway", "--end", END),
            f"the end '{END}' isn't in the extracted text; copy it from there [cut]",
        ),
    ],
    ids=["absent", "twice", "end before start"],
)
def test_a_boundary_that_is_not_one_place_is_refused(root: Path, arguments: tuple[str, ...], message: str) -> None:
    """The words of a boundary stand once; otherwise nothing is written."""
    assert capture(root, *arguments) == (2, f"attested capture: {message}\n")
    assert not (root / DOCUMENT).exists()
    assert not (root / "captures").exists()


def test_an_editor_cuts_as_the_options_do(root: Path) -> None:
    """Deleting title, comments and headlines in the editor leaves the same article and the same record of the cut."""
    drop = "lines = [x for x in lines if 'wrote: ' not in x and 'More from' not in x and 'Owl clock to' not in x]"
    assert capture(root, *SAVED_FROM, "--edit", VISUAL=editor(root, drop)) == (0, told(root, count(ARTICLE)))
    edited = (root / DOCUMENT).read_bytes()
    assert block(SAVED, ARTICLE, captured='"2024-06-01T08:00:00Z"').encode() in edited
    (root / DOCUMENT).unlink()
    capture(root, *SAVED_FROM, "--start", START, "--end", END)
    assert (root / DOCUMENT).read_bytes() == edited


def test_a_cut_in_the_middle_is_recorded(root: Path) -> None:
    """Each run of words that stays is named, so that whoever has the page cuts the same article."""
    middle = "lines = [x for x in lines if 'plum jam. ' not in x and 'wrote: ' not in x and 'More from' not in x]"
    assert capture(root, "--edit", VISUAL=editor(root, middle))[0] == 0
    first, gap = count([TITLE, *ARTICLE[:2]]), count(ARTICLE[2:3])
    last = count([TITLE, *ARTICLE])
    assert f"  kept: [[1, {first}], [{first + gap + 1}, {last}]]\n" in (root / DOCUMENT).read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            "lines[5] = lines[5].replace('412', '421')",
            "you changed words at line 6; only deleting whole lines is possible [cut]",
        ),
        (
            "lines[5] = lines[5].replace('nobody wound', 'nobody ever wound')",
            "you changed words at line 6; only deleting whole lines is possible [cut]",
        ),
        (
            "lines.insert(6, 'A line of my own.')",
            "you changed words at line 7; only deleting whole lines is possible [cut]",
        ),
        ("del lines[3:]", "nothing is left of the article; keep the lines that belong to it [cut]"),
    ],
    ids=["digit", "added word", "added line", "nothing left"],
)
def test_an_editor_that_changes_words_is_refused(root: Path, change: str, message: str) -> None:
    """The error names the line as the editor counts it, and nothing is written."""
    assert capture(root, "--edit", VISUAL=editor(root, change)) == (2, f"attested capture: {message}\n")
    assert not (root / DOCUMENT).exists()
    assert not (root / "captures").exists()


@pytest.mark.parametrize("change", ["sys.exit()", "pass"], ids=["closed", "saved"])
def test_an_editor_left_without_a_change_keeps_all(root: Path, change: str) -> None:
    """The whole extracted text is the article then, comments included; whether the file was saved or not."""
    assert capture(root, "--edit", VISUAL=editor(root, change)) == (0, told(root, count(WHOLE)))
    assert f"  words: {count(WHOLE)}\n" in (root / DOCUMENT).read_text("utf-8")
    assert (root / "captures/courier-clock/article.txt").read_text("utf-8") == "\n".join(WHOLE)


def test_the_editor_and_the_options_exclude_each_other(root: Path) -> None:
    """One way to set the boundaries at a time."""
    code, said = capture(root, "--edit", "--start", START)
    assert (code, said.splitlines()[-1]) == (2, "Error: give --edit or --start and --end, not both")


PLAIN = (
    "title: unknown\npublisher: Courier\nurl: unknown\nkind: article\nlanguage: en\nauthor: unknown\n"
    "published: 2024-05-06\naccessed: unknown\narchives: []\n"
)
ODD = (
    "# By hand.\n\ntitle:   'The clock'   # as on paper\npublisher: \"Courier\"\nurl: unknown\nkind: post\n"
    "language: en\nauthor: >-\n  P.\n  Vane\npublished: 2024\naccessed: unknown\narchives:\n  - https://a.example/1\n"
    "note: |\n  Two lines:\n\n  kept.\n# The end.\n"
)
BEFORE = {"plain": PLAIN, "odd": ODD, "no line end": PLAIN[:-1], "Windows": ODD.replace("\n", "\r\n")}


@pytest.mark.parametrize("name", BEFORE)
def test_what_stands_in_the_document_stays_byte_for_byte(root: Path, name: str) -> None:
    """A capture adds its block at the end, with the file's own line ends, and changes but the unknown address."""
    before = BEFORE[name]
    put(root, {DOCUMENT: before})
    assert capture(root, *SAVED_FROM, "--kind", "article", "--start", START, "--end", END)[0] == 0
    added = ("" if before.endswith("\n") else "\n") + block(SAVED, ARTICLE, captured='"2024-06-01T08:00:00Z"')
    added = added.replace("\n", "\r\n") if "\r\n" in before else added
    before = before.replace("url: unknown", "url: https://courier.example/clock")
    assert (root / DOCUMENT).read_bytes() == (before + added).encode()


def test_what_is_written_is_in_canonical_form(root: Path) -> None:
    """A new file is, and one that was stays so, whatever is added to it."""
    capture(root, "--start", START, "--end", END)
    tidied = run(root, "tidy", "--check", root / DOCUMENT)
    assert (tidied.exit_code, tidied.stdout) == (0, "No problems.\n")
    put(root, {DOCUMENT: "title: The clock\npublisher: Courier\nurl: unknown\npublished: 2024\nnote: A clock.\n"})
    capture(root, "--start", START, "--end", END)
    tidied = run(root, "tidy", "--check", root / DOCUMENT)
    assert (tidied.exit_code, tidied.stdout) == (0, "No problems.\n")


def test_what_only_tells_by_which_link_one_came_is_left_out(root: Path) -> None:
    """So the same page has one address, whoever shared it."""
    code, said = capture(root, "--url", "https://courier.example/clock?id=4&UTM_Source=post&fbclid=x#top")
    assert (code, said.splitlines()[0]) == (
        0,
        "note: of https://courier.example/clock?id=4&UTM_Source=post&fbclid=x#top the part is left out that only tells "
        "by which link one came there",
    )
    assert "url: https://courier.example/clock?id=4#top\n" in (root / DOCUMENT).read_text("utf-8")


OTHER = "<html lang=en><title>Jam</title><body><main><p>Plum jam was sold at the old cannery to forty people.</main>"
OUT = "give this one an --id of its own, or add --again where it is the same document after all [another-document]\n"


def test_another_address_under_an_id_that_is_taken_is_refused(root: Path) -> None:
    """Its root would take the place of the other's, and the private text with it."""
    capture(root, *SAVED_FROM, "--start", START, "--end", END)
    put(root, {"saved/page.html": OTHER})
    before = contents(root)
    code, said = capture(root, "--url", "https://courier.example/jam")
    assert (code, said) == (
        2,
        f"attested capture: {DOCUMENT} describes 'Owl clock to move to the mill', which is at"
        f" 'https://courier.example/clock' and not at 'https://courier.example/jam'; {OUT}",
    )
    assert contents(root) == before
    assert capture(root, "--url", "https://courier.example/jam", "--again")[0] == 0
    assert "url: https://courier.example/clock\n" in (root / DOCUMENT).read_text("utf-8")


@pytest.mark.parametrize(
    "url", ["http://www.courier.example/clock/?utm_source=post#top", "https://web.example/2024/{}"]
)
def test_the_same_page_at_an_address_written_otherwise_is_captured(root: Path, url: str) -> None:
    """Whether by another link, or as an archive has it; the article may be quite another by now."""
    capture(root, *SAVED_FROM)
    put(root, {"saved/page.html": OTHER})
    assert capture(root, "--url", url.format("https://courier.example/clock"))[0] == 0


def test_another_text_under_an_id_that_is_taken_is_refused(root: Path) -> None:
    """Where no address tells, the text does that is at hand; a longer or shorter cut of the same is no other."""
    letter = "claims/sources/guild-letter.yml"
    run(root, "capture", root / "saved/letter.txt", "--id", "guild-letter")
    put(root, {"saved/other.txt": " ".join(ARTICLE), "saved/more.txt": f"{LETTER}\n{' '.join(ARTICLE)}"})
    before = contents(root)
    done = run(root, "capture", root / "saved/other.txt", "--id", "guild-letter")
    assert (done.exit_code, done.stderr) == (
        2,
        f"attested capture: {letter} describes 'Letter of the guild', and of its captured text next to nothing stands"
        f" in this one; {OUT}",
    )
    assert contents(root) == before
    assert run(root, "capture", root / "saved/more.txt", "--id", "guild-letter").exit_code == 0
    assert run(root, "capture", root / "saved/other.txt", "--id", "guild-letter", "--again").exit_code == 0


def test_what_a_slip_left_in_the_captures_is_no_measure(root: Path) -> None:
    """The file is as it was before the slip, the private text isn't: that says nothing of the right one."""
    run(root, "capture", root / "saved/letter.txt", "--id", "guild-letter")
    right = (root / "claims/sources/guild-letter.yml").read_bytes()
    put(root, {"saved/other.txt": " ".join(ARTICLE)})
    run(root, "capture", root / "saved/other.txt", "--id", "guild-letter", "--again")
    put(root, {"claims/sources/guild-letter.yml": right})
    assert run(root, "capture", root / "saved/letter.txt", "--id", "guild-letter").exit_code == 0
    assert (root / "claims/sources/guild-letter.yml").read_bytes() == right


def test_a_second_capture_replaces_the_block_alone(root: Path) -> None:
    """The page changed since: the block is the new one, and what a person wrote around it stays."""
    capture(root, "--start", START, "--end", END)
    first = (root / DOCUMENT).read_text("utf-8")
    mine = first.replace("author: Perpetua Vane", "author: P. Vane # she says") + "# Looked through.\nnote: A clock.\n"
    article = [line.replace("412", "421") for line in ARTICLE]
    later = page([*article, *COMMENTS, *HEADLINES])
    put(root, {DOCUMENT: mine, "saved/page.html": later})
    assert capture(root, "--start", START, "--end", END)[0] == 0
    whole = [TITLE, *article, *COMMENTS, *HEADLINES]
    expected = mine.replace(block(SAVED, ARTICLE), block(later, article, whole=whole))
    assert expected != mine
    assert (root / DOCUMENT).read_text("utf-8") == expected


def test_a_second_capture_says_which_cut_it_undoes(root: Path) -> None:
    """Of the same file it keeps when that was saved, which was said once; the words of the article are other ones."""
    capture(root, *SAVED_FROM, "--start", START, "--end", END)
    code, said = capture(root)
    assert (code, said) == (
        0,
        f"note: the article isn't cut any more: it has all {count(WHOLE)} words, and had {count(ARTICLE)}; where it "
        f"was cut rightly, capture again with --start and --end, or with --edit\n{told(root, count(WHOLE))}",
    )
    assert 'captured: "2024-06-01T08:00:00Z"' in (root / DOCUMENT).read_text("utf-8")


def test_a_second_capture_says_that_its_day_is_unknown(root: Path) -> None:
    """The file is another one than before, and nobody said when that was saved."""
    capture(root, *SAVED_FROM)
    put(root, {"saved/page.html": page(ARTICLE)})
    code, said = capture(root)
    assert (code, said) == (
        0,
        "note: this is another file than before, so when it was saved is unknown, and was 2024-06-01T08:00:00Z; where "
        "you know it, capture again with --captured, and see whether `accessed` is still right\n"
        f"{told(root, count(ARTICLE) + count([TITLE]))}",
    )
    assert "captured: unknown" in (root / DOCUMENT).read_text("utf-8")


# Known faults


def test_a_text_of_one_long_line_is_not_its_own_title(root: Path) -> None:
    """A text copied as one paragraph: no sentence of it ends up in the source document."""
    put(root, {"saved/letter.txt": " ".join(ARTICLE)})
    run(root, "capture", root / "saved/letter.txt", "--id", "courier-clock")
    assert "412 nights" not in (root / DOCUMENT).read_text("utf-8")


def test_a_document_that_is_not_utf_8_is_refused(root: Path) -> None:
    """With a message, before anything is kept."""
    put(root, {DOCUMENT: "title: Café\n".encode("latin-1")})
    assert capture(root)[0] == 2
    assert not (root / "captures").exists()


def test_nothing_is_kept_where_the_document_cannot_be_completed(root: Path) -> None:
    """The earlier capture stays, which is the one that the document's proofs are of."""
    put(root, {DOCUMENT: "{title: unknown, publisher: Courier, url: unknown, published: 2024}\n"})
    code, said = capture(root)
    assert (code, said) == (
        2,
        "attested capture: the source document isn't one field a line, starting at the line's first column; mend it,"
        " then capture again [record]\n",
    )
    assert not (root / "captures").exists()


def test_a_large_page_is_read_like_a_small_one(root: Path) -> None:
    """By a process of its own, with the same result."""
    made = []
    for more in (b"", b"<!--" + b"x" * apart.SMALL_BYTES + b"-->"):
        put(root, {"page.html": SAVED + more})
        assert run(root, "capture", root / "page.html", "--id", "courier-clock", *SAVED_FROM).exit_code == 0
        made.append((root / DOCUMENT).read_text("utf-8").partition("extractor")[2])
    assert made[0] == made[1] != ""


def test_a_page_that_takes_too_long_is_given_up(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line with what to do instead; nothing is kept or written, and the process that read it is gone."""
    monkeypatch.setattr(apart, "SECONDS", 0)
    put(root, {"page.html": "<p>" + "<b>x</b> " * 20_000})
    before = contents(root)
    made = run(root, "capture", root / "page.html", "--id", "courier-clock")
    remedy = "copy the article's text into a .txt file and capture that"
    said = f"page.html: the page takes more than 0 seconds to read; {remedy}"
    assert (made.exit_code, made.stderr) == (2, f"attested capture: {said} [too-slow]\n")
    assert contents(root) == before
    assert multiprocessing.active_children() == []


def test_what_can_t_be_read_apart_is_told(root: Path) -> None:
    """The other process' fault is a line here."""
    put(root, {"page.html": "<html>" + "<script>x</script>" * 2_000})
    made = run(root, "capture", root / "page.html", "--id", "courier-clock")
    assert (made.exit_code, made.stderr.endswith("save the page as HTML and capture the file [empty]\n")) == (2, True)


@pytest.mark.parametrize(
    ("option", "said", "fault"),
    [
        (
            "--captured",
            "yesterday",
            "'yesterday' is no date; write a day (2025-06-17), a month (2025-06), a year or unknown",
        ),
        ("--captured", "3 June 2025", "'3 June 2025' is not how a date is written here; did you mean 2025-06-03?"),
        ("--captured", "2025-13-01", "'2025-13-01' is in no calendar: there is no month 13"),
        (
            "--url",
            "courier.example/clock",
            "'courier.example/clock' has to be a full address that starts with https:// or http://; did you mean https://courier.example/clock?",
        ),
        (
            "--url",
            "javascript:alert(1)",
            "'javascript:alert(1)' has to be a full address that starts with https:// or http://",
        ),
        ("--kind", "newspaper", "'newspaper' is not one of 'article', 'statement', 'report'"),
        ("--archive-service", "archive", "'archive' has to be a full address that starts with https:// or http://"),
        ("--timeout", "-1", "-1.0 is not in the range x>0."),
        ("--timeout", "0", "0.0 is not in the range x>0."),
    ],
)
def test_an_option_that_no_document_could_say_is_wrong_use(root: Path, option: str, said: str, fault: str) -> None:
    """Told as the check would tell it of the file, before anything is kept."""
    before = contents(root)
    made = run(root, "capture", root / "saved/page.html", "--id", "courier-clock", option, said)
    assert (made.exit_code, contents(root)) == (2, before)
    assert f"Invalid value for '{option}': {fault}" in made.stderr


@pytest.mark.parametrize("moment", ["2024-06-01T08:00:00Z", "2024-06-01T08:00Z", "2024-06-01", "2024-06", "unknown"])
def test_the_moment_of_capture_may_be_known_in_part(root: Path, moment: str) -> None:
    """A time, a day, a month or nothing; the check takes what the option takes."""
    assert capture(root, "--captured", moment)[0] == 0
    assert not [line for line in check(root)[1].splitlines() if "captured" in line]


@pytest.mark.parametrize(
    ("moment", "fault"),
    [
        ("yesterday", "is no date; write a day (2025-06-17), a month (2025-06), a year or unknown"),
        ("2024-06-31T08:00:00Z", "is no date; write a day (2025-06-17), a month (2025-06), a year or unknown"),
        ("2024-06-01T08:00:00+02:00", "is not how a date is written here; did you mean 2024-06-01?"),
    ],
)
def test_a_moment_that_is_none_is_told(root: Path, moment: str, fault: str) -> None:
    """Readers are told the day, and sort by it."""
    assert capture(root)[0] == 0
    text = (root / DOCUMENT).read_text("utf-8")
    put(root, {DOCUMENT: text.replace("captured: unknown", f"captured: {moment}")})
    line = line_of(root, DOCUMENT, "captured:")
    assert f"{DOCUMENT}:{line}:13: capture.captured: '{moment}' {fault} [bad-date]" in check(root)[1].splitlines()


def test_a_file_that_is_not_there_could_not_be_done(root: Path) -> None:
    """No finding about anything, so not 1."""
    made = run(root, "capture", root / "saved/nowhere.html", "--id", "courier-clock")
    assert (made.exit_code, made.stderr.endswith("[no-file]\n")) == (2, True)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("gazette.example/x", "is no file here; did you mean https://gazette.example/x? [no-file]"),
        ("www.gazette.example", "is no file here; did you mean https://www.gazette.example? [no-file]"),
        (
            "ftp://gazette.example/x",
            "can't be asked for: the address has to be a full address that starts with https:// or http:// [bad-url]",
        ),
        (
            "htps://gazette.example/x",
            "can't be asked for: the address has to be a full address that starts with https:// or http://; "
            "did you mean https://gazette.example/x? [bad-url]",
        ),
        ("gone.html", "is not a file that can be read; check the path [no-file]"),
    ],
)
def test_an_address_without_its_beginning_is_no_path(root: Path, written: str, said: str) -> None:
    """What was meant is said; the bare name of a file that isn't there is one."""
    made = run(root, "capture", written, "--id", "gazette-x")
    assert (made.exit_code, made.stderr) == (2, f"attested capture: '{written}' {said}\n")
