"""A claim on other people's pages: the embed page that a frame shows, with the snippet for it; citations."""

import re
from collections.abc import Iterator

from generator import dates
from generator.publication import Checked, Publication
from generator.render.label import in_short
from generator.render.page import PlannedFile
from generator.render.templates import fill
from generator.wording import Wording

DEFAULT_CARD = "cards/index.png"
"""The picture that stands for every page that is no claim's."""

_SPECIAL = re.compile(r"[\\{}$&#^_~%]")
_IN_BIBTEX = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
}
"""BibTeX counts braces, those behind a backslash too."""


def files(publication: Publication) -> Iterator[PlannedFile]:
    """Each claim's embed page, a whole HTML document without a script, and the fact-check as a BibTeX file."""
    for one in (*publication.claims, *publication.withdrawn):
        yield from _files(publication, one)


def _files(publication: Publication, one: Checked) -> Iterator[PlannedFile]:
    yield PlannedFile(f"{address(one)}index.html", lambda: _embed(publication, one), lambda: one)
    yield PlannedFile(bib(one.id), lambda: bibtex(publication, one).encode(), lambda: one)


def _embed(publication: Publication, one: Checked) -> bytes:
    values = {"settings": publication.settings, "direction": publication.wording.direction}
    values["snippet"] = _snippet(publication, one)
    values["word"], values["why"] = in_short(one, publication.wording)
    return fill(publication.wording, "embed.html", address(one), one=one, **values).encode()


def _snippet(publication: Publication, one: Checked) -> str:
    """What somebody pastes into a page of theirs, which needs the whole address; one that isn't known is filled in."""
    frame = f"{publication.settings.url or 'https://THIS-SITE/'}{address(one)}"
    return fill(publication.wording, "snippet.html", address(one), one=one, frame=frame).strip()


def bib(id_: str) -> str:
    """Where a claim's BibTeX file stands below the site's root."""
    return f"claims/{id_}/{id_}.bib"


def address(one: Checked) -> str:
    """Where a claim's embed page stands below the site's root."""
    return f"embed/{one.id}/"


def card(one: Checked) -> str:
    """Where a claim's picture for messengers stands below the site's root."""
    return f"cards/{one.id}.png"


def section(publication: Publication, one: Checked) -> str:
    """The ways to cite and embed a claim, as HTML."""
    settings, url = publication.settings, f"claims/{one.id}/"
    found = {"citation": citation(publication, one), "bibtex": bib(one.id), "embed": f"{address(one)}index.html"}
    found["card"] = card(one) if settings.social_cards else ""
    return fill(publication.wording, "claim/share.html", url, **found)


def citation(publication: Publication, one: Checked) -> str:
    """The fact-check in one line, for a footnote."""
    settings, wording = publication.settings, publication.wording
    _ = wording.gettext
    who = _(", ").join(one.claim.authors) or settings.name
    values = {
        "who": who,
        "claim": one.claim.claim + ("" if one.claim.claim[-1] in ".?!؟。" else "."),
        "verdict": in_short(one, wording)[0],
        "day": _(", ").join([dates.display(one.claim.published, wording), *_changed(one, wording)]),
        "outlet": settings.name,
    }
    if who == settings.name:
        said = _("%(who)s: “%(claim)s” Verdict: %(verdict)s. %(day)s.") % values
    else:
        said = _("%(who)s: “%(claim)s” Verdict: %(verdict)s. %(outlet)s, %(day)s.") % values
    return f"{said} {settings.url}claims/{one.id}/" if settings.url else said


def _changed(one: Checked, wording: Wording) -> Iterator[str]:
    """What became of the fact-check, and when: that it was wrong, and what came last.

    Whoever cited what it said before cited something else.
    """
    _ = wording.gettext
    said = {
        "correction": _("corrected %(day)s"),
        "update": _("updated %(day)s"),
        "clarification": _("clarified %(day)s"),
        "withdrawn": _("withdrawn %(day)s"),
    }
    if withdrawn := one.claim.withdrawn:
        yield said["withdrawn"] % {"day": dates.display(withdrawn.date, wording)}
    else:
        for made in filter(None, dict.fromkeys((one.newest("correction"), one.newest()))):
            yield said[made.kind] % {"day": dates.display(made.date, wording)}


def bibtex(publication: Publication, one: Checked) -> str:
    """The fact-check as a BibTeX entry; names in double braces stay as they are."""
    settings = publication.settings
    authors = one.claim.authors or (settings.name,)
    verdict = in_short(one, publication.wording)[0]
    _ = publication.wording.gettext
    kind = _(", ").join([_("Fact-check"), *_changed(one, publication.wording)])
    note = _("%(kind)s. Verdict: %(verdict)s") % {"kind": kind, "verdict": verdict}
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in authors),
        "title": f"{{{_escaped(one.claim.claim)}}}",
        "note": _escaped(note),
        "publisher": _escaped(settings.name),
        "date": one.claim.published,
    }
    if settings.url:
        fields["url"] = f"{settings.url}claims/{one.id}/"
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@online{{{one.id},\n{lines}}}\n"


def _escaped(text: str) -> str:
    """Text as TeX prints it; see the LaTeX companion's list of special characters."""
    return _SPECIAL.sub(lambda found: _IN_BIBTEX.get(found[0], f"\\{found[0]}"), text)
