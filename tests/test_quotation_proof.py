"""Proofs hold for what stands in the text, and for nothing else."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.quotation.proof import Proof, Verified, prove, verify
from generator.quotation.quote import QuotationError
from generator.quotation.tree import Commitment, ProofError, grow
from generator.quotation.words import fold, words

TEXT = words(
    "The keeper of the lighthouse at Port Nowhere said on Monday that “more than 6,000 geese” passed the café in 1986, "
    "twice as many as in the year before; he did not [sic] count the gulls (about 15,000), which cost $400 a day. "
    "The mayor did not agree: “There were no geese,” she said on Monday, and left. "
    "Гуси летіли, 灯塔看守人数了6,000只。 Nobody at Port Nowhere knows what the geese had wanted there."
)
TREE = grow(TEXT)
ROOT = TREE.commitment
OMITTING = 'said on Monday that "more than 6,000 geese" […] twice as many as in the year before'
FRAGMENTS = ["geese", "gulls.", '"no', "«c»", "6,000", "-", "\u706f", "\u00e9"]


def refused(quote: str, proof: Proof, commitment: Commitment = ROOT) -> bool:
    """Whether the proof, made out to be this quotation's, is refused with a ProofError and no other."""
    try:
        verify(quote, replace(proof, quote=fold(quote)), commitment)
    except ProofError:
        return True
    return False


def mutations(quoted: tuple[str, ...]) -> Iterator[str]:
    """The words with one of them dropped, doubled, negated, swapped, or changed by one character."""
    for at, word in enumerate(quoted):
        before, after = quoted[:at], quoted[at + 1 :]
        changes = [(), (word, word), ("not", word), *((other,) for other in sorted(other_words(word)))]
        yield from (" ".join((*before, *change, *after)) for change in changes)
        if after and after[0] != word:
            yield " ".join((*before, after[0], word, *after[1:]))


def other_words(word: str) -> set[str]:
    """Words that differ from this one by a digit, case, accent, homoglyph, sign or mark inside."""
    digits = {word[:at] + str((int(c) + 1) % 10) + word[at + 1 :] for at, c in enumerate(word) if c.isdecimal()}
    letters = {word.swapcase(), word.replace("e", "é"), word.replace("é", "e"), word.replace("a", "\u0430")}
    signs = {f"{sign}{word}" for sign in "$-+#"} | {f"{word}%", f"{word}0", word.replace(",", ".")}
    return (digits | letters | signs) - {word}


def refits(proof: Proof, size: int) -> Iterator[Proof]:
    """The proof as a forger would fit it to so many words: places and salts taken off, or put on, anywhere."""
    (start, end), surplus = proof.ranges[0], size - len(proof.salts)
    for at in range(len(proof.salts) + 1):
        salts = proof.salts[:at] + (bytes(32),) * surplus + proof.salts[at + max(0, -surplus) :]
        yield replace(proof, ranges=((start, start + size),), salts=salts)
        yield replace(proof, ranges=((end - size, end),), salts=salts)


def with_values(proof: Proof, where: str, values: tuple[bytes, ...]) -> Proof:
    """The proof with other salts or other hashes."""
    return replace(proof, salts=values) if where == "salts" else replace(proof, hashes=values)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 20, 64, len(TEXT)])
def test_every_contiguous_range_verifies(size: int) -> None:
    """Each run of so many of the text's words proves, at a place where exactly these words stand."""
    for start in range(len(TEXT) - size + 1):
        run = TEXT[start : start + size]
        ((first, last),) = verify(" ".join(run), prove(" ".join(run), TREE), ROOT).places
        assert [word.strip('".,:;()') for word in TEXT[first - 1 : last]] == [word.strip('".,:;()') for word in run]


@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=70), st.data())
def test_every_range_of_any_text_verifies(text: list[str], data: st.DataObject) -> None:
    """Runs of words verify in texts of every size and however often a word is repeated."""
    start = data.draw(st.integers(0, len(text) - 1))
    quote = " ".join(text[start : data.draw(st.integers(start + 1, len(text)))])
    tree = grow(tuple(text))
    assert verify(quote, prove(quote, tree), tree.commitment).places[0][0] <= start + 1


@pytest.mark.parametrize(
    ("quote", "verified"),
    [
        ("more than 6,000 geese", Verified(((13, 16),), (), ())),
        ("about 15,000", Verified(((37, 38),), (), ())),
        ("he did not [sic] count", Verified(((30, 34),), (), ())),
        ("The mayor [of the port] did not agree", Verified(((44, 48),), (), ("of the port",))),
        (OMITTING, Verified(((9, 16), (22, 29)), (5,), ())),
        ("灯塔看守人数了6,000只", Verified(((61, 69),), (), ())),
    ],
)
def test_verified_tells_places_omissions_and_additions(quote: str, verified: Verified) -> None:
    """What a proof shows is told in a reader's terms, counted from 1."""
    assert verify(quote, prove(quote, TREE), ROOT) == verified


def test_prove_takes_words_or_their_tree() -> None:
    """A proof is the same whether the tree was at hand or not."""
    assert prove("the gulls", TEXT) == prove("the gulls", TREE)


@pytest.mark.parametrize(
    ("quote", "prefix", "message"),
    [
        ("more than 60,000 geese", "", "these words are not in the text"),
        ("said on Monday", "he", "these words are not in the text beside this prefix and suffix"),
        ("said on Monday […] and left", "", "a part between omissions needs at least four words; this one has 3"),
    ],
)
def test_prove_refuses_what_does_not_stand(quote: str, prefix: str, message: str) -> None:
    """There is no proof of a quotation that is not in the text, or not where it is said to be."""
    with pytest.raises(QuotationError, match=message):
        prove(quote, TREE, prefix)


def test_prefix_and_suffix_are_proved_too() -> None:
    """They choose the place, and a proof fails as soon as either is another word or left out."""
    proof = prove("said on Monday", TREE, prefix="she", suffix="and left")
    assert verify("said on Monday", proof, ROOT) == Verified(((54, 56),), (), ())
    assert refused("said on Monday", replace(proof, prefix="he"))
    assert refused("said on Monday", replace(proof, suffix="and stayed"))
    assert refused("said on Monday", replace(proof, prefix=""))
    assert refused("said on Monday", replace(proof, prefix="", suffix=""))


@pytest.mark.parametrize("start", [12, 28, 60])
def test_no_mutation_verifies(start: int) -> None:
    """A word dropped, added, swapped or changed never verifies, the proof unchanged or refitted to the words."""
    quoted = TEXT[start : start + 20]
    proof = prove(" ".join(quoted), TREE)
    assert verify(" ".join(quoted), proof, ROOT)
    for mutant in mutations(quoted):
        assert refused(mutant, proof), mutant
        assert all(refused(mutant, refit) for refit in refits(proof, len(words(mutant)))), mutant


def test_no_shift_verifies() -> None:
    """The same words with any other place are refused."""
    quote = "more than 6,000 geese"
    proof = prove(quote, TREE)
    for start in range(-5, len(TEXT) + 5):
        shifted = replace(proof, ranges=((start, start + 4),), edges=())
        assert refused(quote, shifted)
        assert refused(quote, replace(shifted, edges=tuple((at + start - 12, word) for at, word in proof.edges))) == (
            start != 12
        )


@given(st.data())
def test_no_tampered_byte_verifies(data: st.DataObject) -> None:
    """A bit flipped in any salt, hash or root is seen."""
    proof = prove(OMITTING, TREE)
    where = data.draw(st.sampled_from(["salts", "hashes", "root"]))
    values = [bytes.fromhex(ROOT.root)] if where == "root" else list(getattr(proof, where))
    at, bit = data.draw(st.integers(0, len(values) - 1)), data.draw(st.integers(0, 255))
    values[at] = (int.from_bytes(values[at], "big") ^ (1 << bit)).to_bytes(32, "big")
    if where == "root":
        assert refused(OMITTING, proof, Commitment(values[0].hex(), ROOT.words))
    else:
        assert refused(OMITTING, with_values(proof, where, tuple(values)))


@pytest.mark.parametrize("where", ["salts", "hashes"])
def test_values_left_out_doubled_or_out_of_order_are_refused(where: str) -> None:
    """Salts and hashes are as many as needed, in order."""
    proof = prove(OMITTING, TREE)
    values: tuple[bytes, ...] = getattr(proof, where)
    for other in (values[1:], values[:-1], (*values, values[-1]), values[::-1], ()):
        assert refused(OMITTING, with_values(proof, where, other))


def test_a_salt_cannot_borrow_a_letter() -> None:
    """A salt one byte longer, with the word's first letter in it, gives the same leaf and is refused."""
    proof = prove("count the gulls", TREE)
    borrowing = replace(proof, salts=(proof.salts[0] + b"c", *proof.salts[1:]))
    assert refused("ount the gulls", borrowing)
    lending = replace(proof, salts=(proof.salts[0][:-1], *proof.salts[1:]))
    assert refused(f"{chr(proof.salts[0][-1] % 128)}count the gulls", lending)


def test_stitched_parts_need_their_omission() -> None:
    """Parts that stand apart never verify without […] between them, nor in another order."""
    proof = prove(OMITTING, TREE)
    stitched = OMITTING.replace(" […] ", " ")
    assert refused(stitched, proof)
    assert refused(stitched, replace(proof, ranges=((proof.ranges[0][0], proof.ranges[1][1]),)))
    assert refused(stitched, replace(proof, ranges=((8, 24),)))
    first, second = OMITTING.split(" […] ")
    assert refused(f"{second} […] {first}", replace(proof, ranges=proof.ranges[::-1]))
    assert refused(f"{second} […] {first}", replace(proof, salts=proof.salts[8:] + proof.salts[:8]))


@pytest.mark.parametrize(
    "edges", [((12, '"$more'),), ((12, "more"),), ((12, '"more'),), ((13, "than,"), (15, 'geese"'))]
)
def test_edge_words_differ_by_marks_only_and_are_the_texts(edges: tuple[tuple[int, str], ...]) -> None:
    """A text's own word with another letter or sign, the wrong marks, or inside a part is refused."""
    assert refused("more than 6,000 geese", replace(prove("more than 6,000 geese", TREE), edges=edges))


def test_edge_words_are_in_order_once_and_inside() -> None:
    """The text's own words come once each, in order, at places of the quotation."""
    proof = prove("more than 6,000 geese", TREE)
    assert len(proof.edges) == 2
    for edges in (proof.edges[::-1], proof.edges * 2, (*proof.edges, (40, "which")), ((0, "The"), *proof.edges)):
        assert refused("more than 6,000 geese", replace(proof, edges=edges))


def test_brackets_are_read_one_way() -> None:
    """A proof with the text's brackets does not hold for additions, nor the other way round."""
    for quote in ("he did not [sic] count", "The mayor [of the port] did not agree", "about 15,000"):
        proof = prove(quote, TREE)
        assert refused(quote, replace(proof, literal=not proof.literal))


def test_an_addition_alone_is_no_quotation_of_the_text() -> None:
    """Brackets without a word of the text beside them prove nothing, even with the root as their only hash."""
    nothing = Proof("", ((0, 0),), (), (bytes.fromhex(ROOT.root),))
    assert refused("[they lied]", nothing)


def test_a_proof_is_for_one_quotation() -> None:
    """The quotation a proof names is the one it is used for."""
    with pytest.raises(ProofError, match="for another quotation"):
        verify("more than 6,000", prove("more than 6,000 geese", TREE), ROOT)


def test_a_broken_quotation_is_a_proof_error() -> None:
    """Whatever is wrong with a quotation, verify has one exception."""
    with pytest.raises(ProofError, match="at least one word"):
        verify(" ", prove("geese", TREE), ROOT)


def test_typography_does_not_matter() -> None:
    """The quotation as typed and as typeset has one proof."""
    proof = prove("“more than 6,000 geese”", TREE)
    assert verify('"more\u00a0than 6,000 ge\u00adese"', proof, ROOT) == verify("“more than 6,000 geese”", proof, ROOT)
