"""Exact cover of cells the slow way: GEOS intersects the polygon with the box of every cell."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from zhanbu_plugin.checks.measures.terrain.grid import Grid


def cell_cover(polygon: shapely.Geometry, grid: Grid) -> NDArray[np.float64]:
    """Share (rows, columns) of each cell's area that ``polygon`` covers; both in the grid's coordinates."""
    cover = np.zeros((grid.rows, grid.columns))
    if polygon is None or polygon.is_empty:
        return cover
    x0, y0, x1, y1 = polygon.bounds
    corners = np.array([[x0, y0], [x0, y1], [x1, y0], [x1, y1]])
    u, v = grid.cells(corners)
    left, right = (int(np.clip(e, 0, grid.columns)) for e in (np.floor(u.min()), np.ceil(u.max())))
    top, bottom = (int(np.clip(e, 0, grid.rows)) for e in (np.floor(v.min()), np.ceil(v.max())))
    row, column = (part.ravel() for part in np.mgrid[top:bottom, left:right])
    corner = [grid.places(column + du, row + dv) for du, dv in ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))]
    boxes = shapely.polygons(np.stack(corner, axis=1))
    shapely.prepare(polygon)
    covered = np.where(shapely.covers(polygon, boxes), abs(grid.determinant), 0.0)
    cut = shapely.intersects(polygon, boxes) & (covered == 0.0)
    covered[cut] = shapely.area(shapely.intersection(boxes[cut], polygon))
    cover[row, column] = covered / abs(grid.determinant)
    return cover
