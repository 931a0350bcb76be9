"""Where the cells of a raster lie: between coordinates and cell coordinates (column to the right, row downwards)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Grid:
    """A raster's size and its affine place, as GDAL's geotransform states it.

    x = x0 + u·dx_u + v·dx_v, y = y0 + u·dy_u + v·dy_v with u counting columns and v rows from the first cell's corner.
    """

    columns: int
    rows: int
    x0: float
    dx_u: float
    dx_v: float
    y0: float
    dy_u: float
    dy_v: float

    @property
    def rotated(self) -> bool:
        """The rows don't run along the x axis."""
        return self.dx_v != 0.0 or self.dy_u != 0.0

    @property
    def determinant(self) -> float:
        """Area of a cell in coordinate units, negative where rows run against the y axis (the usual north-up grid)."""
        return self.dx_u * self.dy_v - self.dx_v * self.dy_u

    def cells(self, xy: Floats) -> tuple[Floats, Floats]:
        """Cell coordinates u (m,), v (m,) of coordinates (m, 2)."""
        x, y = xy[:, 0] - self.x0, xy[:, 1] - self.y0
        if not self.rotated:
            return x / self.dx_u, y / self.dy_v
        u = (self.dy_v * x - self.dx_v * y) / self.determinant
        v = (self.dx_u * y - self.dy_u * x) / self.determinant
        return u, v

    def places(self, u: Floats, v: Floats) -> Floats:
        """Coordinates (m, 2) of cell coordinates u (m,), v (m,)."""
        x = self.x0 + u * self.dx_u + v * self.dx_v
        y = self.y0 + u * self.dy_u + v * self.dy_v
        return np.stack([x, y], axis=1)
