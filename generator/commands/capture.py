"""`capture`: keep what an address or a file holds, privately, and describe it as a source document."""

import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

import click

from generator.capture import again, archive, local, record, store
from generator.capture.another import another
from generator.capture.apart import extract_within
from generator.capture.boundaries import CutRecord, cut, edit_form, parse_edited
from generator.capture.error import CaptureError
from generator.capture.extract import LIMIT_BYTES, Extracted
from generator.capture.fetch import fetch
from generator.capture.received import Received, content
from generator.commands import options
from generator.contents import FOLDER
from generator.model import UNKNOWN, Kind, Moment, SourceDocument, Url, id_fault, whole_address
from generator.problem import shown
from generator.quotation.tree import commit
from generator.quotation.words import words
from generator.source import parse
from generator.tidy import TidyError, tidy
from generator.write import atomically

WAYBACK = "https://web.archive.org/save/"


@click.command("capture", short_help="Capture an article and describe it as a source document.")
@click.argument("address", metavar="URL|FILE")
@click.option("--id", "name", required=True, help="The source document's id: the name of its file.")
@click.option("--url", callback=options.of(Url), help="The page's address, where FILE was saved from one.")
@click.option(
    "--kind", type=click.Choice(get_args(Kind)), help="What sort of document it is, where the page doesn't say."
)
@click.option(
    "--captured", callback=options.of(Moment), help="When FILE was saved, such as 2025-06-18, where you know it."
)
@click.option("--edit", is_flag=True, help="Open the text in your editor; delete what isn't the article.")
@click.option("--start", help="The article's first words, where the text begins with something else.")
@click.option("--end", help="The article's last words, where the text ends with something else.")
@click.option("--archive", "service", flag_value=WAYBACK, default=None, help="Ask the Wayback Machine for a copy too.")
@click.option(
    "--archive-service",
    "service",
    metavar="URL",
    callback=options.of(Url),
    help="Ask another archive: what the address is put behind.",
)
@click.option("--again", "same", is_flag=True, help="It is the document of ID, though its address or text is another.")
@options.root
@options.captures
@options.network
def command(
    address: str,
    name: str,
    url: str | None,
    kind: str | None,
    captured: str | None,
    edit: bool,
    start: str | None,
    end: str | None,
    service: str | None,
    same: bool,
    root: Path,
    captures: Path,
    network: options.Network,
) -> None:
    r"""Keep what URL or FILE holds in the private captures folder and write or complete claims/sources/ID.yml.

    FILE is a saved page (.html), a plain text (.txt) or a web archive (.warc, .wacz). Nothing is invented: what the
    page doesn't state is written as unknown. What you wrote in the file before stays.

    \b
    Examples:
      attested capture https://gazette.example/harbour --id gazette-harbour
      attested capture saved.html --url https://gazette.example/harbour --id gazette-harbour --edit
      attested capture page.txt --id gazette-harbour --end "said the harbour master"
    """
    if fault := id_fault(name):
        raise click.BadParameter(f"{name!r} {fault}", param_hint="--id")
    if edit and (start or end):
        raise click.UsageError("give --edit or --start and --end, not both")
    try:
        received = _received(address, url, network)
        extracted = extract_within(content(received.page, LIMIT_BYTES), received.content_type, received.url)
        text, kept = _cut(extracted, edit, start, end)
        if not words(text):
            raise CaptureError("nothing is left of the article; keep the lines that belong to it")
        path = root / FOLDER / "sources" / f"{name}.yml"
        existing = _existing(path)
        if not same and (told := _another(existing, name, captures, received, url, text)):
            raise CaptureError(told, rule="another-document")
        copies = [archive.ask(url or received.url, service, network.policy())] if service else []
        committed = commit(words(text))
        before, meta = record.captured_before(existing), store.described(received, extracted, kept)
        fields = record.proposed(
            meta,
            extracted.stated,
            words=committed.words,
            root=committed.root,
            url=url,
            kind=kind,
            captured=captured or again.moment(before, meta.how, meta.received_sha256),
            archives=copies,
        )
        completed = _tidied(existing, record.complete(existing, fields, url and fields["url"]))
        store.save(captures, name, received, extracted, kept)
        atomically(path, completed.encode())
    except CaptureError as error:
        click.echo(f"attested capture: {error} [{error.rule}]", err=True)
        sys.exit(2)
    if fields["url"] not in (UNKNOWN, given := url or received.url):
        click.echo(f"note: of {given} the part is left out that only tells by which link one came there", err=True)
    for loss in again.undone(before, fields["capture"]):
        click.echo(f"note: {loss}", err=True)
    _told(received, committed.words, path, options.at(root, "attested", "attest"))


def _existing(path: Path) -> str | None:
    """The source document as it stands, line ends included."""
    try:
        return path.read_bytes().decode() if path.is_file() else None
    except UnicodeDecodeError:
        raise CaptureError(f"{path} is not UTF-8 text; save it as UTF-8, then capture again", rule="record") from None


def _another(
    existing: str | None, name: str, captures: Path, received: Received, url: str | None, text: str
) -> str | None:
    """What shows that the file of this id describes another document than what was received, with what to do."""
    from_web = [received.asked, received.url] if "://" in received.url else []
    addresses = [url] if url else from_web
    before = None
    with suppress(CaptureError):  # what was changed or lost since says nothing
        before = store.load(captures, name)
    file = f"{FOLDER}/sources/{name}.yml"
    return another(record.described(existing), file, addresses, text, before.text if before else None)


def _tidied(existing: str | None, completed: str) -> str:
    """The file in canonical form where it is new, or was in that form; one in another form keeps it."""
    if existing and parse(existing, "")[1]:
        return completed
    try:
        in_form = not (existing and existing.strip()) or tidy(existing, SourceDocument) == existing
        return tidy(completed, SourceDocument) if in_form else completed
    except TidyError:
        return completed


def _received(address: str, url: str | None, network: options.Network) -> Received:
    """What the address or the file holds."""
    if "://" in address or urlsplit(address).scheme in ("http", "https"):
        return fetch(address, network.policy(), now=lambda: datetime.now(UTC))
    meant = whole_address(address) if "/" in address or address.startswith("www.") else None
    if meant and not Path(address).exists():
        raise CaptureError(f"{shown(address, 200)} is no file here; did you mean {meant}?", rule="no-file")
    return local.read(Path(address), now=lambda: datetime.now(UTC), url=url)


def _cut(extracted: Extracted, edit: bool, start: str | None, end: str | None) -> tuple[str, CutRecord | None]:
    """The article within the text, as a person says."""
    if start or end:
        return cut(extracted.text, start=start, end=end)
    if not edit:
        return extracted.text, None
    edited = click.edit(edit_form(extracted.text), extension=".txt")
    return (extracted.text, None) if edited is None else parse_edited(extracted.text, edited)


def _told(received: Received, count: int, path: Path, following: str) -> None:
    """Say what was captured, the way there included."""
    for address, status in received.redirects:
        click.echo(f"{status} {address}", err=True)
    click.echo(f"{count} words of {received.url}; look through {path}, then quote and run: {following}", err=True)
