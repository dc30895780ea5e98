"""What `make fuzz` does for as long as one likes, done a little and always the same."""

import re
from pathlib import Path

from conftest import REPOSITORY, python


def test_bytes_find_no_fault(tmp_path: Path) -> None:
    """Three thousand inputs for the loader, the quotation matcher and the file of proofs, by libFuzzer where it is."""
    done = python(REPOSITORY / "tests/fuzz_bytes.py", "-runs=3000", "-seed=1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-2_000:]
    assert re.search(r"^Done 3000 runs", done.stderr, re.MULTILINE)
    assert list(tmp_path.iterdir()) == []


def test_the_counts_can_be_counted_again() -> None:
    """SECURITY.md says how many hostile texts are tried, and the command that counts them says the same."""
    said = python(REPOSITORY / "tests/fuzz.py", "--count").stdout
    stated = (REPOSITORY / "SECURITY.md").read_text("utf-8")
    numbers = re.findall(r"^([0-9,]+) ", said, re.MULTILINE)
    assert len(numbers) == 3
    assert [number for number in numbers if number not in stated] == []
