"""MkDocs' door: `mkdocs build` does it all, touches nothing where anything is wrong, and `serve` follows each edit."""

import posixpath
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from queue import Queue
from threading import Thread
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import pytest
import yaml
from conftest import (
    ENVIRONMENT,
    REPOSITORY,
    attested,
    build,
    contents,
    elements,
    mkdocs,
    one,
    page,
    parsed,
    put,
    python,
    search_index,
    text,
    whole,
)

from generator.names import slug

Once = Callable[[str, Callable[[Path], object]], Path]

FAULTS = {
    "claims/harbour/crane-painted.yml": "claim: The crane was painted.\nclaimd: 2025-05\n",
    "claims/sources/crane-spring.yml": "title: [The crane]\n",
}


# What it builds


def test_mkdocs_build_alone_builds_the_publication(site: Path) -> None:
    """Every claim, source document and dossier of the real publication has its page, and the search knows it."""
    claims = {path.stem for path in _files("claims/**/*.yml") if path.parent.name not in ("sources", "dossiers")}
    claims.remove("publication")
    wanted = {f"claims/{id_}/" for id_ in claims}
    wanted |= {f"sources/{path.stem}/" for path in _files("claims/sources/*.yml")}
    wanted |= {f"dossiers/{path.stem}/" for path in _files("claims/dossiers/*.yml")}
    assert {address for address in wanted if not (site / address / "index.html").is_file()} == set()
    assert wanted == search_index(site).keys()


def _files(pattern: str) -> list[Path]:
    return list(REPOSITORY.glob(pattern))


def _claims() -> Iterator[tuple[str, dict[str, object]]]:
    for path in _files("claims/**/*.yml"):
        if path.name != "publication.yml" and path.parent.name not in ("sources", "dossiers"):
            yield path.stem, yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def _links(tree: Element) -> set[str]:
    return {link.get("href", "") for link in tree.iter("a")}


@pytest.mark.parametrize(("id_", "said"), sorted(_claims()), ids=lambda value: value if isinstance(value, str) else "")
def test_claims_and_documents_lead_to_each_other(site: Path, id_: str, said: dict[str, list[str]]) -> None:
    """A claim's page links to each of its original articles and to their pages here, and these link back."""
    tree = page(site, f"claims/{id_}")
    used = {*said["appearances"], *(piece["source"] for piece in said["sources"])}  # type: ignore[index]
    for name in used:
        about = yaml.load((REPOSITORY / f"claims/sources/{name}.yml").read_text("utf-8"), yaml.BaseLoader)
        if about["url"] != "unknown":
            assert about["url"] in _links(tree)
            assert about["url"] in _links(page(site, f"sources/{name}"))
        assert f"../../sources/{name}/" in _links(tree)
        assert f"../../claims/{id_}/" in {link.split("#")[0] for link in _links(page(site, f"sources/{name}"))}


@cache
def _tree(path: Path) -> Element:
    return parsed(path.read_bytes())


@cache
def _ids(path: Path) -> set[str]:
    return {element.get("id", "") for element in elements(_tree(path))} | {
        link.get("name", "") for link in _tree(path).iter("a")
    }


def _resolved(site: Path, path: Path, address: str) -> Path:
    """The file that an address on a page leads to."""
    parts = urlsplit(address)
    if not parts.path:
        return path
    here = "/" + path.parent.relative_to(site).as_posix() + "/"
    target = site / posixpath.normpath(posixpath.join(here, unquote(parts.path))).lstrip("/")
    return target / "index.html" if parts.path.endswith("/") or target.is_dir() else target


@pytest.mark.parametrize("which", ["site", "example"])
def test_every_link_and_anchor_leads_somewhere(which: str, request: pytest.FixtureRequest) -> None:
    """No address on any page is broken: menus, search, styles, scripts and images included."""
    site = request.getfixturevalue(which) / ("site" if which == "example" else "")
    broken = []
    for path in sorted(site.rglob("*.html")):
        for element in elements(_tree(path)):
            for name in ("href", "src"):
                address = (element.get(name) or "").removeprefix("https://checks.example")
                parts = urlsplit(address)
                if element.get(name) is None or parts.scheme or parts.netloc:
                    continue
                target = _resolved(site, path, address)
                anchor = unquote(parts.fragment)
                if not target.is_file() or (anchor and target.suffix == ".html" and anchor not in _ids(target)):
                    broken.append((path.relative_to(site).as_posix(), address))
    assert broken == []


LOADING = {"stylesheet", "preload", "icon", "preconnect", "dns-prefetch", "prefetch", "modulepreload", "manifest"}


def _loaded(element: Element) -> list[str]:
    """The addresses a browser asks for because of this element, without a click."""
    if element.tag == "link":
        return [element.get("href", "")] if LOADING & set(element.get("rel", "").split()) else []
    named = ("src", "srcset", "poster", "data", "background", "action", "ping")
    return [element.get(name, "") for name in named if element.get(name)]


def test_no_page_asks_another_site(site: Path) -> None:
    """No script, style, font, image or frame comes from elsewhere, and no style names one that does."""
    pages = [(path, element) for path in site.rglob("*.html") for element in elements(_tree(path))]
    asked = {address for _, element in pages for address in _loaded(element)}
    assert {address for address in asked if urlsplit(address).scheme or address.startswith("//")} == set()
    styles = [path.read_text("utf-8") for path in site.rglob("*.css")]
    styles += ["".join(element.itertext()) for _, element in pages if element.tag == "style"]
    styles += [element.get("style", "") for _, element in pages]
    named = [found for style in styles for found in re.findall(r"(?:url\(|@import)\s*[\"']?([^\"')\s;]+)", style)]
    assert {address for address in named if re.match(r"(https?:)?//", address)} == set()


# What it doesn't touch


def test_a_faulty_claim_leaves_the_previous_site(project: Path) -> None:
    """With faults in the claims the build fails, shows every problem, and the site stays byte for byte."""
    site = build(project, project / "site")
    before = contents(site)
    put(project, FAULTS)
    done = mkdocs(project, site)
    report = attested("check", "--root", project).output.strip()
    assert report.endswith("problems")
    assert f"ERROR   -  {report}\n" in done.stderr
    assert done.stdout == "\nThe claims have problems; the site was not touched.\n"
    assert done.returncode == 1
    assert contents(site) == before
    assert sorted(path.name for path in project.iterdir() if path.name.startswith("site")) == ["site"]


@pytest.mark.parametrize(
    ("written", "report", "quiet"),
    [
        (
            '<p><a href="../nowhere/">x</a></p>',
            "docs/about.md:6:13: links to '../nowhere/', which is no page or file of this site; mend the address or "
            "write that page [broken-link]",
            ["--quiet"],
        ),
        (
            '<p><a href="../contribute/#nowhere">x</a></p>',
            "docs/about.md:6:13: links to '../contribute/#nowhere', where nothing has the id 'nowhere'; name one "
            "that is there [broken-anchor]",
            [],
        ),
    ],
    ids=["link", "anchor"],
)
def test_a_broken_link_leaves_the_previous_site(project: Path, written: str, report: str, quiet: list[str]) -> None:
    """A broken link in a hand-written page's HTML fails the build, and the site stays byte for byte."""
    put(project, {"docs/about.md": f"---\ntitle: About\n---\n# About\n\n{written}\n", "site/index.html": "before"})
    done = mkdocs(project, project / "site", *quiet)
    assert (done.returncode, contents(project / "site")) == (1, {"index.html": b"before"})
    assert f"ERROR   -  {report}\n1 problem\n" in done.stderr
    assert done.stdout == "\nThere are broken links; the site was not touched.\n"
    assert sorted(path.name for path in project.iterdir() if path.name.startswith("site")) == ["site"]


def test_a_broken_markdown_link_leaves_the_previous_site(project: Path) -> None:
    """So does one that MkDocs itself finds."""
    put(project, {"docs/about.md": "# About\n\n[x](nowhere.md)\n", "site/index.html": "before"})
    done = mkdocs(project, project / "site")
    assert (done.returncode, contents(project / "site")) == (1, {"index.html": b"before"})
    report = (
        "docs/about.md:3:5: links to 'nowhere.md', which is no page or file of this site; mend the address or write "
        "that page [broken-link]"
    )
    assert report in done.stderr
    assert sorted(path.name for path in project.iterdir() if path.name.startswith("site")) == ["site"]


def test_a_warning_of_mkdocs_leaves_the_previous_site(project: Path) -> None:
    """What MkDocs itself finds wrong fails the build as well, and the site stays byte for byte."""
    path = project / "mkdocs.yml"
    path.write_text(path.read_text("utf-8") + "  - Nowhere: nowhere.md\n", "utf-8")
    put(project, {"site/index.html": "before"})
    done = mkdocs(project, project / "site")
    assert (done.returncode, contents(project / "site")) == (1, {"index.html": b"before"})
    assert "'nowhere.md' is included in the 'nav' configuration" in done.stderr
    assert sorted(path.name for path in project.iterdir() if path.name.startswith("site")) == ["site"]


def test_a_warning_is_shown_and_builds(project: Path) -> None:
    """What is only a warning doesn't stop a publication."""
    put(project, {"claims/sources/crane-spring.yml": (project / "claims/sources/tower-register.yml").read_bytes()})
    done = mkdocs(project, project / "site")
    assert done.returncode == 0
    assert "claims/sources/crane-spring.yml:2:1: warning: no claim uses this source document" in done.stderr


def test_the_publication_s_name_tagline_and_licence_are_the_site_s(project: Path) -> None:
    """Every page takes them from claims/publication.yml, whatever mkdocs.yml says, and as text."""
    name, tagline, licence = ("A & B <script>x</script> \"'{{ 1 }}%", "Said & <b>checked</b>.", "CC <i> & %(x)s")
    path = project / "claims/publication.yml"
    said = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    said |= {"name": name, "tagline": tagline, "licence": said["licence"] | {"name": licence}}
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("site_name: Another\nsite_description: Another\ncopyright: Another\n")
    put(project, {"claims/publication.yml": yaml.safe_dump(said, sort_keys=False)})
    site = build(project, project / "site")
    for address in ("", "claims", "claims/harbour-closed", "about", "sources/gazette-harbour", "404.html"):
        tree = parsed((site / address).read_bytes()) if address.endswith(".html") else page(site, address)
        assert name in text(one(tree, ".//title")), address
        assert text(one(tree, ".//a[@class='at-wordmark']")) == text(one(tree, ".//p[@class='at-footer-name']")) == name
        assert [text(motto) for motto in tree.iterfind(".//p[@class='at-motto']")] == ([tagline] if address else [])
        assert text(tree.findall(".//footer//p")[-1]) == f"Text under {licence}. Quotations belong to their publishers."
        meta = {one.get("property", one.get("name", "")): one.get("content") for one in tree.iter("meta")}
        assert meta["og:site_name"] == name
        if address == "404.html":
            assert meta["og:description"] == tagline
        assert {script.text for script in tree.iter("script")} & {"x"} == set()
    assert b"Another" not in b"".join(path.read_bytes() for path in site.rglob("*.html"))


def test_an_address_in_the_settings_is_refused(project: Path) -> None:
    """There would be two in one site, or one that half of it doesn't know; the same one may stand there too."""
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("site_url: https://checks.example/port\n")
    said = (
        "ERROR   -  mkdocs.yml says `site_url: https://checks.example/port/`, claims/publication.yml says {}; say the "
        "address there, where all else takes it from, and take `site_url` out of mkdocs.yml\n"
    )
    path = project / "claims/publication.yml"
    for before, after, own in (
        ("", "", "`url: https://checks.example/`"),
        ("url: https://checks.example/\n", "", "no `url`"),
    ):
        path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")
        put(project, {"site/index.html": "before"})
        done = mkdocs(project, project / "site")
        assert said.format(own) in done.stderr
        assert done.stdout == "\nMkDocs' settings have problems; the site was not touched.\n"
        assert (done.returncode, contents(project / "site")) == (1, {"index.html": b"before"})
    path.write_text(f"url: https://checks.example/port\n{path.read_text('utf-8')}", "utf-8")
    build(project, project / "site")


def test_addresses_without_a_slash_are_refused(project: Path) -> None:
    """Each link between pages would be broken; one line says so instead."""
    done = mkdocs(project, project / "site", "--no-directory-urls")
    assert done.stderr == (
        "ERROR   -  every page stands at an address with a slash at its end, so `use_directory_urls: false` in "
        "mkdocs.yml and --no-directory-urls can't be used; take that away\n"
    )
    assert (done.returncode, done.stdout) == (1, "\nMkDocs' settings have problems; the site was not touched.\n")


def test_a_site_s_address_needs_no_slash_at_its_end(project: Path) -> None:
    """Below a path too, the site is the one of the address with a slash."""
    path = project / "claims/publication.yml"
    made = []
    for address in ("https://checks.example/port", "https://checks.example/port/"):
        path.write_text(re.sub(r"(?m)^url: .*", f"url: {address}", path.read_text("utf-8")), "utf-8")
        made.append(contents(build(project, project / "site")))
    assert made[0] == made[1]
    canonical = b'<link rel="canonical" href="https://checks.example/port/claims/harbour-closed/">'
    assert canonical in made[0]["embed/harbour-closed/index.html"]


def test_a_site_s_address_has_no_query(project: Path) -> None:
    """No page's address could follow it."""
    path = project / "claims/publication.yml"
    path.write_text(path.read_text("utf-8").replace("https://checks.example/", "https://checks.example/?p=1"), "utf-8")
    assert attested("check", "--root", project).output == (
        "claims/publication.yml:5:6: url: 'https://checks.example/?p=1' has a ? or a #, which no page's address can "
        "follow; end it before that [bad-url]\n1 problem\n"
    )


def test_what_was_removed_is_gone(project: Path) -> None:
    """A build after a claim and its mentions were removed has no page of it."""
    site = build(project, project / "site")
    assert (site / "claims/lighthouse-age/index.html").is_file()
    (project / "claims/lighthouse/lighthouse-age.yml").unlink()
    build(project, site)
    assert not (site / "claims/lighthouse-age").exists()


# The same bytes


def _without_commit(site: Path) -> dict[str, bytes]:
    """A site's files; the manifest without the commit, which a copy without git can't know."""
    found = contents(site)
    found["manifest.json"] = re.sub(rb'"commit": "[^"]*"', b"", found["manifest.json"])
    return found


def test_the_same_claims_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """Another folder, time zone, language, hash seed and order of files change nothing in the site."""
    copy = tmp_path / "elsewhere"
    ignored = shutil.ignore_patterns("_generated", "__pycache__")
    for name in ("docs", "claims", "overrides", "generator"):
        shutil.copytree(REPOSITORY / name, copy / name, ignore=ignored)
    shutil.copy(REPOSITORY / "mkdocs.yml", copy)
    env = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "C"}
    other = build(copy, tmp_path / "other", env=env)
    assert _without_commit(other) == _without_commit(site)


@pytest.mark.parametrize(
    ("plugins", "scripts"),
    [("[]", False), ("[tags, meta]", False), ("[search]", True)],
    ids=["fast", "slow", "with-a-search-plugin"],
)
def test_scripts_of_the_theme_s_own_search_stay_out(project: Path, plugins: str, scripts: bool) -> None:
    """Nothing loads them, whichever way pages are made, but for a plugin that some site may have."""
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"plugins: {plugins}\n")
    built = build(project, project / "site")
    assert [(built / "assets/javascripts" / name).exists() for name in ("lunr", "workers")] == [scripts, scripts]
    assert any((built / "assets/javascripts").glob("bundle.*.min.js"))


# The folder for other tools


def _built(root: Path, *arguments: object) -> str:
    """What `attested build` says."""
    made = attested("build", "--root", root, *arguments)
    assert made.exit_code == 0, made.output
    return made.output


def test_build_writes_what_mkdocs_gets(project: Path, example: Path) -> None:
    """The folder holds every generated page and data file byte for byte, and what is hand-written with them."""
    _built(project)
    found = contents(project / "docs/_generated")
    made = whole(project)
    pages = {page.path: page.markdown().encode() for page in made.pages}
    assert {name: found[name] for name in pages} == pages
    site = contents(example / "site")
    assert {name: found[name] for name in made.data} == {name: site[name] for name in made.data} == dict(made.data)
    others = _handwritten(project)
    assert set(found) == others | set(pages) | set(made.data) | {".attested.json"}
    assert found["assets/attested.css"] == (project / "docs/assets/attested.css").read_bytes()
    written, _, markup = found["about.md"].decode().rpartition("\n\n")
    assert written == (project / "docs/about.md").read_text("utf-8").rstrip()
    assert markup.startswith('<script type="application/ld+json">{"@context"')
    assert b'class="at-scale"' in found["methodology.md"]


def _handwritten(project: Path) -> set[str]:
    """The files below docs/ that nobody generated."""
    return {name for name in contents(project / "docs") if not name.startswith("_generated/")}


def test_build_says_what_it_did(project: Path) -> None:
    """The command counts pages and changes."""
    made = whole(project)
    files = len(_handwritten(project)) + len(made.pages) + len(made.data)
    folder = project / "docs/_generated"
    assert _built(project) == f"{len(made.pages)} pages in {folder}: {files} files written, 0 removed.\n"
    assert _built(project) == f"{len(made.pages)} pages in {folder}: 0 files written, 0 removed.\n"


def test_build_writes_what_changed_and_prunes_what_is_gone(project: Path) -> None:
    """A second run touches no unchanged file, and removes pages of what is no longer there, with their folders."""
    _built(project)
    folder = project / "docs/_generated"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    (project / "claims/lighthouse/lighthouse-age.yml").unlink()
    (project / "claims/sources/manara-lighthouse.yml").unlink()
    (project / "claims/sources/tower-register.yml").unlink()
    _built(project)
    gone = {path.relative_to(folder).as_posix() for path in before if not path.exists()}
    assert {name for name in gone if name.endswith(".md")} == {
        "claimants/unknown/index.md",
        "claims/lighthouse-age.md",
        f"publishers/{slug('جريدة المنارة')}/index.md",
        "publishers/unknown/index.md",
        "sources/manara-lighthouse.md",
        "sources/tower-register.md",
        "topics/lighthouse/index.md",
        "years/unknown/index.md",
    }
    assert not (folder / "topics/lighthouse").exists()
    kept = {path: time for path, time in before.items() if path.exists()}
    changed = {path.relative_to(folder).as_posix() for path, time in kept.items() if path.stat().st_mtime_ns != time}
    assert "claims/index.md" in changed
    assert "claims/ferry-doubled.md" not in changed
    assert "about.md" not in changed


def test_build_writes_nothing_where_anything_is_wrong(project: Path) -> None:
    """With a faulty claim the folder stays as it was."""
    _built(project)
    before = contents(project / "docs/_generated")
    put(project, FAULTS)
    made = attested("build", "--root", project)
    assert made.exit_code == 1
    assert made.output.endswith("\nNothing was written.\n")
    assert made.output.startswith(attested("check", "--root", project).output)
    assert contents(project / "docs/_generated") == before


@pytest.mark.parametrize("mark", [None, "", "no JSON", "7", "{"])
def test_build_refuses_a_folder_it_doesn_t_own(project: Path, mark: str | None) -> None:
    """Somebody else's files are never touched."""
    put(project, {"mine/notes.txt": "mine"} | ({} if mark is None else {"mine/.attested.json": mark}))
    before = contents(project / "mine")
    made = attested("build", "--root", project, "--out", project / "mine")
    assert made.exit_code == 2
    assert made.output.endswith(
        f"Error: {project / 'mine'} holds files that this program didn't write; empty it or name another folder\n"
    )
    assert contents(project / "mine") == before


def test_mkdocs_leaves_the_folder_for_other_tools_alone(project: Path) -> None:
    """A project in which `attested build` was run gives the same site as one in which it wasn't."""
    before = contents(build(project, project / "site"))
    _built(project)
    assert {**contents(build(project, project / "site")), "sitemap.xml.gz": b""} == {**before, "sitemap.xml.gz": b""}


def test_zensical_builds_the_written_pages(project: Path) -> None:
    """A tool that runs no hooks makes every claim's page of what `attested build` writes."""
    _built(project)
    configuration = {
        "site_name": "Port Example Checks",
        "docs_dir": "docs/_generated",
        "use_directory_urls": True,
        "theme": {"name": "material", "font": False},
        "markdown_extensions": ["attr_list", "tables"],
    }
    put(project, {"zensical.yml": yaml.safe_dump(configuration)})
    done = python("-m", "zensical", "build", "-f", "zensical.yml", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = [made for made in whole(project).pages if made.kind == "claim"]
    assert len(pages) == 3
    for made in pages:
        tree = page(project / "site", made.url)
        assert text(one(tree, ".//h1")) in {part.title for part in made.sections if part.level == 1}
        quotes = [text(quote) for quote in tree.iter("blockquote")]
        assert quotes
        assert all(quote in " ".join(made.markdown().split()) for quote in quotes)


# While somebody writes


class Served:
    """`mkdocs serve` on a project, seen as a browser with its page open sees it."""

    def __init__(self, root: Path, process: subprocess.Popen[str], url: str) -> None:
        """Wait until it answers."""
        self.root, self.url, self._process = root, url, process
        self._lines: Queue[str | None] = Queue()
        self.log: list[str] = []
        self._epoch = ""
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()
        while not self.log or "Serving on" not in self.log[-1]:
            line = self._lines.get(timeout=60)
            assert line is not None, "it ended: " + "".join(self.log)
            self.log.append(line)
        self.get("")

    def _read(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._lines.put(line)
        self._lines.put(None)

    def get(self, address: str) -> tuple[int, str]:
        """The status and the text at an address."""
        try:
            with urllib.request.urlopen(self.url + address, timeout=60) as answer:
                content = answer.read().decode()
                self._epoch = re.findall(r"livereload\(([0-9]+), [0-9]+\)", content)[-1]
                return answer.status, text(one(parsed(content), ".//main"))
        except HTTPError as error:
            return error.code, ""

    def rebuilt(self) -> None:
        """Wait as the browser does until the site is newer than the page that was read last."""
        with urllib.request.urlopen(f"{self.url}livereload/{self._epoch}/1", timeout=50) as answer:
            assert int(answer.read()) > int(self._epoch)

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a file as an editor does, the whole of it at once, and wait for the new site."""
        path, aside = self.root / name, self.root.parent / "aside"
        before = path.read_text("utf-8")
        assert old in before
        aside.write_text(before.replace(old, new), "utf-8")
        aside.replace(path)
        self.rebuilt()

    def raw(self, address: str) -> str:
        """What stands at an address, of whatever kind; nothing where there is nothing."""
        try:
            with urllib.request.urlopen(self.url + address, timeout=60) as answer:
                content: str = answer.read().decode("utf-8", "replace")
                return content
        except HTTPError:
            return ""

    def stop(self) -> tuple[int, int]:
        """End it as Ctrl+C does, and say how often MkDocs built the site, and how often the claims were read again."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(30)
        self._reader.join(30)
        self.log += [line for line in iter(self._lines.get, None) if line]
        said = ("Building documentation...", "Reading the claims again...")
        built, read = (sum(words in line for line in self.log) for words in said)
        return built, read


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def serving(root: Path) -> Iterator[Served]:
    """Run `mkdocs serve` on a project while the block runs."""
    address = f"127.0.0.1:{_free_port()}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(root / "mkdocs.yml"), "-a", address]
    environment = {**ENVIRONMENT, "TMPDIR": str(root)}
    process = subprocess.Popen(command, cwd=root, env=environment, stderr=subprocess.PIPE, encoding="utf-8")
    with process:
        try:
            yield Served(root, process, f"http://{address}/")
        finally:
            process.kill()


CLAIM = "claims/harbour/harbour-closed.yml"


def test_serve_follows_each_edit(project: Path) -> None:
    """An edited claim shows its new text and a deleted one is gone; MkDocs builds again for other edits alone."""
    with serving(project) as served:
        assert "was closed for all of May 2025" in served.get("claims/harbour-closed/")[1]

        served.edit(CLAIM, "was closed for all of May", "was closed for most of May")
        assert "was closed for most of May 2025" in served.get("claims/harbour-closed/")[1]

        (project / "claims/lighthouse/lighthouse-age.yml").unlink()
        served.rebuilt()
        assert served.get("claims/lighthouse-age/") == (404, "")
        assert served.get("claims/harbour-closed/")[0] == 200

        served.edit("docs/about.md", "does not exist", "is invented")
        assert "is invented" in served.get("about/")[1]
        assert served.stop() == (2, 2)


def test_serve_follows_edits_once_the_claims_were_away(project: Path) -> None:
    """As while somebody moves the folder and back; so long, what is missing is shown."""
    with serving(project) as served:
        for _ in range(2):
            (project / "claims").rename(project / "away")
            served.rebuilt()
            assert "claims/publication.yml is missing" in served.get("claims/harbour-closed/")[1]
            (project / "away").rename(project / "claims")
            served.rebuilt()
            assert "was closed for all of May 2025" in served.get("claims/harbour-closed/")[1]
        served.edit(CLAIM, "verdict: incorrect", "verdict: bogus")
        assert "'bogus' is not on the verdict scale" in served.get("claims/harbour-closed/")[1]


def test_serve_follows_an_edit_of_the_publication_s_name(project: Path) -> None:
    """It is on every page, so MkDocs builds again."""
    with serving(project) as served:
        assert "<title>About · Port Example Checks</title>" in served.raw("about/")
        served.edit("claims/publication.yml", "name: Port Example Checks", "name: Port & Checks")
        assert "<title>About · Port &amp; Checks</title>" in served.raw("about/")
        assert served.stop() == (2, 0)


def test_serve_shows_what_is_wrong_until_it_is_mended(project: Path) -> None:
    """Each page shows the problems of the claims, those made before too, and then what it showed before."""
    with serving(project) as served:
        before = {address: served.get(address) for address in ("", "claims/harbour-closed/", "verdicts/", "about/")}
        served.edit(CLAIM, "verdict: incorrect", "verdict: wrong")
        for address in ("", "claims/harbour-closed/", "verdicts/"):
            status, said = served.get(address)
            assert (status, said.split(" The site")[0]) == (200, "1 problem")
            assert "claims/harbour/harbour-closed.yml:7:10verdict: 'wrong' is not on the verdict scale" in said
        assert served.get("about/") == before["about/"]
        served.edit(CLAIM, "verdict: wrong", "verdict: incorrect")
        assert {address: served.get(address) for address in before} == before
        assert served.stop() == (1, 2)


@pytest.mark.parametrize("plugins", ["[]", "[tags]"], ids=["fast", "slow"])
def test_serve_starts_with_faulty_claims(project: Path, plugins: str) -> None:
    """It says what is wrong and nothing else, shows it wherever somebody looks, and then the mended site."""
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"plugins: {plugins}\n")
    path = project / CLAIM
    path.write_text(path.read_text("utf-8").replace("verdict: incorrect", "verdict: wrong"), "utf-8")
    put(project, {"docs/about.md": "# About\n\nSee [what is wrong](verdicts/incorrect/index.md), [all](feed.xml).\n"})
    with serving(project) as served:
        told = [line for line in served.log if re.match("WARNING|ERROR", line)]
        assert [line.split(":")[0] for line in told] == ["ERROR   -  claims/harbour/harbour-closed.yml"]
        for address in ("", "claims/", "claims/harbour-closed/", "verdicts/incorrect/") if plugins == "[]" else ("",):
            status, said = served.get(address)
            assert (status, said.split(" The site")[0]) == (200, "1 problem")
            assert "claims/harbour/harbour-closed.yml:7:10verdict: 'wrong' is not on the verdict scale" in said
        assert served.get("about/")[1].startswith("About See what is wrong")
        assert served.get("..%2f..%2fx/") == served.get("nowhere.txt") == (404, "")
        served.edit(CLAIM, "verdict: wrong", "verdict: mistaken")
        assert "'mistaken' is not on the verdict scale" in served.get("")[1]
        served.edit(CLAIM, "verdict: mistaken", "verdict: incorrect")
        assert "was closed for all of May 2025" in served.get("claims/harbour-closed/")[1]
        assert served.get("nowhere/") == (404, "")
        assert served.stop() == (3, 0)


def test_serve_shows_what_a_build_publishes(project: Path, tmp_path: Path) -> None:
    """After an edit, every page, file and result of a search is what a build of the edited claims has."""
    with serving(project) as served:
        served.get("claims/harbour-closed/")
        assert "all of May" in served.raw("api/v1/claims/harbour-closed.json")
        served.edit(CLAIM, "was closed for all of May", "was closed for most of May")
        site = build(project, tmp_path / "site")
        pages = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
        for name in (*pages, "api/v1/claims/harbour-closed.json", "data/claims.csv", "pagefind/pagefind-entry.json"):
            assert _bare(served.raw(name), served.url) == _bare((site / name).read_bytes().decode(), served.url), name
        assert served.stop() == (1, 1)


def _bare(content: str, address: str) -> str:
    """Without what the server writes into a page, and without the site's address, which is the server's own."""
    content = re.sub(r"<script>[^<]*livereload.*?</script>", "", content, flags=re.DOTALL)
    return content.replace(address, "https://checks.example/")
