"""The source document `claims/sources/<id>.yml`: written anew, or completed without touching what stands there."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import yaml

from generator.capture.error import CaptureError
from generator.capture.stated import Stated
from generator.capture.store import Meta
from generator.dates import UNKNOWN, is_day
from generator.model import BOOLEANS, same_page
from generator.problem import shown

Fields = dict[str, Any]
"""A source document's fields in their order: texts, whole numbers, lists and mappings of these."""

UNDETERMINED = "und"
"""BCP 47's tag for a language that isn't known."""

_HEAD = """\
# yaml-language-server: $schema=../../docs/schema/source.json
# A source document. Capturing filled in what the page states; where it states nothing, `unknown` is an honest answer.
# Put right what is wrong. Where they apply, add: date_note, interest, republishes, translated_from, note.
"""
_NO_KIND = "# kind: article, statement, report, law, dataset, post, video, image, audio, book or other; say which\n"
_CAPTURE_HEAD = "# How it was captured. The quotations' proofs rest on this; capture again instead of editing it.\n"

# The characters claims/ refuses, escaped or not (see generator.source): controls, unseen line ends, direction changes.
_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff"
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


def proposed(
    meta: Meta,
    stated: Stated,
    *,
    words: int,
    root: str,
    url: str | None = None,
    kind: str | None = None,
    captured: str | None = None,
    archives: Sequence[str] = (),
) -> Fields:
    """What can be said of a document from its capture; `unknown` for all else.

    Args:
        meta: how it was captured.
        stated: what the page says of itself.
        words: the words of the article.
        root: the Merkle root over them.
        url: the page's address, where a file was captured and a person knows it.
        kind: what sort of document it is; by default what the page says, and no field if it says nothing.
        captured: the moment or day a captured file was saved, or as much of it as a person knows.
        archives: addresses of archived copies.
    """
    from_web = meta.how in ("http", "warc", "wacz")
    moment = captured or (meta.captured if from_web else UNKNOWN)
    fields: Fields = {
        "title": stated.title or UNKNOWN,
        "publisher": stated.publisher or UNKNOWN,
        "url": same_page(url or (meta.url if from_web else UNKNOWN)),
        "kind": kind or stated.kind,
        "language": stated.language or UNDETERMINED,
        "author": stated.author or UNKNOWN,
        "published": stated.published or UNKNOWN,
        "accessed": moment[:10] if is_day(moment[:10]) else UNKNOWN,
        "archives": list(archives),
        "capture": _capture(meta, moment, words, root),
    }
    return {name: value for name, value in fields.items() if value is not None}


def _capture(meta: Meta, moment: str, words: int, root: str) -> Fields:
    """The `capture:` block; which words were kept, only where something was cut away."""
    return {
        "captured": moment,
        "from": meta.asked,
        "how": meta.how,
        "received_sha256": meta.received_sha256,
        "extractor": meta.extractor,
        **(meta.cut.plain() if meta.cut else {"extracted_words": words}),
        "words": words,
        "root": root,
    }


def complete(existing: str | None, fields: Fields, url: str | None = None) -> str:
    """The document's YAML text with what is missing.

    Args:
        existing: the file's text, or None if there is no file.
        fields: as `proposed` gives them.
        url: the page's address, where a person gave it: it takes the place of an `unknown` one.

    A field that is there stays as it is, also where it says `unknown`; only `capture` is replaced, and addresses are
    added to `archives`. Every other byte stays. Raises CaptureError if the text isn't a plain block mapping.
    """
    if existing is None or not existing.strip():
        return _new(fields)
    url = url if str(described(existing).get("url")) == UNKNOWN else None
    text = _with_capture(_with_url(existing, url) if url else existing, fields)
    text = _with_archives(text, fields.get("archives", []))
    missing = {name: value for name, value in fields.items() if name not in _entries(text)}
    text = _ended(text) + _in_style("".join(_field(*entry) for entry in missing.items()), existing)
    _require_kept(existing, text, fields, {"url": url} if url else {})
    return text


def described(existing: str | None) -> Fields:
    """What the document's YAML text says, its values as text. Raises CaptureError if it isn't a plain block mapping."""
    return dict(_data(existing)) if existing else {}


def captured_before(existing: str | None) -> Mapping[str, Any]:
    """The `capture:` block of the document's YAML text, its values as text; empty where there is none."""
    block = described(existing).get("capture")
    return block if isinstance(block, Mapping) else {}


def scalar(text: str) -> str:
    """A text as a YAML scalar that readers of YAML 1.1 and 1.2 take for exactly this text, on one line.

    Raises CaptureError for control characters and others that `claims/` refuses.
    """
    if found := _REFUSED.search(text):
        refused = f"{shown(text)} holds the character U+{ord(found[0]):04X}, which no file of claims may hold"
        raise CaptureError(refused, rule="character")
    return text if _is_plain(text) else json.dumps(text, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    """Whether the text is the same without quotes: no sign, number, date, boolean or null, and nothing that ends it."""
    return (
        text[:1].isalpha()
        and text.isprintable()
        and not re.search(r": | #|[: ]$", text)
        and text.lower() not in BOOLEANS
    )


def _new(fields: Fields) -> str:
    parts = [_HEAD]
    for name, value in fields.items():
        parts += [_CAPTURE_HEAD] if name == "capture" else []
        parts += [_field(name, value)]
        parts += [_NO_KIND] if name == "url" and "kind" not in fields else []
    return "".join(parts)


def _field(name: str, value: Any, indent: str = "") -> str:
    """A field's lines. Lists of texts have an item a line; lists of numbers and empty lists stand in brackets."""
    if isinstance(value, Mapping):
        return f"{indent}{name}:\n" + "".join(_field(*entry, indent + "  ") for entry in value.items())
    if isinstance(value, list) and value and isinstance(value[0], str):
        return f"{indent}{name}:\n" + "".join(f"{indent}  - {scalar(item)}\n" for item in value)
    return f"{indent}{name}: {scalar(value) if isinstance(value, str) else json.dumps(value)}\n"


def _entries(text: str) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """The fields of a document, each with the nodes of its name and its value. Raises CaptureError."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise _unfit(f"isn't readable YAML ({str(error).splitlines()[0]})") from None
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode) or root.flow_style or root.start_mark.column:
        raise _unfit("isn't one field a line, starting at the line's first column")
    if re.search(r"^\.\.\.", text, re.MULTILINE):
        raise _unfit("ends with the line `...`")
    return {str(name.value): (name, value) for name, value in root.value}


def _unfit(fault: str) -> CaptureError:
    return CaptureError(f"the source document {fault}; mend it, then capture again", rule="record")


def _with_url(text: str, url: str) -> str:
    """The text with this address in place of what stands there."""
    value = _entries(text)["url"][1]
    return text[: value.start_mark.index] + scalar(url) + text[value.end_mark.index :]


def _with_capture(text: str, fields: Fields) -> str:
    """The text with its `capture:` block replaced, if it has one; comments and empty lines after it stay."""
    entries = _entries(text)
    if "capture" not in entries or "capture" not in fields:
        return text
    starts = [name.start_mark.index for name, _ in entries.values()]
    start = entries["capture"][0].start_mark.index
    end = dict(pairwise([*starts, len(text)]))[start]
    lines = text[start:end].splitlines(keepends=True)
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].startswith("#")):
        lines.pop()
    rest = text[start + len("".join(lines)) :]
    return text[:start] + _in_style(_field("capture", fields["capture"]), text) + rest


def _with_archives(text: str, archives: list[str]) -> str:
    """The text with the addresses its `archives` lacks, after the ones that are there."""
    entries = _entries(text)
    if "archives" not in entries:
        return text
    node = entries["archives"][1]
    if not isinstance(node, yaml.SequenceNode):
        raise _unfit("has `archives` that isn't a list")
    known = [item.value for item in node.value]
    added = [address for address in archives if address not in known]
    if not added:
        return text
    return _in_brackets(text, node, added) if node.flow_style else _on_lines(text, node, added)


def _in_brackets(text: str, node: yaml.SequenceNode, added: list[str]) -> str:
    end = (node.value[-1].end_mark if node.value else node.start_mark).index + (not node.value)
    items = ", ".join(json.dumps(address) for address in added)
    return text[:end] + (", " if node.value else "") + items + text[end:]


def _on_lines(text: str, node: yaml.SequenceNode, added: list[str]) -> str:
    last = node.value[-1].end_mark.index
    end = text.find("\n", last) + 1 or len(text)
    lines = "".join(f"{' ' * node.start_mark.column}- {scalar(address)}\n" for address in added)
    return _ended(text[:end]) + _in_style(lines, text) + text[end:]


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + _in_style("\n", text)


def _in_style(lines: str, text: str) -> str:
    """New lines with the ends of lines the text has."""
    return lines.replace("\n", "\r\n") if "\r\n" in text else lines


def _require_kept(before: str, after: str, fields: Fields, replaced: Fields) -> None:
    """The last check: what stood there stands there, and what was added says what it should. Raises CaptureError."""
    old, new = described(before) | replaced, described(after)
    kept = all(new.get(name) == value for name, value in old.items() if name not in ("capture", "archives"))
    added = all(new.get(name) == _as_text(value) for name, value in fields.items() if name not in old)
    if not (kept and added and new.get("capture") == _as_text(fields.get("capture"))):
        raise _unfit("is written in a way that can't be completed without changing it")


def _data(text: str) -> Iterator[tuple[str, Any]]:
    for name, (_, value) in _entries(text).items():
        yield name, _plain(value)


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {str(name.value): _plain(value) for name, value in node.value}
    return [_plain(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else node.value


def _as_text(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _as_text(part) for name, part in value.items()}
    return [_as_text(part) for part in value] if isinstance(value, list) else str(value)
