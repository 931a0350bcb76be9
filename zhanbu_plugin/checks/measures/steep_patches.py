"""The steep ground of parcels as patches (连片陡坡): what has to be cut out of them, and whether it is enough to be.

A patch is steep ground that hangs together inside one parcel: cells at or above the limit that touch along an edge, as
far as they lie in the parcel, or the like of a slope map's polygons (domain A-03). Cells without data aren't steep.

Where the elevation model is in the parcels' own reference system, the patches add up to the share that
``measure_slope`` finds over the limit, within 1e-9. Otherwise parcels move to the model for that share and cells to the
parcels for the patches, by straight edges of 250 m at most, and both agree within 1e-5 of the parcel.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from ...regimes.rule_set import RuleSet
from ...survey.crs import Crs, same_system, transform_geometries
from ...survey.scaled_areas import scaled_areas
from ..layer import Objects, Progress, report
from ..threads import in_blocks
from .overlap.constraint import PreparedConstraint
from .overlap.covered_ground import covered_ground, united
from .overlap.piece_index import PieceIndex
from .overlap.pieces import Pieces
from .overlap.subdividing import polygons_of, subdivided
from .sums import summed
from .terrain.cell_polygons import polygons_of_cells
from .terrain.elevation import STEPS_PER_DEGREE, Dem, opened
from .terrain.sweep import LONGEST_EDGE_M
from .validity import mended

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

TILE = 256
"""Rows and columns of cells that are made polygons at a time."""
_TILES_HELD = 16
_BLOCK = 2048
"""Parcels at a time on one thread."""
_ROUNDING = 1e-9
"""Share of a patch by which rounding may make it smaller: 16 cells of 25 m² are a patch of 400 m²."""


@dataclass(frozen=True)
class PatchShares:
    """Patches (k,) by parcel: ``parcel`` (k,) its row, in ascending order, ``share`` (k,) of that parcel's ground."""

    parcel: Indices
    share: Floats


@dataclass(frozen=True)
class Patches(PatchShares):
    """Patches with their ``shapes`` (k,), polygons in the parcels' reference system."""

    shapes: Objects


@dataclass(frozen=True)
class Steepness:
    """What counts as steep: from ``limit_deg`` on, or beyond it (25度以上 includes 25°, domain A-04)."""

    limit_deg: float = 25.0
    inclusive: bool = True

    @classmethod
    def of(cls, rule_set: RuleSet) -> Steepness:
        """What a rule set states."""
        return cls(rule_set.number("slope.limit_deg"), rule_set.flag("slope.inclusive"))

    @property
    def first_step(self) -> int:
        """The least slope that counts, in steps of 2⁻²⁰ degree."""
        return round(self.limit_deg * STEPS_PER_DEGREE) + (0 if self.inclusive else 1)


def patch_shares(
    geometries: Objects, crs: Crs, dem: Path | str, steepness: Steepness, progress: Progress = None
) -> PatchShares:
    """How large each patch of valid parcels (n,) in ``crs`` is, by a DEM, for many parcels at once.

    Raises ``InputProblem`` for an unfit DEM and ``Cancelled``.
    """
    with opened(dem) as model:
        cells = _in_cells(geometries, crs, model)
        order = _by_place(cells)
        ground = _SteepGround(model, steepness)
        found = in_blocks(lambda rows: _shares_of(cells[order[rows]], ground), len(order), _BLOCK, progress)
    starts = range(0, len(order), _BLOCK)
    parcel = np.concatenate([np.empty(0, dtype=np.intp), *(order[f.parcel + start] for start, f in zip(starts, found))])
    share = np.concatenate([np.empty(0), *(f.share for f in found)])
    by_parcel = np.argsort(parcel, kind="stable")
    return PatchShares(parcel[by_parcel], share[by_parcel])


def steep_patches(
    geometries: Objects, crs: Crs, dem: Path | str, steepness: Steepness, progress: Progress = None
) -> Patches:
    """The patches of valid parcels (n,) in ``crs`` themselves, by a DEM: whole cells, clipped by the parcel.

    Raises ``InputProblem`` for an unfit DEM and ``Cancelled``.
    """
    ground = np.full(len(geometries), None, dtype=object)
    with opened(dem) as model:
        cells, steep = _in_cells(geometries, crs, model), _SteepGround(model, steepness)
        rows = _by_place(cells)
        for done, i in enumerate(rows):
            report(progress, done / len(rows))
            found = _whole_cells(cells[i], steep)
            if found is not None:
                ground[i] = shapely.intersection(geometries[i], _on_ground(found, model, crs))
    return _patches(ground, geometries, crs)


def mapped_patches(geometries: Objects, crs: Crs, steep: PreparedConstraint) -> Patches:
    """The patches of valid parcels (n,) in ``crs`` on a slope map, of which ``steep`` holds what is over the limit."""
    return _patches(covered_ground(geometries, steep), geometries, crs)


def whole_parcels(geometries: Objects, crs: Crs, rows: Indices) -> Patches:
    """The patches of parcels that are steep all over: their own parts."""
    ground = np.full(len(geometries), None, dtype=object)
    ground[rows] = geometries[rows]
    return _patches(ground, geometries, crs)


def in_large_patches(found: PatchShares, areas_m2: Floats, least_m2: Floats) -> Floats:
    """Share (n,) of parcels of these areas (n,) that lies in patches of at least so much each (n,)."""
    large = is_large(found, areas_m2, least_m2)
    return summed(found.parcel[large], found.share[large], len(areas_m2))


def is_large(found: PatchShares, areas_m2: Floats, least_m2: Floats) -> NDArray[np.bool_]:
    """Which patches (k,) of parcels of these areas (n,) measure at least so much (n,)."""
    return np.asarray(found.share * areas_m2[found.parcel] >= least_m2[found.parcel] * (1.0 - _ROUNDING))


def _patches(ground: Objects, geometries: Objects, crs: Crs) -> Patches:
    """Parts of the ground (n,) of parcels (n,), and what share of its parcel each is."""
    shapes, parcel = polygons_of(ground)
    own = np.unique(parcel)
    area = shapely.area if crs.is_projected else lambda some: scaled_areas(some, crs)
    whole = np.ones(len(geometries))
    whole[own] = area(geometries[own])
    return Patches(parcel, np.asarray(area(shapes) / whole[parcel], dtype=np.float64), shapes)


class _SteepGround:
    """Steep cells of a DEM as polygons in cell coordinates, tile by tile; the last tiles are held."""

    def __init__(self, model: Dem, steepness: Steepness) -> None:
        self.model = model
        self._first = steepness.first_step
        self.polygons = lru_cache(_TILES_HELD)(self._polygons)
        self.pieces = lru_cache(_TILES_HELD)(self._pieces)

    def tiles(self, box: Floats) -> Iterator[tuple[int, int]]:
        """Tiles (row, column) that a box of cell coordinates meets."""
        grid = self.model.grid
        if not np.isfinite(box).all():
            return
        left, top = (int(max(side, 0) // TILE) for side in np.floor(box[:2]))
        right, bottom = min(np.ceil(box[2]), grid.columns), min(np.ceil(box[3]), grid.rows)
        for row in range(top, max(-(-int(bottom) // TILE), top)):
            for column in range(left, max(-(-int(right) // TILE), left)):
                yield row, column

    def _polygons(self, row: int, column: int) -> Objects:
        """Polygons of the steep cells of a tile."""
        grid, top, left = self.model.grid, row * TILE, column * TILE
        rows, columns = min(TILE, grid.rows - top), min(TILE, grid.columns - left)
        return polygons_of_cells(self.model.slopes(top, rows, left, columns) >= self._first, top, left)

    def _pieces(self, row: int, column: int) -> PieceIndex | None:
        """The same in pieces of few vertices, ``None`` where there is none."""
        pieces, _ = subdivided(self.polygons(row, column))
        return PieceIndex(Pieces.of(pieces, np.arange(len(pieces)))) if len(pieces) else None


def _in_cells(geometries: Objects, crs: Crs, model: Dem) -> Objects:
    """Valid parcels (n,) in cell coordinates, ``None`` for those that don't lie in the model's reference system."""
    if not same_system(crs, model.facts.crs):
        unit = np.radians(6_371_000.0) if crs.is_geographic else crs.metres_per_unit
        geometries = transform_geometries(geometries, crs, model.facts.crs, max_segment=LONGEST_EDGE_M / unit)
    cells = geometries.copy()
    cells[~np.isfinite(shapely.bounds(geometries)).all(axis=1)] = None
    cells = shapely.transform(cells, lambda xy: np.stack(model.grid.cells(xy), axis=1))
    for i in np.flatnonzero(~shapely.is_missing(cells) & ~shapely.is_valid(cells)):
        cells[i] = mended(cells[i])
    return cells


def _by_place(cells: Objects) -> Indices:
    """Rows of the parcels that there are, tile after tile."""
    box = shapely.bounds(cells)
    known = np.flatnonzero(np.isfinite(box[:, 0]))
    u, v = ((box[known, :2] + box[known, 2:]) / 2 // TILE).T
    return known[np.lexsort((known, u, v))]


def _shares_of(cells: Objects, ground: _SteepGround) -> PatchShares:
    parts, owner = subdivided(cells)
    shapely.prepare(parts)
    by_tile: dict[tuple[int, int], list[int]] = {}
    for k, box in enumerate(shapely.bounds(parts).reshape(-1, 4)):
        for tile in ground.tiles(box):
            by_tile.setdefault(tile, []).append(k)
    shared, whose = [np.empty(0, dtype=object)], [np.empty(0, dtype=np.intp)]
    for tile, members in sorted(by_tile.items()):
        index = ground.pieces(*tile)
        if index is not None:
            here = np.array(members)
            met = index.near(parts[here]).that_meet(parts[here])
            common, pair = polygons_of(shapely.intersection(parts[here[met.shape]], met.pieces[met.at]))
            shared.append(common)
            whose.append(owner[here[met.shape[pair]]])
    all_shared, all_whose = np.concatenate(shared), np.concatenate(whose)
    order = np.argsort(all_whose, kind="stable")
    patches, parcel = polygons_of(united(all_shared[order], all_whose[order], len(cells)))
    weight = ground.model.ground.cell_area
    whole = shapely.area(cells) * weight(_middle(cells))
    return PatchShares(parcel, shapely.area(patches) * weight(_middle(patches)) / whole[parcel])


def _middle(shapes: Objects) -> Floats:
    """Row (n,) around which shapes (n,) balance: a cell's area there is their mean one. 0 without ground."""
    return np.asarray(np.nan_to_num(shapely.get_y(shapely.centroid(shapes))), dtype=np.float64)


def _whole_cells(parcel: shapely.Geometry, ground: _SteepGround) -> shapely.Geometry | None:
    """The steep cells that a parcel in cell coordinates meets, joined beyond their tiles, or ``None``."""
    shapely.prepare(parcel)
    near = [np.empty(0, dtype=object)]
    for tile in ground.tiles(np.array(parcel.bounds)):
        polygons = ground.polygons(*tile)
        near.append(polygons[shapely.intersects(parcel, polygons)])
    met = np.concatenate(near)
    return united(met, np.zeros(len(met), dtype=np.intp), 1)[0] if len(met) else None


def _on_ground(cells: shapely.Geometry, model: Dem, crs: Crs) -> shapely.Geometry:
    """Polygons of cells in ``crs``."""
    placed = shapely.transform(cells, lambda uv: model.grid.places(uv[:, 0], uv[:, 1]))
    if same_system(crs, model.facts.crs):
        return placed
    unit = np.radians(6_371_000.0) if model.facts.crs.is_geographic else model.facts.crs.metres_per_unit
    only = np.array([placed, None], dtype=object)[:1]
    moved = transform_geometries(only, model.facts.crs, crs, max_segment=LONGEST_EDGE_M / unit)[0]
    return moved if shapely.is_valid(moved) else mended(moved)
