"""The survey's ellipsoid area against the published procedure's vectors and against geodesic area."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from shapely import affinity

from zhanbu_plugin.survey.crs import Crs, transform_geometries
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas, plane_perimeters
from zhanbu_plugin.survey.units import level, to_dm2


def _vectors(shared: Path) -> dict[str, Any]:
    return json.loads((shared / "reference" / "ellipsoid-area-vectors.json").read_text(encoding="utf-8"))


def _multipolygon(parts: list[list[list[list[float]]]]) -> shapely.MultiPolygon:
    return shapely.MultiPolygon([shapely.Polygon(rings[0], rings[1:]) for rings in parts])


def _batch(*geometries: shapely.Geometry | None) -> np.ndarray:
    array = np.empty(len(geometries), dtype=object)
    array[:] = geometries
    return array


def test_every_published_vector_holds_to_the_last_square_decimetre(shared: Path) -> None:
    vectors = _vectors(shared)["vectors"]
    assert len(vectors) >= 10
    for vector in vectors:
        crs = Crs.of(vector["epsg"])
        area = ellipsoid_areas(_batch(_multipolygon(vector["parts"])), crs)[0]
        assert area == pytest.approx(vector["expected_sum_m2"], abs=2e-4), vector["id"]
        assert to_dm2(area) == round(vector["expected_tbmj_m2"] * 100), vector["id"]


def test_the_vectors_give_the_same_areas_in_one_batch_as_one_by_one(shared: Path) -> None:
    chosen = [v for v in _vectors(shared)["vectors"] if v["epsg"] == 4527]
    geometries = [_multipolygon(v["parts"]) for v in chosen]
    together = ellipsoid_areas(_batch(*geometries), Crs.of(4527))
    alone = [ellipsoid_areas(_batch(g), Crs.of(4527))[0] for g in geometries]
    assert together.tolist() == alone


def test_a_parcel_has_the_same_area_in_degrees_and_in_other_zones(shared: Path) -> None:
    vector = next(v for v in _vectors(shared)["vectors"] if v["id"] == "V03")
    parcel = _batch(_multipolygon(vector["parts"]))
    zone = Crs.of(vector["epsg"])
    for other in ("EPSG:4490", "EPSG:4548", "EPSG:4498", "EPSG:4509"):
        moved = transform_geometries(parcel, zone, Crs.of(other))
        area = ellipsoid_areas(moved, Crs.of(other))[0]
        assert area == pytest.approx(vector["expected_sum_m2"], abs=0.01), other


def test_a_utm_parcel_agrees_with_its_geodesic_area() -> None:
    ring = [(562000.0, 6230000.0), (562420.0, 6230013.0), (562400.0, 6230300.0), (562010.0, 6230280.0)]
    utm = Crs.of("EPSG:32733")
    parcel = _batch(shapely.Polygon(ring))
    degrees = shapely.segmentize(parcel, 10.0)
    degrees = transform_geometries(degrees, utm, Crs.of("EPSG:4326"))
    polygon = Geodesic(6378137.0, 1 / 298.257222101).Polygon()
    for longitude, latitude in shapely.get_coordinates(degrees)[:-1]:
        polygon.AddPoint(latitude, longitude)
    expected = abs(polygon.Compute(False, True)[2])
    assert ellipsoid_areas(parcel, utm)[0] == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize("case_id", ["Planimeter0b", "Planimeter15"])
def test_karneys_published_polygons_agree_when_their_geodesic_edges_are_followed(shared: Path, case_id: str) -> None:
    """GeographicLib's test polygons that fit a zone. The rule's edges are straight, so points follow the geodesic."""
    cases = json.loads((shared / "data" / "geodesic_area" / "planimeter.json").read_text(encoding="utf-8"))["cases"]
    case = next(c for c in cases if c["id"] == case_id)
    corners = case["latlon"]
    ring: list[tuple[float, float]] = []
    for (lat0, lon0), (lat1, lon1) in zip(corners, corners[1:] + corners[:1]):
        line = Geodesic.WGS84.InverseLine(lat0, lon0, lat1, lon1)
        for k in range(2000):
            point = line.Position(line.s13 * k / 2000)
            ring.append((point["lon2"], point["lat2"]))
    # WGS 84 and CGCS2000 differ by 1e-11 in flattening; what is left is the rounding of 0.1 mm along the boundary.
    assert ellipsoid_areas(_batch(shapely.Polygon(ring)), Crs.of(4490))[0] == pytest.approx(case["area"], rel=2e-8)


def test_small_polygons_anywhere_in_china_have_their_geodesic_area() -> None:
    geodesic = Geodesic(6378137.0, 1 / 298.257222101)
    rng = np.random.default_rng(7)
    for _ in range(25):
        longitude, latitude = rng.uniform(74, 134), rng.uniform(4, 53)
        angles = np.sort(rng.uniform(0, 2 * np.pi, 12))
        radius = rng.uniform(2e-4, 5e-4, 12)
        ring = np.c_[longitude + radius * np.cos(angles), latitude + radius * np.sin(angles)]
        polygon = geodesic.Polygon()
        for x, y in ring:
            polygon.AddPoint(y, x)
        expected = abs(polygon.Compute(False, True)[2])
        # Vertices are rounded to 0.1 mm and 1e-6 arc-seconds, which is what a perimeter of some 200 m can shift.
        assert ellipsoid_areas(_batch(shapely.Polygon(ring)), Crs.of(4490))[0] == pytest.approx(expected, abs=0.02)


def test_map_sheets_have_their_theoretical_area(shared: Path) -> None:
    for sheet in _vectors(shared)["map_sheet_theoretical_area"][:2]:
        south = float(sheet["sheet"].split("south edge ")[1].rstrip("N"))
        west = 117.0
        box = shapely.box(west, south, west + sheet["delta_lon_min"] / 60, south + sheet["delta_lat_min"] / 60)
        dense = shapely.segmentize(box, 1 / 3600)
        area = ellipsoid_areas(_batch(dense), Crs.of(4490))[0]
        assert area == pytest.approx(sheet["expected_m2"], abs=1.0)


def test_null_and_empty_parcels_have_no_area_and_harm_no_other() -> None:
    square = shapely.box(39500000, 3098000, 39500100, 3098100)
    areas = ellipsoid_areas(_batch(None, square, shapely.Polygon(), square), Crs.of(4527))
    assert np.isnan(areas[[0, 2]]).all()
    assert [to_dm2(a) for a in areas[[1, 3]]] == [1_000_000, 1_000_000]


def test_holes_are_taken_off_whatever_way_the_rings_run() -> None:
    outer, hole = shapely.box(39500000, 3098000, 39500100, 3098100), shapely.box(39500020, 3098020, 39500040, 3098040)
    shell, inner = list(outer.exterior.coords), list(hole.exterior.coords)
    areas = ellipsoid_areas(
        _batch(shapely.Polygon(shell, [inner]), shapely.Polygon(shell, [inner[::-1]]), outer, hole), Crs.of(4527)
    )
    assert areas[0] == pytest.approx(areas[1], abs=1e-6)
    assert areas[0] == pytest.approx(areas[2] - areas[3], abs=1e-6)


def test_the_real_liaozhong_parcel_has_its_stated_planar_and_ellipsoid_area(shared: Path) -> None:
    case = json.loads((shared / "data" / "overlay_case_liaozhong" / "case.json").read_text(encoding="utf-8"))
    ring = _find_ring(case)
    parcel = shapely.Polygon(ring)
    assert parcel.area == pytest.approx(7293.606377, abs=1e-4)
    epsg = 4529 if ring[0][0] > 41_000_000 else 4528 if ring[0][0] > 40_000_000 else 4550
    assert ellipsoid_areas(_batch(parcel), Crs.of(epsg))[0] == pytest.approx(7293.4677, abs=0.02)


def _find_ring(node: object) -> list[tuple[float, float]]:
    if isinstance(node, list) and len(node) > 3 and all(isinstance(p, list) and len(p) == 2 for p in node):
        return [(float(x), float(y)) for x, y in node]
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    for child in children:
        found = _find_ring(child)
        if found:
            return found
    return []


def test_levelling_closes_on_the_control_area(shared: Path) -> None:
    for case in _vectors(shared)["levelling"]:
        amounts = [to_dm2(a) for a in case["parcels_m2"]]
        expected = [to_dm2(a) for a in case["expected_m2"]]
        assert level(amounts, to_dm2(case["control_m2"])) == expected


@pytest.mark.parametrize(("k", "lat", "y"), [(0.9996, 0, 0), (1.0001, 0, 0), (1, 38, 0), (1, 0, -3_000_000)])
def test_a_countys_own_grid_measures_the_same_ground(k: float, lat: float, y: float) -> None:
    """抵偿 and 独立 systems have a scale, an origin or a northing of their own; their plane isn't the survey's."""
    zone = Crs.of(4548)
    square = _batch(shapely.segmentize(shapely.box(560000, 4200000, 560500, 4200500), 5.0))
    definition = Crs.of(4490).wkt
    local = Crs.of(
        f'PROJCRS["county grid",BASE{definition},CONVERSION["own",METHOD["Transverse Mercator",ID["EPSG",9807]],'
        f'PARAMETER["Latitude of natural origin",{lat},ANGLEUNIT["degree",0.0174532925199433]],'
        f'PARAMETER["Longitude of natural origin",117,ANGLEUNIT["degree",0.0174532925199433]],'
        f'PARAMETER["Scale factor at natural origin",{k},SCALEUNIT["unity",1]],'
        f'PARAMETER["False easting",500000,LENGTHUNIT["metre",1]],'
        f'PARAMETER["False northing",{y},LENGTHUNIT["metre",1]]],CS[Cartesian,2],'
        f'AXIS["easting",east],AXIS["northing",north],LENGTHUNIT["metre",1]]'
    )
    assert local.datum_epsg == 4490
    assert local.epsg is None
    moved = transform_geometries(square, zone, local)
    expected = ellipsoid_areas(square, zone)[0]
    assert ellipsoid_areas(moved, local)[0] == pytest.approx(expected, abs=0.02)


def test_a_parcels_area_does_not_depend_on_its_neighbours() -> None:
    near = shapely.box(700000, 4200000, 700500, 4200500)
    far = shapely.box(900000, 4200000, 900500, 4200500)
    alone = ellipsoid_areas(_batch(near), Crs.of(4509))[0]
    assert ellipsoid_areas(_batch(near, far, None, near), Crs.of(4509))[[0, 3]].tolist() == [alone, alone]


@pytest.mark.parametrize(("east", "zone"), [(0.0, 4527), (120_000.0, 4527), (349_600.0, 4527), (420_000.0, 4529)])
def test_perimeters_are_those_of_the_plane_in_which_a_parcel_is_measured(east: float, zone: int) -> None:
    """Holes count; a parcel too far from the meridian is measured in the 3° zone in which it lies."""
    shape = shapely.Polygon(shapely.box(0, 0, 300, 200).exterior, [shapely.box(20, 20, 50, 60).exterior])
    parcels = _batch(affinity.translate(shape, 39_500_000.0 + east, 4e6), None, shapely.Polygon())
    found = plane_perimeters(parcels, Crs.of(4527))
    assert found.tolist() == [pytest.approx(1140.0, rel=1e-10 if zone == 4527 else 3e-3), 0.0, 0.0]
    there = transform_geometries(parcels[:1], Crs.of(4527), Crs.of(zone))
    assert found[0] == pytest.approx(shapely.length(there[0]), rel=1e-9)


@pytest.mark.parametrize("east", [0.0, 120_000.0])
def test_perimeters_in_degrees_are_those_of_the_zone(east: float) -> None:
    parcels = _batch(shapely.box(39_500_000 + east, 4e6, 39_500_300 + east, 4e6 + 200))
    degrees = transform_geometries(parcels, Crs.of(4527), Crs.of(4490))
    assert plane_perimeters(degrees, Crs.of(4490))[0] == pytest.approx(1000.0, rel=1e-8)
