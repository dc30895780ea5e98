"""What is kept of the last build: whatever is edited in between, the site is the one that a first build makes."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ENVIRONMENT, attested, build, contents, copy_project, mkdocs, put
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator import search
from generator.anchors import Links, Looked, Sound
from generator.check import check
from generator.made import Entry, Made
from generator.manifest.files import LOG, MANIFEST
from generator.part import whole
from generator.publish import edition
from generator.put import Folder
from generator.render.moved import REDIRECTS
from generator.taken_address import OWN

Leaf = tuple[str, tuple[str | int, ...]]
"""A file and the way to something in it."""

FIELDS = {
    *("claim", "short", "claimant", "claimed", "summary", "note", "translation", "notes", "topics", "published"),
    *("title", "publisher", "author", "interest", "appearances", "sources", "stance", "url", "verdict", "why"),
    *("why_checked", "claims", "timeline", "reports_from", "republishes", "single_source_reason", "figure"),
    *("one_sided_reason", "corrections", "authors", "reviewed_by", "former_ids", "label", "meaning", "name"),
    *("dossier", "language", "kind", "archives", "accessed", "colour", "icon", "rating", "edit_url", "licence"),
    *("what", "date", "value", "tagline", "media"),
}
"""What is edited; quotations are proved, so that most edits of one are refused."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented archive of 30 claims."""
    root = tmp_path_factory.mktemp("made")
    assert attested("corpus", 30, "--out", root / "claims").exit_code == 0
    return root


def _leaves(data: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The ways to everything below a file's data that is in one of the fields."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        if key in FIELDS or (way and isinstance(key, int)):
            yield (*way, key)
        yield from _leaves(value, (*way, key))


def _edited(value: Any, how: int) -> Any:
    """Something else of the same kind."""
    if isinstance(value, list):
        return value[::-1] if how % 2 else value[:-1]
    if isinstance(value, str) and value[:2] in ("19", "20"):
        return f"20{10 + how % 15}" + value[4:]
    return f"{value} {'Amended. ' * (how % 3 + 1)}".strip() if isinstance(value, str) else value


def _edit(root: Path, leaf: Leaf, how: int) -> bytes:
    """Edit a file of the project as an editor does; what it said before."""
    name, way = leaf
    path = root / name
    before = path.read_bytes()
    data = yaml.load(before, yaml.BaseLoader)
    here = data
    for key in way[:-1]:
        here = here[key]
    if how % 7 == 0 and isinstance(here, dict):
        del here[way[-1]]
    else:
        here[way[-1]] = _edited(here[way[-1]], how)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    return before


Known = dict[str, tuple[bytes, object]]


def _made(root: Path) -> Known | None:
    """Every page and record that may be taken as it was: what it is known by, and what it says."""
    result = check(root)
    published = edition(root, result)
    if published is None or result.publication is None:
        return None
    key = published.prints.key
    pages = {page.path: (key(page.path, page.of()), page.make()) for page in published.plan if page.of}
    files = {file.path: (key(file.path, file.of()), whole(file.make())) for file in published.files() if file.of}
    found = search.findable(result.publication)
    return {**pages, **files, **{one.url: (key(one.url, one.of()), one.make()) for one in found if one.of}}


@settings(max_examples=40)
@given(st.data())
def test_what_is_made_of_the_same_is_the_same(archive: Path, data: st.DataObject) -> None:
    """Whatever is edited in any file, a page or record that is known by the same says the same."""
    paths = sorted((archive / "claims").rglob("*.yml"))
    path = data.draw(st.sampled_from(paths))
    name = path.relative_to(archive).as_posix()
    leaves = list(_leaves(yaml.load(path.read_bytes(), yaml.BaseLoader)))
    before = _made(archive)
    assert before
    content = _edit(archive, (name, data.draw(st.sampled_from(leaves))), data.draw(st.integers(0, 20)))
    try:
        after = _made(archive)
    finally:
        path.write_bytes(content)
    assume(after)
    assert after
    same = {name for name in before.keys() & after.keys() if before[name][0] == after[name][0]}
    assert {name for name in same if before[name][1] != after[name][1]} == set()


HARBOUR, LIGHTHOUSE = "claims/harbour/harbour-closed.yml", "claims/lighthouse/lighthouse-age.yml"
EDITS = (
    (HARBOUR, "The harbour office’s log has", "The log of the harbour office has"),
    (HARBOUR, "verdict: incorrect", "verdict: mixed"),
    (HARBOUR, "claimant: Example Gazette", "claimant: A gazette"),
    (HARBOUR, "topics: [ships]", "topics: [ships, ferries]"),
    (HARBOUR, "claimed: 2025-05-12", "claimed: 2024-05-12"),
    (LIGHTHOUSE, "published: 2025-06-01", "published: 2025-09-01"),
    (LIGHTHOUSE, "claimant: unknown", "claimant: Example Gazette\nformer_ids: [lamp-age]"),
    ("claims/sources/harbour-office-log.yml", "title: ", "title: The whole "),
    ("claims/sources/mirror-harbour.yml", "republishes: gazette-harbour", "reports_from: [Another gazette]"),
    ("claims/dossiers/harbour.yml", "title: The harbour", "title: The old harbour"),
    ("claims/publication.yml", "label: Mixed", "label: Half right"),
    ("docs/about.md", "does not exist", "is invented"),
    ("claims/publication.yml", "name: Port Example Checks", "name: Port Example"),
    ("claims/publication.yml", "  name: CC BY 4.0", "  name: CC0"),
    ("mkdocs.yml", "How we work: ", "How: "),
)
"""A file, words in it, and what stands there after the edit."""


@settings(max_examples=3)
@given(st.lists(st.sampled_from(EDITS), min_size=1, max_size=3))
def test_a_build_after_edits_is_the_first_build_of_what_was_edited(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str, str]]
) -> None:
    """Each edit is built with what the build before it left; the last one also with nothing left, byte for byte."""
    root = copy_project(tmp_path_factory.mktemp("edits") / "project")
    build(root, root / "site")
    for name, old, new in edits:
        path = root / name
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        build(root, root / "site")
    after = contents(root / "site")
    shutil.rmtree(root / ".cache")
    assert after == contents(build(root, root / "first"))


def _kept(root: Path) -> list[Path]:
    """The files of the last site."""
    return sorted(path for path in (root / "site").rglob("*") if path.is_file())


def _altered(root: Path) -> None:
    """As somebody does who mends the published files by hand."""
    for path in _kept(root):
        with path.open("r+b") as file:
            file.write(b"<!-- mine -->")


def _in_one_moment(root: Path) -> None:
    """As many bytes, a nanosecond later."""
    for path in _kept(root):
        before = path.stat()
        path.write_bytes(path.read_bytes().replace(b"harbour", b"habrour"))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))


def _gone(root: Path) -> None:
    for path in _kept(root)[::2]:
        path.unlink()


def _linked(root: Path) -> None:
    """Links to what says something else."""
    (root.parent / "elsewhere").mkdir()
    for number, path in enumerate(_kept(root)):
        other = root.parent / f"elsewhere/{number}"
        other.write_bytes(path.read_bytes() + b" ")
        path.unlink()
        path.symlink_to(other)


def _another_list(root: Path) -> None:
    path = root / ".cache/made"
    path.write_bytes(path.read_bytes().replace(b"harbour", b"habrour"))


def _other_words(root: Path) -> None:
    path = root / ".cache/made.words"
    path.write_bytes(path.read_bytes()[:-9])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """The project of Port Example, built once into its site/."""
    root = copy_project(tmp_path_factory.mktemp("built") / "project")
    return root, contents(build(root, root / "site"))


@pytest.mark.parametrize(
    "happened",
    [_altered, _in_one_moment, _gone, _linked, _another_list, _other_words],
    ids=lambda one: one.__name__,
)
def test_nothing_but_what_was_made_is_taken(
    built: tuple[Path, dict[str, bytes]], tmp_path: Path, happened: Any
) -> None:
    """Whatever befalls the cache, the site is the same."""
    root = shutil.copytree(built[0], tmp_path / "project")
    build(root, root / "site")
    happened(root)
    assert contents(build(root, root / "site")) == built[1]
    assert not any(path.is_symlink() for path in (root / "site").rglob("*"))


def test_what_is_the_same_is_not_made_again(built: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """After an edit of one claim, the files of pages that say nothing of it are the files that were there before."""
    root = shutil.copytree(built[0], tmp_path / "project")
    build(root, root / "site")
    numbers = {path.relative_to(root): path.stat().st_ino for path in (root / "site").rglob("*.html")}
    path = root / LIGHTHOUSE
    path.write_text(path.read_text("utf-8").replace("No record that we found", "No record which we found"), "utf-8")
    build(root, root / "site")
    taken = {name for name, number in numbers.items() if (root / name).stat().st_ino == number}
    assert {Path(f"site/{name}/index.html") for name in ("embed/harbour-closed", "embed/ferry-doubled")} <= taken
    assert {Path(f"site/{name}/lighthouse-age/index.html") for name in ("embed", "claims")} & taken == set()


def test_what_was_kept_is_known_by_its_content_too(built: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """Where all was moved, as CI does it, the disk shows each file another way, and it is taken all the same."""
    root = shutil.copytree(built[0], tmp_path / "project")
    for path in _kept(root):
        os.utime(path, (1, 1))
    assert contents(build(root, root / "site")) == built[1]
    assert (root / "site/embed/harbour-closed/index.html").stat().st_mtime == 1


def test_whom_a_passage_reports_from_is_part_of_what_it_says(tmp_path: Path) -> None:
    """A passage may come from a document that its claim doesn't cite; what that says of itself is told in the data."""
    root = copy_project(tmp_path / "project")
    claim, register = root / HARBOUR, root / "claims/sources/tower-register.yml"
    said = claim.read_text("utf-8").replace("  - source: ", "  - reports_from: [tower-register]\n    source: ", 1)
    claim.write_text(said, "utf-8")
    build(root, root / "site")
    said = register.read_text("utf-8")
    register.write_text(said.replace("publisher: unknown", "publisher: The office of towers"), "utf-8")
    after = contents(build(root, root / "site"))
    assert b"The office of towers" in after["api/v1/claims/harbour-closed.json"]
    shutil.rmtree(root / ".cache")
    assert after == contents(build(root, root / "first"))


HOOK = """
from pathlib import Path

def on_post_build(config):
    for path in Path(config.site_dir).rglob("*.json"):
        path.write_text(path.read_text("utf-8").replace("harbour", "habrour"), "utf-8")
"""


def test_what_another_hook_writes_to_is_not_the_published_file(
    built: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    """A build that is refused for what a hook altered leaves the site as it was, down to each byte."""
    root = shutil.copytree(built[0], tmp_path / "project")
    build(root, root / "site")
    (root / "hook.py").write_text(HOOK, "utf-8")
    path = root / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("hooks: [", "hooks: [hook.py, "), "utf-8")
    done = mkdocs(root, root / "site")
    assert done.returncode == 1
    assert "[altered]" in done.stderr
    assert contents(root / "site") == built[1]


@pytest.mark.parametrize(
    ("page", "words", "instead"),
    [
        ("corrections-policy.md", "", None),
        ("verification.md", "{#states}", "{#other}"),
        ("about.md", "", '\n\n<p><a href="../claims/harbour-closed/#nowhere">x</a></p>\n'),
    ],
    ids=["a page is gone", "a part is gone", "a page links to nothing"],
)
def test_pages_that_were_taken_lead_somewhere_too(
    page: str, words: str, instead: str | None, built: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    """What a page links to may go while the page stays: then it is told as in a first build, and each time."""
    root = shutil.copytree(built[0], tmp_path / "project", ignore=shutil.ignore_patterns(".cache", "site"))
    path = root / "docs" / page
    text = path.read_text("utf-8")

    def edit() -> None:
        if instead is None:
            path.unlink()
        else:
            path.write_text(text.replace(words, instead) if words else text + instead, "utf-8")

    edit()
    first = mkdocs(root, root / "site")
    assert (first.returncode, "ERROR" in first.stderr) == (1, True)
    path.write_text(text, "utf-8")
    build(root, root / "site")
    edit()
    for _ in range(2):
        again = mkdocs(root, root / "site")
        assert (again.returncode, _errors(again)) == (1, _errors(first))
    path.write_text(text, "utf-8")
    assert contents(build(root, root / "site")) == built[1]


@pytest.mark.parametrize("there", [{"b/", "c/"}, {"b/"}])
def test_a_page_whose_links_were_good_is_looked_at_when_an_address_is_gone(there: set[str]) -> None:
    """What it links to may be gone although no page lost a part."""
    links = Links(there, Sound(frozenset({"b/", "c/"}), frozenset()))
    page = Looked("docs/b.md", frozenset(), ("../c/",))
    links.trust("b/", page.ids, lambda: page)
    told = [(one.path, one.message) for one in links.broken()]
    gone = [
        ("docs/b.md", "links to '../c/', which is no page or file of this site; mend the address or write that page")
    ]
    assert told == (gone if there == {"b/"} else [])


def _errors(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in done.stderr.splitlines() if "broken-" in line]


@pytest.mark.parametrize("plugins", ["[]", "[tags]"], ids=["fast", "slow"])
def test_a_page_at_the_address_of_a_generated_one_is_told(
    built: tuple[Path, dict[str, bytes]], tmp_path: Path, plugins: str
) -> None:
    """It would be written over, or write over a published file; what stands there is the generated one."""
    root = shutil.copytree(built[0], tmp_path / "project")
    build(root, root / "site")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"plugins: {plugins}\n")
    names = ("claims/ferry-doubled.md", "claims/index.md", "data.md", "embed/ferry-doubled.md", "feed.xml", "index.md")
    names += ("statistics/index.md", "verdicts/README.md")
    shown = ("claims.html", "claims/ferry-doubled.html", "claims/ferry-doubled/index.html.gz", "feed.xml.br")
    put(root / "docs", dict.fromkeys((*names, *shown), "# By hand\n"))
    put(
        root / "docs", dict.fromkeys(("claims/ferry.html", "claims/ours.md", "assets/log.jsonl", "map.html"), "Ours.\n")
    )
    done = mkdocs(root, root / "site")
    assert done.returncode == 1
    said = "docs/{} has the address of a generated page or file, which stands there instead; give it another name"
    before = "docs/{} is what hosts may show at the address of a generated page or file; give it another name"
    told = [line.removeprefix("WARNING -  ") for line in done.stderr.splitlines() if line.startswith("WARNING")]
    assert sorted(told) == sorted([*map(said.format, names), *map(before.format, shown)])
    assert _said_by_build(root) == sorted(told)
    assert contents(root / "site") == built[1]


def _said_by_build(root: Path) -> list[str]:
    """What `build` says of hand-written files, without their lines."""
    problems = json.loads(attested("build", "--root", root, "--format", "json").stdout)["problems"]
    return sorted(f"{one['path']} {one['message']}" for one in problems if one["rule"] == "taken-address")


def test_a_hand_written_file_does_not_speak_for_the_site(built: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """Where readers are led, what the site consists of and what was released before, the site says itself."""
    assert {REDIRECTS, MANIFEST, LOG} < OWN
    root = shutil.copytree(built[0], tmp_path / "project")
    names = sorted([*OWN, "log.jsonl.gz"])
    put(root / "docs", dict.fromkeys(names, "/claims/ferry-doubled/ https://elsewhere.example/ 301!\n"))
    said = "would speak for the whole site, and only the site itself writes such a file; give it another name"
    made = attested("check", "--root", root)
    assert made.output == "".join(f"docs/{name}:1:1: {said} [taken-address]\n" for name in names) + "5 problems\n"
    assert made.exit_code == 1


def test_a_file_that_another_build_exchanged_is_not_taken(tmp_path: Path) -> None:
    """Another build may put its site in the place of the last one between the look at a file and its second name."""
    folder = Folder(tmp_path / "first", Made(tmp_path))
    folder.made.keep(b"key", Entry(folder.put("page.html", b"as it was")))
    folder.made.finish(tmp_path / "first")
    made = Made(tmp_path)
    entry = made.get(b"key")
    assert entry
    again = Folder(tmp_path / "again", made)
    (tmp_path / "first/page.html").unlink()
    (tmp_path / "first/page.html").write_bytes(b"as it is now")
    assert again.take(entry) is None
    assert not (tmp_path / "again/page.html").exists()
    made.finish(tmp_path / "again")


def test_what_was_taken_is_never_written_to(tmp_path: Path) -> None:
    """Whoever puts something else in the place of a file that was taken leaves the published one as it is."""
    folder = Folder(tmp_path / "first", Made(tmp_path))
    folder.made.keep(b"key", Entry(folder.put("page.html", b"as it was")))
    folder.made.finish(tmp_path / "first")
    again = Folder(tmp_path / "again", Made(tmp_path))
    assert again.take(again.made.get(b"key"))
    again.put("page.html", b"as it is now")
    again.made.finish(tmp_path / "again")
    assert (tmp_path / "first/page.html").read_bytes() == b"as it was"
    assert (tmp_path / "again/page.html").read_bytes() == b"as it is now"
    assert again.taken == set()


def test_a_project_behind_a_link_takes_what_it_made(built: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """The last site is found whatever way leads to the project."""
    real = shutil.copytree(built[0], tmp_path / "deep/er/project")
    root = tmp_path / "link"
    root.symlink_to(real)
    numbers = []
    for _ in range(2):
        build(root, root / "site")
        numbers.append((root / "site/embed/harbour-closed/index.html").stat().st_ino)
    assert numbers[0] == numbers[1]


def test_two_builds_at_once_make_the_same_site(built: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """Two builds of one project, into two folders, share what is kept and don't spoil it for each other."""
    root = shutil.copytree(built[0], tmp_path / "project")
    for _ in range(2):
        commands = [
            [sys.executable, "-m", "mkdocs", "build", "-q", "-f", root / "mkdocs.yml", "-d", root / name]
            for name in ("one", "other")
        ]
        running = [subprocess.Popen([*map(str, command)], cwd=root, env=ENVIRONMENT) for command in commands]
        assert [process.wait(120) for process in running] == [0, 0]
        assert contents(root / "one") == contents(root / "other") == built[1]


def test_a_project_that_cannot_keep_anything_is_built(built: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """Without a home that can hold a key, nothing is kept and the site is the same."""
    root = shutil.copytree(built[0], tmp_path / "project", ignore=shutil.ignore_patterns(".cache"))
    assert contents(build(root, root / "site", env={"XDG_CACHE_HOME": os.devnull})) == built[1]
    assert not (root / ".cache").exists()
