"""`import`: a publisher's archive as draft claims and source documents, with a report of what couldn't be mapped."""

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from generator.capture.encoding import named as codec_named
from generator.commands import options
from generator.contents import FOLDER, SETTINGS
from generator.importing import columns, ratings, table, when
from generator.importing.reading import Text, files
from generator.importing.run import FORMATS, Import, total
from generator.model import Settings, id_fault
from generator.problem import Problem
from generator.report import printable
from generator.shape import shape
from generator.source import load
from generator.write import atomically

_NAMED = 50
"""Properties named in what is said at the end."""


@click.command("import", short_help="Take in an archive as draft claims.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", required=True, type=click.Choice(FORMATS), help="What the archive is.")
@options.root
@click.option("--into", default="imported", show_default=True, help=f"The folder of {FOLDER}/ for the claims.")
@click.option(
    "--ratings",
    "rating_map",
    type=click.Path(path_type=Path),
    help="The map of ratings.  [default: beside the archive]",
)
@click.option(
    "--columns",
    "column_map",
    type=click.Path(path_type=Path),
    help="The map of columns.  [default: beside the archive]",
)
@click.option(
    "--encoding", help="What the archive is written in, where that isn't Unicode.  [default: by the language]"
)
@click.option("--dates", type=click.Choice(when.ORDERS), help="What 03/04/2024 is.  [default: not read]")
@click.option(
    "--report",
    "report_form",
    type=click.Choice(options.FORMATS),
    default="text",
    show_default=True,
    help="How to show what couldn't be mapped: for people, for programs, or as annotations.",
)
def command(
    paths: tuple[Path, ...],
    form: str,
    root: Path,
    into: str,
    rating_map: Path | None,
    column_map: Path | None,
    encoding: str | None,
    dates: str | None,
    report_form: str,
) -> None:
    r"""Take in a publisher's archive: ClaimReview (JSON, JSON lines, pages that carry it), the Fact Check Tools API's
    answers, or a table. Each fact-check becomes a draft claim, each document that it names a source document.

    Nothing is invented: what the archive doesn't say is `unknown` or left out, and what has no field stays in the
    file as a comment and is reported, by record. The first run writes ARCHIVE.ratings.yml with every rating it met;
    write the verdicts in and run it again. A table's first run writes ARCHIVE.columns.yml in the same way, which may
    say the table's `encoding` and `dates` too. What isn't Unicode is read by the code page of the publication's
    language, and a date such as 03/04/2024 only where --dates says how. A second run changes nothing, one that broke
    off goes on, and a file that somebody edited is never changed. With a folder, every file of the format in it. Exit
    code 1 where something couldn't be mapped.

    \b
    Examples:
      attested import archive.json --format claimreview
      attested import saved-pages/ --format claimreview --into archive
      attested import answers.json --format factcheck-api --report json
      attested import archive.csv --format csv --columns columns.yml
      attested import archive.csv --format csv --encoding windows-1250 --dates day-first
    """  # noqa: D205 - the first sentence is longer than a line
    if any(id_fault(part) for part in into.split("/")) or into.split("/")[0] in ("sources", "dossiers"):
        raise click.BadParameter(f"{into!r} is no folder for claims", param_hint="--into")
    codec = codec_named(encoding) if encoding else ""
    if codec is None:
        raise click.BadParameter(columns.no_encoding(str(encoding)), param_hint="--encoding")
    found = list(files(paths, form))
    first = paths[0]
    try:
        settings = _settings(root)
        named = rating_map or first.with_name(f"{first.name}.ratings.yml")
        made = Import(root, settings, form, into, ratings.read(named, settings), None, codec, dates or "")
        read = [_text(made, path, column_map) for path in found]
        _say_encodings(text for text, _ in read)
        problems: list[Problem] = []
        with click.progressbar(
            length=total(found), label="Importing", file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:
            for text, made.columns in read:
                problems += made.file(text, _step(bar))
    except ratings.MapError as error:
        raise click.UsageError(str(error)) from None
    new = made.ratings.write()
    options.show(problems, report_form)
    _say(made, new, named)
    options.leave(bool(problems))


def _step(bar: Any) -> Callable[[int], None]:
    """Move the bar by the bytes of one file read so far."""
    start = bar.pos
    return lambda done: bar.update(max(0, start + done - bar.pos))


def _settings(root: Path) -> Settings:
    record, problems = load(root / FOLDER / SETTINGS, f"{FOLDER}/{SETTINGS}")
    settings = shape(record, Settings)[0] if record else None
    if problems or settings is None:
        raise click.UsageError(f"{FOLDER}/{SETTINGS} has problems; mend them first, see `attested check`")
    return settings


def _text(made: Import, path: Path, given: Path | None) -> tuple[Text, columns.Columns | None]:
    """A file and, of a table, the map of its columns; where there is none, one to put right is written, and we end."""
    if made.form != "csv":
        return made.text(path), None
    named = given or path.with_name(f"{path.name}.columns.yml")
    if named.exists():
        map_ = columns.read(named)
        text = made.text(path, map_.encoding)
        return text, columns.fitted(map_, named, table.header(text)[0])
    text = made.text(path)
    header, delimiter = table.header(text)
    if found := columns.ours(header):
        return text, found
    _say_encodings([text])
    proposed = columns.proposed(path.name, header, delimiter, made.encoding or text.foreign, made.dates)
    atomically(named, proposed.encode())
    click.echo(f"Nothing is imported yet: put {named} right, then run this again.", err=True)
    sys.exit(1)


def _say_encodings(texts: Iterable[Text]) -> None:
    """How files are read that aren't Unicode, before anything is written; one that can't be read is told later."""
    for text in texts:
        with suppress(OSError):
            if text.note:
                click.echo(f"{printable(text.path.name)} {text.note}.", err=True)


def _say(made: Import, new: int, named: Path) -> None:
    """What was done, and what is left to do."""
    counts = made.counts
    said = f"{counts.records:,} records: {counts.written:,} claims written, {counts.updated:,} updated, "
    said += f"{counts.unchanged:,} unchanged, {counts.edited:,} left to whoever edited them"
    click.echo(f"{said}; {counts.documents:,} source documents written.", err=True)
    if counts.placeless:
        every = [f"{printable(name)} ({count:,})" for name, count in sorted(counts.placeless.items())]
        more = f" and {len(every) - _NAMED:,} more" if len(every) > _NAMED else ""
        said = f"{', '.join(every[:_NAMED])}{more}"
        click.echo(f"No field holds these, by how many records have them: {said}.", err=True)
    if new:
        click.echo(f"{new:,} ratings were added to {named}.", err=True)
    if open_ := made.ratings.open:
        click.echo(f"{open_:,} ratings have no verdict yet: write them into {named}, then run this again.", err=True)
