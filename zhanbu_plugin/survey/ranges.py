"""Many ranges of whole numbers, one after another (连续编号): the rows of things that lie side by side in one array."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


def ranges(start: Indices, count: Indices) -> Indices:
    """start₀, start₀ + 1 … for ``count₀`` numbers, then from start₁ on, and so on: (Σ count,) of (n,) and (n,)."""
    before = np.cumsum(count) - count
    return np.repeat(start - before, count) + np.arange(int(count.sum()))


def ranks(count: Indices) -> Indices:
    """0, 1 … count₀ − 1, then from 0 on again, and so on: (Σ count,) of (n,)."""
    return ranges(np.zeros_like(count), count)


def bisected(values: Floats, first: Indices, after: Indices, least: Floats) -> Indices:
    """First place (k,) from ``first`` (k,) on, before ``after`` (k,), where ascending values are no less than ``least``
    (k,), else ``after``.
    """
    searched = first < after
    while searched.any():
        middle = (first + after) // 2
        less = searched & (values[np.where(searched, middle, 0)] < least)
        first, after = np.where(less, middle + 1, first), np.where(searched & ~less, middle, after)
        searched = first < after
    return first
