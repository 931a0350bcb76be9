"""Nine real coordinate files of 四会市 (441284), their variant, and a real list of points without a zone."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
import shapely

from zhanbu_plugin.checks.findings import Severity
from zhanbu_plugin.exchange.coordinates.reading import read_coordinates
from zhanbu_plugin.exchange.coordinates.writing import write_coordinates
from zhanbu_plugin.survey.crs import Crs, transform_coordinates
from zhanbu_plugin.survey.problem import InputProblem

# File, points with the closing one, stated ha, plane m², ellipsoid m²: the table of the data's own README.
FILES = [
    ("44120000072", 6, "1.2247", 12247.10, 12242.97),
    ("44120000120", 9, "2.6708", 26707.77, 26698.34),
    ("44120000319", 40, "10.3262", 103262.23, 103224.75),
    ("44120000326", 5, "0.01", 100.04, 100.00),
    ("44120000567", 15, "0.219", 2189.99, 2189.17),
    ("44120000957", 5, "0.7749", 7749.13, 7746.30),
    ("44120001048", 5, "0.0105", 105.00, 104.96),
    ("44120001111", 17, "6.0254", 60254.31, 60232.42),
    ("44120002411", 18, "2.6377", 26377.40, 26367.88),
]


@pytest.fixture(scope="module")
def sihui(shared: Path) -> Path:
    return shared / "data" / "txt_parcels_sihui"


@pytest.fixture(scope="module")
def counties(shared: Path) -> dict[str, shapely.Geometry]:
    path = shared / "data" / "county_boundaries" / "counties_subset.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {f["properties"]["gb"][3:]: shapely.geometry.shape(f["geometry"]) for f in features if f["properties"]["gb"]}


@pytest.mark.parametrize(("name", "points", "stated", "plane", "ellipsoid"), FILES)
def test_a_real_file_reads_with_its_points_and_both_areas(
    sihui: Path, name: str, points: int, stated: str, plane: float, ellipsoid: float
) -> None:
    result = read_coordinates(sihui / f"{name}.txt")
    (parcel,) = result.document.parcels
    (areas,) = result.areas
    assert result.crs_epsg == 4526
    assert shapely.get_num_coordinates(parcel.geometry) == points
    assert parcel.stated_area_ha == Decimal(stated)
    assert areas.plane_m2 == pytest.approx(plane, abs=0.0051)
    # The README's column is a geodesic area with densified edges; the survey's rule differs by hundredths.
    assert areas.ellipsoid_m2 == pytest.approx(ellipsoid, abs=0.011)
    assert areas.agrees == ("both" if ellipsoid < 2500 else "plane")


@pytest.mark.parametrize("name", [row[0] for row in FILES])
def test_a_real_file_lies_in_its_county_and_in_no_other(
    sihui: Path, counties: dict[str, shapely.Geometry], name: str
) -> None:
    result = read_coordinates(sihui / f"{name}.txt")
    vertices = shapely.get_coordinates(result.document.parcels[0].geometry)
    lonlat = shapely.points(transform_coordinates(vertices, Crs.of(result.crs_epsg), Crs.of(4490)))
    found = {code for code, county in counties.items() if shapely.intersects(county, lonlat).any()}
    assert found == {"441284"}


@pytest.mark.parametrize("name", [row[0] for row in FILES])
def test_a_real_file_written_again_has_the_same_head_and_points(sihui: Path, name: str) -> None:
    original = (sihui / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    document = read_coordinates(sihui / f"{name}.txt").document
    written = write_coordinates(document, decimals=3, encoding="GBK").decode("gbk").splitlines()
    head, *points = original[original.index("[地块坐标]") + 1 :]
    new_head, *new_points = written[written.index("[地块坐标]") + 1 :]
    assert new_points == points
    count, area, *rest = head.split(",")
    assert new_head.split(",") == [count, f"{Decimal(area):.4f}", *rest]


def test_a_file_with_plane_areas_says_so_with_both_numbers(sihui: Path) -> None:
    result = read_coordinates(sihui / "44120000072.txt")
    (remark,) = result.remarks
    assert remark.severity is Severity.WARN
    assert remark.line == 10
    assert "12247.10" in str(remark.wording)
    assert "12242.96" in str(remark.wording)


def test_the_arcpy_variant_is_the_same_parcel_without_its_area(sihui: Path) -> None:
    variant = read_coordinates(sihui / "plot_000_arcpy_variant.txt")
    plain = read_coordinates(sihui / "44120000072.txt").document.parcels[0]
    (parcel,) = variant.document.parcels
    assert parcel.geometry == plain.geometry
    assert parcel.point_names == (("J1", "J2", "J3", "J4", "J5"),)
    assert parcel.stated_area_ha is None
    assert parcel.attributes == {"shape": "面", "sheet": "", "use": "", "remark": ""}
    assert variant.areas[0].agrees == "unstated"


def test_a_bare_list_without_a_zone_asks_for_it(shared: Path) -> None:
    path = shared / "data" / "boundary_points_csv" / "boundary_429pts_no_zone.csv"
    with pytest.raises(InputProblem) as problem:
        read_coordinates(path)
    assert problem.value.source == path.name
    assert "line 2" in str(problem.value)
    assert "Give the zone number" in str(problem.value.remedy)


def test_a_bare_list_with_the_zone_given_is_one_closed_parcel(shared: Path) -> None:
    path = shared / "data" / "boundary_points_csv" / "boundary_429pts_no_zone.csv"
    result = read_coordinates(path, crs_zone=40)
    (parcel,) = result.document.parcels
    assert result.crs_epsg == 4528
    assert shapely.get_num_coordinates(parcel.geometry) == 430
    assert shapely.get_coordinates(parcel.geometry)[0].tolist() == [40526656.982, 3505480.372]
    assert result.areas[0].plane_m2 == pytest.approx(798902.27, abs=0.006)
