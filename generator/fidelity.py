"""What was built says what the claims say: read back from the written files and compared, word for word.

Between a claim's file and a reader stand templates, Markdown, the theme and its plugins; each of them may alter a text
and none of them would say so. So the title element, the heading, the verdict, the summary and each quotation of every
page, its structured data, the API, the tables, the feeds, the search index and the cards are compared with what was
written. Only white space may differ, since HTML shows any of it as one space.
"""

import csv
import gzip
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import orjson

from generator import cards
from generator.contents import FOLDER, SETTINGS
from generator.model import UNKNOWN
from generator.problem import Problem, shown
from generator.publication import Checked, Publication
from generator.step import Step, quiet

RULE = "altered"
_MANY = 20
"""Differences named; more say nothing new."""

_SPACES = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
"""White space that HTML shows as another: as one space."""
_TAG = re.compile(r"<[^<>]*>")
_NUMBER = re.compile(rb' id="evidence-(\d+)"')
_TITLE = (b"<title", b"</title>")
_H1 = (b"<h1", b"</h1>")
_VERDICT = (b'<p class="at-verdict-word"', b"</p>")
_SUMMARY = (b'<p class="at-summary"', b"</p>")
_EVIDENCE = (b'<article class="at-evidence', b"</article>")
_QUOTE = (b"<blockquote", b"</blockquote>")
_DATA = (b'<script type="application/ld+json"', b"</script>")
_HEAD_ENDS = b"</head>"
_FEED = "claimreview.json"
_ITEMS = "dataFeedElement"
_ITEM = '{"@type":"DataFeedItem",'
"""How a line of claimreview.json starts that is about a claim."""
_ATOM = "{http://www.w3.org/2005/Atom}"

Finding = tuple[str, object, object]
"""A field, what was found, what was written."""


@dataclass(frozen=True)
class _Site:
    """A built site, and who it is of."""

    folder: Path
    name: str
    publication: Publication
    found: Mapping[str, str]
    """Where the search index has each page, by its address."""
    compared: Set[str]
    """Files that are known to say it, since they were compared before."""
    step: Step
    """Is told how many claims' pages were compared."""

    def read(self, name: str) -> bytes:
        """A file's content, in UTF-8; nothing where it isn't there. What is looked for in it needs no more."""
        try:
            with open(f"{self.folder}/{name}", "rb", 0) as file:  # noqa: PTH123 - there are many
                return file.read()
        except FileNotFoundError:
            return b""

    def lines(self, name: str) -> Iterator[str]:
        """A file's lines, one after the other, since there may be more than memory holds."""
        with suppress(FileNotFoundError), (self.folder / name).open(encoding="utf-8-sig", newline="") as file:
            yield from file


def check(
    publication: Publication,
    folder: Path,
    name: str,
    found: Mapping[str, str] | None = None,
    compared: Set[str] = frozenset(),
    step: Step = quiet,
) -> list[Problem]:
    """How the site built in `folder`, whose name is `name`, says something else than the claims; at most twenty.

    The search index has each page where `found` says, by its address, or else where it is found. Files that were
    `compared` before, and made from the same, aren't looked at again. `step` is told how many claims are done.
    """
    site = _Site(folder, name, publication, _fragments(folder) if found is None else found, compared, step)
    differing = (
        problem for look in (_claims, _documents, _dossiers, _data, _feeds, _index, _cards) for problem in look(site)
    )
    return [problem for problem, _ in zip(differing, range(_MANY), strict=False)]


def _claims(site: _Site) -> Iterator[Problem]:
    for count, one in enumerate((*site.publication.claims, *site.publication.withdrawn), 1):
        site.step(count)
        name = f"claims/{one.id}/index.html"
        if name in site.compared:
            continue
        html = site.read(name)
        yield from _differing(one.path, name, (*_headed(site, html, one.claim.claim, "claim"), *_claim(one, html)))
        yield from _differing(one.path, name, _reviewed(site, one, html))


def _claim(one: Checked, html: bytes) -> Iterator[Finding]:
    """The verdict, the summary and each quotation, which has to stand at the piece of evidence it belongs to."""
    yield "verdict", _texts(_VERDICT, html), [_squeezed(one.verdict.label)]
    yield "summary", _texts(_SUMMARY, html), [_squeezed(one.claim.summary)]
    evidence = ((_NUMBER.search(tag), piece) for tag, piece in _elements(_EVIDENCE, html))
    found = {int(number[1]): _texts(_QUOTE, piece) for number, piece in evidence if number}
    for piece in one.pieces:
        quote = piece.evidence.quote
        yield f"sources[{piece.number - 1}].quote", found.get(piece.number), [_squeezed(quote)] if quote else []


def _reviewed(site: _Site, one: Checked, html: bytes) -> Iterator[Finding]:
    """The ClaimReview in a page's head."""
    found = [
        data
        for _, text in _elements(_DATA, html.partition(_HEAD_ENDS)[0])
        if (data := orjson.loads(text)).get("@type") == "ClaimReview"
    ]
    wanted = 1 if site.publication.settings.url and not one.claim.withdrawn else 0
    yield "claim", f"{len(found)} ClaimReview", f"{wanted} ClaimReview"
    for review in found:
        yield from _review(one, review)


def _review(one: Checked, review: Mapping[str, Any]) -> Iterator[Finding]:
    claim = one.claim
    yield "claim", review["claimReviewed"], claim.short or claim.claim
    yield "claim", review["itemReviewed"]["text"], claim.claim
    yield "verdict", review["reviewRating"]["alternateName"], one.verdict.label
    yield "summary", review["reviewRating"]["ratingExplanation"], claim.summary


def _documents(site: _Site) -> Iterator[Problem]:
    quotes: dict[str, set[str]] = {id_: set() for id_ in site.publication.documents}
    for claim in site.publication.claims:
        for piece in claim.pieces:
            if piece.evidence.quote:
                quotes.setdefault(piece.document.id, set()).add(_squeezed(piece.evidence.quote))
    for id_, document in site.publication.documents.items():
        name = f"sources/{id_}/index.html"
        if name in site.compared:
            continue
        html = site.read(name)
        found = sorted(set(_texts(_QUOTE, html)))
        heading = _headed(site, html, document.about.title, "title") if document.about.title != UNKNOWN else ()
        yield from _differing(document.path, name, (*heading, ("quote", found, sorted(quotes[id_]))))


def _dossiers(site: _Site) -> Iterator[Problem]:
    for id_, dossier in site.publication.dossiers.items():
        name = f"dossiers/{id_}/index.html"
        if name in site.compared:
            continue
        html = site.read(name)
        quotes = {_squeezed(piece.evidence.quote or "") for claim in dossier.claims for piece in claim.pieces}
        strange = sorted({*_texts(_QUOTE, html)} - quotes)
        heading = _headed(site, html, dossier.about.title, "title")
        yield from _differing(f"claims/dossiers/{id_}.yml", name, (*heading, ("quote", strange, [])))


def _headed(site: _Site, html: bytes, title: str, field: str) -> Iterator[Finding]:
    """The title element and the heading; a page has one of each."""
    head, _, body = html.partition(_HEAD_ENDS)
    yield field, _texts(_TITLE, head), [_squeezed(f"{title} · {unescape(site.name)}")]
    yield field, _texts(_H1, body), [_squeezed(title)]


def _data(site: _Site) -> Iterator[Problem]:
    """The API, the tables and the feed of ClaimReviews."""
    claims = {one.id: one for one in site.publication.claims}
    for one in claims.values():
        name = f"api/v1/claims/{one.id}.json"
        if name in site.compared:
            continue
        yield from _differing(one.path, name, _record(one, orjson.loads(site.read(name) or b"{}")))
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
            yield from _differing(one.path, name, compared(one))
    for one in missing.values():
        yield from _differing(one.path, name, [("claim", [], [one.claim.claim])])


def _in_lines(site: _Site) -> Iterator[tuple[str, Compared]]:
    for line in site.lines("data/claims.jsonl"):
        record = orjson.loads(line)
        yield record["id"], partial(_record, record=record)


def _in_table(site: _Site) -> Iterator[tuple[str, Compared]]:
    for row in csv.DictReader(site.lines("data/claims.csv")):
        yield row.get("id", ""), partial(_cell, cell=row.get("claim", ""))


def _cell(one: Checked, cell: str) -> Iterator[Finding]:
    inert = f"'{one.claim.claim}"  # what no spreadsheet takes for a formula
    yield "claim", cell, inert if cell == inert else one.claim.claim


class _Feed:
    """claimreview.json, read line by line."""

    def __init__(self, site: _Site) -> None:
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
                    yield _id(item["item"]["url"], self._site), partial(_review, review=item["item"])

    def is_whole(self) -> bool:
        """Whether it was JSON whose items are lines of their own, between its first line and its last."""
        text = "".join(self._frame)
        try:
            said = orjson.loads(text)
        except orjson.JSONDecodeError:
            return False
        empty = isinstance(said, dict) and said.get(_ITEMS) == [] and text.count(f'"{_ITEMS}"') == 1
        return self._ordered and empty and len(self._frame) == 2 and not self._last.endswith(",\n")


def _record(one: Checked, record: Mapping[str, Any]) -> Iterator[Finding]:
    yield "claim", record.get("claim"), one.claim.claim
    yield "verdict", record.get("verdict_label"), one.verdict.label
    yield "summary", record.get("summary"), one.claim.summary
    for piece, said in zip(one.pieces, record.get("evidence", ()), strict=False):
        yield f"sources[{piece.number - 1}].quote", said["quote"], piece.evidence.quote
    yield "sources", len(record.get("evidence", ())), len(one.pieces)


def _feeds(site: _Site) -> Iterator[Problem]:
    """Each entry's title is its claim, behind a word on what became of it."""
    claims = (*site.publication.claims, *site.publication.withdrawn)
    everything = {id_: one for one in claims for id_ in (one.id, *one.claim.former_ids)}
    for path in sorted(path for where in _FEEDS for path in site.folder.glob(where)):
        name = path.relative_to(site.folder).as_posix()
        for address, title in _entries(path):
            if one := everything.get(_id(address, site)):
                word = title.partition(": ")[0] + ": " if "#" in address or one.claim.withdrawn else ""
                yield from _differing(one.path, name, [("claim", title, word + one.claim.claim)])


_FEEDS = ("feed.*", "corrections/feed.*", "dossiers/*/feed.*", "topics/*/feed.*", "verdicts/*/feed.*")
"""Where feeds are; to look for them in each claim's folder would take longer than to read them."""


def _entries(path: Path) -> list[tuple[str, str]]:
    """The id and the title of each entry of a feed."""
    if path.suffix == ".json":
        return [(item["id"], item["title"]) for item in orjson.loads(path.read_text("utf-8"))["items"]]
    entries = ElementTree.parse(path).getroot().iter(f"{_ATOM}entry")
    return [(entry.findtext(f"{_ATOM}id", ""), entry.findtext(f"{_ATOM}title", "")) for entry in entries]


def _index(site: _Site) -> Iterator[Problem]:
    """What the search shows of a claim: the title, the verdict, and the passages, of which white space is left out."""
    for one in site.publication.claims:
        name = site.found.get(f"claims/{one.id}/", "")
        if name not in site.compared:
            yield from _differing(one.path, "the search index", _found(one, _shown(site.folder / name, one)))


def _shown(path: Path, one: Checked) -> Mapping[str, Any]:
    """What the search shows of a claim; where the file is another page's, or isn't there, it shows nothing of it."""
    shown = _fragment(path) if path.is_file() else _NOTHING
    return shown if shown["url"] == f"claims/{one.id}/" else _NOTHING


def _fragments(folder: Path) -> dict[str, str]:
    """Where the search index has each page."""
    paths = sorted((folder / "pagefind/fragment").glob("*"))
    return {_fragment(path)["url"]: path.relative_to(folder).as_posix() for path in paths}


def _fragment(path: Path) -> Mapping[str, Any]:
    shown: Mapping[str, Any] = orjson.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
    return shown


_NOTHING: Mapping[str, Any] = {"url": "", "meta": {"title": ""}, "filters": {}, "content": ""}


def _found(one: Checked, record: Mapping[str, Any]) -> Iterator[Finding]:
    yield "claim", _tokens(record["meta"]["title"]), _tokens(one.claim.claim)
    yield "verdict", [_tokens(word) for word in record["filters"].get("verdict", [])], [_tokens(one.verdict.label)]
    quotes = ((f"sources[{piece.number - 1}].quote", piece.evidence.quote) for piece in one.pieces)
    content = record["content"]
    for field, text in (("summary", one.claim.summary), *quotes):
        if text and _tokens(text) not in content:
            yield field, content, _tokens(text)


def _cards(site: _Site) -> Iterator[Problem]:
    """The texts that each claim's picture was drawn from."""
    if not site.publication.settings.social_cards:
        return
    for one in site.publication.claims:
        path = site.folder / (name := f"cards/{one.id}.png")
        found = cards.said(path.read_bytes() if path.is_file() else b"")
        wanted = {"claim": ("Title", one.claim.short or one.claim.claim), "verdict": ("Description", one.verdict.label)}
        yield from _differing(
            one.path, name, ((field, found.get(key, ""), text) for field, (key, text) in wanted.items())
        )


def _tokens(text: str) -> str:
    """As the search keeps a text: no zero-width space, and one space between words."""
    return " ".join(text.replace("\u200b", "").split())


def _id(address: str, site: _Site) -> str:
    return address.partition("#")[0].removeprefix(f"{site.publication.settings.url}claims/").removesuffix("/")


def _differing(path: str, where: str, findings: Iterable[Finding]) -> Iterator[Problem]:
    """A problem for each finding that isn't what was written."""
    for field, found, wanted in findings:
        if found != wanted:
            said = f"{where} says {shown(_first(found))} where the file says {shown(_first(wanted))}"
            yield Problem(path, 1, 1, field, RULE, said)


def _first(said: object) -> object:
    return (", ".join(map(str, said)) or "nothing") if isinstance(said, list) else said


def _texts(kind: tuple[bytes, bytes], html: bytes) -> list[str]:
    """What a reader sees of each element of this kind."""
    return [_text(inside.decode()) for _, inside in _elements(kind, html)]


def _elements(kind: tuple[bytes, bytes], html: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What stands in the tag and inside of each element that starts and ends so; many times as fast as a pattern."""
    start, end = kind
    for part in html.split(start)[1:]:
        tag, _, rest = part.partition(b">")
        yield tag, rest.partition(end)[0]


def _text(html: str) -> str:
    """What a reader sees of a piece of HTML."""
    return _squeezed(unescape(_TAG.sub("", html) if "<" in html else html))


def _squeezed(text: str) -> str:
    """White space as HTML shows it."""
    return _SPACES.sub(" ", text).strip(" ")
