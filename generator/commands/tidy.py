"""`tidy`: claim, source, dossier and publication files in their canonical form."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from generator.commands import options
from generator.contents import FOLDER, SETTINGS
from generator.model import Claim, Dossier, Settings, Shape, SourceDocument
from generator.portable import is_editors
from generator.problem import Problem
from generator.source import load
from generator.source_file import read_bytes
from generator.source_rules import MAX_BYTES
from generator.tidy import TidyError, tidy
from generator.write import atomically


@dataclass(frozen=True)
class Looked:
    """A file that was looked at; `made` is its canonical form where that is something else."""

    path: Path
    problems: list[Problem]
    made: bytes | None = None


@click.command("tidy", short_help="Put claim files in canonical form.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@options.root
@options.output
@click.option("--check", is_flag=True, help="Write nothing; fail where a file isn't in canonical form.")
def command(paths: tuple[Path, ...], root: Path, form: str, check: bool) -> None:
    r"""Put claims, source documents, dossiers and the publication's file in canonical form.

    Fields come in the format's order, long texts are wrapped at 100 columns, quotes stand only where YAML needs them.
    No value changes and no comment is lost; a file of which that can't be said, or that doesn't load, stays as it is
    and is shown. With PATHS, only those files and folders.

    \b
    Examples:
      attested tidy
      attested tidy claims/kursk/uk-casualties.yml
      attested tidy --check
    """
    names = [*filter(options.within(paths, root), _names(root))]
    if paths and not names:
        raise click.UsageError(f"no .yml file of {FOLDER}/ is among these paths")
    looked = [_look(root, name, check) for name in names]
    problems = sorted(problem for one in looked for problem in one.problems)
    if not check:
        _write(looked)
    (options.show if check else options.show_any)(problems, form, root)
    options.finish(problems)


def _names(root: Path) -> Iterator[str]:
    """Every file that may be a claim or what belongs to claims, as shown to people."""
    paths = sorted((root / FOLDER).rglob("*.yml"))
    return (path.relative_to(root).as_posix() for path in paths if not is_editors(path.name))


def _shape(name: str) -> type[Shape]:
    """What a file in this place describes."""
    if name == f"{FOLDER}/{SETTINGS}":
        return Settings
    folders: dict[str, type[Shape]] = {"sources": SourceDocument, "dossiers": Dossier}
    return folders.get(name.split("/")[1], Claim)


def _look(root: Path, name: str, check: bool) -> Looked:
    """The file's canonical form, or why it has none."""
    path = root / name
    record, problems = load(path, name)
    if problems or record is None:
        return Looked(path, problems)
    before = read_bytes(path, MAX_BYTES)
    text = before.decode("utf-8-sig").replace("\r\n", "\n")
    try:
        made = tidy(text, _shape(name)).encode()
    except TidyError as error:
        return Looked(path, [Problem(name, 1, 1, "", "tidy", str(error))])
    if made == before:
        return Looked(path, [])
    return Looked(path, [_untidy(root, name, before, made)] if check else [], made)


def _untidy(root: Path, name: str, before: bytes, made: bytes) -> Problem:
    """What `--check` says of a file, at the first line that would change."""
    old, new = (content.split(b"\n") for content in (before, made))
    line = next((n for n, (one, other) in enumerate(zip(old, new, strict=False), 1) if one != other), len(new))
    told = options.at(root, "attested", "tidy", str(root / name))
    return Problem(name, line, 1, "", "tidy", f"is not in canonical form from here on; run `{told}`")


def _write(looked: list[Looked]) -> None:
    """Write what changed, and say how much that was."""
    changed = [(one.path, one.made) for one in looked if one.made is not None]
    for path, made in changed:
        atomically(path, made)
    click.echo(f"{len(changed)} of {len(looked)} files changed.", err=True)
