"""Groups of things that hang together (连通分量), from pairs, without a graph library."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.intp]


def joined(label: Indices, one: Indices, other: Indices) -> Indices:
    """Labels (n,) after the groups of ``one`` (k,) and ``other`` (k,) have become one, pair by pair.

    ``label`` gives for each thing the first of its group (``arange(n)``: each for itself), and so does the answer.
    Every group hangs itself below the first of those that it is paired with, then all chains are shortened; what is
    still apart goes on. (Shiloach and Vishkin 1982, with the smallest partner as the one to hang below.)
    """
    label = label.copy()
    one, other = label[one], label[other]
    while len(one := one[apart := one != other]):
        other = other[apart]
        low, high = np.minimum(one, other), np.maximum(one, other)
        order = np.argsort(-low, kind="stable")  # of repeated places NumPy keeps the last value: the smallest
        label[high[order]] = low[order]
        while not np.array_equal(shorter := label[label], label):
            label = shorter
        one, other = label[low], label[high]
    return label


def different(one: Indices, other: Indices) -> tuple[Indices, Indices]:
    """Pairs (k,) without repetition, the smaller first, in order."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    again = np.r_[False, (low[1:] == low[:-1]) & (high[1:] == high[:-1])][: len(low)]
    low, high = low[~again], high[~again]  # neighbours along an outline come one behind the other
    order = np.lexsort((high, low))
    low, high = low[order], high[order]
    new = np.r_[True, (low[1:] != low[:-1]) | (high[1:] != high[:-1])][: len(low)]
    return low[new], high[new]
