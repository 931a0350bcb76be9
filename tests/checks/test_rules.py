"""Rules over measurements: what passes, what fails, and what stays open because nobody could look."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from dem_files import write_dem
from survey_parcels import CRS, ORIGIN, RULES, TODAY, check, layer, messages, outcomes, square, survey

from zhanbu_plugin.checks.engine import check_parcels
from zhanbu_plugin.checks.findings import Verdict
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.checks.reading.layers import vector_layer_from_arrays
from zhanbu_plugin.survey.crs import Crs, transform_geometries
from zhanbu_plugin.survey.problem import InputProblem


def _strip(width: float, column: int = 0) -> shapely.Polygon:
    """A layer polygon that covers ``width`` metres of a square's west side, and much ground beside it."""
    x, y = ORIGIN[0] + 200 * column, ORIGIN[1]
    return shapely.box(x - 60, y - 60, x + width, y + 160)


def test_new_reclamation_inside_the_red_line_is_barred_and_restoring_needs_a_waiver() -> None:
    """HB-8c: RECLAIM ∩ red line → BLOCK; RESTORE → OVERRIDE (A-24)."""
    parcels = survey([square(0)], DLBM=["1206"])
    around = Surroundings(roles={"redline": layer([_strip(0.5)], "STBHHX")})
    for category, severity in (("RECLAIM", "BLOCK"), ("RESTORE", "OVERRIDE")):
        result = check(parcels, around, category=category)
        finding = next(f for f in result.findings_of(0) if f.check_id == "CHK-BAN-redline")
        assert finding.severity.value == severity
    assert check(parcels, around, category="RECLAIM").verdicts[0] is Verdict.INCOMPLETE


@pytest.mark.parametrize(("width", "outcome"), [(0.009, "PASS"), (0.49, "PASS"), (0.52, "FAIL"), (30.0, "FAIL")])
def test_an_overlap_counts_when_both_area_and_width_exceed_the_tolerance(width: float, outcome: str) -> None:
    """A-34: 1 m² and 0.5 m. A strip 100 m long is 49 m² at 0.49 m: too narrow to be more than line noise."""
    around = Surroundings(roles={"river": layer([_strip(width)])})
    assert outcomes(check(survey([square(0)]), around), "CHK-BAN-river") == [outcome]


def test_the_measured_overlap_is_the_strip_that_was_laid_over_the_parcel() -> None:
    result = check(survey([square(0)]), Surroundings(roles={"river": layer([_strip(30.0), _strip(20.0)])}))
    finding = next(f for f in result.findings_of(0) if f.check_id == "CHK-BAN-river")
    assert finding.measured == pytest.approx(3000.0, abs=0.01)
    assert "30.0%" in str(finding.message)


def test_a_layer_that_is_missing_leaves_its_check_open_and_the_parcel_incomplete() -> None:
    result = check(survey([square(0)]))
    assert outcomes(result, "CHK-BAN-redline") == ["NOT_CHECKED"]
    assert "No layer was given for ecological red line:" in messages(result, "CHK-BAN-redline")[0]
    assert outcomes(result, "CHK-SLOPE") == ["NOT_CHECKED"]
    assert outcomes(result, "CHK-POOL") == ["NOT_CHECKED"]
    assert result.verdicts[0] is Verdict.INCOMPLETE


def test_cropland_is_no_source_and_an_unknown_class_is_neither_good_nor_bad() -> None:
    result = check(survey([square(i) for i in range(3)], DLBM=["0103", "9999", "0602"]))
    assert outcomes(result, "CHK-SRC") == ["FAIL", "NOT_CHECKED", "PASS"]
    assert "旱地" in messages(result, "CHK-SRC")[0]
    assert "9999" in messages(result, "CHK-SRC")[1]


def test_a_missing_field_is_named_with_its_layer_and_the_way_out() -> None:
    result = check(layer([square(0)], BSM=["1"]))
    sentence = messages(result, "CHK-AREA")[0]
    assert "parcels.gpkg" in sentence
    assert "TBMJ" in sentence
    assert "add it from the survey database" in sentence


def test_an_area_that_disagrees_with_the_survey_by_more_than_a_square_metre_fails() -> None:
    true_area = survey([square(0)]).fields["TBMJ"][0]
    result = check(survey([square(0), square(1), square(2)], TBMJ=[true_area + 0.9, true_area + 1.2, "much"]))
    assert outcomes(result, "CHK-AREA") == ["PASS", "FAIL", "NOT_CHECKED"]


def test_an_older_survey_is_pointed_out_once_the_next_one_is_released() -> None:
    """HB-16b. The survey of 2025 counts as released from 30 June 2026 on."""
    parcels = survey([square(0)], SJNF=[2024])
    assert outcomes(check(parcels, as_of=date(2026, 6, 29)), "CHK-LATEST") == ["PASS"]
    assert outcomes(check(parcels, as_of=date(2026, 6, 30)), "CHK-LATEST") == ["FAIL"]


def test_the_category_comes_from_the_choice_then_the_layer_then_the_class() -> None:
    shapes = [square(i) for i in range(4)]
    parcels = survey(shapes, DLBM=["0201", "0602", "1206", "0201"], category=["", "", "", "REHAB"])
    assert check(parcels).case.categories.tolist() == ["RESTORE", "REHAB", "RECLAIM", "REHAB"]
    assert outcomes(check(parcels), "CHK-CAT") == ["PASS", "PASS", "PASS", "FAIL"]
    assert set(check(parcels, category="RECLAIM").case.categories) == {"RECLAIM"}


def test_land_is_brought_back_only_where_the_survey_or_its_class_says_that_it_was_cropland() -> None:
    """HB-8c, A-24: what isn't marked (JKHF, GCHF) is new reclamation and gets no easier red line by another name."""
    classes, marks = ["0404", "0305", "0301", "0305", "0301K", "1206"], ["", "", "XX", "GCHF", "", "JKHF"]
    parcels = survey([square(i) for i in range(6)], DLBM=classes, ZZSXDM=marks)
    restored = check(parcels, category="RESTORE")
    assert outcomes(restored, "CHK-CAT") == ["FAIL", "FAIL", "FAIL", "PASS", "PASS", "FAIL"]
    assert "JKHF, GCHF" in messages(restored, "CHK-CAT")[0]
    assert "JKHF" not in messages(restored, "CHK-CAT")[5]
    assert outcomes(check(parcels, category="RECLAIM"), "CHK-CAT") == ["PASS"] * 6
    assert outcomes(check(parcels), "CHK-CAT") == ["PASS"] * 6
    marks_unknown = check(layer([square(0), square(1)], DLBM=["0305", "1206"]), category="RESTORE")
    assert outcomes(marks_unknown, "CHK-CAT") == ["NOT_CHECKED", "FAIL"]
    assert "ZZSXDM" in messages(marks_unknown, "CHK-CAT")[0]


def test_a_category_or_stage_that_the_rules_dont_know_is_refused() -> None:
    with pytest.raises(InputProblem, match=r"no category “GIFT”.*RECLAIM"):
        check(survey([square(0)]), category="GIFT")
    with pytest.raises(InputProblem, match=r"no stage “DREAM”.*CANDIDATE"):
        check(survey([square(0)]), stage="DREAM")


def test_a_parcel_without_geometry_is_a_finding_not_a_crash() -> None:
    result = check(survey([square(0), None]), Surroundings(roles={"river": layer([_strip(5)])}))
    assert outcomes(result, "CHK-GEOM") == ["PASS", "FAIL"]
    assert outcomes(result, "CHK-BAN-river") == ["FAIL", "NOT_CHECKED"]
    assert result.verdicts[1] is Verdict.INELIGIBLE


def test_a_parcel_of_another_county_fails_by_its_code() -> None:
    parcels = survey([square(0), square(1)], ZLDWDM=["1399021012010000000", "13990"])
    assert outcomes(check(parcels), "CHK-XZQ-CODE") == ["FAIL", "NOT_CHECKED"]


def test_only_unused_land_must_lie_inside_the_reserve_resources() -> None:
    """HB-8b."""
    parcels = survey([square(0), square(1), square(2)], DLBM=["1206", "1206", "0201"])
    around = Surroundings(roles={"backup": layer([_strip(160.0)])})
    assert outcomes(check(parcels, around), "CHK-BACKUP") == ["PASS", "FAIL", "PASS"]


def test_the_same_ground_or_the_same_survey_id_twice_fails_for_both() -> None:
    shapes = [square(0), square(0), square(1), square(2), shapely.box(*square(3).bounds), square(3, side=60)]
    parcels = survey(shapes, BSM=["a", "b", "c", "c", "d", "e"])
    assert outcomes(check(parcels), "CHK-DUP") == ["FAIL"] * 6


def test_ground_that_the_pool_claims_can_not_be_claimed_again() -> None:
    parcels = survey([square(0), square(1)])
    around = Surroundings(claims=layer([square(1, side=50)], "pool.gpkg"))
    result = check(parcels, around)
    assert outcomes(result, "CHK-POOL") == ["PASS", "FAIL"]
    assert "2500.0" in messages(result, "CHK-POOL")[1] or "2499.9" in messages(result, "CHK-POOL")[1]


def test_a_stale_survey_bars_a_parcel_and_a_year_to_come_is_no_year() -> None:
    """HB-16b: survey 2023 used when 2024 exists → BLOCK."""
    result = check(survey([square(0), square(1), square(2)], SJNF=[2023, 9999, float("inf")]))
    assert outcomes(result, "CHK-LATEST") == ["FAIL", "NOT_CHECKED", "NOT_CHECKED"]
    assert result.verdicts[0] is Verdict.INELIGIBLE


def test_an_infinite_area_in_the_table_proves_nothing() -> None:
    result = check(survey([square(0), square(1)], TBMJ=[float("inf"), "inf"]))
    assert outcomes(result, "CHK-AREA") == ["NOT_CHECKED", "NOT_CHECKED"]


def test_the_tolerance_that_decided_is_the_one_that_is_recorded() -> None:
    """A-33: one ten-thousandth of a large parcel is more than a square metre."""
    big = square(0, side=700.0)
    true_area = survey([big]).fields["TBMJ"][0]
    finding = next(f for f in check(survey([big], TBMJ=[true_area + 40])).findings_of(0) if f.check_id == "CHK-AREA")
    assert finding.outcome.value == "PASS"
    assert finding.measured == pytest.approx(40, abs=0.01)
    assert finding.threshold == pytest.approx((true_area + 40) * 1e-4)


def test_a_long_strip_is_as_narrow_in_degrees_as_in_metres() -> None:
    strip = shapely.box(*ORIGIN, ORIGIN[0] + 2.2, ORIGIN[1] + 2000)
    in_metres = survey([strip])
    in_degrees = vector_layer_from_arrays(
        "degrees.gpkg",
        Crs.of(4490),
        [1],
        [shapely.to_wkb(transform_geometries(in_metres.geometries, CRS, Crs.of(4490))[0], output_dimension=2)],
        in_metres.fields,
        in_metres.definitions,
    )
    for parcels in (in_metres, in_degrees):
        finding = next(f for f in check(parcels).findings_of(0) if f.check_id == "CHK-NARROW")
        assert finding.outcome.value == "PASS"
        assert finding.measured == pytest.approx(2.198, abs=0.002)


def test_pieces_of_one_survey_parcel_are_told_apart_by_their_part_number() -> None:
    """A-25: after a cut, different parts may go different ways."""
    parcels = survey([square(0), square(1), square(2)], BSM=["B1", "B1", "B1"], PART_NO=[1, 2, 2])
    assert outcomes(check(parcels), "CHK-DUP") == ["PASS", "FAIL", "FAIL"]
    assert check(parcels).parcels.survey_of(1)["PART_NO"] == 2


def test_a_stage_that_has_no_checks_yet_gives_no_verdict() -> None:
    rules = replace(RULES, checks=tuple(c for c in RULES.checks if c.stage != "WITHDRAWN"))
    with pytest.raises(InputProblem, match=r"no checks for the stage “WITHDRAWN” yet.*CANDIDATE"):
        check_parcels(ParcelBatch.of(survey([square(0)])), rules, Surroundings(), as_of=TODAY, stage="WITHDRAWN")


def test_only_a_category_that_the_rules_name_softens_the_red_line() -> None:
    parcels = survey([square(0)], DLBM=["1206"], category=["FOO"])
    around = Surroundings(roles={"redline": layer([_strip(160)])})
    for category in ("", "RECLAIM"):
        finding = next(f for f in check(parcels, around, category=category).findings_of(0) if "redline" in f.check_id)
        assert (finding.outcome.value, finding.severity.value) == ("FAIL", "BLOCK")
    assert check(parcels, around, category="RESTORE").verdicts[0] is Verdict.INELIGIBLE


def test_a_small_parcel_that_is_steep_all_over_does_not_slip_through(tmp_path: Path) -> None:
    """HB-8d, A-03: land can't be split into pieces below the smallest patch to escape the 25°."""
    dem = tmp_path / "dem.tif"
    heights = np.tile(np.arange(60) * 5.0, (60, 1))  # 45 degrees
    write_dem(dem, heights, place=(ORIGIN[0] - 100, 5.0, 0.0, ORIGIN[1] + 200, 0.0, -5.0))
    small = shapely.box(*ORIGIN, ORIGIN[0] + 19, ORIGIN[1] + 19)
    result = check(survey([small]), Surroundings(dem=dem))
    assert outcomes(result, "CHK-SLOPE") == ["FAIL"]
