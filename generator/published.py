"""A published copy of a site, taken file by file as its own manifest lists it, to be verified like a folder."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlsplit

from generator.capture.error import CaptureError
from generator.capture.fetch import follow, web_address
from generator.capture.policy import Deadline, Policy
from generator.capture.received import Exchange, content
from generator.capture.robots import Rules
from generator.manifest.files import LOG, MANIFEST
from generator.manifest.manifest import ManifestError, decode

FILE_BYTES = 256_000_000
"""Bytes that one file may have."""
MANIFEST_BYTES = 64_000_000
"""Bytes that the manifest may have; a file of a site takes it a hundred."""
SITE_BYTES = 8_000_000_000
"""Bytes that all of them may have."""

SITE_SECONDS = 6 * 3_600
"""Seconds that all of them may take."""

_PACKED = (".gz", ".br", ".zst")


def download(url: str, folder: Path, policy: Policy, step: Callable[[int], None]) -> None:
    """Write what is published at `url` into an empty folder: the manifest, the log, and every file that it lists.

    A file that the server doesn't give is left out. `policy.timeout` is for each file. Raises CaptureError where the
    server can't be asked, leads to another host or sends too much; ManifestError; OSError.
    """
    known: Rules = {}
    until = Deadline(SITE_SECONDS)
    small = replace(policy, limit_bytes=min(policy.limit_bytes, MANIFEST_BYTES))
    first = _get(_address(web_address(url), MANIFEST), small, known)
    if first.status != 200:
        raise CaptureError(f"{first.url}: the server answered {first.status}; there is no manifest here", rule="status")
    base = first.url.removesuffix(MANIFEST)
    total = 0
    listed = content(first, MANIFEST_BYTES)
    _write(folder, MANIFEST, listed)
    for count, name in enumerate((*decode(listed).files, LOG), 1):
        answer = _get(_address(base, name), policy, known)
        if answer.status == 200:
            body = answer.payload if name.endswith(_PACKED) else content(answer, FILE_BYTES)
            total += len(body)
            _write(folder, name, body)
        if until.over:
            slow = f"{base}: the site takes longer than {SITE_SECONDS // 3_600} hours; try again later"
            raise CaptureError(slow, rule="timeout")
        if total > SITE_BYTES:
            raise CaptureError(
                f"{base}: the site is larger than {SITE_BYTES:,} bytes; that is no site of ours", rule="too-large"
            )
        step(count)


def unserved(name: str) -> bool:
    """Whether this file is for the host itself, such as `_headers`, which many hosts don't hand out."""
    return name.startswith(("_", "."))


def _address(base: str, name: str) -> str:
    """A page is asked for at the address that readers use."""
    path = "" if name == "index.html" else name.removesuffix("index.html") if name.endswith("/index.html") else name
    return f"{base.removesuffix('/')}/{quote(path)}"


def _get(url: str, policy: Policy, known: Rules) -> Exchange:
    answer = follow("GET", url, policy, Deadline(policy.timeout), known)[-1]
    here, there = urlsplit(url).hostname, urlsplit(answer.url).hostname
    if here != there:
        raise CaptureError(f"{url} leads to another host, {there}; verify that one", rule="other-host")
    return answer


def _write(folder: Path, name: str, body: bytes) -> None:
    path = folder / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    except (FileExistsError, NotADirectoryError, IsADirectoryError):
        raise ManifestError(f"{name!r} can't be a file and a folder at once") from None
