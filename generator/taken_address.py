"""Addresses that are the site's own: no hand-written file stands there, in front of them, or leads elsewhere."""

from collections.abc import Container

from generator.problem import Problem, rule

OWN = frozenset({"_redirects", "_worker.js", "manifest.json", "log.jsonl"})
"""Files at the site's root by which hosts, and readers who verify the site, are led to all the others."""
STANDS_THERE = "has the address of a generated page or file, which stands there instead"
_COPIES = (".gz", ".br", ".zst")
"""Endings of compressed copies, which servers hand out in place of the file."""


@rule("taken-address")
def taken_address(why: str) -> str:
    """What readers find at the address of a generated page or file is that page or file, nothing written by hand.

    A file in `docs/` has an address of its own. It isn't `claims/ID.md`, nor `claims/ID.html`, which hosts show at
    `claims/ID`, nor a compressed copy of a generated file. Old addresses lead on by `former_ids`; other redirects
    belong in the host's settings. `manifest.json` and `log.jsonl` are written by the build and by `attested release`.
    """
    return f"{why}; give it another name"


def own(name: str) -> str | None:
    """What to say of a hand-written file of this path below docs/ that only the site itself may have."""
    if _plain(name) not in OWN:
        return None
    return taken_address("would speak for the whole site, and only the site itself writes such a file")


def taken(name: str, ours: Container[str]) -> str | None:
    """What to say of a hand-written file of this path in the site, where these are paths of generated ones."""
    if name in ours:
        return taken_address(STANDS_THERE)
    plain = _plain(name)
    if plain in ours or f"{plain.removesuffix('.html')}/index.html" in ours:
        return taken_address("is what hosts may show at the address of a generated page or file")
    return None


def problem(path: str, message: str) -> Problem:
    """The problem with a file at this path, as shown to people."""
    return Problem(path, 1, 1, "", taken_address.name, message, taken_address.severity)


def _plain(name: str) -> str:
    """The file that this is a compressed copy of, by its name."""
    return next((name.removesuffix(ending) for ending in _COPIES if name.endswith(ending)), name)
