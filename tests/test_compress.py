"""`attested compress`: copies for servers that hand those out, which say what the files say and are verified."""

import gzip
import os
import shutil
from pathlib import Path

import pytest
from conftest import attested, build, contents, put

PAGE = "claims/harbour-closed/index.html"


@pytest.fixture
def site(example: Path, tmp_path: Path) -> Path:
    """A built site that a test may change."""
    return Path(shutil.copytree(example / "site", tmp_path / "site"))


def _copies(site: Path) -> dict[str, bytes]:
    return {name: content for name, content in contents(site).items() if name.endswith(".gz")}


def test_every_file_that_gets_smaller_has_a_copy(site: Path) -> None:
    """Pages, data and styles have one with the same bytes and date; what is packed already or tiny has none."""
    before = contents(site)
    done = attested("compress", site)
    copies = _copies(site)
    assert {PAGE, "index.html", "assets/attested.css", "data/attested.sqlite", "api/v1/index.json"} <= {
        name.removesuffix(".gz") for name in copies
    }
    for name, packed in copies.items():
        original = name.removesuffix(".gz")
        assert gzip.decompress(packed) == before[original]
        assert len(packed) <= 0.9 * len(before[original])
        assert (site / name).stat().st_mtime_ns == (site / original).stat().st_mtime_ns
    assert [name for name in copies if name.startswith("pagefind/fragment/")] == []
    assert [name for name in copies if len(before[name.removesuffix(".gz")]) < 1_000] == []
    assert {name: content for name, content in contents(site).items() if name not in copies} == before
    packed = sum(map(len, copies.values()))
    plain = sum(len(before[name.removesuffix(".gz")]) for name in copies)
    assert done.exit_code == 0
    assert done.output == f"{len(copies)} files have a copy: {packed:,} bytes travel for {plain:,}.\n"


def test_the_copies_are_the_same_each_time(example: Path, tmp_path: Path) -> None:
    """Neither the time nor the folder is in them, and a second run changes nothing."""
    made = []
    for name, time in (("one", 1_000_000_000), ("two", 1_500_000_000)):
        site = Path(shutil.copytree(example / "site", tmp_path / name))
        for path in site.rglob("*.html"):
            os.utime(path, (time, time))
        attested("compress", site)
        made.append(_copies(site))
        attested("compress", site)
        made.append(_copies(site))
    assert made[0] == made[1] == made[2] == made[3]


def test_a_copy_follows_its_file(site: Path) -> None:
    """What changed is compressed anew; a copy of what no longer gets smaller is taken away."""
    attested("compress", site)
    put(site, {PAGE: "<p>Once more.</p>" * 200, "about/index.html": "short"})
    attested("compress", site)
    assert gzip.decompress((site / f"{PAGE}.gz").read_bytes()) == (site / PAGE).read_bytes()
    assert not (site / "about/index.html.gz").exists()


def test_a_site_with_its_copies_is_what_the_manifest_says(site: Path, example: Path) -> None:
    """Verified against the manifest, and against the claims."""
    attested("compress", site)
    done = attested("verify", site, "--against", example)
    assert (done.exit_code, done.output.count("\n")) == (0, 1)


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(b"<h1>Another verdict</h1>"),
        b"no gzip at all",
        gzip.compress(b"cut off" * 1_000)[:-9],
        b"\x1f\x8b\x08" + bytes(40),
        gzip.compress(bytes(10_000_000)),
    ],
    ids=["other", "not-gzip", "cut-off", "broken", "much-larger"],
)
def test_a_copy_that_says_something_else_is_found(site: Path, content: bytes) -> None:
    """Readers would get it in the page's place."""
    put(site, {f"{PAGE}.gz": content})
    done = attested("verify", site)
    assert (done.exit_code, done.output) == (1, f"{PAGE}.gz: it isn't in the manifest\n")


def test_a_link_is_no_copy(site: Path, tmp_path: Path) -> None:
    """What it leads to may change after the site was verified."""
    (tmp_path / "elsewhere.gz").write_bytes(gzip.compress((site / PAGE).read_bytes()))
    (site / f"{PAGE}.gz").symlink_to(tmp_path / "elsewhere.gz")
    assert f"{PAGE}.gz: it isn't in the manifest" in attested("verify", site).output


def test_a_release_after_compressing_leaves_no_old_log(project: Path) -> None:
    """The log's copy would say what was published before."""
    site = build(project, project / "site")
    put(project, {"site/log.jsonl": "x" * 2_000})
    attested("compress", site)
    assert (site / "log.jsonl.gz").exists()
    assert attested("release", site, "--root", project).exit_code == 0
    assert not (site / "log.jsonl.gz").exists()
    assert attested("verify", site, "--log").exit_code == 0


def test_the_next_build_takes_the_copies_away(project: Path) -> None:
    """So none outlives the page it was made of."""
    site = build(project, project / "site")
    attested("compress", site)
    assert len(_copies(site)) > 10
    assert _copies(build(project, site)) == {}


def test_only_a_built_site_is_compressed(project: Path) -> None:
    """A folder without a manifest may be anything, such as the repository."""
    done = attested("compress", project)
    assert done.exit_code == 2
    assert done.output.endswith(f"Error: {project} has no manifest.json; `mkdocs build` writes it\n")
    assert list(project.rglob("*.gz")) == []
