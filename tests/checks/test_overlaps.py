"""Overlaps with constraint layers: known areas, real reserves measured another way, and what must never happen."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from osgeo import osr
from vector_files import square

from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.measures.overlap.constraint import prepare
from zhanbu_plugin.checks.measures.overlap.covered_ground import covered_ground
from zhanbu_plugin.checks.measures.overlap.overlaps import OverlapMeasure, overlap_areas
from zhanbu_plugin.checks.measures.overlap.subdividing import subdivided
from zhanbu_plugin.checks.measures.validity import validity
from zhanbu_plugin.checks.reading.layers import read_layer, vector_layer_from_arrays
from zhanbu_plugin.survey.cancel import Cancelled
from zhanbu_plugin.survey.crs import Crs, transform_geometries
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.problem import InputProblem

ZONE_39 = Crs.of(4527)


def shapes(*wkt: str | None) -> np.ndarray:
    return np.array([None if w is None else shapely.from_wkt(w) for w in wkt], dtype=object)


def layer_of(geometries: np.ndarray, crs: Crs = ZONE_39, name: str = "红线.gpkg") -> VectorLayer:
    return vector_layer_from_arrays(name, crs, range(len(geometries)), shapely.to_wkb(geometries).tolist(), {}, {})


def ground(parcels: np.ndarray, constraint: np.ndarray, crs: Crs = ZONE_39) -> list[shapely.Geometry | None]:
    return covered_ground(parcels, prepare(layer_of(constraint, crs), "redline", crs)).tolist()


def overlap(parcels: np.ndarray, constraint: np.ndarray, crs: Crs = ZONE_39) -> OverlapMeasure:
    return overlap_areas(
        parcels, ellipsoid_areas(parcels, crs), crs, prepare(layer_of(constraint, crs), "redline", crs)
    )


def test_half_a_parcel_is_half_its_area() -> None:
    found = overlap(shapes(square(0, 0)), shapes(square(50, -10, 200)))
    # 100 m square on the central meridian: 10000.00 m² by the rule (vector V01), so the half is 5000.00
    assert found.area_m2[0] == pytest.approx(5000, abs=0.01)
    assert found.counts.tolist() == [True]
    assert ground(shapes(square(0, 0)), shapes(square(50, -10, 200)))[0].area == 5000


def test_ground_covered_twice_counts_once() -> None:
    found = overlap(shapes(square(0, 0)), shapes(square(50, -10, 200), square(60, -20, 300), square(50, -10, 200)))
    assert found.area_m2[0] == pytest.approx(5000, abs=0.01)


def test_a_parcel_covered_whole_overlaps_by_exactly_its_area() -> None:
    parcels = shapes(square(120_000, 3, 97.3))
    own = ellipsoid_areas(parcels, ZONE_39)[0]
    circle = shapely.Point(39620050, 4000050).buffer(70_000, quad_segs=20_000)
    patches = shapes(
        square(119_990, -10, 60), square(120_050, -10, 60), square(119_990, 50, 60), square(120_050, 50, 60)
    )
    for cover in (shapes(square(119_000, -1000, 3000)), np.array([circle], dtype=object), patches, parcels):
        assert overlap(parcels, cover).area_m2[0] == own


def test_touching_is_no_overlap() -> None:
    parcels, beside = shapes(square(0, 0)), shapes(square(100, 0), square(100, 100), square(500, 500))
    found = overlap(parcels, beside)
    assert found.area_m2.tolist() == [0]
    assert found.counts.tolist() == [False]
    assert ground(parcels, beside) == [None]


def test_a_parcel_without_geometry_has_no_overlap_to_know() -> None:
    found = overlap(shapes(None, square(0, 0)), shapes(square(0, 0)))
    assert np.isnan(found.area_m2[0])
    assert found.area_m2[1] == pytest.approx(10000, abs=0.01)


def test_an_overlap_counts_by_its_widest_part() -> None:
    strip = shapely.box(39500000, 4000000, 39500100, 4000000.2)
    block = shapely.box(39500040, 4000050, 39500060, 4000070)
    found = overlap(shapes(square(0, 0)), np.array([strip, block], dtype=object))
    assert found.counts.tolist() == [True]
    thin = overlap(shapes(square(0, 0)), np.array([strip], dtype=object))
    assert thin.counts.tolist() == [False]
    assert thin.area_m2[0] == pytest.approx(20, abs=0.01)


def test_the_order_of_features_changes_nothing() -> None:
    generator = np.random.default_rng(1)
    blobs = np.array(
        [shapely.Point(39500000 + x, 4000000 + y).buffer(r) for x, y, r in generator.uniform(0, 90, (40, 3))]
    )
    parcels = shapes(*(square(20 * i, 15 * i, 37.7) for i in range(6)))
    there, back = overlap(parcels, blobs), overlap(parcels, blobs[::-1])
    assert there.area_m2.tolist() == back.area_m2.tolist()
    assert there.counts.tolist() == back.counts.tolist()
    assert shapely.to_wkb(ground(parcels, blobs)).tolist() == shapely.to_wkb(ground(parcels, blobs[::-1])).tolist()


def test_a_red_line_of_150000_vertices_is_cut_up_without_losing_ground() -> None:
    turn = np.linspace(0, 2 * np.pi, 150_000, endpoint=False)
    radius = 20_000 * (1 + 0.1 * np.sin(40 * turn) + 0.02 * np.sin(9_000 * turn))
    line = shapely.Polygon(np.column_stack([39500000 + radius * np.cos(turn), 4000000 + radius * np.sin(turn)]))
    assert line.is_valid
    pieces, origin = subdivided(np.array([line], dtype=object))
    assert shapely.get_num_coordinates(pieces).max() <= 256
    assert set(origin) == {0}
    assert shapely.area(pieces).sum() == pytest.approx(line.area, rel=1e-12)
    parcels = np.array(
        [shapely.box(39500000 + x, 4000000 + y, 39500000 + x + 900, 4000000 + y + 900) for x, y in _grid()],
        dtype=object,
    )
    found = overlap(parcels, np.array([line], dtype=object))
    areas = ellipsoid_areas(parcels, ZONE_39)
    cut = shapely.intersection(parcels, line)
    assert (found.area_m2[shapely.area(cut) == 0] == 0).all()
    for i in np.flatnonzero(shapely.area(cut) > 0)[::5]:
        share = _geodesic_area(cut[i], "EPSG:4527", "EPSG:4527") / _geodesic_area(parcels[i], "EPSG:4527", "EPSG:4527")
        assert found.area_m2[i] == pytest.approx(areas[i] * share, abs=0.01)


def _grid() -> list[tuple[int, int]]:
    return [(x, y) for x in range(-24_000, 24_000, 6_000) for y in range(-24_000, 24_000, 6_000)]


def test_a_layer_in_degrees_keeps_the_boundaries_that_it_shares_with_parcels() -> None:
    parcels = shapes(square(30_000, 0, 3_000), square(33_000, 0, 3_000))
    degrees = transform_geometries(parcels[:1], ZONE_39, Crs.of(4490))
    areas = ellipsoid_areas(parcels, ZONE_39)
    prepared = prepare(layer_of(degrees, Crs.of(4490)), "redline", ZONE_39)
    found = overlap_areas(parcels, areas, ZONE_39, prepared)
    assert found.area_m2[0] == areas[0]
    assert found.area_m2[1] < 0.01
    assert "edges of up to" in str(prepared.warnings[-1])  # 3 km of edge: said, because it depends on the CRS


def test_parcels_in_degrees_overlap_by_the_same_area_as_in_metres() -> None:
    parcels, constraint = shapes(square(500, 0, 80)), shapes(square(540, 10, 80))
    plane = overlap(parcels, constraint)
    degrees = Crs.of(4490)
    moved = [transform_geometries(g, ZONE_39, degrees) for g in (parcels, constraint)]
    found = overlap(*moved, crs=degrees)
    assert found.area_m2[0] == pytest.approx(plane.area_m2[0], abs=0.01)
    assert found.counts.tolist() == plane.counts.tolist() == [True]


def test_a_role_layer_of_invalid_shapes_is_mended_and_reported(shared: Path) -> None:
    text = (shared / "data" / "dirty_geometry" / "invalidgeometries.gml").read_text(encoding="utf-8")
    ring = text.split("<gml:coordinates>")[1].split("</gml:coordinates>")[0]
    broken = shapely.Polygon([tuple(map(float, pair.split(","))) for pair in ring.split()])
    assert not broken.is_valid
    bow_tie = "POLYGON ((122.20 -8.60, 122.21 -8.59, 122.21 -8.60, 122.20 -8.59, 122.20 -8.60))"
    geographic = Crs.of(4326)
    constraint = np.array(
        [broken, *shapes(bow_tie, None, "POLYGON ((122 -8, 122.1 -8, 122 -8, 122 -8))")], dtype=object
    )
    prepared = prepare(layer_of(constraint, geographic), "reserve", geographic)
    assert sorted(prepared.repaired) == [0, 1]
    assert sorted(prepared.left_out) == [2, 3]
    told = [str(w) for w in prepared.warnings]
    assert told[0] == "2 invalid shapes were mended before measuring: 0, 1."
    assert told[1] == "2 features cover no ground and were left out: 2, 3."
    parcels = shapes(
        "POLYGON ((122.1999 -8.6001, 122.2101 -8.6001, 122.2101 -8.5899, 122.1999 -8.5899, 122.1999 -8.6001))"
    )
    found = overlap_areas(parcels, ellipsoid_areas(parcels, geographic), geographic, prepared)
    halves = shapes(
        "MULTIPOLYGON (((122.2 -8.6, 122.205 -8.595, 122.2 -8.59, 122.2 -8.6)),"
        "((122.205 -8.595, 122.21 -8.6, 122.21 -8.59, 122.205 -8.595)))"
    )
    assert found.area_m2[0] == pytest.approx(ellipsoid_areas(halves, geographic)[0], abs=0.05)


def test_measuring_stops_when_asked_and_tells_how_far_it_is() -> None:
    parcels = shapes(*(square(0, 0),) * 1500)
    areas = ellipsoid_areas(parcels, ZONE_39)
    prepared = prepare(layer_of(shapes(square(50, 0))), "pbf", ZONE_39)
    told: list[float] = []
    overlap_areas(parcels, areas, ZONE_39, prepared, told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    with pytest.raises(Cancelled):
        overlap_areas(parcels, areas, ZONE_39, prepared, lambda done: done < 0.5)


def test_a_layer_prepared_for_another_crs_is_refused() -> None:
    parcels = shapes(square(0, 0))
    with pytest.raises(ValueError, match="another CRS"):
        overlap_areas(parcels, np.array([1.0]), Crs.of(4528), prepare(layer_of(parcels), "pbf", ZONE_39))


def test_the_liaozhong_parcel_is_measured_as_its_office_stated(shared: Path) -> None:
    case = json.loads((shared / "data" / "overlay_case_liaozhong" / "case.json").read_text(encoding="utf-8"))
    parcel = np.array([shapely.Polygon(case["parcel"]["ring_xy"])], dtype=object)
    assert parcel[0].area == pytest.approx(case["parcel"]["stated_area_m2"], abs=0.001)  # the office measured the plane
    crs = Crs.of(4529)
    whole = ellipsoid_areas(parcel, crs)
    assert whole[0] == pytest.approx(7293.4677, abs=0.01)
    north, south = shapely.box(41472000, 4574450, 41473000, 4575000), shapely.box(41472000, 4574000, 41473000, 4574450)
    parts = [
        overlap_areas(parcel, whole, crs, prepare(layer_of(np.array([p]), crs), "survey2", crs)) for p in (north, south)
    ]
    assert sum(p.area_m2[0] for p in parts) == pytest.approx(whole[0], abs=0.01)
    stated = [p["net_area_m2"] for p in case["stated_parts"]]
    assert sum(stated) == pytest.approx(case["parcel"]["stated_area_m2"], abs=1e-7)


@pytest.fixture(scope="module")
def farms(shared: Path) -> tuple[VectorLayer, np.ndarray, np.ndarray]:
    """Layer, mended shapes and ellipsoid areas of the 2,008 farms."""
    layer = read_layer(shared / "data" / "swellendam" / "farms_33S.shp", attributes=False)
    mended = validity(layer.geometries).repaired
    return layer, mended, ellipsoid_areas(mended, layer.crs)


# Published with the data: farms met, sum of their pieces and ground covered, in hectares (QGIS, WGS 84 geodesic).
RESERVES = {"Bontebok National Park": (19, 252.04, 95.25), "Marloth Nature Reserve": (65, 22014.80, 11287.11)}


@pytest.mark.parametrize("name", RESERVES)
def test_reserves_cover_farms_as_measured_independently(
    shared: Path, farms: tuple[VectorLayer, np.ndarray, np.ndarray], name: str
) -> None:
    layer, mended, areas = farms
    reserves = read_layer(shared / "data" / "swellendam" / "protected_areas.shp")
    reserve = reserves.taking(reserves.fields["name"] == name)
    prepared = prepare(reserve, "reserve", layer.crs)
    found = overlap_areas(mended, areas, layer.crs, prepared)
    count, total, union = RESERVES[name]
    met = found.area_m2 > 0
    assert met.sum() == count
    assert found.area_m2.sum() / 1e4 == pytest.approx(total, abs=0.01)
    together = shapely.union_all(covered_ground(mended[met], prepared))
    assert ellipsoid_areas(np.array([together], dtype=object), layer.crs)[0] / 1e4 == pytest.approx(union, abs=0.01)
    assert (found.area_m2 <= areas).all()
    ground = shapely.transform(reserve.geometries[0], lambda xy: _moved(xy, GEOGRAPHIC, UTM_33_SOUTH))
    for i in np.flatnonzero(met):
        # the same ground by other means: no cutting up, and geodesics between points every 50 m of the Gauss plane
        cut = shapely.intersection(mended[i], ground)
        # the rule reads each vertex to 0.1 mm, which may shift every edge by up to 0.07 mm
        assert found.area_m2[i] == pytest.approx(_geodesic_area(cut), abs=0.01 + cut.length * 7.1e-5 / 2)


UTM_33_SOUTH, GEOGRAPHIC = "EPSG:32733", "EPSG:4326"
GAUSS_7 = "+proj=tmerc +lat_0=0 +lon_0=21 +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m"


def _moved(xy: np.ndarray, source: str, target: str) -> np.ndarray:
    ends = osr.SpatialReference(), osr.SpatialReference()
    for end, definition in zip(ends, (source, target)):
        end.SetFromUserInput(definition)
        end.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return np.array(osr.CoordinateTransformation(*ends).TransformPoints(xy))[:, :2]


def _geodesic_area(geometry: shapely.Geometry, crs: str = UTM_33_SOUTH, gauss: str = GAUSS_7) -> float:
    """Area between geodesics through points every 50 m of the Gauss plane; coordinates in ``crs``."""
    total = 0.0
    for polygon in shapely.get_parts(geometry):
        if polygon.geom_type == "Polygon":
            total += _ring_area(polygon.exterior, crs, gauss) - sum(
                _ring_area(r, crs, gauss) for r in polygon.interiors
            )
    return total


def _ring_area(ring: shapely.LinearRing, crs: str, gauss: str) -> float:
    plane = shapely.transform(ring, lambda xy: _moved(xy, crs, gauss))
    points = shapely.get_coordinates(shapely.segmentize(plane, 50.0))[:-1]
    area = Geodesic.WGS84.Polygon()
    for lon, lat in _moved(points, gauss, GEOGRAPHIC):
        area.AddPoint(lat, lon)
    return abs(area.Compute()[2])


@pytest.mark.parametrize(
    ("west", "south", "side", "part"),
    [
        (38_500_000, 4_000_000, 100, "zone 38"),
        (117.0, 36.1, 0.1, "degrees"),
        (500_000, 4_000_000, 100, "no zone prefix"),
    ],
)
def test_a_constraint_that_lies_off_its_system_is_refused_not_passed_over(
    west: float, south: float, side: float, part: str
) -> None:
    """Its overlap would be 0 everywhere, and every parcel would pass the ban."""
    red_line = np.array([shapely.box(west, south, west + side, south + side)], dtype=object)
    with pytest.raises(InputProblem, match=r"红线\.gpkg") as caught:
        prepare(layer_of(red_line), "redline", ZONE_39)
    assert part in str(caught.value)


def test_a_parcel_as_large_as_thousands_of_features_is_measured_in_little_memory() -> None:
    """Two grids of 1,600 squares, one moved by half a square: nearly all ground is covered twice, and counts once."""
    row, column = np.divmod(np.arange(1600), 40)
    west, south = 39_500_000.0 + 100 * column, 4_000_000.0 + 100 * row
    grid = shapely.box(west, south, west + 100, south + 100)
    layer = prepare(layer_of(np.concatenate([grid, shapely.transform(grid, lambda xy: xy + 50)])), "redline", ZONE_39)
    parcel = np.full(1, shapely.box(39_500_003, 4_000_003, 39_504_040, 4_004_040), dtype=object)
    area = ellipsoid_areas(parcel, ZONE_39)
    tracemalloc.start()
    found = overlap_areas(parcel, area, ZONE_39, layer)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    left = shapely.area(shapely.difference(parcel[0], shapely.union_all([*layer.pieces])))
    assert found.area_m2[0] == pytest.approx(area[0] * (1 - left / shapely.area(parcel[0])), abs=0.01)
    assert found.counts[0]
    assert most < 100e6
