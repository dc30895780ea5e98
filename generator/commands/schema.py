"""`schema`: the JSON Schemas that editors use to complete and check a file."""

import json
import sys
from pathlib import Path

import click

from generator.commands import options
from generator.model import Claim, Dossier, Settings, Shape, SourceDocument

FOLDER = "docs/schema"
SCHEMAS: dict[str, type[Shape]] = {
    "claim": Claim,
    "source": SourceDocument,
    "dossier": Dossier,
    "publication": Settings,
}


@click.command("schema", short_help="Write the JSON Schemas that editors use.")
@options.root
@click.option("--check", is_flag=True, help="Write nothing; fail where a file isn't up to date.")
def command(root: Path, check: bool) -> None:
    r"""Write the JSON Schemas of claims, source documents, dossiers and the publication to docs/schema/.

    \b
    Examples:
      attested schema
      attested schema --check
    """
    stale = [name for name in SCHEMAS if _current(root, name) != text(name)]
    if check and stale:
        click.echo(f"Not up to date in {FOLDER}: {', '.join(stale)}. Run `attested schema`.", err=True)
        sys.exit(1)
    for name in stale:
        path = root / FOLDER / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(name), "utf-8")
        click.echo(f"wrote {path}", err=True)


def text(name: str) -> str:
    """The schema's file (JSON Schema 2020-12)."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **SCHEMAS[name].model_json_schema()}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _current(root: Path, name: str) -> str | None:
    try:
        return (root / FOLDER / f"{name}.json").read_text("utf-8")
    except OSError:
        return None
