"""A newsroom's own publication, made from a copy of the repository: what it empties, renames, says in its language."""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from conftest import REPOSITORY, build, copy_project, findings, mkdocs, one, page, put, python, text, whole

DRAFT = "draft: true\nclaim: The crane was sold.\n"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A project with an address and without a claim, as the README has it."""
    project = copy_project(tmp_path / "project")
    for folder in ("harbour", "lighthouse", "sources", "dossiers"):
        shutil.rmtree(project / "claims" / folder)
    return project


# Before the first claim


def test_an_archive_without_a_claim_is_built(empty: Path) -> None:
    """It has no feeds, and no page leads to any."""
    site = build(empty, empty / "site")
    assert list(site.rglob("feed.*")) == []
    follow = one(page(site, "corrections"), ".//article//p[@class='at-quiet']")
    assert text(follow) == "How we correct · Suggest a correction"


def test_a_draft_makes_no_feeds(empty: Path) -> None:
    """As long as nothing is published, there is nothing to follow; no link is broken while somebody writes."""
    put(empty, {"claims/harbour/crane-sold.yml": DRAFT})
    made = whole(empty, drafts=True)
    assert made.problems == []
    assert [name for name in made.data if "feed." in name] == []


# Its own scale


def test_no_page_rests_on_a_verdict_of_the_scale() -> None:
    """The hand-written pages of this repository lead nowhere that another scale hasn't, but in an example."""
    found = re.compile(r"\((?:\.\./)*(?:verdicts|topics|claims|dossiers|sources)/(?!index\.md)")
    assert [path.name for path in (REPOSITORY / "docs").glob("*.md") if found.search(path.read_text("utf-8"))] == []


def test_a_broken_link_in_a_hand_written_page_has_its_own_place(tmp_path: Path) -> None:
    """Its line and column in the file, whatever MkDocs made of it: a file, a part of one, HTML, a reference."""
    written = "# About\n\nSee [a](verdicts/none/index.md),\n[b](contribute.md#no-part), <a href='../x&y/'>c</a>.\n"
    project = copy_project(tmp_path / "project", {"docs/about.md": f"{written}\n[d][e]\n\n[e]: ../z/\n"})
    made = mkdocs(project, project / "site").stderr
    assert re.findall(r"docs/about\.md:\S+ links to '[^']*'", made) == [
        "docs/about.md:3:9: links to 'verdicts/none/index.md'",
        "docs/about.md:4:5: links to '../contribute/#no-part'",
        "docs/about.md:4:38: links to '../x&y/'",
        "docs/about.md:8:6: links to '../z/'",
    ]


# Its own name and licence


def test_hand_written_pages_take_name_and_licence_from_the_publication(tmp_path: Path) -> None:
    """As text and as a link, in a heading too, whatever stands in them; nothing of ours is left on the about page."""
    name, licence = "A_b_ & *C* <script>x</script> [d](e) {{ 1 }} `f` {#g}", "CC <i> *0*"
    about = (REPOSITORY / "docs/about.md").read_text("utf-8")
    project = copy_project(tmp_path / "project", {"docs/about.md": about})
    said = yaml.load((project / "claims/publication.yml").read_text("utf-8"), yaml.BaseLoader)
    said |= {"name": name, "licence": {"name": licence, "url": "https://x.example/l_a_b?c=_1_&d=__e__"}}
    put(project, {"claims/publication.yml": yaml.safe_dump(said)})
    article = one(page(build(project, project / "site"), "about"), ".//article")
    assert text(one(article, "h1")) == f"About {name}"
    assert one(article, "h1").get("id") == "about"
    assert text(article.findall("p")[0]).startswith(f"{name} is a fact-check publication")
    links = [(text(link), link.get("href")) for link in article.iter("a")]
    assert (licence, "https://x.example/l_a_b?c=_1_&d=__e__") in links
    assert [one for one in article.iter("script") if one.get("type") != "application/ld+json"] == []
    assert "Attested project" not in text(article)
    assert "CC BY" not in text(article)


def test_hand_written_pages_name_no_licence_of_ours() -> None:
    """Texts of another publication go out under its own."""
    docs = (REPOSITORY / "docs").glob("*.md")
    assert [path.name for path in docs if re.search("CC BY|creativecommons", path.read_text("utf-8"))] == []


# Its own language


def test_a_page_in_another_language_says_so(tmp_path: Path) -> None:
    """What is written by hand is read aloud, and set, in the language it says; one in the site's own says nothing."""
    project = copy_project(tmp_path / "project")
    settings = project / "claims/publication.yml"
    settings.write_text(re.sub(r"(?m)^language: .*$", "language: ar", settings.read_text("utf-8")), "utf-8")
    written = {"own": "ar", "english": "en", "odd": "'x\"y'"}
    put(project, {f"docs/{name}.md": f"---\nlanguage: {tag}\n---\n\n# A\n" for name, tag in written.items()})
    site = build(project, project / "site")
    names = (*written, "claims/harbour-closed")
    articles = {name: one(page(site, name), ".//article[@class='md-content__inner md-typeset']") for name in names}
    assert {name: (article.get("lang"), article.get("dir")) for name, article in articles.items()} == {
        "own": (None, None),
        "english": ("en", "ltr"),
        "odd": ('x"y', "ltr"),
        "claims/harbour-closed": (None, None),
    }


@pytest.mark.parametrize("tag", ["pt-BR", "pt_BR"])
def test_a_language_is_begun_as_the_check_says(tmp_path: Path, tag: str) -> None:
    """By its tag as publication.yml has it, or as gettext has it."""
    for name in ("scripts/words", "mkdocs.yml"):
        put(tmp_path, {name: (REPOSITORY / name).read_bytes()})
    done = python("scripts/words", tag, cwd=tmp_path)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
    path = "generator/locale/pt_BR/LC_MESSAGES/attested.po"
    assert 'msgid "Claims"\nmsgstr ""\n' in (tmp_path / path).read_text("utf-8")
    project = copy_project(tmp_path / "project")
    settings = (project / "claims/publication.yml").read_text("utf-8").replace("language: en", "language: pt-BR")
    put(project, {"claims/publication.yml": settings})
    assert findings(project, but="quote-not-translated") == [
        "claims/publication.yml:4:11: warning: language: the site has no words of its own in 'pt-BR' yet and says them "
        f"in English; begin {path} by `.venv/bin/python scripts/words pt-BR`, and fill it in [untranslated]"
    ]


@pytest.mark.parametrize("tag", ["xx-YY", "../x", ""])
def test_a_language_that_nobody_knows_is_refused(tag: str) -> None:
    """In one line."""
    done = python("scripts/words", tag)
    told = f"{tag!r} is no language that Babel knows; write it as in publication.yml, such as pl or pt-BR\n"
    assert (done.stdout, done.stderr, done.returncode) == ("", told, 1)


def test_lists_are_sorted_by_letters(project: Path) -> None:
    """Not by code point: accents and strokes don't count, nor capitals; what only differs so is in one order still."""
    names = ["Gospodarka", "Zdrowie", "Ćwiczenia", "Łódź", "Życie", "ćwiczenia", "Lodz", "Йод", "Иран", "أمن", "بحر"]
    claim = (project / "claims/lighthouse/lighthouse-age.yml").read_text("utf-8")
    topics = ", ".join(f"t{number}" for number in range(len(names)))
    settings = yaml.load((project / "claims/publication.yml").read_text("utf-8"), yaml.BaseLoader)
    settings["topics"] |= {f"t{number}": name for number, name in enumerate(names)}
    put(project, {"claims/publication.yml": yaml.safe_dump(settings, allow_unicode=True)})
    put(project, {"claims/lighthouse/lighthouse-age.yml": re.sub("topics: .*", f"topics: [{topics}]", claim)})
    site = build(project, project / "site")
    ordered = ["Ćwiczenia", "ćwiczenia", "Gospodarka", "Lodz", "Łódź", "Zdrowie", "Życie", "Иран", "Йод", "أمن", "بحر"]
    listed = [text(link) for link in page(site, "topics").iterfind(".//article//ul//a")]
    assert [name for name in listed if name in names] == ordered
    counted = [text(cell) for cell in page(site, "statistics").iterfind(".//th[@scope='row']/a")]
    assert [name for name in counted if name in names] == ordered
