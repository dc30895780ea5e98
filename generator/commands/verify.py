"""`verify`: whether a site, here or published, is what its manifest, its claims and its log say."""

import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from generator.capture.error import CaptureError
from generator.commands import options
from generator.contents import FOLDER
from generator.manifest import log as chain
from generator.manifest.compare import Difference, with_built, with_manifest, with_records, with_stated
from generator.manifest.files import LOG, MANIFEST, hashes, read
from generator.manifest.manifest import Manifest, ManifestError, decode
from generator.report import printable


@click.command("verify", short_help="See whether a site is what its manifest, claims and log say.")
@click.argument("site", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--url", help="Take a published copy of the site from this address.")
@click.option(
    "--against",
    metavar="CLAIMS",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Build the pages again from this checkout, whose program is run, and name what differs.",
)
@click.option("--log", "logged", is_flag=True, help="Check that each release follows from the one before.")
@click.option(
    "--kept",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A log.jsonl you kept: nothing in it may have changed since.",
)
@options.output
@options.network
def command(
    site: Path | None,
    url: str | None,
    against: Path | None,
    logged: bool,
    kept: Path | None,
    form: str,
    network: options.Network,
) -> None:
    r"""Check the folder SITE (by default site/), or a published copy of it, file by file.

    Each file has to have the hash that manifest.json lists, and nothing else may be there. With --against the pages are
    made once more and compared byte for byte. With --log every line of log.jsonl has to follow from the one before, and
    the newest has to be this very site.

    Exit code 1 where anything differs, 2 where there is nothing to verify.

    \b
    Examples:
      attested verify
      attested verify --against .
      attested verify --url https://checks.example/ --log --kept old-log.jsonl
    """
    if site and url:
        raise click.UsageError("name a folder or --url, not both")
    with _folder(site, url, network) as folder:
        manifest = _manifest(folder)
        found = _files(folder, manifest, published=url is not None)
        built = None
        if against:
            built, differing = _rebuilt(folder, manifest, against, published=url is not None)
            found += differing
        if logged or kept:
            found += _log(folder, kept)
    fine = _fine(manifest, built, against, logged or bool(kept))
    about = _about(manifest, against, logged=logged or bool(kept))
    options.table([asdict(one) for one in found], form, _line, fine, severity="error", about=about)
    options.leave(bool(found))


@contextmanager
def _folder(site: Path | None, url: str | None, network: options.Network) -> Iterator[Path]:
    """The folder to look at; a published copy lies in one that is gone afterwards."""
    if url is None:
        folder = site or Path("site")
        if not folder.is_dir():
            raise click.UsageError("there is no folder site/; name one, or give --url")
        yield folder
        return
    from generator.published import FILE_BYTES, download

    with tempfile.TemporaryDirectory(prefix="attested-") as name:
        try:
            policy = replace(network.policy(), limit_bytes=FILE_BYTES)
            download(url, Path(name), policy, options.progress("files taken"))
        except (CaptureError, ManifestError) as error:
            raise click.UsageError(f"the site can't be taken: {printable(_told(error))}") from None
        yield Path(name)


def _manifest(folder: Path) -> Manifest:
    content = read(folder / MANIFEST)
    if content is None:
        raise click.UsageError(f"{folder} has no {MANIFEST}; `mkdocs build` writes it")
    try:
        return decode(content)
    except ManifestError as error:
        raise click.UsageError(f"{folder / MANIFEST} is no manifest: {error}") from None


def _files(folder: Path, manifest: Manifest, *, published: bool) -> list[Difference]:
    """How the site differs from its manifest."""
    found = with_manifest(manifest, _hashes(folder, manifest.files, published=published))
    named = {one.path for one in found}
    return found + [one for one in with_records(manifest, lambda name: read(folder / name)) if one.path not in named]


def _hashes(folder: Path, wanted: Any, *, published: bool) -> dict[str, str]:
    """The files' hashes; of a published copy, what only the host reads counts as it should be."""
    found = hashes(folder)
    if published:
        from generator.published import unserved

        found |= {name: sha256 for name, sha256 in wanted.items() if unserved(name) and name not in found}
    return found


def _rebuilt(folder: Path, manifest: Manifest, against: Path, *, published: bool) -> tuple[Manifest, list[Difference]]:
    """The manifest that the claims give, and how the site differs from it."""
    root = against if (against / FOLDER).is_dir() else against.parent
    if not (root / FOLDER).is_dir() or not (root / "mkdocs.yml").is_file():
        raise click.UsageError(f"{against} is no project: it needs {FOLDER}/ and mkdocs.yml")
    with tempfile.TemporaryDirectory(prefix="attested-") as name:
        target = Path(name) / "site"
        program = [sys.executable, "-m", "mkdocs", "build", "-q"]
        places = ["-f", str(root.resolve() / "mkdocs.yml"), "-d", str(target)]
        done = subprocess.run(
            [*program, *places], cwd=root, capture_output=True, encoding="utf-8", errors="replace", check=False
        )
        if done.returncode or not target.is_dir():
            raise click.UsageError(f"{root} can't be built:\n{done.stderr.strip()}")
        built, files = _manifest(target), hashes(target)
        found = with_built(files, _hashes(folder, files, published=published))
        return built, found + with_stated(manifest, built, MANIFEST)


def _log(folder: Path, kept: Path | None) -> list[Difference]:
    """What is wrong with the log: its chain, its newest entry, what was published before."""
    content = read(folder / LOG)
    if content is None:
        return [Difference(LOG, 1, "there is no log; `attested release` writes it")]
    found = chain.faults(content)
    if kept:
        found += chain.forgotten(kept.read_bytes(), content)
    newest = chain.last(content)
    if newest is None or newest.manifest != hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest():
        found.append((max(1, len(chain.lines(content))), "the newest release in the log is not this site"))
    return [Difference(LOG, line, what) for line, what in sorted(set(found))]


def _line(row: dict[str, Any]) -> str:
    place = f"{row['path']}:{row['line']}" if row["path"] == LOG else row["path"]
    return f"{place}: {row['what']}"


def _about(manifest: Manifest, against: Path | None, *, logged: bool) -> dict[str, Any]:
    """What was compared, for programs: with what, and how much the manifest lists."""
    compared = ["manifest", *(["claims"] if against else []), *(["log"] if logged else [])]
    counts = {"files": len(manifest.files), "records": len(manifest.records)}
    return {"compared": compared, **counts, "generator": manifest.generator, "commit": manifest.commit}


def _told(error: Exception) -> str:
    """Why a copy can't be taken; what capture would do about it, to save the page by hand, is no help here."""
    said, _, remedy = str(error).rpartition("; ")
    if isinstance(error, CaptureError) and error.rule.startswith("robots"):
        return f"{said}; with --ignore-robots it isn't asked for leave"
    return said if "capture" in remedy or "save" in remedy else str(error)


def _fine(manifest: Manifest, built: Manifest | None, against: Path | None, logged: bool) -> str:
    parts = [f"{len(manifest.files):,} files and {len(manifest.records):,} records are what the manifest says"]
    parts += [f"what {against} gives"] if against else []
    parts += ["the newest release in the log"] if logged else []
    seen = built is not None and built.commit == manifest.commit
    stated = "made by" if seen else "it states that it was made by"
    return f"{', '.join(parts)}; {stated} attested {manifest.generator} from commit {manifest.commit}."
