"""Ground of parcels by class: every square metre is meant, of another class, or unknown."""

from __future__ import annotations

import re

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from survey_parcels import CRS, ORIGIN, layer

from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.measures.class_ground import ClassGround, class_ground
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas

CODES = ("0602", "0601", "0301", "9999")


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    x, y = ORIGIN
    return shapely.box(x + west, y + south, x + east, y + north)


def survey(*ground: tuple[shapely.Polygon, str]) -> VectorLayer:
    return layer([shape for shape, _ in ground], "dltb.gpkg", DLBM=[code for _, code in ground])


def measured(parcels: list[shapely.Polygon], dltb: VectorLayer) -> ClassGround:
    shapes = np.array([*parcels, None], dtype=object)[:-1]
    codes = dltb.fields["DLBM"]
    return class_ground(
        shapes, ellipsoid_areas(shapes, CRS), CRS, dltb, codes, meant=codes == "0602", known=codes != "9999"
    )


def others_m2(text: str) -> float:
    return sum(float(number) for number in re.findall(r"(\d+\.\d+) m²", text))


def test_the_parts_of_a_parcel_across_three_classes_are_told_apart() -> None:
    dltb = survey((box(-10, -10, 60, 110), "0602"), (box(60, -10, 80, 110), "0601"), (box(80, -10, 95, 110), "9999"))
    found = measured([box(0, 0, 100, 100)], dltb)
    assert found.meant_m2[0] == pytest.approx(6_000, abs=0.01)
    assert found.others[0] == "0601 2000.00 m²"
    assert found.unclear_m2[0] == pytest.approx(2_000, abs=0.01)  # 15 m of an unknown class, 5 m of none


def test_a_parcel_within_one_polygon_has_exactly_its_own_area() -> None:
    parcel = box(0, 0, 100, 100)
    found = measured([parcel], survey((box(-10, -10, 110, 110), "0602")))
    assert found.meant_m2[0] == ellipsoid_areas(np.array([parcel, None])[:1], CRS)[0]
    assert (found.unclear_m2[0], found.others[0]) == (0.0, "")


def test_the_only_polygon_of_a_class_may_be_collapsed() -> None:
    """A line covers nothing; the other classes are told as ever."""
    line = shapely.polygons([(ORIGIN[0], ORIGIN[1]), (ORIGIN[0] + 9, ORIGIN[1]), (ORIGIN[0] + 5, ORIGIN[1]), ORIGIN])
    found = measured([box(0, 0, 100, 100)], survey((line, "0602"), (box(-10, -10, 110, 110), "0601")))
    assert (found.meant_m2[0], found.unclear_m2[0], found.doubt) == (0.0, 0.0, None)
    assert found.others[0] == "0601 10000.00 m²"


def test_a_polygon_that_cant_be_read_leaves_a_doubt_although_it_is_the_only_one_of_its_class() -> None:
    endless = shapely.polygons([ORIGIN, (ORIGIN[0] + 9, np.nan), (ORIGIN[0] + 5, ORIGIN[1] + 5), ORIGIN])
    found = measured([box(0, 0, 100, 100)], survey((endless, "0602"), (box(-10, -10, 110, 110), "0601")))
    assert found.meant_m2[0] == 0.0
    assert "can't be read" in str(found.doubt)


def test_without_any_polygon_of_the_class_nothing_is_meant() -> None:
    found = measured([box(0, 0, 100, 100)], survey((box(-10, -10, 110, 110), "0601")))
    assert (found.meant_m2[0], found.unclear_m2[0]) == (0.0, 0.0)
    assert found.others[0] == "0601 10000.00 m²"


EDGES = st.lists(st.integers(-20, 120), min_size=2, max_size=2, unique=True).map(sorted)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(EDGES, EDGES, st.sampled_from(CODES)), min_size=1, max_size=6))
def test_overlapping_years_count_once_as_unions_of_shapely_do(boxes: list[tuple[list[int], list[int], str]]) -> None:
    ground = [(box(x[0], y[0], x[1], y[1]), code) for x, y, code in boxes]
    dltb = survey(*ground)
    parcel = box(0, 0, 100, 100)
    found = measured([parcel], dltb)

    def covered(*codes: str) -> float:
        shapes = [shapely.intersection(shape, parcel) for shape, code in ground if code in codes]
        return float(shapely.union_all(shapes).area) if shapes else 0.0

    assert found.meant_m2[0] == pytest.approx(covered("0602"), abs=0.05)
    assert found.unclear_m2[0] == pytest.approx(10_000 - covered("0602", "0601", "0301"), abs=0.05)
    either = covered("0602", "0601") + covered("0602", "0301") - 2 * covered("0602")
    assert others_m2(found.others[0]) == pytest.approx(either, abs=0.1)
