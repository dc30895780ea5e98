"""How what is there differs from what is stated, each difference with its file and what to make of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from generator.manifest.manifest import UNKNOWN, Manifest, record_file, record_hash, unrecorded


@dataclass(frozen=True, order=True)
class Difference:
    """One file that isn't what it should be. `line` counts from 1; 1 where the whole file is meant."""

    path: str
    line: int
    what: str


def with_manifest(manifest: Manifest, found: Mapping[str, str]) -> list[Difference]:
    """Files of a site against its own manifest."""
    return _differences(
        manifest.files,
        found,
        missing="the manifest lists it, but it isn't there",
        more="it isn't in the manifest",
        other="it isn't what the manifest says",
    )


def with_built(built: Mapping[str, str], published: Mapping[str, str]) -> list[Difference]:
    """Files of a site against those that the claims give when they are built again."""
    return _differences(
        built,
        published,
        missing="the claims give this file, but it isn't there",
        more="the claims don't give this file",
        other="the claims give another content",
    )


def with_stated(stated: Manifest, built: Manifest, name: str) -> list[Difference]:
    """What the manifest called `name` states of its making against what was found when it was built again.

    A commit that is `unknown` on either side is no statement.
    """
    found = []
    if UNKNOWN not in (stated.commit, built.commit) and stated.commit != built.commit:
        found.append(f"it states commit {stated.commit}, but the checkout gives {built.commit}")
    if stated.generator != built.generator:
        found.append(f"it states attested {stated.generator}, but the checkout's is {built.generator}")
    return [Difference(name, 1, what) for what in found]


def with_records(manifest: Manifest, read: Callable[[str], bytes | None]) -> list[Difference]:
    """Records of the manifest against those of the site; `read` gives a file, None where it isn't there."""
    said = "the manifest has it as a file or as a record, but not as both"
    found = [Difference(name, 1, said) for name in unrecorded(manifest)]
    for name, sha256 in sorted(manifest.records.items()):
        content = read(record_file(name))
        if content is not None and _hash(content) != sha256:
            found.append(Difference(record_file(name), 1, "the record isn't what the manifest says"))
    return found


def _hash(content: bytes) -> str:
    try:
        return record_hash(content)
    except (ValueError, RecursionError):
        return ""


def _differences(
    wanted: Mapping[str, str], found: Mapping[str, str], *, missing: str, more: str, other: str
) -> list[Difference]:
    said: Iterable[tuple[str, str]] = (
        *((name, missing) for name in wanted.keys() - found.keys()),
        *((name, more) for name in found.keys() - wanted.keys()),
        *((name, other) for name in wanted.keys() & found.keys() if wanted[name] != found[name]),
    )
    return sorted(Difference(name, 1, what) for name, what in said)
