"""The straight line through all of it."""

from collections.abc import Callable

from generator import quoted
from generator.contents import Contents, everything
from generator.link.claims import checked_claim, known_words, with_open
from generator.link.documents import come_from, described, filed, former_ids_free, unique_ids
from generator.link.found import Links
from generator.link.together import all_used, dossiers_agree, one_spelling, spoken, without_drafts
from generator.model import UNKNOWN, Claim, claim_shape
from generator.problem import Problem
from generator.publication import Publication, assemble
from generator.verification import Texts


def nowhere(name: str) -> str | None:
    """Texts where no capture is at hand."""


def link(
    contents: Contents,
    texts: Texts = nowhere,
    *,
    drafts: bool = False,
    wanted: Callable[[str], bool] = everything,
) -> tuple[Publication | None, list[Problem]]:
    """The publication, where nothing is wrong, and every problem of one record with another.

    Drafts are checked like all else and left out, with the documents that only they use, unless `drafts` asks for them.
    `texts` gives the captured text of a document by its id where it is at hand; proofs are checked without. Where not
    every path is `wanted`, the problems of those that are are found, and there is no publication.
    """
    if contents.settings is None:
        return None, []
    links = Links(contents, contents.settings.value, texts, wanted)
    unique_ids(links)
    filed(links)
    described(links)
    former_ids_free(links)
    come_from(links)
    spoken(links, contents.settings)
    links.problems += quoted.problems(contents, wanted)
    for record in contents.misshapen:
        verdict = record.data.get("verdict")
        open_yet = claim_shape(record.data) is not Claim and verdict == UNKNOWN
        known_words(links, record, "" if open_yet else verdict, record.data.get("topics"))
    looked_at = (read for read in contents.claims if wanted(read.record.path))
    checked = [claim for read in looked_at if (claim := checked_claim(links, read))]
    dossiers_agree(links)
    one_spelling(links)
    all_used(links)
    if wanted is not everything:
        return None, links.problems
    dossiers = ((read.id, read.value) for read in contents.dossiers)
    if drafts:
        return assemble(with_open(links.settings, checked), checked, links.documents, dossiers), links.problems
    finished = [one for one in checked if not one.claim.draft]
    documents = without_drafts(links, checked, finished)
    return assemble(links.settings, finished, documents, dossiers), links.problems
