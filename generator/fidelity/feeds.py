"""The feeds: each entry is titled by its claim, behind a word on how it stands."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import orjson

from generator.fidelity.built import Site, claim_id, differing
from generator.problem import Problem

_ATOM = "{http://www.w3.org/2005/Atom}"


def feeds(site: Site) -> Iterator[Problem]:
    """Each entry's title is its claim, behind its verdict or a word on what became of it."""
    claims = (*site.publication.claims, *site.publication.withdrawn)
    everything = {id_: one for one in claims for id_ in (one.id, *one.claim.former_ids)}
    for path in sorted(path for where in FEEDS for path in site.folder.glob(where)):
        name = path.relative_to(site.folder).as_posix()
        for address, title in _entries(path):
            if one := everything.get(claim_id(address, site)):
                changed = "#" in address or one.claim.withdrawn
                word = title.partition(": ")[0] if changed else one.verdict.label
                yield from differing(one.path, name, [("claim", title, f"{word}: {one.claim.claim}")])


FEEDS = ("feed.*", "corrections/feed.*", "dossiers/*/feed.*", "topics/*/feed.*", "verdicts/*/feed.*")
"""Where feeds are; to look for them in each claim's folder would take longer than to read them."""


def _entries(path: Path) -> list[tuple[str, str]]:
    """The id and the title of each entry of a feed."""
    if path.suffix == ".json":
        return [(item["id"], item["title"]) for item in orjson.loads(path.read_text("utf-8"))["items"]]
    entries = ElementTree.parse(path).getroot().iter(f"{_ATOM}entry")
    return [(entry.findtext(f"{_ATOM}id", ""), entry.findtext(f"{_ATOM}title", "")) for entry in entries]
