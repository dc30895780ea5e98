"""LINK: checked records to one Publication: references resolved, and every problem of one record with another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from generator import notes, quoted, verification
from generator.folder import FOLDER, Contents, Read
from generator.link_rules import (
    citation_form,
    dossier_mismatch,
    duplicate_address,
    duplicate_id,
    origin_circle,
    own_evidence,
    similar_name,
    single_source,
    source_conflict,
    unknown_citation,
    unknown_claim,
    unknown_dossier,
    unknown_source,
    unknown_topic,
    unknown_verdict,
    untranslated,
    unused_source,
)
from generator.model import UNKNOWN, Claim, Evidence, Settings, SourceDocument, SourceRef, Verdict, claim_shape
from generator.names import document_id, slug
from generator.origins import ancestors, names_document, origins, passage_ancestors
from generator.problem import RULES, Loc, Problem
from generator.publication import Checked, Document, Piece, Publication, assemble
from generator.source import Record
from generator.verification import Captures, State, Texts, required, verification_required
from generator.wording import file, missing, wording


@dataclass
class _Links:
    """What linking has found so far."""

    contents: Contents
    settings: Settings
    texts: Texts
    documents: dict[str, Document] = field(default_factory=dict)
    by_url: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def about(self) -> dict[str, SourceDocument]:
        """The documents' descriptions; asked for once all documents are known."""
        return {id_: document.about for id_, document in self.documents.items()}

    @cached_property
    def captures(self) -> Captures:
        """The captured texts at hand."""
        return Captures(self.texts, self.about)


OPEN = Verdict(label="No verdict yet", meaning="A draft that has no verdict yet.", colour="grey", icon="question")
"""What a draft without a verdict is shown with."""


def nowhere(name: str) -> str | None:
    """Texts where no capture is at hand."""


def link(
    contents: Contents, texts: Texts = nowhere, *, drafts: bool = False
) -> tuple[Publication | None, list[Problem]]:
    """The publication, where nothing is wrong, and every problem of one record with another.

    Drafts are checked like all else and left out, with the documents that only they use, unless `drafts` asks for them.
    `texts` gives the captured text of a document by its id where it is at hand; proofs are checked without.
    """
    if contents.settings is None:
        return None, []
    links = _Links(contents, contents.settings.value, texts)
    _unique(links)
    _filed(links)
    _described(links)
    _origins(links)
    _spoken(links, contents.settings)
    links.problems += quoted.problems(contents)
    for record in contents.misshapen:
        verdict = record.data.get("verdict")
        open_yet = claim_shape(record.data) is not Claim and verdict == UNKNOWN
        _words(links, record, "" if open_yet else verdict, record.data.get("topics"))
    checked = [claim for read in contents.claims if (claim := _checked(links, read))]
    _dossiers_agree(links)
    _one_spelling(links, checked)
    _used(links, checked)
    dossiers = ((read.id, read.value) for read in contents.dossiers)
    if drafts:
        return assemble(_with_open(links.settings, checked), checked, links.documents, dossiers), links.problems
    finished = [one for one in checked if not one.claim.draft]
    documents = _without_drafts(links, checked, finished)
    return assemble(links.settings, finished, documents, dossiers), links.problems


def _spoken(links: _Links, settings: Read[Settings]) -> None:
    """The site's own words are in the publication's language."""
    tag = settings.value.language
    if lacking := missing(tag):
        message = untranslated(tag, file(tag), lacking if wording(tag).words else ())
        links.problems.append(settings.record.problem(("language",), untranslated, message))


def _unique(links: _Links) -> None:
    """No two files of a kind share an id."""
    for reads in (links.contents.claims, links.contents.documents, links.contents.dossiers):
        first: dict[str, str] = {}
        for read in reads:
            other = first.setdefault(read.id, read.record.path)
            if other != read.record.path:
                links.problems.append(read.record.problem((), duplicate_id, duplicate_id(read.id, other)))


def _filed(links: _Links) -> None:
    """The documents that have a file."""
    for read in links.contents.documents:
        made = Document(read.id, read.value, read.record.path)
        url = read.value.url
        if url != UNKNOWN and url in links.by_url:
            message = duplicate_address(url, links.by_url[url].path)
            links.problems.append(read.record.problem(("url",), duplicate_address, message))
        links.documents.setdefault(read.id, made)
        if url != UNKNOWN:
            links.by_url.setdefault(url, made)


def _described(links: _Links) -> None:
    """The documents that claims describe themselves; one that has a file is that file's."""
    for read in links.contents.claims:
        for loc, about in _inline(read.value):
            known = links.by_url.get(about.url)
            if known is None:
                name = document_id(about.url, about.title, about.publisher)
                known = links.documents.get(name)
            if known is not None:
                _agree(links, read, loc, about, known)
                continue
            links.documents[name] = made = Document(name, about, read.record.path)
            if about.url != UNKNOWN:
                links.by_url[about.url] = made


def _inline(claim: Claim) -> Iterator[tuple[Loc, SourceDocument]]:
    for index, source in enumerate(claim.appearances):
        if isinstance(source, SourceDocument):
            yield ("appearances", index), source
    for index, piece in enumerate(claim.sources):
        if isinstance(piece.source, SourceDocument):
            yield ("sources", index, "source"), piece.source


def _agree(links: _Links, read: Read[Claim], loc: Loc, about: SourceDocument, known: Document) -> None:
    """Every field that the second description gives has to say what the first says."""
    for name in sorted(about.model_fields_set):
        here, there = getattr(about, name), getattr(known.about, name)
        if here != there:
            message = source_conflict(name, here, there, known.path)
            links.problems.append(read.record.problem((*loc, name), source_conflict, message))


def _origins(links: _Links) -> None:
    """Where documents come from exists, and leads to an end."""
    about = links.about
    for document in links.contents.documents:
        for loc, entry in _named(document.value):
            if entry in links.documents and document.id in {entry, *ancestors(entry, about)}:
                links.problems.append(document.record.problem(loc, origin_circle, origin_circle(entry)))
            else:
                _exists(links, document.record, loc, entry)
    for claim in links.contents.claims:
        for where, described in _inline(claim.value):
            for loc, entry in _named(described):
                _exists(links, claim.record, (*where, *loc), entry)


def _exists(links: _Links, record: Record, loc: Loc, entry: str) -> None:
    if entry not in links.documents and not _has_file(links, "sources", entry):
        links.problems.append(record.problem(loc, unknown_source, unknown_source(entry, links.documents)))


def _named(about: SourceDocument) -> Iterator[tuple[Loc, str]]:
    """The documents that a document says it comes from."""
    if isinstance(about.republishes, str):
        yield ("republishes",), about.republishes
    if about.translated_from and about.translated_from.document:
        yield ("translated_from", "document"), about.translated_from.document
    for index, entry in enumerate(about.reports_from):
        if names_document(entry):
            yield ("reports_from", index), entry


def _has_file(links: _Links, folder: str, name: str) -> bool:
    """Whether the file is there although it is faulty, which is reported at the file."""
    return f"{FOLDER}/{folder}/{name}.yml" in links.contents.names


def _resolve(links: _Links, read: Read[Claim], loc: Loc, source: SourceRef) -> Document | None:
    if isinstance(source, SourceDocument):
        return links.by_url.get(source.url) or links.documents[document_id(source.url, source.title, source.publisher)]
    if source not in links.documents and not _has_file(links, "sources", source):
        links.problems.append(read.record.problem(loc, unknown_source, unknown_source(source, links.documents)))
    return links.documents.get(source)


def _checked(links: _Links, read: Read[Claim]) -> Checked | None:
    """The claim with its references resolved, or None where one is missing."""
    claim = read.value
    appearances = [_resolve(links, read, ("appearances", i), source) for i, source in enumerate(claim.appearances)]
    evidence = [_resolve(links, read, ("sources", i, "source"), one.source) for i, one in enumerate(claim.sources)]
    known = [document for document in (*evidence, *appearances) if document]
    documents = tuple({document.id: document for document in known}.values())
    listed = [
        source for source in (*claim.appearances, *(piece.source for piece in claim.sources)) if isinstance(source, str)
    ]
    _names(links, read, [*(document.id for document in documents), *listed])
    _no_own_evidence(links, read, appearances, evidence)
    _independent(links, read, evidence)
    sound = _quoted(links, read, evidence)
    verdict = OPEN if _open(claim) else links.settings.verdicts.get(claim.verdict)
    if verdict is None or None in appearances or None in evidence or not sound:
        return None
    numbers = {document.id: number for number, document in enumerate(documents, 1)}
    pieces = tuple(
        Piece(number, one, document, numbers[document.id], _state(links, one, document))
        for number, (one, document) in enumerate(zip(claim.sources, evidence, strict=True), 1)
        if document
    )
    appeared = tuple(document for document in appearances if document)
    return Checked(read.id, read.record.path, claim, verdict, appeared, pieces, documents)


def _open(claim: Claim) -> bool:
    """Whether this is a draft that has no verdict yet."""
    return claim.draft and claim.verdict == UNKNOWN


def _with_open(settings: Settings, checked: list[Checked]) -> Settings:
    """The settings, with a word for no verdict yet where a draft needs one."""
    if not any(_open(one.claim) for one in checked):
        return settings
    return settings.model_copy(update={"verdicts": {**settings.verdicts, UNKNOWN: OPEN}})


def _state(links: _Links, piece: Evidence, document: Document) -> State:
    return verification.state(piece, document.about, links.contents.proofs.get(document.id))


def _quoted(links: _Links, read: Read[Claim], evidence: list[Document | None]) -> bool:
    """Whether each quotation stands as its document's state demands; what is wrong is noted."""
    before = len(links.problems)
    for index, (piece, document) in enumerate(zip(read.value.sources, evidence, strict=True)):
        if document is None or piece.quote is None:
            continue
        proofs = links.contents.proofs.get(document.id)
        found = list(verification.faults(piece, document.id, document.about, proofs, links.captures))
        if not document.about.capture and required(links.settings.verification, document.about, read.value.published):
            found.append((verification_required.name, verification_required(document.about.kind)))
        loc = ("sources", index, "quote")
        links.problems += [read.record.problem(loc, RULES[name], message) for name, message in found]
    return len(links.problems) == before


def _words(links: _Links, record: Record, verdict: object, topics: object) -> None:
    """The verdict and the topics are those of the publication; what isn't text is said elsewhere."""
    settings = links.settings
    if isinstance(verdict, str) and verdict.strip() and verdict not in settings.verdicts:
        links.problems.append(
            record.problem(("verdict",), unknown_verdict, unknown_verdict(verdict, settings.verdicts))
        )
    for index, topic in enumerate(topics if isinstance(topics, list | tuple) else ()):
        if isinstance(topic, str) and topic.strip() and topic not in settings.topics:
            message = unknown_topic(topic, settings.topics)
            links.problems.append(record.problem(("topics", index), unknown_topic, message))


def _names(links: _Links, read: Read[Claim], cited: list[str]) -> None:
    """The words that have to be known elsewhere: verdict, topics, dossier, citations."""
    claim, record = read.value, read.record
    _words(links, record, "" if _open(claim) else claim.verdict, claim.topics)
    if claim.dossier and not _has_file(links, "dossiers", claim.dossier):
        names = [dossier.id for dossier in links.contents.dossiers]
        links.problems.append(record.problem(("dossier",), unknown_dossier, unknown_dossier(claim.dossier, names)))
    for name in notes.citations(claim.notes or ""):
        if name not in cited:
            links.problems.append(record.problem(("notes",), unknown_citation, unknown_citation(name, cited)))
    for written, name in notes.almost_citations(claim.notes or "", links.documents):
        links.problems.append(record.problem(("notes",), citation_form, citation_form(written, name)))


def _no_own_evidence(
    links: _Links, read: Read[Claim], appearances: list[Document | None], evidence: list[Document | None]
) -> None:
    """Neither a document that makes the claim nor one that copies or reports from it is evidence on it."""
    making = {document.id for document in appearances if document}
    about = links.about
    for index, (piece, document) in enumerate(zip(read.value.sources, evidence, strict=True)):
        if document is None or piece.stance not in ("supports", "contradicts"):
            continue
        if making & {document.id, *passage_ancestors(document.id, about, piece)}:
            message = own_evidence(document.id)
            links.problems.append(read.record.problem(("sources", index, "stance"), own_evidence, message))


def _independent(links: _Links, read: Read[Claim], evidence: list[Document | None]) -> None:
    """What the verdict rests on goes back to more than one origin, or the claim says why one is enough."""
    about = links.about
    pairs = [(piece, document) for piece, document in zip(read.value.sources, evidence, strict=True) if document]
    deciding = [pair for pair in pairs if pair[0].stance in ("supports", "contradicts")]
    resting = deciding or [pair for pair in pairs if pair[0].stance == "context"]
    for index, (piece, _) in enumerate(pairs):
        for entry in piece.reports_from or ():
            if names_document(entry) and entry not in links.documents and not _has_file(links, "sources", entry):
                loc = ("sources", index, "reports_from")
                links.problems.append(read.record.problem(loc, unknown_source, unknown_source(entry, about)))
    found = {name for piece, document in resting for name in origins(document.id, about, piece)}
    alone = len(found) == 1 and None not in evidence
    if alone and not read.value.single_source_reason and not read.value.draft:
        links.problems.append(read.record.problem(("sources",), single_source, single_source(found.pop())))


def _dossiers_agree(links: _Links) -> None:
    """Dossiers and claims name each other."""
    belongs = {read.id: read for read in links.contents.claims}
    files = {name.rsplit("/", 1)[-1].removesuffix(".yml") for name in links.contents.names}
    for read in links.contents.dossiers:
        for index, name in enumerate(read.value.claims):
            claim = belongs.get(name)
            if claim is None and name not in files:
                message = unknown_claim(name, belongs)
                links.problems.append(read.record.problem(("claims", index), unknown_claim, message))
            elif claim and claim.value.dossier != read.id:
                message = dossier_mismatch(name, read.id)
                links.problems.append(read.record.problem(("claims", index), dossier_mismatch, message))
        for index, event in enumerate(read.value.timeline):
            if event.source not in links.documents and not _has_file(links, "sources", event.source):
                message = unknown_source(event.source, links.documents)
                links.problems.append(read.record.problem(("timeline", index, "source"), unknown_source, message))
    listed = {(name, read.id) for read in links.contents.dossiers for name in read.value.claims}
    gathered = {read.id for read in links.contents.dossiers}
    for one in belongs.values():
        dossier = one.value.dossier
        if dossier in gathered and (one.id, dossier) not in listed:
            message = dossier_mismatch(one.id, str(dossier))
            links.problems.append(one.record.problem(("dossier",), dossier_mismatch, message))


def _one_spelling(links: _Links, checked: list[Checked]) -> None:
    """No two claimants, and no two publishers, share an address."""
    claimants: dict[str, str] = {}
    reads = {read.record.path: read for read in links.contents.claims}
    for claim in checked:
        name = claim.claim.claimant
        if (other := claimants.setdefault(slug(name), name)) != name:
            record = reads[claim.path].record
            links.problems.append(record.problem(("claimant",), similar_name, similar_name(name, other)))
    publishers: dict[str, str] = {}
    for document in links.contents.documents:
        name = document.value.publisher
        if (other := publishers.setdefault(slug(name), name)) != name:
            links.problems.append(document.record.problem(("publisher",), similar_name, similar_name(name, other)))


def _used(links: _Links, checked: list[Checked]) -> None:
    """Every source document with a file is used by a claim."""
    if len(checked) < len(links.contents.claim_names()):
        return
    used = _using(checked) | _named_elsewhere(links, links.documents)
    for read in links.contents.documents:
        if read.id not in used:
            links.problems.append(read.record.problem((), unused_source, unused_source()))


def _using(checked: Iterable[Checked]) -> set[str]:
    """The documents that these claims use."""
    return {document.id for claim in checked for document in claim.documents}


def _named_elsewhere(links: _Links, documents: Iterable[str]) -> set[str]:
    """The documents that a timeline names, or one of these documents as what it comes from."""
    named = {event.source for read in links.contents.dossiers for event in read.value.timeline}
    return named | {entry for id_ in documents for _, entry in _named(links.documents[id_].about)}


def _without_drafts(links: _Links, checked: list[Checked], finished: list[Checked]) -> dict[str, Document]:
    """The documents but for those that only drafts use."""
    dropped = _using(checked) - _using(finished)
    while kept := dropped & _named_elsewhere(links, links.documents.keys() - dropped):
        dropped -= kept
    return {id_: document for id_, document in links.documents.items() if id_ not in dropped}
