"""Hostile files: whatever stands in claims/ or docs/, a located problem in bounded time and memory, and no trace."""

import ast
import importlib
import json
import os
import re
import resource
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from random import Random

import pytest
from conftest import ENVIRONMENT, REPOSITORY, attested, put, python

GOOD = "claims/harbour/harbour-closed.yml"
EVIL = "claims/harbour/evil.yml"
NOT_A_FILE = "only a plain file may stand here, not a link, a folder or a device; put the file itself here [not-a-file]"
FOLDER_LINK = "this is a link to a folder, and links aren't followed; put the folder itself here [not-a-file]"
UNEXPECTED = (
    "this is no file the generator reads; a claim, source document or dossier ends in .yml, so rename or move it"
)
MIB = 1024 * 1024
FITS = 64 * 1024 - 64
"""What a claim's file may hold, or nearly so."""


def _filled(unit: str, size: int = FITS) -> str:
    return unit * (size // len(unit))


def _noise(seed: int) -> str:
    """YAML's own marks in any order."""
    marks = [
        "[",
        "]",
        "{",
        "}",
        ": ",
        "- ",
        ", ",
        "? ",
        "&a ",
        "*a",
        "!x ",
        "|\n",
        ">\n",
        "'",
        '"',
        "# ",
        "\n",
        "\n  ",
        "a",
    ]
    return "".join(Random(seed).choices(marks, k=25_000))


GIANTS: dict[str, bytes] = {
    "NUL": b"\0" * MIB,
    "one word": b"a" * MIB,
    "line ends": b"\n" * MIB,
    "spaces": b" " * MIB,
    "brackets": b"[" * MIB,
    "braces": b"{" * MIB,
    "keys": b"".join(b"k%d: 1\n" % number for number in range(100_000))[:MIB],
    "random": Random(1).randbytes(MIB),
}
_LINES = ("7. a", "- 7. a", "5*3*2", "[c]: d", "[c]: d\\n", "# C#", "> 7. a")
"""What notes may not lose in silence."""
CONTENTS: dict[str, str | bytes] = {
    "brackets": _filled("["),
    "braces": _filled("{a: "),
    "question marks": _filled("? "),
    "hyphens": _filled("-\n"),
    "flat keys": "".join(f"k{number}: 1\n" for number in range(6_000)),
    "deep keys": "".join(f"{' ' * depth}a:\n" for depth in range(350))[:FITS],
    "equal keys": _filled("a: 1\n"),
    "a key of 60,000 letters": "a" * 60_000 + ": x\n",
    "a laugh": "a0: &a0 [x, x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(20)),
    "merge keys": "a: &a {x: y}\n<<: *a\n<<: [*a, *a]\n",
    "anchors": "".join(f"- &a{number} x\n" for number in range(5_000)),
    "tags": _filled("!!python/object/apply:os.system [x]\n---\n"),
    "documents": _filled("---\n"),
    "a number": "claim: " + "9" * 60_000,
    "a large number": "published: 1e999999999\nexpires: 0x" + "f" * 5_000,
    "escapes": 'claim: "' + "\\x41" * 15_000 + '"',
    "hidden escapes": 'claim: "' + "\\u202e" * 10_000 + '"',
    "overrides": 'claim: "' + "\u202e" * 20_000 + '"',
    "an open quotation": 'claim: "' + "a " * 30_000,
    "a folded text": "claim: >\n" + "  a\n" * 15_000,
    "comments": "#a\n" * 20_000,
    "tabs": _filled("\t"),
    "UTF-16": "claim: x\n".encode("utf-16"),
    "UTF-32": "claim: x\n".encode("utf-32"),
    "surrogates": b"claim: \xed\xa0\x80\n",
    "accents": "claim: e" + "\u0301" * 30_000,
    "a word that grows": "claim: " + "\ufdfa" * 20_000,
    "pieces of evidence": "sources:\n" + "  - {source: x, stance: supports, quote: a b c d}\n" * 1_200,
    "quotation marks": "sources:\n  - {source: gazette-harbour, stance: asserts, quote: \"" + "[x] a " * 9_000 + '"}\n',
    **{f"notes of {mark}": f'notes: "{_filled(mark, 9_000)}"\n' for mark in ("[", "<a ", "*a_ ", "`", "[a](", "> ")},
    **{f"notes of lines {line}": f'notes: "{_filled(line + chr(92) + "n", 9_000)}"\n' for line in _LINES},
    "notes that almost nest": 'notes: "' + ("*" + " " * 1_500) * 5 + 'x"\n',
    **{f"noise {seed}": _noise(seed) for seed in range(4)},
}  # fmt: skip

BOUNDED = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
resource.setrlimit(resource.RLIMIT_AS, ({800 * MIB}, {800 * MIB}))
from pathlib import Path
from generator.check import check
from generator.report import github, text
from generator.source import load
for name in sys.argv[1:]:
    path = Path(name)
    record, problems = load(path, path.name)
    assert problems or record, name
    print(len(problems), path.name)
"""


@pytest.mark.parametrize("contents", [GIANTS, CONTENTS], ids=["1 MiB", "64 KiB"])
def test_any_content_is_read_within_bounds(tmp_path: Path, contents: dict[str, str | bytes]) -> None:
    """All of these together take less than 20 seconds of the processor and 800 MB, and each is answered."""
    put(tmp_path, {f"{number:02}.yml": content for number, content in enumerate(contents.values())})
    paths = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(
        [sys.executable, "-c", BOUNDED, *paths], env=ENVIRONMENT, cwd=REPOSITORY, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == len(contents)


@pytest.mark.parametrize("name", CONTENTS)
def test_any_content_is_a_located_problem(project: Path, name: str) -> None:
    """Each of them is no claim, and the report names the file and a line; none is long beyond reason."""
    put(project, {EVIL: CONTENTS[name]})
    made = attested("check", "--root", project, "--format", "json")
    problems = json.loads(made.output)["problems"]
    assert made.exit_code == 1
    assert {problem["path"] for problem in problems if problem["severity"] == "error"} == {EVIL}
    assert all(problem["line"] >= 1 and problem["column"] >= 1 for problem in problems)
    assert max(len(problem["message"]) for problem in problems) < 2_000


@pytest.mark.parametrize("name", GIANTS)
def test_a_file_of_a_mebibyte_is_too_large(project: Path, name: str) -> None:
    """It isn't read to its end."""
    put(project, {EVIL: GIANTS[name]})
    said = (
        f"the file has {len(GIANTS[name]):,} bytes and 65,536 are allowed; shorten it, or split it into several claims"
    )
    assert attested("check", "--root", project).output == f"{EVIL}:1:1: {said} [too-large]\n1 problem\n"


# YAML 1.1

PITFALLS = [
    "no", "yes", "on", "off", "y", "n", "null", "~", "1.10", "012", "0o12", "0x1F", "1_000", "12:30", "12:30:45", "1e3",
    ".inf", "-.INF", ".nan", "2025-06-01", "2025-06-01T10:00:00Z", "+1", "=", "<<", "1.", "0b101",
]  # fmt: skip


@pytest.mark.parametrize("text", PITFALLS)
def test_a_text_is_what_was_written(project: Path, text: str) -> None:
    """A claimant of that name is published under it, whatever YAML 1.1 would make of it."""
    path = project / "claims/lighthouse/lighthouse-age.yml"
    path.write_text(re.sub(r"^claimant: .*$", f"claimant: {text}", path.read_text("utf-8"), flags=re.M), "utf-8")
    assert attested("export", "--root", project, "--format", "jsonl", "--out", project / "out").exit_code == 0
    lines = (project / "out/data/claims.jsonl").read_text("utf-8").splitlines()
    assert {record["id"]: record["claimant"] for record in map(json.loads, lines)}["lighthouse-age"] == text


# Names and kinds

OTHER = "has to be lower-case letters a-z, digits and single hyphens"
NAMES = [
    ("con.yml", "is a reserved word"),
    ("nul.yml", "is a reserved word"),
    ("lpt1.yml", "is a reserved word"),
    ("index.yml", "is a reserved word"),
    ("CON.yml", OTHER),
    ("a..yml", OTHER),
    ("a .yml", OTHER),
    (" a.yml", OTHER),
    ("..yml", OTHER),
    ("-a.yml", OTHER),
    ("Harbour-Closed.yml", OTHER),
    ("\u00e9.yml", OTHER),
    ("e\u0301.yml", OTHER),
    ("\u0430.yml", OTHER),
    ("a\nb.yml", OTHER),
    ("a\x1b[2J.yml", OTHER),
    ("a%0A::error::x.yml", OTHER),
    ("a\u202eb.yml", OTHER),
    ("..\\..\\a.yml", OTHER),
    ("%2e%2e.yml", OTHER),
    (os.fsdecode(b"\xff\xfe.yml"), OTHER),
    ("a" * 65 + ".yml", "is longer than 64 characters"),
    ("a" * 251 + ".yml", "is longer than 64 characters"),
]


def _mended(path: Path, name: str) -> None:
    """A good claim under another name, in no dossier."""
    text = re.sub(r"^dossier: .*\n", "", (path / GOOD).read_text("utf-8"), flags=re.M)
    (path / "claims/harbour" / name).write_text(text, "utf-8")


@pytest.mark.parametrize(("name", "fault"), NAMES)
def test_a_name_that_is_no_id_is_refused(project: Path, name: str, fault: str) -> None:
    """In each form; nothing in it reaches the terminal, the code host or a program as it is."""
    _mended(project, name)
    for form in ("text", "json", "github"):
        made = attested("check", "--root", project, "--format", form)
        assert made.exit_code == 1
        assert fault in made.output.replace("\\\\", "\\")
        assert "bad-file-name" in made.output
        assert [c for c in made.output if not c.isprintable() and c != "\n"] == []
        made.output.encode()
    assert len([line for line in made.output.splitlines() if line.startswith("::")]) == len(made.output.splitlines())


@pytest.mark.parametrize(
    "name", ["CON.yml", "a .yml", "\u00e9.yml", "e\u0301.yml", "Radio-Ferry.yml", "a" * 65 + ".yml"]
)
@pytest.mark.parametrize("folder", ["sources", "dossiers"])
def test_documents_and_dossiers_are_named_so_too(project: Path, folder: str, name: str) -> None:
    """A twin of a file that is there too."""
    (good,) = [*(project / "claims" / folder).glob("[rh]a[dr][ib]o*.yml")][:1]
    put(project, {f"claims/{folder}/{name}": good.read_bytes()})
    output = attested("check", "--root", project).output
    assert re.search(f"^claims/{folder}/{re.escape(name)}:1:1: .*\\[bad-file-name\\]$", output, re.M)


TWIN = "where capitals or the spelling of accents don't count"
UNPORTABLE = {
    ("CON",): {"CON": "is one that Windows keeps for itself"},
    ("nul.d",): {"nul.d": "is one that Windows keeps for itself"},
    ("com\u00b9 .x",): {"com\u00b9 .x": "is one that Windows keeps for itself"},
    ("quay.",): {"quay.": "begins or ends with a space, or ends in a dot"},
    ("quay ", " quay"): {
        "quay ": "begins or ends with a space, or ends in a dot",
        " quay": "begins or ends with a space, or ends in a dot",
    },
    ("a" * 201,): {"a" * 201: "is longer than 200 bytes"},
    ("\u0446" * 101,): {"\u0446" * 101: "is longer than 200 bytes"},
    ("a:b",): {"a:b": "holds ':', which not every machine takes"},
    ("a\\b",): {"a\\b": "holds '\\', which not every machine takes"},
    ("a\nb",): {"a\\nb": "holds '\\n', which not every machine takes"},
    ("a\u202eb",): {"a\\u202eb": "holds '\\u202e', which not every machine takes"},
    (os.fsdecode(b"a\xff"),): {"a\\udcff": "holds '\\udcff', which not every machine takes"},
    ("quay", "Quay"): {"quay": f"is the same as 'Quay' {TWIN}"},
    ("\u00e9", "e\u0301"): {"\u00e9": f"is the same as 'e\u0301' {TWIN}"},
    ("Stra\u00dfe", "STRASSE"): {"Stra\u00dfe": f"is the same as 'STRASSE' {TWIN}"},
    ("Quay of 2025", "\u043c\u0430\u043f\u0430", ".well-known", "a" * 200): {},
}


@pytest.mark.parametrize("names", UNPORTABLE)
@pytest.mark.parametrize("where", ["claims", "docs"])
def test_a_name_is_one_that_every_machine_can_have(project: Path, where: str, names: tuple[str, ...]) -> None:
    """Of a folder below claims/, of a folder or file below docs/: never two that one machine would take for one."""
    for name in names:
        folder = project / where / "harbour" / name
        folder.mkdir(parents=True)
        if where == "docs":
            (folder / "x.txt").write_bytes(b"x")
    made = attested("check", "--root", project)
    shown = UNPORTABLE[names]
    for name, fault in shown.items():
        said = name if len(name) <= 60 else name[:59] + "…"
        assert f"{where}/harbour/{name}:1:1: the name '{said}' {fault}; rename it [unportable-name]\n" in made.output
    assert (made.output.count("[unportable-name]"), made.exit_code) == (len(shown), 1 if shown else 0)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))


KINDS: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "device": lambda path: os.mkfifo(path) if os.geteuid() else os.mknod(path, 0o20666, os.makedev(1, 5)),
    "socket": _socket,
    "link to a file outside": lambda path: path.symlink_to("/etc/passwd"),
    "link to a device without end": lambda path: path.symlink_to("/dev/zero"),
    "link to nowhere": lambda path: path.symlink_to("nowhere"),
    "link to itself": lambda path: path.symlink_to(path.name),
    "link to a folder": lambda path: path.symlink_to("/etc"),
}


@pytest.mark.parametrize("kind", [*KINDS, "folder"])
@pytest.mark.parametrize("name", [EVIL, "claims/sources/gazette-harbour.proofs.json", "claims/publication.yml"])
def test_what_is_no_plain_file_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch, kind: str, name: str) -> None:
    """Nothing is read through it, and nobody waits for it."""
    monkeypatch.chdir(project)
    (project / name).unlink(missing_ok=True)
    {**KINDS, "folder": Path.mkdir}[kind](project / name)
    output = attested("check", "--root", project).output
    refused = UNEXPECTED if kind == "folder" and name.endswith(".json") else NOT_A_FILE
    assert f"{name}:1:1: {refused}" in output or (kind == "folder" and "no proof shows" in output)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_plain_files_is_published(project: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """A link below docs/ would publish what it leads to, and a pipe would never end."""
    monkeypatch.chdir(project)
    (project / "docs/deep").mkdir()
    KINDS[kind](project / "docs/deep/page.md")
    for command in ("check", "build"):
        made = attested(command, "--root", project)
        assert f"docs/deep/page.md:1:1: {NOT_A_FILE}\n1 problem\n" in made.output
        assert made.exit_code == 1


LINKED = [
    GOOD,
    "claims/sources/gazette-harbour.yml",
    "claims/sources/gazette-harbour.proofs.json",
    "claims/dossiers/harbour.yml",
    "claims/publication.yml",
    "docs/assets/verify.js",
]


@pytest.mark.parametrize("name", LINKED)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_file_with_a_name_elsewhere_is_refused(project: Path, command: str, name: str) -> None:
    """Whatever it says, and whatever it is for: it isn't read, so nothing of it stands in the report either."""
    os.link(project / name, project / "elsewhere")
    folder = name.split("/")[0]
    said = f"this file has a name outside {folder}/ too (a hard link), so it isn't read; put a copy in its place"
    made = attested(command, "--root", project)
    assert f"{name}:1:1: {said} [hard-link]\n" in made.output
    assert made.exit_code == 1


def test_a_name_in_the_other_tree_is_elsewhere(project: Path) -> None:
    """A claim that docs/ would publish as a file, too."""
    os.link(project / GOOD, project / "docs/claim.yml")
    output = attested("check", "--root", project).output
    assert re.findall(r"^(\S+):1:1:.*\[hard-link\]$", output, re.M) == [GOOD, "docs/claim.yml"]


def test_a_file_may_have_two_names_in_one_tree(project: Path) -> None:
    """As where a tool that saves space joined equal files, one of which may be no claim."""
    os.link(project / GOOD, project / "claims/README.md")
    os.link(project / "docs/assets/verify.js", project / "docs/assets/again.js")
    made = attested("check", "--root", project)
    assert (made.output, made.exit_code) == ("No problems.\n", 0)


def test_a_link_to_a_folder_isn_t_followed(project: Path) -> None:
    """Not even one that leads in a circle."""
    (project / "claims/harbour/loop").symlink_to(".")
    (project / "claims/other").symlink_to("harbour")
    lines = [
        f"claims/harbour/loop:1:1: {FOLDER_LINK}",
        f"claims/other:1:1: {FOLDER_LINK}",
    ]
    assert attested("check", "--root", project).output == "\n".join([*lines, "2 problems\n"])


def test_the_folder_of_claims_isn_t_a_link(project: Path, tmp_path: Path) -> None:
    """Whatever it leads to would be published."""
    (project / "claims").rename(tmp_path / "elsewhere")
    (project / "claims").symlink_to(tmp_path / "elsewhere")
    for command in ("check", "build"):
        made = attested(command, "--root", project)
        assert (made.exit_code, made.stdout) == (1, f"claims:1:1: {FOLDER_LINK}\n1 problem\n")


@pytest.mark.parametrize(
    ("kind", "folder"),
    [
        *product(["unreadable", "only listed", "link"], ["", "/sources", "/dossiers", "/harbour"]),
        *product(["link to nowhere"], ["/sources", "/dossiers", "/harbour"]),
    ],
)
def test_a_folder_that_can_t_be_looked_into_is_one_problem(kind: str, folder: str, project: Path) -> None:
    """Whatever refers to what may stand in it isn't called wrong, nor is what it may refer to called unused."""
    path, elsewhere = project / f"claims{folder}", project / "elsewhere"
    path.rename(elsewhere)
    if kind in MODES:
        path.mkdir()
        put(path, {"harbour-closed.yml": b""})
        path.chmod(MODES[kind])
        said = "this folder can't be read (Permission denied); mend its permissions or remove it [unreadable]"
    else:
        path.symlink_to(elsewhere if kind == "link" else "nowhere")
        said = FOLDER_LINK
    output = _as_anybody("check", "--root", project, "--strict")
    assert output == f"claims{folder}:1:1: {said}\n1 problem\n"


MODES = {"unreadable": 0, "only listed": 0o444}


def _as_anybody(*arguments: object) -> str:
    """What the command says to whoever may not read everything, as root may."""
    without = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    return python("-m", "generator", *arguments, prefix=without).stdout


def test_folders_have_an_end(project: Path) -> None:
    """However deep they lie in each other."""
    (project / "claims" / "/".join(["a"] * 300)).mkdir(parents=True)
    output = attested("check", "--root", project).output
    assert output == f"claims/{'/'.join(['a'] * 21)}:1:1: {UNEXPECTED} [unexpected-file]\n1 problem\n"


def test_two_ids_that_differ_in_their_folder_clash(project: Path) -> None:
    """An id is an address."""
    put(project, {"claims/other/harbour-closed.yml": (project / GOOD).read_bytes()})
    assert (
        "the id 'harbour-closed' is taken by claims/harbour/harbour-closed.yml"
        in attested("check", "--root", project).output
    )


GROWS = """
import os, sys, threading
from pathlib import Path
from generator.source import load

path, fits = Path(sys.argv[1]), open(sys.argv[1]).read()
over = threading.Event()

def change():
    while not over.is_set():
        for text in (fits, "x" * 200_000, "", "claim: [", fits):
            with open(path, "w") as file:
                file.write(text)

thread = threading.Thread(target=change)
thread.start()
try:
    for _ in range(300):
        record, problems = load(path, "x.yml")
        assert record or problems
finally:
    over.set()
    thread.join()
"""


def test_a_file_may_change_while_it_is_read(project: Path) -> None:
    """What was read is a record or a problem."""
    done = subprocess.run(
        [sys.executable, "-c", GROWS, str(project / GOOD)],
        env=ENVIRONMENT,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


# Regular expressions


def _patterns() -> Iterator[tuple[str, str | bytes, int]]:
    """Every regular expression of the program: those that modules keep, and those written where they are used."""
    for path in sorted((REPOSITORY / "generator").rglob("*.py")):
        name = ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__")
        if path.name in ("mkdocs_hook.py", "__main__.py"):
            continue
        for value in vars(importlib.import_module(name)).values():
            if isinstance(value, re.Pattern):
                yield name, value.pattern, value.flags
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func).startswith("re.")
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                yield name, node.args[0].value, 0


def _attacks(pattern: str) -> Iterator[str]:
    """Texts that make a pattern try much: its own characters, in pairs, again and again, and then no match."""
    literal = re.sub(r"\\[a-zA-Z]", "", pattern)
    characters = list(dict.fromkeys([*literal[:60:4], "a", "0", " ", "\n", "-", '"']))
    for first, second in product(characters, characters):
        yield (first + second) * 20 + "\x01"


def test_no_regular_expression_takes_forever() -> None:
    """Forty characters of any kind, each pattern: one that backtracks exponentially wouldn't end in a lifetime."""
    patterns = sorted({(str(pattern), pattern, flags) for _, pattern, flags in _patterns()}, key=lambda one: one[0])
    assert len(patterns) > 100
    before = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(resource.getrusage(resource.RUSAGE_SELF).ru_utime) + 600, before[1]))
    try:
        for _, pattern, flags in patterns:
            if isinstance(pattern, bytes):
                compiled = re.compile(pattern, flags)
                found = [
                    compiled.search(text.encode("latin-1", "replace")) for text in _attacks(pattern.decode("latin-1"))
                ]
            else:
                found = [re.compile(pattern, flags).search(text) for text in _attacks(pattern)]
            assert found
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, before)
