"""Markup for machines: schema.org ClaimReview, the publisher, breadcrumbs and the data set, as JSON-LD.

All of it names addresses, so none of it is made as long as the site's own isn't known. Nothing is invented: an unknown
claimant has no `author`, a verdict off the scale no number, and who isn't known to publish anything is a bare Thing,
since the content doesn't say whether a claimant is a person or an organisation. A document is described once, where it
says most: as where the claim first appeared, where else, what the verdict is based on, or what else is cited.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from generator.export import address
from generator.export.encode import compact, listed
from generator.export.records import modified, newest_day
from generator.export.shapes import known
from generator.model import UNKNOWN, Correction, SourceDocument
from generator.names import slug
from generator.part import Part
from generator.publication import Checked, Document, Publication
from generator.render.share import card

CONTEXT = "https://schema.org"
BEST, WORST = 5, 1

Data = dict[str, Any]

_POLICIES = {
    "verificationFactCheckingPolicy": "methodology/",
    "correctionsPolicy": "corrections-policy/",
    "actionableFeedbackPolicy": "contribute/#suggest-a-correction",
}
"""Pages that every site of this generator has. A policy without a page of its own is not named."""


def claim_review(publication: Publication, checked: Checked) -> Data | None:
    """The ClaimReview of a claim's page, or None for one that is withdrawn, or where no address is known."""
    root = publication.settings.url
    if root is None or checked.claim.withdrawn or checked.claim.draft:  # a draft's page is only served
        return None
    return {"@context": CONTEXT, **review(publication, root, checked)}


def review(publication: Publication, root: str, checked: Checked) -> Data:
    """A ClaimReview without its context, for a page or a feed.

    To schema.org, a page is of no use after `expires`; a claim's `expires` is the day to look at it again.
    """
    claim = checked.claim
    cited = _cited(checked)
    deciding = [document for document in cited if document.id in _deciding(checked)]
    return _filled(
        {
            "@type": "ClaimReview",
            "url": f"{root}{address.claim(checked.id)}",
            "claimReviewed": claim.short or claim.claim,
            "image": f"{root}{card(checked)}" if publication.settings.social_cards else None,
            "datePublished": claim.published,
            "dateModified": modified(checked),
            "inLanguage": publication.settings.language,
            "license": publication.settings.licence.url,
            "author": organisation(publication, root),
            "reviewRating": _rating(checked),
            "itemReviewed": _claim(publication, checked),
            "isBasedOn": [_work(document) for document in deciding],
            "citation": [_work(document) for document in cited if document not in deciding],
            "correction": [_correction(one) for one in claim.corrections],
        }
    )


def media_review(publication: Publication, checked: Checked) -> Data | None:
    """The MediaReview of a claim about an image or a video, or None; schema.org calls it a work in progress."""
    root, media = publication.settings.url, checked.claim.media
    if root is None or media is None or checked.claim.withdrawn or checked.claim.draft:
        return None
    item = {"@type": "ImageObject" if media.kind == "image" else "VideoObject", "url": media.url}
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "MediaReview",
            "url": f"{root}{address.claim(checked.id)}",
            "datePublished": checked.claim.published,
            "author": organisation(publication, root),
            "mediaAuthenticityCategory": f"{CONTEXT}/{_CATEGORIES[media.rating]}",
            "originalMediaContextDescription": media.context,
            "originalMediaLink": media.original,
            "itemReviewed": _filled(item),
        }
    )


_CATEGORIES = {
    "original": "OriginalMediaContent",
    "decontextualized": "DecontextualizedContent",
    "edited-or-cropped": "EditedOrCroppedContent",
    "satire-or-parody": "SatireOrParodyContent",
    "staged": "StagedContent",
    "transformed": "TransformedContent",
}
"""schema.org's MediaManipulationRatingEnumeration."""


def publisher_jsonld(publication: Publication) -> Data | None:
    """The publisher as a NewsMediaOrganization with its policies, for the about page."""
    root = publication.settings.url
    if root is None:
        return None
    settings = publication.settings
    made = {
        "@context": CONTEXT,
        "@type": "NewsMediaOrganization",
        "name": settings.name,
        "url": root,
        "description": settings.tagline,
    }
    return made | {name: f"{root}{path}" for name, path in _POLICIES.items()}


def breadcrumbs(publication: Publication, trail: Sequence[tuple[str, str]]) -> Data | None:
    """A page's BreadcrumbList: (words, path below the root) from the home page to what is above the page."""
    root = publication.settings.url
    if root is None:
        return None
    items = [
        {"@type": "ListItem", "position": position, "name": words, "item": f"{root}{path}"}
        for position, (words, path) in enumerate(trail, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def dataset(publication: Publication, files: Iterable[tuple[str, str, str]]) -> Data | None:
    """The Dataset of a data page; `files` are (path, media type, name)."""
    root = publication.settings.url
    if root is None:
        return None
    settings = publication.settings
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "Dataset",
            "name": f"{settings.name}: claims, verdicts, evidence and sources",
            "description": f"Every fact-check of {settings.name} as data: {settings.tagline}",
            "url": f"{root}data/",
            "license": settings.licence.url,
            "creator": organisation(publication, root),
            "inLanguage": settings.language,
            "isAccessibleForFree": True,
            "dateModified": newest_day(publication),
            "keywords": sorted(settings.topics[topic] for topic in publication.by_topic),
            "distribution": [
                {"@type": "DataDownload", "name": name, "encodingFormat": kind, "contentUrl": f"{root}{path}"}
                for path, kind, name in files
            ],
        }
    )


def data_feed(publication: Publication, root: str) -> Iterator[bytes | Part]:
    """A DataFeed of every ClaimReview, each on a line; a withdrawn one leaves its address, the day and the reason."""
    settings = publication.settings
    everything = sorted((*publication.claims, *publication.withdrawn), key=lambda one: one.id)
    about = _filled(
        {
            "@context": CONTEXT,
            "@type": "DataFeed",
            "name": f"{settings.name}: ClaimReview",
            "description": settings.tagline,
            "url": f"{root}claimreview.json",
            "inLanguage": settings.language,
            "license": settings.licence.url,
            "sdLicense": settings.licence.url,
            "creator": organisation(publication, root),
            "dateModified": newest_day(publication),
        }
    )
    return listed(about, "dataFeedElement", (_item(publication, root, one) for one in everything))


def organisation(publication: Publication, root: str) -> Data:
    """The publisher, in short."""
    return {"@type": "Organization", "name": publication.settings.name, "url": root}


def _item(publication: Publication, root: str, checked: Checked) -> Part:
    """A line of the feed, with all that it is made of."""
    of = checked, publishes(publication, checked.claim.claimant)
    return Part(of, lambda: compact(_fed(publication, root, checked)))


def _fed(publication: Publication, root: str, checked: Checked) -> Data:
    made: Data = {"@type": "DataFeedItem", "dateCreated": checked.claim.published}
    if withdrawn := checked.claim.withdrawn:
        gone = {"@type": "ClaimReview", "url": f"{root}{address.claim(checked.id)}"}
        return made | {"dateDeleted": withdrawn.date, "description": withdrawn.reason, "item": gone}
    return made | {"dateModified": modified(checked), "item": review(publication, root, checked)}


def _rating(checked: Checked) -> Data:
    """The verdict's words, with its number where it is on the scale."""
    scale = {"ratingValue": checked.verdict.rating, "bestRating": BEST, "worstRating": WORST}
    return {
        "@type": "Rating",
        "alternateName": checked.verdict.label,
        "ratingExplanation": checked.claim.summary,
        **(scale if checked.verdict.rating is not None else {}),
    }


def _claim(publication: Publication, checked: Checked) -> Data:
    """The claim under review: its whole text, who made it, when and where.

    A document that copies or translates another isn't where the claim appeared first.
    """
    claim = checked.claim
    works = [_work(document) for document in _appeared(checked)]
    first = _is_original(checked.appearances[0].about)
    return _filled(
        {
            "@type": "Claim",
            "text": claim.claim,
            "author": _claimant(publication, claim.claimant),
            "datePublished": known(claim.claimed),
            "firstAppearance": works[0] if first else None,
            "appearance": works[1:] if first else works,
        }
    )


def _is_original(about: SourceDocument) -> bool:
    return about.url != UNKNOWN and about.republishes is None and about.translated_from is None


def _claimant(publication: Publication, name: str) -> Data | None:
    if name == UNKNOWN:
        return None
    return {"@type": "Organization" if publishes(publication, name) else "Thing", "name": name}


def publishes(publication: Publication, name: str) -> bool:
    """Whether somebody published a document here."""
    published = publication.publishers.get(slug(name))
    return published is not None and published.name == name


def _appeared(checked: Checked) -> list[Document]:
    """Where the claim appeared; a place without an address is none to a machine."""
    return [document for document in checked.appearances if document.about.url != UNKNOWN]


def _cited(checked: Checked) -> list[Document]:
    """The documents that are evidence and no appearance, each once, in the order of their numbers on the page."""
    serving = {piece.document.id for piece in checked.pieces} - {document.id for document in _appeared(checked)}
    return [document for document in checked.documents if document.id in serving]


def _deciding(checked: Checked) -> set[str]:
    """What the verdict rests on: evidence for or against the claim."""
    return {piece.document.id for piece in checked.pieces if piece.evidence.stance in _DECIDING}


_DECIDING = ("supports", "contradicts")


@lru_cache(maxsize=4096)
def _work(document: Document) -> Data:
    """A source document as a CreativeWork, which many claims cite."""
    about: SourceDocument = document.about
    publisher = known(about.publisher)
    return _filled(
        {
            "@type": "CreativeWork",
            "name": known(about.title),
            "url": known(about.url),
            "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
            "datePublished": known(about.published),
            "inLanguage": about.language,
            "archivedAt": list(about.archives),
        }
    )


def _correction(one: Correction) -> Data:
    return {"@type": "CorrectionComment", "text": f"{one.what} {one.why}", "datePublished": one.date}


def _filled(data: Data) -> Data:
    """Without what isn't known: JSON-LD leaves out where the API says null."""
    return {name: value for name, value in data.items() if value not in (None, [], "")}
