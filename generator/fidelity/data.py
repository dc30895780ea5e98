"""Data for machines: the API, the tables and the feed of ClaimReviews."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

import orjson

from generator.contents import FOLDER, SETTINGS
from generator.fidelity.built import RULE, Finding, Site, claim_id, differing
from generator.problem import Problem
from generator.publication import Checked

_FEED = "claimreview.json"
_ITEMS = "dataFeedElement"
_ITEM = '{"@type":"DataFeedItem",'
"""How a line of claimreview.json starts that is about a claim."""


def data(site: Site) -> Iterator[Problem]:
    """The API, the tables and the feed of ClaimReviews."""
    claims = {one.id: one for one in site.publication.claims}
    for one in claims.values():
        name = f"api/v1/claims/{one.id}.json"
        if name in site.compared:
            continue
        yield from differing(one.path, name, _record(one, orjson.loads(site.read(name) or b"{}")))
    yield from _listed(claims, "data/claims.jsonl", _in_lines(site))
    yield from _listed(claims, "data/claims.csv", _in_table(site))
    if site.publication.settings.url:
        feed = _Feed(site)
        yield from _listed(claims, _FEED, feed.items())
        if not feed.is_whole():
            said = f"{_FEED} isn't JSON with a line for each claim any more"
            yield Problem(f"{FOLDER}/{SETTINGS}", 1, 1, "", RULE, said)


Compared = Callable[[Checked], Iterable[Finding]]
"""What compares a claim with what was found of it."""


def _listed(claims: Mapping[str, Checked], name: str, found: Iterable[tuple[str, Compared]]) -> Iterator[Problem]:
    """A file that lists all claims: what it says of each, by the claim's id."""
    missing = dict(claims)
    for id_, compared in found:
        if one := claims.get(id_):
            missing.pop(id_, None)
            yield from differing(one.path, name, compared(one))
    for one in missing.values():
        yield from differing(one.path, name, [("claim", [], [one.claim.claim])])


def _in_lines(site: Site) -> Iterator[tuple[str, Compared]]:
    for line in site.lines("data/claims.jsonl"):
        record = orjson.loads(line)
        yield record["id"], partial(_record, record=record)


def _in_table(site: Site) -> Iterator[tuple[str, Compared]]:
    for row in csv.DictReader(site.lines("data/claims.csv")):
        yield row.get("id", ""), partial(_cell, cell=row.get("claim", ""))


def _cell(one: Checked, cell: str) -> Iterator[Finding]:
    inert = f"'{one.claim.claim}"  # what no spreadsheet takes for a formula
    yield "claim", cell, inert if cell == inert else one.claim.claim


class _Feed:
    """claimreview.json, read line by line."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._frame: list[str] = []
        """Its lines that are no item."""
        self._last = ""
        """The last item's line."""
        self._ordered = True
        """Whether each item so far stood behind the first line, and behind a comma."""

    def items(self) -> Iterator[tuple[str, Compared]]:
        """What it says of each claim, by the claim's id."""
        for line in self._site.lines(_FEED):
            if not line.startswith(_ITEM):
                self._frame.append(line)
                continue
            self._ordered &= len(self._frame) == 1 and self._last[-2:] in ("", ",\n")
            self._last = line
            with suppress(orjson.JSONDecodeError):  # then nothing is found of that claim
                item = orjson.loads(line.rstrip(",\n"))
                if "dateDeleted" not in item:
                    yield claim_id(item["item"]["url"], self._site), partial(reviewed, review=item["item"])

    def is_whole(self) -> bool:
        """Whether it was JSON whose items are lines of their own, between its first line and its last."""
        text = "".join(self._frame)
        try:
            said = orjson.loads(text)
        except orjson.JSONDecodeError:
            return False
        empty = isinstance(said, dict) and said.get(_ITEMS) == [] and text.count(f'"{_ITEMS}"') == 1
        return self._ordered and empty and len(self._frame) == 2 and not self._last.endswith(",\n")


def reviewed(one: Checked, review: Mapping[str, Any]) -> Iterator[Finding]:
    """What a ClaimReview says of its claim."""
    claim = one.claim
    yield "claim", review["claimReviewed"], claim.short or claim.claim
    yield "claim", review["itemReviewed"]["text"], claim.claim
    yield "verdict", review["reviewRating"]["alternateName"], one.verdict.label
    yield "summary", review["reviewRating"]["ratingExplanation"], claim.summary


def _record(one: Checked, record: Mapping[str, Any]) -> Iterator[Finding]:
    yield "claim", record.get("claim"), one.claim.claim
    yield "verdict", record.get("verdict_label"), one.verdict.label
    yield "summary", record.get("summary"), one.claim.summary
    for piece, said in zip(one.pieces, record.get("evidence", ()), strict=False):
        yield f"sources[{piece.number - 1}].quote", said["quote"], piece.evidence.quote
    yield "sources", len(record.get("evidence", ())), len(one.pieces)
