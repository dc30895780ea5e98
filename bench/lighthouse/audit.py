"""Lighthouse's figures for each page kind of a built site, against the bar: `python bench/lighthouse/audit.py SITE`.

Installs the pinned Lighthouse (package-lock.json beside this file) into .cache/lighthouse; needs Node 18 and Chromium.
Prints a line a page: performance, accessibility, best practices, SEO. Ends with 1 where one is below its bar. What else
runs on the machine only makes a page look slower, so a page below the bar has three tries and its best one counts.
"""

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / ".cache/lighthouse"
BAR = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
TRIES = 3
FIRST = ("claims", "sources", "dossiers")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
PACKED = (".html", ".css", ".js", ".svg", ".json", ".xml")


class _Host(SimpleHTTPRequestHandler):
    """Serves a folder as static hosts do: text compressed."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in PACKED or not path.is_file():
            super().do_GET()
            return
        content = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def main() -> int:
    """Audit the site named on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", type=Path, help="the folder of a built site")
    parser.add_argument("pages", nargs="*", help="addresses below its root; without any, one of each kind")
    asked = parser.parse_args()
    _install()
    pages = asked.pages or ["", *(_first(asked.site, folder) for folder in FIRST), "search/"]
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(asked.site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return max(_audit(f"http://127.0.0.1:{server.server_port}/", page) for page in pages)


def _first(site: Path, folder: str) -> str:
    """The longest page of a kind: no other is worse."""
    found = [path for path in site.glob(f"{folder}/*/index.html") if path.parent.name not in ("page", "year")]
    largest = max(found, key=lambda path: (path.stat().st_size, path.as_posix()))
    return f"{largest.parent.relative_to(site).as_posix()}/"


def _install() -> None:
    """Lighthouse as pinned; its install scripts don't run."""
    wanted = (HERE / "package-lock.json").read_bytes()
    CACHE.mkdir(parents=True, exist_ok=True)
    if (CACHE / "package-lock.json").exists() and (CACHE / "package-lock.json").read_bytes() == wanted:
        return
    shutil.copy(HERE / "package.json", CACHE)
    (CACHE / "package-lock.json").write_bytes(wanted)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    if subprocess.run(command, cwd=CACHE, check=False).returncode:
        (CACHE / "package-lock.json").unlink()
        sys.exit("npm could not install Lighthouse")


def _audit(root: str, page: str) -> int:
    """Audit one page and print its best line; 1 where that is below the bar."""
    tries: list[tuple[int, dict[str, int], dict[str, Any]]] = []
    while len(tries) < TRIES and (not tries or _below(tries[-1][1])):
        said = _asked(root + page)
        scores = {name: round(100 * (said["categories"][name]["score"] or 0)) for name in BAR}
        tries.append((sum(scores.values()), scores, said["audits"]))
    _, scores, audits = max(tries, key=lambda one: one[0])
    print(
        "  ".join(f"{name} {score:3}" for name, score in scores.items()), f" /{page} ({len(tries)} tries)", flush=True
    )
    for name, audit in sorted(audits.items()) if _below(scores) else ():
        if audit["score"] is not None and audit["score"] < 0.9:
            print(f"    {name}: {audit.get('displayValue') or audit['title']}", flush=True)
    return int(_below(scores))


def _below(scores: dict[str, int]) -> bool:
    return any(scores[name] < bar for name, bar in BAR.items())


def _asked(url: str) -> dict[str, Any]:
    """What Lighthouse says of a page."""
    program = CACHE / "node_modules/lighthouse/cli/index.js"
    command = ["node", str(program), url, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command += [f"--only-categories={','.join(BAR)}"]
    env = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    if done.returncode:
        sys.exit(done.stderr.decode())
    said: dict[str, Any] = json.loads(done.stdout)
    return said


if __name__ == "__main__":
    sys.exit(main())
