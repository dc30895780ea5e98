"""How long `check` takes, and how much memory, on one hostile file: `.venv/bin/python bench/hostile.py`.

The files are those of tests/test_files.py, each put into the example project alone. Seconds are those of the processor,
the program's start included; memory is the most that any of them took.
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from conftest import ENVIRONMENT, REPOSITORY, copy_project, put
from test_files import CONTENTS, EVIL, GIANTS

SECONDS, MEGABYTES = 2, 200


def seconds(root: Path, content: str | bytes) -> float:
    """The time of one check."""
    put(root, {EVIL: content})
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "generator", "check", "--root", str(root)]
    done = subprocess.run(command, cwd=REPOSITORY, env=ENVIRONMENT, capture_output=True)
    assert (done.returncode, done.stderr) == (1, b""), done
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Measure each file, show the slowest."""
    with tempfile.TemporaryDirectory() as name:
        root = copy_project(Path(name) / "project")
        files = {**{f"{key}, 1 MiB": one for key, one in GIANTS.items()}, **CONTENTS}
        taken = sorted(((seconds(root, content), key) for key, content in files.items()), reverse=True)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{len(taken)} files; the most memory {memory:.0f} MB; the slowest:")
    print(*(f"{time:5.2f} s  {key}" for time, key in taken[:5]), sep="\n")
    return int(taken[0][0] > SECONDS or memory > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
