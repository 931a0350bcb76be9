"""Polygons drawn in by a hair (缩边), so that those that only touch no longer meet.

Parcels of a survey share their edges with one another and with layers drawn on them. To find out by overlay that two of
them have nothing but a line in common takes longer than anything else; prepared predicates on a polygon whose vertices
are moved inwards by some bits of the coordinates tell it at once. What is missed is ground thinner than that hair.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ....survey.rings import Rings
from ...layer import Objects

Floats = NDArray[np.float64]

HAIR = 2.0**-45
"""Depth as a share of the largest coordinate: some 128 of its last bits, a thousandth of a millimetre in a zone."""

_SHARPEST = 0.02
"""Least 1 + cos of the turn at a vertex: a mitre grows no longer than about ten hairs."""


def drawn_in(geometries: Objects, rings: Rings | None = None) -> Objects:
    """Valid polygons and multipolygons (n,) with every vertex moved inwards by ``HAIR``; ``None`` stays ``None``.

    A vertex moves along the mitre of its two edges: by (n₁ + n₂) / (1 + n₁·n₂), n the edges' inward unit normals.
    ``rings`` are those of the geometries where they are known already.
    """
    rings = rings or Rings.of(geometries)
    if not len(rings.first):
        return geometries
    east, north = _inward_normals(rings)
    east_before, north_before = _of_edge_before(east, rings), _of_edge_before(north, rings)
    turn = np.maximum(1.0 + east * east_before + north * north_before, _SHARPEST)
    size = np.maximum(np.abs(rings.xy[:, 0]), np.abs(rings.xy[:, 1]))
    depth = (HAIR * np.maximum.reduceat(size, rings.first))[rings.ring] / turn
    moved = np.empty_like(rings.xy)
    moved[:, 0] = rings.xy[:, 0] + (east + east_before) * depth
    moved[:, 1] = rings.xy[:, 1] + (north + north_before) * depth
    moved[rings.last] = moved[rings.first]
    return np.asarray(shapely.set_coordinates(geometries.copy(), moved), dtype=object)


def _inward_normals(rings: Rings) -> tuple[Floats, Floats]:
    """Unit normals (m,), (m,) to the inside of the edge that leaves each vertex; 0 where two vertices are one.

    The closing vertex of a ring has the edge that arrives there, so that the first one finds it as the edge before.
    """
    along_x, along_y = np.empty(len(rings.xy)), np.empty(len(rings.xy))
    for along, values in ((along_x, rings.xy[:, 0]), (along_y, rings.xy[:, 1])):
        np.subtract(values[1:], values[:-1], out=along[:-1])
        along[rings.last] = along[rings.last - 1]
    length = np.sqrt(along_x * along_x + along_y * along_y)
    unit = np.where(rings.inside_left, 1.0, -1.0)[rings.ring] / np.where(length > 0, length, 1.0)
    return -along_y * unit, along_x * unit


def _of_edge_before(values: Floats, rings: Rings) -> Floats:
    before = np.empty_like(values)
    before[1:] = values[:-1]
    before[rings.first] = values[rings.last]
    return before
