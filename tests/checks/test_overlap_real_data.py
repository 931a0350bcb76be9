"""Overlaps of real and published shapes, against areas that were stated elsewhere or come by another way."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import shapely
from awkward_parcels import Floats, Objects, array, moved, true_areas
from osgeo import gdal, ogr
from shapely import affinity

from zhanbu_plugin.checks.measures.overlap.constraint import PreparedConstraint, prepare
from zhanbu_plugin.checks.measures.overlap.overlaps import overlap_areas, overlap_by_feature
from zhanbu_plugin.checks.measures.validity import validity
from zhanbu_plugin.checks.reading.layers import read_layer, vector_layer_from_arrays
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas

ZONE_39 = Crs.of(4527)
X, Y = 39_500_000.0, 4_000_000.0


def layer_of(shapes: Objects, crs: Crs = ZONE_39) -> PreparedConstraint:
    wkb = shapely.to_wkb(shapes).tolist()
    return prepare(vector_layer_from_arrays("实测", crs, range(len(shapes)), wkb, {}, {}), "redline", crs)


def areas_on_wgs84(shapes: Objects, crs: str, step: float) -> Floats:
    """Areas (n,) on the ellipsoid of shapes with straight edges in a system: in an equal-area plane."""
    plane = "+proj=cea +ellps=WGS84 +units=m"
    with np.errstate(invalid="ignore"):  # of empty shapes
        dense = shapely.segmentize(shapes, step)
    return np.asarray(shapely.area(shapely.transform(dense, lambda xy: moved(xy, crs, plane) if len(xy) else xy)))


def _published_overlays(shared: Path) -> list[tuple[str, shapely.Geometry, shapely.Geometry, shapely.Geometry]]:
    """Name, two areas and their intersection, of those cases of JTS's overlay tests that state one."""
    text = (shared / "data" / "dirty_geometry" / "TestOverlayAA.xml").read_text(encoding="utf-8")
    cases = []
    for case in re.findall(r"<case>(.*?)</case>", text, re.DOTALL):
        name, a, b = (re.search(f"<{tag}>(.*?)</{tag}>", case, re.DOTALL) for tag in ("desc", "a", "b"))
        common = re.search(r'<op name="intersection"[^>]*>(.*?)</op>', case, re.DOTALL)
        if name and a and b and common:
            cases.append((name[1].strip(), *(shapely.from_wkt(found[1].strip()) for found in (a, b, common))))
    return cases


@pytest.mark.parametrize("turn", [0, 90, 37])
def test_published_overlays_have_their_published_areas(shared: Path, turn: int) -> None:
    """Laid on a zone's meridian, where the plane has the ellipsoid's areas to 3e-9."""
    cases = _published_overlays(shared)
    assert len(cases) >= 9
    for name, *shapes in cases:
        one, other, _ = (affinity.translate(affinity.rotate(s, turn, origin=(0, 0)), X, Y) for s in shapes)
        common = shapes[2].area
        for parcel, feature in ((one, other), (other, one)):
            parcels = array([parcel])
            found = overlap_areas(parcels, shapely.area(parcels), ZONE_39, layer_of(array([feature])))
            assert found.area_m2[0] == pytest.approx(common, abs=1e-3), name


@pytest.fixture(scope="module")
def farms(shared: Path) -> Objects:
    """The 2 008 farms, mended and laid into zone 39 as they are: doubles, parents over their portions, shared edges."""
    layer = read_layer(shared / "data" / "swellendam" / "farms_33S.shp", attributes=False)
    mended = validity(layer.geometries).repaired
    assert len(mended) == 2008
    west, south, east, north = shapely.total_bounds(mended)
    middle = np.array([X - (west + east) / 2, Y - (south + north) / 2])
    return np.asarray(shapely.transform(mended, lambda xy: xy + middle), dtype=object)


def test_farms_overlap_other_farms_as_geos_says(farms: Objects) -> None:
    """Every third farm is a constraint: among them are copies, parents and neighbours of the others."""
    constraint = farms[::3]
    areas = true_areas(farms)
    found = overlap_areas(farms, areas, ZONE_39, layer_of(constraint))
    expected = true_areas(shapely.intersection(farms, shapely.union_all(constraint)))
    assert (np.abs(found.area_m2 - expected) <= np.maximum(0.01, 1e-8 * areas)).all()
    assert (found.area_m2 <= areas).all()
    assert (found.area_m2[::3] == areas[::3]).all()  # a farm lies wholly on itself
    assert (found.area_m2 == areas).sum() > len(constraint)  # and so do copies and portions


def test_farms_share_with_each_farm_what_geos_says_of_the_pair(farms: Objects) -> None:
    some, others = farms[::4], farms[1::4]
    areas = true_areas(some)
    parcel, feature, area = overlap_by_feature(some, areas, ZONE_39, layer_of(others))
    expected = true_areas(shapely.intersection(some[parcel], others[feature]))
    assert (np.abs(area - expected) <= np.maximum(0.01, 1e-8 * areas[parcel])).all()
    one, other = shapely.STRtree(others).query(some, predicate="intersects")
    common = shapely.area(shapely.intersection(some[one], others[other]))
    met = set(zip(parcel.tolist(), feature.tolist()))
    missed = [c for pair, c in zip(zip(one.tolist(), other.tolist()), common) if pair not in met]
    assert max(missed, default=0.0) < 0.01


def test_urban_land_with_an_invalid_shape_covers_farms_as_it_does_in_an_equal_area_plane(shared: Path) -> None:
    folder = shared / "data" / "swellendam"
    urban = read_layer(folder / "urban_33S.shp", attributes=False)
    layer = read_layer(folder / "farms_33S.shp", attributes=False)
    near = shapely.STRtree(layer.geometries).query(urban.geometries, predicate="dwithin", distance=500.0)[1]
    mended = validity(layer.geometries[np.unique(near)]).repaired
    areas = ellipsoid_areas(mended, layer.crs)
    prepared = prepare(urban, "redline", layer.crs)
    assert len(prepared.repaired) == 1
    found = overlap_areas(mended, areas, layer.crs, prepared)
    ground = shapely.union_all(shapely.make_valid(urban.geometries))
    with np.errstate(invalid="ignore"):
        cut = shapely.intersection(mended, ground)
    met = shapely.area(cut) > 0.01
    assert met.sum() > 20
    assert (found.area_m2[shapely.area(cut) == 0] == 0).all()
    share = areas_on_wgs84(cut[met], "EPSG:32733", 30.0) / areas_on_wgs84(mended[met], "EPSG:32733", 30.0)
    assert (np.abs(found.area_m2[met] - areas[met] * share) <= np.maximum(0.01, 1e-7 * areas[met])).all()


def test_land_cover_of_a_municipality_in_degrees_adds_up_to_it(shared: Path) -> None:
    """CORINE's classes, made polygons, over the six municipalities of São Miguel."""
    folder = shared / "data" / "sao_miguel"
    towns = read_layer(folder / "concelhos.gpkg")
    classes = _polygonised(folder / "clc2018_v2020_20u1.tif")
    areas = ellipsoid_areas(towns.geometries, towns.crs)
    prepared = layer_of(classes, towns.crs)
    parcel, feature, area = overlap_by_feature(towns.geometries, areas, towns.crs, prepared)
    total = np.bincount(parcel, weights=area, minlength=len(areas))
    found = overlap_areas(towns.geometries, areas, towns.crs, prepared)
    assert (found.area_m2 <= areas).all()
    # Classes lie side by side, so what they take is what all of them take. But an edge in degrees is straight in the
    # plane only between its ends, the islands lie where two zones meet, and CORINE's edges are up to kilometres long.
    assert total == pytest.approx(found.area_m2, rel=2e-6)
    cut = shapely.intersection(towns.geometries[parcel], classes[feature])
    true = areas_on_wgs84(cut, "EPSG:4326", 1e-3)
    assert (np.abs(area - true) <= 0.01 + 5e-6 * true + 1e-6 * areas[parcel]).all()


def _polygonised(path: Path) -> Objects:
    raster = gdal.Open(str(path))
    band = raster.GetRasterBand(1)
    memory = ogr.GetDriverByName("Memory").CreateDataSource("")
    table = memory.CreateLayer("classes", raster.GetSpatialRef(), ogr.wkbPolygon)
    table.CreateField(ogr.FieldDefn("class", ogr.OFTInteger))
    gdal.Polygonize(band, band.GetMaskBand(), table, 0)
    return array([shapely.from_wkb(bytes(f.GetGeometryRef().ExportToWkb())) for f in table])


def test_zion_in_a_system_without_a_code_is_covered_by_its_quarters(shared: Path) -> None:
    park = read_layer(shared / "data" / "zion" / "zion.gpkg", attributes=False)
    assert park.crs.epsg is None or park.crs.is_projected
    areas = ellipsoid_areas(park.geometries, park.crs)
    west, south, east, north = shapely.total_bounds(park.geometries)
    x, y = (west + east) / 2 + 137.5, (south + north) / 2 - 71.25
    corners = [(west - 1, south - 1, x, y), (x, south - 1, east + 1, y), (west - 1, y, x, north + 1)]
    quarters = array([shapely.box(*c) for c in (*corners, (x, y, east + 1, north + 1))])
    parts = [overlap_areas(park.geometries, areas, park.crs, layer_of(array([q]), park.crs)) for q in quarters]
    shares = [part.area_m2[0] / areas[0] for part in parts]
    assert sum(shares) == pytest.approx(1.0, abs=5e-9)
    # UTM's edges are taken as straight in the Gauss plane: along 20 km they lie some decimetres off
    true = areas_on_wgs84(shapely.intersection(park.geometries, quarters), "EPSG:26912", 50.0)
    assert np.abs(shares - true / true.sum()).max() < 5e-6
    whole = overlap_areas(park.geometries, areas, park.crs, layer_of(quarters, park.crs))
    assert whole.area_m2[0] == areas[0]
