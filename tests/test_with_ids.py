"""Schemas with ids: an editor completes what this project knows, and the committed schemas stay without."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import attested, contents, put
from jsonschema import Draft202012Validator

from generator.source import load

LOCAL = ".cache/schema"
SOURCES = [
    *("gazette-harbour", "harbour-office-log", "manara-lighthouse", "mirror-harbour", "radio-ferry"),
    *("shipowners-letter", "tower-register", "vestnik-ferry", "vestnik-ferry-en"),
]


def schema(project: Path, name: str) -> dict[str, Any]:
    """A schema that knows the project's ids."""
    made = attested("schema", "--with-ids", "--root", project)
    assert (made.exit_code, made.stdout) == (0, "")
    found: dict[str, Any] = json.loads((project / LOCAL / f"{name}.json").read_text("utf-8"))
    return found


def enums(schema: Any) -> list[list[str]]:
    """Every list of words in a schema."""
    if isinstance(schema, list):
        return [found for one in schema for found in enums(one)]
    if not isinstance(schema, dict):
        return []
    here = [schema["enum"]] if isinstance(schema.get("enum"), list) else []
    return here + [found for one in schema.values() for found in enums(one)]


def test_both_kinds_of_schema_are_written_once(project: Path) -> None:
    """The second time nothing changes, so nothing is written."""
    names = ["claim", "source", "dossier", "publication"]
    made = attested("schema", "--with-ids", "--root", project)
    folders = ("docs/schema", LOCAL)
    assert made.stderr.splitlines() == [f"wrote {project}/{folder}/{name}.json" for folder in folders for name in names]
    assert attested("schema", "--with-ids", "--root", project).output == ""
    assert attested("schema", "--check", "--root", project).exit_code == 0


def test_the_committed_schemas_know_no_ids(project: Path) -> None:
    """They are the same in every project, with and without --with-ids."""
    attested("schema", "--root", project)
    before = contents(project / "docs/schema")
    assert not (project / LOCAL).exists()
    schema(project, "claim")
    assert contents(project / "docs/schema") == before


def test_each_field_lists_the_ids_it_may_hold(project: Path) -> None:
    """Documents, verdicts in the scale's order, topics, dossiers and claims, each where they belong."""
    claim = schema(project, "claim")
    fields, shapes = claim["properties"], claim["$defs"]
    assert fields["verdict"]["enum"] == ["correct", "mixed", "incorrect", "unproven"]
    assert fields["topics"]["items"]["enum"] == ["ferries", "lighthouse", "ships"]
    assert enums(fields["dossier"]) == [["harbour"]]
    assert enums(fields["appearances"]) == enums(shapes["Evidence"]["properties"]["source"]) == [SOURCES]
    assert enums(shapes["SourceDocument"]["properties"]["republishes"]) == [SOURCES]
    assert enums(shapes["Translation"]["properties"]["document"]) == [SOURCES]
    dossier = schema(project, "dossier")
    assert dossier["properties"]["claims"]["items"]["enum"] == ["ferry-doubled", "harbour-closed", "lighthouse-age"]
    assert dossier["$defs"]["Event"]["properties"]["source"]["enum"] == SOURCES


def test_the_projects_own_files_satisfy_their_schemas(project: Path) -> None:
    """Read as an editor reads them; an id that isn't there does not."""
    claim = Draft202012Validator(schema(project, "claim"))
    record, problems = load(project / "claims/harbour/harbour-closed.yml", "x")
    assert record is not None
    assert problems == []
    assert list(claim.iter_errors(record.data)) == []
    wrong = {**record.data, "appearances": ["gazette-harbor"], "verdict": "wrong"}
    assert {error.json_path for error in claim.iter_errors(wrong)} == {"$.appearances[0]", "$.verdict"}


def test_a_described_document_stays_another_way_to_answer(project: Path) -> None:
    """What has no file yet is described where it is used."""
    claim = Draft202012Validator(schema(project, "claim"))
    record, _ = load(project / "claims/harbour/harbour-closed.yml", "x")
    assert record is not None
    described = {"title": "T", "publisher": "P", "url": "https://a.example/", "published": "2025"}
    assert list(claim.iter_errors({**record.data, "appearances": [described]})) == []


def test_a_faulty_file_keeps_its_id(project: Path) -> None:
    """An id is a file's name, so a slip in the file doesn't take it from the list."""
    put(project, {"claims/sources/radio-ferry.yml": "title: [", "claims/publication.yml": "name: ["})
    fields = schema(project, "claim")["properties"]
    assert enums(fields["appearances"]) == [SOURCES]
    assert fields["verdict"]["pattern"] == "^[a-z0-9]+(-[a-z0-9]+)*$"


def test_a_project_without_documents_takes_any_id(tmp_path: Path) -> None:
    """An empty list would refuse everything."""
    put(tmp_path, {"claims/README.md": ""})
    assert enums(schema(tmp_path, "claim")["properties"]["appearances"]) == []


def test_the_folder_is_ignored_by_git_and_not_published() -> None:
    """It lies outside docs/, in a folder that git ignores already."""
    ignored = (Path(__file__).parents[1] / ".gitignore").read_text("utf-8").splitlines()
    assert f"{LOCAL.split('/')[0]}/" in ignored


@pytest.mark.parametrize("part", [LOCAL, '"yaml.schemas"', f'"{LOCAL}/claim.json": "claims/*/*.yml"', "first line"])
def test_the_help_says_how_an_editor_finds_it(part: str) -> None:
    """What to write, and where."""
    assert part in " ".join(attested("schema", "--help").stdout.split())


def test_there_is_nothing_to_check_in_ones_own_schemas(project: Path) -> None:
    """They aren't committed."""
    made = attested("schema", "--check", "--with-ids", "--root", project)
    assert made.exit_code == 2
    assert made.stderr.endswith(
        "Error: --with-ids is for your own editor, so there is nothing to check; leave out one of the two\n"
    )
