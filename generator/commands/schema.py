"""`schema`: the JSON Schemas that editors use to complete and check a file."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from generator import folder
from generator.commands import options
from generator.contents import SETTINGS, Contents
from generator.model import FILES, ID
from generator.write import atomically

FOLDER = "docs/schema"
LOCAL = ".cache/schema"
"""For one's own editor: git ignores it, and MkDocs doesn't publish it."""
_NAMES = {
    "appearances": "sources",
    "source": "sources",
    "republishes": "sources",
    "document": "sources",
    "verdict": "verdicts",
    "topics": "topics",
    "dossier": "dossiers",
    "claims": "claims",
}
"""The fields that hold ids, and of what."""


@click.command("schema", short_help="Write the JSON Schemas that editors use.")
@options.root
@click.option("--check", is_flag=True, help="Write nothing; fail where a file isn't up to date.")
@click.option("--with-ids", is_flag=True, help=f"Write schemas that know this project's ids to {LOCAL}/ too.")
def command(root: Path, check: bool, with_ids: bool) -> None:
    r"""Write the JSON Schemas of claims, source documents, dossiers and the publication to docs/schema/.

    With --with-ids, your editor can complete the ids of source documents, topics, dossiers and verdicts too: they are
    listed in schemas in .cache/schema/, which git ignores. Run it again when there are new ones.

    An editor obeys a file's first line before its settings. So write `.cache/schema` in place of `docs/schema` there,
    and change it back before you propose the file. Files without that line are mapped by the setting of VS Code's YAML
    extension, in .vscode/settings.json:

    \b
      "yaml.schemas": {
        ".cache/schema/claim.json": "claims/*/*.yml",
        ".cache/schema/source.json": "claims/sources/*.yml",
        ".cache/schema/dossier.json": "claims/dossiers/*.yml",
        ".cache/schema/publication.json": "claims/publication.yml"
      }

    \b
    Examples:
      attested schema
      attested schema --check
      attested schema --with-ids
    """
    if check and with_ids:
        raise click.UsageError(
            "--with-ids is for your own editor, so there is nothing to check; leave out one of the two"
        )
    made = {f"{FOLDER}/{name}.json": text(name) for name in FILES}
    stale = [Path(name).stem for name, content in made.items() if _current(root / name) != content]
    if check and stale:
        click.echo(f"Not up to date in {FOLDER}: {', '.join(stale)}. Run `attested schema`.", err=True)
        sys.exit(1)
    if with_ids:
        known = ids(folder.read(root))
        made |= {f"{LOCAL}/{name}.json": text(name, known) for name in FILES}
    for name, content in made.items():
        if _current(root / name) != content:
            atomically(root / name, content.encode())
            click.echo(f"wrote {root / name}", err=True)


def text(name: str, known: Mapping[str, list[str]] | None = None) -> str:
    """The schema's file (JSON Schema 2020-12); with the ids of each kind where they are known."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **FILES[name].model_json_schema()}
    return json.dumps(_named(made, known or {}), ensure_ascii=False, indent=2) + "\n"


def ids(contents: Contents) -> dict[str, list[str]]:
    """The ids of each kind, those of faulty files too; of verdicts and topics where the publication's file is sound."""
    settings = contents.settings.value if contents.settings else None
    places: dict[str, list[str]] = {"sources": [], "dossiers": [], "claims": []}
    files = (path for path in contents.names if path.endswith(".yml"))
    for path in sorted(files, key=lambda path: Path(path).stem):
        place = path.split("/")[1]
        if place != SETTINGS:
            places[place if place in places else "claims"].append(Path(path).stem)
    return {**places, "verdicts": list(settings.verdicts), "topics": list(settings.topics)} if settings else places


def _named(schema: Any, known: Mapping[str, list[str]]) -> Any:
    """The schema with the known ids in the fields that hold ids."""
    if isinstance(schema, list):
        return [_named(one, known) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: _named(one, known) for name, one in schema.items()}
    for name, one in made.get("properties", {}).items():
        if found := known.get(_NAMES.get(name, "")):
            made["properties"][name] = _listed(one, found)
    return made


def _listed(schema: Any, found: list[str]) -> Any:
    """The schema of a field with these ids in the place of any id; a described document stays another way to answer."""
    if isinstance(schema, list):
        return [_listed(one, found) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("pattern") == f"^{ID.pattern}$":
        return {**{name: one for name, one in schema.items() if name not in ("pattern", "maxLength")}, "enum": found}
    return {name: _listed(one, found) for name, one in schema.items()}


def _current(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except OSError:
        return None
