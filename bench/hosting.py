"""The site behind nginx as docs/hosting/nginx.conf sets it up: what every file is answered with, then a minute of load.

    python -m bench.hosting site [--seconds 60]

Runs nginx on a free port of 127.0.0.1 with a copy of the site that `attested compress` went over. Each file is asked
for as it is and compressed, and has to come whole, with the headers of the site's own `_headers`, its content type, and
"not modified" the second time; the page of an id as long as one may be has moved. Then wrk asks for a mix of pages and
what they load. Ends with 1 where one answer was wrong or one request failed.
"""

import argparse
import gzip
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from generator.model.ids import MAX_ID
from tests.fixtures import hosts

TYPES = {
    "bib": "application/x-bibtex",
    "conf": "text/plain; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "pf_filter": "application/octet-stream",
    "pf_fragment": "application/octet-stream",
    "pf_index": "application/octet-stream",
    "pf_meta": "application/octet-stream",
    "png": "image/png",
    "sqlite": "application/vnd.sqlite3",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
    "xml": "application/xml; charset=utf-8",
}
FEEDS = {"feed.xml": "application/atom+xml; charset=utf-8", "feed.json": "application/feed+json"}
LONGEST = "a" * MAX_ID
MOVED = {f"/claims/{LONGEST}/{LONGEST}.bib": "/claims/", f"/claims/{LONGEST}": "/claims/", "/embed/a/": "/embed/b/"}
MIX = 300
CONNECTIONS = 16
MAIN = """
daemon off;
worker_processes 1;
pid nginx.pid;
error_log error.log;
events { worker_connections 512; }
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include site.conf;
}
"""
SCRIPT = """
local asked, at = {}, 0
function init(args)
    for number, path in ipairs({ %s }) do
        asked[number] = wrk.format("GET", path, { ["Accept-Encoding"] = "gzip" })
    end
end
function request()
    at = at %% #asked + 1
    return asked[at]
end
function done(summary, latency)
    local one = summary.errors
    local errors = one.connect + one.read + one.write + one.status + one.timeout
    local form = '\\n{"requests": %%d, "seconds": %%f, "bytes": %%d, "errors": %%d, "within": [%%f, %%f, %%f]}\\n'
    io.write(form:format(summary.requests, summary.duration / 1e6, summary.bytes, errors,
        latency:percentile(50) / 1000, latency:percentile(90) / 1000, latency:percentile(99) / 1000))
end
"""


def main() -> int:
    """Ask and load; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", type=Path, help="the folder of a built site")
    parser.add_argument("--seconds", type=int, default=60, help="how long to load it; default 60")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        work.chmod(0o755)  # nginx reads as another user where root starts it
        site = Path(shutil.copytree(asked.site, work / "site"))
        subprocess.run([sys.executable, "-m", "generator", "compress", str(site)], check=True)
        with _nginx(work, site) as port:
            return max(_checked(site, port), _loaded(site, port, work, asked.seconds))


@contextmanager
def _nginx(work: Path, site: Path) -> Iterator[int]:
    """Nginx with the shipped configuration, its three lines changed as that says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    lines = hosts.NGINX.read_text("utf-8").splitlines()
    ours = {"listen": f"listen 127.0.0.1:{port};", "server_name": "server_name localhost;", "root": f'root "{site}";'}
    marked = [line for line in lines if "# HERE" in line]
    assert [line.split()[0] for line in marked] == list(ours)
    text = "\n".join(ours[line.split()[0]] if line in marked else line for line in lines)
    (work / "moved.map").write_text("".join(f"{old} {new};\n" for old, new in MOVED.items()), "utf-8")
    (work / "site.conf").write_text(hosts.with_moved(text, work / "moved.map"), "utf-8")
    (work / "nginx.conf").write_text(MAIN, "utf-8")
    command = ["nginx", "-p", f"{work}/", "-c", "nginx.conf", "-e", "error.log"]
    subprocess.run([*command, "-t", "-q"], check=True)
    server = subprocess.Popen(command)
    try:
        _wait(server, port)
        yield port
    finally:
        server.terminate()
        server.wait()
        sys.stderr.write((work / "error.log").read_text("utf-8"))


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    sys.exit("nginx ended at once")


# Every file's answer


def _checked(site: Path, port: int) -> int:
    """Ask for everything; 1 where an answer is wrong, each of which is printed."""
    connection = HTTPConnection("127.0.0.1", port)
    files = _files(site)
    faults = [fault for name in files for fault in _faults(connection, site, name)]
    faults += _elsewhere(connection, site)
    for fault in faults[:50]:
        print(fault)
    copies = sum((site / f"{name}.gz").is_file() for name in files)
    print(f"nginx: {len(files)} files, {copies} of them compressed, asked for 3 times each: {len(faults)} faults")
    return int(bool(faults))


def _files(site: Path) -> list[str]:
    """Every file but the copies and what is for hosts alone."""
    found = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return sorted(name for name in found if not name.startswith("_") and not name.endswith(".gz"))


def _faults(connection: HTTPConnection, site: Path, name: str) -> Iterator[str]:
    """What is wrong with the answers for one file: as it is, compressed, and asked for again."""
    content, copied = (site / name).read_bytes(), (site / f"{name}.gz").is_file()
    address = hosts.address(name)
    for accepted in ("identity", "gzip"):
        status, said, body = _asked(connection, address, {"Accept-Encoding": accepted})
        packed = copied and accepted == "gzip"
        expected = {**hosts.wanted(hosts.rules(site), address), "Content-Type": _type(name)}
        expected |= {"Content-Encoding": "gzip" if packed else "", "Vary": "Accept-Encoding" if copied else ""}
        expected["Content-Length"] = str((site / (f"{name}.gz" if packed else name)).stat().st_size)
        yield from _differences(f"{address} ({accepted})", 200, expected, status, said)
        if (gzip.decompress(body) if packed else body) != content:
            yield f"{address} ({accepted}): another content"
    again = {"Accept-Encoding": "gzip", "If-None-Match": said["ETag"]}
    status, said, _ = _asked(connection, address, again)
    yield from _differences(f"{address} (again)", 304, hosts.wanted(hosts.rules(site), address), status, said)


def _elsewhere(connection: HTTPConnection, site: Path) -> Iterator[str]:
    """What is wrong with the answers for what isn't there, for a page without its last slash, and for what moved."""
    expected = {**hosts.wanted(hosts.rules(site), "/404.html"), "Content-Type": TYPES["html"], "Cache-Control": ""}
    for address in ("/no/such/page/", "/embed/no-such-claim/", "/assets/javascripts/none.js"):
        status, said, body = _asked(connection, address, {})
        yield from _differences(f"404 for {address}", 404, expected, status, said)
        if body != (site / "404.html").read_bytes():
            yield f"{address}: another page than 404.html"
    status, said, _ = _asked(connection, "/claims", {})
    yield from _differences("/claims", 301, {"Location": "/claims/", "X-Content-Type-Options": "nosniff"}, status, said)
    for old, new in MOVED.items():
        status, said, _ = _asked(connection, old, {})
        yield from _differences(old, 301, {"Location": new}, status, said)


def _asked(connection: HTTPConnection, address: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    said: dict[str, str] = {}
    for name, value in answer.getheaders():
        said[name] = f"{said[name]}, {value}" if name in said else value
    return answer.status, said, answer.read()


def _differences(asked: str, code: int, expected: dict[str, str], status: int, said: dict[str, str]) -> Iterator[str]:
    if status != code:
        yield f"{asked}: status {status} in place of {code}"
    for name, value in expected.items():
        found = said.get(name, "")
        if name == hosts.POLICY:
            framed = "" if asked.startswith("/embed/") else "; frame-ancestors 'none'"
            value = value.removesuffix(framed) + framed
        if found != value:
            yield f"{asked}: {name} is {found!r} in place of {value!r}"


def _type(name: str) -> str:
    found = FEEDS.get(name.rpartition("/")[2]) or TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    return {"css.map": "application/json", "js.map": "application/json"}.get(".".join(name.split(".")[-2:]), found)


# A minute of load


def _loaded(site: Path, port: int, work: Path, seconds: int) -> int:
    """Load it and print what wrk says; 1 where a request failed."""
    said = _wrk(_mix(site), port, work, seconds)
    rate, sent = said["requests"] / said["seconds"], said["bytes"] / said["seconds"] / 1e6
    half, most, nearly = said["within"]
    print(f"wrk: {rate:,.0f} requests/s for {said['seconds']:.0f} s, {CONNECTIONS} connections, {sent:.0f} MB/s;")
    print(f"     half within {half:.1f} ms, 90 % within {most:.1f} ms, 99 % within {nearly:.1f} ms;")
    print(f"     {said['errors']} of {said['requests']:,} failed", flush=True)
    return int(said["errors"] > 0 or said["requests"] == 0)


def _mix(site: Path) -> list[str]:
    """Pages of every kind, and what they load."""
    endings = (".html", ".css", ".js", ".pf_fragment", ".pf_index", ".pf_meta", ".pagefind")
    found = [name for name in _files(site) if name.endswith(endings)]
    return [hosts.address(name) for name in found[:: -(-len(found) // MIX)] if name != "404.html"]


def _wrk(mix: list[str], port: int, work: Path, seconds: int) -> dict[str, Any]:
    script = work / "mix.lua"
    script.write_text(SCRIPT % ", ".join(f'"{path}"' for path in mix), "utf-8")
    load = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script), f"http://127.0.0.1:{port}/"]
    done = subprocess.run(load, env=os.environ, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    said: dict[str, Any] = json.loads(done.stdout.rstrip().rpartition("\n")[2])
    return said


if __name__ == "__main__":
    sys.exit(main())
