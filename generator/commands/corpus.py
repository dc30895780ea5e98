"""`corpus`: an invented archive of any size, to measure with."""

from pathlib import Path

import click

from generator.commands.options import progress
from generator.corpus import Archive


@click.command("corpus", short_help="Write an invented archive to measure with.")
@click.argument("size", metavar="N", type=click.IntRange(1, 1_000_000))
@click.option("--seed", default=1, show_default=True, help="Another number gives another archive.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder to write; new or empty.")
@click.option("--texts", type=click.Path(path_type=Path), help="Write the captured articles to this folder too.")
def command(size: int, seed: int, out: Path, texts: Path | None) -> None:
    r"""Write an archive of N claims with its documents, proofs, dossiers and scale: a whole claims folder.

    Nothing in it is true and nobody in it exists. The same N and seed give the same bytes.

    \b
    Examples:
      attested corpus 1000 --out /tmp/archive/claims
      attested corpus 1000 --seed 7 --out /tmp/archive/claims --texts /tmp/archive/texts
    """
    for folder in filter(None, (out, texts)):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise click.BadParameter(f"{str(folder)!r} is not an empty folder; name a new one")
    archive, step = Archive(size, seed), progress("Files")
    for count, (name, content) in enumerate(archive.files(), 1):
        _write(out / name, content)
        step(count)
    for name, text in archive.texts() if texts else ():
        _write((texts or out) / f"{name}.txt", text.encode())
    click.echo(f"{size:,} claims in {out}")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
