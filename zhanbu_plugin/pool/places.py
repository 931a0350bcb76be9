"""Do two parcels claim the same ground? (重叠; domain A-34)"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ..checks.layer import Objects
from ..checks.measures.overlap.breadth import OverlapTolerance, counting
from ..checks.measures.overlap.shared_ground import common_ground

__all__ = ["OverlapTolerance", "overlapping_pairs", "overlapping_places"]


def overlapping_pairs(geometries: Objects, tolerance: OverlapTolerance) -> list[tuple[int, int, float]]:
    """Pairs (i < j) of shapes that claim the same ground, in order, with all the area in m² that they share."""
    return _overlapping(geometries, None, tolerance)


def overlapping_places(
    geometries: Objects, places: Objects, tolerance: OverlapTolerance
) -> list[tuple[int, int, float]]:
    """Pairs of a shape (n,) and a place (m,) that claim the same ground, in order, with the area in m²."""
    group = np.repeat(np.array([0, 1], dtype=np.intp), [len(geometries), len(places)])
    pairs = _overlapping(np.concatenate([geometries, places]), group, tolerance)
    return [(i, j - len(geometries), shared) for i, j, shared in pairs]


def _overlapping(
    geometries: Objects, group: NDArray[np.intp] | None, tolerance: OverlapTolerance
) -> list[tuple[int, int, float]]:
    with np.errstate(invalid="ignore"):  # GEOS leaves the processor's flag set although its results are sound
        one, other, ground = common_ground(geometries, group)
    areas = shapely.area(ground)
    smaller = np.minimum(shapely.area(geometries[one]), shapely.area(geometries[other]))
    counts = counting(ground, areas, smaller, None, tolerance)
    return list(zip(one[counts].tolist(), other[counts].tolist(), areas[counts].tolist()))
