"""Reading a digital elevation model (数字高程模型, DEM) and its slope by Horn's method, strip by strip.

Slope is computed in float64 on the model's own grid. With the eight neighbours a b c / d · f / g h i,

    ∂z/∂u = ((c + 2f + i) − (a + 2d + g)) / 8 per column,        ∂z/∂v = ((g + 2h + i) − (a + 2b + c)) / 8 per row

(Horn 1981, Hill shading and the reflectance map, Proceedings of the IEEE 69), and lengths on the ground turn that
gradient into metres per metre; the slope is its arctangent. A cell whose 3 × 3 window touches missing data or the
raster's border has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from osgeo import gdal

from ....survey.crs import Crs
from ..placement import require_same_ground
from .ground import Ground, ground_of
from .height_band import crs_of, elevation_band, grid_of, metres_per_z, nodata_as_stored, quietly, unreadable

Floats = NDArray[np.float64]

STEPS_PER_DEGREE = 1 << 20
"""Slopes are kept as whole steps of 2⁻²⁰ degree (a millionth): bounds compare exactly, sums don't depend on order."""
NO_SLOPE = -1
_LOWEST_M, _HIGHEST_M = -500.0, 9_000.0
"""No ground lies lower or higher. Software fills voids with −9999, −32768 or −3.4e38 and may forget to declare it: a
whole block of them would prove the ground flat."""
_BLOCK = 65_536
"""Cells at a time: larger temporaries leave the processor's cache."""


@dataclass(frozen=True)
class DemFacts:
    """What a DEM says about itself.

    ``cell_m``: side of a square as large as the cell in the raster's middle; ``nodata`` is ``None`` where the file
    marks no missing data by value, ``masked`` where it does by a mask; ``metres_per_z`` is the unit of its heights.
    """

    name: str
    crs: Crs
    width: int
    height: int
    cell_m: float
    nodata: float | None
    masked: bool
    rotated: bool
    metres_per_z: float


def dem_facts(dem: Path | str) -> DemFacts:
    """Facts of a DEM file.

    Raises ``InputProblem`` where it can't be read or placed, isn't an elevation model, or is on another datum.
    """
    with opened(dem) as model:
        return model.facts


class Dem:
    """An open DEM; make it with ``opened``."""

    def __init__(self, dataset: Any, name: str) -> None:  # noqa: ANN401
        self._dataset = dataset
        self._reading = Lock()
        self._name = name
        self._band = elevation_band(dataset, name)
        crs = crs_of(dataset, name)
        require_same_ground(crs, name)
        self.grid = grid_of(dataset, name)
        self.ground: Ground = ground_of(self.grid, crs)
        self._mask = self._band.GetMaskBand()
        self._nodata = nodata_as_stored(self._band)
        self._scale, self._offset = self._band.GetScale() or 1.0, self._band.GetOffset() or 0.0
        self.facts = DemFacts(
            name=name,
            crs=crs,
            width=self.grid.columns,
            height=self.grid.rows,
            cell_m=float(np.sqrt(self.ground.cell_area(np.array([self.grid.rows / 2])))[0]),
            nodata=self._band.GetNoDataValue(),
            masked=bool(self._band.GetMaskFlags() & gdal.GMF_PER_DATASET),
            rotated=self.grid.rotated,
            metres_per_z=metres_per_z(self._band, dataset, name),
        )

    def slopes(self, row: int, rows: int, column: int, columns: int) -> NDArray[np.int32]:
        """Slopes (rows, columns) in steps of 2⁻²⁰ degree, ``NO_SLOPE`` without data. Raises ``InputProblem``."""
        heights = self._heights(row - 1, rows + 2, column - 1, columns + 2)
        slopes = np.empty((rows, columns), dtype=np.int32)
        at_once = max(1, _BLOCK // max(columns, 1))
        for first in range(0, rows, at_once):
            last = min(first + at_once, rows)
            metric = self._metric[:, row + first : row + last]
            _horn(heights[first : last + 2], metric, slopes[first:last])
        return slopes

    @cached_property
    def _metric(self) -> Floats:
        """Squares and product (3, rows) of the ground steps at each row's middle."""
        return np.stack(self.ground.metric(np.arange(self.grid.rows) + 0.5))

    @cached_property
    def cell_areas(self) -> Floats:
        """Area (rows,) of a cell of each row in m²."""
        uu, uv, vv = self._metric
        return np.sqrt(uu * vv - uv * uv)

    def close(self) -> None:
        """Let go of the file, so that others may write it."""
        self._band = self._mask = self._dataset = None

    def _heights(self, row: int, rows: int, column: int, columns: int) -> Floats:
        """Heights (rows, columns) in metres; NaN for missing data, impossible heights and outside the raster."""
        top, left = max(row, 0), max(column, 0)
        high, wide = min(row + rows, self.grid.rows) - top, min(column + columns, self.grid.columns) - left
        if high <= 0 or wide <= 0:
            return np.full((rows, columns), np.nan)
        known = self._known(left, top, wide, high)
        if known.shape == (rows, columns):
            return known
        heights = np.full((rows, columns), np.nan)
        heights[top - row : top - row + high, left - column : left - column + wide] = known
        return heights

    def _known(self, *window: int) -> Floats:
        """Heights of a window (left, top, columns, rows) within the raster, NaN where there is none."""
        raw = self._read(self._band, window)
        missing = np.zeros(raw.shape, dtype=bool) if self._nodata is None else raw == self._nodata
        if self.facts.masked:
            missing |= self._read(self._mask, window) == 0
        scale, offset = self._scale * self.facts.metres_per_z, self._offset * self.facts.metres_per_z
        if (scale, offset) != (1.0, 0.0):
            raw *= scale
            raw += offset
        with np.errstate(invalid="ignore"):
            missing |= raw < _LOWEST_M
            missing |= raw > _HIGHEST_M
        raw[missing] = np.nan
        return raw

    def _read(self, band: Any, window: tuple[int, ...]) -> Floats:  # noqa: ANN401
        with self._reading:
            read = quietly(lambda: band.ReadAsArray(*window, buf_type=gdal.GDT_Float64))
        if read is None:
            raise unreadable(self._name)
        return read


def _horn(z: Floats, metric: Floats, slopes: NDArray[np.int32]) -> None:
    """Slopes of the inner cells of ``z`` (r + 2, c + 2) into ``slopes`` (r, c).

    With E = |∂P/∂u|², F = ∂P/∂u · ∂P/∂v and G = |∂P/∂v|² of each row, the ``metric`` (3, r), the square of the gradient
    is (G z_u² − 2 F z_u z_v + E z_v²) / (E G − F²); on a north-up grid that is (z_u / Δu)² + (z_v / Δv)².
    """
    uu, uv, vv = (part[:, None] for part in metric)
    down = z[:-2] + 2.0 * z[1:-1] + z[2:]
    g_u = down[:, 2:] - down[:, :-2]
    fall = z[2:] - z[:-2]
    g_v = fall[:, :-2] + 2.0 * fall[:, 1:-1] + fall[:, 2:]
    steep = vv * (g_u * g_u)
    steep += uu * (g_v * g_v)
    if np.any(uv):
        steep -= 2.0 * uv * g_u * g_v
    steep /= 64.0 * (uu * vv - uv * uv)
    np.arctan(np.sqrt(steep, out=steep), out=steep)
    steep *= STEPS_PER_DEGREE * 180.0 / np.pi
    steep += 0.0 * z[1:-1, 1:-1]  # the middle cell is no term of Horn's, but must have data
    missing = np.isnan(steep)
    steep[missing] = NO_SLOPE
    np.rint(steep, out=slopes, casting="unsafe")


@contextmanager
def opened(dem: Path | str) -> Iterator[Dem]:
    """The DEM while it is open. Raises ``InputProblem`` as ``dem_facts``."""
    name = Path(str(dem)).name
    dataset = quietly(lambda: gdal.OpenEx(str(dem), gdal.OF_RASTER))
    if dataset is None:
        raise unreadable(name)
    model = Dem(dataset, name)
    try:
        yield model
    finally:
        model.close()
