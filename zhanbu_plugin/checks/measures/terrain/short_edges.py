"""Geometries moved to another reference system with their edges where they were (加密后投影).

A straight edge of one system is bent in another: between its ends it strays from the straight one by about L² / (8 R),
R being the earth's radius, which is 1 mm for L = 250 m. Longer edges therefore get vertices in between first.
"""

from __future__ import annotations

import numpy as np

from ....survey.crs import Crs, same_system, transform_geometries
from ...layer import Objects

LONGEST_EDGE_M = 250.0
_METRES_PER_DEGREE = np.radians(6_371_000.0)
"""On a sphere as large as the earth."""


def moved_by_short_edges(geometries: Objects, crs: Crs, target: Crs) -> Objects:
    """Geometries (n,) of ``crs`` in ``target``, by edges of 250 m at most; as they are where both are one system."""
    if same_system(crs, target):
        return geometries
    unit = _METRES_PER_DEGREE if crs.is_geographic else crs.metres_per_unit
    return transform_geometries(geometries, crs, target, max_segment=LONGEST_EDGE_M / unit)
