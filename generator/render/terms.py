"""What readers call the values of the fields that take one of a few words."""

from collections.abc import Mapping
from functools import cache

from generator.model import UNKNOWN
from generator.wording import Wording


@cache
def terms(wording: Wording) -> Mapping[str, str]:
    """Kinds of document and of correction, inside a sentence."""
    _ = wording.gettext
    return {
        "article": _("article"),
        "statement": _("statement"),
        "report": _("report"),
        "law": _("law"),
        "dataset": _("dataset"),
        "post": _("post"),
        "video": _("video"),
        "image": _("image"),
        "audio": _("audio"),
        "book": _("book"),
        "other": _("other"),
        "correction": _("correction"),
        "update": _("update"),
        "clarification": _("clarification"),
    }


@cache
def stances(wording: Wording) -> Mapping[str, str]:
    """What a piece of evidence does, at its head."""
    _ = wording.gettext
    return {
        "asserts": _("Makes the claim"),
        "supports": _("Supports the claim"),
        "contradicts": _("Contradicts the claim"),
        "context": _("Gives context"),
    }


@cache
def says(wording: Wording) -> Mapping[str, str]:
    """What a document does, in a cell of the matrix."""
    _ = wording.gettext
    return {
        "asserts": _("makes the claim"),
        "contradicts": _("contradicts"),
        "supports": _("supports"),
        "context": _("context"),
    }


@cache
def media(wording: Wording) -> Mapping[str, str]:
    """How an image or a video was rated."""
    _ = wording.gettext
    return {
        "original": _("Original, as it was made"),
        "decontextualized": _("Genuine, but shown in a context that isn’t its own"),
        "edited-or-cropped": _("Edited or cropped"),
        "satire-or-parody": _("Satire or parody"),
        "staged": _("Staged"),
        "transformed": _("Transformed or made anew"),
    }


def known(text: str, wording: Wording) -> str:
    """A name, or that it isn't known."""
    return wording.gettext("unknown") if text == UNKNOWN else text
