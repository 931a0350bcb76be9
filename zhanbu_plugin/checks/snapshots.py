"""What a file was when a check read it (快照)."""

from __future__ import annotations

import hashlib
from typing import Any

from osgeo import gdal

from .measures.terrain.height_band import unreadable

_CHUNK = 1 << 20
_ROWS = 256
_SIDECARS = (".aux.xml", ".ovr")
_NOTES = "GDAL_PAM_ENABLED"
"""Switch for the ``.aux.xml``: whoever can't write a raster, or a format that has no place for it, leaves it there."""


def raster_sha256(name: str) -> str:
    """SHA-256 (hex) of a raster by the name that GDAL knows it by.

    Of a file that holds everything, also one inside an archive, the bytes count. Where the name is no file (a table of
    a GeoPackage, a folder), or others say what it means (a VRT, a header beside its cells, a missing value that GDAL
    noted in an ``.aux.xml``), it is what a check reads: place, reference system, unit, missing value and cells of the
    first band. Raises ``InputProblem``.
    """
    dataset = _opened(name)
    if _is_whole(dataset, name):
        return _sha256_of_bytes(name)
    band = dataset.GetRasterBand(1)
    digest = hashlib.sha256(_meaning(dataset))
    for row in range(0, dataset.RasterYSize, _ROWS):
        rows = min(_ROWS, dataset.RasterYSize - row)
        for part in (band, band.GetMaskBand()):
            cells = part.ReadRaster(0, row, dataset.RasterXSize, rows)
            if cells is None:
                raise unreadable(name)
            digest.update(cells)
    return digest.hexdigest()


def raster_stamp(name: str) -> tuple[tuple[str, int, int], ...]:
    """Name, size and time of each file of a raster: while they stay the same, nobody has written it."""
    stats = [(file, gdal.VSIStatL(file)) for file in _opened(name).GetFileList() or []]
    return tuple((file, stat.size, stat.mtime) for file, stat in stats if stat is not None)


def _is_whole(dataset: Any, name: str) -> bool:  # noqa: ANN401
    """Whether all that is read of a raster stands in the one file of that name; pyramids and statistics aren't read."""
    found = gdal.VSIStatL(name)
    if found is None or found.IsDirectory() or dataset.GetDriver().ShortName == "VRT":
        return False
    others = [file for file in dataset.GetFileList() or [] if not file.lower().endswith(_SIDECARS)]
    if len(others) > 1 or dataset.RasterCount == 0:
        return len(others) <= 1
    return _meaning(dataset) == _meaning_alone(name)


def _meaning(dataset: Any) -> bytes:  # noqa: ANN401
    """What the first band's cells mean: where they lie, and how their numbers are read."""
    band = dataset.GetRasterBand(1)
    scale, offset = band.GetScale() or 1.0, band.GetOffset() or 0.0  # unstated ones come as None or as these
    numbers = (band.GetNoDataValue(), band.DataType, scale, offset, band.GetUnitType())
    return repr((dataset.GetGeoTransform(), *numbers)).encode() + bytes(dataset.GetProjection().encode())


def _meaning_alone(name: str) -> bytes:
    """The same by the file itself, without what GDAL noted beside it."""
    before = gdal.GetThreadLocalConfigOption(_NOTES)
    gdal.SetThreadLocalConfigOption(_NOTES, "NO")
    try:
        return _meaning(_opened(name))
    finally:
        gdal.SetThreadLocalConfigOption(_NOTES, before)


def _sha256_of_bytes(name: str) -> str:
    file = gdal.VSIFOpenL(name, "rb")
    if file is None:
        raise unreadable(name)
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
        raise unreadable(name)
    return dataset
