"""`compress`: copies of the site's files that a server hands out without compressing them each time."""

from pathlib import Path

import click

from generator.compressed import compress
from generator.manifest.files import MANIFEST


@click.command("compress", short_help="Write compressed copies for servers that hand those out.")
@click.argument("site", default="site", type=click.Path(path_type=Path, exists=True, file_okay=False))
def command(site: Path) -> None:
    r"""Write a compressed copy (NAME.gz) beside each file of the built SITE that gets smaller by it.

    For servers that hand out such copies, as nginx does with `gzip_static`. Run it last, before the site goes out. The
    next build takes the copies away. `attested verify` looks into each: it has to say what the file beside it says.

    \b
    Examples:
      attested compress
      attested compress public
    """
    if not (site / MANIFEST).is_file():
        raise click.UsageError(f"{site} has no {MANIFEST}; `mkdocs build` writes it")
    made = compress(site)
    click.echo(f"{made.copies:,} files have a copy: {made.packed:,} bytes travel for {made.plain:,}.", err=True)
