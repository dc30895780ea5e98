"""The records of a WARC file one after the other, within bounds: whoever saved it may not have made it."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from generator.capture.error import CaptureError

HEAD_BYTES = 64 * 1024
"""Bytes a record's head may have, and the head of the answer in it; servers and browsers allow less."""
_BLOCK = 16 * 1024
_GZIP = b"\x1f\x8b"


@dataclass
class Budget:
    """What is left to spend on one archive, over all of its files."""

    unpacked: int
    """Bytes, when unpacked."""
    records: int = 20_000
    kept: int = 64 * 2**20
    """Bytes of pages, which are held in memory."""

    def __post_init__(self) -> None:
        """Keep what there was at first, to be told."""
        self._first = (self.unpacked, self.records, self.kept)

    def spend(self, *, unpacked: int = 0, records: int = 0, kept: int = 0) -> None:
        """Raises CaptureError where there is less left."""
        self.unpacked, self.records, self.kept = self.unpacked - unpacked, self.records - records, self.kept - kept
        unpacked, records, kept = self._first
        if self.unpacked < 0:
            raise _too_large(f"has more than {unpacked:,} bytes when unpacked")
        if self.records < 0:
            raise _too_large(f"has more than {records:,} records")
        if self.kept < 0:
            raise _too_large(f"has pages of more than {kept:,} bytes together")


class _Bounded:
    """A file, unpacked if it is packed with gzip, that gives no more than the budget has, nor than a head may have."""

    def __init__(self, file: IO[bytes], budget: Budget) -> None:
        """Look at the first two bytes to see whether it is packed. What is packed in that isn't unpacked."""
        self._file: Any = gzip.GzipFile(fileobj=file) if _starts(file) else file
        if self._file is not file and _starts(self._file):
            raise ValueError("it is packed twice")
        self._budget, self._count, self._end = budget, 0, 0

    def tell(self) -> int:
        """The bytes given so far."""
        return self._count

    def begin_head(self) -> None:
        """A head is read next. Blocks read ahead are not counted twice."""
        self._end = self._count + HEAD_BYTES + _BLOCK

    def end_head(self) -> None:
        """What is read next may be as long as the budget allows."""
        self._end = 0

    def read(self, size: int) -> bytes:
        """Some bytes, none at the end. Raises CaptureError where they are too many, ValueError where they break off."""
        try:
            data: bytes = self._file.read(min(size, self._budget.unpacked + 1))
        except EOFError:  # warcio would take it for the end
            raise ValueError("it is packed, and breaks off before its end") from None
        self._count += len(data)
        self._budget.spend(unpacked=len(data))
        if self._end and self._count > self._end:
            raise _too_large(f"has a record whose head has more than {HEAD_BYTES:,} bytes")
        return data


def _starts(file: Any) -> bool:
    packed = file.read(2) == _GZIP
    file.seek(0)
    return bool(packed)


def records(file: IO[bytes], budget: Budget) -> Iterator[ArcWarcRecord]:
    """Each record; what isn't read of it is left out.

    Raises CaptureError where the budget is spent, ValueError if the file ends within a record, and what warcio raises.
    """
    bounded = _Bounded(file, budget)
    found = iter(ArchiveIterator(bounded, no_record_parse=True, block_size=_BLOCK))
    while True:
        bounded.begin_head()
        record = next(found, None)
        bounded.end_head()
        if record is None:
            return
        budget.spend(records=1)
        yield record
        while record.raw_stream.read(_BLOCK):
            pass
        if getattr(record.raw_stream, "limit", 0) > 0:
            raise ValueError("a record breaks off before its end")


def _too_large(what: str) -> CaptureError:
    return CaptureError(f"the archive {what}; save the one page alone", rule="too-large")
