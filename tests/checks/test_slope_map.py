"""Slope grades from the survey's slope map: the grade of the largest area, added up grade by grade."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from survey_parcels import CRS, ORIGIN, layer, square

from zhanbu_plugin.checks.measures.slope_grades import grades_of
from zhanbu_plugin.checks.measures.slope_map import SlopeMapMeasure, measure_slope_map
from zhanbu_plugin.survey.cancel import Cancelled
from zhanbu_plugin.survey.crs import Crs, transform_geometries
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.problem import InputProblem

X, Y = ORIGIN


def stripes(*ends: float, grades: list[object], **options: object) -> SlopeMapMeasure:
    """A square parcel 100 m wide, and a map of stripes that end so many metres from its west side."""
    return measured([square(0)], [_stripe(*pair) for pair in zip((-50.0, *ends), ends)], grades, **options)


def _stripe(west: float, east: float) -> shapely.Polygon:
    return shapely.box(X + west, Y - 50, X + east, Y + 150)


def measured(
    parcels: list[shapely.Geometry | None], polygons: list[shapely.Geometry], grades: list[object], **options: object
) -> SlopeMapMeasure:
    """Grades of parcels from a map of polygons."""
    shapes = np.array([*parcels, None], dtype=object)[:-1]
    slope_map = layer(polygons, "PDT", PDJB=grades)
    return measure_slope_map(shapes, ellipsoid_areas(shapes, CRS), CRS, slope_map, **options)  # type: ignore[arg-type]


def test_many_patches_of_one_grade_outweigh_the_largest_single_patch() -> None:
    """Standards 5.2: sum the pieces of a grade first. The largest single patch is the 40 m of grade 2."""
    found = stripes(20, 60, 80, 150, grades=["5", "2", "5", "5"])
    assert found.shares[0] == pytest.approx([0, 0.4, 0, 0, 0.6], abs=1e-7)
    assert found.grade.tolist() == [5]
    assert found.uncovered[0] == 0


def test_shares_of_all_grades_make_the_parcel() -> None:
    found = stripes(10, 30, 60, 95, 150, grades=["1", "2", "3", "4", "5"])
    assert found.shares[0] == pytest.approx([0.1, 0.2, 0.3, 0.35, 0.05], abs=1e-7)
    assert found.shares.sum() == pytest.approx(1.0, abs=1e-9)
    assert found.grade.tolist() == [4]


def test_of_two_grades_of_the_same_area_the_lower_is_the_parcels() -> None:
    assert measured([square(0)], [square(0), square(0)], ["4", "3"]).grade.tolist() == [3]


def test_ground_that_the_map_leaves_out_or_does_not_grade_has_no_grade() -> None:
    found = stripes(25, 75, grades=["3", None])
    assert found.shares[0] == pytest.approx([0, 0, 0.25, 0, 0], abs=1e-7)
    assert found.uncovered[0] == pytest.approx(0.75, abs=1e-7)
    assert found.ungraded == 1
    away = measured([square(9), None], [_stripe(0, 50)], ["3"])
    assert away.grade.tolist() == [0, 0]
    assert away.uncovered.tolist() == [1, 1]


def test_patches_of_one_grade_that_overlap_count_their_ground_once() -> None:
    found = measured([square(0)], [_stripe(-10, 60), _stripe(40, 110)], ["2", "2"])
    assert found.shares[0] == pytest.approx([0, 1, 0, 0, 0], abs=1e-9)


@pytest.mark.parametrize(
    ("values", "grades"),
    [
        (["1", "5", " 3 ", "", None], [1, 5, 3, 0, 0]),
        ([1, 5, 0, 6, -1], [1, 5, 0, 0, 0]),
        ([1.0, 2.0, 2.5, float("nan"), 4.0], [1, 2, 0, 0, 4]),
        (["6", "25", "III", "1.0", "2.00"], [0, 0, 0, 1, 0]),
    ],
)
def test_grades_are_read_from_text_and_numbers_and_nothing_else_is_a_grade(
    values: list[object], grades: list[int]
) -> None:
    assert grades_of(np.array([*values, None], dtype=object)[:-1]).tolist() == grades


@pytest.mark.parametrize("name", ["PDJB", "pdjb", "BZPDJB"])
def test_the_grade_field_is_found_under_its_names(name: str) -> None:
    shapes = np.array([square(0), None], dtype=object)[:-1]
    slope_map = layer([_stripe(-50, 150)], "PDT", **{name: ["4"]})
    assert measure_slope_map(shapes, ellipsoid_areas(shapes, CRS), CRS, slope_map).grade.tolist() == [4]


def test_a_field_of_another_name_can_be_chosen() -> None:
    shapes = np.array([square(0), None], dtype=object)[:-1]
    slope_map = layer([_stripe(-50, 150)], "slopes.shp", KLASSE=["2"])
    areas = ellipsoid_areas(shapes, CRS)
    assert measure_slope_map(shapes, areas, CRS, slope_map, field="klasse").grade.tolist() == [2]
    with pytest.raises(InputProblem, match=r"slopes\.shp"):
        measure_slope_map(shapes, areas, CRS, slope_map)


def test_a_map_without_any_grade_is_refused_by_field() -> None:
    with pytest.raises(InputProblem, match="PDJB"):
        stripes(150, grades=["flat"])


def test_a_map_in_another_system_gives_the_same_shares() -> None:
    shapes = np.array([square(0), None], dtype=object)[:-1]
    polygons = np.array([_stripe(-50, 30), _stripe(30, 150)], dtype=object)
    moved = transform_geometries(polygons, CRS, Crs.of(4490))
    slope_map = layer(list(moved), "PDT", PDJB=["1", "5"])
    there = type(slope_map)(**{**slope_map.__dict__, "crs": Crs.of(4490)})
    found = measure_slope_map(shapes, ellipsoid_areas(shapes, CRS), CRS, there)
    assert found.shares[0] == pytest.approx([0.3, 0, 0, 0, 0.7], abs=1e-6)


def test_progress_runs_through_all_grades_and_a_no_stops() -> None:
    seen: list[float] = []
    stripes(20, 60, 150, grades=["1", "2", "3"], progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    with pytest.raises(Cancelled):
        stripes(20, 60, 150, grades=["1", "2", "3"], progress=lambda share: share < 0.5)
