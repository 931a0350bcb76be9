"""Parcels that are in the batch twice: the same shape, the same survey id, or ground in common (重复; CHK-DUP).

Shapes are the same when their vertices on a grid of 0.1 mm are, in normal form; only those that have box and number of
vertices in common are compared. Overlaps are the pairs of ``shared_ground`` whose common ground counts (``breadth``).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ..layer import METRES_PER_DEGREE, Objects, Progress, metres_per_unit
from .overlap.breadth import A_34, OverlapTolerance, counting
from .overlap.shared_ground import common_ground

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

GRID_M = 1e-4
"""Metres. Vertices count as the same at the resolution at which the survey's area rule (``ellipsoid_area``) reads them.
"""


@dataclass(frozen=True)
class DuplicateMeasure:
    """Per parcel (n,), rows of the batch or −1.

    ``same_geometry_as`` and ``same_key_as`` point to the first parcel of a group, and are −1 for that first one;
    ``copies`` and ``key_copies`` count the other members of the group, for all of them. ``overlaps_with`` is the parcel
    with the largest mutual overlap above the tolerances and ``overlap_m2`` its ellipsoid area; copies of the same shape
    overlap too.
    """

    same_geometry_as: Indices
    copies: NDArray[np.int64]
    same_key_as: Indices
    key_copies: NDArray[np.int64]
    overlaps_with: Indices
    overlap_m2: Floats


def duplicates(
    geometries: Objects,
    crs: Crs,
    keys: Sequence[Hashable] | None = None,
    *,
    tolerance: OverlapTolerance = A_34,
    pairs: Pairs | None = None,
    progress: Progress = None,
) -> DuplicateMeasure:
    """Duplicates among valid parcels (n,) in ``crs``; ``keys`` (n,) are survey ids (year, BSM, part), ``None`` unknown.

    Parcels overlap when their common ground exceeds the ``tolerance`` of area and width (A-34); ``pairs`` are
    those that do, where they are known.
    """
    same_geometry, copies = _groups(shape_keys(geometries, crs))
    same_key, key_copies = _groups(list(keys) if keys is not None else [None] * len(geometries))
    if pairs is None:
        pairs = overlapping_pairs(geometries, crs, tolerance=tolerance, progress=progress)
    partner, area = _largest(len(geometries), pairs)
    return DuplicateMeasure(same_geometry, copies, same_key, key_copies, partner, area)


def shape_keys(geometries: Objects, crs: Crs) -> list[bytes | None]:
    """A key per shape (n,), equal for shapes that agree on the 0.1 mm grid, whatever their start vertex, direction and
    order of parts; ``None`` for no shape, and for one that is alone with its box and number of vertices.
    """
    grid = GRID_M / metres_per_unit(crs)
    keys: list[bytes | None] = [None] * len(geometries)
    alike = _alike(geometries, grid)
    on_grid = shapely.transform(geometries[alike], lambda xy: np.round(xy / grid) + 0.0)
    for i, key in zip(alike.tolist(), shapely.to_wkb(shapely.normalize(on_grid), output_dimension=2, byte_order=1)):
        keys[i] = key
    return keys


def _alike(geometries: Objects, grid: float) -> Indices:
    """Shapes, in order, that aren't the only one with their box on the grid and their number of vertices."""
    there = np.flatnonzero(~shapely.is_missing(geometries) & ~shapely.is_empty(geometries))
    if not len(there):
        return there
    boxes = np.round(shapely.bounds(geometries[there]) / grid)
    looks = np.column_stack([boxes, shapely.get_num_coordinates(geometries[there])])
    for side in range(4):  # most are alone with a side already, and to compare numbers takes less than whole rows
        several = _occurs_again(looks[:, side], axis=None)
        there, looks = there[several], looks[several]
    return there[_occurs_again(looks, axis=0)]


def _occurs_again(values: Floats, axis: int | None) -> NDArray[np.bool_]:
    _, which, times = np.unique(values, axis=axis, return_inverse=True, return_counts=True)
    return np.asarray(times[which.ravel()] > 1)


def _groups(keys: Sequence[Hashable]) -> tuple[Indices, NDArray[np.int64]]:
    first = np.full(len(keys), -1, dtype=np.intp)
    others = np.zeros(len(keys), dtype=np.int64)
    known = [key for key in keys if key is not None]
    if len(set(known)) == len(known):
        return first, others
    members: dict[Hashable, list[int]] = {}
    for i, key in enumerate(keys):
        if key is not None:
            members.setdefault(key, []).append(i)
    for group in members.values():
        first[group[1:]] = group[0]
        others[group] = len(group) - 1
    return first, others


@dataclass(frozen=True)
class Pairs:
    """Pairs (k,) of parcels that overlap, rows one < other, and the ellipsoid area of their common ground."""

    one: Indices
    other: Indices
    area_m2: Floats


def overlapping_pairs(
    geometries: Objects,
    crs: Crs,
    *,
    tolerance: OverlapTolerance = A_34,
    group: Indices | None = None,
    progress: Progress = None,
) -> Pairs:
    """Valid parcels (n,) that overlap by more than the tolerance, in order; those of the same ``group`` (n,) don't."""
    one, other, shared = common_ground(geometries, group, progress)
    unit = _square_metres(geometries[one], crs)
    planar = shapely.area(shared) * unit
    candidate = np.flatnonzero(planar > tolerance.area_m2 / 2)  # a plane is never twice as generous as the ellipsoid
    one, other, shared = one[candidate], other[candidate], shared[candidate]
    area = ellipsoid_areas(shared, crs)
    smaller = np.minimum(shapely.area(geometries[one]), shapely.area(geometries[other])) * unit[candidate]
    kept = counting(shared, area, smaller, crs, tolerance)
    return Pairs(one[kept], other[kept], area[kept])


def _square_metres(geometries: Objects, crs: Crs) -> Floats:
    """Square metres (n,) of a square unit of the coordinates about each geometry; for tolerances."""
    if not crs.is_geographic:
        return np.full(len(geometries), crs.metres_per_unit**2)
    bounds = shapely.bounds(geometries)
    return np.asarray(METRES_PER_DEGREE**2 * np.cos(np.radians((bounds[:, 1] + bounds[:, 3]) / 2)))


def _largest(count: int, pairs: Pairs) -> tuple[Indices, Floats]:
    """Partner with the largest common ground and its area, for each parcel."""
    partner = np.full(count, -1, dtype=np.intp)
    largest = np.zeros(count)
    mine, theirs = np.concatenate([pairs.one, pairs.other]), np.concatenate([pairs.other, pairs.one])
    areas = np.concatenate([pairs.area_m2, pairs.area_m2])
    order = np.lexsort((-theirs, areas))  # the largest last; of equals the first parcel
    partner[mine[order]] = theirs[order]
    largest[mine[order]] = areas[order]
    return partner, largest
