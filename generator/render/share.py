"""A claim on other people's pages: the embed page that a frame shows, the snippet to copy, citations."""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from generator import dates
from generator.model import Settings
from generator.publication import Checked, Publication
from generator.render.page import link
from generator.render.templates import fill

_SPECIAL = re.compile(r"[\\{}$&#^_~%]")
_IN_BIBTEX = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}


def embeds(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Each claim's embed page, a whole HTML document without a script, by its path below the site's root."""
    for one in (*publication.claims, *publication.withdrawn):
        html = fill("embed.html", address(one), one=one, settings=publication.settings)
        yield f"{address(one)}index.html", html.encode()


def address(one: Checked) -> str:
    """Where a claim's embed page stands below the site's root."""
    return f"embed/{one.id}/"


def section(settings: Settings, one: Checked) -> str:
    """The ways to cite and embed a claim, as HTML."""
    url = f"claims/{one.id}/"
    # Another page needs the whole address. Where it isn't known, the reader's browser completes it.
    frame = f"{settings.url}{address(one)}" if settings.url else link(url, address(one))
    snippet = fill("snippet.html", url, one=one, frame=frame).strip()
    return fill(
        "claim/share.html",
        url,
        citation=citation(settings, one),
        bibtex=_lines(bibtex(settings, one)),
        snippet=snippet,
        whole=bool(settings.url),
        embed=f"{address(one)}index.html",
    )


def citation(settings: Settings, one: Checked) -> str:
    """The fact-check in one line, for a footnote."""
    who = ", ".join(one.claim.authors) or settings.name
    where = f" {settings.url}claims/{one.id}/" if settings.url else ""
    mark = "" if one.claim.claim[-1] in ".?!" else "."
    outlet = "" if who == settings.name else f" {settings.name},"
    return (
        f"{who}: “{one.claim.claim}{mark}” Verdict: {one.verdict.label}.{outlet} "
        f"{dates.display(one.claim.published)}.{where}"
    )


def bibtex(settings: Settings, one: Checked) -> str:
    """The fact-check as a BibTeX entry; names in double braces stay as they are."""
    authors = one.claim.authors or (settings.name,)
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in authors),
        "title": f"{{{_escaped(one.claim.claim)}}}",
        "note": _escaped(f"Fact-check. Verdict: {one.verdict.label}"),
        "publisher": _escaped(settings.name),
        "date": one.claim.published,
    }
    if settings.url:
        fields["url"] = f"{settings.url}claims/{one.id}/"
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@online{{{one.id},\n{lines}}}"


def _escaped(text: str) -> str:
    """Text as TeX prints it; see the LaTeX companion's list of special characters."""
    return _SPECIAL.sub(lambda found: _IN_BIBTEX.get(found[0], f"\\{found[0]}"), text)


def _lines(text: str) -> Markup:
    """Text whose line ends survive a page's one-line form."""
    return Markup(str(escape(text)).replace("\n", "&#10;"))
