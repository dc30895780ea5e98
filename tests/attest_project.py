"""The Dunmoor Courier: an invented article, an invented letter, and the publication that quotes them."""

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from conftest import REPOSITORY, copy_project, put

from generator.__main__ import main
from generator.quotation.words import words

ARTICLE = [
    "NETHER DUNMOOR, Thursday. The pond council has voted to move the owl clock from the boathouse to the mill before"
    " the first frost, its keeper Ambrose Tull told the Courier. Nine of eleven members were for it.",
    "“The clock struck thirteen on 412 nights since the flood,” Mr Tull said, “and nobody wound it on any of them.” He"
    " counted the nights in a ledger, which the council keeps in a biscuit tin.",
    "The move costs 2,350 florins. Of these, the millers pay 1,900, and the rest comes from the sale of last year’s"
    " plum jam. The jam was sold at the gate of the old cannery, where a queue of forty people had formed by noon.",
    "The mill stands empty since the spring. Its wheel turns on Sundays only, said the miller’s aunt, and the owls do"
    " not mind the noise. The clock will be carried by hand, she added, because no cart has ever crossed the causeway"
    " dry.",
    "Two members voted against the plan. One called it a folly [sic!] in three letters to this paper; the other asked"
    " for a second bell. The clock will be carried by hand, the council’s clerk wrote, unless it rains.",
    "The council meets again on the ninth of June to choose a painter for the owls.",
]
TITLE = "Owl clock to move to the mill"
COMMENTS = [
    "Lavinia Crump wrote: The owls have been moved twice already and they came back to the boathouse every time.",
    "Old Ned wrote: Somebody should ask who ate all the plum jam before it ever reached the gate of the cannery.",
]
HEADLINES = [
    "More from the Courier: Heron fined for fishing without a licence, third week in a row",
    "More from the Courier: Causeway dry for an hour, three carts cross",
]
LETTER = """\
Letter of the guild

The guild of millers pays nothing for the owl clock, and it was not asked to. The clock struck thirteen on four nights,
and the guild heard each of them from the wheel house. We have written this to the council in May and had no reply.
Signed for the guild, with its seal of wax, by the eldest miller present.
"""
START, END = "NETHER DUNMOOR", "to choose a painter for the owls"


def page(paragraphs: Sequence[str], encoding: str = "utf-8", declared: str = "utf-8") -> bytes:
    """A page of the Courier with these paragraphs under its title."""
    lines = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="{declared}">
<title>{TITLE} – The Dunmoor Courier</title>
<meta property="og:site_name" content="The Dunmoor Courier">
<meta name="author" content="Perpetua Vane">
<meta property="article:published_time" content="2024-05-06T09:00:00+01:00">
</head>
<body>
<nav><a href="/">Home</a> <a href="/pond">Pond</a></nav>
<main>
<h1>{TITLE}</h1>
{lines}
</main>
<footer>© The Dunmoor Courier</footer>
</body>
</html>
""".encode(encoding)


SAVED = page([*ARTICLE, *COMMENTS, *HEADLINES])
COPIED = """\
# Copied at the reading desk.
title: Parish roll
publisher: Parish of Nether Dunmoor
url: unknown
kind: book
published: 2024
copied: {by: A. Clerk, on: 2024-06-01}
"""
QUOTE = "The clock struck thirteen on 412 nights since the flood"
CLAIM_PATH = "claims/pond/clock-thirteen.yml"
COURIER = "claims/sources/courier-clock"


WORDS = words("\n".join(ARTICLE))
PLACE = f"{CLAIM_PATH}:10:12: sources[0].quote: "
"""Where the first quotation of the claim stands, and what it is called."""
NO_ROOT = "the words and their proof do not lead to the text's root"
NO_PROOF = (
    "no proof shows that these words stand in 'courier-clock'; copy them as they stand there, or, where the capture is"
    " at hand, run `attested attest` [quote-not-proved]"
)


def piece(source: str, stance: str, quote: str | None = None, **more: str) -> str:
    """A piece of evidence as YAML; each value is one line."""
    fields = {"stance": stance, "quote": quote, "note": None if quote else "It says nothing of it.", **more}
    lines = [f"    {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value]
    return "\n".join([f"  - source: {source}", *lines]) + "\n"


def claim(*pieces: str) -> str:
    """A claim with this evidence on the courier's document, and a piece for and against it by hand."""
    return f"""\
claim: The owl clock struck thirteen on 412 nights.
claimant: The Dunmoor Courier
claimed: 2024-05-06
appearances: [courier-clock]
verdict: unproven
summary: The keeper counts 412 nights, the guild four; no record settles it.
sources:
{"".join(pieces)}\
{piece("parish-roll", "supports", "it struck once too often")}\
{piece("guild-letter", "contradicts")}\
single_source_reason: Nobody else lives there.
one_sided_reason: Nobody else was asked.
published: 2024-06-02
"""


def dunmoor(root: Path) -> Path:
    """The project: its claim quotes the courier once; neither document is captured yet."""
    copy_project(root)
    shutil.rmtree(root / "claims")
    put(
        root,
        {
            "claims/publication.yml": (REPOSITORY / "claims/publication.yml").read_bytes(),
            "claims/sources/parish-roll.yml": COPIED,
            CLAIM_PATH: claim(piece("courier-clock", "asserts", QUOTE)),
            "saved/page.html": SAVED,
            "saved/letter.txt": LETTER,
        },
    )
    return root


def run(root: Path, command: str, *arguments: object, captures: str | None = "captures", **env: str) -> Result:
    """Run a command on the project in this process, with its captures folder or, with None, without any."""
    named = ["--captures", root / captures] if captures else []
    asked = [command, *arguments, "--root", root, *(named if command in ("attest", "capture", "check") else [])]
    runner = CliRunner(env={"ATTESTED_CAPTURES": "/nonexistent", "VISUAL": None, "EDITOR": None, **env})
    done = runner.invoke(main, [str(one) for one in asked])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def captured(root: Path) -> Path:
    """The project with both documents captured, the article cut from its page, and described."""
    page_file, letter = root / "saved/page.html", root / "saved/letter.txt"
    known = ("--url", "https://courier.example/clock", "--kind", "article", "--captured", "2024-06-01T08:00:00Z")
    cut = ("--start", START, "--end", END)
    for made in (
        run(root, "capture", page_file, "--id", "courier-clock", *known, *cut),
        run(root, "capture", letter, "--id", "guild-letter", "--kind", "statement"),
    ):
        assert made.exit_code == 0, made.output
    described = root / "claims/sources/guild-letter.yml"  # a text doesn't say its language; who captured it does
    described.write_text(described.read_text("utf-8").replace("language: und", "language: en"), "utf-8")
    return root


def attested(root: Path) -> Path:
    """The project with both documents captured and its quotation proved."""
    made = run(captured(root), "attest")
    assert made.exit_code == 0, made.output
    return root


def proofs(root: Path) -> dict[str, Any]:
    """The courier's file of proofs."""
    read: dict[str, Any] = json.loads((root / f"{COURIER}.proofs.json").read_bytes())
    return read


def line_of(root: Path, name: str, text: str) -> int:
    """The only line of a file that holds this text, counted from 1."""
    found = [n for n, line in enumerate((root / name).read_text("utf-8").splitlines(), 1) if text in line]
    assert len(found) == 1, f"{len(found)} lines with {text!r}"
    return found[0]


def plain(markup: str) -> str:
    """A file's text without its tags."""
    return re.sub(r"<[^>]*>", " ", markup)


def quoting(root: Path, quote: str, **more: str) -> Path:
    """The claim quotes the courier so, and nothing else of it."""
    put(root, {CLAIM_PATH: claim(piece("courier-clock", "asserts", quote, **more))})
    return root


def attest(root: Path, *arguments: object) -> tuple[int, str, str]:
    """Attest: exit code, findings, and what was done."""
    done = run(root, "attest", *arguments)
    return done.exit_code, done.stdout, done.stderr


def check(root: Path, *arguments: object, captures: str | None = "captures") -> tuple[int, str]:
    """Check: exit code and report. Nothing else is said."""
    done = run(root, "check", *arguments, captures=captures)
    assert done.stderr == ""
    return done.exit_code, done.stdout


def refused(message: str) -> tuple[int, str]:
    """The report of one problem with the claim's first quotation."""
    return 1, f"{PLACE}{message}\n1 problem\n"


def place(text: str) -> list[int]:
    """Where these words first stand in the article: the first, and one after the last, from 0."""
    its = words(text)
    start = next(at for at in range(len(WORDS)) if WORDS[at : at + len(its)] == its)
    return [start, start + len(its)]


def invalid(fault: str) -> str:
    """What is said of a proof that doesn't lead to the capture."""
    return (
        f"its proof doesn't lead to the capture of 'courier-clock' ({fault}); run `attested attest` anew"
        " [quote-proof-invalid]"
    )
