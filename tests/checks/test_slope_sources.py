"""Rule sets that take slope from the survey's slope map or grade, with or without a DEM."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from dem_files import write_dem
from survey_parcels import COUNTY, ORIGIN, RULES, TODAY, layer, messages, outcomes, square, survey

from zhanbu_plugin.checks.engine import CheckResult, check_parcels
from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.regimes.vocabulary.kinds import PARAMETERS

X, Y = ORIGIN


def checked(sources: str, parcels: VectorLayer, around: Surroundings) -> CheckResult:
    """A check under the Hebei rules with other sources of slope."""
    parameter = replace(RULES.parameters["slope.source"], value=sources)
    rules = replace(RULES, parameters={**RULES.parameters, "slope.source": parameter})
    return check_parcels(ParcelBatch.of(parcels), rules, around, as_of=TODAY, county=COUNTY)


def grades(*ends: tuple[float, str]) -> VectorLayer:
    """A slope map of stripes over the first square, from west to east."""
    wests = [-50.0, *(end for end, _ in ends)]
    shapes = [shapely.box(X + west, Y - 50, X + end, Y + 150) for west, (end, _) in zip(wests, ends)]
    return layer(shapes, "PDT", PDJB=[grade for _, grade in ends])


def plane(path: Path, degrees: float) -> Path:
    """A DEM of 5 m cells that falls eastwards, over the squares."""
    heights = np.tile(np.tan(np.radians(degrees)) * 5.0 * np.arange(200), (80, 1))
    return write_dem(path, heights, place=(X - 100, 5.0, 0, Y + 250, 0, -5.0))


def test_hebei_takes_slope_from_a_dem_whatever_else_is_given(tmp_path: Path) -> None:
    """A-03: the text names no source; the slope map counts only where a rule set names it."""
    assert RULES.text("slope.source") == "dem"
    around = Surroundings(dem=plane(tmp_path / "dem.tif", 10), roles={"slopemap": grades((150, "5"))})
    result = checked("dem", survey([square(0)], GDPDJB=["5"]), around)
    assert outcomes(result, "CHK-SLOPE") == ["PASS"]
    assert result.measures["slope_gr"].tolist() == [3]
    assert not [name for name in result.measures if name.startswith("ov_slope")]


@pytest.mark.parametrize(("steep_m", "outcome"), [(3.9, "PASS"), (4.1, "FAIL"), (60.0, "FAIL")])
def test_grade_5_of_the_slope_map_is_cut_out_from_the_smallest_patch_on(steep_m: float, outcome: str) -> None:
    """A-03, A-04: 400 m² of grade 5, that is 4 m of a square of 100 m."""
    around = Surroundings(roles={"slopemap": grades((steep_m, "5"), (150, "4"))})
    result = checked("slopemap", survey([square(0)]), around)
    assert outcomes(result, "CHK-SLOPE") == [outcome]
    assert result.measures["slope_over"][0] == pytest.approx(steep_m / 100, abs=1e-6)
    assert result.measures["slope_gr"].tolist() == [5 if steep_m > 50 else 4]
    assert np.isnan(result.measures["slope_deg"]).all()
    if outcome == "FAIL":
        assert "PDT" in messages(result, "CHK-SLOPE")[0]


def test_ground_without_a_grade_leaves_the_check_open_unless_a_dem_may_answer(tmp_path: Path) -> None:
    half = grades((50, "3"))
    alone = checked("slopemap", survey([square(0)]), Surroundings(roles={"slopemap": half}))
    assert outcomes(alone, "CHK-SLOPE") == ["NOT_CHECKED"]
    assert "50.0%" in messages(alone, "CHK-SLOPE")[0]
    both = Surroundings(dem=plane(tmp_path / "dem.tif", 30), roles={"slopemap": half})
    result = checked("slopemap dem", survey([square(0)]), both)
    assert outcomes(result, "CHK-SLOPE") == ["FAIL"]
    assert result.measures["slope_gr"].tolist() == [5]


def test_the_surveys_own_grade_answers_for_all_of_a_parcel() -> None:
    """A-04: only GDPDJB = 5 fails; the survey grades cropland only, so others stay open."""
    result = checked("gdpdjb", survey([square(i) for i in range(3)], GDPDJB=["5", "4", ""]), Surroundings())
    assert outcomes(result, "CHK-SLOPE") == ["FAIL", "PASS", "NOT_CHECKED"]
    assert "GDPDJB" in messages(result, "CHK-SLOPE")[2]


def test_what_no_source_was_given_for_is_not_checked() -> None:
    for sources in ("dem", "slopemap", "slopemap dem", "gdpdjb slopemap"):
        result = checked(sources, survey([square(0)]), Surroundings())
        assert outcomes(result, "CHK-SLOPE") == ["NOT_CHECKED"]


@pytest.mark.parametrize("value", ["", "map", "dem dem", "dem,slopemap", 1, True])
def test_a_rule_set_can_name_known_sources_only_and_each_once(value: object) -> None:
    assert not PARAMETERS["slope.source"].admits(value)
    assert PARAMETERS["slope.source"].admits("gdpdjb slopemap dem")
