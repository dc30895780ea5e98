"""`reverify`: capture again, and say whether the quoted passages still stand on the live page."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from generator.capture.apart import extract_within
from generator.capture.error import CaptureError
from generator.capture.extract import LIMIT_BYTES
from generator.capture.fetch import fetch
from generator.capture.policy import offline
from generator.capture.received import content
from generator.commands import options
from generator.contents import Contents, Read
from generator.model import UNKNOWN, Claim, Evidence, SourceDocument
from generator.quotation.words import words
from generator.reverify import standing

Row = dict[str, Any]


@click.command("reverify", short_help="See whether quoted passages still stand on the live pages.")
@click.option("--id", "names", multiple=True, help="A source document; all captured ones with an address by default.")
@options.root
@options.output
@options.network
def command(names: tuple[str, ...], root: Path, form: str, network: options.Network) -> None:
    r"""Fetch each captured document again and look for every quoted passage: unchanged, moved, changed, or gone.

    Nothing is written. Exit code 1 where a passage changed or is gone, or a page can't be read; 2 where no page could
    be asked for, as without a network. For a scheduled job.

    \b
    Examples:
      attested reverify --id gazette-harbour
      attested reverify --format json
    """
    contents = options.contents(root)
    known = {one.id for one in contents.documents}
    if unknown := [name for name in names if name not in known]:
        raise click.UsageError(f"there is no claims/sources/{unknown[0]}.yml")
    documents = [
        one
        for one in contents.documents
        if one.value.capture and one.value.url != UNKNOWN and (not names or one.id in names)
    ]
    faults: dict[str, str] = {}
    rows = [row for one in documents for row in _document(one, contents, network, faults)]
    if offline((one.value.url, faults.get(one.id, "")) for one in documents):
        click.echo("attested reverify: no page could be asked for; this machine seems to have no network", err=True)
        sys.exit(2)
    options.table(rows, form, _line, "No quotation of a captured document has an address to look at.", root=root)
    options.leave(any(row["fate"] not in ("unchanged", "moved") for row in rows))


def _document(
    one: Read[SourceDocument], contents: Contents, network: options.Network, faults: dict[str, str]
) -> Iterator[Row]:
    """A row for each quotation of the document, or one that says why the page can't be read, whose rule is noted."""
    about = one.value
    try:
        received = fetch(about.url, network.policy(), now=lambda: datetime.now(UTC))
        text = words(extract_within(content(received.page, LIMIT_BYTES), received.content_type, received.url).text)
    except CaptureError as error:
        faults[one.id] = error.rule
        fate = "unasked" if error.rule == "no-lookup" else "unreadable"
        yield {**_row(one.record.path, 1, fate, one.id, "", ""), "url": about.url, "reason": str(error)}
        return
    assert about.capture is not None  # chosen by the caller
    for claim, index, piece in _uses(contents.claims, one.id):
        found = standing(piece, text, about.capture, contents.proofs.file(one.id))
        line = claim.record.place(("sources", index, "quote")).line
        yield _row(claim.record.path, line, found.fate, one.id, found.quote, found.now)


def _uses(claims: Sequence[Read[Claim]], name: str) -> Iterator[tuple[Read[Claim], int, Evidence]]:
    for claim in claims:
        for index, piece in enumerate(claim.value.sources):
            if piece.quote and piece.source == name:
                yield claim, index, piece


def _row(path: str, line: int, fate: str, source: str, quote: str, now: str) -> Row:
    return {"path": path, "line": line, "fate": fate, "source": source, "quote": quote, "now": now}


def _line(row: Row) -> str:
    if "reason" in row:
        return f"{row['fate']}: {row['source']}: {row['url']}: {row['reason'].removeprefix(row['url'] + ': ')}"
    now = f"; now: {json.dumps(row['now'], ensure_ascii=False)}" if row["now"] else ""
    return f"{row['fate']}: {row['source']}: {json.dumps(row['quote'], ensure_ascii=False)}{now}"
