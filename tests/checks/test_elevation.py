"""Reading DEMs: facts, refusals, and Horn's slope against gdaldem and against analysis."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from dem_files import slow_slope, write_dem
from geographiclib.geodesic import Geodesic
from numpy.typing import NDArray
from osgeo import gdal

from zhanbu_plugin.checks.measures.terrain.elevation import NO_SLOPE, STEPS_PER_DEGREE, dem_facts, opened
from zhanbu_plugin.survey.problem import InputProblem

Floats = NDArray[np.float64]


def slope_of(path: Path) -> Floats:
    """Whole slope grid in degrees, NaN without."""
    with opened(path) as model:
        steps = model.slopes(0, model.grid.rows, 0, model.grid.columns)
    return np.where(steps == NO_SLOPE, np.nan, steps / STEPS_PER_DEGREE)


def gdaldem(dataset: gdal.Dataset) -> Floats:
    """gdaldem's slope (float32), NaN where it has none."""
    made = gdal.DEMProcessing("", dataset, "slope", format="MEM", slopeFormat="degree")
    slope = made.GetRasterBand(1).ReadAsArray().astype(np.float64)
    slope[slope == made.GetRasterBand(1).GetNoDataValue()] = np.nan
    return slope


def metres_of_cell(latitude: float, step: float) -> tuple[float, float]:
    """Metres of ``step`` degrees of longitude and latitude on WGS 84, by GeographicLib."""
    inverse = Geodesic.WGS84.Inverse
    east = inverse(latitude, -step / 2, latitude, step / 2)["s12"]
    return east, inverse(latitude - step / 2, 0, latitude + step / 2, 0)["s12"]


def test_horn_in_metres_agrees_with_gdaldem_on_swellendam(shared: Path) -> None:
    path = shared / "data/swellendam/srtm_41_19.tif"
    ours, theirs = slope_of(path), gdaldem(gdal.Open(str(path)))
    assert np.array_equal(np.isnan(ours), np.isnan(theirs))
    assert np.nanmax(np.abs(ours - theirs)) < 1e-3
    assert np.nanmax(ours) > 40


def test_horn_in_degrees_agrees_with_gdaldem_run_row_by_row_in_metres_on_zion(shared: Path) -> None:
    path = shared / "data/zion/srtm.tif"
    ours = slope_of(path)
    source = gdal.Open(str(path))
    x0, step, _, y0, _, _ = source.GetGeoTransform()
    for row in range(1, source.RasterYSize - 1, 23):
        east, north = metres_of_cell(y0 - (row + 0.5) * step, step)
        strip = gdal.GetDriverByName("MEM").Create("", source.RasterXSize, 3, 1, gdal.GDT_Float64)
        strip.SetGeoTransform((x0, east, 0, y0, 0, -north))
        strip.GetRasterBand(1).SetNoDataValue(65535)
        strip.GetRasterBand(1).WriteArray(source.GetRasterBand(1).ReadAsArray(0, row - 1, source.RasterXSize, 3))
        theirs = gdaldem(strip)[1]
        assert np.array_equal(np.isnan(ours[row]), np.isnan(theirs))
        assert np.nanmax(np.abs(ours[row] - theirs)) < 1e-3


def test_a_large_nodata_value_is_not_a_mountain(shared: Path) -> None:
    facts = dem_facts(shared / "data/zion/srtm.tif")
    assert facts.nodata == 65535
    assert facts.crs.epsg == 4326
    assert np.nanmax(slope_of(shared / "data/zion/srtm.tif")) < 80


def test_the_sea_of_sao_miguel_and_the_cells_beside_it_have_no_slope(shared: Path) -> None:
    path = shared / "data/sao_miguel/eu_dem_v11.tif"
    dataset = gdal.Open(str(path))
    land = dataset.GetRasterBand(1).GetMaskBand().ReadAsArray() != 0
    whole = np.ones_like(land)
    for dr in (-1, 0, 1):
        for dc in (-1, 0, 1):
            whole &= np.roll(land, (dr, dc), axis=(0, 1))
    whole[[0, -1]] = False
    whole[:, [0, -1]] = False
    assert np.array_equal(~np.isnan(slope_of(path)), whole)


PLANES = [
    ("north-up", (39_500_000.0, 30.0, 0.0, 4_100_000.0, 0.0, -30.0)),
    ("south-up", (39_500_000.0, 30.0, 0.0, 4_000_000.0, 0.0, 30.0)),
    ("turned by 30 degrees", (39_500_000.0, 30 * 0.75**0.5, 15.0, 4_100_000.0, 15.0, -30 * 0.75**0.5)),
    ("skewed, cells not square", (39_500_000.0, 20.0, 7.0, 4_100_000.0, -3.0, -31.5)),
]


@pytest.mark.parametrize(("_name", "place"), PLANES)
def test_a_tilted_plane_has_its_own_slope_on_any_grid(_name: str, place: tuple[float, ...], tmp_path: Path) -> None:
    row, column = np.mgrid[0:12, 0:15] + 0.5
    east = column * place[1] + row * place[2]
    north = column * place[4] + row * place[5]
    path = write_dem(tmp_path / "plane.tif", 0.2 * east - 0.35 * north, place=place)
    slope = slope_of(path)
    assert np.isnan(slope[[0, -1]]).all()
    assert np.isnan(slope[:, [0, -1]]).all()
    assert np.allclose(slope[1:-1, 1:-1], np.degrees(np.arctan(np.hypot(0.2, 0.35))), atol=1e-6)


def test_a_plane_in_a_system_of_feet_with_heights_in_feet_or_metres(tmp_path: Path) -> None:
    place = (2_000_000.0, 100.0, 0.0, 700_000.0, 0.0, -100.0)
    feet_plane = "+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=609601.2192 +y_0=0 +datum=WGS84 +units=us-ft"
    plane = 0.25 * 100.0 * np.tile(np.arange(8.0), (8, 1))
    metres = write_dem(tmp_path / "metres.tif", plane * 1200 / 3937, place=place, crs=feet_plane)
    assert np.allclose(slope_of(metres)[1:-1, 1:-1], np.degrees(np.arctan(0.25)), atol=1e-6)
    feet = write_dem(tmp_path / "feet.tif", plane, place=place, crs=feet_plane)
    dataset = gdal.Open(str(feet), gdal.GA_Update)
    dataset.GetRasterBand(1).SetUnitType("US survey foot")
    del dataset
    assert np.allclose(slope_of(feet)[1:-1, 1:-1], np.degrees(np.arctan(0.25)), atol=1e-6)
    assert np.isclose(dem_facts(feet).cell_m, 100 * 1200 / 3937)


@pytest.mark.parametrize("latitude", [3.0, 31.5, 52.0, -33.8])
def test_a_plane_in_degrees_has_the_slope_of_the_ellipsoid(latitude: float, tmp_path: Path) -> None:
    step = 1 / 3600
    row, column = np.mgrid[0:9, 0:9]
    path = write_dem(
        tmp_path / "degrees.tif", 8.0 * column - 5.0 * row, place=(114.0, step, 0, latitude, 0, -step), crs=4326
    )
    slope = slope_of(path)
    for r in range(1, 8):
        east, north = metres_of_cell(latitude - (r + 0.5) * step, step)
        assert np.allclose(slope[r, 1:-1], np.degrees(np.arctan(np.hypot(8 / east, 5 / north))), atol=1e-5)
    east, north = metres_of_cell(latitude - 4.5 * step, step)
    assert np.isclose(dem_facts(path).cell_m, np.sqrt(east * north), rtol=1e-6)


def test_a_web_mercator_grid_is_measured_in_true_metres_not_its_own(tmp_path: Path) -> None:
    latitude = 40.0
    y = 6378137.0 * np.log(np.tan(np.pi / 4 + np.radians(latitude) / 2))
    path = write_dem(
        tmp_path / "web.tif", 10.0 * np.mgrid[0:9, 0:9][1], place=(1.27e7, 40.0, 0, y + 180.0, 0, -40.0), crs=3857
    )
    true_width = metres_of_cell(latitude, np.degrees(40.0 / 6378137.0))[0]
    assert np.isclose(slope_of(path)[4, 4], np.degrees(np.arctan(10.0 / true_width)), atol=1e-4)
    assert 30 < dem_facts(path).cell_m < 31


@pytest.mark.parametrize(
    ("kind", "nodata"),
    [
        (gdal.GDT_Int16, -32768),
        (gdal.GDT_UInt16, 65535),
        (gdal.GDT_Float32, -3.4028234663852886e38),
        (gdal.GDT_Float32, float("nan")),
        (gdal.GDT_Float32, -9999.9),  # not a float32: the cell holds its nearest neighbour
        (gdal.GDT_Float64, -9999.0),
    ],
)
def test_nodata_of_every_type_takes_the_slope_of_the_cells_around_it(kind: int, nodata: float, tmp_path: Path) -> None:
    z = np.tile(np.arange(9.0) * 3, (9, 1))
    z[4, 4] = nodata
    with np.errstate(over="ignore"):
        path = write_dem(tmp_path / "hole.tif", z, nodata=nodata, kind=kind)
    slope = slope_of(path)
    assert np.isnan(slope[3:6, 3:6]).all()
    assert np.isfinite(slope[1:-1, 1:-1]).sum() == 49 - 9


def test_a_dem_without_nodata_says_so_and_takes_every_cell(tmp_path: Path) -> None:
    path = write_dem(tmp_path / "bare.tif", np.zeros((5, 5)))
    assert dem_facts(path).nodata is None
    assert not dem_facts(path).masked
    assert np.isfinite(slope_of(path)).sum() == 9


def test_a_mask_band_marks_missing_data_like_nodata(tmp_path: Path) -> None:
    path = write_dem(tmp_path / "masked.tif", np.tile(np.arange(9.0), (9, 1)))
    with_mask = gdal.Open(str(path), gdal.GA_Update)
    with_mask.CreateMaskBand(gdal.GMF_PER_DATASET)
    mask = np.full((9, 9), 255, dtype=np.uint8)
    mask[4, 4] = 0
    with_mask.GetRasterBand(1).GetMaskBand().WriteArray(mask)
    del with_mask
    assert dem_facts(path).masked
    assert np.isnan(slope_of(path)[3:6, 3:6]).all()


@pytest.mark.parametrize(
    ("unit", "metres"),
    [
        ("", 1.0),
        ("Metre", 1.0),
        ("meters above sea level", 1.0),
        ("m.a.s.l.", 1.0),
        ("米", 1.0),
        ("dm", 0.1),
        ("cm", 0.01),
        ("foot", 0.3048),
        ("US survey foot", 1200 / 3937),
        ("foot_us", 1200 / 3937),
    ],
)
def test_the_unit_of_heights_is_read_as_software_spells_it(unit: str, metres: float, tmp_path: Path) -> None:
    assert dem_facts(in_unit(tmp_path / "dem.tif", unit)).metres_per_z == metres


@pytest.mark.parametrize("unit", ["degrees", "%", "rad", "mGal"])
def test_a_raster_of_anything_but_lengths_is_no_elevation_model(unit: str, tmp_path: Path) -> None:
    problem = refusal(in_unit(tmp_path / "slope.tif", unit))
    assert unit.lower() in str(problem.what)
    assert "heights in metres" in str(problem.remedy)


def in_unit(path: Path, unit: str) -> Path:
    write_dem(path, np.zeros((5, 5)))
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.GetRasterBand(1).SetUnitType(unit)
    dataset.FlushCache()
    return path


def test_scale_and_offset_of_stored_heights_are_applied(tmp_path: Path) -> None:
    path = write_dem(tmp_path / "scaled.tif", np.tile(np.arange(6) * 60, (6, 1)), kind=gdal.GDT_Int16)
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.GetRasterBand(1).SetScale(0.1)
    dataset.GetRasterBand(1).SetOffset(-500.0)
    del dataset
    assert np.allclose(slope_of(path)[1:-1, 1:-1], np.degrees(np.arctan(6 / 30)), atol=1e-6)


def test_a_virtual_mosaic_of_tiles_has_slope_across_their_seam(tmp_path: Path) -> None:
    z = np.random.default_rng(5).uniform(0, 40, (8, 12))
    left = write_dem(tmp_path / "left.tif", z[:, :6])
    right = write_dem(tmp_path / "right.tif", z[:, 6:], place=(39_500_180.0, 30.0, 0.0, 4_100_000.0, 0.0, -30.0))
    mosaic = tmp_path / "all.vrt"
    gdal.BuildVRT(str(mosaic), [str(left), str(right)]).FlushCache()
    assert np.allclose(slope_of(mosaic), slow_slope(z, 30, 30), atol=1e-6, equal_nan=True)


def test_any_window_reads_the_same_slopes_as_the_whole(shared: Path) -> None:
    path = shared / "data/zonal_expected_qgis/custom/dem_gaps.tif"
    with opened(path) as model:
        whole = model.slopes(0, model.grid.rows, 0, model.grid.columns)
        for row, rows, column, columns in ((0, 7, 0, 9), (100, 33, 50, 1), (340, 10, 300, 73), (17, 1, 371, 2)):
            assert np.array_equal(
                model.slopes(row, rows, column, columns), whole[row : row + rows, column : column + columns]
            )


def refusal(path: Path) -> InputProblem:
    with pytest.raises(InputProblem) as caught:
        dem_facts(path)
    assert caught.value.source == path.name
    assert str(caught.value.remedy)
    return caught.value


def test_a_dem_without_reference_system_is_refused_by_name(tmp_path: Path) -> None:
    problem = refusal(write_dem(tmp_path / "no_crs.tif", np.zeros((4, 4)), crs=None))
    assert "coordinate reference system" in str(problem)


def test_a_dem_in_a_local_system_is_refused(tmp_path: Path) -> None:
    refusal(write_dem(tmp_path / "local.tif", np.zeros((4, 4)), crs='LOCAL_CS["site",UNIT["metre",1]]'))


def test_a_dem_without_georeferencing_is_refused(tmp_path: Path) -> None:
    assert "georeferencing" in str(refusal(write_dem(tmp_path / "nowhere.tif", np.zeros((4, 4)), place=None)))


def test_files_that_are_no_dem_are_refused(tmp_path: Path, shared: Path) -> None:
    (tmp_path / "text.tif").write_text("not a raster")
    refusal(tmp_path / "text.tif")
    refusal(tmp_path / "absent.tif")
    assert "class map" in str(refusal(shared / "data/zion/nlcd.tif"))


def test_a_truncated_dem_is_a_problem_of_that_file_not_a_crash(tmp_path: Path) -> None:
    whole = write_dem(tmp_path / "whole.tif", np.zeros((200, 200))).read_bytes()
    cut = tmp_path / "cut.tif"
    cut.write_bytes(whole[:20_000])
    with pytest.raises(InputProblem, match=r"cut\.tif"):
        slope_of(cut)
