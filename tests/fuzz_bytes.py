"""Bytes by coverage: what libFuzzer makes of the loader and of the quotation matcher, driven by atheris.

    python tests/fuzz_bytes.py -max_total_time=600    # ten minutes, other bytes each time
    python tests/fuzz_bytes.py -runs=2000 -seed=1     # the same bytes each time

Options are libFuzzer's. Where there is no atheris for this machine, bytes are mutated without looking at coverage.
The count of executions is libFuzzer's last line. A fault ends the run with its trace, and its bytes lie in a file
crash-… that can be given as an argument to see it again.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

try:
    import atheris
except ImportError:  # there are wheels for some machines only
    atheris = None

if atheris is not None:
    with atheris.instrument_imports(include=["generator"]):
        from generator.problem import Problem
        from generator.quotation import find, nearest, proof, proof_file, quote, tree, words
        from generator.report import as_json, github, text
        from generator.source import load
else:
    from generator.problem import Problem
    from generator.quotation import find, nearest, proof, proof_file, quote, tree, words
    from generator.report import as_json, github, text
    from generator.source import load

PROJECT = Path(__file__).parent / "fixtures/project"
Target = Callable[[bytes], None]


def targets(folder: Path) -> dict[int, Target]:
    """What is tried, by the first byte of an input modulo their number."""
    file = folder / "x.yml"

    def loads(data: bytes) -> None:
        """Any bytes are a record or located problems, and every report can be written."""
        file.write_bytes(data)
        record, problems = load(file, "claims/x.yml")
        assert record or problems
        _reported(problems)

    return {0: loads, 1: matches, 2: proves}


def _reported(problems: list[Problem]) -> None:
    """No report holds what a terminal would obey, and every problem has a place."""
    assert all(one.line >= 1 and one.column >= 1 for one in problems)
    for said in (text(problems), as_json(problems), github(problems)):
        assert all(c.isprintable() or c == "\n" for c in said)
        said.encode()


def matches(data: bytes) -> None:
    """What is found in a text can be proved of it, and what isn't can't; there is a nearest passage or none."""
    own, _, other = data.decode("utf-8", "replace").partition("\n\n")
    known = words.words(other)
    try:
        quotation = quote.parse(own)
    except quote.QuotationError:
        return
    nearest.nearest(quotation, known)
    found = find.find(quotation, known)
    try:
        made = proof.prove(own, known)
    except (quote.QuotationError, tree.ProofError):
        assert isinstance(found, find.NotFound)
        return
    assert isinstance(found, find.Match)
    assert made.ranges == found.ranges
    proof.verify(own, made, tree.commit(known))


def proves(data: bytes) -> None:
    """Any bytes are a file of proofs, or are refused with a word on why."""
    try:
        file = proof_file.from_json(data)
    except tree.ProofError:
        return
    assert proof_file.from_json(proof_file.to_json(file)) == file


def seeds() -> Iterator[bytes]:
    """What inputs start from: the example project's files, their passages, and its proofs."""
    for path in sorted((PROJECT / "claims").rglob("*.yml")):
        content = path.read_bytes()
        yield b"\x00" + content
        yield b"\x01" + content[:40] + b"\n\n" + content
    for path in sorted((PROJECT / "claims").rglob("*.json")):
        yield b"\x02" + path.read_bytes()


def _mutations(runs: int) -> Iterator[bytes]:
    """As many inputs from the seeds, without looking at coverage."""
    random, known = Random(1), [*seeds()]
    for _ in range(runs):
        made = bytearray(random.choice(known))
        for _ in range(random.randint(1, 8)):
            at = random.randrange(len(made) + 1)
            made[at : at + random.choice([0, 1, 4])] = random.randbytes(random.randint(0, 4))
        yield bytes(made)


def main() -> None:
    """Hand over to libFuzzer, which ends the process; or mutate as often as `-runs` says."""
    with TemporaryDirectory() as name:
        folder, tried = Path(name), targets(Path(name))

        def one_input(data: bytes) -> None:
            if data:
                tried[data[0] % len(tried)](data[1:])

        if atheris is None:
            runs = next((int(one.removeprefix("-runs=")) for one in sys.argv if one.startswith("-runs=")), 100_000)
            for data in _mutations(runs):
                one_input(data)
            print(f"Done {runs} runs without coverage: there is no atheris here", file=sys.stderr)
            return
        (folder / "corpus").mkdir()
        for number, data in enumerate(seeds()):
            (folder / f"corpus/{number:03}").write_bytes(data)
        atheris.Setup([*sys.argv, str(folder / "corpus")], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
