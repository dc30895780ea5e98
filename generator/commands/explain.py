"""`explain`: what a rule is for, what breaks it and what right looks like."""

import sys
from pathlib import Path

import click

from generator import explain
from generator.link_rules import or_nearest
from generator.problem import RULES, shown
from generator.write import atomically


@click.command("explain", short_help="Explain a rule: why it exists, and how to follow it.")
@click.argument("rule", required=False)
@click.option("--root", default=".", show_default=True, type=click.Path(path_type=Path), help="The project's folder.")
@click.option("--write", is_flag=True, help=f"Write the pages of all rules to {explain.PAGES}/.")
@click.option("--check", is_flag=True, help="Write nothing; fail where a page isn't up to date.")
def command(rule: str | None, root: Path, write: bool, check: bool) -> None:
    r"""Explain the RULE that a problem's line ends in; without one, list them all.

    \b
    Examples:
      attested explain quote-not-found
      attested explain
      attested explain --check
    """
    if write or check:
        _keep(root, rule, write)
    elif rule is None:
        click.echo(explain.listing())
    else:
        click.echo(_page(rule.strip("[]"), root), nl=False)


def _page(name: str, root: Path) -> str:
    """A rule's page, or what else messages end in."""
    if name not in RULES and name not in explain.BESIDE:
        hint = or_nearest(name, RULES) or "; `attested explain` lists them all"
        raise click.UsageError(f"there is no rule {shown(name)}{hint}")
    return explain.page(name, explain.example(root, name)) if name in RULES else explain.BESIDE[name]


def _keep(root: Path, rule: str | None, write: bool) -> None:
    """Bring the pages up to date, or say which aren't."""
    if rule is not None:
        raise click.UsageError("all pages are written and checked together; leave the rule out")
    if not (root / explain.EXAMPLES).is_dir():
        raise click.UsageError(f"the pages are made from {explain.EXAMPLES}/, which is not in {str(root)!r}")
    folder = root / explain.PAGES
    made = explain.pages(root)
    there = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    stale = sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))
    if not write:
        _report(stale)
        return
    for name in stale:
        _write(folder / name, made.get(name))
    click.echo(f"{len(made)} pages in {folder}; {len(stale)} changed.", err=True)


def _report(stale: list[str]) -> None:
    if stale:
        click.echo(f"Not up to date in {explain.PAGES}: {', '.join(stale)}. Run `attested explain --write`.", err=True)
        sys.exit(1)


def _write(path: Path, text: str | None) -> None:
    """The page as it is to be; none where its rule is gone."""
    if text is None:
        path.unlink()
    else:
        atomically(path, text.encode())
