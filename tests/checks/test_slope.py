"""Slope shares of parcels: against brute force on random and real ground, at every edge of a DEM."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from brute_force import cell_cover
from dem_files import UTM_39, slow_slope, write_dem
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from osgeo import gdal, ogr

from zhanbu_plugin.checks.measures.terrain.coverage import Tally, strip_of
from zhanbu_plugin.checks.measures.terrain.elevation import NO_SLOPE, STEPS_PER_DEGREE, opened
from zhanbu_plugin.checks.measures.terrain.outlines import outlines_of
from zhanbu_plugin.checks.measures.terrain.slope import SlopeMeasure, measure_slope
from zhanbu_plugin.survey.cancel import Cancelled
from zhanbu_plugin.survey.crs import Crs, transform_coordinates, transform_geometries
from zhanbu_plugin.survey.problem import InputProblem

Floats = NDArray[np.float64]
Geometries = NDArray[np.object_]
ZONE = Crs.of(UTM_39)
X0, Y0, CELL = 39_500_000.0, 4_100_000.0, 30.0


def geometries(*items: shapely.Geometry | None) -> Geometries:
    made = np.empty(len(items), dtype=object)
    made[:] = items
    return made


def box(left: float, top: float, right: float, bottom: float) -> shapely.Polygon:
    """A rectangle from cell line to cell line of the test DEMs."""
    return shapely.box(X0 + left * CELL, Y0 - bottom * CELL, X0 + right * CELL, Y0 - top * CELL)


def stairs(path: Path, degrees: list[float], rows: int = 8) -> Path:
    """A DEM whose ``i``-th group of four columns falls by exactly ``degrees[i]``; its inner columns have that slope."""
    falls = np.repeat(np.tan(np.radians(degrees)) * CELL, 4)
    heights = np.concatenate([[0.0], np.cumsum(falls)])
    return write_dem(path, np.tile(heights, (rows, 1)))


def layer(path: Path) -> tuple[Geometries, Crs]:
    source = ogr.Open(str(path))
    features = source.GetLayer(0)
    wkb = [bytes(f.GetGeometryRef().ExportToWkb()) if f.GetGeometryRef() else None for f in features]
    return shapely.make_valid(shapely.force_2d(shapely.from_wkb(wkb))), Crs.of(features.GetSpatialRef().ExportToWkt())


def slow_shares(polygon: shapely.Geometry, path: Path, area: Floats) -> tuple[Floats, float, float]:
    """Shares per grade, mean and uncovered share from GEOS cell by cell; ``area`` (rows,) weighs the cells."""
    with opened(path) as model:
        steps = model.slopes(0, model.grid.rows, 0, model.grid.columns)
        cover = cell_cover(polygon, model.grid) * area[:, None]
        whole = polygon.area / abs(model.grid.determinant)
    slope = steps / STEPS_PER_DEGREE
    grade = np.where(steps == NO_SLOPE, 0, 1 + sum((slope > b).astype(int) for b in (2, 6, 15, 25)))
    total = cover.sum() if np.ptp(area) else whole * area[0]
    shares = np.array([cover[grade == g].sum() for g in range(1, 6)]) / total
    ground = cover[grade > 0].sum()
    mean = (cover * slope)[grade > 0].sum() / ground if ground else np.nan
    return shares, mean, 1 - shares.sum()


def adds_up(measure: SlopeMeasure) -> bool:
    return bool(np.allclose(measure.shares.sum(axis=1) + measure.uncovered, 1.0, rtol=0, atol=2e-9))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**31), size=st.sampled_from([5.0, 60.0, 300.0, 2000.0]), hole=st.booleans())
def test_shares_agree_with_exact_cover_on_random_ground(seed: int, size: float, hole: bool, tmp_path: Path) -> None:
    random = np.random.default_rng(seed)
    z = random.uniform(0, 25, (14, 17))
    z[random.uniform(size=z.shape) < 0.04] = -9999
    path = write_dem(tmp_path / "random.tif", z, nodata=-9999)
    z[z == -9999] = np.nan
    middle = np.array([X0 + random.uniform(0, 17) * CELL, Y0 - random.uniform(0, 14) * CELL])
    parcel = shapely.make_valid(shapely.Polygon(middle + random.normal(0, size / 2, (7, 2))))
    if hole:
        parcel = parcel.difference(shapely.Point(middle).buffer(size / 5))
    measure = measure_slope(geometries(parcel), ZONE, path)
    slope = slow_slope(z, CELL, CELL)
    with opened(path) as model:
        cover = cell_cover(parcel, model.grid) * CELL**2 / parcel.area
    grade = np.where(np.isnan(slope), 0, 1 + sum((slope > b).astype(int) for b in (2, 6, 15, 25)))
    wanted = [cover[grade == g].sum() for g in range(1, 6)]
    assert np.allclose(measure.shares[0], wanted, rtol=0, atol=1e-6)
    assert np.isclose(measure.over[0], cover[slope >= 25].sum(), rtol=0, atol=1e-6)
    assert adds_up(measure)
    if sum(wanted) > 1e-6:
        mean = np.nansum(cover * slope) / cover[grade > 0].sum()
        assert np.isclose(measure.mean_deg[0], mean, rtol=0, atol=1e-5)


def test_an_upper_bound_belongs_to_the_lower_grade(tmp_path: Path) -> None:
    path = stairs(tmp_path / "stairs.tif", [2, 2.001, 6, 6.001, 15, 15.001, 25, 25.001])
    parcels = geometries(*(box(4 * i + 1, 1, 4 * i + 4, 7) for i in range(8)))
    measure = measure_slope(parcels, ZONE, path)
    inner = measure_slope(geometries(*(box(4 * i + 1, 2, 4 * i + 4, 6) for i in range(8))), ZONE, path)
    assert inner.grade.tolist() == [1, 2, 2, 3, 3, 4, 4, 5]
    assert measure.grade.tolist() == inner.grade.tolist()


def test_exactly_25_degrees_is_over_the_limit_unless_the_rule_says_otherwise(tmp_path: Path) -> None:
    path = stairs(tmp_path / "stairs.tif", [24.99, 25, 25.01])
    parcels = geometries(*(box(4 * i + 1, 2, 4 * i + 4, 6) for i in range(3)))
    assert measure_slope(parcels, ZONE, path).over.tolist() == [0, 1, 1]
    assert measure_slope(parcels, ZONE, path, inclusive=False).over.tolist() == [0, 0, 1]
    assert measure_slope(parcels, ZONE, path).grade.tolist() == [4, 4, 5]


def test_another_limit_counts_its_own_ground(tmp_path: Path) -> None:
    path = stairs(tmp_path / "stairs.tif", [3, 10, 20])
    parcel = geometries(shapely.union_all([box(1, 2, 4, 6), box(5, 2, 8, 6), box(9, 2, 12, 6)]))
    assert np.isclose(measure_slope(parcel, ZONE, path, limit_deg=6).over[0], 2 / 3)
    assert np.isclose(measure_slope(parcel, ZONE, path, limit_deg=15).over[0], 1 / 3)
    assert measure_slope(parcel, ZONE, path, limit_deg=30).over[0] == 0
    assert measure_slope(parcel, ZONE, path, limit_deg=0).over[0] == pytest.approx(1)


def test_of_equal_shares_the_lower_grade_wins(tmp_path: Path) -> None:
    path = stairs(tmp_path / "stairs.tif", [20, 10])
    both = geometries(shapely.union_all([box(1.5, 2.3, 3.5, 5.1), box(5.5, 2.3, 7.5, 5.1)]))
    measure = measure_slope(both, ZONE, path)
    assert np.allclose(measure.shares[0], [0, 0, 0.5, 0.5, 0])
    assert measure.grade[0] == 3


def test_a_parcel_without_geometry_or_area_is_wholly_uncovered(tmp_path: Path) -> None:
    path = stairs(tmp_path / "stairs.tif", [5, 5])
    flat = shapely.Polygon([(X0 + 60, Y0 - 60), (X0 + 120, Y0 - 90), (X0 + 60, Y0 - 60)])
    bow_tie = shapely.Polygon([(X0 + 40, Y0 - 40), (X0 + 100, Y0 - 100), (X0 + 100, Y0 - 40), (X0 + 40, Y0 - 100)])
    measure = measure_slope(geometries(None, shapely.Polygon(), flat, shapely.Point(X0, Y0), bow_tie), ZONE, path)
    assert measure.uncovered[:4].tolist() == [1, 1, 1, 1]
    assert measure.grade[:4].tolist() == [0, 0, 0, 0]
    assert np.isnan(measure.mean_deg[:4]).all()
    assert not measure.shares[:4].any()
    assert 0 <= measure.uncovered[4] <= 1


def test_no_parcels_at_all_is_an_empty_answer(tmp_path: Path) -> None:
    measure = measure_slope(geometries(), ZONE, stairs(tmp_path / "stairs.tif", [5]))
    assert measure.shares.shape == (0, 5)


def test_ground_beyond_the_dem_under_nodata_and_along_its_border_is_uncovered(tmp_path: Path) -> None:
    z = np.tile(np.arange(20.0), (20, 1))
    z[10, 10] = -9999
    path = write_dem(tmp_path / "edge.tif", z, nodata=-9999)
    parcels = geometries(
        box(-4, 4, 5, 6),  # 4 columns outside and the border column: 4 of 9 covered
        box(4, -7, 6, 3),  # 7 rows above and the border row: 2 of 10
        box(15, 15, 25, 25),  # corner: 4 x 4 of 100
        box(9, 9, 12, 12),  # the nodata cell and its neighbours
        box(8, 8, 13, 13),
        box(100, 100, 101, 101),
        shapely.box(0, 0, 1, 1),  # thousands of kilometres away
    )
    measure = measure_slope(parcels, ZONE, path)
    assert np.allclose(measure.uncovered, [5 / 9, 8 / 10, 0.84, 1, 9 / 25, 1, 1], rtol=0, atol=1e-9)
    assert np.allclose(measure.mean_deg[:3], np.degrees(np.arctan(1 / CELL)), atol=1e-6)
    assert measure.grade.tolist() == [1, 1, 1, 0, 1, 0, 0]
    assert adds_up(measure)


def zone_areas(latitudes: list[float]) -> Floats:
    """Areas (relative) from the equator to parallels of WGS 84, by the closed formula of the authalic latitude."""
    e = 0.0818191908426215
    sine = np.sin(np.radians(latitudes))
    return (1 - e * e) * (sine / (1 - (e * sine) ** 2) + np.arctanh(e * sine) / e)


def test_a_dem_in_degrees_weighs_its_cells_by_their_area_on_the_ground(tmp_path: Path) -> None:
    step = 0.02  # 200 rows from 60° down to 56°: cells at the top are a tenth narrower
    z = np.zeros((200, 60))
    z[:100] += 2900.0 * (np.arange(60) % 4)  # steep above, flat below
    path = write_dem(tmp_path / "wide.tif", z, place=(100.0, step, 0, 60.0, 0, -step), crs=4326)
    parcel = shapely.box(100.2, 56.2, 100.8, 59.8)
    measure = measure_slope(geometries(parcel), Crs.of(4326), path)
    south, edge, north = zone_areas([56.2, 57.98, 59.8])  # the first flat row still sees the steep one above
    assert measure.over[0] == pytest.approx((north - edge) / (north - south), abs=1e-7)


def test_a_parcel_over_the_edge_of_a_dem_in_degrees_has_the_share_of_ground_that_lies_beyond(tmp_path: Path) -> None:
    step = 0.01
    path = write_dem(tmp_path / "half.tif", np.zeros((101, 100)), place=(100.0, step, 0, 40.01, 0, -step), crs=4326)
    parcel = shapely.box(100.2, 39.5, 100.8, 40.5)  # half below 40°, half above the last row with slope
    measure = measure_slope(geometries(parcel), Crs.of(4326), path)
    south, edge, north = zone_areas([39.5, 40.0, 40.5])
    assert measure.uncovered[0] == pytest.approx((north - edge) / (north - south), abs=1e-8)


@pytest.mark.parametrize("crs", [4326, 4490, 4528, 3857, 32650])
def test_parcels_in_another_system_get_the_shares_of_their_ground(crs: int, tmp_path: Path) -> None:
    random = np.random.default_rng(crs)
    path = write_dem(tmp_path / "ground.tif", random.uniform(0, 20, (60, 60)))
    there = geometries(
        *(shapely.Point(X0 + x, Y0 - y).buffer(r, quad_segs=4) for x, y, r in random.uniform(200, 400, (20, 3)))
    )
    here = measure_slope(there, ZONE, path)
    moved = transform_geometries(there, ZONE, Crs.of(crs))
    away = measure_slope(moved, Crs.of(crs), path)
    assert np.allclose(here.shares, away.shares, rtol=0, atol=2e-5)
    assert np.allclose(here.mean_deg, away.mean_deg, rtol=0, atol=2e-4)


def test_long_straight_edges_stay_where_they_are_on_the_ground(tmp_path: Path) -> None:
    z = np.zeros((30, 1400))
    path = write_dem(tmp_path / "long.tif", z, place=(39_480_000.0, 30.0, 0, Y0, 0, -30.0))
    parcel = shapely.box(39_481_000, Y0 - 600, 39_521_000, Y0 - 300)
    straight = shapely.get_coordinates(parcel)
    degrees = shapely.Polygon(transform_coordinates(straight, ZONE, Crs.of(4490)))
    bent = measure_slope(geometries(degrees), Crs.of(4490), path)
    dense = measure_slope(transform_geometries(geometries(degrees), Crs.of(4490), ZONE, max_segment=1e-4), ZONE, path)
    assert np.allclose(bent.shares, dense.shares, rtol=0, atol=1e-6)


def test_the_coast_of_sao_miguel_is_uncovered_as_far_as_cells_without_slope_reach(shared: Path) -> None:
    path = shared / "data/sao_miguel/eu_dem_v11.tif"
    towns, crs = layer(shared / "data/sao_miguel/concelhos.gpkg")
    measure = measure_slope(towns, crs, path)
    with opened(path) as model:
        area = model.ground.cell_area(np.arange(model.grid.rows) + 0.5)
        moved = transform_geometries(towns, crs, model.facts.crs, max_segment=None if crs.is_geographic else 250.0)
    assert len(moved) == 6
    for i, town in enumerate(moved):
        shares, mean, uncovered = slow_shares(town, path, area)
        assert np.allclose(measure.shares[i], shares, rtol=0, atol=1e-6)
        assert measure.uncovered[i] == pytest.approx(uncovered, abs=1e-6)
        assert measure.mean_deg[i] == pytest.approx(mean, abs=1e-5)
    assert (measure.uncovered > 0.005).all()
    assert (measure.uncovered < 0.15).all()


@pytest.mark.parametrize("dem", ["srtm_41_19.tif", "srtm_41_19_4326.tif"])
def test_farms_of_swellendam_of_every_size_agree_with_brute_force(dem: str, shared: Path) -> None:
    path = shared / "data/swellendam" / dem
    farms, crs = layer(shared / "data/swellendam/farms_33S.shp")
    measure = measure_slope(farms, crs, path)
    assert adds_up(measure)
    with opened(path) as model:
        area = model.ground.cell_area(np.arange(model.grid.rows) + 0.5)
        pixel = model.facts.cell_m**2
        target = model.facts.crs
    moved = farms if "4326" not in dem else transform_geometries(farms, crs, target, max_segment=250.0)
    size = shapely.area(farms)
    small = np.flatnonzero(size < pixel)
    assert len(small) > 200
    inside = np.flatnonzero(measure.uncovered < 1e-6)
    for i in [*np.intersect1d(small, inside)[::4], *np.intersect1d(np.flatnonzero(size > pixel), inside)[::40]]:
        shares, mean, _ = slow_shares(moved[i], path, area)
        assert np.allclose(measure.shares[i], shares, rtol=0, atol=1e-6)
        assert measure.mean_deg[i] == pytest.approx(mean, abs=1e-4)


def test_the_park_of_zion_in_a_system_without_a_code_meets_a_dem_in_degrees(shared: Path) -> None:
    path = shared / "data/zion/srtm.tif"
    park, crs = layer(shared / "data/zion/zion.gpkg")
    measure = measure_slope(park, crs, path)
    with opened(path) as model:
        area = model.ground.cell_area(np.arange(model.grid.rows) + 0.5)
        moved = transform_geometries(park, crs, model.facts.crs, max_segment=100.0)
    shares, mean, uncovered = slow_shares(moved[0], path, area)
    assert np.allclose(measure.shares[0], shares, rtol=0, atol=1e-6)
    assert measure.mean_deg[0] == pytest.approx(mean, abs=1e-4)
    assert measure.uncovered[0] == pytest.approx(uncovered, abs=1e-6)
    assert 60 < measure.cell_m[0] < 95


def heights_under(zones: Geometries, dem: Path) -> tuple[Floats, Floats]:
    """Cells (n,) and mean height (n,) under zones in the DEM's own system, by exact cover."""
    with opened(dem) as model:
        raster = gdal.Open(str(dem))
        z = raster.ReadAsArray().astype(np.float64)
        known = z != model.facts.nodata
        outlines = outlines_of(zones, model.grid)
        tally = Tally(outlines, model.grid, 1)
        millimetres = np.where(known, np.rint(z * 1000), 0).astype(np.int32)
        strip = strip_of(known.astype(np.uint8), millimetres, np.ones(model.grid.rows), 0, 0, 1)
        tally.add(strip)
    cells = tally.class_areas()[:, 0]
    return cells, tally.value_integrals() / cells / 1000


def test_a_zone_smaller_than_a_cell_has_the_count_and_mean_that_qgis_weighs_by_area(shared: Path) -> None:
    folder = shared / "data/zonal_expected_qgis"
    zones, crs = layer(folder / "custom/dem_zones.geojson")
    source = ogr.Open(str(folder / "expected/zonal_stats_crs.geojson"))
    wanted = [f.items() for f in source.GetLayer(0)]
    cells, means = heights_under(transform_geometries(zones, crs, Crs.of(3857)), folder / "custom/dem_crs.tif")
    assert cells[2] == pytest.approx(wanted[2]["_count"], abs=1e-6)
    assert means[2] == pytest.approx(wanted[2]["_mean"], abs=1e-3)


@pytest.mark.parametrize(
    ("zones", "dem", "expected", "epsg"),
    [
        ("custom/dem_zones.geojson", "custom/dem_crs.tif", "expected/zonal_stats_crs.geojson", 3857),
        ("custom/zonal_stats.shp", "dem.tif", "expected/zonal_stats.shp", 4326),
    ],
)
def test_large_zones_agree_with_qgis_up_to_the_cells_on_their_outline(
    zones: str, dem: str, expected: str, epsg: int, shared: Path
) -> None:
    """QGIS counts whole cells by their middle there, so counts may differ by a fraction of the outline's cells."""
    folder = shared / "data/zonal_expected_qgis"
    polygons, crs = layer(folder / zones)
    source = ogr.Open(str(folder / expected))
    wanted = [f.items() for f in source.GetLayer(0)]
    cells, means = heights_under(transform_geometries(polygons, crs, Crs.of(epsg)), folder / dem)
    for i, row in enumerate(wanted):
        if row["_count"] < 1:
            continue
        outline = 4 * np.sqrt(row["_count"])
        assert abs(cells[i] - row["_count"]) < 0.1 * outline
        assert means[i] == pytest.approx(row["_mean"], abs=0.1)


def test_a_parcel_has_the_same_bytes_alone_and_in_any_company(shared: Path) -> None:
    path = shared / "data/swellendam/srtm_41_19_4326.tif"
    farms, crs = layer(shared / "data/swellendam/farms_33S.shp")
    farms = farms[:600]
    whole = measure_slope(farms, crs, path)
    turned = measure_slope(farms[::-1], crs, path)
    assert turned.shares[::-1].tobytes() == whole.shares.tobytes()
    assert turned.mean_deg[::-1].tobytes() == whole.mean_deg.tobytes()
    for i in range(0, 600, 37):
        alone = measure_slope(farms[i : i + 1], crs, path)
        assert alone.shares.tobytes() == whole.shares[i].tobytes()
        assert alone.mean_deg.tobytes() == whole.mean_deg[i : i + 1].tobytes()
        assert alone.uncovered.tobytes() == whole.uncovered[i : i + 1].tobytes()


@pytest.mark.parametrize("dem", ["srtm_41_19.tif", "srtm_41_19_4326.tif"])
def test_progress_grows_to_one_and_a_no_stops_the_work(dem: str, shared: Path) -> None:
    path = shared / "data/swellendam" / dem
    farms, crs = layer(shared / "data/swellendam/farms_33S.shp")
    seen: list[float] = []

    def watch(fraction: float) -> bool:
        seen.append(fraction)
        return True

    measure_slope(farms, crs, path, progress=watch)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    with pytest.raises(Cancelled):
        measure_slope(farms, crs, path, progress=lambda fraction: fraction < 0.2)


def test_progress_that_answers_nothing_goes_on(tmp_path: Path) -> None:
    told: list[float] = []
    path = write_dem(tmp_path / "plane.tif", np.zeros((8, 8)))
    found = measure_slope(
        geometries(shapely.box(39_500_060, 4_099_880, 39_500_120, 4_099_940)), ZONE, path, progress=told.append
    )
    assert told[-1] == 1.0
    assert found.grade.tolist() == [1]


def test_a_dem_without_reference_system_stops_the_measure_with_the_way_out(tmp_path: Path) -> None:
    path = write_dem(tmp_path / "no_crs.tif", np.zeros((4, 4)), crs=None)
    with pytest.raises(InputProblem, match=r"no_crs\.tif"):
        measure_slope(geometries(box(1, 1, 2, 2)), ZONE, path)
