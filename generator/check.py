"""CHECK: claims/ to a publication, or to everything that is wrong with it."""

import gc
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.contents import DOCS, Contents, everything
from generator.folder import read
from generator.kept import Kept
from generator.link import link, nowhere
from generator.plain import strange
from generator.problem import Problem, fails
from generator.publication import Publication
from generator.source_rules import cut_by_comment, duplicate_key, yaml_alias, yaml_tag
from generator.step import Step, quiet
from generator.verification import Texts


@dataclass(frozen=True)
class Result:
    """What came of the claims: a publication where nothing is wrong, and all problems and warnings, sorted."""

    problems: list[Problem]
    publication: Publication | None = None
    drafted: Publication | None = None
    """The same with the drafts, where those were asked for."""
    drafts: int = 0
    """How many claims aren't finished; they are checked and not published."""
    names: Set[str] = field(default_factory=frozenset, repr=False)
    """The paths of all files of claims/ that were looked at."""
    basis: object = field(default=None, repr=False)
    """What it rests on, for who looks at problems alone and doesn't take the rest apart (`leave_standing`)."""

    @property
    def failed(self) -> bool:
        """Whether there is a fault that stops a build."""
        return fails(self.problems)


def check(
    root: Path, step: Step = quiet, texts: Texts = nowhere, *, drafts: bool = False, kept: Kept | None = None
) -> Result:
    """Read, check and link everything below `root`/claims.

    `step` is told how many files were read so far; `texts` gives the captured text of a document where it is at hand.
    Who checks again and again in one process, as `mkdocs serve` does, hands in the same `Kept(root)` each time: what
    doesn't depend on a file that changed is then taken from the check before, the objects themselves, not copies. The
    result is the one of a check without it.
    """
    with unhindered(), kept or Kept(root) as known:
        contents = _read(root, step, known)
        linked = link(contents, texts, known)
        problems = _heard(sorted({*contents.problems, *linked.problems}))
        publication = None if fails(problems) else linked.publication()
        result = Result(problems, publication, drafts=_drafts(contents), names=contents.names)
        if drafts and result.publication and result.drafts:
            return replace(result, drafted=linked.publication(drafts=True))
        return replace(result, drafted=result.publication)


def problems(
    root: Path, step: Step = quiet, texts: Texts = nowhere, wanted: Callable[[str], bool] = everything
) -> Result:
    """The problems of the files whose paths are wanted: the same that `check` finds there, and no publication.

    Each file is looked at as far as its problems and those of the wanted ones depend on it, and what is known of it is
    taken from the cache.
    """
    with unhindered(), Kept(root) as kept:
        contents = _read(root, step, kept, wanted)
        linked = link(contents, texts, kept, wanted=wanted, publish=False)
        found = _heard(sorted({*contents.problems, *linked.problems}))
        seen = [one for one in found if wanted(one.path)]
        return Result(seen, drafts=_drafts(contents), names=contents.names, basis=(contents, kept, linked))


@contextmanager
def unhindered() -> Iterator[None]:
    """Without the search for circles of garbage: nothing here makes any, and it takes a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def settled() -> None:
    """What there is now stays to the end of the process: nobody looks there for circles of garbage any more."""
    gc.freeze()


def leave_standing(result: object) -> None:
    """Don't take this apart when the process ends, as it is about to: that takes a tenth of a large build."""
    standing: list[object] = [result]
    standing.append(standing)  # only a circle outlives its names,
    settled()  # and only where nobody looks for circles


def _read(root: Path, step: Step, kept: Kept, wanted: Callable[[str], bool] = everything) -> Contents:
    """What stands below claims/, and whatever below docs/ can't be published."""
    contents = read(root, step, kept, wanted)
    contents.problems += strange(root / DOCS, DOCS)
    return contents


def _drafts(contents: Contents) -> int:
    return sum(one.brief.draft for one in contents.claims)


def _heard(problems: list[Problem]) -> list[Problem]:
    """The problems without those that only come of others: they judge what is left of what was lost in reading."""
    lost = {one.path for one in problems if one.rule == duplicate_key.name}
    cut = {(one.path, one.field) for one in problems if one.rule in _CUT and one.field}
    rest = (one for one in problems if one.severity == "error" or one.path not in lost)
    return [one for one in rest if one.rule in _CUT or (one.path, one.field) not in cut]


_CUT = (cut_by_comment.name, yaml_alias.name, yaml_tag.name)
"""Rules on text that YAML doesn't take for all that was written."""
