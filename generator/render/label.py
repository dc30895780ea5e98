"""What documents and languages are called."""

from functools import cache

from babel import Locale, UnknownLocaleError

from generator import dates
from generator.model import UNKNOWN, Origin, SourceDocument
from generator.publication import Checked
from generator.wording import Wording


def label(about: SourceDocument, wording: Wording) -> str:
    """What a document is called: its title, or who published it and when."""
    if about.title != UNKNOWN:
        return about.title
    _ = wording.gettext
    publisher = about.publisher if about.publisher != UNKNOWN else _("Unknown publisher")
    return _("%(publisher)s, %(date)s") % {"publisher": publisher, "date": dates.display(about.published, wording)}


def byline(about: SourceDocument, wording: Wording) -> str:
    """Who published a document and when."""
    _ = wording.gettext
    publisher = about.publisher if about.publisher != UNKNOWN else _("publisher unknown")
    return publisher + _(", ") + dates.display(about.published, wording)


def in_short(one: Checked, wording: Wording) -> tuple[str, str]:
    """What a fact-check says in a word, and in short; of one that was withdrawn that it was, and why."""
    withdrawn = one.claim.withdrawn
    return (wording.gettext("Withdrawn"), withdrawn.reason) if withdrawn else (one.verdict.label, one.claim.summary)


def short_label(about: SourceDocument, wording: Wording) -> str:
    """What a document is called where there is little room: who published it.

    A copy has the words of the original, so it is called by that one's publisher; a translation has its own.
    """
    copied = about.republishes.publisher if isinstance(about.republishes, Origin) else UNKNOWN
    known = [name for name in (copied, about.publisher) if name != UNKNOWN]
    return (known or [wording.gettext("Unknown publisher")])[0]


@cache
def language_name(tag: str, wording: Wording) -> str:
    """A language as readers call it; an unknown tag stands for itself."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(wording.locale) or tag
    except (UnknownLocaleError, ValueError):
        return tag
