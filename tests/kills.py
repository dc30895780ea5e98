"""Kill commands at random moments and look at what is left: `python tests/kills.py 200` does so 200 times and counts.

The moments come from a seed, so that a run can be repeated as far as the machine is as fast. After each kill every
file has to be as before or as it should become, the site has to be the old one or the new one as a whole, and the next
run has to finish the work.
"""

import argparse
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from conftest import ENVIRONMENT, contents, copy_project

from generator.capture.store import load

CLAIM = "claims/harbour/harbour-closed.yml"
TEMPORARY = (".attested-", ".new-")
"""How the names of files start that are being written."""

Contents = Mapping[str, bytes]


def _settled(folder: Path) -> dict[str, bytes]:
    """A folder's files, without those that were being written."""
    found = contents(folder) if folder.is_dir() else {}
    return {name: content for name, content in found.items() if not name.split("/")[-1].startswith(TEMPORARY)}


@dataclass
class Work:
    """A command, the folder it changes, what to do before a run (given the round), and the states that are allowed."""

    name: str
    arguments: Sequence[str]
    folder: str
    before: Callable[[Path, int], None]
    whole: bool = False
    """Whether the folder has to be one of the states as a whole, not file by file."""
    code: int = 0
    """The exit code of a run that isn't killed: an import reports what its archive doesn't say."""
    seconds: float = 0
    start: list[Contents] = field(default_factory=list)
    done: list[Contents] = field(default_factory=list)

    def run(self, root: Path, kill_after: float | None = None) -> int:
        """The exit code; minus nine where it was killed."""
        command = [sys.executable, "-m", *(one.format(root=root) for one in self.arguments)]
        process = subprocess.Popen(
            command, cwd=root, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        try:
            process.communicate(timeout=kill_after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
        return process.returncode

    def faults(self, root: Path) -> list[str]:
        """What is neither as it was nor as it should become."""
        found, states = _settled(root / self.folder), [*self.start, *self.done]
        if self.whole:
            return [] if found in states else [f"{self.name}: {self.folder} is no whole site"]
        names = {*found, *(name for state in states for name in state)}
        allowed = {name: [state.get(name) for state in states] for name in names}
        return [f"{self.name}: {name}" for name in sorted(names) if found.get(name) not in allowed[name]]


def _edit(root: Path, round_: int) -> None:
    """The claim in one wording or the other, by turns."""
    words = ("for all of May", "for most of May")
    path = root / CLAIM
    text = path.read_text("utf-8").replace(words[(round_ + 1) % 2], words[round_ % 2])
    path.write_text(text, "utf-8")


def _uncaptured(root: Path, round_: int) -> None:
    """No source document of that name, every other time."""
    if round_ % 2 == 0:
        (root / "claims/sources/quay.yml").unlink(missing_ok=True)


def _unproved(root: Path, round_: int) -> None:
    """A capture at hand, and its quotation without a proof every other time."""
    if not (root / "captures/gazette-harbour").exists():
        _done(root, *CAPTURED.format(root=root).split(), "--start", "PORT EXAMPLE, Monday")
    if round_ % 2 == 0:
        (root / "claims/sources/gazette-harbour.proofs.json").unlink(missing_ok=True)


def _unreleased(root: Path, round_: int) -> None:
    """A built site, and no log of releases every other time."""
    _unpacked(root, round_)
    (root / "releases").mkdir(exist_ok=True)
    if round_ % 2 == 0:
        (root / "releases/log.jsonl").unlink(missing_ok=True)


def _unpacked(root: Path, round_: int) -> None:
    """A built site, without compressed copies every other time."""
    if not (root / "site").exists():
        _done(root, "mkdocs", "build", "-q")
    for path in [*(root / "site").rglob("*.gz")] if round_ % 2 == 0 else ():
        path.unlink()


def _done(root: Path, *arguments: str) -> None:
    """Run a command, which has to succeed."""
    subprocess.run([sys.executable, "-m", *arguments], cwd=root, env=ENVIRONMENT, check=True, capture_output=True)


def _untidy(root: Path, round_: int) -> None:
    """Some files not in canonical form."""
    for path in sorted((root / "claims").rglob("*.yml")):
        text = path.read_text("utf-8")
        path.write_text(text if text.startswith("#x\n") else f"#x\n\n\n{text}", "utf-8")


ARCHIVE = [
    {
        "@type": "ClaimReview",
        "url": f"https://facts.example/{number}",
        "claimReviewed": f"Ship number {number} was sold.",
        "datePublished": "2021-05-03",
        "itemReviewed": {"@type": "Claim", "appearance": [{"url": f"https://post.example/{number}"}]},
    }
    for number in range(40)
]


def _unimported(root: Path, round_: int) -> None:
    """An archive, of which nothing is imported every other time."""
    (root / "archive.json").write_text(json.dumps(ARCHIVE), "utf-8")
    if round_ % 2 == 0:
        shutil.rmtree(root / "claims/imported", ignore_errors=True)
        for path in (root / "claims/sources").glob("post-example-*.yml"):
            path.unlink()


CAPTURE = (
    "generator capture {root}/saved/gazette-harbour.txt --id quay --captured 2025-06-18 --captures {root}/captures"
)
CAPTURED = "generator capture {root}/saved/gazette-harbour.txt --id gazette-harbour --captures {root}/captures"
IMPORT = "generator import {root}/archive.json"
BUILDS = (
    Work("mkdocs build", ["mkdocs", "build", "-q", "-d", "{root}/site"], "site", _edit, whole=True),
    Work("attested build", ["generator", "build"], "docs/_generated", _edit),
)
WRITES = (
    Work("attested capture", CAPTURE.split(), "claims", _uncaptured),
    Work("attested attest", ["generator", "attest", "--captures", "{root}/captures"], "claims", _unproved),
    Work("attested tidy", ["generator", "tidy"], "claims", _untidy),
    Work("attested import", [*IMPORT.split(), "--format", "claimreview"], "claims", _unimported, code=1),
    Work("attested release", ["generator", "release"], "releases", _unreleased),
    Work("attested compress", ["generator", "compress"], "site", _unpacked),
)


def prepare(work: Work, root: Path) -> None:
    """The states that runs without a kill go through, and how long one takes."""
    work.start.clear()
    work.done.clear()
    for round_ in (0, 1):
        work.before(root, round_)
        work.start.append(_settled(root / work.folder))
        begun = time.monotonic()
        assert work.run(root) == work.code, f"{work.name} doesn't run"
        took = time.monotonic() - begun
        work.seconds = min(took, work.seconds or took)
        work.done.append(_settled(root / work.folder))
    if work.whole:
        work.start.clear()  # the folder was there before the first kill


def kill(work: Work, root: Path, round_: int, after: float) -> tuple[bool, list[str]]:
    """Whether a run was killed before its end, and what was wrong then and after the next run."""
    work.before(root, round_)
    killed = work.run(root, after) == -signal.SIGKILL
    faults = work.faults(root)
    if work.name == "attested capture":
        load(root / "captures", "quay")
    if work.run(root) != work.code:
        return killed, [*faults, f"{work.name}: the next run failed"]
    if _settled(root / work.folder) != work.done[round_ % 2]:
        faults.append(f"{work.name}: the next run didn't finish the work")
    if litter := [path.name for path in root.iterdir() if path.name.startswith(("site.", ".site"))]:
        faults.append(f"{work.name}: left {litter}")
    return killed, faults


def main() -> int:
    """Count kills and faults by command."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("kills", type=int, nargs="?", default=200)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    random, counts, all_faults = Random(options.seed), Counter[str](), []
    works = (*BUILDS, *WRITES)
    with tempfile.TemporaryDirectory() as folder:
        for work in works:
            root = copy_project(Path(folder) / work.name.replace(" ", "-"))
            prepare(work, root)
            for round_ in range(options.kills // len(works)):
                killed, faults = kill(work, root, round_, random.uniform(0.02, work.seconds))
                counts[work.name] += killed
                counts[f"{work.name}, done before the kill"] += not killed
                all_faults += faults
            shutil.rmtree(root)
            print(f"{work.name}: {counts[work.name]} kills survived", flush=True)
    print(*(f"{count:4} {name}" for name, count in sorted(counts.items())), sep="\n")
    print(*all_faults, f"{len(all_faults)} faults", sep="\n")
    return bool(all_faults)


if __name__ == "__main__":
    sys.exit(main())
