"""The ground itself that a layer covers of parcels, and that it leaves (压盖范围): for the map, cut-outs and doubts."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ...layer import Objects
from .constraint import PreparedConstraint
from .piece_index import PieceIndex
from .subdividing import polygons_of, subdivided

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

SEAM = 2e-15
"""How far beside a straight edge a vertex on it may lie, as a share of the largest coordinate: a few of its bits."""


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


def polygonal_union(geometries: Objects) -> Objects:
    """The polygons of each geometry (n,) of any kind as one polygon or multipolygon in normal form, or ``None``."""
    parts, owner = polygons_of(geometries)
    return united(parts, owner, len(geometries))


def united(parts: Objects, owner: Indices, count: int) -> Objects:
    """Union (count,) of the polygons of each owner, ``None`` for one without any. ``owner`` is in ascending order."""
    united = np.full(count, None, dtype=object)
    if not len(parts):
        return united
    firsts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    afters = np.r_[firsts[1:], len(owner)]
    united[owner[firsts]] = parts[firsts]
    several = afters - firsts > 1
    for first, after in zip(firsts[several], afters[several]):
        united[owner[first]] = shapely.union_all(parts[first:after])
    joined = owner[firsts[several]]
    united[joined] = _seamless(united[joined])
    return np.asarray(shapely.normalize(united), dtype=object)


def _seamless(unions: Objects) -> Objects:
    """Without the vertices that cutting up left on straight edges: the area rule would round each of them."""
    tolerance = SEAM * np.abs(shapely.bounds(unions)).max(axis=1, initial=0.0)
    straight = shapely.simplify(unions, tolerance, preserve_topology=False)
    changed = np.flatnonzero(shapely.get_num_coordinates(straight) != shapely.get_num_coordinates(unions))
    kept = changed[shapely.is_valid(straight[changed]) & ~shapely.is_empty(straight[changed])]
    seamless = unions.copy()
    seamless[kept] = straight[kept]
    return seamless
