"""The hash tree, held against an independent one written as RFC 6962 section 2.1 states it."""

import hmac
from collections.abc import Sequence
from hashlib import sha256
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.quotation.tree import MOST_WORDS, Commitment, ProofError, commit, grow, leaf, node, root_of, salt

# Leaves and roots of the first n of them, n from 1 to 8: the test vectors of Certificate Transparency's own code.
CT_LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
CT_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, over hashed leaves."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def naive_over(topmost: bytes, count: int) -> bytes:
    """Our root over RFC 6962's, as the construction states it."""
    return sha256(b"\x02" + bytes([0, 0, 0, 0, 0, 0, count >> 8, count & 255]) + topmost).digest()


def naive_outside(leaves: Sequence[bytes], low: int, wanted: set[int]) -> list[bytes]:
    """The roots of the largest subtrees without a wanted leaf, left to right."""
    if not wanted & set(range(low, low + len(leaves))):
        return [naive_root(leaves)]
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return naive_outside(leaves[:k], low, wanted) + naive_outside(leaves[k:], low + k, wanted)


def text_of(count: int) -> tuple[str, ...]:
    """A text of so many words, no two alike."""
    return tuple(f"word{place}" for place in range(count))


def leaves_of(text: tuple[str, ...]) -> list[bytes]:
    """The leaves as the construction states them."""
    key = sha256(b"attested quotation v1\x00" + " ".join(text).encode()).digest()
    salts = [hmac.new(key, place.to_bytes(8, "big"), "sha256").digest() for place in range(len(text))]
    return [sha256(b"\x00" + salt + word.encode()).digest() for salt, word in zip(salts, text, strict=True)]


@pytest.mark.parametrize("count", range(1, 9))
def test_shape_is_that_of_certificate_transparency(count: int) -> None:
    """The published roots of RFC 6962's reference implementation come out, leaf by leaf, and ours over them."""
    leaves = [leaf(b"", bytes.fromhex(entry).decode()) for entry in CT_LEAVES[:count]]
    assert root_of(count, [(0, count)], leaves, []) == naive_over(bytes.fromhex(CT_ROOTS[count - 1]), count)


@pytest.mark.parametrize("count", [*range(1, 40), 64, 65, 127, 438])
def test_commit_agrees_with_the_naive_tree(count: int) -> None:
    """Root and count are those of the construction, for sizes on both sides of powers of two."""
    assert commit(text_of(count)) == Commitment(naive_over(naive_root(leaves_of(text_of(count))), count).hex(), count)


@pytest.mark.parametrize("count", range(1, 14))
def test_every_range_and_pair_of_ranges_gives_the_root(count: int) -> None:
    """For each one or two ranges the hashes are the naive ones, and lead back to the root."""
    text, leaves = text_of(count), leaves_of(text_of(count))
    tree = grow(text)
    single = list(combinations(range(count + 1), 2))
    for ranges in [[a] for a in single] + [[a, b] for a in single for b in single if a[1] <= b[0]]:
        wanted = [place for start, end in ranges for place in range(start, end)]
        hashes = tree.hashes_outside(ranges)
        assert list(hashes) == naive_outside(leaves, 0, set(wanted))
        assert root_of(count, ranges, [leaves[place] for place in wanted], hashes).hex() == tree.commitment.root


@given(st.data(), st.integers(1, 300))
def test_ranges_of_any_text_give_the_root(data: st.DataObject, count: int) -> None:
    """Any disjoint ranges of a longer text lead back to its root too."""
    cuts = data.draw(st.lists(st.integers(0, count), min_size=2, max_size=8, unique=True).map(sorted))
    ranges = list(zip(cuts[::2], cuts[1::2], strict=False))
    tree = grow(text_of(count))
    leaves = [leaf(tree.salt(place), tree.words[place]) for start, end in ranges for place in range(start, end)]
    assert root_of(count, ranges, leaves, tree.hashes_outside(ranges)).hex() == tree.commitment.root


@pytest.mark.parametrize(
    "ranges", [[], [(0, 0)], [(3, 2)], [(-1, 2)], [(0, 8)], [(7, 8)], [(4, 6), (1, 2)], [(1, 4), (3, 5)]]
)
def test_degenerate_ranges_are_refused(ranges: list[tuple[int, int]]) -> None:
    """No ranges, and empty, unsorted, overlapping or outside ones, have no proof and no root."""
    with pytest.raises(ProofError, match="places"):
        grow(text_of(7)).hashes_outside(ranges)
    with pytest.raises(ProofError, match="places"):
        root_of(7, ranges, [bytes(32)] * 3, [bytes(32)] * 3)


@pytest.mark.parametrize(
    ("count", "leaves", "hashes", "message"),
    [
        (7, [32], [32, 32, 32], "not as many"),
        (7, [32, 32], [32], "too few hashes"),
        (7, [32, 32], [32] * 3, "too many hashes"),
        (7, [32, 31], [32, 32], "not 32 bytes"),
        (7, [32, 32], [32, 33], "not 32 bytes"),
        (0, [32, 32], [32, 32], "outside"),
    ],
)
def test_wrong_hashes_are_refused(count: int, leaves: list[int], hashes: list[int], message: str) -> None:
    """Leaves and hashes are as many and as long as the ranges ask for."""
    with pytest.raises(ProofError, match=message):
        root_of(count, [(2, 4)], [bytes(size) for size in leaves], [bytes(size) for size in hashes])


def test_a_huge_range_is_refused_before_it_is_spread() -> None:
    """A range of 9,007,199,254,740,991 words costs nothing to refuse."""
    with pytest.raises(ProofError, match="not as many"):
        root_of(MOST_WORDS, [(0, MOST_WORDS)], [bytes(32)], [])


@pytest.mark.parametrize("count", [MOST_WORDS + 1, 1 << 64, 10**30])
def test_no_text_has_more_words_than_json_can_say(count: int) -> None:
    """A number of words that a browser wouldn't read exactly is none."""
    with pytest.raises(ProofError, match="no text has so many words"):
        root_of(count, [(0, 1)], [bytes(32)], [bytes(32)] * 99)


def test_a_text_needs_words() -> None:
    """No words, and words that UTF-8 cannot hold, have no tree."""
    with pytest.raises(ProofError, match="without words"):
        commit(())
    with pytest.raises(ProofError, match="half a character"):
        commit(("a", "\ud800"))


def test_leaves_and_nodes_cannot_be_confused() -> None:
    """Leaf and node hashes begin differently, so that no node passes for a word."""
    left, right = bytes(range(32)), bytes(32)
    assert node(left, right) != leaf(left, right.decode())


def test_salts_depend_on_text_and_place() -> None:
    """The same word has another salt at another place and in another text."""
    one, other = grow(("geese", "geese")), grow(("geese", "gulls"))
    assert len({one.salt(0), one.salt(1), other.salt(0), salt(one.key, 2)}) == 4
