"""Polygons drawn in by a hair (缩边), so that those that only touch no longer meet.

Parcels of a survey share their edges with one another and with layers drawn on them. To find out by overlay that two of
them have nothing but a line in common takes longer than anything else; prepared predicates on a polygon whose vertices
are moved inwards by some bits of the coordinates tell it at once. What is missed is ground thinner than that hair.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.rings import Rings
from ..layer import Objects

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
    leaving = _left_normals(rings) * np.where(rings.inside_left, 1.0, -1.0)[rings.ring, None]
    arriving = np.empty_like(leaving)
    arriving[1:] = leaving[:-1]
    arriving[rings.first] = leaving[rings.last]
    turn = np.maximum(1.0 + (leaving * arriving).sum(axis=1), _SHARPEST)
    depth = HAIR * np.maximum.reduceat(np.abs(rings.xy).max(axis=1), rings.first)
    moved = rings.xy + (leaving + arriving) * (depth[rings.ring] / turn)[:, None]
    moved[rings.last] = moved[rings.first]
    return np.asarray(shapely.set_coordinates(geometries.copy(), moved), dtype=object)


def _left_normals(rings: Rings) -> Floats:
    """Unit normals (m, 2) to the left of the edge that leaves each vertex; 0 where two vertices are one.

    The closing vertex of a ring has the edge that arrives there, so that the first one finds it as the edge before.
    """
    edge = np.empty_like(rings.xy)
    edge[:-1] = rings.xy[1:] - rings.xy[:-1]
    edge[rings.last] = edge[rings.last - 1]
    length = np.hypot(edge[:, 0], edge[:, 1])
    normal = np.column_stack([-edge[:, 1], edge[:, 0]])
    normal /= np.where(length > 0, length, 1.0)[:, None]
    return normal
