"""Ground of parcels by class in the surveys of several years: every square metre has a class or is told as without."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from random_parcels import X, Y, broad_parcels, of
from survey_parcels import CRS, layer

from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.measures.source_ground import SourceGround, prepare_survey, source_ground
from zhanbu_plugin.survey.crs import Crs, transform_geometries
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.problem import InputProblem


def strip(west: float, east: float, south: float = 0.0, north: float = 100.0) -> shapely.Polygon:
    return shapely.box(X + west, Y + south, X + east, Y + north)


def dltb(*ground: tuple[shapely.Geometry | None, str | None]) -> VectorLayer:
    return layer([shape for shape, _ in ground], "dltb.gpkg", DLBM=[code for _, code in ground])


def lookup(shapes: np.ndarray, surveys: dict[int, VectorLayer], crs: Crs = CRS) -> SourceGround:
    prepared = [prepare_survey(survey, year, crs) for year, survey in surveys.items()]
    return source_ground(shapes, ellipsoid_areas(shapes, crs), crs, prepared)


def classes(found: SourceGround, parcel: int, year: int) -> dict[str, float]:
    own = (found.parcel == parcel) & (found.year == year)
    return dict(zip(found.code[own].tolist(), found.area_m2[own].tolist()))


def own_areas(*shapes: shapely.Geometry) -> list[float]:
    return [float(area) for area in ellipsoid_areas(of(*shapes), CRS)]


def test_a_parcel_across_two_classes_has_the_area_of_each_and_they_add_up_to_its_own() -> None:
    parcel = strip(0, 300)
    found = lookup(of(parcel), {2024: dltb((strip(-50, 100), "0103"), (strip(100, 400), "0201"))})
    areas = classes(found, 0, 2024)
    assert list(areas) == ["0103", "0201"]
    assert list(areas.values()) == pytest.approx(own_areas(strip(0, 100), strip(100, 300)), abs=0.01)
    assert sum(areas.values()) == own_areas(parcel)[0]
    assert found.largest.tolist() == [["0201"]]
    assert found.uncovered_m2.tolist() == found.doubled_m2.tolist() == [[0.0]]


def test_each_year_has_its_own_classes_and_stands_in_order() -> None:
    shapes = of(strip(0, 100), strip(200, 300))
    surveys = {
        2024: dltb((strip(-10, 400), "0101")),
        2019: dltb((strip(-10, 150), "0201"), (strip(150, 400), "0301")),
    }
    found = lookup(shapes, surveys)
    assert found.years.tolist() == [2019, 2024]
    assert found.largest.tolist() == [["0201", "0101"], ["0301", "0101"]]
    assert list(zip(found.parcel.tolist(), found.year.tolist(), found.code.tolist())) == [
        (0, 2019, "0201"),
        (0, 2024, "0101"),
        (1, 2019, "0301"),
        (1, 2024, "0101"),
    ]
    assert found.area_m2.tolist() == [own_areas(shapes[0])[0]] * 2 + [own_areas(shapes[1])[0]] * 2


def test_several_polygons_of_one_class_count_together() -> None:
    found = lookup(
        of(strip(0, 300)), {2024: dltb((strip(0, 100), "0103"), (strip(100, 180), "0201"), (strip(180, 300), "0103"))}
    )
    assert classes(found, 0, 2024) == pytest.approx(
        {"0103": sum(own_areas(strip(0, 100), strip(180, 300))), "0201": own_areas(strip(100, 180))[0]}, abs=0.02
    )
    assert found.largest.tolist() == [["0103"]]


def test_ground_that_the_survey_lacks_is_told_and_has_no_class() -> None:
    found = lookup(of(strip(0, 100), strip(900, 950), None), {2024: dltb((strip(0, 60), "0103"))})
    assert found.uncovered_m2[:2, 0].tolist() == pytest.approx(own_areas(strip(60, 100), strip(900, 950)), abs=0.01)
    assert found.largest.tolist() == [["0103"], [None], [None]]
    assert np.isnan(found.uncovered_m2[2, 0])
    assert found.parcel.tolist() == [0]


def test_ground_that_the_survey_covers_twice_counts_in_each_class_and_is_told() -> None:
    found = lookup(of(strip(0, 100)), {2024: dltb((strip(0, 100), "0103"), (strip(40, 100), "0201"))})
    whole, part = own_areas(strip(0, 100), strip(40, 100))
    assert classes(found, 0, 2024) == pytest.approx({"0103": whole, "0201": part}, abs=0.01)
    assert found.doubled_m2[0, 0] == pytest.approx(part, abs=0.01)
    assert found.uncovered_m2[0, 0] == 0.0


def test_a_code_that_is_missing_or_unknown_is_kept_as_it_is() -> None:
    found = lookup(
        of(strip(0, 100)), {2024: dltb((strip(0, 30), None), (strip(30, 60), " 9999 "), (strip(60, 100), "0201k"))}
    )
    assert list(classes(found, 0, 2024)) == ["", "0201K", "9999"]


def test_a_survey_in_degrees_is_laid_over_parcels_in_the_zone() -> None:
    parcel = strip(0, 300)
    degrees = Crs.of(4490)
    moved = transform_geometries(of(parcel), CRS, degrees)
    found = lookup(moved, {2024: dltb((strip(0, 100), "0103"), (strip(100, 300), "0201"))}, degrees)
    # An edge of 300 m that is straight in degrees bends away from its thirds in the zone by 1 mm.
    areas = dict(zip(("0103", "0201"), own_areas(strip(0, 100), strip(100, 300))))
    assert classes(found, 0, 2024) == pytest.approx(areas, abs=0.3)
    assert found.uncovered_m2[0, 0] < 0.3


@pytest.mark.parametrize(("fields", "part"), [({}, "land class"), ({"DLBM": [103]}, "DLBM")])
def test_a_layer_without_class_codes_is_refused_by_name(fields: dict[str, Sequence[object]], part: str) -> None:
    with pytest.raises(InputProblem, match=part) as caught:
        prepare_survey(layer([strip(0, 100)], "dltb2019.shp", **fields), 2019, CRS)
    assert "dltb2019.shp" in str(caught.value)


def test_a_polygon_whose_shape_can_t_be_read_leaves_a_doubt() -> None:
    broken = shapely.Polygon([(X, Y), (X + 50, math.nan), (X + 50, Y + 50)])
    survey = prepare_survey(dltb((strip(0, 100), "0103"), (broken, "0201")), 2024, CRS)
    assert survey.doubt is not None
    assert prepare_survey(dltb((strip(0, 100), "0103")), 2024, CRS).doubt is None


def test_two_surveys_of_one_year_are_refused() -> None:
    survey = prepare_survey(dltb((strip(0, 100), "0103")), 2024, CRS)
    with pytest.raises(ValueError, match="one year"):
        source_ground(of(strip(0, 100)), np.ones(1), CRS, [survey, survey])


def test_without_parcels_or_surveys_there_is_nothing() -> None:
    assert len(lookup(of(), {2024: dltb((strip(0, 100), "0103"))}).parcel) == 0
    nothing = lookup(of(strip(0, 100)), {})
    assert (len(nothing.parcel), nothing.largest.shape) == (0, (1, 0))


@settings(max_examples=60, deadline=None)
@given(broad_parcels)
def test_a_survey_without_gaps_accounts_for_every_square_metre(shapes: np.ndarray) -> None:
    """The survey is a mesh of 70 m with the classes of a chessboard of three."""
    cells = [(i, j) for i in range(-6, 9) for j in range(-6, 6)]
    mesh = [(strip(70 * i, 70 * i + 70, 70 * j, 70 * j + 70), f"0{1 + (i + 2 * j) % 3}01") for i, j in cells]
    found = lookup(shapes, {2024: dltb(*mesh)})
    ground = of(*(shape for shape, _ in mesh))
    codes = np.array([code for _, code in mesh])
    for k, own in enumerate(ellipsoid_areas(shapes, CRS)):
        areas = classes(found, k, 2024)
        assert sum(areas.values()) == sum(reversed(areas.values())) == own
        with np.errstate(invalid="ignore"):
            planar = shapely.area(shapely.intersection(shapes[k], ground))
        for code in np.unique(codes):
            share = planar[codes == code].sum() / shapes[k].area
            assert areas.get(code, 0.0) == pytest.approx(share * own, rel=1e-6, abs=1e-3)
    assert not found.uncovered_m2.any()
    assert not found.doubled_m2.any()
