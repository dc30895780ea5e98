"""Pages that come ready from a shell are byte for byte what MkDocs and the theme make of them."""

import shutil
from pathlib import Path

import pytest
from conftest import REPOSITORY, attested, contents, copy_project, mkdocs

SLOW = "def on_page_content(html, **_):\n    return html\n"
"""A hook with a word in what a page says; with one, MkDocs renders every page itself."""


def _both(project: Path, out: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The site with ready pages, and the site that MkDocs renders."""
    sites = []
    configuration = project / "mkdocs.yml"
    fast = configuration.read_text("utf-8").replace("plugins:\n  - search\n", "plugins: []\n")
    (project / "slow.py").write_text(SLOW, "utf-8")
    for name, text in (("fast", fast), ("slow", fast.replace("hooks:\n", "hooks:\n  - slow.py\n"))):
        configuration.write_text(text, "utf-8")
        made = mkdocs(project, out / name)
        assert (made.returncode, made.stdout) == (0, "")
        assert "MkDocs has to render each" not in made.stderr
        sites.append(contents(out / name))
    return sites[0], sites[1]


def _differences(fast: dict[str, bytes], slow: dict[str, bytes]) -> list[str]:
    return sorted(name for name in fast.keys() | slow.keys() if fast.get(name) != slow.get(name))


def _real(folder: Path) -> Path:
    """The real publication as a project of its own."""
    for name in ("claims", "docs", "overrides"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("_generated"))
    hook = str(REPOSITORY / "generator/mkdocs_hook.py")
    text = (REPOSITORY / "mkdocs.yml").read_text("utf-8").replace("generator/mkdocs_hook.py", hook)
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("which", ["real", "invented", "example"])
def test_ready_pages_are_what_mkdocs_makes(which: str, tmp_path: Path) -> None:
    """Every page of the real publication, of an invented archive in four scripts, and of the odd example."""
    project = tmp_path / "project"
    if which == "example":
        copy_project(project)
        for path in (project / "claims/dossiers").glob("*.yml"):
            path.write_text(path.read_text("utf-8").replace(" in ", "\tin "), "utf-8")
    else:
        _real(project)
    if which == "invented":
        shutil.rmtree(project / "claims")
        attested("corpus", 30, "--seed", 5, "--out", project / "claims")
    fast, slow = _both(project, tmp_path)
    assert len([name for name in fast if name.startswith("claims/") and name.endswith(".html")]) > 3
    assert _differences(fast, slow) == []


def test_a_theme_that_does_more_with_a_title_is_obeyed(tmp_path: Path) -> None:
    """Where the theme's own pages come out otherwise, MkDocs renders them, and says which words differ."""
    project = _real(tmp_path / "project")
    main = project / "overrides/main.html"
    text = main.read_text("utf-8")
    counted = '{% block extrahead %}<meta name="words" content="{{ page.meta.title | wordcount if page }}">'
    main.write_text(text.replace("{% block extrahead %}", counted, 1), "utf-8")
    configuration = project / "mkdocs.yml"
    configuration.write_text(
        configuration.read_text("utf-8").replace("plugins:\n  - search\n", "plugins: []\n"), "utf-8"
    )
    made = mkdocs(project, tmp_path / "site")
    assert made.returncode == 0, made.stderr
    assert "The theme treats claim pages so that MkDocs has to render each: claims/" in made.stderr
    assert '<meta name="words" content="12">' in (tmp_path / "site/claims/uk-casualties/index.html").read_text("utf-8")
