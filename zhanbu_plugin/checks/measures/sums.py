"""Sums by owner (按归属求和): what pieces add up to, in the order in which they stand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def summed(owner: NDArray[np.intp], values: Floats, count: int) -> Floats:
    """Sum (count,) of the values (m,) of each owner (m,); 0 for one without any.

    ``bincount`` answers whole numbers where there is nothing to sum, and what is stored there later loses its decimals.
    """
    return np.bincount(owner, weights=values, minlength=count).astype(np.float64, copy=False)
