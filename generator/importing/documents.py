"""The documents that records name: each once by its address, filled up where a later record knows more."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from generator.importing.draft import spelled
from generator.importing.existing import Existing
from generator.importing.record import Record, Work, unknown
from generator.model import UNKNOWN, SourceDocument
from generator.names import document_id

Data = dict[str, Any]

NO_LANGUAGE = "und"
"""BCP 47's word for a language nobody said."""
_OPEN: tuple[object, ...] = (None, "", UNKNOWN, NO_LANGUAGE, "other", [])


@dataclass
class Documents:
    """The documents of an import; `changed` are those whose file has to be written."""

    existing: Existing
    changed: set[str] = field(default_factory=set)

    def ids(self, record: Record, name: str, works: Iterable[Work]) -> list[str]:
        """The ids of these documents, each once."""
        found = (self._named(record, name, one) if one.id else self._described(record, name, one) for one in works)
        return list(dict.fromkeys(filter(None, found)))

    def taken(self) -> dict[str, Data]:
        """What has to be written, by id; forgotten afterwards."""
        made = {id_: self.existing.described[id_] for id_ in sorted(self.changed)}
        self.changed.clear()
        return made

    def _named(self, record: Record, name: str, work: Work) -> str:
        if work.id in self.existing.files:
            return work.id
        record.keep(name, work.id, "is no source document here")
        return ""

    def _described(self, record: Record, name: str, work: Work) -> str:
        made = _fields(record, name, work, self.existing)
        id_ = self.existing.documents.get(made["url"]) or document_id(made["url"], made["title"], made["publisher"])
        before = self.existing.described.get(id_)
        if before is not None:
            self._fill(record, name, id_, before, made)
        elif id_ not in self.existing.files and made["url"] not in self.existing.documents:
            self.existing.described[id_] = made
            self.existing.files.add(id_)
            self.changed.add(id_)
        if made["url"] != UNKNOWN:
            self.existing.documents.setdefault(made["url"], id_)
        return id_

    def _fill(self, record: Record, name: str, id_: str, before: Data, made: Data) -> None:
        """Add what wasn't known of a document; where two records say different things the first holds."""
        for field_, value in made.items():
            if value in _OPEN or before.get(field_) == value:
                continue
            if before.get(field_) in _OPEN:
                before[field_] = value
                self.changed.add(id_)
            else:
                record.keep(f"{name}.{field_}", value, f"is {before[field_]!r} in another record of this document")


def _fields(record: Record, name: str, work: Work, existing: Existing) -> Data:
    """A source document's fields; what the format refuses is a comment of the claim."""
    language = work.language.replace("_", "-")
    if language and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        record.keep(f"{name}.inLanguage", language, "is no language tag")
        language = ""
    publisher = record.short_text(f"{name}.publisher", work.publisher, 500)
    made: Data = {
        "title": unknown(record.short_text(f"{name}.title", work.title, 500)),
        "publisher": spelled(record, f"{name}.publisher", publisher, existing.publishers) if publisher else UNKNOWN,
        "url": unknown(work.url),
        "kind": work.kind,
        "language": language or NO_LANGUAGE,
        "author": unknown(record.short_text(f"{name}.author", work.author, 500)),
        "published": unknown(work.published),
        "archives": list(work.archives),
    }
    try:
        SourceDocument.model_validate(made)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            field_ = str(one["loc"][0])
            record.keep(f"{name}.{field_}", made[field_], one["msg"])
            made[field_] = [] if field_ == "archives" else UNKNOWN
    return made
