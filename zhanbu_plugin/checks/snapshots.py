"""What a file was when a check read it (快照)."""

from __future__ import annotations

import hashlib
from typing import Any

from osgeo import gdal

from ..survey.problem import InputProblem
from ..survey.wording import translate

_CHUNK = 1 << 20
_ROWS = 256


def raster_sha256(name: str) -> str:
    """SHA-256 (hex) of a raster by the name that GDAL knows it by.

    Of a file, also one inside an archive, the bytes count. Where the name is no file (a table of a GeoPackage, a
    folder) it is what a check reads: place, reference system, missing value and cells of the first band.
    Raises ``InputProblem``.
    """
    found = gdal.VSIStatL(name)
    if found is not None and not found.IsDirectory():
        return _sha256_of_bytes(name)
    dataset = _opened(name)
    digest = hashlib.sha256()
    band = dataset.GetRasterBand(1)
    digest.update(repr((dataset.GetGeoTransform(), band.GetNoDataValue(), band.DataType)).encode())
    digest.update(dataset.GetProjection().encode())
    for row in range(0, dataset.RasterYSize, _ROWS):
        rows = min(_ROWS, dataset.RasterYSize - row)
        for part in (band, band.GetMaskBand()):
            cells = part.ReadRaster(0, row, dataset.RasterXSize, rows)
            if cells is None:
                raise _unreadable(name)
            digest.update(cells)
    return digest.hexdigest()


def _sha256_of_bytes(name: str) -> str:
    file = gdal.VSIFOpenL(name, "rb")
    if file is None:
        raise _unreadable(name)
    digest = hashlib.sha256()
    try:
        while chunk := gdal.VSIFReadL(1, _CHUNK, file):
            digest.update(chunk)
    finally:
        gdal.VSIFCloseL(file)
    return digest.hexdigest()


def _opened(name: str) -> Any:  # noqa: ANN401
    try:
        dataset = gdal.OpenEx(name, gdal.OF_RASTER)
    except RuntimeError:  # the same as None, where GDAL's exceptions are switched on
        dataset = None
    if dataset is None:
        raise _unreadable(name)
    return dataset


def _unreadable(name: str) -> InputProblem:
    return InputProblem(
        translate("zhanbu", "The elevation model can't be read."),
        remedy=translate("zhanbu", "Check that the file exists and opens in QGIS, or copy it again from its source."),
        source=name,
    )
