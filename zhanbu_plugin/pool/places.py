"""Do two parcels claim the same ground? (重叠; domain A-34)"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ..checks.measures.breadth import OverlapTolerance, counting

__all__ = ["OverlapTolerance", "overlapping_pairs", "shared_area"]


def shared_area(
    left: NDArray[np.object_], right: NDArray[np.object_], tolerance: OverlapTolerance
) -> NDArray[np.float64]:
    """Area in m² of the ground that each pair (n,) shares; 0 where it is within the tolerance."""
    with np.errstate(invalid="ignore"):  # GEOS leaves the processor's flag set although its results are sound
        common = shapely.intersection(left, right)
    areas = shapely.area(common)
    return np.where(counting(common, areas, None, tolerance), areas, 0.0)


def overlapping_pairs(geometries: NDArray[np.object_], tolerance: OverlapTolerance) -> list[tuple[int, int, float]]:
    """Pairs (i < j) of shapes that share ground, in order, with the shared area in m²."""
    tree = shapely.STRtree(geometries)
    first, second = tree.query(geometries, predicate="intersects")
    ordered = first < second
    first, second = first[ordered], second[ordered]
    shared = shared_area(geometries[first], geometries[second], tolerance)
    return sorted((int(first[k]), int(second[k]), float(shared[k])) for k in np.flatnonzero(shared))
