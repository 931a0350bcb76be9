"""Contours of polygons on a grid (图斑轮廓), as flat arrays that NumPy can work through at once."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import shapely
from numpy.typing import NDArray

from .grid import Grid

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

CHAIN = 64
"""Edges in one chain. A long outline is looked at only where one of its chains is."""
BLOCK = 1024
"""Polygons at a time: larger temporaries leave the processor's cache and cost many times more."""
_POLYGON = 3


@dataclass(frozen=True)
class Outlines:
    """Contours of polygons in cell coordinates, cut into chains of at most ``CHAIN`` edges.

    ``u, v`` (m,): vertices of all rings. A chain goes from vertex ``start`` to vertex ``stop`` inclusive; its ``sign``
    turns shells counter-clockwise and holes clockwise; ``polygon`` tells whose it is, of ``count``; ``chain_low`` and
    ``chain_high`` are the extent of its v, ``work`` about how many pieces the grid's lines cut it into.
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
    work: Floats
    low_u: Floats
    high_u: Floats
    low_v: Floats
    high_v: Floats
    count: int


def outlines_of(geometries: NDArray[np.object_], grid: Grid) -> Outlines:
    """Contours of polygons (n,) on a grid, both in the same reference system.

    Anything that isn't a polygon, and a polygon with a coordinate that isn't finite, is treated as having no ground.
    """
    blocks = [_block(geometries[i : i + BLOCK], grid) for i in range(0, len(geometries), BLOCK)]
    return _joined(blocks) if blocks else _block(geometries, grid)


def _block(geometries: NDArray[np.object_], grid: Grid) -> Outlines:
    parts, owner = _polygons(geometries)
    rings, part = shapely.get_rings(parts, return_index=True)
    hole = np.zeros(len(rings), dtype=bool)
    hole[1:] = part[1:] == part[:-1]
    counter_clockwise = np.asarray(shapely.is_ccw(rings), dtype=bool)
    sign = np.where(counter_clockwise == hole, -1.0, 1.0) * np.sign(grid.determinant)
    points = shapely.get_num_coordinates(rings).astype(np.int64)
    u, v = grid.cells(shapely.get_coordinates(rings))
    ring_owner = owner[part].astype(np.int64)
    _forget_endless(u, v, points, ring_owner)
    return _chains(u, v, points, sign, ring_owner, len(geometries))


def _joined(blocks: list[Outlines]) -> Outlines:
    vertices = np.cumsum([0, *(len(block.u) for block in blocks)])
    polygons = np.cumsum([0, *(block.count for block in blocks)])
    shift = {"start": vertices, "stop": vertices, "polygon": polygons}
    joined = {}
    for name in (field.name for field in fields(Outlines) if field.name != "count"):
        arrays = [getattr(block, name) for block in blocks]
        if name in shift:
            arrays = [array + by for array, by in zip(arrays, shift[name])]
        joined[name] = np.concatenate(arrays)
    return Outlines(**joined, count=int(polygons[-1]))


def _polygons(geometries: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """Polygons and the geometry of each."""
    kinds = shapely.get_type_id(geometries)
    parts, owner = geometries, np.arange(len(geometries))
    while np.any(kinds > _POLYGON):  # multipolygons, and collections that may hold them
        parts, inner = shapely.get_parts(parts, return_index=True)
        owner, kinds = owner[inner], shapely.get_type_id(parts)
    real = (kinds == _POLYGON) & ~shapely.is_empty(parts)
    return (parts, owner) if real.all() else (parts[real], owner[real])


def _forget_endless(u: Floats, v: Floats, points: Whole, owner: Whole) -> None:
    """Mark every vertex of a polygon with a coordinate that isn't finite (a projection that failed)."""
    bad = ~(np.isfinite(u) & np.isfinite(v))
    if bad.any():
        vertex_owner = np.repeat(owner, points)
        lost = np.isin(vertex_owner, vertex_owner[bad])
        u[lost] = v[lost] = np.nan


def _chains(u: Floats, v: Floats, points: Whole, sign: Floats, owner: Whole, count: int) -> Outlines:
    first = np.cumsum(points) - points
    chains = -(-(points - 1) // CHAIN)
    ring = np.repeat(np.arange(len(points)), chains)
    rank = np.arange(len(ring)) - np.repeat(np.cumsum(chains) - chains, chains)
    start = first[ring] + CHAIN * rank
    stop = np.minimum(start + CHAIN, first[ring] + points[ring] - 1)
    chain_u, chain_v = _extremes(u, start, stop), _extremes(v, start, stop)
    work = _lengths(u, v, first + points - 1, start) + (stop - start)
    polygon = owner[ring]
    low_u, high_u = _extremes_by_polygon(chain_u, polygon, count)
    low_v, high_v = _extremes_by_polygon(chain_v, polygon, count)
    return Outlines(u, v, start, stop, sign[ring], polygon, *chain_v, work, low_u, high_u, low_v, high_v, count)


def _lengths(u: Floats, v: Floats, ring_end: Whole, start: Whole) -> Floats:
    """Columns and rows that each chain passes."""
    if not len(start):
        return np.empty(0)
    passed = np.abs(np.diff(u, append=0.0))
    passed += np.abs(np.diff(v, append=0.0))
    passed[ring_end] = 0.0  # from one ring to the next there is no edge
    return np.add.reduceat(passed, start)


def _extremes(values: Floats, start: Whole, stop: Whole) -> tuple[Floats, Floats]:
    if not len(start):
        return np.empty(0), np.empty(0)
    last = values[stop]  # a chain's last vertex is where the next chain's slice begins
    low, high = np.minimum.reduceat(values, start), np.maximum.reduceat(values, start)
    return np.minimum(low, last), np.maximum(high, last)


def _extremes_by_polygon(of_chains: tuple[Floats, Floats], polygon: Whole, count: int) -> tuple[Floats, Floats]:
    low, high = np.full(count, np.nan), np.full(count, np.nan)
    first = np.flatnonzero(np.diff(polygon, prepend=-1))  # chains stand in the order of their polygons
    if len(first):
        low[polygon[first]] = np.minimum.reduceat(of_chains[0], first)
        high[polygon[first]] = np.maximum.reduceat(of_chains[1], first)
    return low, high
