"""Elevation models written for a test, and their slope computed the slow way."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from osgeo import gdal, osr

UTM_39 = 4527
"""CGCS2000 3° zone 39, metres."""


def write_dem(
    path: Path,
    heights: NDArray[np.generic],
    *,
    place: tuple[float, ...] | None = (39_500_000.0, 30.0, 0.0, 4_100_000.0, 0.0, -30.0),
    crs: int | str | None = UTM_39,
    nodata: float | None = None,
    kind: int = gdal.GDT_Float64,
) -> Path:
    """A GeoTIFF of ``heights`` (rows, columns)."""
    rows, columns = heights.shape
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, 1, kind)
    if place is not None:
        dataset.SetGeoTransform(place)
    if crs is not None:
        reference = osr.SpatialReference()
        reference.SetFromUserInput(f"EPSG:{crs}" if isinstance(crs, int) else crs)
        dataset.SetProjection(reference.ExportToWkt())
    band = dataset.GetRasterBand(1)
    if nodata is not None:
        band.SetNoDataValue(nodata)
    band.WriteArray(heights)
    dataset.FlushCache()
    return path


def slow_slope(z: NDArray[np.float64], metres_u: float, metres_v: float) -> NDArray[np.float64]:
    """Horn's slope in degrees cell by cell, NaN where the window leaves the array or meets a NaN."""
    slope = np.full(z.shape, np.nan)
    for r in range(1, z.shape[0] - 1):
        for c in range(1, z.shape[1] - 1):
            w = z[r - 1 : r + 2, c - 1 : c + 2]
            if np.isnan(w).any():
                continue
            east = (w[0, 2] + 2 * w[1, 2] + w[2, 2] - w[0, 0] - 2 * w[1, 0] - w[2, 0]) / (8 * metres_u)
            south = (w[2, 0] + 2 * w[2, 1] + w[2, 2] - w[0, 0] - 2 * w[0, 1] - w[0, 2]) / (8 * metres_v)
            slope[r, c] = np.degrees(np.arctan(np.hypot(east, south)))
    return slope
