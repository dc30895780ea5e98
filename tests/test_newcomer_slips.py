"""Slips between files that people make in their first days: each is told once, where it was made."""

from pathlib import Path

import pytest
from conftest import attested, copy_project, put
from test_newcomer import CLAIM, DOCUMENT, PATH

DOSSIER = "claims/dossiers/harbour.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The project of Port Example."""
    return copy_project(tmp_path / "project")


def change(root: Path, path: str, old: str, new: str) -> None:
    """Other words in a file."""
    text = (root / path).read_text("utf-8")
    assert old in text
    put(root, {path: text.replace(old, new)})


def check(root: Path, *paths: str) -> list[str]:
    """What the check says, line by line, without the count."""
    made = attested("check", *(root / path for path in paths), "--root", root)
    return made.output.splitlines()[:-1]


def test_a_claim_listed_twice_in_a_dossier_is_told(root: Path) -> None:
    """Its page would count the claim twice, and lead from it to itself."""
    change(root, DOSSIER, "  - ferry-doubled\n", "  - ferry-doubled\n  - harbour-closed\n")
    assert check(root) == [f"{DOSSIER}:7:5: claims[2]: 'harbour-closed' is listed twice; keep one [repeated]"]


AGAIN = "  - source: radio-ferry\n    stance: supports\n    quote: they painted it yellow\n"


def test_evidence_listed_twice_is_told(root: Path) -> None:
    """Whatever else is said of the passage; who read the claim is counted once too."""
    again = f"{AGAIN}    note: The same words.\nreviewed_by: [A. Clerk, A. Clerk]\n"
    put(root, {PATH: CLAIM.replace("published:", f"{again}published:")})
    assert check(root) == [
        f"{PATH}:14:5: sources[2]: this passage of 'radio-ferry' is listed twice; keep one [repeated]",
        f"{PATH}:18:25: reviewed_by[1]: 'A. Clerk' is listed twice; keep one [repeated]",
    ]


@pytest.mark.parametrize(
    "other",
    [
        AGAIN.replace("yellow", "blue"),
        AGAIN.replace("supports", "context"),
        f"{AGAIN}    prefix: when it rained\n",
        f"{AGAIN}    figure: {{value: 1, unit: cranes, counts: painted, as_of: 2025-05, by: unknown}}\n",
        AGAIN.replace("quote", "note") + AGAIN.replace("quote: they", "note: We"),
    ],
)
def test_another_passage_of_a_document_is_other_evidence(other: str, root: Path) -> None:
    """Other words, another stance, another place, another figure of one passage, two notes without words."""
    put(root, {PATH: CLAIM.replace("published:", f"{other}published:")})
    assert check(root) == []


SOURCES = "claims/sources"
CLOSED = "claims/harbour/harbour-closed.yml"
GAZETTE = f"{SOURCES}/gazette-harbour.yml"
LOG = f"{SOURCES}/harbour-office-log.yml"
TYPO = (
    "there is no claims/sources/harbour-office-lag.yml; did you mean 'harbour-office-log'? [unknown-source]",
    "there is no claims/sources/gazette-harbor.yml; did you mean 'gazette-harbour'? [unknown-source]",
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("verdict: incorrect", "verdict: [incorrect]", "7:10: verdict: has to be text, not a list"),
        ("summary: The", "summary: The log: the", "8:17: this colon is part of a text"),
        ("why_checked:", "why_cheked:", "31:1: why_cheked: is not a field of this format"),
    ],
)
def test_a_claim_that_cant_be_read_leaves_no_proof_unused(old: str, new: str, expected: str, root: Path) -> None:
    """Its quotations aren't known, so no proof is said to be of nothing."""
    change(root, CLOSED, old, new)
    (line,) = check(root)
    assert line.startswith(f"{CLOSED}:{expected}")


def test_a_proof_is_called_unused_once_all_claims_can_be_read(root: Path) -> None:
    """What was kept of a check with a fault elsewhere hides nothing of the next."""
    put(root, {PATH: "claim: [", CLOSED: (root / CLOSED).read_text("utf-8").replace("quote: the harbour", "note: The")})
    change(root, CLOSED, "stance: asserts\n    note: The has been closed since the first of May\n", "stance: context\n")
    assert len(check(root)) == 1
    (root / PATH).unlink()
    assert check(root) == [
        f"{GAZETTE}:12:3: warning: capture: proves words no claim quotes: 'the harbour has been closed since the first "
        "of May'; run `attested attest` to drop it [unused-proof]"
    ]


def test_a_misspelt_source_is_one_finding(root: Path) -> None:
    """The notes cite it by its right name, nothing else cites it, and its words are proved."""
    change(root, CLOSED, "source: harbour-office-log", "source: harbour-office-lag")
    change(root, CLOSED, "source: gazette-harbour", "source: gazette-harbor")
    change(root, CLOSED, "appearances: [gazette-harbour, ", "appearances: [")
    assert check(root) == [
        f"{CLOSED}:10:13: sources[0].source: {TYPO[1]}",
        f"{CLOSED}:14:13: sources[1].source: {TYPO[0]}",
    ]


@pytest.mark.parametrize("cited", ["crane-diary", "crane-dairy"])
def test_a_document_that_is_cited_alone_is_one_finding(cited: str, root: Path) -> None:
    """Whether the notes cite it rightly or nearly: that it isn't listed is told at the claim."""
    put(root, {f"{SOURCES}/crane-diary.yml": DOCUMENT})
    put(root, {PATH: CLAIM.replace("published:", f"notes: See [@{cited}].\npublished:")})
    assert check(root) == [
        f"{PATH}:14:8: notes: cites '{cited}', which this claim lists neither in sources nor in appearances "
        "[unknown-citation]"
    ]


RENAME = "this file isn't read, since its name doesn't end in .yml; rename it to {}.yml [unexpected-file]"
ID = "has to be lower-case letters a-z, digits and single hyphens, such as uk-casualties; rename the file to {}.yml"


@pytest.mark.parametrize(
    ("path", "name", "said"),
    [
        (CLOSED, "harbour-closed.yaml", RENAME.format("harbour-closed")),
        (CLOSED, "harbour-closed.YML", RENAME.format("harbour-closed")),
        (CLOSED, "harbour-closed.yml.txt", RENAME.format("harbour-closed")),
        (
            CLOSED,
            "Harbour_Closed.yml",
            f"the file's name 'Harbour_Closed' {ID.format('harbour-closed')} [bad-file-name]",
        ),
        (
            CLOSED,
            "harbour-closed (1).yml",
            f"the file's name 'harbour-closed (1)' {ID.format('harbour-closed-1')} [bad-file-name]",
        ),
        (LOG, "harbour-office-log.yaml", RENAME.format("harbour-office-log")),
        (
            GAZETTE,
            "Gazette Harbour.yml",
            f"the file's name 'Gazette Harbour' {ID.format('gazette-harbour')} [bad-file-name]",
        ),
        (DOSSIER, "harbour.yaml", RENAME.format("harbour")),
        (DOSSIER, "Harbour.yml", f"the file's name 'Harbour' {ID.format('harbour')} [bad-file-name]"),
    ],
)
def test_a_wrong_file_name_is_one_finding(path: str, name: str, said: str, root: Path) -> None:
    """What names the file by its right name isn't wrong too, nor is what the file names unused."""
    (root / path).rename((root / path).with_name(name))
    assert check(root) == [f"{path.rpartition('/')[0]}/{name}:1:1: {said}"]


def test_a_second_copy_of_a_claim_is_one_finding(root: Path) -> None:
    """A browser numbers what it saves twice; nobody is told to list the copy."""
    put(root, {"claims/harbour/harbour-closed (1).yml": (root / CLOSED).read_bytes()})
    assert check(root) == [
        "claims/harbour/harbour-closed (1).yml:1:1: the file's name 'harbour-closed (1)' "
        f"{ID.format('harbour-closed-1')} [bad-file-name]"
    ]


TAKEN = "delete this file, or give it a name of its own that ends in .yml, since beside it stands harbour-closed.yml"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("harbour-closed.yaml", f"this file isn't read, since its name doesn't end in .yml; {TAKEN} [unexpected-file]"),
        (
            "Harbour-Closed.yml",
            f"the file's name 'Harbour-Closed' {ID.partition('; ')[0]}; {TAKEN} [bad-file-name]",
        ),
    ],
)
def test_nobody_is_told_to_overwrite_a_file(name: str, said: str, root: Path) -> None:
    """A claim that is published stands where the copy should be renamed to."""
    put(root, {f"claims/harbour/{name}": (root / CLOSED).read_bytes()})
    assert check(root) == [f"claims/harbour/{name}:1:1: {said}"]


def test_a_document_in_the_wrong_folder_is_one_finding(root: Path) -> None:
    """Where it is named, nobody is told to write it."""
    (root / LOG).rename(root / "claims/harbour/harbour-office-log.yml")
    assert check(root) == [
        "claims/harbour/harbour-office-log.yml:1:1: this describes a source document, and its folder is for claims; "
        "move the file to claims/sources/harbour-office-log.yml [wrong-folder]"
    ]


SECOND = "title: The ferry\nsummary: Statements about the ferry.\nclaims: [{}]\n"


def test_a_claim_of_another_dossier_is_told_apart(root: Path) -> None:
    """The other half of the remedy would only move the fault to the dossier that it belongs to."""
    put(root, {"claims/dossiers/ferry.yml": SECOND.format("ferry-doubled")})
    assert check(root) == [
        "claims/dossiers/ferry.yml:3:10: claims[0]: 'ferry-doubled' belongs to the dossier 'harbour', and a claim can "
        "be in one dossier only; take it off this list [dossier-mismatch]"
    ]


def test_a_claim_that_names_no_dossier_is_told_its_half(root: Path) -> None:
    """The dossier lists it already."""
    put(root, {"claims/dossiers/ferry.yml": SECOND.format("lighthouse-age")})
    assert check(root) == [
        "claims/dossiers/ferry.yml:3:10: claims[0]: the claim 'lighthouse-age' and the dossier 'ferry' don't name each "
        "other; add `dossier: ferry` to the claim [dossier-mismatch]"
    ]


def test_a_misspelt_dossier_or_claim_is_one_finding(root: Path) -> None:
    """The other side isn't told to do what it does."""
    change(root, CLOSED, "dossier: harbour\n", "dossier: harbor\n")
    change(root, DOSSIER, "ferry-doubled", "ferry-doubbled")
    assert check(root) == [
        f"{DOSSIER}:6:5: claims[1]: there is no claim 'ferry-doubbled'; did you mean 'ferry-doubled'? [unknown-claim]",
        f"{CLOSED}:42:10: dossier: there is no claims/dossiers/harbor.yml; did you mean 'harbour'? [unknown-dossier]",
    ]


def test_another_spelling_of_a_name_is_told_where_fewer_have_it(root: Path) -> None:
    """Also where only the new file's folder is checked."""
    put(
        root,
        {
            f"claims/cranes/crane-{name}.yml": CLAIM.replace("painted.", f"painted {name}.")
            for name in ("at-noon", "by-night")
        },
    )
    put(root, {"claims/a/crane-painted.yml": CLAIM.replace("Example Gazette", "Example gazette")})
    put(root, {"claims/a/crane-sold.yml": CLAIM.replace("Example Gazette", "EXAMPLE gazette")})
    said = "would share a page with 'Example Gazette'; write the name one way [similar-name]"
    expected = [
        f"claims/a/crane-painted.yml:2:11: claimant: 'Example gazette' {said}",
        f"claims/a/crane-sold.yml:2:11: claimant: 'EXAMPLE gazette' {said}",
    ]
    assert check(root) == check(root, "claims/a") == expected


def test_of_as_many_spellings_the_later_one_is_told(root: Path) -> None:
    """By the files' paths, publishers as well as claimants."""
    text = (root / LOG).read_text("utf-8")
    put(root, {f"{SOURCES}/port-log.yml": text.replace("Office", "office").replace("/log", "/log-2")})
    put(
        root, {PATH: CLAIM.replace("source: radio-ferry", "source: port-log").replace("gazette-harbour", "radio-ferry")}
    )
    assert check(root) == [
        f"{SOURCES}/port-log.yml:3:12: publisher: 'Harbour office of Port Example' would share a page with 'Harbour "
        "Office of Port Example'; write the name one way [similar-name]"
    ]


@pytest.mark.parametrize("today", [(), ("--today", "2026-01-01")])
@pytest.mark.parametrize("path", ["mkdocs.yml", "docs", "docs/about.md"])
def test_checking_what_is_no_claim_is_wrong_use(path: str, today: tuple[str, ...], root: Path) -> None:
    """“No problems.” would say that something had been looked at."""
    made = attested("check", root / path, "--root", root, *today)
    assert made.exit_code == 2
    assert made.output.endswith("Error: no file of claims/ is among these paths\n")


def test_checking_a_file_beside_claims_shows_its_problems(root: Path) -> None:
    """What stands in docs/ is looked at too; there is a finding, so nothing was missed."""
    put(root, {"docs/assets/a?.png": b""})
    made = attested("check", root / "docs/assets", "--root", root)
    assert (made.exit_code, made.output.count("[unportable-name]")) == (1, 1)


EDITORS = [
    *(
        ".harbour-closed.yml.swp",
        ".harbour-closed.yml.swo",
        "harbour-closed.yml~",
        "4913",
        ".harbour-closed.yml.kate-swp",
    ),
    *("#harbour-closed.yml#", ".goutputstream-X1Y2Z3", "harbour-closed.yml___jb_tmp___", ".#crane~.yml~"),
]


def test_what_an_editor_keeps_beside_an_open_file_is_no_mistake(root: Path) -> None:
    """Copies, locks and trials, some of them links to nowhere, stop neither check nor tidy."""
    put(root, {f"claims/harbour/{name}": b"\0" for name in EDITORS})
    (root / "claims/harbour/.#harbour-closed.yml").symlink_to("clerk@port.example.4711")
    assert check(root) == []
    tidied = attested("tidy", "--check", "--root", root)
    assert ".#harbour-closed.yml" not in tidied.output


@pytest.mark.parametrize("name", [".harbour-closed.yml", ".hidden", "49131", "harbour-closed.yml~1", "notes.swp", "#1"])
def test_what_is_only_like_an_editors_file_is_told(name: str, root: Path) -> None:
    """No file is skipped in silence but those."""
    put(root, {f"claims/harbour/{name}": "claim: [\n"})
    assert all(line.startswith(f"claims/harbour/{name}:1:") for line in check(root)[:1])
    assert check(root) != []


@pytest.mark.parametrize("name", ["photo.png", "Photo.JPG", "crane.docx", "page.html"])
def test_a_file_of_another_kind_is_told_to_leave(name: str, root: Path) -> None:
    """Renaming wouldn't help it."""
    put(root, {f"claims/harbour/{name}": b"\x89"})
    ending = name[name.rindex(".") :].lower()
    assert check(root) == [
        f"claims/harbour/{name}:1:1: claims/ holds .yml files and no {ending}, whatever is in them; move this file out "
        "of claims/ [unexpected-file]"
    ]


def test_a_citation_outside_the_notes_is_told(root: Path) -> None:
    """It would stand on the page as bare letters; what a document says is quoted as it is."""
    vain = "would stand on the page like this, since only `notes` cite; name the document in words [citation-form]"
    claim = CLAIM.replace("no such work.", "no such work [@harbour-office-log] [@radio-ferri].")
    quote = "    quote: they painted it yellow [@radio-ferry]\n    note: See [@gazette-harbor].\n"
    put(root, {PATH: claim.replace("    quote: they painted it yellow\n", quote)})
    change(root, DOSSIER, "and its ferry.", "and its ferry [@radio-ferry].")
    change(root, LOG, "publisher:", "note: A book [@radio-ferry].\npublisher:")
    assert check(root) == [
        f"{DOSSIER}:3:10: summary: '[@radio-ferry]' {vain}",
        f"{PATH}:6:10: summary: '[@harbour-office-log]' {vain}",
        f"{PATH}:6:10: summary: '[@radio-ferri]' {vain}",
        f"{PATH}:14:11: sources[1].note: '[@gazette-harbor]' {vain}",
        f"{LOG}:3:7: note: '[@radio-ferry]' {vain}",
    ]


LETTER = f"{SOURCES}/shipowners-letter.yml"
HARBOUR = "https://gazette.example/harbour"


@pytest.mark.parametrize("url", [HARBOUR, f"{HARBOUR}?utm_source=post&fbclid=1"])
def test_an_address_that_is_described_is_told_at_the_file_that_none_uses(url: str, root: Path) -> None:
    """Whatever the files' names, and whatever a mailing added to the address; that it is unused isn't told besides."""
    put(root, {f"{SOURCES}/a-new-one.yml": DOCUMENT.replace("https://cranes.example/diary", url)})
    assert check(root) == [
        f"{SOURCES}/a-new-one.yml:3:6: url: '{url}' is described in {GAZETTE} already; use that "
        "document and remove this file [duplicate-address]"
    ]


def test_an_address_that_differs_is_another_page(root: Path) -> None:
    """What only looks like the name of a parameter that mailings add is one of the page's own."""
    put(root, {f"{SOURCES}/a-new-one.yml": DOCUMENT.replace("https://cranes.example/diary", f"{HARBOUR}?utm=1")})
    (line,) = check(root)
    assert line.endswith("[unused-source]")


def test_a_text_that_was_captured_twice_may_be_a_copy(root: Path) -> None:
    """One that says whose words it has is no second voice."""
    text = (root / GAZETTE).read_text("utf-8").replace(HARBOUR, "https://gazette.example/again")
    put(root, {f"{SOURCES}/again.yml": text, PATH: CLAIM.replace("[gazette-harbour]", "[gazette-harbour, again]")})
    (line,) = check(root)
    assert line.startswith(f"{SOURCES}/again.yml:20:9: capture.root: is the capture of {GAZETTE} too; use that")
    put(root, {f"{SOURCES}/again.yml": text.replace("capture:", "republishes: gazette-harbour\ncapture:")})
    assert check(root) == []


def test_a_claim_that_is_published_twice_is_told_at_the_copy(root: Path) -> None:
    """The one that its dossier lists is the other, whatever their names; it isn't said besides that none lists it."""
    text = (root / CLOSED).read_text("utf-8")
    copy = "claims/harbour/a-copy.yml"
    put(root, {copy: text})
    assert check(root) == [
        f"{copy}:2:8: claim: is what {CLOSED} checks, word for word, of the same claimant and day; remove this file, "
        "or say what differs [duplicate-claim]"
    ]
    alone = text.replace("dossier: harbour\n", "")
    for other in (f"draft: true\n{alone}", f"{alone}withdrawn: {{date: 2025-07-01, reason: A slip.}}\n"):
        put(root, {copy: other})
        assert attested("check", "--root", root).output.startswith("No problems.\n")


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://https://a.example/x", "has its beginning twice; did you mean https://a.example/x?"),
        (
            "http://localhost:8000/x",
            "names the host localhost, which only its own machine or network knows; write the page's public address",
        ),
        ("https://a.example/x,", "ends in a comma, which belongs to the text around it; take it away"),
    ],
)
def test_an_address_that_leads_no_reader_anywhere_is_told(url: str, fault: str, root: Path) -> None:
    """It has the form of an address, and is none that was copied whole from where readers are."""
    change(root, LOG, "https://office.example/log", url)
    assert check(root) == [f"{LOG}:4:6: url: '{url}' {fault} [bad-url]"]
