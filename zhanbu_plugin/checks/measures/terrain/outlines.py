"""Contours of polygons on a grid (图斑轮廓), as flat arrays that NumPy can work through at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import GeometryType

from ....survey.ranges import ranks
from ...turns import parts_of
from .grid import Grid

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Objects = NDArray[np.object_]

CHAIN = 128
"""Edges in one chain. A long outline is looked at only where one of its chains is."""


@dataclass(frozen=True)
class Outlines:
    """Contours of ``count`` polygons in cell coordinates, cut into chains of at most ``CHAIN`` edges.

    ``u, v`` (m,): vertices, chain after chain; a chain runs from vertex ``start`` to vertex ``stop`` inclusive, and
    where one chain of a ring ends the next begins with the same vertex. ``polygon`` tells whose a chain is; ``sign``
    makes the ground inside shells count and that inside holes not. ``chain_low`` and ``chain_high``: extent of its v.
    ``low_u, high_u, low_v, high_v`` (count,): extent of each polygon, NaN for one without ground.
    """

    u: Floats
    v: Floats
    start: Whole
    stop: Whole
    sign: Floats
    polygon: Whole
    chain_low: Floats
    chain_high: Floats
    low_u: Floats
    high_u: Floats
    low_v: Floats
    high_v: Floats
    count: int


@dataclass(frozen=True)
class _Rings:
    """Rings of polygons: vertices (m, 2), and for each ring its number of points, its polygon, whether it's a hole."""

    xy: Floats
    points: Whole
    polygon: Whole
    hole: NDArray[np.bool_]


def outlines_of(geometries: Objects, grid: Grid) -> Outlines:
    """Contours of polygons (n,) on a grid, both in the same reference system.

    Anything that isn't a polygon, and a polygon with a coordinate that isn't finite, is treated as having no ground.
    """
    rings = _rings(geometries)
    u, v = grid.cells(rings.xy)
    if not np.isfinite(u.sum() + v.sum()):
        lost = _endless(u, v, rings)
        if len(lost):
            measurable = geometries.copy()
            measurable[lost] = None
            return outlines_of(measurable, grid)
    first = np.cumsum(rings.points) - rings.points
    sign = _signs(u, v, first, rings.hole)
    chains = -(-(rings.points - 1) // CHAIN)
    ring = np.repeat(np.arange(len(first)), chains)
    rank = ranks(chains)
    begin: Whole = first[ring] + CHAIN * rank
    joint = begin[rank > 0]
    if len(joint):
        u, v = np.insert(u, joint, u[joint]), np.insert(v, joint, v[joint])
    start: Whole = begin + np.cumsum(rank > 0)
    stop = np.append(start[1:], len(u))[: len(start)] - 1
    polygon = rings.polygon[ring]
    chain_u, chain_v = _extremes(u, start), _extremes(v, start)
    return Outlines(
        *(u, v, start, stop, sign[ring], polygon, *chain_v),
        *_extent(chain_u, polygon, len(geometries)),
        *_extent(chain_v, polygon, len(geometries)),
        count=len(geometries),
    )


def _rings(geometries: Objects) -> _Rings:
    """Rings of the polygons among ``geometries``, those of one polygon side by side.

    Where the last vertex repeats the first and no other does, there is a single ring. Such a geometry's vertices are
    taken as they are: making objects of its parts and rings costs more than all else that is done with them.
    """
    kind = shapely.get_type_id(geometries)
    polygonal = (kind == GeometryType.POLYGON) | (kind == GeometryType.MULTIPOLYGON)
    points = np.where(polygonal, shapely.get_num_coordinates(geometries), 0).astype(np.int64)
    plain = np.flatnonzero(points)
    xy = shapely.get_coordinates(geometries[plain])
    points = points[plain]
    first = np.cumsum(points) - points
    single = _closes_once(xy, first, points)
    others = np.flatnonzero(kind == GeometryType.GEOMETRYCOLLECTION)
    if single.all() and not len(others):
        return _Rings(xy, points, plain, np.zeros(len(points), dtype=bool))
    many = _taken_apart(geometries, np.concatenate([plain[~single], others]))
    return _Rings(
        np.concatenate([xy[np.repeat(single, points)], many.xy]),
        np.concatenate([points[single], many.points]),
        np.concatenate([plain[single], many.polygon]),
        np.concatenate([np.zeros(int(single.sum()), dtype=bool), many.hole]),
    )


def _closes_once(xy: Floats, first: Whole, points: Whole) -> NDArray[np.bool_]:
    """Whether the last of each geometry's vertices, and no other but the first, lies where the first does."""
    like_first = np.flatnonzero(np.repeat(xy[first, 0], points) == xy[:, 0])
    geometry = np.searchsorted(first, like_first, side="right") - 1
    same = xy[like_first, 1] == xy[first[geometry], 1]
    met = np.bincount(geometry[same], minlength=len(first))
    closed = (xy[first] == xy[first + points - 1]).all(axis=1)
    return closed & (met == 2)


def _taken_apart(geometries: Objects, which: Whole) -> _Rings:
    """Rings of polygons with holes or several parts, and of collections that may hold such."""
    parts, owner = parts_of(geometries[which])
    real = (shapely.get_type_id(parts) == GeometryType.POLYGON) & ~shapely.is_empty(parts)
    rings, part = shapely.get_rings(parts[real], return_index=True)
    hole = np.zeros(len(rings), dtype=bool)
    hole[1:] = part[1:] == part[:-1]
    points = shapely.get_num_coordinates(rings).astype(np.int64)
    return _Rings(shapely.get_coordinates(rings), points, which[owner[real][part]].astype(np.int64), hole)


def _endless(u: Floats, v: Floats, rings: _Rings) -> Whole:
    """Polygons with a coordinate that isn't finite (a projection that failed)."""
    bad = ~(np.isfinite(u) & np.isfinite(v))
    return np.unique(np.repeat(rings.polygon, rings.points)[bad])


def _signs(u: Floats, v: Floats, first: Whole, hole: NDArray[np.bool_]) -> Floats:
    """What to multiply ∮ u dv of each ring by, so that a shell's ground is positive and a hole's negative."""
    if not len(first):
        return np.empty(0)
    double = (u[:-1] + u[1:]) * np.diff(v)
    double[first[1:] - 1] = 0.0  # from one ring to the next there is no edge
    return np.sign(np.add.reduceat(double, first)) * np.where(hole, -1.0, 1.0)


def _extremes(values: Floats, start: Whole) -> tuple[Floats, Floats]:
    if not len(start):
        return np.empty(0), np.empty(0)
    return np.minimum.reduceat(values, start), np.maximum.reduceat(values, start)


def _extent(of_chains: tuple[Floats, Floats], polygon: Whole, count: int) -> tuple[Floats, Floats]:
    """Lowest and highest value (count,) of each polygon, NaN for one without chains."""
    low, high = np.full(count, np.nan), np.full(count, np.nan)
    first = np.flatnonzero(np.diff(polygon, prepend=-1))  # chains of a polygon stand side by side
    if len(first):
        low[polygon[first]] = np.minimum.reduceat(of_chains[0], first)
        high[polygon[first]] = np.maximum.reduceat(of_chains[1], first)
    return low, high
