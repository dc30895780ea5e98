"""The real claims: no altered quotation is accepted, and no more of an article is published than may be quoted."""

import base64
import fnmatch
import json
import random
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from attest_project import ARTICLE
from conftest import REPOSITORY, put

from generator.check import check
from generator.problem import Problem
from generator.quotation.proof import prove
from generator.quotation.proof_file import collect, to_json
from generator.quotation.tree import commit
from generator.quotation.words import fold, words

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SEEDS = range(3)
SALT = 32
MOST_OF_AN_ARTICLE = 0.15
LONGEST = 60

# Every quotation of a captured document, read from the files without the generator


@dataclass(frozen=True)
class Quoted:
    """A quotation where it stands: its file, its node's first line, and the characters it takes there."""

    path: str
    document: str
    text: str
    line: int
    start: int
    end: int


@cache
def captured() -> dict[str, Any]:
    """The captured documents' proofs by their ids."""
    files = sorted((REPOSITORY / "claims/sources").glob("*.proofs.json"))
    return {path.name.removesuffix(".proofs.json"): json.loads(path.read_bytes()) for path in files}


def claim_files(root: Path) -> list[Path]:
    """The claims below this folder, sorted."""
    paths = sorted((root / "claims").rglob("*.yml"))
    return [one for one in paths if one.parent.name not in ("claims", "sources", "dossiers")]


def quoted(root: Path) -> list[Quoted]:
    """The quotations of captured documents in the claims below this folder."""
    return [one for path in claim_files(root) for one in _quoted(path, path.relative_to(root).as_posix())]


@cache
def real() -> tuple[Quoted, ...]:
    """Those of the repository."""
    return tuple(quoted(REPOSITORY))


def _quoted(path: Path, name: str) -> Iterator[Quoted]:
    tree: Any = yaml.compose(path.read_text("utf-8"), Loader=LOADER)
    for piece in {key.value: value for key, value in tree.value}["sources"].value:
        fields = {key.value: value for key, value in piece.value}
        quote, document = fields.get("quote"), fields["source"].value
        if quote is not None and isinstance(document, str) and document in captured():
            mark = quote.start_mark
            yield Quoted(name, document, quote.value, mark.line + 1, mark.index, quote.end_mark.index)


# Ways to alter a quotation

Random = random.Random


def _at(text: str, rng: Random, wanted: Callable[[str], bool], change: Callable[[str], str]) -> str | None:
    """The text with one of its characters that is wanted changed, where there is one."""
    places = [at for at, character in enumerate(text) if wanted(character)]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + change(text[at]) + text[at + 1 :]


def _drop(text: str, rng: Random) -> str | None:
    its = text.split()
    at = rng.randrange(len(its))
    return " ".join(its[:at] + its[at + 1 :]) if len(its) > 1 else None


def _add(word: str | None) -> Callable[[str, Random], str | None]:
    def add(text: str, rng: Random) -> str:
        its = text.split()
        at = rng.randrange(len(its) + 1)
        return " ".join([*its[:at], word or rng.choice(its), *its[at:]])

    return add


def _swap(text: str, rng: Random) -> str | None:
    its = text.split()
    places = [at for at in range(len(its) - 1) if its[at] != its[at + 1]]
    if not places:
        return None
    at = rng.choice(places)
    return " ".join([*its[:at], its[at + 1], its[at], *its[at + 2 :]])


def _digit(text: str, rng: Random) -> str | None:
    return _at(text, rng, lambda c: c in "0123456789", lambda c: str((int(c) + rng.randrange(1, 10)) % 10))


def _accent(text: str, rng: Random) -> str | None:
    return _at(text, rng, lambda c: c.isascii() and c.isalpha(), lambda c: f"{c}\u0301")


_LOOK_ALIKE = dict(zip("aceopxyABEHKMOPTX", "асеорхуАВЕНКМОРТХ", strict=True))

ALTERED: dict[str, Callable[[str, Random], str | None]] = {
    "a word dropped": _drop,
    "a word added": _add(None),
    "not added": _add("not"),
    "two words swapped": _swap,
    "a digit changed": _digit,
    "a number's comma dropped": lambda text, _: re.sub(r"(\d),(\d)", r"\1\2", text, count=1),
    "a letter's case changed": lambda text, rng: _at(text, rng, str.isalpha, str.swapcase),
    "an accent added": _accent,
    "a look-alike letter": lambda text, rng: _at(text, rng, lambda c: c in _LOOK_ALIKE, _LOOK_ALIKE.__getitem__),
}


def altered(kind: str, seed: int) -> list[tuple[Quoted, str]]:
    """Each quotation with its altered text, where it can be altered so; none of these is a true quotation by chance."""
    rng = random.Random(f"{kind} {seed}")
    true = {fold(one["quote"]) for file in captured().values() for one in file["proofs"]}
    found = []
    for one in real():
        text = ALTERED[kind](one.text, rng)
        if text and fold(text) not in true:
            found.append((one, text))
    return found


def copy_with(root: Path, changes: list[tuple[Quoted, str]]) -> list[Quoted]:
    """A copy of the claims with these changes; where the changed quotations stand then."""
    shutil.copytree(REPOSITORY / "claims", root / "claims")
    for one, text in reversed(changes):
        path = root / one.path
        before = path.read_text("utf-8")
        line_end = "\n" if before[one.start : one.end].endswith("\n") else ""
        path.write_text(before[: one.start] + json.dumps(text) + line_end + before[one.end :], "utf-8")
    texts = Counter((one.path, text) for one, text in changes)
    standing = [one for one in quoted(root) if texts[one.path, one.text]]
    assert Counter((one.path, one.text) for one in standing) == texts
    return standing


def forged(root: Path, changes: list[tuple[Quoted, str]]) -> None:
    """For each altered quotation the proof of the true one, bent to fit as well as a forger without the text can."""
    for document, file in captured().items():
        proofs = {fold(one["quote"]): one for one in file["proofs"]}
        bent = {fold(text): _bent(proofs[fold(one.text)], text) for one, text in changes if one.document == document}
        entries = [entry for _, entry in sorted((proofs | bent).items())]
        name = f"claims/sources/{document}.proofs.json"
        put(root, {name: json.dumps(file | {"proofs": entries}, ensure_ascii=False)})


def _bent(proof: dict[str, Any], text: str) -> dict[str, Any]:
    """The proof for another text: as many places and salts as it has words, the true words put into `edges`."""
    start, own = proof["ranges"][0][0], list(words(proof["quote"]))
    for place, word in proof.get("edges", []):
        own[place - start] = word
    its = words(text)
    salts = base64.b64decode(proof["salts"])[: SALT * len(its)]
    salts += salts[-SALT:] * (len(its) - len(salts) // SALT)
    differs = [[start + at, true] for at, (word, true) in enumerate(zip(its, own, strict=False)) if word != true]
    bent = {"quote": fold(text), "ranges": [[start, start + len(its)]], "salts": base64.b64encode(salts).decode()}
    return proof | bent | {"edges": differs}


def errors(root: Path) -> list[Problem]:
    """What the check of this folder's claims finds, warnings aside; no capture is at hand."""
    return [problem for problem in check(root).problems if problem.severity == "error"]


def report(kind: str, standing: list[Quoted], found: list[Problem]) -> str:
    """How many were caught, for a failing test."""
    caught = {(problem.path, problem.line) for problem in found} & {(one.path, one.line) for one in standing}
    missed = [f"{one.path}:{one.line}: {one.text}" for one in standing if (one.path, one.line) not in caught]
    return "\n".join([f"{kind}: {len(caught)} of {len(standing)} caught", *missed])


def test_the_real_quotations_are_accepted(tmp_path: Path) -> None:
    """Unaltered, the claims have no problem, and there are quotations of every captured document to alter."""
    standing = copy_with(tmp_path, [(one, one.text) for one in real()])
    assert errors(tmp_path) == []
    assert {one.document for one in standing} == set(captured())
    assert {fold(one.text) for one in standing} == {fold(p["quote"]) for f in captured().values() for p in f["proofs"]}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ALTERED)
def test_an_altered_quotation_is_caught_at_its_line(tmp_path: Path, kind: str, seed: int) -> None:
    """Each of them, at its line and nowhere else, without captures."""
    changes = altered(kind, seed)
    standing = copy_with(tmp_path, changes)
    found = errors(tmp_path)
    wanted = sorted((one.path, one.line, "quote-not-proved") for one in standing)
    assert changes
    assert [(one.path, one.line, one.rule) for one in found] == wanted, report(kind, standing, found)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ALTERED)
def test_an_altered_quotation_with_a_forged_proof_is_caught(tmp_path: Path, kind: str, seed: int) -> None:
    """The same where the files of proofs are altered with it: a proof is found, and doesn't hold."""
    changes = altered(kind, seed)
    standing = copy_with(tmp_path, changes)
    forged(tmp_path, changes)
    found = errors(tmp_path)
    wanted = sorted((one.path, one.line, "quote-proof-invalid") for one in standing)
    assert [(one.path, one.line, one.rule) for one in found] == wanted, report(kind, standing, found)


# How much of an article is published


@pytest.mark.parametrize("document", captured())
def test_no_article_is_quoted_beyond_its_share(document: str) -> None:
    """Over all claims at most 15 % of its words are published, those of prefixes, suffixes and proofs included."""
    file = captured()[document]
    published = {place for proof in file["proofs"] for place in _places(proof)}
    assert 0 < len(published) <= MOST_OF_AN_ARTICLE * file["words"], f"{len(published)} of {file['words']} words"


def _places(proof: dict[str, Any]) -> Iterator[int]:
    """The place of each of the article's words that a proof tells."""
    (first, _), (_, last) = proof["ranges"][0], proof["ranges"][-1]
    yield from range(first - len(words(proof.get("prefix", ""))), first)
    yield from range(last, last + len(words(proof.get("suffix", ""))))
    for start, end in proof["ranges"]:
        yield from range(start, end)
    yield from (place for place, _ in proof.get("edges", []))


def test_no_quotation_is_longer_than_sixty_words() -> None:
    """Proved or copied by hand, of a document with or without a file."""
    claims = [yaml.load(path.read_bytes(), LOADER) for path in claim_files(REPOSITORY)]
    quotes = [piece["quote"] for claim in claims for piece in claim["sources"] if "quote" in piece]
    assert len(quotes) > len(captured())
    assert [quote for quote in quotes if len(words(quote)) > LONGEST] == []


def republished(files: dict[str, str], proof_files: dict[str, Any]) -> list[str]:
    """Where a text holds more of a captured article than its quotations.

    The article isn't needed: where two of its quotations stand in a file just as far apart as in the article, what is
    between them is the article's; and a run of words that leads to the published root is the article itself.
    """
    texts = {name: words(text) for name, text in files.items()}
    return [
        f"{name}: {document}: {fault}"
        for name, text in texts.items()
        for document, file in proof_files.items()
        for fault in _republished(text, file)
    ]


def _republished(text: tuple[str, ...], file: dict[str, Any]) -> Iterator[str]:
    known = {place for proof in file["proofs"] for place in _places(proof)}
    where: dict[int, set[int]] = {}
    for proof in file["proofs"]:
        its = words(proof["quote"])
        start = proof["ranges"][0][0]
        for at in _standing(its, text):
            where.setdefault(at - start, set()).update(range(start, start + len(its)))
    for origin, places in where.items():
        if set(range(min(places), max(places))) - known:
            yield f"words {min(places) + 1} to {max(places) + 1} in a row"
        if 0 <= origin <= len(text) - file["words"]:
            whole = commit(text[origin : origin + file["words"]])
            if whole.root == file["root"]:
                yield "the whole text"


def _standing(its: tuple[str, ...], text: tuple[str, ...]) -> list[int]:
    """Where these words stand in a text, but for the first and last, which may carry marks."""
    inner = its[1:-1]
    places = [at for at, word in enumerate(text) if inner and word == inner[0]]
    return [at - 1 for at in places if text[at : at + len(inner)] == inner]


@cache
def published_files() -> dict[str, str]:
    """Every text file of the repository but what `.gitignore` names."""
    patterns = [line.strip("/") for line in (REPOSITORY / ".gitignore").read_text("utf-8").splitlines()] + [".git"]
    files: dict[str, str] = {}
    folders = [REPOSITORY]
    for folder in folders:
        for path in sorted(folder.iterdir()):
            if any(fnmatch.fnmatch(path.relative_to(REPOSITORY).as_posix(), one) for one in patterns):
                continue
            if any(fnmatch.fnmatch(path.name, one) for one in patterns if "/" not in one):
                continue
            if path.is_dir() and not path.is_symlink():
                folders.append(path)
            elif path.is_file():
                files[path.relative_to(REPOSITORY).as_posix()] = path.read_bytes().decode("utf-8", "replace")
    return files


def test_no_file_holds_an_article() -> None:
    """In no file of the repository do two quotations of an article stand as far apart as there, nor all its words."""
    files = published_files()
    assert {"claims/publication.yml", "docs/verification.md", "generator/quoted.py", "tests/conftest.py"} <= set(files)
    assert not [name for name in files if name.startswith(("captures/", "site/", ".venv/"))]
    assert republished(files, captured()) == []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (" ".join(ARTICLE), ["words 43 to 159 in a row", "the whole text"]),
        ("A note. " + " ".join(ARTICLE) + " More.", ["words 43 to 159 in a row", "the whole text"]),
        (" ".join(ARTICLE[1:4]), ["words 43 to 159 in a row"]),
        ("It says: “412 nights since the flood”. And: “nobody wound it on any of them”.", []),
        ("412 nights since the flood, on 412 nights", []),
    ],
)
def test_a_file_that_holds_an_article_is_found(text: str, faults: list[str]) -> None:
    """The test before this one finds an invented article, whole or in part, and lets its quotations pass."""
    own = words(" ".join(ARTICLE))
    quotes = ["412 nights since the flood", "nobody wound it on any of them", "no cart has ever crossed the causeway"]
    file = json.loads(to_json(collect(commit(own), [prove(quote, own) for quote in quotes])))
    assert republished({"a.md": text}, {"owls": file}) == [f"a.md: owls: {fault}" for fault in faults]


def test_captures_are_ignored_by_git(tmp_path: Path) -> None:
    """With the repository's rules in a repository of its own, so that none is needed around this one."""
    put(tmp_path, {".gitignore": (REPOSITORY / ".gitignore").read_bytes(), "captures/x/article.txt": "Words."})
    git = ["git", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    ignored = subprocess.run([*git, "check-ignore", "captures/x/article.txt"], capture_output=True, encoding="utf-8")
    assert (ignored.returncode, ignored.stdout) == (0, "captures/x/article.txt\n")
    status = subprocess.run([*git, "status", "--short", "--untracked-files=all"], capture_output=True, encoding="utf-8")
    assert status.stdout == "?? .gitignore\n"
