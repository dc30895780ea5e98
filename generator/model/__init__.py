"""The shapes of what people write: claim, source document, dossier, publication. Stated once; no I/O.

The JSON Schemas that editors use are generated from here, and so is every "missing field" or "did you mean".

ids       what a record's name may be
address   a web address in its one spelling
fields    what a field may hold
source    a source document
claim     a claim with its evidence
dossier   the claims about one event
settings  the publication's facts, its scale and topics
"""

from generator.model.address import ascii_url, same_page, whole_address
from generator.model.claim import Claim, Correction, Draft, Evidence, Figure, claim_shape
from generator.model.dossier import Dossier, Event
from generator.model.fields import (
    NOT_YET,
    UNKNOWN,
    YES,
    Day,
    Icon,
    Id,
    Kind,
    MediaRating,
    Moment,
    PartialDate,
    Shape,
    Stance,
    Url,
    primary,
)
from generator.model.ids import BOOLEANS, ID, MAX_ID, RESERVED, WINDOWS, id_fault, id_meant
from generator.model.settings import Settings, Verdict, Verification
from generator.model.source import Capture, Copied, Origin, OriginRef, SourceDocument, SourceRef, Translation

__all__ = [
    "BOOLEANS",
    "FILES",
    "ID",
    "MAX_ID",
    "NOT_YET",
    "RESERVED",
    "UNKNOWN",
    "WINDOWS",
    "YES",
    "Capture",
    "Claim",
    "Copied",
    "Correction",
    "Day",
    "Dossier",
    "Draft",
    "Event",
    "Evidence",
    "Figure",
    "Icon",
    "Id",
    "Kind",
    "MediaRating",
    "Moment",
    "Origin",
    "OriginRef",
    "PartialDate",
    "Settings",
    "Shape",
    "SourceDocument",
    "SourceRef",
    "Stance",
    "Translation",
    "Url",
    "Verdict",
    "Verification",
    "ascii_url",
    "claim_shape",
    "id_fault",
    "id_meant",
    "primary",
    "same_page",
    "whole_address",
]

FILES: dict[str, type[Shape]] = {
    "claim": Claim,
    "source": SourceDocument,
    "dossier": Dossier,
    "publication": Settings,
}
"""What a file may be, by the name of its JSON Schema."""
