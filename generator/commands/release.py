"""`release`: one more line in the log of what was published."""

import hashlib
from pathlib import Path

import click

from generator.commands import options
from generator.compressed import SUFFIX
from generator.manifest import log as chain
from generator.manifest.compare import with_manifest
from generator.manifest.files import LOG, MANIFEST, hashes, read
from generator.manifest.manifest import ManifestError, decode
from generator.manifest.stamp import RELEASES
from generator.write import atomically


@click.command("release", short_help="Add the built site to the log of what was published.")
@click.argument("site", default="site", type=click.Path(path_type=Path, exists=True, file_okay=False))
@options.root
def command(site: Path, root: Path) -> None:
    r"""Add a line for the built SITE to releases/log.jsonl and put the log into the site.

    Run it after `mkdocs build` and before the site goes out, then commit the log. The line holds the hash of the site's
    manifest and of the line before. A site that is the newest release already adds nothing.

    \b
    Examples:
      attested release
      attested release public --root .
    """
    path = root / RELEASES
    manifest = read(site / MANIFEST)
    if manifest is None:
        raise click.UsageError(f"{site} has no {MANIFEST}; `mkdocs build` writes it")
    try:
        differing = with_manifest(decode(manifest), hashes(site))
        before = path.read_bytes() if path.is_file() else b""
        log = chain.append(before, manifest)
    except ManifestError as error:
        raise click.UsageError(f"{site / MANIFEST} is no manifest: {error}") from None
    except chain.LogError as error:
        raise click.UsageError(f"{path}: {error}; put the log back as it was committed") from None
    if differing:
        click.echo(f"{len(differing)} files differ from the manifest, see `attested verify`; build again.", err=True)
        options.leave(True)
    if log != before:
        atomically(path, log)
    atomically(site / LOG, log)
    (site / f"{LOG}{SUFFIX}").unlink(missing_ok=True)
    said = "added" if log != before else "already in the log"
    newest = len(chain.lines(log))
    click.echo(f"Release {newest} {said}: {hashlib.sha256(manifest).hexdigest()}", err=True)
