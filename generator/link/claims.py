"""One claim with all it names: its documents, its words, its quotations, and how independent its evidence is."""

from functools import cache

from generator import notes
from generator.contents import ReadClaim
from generator.link.documents import described_as
from generator.link.found import Described, Links, has_file
from generator.link_rules import (
    own_evidence,
    quote_not_translated,
    single_source,
    unknown_citation,
    unknown_dossier,
    unknown_source,
    unknown_topic,
    unknown_verdict,
)
from generator.model import UNKNOWN, Claim, Evidence, Settings, SourceRef, Verdict, primary
from generator.origins import names_document, origins, passage_ancestors
from generator.problem import RULES, Loc
from generator.publication import Checked, Piece
from generator.shape_rules import nearest
from generator.source import Record
from generator.verification import State, judged, required, state, verification_required


@cache
def unsettled() -> Verdict:
    """What a draft without a verdict is shown with."""
    return Verdict(label="No verdict yet", meaning="A draft that has no verdict yet.", colour="grey", icon="question")


def claim_stands(links: Links, read: ReadClaim) -> bool:
    """Whether all that the claim names is there and its quotations stand; what is wrong with it is noted."""
    claim = read.value
    appearances = [_resolve(links, read, ("appearances", i), source) for i, source in enumerate(claim.appearances)]
    evidence = [_resolve(links, read, ("sources", i, "source"), one.source) for i, one in enumerate(claim.sources)]
    known = [document for document in (*evidence, *appearances) if document]
    listed = [
        source for source in (*claim.appearances, *(piece.source for piece in claim.sources)) if isinstance(source, str)
    ]
    _names(links, read, [*dict.fromkeys(document.id for document in known), *listed])
    _no_own_evidence(links, read, appearances, evidence)
    _independent(links, read, evidence)
    _translated(links, read, evidence)
    proved = _quoted(links, read, evidence)
    verdict = is_open(claim) or claim.verdict in links.settings.verdicts
    return proved and verdict and None not in appearances and None not in evidence


def checked_claim(links: Links, read: ReadClaim, mark: str = "") -> Checked:
    """A claim that stands, with its references resolved, and the mark of one without a fault."""
    claim = read.value
    appearances = tuple(links.published(_named(links, source)) for source in claim.appearances)
    evidence = [_named(links, piece.source) for piece in claim.sources]
    documents = tuple(dict.fromkeys((*map(links.published, evidence), *appearances)))
    numbers = {document.id: number for number, document in enumerate(documents, 1)}
    pieces = tuple(
        Piece(number, piece, links.published(document), numbers[document.id], _state(links, piece, document))
        for number, (piece, document) in enumerate(zip(claim.sources, evidence, strict=True), 1)
    )
    verdict = unsettled() if is_open(claim) else links.settings.verdicts[claim.verdict]
    return Checked(read.id, read.record.path, claim, verdict, appearances, pieces, documents, mark)


def _state(links: Links, piece: Evidence, document: Described) -> State:
    return state(piece, document.about, links.contents.proofs.file, document.id)


def _resolve(links: Links, read: ReadClaim, loc: Loc, source: SourceRef) -> Described | None:
    if isinstance(source, str) and source not in links.documents and not has_file(links, "sources", source):
        links.problems.append(read.record.problem(loc, unknown_source, unknown_source(source, links.documents)))
    return links.documents.get(source) if isinstance(source, str) else _named(links, source)


def _named(links: Links, source: SourceRef) -> Described:
    """The document that a claim names, or describes itself."""
    if isinstance(source, str):
        return links.documents[source]
    found = described_as(links, source)
    assert found, "documents are known before claims are looked at"
    return found


def is_open(claim: Claim) -> bool:
    """Whether this is a draft that has no verdict yet."""
    return claim.draft and claim.verdict == UNKNOWN


def with_open(settings: Settings, checked: list[Checked]) -> Settings:
    """The settings, with a word for no verdict yet where a draft needs one."""
    if not any(is_open(one.claim) for one in checked):
        return settings
    return settings.model_copy(update={"verdicts": {**settings.verdicts, UNKNOWN: unsettled()}})


def _quoted(links: Links, read: ReadClaim, evidence: list[Described | None]) -> bool:
    """Whether each quotation stands as its document's state demands; where one doesn't, that is noted."""
    before = len(links.problems)
    for index, (piece, document) in enumerate(zip(read.value.sources, evidence, strict=True)):
        if document is None or piece.quote is None:
            continue
        proofs = links.contents.proofs.file(document.id)
        fault = judged(piece, document.id, document.about, proofs, links.captures)
        found = [fault] if fault else []
        if not document.about.capture and required(links.settings.verification, document.about, read.value.published):
            found.append((verification_required.name, verification_required(document.about.kind)))
        loc = ("sources", index, "quote")
        links.problems += [read.record.problem(loc, RULES[name], message) for name, message in found]
    return len(links.problems) == before


def _translated(links: Links, read: ReadClaim, evidence: list[Described | None]) -> None:
    """Quotations that the publication's readers may not understand have a translation; a draft's may come later."""
    ours = links.settings.language
    for index, (piece, document) in enumerate(zip(read.value.sources, evidence, strict=True)):
        if document is None or piece.quote is None or piece.translation or read.value.draft:
            continue
        language = document.about.language
        if primary(language) not in (primary(ours), *_NO_LANGUAGE):
            message = quote_not_translated(language, ours)
            links.problems.append(read.record.problem(("sources", index, "quote"), quote_not_translated, message))


_NO_LANGUAGE = ("und", "mul", "mis", "zxx")
"""Tags of what is in no one language, or in none that is known (ISO 639-3)."""


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


def _names(links: Links, read: ReadClaim, cited: list[str]) -> None:
    """The words that have to be known elsewhere: verdict, topics, dossier, citations."""
    claim, record = read.value, read.record
    known_words(links, record, "" if is_open(claim) else claim.verdict, claim.topics)
    if claim.dossier and not has_file(links, "dossiers", claim.dossier):
        names = [dossier.id for dossier in links.contents.dossiers]
        links.problems.append(record.problem(("dossier",), unknown_dossier, unknown_dossier(claim.dossier, names)))
    absent = [name for name in cited if name not in links.documents and not has_file(links, "sources", name)]
    text = claim.notes or ""
    for name in notes.citations(text):
        if name not in cited and not nearest(name, absent):
            message = unknown_citation(name, cited)
            links.problems.append(record.problem(("notes",), unknown_citation, message, written=f"[@{name}]"))
    for written, name, before in notes.almost_citations(text, links.documents):
        message, by = notes.citation_form(written, name), notes.citation_form
        links.problems.append(record.problem(("notes",), by, message, written=written, before=before))


def _no_own_evidence(
    links: Links, read: ReadClaim, appearances: list[Described | None], evidence: list[Described | None]
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


def _independent(links: Links, read: ReadClaim, evidence: list[Described | None]) -> None:
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
