"""Cells of a grid as polygons (栅格转面): what touches along an edge is one polygon, what touches in a corner isn't.

The edges between chosen cells and others become lines that end wherever one meets another, GEOS makes faces of these,
and a face stays where a cell inside it is chosen. Coordinates are cell coordinates, whole numbers, so neighbours share
their vertices exactly wherever they are cut.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ...layer import Objects

Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]
Floats = NDArray[np.float64]


def polygons_of_cells(chosen: Flags, row: int = 0, column: int = 0) -> Objects:
    """Valid polygons (k,) of the ``chosen`` cells (rows, columns) of a window whose first cell is (row, column).

    u runs along x and v along y. Cells are joined over edges only (4 neighbours). In normal form and order.
    """
    if not chosen.any():
        return np.empty(0, dtype=object)
    framed = np.pad(chosen, 1)
    along_u = framed[1:, 1:-1] != framed[:-1, 1:-1]  # (rows + 1, columns): edges between a cell and the one above it
    along_v = framed[1:-1, 1:] != framed[1:-1, :-1]  # (rows, columns + 1): edges between a cell and the one before it
    lines = np.concatenate([_straight(along_u, along_v), _straight(along_v.T, along_u.T)[:, ::-1]])
    faces = shapely.get_parts(shapely.polygonize(shapely.linestrings(lines[:, [1, 0, 3, 2]].reshape(-1, 2, 2))))
    place = _inner_cells(faces)
    polygons = faces[chosen[place[:, 1], place[:, 0]]]
    moved = shapely.normalize(shapely.transform(polygons, lambda uv: uv + np.array([column, row])))
    return np.asarray(moved[np.lexsort(shapely.bounds(moved).T)], dtype=object)


def _straight(along: Flags, across: Flags) -> Floats:
    """Edges as straight lines (k, 4) — line, start, line, end — that end wherever an edge across begins or ends.

    ``along`` (m + 1, n) are edges on m + 1 lines, ``across`` (m, n + 1) those at right angles between these lines.
    """
    met = np.zeros((along.shape[0], along.shape[1] + 1), dtype=bool)
    met[1:] |= across
    met[:-1] |= across
    before, after = np.pad(along, ((0, 0), (1, 0))), np.pad(along, ((0, 0), (0, 1)))
    line, start = np.nonzero(after & (~before | met))
    _, end = np.nonzero(before & (~after | met))
    return np.stack([line, start, line, end], axis=1).astype(np.float64)


def _inner_cells(faces: Objects) -> Whole:
    """A cell (k, 2), as column and row, of each rectilinear polygon: beside its lowest vertex on its left border."""
    xy, owner = shapely.get_coordinates(shapely.get_exterior_ring(faces), return_index=True)
    order = np.lexsort((xy[:, 1], xy[:, 0], owner))
    first = order[np.flatnonzero(np.diff(owner[order], prepend=-1))]
    return np.asarray(xy[first], dtype=np.int64)
