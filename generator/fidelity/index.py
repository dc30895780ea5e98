"""The search index: what a search shows of a claim."""

import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from generator.fidelity.built import Finding, Site, differing
from generator.model import UNKNOWN
from generator.origins import behind, in_order
from generator.problem import Problem
from generator.publication import Checked, Publication


def index(site: Site) -> Iterator[Problem]:
    """What the search shows of a claim: the title, the verdict, and the passages, of which white space is left out."""
    for one in site.publication.claims:
        name = site.found.get(f"claims/{one.id}/", "")
        if name not in site.compared:
            said = _found(site.publication, one, _shown(site.folder / name, one))
            yield from differing(one.path, "the search index", said)


def _shown(path: Path, one: Checked) -> Mapping[str, Any]:
    """What the search shows of a claim; where the file is another page's, or isn't there, it shows nothing of it."""
    shown = _fragment(path) if path.is_file() else _NOTHING
    return shown if shown["url"] == f"claims/{one.id}/" else _NOTHING


def fragments(folder: Path) -> dict[str, str]:
    """Where the search index has each page."""
    paths = sorted((folder / "pagefind/fragment").glob("*"))
    return {_fragment(path)["url"]: path.relative_to(folder).as_posix() for path in paths}


def _fragment(path: Path) -> Mapping[str, Any]:
    shown: Mapping[str, Any] = orjson.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
    return shown


_TEXTS = ("summary", "claimant", "short", "why_checked", "one_sided_reason", "single_source_reason")
"""What can be found of a claim beside its quotations and what it is named by."""

_NOTHING: Mapping[str, Any] = {"url": "", "meta": {"title": ""}, "filters": {}, "content": ""}


def _found(publication: Publication, one: Checked, record: Mapping[str, Any]) -> Iterator[Finding]:
    yield "claim", _tokens(record["meta"]["title"]), _tokens(one.claim.claim)
    yield "verdict", [_tokens(word) for word in record["filters"].get("verdict", [])], [_tokens(one.verdict.label)]
    quotes = ((f"sources[{piece.number - 1}].quote", piece.evidence.quote) for piece in one.pieces)
    texts = ((name, getattr(one.claim, name)) for name in _TEXTS)
    topics = (("topics", publication.settings.topics[topic]) for topic in one.claim.topics)
    named = behind(((piece.document.id, piece.evidence) for piece in one.pieces), publication.about)
    names = (("verdict", one.verdict.label), *topics, *(("sources", name) for name in in_order(named)))
    content = record["content"]
    for field, text in (*texts, *quotes, *names):
        if text and text != UNKNOWN and _tokens(text) not in content:
            yield field, content, _tokens(text)


def _tokens(text: str) -> str:
    """As the search keeps a text: no zero-width space, and one space between words."""
    return " ".join(text.replace("\u200b", "").split())
