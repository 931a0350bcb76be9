"""Slope on every kind of elevation model, and the same bytes however the work is divided."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import shapely
from dem_files import UTM_39, write_dem
from numpy.typing import NDArray
from osgeo import gdal
from test_slope import geometries, layer, slow_shares

from zhanbu_plugin.checks.measures.terrain.elevation import Dem, opened
from zhanbu_plugin.checks.measures.terrain.slope import SlopeMeasure, measure_slope
from zhanbu_plugin.survey.crs import Crs, transform_geometries

ZONE = Crs.of(UTM_39)
X0, Y0, CELL = 39_500_000.0, 4_100_000.0, 30.0


def discs(count: int, width: float, height: float, seed: int = 1) -> NDArray[np.object_]:
    """Parcels of 10 m to 300 m on ground of so many metres."""
    random = np.random.default_rng(seed)
    x, y, r = random.uniform(0, width, count), random.uniform(0, height, count), 10 ** random.uniform(1, 2.5, count)
    return geometries(*shapely.buffer(shapely.points(X0 + x, Y0 - y), r, quad_segs=5))


def agree(one: SlopeMeasure, other: SlopeMeasure, atol: float = 1e-9) -> bool:
    return all(
        np.allclose(getattr(one, name), getattr(other, name), rtol=0, atol=atol, equal_nan=True)
        for name in ("shares", "over", "uncovered", "mean_deg")
    )


def bytes_of(measure: SlopeMeasure, rows: NDArray[np.intp] | slice = slice(None)) -> bytes:
    columns = (measure.shares, measure.over, measure.uncovered, measure.mean_deg, measure.grade, measure.cell_m)
    return b"".join(np.ascontiguousarray(column[rows]).tobytes() for column in columns)


def hills(rows: int, columns: int) -> NDArray[np.float64]:
    row, column = np.mgrid[0:rows, 0:columns]
    return 500 + 60 * np.sin(row / 5) * np.cos(column / 7) + 0.4 * column


def test_a_mosaic_of_tiles_of_every_layout_is_the_raster_it_was_cut_from(tmp_path: Path) -> None:
    z = np.rint(hills(96, 120) * 10) / 10
    z[40:43, 70:75] = -9999
    whole = write_dem(tmp_path / "whole.tif", z, nodata=-9999)
    layouts = (
        ["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"],
        ["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=32", "COMPRESS=DEFLATE"],
        ["BLOCKYSIZE=1"],
        ["BLOCKYSIZE=24", "COMPRESS=LZW"],
    )
    tiles = []
    for i, (row, column) in enumerate((r, c) for r in range(0, 96, 24) for c in range(0, 120, 24)):
        tile = tmp_path / f"tile_{i}.tif"
        window = [column, row, 24, 24]
        gdal.Translate(str(tile), str(whole), srcWin=window, creationOptions=layouts[i % len(layouts)])
        tiles.append(str(tile))
    mosaic = tmp_path / "mosaic.vrt"
    gdal.BuildVRT(str(mosaic), tiles[::-1]).FlushCache()
    parcels = discs(150, 120 * CELL, 96 * CELL)
    assert bytes_of(measure_slope(parcels, ZONE, mosaic)) == bytes_of(measure_slope(parcels, ZONE, whole))


def test_a_south_up_raster_says_what_its_mirror_image_says(tmp_path: Path) -> None:
    z = hills(50, 60)
    north = write_dem(tmp_path / "north.tif", z)
    south = write_dem(tmp_path / "south.tif", z[::-1], place=(X0, CELL, 0, Y0 - 50 * CELL, 0, CELL))
    mirrored = write_dem(tmp_path / "west.tif", z[:, ::-1], place=(X0 + 60 * CELL, -CELL, 0, Y0, 0, -CELL))
    parcels = discs(80, 60 * CELL, 50 * CELL)
    assert agree(measure_slope(parcels, ZONE, north), measure_slope(parcels, ZONE, south))
    assert agree(measure_slope(parcels, ZONE, north), measure_slope(parcels, ZONE, mirrored))


@pytest.mark.parametrize("turn", [0.0, 20.0, 135.0])
def test_a_turned_raster_in_degrees_agrees_with_brute_force(turn: float, tmp_path: Path) -> None:
    step = 1 / 3600
    c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    path = write_dem(
        tmp_path / "turned.tif", hills(40, 50), place=(114.0, step * c, step * s, 37.0, step * s, -step * c), crs=4326
    )
    with opened(path) as model:
        middle = model.grid.places(np.array([25.0]), np.array([20.0]))[0]
        area = model.ground.cell_area(np.arange(40) + 0.5)
    parcel = shapely.Point(middle).buffer(9 * step, quad_segs=3).difference(shapely.Point(middle).buffer(2 * step))
    measure = measure_slope(geometries(parcel), Crs.of(4326), path)
    shares, mean, uncovered = slow_shares(parcel, path, area)
    assert measure.shares[0] == pytest.approx(shares, abs=1e-6)
    assert measure.mean_deg[0] == pytest.approx(mean, abs=1e-4)
    assert measure.uncovered[0] == pytest.approx(uncovered, abs=1e-6)


def test_integer_and_float_heights_of_the_same_ground_are_the_same(tmp_path: Path) -> None:
    z = np.rint(hills(40, 50))
    parcels = discs(60, 50 * CELL, 40 * CELL)
    kinds = (gdal.GDT_Int16, gdal.GDT_UInt16, gdal.GDT_Int32, gdal.GDT_Float32, gdal.GDT_Float64)
    found = {bytes_of(measure_slope(parcels, ZONE, write_dem(tmp_path / f"{k}.tif", z, kind=k))) for k in kinds}
    assert len(found) == 1


def test_a_parcel_that_bulges_above_its_box_in_the_models_system_loses_nothing(tmp_path: Path) -> None:
    """A parallel of a conic system lies higher in the middle than at its ends: here, in an earlier strip."""
    step, strip = 0.02, 256
    conic = Crs.of("+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +datum=WGS84")
    parcel = geometries(shapely.box(-2.2e6, 3.9e6, 2.2e6, 4.0e6))
    corners = transform_geometries(parcel, conic, Crs.of(4326))[0].bounds[3]
    moved = transform_geometries(parcel, conic, Crs.of(4326), max_segment=250.0)
    between = 0.5 * (corners + moved[0].bounds[3])
    assert between - corners > 10 * step
    place = (75.0, step, 0, between + 2 * strip * step, 0, -step)
    path = write_dem(tmp_path / "wide.tif", hills(1500, 3000), place=place, crs=4326)
    away, here = measure_slope(parcel, conic, path), measure_slope(moved, Crs.of(4326), path)
    assert bytes_of(away) == bytes_of(here)
    assert away.uncovered[0] < 1e-6


def test_a_county_at_5_m_is_never_held_whole(tmp_path: Path) -> None:
    """20 000 × 20 000 cells, of which a strip is at most a million, with parcels in its corners and its middle."""
    path = tmp_path / "huge.tif"
    options = ["TILED=YES", "SPARSE_OK=TRUE", "COMPRESS=DEFLATE"]
    huge = gdal.GetDriverByName("GTiff").Create(str(path), 20_000, 20_000, 1, gdal.GDT_Float32, options)
    huge.SetGeoTransform((X0 - 50_000, 5.0, 0, Y0 + 50_000, 0, -5.0))
    huge.SetProjection(ZONE.wkt)
    huge.GetRasterBand(1).WriteArray(hills(512, 512), 9984, 9984)
    del huge
    random = np.random.default_rng(3)
    corners = [(0, 0), (-49_000, -49_000), (49_000, -49_000), (-49_000, 49_000), (49_000, 49_000)]
    parcels = geometries(
        *(shapely.Point(X0 + x, Y0 + y).buffer(random.uniform(50, 500)) for x, y in corners for _ in range(3))
    )
    tracemalloc.start()
    try:
        measure = measure_slope(parcels, ZONE, path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (measure.mean_deg[:3] > 1).all()
    assert not measure.mean_deg[3:].any()
    assert peak < 400e6


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> tuple[NDArray[np.object_], Path]:
    """Parcels of every size and a DEM of several strips, with a road down all of them."""
    path = write_dem(tmp_path_factory.mktemp("county") / "dem.tif", hills(900, 400))
    east = X0 + 6000 + 3000 * np.sin(np.linspace(0, 20, 4000))
    road = shapely.LineString(np.stack([east, np.linspace(Y0 + 500, Y0 - 26_500, 4000)], axis=1)).buffer(8)
    return geometries(road, *discs(1500, 400 * CELL, 900 * CELL), None, road), path


@pytest.mark.parametrize("threads", [1, 3])
def test_the_number_of_threads_changes_no_byte(threads: int, county: tuple[NDArray[np.object_], Path]) -> None:
    parcels, path = county
    assert bytes_of(measure_slope(parcels, ZONE, path, threads=threads)) == bytes_of(measure_slope(parcels, ZONE, path))


def test_neither_order_nor_division_of_a_batch_changes_a_byte(county: tuple[NDArray[np.object_], Path]) -> None:
    parcels, path = county
    whole = measure_slope(parcels, ZONE, path)
    order = np.random.default_rng(5).permutation(len(parcels))
    for tile in np.array_split(order, 4):
        assert bytes_of(measure_slope(parcels[tile], ZONE, path)) == bytes_of(whole, tile)
    road, again = slice(0, 1), slice(len(parcels) - 1, len(parcels))
    assert bytes_of(whole, road) == bytes_of(whole, again)


def test_parcels_of_another_system_have_the_same_bytes_alone(shared: Path) -> None:
    path = shared / "data/swellendam/srtm_41_19_4326.tif"
    farms, crs = layer(shared / "data/swellendam/farms_33S.shp")
    whole = measure_slope(farms, crs, path)
    for i in range(0, len(farms), 301):
        assert bytes_of(measure_slope(farms[i : i + 1], crs, path)) == bytes_of(whole, slice(i, i + 1))


def test_each_strip_of_the_raster_is_read_once(
    county: tuple[NDArray[np.object_], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    parcels, path = county
    rows_read: list[int] = []
    read = Dem.slopes

    def told(model: Dem, row: int, rows: int, column: int, columns: int) -> NDArray[np.int32]:
        rows_read.append(row)
        return read(model, row, rows, column, columns)

    monkeypatch.setattr(Dem, "slopes", told)
    measure_slope(parcels, ZONE, path)
    assert sorted(rows_read) == [0, 256, 512, 768]
