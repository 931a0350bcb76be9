"""Which source tells how steep a parcel is, in a rule set's order of trust."""

from __future__ import annotations

import numpy as np
import pytest

from zhanbu_plugin.checks.measures.slope_map import SlopeMapMeasure
from zhanbu_plugin.checks.measures.steep_ground import by_dem, by_slope_map, by_survey_grade, steep_ground
from zhanbu_plugin.checks.measures.terrain.slope import SlopeMeasure


def dem(over: list[float], uncovered: list[float], cell_m: float = 5.0) -> SlopeMeasure:
    """A measure of parcels of grade 3."""
    n = len(over)
    grade = np.where(np.array(uncovered) < 1, 3, 0).astype(np.int8)
    return SlopeMeasure(
        np.full(n, 10.0), np.zeros((n, 5)), grade, np.array(over), np.array(uncovered), np.full(n, cell_m)
    )


def slope_map(shares: list[list[float]]) -> SlopeMapMeasure:
    """A measure of parcels with these shares of the grades."""
    parts = np.array(shares)
    grade = np.where(parts.any(axis=1), parts.argmax(axis=1) + 1, 0).astype(np.int8)
    return SlopeMapMeasure("PDT", parts, grade, 1 - parts.sum(axis=1), 0)


def test_over_25_degrees_only_grade_5_counts() -> None:
    """A-04: of class codes only GDPDJB = 5 fails."""
    found = by_slope_map(slope_map([[0, 0, 0.2, 0.5, 0.3], [0, 0, 0, 1, 0]]), 25.0)
    assert found.over.tolist() == [0.3, 0]
    survey = by_survey_grade(np.array(["5", "4", "1", ""], dtype=object), "DLTB", 25.0)
    assert survey.over.tolist() == [1, 0, 0, 0]
    assert survey.uncovered.tolist() == [0, 0, 0, 1]
    assert survey.grade.tolist() == [5, 4, 1, 0]


@pytest.mark.parametrize(("limit", "over"), [(6.0, 0.9), (15.0, 0.7), (20.0, 0.7), (25.0, 0.4)])
def test_a_grade_that_reaches_beyond_the_limit_counts_as_over_it(limit: float, over: float) -> None:
    assert by_slope_map(slope_map([[0.05, 0.05, 0.2, 0.3, 0.4]]), limit).over[0] == pytest.approx(over)


def test_each_parcel_takes_the_first_source_that_knows_all_of_it() -> None:
    survey = by_survey_grade(np.array(["", "", "5", ""], dtype=object), "DLTB", 25.0)
    official = by_slope_map(slope_map([[1, 0, 0, 0, 0], [0.5, 0, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 0, 0]]), 25.0)
    computed = by_dem(dem([0.7, 0.2, 0.1, 0.0], [0, 0, 0, 0.4]), "dem.tif", 30.0)
    found = steep_ground([survey, official, computed], 0.0)
    assert [found.answers[k].name for k in found.chosen] == ["PDT", "dem.tif", "DLTB", "DLTB"]
    assert found.over.tolist() == [0, 0.2, 1, 0]
    assert found.grade.tolist() == [1, 3, 5, 0]
    assert found.uncovered.tolist() == [0, 0, 0, 1]


def test_where_no_source_knows_all_of_a_parcel_the_most_trusted_says_why() -> None:
    computed = by_dem(dem([0.0], [0.4]), "dem.tif", 30.0)
    official = by_slope_map(slope_map([[0.5, 0, 0, 0, 0]]), 25.0)
    assert steep_ground([computed, official], 0.0).chosen.tolist() == [0]
    assert steep_ground([computed, official], 0.5).uncovered.tolist() == [0.4]


def test_a_dem_too_coarse_for_slope_gives_way_to_the_slope_map() -> None:
    coarse = by_dem(dem([0.9], [0.0], cell_m=90.0), "dem.tif", 30.0)
    official = by_slope_map(slope_map([[1, 0, 0, 0, 0]]), 25.0)
    assert steep_ground([coarse, official], 0.0).over.tolist() == [0]
    assert steep_ground([coarse], 0.0).unfit.tolist() == [True]
