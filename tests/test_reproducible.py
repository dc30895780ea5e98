"""The same content gives the same bytes: for another user, in another folder, on another machine."""

import os
import shutil
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import REPOSITORY, attested, contents, copy_project, mkdocs, python

SHUFFLED = """
import os, random

class Entries:
    def __init__(self, found):
        entries = list(found)
        random.Random(7).shuffle(entries)
        self.entries = iter(entries)

    __iter__ = __enter__ = lambda self: self
    __next__ = lambda self: next(self.entries)
    __exit__ = lambda self, *_: None
    close = lambda self: None

def scandir(path=".", _scandir=os.scandir):
    with _scandir(path) as found:
        return Entries(found)

def listdir(path=".", _listdir=os.listdir):
    names = _listdir(path)
    random.Random(7).shuffle(names)
    return names

os.scandir, os.listdir = scandir, listdir
"""
"""What Python imports first of all: the files of a folder come in another order."""

NO_NETWORK = """
import socket

def refused(*_):
    raise SystemExit("the build asked the network")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refused
"""


IDENTICAL: list[int] = []
"""How many files each build had that was the same byte for byte; `python tests/fuzz.py --builds` counts them."""


def _same(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> None:
    """Compare two results, and count them where they are the same."""
    assert one == other
    IDENTICAL.append(len(one))


def _copied(target: Path) -> Path:
    """The example project, its files copied in another order."""
    root = copy_project(target)
    for path in sorted((root / "claims").rglob("*.yml"), reverse=True):
        text = path.read_bytes()
        path.unlink()
        path.write_bytes(text)
    return root


def _built(root: Path, env: Mapping[str, str], *, umask: int = 0o022) -> dict[str, bytes]:
    before = os.umask(umask)
    try:
        done = mkdocs(root, root / "site", "-q", env=env)
    finally:
        os.umask(before)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    return contents(root / "site")


ELSEWHERE = [
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "HOME": "/nonexistent", "USER": "alice"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "USER": "bob"},
    {"PYTHONHASHSEED": "3", "SOURCE_DATE_EPOCH": "1", "COLUMNS": "20", "PYTHONUTF8": "0", "LC_ALL": "POSIX"},
]


@pytest.mark.parametrize("env", ELSEWHERE, ids=["east", "west", "posix"])
def test_the_same_bytes_elsewhere(example: Path, tmp_path: Path, env: Mapping[str, str]) -> None:
    """Another folder, time zone, language, hash seed, user, umask, and files in another order."""
    (tmp_path / "first/sitecustomize.py").parent.mkdir()
    (tmp_path / "first/sitecustomize.py").write_text(SHUFFLED)
    root = _copied(tmp_path / f"a folder {env['PYTHONHASHSEED']} of another name" / "ä")
    path = os.pathsep.join([str(tmp_path / "first"), str(REPOSITORY)])
    _same(_built(root, {**env, "PYTHONPATH": path}, umask=0o077), contents(example / "site"))


def test_the_order_of_files_is_another(tmp_path: Path) -> None:
    """So that the test above means something."""
    (tmp_path / "sitecustomize.py").write_text(SHUFFLED)
    (tmp_path / "folder").mkdir()
    for number in range(20):
        (tmp_path / f"folder/{number}").touch()
    ask = "import os, sys; print(*(entry.name for entry in os.scandir(sys.argv[1])))"
    orders = [python("-c", ask, tmp_path / "folder", env=env).stdout for env in ({}, {"PYTHONPATH": str(tmp_path)})]
    assert orders[0] != orders[1]
    assert sorted(orders[0].split()) == sorted(orders[1].split())


def _without_network() -> list[str]:
    """What gives a command a network of its own, in which there is nothing; nothing where the system lets nobody."""
    ways = (["unshare", "-n"], ["unshare", "-rn"])  # for root, and for others
    return next((way for way in ways if subprocess.run([*way, "true"], capture_output=True).returncode == 0), [])


def test_a_build_needs_no_network(example: Path, tmp_path: Path) -> None:
    """In a network namespace of its own, where not even this machine answers, the same site is made."""
    root, away = copy_project(tmp_path / "project"), _without_network()
    with socket.create_server(("127.0.0.1", 0)) as server:
        ask = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}))"
        assert python("-c", ask).returncode == 0
        assert "Network is unreachable" in python("-c", ask, prefix=away).stderr or not away
    done = python("-m", "mkdocs", "build", "-q", "-d", root / "site", cwd=root, prefix=away)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    _same(contents(root / "site"), contents(example / "site"))


def test_a_build_asks_no_network(example: Path, tmp_path: Path) -> None:
    """Neither names nor connections: a process that may not have any makes the same site."""
    (tmp_path / "first/sitecustomize.py").parent.mkdir()
    (tmp_path / "first/sitecustomize.py").write_text(NO_NETWORK)
    env = {"PYTHONPATH": os.pathsep.join([str(tmp_path / "first"), str(REPOSITORY)])}
    refused = python("-c", "import socket; socket.create_connection(('127.0.0.1', 9))", env=env)
    assert (refused.returncode, refused.stderr) == (1, "the build asked the network\n")
    _same(_built(copy_project(tmp_path / "project"), env), contents(example / "site"))


def test_the_written_pages_and_the_exports_are_the_same_too(tmp_path: Path) -> None:
    """`build` and `export` in two folders."""
    made = []
    for name in ("one", "the other"):
        root = _copied(tmp_path / name)
        for command in (["build"], ["export", "--out", root / "export"]):
            assert attested(command[0], "--root", root, *command[1:]).exit_code == 0
        made.append({**contents(root / "docs/_generated"), **contents(root / "export")})
        shutil.rmtree(root)
    _same(made[0], made[1])
