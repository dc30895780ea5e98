"""`links`: dead and redirected addresses, and documents without an archived copy; politely, for a scheduled job."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from generator.capture.links import Clock, LinkReport, Patience, look
from generator.capture.policy import offline
from generator.commands import options
from generator.contents import Read
from generator.model import UNKNOWN, SourceDocument

Row = dict[str, Any]


@click.command("links", short_help="Report dead and redirected addresses and missing archived copies.")
@click.option("--id", "names", multiple=True, help="A source document; all of them by default.")
@click.option(
    "--delay",
    type=click.FloatRange(0),
    default=1.0,
    show_default=True,
    help="Seconds between two requests to one host.",
)
@click.option(
    "--retries", type=click.IntRange(0), default=2, show_default=True, help="How often a busy server is asked again."
)
@options.root
@options.output
@options.network
def command(
    names: tuple[str, ...], delay: float, retries: int, root: Path, form: str, network: options.Network
) -> None:
    r"""Ask each source document's addresses whether they still lead to a page, one at a time and politely.

    Nothing is written, and `attested check` never asks. Exit code 1 where an address is dead, or can't be reached; 2
    where none could be asked, as without a network.

    \b
    Examples:
      attested links
      attested links --id gazette-harbour --delay 5
    """
    documents = [one for one in options.contents(root).documents if not names or one.id in names]
    if unknown := [name for name in names if name not in {one.id for one in documents}]:
        raise click.UsageError(f"there is no claims/sources/{unknown[0]}.yml")
    asked = {url for one in documents for url in _addresses(one.value)}
    clock = Clock(time.sleep, time.monotonic, lambda: datetime.now(UTC))
    reports = {report.url: report for report in look(asked, network.policy(), clock, Patience(delay, retries))}
    if offline((report.url, report.rule) for report in reports.values()):
        click.echo("attested links: no address could be asked; this machine seems to have no network", err=True)
        sys.exit(2)
    rows = [row for one in documents for row in _rows(one, reports)]
    options.table(
        rows, form, _line, "Every address leads to its page, and every document has an archived copy.", root=root
    )
    options.leave(any(row["state"] in ("dead", "unreachable", "unasked") for row in rows))


def _addresses(about: SourceDocument) -> list[str]:
    return [url for url in (about.url, *about.archives) if url != UNKNOWN]


def _rows(one: Read[SourceDocument], reports: dict[str, LinkReport]) -> list[Row]:
    """What is to be said of the document's addresses; nothing of those that are fine."""
    found = [reports[url] for url in _addresses(one.value)]
    rows = [
        _row(one, ("url",) if report.url == one.value.url else ("archives",), report.state, report.url, report.message)
        for report in found
        if report.state != "ok"
    ]
    if one.value.url != UNKNOWN and not one.value.archives:
        remedy = "no archived copy is recorded; run `attested capture … --archive`, or add one to archives"
        rows.append(_row(one, ("archives",), "unarchived", one.value.url, remedy))
    return rows


def _row(one: Read[SourceDocument], loc: tuple[str, ...], state: str, url: str, message: str) -> Row:
    line = one.record.place(loc).line
    return {"path": one.record.path, "line": line, "source": one.id, "state": state, "url": url, "message": message}


def _line(row: Row) -> str:
    return f"{row['path']}:{row['line']}: {row['state']}: {row['url']}: {row['message']}"
