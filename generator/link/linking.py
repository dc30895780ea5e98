"""The straight line through all of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from generator import quoted
from generator.contents import Contents, everything
from generator.kept import Kept
from generator.link.claims import checked_claim, claim_stands, known_words, with_open
from generator.link.documents import (
    claims_once,
    come_from,
    described,
    filed,
    former_ids_free,
    named_by_address,
    unique_ids,
)
from generator.link.found import Links
from generator.link.marks import Marks
from generator.link.together import all_used, dossiers_agree, one_spelling, spoken, without_drafts
from generator.model import UNKNOWN, Claim, claim_shape
from generator.problem import Problem
from generator.publication import Checked, Publication, assemble
from generator.verification import Texts


def nowhere(name: str) -> str | None:
    """Texts where no capture is at hand."""


@dataclass
class Linked:
    """What came of linking: the problems, and the publication, to be made where it is wanted."""

    problems: list[Problem]
    _links: Links | None = None
    _checked: Sequence[Checked] = ()

    def publication(self, *, drafts: bool = False) -> Publication | None:
        """The publication. Drafts are left out, with the documents that only they use, unless they are asked for."""
        links, checked = self._links, [*self._checked]
        if links is None:
            return None
        dossiers = ((read.id, read.value) for read in links.contents.dossiers)
        settings, names = with_open(links.settings, checked), list(links.documents)
        if not drafts:
            finished = [one for one in checked if not one.claim.draft]
            settings, names, checked = links.settings, without_drafts(links, checked, finished), finished
        return assemble(settings, checked, {name: links.published(links.documents[name]) for name in names}, dossiers)


def link(
    contents: Contents,
    texts: Texts = nowhere,
    kept: Kept | None = None,
    *,
    wanted: Callable[[str], bool] = everything,
    publish: bool = True,
) -> Linked:
    """Every problem of one record with another at the paths that are wanted, and what there is to publish.

    Drafts are checked like all else. `texts` gives the captured text of a document by its id where it is at hand;
    proofs are checked without. What is `kept` as faultless isn't looked at again, what was made of it before is shared.
    """
    if contents.settings is None:
        return Linked([])
    links = Links(contents, contents.settings.value, texts, kept or Kept(), wanted)
    unique_ids(links)
    filed(links)
    described(links)
    claims_once(links)
    former_ids_free(links)
    named_by_address(links)
    come_from(links)
    spoken(links, contents.settings)
    links.problems += quoted.problems(contents, links.kept, wanted, links.meant)
    for record in contents.misshapen:
        verdict = record.data.get("verdict")
        open_yet = claim_shape(record.data) is not Claim and verdict == UNKNOWN
        known_words(links, record, "" if open_yet else verdict, record.data.get("topics"))
    checked = _checked(links, publish=publish)
    dossiers_agree(links)
    one_spelling(links)
    all_used(links)
    return Linked(links.problems, links, checked)


def _checked(links: Links, *, publish: bool) -> list[Checked]:
    """The claims that stand, each looked at unless it is known; none where they aren't to be published."""
    kept, marks, found = links.kept, Marks(links), []
    if publish:
        kept.made.turn()
    for read in links.contents.claims:
        if not links.wanted(read.path):
            continue
        mark, before = marks.claim(read), len(links.problems)
        if not (mark and kept.is_faultless(read.path, mark)) and not claim_stands(links, read):
            continue
        faultless = mark and len(links.problems) == before
        if faultless:
            kept.faultless(read.path, mark)
        if publish:
            if faultless:
                found.append(kept.made.get((read.path, mark), partial(checked_claim, links, read, mark)))
            else:
                found.append(checked_claim(links, read))
    return found
