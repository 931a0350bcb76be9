"""Which shared ground counts as an overlap (压盖) and which is the noise of drawn lines (A-34).

Neighbours are drawn twice, so they share slivers. Ground counts where it is wider than a tolerance, and when there is
more of that than another tolerance, or when it is much of the whole. What is thinner is left aside before the area is
taken, so no thin tail, however long, makes a broad body look narrow, and no long sliver makes a broad spot look large.

What is left of ground G is its opening by a disc D as wide as the tolerance, G ∘ D = (G ⊖ D) ⊕ D: shrunk by half the
width and grown again (mathematical morphology; Serra 1982).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ....regimes.rule_set import RuleSet
from ....survey.crs import Crs
from ...layer import METRES_PER_DEGREE, Objects
from ..sums import summed
from .subdividing import polygons_of

Floats = NDArray[np.float64]

_RESOLUTION_M = 1e-4
"""Metres. A strip of just the tolerance isn't wider than it, whatever the last bits of its coordinates are."""


@dataclass(frozen=True)
class OverlapTolerance:
    """What neighbours may share by drawing: up to ``area_m2``, and any sliver up to ``width_m`` wide (plane metres)."""

    area_m2: float = 1.0
    width_m: float = 0.5

    @classmethod
    def of(cls, rule_set: RuleSet) -> OverlapTolerance:
        """What a rule set states (A-34)."""
        return cls(rule_set.number("overlap.tolerance_m2"), rule_set.number("overlap.tolerance_width_m"))


A_34 = OverlapTolerance()
"""The tolerance where nobody states another."""


_NO_SLIVER = 0.5
"""Share of a parcel from which on no drawing explains what it shares: the parcel itself may be a narrow one."""


def counting(
    ground: Objects, areas_m2: Floats, of_m2: Floats, crs: Crs | None, tolerance: OverlapTolerance
) -> NDArray[np.bool_]:
    """Which valid pieces of ground (n,), with areas (n,), are an overlap of shapes of areas ``of_m2`` (n,).

    More than ``area_m2`` of it lies where it is wider than ``width_m``: the opening of the shape by a disc, that is all
    ground that a disc of that width covers without leaving the shape. Ground that is half of the whole counts whatever
    its width. ``None`` never counts; no ``crs`` means coordinates in metres.
    """
    counts = without_excuse(areas_m2, of_m2, tolerance)
    large = np.flatnonzero((areas_m2 > tolerance.area_m2) & ~counts)
    counts[large] = _broad_enough(ground[large], crs, tolerance)
    return np.asarray(counts)


def without_excuse(areas_m2: Floats, of_m2: Floats, tolerance: OverlapTolerance) -> NDArray[np.bool_]:
    """Which areas (n,) count whatever their width, being half of shapes of areas ``of_m2`` (n,)."""
    return np.asarray((areas_m2 > tolerance.area_m2) & (areas_m2 >= _NO_SLIVER * of_m2))


def least_core(area: Floats, border: Floats, corners: Floats, tolerance: OverlapTolerance) -> Floats:
    """At least so much (n,) of shapes lies deeper than half the width: saves opening what is plainly broad.

    ``border`` (n,) is no less than the length of their outlines and ``corners`` (n,) than the number of their vertices:
    the border strip is no larger than its length times its depth and, at each vertex, half a disc. Plane metres.
    """
    depth = tolerance.width_m / 2 + _RESOLUTION_M
    return np.asarray(np.maximum(area - border * depth - corners * np.pi * depth**2 / 2, 0.0))


def cores(polygons: Objects, crs: Crs | None, tolerance: OverlapTolerance) -> Floats:
    """``least_core`` (n,) of polygons (n,)."""
    plane = _in_metres(polygons, crs)
    return least_core(shapely.area(plane), shapely.length(plane), shapely.get_num_coordinates(plane), tolerance)


def _broad_enough(ground: Objects, crs: Crs | None, tolerance: OverlapTolerance) -> NDArray[np.bool_]:
    parts, owner = polygons_of(ground)
    enough = summed(owner, cores(parts, crs, tolerance), len(ground)) > tolerance.area_m2
    doubtful = np.flatnonzero(~enough[owner])
    opened = _opened_areas(_in_metres(parts[doubtful], crs), tolerance.width_m)
    broad = summed(owner[doubtful], opened, len(ground))
    return np.asarray(enough | (broad > tolerance.area_m2))


def _in_metres(parts: Objects, crs: Crs | None) -> Objects:
    """Polygons with metres for coordinates, well enough for a width."""
    if crs is None or (crs.is_projected and crs.metres_per_unit == 1.0):
        return parts
    if not crs.is_geographic:
        return np.asarray(shapely.transform(parts, lambda xy: xy * crs.metres_per_unit), dtype=object)
    xy, part = shapely.get_coordinates(parts, return_index=True)
    bounds = shapely.bounds(parts).reshape(-1, 4)[part]
    xy[:, 0] *= np.cos(np.radians((bounds[:, 1] + bounds[:, 3]) / 2))
    return np.asarray(shapely.set_coordinates(parts.copy(), xy * METRES_PER_DEGREE), dtype=object)


def _opened_areas(plane: Objects, width: float) -> Floats:
    depth = width / 2 + _RESOLUTION_M
    cores = shapely.buffer(plane, -depth)
    opened = shapely.buffer(cores, depth, join_style="mitre")  # a mitre gives corners back that a disc can't reach
    return np.asarray(np.minimum(shapely.area(opened), shapely.area(plane)))
