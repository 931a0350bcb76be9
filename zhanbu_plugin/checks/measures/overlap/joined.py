"""Polygons of one owner joined, without the traces of cutting up (合并范围)."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ...layer import Objects
from .subdividing import polygons_of

Indices = NDArray[np.intp]

SEAM = 2e-15
"""How far beside a straight edge a vertex on it may lie, as a share of the largest coordinate: a few of its bits."""


def polygonal_union(geometries: Objects) -> Objects:
    """The polygons of each geometry (n,) of any kind as one polygon or multipolygon in normal form, or ``None``."""
    parts, owner = polygons_of(geometries)
    return united(parts, owner, len(geometries))


def united(parts: Objects, owner: Indices, count: int) -> Objects:
    """Union (count,) of the polygons of each owner, ``None`` for one without any. ``owner`` is in ascending order."""
    unions = np.full(count, None, dtype=object)
    if not len(parts):
        return unions
    firsts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    afters = np.r_[firsts[1:], len(owner)]
    unions[owner[firsts]] = parts[firsts]
    several = afters - firsts > 1
    for first, after in zip(firsts[several], afters[several]):
        unions[owner[first]] = shapely.union_all(parts[first:after])
    joined = owner[firsts[several]]
    unions[joined] = _seamless(unions[joined])
    return np.asarray(shapely.normalize(unions), dtype=object)


def _seamless(unions: Objects) -> Objects:
    """Without the vertices that cutting up left on straight edges: the area rule would round each of them."""
    tolerance = SEAM * np.abs(shapely.bounds(unions)).max(axis=1, initial=0.0)
    straight = shapely.simplify(unions, tolerance, preserve_topology=False)
    changed = np.flatnonzero(shapely.get_num_coordinates(straight) != shapely.get_num_coordinates(unions))
    kept = changed[shapely.is_valid(straight[changed]) & ~shapely.is_empty(straight[changed])]
    seamless = unions.copy()
    seamless[kept] = straight[kept]
    return seamless
