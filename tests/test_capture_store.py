import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fixtures.capture.server import FOLDER

from generator.capture import local
from generator.capture.boundaries import CutRecord, cut
from generator.capture.error import CaptureError
from generator.capture.extract import Extracted, extract
from generator.capture.private import put
from generator.capture.received import Received, content
from generator.capture.store import Capture, Meta, load, recomputed, save

NOW = datetime(2031, 3, 5, 10, 0, 7, tzinfo=UTC)


def taken(name: str = "lighthouse.html") -> tuple[Received, Extracted]:
    """A fixture's page, received and extracted."""
    received = local.read(FOLDER / name, now=lambda: NOW)
    return received, extract(content(received.page, 1_000_000), received.content_type, received.url)


def kept(folder: Path) -> tuple[Capture, CutRecord]:
    """A capture that was cut, and its cut."""
    received, extracted = taken()
    text, record = cut(extracted.text, start="The harbour council", end="the harbour office said")
    capture = save(folder, "lighthouse", received, extracted, record)
    assert capture.text == text
    return capture, record


def test_a_capture_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    """The article's text, and how it was captured."""
    capture, record = kept(tmp_path)
    received, extracted = taken()
    assert load(tmp_path, "lighthouse") == capture
    assert capture.meta == Meta(
        captured="2031-03-05T10:00:07Z",
        asked="lighthouse.html",
        url="lighthouse.html",
        how="html-file",
        redirects=(),
        received_sha256=received.sha256,
        warc=f"20310305100007-{received.sha256[:12]}.warc.gz",
        extractor=extracted.extractor,
        cut=record,
    )


def test_the_article_can_be_made_anew(tmp_path: Path) -> None:
    """From the bytes received and the cut; without a cut, from the bytes."""
    capture, _ = kept(tmp_path)
    assert recomputed(tmp_path, "lighthouse") == capture.text
    received, extracted = taken("lighthouse.txt")
    save(tmp_path, "plain", received, extracted, None)
    assert recomputed(tmp_path, "plain") == extracted.text
    assert json.loads((tmp_path / "plain" / "capture.json").read_text())["cut"] is None


def test_there_may_be_no_capture(tmp_path: Path) -> None:
    """None, whether the folder is there or not; no folder is made."""
    assert load(tmp_path / "captures", "lighthouse") is None
    assert recomputed(tmp_path / "captures", "lighthouse") is None
    assert not list(tmp_path.iterdir())


def test_a_capture_cut_short_is_none(tmp_path: Path) -> None:
    """The metadata is written last."""
    kept(tmp_path)
    (tmp_path / "lighthouse" / "capture.json").unlink()
    assert load(tmp_path, "lighthouse") is None


def test_capturing_again_keeps_what_was_received_before(tmp_path: Path) -> None:
    """The text gives way, the earlier bytes stay."""
    kept(tmp_path)
    received, extracted = taken()
    later = replace(received, fetched_at=NOW.replace(year=2032))
    save(tmp_path, "lighthouse", later, extracted, None)
    assert len(list((tmp_path / "lighthouse").glob("*.warc.gz"))) == 2
    again = load(tmp_path, "lighthouse")
    assert again
    assert (again.text, again.meta.captured) == (extracted.text, "2032-03-05T10:00:07Z")


def _change_text(place: Path) -> None:
    (place / "article.txt").write_text("another")


def _lose_text(place: Path) -> None:
    (place / "article.txt").unlink()


def _break_json(place: Path) -> None:
    (place / "capture.json").write_text("{")


def _empty_json(place: Path) -> None:
    (place / "capture.json").write_text("[]")


def _link_text(place: Path) -> None:
    (place / "article.txt").rename(place / "elsewhere")
    (place / "article.txt").symlink_to(place / "elsewhere")


def _nest_json(place: Path) -> None:
    (place / "capture.json").write_text("[" * 200_000)


def _endless_number(place: Path) -> None:
    meta = json.loads((place / "capture.json").read_bytes())
    (place / "capture.json").write_text(json.dumps({**meta, "redirects": [["x", 1e400]]}))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_change_text, "article.txt was changed or lost since the capture; capture it again"),
        (_lose_text, "article.txt was changed or lost since the capture; capture it again"),
        (_break_json, "capture.json is damaged; capture the article again"),
        (_empty_json, "capture.json is damaged; capture the article again"),
        (_nest_json, "capture.json is damaged; capture the article again"),
        (_endless_number, "capture.json is damaged; capture the article again"),
        (_link_text, "article.txt is a symbolic link; put the folder or file itself there"),
    ],
)
def test_a_changed_capture_is_no_capture(tmp_path: Path, change: Callable[[Path], None], message: str) -> None:
    """Nothing is proved against a text that was touched."""
    kept(tmp_path)
    change(tmp_path / "lighthouse")
    with pytest.raises(CaptureError) as caught:
        load(tmp_path, "lighthouse")
    assert str(caught.value) == f"{tmp_path}/lighthouse/{message}"


def test_changed_bytes_are_seen(tmp_path: Path) -> None:
    """What was received has its hash in the metadata."""
    capture, _ = kept(tmp_path)
    other, extracted = taken("lighthouse.txt")
    other = replace(other, exchanges=(replace(other.page, url="lighthouse.html"),))
    made = save(tmp_path, "other", other, extracted, None)
    (tmp_path / "other" / made.meta.warc).rename(tmp_path / "lighthouse" / capture.meta.warc)
    with pytest.raises(CaptureError) as caught:
        recomputed(tmp_path, "lighthouse")
    assert str(caught.value) == f"{capture.meta.warc} was changed since the capture; capture it again"


def test_nothing_half_written_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fails, the file that was there stays, and no other."""
    path = tmp_path / "file"
    put(path, b"before")

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(CaptureError) as caught:
        put(path, b"after")
    assert str(caught.value) == f"{path} can't be written (No space left on device)"
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_what_can_not_be_read_is_a_fault(tmp_path: Path) -> None:
    """A folder where a file should be."""
    (tmp_path / "lighthouse" / "capture.json").mkdir(parents=True)
    with pytest.raises(CaptureError) as caught:
        load(tmp_path, "lighthouse")
    assert str(caught.value) == f"{tmp_path}/lighthouse/capture.json can't be read (Is a directory)"
