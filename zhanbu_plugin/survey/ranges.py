"""Many ranges of whole numbers, one after another (连续编号): the rows of things that lie side by side in one array."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.intp]


def ranges(start: Indices, count: Indices) -> Indices:
    """start₀, start₀ + 1 … for ``count₀`` numbers, then from start₁ on, and so on: (Σ count,) of (n,) and (n,)."""
    before = np.cumsum(count) - count
    return np.repeat(start - before, count) + np.arange(int(count.sum()))


def ranks(count: Indices) -> Indices:
    """0, 1 … count₀ − 1, then from 0 on again, and so on: (Σ count,) of (n,)."""
    return ranges(np.zeros_like(count), count)
