"""How a rule set may read “25 degrees” of a parcel that is steep in parts (domain A-03)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from steep_dems import CELL, PARCEL, X, Y, rules, stripes
from survey_parcels import COUNTY, TODAY, layer, messages, outcomes, survey

from zhanbu_plugin.checks.engine import CheckResult, check_parcels
from zhanbu_plugin.checks.findings import Finding
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch


def checked(mode: str, parcel: shapely.Geometry, around: Surroundings, **changes: object) -> CheckResult:
    chosen = rules(slope__rule=mode, **changes)
    return check_parcels(ParcelBatch.of(survey([parcel])), chosen, around, as_of=TODAY, county=COUNTY)


def finding(result: CheckResult) -> Finding:
    return next(f for f in result.findings_of(0) if f.check_id == "CHK-SLOPE")


@pytest.mark.parametrize(
    ("mode", "outcome", "measured", "threshold", "unit", "words"),
    [
        ("exclude_part", "FAIL", 1500.0, 400.0, "m2", "patches of 400"),
        ("majority", "PASS", 1.0, 5.0, "", ""),
        ("mean", "PASS", None, 25.0, "deg", ""),
        ("any_pixel", "FAIL", 1500.0, 1.0, "m2", "12.5%"),
        ("share:10%", "FAIL", 0.125, 0.1, "1", "At most 10.0%"),
        ("share:12.5%", "FAIL", 0.125, 0.125, "1", "12.5%"),
        ("share:13%", "PASS", 0.125, 0.13, "1", ""),
    ],
)
def test_a_parcel_with_1500_of_12000_square_metres_steep_is_judged_as_the_rule_set_reads_it(
    tmp_path: Path, mode: str, outcome: str, measured: float | None, threshold: float, unit: str, words: str
) -> None:
    """SC-2(六)c: 1 500 m² at 25° or more in one patch of 12 000 m²."""
    around = Surroundings(dem=stripes(tmp_path / "dem.tif", (50, 65)))
    found = finding(checked(mode, PARCEL, around))
    assert (found.outcome.value, found.unit) == (outcome, unit)
    assert found.threshold == pytest.approx(threshold)
    if measured is not None:
        assert found.measured == pytest.approx(measured, rel=2e-4)
    assert words in str(found.message)


@pytest.mark.parametrize(
    ("mode", "outcome"),
    [
        ("exclude_part", "PASS"),
        ("majority", "PASS"),
        ("any_pixel", "FAIL"),
        ("share:5%", "FAIL"),
        ("share:10%", "PASS"),
    ],
)
def test_scattered_steep_ground_is_no_patch(tmp_path: Path, mode: str, outcome: str) -> None:
    """Three strips of 5 m of 60 m: 300 m² each, 900 in sum."""
    parcel = shapely.box(X, Y, X + 180, Y + 60)
    around = Surroundings(dem=stripes(tmp_path / "dem.tif", (20, 25), (80, 85), (140, 145)))
    result = checked(mode, parcel, around)
    assert outcomes(result, "CHK-SLOPE") == [outcome]
    assert result.measures["slope_over"][0] == pytest.approx(900 / (180 * 60))


@pytest.mark.parametrize(
    ("width", "majority", "mean"), [(55, "PASS", "PASS"), (65, "FAIL", "PASS"), (110, "FAIL", "FAIL")]
)
def test_the_largest_area_and_the_mean_slope_decide_in_their_modes(
    tmp_path: Path, width: int, majority: str, mean: str
) -> None:
    around = Surroundings(dem=stripes(tmp_path / "dem.tif", (0, width), degrees=30.0))
    assert outcomes(checked("majority", PARCEL, around), "CHK-SLOPE") == [majority]
    found = finding(checked("mean", PARCEL, around))
    assert found.outcome.value == mean
    half = np.degrees(np.arctan(np.tan(np.radians(30.0)) / 2))  # the cell at the head of the rise
    assert found.measured == pytest.approx((width * 30.0 + CELL * half) / 120.0, abs=1e-3)


@pytest.mark.parametrize(
    ("mode", "outcome"),
    [("exclude_part", "FAIL"), ("any_pixel", "FAIL"), ("share:10%", "FAIL"), ("mean", "NOT_CHECKED")],
)
def test_ground_without_data_leaves_open_only_what_it_may_change(tmp_path: Path, mode: str, outcome: str) -> None:
    around = Surroundings(dem=stripes(tmp_path / "dem.tif", (20, 40), missing_from=100))
    assert outcomes(checked(mode, PARCEL, around), "CHK-SLOPE") == [outcome]
    level = Surroundings(dem=stripes(tmp_path / "level.tif", missing_from=100))
    for every in ("exclude_part", "any_pixel", "share:10%", "mean", "majority"):
        result = checked(every, PARCEL, level)
        assert outcomes(result, "CHK-SLOPE") == ["NOT_CHECKED"]
        assert "no elevation" in messages(result, "CHK-SLOPE")[0]


def test_a_majority_that_unknown_ground_can_not_outweigh_stands(tmp_path: Path) -> None:
    most = Surroundings(dem=stripes(tmp_path / "most.tif", (0, 80), missing_from=100))
    assert outcomes(checked("majority", PARCEL, most), "CHK-SLOPE") == ["FAIL"]
    some = Surroundings(dem=stripes(tmp_path / "some.tif", (0, 55), missing_from=100))
    assert outcomes(checked("majority", PARCEL, some), "CHK-SLOPE") == ["NOT_CHECKED"]


def test_a_slope_map_has_no_mean_and_its_polygons_are_patches() -> None:
    """Two stripes of 300 m² are no patch of 400 m², though together they are 600."""
    ends = [(10.0, "3"), (13.0, "5"), (60.0, "3"), (63.0, "5"), (150.0, "2")]
    wests = [-20.0, *(end for end, _ in ends)]
    pdt = layer(
        [shapely.box(X + west, Y - 10, X + end, Y + 110) for west, (end, _) in zip(wests, ends)],
        "PDT",
        PDJB=[grade for _, grade in ends],
    )
    around = Surroundings(roles={"slopemap": pdt})
    expected = {"exclude_part": "PASS", "any_pixel": "FAIL", "share:5%": "FAIL", "majority": "PASS"}
    for mode, outcome in expected.items():
        assert outcomes(checked(mode, PARCEL, around, slope__source="slopemap"), "CHK-SLOPE") == [outcome], mode
    mean = checked("mean", PARCEL, around, slope__source="slopemap")
    assert outcomes(mean, "CHK-SLOPE") == ["NOT_CHECKED"]
    assert "needs a DEM" in messages(mean, "CHK-SLOPE")[0]


@pytest.mark.parametrize("mode", ["exclude_part", "majority", "mean", "any_pixel", "share:10%"])
def test_a_parcel_without_geometry_is_a_finding_in_every_mode(tmp_path: Path, mode: str) -> None:
    around = Surroundings(dem=stripes(tmp_path / "dem.tif", (20, 40)))
    chosen = rules(slope__rule=mode)
    result = check_parcels(ParcelBatch.of(survey([PARCEL, None])), chosen, around, as_of=TODAY, county=COUNTY)
    assert outcomes(result, "CHK-SLOPE")[1] == "NOT_CHECKED"
