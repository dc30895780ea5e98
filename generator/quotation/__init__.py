"""Proofs that quoted words stand in a captured text, checked without the text.

One straight line, each module one step:

    words    a text's words, what no reader calls wording folded away
    edges    the marks a quotation may leave out at its ends
    quote    a quotation taken apart: parts, omissions, additions
    find     where its parts stand in a text
    nearest  where they nearly stand, for an error message
    tree     a salted Merkle tree over a text's words
    proof    that a quotation stands in the text behind a root
    proofs   proofs of one text as a JSON file

Nothing here reads a file, a clock or the network. Places are 0-based and half-open (start, end), as in Python,
except where a docstring says they are counted for a reader.
"""
