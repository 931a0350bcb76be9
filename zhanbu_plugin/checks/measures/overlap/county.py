"""Whether parcels lie inside the county (县界; CHK-XZQ), and how much of them doesn't."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ....survey.crs import Crs
from ....survey.wording import Wording
from ...layer import Objects
from .breadth import A_34, OverlapTolerance
from .constraint import PreparedConstraint
from .covered_ground import uncovered_counting
from .overlaps import OverlapMeasure

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class CountyMeasure:
    """Per parcel (n,): ellipsoid area in m² outside the county, which with that inside makes exactly the parcel's own
    (NaN for one without ground), and whether that is more than drawing explains (A-34).

    ``doubt`` tells why some of what lies outside may be inside after all, or is ``None``.
    """

    outside_m2: Floats
    counts: NDArray[np.bool_]
    doubt: Wording | None = None


def outside_county(
    geometries: Objects,
    areas_m2: Floats,
    crs: Crs,
    county: PreparedConstraint,
    inside: OverlapMeasure,
    *,
    tolerance: OverlapTolerance = A_34,
) -> CountyMeasure:
    """Ground of valid parcels (n,) in ``crs``, with ellipsoid areas (n,), that the county layer doesn't cover.

    ``inside`` is their overlap with that layer.
    """
    outside = np.maximum(areas_m2 - inside.area_m2, 0.0)
    counts = uncovered_counting(geometries, outside, areas_m2, crs, county, tolerance)
    return CountyMeasure(outside, counts, county.doubt)
