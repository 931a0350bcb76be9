"""Rows in runs of about so much work (分段): for the processor's cache, and to look at the cancel button in between."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike


def runs(sizes: ArrayLike, most: int) -> Iterator[slice]:
    """Rows in runs whose sizes (n,) add up to at most ``most``, or of one row that is larger."""
    ends = np.cumsum(np.asarray(sizes, dtype=np.int64))
    start = 0
    while start < len(ends):
        done = ends[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, done + most, side="right")))
        yield slice(start, stop)
        start = stop
