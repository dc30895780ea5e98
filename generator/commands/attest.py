"""`attest`: proofs for the quotations whose capture is at hand."""

from pathlib import Path

import click

from generator.attest import Attested, attest
from generator.commands import options
from generator.contents import FOLDER
from generator.folder import read
from generator.folder_rules import bad_proof_file
from generator.problem import fails
from generator.proof_files import PROOFS
from generator.write import atomically


@click.command("attest", short_help="Prove the quotations whose capture is at hand.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@options.root
@options.captures
@options.output
def command(paths: tuple[Path, ...], root: Path, captures: Path, form: str) -> None:
    r"""Prove every quotation of each captured document and write claims/sources/ID.proofs.json.

    With PATHS, only those source documents and the ones quoted in those claims. A quotation that isn't in its capture
    is a problem, shown with the nearest passage; proofs of the others are written all the same.

    \b
    Examples:
      attested attest
      attested attest claims/kursk/uk-casualties.yml
      attested attest claims/sources/dxb-troops-confirmed.yml
    """
    contents = read(root, options.progress("files read"))
    faulty = [one for one in contents.problems if one.severity == "error" and one.rule != bad_proof_file.name]
    if fails(faulty):
        click.echo("Nothing was attested; mend these first.", err=True)
        options.show(faulty, form, root)
        options.finish(faulty)
    wanted = options.within(paths, root)
    quoting = [one for one in contents.claims if wanted(one.path)]
    named = [one.id for one in contents.documents if wanted(one.path) or wanted(f"{FOLDER}/sources/{one.id}{PROOFS}")]
    if paths and not quoting and not named:
        raise click.UsageError(f"no claim or source document of {FOLDER}/ is among these paths")
    only = {*named, *(id_ for one in quoting for piece in one.value.sources if (id_ := contents.filed(piece.source)))}
    made = attest(contents, options.texts(captures), only if paths else None)
    _write(root, made)
    options.show_any(sorted(made.problems), form, root)
    options.finish(made.problems)


def _write(root: Path, made: Attested) -> None:
    """Write what changed, and say what was done."""
    changed = [path for path, content in made.files.items() if _current(root / path) != content]
    for path in changed:
        atomically(root / path, made.files[path])
    removed = [path for path in made.stale if (root / path).is_file()]
    for path in removed:
        (root / path).unlink()
    click.echo(f"{made.proved} proofs of {len(made.files)} documents; {len(changed)} files written.", err=True)
    if removed:
        click.echo(f"Removed, since nothing quotes their documents any more: {', '.join(removed)}.", err=True)
    if made.absent:
        click.echo(f"No capture at hand, left as they are: {', '.join(made.absent)}.", err=True)


def _current(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
