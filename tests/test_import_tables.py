"""`attested import` of tables and of the Fact Check Tools API's answers."""

import json
from pathlib import Path

import pytest
import yaml
from conftest import attested, put
from hypothesis import given
from hypothesis import strategies as st
from test_import import Archive

from generator.importing import columns, table
from generator.importing.reading import Text

HEADER = "Statement,Speaker,Review date,Link,Rating,Tags,Claim link,Mood\n"
ROW = "The harbour was sold.,Jane Doe,2021-05-03,https://f.example/a-sale/,Unproven,ships; other,https://p.example/,x\n"
MAP = """\
# Which column of archive.csv is what; put it right and run the import again.
# A field without a column stays empty; a list of columns is written [A, B].
# No field has the column Mood.
delimiter: ','
list_separator: "|"
dates:  # what 03/04/2024 is: day-first or month-first
columns:
  claim: Statement
  short:
  claimant: Speaker
  claimed:
  url: Link
  rating: Rating
  rating_value:
  rating_best:
  rating_worst:
  verdict:
  summary:
  body:
  published: Review date
  authors:
  topics: Tags
  appearances: Claim link
  citations:
  expires:
  dossier:
  why_checked:
  single_source_reason:
  one_sided_reason:
  withdrawn:
  withdrawn_reason:
  id:
"""


@pytest.fixture
def archive(project: Path) -> Archive:
    """Port Example's project, and nothing imported yet."""
    return Archive(project)


def take(archive: Archive, content: str | bytes, map_: str = "") -> list[str]:
    """Import a table with this map of its columns, or the one that was proposed."""
    named = archive.project.parent / "archive.csv.columns.yml"
    if map_:
        named.write_text(map_, "utf-8")
    return archive.take(content, "archive.csv", "csv")


def proposed(archive: Archive, content: str | bytes) -> str:
    """The map that a first run writes."""
    path = archive.project.parent / "archive.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    made = attested("import", path, "--format", "csv", "--root", archive.project)
    assert made.exit_code == 1
    assert made.stderr == f"Nothing is imported yet: put {path}.columns.yml right, then run this again.\n"
    assert archive.paths("imported") == []
    return path.with_name("archive.csv.columns.yml").read_text("utf-8")


def test_a_first_run_proposes_the_columns(archive: Archive) -> None:
    """The map is guessed from the columns' names, and nothing is imported before a person has seen it."""
    assert proposed(archive, HEADER + ROW) == MAP


def test_a_table(archive: Archive) -> None:
    """With the map put right, each row is a draft."""
    assert take(archive, HEADER + ROW, MAP.replace('"|"', "';'")) == []
    assert archive.claim == {
        "draft": "true",
        "claim": "The harbour was sold.",
        "claimant": "Jane Doe",
        "claimed": "unknown",
        "verdict": "unproven",
        "summary": "unknown",
        "topics": ["ships"],
        "published": "2021-05-03",
        "appearances": ["p-example-715ad710"],
        "moved_from": "https://f.example/a-sale/",
    }
    assert "topics: other" in archive.comments
    assert "Mood (1)" in archive.said


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + (HEADER + ROW).encode(),
        (HEADER + ROW).encode("utf-16"),
        (HEADER + ROW).replace(",", ";").replace("ships; other", "ships").encode(),
        (HEADER + ROW).replace(",", "\t").encode(),
        (HEADER + ROW).replace("\n", "\r\n").encode(),
        (HEADER + ROW.replace("The harbour", "\x00The harbour")).encode(),
        (HEADER + "\n\n" + ROW + "\n,,,,,,,\n").encode(),
        ("Statement,Statement," + HEADER[10:] + "The harbour was sold.,again," + ROW[22:]).encode(),
    ],
    ids=["mark", "utf-16", "semicolon", "tab", "crlf", "nul", "empty rows", "a column twice"],
)
def test_tables_in_every_form(archive: Archive, content: bytes) -> None:
    """Marks, encodings, delimiters, line ends, empty rows, columns of one name: the rows are read."""
    take(archive, content, proposed(archive, content))
    assert (archive.claim["claim"], archive.claim["verdict"]) == ("The harbour was sold.", "unproven")


def test_rows_of_another_length(archive: Archive) -> None:
    """A row with more cells than columns, or fewer, is read as far as it goes, and that is said."""
    short = "Short.,Jane Doe,2021-05-03\n"
    lines = take(archive, HEADER + ROW.strip() + ",extra\n" + short, MAP)
    assert [line for line in lines if "cell" in line] == [
        "archive.csv:2:1: warning: record[1]: 'extra' stands in a cell beyond the table's columns [not-mapped]",
        "archive.csv:3:1: warning: record[2]: the row ends 5 cells short of the columns [changed]",
    ]
    assert len(archive.claims) == 2


def test_lines_in_a_cell(archive: Archive) -> None:
    """A cell in quotation marks may have lines; the report names the row's first."""
    rows = 'The\nharbour\n"" was sold.,x,soon,,,,,\n'.replace("The", '"The', 1).replace("sold.", 'sold."', 1)
    lines = take(archive, HEADER + rows + ROW, MAP)
    assert "archive.csv:2:1: warning: record[1].published: 'soon' is no date [not-mapped]" in lines
    assert sorted(claim["claim"] for claim in archive.claims.values()) == [
        'The harbour " was sold.',
        "The harbour was sold.",
    ]


def test_a_quotation_mark_that_is_never_closed(archive: Archive) -> None:
    """The rest of the table is then one cell: it is there, cut, and said to be long."""
    lines = take(archive, HEADER + '"The harbour ' + ROW * 200, MAP)
    assert any("characters and 500 are allowed" in line for line in lines)


@pytest.mark.parametrize(
    ("map_", "said"),
    [
        ("columns: {claim: Nothing}", "claim: there is no column 'Nothing' in the table"),
        ("columns: {claims: Statement}", "'claims' is no field; use: claim, short"),
        ("columns: {claimant: Speaker}", "say which column holds the claim"),
        ("columns: [", "is no map of columns"),
        ("[]", "is no map of columns"),
    ],
)
def test_a_faulty_map_of_columns_is_named(archive: Archive, map_: str, said: str) -> None:
    """A slip in the map stops the import."""
    path = archive.project.parent / "archive.csv"
    path.write_text(HEADER + ROW, "utf-8")
    path.with_name("archive.csv.columns.yml").write_text(map_, "utf-8")
    made = attested("import", path, "--format", "csv", "--root", archive.project)
    assert made.exit_code == 2
    assert said in made.stderr


# Encodings, headers, dates

POLISH = "Statement,Speaker,Tytuł\nPosłowie „zamknęli” most w Łodzi.,Michał Wójcik,Źle\n"
ARABIC = "Statement,Speaker,Link\nهل أُغلق الجسر؟ نعم،أُغلق,أحمد علي,x\n"


def language(archive: Archive, tag: str) -> None:
    """Have the publication in another language."""
    path = archive.project / "claims/publication.yml"
    path.write_text(path.read_text("utf-8").replace("language: en", f"language: {tag}"), "utf-8")


def run(archive: Archive, content: bytes, *options: str) -> tuple[int, str, str]:
    """Import a table: the exit code, and what is said before and of it."""
    path = archive.project.parent / "archive.csv"
    path.write_bytes(content)
    made = attested("import", path, "--format", "csv", "--root", archive.project, *options)
    return made.exit_code, made.stderr.replace(f"{path.parent}/", ""), made.stdout


READ = (
    "archive.csv holds bytes that aren't UTF-8; they are read as {}, and where that is wrong, name another with "
    "--encoding.\n"
)
PUT_RIGHT = "Nothing is imported yet: put archive.csv.columns.yml right, then run this again.\n"


@pytest.mark.parametrize(
    ("tag", "codec", "name", "text"),
    [
        ("pl", "cp1250", "windows-1250", POLISH),
        ("ar", "cp1256", "windows-1256", ARABIC),
        ("pt-BR", "cp1252", "windows-1252", POLISH.replace("Łodzi", "Lodz").replace("ł", "l").replace("ę", "ê")),
    ],
)
def test_a_table_in_the_code_page_of_the_language(tag: str, codec: str, name: str, text: str, archive: Archive) -> None:
    """What a spreadsheet saves there is read so, which is said before anything is written, and stands in the map."""
    text = text.replace("Ź", "Z") if codec == "cp1252" else text
    language(archive, tag)
    assert run(archive, text.encode(codec)) == (1, READ.format(name) + PUT_RIGHT, "")
    assert archive.paths("imported") == []
    map_ = (archive.project.parent / "archive.csv.columns.yml").read_text("utf-8")
    assert f'list_separator: "|"\nencoding: {name}\ndates:  #' in map_
    code, said, _ = run(archive, text.encode(codec))
    assert (code, said.splitlines()[0].partition(",")[0]) == (1, "1 records: 1 claims written")
    row = text.splitlines()[1].split(",")
    assert (archive.claim["claim"], archive.claim["claimant"]) == (row[0], row[1])


def test_the_encoding_of_a_table_can_be_named(archive: Archive) -> None:
    """As an option, which the proposed map has, or in the map."""
    assert run(archive, POLISH.encode("cp1250"), "--encoding", "cp1250") == (1, PUT_RIGHT, "")
    path = archive.project.parent / "archive.csv.columns.yml"
    assert "encoding: windows-1250\n" in path.read_text("utf-8")
    assert run(archive, POLISH.encode("cp1250"))[0] == 1
    assert archive.claim["claimant"] == "Michał Wójcik"
    path.write_text("encoding: iso-8859-2\ncolumns: {claim: Statement, claimant: Speaker}", "utf-8")
    plain = POLISH.replace("Wójcik", "Łęcki").replace("„", "").replace("”", "")
    run(archive, plain.encode("iso-8859-2"))
    assert sorted(claim["claimant"] for claim in archive.claims.values()) == ["Michał Wójcik", "Michał Łęcki"]


def test_bytes_that_the_named_encoding_lacks_are_told(archive: Archive) -> None:
    """Before anything is written, and in the report."""
    said = "holds bytes that aren't utf-8; each is read as �"
    path = archive.project.parent / "archive.csv.columns.yml"
    path.write_text("encoding: utf-8\ncolumns: {claim: Statement}", "utf-8")
    _, before, report = run(archive, POLISH.encode("cp1250"))
    assert before.splitlines()[0] == f"archive.csv {said}."
    assert report.splitlines()[0] == f"archive.csv:1:1: warning: {said} [changed]"


def test_a_file_in_utf_8_with_other_bytes_in_it(archive: Archive) -> None:
    """Those alone are read by the language's code page, since archives mix encodings."""
    language(archive, "ar")
    run(archive, ARABIC.encode() + "ختم,علي,\n".encode("cp1256"))
    run(archive, ARABIC.encode() + "ختم,علي,\n".encode("cp1256"))
    assert sorted(claim["claimant"] for claim in archive.claims.values()) == ["أحمد علي", "علي"]


@pytest.mark.parametrize("name", ["cp12500", "rot13", "idna", "unicode_escape", "", "x" * 300, "utf-7", "\x1b"])
def test_an_unknown_encoding_is_refused(name: str, archive: Archive) -> None:
    """With what to write; nothing is written."""
    said = f"{name!r} is no encoding that files have; write one such as windows-1250, windows-1256 or utf-8\n"
    if name:
        code, error, _ = run(archive, POLISH.encode(), "--encoding", name)
        assert (code, error.endswith(f"Error: Invalid value for --encoding: {said}")) == (2, True)
    path = archive.project.parent / "archive.csv.columns.yml"
    path.write_text(f"encoding: {json.dumps(name)}\ncolumns: {{claim: Statement}}", "utf-8")
    code, error, _ = run(archive, POLISH.encode())
    assert error.endswith(f"Error: archive.csv.columns.yml: encoding: {said}") or not name
    assert archive.paths("imported") == [] or not name


@pytest.mark.parametrize(
    "header", ["Tytu\x8f", '"a\nb"', "\x00x", '\x1b[31m"', "\u202eevil", "😀 \ue000", "a\xa0b", "[A]"]
)
def test_a_header_of_any_characters_reads_back(header: str, archive: Archive) -> None:
    """The map that is written names the column as the table does."""
    content = f"{header},Statement\nx,The harbour was sold.\n"
    map_ = proposed(archive, content)
    (name,) = [one for one in table.header(Text(archive.project.parent / "archive.csv"))[0] if one != "Statement"]
    take(archive, content, map_.replace("summary:", f"summary: {columns.written(name)}"))
    assert archive.claim["summary"] == "x"


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
    .map(str.strip)
    .filter(lambda one: one and "short" not in one.casefold())
)
def test_whatever_the_header_the_map_reads_back(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """A column's name stands in the map so that it is that very name again, and its comments end where they should."""
    path = tmp_path_factory.mktemp("map") / "columns.yml"
    map_ = columns.proposed("archive.csv", ["Claim", name], ",", "", "")
    path.write_bytes(map_.replace("\n  short:", f"\n  short: {columns.written(name)}", 1).encode())
    read = columns.fitted(columns.read(path), path, ["Claim", name])
    assert (read.columns["claim"], read.columns["short"]) == (("Claim",), (name,))


@pytest.mark.parametrize(
    ("dates", "date", "day", "said"),
    [
        ("day-first", "10/12/2023", "2023-12-10", ""),
        ("month-first", "10/12/2023", "2023-10-12", ""),
        ("day-first", "10-12-2023", "2023-12-10", ""),
        ("month-first", "10.12.2023", "2023-12-10", ""),
        ("day-first", "12/25/2023", "", "is no day-first date"),
        ("month-first", "25/12/2023", "", "is no month-first date"),
        ("", "25/12/2023", "2023-12-25", ""),
        (
            "",
            "10/12/2023",
            "",
            "can be read in two ways; say which with --dates day-first or --dates month-first",
        ),
        (
            "",
            "45352",
            "",
            "is a day as spreadsheets count them; have it shown as 2024-05-01 there, and save the table again",
        ),
        ("day-first", "soon", "", "is no date"),
        ("", "5 مارس 2024", "2024-03-05", ""),
        ("", "٥ مارس ٢٠٢٤", "2024-03-05", ""),
        ("", "5 آذار/مارس 2024", "2024-03-05", ""),
        ("", "1 تشرين الثاني 2023", "2023-11-01", ""),
        ("", "1 كانون الاول 2023", "2023-12-01", ""),
        ("", "7 غشت 2023", "2023-08-07", ""),
        ("", "7 sierpnia 2023", "2023-08-07", ""),
        ("", "7 de março de 2023", "2023-03-07", ""),
        ("", "7 marco 2023", "2023-03-07", ""),
    ],
)
def test_dates_as_the_map_says(dates: str, date: str, day: str, said: str, archive: Archive) -> None:
    """Which of day and month stands first is never guessed; the option says it too, over the map."""
    content = f"Statement,Review date\nThe harbour was sold.,{date}\n"
    map_ = f"dates: {dates}\ncolumns: {{claim: Statement, published: Review date}}"
    lines = [line for line in take(archive, content, map_) if ".published" in line]
    assert lines == ([f"archive.csv:2:1: warning: record[1].published: '{date}' {said} [not-mapped]"] if said else [])
    assert archive.claim.get("published", "unknown") == (day or "unknown")
    if dates:
        take(archive, content, map_.replace(dates, "month-first" if dates == "day-first" else "day-first"))
        run(archive, content.encode(), "--dates", dates)
        assert archive.claim.get("published", "unknown") == (day or "unknown")


def test_an_order_that_is_none_is_refused(archive: Archive) -> None:
    """In the map; the option's values are click's to tell."""
    path = archive.project.parent / "archive.csv.columns.yml"
    path.write_text("dates: dmy\ncolumns: {claim: Statement}", "utf-8")
    code, error, _ = run(archive, HEADER.encode())
    assert (code, error.splitlines()[-1]) == (
        2,
        "Error: archive.csv.columns.yml: dates: 'dmy' is no order; write day-first or month-first",
    )


# Fact Check Tools

CLAIM = {
    "text": "The harbour was sold.",
    "claimant": "Jane Doe",
    "claimDate": "2021-05-01T00:00:00Z",
    "claimReview": [
        {
            "publisher": {"name": "Facts Example", "site": "facts.example"},
            "url": "https://facts.example/no-sale/",
            "title": "No, the harbour was not sold",
            "reviewDate": "2021-05-03T10:00:00Z",
            "textualRating": "Unproven",
            "languageCode": "en",
        }
    ],
}


@pytest.mark.parametrize(
    "content",
    [
        {"claims": [CLAIM], "nextPageToken": "x"},
        [{"claims": [CLAIM]}, {"claims": []}, {}],
        [CLAIM],
        CLAIM,
    ],
    ids=["answer", "answers", "claims", "claim"],
)
def test_answers_of_the_fact_check_tools(archive: Archive, content: object) -> None:
    """An answer, several, or the claims alone."""
    archive.take(content, form="factcheck-api")
    assert archive.claim == {
        "draft": "true",
        "claim": "The harbour was sold.",
        "claimant": "Jane Doe",
        "claimed": "2021-05-01",
        "verdict": "unproven",
        "summary": "unknown",
        "authors": ["Facts Example"],
        "published": "2021-05-03",
        "moved_from": "https://facts.example/no-sale/",
    }
    assert "title: No, the harbour was not sold" in archive.comments


def test_one_claim_with_several_reviews(archive: Archive) -> None:
    """Each review is a fact-check of its own; a claim without one is a draft too."""
    reviews = [*CLAIM["claimReview"], {"url": "https://other.example/", "textualRating": "x " * 80}, {}, None]
    bare = {"text": "Another claim.", "claimant": None}
    lines = archive.take({"claims": [{**CLAIM, "claimReview": reviews}, bare]}, form="factcheck-api")
    assert len(archive.claims) == 4
    assert any("is a paragraph" in line for line in lines)


@pytest.mark.parametrize("name", list(CLAIM))
@pytest.mark.parametrize("value", [None, "", [], {}, 0, [[]], {"x": 1}, "\u202e"])
def test_odd_answers(archive: Archive, name: str, value: object) -> None:
    """Whatever stands in a field's place, there is a draft."""
    archive.take({"claims": [{**CLAIM, name: value}]}, form="factcheck-api")
    assert len(archive.claims) == 1


def test_the_map_of_ratings_reads_back(archive: Archive) -> None:
    """Words that YAML takes for something else stay words."""
    words = ["no", "true", "1", "~", "a: b", "# x", "'q'", '"', "- x", "null", "[x]", "été", "2021-05-03"]
    claims = [
        {**CLAIM, "text": f"{n}.", "claimReview": [{"url": f"https://f.example/{n}", "textualRating": one}]}
        for n, one in enumerate(words)
    ]
    archive.take({"claims": claims}, form="factcheck-api")
    path = archive.project.parent / "archive.json.ratings.yml"
    entries = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)["ratings"]
    assert sorted(entry["words"] for entry in entries) == sorted(one for one in words if one != "null")


def test_a_line_without_an_end_is_refused(archive: Archive) -> None:
    """One longer than any row, of many cells or of one, is no row; those around it are read."""
    lines = take(archive, HEADER + ROW + "x," * 2_500_000 + "\n" + ROW.replace("sold", "lost") + "y" * 5_000_000, MAP)
    assert sum("this row can't be read (field larger than field limit (4000000))" in line for line in lines) == 2
    assert len(archive.claims) == 2


def test_a_table_of_very_many_columns(archive: Archive) -> None:
    """Of one name, too: each gets a number of its own."""
    put(archive.project.parent, {"wide.csv": "Statement," + "a," * 100_000 + "\nx," + "y," * 100_000})
    path = archive.project.parent / "wide.csv"
    assert table.header(Text(path))[0][:3] == ["Statement", "a", "a (2)"]
    (row,) = table.rows(Text(path), ",")
    assert isinstance(row, table.Row)
    assert (len(row.cells), row.cells["a (100000)"]) == (100_001, "y")


CSV = "no table; save the table as CSV, and import that file"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", " is empty; name the file that holds the table"),
        (b"\n \n", " is empty; name the file that holds the table"),
        (b"\x89PNG\r\n\x1a\n\0", f": this is a picture, {CSV}"),
        (b"PK\x03\x04\x14\0", f": this is a Word, Excel, OpenOffice or zip file, {CSV}"),
    ],
)
def test_what_is_no_table_gets_no_map(content: bytes, said: str, archive: Archive) -> None:
    """A picture, a spreadsheet of another kind and an empty file are refused, and nothing is written beside them."""
    path = archive.project.parent / "archive.csv"
    path.write_bytes(content)
    made = attested("import", path, "--format", "csv", "--root", archive.project)
    assert (made.exit_code, made.stderr.splitlines()[-1]) == (2, f"Error: {path}{said}")
    assert not path.with_name("archive.csv.columns.yml").exists()
