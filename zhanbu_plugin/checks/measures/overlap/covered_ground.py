"""The ground itself that a layer covers of parcels, and that it leaves (压盖范围): for the map, cut-outs and doubts."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ....survey.crs import Crs
from ...layer import Objects
from .breadth import OverlapTolerance, counting, without_excuse
from .constraint import PreparedConstraint
from .joined import polygonal_union, united
from .piece_index import PieceIndex
from .subdividing import polygons_of, subdivided

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


def covered_ground(geometries: Objects, prepared: PreparedConstraint) -> Objects:
    """What the layer covers of each valid parcel (n,) in its CRS, as one valid geometry or ``None``."""
    parts, owner = subdivided(geometries)
    return covered_by(prepared.index, parts, owner, len(geometries))


def covered_by(index: PieceIndex, parts: Objects, owner: Indices, count: int) -> Objects:
    """What pieces cover of the ``parts`` (k,) of each of ``count`` owners (k,), which stand in order, or ``None``."""
    shapely.prepare(parts)
    met = index.near(parts).that_meet(parts)
    shared, pair = polygons_of(shapely.intersection(parts[met.shape], met.pieces[met.at]))
    return united(shared, owner[met.shape[pair]], count)


def uncovered_ground(geometries: Objects, rest_m2: Floats, prepared: PreparedConstraint) -> Objects:
    """Ground (n,) of valid parcels (n,) that a layer leaves, or ``None``; ``rest_m2`` (n,) tells where any is."""
    ground = np.full(len(geometries), None, dtype=object)
    some = np.flatnonzero(rest_m2 > 0)
    taken = covered_ground(geometries[some], prepared)
    left = shapely.difference(geometries[some], np.where(shapely.is_missing(taken), shapely.Polygon(), taken))
    ground[some] = polygonal_union(left)
    return ground


def uncovered_counting(
    geometries: Objects,
    rest_m2: Floats,
    areas_m2: Floats,
    crs: Crs,
    prepared: PreparedConstraint,
    tolerance: OverlapTolerance,
) -> NDArray[np.bool_]:
    """Whether what a layer leaves (n,), ``rest_m2`` (n,), of valid parcels (n,) of these areas (n,) is more than
    drawing explains (A-34). Only of the others the ground itself is looked at.
    """
    doubtful = (rest_m2 > tolerance.area_m2) & ~without_excuse(rest_m2, areas_m2, tolerance)
    ground = uncovered_ground(geometries, np.where(doubtful, rest_m2, 0.0), prepared)
    return counting(ground, rest_m2, areas_m2, crs, tolerance)
