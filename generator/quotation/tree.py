"""A salted Merkle tree over a text's words, after RFC 6962 section 2.1 with SHA-256.

    K      = SHA-256("attested quotation v1" || 0x00 || the words in UTF-8, joined by one space)
    salt_i = HMAC-SHA-256(K, i as 8 bytes, big-endian)                  RFC 2104; i counts from 0
    leaf_i = SHA-256(0x00 || salt_i || word_i in UTF-8)
    node   = SHA-256(0x01 || left || right)
    root   = SHA-256(0x02 || how many words as 8 bytes, big-endian || the topmost node)

A tree over n > 1 leaves splits at the largest power of two smaller than n; over one, the topmost node is its leaf.
Salts keep the neighbours of published words from being guessed one by one: without the whole text there is no K. The
root holds the number of words because the nodes don't: a proof of a text's first words fits trees of many sizes.
"""

import hmac
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from generator.quotation.words import Range, Words

HASH_BYTES = 32
DOMAIN = b"attested quotation v1\x00"
MOST_WORDS = (1 << 53) - 1
"""The largest whole number that every reader of JSON reads exactly."""


class ProofError(ValueError):
    """A proof, or a file of them, that shows nothing; the message says why."""


@dataclass(frozen=True)
class Commitment:
    """What a publication keeps of a text: `root` in 64 lower-case hexadecimal digits, `words` counted."""

    root: str
    words: int


@dataclass(frozen=True, eq=False)
class Tree:
    """A text's words and all hashes over them; `levels[k][j]` is over the words from j*2^k to (j+1)*2^k, if there."""

    words: Words
    key: bytes
    levels: tuple[tuple[bytes, ...], ...]

    @property
    def commitment(self) -> Commitment:
        """The root and the number of words."""
        return Commitment(root_over(self.levels[-1][0], len(self.words)).hex(), len(self.words))

    def salt(self, index: int) -> bytes:
        """The 32-byte salt of one word."""
        return salt(self.key, index)

    def hashes_outside(self, ranges: Sequence[Range]) -> tuple[bytes, ...]:
        """The hashes a reader of only these words needs: of the largest subtrees without them, left to right.

        Raises:
            ProofError: the ranges are empty, unsorted, overlapping or outside.
        """
        check_ranges(ranges, len(self.words))
        return tuple(self._subtree(low, high) for low, high in _outside(0, len(self.words), _indices(ranges)))

    def _subtree(self, low: int, high: int) -> bytes:
        height = (high - low - 1).bit_length()
        return self.levels[height][low >> height]


def grow(words: Words) -> Tree:
    """The tree over a text's words, computed once for any number of proofs.

    Raises:
        ProofError: there are no words, or one of them cannot be written in UTF-8.
    """
    if not words:
        raise ProofError("a text without words has no tree")
    key = sha256(DOMAIN + _utf8(" ".join(words))).digest()
    leaves = tuple(leaf(salt(key, index), word) for index, word in enumerate(words))
    return Tree(words, key, tuple(_levels(leaves)))


def commit(words: Words) -> Commitment:
    """The root and count of a text's words.

    Raises:
        ProofError: as in `grow`.
    """
    return grow(words).commitment


def salt(key: bytes, index: int) -> bytes:
    """HMAC-SHA-256 (RFC 2104) of a word's place, 0-based, as 8 bytes big-endian: 32 bytes."""
    return hmac.digest(key, index.to_bytes(8, "big"), "sha256")


def leaf(salt: bytes, word: str) -> bytes:
    """A word's hash, 32 bytes (RFC 6962 section 2.1, the 32-byte salt put before the entry).

    Raises:
        ProofError: the word cannot be written in UTF-8.
    """
    return sha256(b"\x00" + salt + _utf8(word)).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees, 32 bytes (RFC 6962 section 2.1)."""
    return sha256(b"\x01" + left + right).digest()


def root_over(topmost: bytes, count: int) -> bytes:
    """What is published of a text of so many words, 32 bytes: no two numbers of words have the same root."""
    return sha256(b"\x02" + count.to_bytes(8, "big") + topmost).digest()


def root_of(count: int, ranges: Sequence[Range], leaves: Sequence[bytes], hashes: Sequence[bytes]) -> bytes:
    """The root that follows from the leaves of some words and the hashes outside them.

    Args:
        count: how many words the text has.
        ranges: the words' (start, end), 0-based, ascending, disjoint.
        leaves: their leaf hashes in order.
        hashes: what `Tree.hashes_outside` gives for the ranges.

    Raises:
        ProofError: the ranges are no such ranges, or leaves or hashes are too few, too many or of the wrong length.
    """
    check_ranges(ranges, count)
    if sum(end - start for start, end in ranges) != len(leaves):
        raise ProofError("the proof's places are not as many as its words")
    if any(len(value) != HASH_BYTES for value in (*leaves, *hashes)):
        raise ProofError("a hash of the proof is not 32 bytes long")
    left_over = iter(hashes)
    try:
        topmost = _recompute(0, count, _indices(ranges), iter(leaves), left_over)
    except StopIteration:
        raise ProofError("the proof has too few hashes") from None
    if next(left_over, None) is not None:
        raise ProofError("the proof has too many hashes")
    return root_over(topmost, count)


def check_ranges(ranges: Sequence[Range], count: int) -> None:
    """Refuse ranges that are none, empty, unsorted, overlapping or outside a text of `count` words.

    Raises:
        ProofError: they are, or no text has so many words.
    """
    if count > MOST_WORDS:
        raise ProofError("no text has so many words")
    free = 0
    for start, end in ranges:
        if not free <= start < end <= count:
            raise ProofError("the proof's places are out of order or outside the text")
        free = end
    if not ranges:
        raise ProofError("the proof has no places")


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise ProofError("half a character (a lone surrogate) is no word") from error


def _levels(leaves: tuple[bytes, ...]) -> Iterator[tuple[bytes, ...]]:
    """The leaves and each level of nodes above; a last one without a partner is carried up (the shape of RFC 6962)."""
    level = leaves
    yield level
    while len(level) > 1:
        carried = level[len(level) & ~1 :]
        level = tuple(map(node, level[::2], level[1::2])) + carried
        yield level


def _indices(ranges: Sequence[Range]) -> list[int]:
    return [index for start, end in ranges for index in range(start, end)]


def _middle(low: int, high: int) -> int:
    """Where a tree over two words or more splits: at the largest power of two smaller than its size."""
    return low + (1 << (high - low - 1).bit_length() - 1)


def _outside(low: int, high: int, wanted: list[int]) -> Iterator[Range]:
    """The largest subtrees of low..high that hold no wanted word, left to right."""
    if not wanted:
        yield low, high
    elif high - low > 1:
        middle = _middle(low, high)
        cut = bisect_left(wanted, middle)
        yield from _outside(low, middle, wanted[:cut])
        yield from _outside(middle, high, wanted[cut:])


def _recompute(low: int, high: int, wanted: list[int], leaves: Iterator[bytes], hashes: Iterator[bytes]) -> bytes:
    """The hash over low..high, taking a leaf for each wanted word and a hash for each subtree without one."""
    if not wanted:
        return next(hashes)
    if high - low == 1:
        return next(leaves)
    middle = _middle(low, high)
    cut = bisect_left(wanted, middle)
    left = _recompute(low, middle, wanted[:cut], leaves, hashes)
    return node(left, _recompute(middle, high, wanted[cut:], leaves, hashes))
