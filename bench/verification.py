"""How long it takes to prove and to check the quotations of a large archive: `.venv/bin/python bench/verification.py`.

The archive is invented and the same at each run: 500 captured texts of 800 words, and 1,000 claims that quote them
10,000 times, about 20 words each. It is written to a folder that is gone afterwards. Times are CPU seconds of one core.
"""

import json
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

from generator.attest import attest
from generator.check import check
from generator.folder import read
from generator.quotation.proof import prove, verify
from generator.quotation.proof_file import proof_to_json
from generator.quotation.tree import commit, grow
from generator.quotation.words import words

T = TypeVar("T")

TEXTS, WORDS = 500, 800
CLAIMS, QUOTATIONS = 1_000, 10
SHORTEST, LONGEST = 16, 24
VOCABULARY = 8_000
REPOSITORY = Path(__file__).resolve().parents[1]


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and its CPU seconds."""
    start = time.process_time()
    made = work()
    return made, time.process_time() - start


def texts(rng: random.Random) -> dict[str, list[str]]:
    """The captured texts by their ids, word for word."""
    vocabulary = ["".join(rng.choices("abcdefghijklmnop", k=rng.randint(2, 9))) for _ in range(VOCABULARY)]
    return {f"text-{number}": rng.choices(vocabulary, k=WORDS) for number in range(TEXTS)}


def quotations(archive: dict[str, list[str]], rng: random.Random) -> list[list[tuple[str, str]]]:
    """For each claim the documents it quotes, and the quotations."""
    return [[_quotation(archive, rng) for _ in range(QUOTATIONS)] for _ in range(CLAIMS)]


def _quotation(archive: dict[str, list[str]], rng: random.Random) -> tuple[str, str]:
    name, size = rng.choice(list(archive)), rng.randint(SHORTEST, LONGEST)
    start = rng.randrange(WORDS - size)
    return name, " ".join(archive[name][start : start + size])


def write(root: Path, archive: dict[str, list[str]], claims: list[list[tuple[str, str]]]) -> None:
    """The archive as a project. JSON is YAML too."""
    for folder in ("sources", "bench"):
        (root / "claims" / folder).mkdir(parents=True)
    shutil.copy(REPOSITORY / "claims/publication.yml", root / "claims")
    for name, text in archive.items():
        committed = commit(tuple(text))
        capture = {
            "captured": "unknown",
            "from": name,
            "how": "text-file",
            "received_sha256": "0" * 64,
            "words": committed.words,
            "root": committed.root,
        }
        about = {"title": name, "publisher": name, "url": "unknown", "published": "unknown", "capture": capture}
        (root / f"claims/sources/{name}.yml").write_text(json.dumps(about), "utf-8")
    for number, quoted in enumerate(claims):
        claim = {
            "claim": f"Claim {number}.",
            "claimant": "unknown",
            "claimed": "unknown",
            "published": "2025-01-01",
            "appearances": [quoted[0][0]],
            "verdict": "unproven",
            "summary": "None.",
            "sources": [{"source": name, "stance": "context", "quote": quote} for name, quote in quoted],
        }
        (root / f"claims/bench/claim-{number}.yml").write_text(json.dumps(claim), "utf-8")


def measure(root: Path) -> list[tuple[str, str]]:
    """What was measured, and the figure."""
    rng = random.Random(2025)
    archive = texts(rng)
    claims = quotations(archive, rng)
    write(root, archive, claims)
    contents = read(root)
    made, attesting = timed(lambda: attest(contents, lambda name: " ".join(archive[name])))
    assert (made.proved, made.problems) == (CLAIMS * QUOTATIONS, []), "every quotation is proved"
    for path, content in made.files.items():
        (root / path).write_bytes(content)
    trees = {name: grow(words(" ".join(text))) for name, text in archive.items()}
    proofs = [(quote, prove(quote, trees[name]), name) for quoted in claims for name, quote in quoted]
    _, verifying = timed(lambda: [verify(quote, proof, trees[name].commitment) for quote, proof, name in proofs])
    _, reading = timed(lambda: read(root))
    checked, checking = timed(lambda: check(root))
    assert not checked.failed, "every proof holds"
    sizes = [len(proof_to_json(proof).encode()) for _, proof, _ in proofs]
    hashes = [32 * (len(proof.salts) + len(proof.hashes)) for _, proof, _ in proofs]
    return [
        ("attest all: trees, proofs, files", f"{attesting:.1f} s"),
        ("verify all proofs", f"{verifying:.1f} s"),
        ("whole check: files read, proofs verified, claims linked", f"{checking:.1f} s"),
        ("of this, reading the files", f"{reading:.1f} s"),
        ("words of a quotation, median", f"{median(len(quote.split()) for quote, _, _ in proofs):g}"),
        ("salts and hashes of a proof, median", f"{median(hashes):,.0f} bytes"),
        ("a proof as JSON, median", f"{median(sizes):,.0f} bytes"),
    ]


def main() -> None:
    """Print the figures as a table."""
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(Path(folder))
    print(f"| {CLAIMS * QUOTATIONS:,} quotations of {TEXTS} texts of {WORDS} words | |\n|---|---:|")
    for what, figure in rows:
        print(f"| {what} | {figure} |")


if __name__ == "__main__":
    main()
