"""An editorial change as a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from generator.problem import Loc, field_name

About = Literal["claim", "source document", "dossier", "publication"]
"""What a file describes."""

Kind = Literal[
    "added", "removed", "changed", "typography", "reordered", "renamed", "redirected", "moved", "not compared"
]
"""What happened. Typography is what `generator.quotation.words.fold` folds away and nothing else: the shape of
quotation marks, dashes, dots of an ellipsis and ligatures, spaces and line ends, invisible characters. Never a letter,
an accent, a digit, a capital or another punctuation mark."""


@dataclass(frozen=True)
class Change:
    """One change of a file.

    Attributes:
        line: where it stands now, from 1; for what is gone, where it stood in the list or file.
        column: the same.
        kind: what happened.
        loc: the way to the value; for a list's lost item, to the list; empty for the whole file.
        before: what it said, as text.
        after: what it says now.
        of: the source document of the evidence this is a part of.
    """

    line: int
    column: int
    kind: Kind
    loc: Loc = ()
    before: str = ""
    after: str = ""
    of: str = ""

    @property
    def field(self) -> str:
        """The value's name as people write it."""
        return field_name(self.loc)


@dataclass(frozen=True)
class Reviewed:
    """A file with its changes.

    Attributes:
        about: what it describes.
        id: its id now; for one that is gone, as it was.
        path: its path now; for one that is gone, as it was.
        changes: by place.
        published: whether it stood at the base and was a page, as a withdrawn claim is and a draft isn't.
        quoted_by: for a source document, the published claims that quoted it at the base.
        judged: for the publication, the published claims that had a verdict at the base, by its id.
        backdated: for a claim, which of its corrections are new and dated before one that was published.
        postdated: for a claim, which of its corrections are new and have a day that is still to come, and that day.
        redated: for a claim, the published corrections, as text, whose day was still to come and was put right.
        ahead: of what has happened by now, as the file says, the days that are still to come, each with its place.
    """

    about: About
    id: str
    path: str
    changes: tuple[Change, ...]
    published: bool = False
    quoted_by: tuple[str, ...] = ()
    judged: Mapping[str, Sequence[str]] = field(default_factory=dict)
    backdated: tuple[int, ...] = ()
    postdated: Mapping[int, str] = field(default_factory=dict)
    redated: tuple[str, ...] = ()
    ahead: tuple[Change, ...] = ()
