"""Whether parcels lie inside the county (县界; CHK-XZQ), and how much of them doesn't."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.crs import Crs
from ..layer import Objects, Progress
from .overlaps import PreparedConstraint, overlap_areas, polygonal_union, widths

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class CountyMeasure:
    """Per parcel (n,): ellipsoid area in m² outside the county, which with that inside makes exactly the parcel's own
    (NaN for one without ground), the width 2A/P in metres of the widest part outside, and that ground or ``None``.
    """

    outside_m2: Floats
    width_m: Floats
    geometry: Objects


def outside_county(
    geometries: Objects,
    areas_m2: Floats,
    crs: Crs,
    county: PreparedConstraint,
    progress: Progress = None,
) -> CountyMeasure:
    """Ground of valid parcels (n,) in ``crs``, with ellipsoid areas (n,), that the county layer doesn't cover."""
    inside = overlap_areas(geometries, areas_m2, crs, county, progress)
    outside = np.maximum(areas_m2 - inside.area_m2, 0.0)
    some = np.flatnonzero(outside > 0)
    ground = np.full(len(geometries), None, dtype=object)
    covered = inside.geometry[some]
    rest = shapely.difference(geometries[some], np.where(shapely.is_missing(covered), shapely.Polygon(), covered))
    ground[some] = polygonal_union(rest)
    return CountyMeasure(outside, widths(ground, crs), ground)
