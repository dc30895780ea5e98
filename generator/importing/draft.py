"""A record as the fields of a draft claim. What a field won't take is kept as a comment and reported."""

import re
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from generator import dates, notes
from generator.importing.existing import Existing
from generator.importing.record import Record, unknown
from generator.model import UNKNOWN, Draft, Settings
from generator.names import folded

Data = dict[str, Any]

_MARKUP = re.compile(r"([\\`*_\[\]<>#])|^([-+])(?= )|^(\d+)([.)])(?= )", re.MULTILINE)
_LONGEST = {"claim": 500, "claimant": 500, "summary": 1_000, "why_checked": 1_000}


def fields(record: Record, existing: Existing, settings: Settings, verdict: str) -> Data:
    """The fields that don't name documents. `verdict` is an id of the scale, or empty."""
    made: Data = {
        "draft": "true",
        "claim": unknown(record.short_text("claim", record.claim, _LONGEST["claim"])),
        "short": record.short,
        "claimant": _claimant(record, existing),
        "claimed": _claimed(record),
        "verdict": verdict or UNKNOWN,
        "summary": unknown(record.short_text("summary", record.summary, _LONGEST["summary"])),
        "notes": _notes(record),
        "topics": _topics(record, settings),
        "authors": record.few("author", record.authors),
        "published": unknown(record.published),
        "corrections": _corrections(record),
        "expires": record.expires,
        "moved_from": "" if _own(record, settings) else record.url,
        **{name: text for name, text in record.direct.items() if not name.startswith("withdrawn")},
    }
    if made.get("dossier") and made["dossier"] not in existing.dossiers:
        record.keep("dossier", made.pop("dossier"), "is no dossier here")
    if not record.claim:
        record.note("claim", "missing", "no claim's text was found; write it")
    return _valid(record, {name: value for name, value in made.items() if value})


def own_id(record: Record, settings: Settings) -> str:
    """The id that the fact-check has in this publication, where its address says so."""
    base = f"{settings.url}claims/" if settings.url else None
    return record.url.removeprefix(base).strip("/") if base and record.url.startswith(base) else ""


def _own(record: Record, settings: Settings) -> bool:
    return bool(settings.url and record.url.startswith(settings.url))


def _claimant(record: Record, existing: Existing) -> str:
    """The claimant in the spelling used here already, since both are one name."""
    name = record.short_text("claimant", record.claimant, _LONGEST["claimant"])
    return spelled(record, "claimant", name, existing.claimants) if name else UNKNOWN


def spelled(record: Record, field: str, name: str, known: dict[str, str]) -> str:
    """A name as it was spelt first; another spelling of it is kept as a comment."""
    first = known.setdefault(folded(name), name)
    if first != name:
        record.keep(field, name, f"is spelt {first!r} elsewhere, so it is here")
    return first


def _claimed(record: Record) -> str:
    """When it was made; a day after it was checked is wrong one way or the other."""
    if record.published and dates.is_after(unknown(record.claimed), record.published):
        record.keep("claimed", record.claimed, f"is after the fact-check was published ({record.published})")
        return UNKNOWN
    return unknown(record.claimed)


def _topics(record: Record, settings: Settings) -> list[str]:
    """The topics of this publication among the archive's words; the rest are comments."""
    known = {name.casefold(): id_ for id_, label in settings.topics.items() for name in (id_, label)}
    words = [one for one in record.topics if one]
    if rest := [" ".join(one.split()) for one in words if one.casefold() not in known]:
        record.set_aside("topics", ", ".join(dict.fromkeys(rest)))
    return list(dict.fromkeys(known[one.casefold()] for one in words if one.casefold() in known))


def _corrections(record: Record) -> list[Data]:
    """Corrections; why is unknown, since archives say it in one text with what."""
    found: list[Data] = []
    for day, text in record.corrections:
        if record.published and dates.is_after(record.published, day):
            record.keep("correction", f"{day}: {text}", "is before the fact-check was published")
        else:
            what = record.short_text("correction", text, _LONGEST["summary"])
            found.append({"date": day, "what": what, "why": UNKNOWN})
    return record.few("correction", found)


def _notes(record: Record) -> str:
    """The analysis as Markdown that shows its text; what Markdown can't show is a comment."""
    if not record.body:
        return ""
    text = _MARKUP.sub(lambda one: f"\\{one[0]}" if one[1] or one[2] else f"{one[3]}\\{one[4]}", record.body)
    if len(text) > 20_000:
        record.keep("body", record.body, "has more characters than an analysis may have")
        return ""
    if fault := next(notes.faults(text), None):
        record.keep("body", record.body, fault[1])
        return ""
    return text


def _valid(record: Record, made: Data) -> Data:
    """The fields without those that the format refuses; what they said is a comment."""
    while True:
        try:
            Draft.model_validate(made)
        except ValidationError as error:
            for loc, message in {one["loc"][:2]: one["msg"] for one in error.errors(include_url=False)}.items():
                _drop(record, made, loc, message)
        else:
            return made


def _drop(record: Record, made: Data, loc: Sequence[str | int], message: str) -> None:
    """Take one value out of the fields, or one item out of its list."""
    name = str(loc[0])
    value = made.pop(name, None)
    if isinstance(value, list) and len(loc) > 1 and isinstance(loc[1], int) and len(value) > loc[1]:
        record.keep(name, value.pop(loc[1]), message)
        if value:
            made[name] = value
    elif value is not None:
        record.keep(name, value, message)
    if name == "claim":
        made["claim"] = UNKNOWN
