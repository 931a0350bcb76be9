"""The hash of an elevation model tells whether a check would read the same heights again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import shapely
from dem_files import UTM_39, write_dem
from osgeo import gdal

from zhanbu_plugin.checks.measures.terrain.slope import measure_slope
from zhanbu_plugin.checks.snapshots import raster_sha256
from zhanbu_plugin.survey.crs import Crs


def _mosaic(folder: Path) -> str:
    west = write_dem(folder / "west.tif", np.full((20, 20), 10.0))
    east = write_dem(
        folder / "east.tif", np.full((20, 20), 20.0), place=(39_500_600.0, 30.0, 0.0, 4_100_000.0, 0.0, -30.0)
    )
    name = str(folder / "dem.vrt")
    made = gdal.BuildVRT(name, [str(west), str(east)])
    made.FlushCache()
    return name


def _change(path: Path) -> None:
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.GetRasterBand(1).WriteArray(np.array([[99.0]]), 3, 3)
    dataset.FlushCache()


def test_the_hash_of_a_mosaic_changes_with_the_heights_of_its_tiles(tmp_path: Path) -> None:
    mosaic = _mosaic(tmp_path)
    before = raster_sha256(mosaic)
    assert raster_sha256(mosaic) == before
    _change(tmp_path / "east.tif")
    assert raster_sha256(mosaic) != before


def test_the_hash_of_a_mosaic_of_mosaics_does_too(tmp_path: Path) -> None:
    _mosaic(tmp_path)
    outer = str(tmp_path / "outer.vrt")
    gdal.BuildVRT(outer, [str(tmp_path / "dem.vrt")]).FlushCache()
    before = raster_sha256(outer)
    _change(tmp_path / "west.tif")
    assert raster_sha256(outer) != before


def test_the_hash_of_a_header_with_its_cells_beside_it_covers_the_cells(tmp_path: Path) -> None:
    source = write_dem(tmp_path / "plain.tif", np.full((20, 20), 10.0))
    gdal.Translate(str(tmp_path / "dem.bil"), str(source), format="EHdr", outputType=gdal.GDT_Float32).FlushCache()
    before = raster_sha256(str(tmp_path / "dem.bil"))
    header = tmp_path / "dem.hdr"
    header.write_text(header.read_text(encoding="ascii").replace("4099985", "4099955"), encoding="ascii")
    assert raster_sha256(str(tmp_path / "dem.bil")) != before


def test_pyramids_and_statistics_beside_a_file_leave_its_hash_as_it_is(tmp_path: Path) -> None:
    path = write_dem(tmp_path / "dem.tif", np.arange(10_000.0).reshape(100, 100) / 10)
    dataset = gdal.Open(str(path))
    dataset.BuildOverviews("AVERAGE", [2])
    dataset.GetRasterBand(1).ComputeStatistics(False)
    dataset = None
    assert len(gdal.Open(str(path)).GetFileList()) == 3
    assert raster_sha256(str(path)) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_statistics_beside_a_header_and_its_cells_leave_their_hash_as_it_is(tmp_path: Path) -> None:
    name = str(tmp_path / "dem.img")
    gdal.Translate(name, str(write_dem(tmp_path / "dem.tif", np.ones((20, 20)))), format="ENVI")
    Path(f"{name}.aux.xml").unlink(missing_ok=True)
    before = raster_sha256(name)
    dataset = gdal.Open(name)
    dataset.GetRasterBand(1).ComputeStatistics(False)
    dataset = None
    assert Path(f"{name}.aux.xml").is_file()
    assert raster_sha256(name) == before


def test_a_missing_value_noted_beside_a_file_changes_the_hash_with_the_slope(tmp_path: Path) -> None:
    """GDAL notes it in an .aux.xml where it may not write the file itself."""
    heights = np.zeros((20, 20))
    heights[5:9, 5:9] = 300.0
    path = write_dem(tmp_path / "dem.tif", heights)
    hill = np.array([shapely.box(39_500_060, 4_099_600, 39_500_400, 4_099_940), None], dtype=object)[:1]
    hashes, means = [], []
    for nodata in (None, 300.0, -5.0):
        if nodata is not None:
            dataset = gdal.OpenEx(str(path), gdal.OF_RASTER)
            dataset.GetRasterBand(1).SetNoDataValue(nodata)
            dataset = None
        hashes.append(raster_sha256(str(path)))
        means.append(measure_slope(hill, Crs.of(UTM_39), path).mean_deg[0])
    assert means[0] > 15.0 > means[1]
    assert means[2] == means[0]
    assert len(set(hashes)) == 3
    assert raster_sha256(str(path)) == hashes[2]
    (tmp_path / "dem.tif.aux.xml").unlink()
    assert raster_sha256(str(path)) == hashes[0] == hashlib.sha256(path.read_bytes()).hexdigest()
