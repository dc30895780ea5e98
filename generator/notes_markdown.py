"""The Markdown of notes: what could make markup of text taken out, cleaned, and told what of it readers don't see."""

import re
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor, OListProcessor, ReferenceProcessor, UListProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from generator.model import ascii_url
from generator.notes_rendered import CITATION, Rendered
from generator.problem import shown

_TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "br", "h3", "h4", "hr", "cite"}
_TIMES = re.compile(r"\d<(?:em|strong)>|</(?:em|strong)>\d")
"""Emphasis that begins or ends beside a digit: `5*3*2` was meant as a product."""


def rendered(text: str) -> Rendered:
    """What Markdown makes of the text. Raises RecursionError on deep nesting."""
    parser, seen = _parser()
    seen.begin()
    try:
        made = _headings(parser.reset().convert(text))
    except RecursionError:
        _parser.cache_clear()  # it may remember a part of this text
        raise
    clean = nh3.clean(
        made,
        tags=_TAGS,
        attributes={"a": {"href"}},
        generic_attribute_prefixes=set(),
        attribute_filter=_attribute,
        url_schemes={"http", "https"},
        link_rel="nofollow noopener noreferrer",
    )
    times = ("a * between digits that would be taken for emphasis; write \\*",) if _TIMES.search(made) else ()
    return Rendered(clean, seen.addresses, (*seen.unseen, *times))


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Nothing but links' addresses, in their one ASCII spelling."""
    if (tag, name) != ("a", "href"):
        return value if name == "rel" else None
    try:
        return ascii_url(value)
    except ValueError:
        return None


def _headings(made: str) -> str:
    """Headings of the notes stand below the page's own: h3 and h4."""
    return re.sub(r"<(/?)h([1-6])>", lambda found: f"<{found[1]}h{3 if int(found[2]) < 3 else 4}>", made)


@cache
def _parser() -> tuple[Markdown, "_Seen"]:
    """Markdown with what notes may not do taken out, and who looks at what it makes; made once."""
    made = Markdown(extensions=[_Safe()], output_format="html")
    made.references = _References()
    seen = _Seen(made)
    made.treeprocessors.register(seen, "seen", 0)
    return made, seen


class _References(dict[str, Any]):
    """The addresses that texts of links are looked up in, and which of them were."""

    def __init__(self) -> None:
        super().__init__()
        self.lost: list[str] = []

    def __setitem__(self, name: str, value: Any) -> None:
        """Called at each line `[name]: address`."""
        self.lost.append(name)
        super().__setitem__(name, value)

    def __getitem__(self, name: str) -> Any:
        """Called at each link that names one."""
        if name in self.lost:
            self.lost.remove(name)
        return super().__getitem__(name)

    def clear(self) -> None:
        """Called before each text."""
        self.lost.clear()
        super().clear()


class _Seen(Treeprocessor):
    """Collects every address that the notes link to, and whatever was written and isn't shown."""

    addresses: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()

    def begin(self) -> None:
        """Forget the text before: of an empty one Markdown makes no tree, so that nobody would look."""
        self.addresses = self.unseen = ()

    def run(self, root: Element) -> None:
        """Called by Markdown with the whole tree."""
        links = list(root.iter("a"))
        self.addresses = tuple(link.get("href", "") for link in links)
        numbers = [_numbers(made) for made in root.iter() if made.tag in ("ol", "ul")]
        titles = [_title(link.get("title")) for link in links]
        names = [_name(name) for name in self.md.references.lost] if isinstance(self.md.references, _References) else []
        self.unseen = tuple(said for said in (*numbers, *titles, *names) if said)


def _numbers(made: Element) -> str:
    """What to say of a list's first item that shows another number than was written."""
    said = [_number(item, at if made.tag == "ol" else 0) for at, item in enumerate(made, start=1)]
    return next(filter(None, said), "")


def _number(item: Element, shows: int) -> str:
    """What to say of an item that shows this number; 0 where it shows none."""
    written = item.attrib.pop(_WRITTEN, "")
    if not written or (len(written) < _DIGITS and int(written) == shows):
        return ""
    instead = f"number {shows} of a list" if shows else "an item of a list without numbers"
    number = shown(written)[1:-1]
    return f"'{number}.' at the start of a line, which would be shown as {instead}; write {number}\\."


def _title(title: str | None) -> str:
    return f"the title {shown(title)} of a link, which isn't shown; write it into the text" if title else ""


def _name(name: str) -> str:
    return f"[{shown(name)[1:-1]}]: at the start of a line, which no link uses and isn't shown; delete it, or write \\["


_WRITTEN = "written"
_DIGITS = 9
"""No list counts so far."""


class _Numbered(OListProcessor):
    """Keeps the number that was written before each item, for `_Seen`. It doesn't go on a list without numbers."""

    SIBLING_TAGS = ["ol"]  # noqa: RUF012 - Python-Markdown's

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Called by Markdown with the text of a list's items."""
        found = (self.CHILD_RE.match(line) for line in blocks[0].split("\n"))
        written = [(one[2] or "").removesuffix(".") for one in found if one]
        super().run(parent, blocks)
        made = parent if parent.tag in ("ol", "ul") else parent[-1]
        for item, number in zip(made[-len(written) :], written, strict=True):
            if number:
                item.set(_WRITTEN, number)


class _Bulleted(_Numbered, UListProcessor):
    """The same for lists that begin without a number."""

    SIBLING_TAGS = ["ul"]  # noqa: RUF012 - Python-Markdown's


class _Heading(HashHeaderProcessor):
    """A heading has a space after its #; `#1` and a hashtag are words."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6}) (?P<header>[^\n]*)(?:\n|$)")


class _Reference(ReferenceProcessor):
    """A line `[@id]: …` begins with a citation, and is no link's address."""

    RE = re.compile(rf"(?!^ *\[@){ReferenceProcessor.RE.pattern}", re.MULTILINE)


class _Safe(Extension):
    """Takes from Markdown what could make markup of text: raw HTML, images, autolinks to mail."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Called by Markdown once."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.register(_Citation(CITATION.pattern, md), "citation", 185)
        for name in ("html", "image_link", "image_reference", "short_image_ref", "automail", "entity"):
            md.inlinePatterns.deregister(name)
        md.parser.blockprocessors.register(_Heading(md.parser), "hashheader", 70)
        md.parser.blockprocessors.register(_Reference(md.parser), "reference", 15)
        md.parser.blockprocessors.register(_Numbered(md.parser), "olist", 40)
        md.parser.blockprocessors.register(_Bulleted(md.parser), "ulist", 30)


class _Citation(InlineProcessor):
    """`[@id]` becomes a <cite>, which nothing else in notes can."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802 - the name and arguments are Python-Markdown's
        """Called by Markdown at each citation."""
        cite = Element("cite")
        cite.text = AtomicString(m[1])
        return cite, m.start(0), m.end(0)
