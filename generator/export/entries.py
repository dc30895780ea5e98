"""What the feeds say: which feeds there are and what each holds, before it is Atom or JSON Feed.

An entry's id is its claim's first address, the same in every feed. A correction renews the claim's entry and has
an entry of its own in the feed of corrections; so does a withdrawal.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest

from generator import dates
from generator.export import address
from generator.export.records import by_id, modified, newest_day
from generator.model import Claim, Correction
from generator.publication import Checked, Publication
from generator.wording import Wording

NEWEST = 50


@dataclass(frozen=True)
class Entry:
    """One entry: a claim, a correction or a withdrawal. `tags` are (id, words)."""

    id: str
    url: str
    title: str
    text: str
    published: str
    updated: str
    tags: tuple[tuple[str, str], ...]
    authors: tuple[str, ...]


@dataclass(frozen=True)
class Feed:
    """One feed, made twice: as `<folder>feed.xml` and `<folder>feed.json`. `home` is the page it is of.

    Its `id` is the address that its Atom form had first (RFC 4287, 4.2.6).
    """

    id: str
    folder: str
    home: str
    title: str
    about: str
    updated: str
    entries: tuple[Entry, ...]


def feeds(publication: Publication) -> list[Feed]:
    """Every feed of the publication; none as long as its address isn't known, or it has no claim."""
    root, day, name = publication.settings.url, newest_day(publication), publication.settings.name
    if root is None or day is None:
        return []
    found = [
        _feed(
            root, day, chosen, f"{chosen.title} · {name}" if chosen.folder else name, _claims(publication, root, chosen)
        )
        for chosen in _chosen(publication)
    ]
    _ = publication.wording.gettext
    about = _("Every correction and every withdrawal of a fact-check.")
    everything = _Chosen("corrections/", _("Corrections"), about, _everything(publication))
    changes = _changes(root, everything, publication.wording)
    return [*found, _feed(root, day, everything, f"{everything.title} · {name}", changes)]


@dataclass(frozen=True)
class _Chosen:
    """The claims of one feed."""

    folder: str
    title: str
    about: str
    claims: Sequence[Checked]
    first: str = ""
    """The folder that its feed stood in first, where that is another."""


def _everything(publication: Publication) -> tuple[Checked, ...]:
    """Every claim, withdrawn ones too, since who read of a claim should read of its withdrawal."""
    return *publication.claims, *publication.withdrawn


def _chosen(publication: Publication) -> Iterator[_Chosen]:
    """Which claims stand in which feed: all, and by dossier, topic and verdict."""
    settings, everything = publication.settings, _everything(publication)
    yield _Chosen("", settings.name, settings.tagline, everything)
    by_dossier = _by(everything, lambda claim: [claim.dossier] if claim.dossier else [])
    for dossier in by_id(publication.dossiers.values()):
        claims = by_dossier[dossier.id]
        folder, first = address.dossier(dossier.id), address.dossier((*dossier.about.former_ids, dossier.id)[0])
        yield _Chosen(folder, dossier.about.title, dossier.about.summary, claims, first)
    by_topic = _by(everything, lambda claim: claim.topics)
    for id_, about_it in sorted(by_topic.items()):
        topic = settings.topics[id_]
        said = publication.wording.gettext("Claims on the topic %(topic)s.") % {"topic": topic}
        yield _Chosen(address.topic(id_), topic, said, about_it)
    by_verdict = _by(everything, lambda claim: [claim.verdict])
    for id_, verdict in settings.verdicts.items():
        yield _Chosen(address.verdict(id_), verdict.label, verdict.meaning, by_verdict[id_])


def _by(claims: Iterable[Checked], names: Callable[[Claim], Iterable[str]]) -> defaultdict[str, list[Checked]]:
    """Claims by what they name."""
    found: defaultdict[str, list[Checked]] = defaultdict(list)
    for one in claims:
        for name in dict.fromkeys(names(one.claim)):
            found[name].append(one)
    return found


def _feed(root: str, day: str, chosen: _Chosen, title: str, entries: Iterable[Entry]) -> Feed:
    """The newest entries, those of one day as they come; a feed without any is as old as the newest day of all."""
    newest = sorted(entries, key=lambda one: one.updated, reverse=True)[:NEWEST]
    updated = newest[0].updated if newest else day
    id_ = f"{root}{chosen.first or chosen.folder}feed.xml"
    return Feed(id_, chosen.folder, f"{root}{chosen.folder}", title, chosen.about, updated, tuple(newest))


def _claims(publication: Publication, root: str, chosen: _Chosen) -> Iterator[Entry]:
    """Entries for the newest of the claims, in the order of lists; of a large archive, most stand in no feed."""
    for one in nlargest(NEWEST, chosen.claims, key=lambda one: (_updated(one), one.order)):
        gone = _withdrawn(root, one, f"{root}{permanent(one)}", publication.wording)
        yield gone or _claim(publication, root, one)


def _updated(one: Checked) -> str:
    """The day of a claim's entry: of its withdrawal or its last change."""
    return one.claim.withdrawn.date if one.claim.withdrawn else modified(one)


def _claim(publication: Publication, root: str, one: Checked) -> Entry:
    """A claim behind its verdict; its summary, and what was corrected last."""
    url, claim = f"{root}{address.claim(one.id)}", one.claim
    corrected = f"\n\n{_dated(last, publication.wording)}: {last.what} {last.why}" if (last := one.newest()) else ""
    return Entry(
        id=f"{root}{permanent(one)}",
        url=url,
        title=f"{one.verdict.label}: {claim.claim}",
        text=f"{claim.summary}{corrected}",
        published=claim.published,
        updated=_updated(one),
        tags=tuple((topic, publication.settings.topics[topic]) for topic in claim.topics),
        authors=claim.authors,
    )


def permanent(one: Checked) -> str:
    """A claim's first address below the site's root: by it feeds' readers know an entry, whatever it is called now.

    See RFC 4287, 4.2.6.
    """
    return address.claim((*one.claim.former_ids, one.id)[0])


def named(corrections: Iterable[Correction]) -> Iterator[tuple[Correction, str]]:
    """A claim's corrections, each with what its entry's id ends in: its day, and of several on one day its number."""
    met = Counter[str]()
    for correction in corrections:
        met[correction.date] += 1
        number = f"-{met[correction.date]}" if met[correction.date] > 1 else ""
        yield correction, f"#correction-{correction.date}{number}"


def _dated(correction: Correction, wording: Wording) -> str:
    _ = wording.gettext
    said = {
        "correction": _("Correction of %(day)s"),
        "update": _("Update of %(day)s"),
        "clarification": _("Clarification of %(day)s"),
    }
    return said[correction.kind] % {"day": dates.display(correction.date, wording)}


def titled(kind: str, claim: str, wording: Wording) -> str:
    """The title of what became of a claim: the word for it, a colon, and the claim."""
    _ = wording.gettext
    said = {
        "correction": _("Correction"),
        "update": _("Update"),
        "clarification": _("Clarification"),
        "withdrawn": _("Withdrawn"),
    }
    return f"{said[kind]}: {claim}"


def _withdrawn(root: str, one: Checked, id_: str, wording: Wording) -> Entry | None:
    """What a withdrawn claim's entry says: that it is withdrawn, and why; the verdict is gone."""
    if (withdrawn := one.claim.withdrawn) is None:
        return None
    title = titled("withdrawn", one.claim.claim, wording)
    url = f"{root}{address.claim(one.id)}"
    return Entry(id_, url, title, withdrawn.reason, one.claim.published, withdrawn.date, (), one.claim.authors)


def _changes(root: str, chosen: _Chosen, wording: Wording) -> Iterator[Entry]:
    """An entry for each correction, then for each withdrawal, in the order of the page of corrections."""
    claims = sorted(chosen.claims, key=lambda one: one.order, reverse=True)
    for one in claims:
        url, name = f"{root}{address.claim(one.id)}", f"{root}{permanent(one)}"
        for correction, ending in reversed([*named(one.claim.corrections)]):
            yield Entry(
                id=f"{name}{ending}",
                url=f"{url}#corrections",
                title=titled(correction.kind, one.claim.claim, wording),
                text=f"{correction.what} {correction.why}",
                published=correction.date,
                updated=correction.date,
                tags=(),
                authors=one.claim.authors,
            )
    for one in claims:
        if entry := _withdrawn(root, one, f"{root}{permanent(one)}#withdrawn", wording):
            yield replace(entry, published=entry.updated)
