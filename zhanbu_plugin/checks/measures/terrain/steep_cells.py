"""The steep cells of an elevation model as polygons (陡坡格网转面), tile by tile, and parcels in cell coordinates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from ....regimes.rule_set import RuleSet
from ....survey.crs import Crs, same_system
from ...layer import Objects, objects
from ..overlap.piece_index import PieceIndex
from ..overlap.pieces import Pieces
from ..overlap.subdividing import subdivided
from ..validity import mended
from .cell_polygons import polygons_of_cells
from .elevation import Dem
from .short_edges import moved_by_short_edges
from .slope_classes import first_step

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

TILE = 256
"""Rows and columns of cells that are made polygons at a time."""
_TILES_HELD = 16


@dataclass(frozen=True)
class Steepness:
    """What counts as steep: from ``limit_deg`` on, or beyond it (25度以上 includes 25°, A-04)."""

    limit_deg: float = 25.0
    inclusive: bool = True

    @classmethod
    def of(cls, rule_set: RuleSet) -> Steepness:
        """What a rule set states."""
        return cls(rule_set.number("slope.limit_deg"), rule_set.flag("slope.inclusive"))


class SteepCells:
    """Steep cells of a DEM as polygons in cell coordinates, tile by tile; the last tiles are held."""

    def __init__(self, model: Dem, steepness: Steepness) -> None:
        self.model = model
        self._first = first_step(steepness.limit_deg, inclusive=steepness.inclusive)
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


def in_cells(geometries: Objects, crs: Crs, model: Dem) -> Objects:
    """Valid parcels (n,) in cell coordinates, ``None`` for those that don't lie in the model's reference system."""
    cells = moved_by_short_edges(geometries, crs, model.facts.crs).copy()
    cells[~np.isfinite(shapely.bounds(cells)).all(axis=1)] = None
    cells = shapely.transform(cells, lambda xy: np.stack(model.grid.cells(xy), axis=1))
    for i in np.flatnonzero(~shapely.is_missing(cells) & ~shapely.is_valid(cells)):
        cells[i] = mended(cells[i])
    return cells


def by_place(cells: Objects) -> Indices:
    """Rows of the parcels that there are, tile after tile."""
    box = shapely.bounds(cells)
    known = np.flatnonzero(np.isfinite(box[:, 0]))
    u, v = ((box[known, :2] + box[known, 2:]) / 2 // TILE).T
    return known[np.lexsort((known, u, v))]


def on_ground(cells: shapely.Geometry, model: Dem, crs: Crs) -> shapely.Geometry:
    """Polygons of cells in ``crs``."""
    placed = shapely.transform(cells, lambda uv: model.grid.places(uv[:, 0], uv[:, 1]))
    if same_system(crs, model.facts.crs):
        return placed
    moved = moved_by_short_edges(objects([placed]), model.facts.crs, crs)[0]
    return moved if shapely.is_valid(moved) else mended(moved)
