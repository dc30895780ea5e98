"""One claim with all it names: its documents, its words, its quotations, and how independent its evidence is."""

from functools import cache

from generator import notes
from generator.contents import Read
from generator.link.found import Links, has_file
from generator.link_rules import (
    citation_form,
    own_evidence,
    single_source,
    unknown_citation,
    unknown_dossier,
    unknown_source,
    unknown_topic,
    unknown_verdict,
)
from generator.model import UNKNOWN, Claim, Settings, SourceDocument, SourceRef, Verdict
from generator.names import document_id
from generator.origins import names_document, origins, passage_ancestors
from generator.problem import RULES, Loc
from generator.publication import Checked, Document, Piece
from generator.source import Record
from generator.verification import PARAPHRASE, State, judged, required, verification_required


@cache
def unsettled() -> Verdict:
    """What a draft without a verdict is shown with."""
    return Verdict(label="No verdict yet", meaning="A draft that has no verdict yet.", colour="grey", icon="question")


def checked_claim(links: Links, read: Read[Claim]) -> Checked | None:
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
    states = _quoted(links, read, evidence)
    verdict = unsettled() if is_open(claim) else links.settings.verdicts.get(claim.verdict)
    if verdict is None or None in appearances or None in evidence or states is None:
        return None
    numbers = {document.id: number for number, document in enumerate(documents, 1)}
    pieces = tuple(
        Piece(number, one, document, numbers[document.id], state)
        for number, (one, document, state) in enumerate(zip(claim.sources, evidence, states, strict=True), 1)
        if document
    )
    appeared = tuple(document for document in appearances if document)
    return Checked(read.id, read.record.path, claim, verdict, appeared, pieces, documents)


def _resolve(links: Links, read: Read[Claim], loc: Loc, source: SourceRef) -> Document | None:
    if isinstance(source, SourceDocument):
        return links.by_url.get(source.url) or links.documents[document_id(source.url, source.title, source.publisher)]
    if source not in links.documents and not has_file(links, "sources", source):
        links.problems.append(read.record.problem(loc, unknown_source, unknown_source(source, links.documents)))
    return links.documents.get(source)


def is_open(claim: Claim) -> bool:
    """Whether this is a draft that has no verdict yet."""
    return claim.draft and claim.verdict == UNKNOWN


def with_open(settings: Settings, checked: list[Checked]) -> Settings:
    """The settings, with a word for no verdict yet where a draft needs one."""
    if not any(is_open(one.claim) for one in checked):
        return settings
    return settings.model_copy(update={"verdicts": {**settings.verdicts, UNKNOWN: unsettled()}})


def _quoted(links: Links, read: Read[Claim], evidence: list[Document | None]) -> list[State] | None:
    """How each quotation stands; None where one doesn't as its document's state demands, which is noted."""
    before = len(links.problems)
    states: list[State] = []
    for index, (piece, document) in enumerate(zip(read.value.sources, evidence, strict=True)):
        if document is None or piece.quote is None:
            states.append(PARAPHRASE)
            continue
        proofs = links.contents.proof_file(document.id)
        state, fault = judged(piece, document.id, document.about, proofs, links.captures)
        states.append(state)
        found = [fault] if fault else []
        if not document.about.capture and required(links.settings.verification, document.about, read.value.published):
            found.append((verification_required.name, verification_required(document.about.kind)))
        loc = ("sources", index, "quote")
        links.problems += [read.record.problem(loc, RULES[name], message) for name, message in found]
    return states if len(links.problems) == before else None


def known_words(links: Links, record: Record, verdict: object, topics: object) -> None:
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


def _names(links: Links, read: Read[Claim], cited: list[str]) -> None:
    """The words that have to be known elsewhere: verdict, topics, dossier, citations."""
    claim, record = read.value, read.record
    known_words(links, record, "" if is_open(claim) else claim.verdict, claim.topics)
    if claim.dossier and not has_file(links, "dossiers", claim.dossier):
        names = [dossier.id for dossier in links.contents.dossiers]
        links.problems.append(record.problem(("dossier",), unknown_dossier, unknown_dossier(claim.dossier, names)))
    for name in notes.citations(claim.notes or ""):
        if name not in cited:
            links.problems.append(record.problem(("notes",), unknown_citation, unknown_citation(name, cited)))
    for written, name in notes.almost_citations(claim.notes or "", links.documents):
        links.problems.append(record.problem(("notes",), citation_form, citation_form(written, name)))


def _no_own_evidence(
    links: Links, read: Read[Claim], appearances: list[Document | None], evidence: list[Document | None]
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


def _independent(links: Links, read: Read[Claim], evidence: list[Document | None]) -> None:
    """What the verdict rests on goes back to more than one origin, or the claim says why one is enough."""
    about = links.about
    pairs = [(piece, document) for piece, document in zip(read.value.sources, evidence, strict=True) if document]
    deciding = [pair for pair in pairs if pair[0].stance in ("supports", "contradicts")]
    resting = deciding or [pair for pair in pairs if pair[0].stance == "context"]
    for index, (piece, _) in enumerate(pairs):
        for entry in piece.reports_from or ():
            if names_document(entry) and entry not in links.documents and not has_file(links, "sources", entry):
                loc = ("sources", index, "reports_from")
                links.problems.append(read.record.problem(loc, unknown_source, unknown_source(entry, about)))
    found = {name for piece, document in resting for name in origins(document.id, about, piece)}
    alone = len(found) == 1 and None not in evidence
    if alone and not read.value.single_source_reason and not read.value.draft:
        links.problems.append(read.record.problem(("sources",), single_source, single_source(found.pop())))
