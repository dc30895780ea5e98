"""The picture of each claim: what it shows, in any script, and that none that is kept is the reason for a fault."""

import os
import re
import struct
import subprocess
import sys
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ENVIRONMENT, REPOSITORY, attested, build, contents, one, page, put
from playwright.sync_api import Browser

from generator.cards import bidi, said
from generator.cards.card import COLOURS
from generator.cards.face import SERIF, width
from generator.cards.marks import mark

CLAIM = "claims/harbour/harbour-closed.yml"
ICONS = ("check", "tick", "half", "tilde", "cross", "clock", "scales", "speech", "question")
PAPER, BAND = (255, 255, 255), range(480, 630)
NAME, HEADLINE, FACTS = range(40, 110), range(112, 410), range(415, 470)


@dataclass(frozen=True)
class _Picture:
    """A card as rows of colours."""

    rows: list[list[tuple[int, ...]]]

    def colours(self, rows: Iterable[int]) -> set[tuple[int, ...]]:
        return {colour for row in rows for colour in self.rows[row]}

    def inked(self, rows: Iterable[int]) -> tuple[int, int] | None:
        """The first and the last column of these rows that isn't paper; nothing where all of it is."""
        found = [at for row in rows for at, colour in enumerate(self.rows[row]) if colour != PAPER]
        return (min(found), max(found)) if found else None


def _picture(content: bytes) -> _Picture:
    """A PNG file of a palette, as the cards are, decoded."""
    width, height, depth, kind = struct.unpack(">IIBB", content[16:26])
    assert (width, height, depth, kind) == (1200, 630, 8, 3)
    colours = [tuple(_chunk(content, b"PLTE")[at : at + 3]) for at in range(0, 48 * 3, 3)]
    pixels = zlib.decompress(_chunk(content, b"IDAT"))
    rows = [pixels[at : at + width + 1] for at in range(0, len(pixels), width + 1)]
    assert {row[0] for row in rows} == {0}
    return _Picture([[colours[pixel] for pixel in row[1:]] for row in rows])


def _chunk(content: bytes, kind: bytes) -> bytes:
    at = content.index(kind)
    return content[at + 4 : at + 4 + int.from_bytes(content[at - 4 : at])]


def _changed(project: Path, **fields: str) -> bytes:
    """The card of a claim with other texts, as `build` writes it."""
    path = project / CLAIM
    text = path.read_text("utf-8")
    for field, value in fields.items():
        text = re.sub(rf"^{field}:.*\n(  .*\n)*", f"{field}: {value}\n", text, flags=re.M)
    path.write_text(text, "utf-8")
    made = attested("build", "--root", project)
    assert made.exit_code == 0, made.output
    return (project / "docs/_generated/cards/harbour-closed.png").read_bytes()


# What a card shows


def test_every_claim_has_a_small_picture_that_says_what_it_shows(site: Path) -> None:
    """1200 by 630, below 30 KB, its texts readable in the file; one more stands for all other pages."""
    cards = contents(site / "cards")
    assert set(cards) == {f"{path.stem}.png" for path in (REPOSITORY / "claims/kursk").glob("*.yml")} | {"index.png"}
    assert max(map(len, cards.values())) < 30_000
    assert said(cards["uk-casualties.png"]) == {
        "Title": "UK intelligence: more than 6,000 North Korean soldiers have died",
        "Author": "Attested",
        "Description": "Incorrect",
    }
    assert said(cards["index.png"]) == {
        "Title": "Claims checked against their sources, word for word.",
        "Author": "Attested",
    }


def test_the_verdict_has_its_colour(site: Path) -> None:
    """The band is red for an incorrect claim, and nothing else on the card is."""
    card = _picture((site / "cards/uk-casualties.png").read_bytes())
    red = tuple(bytes.fromhex(COLOURS["red"][1:]))
    assert card.rows[BAND[0]][0] == card.rows[BAND[-1]][-1] == red
    assert (255, 255, 255) in card.colours(BAND)
    assert red not in card.colours(range(BAND[0]))


def test_colours_are_the_pages_own() -> None:
    """One table, in two languages."""
    style = (REPOSITORY / "docs/assets/attested.css").read_text("utf-8")
    assert {
        name: colour for name, colour in re.findall(r"--at-(\w+): light-dark\((#\w{6}),", style) if name in COLOURS
    } == COLOURS


@pytest.mark.parametrize("name", ICONS)
def test_marks_are_those_of_the_pages(browser: Browser, name: str) -> None:
    """A browser draws the same shapes from the same template; only edges may differ by a little."""
    size = 76
    template = (REPOSITORY / "generator/render/templates/_icons.html").read_text("utf-8")
    shapes = re.search(rf'name == "{name}" %}}(.*)' if name != "question" else r"else -?%}(.*)", template)
    assert shapes
    style = ".i{fill:none;stroke:#fff;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}"
    style += ".at-solid{fill:#fff;stroke:none}.at-cut{stroke:#000;stroke-width:2.8}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="{size}" height="{size}">'
    svg += f'<style>{style}</style><path d="M0 0h24v24H0z"/><g class="i">{shapes[1]}</g></svg>'
    script = """async address => {
      const image = new Image(); image.src = address; await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d"); canvas.drawImage(image, 0, 0);
      return [...canvas.getImageData(0, 0, image.width, image.height).data].filter((_, at) => at % 4 == 0);
    }"""
    tab = browser.new_page()
    theirs = tab.evaluate(script, "data:image/svg+xml;base64," + b64encode(svg.encode()).decode())
    tab.close()
    ours = b"".join(mark(name, size).rows)
    differences = [abs(one - other) for one, other in zip(ours, theirs, strict=True)]
    assert sum(differences) / len(differences) < 3
    assert max(differences) < 160


def test_a_withdrawn_claim_shows_no_verdict(project: Path) -> None:
    """A picture that says what was taken back would go on saying it."""
    put(
        project,
        {CLAIM: (project / CLAIM).read_text("utf-8") + "withdrawn: {date: 2025-09-01, reason: Another harbour.}\n"},
    )
    card = _changed(project)
    assert said(card)["Description"] == "Withdrawn"
    assert _picture(card).rows[BAND[0]][0] == tuple(bytes.fromhex(COLOURS["grey"][1:]))


# Any text


SCRIPTS = {
    "Cyrillic": "Порт Примера был закрыт весь май.",
    "Greek": "Το λιμάνι ήταν κλειστό όλον τον Μάιο· ἐν ἀρχῇ.",
    "Vietnamese": "Cảng đã đóng cửa suốt tháng Năm năm 2025.",
    "Arabic": "أُغلق ميناء المثال طوال شهر مايو 2025.",
    "Hebrew": "נמל הדוגמה היה סגור כל חודש מאי 2025.",
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_shown_from_their_side(project: Path, script: str) -> None:
    """From left to right at the left margin, from right to left at the right one."""
    seen = _picture(_changed(project, claim=SCRIPTS[script], short=SCRIPTS[script])).inked(HEADLINE)
    assert seen
    if script in ("Arabic", "Hebrew"):
        assert seen[0] > 90
        assert 1110 < seen[1] <= 1130
    else:
        assert 70 <= seen[0] < 90
        assert seen[1] < 1130


def test_what_the_fonts_lack_is_left_out_whole(project: Path) -> None:
    """No empty boxes: the claimant stands in the claim's place, and the verdict and the publication stay."""
    korean = "예시항은 2025년 5월 내내 폐쇄되었다."
    card = _changed(project, claim=korean, short=korean)
    assert said(card)["Title"] == korean
    assert _picture(card).inked(HEADLINE)
    nobody = _picture(_changed(project, claimant="예시항 신문"))
    assert nobody.inked(HEADLINE) is None
    assert nobody.inked(NAME)
    assert nobody.inked(FACTS)
    assert len(nobody.colours(BAND)) > 2


@pytest.mark.parametrize("text", ["word " * 59 + "word.", "Wörter" * 49, "كلمة " * 59, "a " + "ש" * 290, "W" * 290])
def test_a_long_claim_is_made_to_fit(project: Path, text: str) -> None:
    """Smaller, then cut: it touches neither a margin nor what stands below."""
    (project / CLAIM).write_text(re.sub(r"^short:.*\n", "", (project / CLAIM).read_text("utf-8"), flags=re.M), "utf-8")
    seen = _picture(_changed(project, claim=text.strip()))
    across = seen.inked(HEADLINE)
    assert across
    assert across[0] >= 68
    assert across[1] <= 1132
    assert seen.inked(range(410, 415)) is None


LINES = [
    ("abc 123", 0, "abc 123"),
    ("שלום abc", 0, "םולש abc"),
    ("שלום abc.", 1, ".abc םולש"),
    ("ארגון UN (UNHCR) אמר", 1, "רמא UN (UNHCR) ןוגרא"),
    ("abc (שלום) def", 0, "abc (םולש) def"),
    ("מחיר 1,234.5 ש", 1, "ש 1,234.5 ריחמ"),
    ("عدد ٦٬٠٠٠ في", 1, "يف ٦٬٠٠٠ ددع"),
    ("عدد 12-13 في", 1, "يف 13-12 ددع"),
    ("ירידה של 5% היום", 1, "םויה 5% לש הדירי"),
]


@pytest.mark.parametrize(("text", "level", "shown"), LINES)
def test_directions_mix_as_unicode_says(text: str, level: int, shown: str) -> None:
    """The order of characters from left to right, by UAX #9; mirroring is the font's."""
    assert "".join(text[at] for at in bidi.visual(bidi.levels(text, level))) == shown


# What a messenger is told


def _meta(folder: Path, address: str) -> dict[str, str]:
    tags = one(page(folder, address), "head").findall("meta")
    return {tag.get("property") or tag.get("name") or "": tag.get("content", "") for tag in tags}


@pytest.mark.parametrize("text", ["שלום abc " * 9, "كلمة 10 x " * 12])
def test_a_width_is_the_same_on_each_python(text: str) -> None:
    """The fonts count in thousandths; before Python 3.12 a `sum` of many parts was a little beside them."""
    wide = width(text, SERIF)
    assert wide == round(wide * 1000) / 1000


def test_pages_name_their_picture(example: Path) -> None:
    """A claim's page its own, every other page the publication's, with size and words."""
    site = example / "site"
    said_ = _meta(site, "claims/harbour-closed")
    assert said_["og:image"] == "https://checks.example/cards/harbour-closed.png"
    assert (site / "cards/harbour-closed.png").is_file()
    assert (said_["og:image:width"], said_["og:image:height"]) == ("1200", "630")
    assert said_["og:image:alt"] == "Incorrect: The harbour was closed in May"
    assert said_["twitter:card"] == "summary_large_image"
    for address in ("", "claims", "about", "sources/gazette-harbour", "dossiers/harbour"):
        assert _meta(site, address)["og:image"] == "https://checks.example/cards/index.png"
    feed = (site / "claimreview.json").read_text("utf-8")
    assert '"image":"https://checks.example/cards/harbour-closed.png"' in feed


def test_without_an_address_the_picture_is_there_all_the_same(site: Path) -> None:
    """The page links to it for whoever wants to post it."""
    share = one(page(site, "claims/uk-casualties"), ".//div[@class='at-share']")
    assert [link.get("href") for link in share.findall("p/a")][-1] == "../../cards/uk-casualties.png"
    assert _meta(site, "claims/uk-casualties")["twitter:card"] == "summary"


def test_pictures_can_be_switched_off(project: Path) -> None:
    """Nothing is drawn, and nothing names what isn't there."""
    settings = project / "claims/publication.yml"
    settings.write_text(settings.read_text("utf-8") + "social_cards: false\n", "utf-8")
    site = build(project, project / "site")
    assert not (site / "cards").exists()
    assert not (project / ".cache/cards").exists()
    assert "og:image" not in _meta(site, "claims/harbour-closed")
    assert [path for path, content in contents(site).items() if b"cards/" in content] == []


# What is kept


def _kept(project: Path) -> dict[str, tuple[int, bytes]]:
    """Each file's identity and content."""
    return {path.name: (path.stat().st_ino, path.read_bytes()) for path in (project / ".cache/cards").iterdir()}


def test_a_card_is_drawn_once(project: Path) -> None:
    """A second build leaves what is kept alone and makes the same site; one changed claim is one card more."""
    first = contents(build(project, project / "site"))
    kept = _kept(project)
    assert len(kept) == len([name for name in first if name.startswith("cards/")])
    assert contents(build(project, project / "site")) == first
    assert _kept(project) == kept
    _changed(project, short="Another short text")
    assert len(_kept(project).keys() - kept.keys()) == 1


def test_what_is_kept_is_never_the_reason_for_a_wrong_picture(project: Path) -> None:
    """Files cut, emptied, altered or exchanged are drawn anew."""
    build(project, project / "site")
    wanted, kept = contents(project / "site/cards"), _kept(project)
    names = sorted(kept)
    for number, name in enumerate(names):
        content, other = kept[name][1], kept[names[number - 1]][1]
        spoiled = (content[:-1], b"", content[:200] + b"?" + content[201:], other)
        (project / ".cache/cards" / name).write_bytes(spoiled[number % len(spoiled)])
    assert contents(build(project, project / "site") / "cards") == wanted
    assert {name: content for name, (_, content) in _kept(project).items()} == {
        name: content for name, (_, content) in kept.items()
    }


def test_what_somebody_else_kept_is_not_believed(project: Path, tmp_path: Path) -> None:
    """Cards under another user's seal, as a pull request could bring them along, are drawn anew."""
    build(project, project / "site", env={"XDG_CACHE_HOME": str(tmp_path / "theirs")})
    wanted, theirs = contents(project / "site/cards"), _kept(project)
    assert (
        contents(build(project, project / "site", env={"XDG_CACHE_HOME": str(tmp_path / "ours")}) / "cards") == wanted
    )
    ours = _kept(project)
    assert ours.keys() == theirs.keys()
    assert all(ours[name][1] != content for name, (_, content) in theirs.items())


def test_nobody_waits_for_what_is_kept(project: Path, example: Path) -> None:
    """A pipe, a folder, a link without end or to nowhere, and a file that is far too long: drawn anew."""
    assert attested("build", "--root", project).exit_code == 0
    strange: list[Callable[[Path], object]] = [
        os.mkfifo,
        Path.mkdir,
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: path.symlink_to("nowhere"),
        lambda path: os.truncate(path.open("wb").fileno(), 2**40),
    ]
    for number, path in enumerate(sorted((project / ".cache/cards").iterdir())):
        path.unlink()
        strange[number % len(strange)](path)
    assert contents(build(project, project / "site") / "cards") == contents(example / "site/cards")


def test_where_nothing_can_be_kept_cards_are_drawn(project: Path, example: Path) -> None:
    """A file stands where the folder would."""
    put(project, {".cache/cards": b""})
    assert contents(build(project, project / "site") / "cards") == contents(example / "site/cards")


def test_two_builds_at_once_share_what_is_kept(project: Path, example: Path) -> None:
    """Both are whole, whoever draws first."""
    command = [sys.executable, "-m", "generator", "build", "--root", str(project), "--out"]
    running = [
        subprocess.Popen([*command, str(project / name)], env=ENVIRONMENT, cwd=REPOSITORY, stderr=subprocess.PIPE)
        for name in ("one", "two")
    ]
    assert [(process.communicate(timeout=120), process.returncode)[1] for process in running] == [0, 0]
    wanted = contents(example / "site/cards")
    assert contents(project / "one/cards") == contents(project / "two/cards") == wanted
    assert all(not name.startswith(".") for name in _kept(project))
