"""The pages of claims, source documents and dossiers, as a reader and a search engine see them."""

import re
from collections.abc import Iterator
from html import unescape

import orjson

from generator.fidelity.built import Finding, Site, differing, squeezed
from generator.fidelity.data import reviewed
from generator.model import UNKNOWN
from generator.problem import Problem
from generator.publication import Checked

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


def claims(site: Site) -> Iterator[Problem]:
    """The pages of claims; `site.step` is told of each."""
    for count, one in enumerate((*site.publication.claims, *site.publication.withdrawn), 1):
        site.step(count)
        name = f"claims/{one.id}/index.html"
        if name in site.compared:
            continue
        html = site.read(name)
        word = site.publication.wording.gettext("Withdrawn") if one.claim.withdrawn else one.verdict.label
        title = f"{word}: {one.headline}"
        headed = _headed(site, html, title, one.claim.claim, "claim")
        yield from differing(one.path, name, (*headed, *_claim(one, html)))
        yield from differing(one.path, name, _in_head(site, one, html))


def _claim(one: Checked, html: bytes) -> Iterator[Finding]:
    """The verdict, the summary and each quotation, which has to stand at the piece of evidence it belongs to."""
    yield "verdict", _texts(_VERDICT, html), [squeezed(one.verdict.label)]
    yield "summary", _texts(_SUMMARY, html), [squeezed(one.claim.summary)]
    evidence = ((_NUMBER.search(tag), piece) for tag, piece in _elements(_EVIDENCE, html))
    found = {int(number[1]): _texts(_QUOTE, piece) for number, piece in evidence if number}
    for piece in one.pieces:
        quote = piece.evidence.quote
        yield f"sources[{piece.number - 1}].quote", found.get(piece.number), [squeezed(quote)] if quote else []


def _in_head(site: Site, one: Checked, html: bytes) -> Iterator[Finding]:
    """The ClaimReview in a page's head."""
    found = [
        data
        for _, text in _elements(_DATA, html.partition(_HEAD_ENDS)[0])
        if (data := orjson.loads(text)).get("@type") == "ClaimReview"
    ]
    wanted = 1 if site.publication.settings.url and not one.claim.withdrawn else 0
    yield "claim", f"{len(found)} ClaimReview", f"{wanted} ClaimReview"
    for review in found:
        yield from reviewed(one, review)


def documents(site: Site) -> Iterator[Problem]:
    """The pages of source documents: each shows the quotations from it, and no others."""
    quotes: dict[str, set[str]] = {id_: set() for id_ in site.publication.documents}
    for claim in site.publication.claims:
        for piece in claim.pieces:
            if piece.evidence.quote:
                quotes.setdefault(piece.document.id, set()).add(squeezed(piece.evidence.quote))
    for id_, document in site.publication.documents.items():
        name = f"sources/{id_}/index.html"
        if name in site.compared:
            continue
        html = site.read(name)
        found = sorted(set(_texts(_QUOTE, html)))
        title = document.about.title
        heading = _headed(site, html, title, title, "title") if title != UNKNOWN else ()
        yield from differing(document.path, name, (*heading, ("quote", found, sorted(quotes[id_]))))


def dossiers(site: Site) -> Iterator[Problem]:
    """The pages of dossiers: none shows a quotation that none of its claims has."""
    for id_, dossier in site.publication.dossiers.items():
        name = f"dossiers/{id_}/index.html"
        if name in site.compared:
            continue
        html = site.read(name)
        quotes = {squeezed(piece.evidence.quote or "") for claim in dossier.claims for piece in claim.pieces}
        strange = sorted({*_texts(_QUOTE, html)} - quotes)
        heading = _headed(site, html, dossier.about.title, dossier.about.title, "title")
        yield from differing(f"claims/dossiers/{id_}.yml", name, (*heading, ("quote", strange, [])))


def _headed(site: Site, html: bytes, title: str, heading: str, field: str) -> Iterator[Finding]:
    """The title element and the heading; a page has one of each."""
    head, _, body = html.partition(_HEAD_ENDS)
    yield field, _texts(_TITLE, head), [squeezed(f"{title} · {site.publication.settings.name}")]
    yield field, _texts(_H1, body), [squeezed(heading)]


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
    return squeezed(unescape(_TAG.sub("", html) if "<" in html else html))
