"""`new`: a claim file to fill in, its fields explained where they stand, or made from a suggestion."""

import json
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from generator.commands import options
from generator.contents import FOLDER
from generator.from_issue import claim_file, read
from generator.link_rules import unknown_dossier, unknown_source
from generator.model import BOOLEANS, UNKNOWN, Claim, Day, Id, PartialDate, id_fault
from generator.portable import name_faults
from generator.problem import shown
from generator.readable import TEMPLATE
from generator.tidy import TidyError, tidy
from generator.write import atomically

_ASKED = {
    "claim": "The claim, in one sentence as it was made",
    "claimant": "Who made it (or unknown)",
    "claimed": "When: a day such as 2025-06-17, a month, a year, or unknown",
    "source": "The id of the source document that makes it",
}


_FOR_OTHERS = {
    "sources": f"{FOLDER}/sources/ is for source documents, which `attested capture` writes; "
    "name another folder for the claim",
    "dossiers": f"{FOLDER}/dossiers/ is for dossiers; name another folder for the claim",
}
"""What to say of folders that hold no claims."""
_SCHEMA = "docs/schema/claim.json"
_KINDS: dict[str, Any] = {"claimed": PartialDate, "source": Id}
"""What an answer may be, where that isn't any text."""


def _id(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001 - click's signature
    if value and (fault := id_fault(value)):
        raise click.BadParameter(f"{value!r} {fault}")
    return value


@click.command("new", short_help="Write a claim file to fill in.")
@click.argument("id", required=False, callback=_id)
@options.root
@click.option("--folder", help="The folder below claims/ to put it in; the dossier's name where one is given.")
@click.option("--claim", help=_ASKED["claim"])
@click.option("--claimant", help=_ASKED["claimant"])
@click.option("--claimed", callback=options.of(PartialDate), help=_ASKED["claimed"])
@click.option("--source", callback=options.of(Id), help=_ASKED["source"])
@click.option("--dossier", callback=options.of(Id), help="The dossier it belongs to.")
@click.option(
    "--from-issue",
    "issue",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Fill in what this suggestion says: the text of an issue made with the form `Suggest a claim`.",
)
@click.option(
    "--published",
    callback=options.of(Day),
    default=lambda: date.today().isoformat(),
    help="The day of publication; today by default.",
)
def command(
    id: str | None,
    root: Path,
    folder: str | None,
    dossier: str | None,
    issue: Path | None,
    published: str,
    **given: str | None,
) -> None:
    r"""Write claims/…/ID.yml with its fields explained. What isn't given as an option is asked for on a terminal.

    With --from-issue, what a suggestion says is filled in and what it doesn't say is marked; only the id is asked for.

    \b
    Examples:
      attested new
      attested new harbour-closed --claim "The harbour closed in May." --claimant unknown
      gh issue view 12 --json body --jq .body > issue.md && attested new harbour-closed --from-issue issue.md
    """
    if issue and (both := [name for name, value in given.items() if value]):
        raise click.UsageError(f"--from-issue takes the claim from the issue; leave out --{both[0]}")
    id = id or _ask("The claim's id, such as harbour-closed", Id, refuse=partial(_taken, root), needed=True)
    if fault := id_fault(id) or _taken(root, id):
        raise click.UsageError(f"{id!r} {fault}")
    path = root / FOLDER / (folder or dossier or "") / f"{id}.yml"
    if (root / FOLDER).resolve() not in path.resolve().parents:
        raise click.UsageError(f"the folder has to lie below {FOLDER}/")
    if other := _FOR_OTHERS.get(path.resolve().relative_to((root / FOLDER).resolve()).parts[0]):
        raise click.UsageError(other)
    for part in Path(folder or "").parts:
        for _, fault in name_faults([part]):
            raise click.UsageError(f"the folder's name {shown(part)} {fault}; choose another")
    schema = _schema(path, root)
    if issue:
        text = _suggested(issue, root, dossier, published, schema)
    else:
        answers = {name: given[name] or _ask(words, _KINDS.get(name)) for name, words in _ASKED.items()}
        text = _tidied(_text(answers, dossier, published, schema))
    atomically(path, text.encode())
    click.echo(f"Wrote {path}. Fill in what is empty, then run: {options.at(root, 'attested', 'check', str(path))}")
    _still_to_do(root, id, given["source"] if issue else answers["source"], dossier)


def _schema(path: Path, root: Path) -> str:
    """The way from a claim's file to its schema, which a part of an archive shares with the others above it."""
    whole = path.absolute()
    above = (root.absolute(), *root.absolute().parents)
    project = next((folder for folder in above if (folder / _SCHEMA).is_file()), root.absolute())
    return Path(os.path.relpath(project / _SCHEMA, whole.parent)).as_posix()


def _taken(root: Path, id: str) -> str | None:
    """What is wrong with an id that a file has already."""
    there = sorted((root / FOLDER).rglob(f"{id}.yml"))
    return f"is taken by {there[0]}" if there else None


def _tidied(text: str) -> str:
    """The file in canonical form. Ends the program where an answer can't stand in a file."""
    try:
        return tidy(text, Claim)
    except TidyError as error:
        raise click.UsageError(f"this can't be written as a claim: {error}") from None


def _still_to_do(root: Path, id: str, source: str | None, dossier: str | None) -> None:
    """Say what other files lack now: a source document, a dossier, or the claim in its list."""
    for folder, name, lacking in (("sources", source, unknown_source), ("dossiers", dossier, unknown_dossier)):
        there = sorted(path.stem for path in (root / FOLDER / folder).glob("*.yml"))
        if name and name not in there:
            click.echo(f"Note: {lacking(name, there)}", err=True)
        elif name and folder == "dossiers":
            click.echo(f"Add `{id}` to the claims of {FOLDER}/{folder}/{name}.yml too.", err=True)


def _suggested(issue: Path, root: Path, dossier: str | None, published: str, schema: str) -> str:
    """The claim file made from a suggestion. Ends the program where that can't be taken."""
    made, problems = read(issue, issue.as_posix())
    if made is None:
        options.show(problems, "text")
        sys.exit(1)
    documents = options.contents(root).documents
    known = {one.value.url: one.id for one in documents if one.value.url != UNKNOWN}
    try:
        return claim_file(made, schema, dossier, published, known)
    except TidyError:
        click.echo(f"attested new: {issue} is too long for a claim file; shorten the issue", err=True)
        sys.exit(1)


def _ask(
    words: str, kind: Any = None, *, refuse: Callable[[str], str | None] = lambda _: None, needed: bool = False
) -> str:
    """Ask on a terminal, again where the answer can't be one; elsewhere leave the field for the contributor."""
    if not sys.stdin.isatty():
        return ""

    def given(text: str) -> str:
        said = options.valid(kind, text.strip()) if kind and text.strip() else text.strip()
        if fault := refuse(said):
            raise click.BadParameter(f"{said!r} {fault}")
        return said

    return str(click.prompt(words, default=None if needed else "", show_default=False, value_proc=given))


def _scalar(text: str) -> str:
    """A YAML scalar that reads back as this very text, on one line."""
    if not text:
        return ""
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9 ,.'-]*", text) and text.lower() not in BOOLEANS:
        return text
    return json.dumps(text, ensure_ascii=False)


def _text(answers: dict[str, str], dossier: str | None, published: str, schema: str) -> str:
    """The file. An empty field is one that `check` will ask for."""
    said = {name: _scalar(text) for name, text in answers.items()}
    source = said["source"]
    return f"""\
# yaml-language-server: $schema={schema}
# One claim. Run `attested check` to see what is missing or wrong. Leave out an optional field you don't need.
claim: {said["claim"]}
# short: The claim in at most 75 characters, for lists.
claimant: {said["claimant"] or "unknown"}
claimed: {said["claimed"] or "unknown"}   # a day, a month, a year, or unknown
appearances: [{source}]   # source documents that make the claim: names of files in claims/sources/
verdict:   # a word of the scale in claims/publication.yml
summary:   # one or two sentences a reader takes away
sources:
  - source: {source}
    stance: asserts   # this document makes the claim
    quote:   # its own words, exactly as they stand there
  - source:   # a document that bears on the claim
    stance:   # supports, contradicts or context
    quote:
    note:   # what this passage shows
why_checked:   # why this claim matters to readers
notes: |
  {TEMPLATE} [@{answers["source"] or "name"}].
topics: []   # from claims/publication.yml
{f"dossier: {dossier}" if dossier else "# dossier: the name of a file in claims/dossiers/"}
authors: []
published: {published}
corrections: []
"""
