"""exactextract: slope by GDAL, grades by NumPy, then exact shares and mean of every parcel."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from exactextract import exact_extract
from osgeo import gdal

from benchmarks.counties import County
from benchmarks.stopwatch import Stopwatch, timed_process

GRADE_BOUNDS = (2.0, 6.0, 15.0, 25.0)
NODATA = -9999.0


def exactextract(county: County, watch: Stopwatch) -> None:
    """Time slope shares for every elevation model of the county."""
    gdal.UseExceptions()
    for cell in county.dems():
        with watch.stage(f"slope {cell} m"):
            degrees, grades = _rasters(county.dem(cell), Path(tempfile.mkdtemp()))
            exact_extract(degrees, str(county.survey), ["mean"])
            found = exact_extract(grades, str(county.survey), ["unique", "frac"])
        watch.facts["parcels"] = len(found)


def _rasters(dem: Path, folder: Path) -> tuple[str, str]:
    degrees, grades = str(folder / "degrees.tif"), str(folder / "grades.tif")
    source = gdal.DEMProcessing(degrees, str(dem), "slope", alg="Horn", slopeFormat="degree")
    values = source.ReadAsArray()
    known = values != source.GetRasterBand(1).GetNoDataValue()
    classes = np.where(known, np.searchsorted(GRADE_BOUNDS, values, side="left") + 1, 0).astype(np.uint8)
    target = gdal.GetDriverByName("GTiff").Create(grades, *values.shape[::-1], 1, gdal.GDT_Byte)
    target.SetGeoTransform(source.GetGeoTransform())
    target.SetProjection(source.GetProjection())
    target.GetRasterBand(1).SetNoDataValue(0)
    target.GetRasterBand(1).WriteArray(classes)
    return degrees, grades


if __name__ == "__main__":
    timed_process(exactextract)
