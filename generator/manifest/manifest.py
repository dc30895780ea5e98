"""manifest.json: every published file's hash, every record's, and what the site was made from."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import orjson

from generator.export import encode

FORMAT = 1
UNKNOWN = "unknown"

_HASH = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}|unknown")
_VERSION = re.compile(r"[0-9A-Za-z.+-]{1,64}")
_RECORD = re.compile(r"api/v1/((?:claims|sources|dossiers)/[a-z0-9-]+)\.json")
_UNFIT = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")
_LONGEST = 255
"""Bytes of a file's name that file systems take."""


class ManifestError(Exception):
    """This is no manifest; says what is wrong with it."""


@dataclass(frozen=True)
class Manifest:
    """What a site consists of. Hashes are SHA-256 in hexadecimal; names are paths below the site's root."""

    generator: str
    """The generator's version."""
    commit: str
    """The commit the content stands at, or `unknown` where none has exactly this content."""
    records: Mapping[str, str]
    """Records such as claims/uk-casualties to the hash of their file in the API, as canonical JSON."""
    files: Mapping[str, str]
    """Every published file but manifest.json and log.jsonl."""

    @property
    def content(self) -> str:
        """One hash for all records."""
        return hashlib.sha256(encode.canonical(dict(self.records))).hexdigest()

    def encoded(self) -> bytes:
        """The file. The same site gives the same bytes."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        said = {"format": FORMAT, "content": self.content, **own}
        return orjson.dumps(said, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def record_name(file: str) -> str | None:
    """The record that a file of the site holds, such as claims/uk-casualties; None where it holds none."""
    found = _RECORD.fullmatch(file)
    return found[1] if found else None


def record_hash(content: bytes) -> str:
    """The SHA-256 of a record's JSON in canonical form. Raises ValueError where this isn't JSON."""
    return hashlib.sha256(encode.canonical(orjson.loads(content))).hexdigest()


def unrecorded(manifest: Manifest) -> list[str]:
    """Files of records that the manifest has as a file or as a record, but not as both; sorted."""
    listed = {name for name in manifest.files if _RECORD.fullmatch(name)}
    return sorted(listed ^ {record_file(name) for name in manifest.records})


def record_file(name: str) -> str:
    """Where the site has this record."""
    return f"api/v1/{name}.json"


def decode(content: bytes) -> Manifest:
    """Read a manifest, which may be anybody's: every name and hash has the shape it must. Raises ManifestError."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        raise ManifestError("it isn't JSON") from None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise ManifestError(f"it isn't of format {FORMAT}, which this program reads")
    manifest = Manifest(
        _text(said, "generator", _VERSION), _text(said, "commit", _COMMIT), _map(said, "records"), _map(said, "files")
    )
    if said.get("content") != manifest.content:
        raise ManifestError("its `content` isn't the hash of its `records`")
    return manifest


def _text(said: dict[str, Any], name: str, shape: re.Pattern[str]) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise ManifestError(f"its `{name}` hasn't the form it must have")
    return value


def _map(said: dict[str, Any], name: str) -> dict[str, str]:
    value = said.get(name)
    if not isinstance(value, dict):
        raise ManifestError(f"its `{name}` isn't a list of names and hashes")
    for path, sha256 in value.items():
        if not isinstance(sha256, str) or not _HASH.fullmatch(sha256):
            raise ManifestError(f"its `{name}` has something that is no SHA-256")
        if not _below_root(path):
            raise ManifestError(f"its `{name}` has a name that doesn't stay below the site's root")
    return value


def _below_root(path: str) -> bool:
    """Whether this is a plain relative path that can't lead elsewhere."""
    return not _UNFIT.search(path) and len(path) <= 1_000 and all(map(_names_a_file, path.split("/")))


def _names_a_file(part: str) -> bool:
    return part not in ("", ".", "..") and len(part.encode()) <= _LONGEST
