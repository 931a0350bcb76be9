"""Overlap of parcels with constraint layers (压盖), as union: ground that a layer covers twice counts once.

The area is a share of the parcel's own ellipsoid area, by ``scaled_areas``, so that parts add up to the whole. Most
pairs of parcel and piece need no overlay: those that only touch don't meet once the parcel is drawn in by a hair, and a
parcel that lies inside one piece, or whose box is filled by a feature's rectangles, is covered whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.crs import Crs, same_system
from ...survey.scaled_areas import scaled_areas
from ..layer import METRES_PER_DEGREE, Objects, Progress
from ..threads import in_blocks
from .breadth import A_34, OverlapTolerance, counting, surely_broad, without_excuse
from .constraint import PieceIndex, PreparedConstraint
from .covered_ground import united
from .drawn_in import drawn_in
from .subdividing import polygons_of, subdivided
from .sums import summed

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

NOTHING_M2 = 1e-4
"""Square metres of planar area below which a difference is noise of the coordinates: the side of 1 cm."""

_FILLED = 1e-9
"""Share of a box that rectangles may miss and still fill it: rounding of their areas."""

BLOCK = 1024
"""Parcels at a time: between two reports of progress, and on one thread."""


@dataclass(frozen=True)
class OverlapMeasure:
    """Per parcel (n,): ellipsoid area of the overlap in m², not rounded (0 where there is none, NaN for a parcel
    without ground), and whether it is more than drawing explains (A-34).
    """

    area_m2: Floats
    counts: NDArray[np.bool_]


@dataclass(frozen=True)
class Tile:
    """Some of the parcels as every layer meets them.

    ``geometries`` (n,) are valid or ``None``, ``areas_m2`` (n,) their ellipsoid areas. ``parts`` (k,) are the same
    ground in polygons of few vertices, ``owner`` (k,) the parcel of each, ``drawn`` (k,) the parts drawn in by a hair
    and ``weight`` (k,) their areas by the plane's scale.
    """

    geometries: Objects
    areas_m2: Floats
    crs: Crs
    parts: Objects
    owner: Indices
    drawn: Objects
    weight: Floats

    @classmethod
    def of(cls, geometries: Objects, areas_m2: Floats, crs: Crs) -> Tile:
        """Tile of valid parcels (n,) with their ellipsoid areas (n,)."""
        parts, owner = subdivided(geometries)
        return cls(geometries, areas_m2, crs, parts, owner, drawn_in(parts), scaled_areas(parts, crs))

    @property
    def whole(self) -> Floats:
        """Area (n,) of each parcel by the plane's scale."""
        return self._per_parcel(self.weight)

    def _per_parcel(self, weight: Floats) -> Floats:
        return summed(self.owner, weight, len(self.geometries))

    def overlap(self, covered: Floats) -> Floats:
        """Ellipsoid areas (n,) of what is covered of the parts (k,) by the plane's scale, never more than the whole."""
        some, whole = self._per_parcel(covered), self.whole
        share = np.divide(some, whole, out=np.zeros_like(some), where=whole > 0)
        area = np.where(whole - some <= NOTHING_M2, self.areas_m2, self.areas_m2 * np.minimum(share, 1.0))
        area[some <= 0.0] = 0.0
        area[shapely.is_missing(self.geometries)] = np.nan
        return np.asarray(area)


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
        tile = Tile.of(geometries[block], areas_m2[block], crs)
        return [tile_overlap(tile, prepared, tolerance) for prepared in constraints.values()]

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


def tile_overlap(tile: Tile, prepared: PreparedConstraint, tolerance: OverlapTolerance) -> OverlapMeasure:
    """Overlap of a tile's parcels with one layer. Raises ``ValueError`` when that was prepared for another CRS."""
    with prepared.index() as index:
        met = _meetings(tile, prepared, index)
        ground, of = _once(met, index)
    covered = summed(of, scaled_areas(ground, tile.crs), len(tile.parts))
    covered[met.inside] = tile.weight[met.inside]
    area = tile.overlap(covered)
    return OverlapMeasure(area, _counting(tile, area, met, ground, of, tolerance))


@dataclass(frozen=True)
class _Meetings:
    """Parts that a layer covers whole, ``inside`` (k,), and of the others what pieces cover: ``part`` (p,) in order,
    ``piece`` (p,), its ``feature`` (p,) and the common ``ground`` (p,) of any dimension.
    """

    inside: NDArray[np.bool_]
    part: Indices
    piece: Indices
    feature: Indices
    ground: Objects


def _meetings(tile: Tile, prepared: PreparedConstraint, index: PieceIndex) -> _Meetings:
    if not same_system(prepared.crs, tile.crs):
        raise ValueError("the constraint layer was prepared for another CRS")
    part, piece = index.tree.query(tile.drawn, predicate="intersects")
    order = np.lexsort((piece, part))
    part, piece = part[order], piece[order]
    inside = np.zeros(len(tile.parts), dtype=bool)
    inside[part[shapely.contains_properly(index.pieces[piece], tile.drawn[part])]] = True
    inside |= _in_filled_boxes(tile.parts, part, piece, prepared, index)
    rest = ~inside[part]
    part, piece = part[rest], piece[rest]
    ground = shapely.intersection(tile.parts[part], index.pieces[piece])
    return _Meetings(inside, part, piece, prepared.feature[piece], ground)


def _in_filled_boxes(
    parts: Objects, part: Indices, piece: Indices, prepared: PreparedConstraint, index: PieceIndex
) -> NDArray[np.bool_]:
    """Which parts (k,) lie in a box that rectangles of one feature, which never overlap one another, fill."""
    filled = np.zeros(len(parts), dtype=bool)
    flat = prepared.rectangle[piece]
    part, piece = part[flat], piece[flat]
    if not len(part):
        return filled
    box, rectangle = shapely.bounds(parts[part]), shapely.bounds(index.pieces[piece])
    low, high = np.maximum(box[:, :2], rectangle[:, :2]), np.minimum(box[:, 2:], rectangle[:, 2:])
    common = np.prod(np.maximum(high - low, 0.0), axis=1) / np.prod(box[:, 2:] - box[:, :2], axis=1)
    pair, of = np.unique(np.column_stack([part, prepared.feature[piece]]), axis=0, return_inverse=True)
    share = summed(of.ravel(), common, len(pair))
    filled[pair[share >= 1.0 - _FILLED, 0]] = True
    return filled


def _once(met: _Meetings, index: PieceIndex) -> tuple[Objects, Indices]:
    """The common ground and the part of each, with ground that several features cover united."""
    several = _is_of_several(met.part, met.feature)
    doubled = np.zeros(len(met.part), dtype=bool)
    doubled[several] = index.doubled(met.piece[several])
    rows = np.flatnonzero(doubled)
    parts, at = np.unique(met.part[rows], return_inverse=True)
    polygons, of = polygons_of(met.ground[rows])
    return (
        np.concatenate([met.ground[~doubled], united(polygons, at[of], len(parts))]),
        np.concatenate([met.part[~doubled], parts]),
    )


def _is_of_several(part: Indices, feature: Indices) -> NDArray[np.bool_]:
    """Which rows (p,) are of a part, in ascending order, that several features meet."""
    if not len(part):
        return np.zeros(0, dtype=bool)
    first = np.flatnonzero(np.r_[True, part[1:] != part[:-1]])
    mixed = np.minimum.reduceat(feature, first) != np.maximum.reduceat(feature, first)
    return np.repeat(mixed, np.diff(np.r_[first, len(part)]))


def _counting(
    tile: Tile, area: Floats, met: _Meetings, ground: Objects, of: Indices, tolerance: OverlapTolerance
) -> NDArray[np.bool_]:
    """Which overlaps (n,) count. Ground in pieces settles most; the others are united for a closer look."""
    counts = without_excuse(area, tile.areas_m2, tolerance)
    inside = np.flatnonzero(met.inside)
    ground = np.concatenate([ground, tile.parts[inside]])
    owner = tile.owner[np.concatenate([of, inside])]
    unsettled = (area > tolerance.area_m2) & ~counts
    chosen = unsettled[owner]
    polygons, at = polygons_of(ground[chosen])
    owner = owner[chosen][at]
    counts |= unsettled & surely_broad(polygons, owner, len(area), tile.crs, tolerance)
    doubtful = np.flatnonzero(unsettled & ~counts)
    if len(doubtful):
        row = np.searchsorted(doubtful, owner)
        mine = (row < len(doubtful)) & (doubtful[np.minimum(row, len(doubtful) - 1)] == owner)
        order = np.argsort(row[mine], kind="stable")
        whole = united(polygons[mine][order], row[mine][order], len(doubtful))
        counts[doubtful] = counting(whole, area[doubtful], tile.areas_m2[doubtful], tile.crs, tolerance)
    return np.asarray(counts)


def overlap_by_feature(
    geometries: Objects, areas_m2: Floats, crs: Crs, prepared: PreparedConstraint, progress: Progress = None
) -> tuple[Indices, Indices, Floats]:
    """Ellipsoid area (k,) that each parcel, a row of (n,), shares with each feature, a row of the layer, in order.

    Ground that two features cover counts for both. A parcel within one feature shares exactly its own area.
    """

    def measured(block: slice) -> tuple[Indices, Indices, Floats]:
        tile = Tile.of(geometries[block], areas_m2[block], crs)
        with prepared.index() as index:
            part, piece = index.tree.query(tile.drawn, predicate="intersects")
            within = shapely.contains_properly(index.pieces[piece], tile.drawn[part])
            weight = tile.weight[part]
            cut = np.flatnonzero(~within)
            weight[cut] = scaled_areas(shapely.intersection(tile.parts[part[cut]], index.pieces[piece[cut]]), crs)
        key = np.column_stack([tile.owner[part], prepared.feature[piece]])
        pair, of = np.unique(key, axis=0, return_inverse=True)
        order = np.lexsort((piece, of.ravel()))  # sums don't depend on how the tree answers
        shared = summed(of.ravel()[order], weight[order], len(pair))
        parcel = pair[:, 0].astype(np.intp)
        whole, own = tile.whole[parcel], areas_m2[block][parcel]
        area = np.where(whole - shared <= NOTHING_M2, own, own * np.minimum(shared / whole, 1.0))
        return parcel + block.start, pair[:, 1].astype(np.intp), area

    found = in_blocks(measured, len(geometries), BLOCK, progress)
    none: Indices = np.empty(0, dtype=np.intp)
    parcel = np.concatenate([none, *(f[0] for f in found)])
    feature = np.concatenate([none, *(f[1] for f in found)])
    return parcel, feature, np.concatenate([np.empty(0), *(f[2] for f in found)])


def square_metres(geometries: Objects, crs: Crs) -> Floats:
    """Square metres (n,) of a square unit of the coordinates about each geometry; for tolerances."""
    if not crs.is_geographic:
        return np.full(len(geometries), crs.metres_per_unit**2)
    bounds = shapely.bounds(geometries)
    return np.asarray(METRES_PER_DEGREE**2 * np.cos(np.radians((bounds[:, 1] + bounds[:, 3]) / 2)))
