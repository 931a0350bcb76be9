"""Do two parcels claim the same ground? (重叠; domain A-34)"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ..regimes.rule_set import RuleSet


@dataclass(frozen=True)
class OverlapTolerance:
    """What neighbours may share by drawing: up to ``area_m2``, or a sliver up to ``width_m`` wide (plane metres)."""

    area_m2: float = 1.0
    width_m: float = 0.5

    @classmethod
    def of(cls, rule_set: RuleSet) -> OverlapTolerance:
        """What a rule set states (A-34)."""
        return cls(rule_set.number("overlap.tolerance_m2"), rule_set.number("overlap.tolerance_width_m"))


def shared_area(
    left: NDArray[np.object_], right: NDArray[np.object_], tolerance: OverlapTolerance
) -> NDArray[np.float64]:
    """Area in m² of the ground that each pair (n,) really shares; 0 where it is within the tolerance.

    The width of a piece is 2·area/perimeter. A long thin tail makes that small although the piece has a broad body, so
    a piece also counts when more than ``area_m2`` of it lies deeper than ``width_m`` inside.
    """
    shared = np.zeros(len(left))
    with np.errstate(invalid="ignore"):  # GEOS leaves the processor's flag set although its results are sound
        common = shapely.intersection(left, right)
    large = np.flatnonzero(shapely.area(common) > tolerance.area_m2)
    parts, owner = shapely.get_parts(common[large], return_index=True)
    areas = shapely.area(parts)
    broad = areas > 0
    broad[broad] = _is_broad(parts[broad], areas[broad], tolerance)
    sums = np.bincount(owner[broad], weights=areas[broad], minlength=len(large))
    shared[large] = np.where(sums > tolerance.area_m2, sums, 0.0)
    return shared


def _is_broad(parts: NDArray[np.object_], areas: NDArray[np.float64], tolerance: OverlapTolerance) -> NDArray[np.bool_]:
    broad = np.asarray(2 * areas / shapely.length(parts) > tolerance.width_m)
    bodies = shapely.buffer(parts[~broad], -tolerance.width_m, join_style="mitre")
    broad[~broad] = shapely.area(bodies) > tolerance.area_m2
    return broad


def overlapping_pairs(geometries: NDArray[np.object_], tolerance: OverlapTolerance) -> list[tuple[int, int, float]]:
    """Pairs (i < j) of shapes that share ground, in order, with the shared area in m²."""
    tree = shapely.STRtree(geometries)
    first, second = tree.query(geometries, predicate="intersects")
    ordered = first < second
    first, second = first[ordered], second[ordered]
    shared = shared_area(geometries[first], geometries[second], tolerance)
    return sorted((int(first[k]), int(second[k]), float(shared[k])) for k in np.flatnonzero(shared))
