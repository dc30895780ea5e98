"""The proofs of one text as a JSON file: written in one way only, read with suspicion.

    {"version": 2, "root": "<64 hex digits>", "words": 438, "proofs": [
    {"quote": "...", "ranges": [[11, 31]], "salts": "<base64>", "hashes": "<base64>"}
    ]}

A proof's fields are those of `Proof`; `salts` and `hashes` are their 32-byte values one after the other in base64
(RFC 4648 section 4); `edges`, `literal`, `prefix` and `suffix` are there only where they say something. Proofs stand
one a line, sorted by quote, prefix and suffix, no two alike in all three: a quotation finds its proof and no other.
"""

import base64
import json
import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NoReturn

from generator.quotation.proof import Key, Proof, key_of
from generator.quotation.tree import HASH_BYTES, Commitment, ProofError
from generator.quotation.words import Range, fold

VERSION = 2
"""Format 1 had another root, which did not hold the number of words (docs/verification.md)."""
MAX_CHARACTERS = 16 * 1024 * 1024
MAX_WORDS = 10_000_000
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class ProofFile:
    """A text's commitment and the proofs of its quotations, sorted by key."""

    commitment: Commitment
    proofs: tuple[Proof, ...]

    def proof(self, quote: str, prefix: str = "", suffix: str = "") -> Proof | None:
        """The proof a claim's quotation needs, if the file has it."""
        return self._by_key.get(key_of(quote, prefix, suffix))

    @cached_property
    def _by_key(self) -> dict[Key, Proof]:
        return {proof.key: proof for proof in self.proofs}


def collect(commitment: Commitment, proofs: Iterable[Proof]) -> ProofFile:
    """The proofs of one text as a file: sorted, those of claims that quote the same words at the same place once.

    Raises:
        ProofError: two different proofs have the same quote, prefix and suffix.
    """
    by_key: dict[Key, Proof] = {}
    for proof in proofs:
        if by_key.setdefault(proof.key, proof) != proof:
            raise ProofError(f"two different proofs of the same quotation: “{proof.quote}”")
    return ProofFile(commitment, tuple(by_key[key] for key in sorted(by_key)))


def to_json(file: ProofFile) -> str:
    """The file's text, the same for the same proofs."""
    head = {"version": VERSION, "root": file.commitment.root, "words": file.commitment.words}
    proofs = ",\n".join(map(proof_to_json, file.proofs))
    return f'{json.dumps(head)[:-1]}, "proofs": [\n{proofs}\n]}}\n'


@lru_cache(maxsize=16_384)
def proof_to_json(proof: Proof) -> str:
    """One proof on one line, as in the file and as `docs/assets/verify.js` reads it."""
    optional = {"edges": proof.edges, "literal": proof.literal, "prefix": proof.prefix, "suffix": proof.suffix}
    record = {
        "quote": proof.quote,
        "ranges": proof.ranges,
        "salts": base64.b64encode(b"".join(proof.salts)).decode(),
        "hashes": base64.b64encode(b"".join(proof.hashes)).decode(),
    }
    return json.dumps(record | {name: value for name, value in optional.items() if value}, ensure_ascii=False)


def from_json(data: str | bytes) -> ProofFile:
    """Read a file of proofs. What it says is not verified by that: see `verify`.

    Raises:
        ProofError: the data is anything else than such a file; no other error is raised, whatever the data.
    """
    fields = _fields(_document(data), "the file", {"version", "root", "words", "proofs"})
    if _integer(fields["version"], "version") != VERSION:
        _refuse("version", f"not {VERSION}, the only one known")
    commitment = Commitment(_root(fields["root"]), _integer(fields["words"], "words", 1))
    entries = _list(fields["proofs"], "proofs")
    proofs = tuple(_proof(entry, f"proofs[{index}]") for index, entry in enumerate(entries))
    keys = [proof.key for proof in proofs]
    if keys != sorted(set(keys)):
        _refuse("proofs", "not sorted by quote, prefix and suffix, or two have the same")
    return ProofFile(commitment, proofs)


def _document(data: str | bytes) -> object:
    if len(data) > MAX_CHARACTERS:
        _refuse("the file", f"longer than {MAX_CHARACTERS} characters")
    try:
        text = data.decode() if isinstance(data, bytes) else data
        document: object = json.loads(text, object_pairs_hook=_unrepeated, parse_constant=_no_constant)
    except ProofError:
        raise
    except (ValueError, RecursionError) as error:
        raise ProofError(f"the file: not JSON: {error}") from error
    return document


def _unrepeated(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        _refuse("the file", "a field stands twice in one object")
    return fields


def _no_constant(name: str) -> NoReturn:
    _refuse("the file", f"not JSON: {name}")


def _proof(value: object, where: str) -> Proof:
    optional = {"edges", "literal", "prefix", "suffix"}
    fields = _fields(value, where, {"quote", "ranges", "salts", "hashes"}, optional)
    return Proof(
        quote=_folded(fields["quote"], f"{where}.quote"),
        ranges=tuple(_range(item, f"{where}.ranges") for item in _list(fields["ranges"], f"{where}.ranges")),
        salts=_values(fields["salts"], f"{where}.salts"),
        hashes=_values(fields["hashes"], f"{where}.hashes"),
        edges=tuple(_edge(item, f"{where}.edges") for item in _list(fields.get("edges", []), f"{where}.edges")),
        literal=_flag(fields.get("literal", False), f"{where}.literal"),
        prefix=_folded(fields.get("prefix", ""), f"{where}.prefix"),
        suffix=_folded(fields.get("suffix", ""), f"{where}.suffix"),
    )


def _fields(value: object, where: str, required: Set[str], optional: Set[str] = frozenset()) -> dict[str, object]:
    if not isinstance(value, dict):
        _refuse(where, "not an object")
    missing, unknown = required - value.keys(), value.keys() - required - optional
    if missing or unknown:
        _refuse(where, f"{min(missing)!r} is missing" if missing else f"{min(unknown)!r} is no field of it")
    return value


def _list(value: object, where: str) -> list[object]:
    return value if isinstance(value, list) else _refuse(where, "not a list")


def _flag(value: object, where: str) -> bool:
    return value if isinstance(value, bool) else _refuse(where, "not true or false")


def _integer(value: object, where: str, least: int = 0) -> int:
    """An integer; true is none (in Python it is), and neither is 1.0."""
    if type(value) is not int or not least <= value <= MAX_WORDS:
        _refuse(where, f"not a whole number from {least} to {MAX_WORDS}")
    return value


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or _HALF_A_CHARACTER.search(value):
        _refuse(where, "not text")
    return value


def _folded(value: object, where: str) -> str:
    text = _text(value, where)
    return text if text == fold(text) else _refuse(where, "not folded")


def _root(value: object) -> str:
    root = _text(value, "root")
    return root if re.fullmatch("[0-9a-f]{64}", root) else _refuse("root", "not 64 lower-case hexadecimal digits")


def _pair(value: object, where: str) -> list[object]:
    pair = _list(value, where)
    return pair if len(pair) == 2 else _refuse(where, "not a pair")


def _range(value: object, where: str) -> Range:
    start, end = _pair(value, where)
    return _integer(start, where), _integer(end, where)


def _edge(value: object, where: str) -> tuple[int, str]:
    place, word = _pair(value, where)
    return _integer(place, where), _text(word, where)


def _values(value: object, where: str) -> tuple[bytes, ...]:
    """32-byte values from base64, written in the one way RFC 4648 section 3.5 calls canonical."""
    text = _text(value, where)
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        _refuse(where, "not base64")
    if len(data) % HASH_BYTES or base64.b64encode(data).decode() != text:
        _refuse(where, "not 32-byte values in base64")
    return tuple(data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES))


def _refuse(where: str, fault: str) -> NoReturn:
    raise ProofError(f"{where}: {fault}")
