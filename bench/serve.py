"""How long `mkdocs serve` takes to show an edited claim: `python -m bench.serve SIZE`.

Seconds from the moment the file is written until a browser that has the page open has its new words, three edits in a
row. An invented archive of so many claims is made first.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
EDITS = 3


def project(size: int, root: Path) -> None:
    """A project with an invented archive of this size."""
    for name in ("docs", "overrides"):
        shutil.copytree(REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("_generated"))
    hook = str(REPOSITORY / "generator/mkdocs_hook.py")
    config = (REPOSITORY / "mkdocs.yml").read_text("utf-8").replace("generator/mkdocs_hook.py", hook)
    (root / "mkdocs.yml").write_text(config, "utf-8")
    command = [sys.executable, "-m", "generator", "corpus", str(size), "--out", str(root / "claims")]
    subprocess.run(command, cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)


def read(address: str) -> str:
    """What stands at an address."""
    with urllib.request.urlopen(address, timeout=120) as answer:
        content: str = answer.read().decode()
        return content


def edit(path: Path, page: str, root: str, number: int) -> float:
    """Seconds until the page has the words that are written into the claim now."""
    (found,) = re.findall(r"livereload\(([0-9]+), [0-9]+\)", read(page))[-1:]
    words = f"Edit number {number}."
    aside = path.parents[1].parent / "aside"
    text = re.sub(r"(?m)^summary: (Edit number \d+\. )?", f"summary: {words} ", path.read_text("utf-8"))
    aside.write_text(text, "utf-8")
    started = time.monotonic()
    aside.replace(path)
    while int(read(f"{root}livereload/{found}/1")) <= int(found):
        pass  # it answers once the site is newer
    assert words in read(page)
    return time.monotonic() - started


def main() -> None:
    """Serve, edit, tell."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("size", nargs="?", type=int, default=10_000, metavar="SIZE")
    size = asked.parse_args().size
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        project(size, root)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(root / "mkdocs.yml"), "-a", address]
        env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
        started = time.monotonic()
        with subprocess.Popen(command, cwd=root, env=env, stderr=subprocess.PIPE, encoding="utf-8") as serving:
            assert serving.stderr is not None
            line = next(line for line in iter(serving.stderr.readline, "") if "Serving on" in line)
            print(f"{size:,} claims: ready after {time.monotonic() - started:.1f} s", flush=True)
            site = line.split("Serving on ")[1].strip()
            path = sorted((root / "claims").glob("2*/*.yml"))[0]
            page = f"{site}claims/{path.stem}/"
            shown = [edit(path, page, site, number) for number in range(EDITS)]
            print("an edit is shown after " + ", ".join(f"{seconds:.2f}" for seconds in shown) + " s")
            serving.kill()


if __name__ == "__main__":
    main()
