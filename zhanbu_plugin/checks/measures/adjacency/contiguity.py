"""Clusters of parcels that lie no farther apart than a gap (集中连片; HB-16a).

A cluster is a group that hangs together by pairs whose shapes are at most the gap apart. To find the groups it needs
far fewer distances than there are pairs: parcels with a vertex in common are joined first, and after that only
outlines of parcels that aren't in one group yet are compared, sixteen edges by sixteen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ....survey.crs import Crs
from ...layer import Objects, Progress, report
from ...progress_shares import progress_between
from ..overlap.subdividing import polygons_of
from .joining import joined
from .one_plane import in_one_plane
from .outline_runs import OutlineRuns, box_distances, grown, outline_runs
from .shared_vertices import sharing_vertices

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

READ_M = 5e-5
"""Metres. Distances are read to 0.1 mm as the survey's area rule reads coordinates: 20.00005 m are 20 m."""

_BLOCK = 2_000
"""Boxes searched at a time: bounds memory, and the cancel button is looked at in between."""

_LARGE_M = 40.0
"""Metres that reach far beyond the next outline, so that searching yields more than joining needs."""

_FEW = 50
"""Shapes at a time that GEOS prepares for looking what lies in them."""

_NONE = np.empty(0, dtype=np.intp)


@dataclass(frozen=True)
class ContiguityMeasure:
    """Per parcel (n,): number of its cluster, ellipsoid area of the cluster's parcels in m², not rounded, and how many
    they are. A parcel without ground, or off the coordinate system, has cluster 0, area NaN and 0 parcels.

    Clusters are numbered from 1 from north to south by the top edge of their northernmost parcel, of equals from west
    to east, as the survey numbers parcels (图斑编号: 从左到右、自上而下). The number depends on nothing but the
    parcels' shapes, whatever their order in the batch.
    """

    cluster: NDArray[np.int64]
    area_m2: Floats
    parcels: NDArray[np.int64]


def contiguity(
    geometries: Objects, areas_m2: Floats, crs: Crs, gap_m: float = 20.0, *, progress: Progress = None
) -> ContiguityMeasure:
    """Clusters of valid parcels (n,) in ``crs`` whose ellipsoid areas are ``areas_m2`` (n,).

    Parcels belong together whose distance is at most ``gap_m`` metres, read to 0.1 mm; 0 means touching. Distances are
    those of the Gauss–Krüger plane: the layer's own, or for any other CRS (degrees, 独立坐标系) that of the 3° zone in
    the batch's middle. The area is the sum over parcels; ground that two parcels cover counts in both.
    Raises ``Cancelled`` when ``progress`` says stop, ``ValueError`` for a gap that is negative or no number.
    """
    if not 0 <= gap_m < np.inf:
        raise ValueError(f"a gap of {gap_m} m")
    plane = in_one_plane(geometries, crs, progress)
    order = _from_north_to_south(plane)
    report(progress, 0.15)
    first = _groups(plane[order], gap_m + READ_M, progress)
    number = np.unique(first, return_inverse=True)[1]
    cluster = np.zeros(len(geometries), dtype=np.int64)
    cluster[order] = number + 1
    area = np.full(len(geometries), np.nan)
    area[order] = np.bincount(number, weights=areas_m2[order])[number]
    parcels = np.zeros(len(geometries), dtype=np.int64)
    parcels[order] = np.bincount(number)[number]
    report(progress, 1.0)
    return ContiguityMeasure(cluster, area, parcels)


def _from_north_to_south(shapes: Objects) -> Indices:
    """Rows of the shapes that have a place, in the order in which their clusters are numbered."""
    bounds = shapely.bounds(shapes).reshape(-1, 4)
    rows = np.flatnonzero(np.isfinite(bounds).all(axis=1))
    west, south, east, north = np.round(bounds[rows], 4).T
    keys = np.column_stack([-north, west, -south, east])
    order = np.lexsort(keys.T[::-1])
    ties = np.flatnonzero((keys[order][1:] == keys[order][:-1]).all(axis=1))
    rows = rows[order]
    if len(ties):  # different shapes in the same box: only they need their bytes compared
        tied = np.unique(np.r_[ties, ties + 1])
        again = np.zeros(len(rows), dtype=bool)
        again[ties + 1] = True
        spot = np.cumsum(~again)[tied].tolist()
        content = shapely.to_wkb(shapely.normalize(shapes[rows[tied]])).tolist()
        rows[tied] = rows[tied][sorted(range(len(tied)), key=lambda k: (spot[k], content[k]))]
    return rows


def _groups(shapes: Objects, reach: float, progress: Progress) -> Indices:
    """For each shape (n,) the first of its group; shapes belong together that are at most ``reach`` apart."""
    label = joined(np.arange(len(shapes)), *sharing_vertices(shapes, progress_between(progress, 0.15, 0.4)))
    parts, owner = _parts(shapes)
    steps = _steps(reach)
    around = inside = _NONE
    for number, step in enumerate(steps):
        stage = progress_between(progress, 0.4 + 0.55 * number / len(steps), 0.4 + 0.55 * (number + 1) / len(steps))
        if label.any():  # else all are one group, that of the first
            wanted, around, inside = _beside_others(parts, label[owner], step, progress_between(stage, 0.0, 0.3))
            runs = outline_runs(parts[wanted], progress=progress_between(stage, 0.3, 0.6))
            label = _join_close_outlines(runs, owner[wanted], label, step, progress_between(stage, 0.6, 1.0))
    apart = label[owner[around]] != label[owner[inside]]
    return _join_inside(parts, owner, around[apart], inside[apart], label, progress_between(progress, 0.95, 1.0))


def _steps(reach: float) -> list[float]:
    """Rising reaches up to the wanted one: what small ones join needn't be searched for with a large one."""
    steps = [reach]
    while steps[0] > _LARGE_M:
        steps.insert(0, steps[0] / 4)
    return steps


def _parts(shapes: Objects) -> tuple[Objects, Indices]:
    """Polygons, and multipolygons of one part, of shapes (n,), and whose each is. Taking a shape apart copies it."""
    several = shapely.get_num_geometries(shapes) > 1
    parts, of = polygons_of(shapes[several])
    owner = np.concatenate([np.flatnonzero(~several), np.flatnonzero(several)[of]])
    order = np.argsort(owner, kind="stable")
    return np.concatenate([shapes[~several], parts])[order], owner[order]


def _beside_others(
    parts: Objects, label: Indices, reach: float, progress: Progress
) -> tuple[NDArray[np.bool_], Indices, Indices]:
    """Which parts (n,) have a box of another group within reach of their own; and pairs of such parts (k,) of which the
    first one's box holds the second one's.
    """
    beside = np.zeros(len(parts), dtype=bool)
    boxes = shapely.bounds(parts).reshape(-1, 4)
    tree = shapely.STRtree(parts)
    holding: list[tuple[Indices, Indices]] = []
    for start in range(0, len(parts), _BLOCK):
        one, other = tree.query(grown(boxes[start : start + _BLOCK], reach))
        one = one + start
        apart = label[one] != label[other]
        one, other = one[apart], other[apart]
        beside[one] = True
        low, high = boxes[one, :2] <= boxes[other, :2], boxes[one, 2:] >= boxes[other, 2:]
        holds = (low & high).all(axis=1)
        holding.append((one[holds], other[holds]))
        report(progress, start / len(parts))
    around, inside = (np.concatenate([_NONE, *column]) for column in zip(*holding)) if holding else (_NONE, _NONE)
    return beside, around, inside


def _join_close_outlines(
    runs: OutlineRuns, owner: Indices, label: Indices, reach: float, progress: Progress
) -> Indices:
    """Labels after shapes whose outlines are within reach have been joined; ``owner`` has the shape of each part."""
    shape = owner[runs.owner]
    lines = runs.lines(progress_between(progress, 0.0, 0.2))
    tree = shapely.STRtree(lines)
    for start in range(0, len(lines), _BLOCK):
        one, other = tree.query(grown(runs.boxes[start : start + _BLOCK], reach))
        one = one + start
        apart = (one < other) & (label[shape[one]] != label[shape[other]])
        one, other = one[apart], other[apart]
        near = box_distances(runs.boxes[one], runs.boxes[other]) <= reach
        one, other = one[near], other[near]
        close = shapely.dwithin(lines[one], lines[other], reach)
        label = joined(label, shape[one[close]], shape[other[close]])
        report(progress, 0.2 + 0.8 * start / len(lines))
    return label


def _join_inside(
    parts: Objects, owner: Indices, around: Indices, inside: Indices, label: Indices, progress: Progress
) -> Indices:
    """Labels after parts have been joined that lie in another. Their outlines aren't near, so one vertex tells."""
    around, inside = np.unique(around), np.unique(inside)
    xy, part = shapely.get_coordinates(parts[inside], return_index=True)
    corners = shapely.STRtree(shapely.points(xy[np.unique(part, return_index=True)[1]]))
    for start in range(0, len(around), _FEW):
        some = around[start : start + _FEW]
        found, corner = corners.query(parts[some], predicate="contains")
        label = joined(label, owner[some[found]], owner[inside[corner]])
        report(progress, start / len(around))
    return label
