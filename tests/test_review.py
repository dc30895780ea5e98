"""`review` told as a story on a temporary repository of an invented publication: what passes, and what is caught."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import put

from generator.commands.review import command

PUBLICATION = "claims/publication.yml"
KITES = "claims/fair/kites-counted.yml"
RAIN = "claims/fair/rain-stopped.yml"
GAZETTE = "claims/sources/gazette-fair.yml"
BOOK = "claims/sources/fair-book.yml"
DOSSIER = "claims/dossiers/fair.yml"

CORRECTION = """\
corrections:
  - date: 2025-07-01
    kind: correction
    what: The verdict is mixed; we had written incorrect.
    why: A second book was found.
"""

FILES = {
    PUBLICATION: """\
name: Port Example Checks
tagline: Invented claims about an invented town.
licence: {name: CC BY 4.0, url: https://licence.example/by}
verdicts:
  correct: {label: Correct, meaning: The evidence supports it., rating: 5, colour: green, icon: check}
  mixed: {label: Mixed, meaning: Some of it is right., rating: 3, colour: amber, icon: half}
  incorrect: {label: Incorrect, meaning: The evidence contradicts it., rating: 1, colour: red, icon: cross}
topics:
  kites: Kites
  weather: Weather
""",
    KITES: """\
claim: 6,000 kites flew at the fair of Port Example.
claimant: Example Gazette
claimed: 2025-05-12
appearances: [gazette-fair]
verdict: incorrect
summary: The fair’s own book counts 600 kites on both days together.
sources:
  - source: gazette-fair
    stance: asserts
    quote: some 6,000 kites were in the air
  - source: fair-book
    stance: contradicts
    quote: we counted 600 kites on both days
    note: The book was kept at the gate.
notes: |
  The gazette has a nought too many [@fair-book].
topics: [kites]
dossier: fair
published: 2025-06-01
""",
    RAIN: """\
claim: Rain stopped the fair on its second day.
claimant: unknown
claimed: unknown
appearances: [gazette-fair]
verdict: correct
summary: The book ends at noon of the second day, with a word on rain.
sources:
  - source: gazette-fair
    stance: asserts
    quote: until the rain came
  - source: fair-book
    stance: supports
    quote: rain at noon, all went home
topics: [weather]
published: 2025-06-02
corrections:
  - date: 2025-06-10
    kind: clarification
    what: It was noon; we had written midday.
    why: The book says noon.
""",
    GAZETTE: """\
title: A sky full of kites
publisher: Example Gazette
url: https://gazette.example/kites
published: 2025-05-12
copied: {by: A. Clerk, on: 2025-05-30}
""",
    BOOK: """\
title: The book of the fair
publisher: Fair Office of Port Example
url: https://office.example/book
kind: report
published: 2025-05
copied: {by: A. Clerk, on: 2025-05-30}
""",
    DOSSIER: """\
title: The kite fair
summary: An invented fair.
claims: [kites-counted]
""",
}


@dataclass(frozen=True)
class Repository:
    """A git repository that holds a publication."""

    root: Path

    def git(self, *arguments: str) -> str:
        """Run git here and return what it wrote."""
        who = ("-c", "user.name=A. Clerk", "-c", "user.email=clerk@port.example", "-c", "protocol.file.allow=always")
        done = subprocess.run(["git", *who, *arguments], cwd=self.root, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def commit(self) -> str:
        """Commit everything; the commit's short name as reports have it."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "x")
        return self.git("rev-parse", "HEAD")[:12]

    def edit(self, path: str, *changes: tuple[str, str]) -> None:
        """Replace texts that stand once in a file."""
        file = self.root / path
        text = file.read_text("utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        file.write_text(text, "utf-8")

    def append(self, path: str, text: str) -> None:
        """Add lines to a file."""
        (self.root / path).write_text((self.root / path).read_text("utf-8") + text, "utf-8")

    def move(self, old: str, new: str) -> None:
        """Give a file another path."""
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).rename(self.root / new)

    def review(self, *arguments: str) -> Result:
        """Run the command here."""
        made = CliRunner().invoke(command, ["--root", str(self.root), *arguments])
        if made.exception and not isinstance(made.exception, SystemExit):
            raise made.exception
        return made


def new_repository(root: Path) -> Repository:
    """An empty repository whose branch is main."""
    root.mkdir()
    made = Repository(root)
    made.git("init", "--quiet", "--initial-branch", "main")
    return made


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's own git settings count."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def published(tmp_path: Path) -> Repository:
    """The publication as it stands on main, published."""
    made = new_repository(tmp_path / "publication")
    put(made.root, FILES)
    made.commit()
    return made


@pytest.fixture
def base(published: Repository) -> str:
    """The commit that was published."""
    return published.git("rev-parse", "HEAD")[:12]


def start(base: str, counts: str) -> str:
    """How every text starts."""
    return f"Compared with {base}, where HEAD left main. {counts}\n\n"


ENTRY = "`- {date: …, kind: correction, what: …, why: …}`"
ADD = f"add one: {ENTRY}"
QUOTED = (
    f"put it back, or add {ENTRY} to corrections in each claim that quotes it and has no new entry: "
    "kites-counted, rain-stopped"
)
UNSAID = f"and no new entry in corrections says that it changed; {ADD} [silent-edit]"


def test_nothing_changed(published: Repository, base: str) -> None:
    """Without a change there is nothing to say; another way to write the same in YAML is none."""
    published.edit(KITES, ("claimant: Example Gazette", "claimant: >-  # a comment\n  Example\n  Gazette"))
    made = published.review()
    assert (made.output, made.exit_code) == (start(base, "No changes.") + "No problems.\n", 0)


def test_a_new_claim_passes(published: Repository, base: str) -> None:
    """What is new can't have been published before, and a branch is compared with where it left main."""
    published.git("switch", "--quiet", "--create", "work")
    put(published.root, {"claims/fair/wind.yml": FILES[RAIN].replace("Rain stopped", "Wind stopped")})
    published.commit()
    made = published.review()
    assert made.exit_code == 0
    assert made.output == start(base, "1 change in 1 claim.") + (
        "claims/fair/wind.yml (claim wind)\n"
        "  line 1: This claim is new: 'Wind stopped the fair on its second day.'.\n\n"
        "No problems.\n"
    )


EDITS = (
    ("verdict: incorrect", "verdict: mixed"),
    ("counts 600", "counts 700"),
    ("some 6,000", "some 6,500"),
    ("stance: contradicts", "stance: context"),
)
SAID = """\
claims/fair/kites-counted.yml (claim kites-counted)
  line 5: The verdict changed from 'incorrect' to 'mixed'.
  line 6: The summary was reworded.
    was: The fair’s own book counts «600» kites on both days together.
    now: The fair’s own book counts «700» kites on both days together.
  line 10: The quotation from 'gazette-fair' was altered.
    was: some «6,000» kites were in the air
    now: some «6,500» kites were in the air
  line 12: The stance of the evidence from 'fair-book' changed from 'contradicts' to 'context'.
"""


def test_an_edit_in_silence_is_caught(published: Repository, base: str) -> None:
    """Each thing readers were told and that is changed without a correction is a problem at its line."""
    published.edit(KITES, *EDITS)
    made = published.review()
    assert made.exit_code == 1
    assert made.output == start(base, "4 changes in 1 claim.") + (
        f"{SAID}\n"
        f"{KITES}:5:10: verdict: was published as 'incorrect', {UNSAID}\n"
        f"{KITES}:6:10: summary: was published as "
        f"'The fair’s own book counts 600 kites on both days together.', {UNSAID}\n"
        f"{KITES}:10:12: sources[0].quote: was published as 'some 6,000 kites were in the air', {UNSAID}\n"
        f"{KITES}:12:13: sources[1].stance: was published as 'contradicts', {UNSAID}\n"
        "4 problems\n"
    )


def test_an_open_correction_passes(published: Repository, base: str) -> None:
    """The same edits pass with a new entry in the claim's corrections."""
    published.edit(KITES, *EDITS)
    published.append(KITES, CORRECTION)
    made = published.review()
    assert made.exit_code == 0
    assert made.output == start(base, "5 changes in 1 claim.") + SAID + (
        "  line 21: A correction was added: 'date: 2025-07-01; kind: correction; "
        "what: The verdict is mixed; we had written incorrect.; why: A second book was found.'.\n\n"
        "No problems.\n"
    )


def test_an_old_correction_excuses_nothing(published: Repository) -> None:
    """What was corrected before the base says nothing of today's edit, however often it is repeated."""
    published.edit(RAIN, ("verdict: correct", "verdict: mixed"))
    published.append(RAIN, FILES[RAIN].partition("corrections:\n")[2])
    made = published.review()
    assert made.exit_code == 1
    assert f"{RAIN}:5:10: verdict: was published as 'correct', {UNSAID}\n1 problem\n" in made.output


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("claim: 6,000", "claim: 7,000", "1:8: claim"),
        ("claimant: Example Gazette", "claimant: unknown", "2:11: claimant"),
        ("claimed: 2025-05-12", "claimed: 2025-05-13", "3:10: claimed"),
        ("published: 2025-06-01", "published: 2025-06-02", "19:12: published"),
        ("  - source: gazette-fair", "  - source: fair-book", "8:13: sources[0].source"),
        ("    quote: we counted 600 kites on both days\n", "", "11:5: sources[1].quote"),
        (FILES[KITES][FILES[KITES].index("  - source: fair-book") : FILES[KITES].index("notes:")], "", "7:1: sources"),
    ],
)
def test_what_is_guarded(published: Repository, old: str, new: str, place: str) -> None:
    """Claim, claimant, date, and the source, words and presence of evidence are guarded as the verdict is."""
    published.edit(KITES, (old, new))
    made = published.review()
    problems = [line for line in made.output.splitlines() if line.endswith("[silent-edit]")]
    assert made.exit_code == 1
    assert [line.partition(": was published ")[0] for line in problems] == [f"{KITES}:{place}"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a nought too many", "one nought too many"),
        ("at the gate.", "at the door."),
        ("topics: [kites]", "topics: [kites, weather]"),
        ("notes: |", "  - source: fair-book\n    stance: context\n    quote: a fine day\nnotes: |"),
    ],
)
def test_what_is_only_reported(published: Repository, old: str, new: str) -> None:
    """The analysis, notes, topics and evidence that is added are reported and need no correction."""
    published.edit(KITES, (old, new))
    made = published.review()
    assert made.exit_code == 0
    assert "1 change in 1 claim." in made.output


def test_typography_is_free(published: Repository, base: str) -> None:
    """The shape of quotation marks and dashes, and spaces, may change; the report says that it was only that."""
    published.edit(KITES, ("fair’s", "fair's"), ("quote: some 6,000 kites", 'quote: "some 6,000\u00a0kites"\n   #'))
    published.edit(KITES, ('kites"\n   #', "kites"), ("in the air", 'in the air"'))
    made = published.review()
    assert made.exit_code == 0
    assert made.output == start(base, "2 changes in 1 claim.") + (
        "claims/fair/kites-counted.yml (claim kites-counted)\n"
        "  line 6: Only the typography of the summary changed.\n"
        "  line 10: Only the typography of the quotation from 'gazette-fair' changed.\n\n"
        "No problems.\n"
    )


def test_a_claim_is_withdrawn(published: Repository, base: str) -> None:
    """A withdrawal is open by itself."""
    published.append(KITES, "withdrawn: {date: 2025-07-02, reason: The book was another fair’s.}\n")
    made = published.review()
    assert made.exit_code == 0
    assert made.output == start(base, "1 change in 1 claim.") + (
        "claims/fair/kites-counted.yml (claim kites-counted)\n"
        "  line 20: The claim was withdrawn: 'date: 2025-07-02; reason: The book was another fair’s.'.\n\n"
        "No problems.\n"
    )


def test_a_claim_is_not_brought_back_in_silence(published: Repository) -> None:
    """A withdrawn claim stands again only with a correction."""
    published.append(KITES, "withdrawn: {date: 2025-07-02, reason: In error.}\n")
    published.commit()
    published.edit(KITES, ("withdrawn: {date: 2025-07-02, reason: In error.}\n", ""))
    made = published.review()
    assert made.exit_code == 1
    assert made.output.endswith(
        f"{KITES}:1:1: withdrawn: the claim was withdrawn and isn't any more, "
        f"and no new entry in corrections says why; {ADD} [unwithdrawn]\n1 problem\n"
    )
    published.append(KITES, CORRECTION)
    assert published.review().exit_code == 0


def test_a_renamed_claim_is_caught(published: Repository, base: str) -> None:
    """Its address would lead nowhere: the claim is recognised under its new name, also where it was edited."""
    published.move(KITES, "claims/fair/kites.yml")
    published.edit("claims/fair/kites.yml", ("verdict: incorrect", "verdict: mixed"))
    made = published.review()
    assert made.exit_code == 1
    assert made.output == start(base, "2 changes in 1 claim.") + (
        "claims/fair/kites.yml (claim kites)\n"
        "  line 1: The file was renamed from 'claims/fair/kites-counted.yml'; its address would change.\n"
        "  line 5: The verdict changed from 'incorrect' to 'mixed'.\n\n"
        "claims/fair/kites.yml:1:1: seems to be the published claims/fair/kites-counted.yml, whose address would lead "
        "nowhere; name the file kites-counted.yml again, or add `former_ids: [kites-counted]` [renamed-claim]\n"
        f"claims/fair/kites.yml:5:10: verdict: was published as 'incorrect', {UNSAID}\n"
        "2 problems\n"
    )


def test_a_renamed_claim_whose_old_address_leads_on_is_accepted(published: Repository, base: str) -> None:
    """It names its former id; what else changed is looked at as ever."""
    published.move(KITES, "claims/fair/kites.yml")
    published.edit("claims/fair/kites.yml", ("published:", "former_ids: [kites-counted]\npublished:"))
    made = published.review()
    assert made.exit_code == 0
    assert "The file was renamed from 'claims/fair/kites-counted.yml'; its old address leads here.\n" in made.output
    published.edit("claims/fair/kites.yml", ("verdict: incorrect", "verdict: mixed"))
    assert "[silent-edit]\n1 problem\n" in published.review().output


def _everywhere(published: Repository, old: str, new: str) -> None:
    """Write one text for another in every file."""
    for path in (published.root / "claims").rglob("*.yml"):
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


OTHERS = [
    (BOOK, "claims/sources/the-book.yml", "url: https://office.example/book\n"),
    (BOOK, "claims/sources/the-book.yml", "url: unknown\n"),
    (BOOK, "claims/sources/the-book.yml", "url: https://other.example/\n"),
    (DOSSIER, "claims/dossiers/kites.yml", "claims: [kites-counted]\n"),
    (DOSSIER, "claims/dossiers/kites.yml", "title: Kites\n"),
]


@pytest.mark.parametrize(("old", "new", "line"), OTHERS)
def test_a_renamed_document_or_dossier_is_caught(published: Repository, old: str, new: str, line: str) -> None:
    """By its address, its title or its claims, whatever else changed; with its former id it is accepted."""
    if line == "url: unknown\n":
        published.edit(BOOK, ("url: https://office.example/book\n", line))
        published.commit()
    id_, id_now = Path(old).stem, Path(new).stem
    published.move(old, new)
    _everywhere(published, f"source: {id_}\n", f"source: {id_now}\n")
    _everywhere(published, f"dossier: {id_}\n", f"dossier: {id_now}\n")
    text = (published.root / new).read_text("utf-8")
    field = line.split()[0]
    (published.root / new).write_text(re.sub(f"^{field}.*\n", line, text, flags=re.M), "utf-8")
    said = (
        f"{new}:1:1: seems to be the published {old}, whose address would lead nowhere; "
        f"name the file {id_}.yml again, or add `former_ids: [{id_}]` [renamed-file]\n"
    )
    assert said in published.review("--base", "HEAD").output
    published.append(new, f"former_ids: [{id_}]\n")
    made = published.review("--base", "HEAD")
    assert "renamed-file" not in made.output
    assert f"The file was renamed from '{old}'; its old address leads here.\n" in made.output
    assert ("silent-edit" in made.output) == ("other" in line)  # evidence with another address is other evidence


def test_another_document_is_no_renamed_one(published: Repository) -> None:
    """Another title, day or publisher, and another address: one is gone and one is new."""
    text = FILES[BOOK].replace("office.example", "other.example")
    (published.root / BOOK).unlink()
    put(published.root, {"claims/sources/other.yml": text.replace("2025-05\n", "2025-06\n")})
    assert "renamed" not in published.review().output


@pytest.mark.parametrize("path", [BOOK, DOSSIER])
def test_a_document_or_dossier_that_is_gone_is_told(published: Repository, path: str) -> None:
    """A reader who follows its address finds nothing, unless it leads to another one now."""
    other = path.replace("fair", "other")
    text = re.sub("^url: .*\n", "url: unknown\n", FILES[path], flags=re.M)
    put(published.root, {other: text.replace("title: ", "title: Another ")})
    published.commit()
    (published.root / path).unlink()
    id_ = Path(path).stem
    assert published.review("--base", "HEAD").output.endswith(
        f"{path}:1:1: was published and is gone, so that its address would lead nowhere; put the file back, "
        f"or add `former_ids: [{id_}]` to the one that took its place [deleted-file]\n1 problem\n"
    )
    published.append(other, f"former_ids: [{id_}]\n")
    assert "deleted-file" not in published.review("--base", "HEAD").output


@pytest.mark.parametrize("path", [BOOK, DOSSIER])
def test_an_address_that_led_to_a_file_that_is_gone_leads_on(published: Repository, path: str) -> None:
    """Whatever takes the place of a file takes over its former ids too."""
    other, id_ = path.replace("fair", "other"), Path(path).stem
    text = re.sub("^url: .*\n", "url: unknown\n", FILES[path], flags=re.M)
    put(published.root, {other: text.replace("title: ", "title: Another ")})
    published.append(path, "former_ids: [first-name, old-name]\n")
    published.commit()
    (published.root / path).unlink()
    published.append(other, f"former_ids: [{id_}, first-name]\n")
    said = [line for line in problems(published.review("--base", "HEAD")) if not line.endswith("[silent-edit]")]
    assert said == [
        f"{path}:1:1: former_ids: the former id 'old-name' was published, and its address would lead nowhere; "
        "add it to former_ids of the file that took this one's place [lost-address]"
    ]
    published.edit(other, (f"[{id_}, first-name]", f"[first-name, old-name, {id_}]"))
    assert "[lost-address]" not in published.review("--base", "HEAD").output


def test_a_document_that_only_a_draft_names_may_go(published: Repository) -> None:
    """It was no page yet."""
    text = FILES[BOOK].replace("office.example", "other.example")
    draft = FILES[KITES].replace("source: fair-book", "source: other-book").replace("[@fair-book]", "[@other-book]")
    put(
        published.root, {"claims/sources/other-book.yml": text, "claims/drafts/kites-lost.yml": f"{draft}draft: true\n"}
    )
    published.commit()
    (published.root / "claims/sources/other-book.yml").unlink()
    (published.root / "claims/drafts/kites-lost.yml").unlink()
    made = published.review("--base", "HEAD")
    assert "claims/sources/other-book.yml" in made.output
    assert made.exit_code == 0
    assert made.output.endswith("No problems.\n")


def test_a_claim_is_not_deleted_by_leading_to_another(published: Repository) -> None:
    """A former id is that of a file that was renamed, not of one that is gone."""
    (published.root / KITES).unlink()
    published.edit(RAIN, ("published:", "former_ids: [kites-counted]\npublished:"))
    assert "[deleted-claim]" in published.review().output


def test_a_claim_moves_to_another_folder(published: Repository, base: str) -> None:
    """The address comes from the file's name alone."""
    published.move(KITES, "claims/sky/kites-counted.yml")
    made = published.review()
    assert made.exit_code == 0
    assert made.output == start(base, "1 change in 1 claim.") + (
        "claims/sky/kites-counted.yml (claim kites-counted)\n"
        "  line 1: The file moved here from 'claims/fair/kites-counted.yml'; its address stays.\n\n"
        "No problems.\n"
    )


def test_a_deleted_claim_is_caught(published: Repository, base: str) -> None:
    """A published claim is withdrawn, never deleted; that holds for a withdrawn one too."""
    published.append(RAIN, "withdrawn: {date: 2025-07-02, reason: In error.}\n")
    withdrawn = published.commit()
    (published.root / RAIN).unlink()
    for revision, name in ((base, f"revision {base}"), (withdrawn, f"revision {withdrawn}")):
        made = published.review("--base", revision)
        assert made.exit_code == 1
        assert made.output == f"Compared with {revision}, {name}. 1 change in 1 claim.\n\n" + (
            "claims/fair/rain-stopped.yml (claim rain-stopped)\n"
            "  line 1: This claim is gone: 'Rain stopped the fair on its second day.'.\n\n"
            "claims/fair/rain-stopped.yml:1:1: was published and is gone; put the file back and withdraw it: "
            "`withdrawn: {date: …, reason: …}` [deleted-claim]\n"
            "1 problem\n"
        )


def test_an_old_correction_is_not_rewritten(published: Repository, base: str) -> None:
    """A correction stays as it was published, and a rewritten one is no new one."""
    published.edit(RAIN, ("we had written midday", "we had midday"), ("verdict: correct", "verdict: mixed"))
    made = published.review()
    was = "'date: 2025-06-10; kind: clarification; what: It was noon; we had written midday.; why: The book says noon.'"
    assert made.exit_code == 1
    assert made.output == start(base, "3 changes in 1 claim.") + (
        "claims/fair/rain-stopped.yml (claim rain-stopped)\n"
        "  line 5: The verdict changed from 'correct' to 'mixed'.\n"
        f"  line 16: A published correction was changed or removed: {was}.\n"
        f"  line 17: A correction was added: {was.replace('written ', '')}.\n\n"
        f"{RAIN}:5:10: verdict: was published as 'correct', {UNSAID}\n"
        f"{RAIN}:16:1: corrections: the published entry {was} was changed or removed; "
        "put it back, and add a new one [edited-correction]\n"
        "2 problems\n"
    )


def test_an_old_correction_may_be_set_better(published: Repository) -> None:
    """Typography of a correction is as free as elsewhere."""
    published.edit(RAIN, ("The book says noon.", "The  book says\n      noon."))
    published.edit(RAIN, ("It was noon; we", "It was noon;  we"))
    made = published.review()
    assert made.exit_code == 0
    assert "  line 17: Only the typography of the corrections changed.\n" in made.output


def test_a_claim_that_cannot_be_read_is_no_way_out(published: Repository, base: str) -> None:
    """A published claim made unreadable is neither deleted nor compared; that is said with its fault's place."""
    published.edit(RAIN, ("claimed: unknown", "claimed: last week"))
    made = published.review()
    assert made.exit_code == 1
    assert made.output == start(base, "1 change in 1 claim.") + (
        "claims/fair/rain-stopped.yml (claim rain-stopped)\n"
        "  line 3: Not compared, for it can't be read: 'claimed: 'last week' is no date; "
        "write a day (2025-06-17), a month (2025-06), a year or unknown'.\n\n"
        "claims/fair/rain-stopped.yml:3:10: was published and can't be read now: claimed: 'last week' is no date; "
        "write a day (2025-06-17), a month (2025-06), a year or unknown [not-compared]\n"
        "1 problem\n"
    )


def test_documents_dossiers_and_the_scale_are_reported(published: Repository, base: str) -> None:
    """Whatever stands behind a claim is reported, also where the claim itself stays as it is."""
    address = ("gazette.example/kites", "gazette.example/sky")
    published.edit(
        GAZETTE, address, ("published: 2025-05-12", "published: 2025-05"), ("publisher: Example ", "publisher: ")
    )
    published.edit(
        PUBLICATION, ("Some of it", "Half of it"), ("  weather: Weather\n", ""), ("label: Mixed", "label: Half")
    )
    published.edit(DOSSIER, ("[kites-counted]", "[rain-stopped, kites-counted]"))
    (published.root / BOOK).unlink()
    made = published.review()
    assert made.exit_code == 1
    assert made.output == start(base, "8 changes in 2 source documents, 1 dossier, the publication’s facts.") + (
        "claims/sources/fair-book.yml (source document fair-book, quoted by 2 published claims)\n"
        "  line 1: This source document is gone: 'The book of the fair'.\n\n"
        "claims/sources/gazette-fair.yml (source document gazette-fair, quoted by 2 published claims)\n"
        "  line 2: The publisher was changed.\n"
        "    was: «Example» Gazette\n"
        "    now: Gazette\n"
        "  line 3: The address changed from 'https://gazette.example/kites' to 'https://gazette.example/sky'.\n"
        "  line 4: The date of publication changed from '2025-05-12' to '2025-05'.\n\n"
        "claims/dossiers/fair.yml (dossier fair)\n"
        "  line 3: New in the list of claims: 'rain-stopped'.\n\n"
        "claims/publication.yml (publication)\n"
        "  line 6: The label of the verdict 'mixed' changed from 'Mixed' to 'Half'.\n"
        "  line 6: The meaning of the verdict 'mixed' was reworded.\n"
        "    was: «Some» of it is right.\n"
        "    now: «Half» of it is right.\n"
        "  line 9: The topic 'weather' was removed: 'Weather'.\n\n"
        f"{BOOK}:1:1: was published and is gone, so that its address would lead nowhere; put the file back, "
        "or add `former_ids: [fair-book]` to the one that took its place [deleted-file]\n"
        f"{GAZETTE}:2:12: publisher: was published as 'Example Gazette'; {QUOTED} [changed-source]\n"
        f"{GAZETTE}:3:6: url: was published as 'https://gazette.example/kites'; {QUOTED} [changed-source]\n"
        f"{GAZETTE}:4:12: published: was published as '2025-05-12'; {QUOTED} [changed-source]\n"
        "4 problems\n"
    )


def test_a_base_that_todays_format_cannot_read(published: Repository) -> None:
    """A published file that doesn't fit today's format is said to be so, and the rest is compared."""
    published.edit(KITES, ("topics: [kites]", "topic: [kites]"))
    published.append(RAIN, "other: [a\n")
    base = published.commit()
    put(published.root, {KITES: FILES[KITES], RAIN: FILES[RAIN]})
    published.edit(BOOK, ("kind: report", "kind: book"))
    made = published.review()
    assert made.exit_code == 0
    assert made.output == start(base, "3 changes in 2 claims, 1 source document.") + (
        "claims/fair/kites-counted.yml (claim kites-counted)\n"
        "  line 1: Not compared, for it can't be read as it was: 'topic: is not a field of this format; "
        "did you mean 'topics'?'.\n\n"
        "claims/fair/rain-stopped.yml (claim rain-stopped)\n"
        "  line 1: Not compared, for it can't be read as it was: 'this [ is not closed, or a comma is missing; "
        "close it with ], or put the text in quotes'.\n\n"
        "claims/sources/fair-book.yml (source document fair-book)\n"
        "  line 4: The kind changed from 'report' to 'book'.\n\n"
        "No problems.\n"
    )


def silent(line: int, field: str, before: str) -> str:
    """What the guard says of a silent change of the claim on kites."""
    return (
        f"{KITES}:{line}:10: {field}: was published as '{before}', and no new entry in corrections says that it "
        "changed; add one: `- {date: …, kind: correction, what: …, why: …}` [silent-edit]"
    )


def problems(made: Result) -> list[str]:
    """The lines after the changes, without their count."""
    return made.output.rpartition("\n\n")[2].splitlines()[:-1]


def test_what_an_older_format_published_is_guarded_too(published: Repository) -> None:
    """A format that moves on is no way to change in silence what was published under the old one."""
    published.edit(KITES, ("topics: [kites]", "topics: [kites]\nmood: windy"))
    published.append(
        KITES, "corrections:\n  - {date: 2025-06-05, mood: calm, what: A nought., why: It was one too many.}\n"
    )
    published.commit()
    put(published.root, {KITES: FILES[KITES]})
    published.edit(
        KITES,
        ("verdict: incorrect", "verdict: correct"),
        ("The fair’s own", "The fair's own"),
        ("quote: we counted 600 kites on both days", "quote: we counted some kites on both days"),
    )
    made = published.review()
    assert made.exit_code == 1
    assert problems(made) == [
        f"{KITES}:1:1: corrections: the published entry 'A nought.' was changed or removed; put it back, and add a "
        "new one [edited-correction]",
        silent(5, "verdict", "incorrect"),
        f"{KITES}:7:1: sources: was published with 'we counted 600 kites on both days', and no new entry in "
        "corrections says that it changed; add one: `- {date: …, kind: correction, what: …, why: …}` [silent-edit]",
    ]


def test_what_an_older_format_published_is_corrected_openly(published: Repository) -> None:
    """A new entry is one that the published file didn't have, whatever else it had."""
    published.edit(KITES, ("topics: [kites]", "topics: [kites]\nmood: windy"))
    published.commit()
    put(published.root, {KITES: FILES[KITES]})
    published.edit(KITES, ("verdict: incorrect", "verdict: mixed"))
    published.append(KITES, CORRECTION)
    made = published.review()
    assert (made.exit_code, problems(made)) == (0, [])
    assert "The verdict changed from 'incorrect' to 'mixed'." in made.output


NEVER = "The base was never published (published_since in claims/publication.yml), so no change of it is refused.\n"


@pytest.mark.parametrize(("since", "code"), [("not yet", 0), ("2999-01-01", 0), ("2001-01-01", 1)])
def test_what_was_never_published_may_change(published: Repository, since: str, code: int) -> None:
    """Before the day that the publication first went out there is nothing to correct openly; from then on there is."""
    published.edit(PUBLICATION, ("licence:", f"published_since: {since}\nlicence:"))
    published.commit()
    published.edit(KITES, ("verdict: incorrect", "verdict: correct"))
    made = published.review()
    assert made.exit_code == code
    assert made.output.endswith(NEVER) == (code == 0)
    assert "The verdict changed from 'incorrect' to 'correct'." in made.output
    assert NEVER.strip() in published.review("--format", "markdown").output or code


def test_what_stood_until_it_was_published_is_published(published: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day may be written down in advance: what counts is when the next commit came, not how old the base is."""

    def on(day: str) -> None:
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00Z")
        published.commit()

    published.edit(PUBLICATION, ("licence:", "published_since: 2026-11-25\nlicence:"))
    on("2026-11-22")
    published.edit(RAIN, ("at noon, all", "at noon and all"))
    on("2026-11-24")
    published.git("switch", "--quiet", "--create", "proposal")
    published.edit(KITES, ("verdict: incorrect", "verdict: correct"))
    on("2026-11-24")
    assert published.review("--today", "2026-11-24").output.endswith(NEVER)
    made = published.review("--today", "2026-11-27")
    assert [line.rpartition(" ")[2] for line in problems(made)] == ["[silent-edit]"]
    assert published.review("--base", "main~1").output.endswith(NEVER)  # another took its place on the 24th
    assert published.review("--base", "main", "--today", "2026-11-25").exit_code == 1
    assert published.review("--base", "HEAD", "--today", "2026-11-27").output.endswith("No problems.\n")


def test_a_base_that_stands_is_published_when_the_day_has_come(
    published: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No commit came yet, as where a preview looks at main itself; nor does one count that the branch dates back."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-11-20T11:00:00Z")
    published.edit(PUBLICATION, ("licence:", "published_since: 2026-11-25\nlicence:"))
    published.commit()
    published.edit(KITES, ("verdict: incorrect", "verdict: correct"))
    assert published.review("--base", "HEAD", "--today", "2026-11-24").output.endswith(NEVER)
    assert published.review("--base", "HEAD", "--today", "2026-11-27").exit_code == 1
    assert published.review("--base", "HEAD").exit_code == 1  # by the clock
    published.git("switch", "--quiet", "--create", "proposal")
    published.commit()
    assert published.review("--today", "2026-11-27").exit_code == 1
    published.git("switch", "--quiet", "main")
    published.git("commit", "--quiet", "--allow-empty", "--message", "x")  # what the branch left went on before the day
    published.git("switch", "--quiet", "proposal")
    assert published.review("--today", "2026-11-27").exit_code == 1
    published.git("branch", "--move", "main", "trunk")
    assert published.review("--base", "trunk", "--today", "2026-11-27").exit_code == 1


def test_today_is_a_day(published: Repository) -> None:
    """Anything else is wrong use."""
    made = published.review("--today", "tomorrow")
    said = "Error: Invalid value for '--today': 'tomorrow' is no day; write it as 2027-01-31\n"
    assert (made.exit_code, made.output.endswith(said)) == (2, True)


def test_older_states_go_by_what_main_says(published: Repository) -> None:
    """A revision from before the day was written down counts as unpublished all the same."""
    published.git("branch", "first")
    published.edit(KITES, ("verdict: incorrect", "verdict: correct"))
    published.edit(PUBLICATION, ("licence:", "published_since: not yet\nlicence:"))
    published.commit()
    made = published.review("--base", "first")
    assert (made.exit_code, made.output.endswith(NEVER)) == (0, True)


def test_a_proposal_cannot_declare_it_unpublished(published: Repository) -> None:
    """Whether the guard holds is what main says, not what is proposed; and the proposal itself is refused."""
    published.git("switch", "--quiet", "--create", "proposal")
    published.edit(PUBLICATION, ("licence:", "published_since: not yet\nlicence:"))
    published.edit(KITES, ("verdict: incorrect", "verdict: correct"))
    published.commit()
    made = published.review()
    assert made.exit_code == 1
    assert problems(made) == [
        silent(5, "verdict", "incorrect"),
        f"{PUBLICATION}:3:18: published_since: was not given, which counts as published, and what is published stays "
        "so; put it back [unpublished]",
    ]
