"""Polygons drawn in by a hair (缩边), so that those that only touch no longer meet.

Parcels of a survey share their edges with one another and with layers drawn on them. To find out by overlay that two of
them have nothing but a line in common takes longer than anything else; prepared predicates on a polygon whose vertices
are moved inwards by some bits of the coordinates tell it at once. What is missed is ground thinner than that hair.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ..layer import Objects

Floats = NDArray[np.float64]

HAIR = 2.0**-45
"""Depth as a share of the largest coordinate: some 128 of its last bits, a thousandth of a millimetre in a zone."""

_SHARPEST = 0.02
"""Least 1 + cos of the turn at a vertex: a mitre grows no longer than about ten hairs."""


def drawn_in(geometries: Objects) -> Objects:
    """Valid polygons and multipolygons (n,) with every vertex moved inwards by ``HAIR``; ``None`` stays ``None``.

    A vertex moves along the mitre of its two edges: by (n₁ + n₂) / (1 + n₁·n₂), n the edges' inward unit normals.
    """
    parts, _ = shapely.get_parts(geometries, return_index=True)
    rings, polygon = shapely.get_rings(parts, return_index=True)
    if not len(rings):
        return geometries
    xy = shapely.get_coordinates(rings)
    size = shapely.get_num_coordinates(rings)
    after = np.cumsum(size)
    first, last = after - size, after - 1
    shell = np.r_[True, polygon[1:] != polygon[:-1]]
    outwards = np.repeat(np.where(_is_left_handed(xy, first, last) == shell, 1.0, -1.0), size)
    leaving = _left_normals(xy, first, last) * outwards[:, None]
    arriving = np.empty_like(leaving)
    arriving[1:] = leaving[:-1]
    arriving[first] = leaving[last]
    turn = np.maximum(1.0 + (leaving * arriving).sum(axis=1), _SHARPEST)
    depth = HAIR * np.repeat(np.maximum.reduceat(np.abs(xy).max(axis=1), first), size)
    moved = xy + (leaving + arriving) * (depth / turn)[:, None]
    moved[last] = moved[first]
    return np.asarray(shapely.set_coordinates(geometries.copy(), moved), dtype=object)


def _is_left_handed(xy: Floats, first: NDArray[np.intp], last: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether each closed ring runs counter-clockwise: the sign of its area, Σ (xᵢ yᵢ₊₁ − xᵢ₊₁ yᵢ), from its start."""
    local = xy - np.repeat(xy[first], last - first + 1, axis=0)
    cross = np.zeros(len(xy))
    cross[:-1] = local[:-1, 0] * local[1:, 1] - local[1:, 0] * local[:-1, 1]
    cross[last] = 0.0
    return np.asarray(np.add.reduceat(cross, first) > 0)


def _left_normals(xy: Floats, first: NDArray[np.intp], last: NDArray[np.intp]) -> Floats:
    """Unit normals (m, 2) to the left of the edge that leaves each vertex; 0 where two vertices are one.

    The closing vertex of a ring has the edge that arrives there, so that the first one finds it as the edge before.
    """
    edge = np.empty_like(xy)
    edge[:-1] = xy[1:] - xy[:-1]
    edge[last] = edge[last - 1]
    length = np.hypot(edge[:, 0], edge[:, 1])
    normal = np.column_stack([-edge[:, 1], edge[:, 0]])
    normal /= np.where(length > 0, length, 1.0)[:, None]
    return normal
