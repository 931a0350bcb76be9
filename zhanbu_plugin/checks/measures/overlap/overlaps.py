"""Overlap of parcels with constraint layers (压盖), as union: ground that a layer covers twice counts once.

Of parcel P with pieces B₁, B₂ … of a layer

    |P ∩ ∪ Bⱼ| = Σ |P ∩ Bⱼ| − Σ |P ∩ Rⱼ|,        Rⱼ = Bⱼ ∩ ∪ Bᵢ over i < j,

where R is empty for most pieces and known to the index. The area is that share of the parcel's own ellipsoid area, by
``scaled_areas``, so that parts add up to the whole. ``meetings`` tells which pairs need no look at their outlines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ....survey.crs import Crs
from ....survey.ranges import bisected, ranges
from ....survey.runs import runs
from ...layer import Objects, Progress
from ...threads import in_blocks
from ..sums import summed
from .breadth import A_34, OverlapTolerance, counting, without_excuse
from .constraint import PreparedConstraint
from .covered_ground import covered_by
from .meetings import encounters, meetings, shared_ground
from .piece_index import Encounters, PieceIndex
from .tile import Tile

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

BLOCK = 4096
"""Parcels at a time: between two reports of progress, and on one thread."""
_PAIRS = 1 << 18
"""Pairs of pieces at a time whose boxes are compared: a parcel may meet ten thousands of pieces."""


@dataclass(frozen=True)
class OverlapMeasure:
    """Per parcel (n,): ellipsoid area of the overlap in m², not rounded (0 where there is none, NaN for a parcel
    without ground), and whether it is more than drawing explains (A-34).
    """

    area_m2: Floats
    counts: NDArray[np.bool_]


def overlaps_with(
    constraints: Mapping[str, PreparedConstraint],
    geometries: Objects,
    areas_m2: Floats,
    crs: Crs,
    progress: Progress = None,
    *,
    tolerance: OverlapTolerance = A_34,
) -> dict[str, OverlapMeasure]:
    """Overlap of valid parcels (n,) in ``crs``, whose ellipsoid areas are ``areas_m2`` (n,), with several layers.

    A parcel that is covered whole overlaps by exactly its own area, and none by more. Raises ``Cancelled`` when
    ``progress`` says stop, ``ValueError`` when a layer was prepared for another CRS.
    """

    def measured(block: slice) -> list[OverlapMeasure]:
        tile = Tile.of(geometries[block], areas_m2[block], crs, tolerance)
        return [tile_overlap(tile, prepared) for prepared in constraints.values()]

    tiles = in_blocks(measured, len(geometries), BLOCK, progress)
    return {role: _joined([tile[k] for tile in tiles]) for k, role in enumerate(constraints)}


def overlap_areas(
    geometries: Objects,
    areas_m2: Floats,
    crs: Crs,
    prepared: PreparedConstraint,
    progress: Progress = None,
    *,
    tolerance: OverlapTolerance = A_34,
) -> OverlapMeasure:
    """Overlap with one layer, as ``overlaps_with``."""
    return overlaps_with({"": prepared}, geometries, areas_m2, crs, progress, tolerance=tolerance)[""]


def _joined(tiles: list[OverlapMeasure]) -> OverlapMeasure:
    return OverlapMeasure(
        np.concatenate([np.empty(0), *(tile.area_m2 for tile in tiles)]),
        np.concatenate([np.empty(0, dtype=bool), *(tile.counts for tile in tiles)]),
    )


def tile_overlap(tile: Tile, prepared: PreparedConstraint) -> OverlapMeasure:
    """Overlap of a tile's parcels with one layer. Raises ``ValueError`` when that was prepared for another CRS."""
    met = meetings(tile, prepared)
    shared = shared_ground(tile, met.rest)
    repeated = _repeated(tile, met.rest, prepared.index)
    covered = summed(met.rest.shape, shared.weight, len(tile.parts)) - repeated
    core = np.maximum(summed(met.rest.shape, shared.core, len(tile.parts)) - repeated, 0.0)
    covered[met.inside], core[met.inside] = tile.weight[met.inside], tile.core[met.inside]
    area = tile.overlap(covered)
    return OverlapMeasure(area, _counting(tile, area, core, prepared.index))


def _repeated(tile: Tile, met: Encounters, index: PieceIndex) -> Floats:
    """Ground (k,) of parts that pieces cover again which an earlier piece of another feature covers already: the sum of
    what pieces and a part share is larger by so much than what they cover.
    """
    some = np.flatnonzero(_may_repeat(tile, met, index))
    ground, row = index.repeated(met.piece[some])
    again = Encounters(met.shape[some][row], np.arange(len(row)), ground, np.arange(len(row))).that_meet(tile.drawn)
    return summed(again.shape, shared_ground(tile, again).weight, len(tile.parts))


def _may_repeat(tile: Tile, met: Encounters, index: PieceIndex) -> NDArray[np.bool_]:
    """Whether the box of the part and the piece (p,) has ground with that of an earlier piece of another feature which
    the part meets too.
    """
    box, around = tile.box[met.shape], shapely.bounds(met.pieces).reshape(-1, 4)[met.at]
    low, high = np.maximum(box[:, :2], around[:, :2]), np.minimum(box[:, 2:], around[:, 2:])
    order = np.lexsort((low[:, 0], met.shape))
    low, high, feature = low[order], high[order], index.feature[met.piece[order]]
    begin, end = np.arange(1, len(order) + 1), np.searchsorted(met.shape, met.shape[order], side="right")
    count = bisected(low[:, 0], begin, end, high[:, 0]) - begin  # of those that begin within each, from west to east
    may = np.zeros(len(order), dtype=bool)
    for rows in runs(count, _PAIRS):
        one, other = np.repeat(np.arange(rows.start, rows.stop), count[rows]), ranges(begin[rows], count[rows])
        common = (np.maximum(low[one], low[other]) < np.minimum(high[one], high[other])).all(axis=1)
        common &= feature[one] != feature[other]
        may[np.maximum(order[one[common]], order[other[common]])] = True
    return may


def _counting(tile: Tile, area: Floats, core: Floats, index: PieceIndex) -> NDArray[np.bool_]:
    """Which overlaps (n,) count. Their least cores settle most; the ground of the others is looked at itself."""
    tolerance = tile.tolerance
    counts = without_excuse(area, tile.areas_m2, tolerance)
    counts |= (area > tolerance.area_m2) & (tile.per_parcel(core) > tolerance.area_m2)
    doubtful = np.flatnonzero((area > tolerance.area_m2) & ~counts)
    chosen = np.isin(tile.owner, doubtful)
    owner = np.searchsorted(doubtful, tile.owner[chosen])
    ground = covered_by(index, tile.parts[chosen], owner, len(doubtful))
    counts[doubtful] = counting(ground, area[doubtful], tile.areas_m2[doubtful], tile.crs, tolerance)
    return np.asarray(counts)


def overlap_by_feature(
    geometries: Objects, areas_m2: Floats, crs: Crs, prepared: PreparedConstraint, progress: Progress = None
) -> tuple[Indices, Indices, Floats]:
    """Ellipsoid area (k,) that each parcel, a row of (n,), shares with each feature, a row of the layer, in order.

    Ground that two features cover counts for both. A parcel within one feature shares exactly its own area.
    """

    def measured(block: slice) -> tuple[Indices, Indices, Floats]:
        tile = Tile.of(geometries[block], areas_m2[block], crs, A_34)
        near = encounters(tile, prepared)
        within = near.within(tile.drawn)
        cut = near.where(~within).that_meet(tile.drawn)
        part = np.concatenate([near.shape[within], cut.shape])
        piece = np.concatenate([near.piece[within], cut.piece])
        weight = np.concatenate([tile.weight[near.shape[within]], shared_ground(tile, cut).weight])
        key = np.column_stack([tile.owner[part], prepared.index.feature[piece]])
        pair, of = np.unique(key, axis=0, return_inverse=True)
        shared = summed(of.ravel(), weight, len(pair))
        parcel = pair[:, 0].astype(np.intp)
        area = tile.ellipsoid_areas(parcel, shared)
        return parcel + block.start, pair[:, 1].astype(np.intp), area

    found = in_blocks(measured, len(geometries), BLOCK, progress)
    none: Indices = np.empty(0, dtype=np.intp)
    parcel = np.concatenate([none, *(f[0] for f in found)])
    feature = np.concatenate([none, *(f[1] for f in found)])
    return parcel, feature, np.concatenate([np.empty(0), *(f[2] for f in found)])
