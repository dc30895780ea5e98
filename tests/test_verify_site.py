"""`attested verify` and `attested release`: a site anyone can check, and a log that can only grow."""

import hashlib
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import REPOSITORY, attested, build, contents, copy_project, mkdocs, put
from fixtures.capture.server import Server, reply, serving, to
from hypothesis import given
from hypothesis import strategies as st

from generator import __version__
from generator.manifest import log as chain
from generator.manifest.commit import commit
from generator.manifest.manifest import Manifest, ManifestError, decode

PAGE = "claims/harbour-closed/index.html"


JSON = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=()))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def site(example: Path, tmp_path: Path) -> Path:
    """A built site that a test may change."""
    return Path(shutil.copytree(example / "site", tmp_path / "site"))


def verify(*arguments: object) -> tuple[int, list[str]]:
    """Exit code and report."""
    done = attested("verify", *arguments)
    return done.exit_code, done.output.splitlines()


# The manifest


def test_the_manifest_lists_every_file(example: Path) -> None:
    """Each published file with its hash, the version, and the hash of every record."""
    found = contents(example / "site")
    said = json.loads(found.pop("manifest.json"))
    assert said["files"] == {name: _sha256(content) for name, content in found.items()}
    assert (said["format"], said["generator"], said["commit"]) == (1, __version__, "unknown")
    names = [f"api/v1/{name}.json" for name in said["records"]]
    kinds = ("claims", "sources", "dossiers")
    assert set(names) == {name for name in found if name.startswith(tuple(f"api/v1/{kind}/" for kind in kinds))}
    record = json.loads(found["api/v1/claims/harbour-closed.json"])
    canonical = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert said["records"]["claims/harbour-closed"] == _sha256(canonical.encode())
    assert said["content"] == _sha256(json.dumps(said["records"], sort_keys=True, separators=(",", ":")).encode())


def _git(root: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *identity, *arguments], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_manifest_names_the_commit_of_the_content(tmp_path: Path) -> None:
    """The last commit that changed the content, whatever else was committed; none where something has changed."""
    root = copy_project(tmp_path / "project")
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "content"]):
        _git(root, *arguments)
    content = _git(root, "rev-parse", "HEAD")
    put(root, {"releases/log.jsonl": ""})
    _git(root, "add", "-A")
    _git(root, "commit", "-qm", "log")

    def named() -> str:
        return str(json.loads((build(root, tmp_path / "site") / "manifest.json").read_bytes())["commit"])

    assert named() == content
    put(root, {"docs/new.md": "# New\n"})
    assert named() == "unknown"


def test_the_manifest_of_a_part_names_the_commit_of_what_it_shares_too(tmp_path: Path) -> None:
    """Its pages, theme and program stand above it; another part's claims are nothing of its own."""
    archive = copy_project(tmp_path / "archive")
    part = archive / "years/2015"
    part.mkdir(parents=True)
    (archive / "claims").rename(part / "claims")
    put(archive, {"years/2015/mkdocs.yml": "INHERIT: ../../mkdocs.yml\ndocs_dir: ../../docs\n"})

    def committed(path: str, content: str) -> str:
        put(archive, {path: content})
        _git(archive, "add", "-A")
        _git(archive, "commit", "-qm", path)
        return _git(archive, "rev-parse", "HEAD")

    def named() -> str:
        return str(json.loads((build(part, tmp_path / "site") / "manifest.json").read_bytes())["commit"])

    _git(archive, "init", "-q")
    committed("overrides/new.html", "")
    shared = committed("docs/new.md", "# New\n")
    committed("years/2016/claims/publication.yml", "")
    committed("years/2015/other.txt", "")
    assert named() == shared
    put(archive, {"mkdocs.yml": (archive / "mkdocs.yml").read_text("utf-8") + "\n"})
    assert named() == "unknown"


def test_the_libraries_count_as_content(tmp_path: Path) -> None:
    """They decide about bytes as well as the program does."""
    root = copy_project(tmp_path / "project", {"requirements.txt": "a==1\n", "pyproject.toml": "", "README.md": ""})
    _git(root, "init", "-q")
    named = []
    for name in ("mkdocs.yml", "requirements.txt", "pyproject.toml", "README.md"):
        put(root, {name: (root / name).read_text("utf-8") + "\n"})
        _git(root, "add", "-A")
        _git(root, "commit", "-qm", name)
        named.append(commit(root) == _git(root, "rev-parse", "HEAD"))
    assert named == [True, True, True, False]


def test_a_build_says_where_git_refuses_to_tell_the_commit(tmp_path: Path) -> None:
    """A folder without git is no matter for a warning; one that git won't look at is."""
    root = copy_project(tmp_path / "project")
    assert "unknown" not in mkdocs(root, tmp_path / "site", "-q").stderr
    put(root, {".git": "gitdir: /nonexistent\n"})
    assert mkdocs(root, tmp_path / "site", "-q").stderr.splitlines()[-1] == (
        "manifest.json says commit unknown, since git can't tell: fatal: not a git repository: /nonexistent"
    )


def test_a_program_from_elsewhere_states_no_commit(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """In a second worktree the commit would be of a program that didn't run."""
    root = copy_project(tmp_path / "project", {"generator/__init__.py": ""})
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "content"]):
        _git(root, *arguments)
    assert commit(root) == "unknown"
    assert caplog.messages == [
        f"manifest.json says commit unknown, since {REPOSITORY / 'generator'} ran, not the project's own generator/"
    ]


# A folder


def test_a_site_as_built_is_fine(site: Path) -> None:
    """The count of files and records is said, and what made it."""
    said = json.loads((site / "manifest.json").read_bytes())
    line = (
        f"{len(said['files'])} files and {len(said['records'])} records are what the manifest says; "
        f"it states that it was made by attested {__version__} from commit unknown."
    )
    assert verify(site) == (0, [line])


def test_what_differs_is_named(site: Path) -> None:
    """A changed file, one taken out, one put in, and a link in place of a file."""
    put(site, {PAGE: (site / PAGE).read_bytes().replace(b"closed", b"open"), "new/index.html": "x"})
    (site / "404.html").unlink()
    (site / "about/index.html").rename(site.parent / "about.html")
    (site / "about/index.html").symlink_to(site.parent / "about.html")
    assert verify(site) == (
        1,
        [
            "404.html: the manifest lists it, but it isn't there",
            "about/index.html: it isn't what the manifest says",
            f"{PAGE}: it isn't what the manifest says",
            "new/index.html: it isn't in the manifest",
        ],
    )
    said = json.loads(attested("verify", site, "--format", "json").output)
    found = said["rows"]
    assert (said["compared"], said["generator"], said["commit"]) == (["manifest"], __version__, "unknown")
    annotated = attested("verify", site, "--format", "github").output.splitlines()[0]
    assert (
        annotated == "::error file=404.html,line=1,col=1::404.html: the manifest lists it, but it isn't there [report]"
    )
    assert found[0] == {"path": "404.html", "line": 1, "what": "the manifest lists it, but it isn't there"}


def test_a_record_is_compared_by_what_it_says(site: Path) -> None:
    """A manifest that lists a changed record's file, but not the record, is found out."""
    name = "api/v1/claims/harbour-closed.json"
    changed = (site / name).read_bytes().replace(b"closed", b"opened")
    said = json.loads((site / "manifest.json").read_bytes())
    said["files"][name] = _sha256(changed)
    put(site, {name: changed, "manifest.json": json.dumps(said)})
    assert verify(site) == (1, [f"{name}: the record isn't what the manifest says"])


def test_a_record_has_its_file(site: Path) -> None:
    """A manifest can't count records that nobody gets, nor leave one out."""
    said = json.loads((site / "manifest.json").read_bytes())
    made = Manifest("1", "unknown", {**said["records"], "claims/invented": "0" * 64}, said["files"])
    made.records.pop("claims/harbour-closed")  # type: ignore[attr-defined] # it is a dict
    put(site, {"manifest.json": made.encoded()})
    what = "the manifest has it as a file or as a record, but not as both"
    assert verify(site) == (1, [f"api/v1/claims/{name}.json: {what}" for name in ("harbour-closed", "invented")])


@pytest.mark.parametrize("name", ["manifest.json", "log.jsonl"])
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")], ids=["pipe", "link"])
def test_nothing_is_waited_for(site: Path, name: str, make: Callable[[Path], object]) -> None:
    """A pipe or a device in the place of a file is no file."""
    (site / name).unlink(missing_ok=True)
    make(site / name)
    code, lines = verify(site, "--log")
    assert (code, len(lines)) == ((2, 4) if name == "manifest.json" else (1, 1))
    assert "has no manifest.json" in lines[-1] or "there is no log" in lines[-1]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda said: said.update(format=2), "it isn't of format 1, which this program reads"),
        (lambda said: said.update(commit="main\x1b[2J"), "its `commit` hasn't the form it must have"),
        (lambda said: said["files"].update({"../x": "0" * 64}), "its `files` has a name that doesn't stay below"),
        (lambda said: said["files"].update({"/etc/x": "0" * 64}), "its `files` has a name that doesn't stay below"),
        (lambda said: said["files"].update({"a\\..\\x": "0" * 64}), "its `files` has a name that doesn't stay below"),
        (lambda said: said["files"].update({"\ud800": "0" * 64}), "its `files` has a name that doesn't stay below"),
        (lambda said: said["files"].update({"é" * 128: "0" * 64}), "its `files` has a name that doesn't stay below"),
        (lambda said: said["files"].update({"x": "0" * 63}), "its `files` has something that is no SHA-256"),
        (lambda said: said["records"].pop("claims/harbour-closed"), "its `content` isn't the hash of its `records`"),
        (lambda said: said.update(files=[]), "its `files` isn't a list of names and hashes"),
    ],
)
def test_a_manifest_of_another_shape_is_refused(
    site: Path, change: Callable[[dict[str, object]], object], what: str
) -> None:
    """Whoever wrote it, no name in it leads out of the site and nothing in it reaches the terminal."""
    said = json.loads((site / "manifest.json").read_bytes())
    change(said)
    put(site, {"manifest.json": json.dumps(said)})
    code, lines = verify(site)
    assert code == 2
    assert what in lines[-1]


@given(
    st.binary(max_size=200)
    | st.recursive(st.none() | st.text() | st.integers(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)).map(
        lambda said: json.dumps(said).encode()
    )
)
def test_anything_is_a_manifest_or_is_refused(content: bytes) -> None:
    """No bytes make the reader fail in another way."""
    with pytest.raises(ManifestError):
        decode(content)


def test_there_has_to_be_something_to_verify(tmp_path: Path) -> None:
    """A folder without a manifest, two things at once, and claims that can't be built are wrong use."""
    code, lines = verify(tmp_path)
    assert (code, lines[-1]) == (2, f"Error: {tmp_path} has no manifest.json; `mkdocs build` writes it")
    code, lines = verify(tmp_path, "--url", "https://checks.example/")
    assert (code, lines[-1]) == (2, "Error: name a folder or --url, not both")


def test_pages_are_made_again_from_the_claims(example: Path, site: Path) -> None:
    """A page and its hash replaced together differ from what the claims give."""
    changed = (site / PAGE).read_bytes().replace(b"closed", b"open")
    said = json.loads((site / "manifest.json").read_bytes())
    said["files"][PAGE] = _sha256(changed)
    put(site, {PAGE: changed, "manifest.json": json.dumps(said)})
    assert verify(site)[0] == 0
    assert verify(site, "--against", example) == (1, [f"{PAGE}: the claims give another content"])


def test_what_the_manifest_states_of_its_making_is_compared_too(tmp_path: Path) -> None:
    """Its commit and version are a statement of the site's, and a fact only where the checkout gives the same."""
    root = copy_project(tmp_path / "project")
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "content"]):
        _git(root, *arguments)
    commit = _git(root, "rev-parse", "HEAD")
    site = build(root, tmp_path / "site")
    kept = (site / "manifest.json").read_bytes()
    code, (line,) = verify(site, "--against", root)
    assert code == 0
    assert line.endswith(f", what {root} gives; made by attested {__version__} from commit {commit}.")
    put(site, {"manifest.json": kept.replace(commit.encode(), b"a" * 40).replace(__version__.encode(), b"9.9")})
    assert verify(site, "--against", root) == (
        1,
        [
            f"manifest.json: it states commit {'a' * 40}, but the checkout gives {commit}",
            f"manifest.json: it states attested 9.9, but the checkout's is {__version__}",
        ],
    )
    put(site, {"manifest.json": kept.replace(commit.encode(), b"unknown")})
    code, (line,) = verify(site, "--against", root)
    assert code == 0
    assert line.endswith(f"; it states that it was made by attested {__version__} from commit unknown.")


def test_claims_that_can_t_be_built_are_no_measure(project: Path, site: Path) -> None:
    """The build's own report says why."""
    put(project, {"claims/harbour/harbour-closed.yml": "claim: x\n"})
    code, lines = verify(site, "--against", project / "claims")
    assert (code, lines[3]) == (2, f"Error: {project} can't be built:")
    assert "claims/harbour/harbour-closed.yml:1:1" in "\n".join(lines)


# The log


def _manifest(number: int) -> bytes:
    records = {"claims/x": _sha256(str(number).encode())}
    return Manifest("0.1.0", "unknown", records, {"index.html": _sha256(b"x")}).encoded()


def _log(count: int) -> bytes:
    log = b""
    for number in range(count):
        log = chain.append(log, _manifest(number))
    return log


def test_a_release_adds_a_line(project: Path) -> None:
    """Each line holds the hash of the manifest and of the line before; the same site adds none."""
    site = build(project, project / "site")
    done = attested("release", site, "--root", project)
    first = _sha256((site / "manifest.json").read_bytes())
    assert (done.exit_code, done.output) == (0, f"Release 1 added: {first}\n")
    log = (project / "releases/log.jsonl").read_bytes()
    content = json.loads((site / "manifest.json").read_bytes())["content"]
    entry = {"number": 1, "previous": "0" * 64, "manifest": first, "content": content, "commit": "unknown"}
    assert json.loads(log) == entry
    assert attested("release", site, "--root", project).output == f"Release 1 already in the log: {first}\n"
    assert (project / "releases/log.jsonl").read_bytes() == (site / "log.jsonl").read_bytes() == log
    assert verify(site, "--log")[0] == 0

    put(project, {"docs/new.md": "# New\n"})
    build(project, site)
    assert (site / "log.jsonl").read_bytes() == log
    assert verify(site, "--log") == (1, ["log.jsonl:1: the newest release in the log is not this site"])
    assert attested("release", site, "--root", project).exit_code == 0
    lines = (site / "log.jsonl").read_bytes().splitlines()
    assert json.loads(lines[1])["previous"] == _sha256(lines[0])
    put(project, {"kept.jsonl": log})
    assert verify(site, "--log", "--kept", project / "kept.jsonl")[0] == 0


def test_a_changed_site_is_no_release(project: Path, site: Path) -> None:
    """What the manifest doesn't say isn't logged."""
    put(site, {"new.html": "x"})
    done = attested("release", site, "--root", project)
    assert (done.exit_code, done.output) == (
        1,
        "1 files differ from the manifest, see `attested verify`; build again.\n",
    )
    assert not (project / "releases").exists()


def test_a_broken_log_is_not_carried_on(project: Path, site: Path) -> None:
    """Its first fault is named."""
    put(project, {"releases/log.jsonl": _log(3).replace(b'"number":2', b'"number":7')})
    code, lines = (done := attested("release", site, "--root", project)).exit_code, done.output.splitlines()
    assert code == 2
    assert "line 2: this entry says that it is number 7; entries were taken out or put in" in lines[-1]


@given(st.data())
def test_any_change_to_a_log_shows(data: st.DataObject) -> None:
    """A byte changed, a line taken out, put in or moved breaks the chain, or is seen by who kept a copy."""
    log = _log(4)
    lines = log.splitlines(keepends=True)
    changed = data.draw(
        st.one_of(
            st.integers(0, len(log) - 1).flatmap(
                lambda at: st.integers(1, 255).map(lambda by: log[:at] + bytes([log[at] ^ by]) + log[at + 1 :])
            ),
            st.integers(0, 3).map(lambda at: b"".join(lines[:at] + lines[at + 1 :])),
            st.integers(0, 3).map(lambda at: b"".join(lines + lines[at : at + 1])),
            st.permutations(lines).map(b"".join).filter(lambda other: other != log),
        )
    )
    assert chain.faults(log) == []
    assert chain.forgotten(log, log) == []
    cut_off, more = log.startswith(changed), changed.startswith(log)
    assert more or chain.forgotten(log, changed)
    assert cut_off or chain.faults(changed) or changed.splitlines()[:3] == log.splitlines()[:3]


@given(st.binary(max_size=300))
def test_anything_is_a_log_or_has_faults(log: bytes) -> None:
    """No bytes make the reader fail."""
    assert bool(chain.faults(log)) is (log != b"")


@given(st.fixed_dictionaries(dict.fromkeys(("number", "previous", "manifest", "content", "commit"), JSON)))
def test_any_values_are_no_entry(said: dict[str, object]) -> None:
    """Values of any kind at the names of an entry, half a character too, make none."""
    assert chain.faults(json.dumps(said).encode() + b"\n") == [(1, "this is no entry of a log")]


# A published copy


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    """The site as a server of this machine gives it, below /checks/."""
    with serving() as running:
        for name, content in contents(site).items():
            address = name.removesuffix("index.html") if name.endswith("index.html") else name
            running.routes[f"/checks/{address}"] = reply(content)
        yield running


def published(server: Server, *arguments: object) -> tuple[int, list[str]]:
    """Verify what the server has."""
    return verify("--url", server.url("/checks"), "--allow-private", "--ignore-robots", *arguments)


def test_a_published_copy_is_verified(server: Server, example: Path) -> None:
    """Each page at the address that readers use, and no other address; compared with the claims too."""
    assert published(server, "--against", example)[0] == 0
    said = json.loads((example / "site/manifest.json").read_bytes())["files"]
    assert len(server.seen) == len(set(server.seen)) == len(said) + 2


def test_a_replaced_page_is_named(server: Server, site: Path) -> None:
    """And one that isn't there, but not what only hosts read."""
    said = json.loads((site / "manifest.json").read_bytes())
    said["files"]["_redirects"] = "0" * 64
    server.routes["/checks/manifest.json"] = reply(json.dumps(said).encode())
    server.routes["/checks/claims/harbour-closed/"] = reply(b"other")
    server.routes.pop("/checks/about/")
    assert published(server) == (
        1,
        ["about/index.html: the manifest lists it, but it isn't there", f"{PAGE}: it isn't what the manifest says"],
    )


def test_a_copy_of_this_machine_is_asked_on_request_only(server: Server) -> None:
    """As in capture, an address of this machine or its network needs a word."""
    code, lines = verify("--url", server.url("/checks"))
    assert code == 2
    assert lines[-1] == (
        f"Error: the site can't be taken: {server.url('/robots.txt')}: 127.0.0.1 leads to 127.0.0.1, an address of "
        "this machine or a private network; only with --allow-private is such a one asked"
    )
    assert server.seen == []


def test_a_copy_that_asks_programs_to_stay_away_is_told_of_in_a_verifiers_words(server: Server) -> None:
    """Saving the page by hand, as for a capture, would verify nothing."""
    server.routes["/robots.txt"] = reply(b"User-agent: *\nDisallow: /\n", "Content-Type: text/plain")
    code, lines = verify("--url", server.url("/checks"), "--allow-private")
    assert (code, lines[-1]) == (
        2,
        f"Error: the site can't be taken: {server.url('/checks/manifest.json')}: the site's robots.txt asks programs "
        "not to read this page; with --ignore-robots it isn't asked for leave",
    )


def test_a_copy_that_never_ends_is_given_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file in time, but so many of them that they would take days."""
    monkeypatch.setattr("generator.published.SITE_SECONDS", 0)
    code, lines = published(server)
    said = f"{server.url('/checks/')}: the site takes longer than 0 hours; try again later"
    assert (code, lines[-1]) == (2, f"Error: the site can't be taken: {said}")


def test_a_manifest_without_end_is_given_up(server: Server) -> None:
    """At what a manifest may have, not at what the largest file of a site may."""

    def endless(write: Callable[[bytes], None], over: threading.Event) -> None:
        write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not over.is_set():
            write(bytes(1_000_000))

    server.routes["/checks/manifest.json"] = endless
    code, lines = published(server)
    said = f"{server.url('/checks/manifest.json')}: the answer is larger than the 64,000,000 bytes allowed"
    assert (code, lines[-1].partition(";")[0]) == (2, f"Error: the site can't be taken: {said}")


def test_a_copy_may_not_lead_elsewhere(server: Server) -> None:
    """Another host's files say nothing about this one's."""
    server.routes["/checks/manifest.json"] = to(f"http://localhost:{server.port}/checks/manifest.json")
    server.routes["/checks/manifest.json"] = [server.routes["/checks/manifest.json"], server.routes["/checks/about/"]]  # type: ignore[list-item]
    code, lines = published(server)
    assert code == 2
    assert lines[-1].endswith("leads to another host, localhost; verify that one")


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ({"../../outside": "0" * 64}, "its `files` has a name that doesn't stay below the site's root"),
        ({"a": "0" * 64, "a/b": "0" * 64}, "'a/b' can't be a file and a folder at once"),
    ],
)
def test_a_hostile_manifest_writes_nowhere_else(server: Server, files: dict[str, str], what: str) -> None:
    """Names that lead out of the folder, or clash, end the run."""
    said = {"format": 1, "generator": "1", "commit": "unknown", "records": {}, "files": files}
    said["content"] = _sha256(b"{}")
    server.routes |= {"/checks/manifest.json": reply(json.dumps(said).encode())}
    server.routes |= {"/checks/a": reply(b"x"), "/checks/a/b": reply(b"x")}
    code, lines = published(server)
    assert (code, lines[-1]) == (2, f"Error: the site can't be taken: {what}")


def test_the_real_publication_verifies(site_of_the_repository: Path) -> None:
    """As it was built."""
    assert verify(site_of_the_repository)[0] == 0


@pytest.fixture
def site_of_the_repository(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The real publication, built once a run."""
    return once("site", lambda folder: build(REPOSITORY, folder))
