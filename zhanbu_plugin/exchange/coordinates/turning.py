"""Shapes of many parcels at once as a coordinate TXT has them: on the grid, shells clockwise, holes the other way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

_POLYGONAL = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


def turned_shapes(geometries: Sequence[shapely.Geometry | None], decimals: int) -> list[shapely.Geometry | None]:
    """Each geometry rounded and turned, a multipolygon of one part as a polygon.

    ``None`` for what isn't a valid polygon, before or after, and for what loses a point on the grid: such a one is for
    a closer look.
    """
    given = np.empty(len(geometries), dtype=object)
    given[:] = geometries
    usable = np.isin(shapely.get_type_id(given), _POLYGONAL) & ~shapely.is_empty(given) & shapely.is_valid(given)
    result: list[shapely.Geometry | None] = [None] * len(geometries)
    chosen = np.flatnonzero(usable)
    rounded = shapely.transform(shapely.force_2d(given[chosen]), lambda xy: np.round(xy, decimals))
    for index, shape in zip(chosen.tolist(), _turned(rounded)):
        result[index] = shape
    return result


def _turned(shapes: NDArray[np.object_]) -> list[shapely.Geometry | None]:
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    shell = np.diff(part, prepend=-1) > 0
    repeats = _repeats_a_point(rings)
    backwards = shapely.is_ccw(rings) == shell
    rings[backwards] = shapely.reverse(rings[backwards])
    polygons = shapely.polygons(rings, indices=part)
    count = np.bincount(owner, minlength=len(shapes))
    first = np.cumsum(count) - count
    whole = polygons[first]
    several = np.flatnonzero(count > 1)
    if len(several):
        chosen = np.isin(owner, several)
        whole[several] = shapely.multipolygons(polygons[chosen], indices=np.searchsorted(several, owner[chosen]))
    sound = shapely.is_valid(whole)
    sound[owner[part[repeats]]] = False
    return [shape if fine else None for shape, fine in zip(whole.tolist(), sound.tolist())]


def _repeats_a_point(rings: NDArray[np.object_]) -> NDArray[np.intp]:
    """Indices of rings in which a point follows itself."""
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    same = (xy[1:] == xy[:-1]).all(axis=1) & (ring[1:] == ring[:-1])
    return np.asarray(ring[1:][same])
