"""Records together: dossiers and claims, one spelling of a name, which documents are used; and the site's language."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from generator.contents import Read, ReadClaim
from generator.link.found import Links, has_file
from generator.link_rules import (
    dossier_mismatch,
    similar_name,
    unknown_claim,
    unknown_source,
    untranslated,
    unused_source,
)
from generator.model import Settings
from generator.names import folded, slug
from generator.publication import Checked
from generator.quoted import uses
from generator.shape_rules import nearest
from generator.wording import file, missing, wording


def dossiers_agree(links: Links) -> None:
    """Dossiers and claims name each other; what is called by a wrong name is told once, where that stands."""
    belongs = {read.id: read for read in links.contents.claims}
    misnamed = [read.id for read in belongs.values() if not read.well_named]
    listed: set[tuple[str | None, str]] = set()
    for read in links.contents.dossiers:
        for index, name in enumerate(read.value.claims):
            claim = belongs.get(name)
            listed.add((name if claim else nearest(name, [*belongs]), read.id))
            if claim is None and not links.contents.has_claim(name) and not nearest(name, misnamed):
                message = unknown_claim(name, belongs)
                links.problems.append(read.record.problem(("claims", index), unknown_claim, message))
            elif claim and claim.well_named and _elsewhere(links, claim, read.id):
                message = dossier_mismatch(name, read.id, listed=True, other=claim.brief.dossier)
                links.problems.append(read.record.problem(("claims", index), dossier_mismatch, message))
        for index, event in enumerate(read.value.timeline):
            if event.source not in links.documents and not has_file(links, "sources", event.source):
                message = unknown_source(event.source, links.documents)
                links.problems.append(read.record.problem(("timeline", index, "source"), unknown_source, message))
    gathered = {read.id for read in links.contents.dossiers}
    for one in belongs.values():
        dossier = one.brief.dossier
        alone = one.well_named and one.path not in links.doubled
        if dossier in gathered and alone and (one.id, dossier) not in listed:
            message = dossier_mismatch(one.id, str(dossier), listed=False)
            links.problems.append(one.record.problem(("dossier",), dossier_mismatch, message))


def _elsewhere(links: Links, claim: ReadClaim, dossier: str) -> bool:
    """Whether a claim says that it belongs to no dossier, or to another that is there."""
    other = claim.brief.dossier
    return other is None or (other != dossier and has_file(links, "dossiers", other))


def one_spelling(links: Links) -> None:
    """No two claimants, and no two publishers, share an address or are one name written in two ways."""
    claims, documents = links.contents.claims, links.contents.documents
    _one_spelling(links, "claimant", [(read, read.brief.claimant) for read in claims])
    _one_spelling(links, "publisher", [(read, read.brief.publisher) for read in documents])


def _one_spelling(links: Links, field: str, named: Sequence[tuple[Read[Any], str]]) -> None:
    """Each name is spelt as most of these files spell it; where as many spell it otherwise, as the first does."""
    keys: dict[str, str] = {}
    spellings: dict[str, Counter[str]] = {}
    for _, name in named:
        key = keys.setdefault(slug(name), folded(name))
        spellings.setdefault(key, Counter())[name] += 1
    for read, name in named:
        [(most, _)] = spellings[keys[slug(name)]].most_common(1)
        if name != most:
            message = similar_name(name, most, shared=slug(name) == slug(most))
            links.problems.append(read.record.problem((field,), similar_name, message))


def all_used(links: Links) -> None:
    """Every source document with a file is used by a claim, as far as claims can be read."""
    documents = [read for read in links.contents.documents if links.wanted(read.record.path)]
    if not documents or not links.contents.all_claims_read():
        return
    used = {name for read in links.contents.claims for name in uses(links.contents, read)}
    used |= links.meant | _named_elsewhere(links, links.documents)
    for read in documents:
        if read.id not in used and read.path not in links.doubled:
            links.problems.append(read.record.problem((), unused_source, unused_source()))


def _using(checked: Iterable[Checked]) -> set[str]:
    """The documents that these claims use."""
    return {document.id for claim in checked for document in claim.documents}


def _named_elsewhere(links: Links, documents: Iterable[str]) -> set[str]:
    """The documents that a timeline names, or one of these documents as what it comes from."""
    named = {event.source for read in links.contents.dossiers for event in read.value.timeline}
    return named | {entry for id_ in documents for entry in links.documents[id_].origins}


def without_drafts(links: Links, checked: list[Checked], finished: list[Checked]) -> list[str]:
    """The ids of the documents but for those that only drafts use."""
    dropped = _using(checked) - _using(finished)
    while kept := dropped & _named_elsewhere(links, links.documents.keys() - dropped):
        dropped -= kept
    return [id_ for id_ in links.documents if id_ not in dropped]


def spoken(links: Links, settings: Read[Settings]) -> None:
    """The site's own words are in the publication's language."""
    tag = settings.value.language
    if lacking := missing(tag):
        message = untranslated(tag, file(tag), lacking if wording(tag).words else ())
        links.problems.append(settings.record.problem(("language",), untranslated, message))
