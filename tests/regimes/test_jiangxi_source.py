"""Jiangxi, ground: which land is a source, what it overlaps, how much of it counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from jiangxi_parcels import CRS, DAY, JIANGXI, X, Y, check, finding, ground, layer, mines, on_its_way_to, survey
from osgeo import gdal

from zhanbu_plugin.checks.candidates import select_candidates
from zhanbu_plugin.checks.findings import Outcome, Verdict
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.regimes.choosing import choose_rule_set
from zhanbu_plugin.regimes.severity import Severity
from zhanbu_plugin.survey.problem import InputProblem


def test_JX_2_1_the_pilot_is_chosen_until_its_last_day_and_tells_afterwards_that_it_ended() -> None:
    """JX-2.1: county 360122 on 2024-12-31 has the pilot, on 2025-01-01 none; county 430102 never had one."""
    assert choose_rule_set("auto", as_of=date(2024, 12, 31), county="360122").id == JIANGXI
    for day in (date(2021, 12, 31), date(2025, 1, 1)):
        with pytest.raises(InputProblem, match="in force from 2022-01-01 to 2024-12-31"):
            choose_rule_set("auto", as_of=day, county="360122")
    with pytest.raises(InputProblem, match="no rule set for county 430102"):
        choose_rule_set("auto", as_of=date(2024, 12, 31), county="430102")


@pytest.mark.parametrize(("day", "outcome"), [(date(2024, 12, 31), "PASS"), (date(2025, 1, 1), "FAIL")])
def test_JX_2_1_parcels_can_be_checked_after_the_pilot_and_a_finding_says_when_it_ended(
    day: date, outcome: str
) -> None:
    """JX-2.1: evaluation outside the pilot is allowed when the rule set is named."""
    rules = choose_rule_set(JIANGXI, as_of=day, county="360122")
    found = finding(check(mines([ground(0, 100)]), as_of=day, rules=rules), "CHK-PILOT")
    assert (found.outcome.value, found.severity) == (outcome, Severity.WARN)
    assert outcome == "PASS" or "2024-12-31, not on 2025-01-01" in str(found.message)


def test_JX_3_2_1_of_10_000_m2_the_9_200_m2_of_mining_land_can_be_credited() -> None:
    """JX-3.2.1: 9 200 m² 0602 + 800 m² 0601 → 9 200 creditable, 800 flagged."""
    dltb = survey((ground(-50, 92), "0602", 2022), (ground(92, 300), "0601", 2022))
    found = finding(check(mines([ground(0, 100)]), surveys=dltb), "CHK-SRC")
    assert (found.outcome, found.severity, found.clause) == (Outcome.FAIL, Severity.BLOCK, "JX-3.2.1")
    assert found.measured == pytest.approx(9_200, abs=0.01)
    assert found.threshold == pytest.approx(10_000, abs=0.01)
    assert "0601 800.00 m²" in str(found.message)
    cut = finding(check(mines([ground(0, 92)]), surveys=dltb), "CHK-SRC")
    assert cut.outcome is Outcome.PASS
    assert cut.measured == pytest.approx(9_200, abs=0.01)


def test_JX_3_2_1_class_0603_is_barred_and_an_unknown_class_stays_open() -> None:
    """JX-3.2.1: DLBM 0603 → BLOCK."""
    result = check(mines([ground(0, 100), ground(200, 300), ground(400, 500)], DLBM=["0602", "0603", "9999"]))
    assert [finding(result, "CHK-SRC", i).outcome.value for i in range(3)] == ["PASS", "FAIL", "NOT_CHECKED"]
    assert finding(result, "CHK-SRC", 1).severity is Severity.BLOCK


def test_JX_3_2_1_mining_land_of_any_year_counts_and_ground_held_twice_counts_once() -> None:
    """JX-3.2.1: 0602 in the third survey or any later yearly survey."""
    west_2019, east_2021 = (ground(0, 60), "0602", 2019), (ground(50, 100), "0602", 2021)
    restored = (ground(0, 100), "0307", 2022)
    found = finding(check(mines([ground(0, 100)]), surveys=survey(west_2019, east_2021, restored)), "CHK-SRC")
    assert found.outcome is Outcome.PASS
    assert found.measured == pytest.approx(10_000, abs=0.01)
    later = finding(check(mines([ground(0, 100)]), surveys=survey(west_2019, restored)), "CHK-SRC")
    assert later.measured == pytest.approx(6_000, abs=0.01)
    assert "0307 4000.00 m²" in str(later.message)


def test_JX_3_2_1_mining_land_of_the_second_survey_is_no_source() -> None:
    """JX-3.2.1: the third survey of 2019 is the first that counts."""
    dltb = survey((ground(-50, 150), "0602", 2014), (ground(-50, 150), "0301", 2022))
    assert finding(check(mines([ground(0, 100)]), surveys=dltb), "CHK-SRC").outcome is Outcome.FAIL


def test_JX_3_2_1_ground_that_the_survey_leaves_out_is_neither_source_nor_barred() -> None:
    """JX-3.2.1: what nobody knows stays open, unless what is known is too little anyway."""
    mine, no_mine = (ground(-50, 60), "0602", 2022), (ground(60, 80), "0601", 2022)
    found = finding(check(mines([ground(0, 100)]), surveys=survey(mine)), "CHK-SRC")
    assert found.outcome is Outcome.NOT_CHECKED
    assert "4000.00 m²" in str(found.message)
    assert finding(check(mines([ground(0, 100)]), surveys=survey(mine, no_mine)), "CHK-SRC").outcome is Outcome.FAIL


def test_JX_3_2_1_a_class_that_the_polygon_states_itself_never_beats_the_survey() -> None:
    """JX-3.2.1: 0602 of 2020 over a survey that says 0301 is no source, whatever year is stated."""
    dltb = survey((ground(-50, 150), "0301", 2022))
    for year in (2020, 2022, 2023):
        found = finding(check(mines([ground(0, 100)], SJNF=[year]), surveys=dltb), "CHK-SRC")
        assert found.outcome is Outcome.FAIL
        assert found.measured == 0.0
        assert finding(check(mines([ground(0, 100)], SJNF=[year])), "CHK-SRC").outcome is Outcome.PASS
    other = survey((ground(200, 300), "0301", 2022))
    assert finding(check(mines([ground(0, 100)]), surveys=other), "CHK-SRC").outcome is Outcome.NOT_CHECKED


def test_JX_3_2_1_a_survey_layer_without_classes_is_refused_with_its_name() -> None:
    """JX-3.2.1: the layer must tell classes."""
    with pytest.raises(InputProblem, match=r"DLBM.*|no field for the land class") as caught:
        check(mines([ground(0, 100)]), surveys=layer([ground(0, 100)], "nothing.gpkg", NAME=["a"]))
    assert "nothing.gpkg" in str(caught.value)


@pytest.mark.parametrize(("code", "outcome"), [("204", "PASS"), ("", "FAIL"), ("203", "FAIL")])
def test_JX_3_2_1_mining_land_carries_204_in_the_urban_attribute(code: str, outcome: str) -> None:
    """JX-3.2.1: CZCSXM ≠ 204 is a warning."""
    found = finding(check(mines([ground(0, 100)], CZCSXM=[code])), "CHK-CZCSXM")
    assert (found.outcome.value, found.severity) == (outcome, Severity.WARN)


def test_JX_3_2_1b_an_overlap_of_2_300_m2_with_a_filed_project_needs_a_document() -> None:
    """JX-3.2.1b: a filed linked-reclamation plot overlaps by 2 300 m² → OVERRIDE with 2 300."""
    filed = layer([ground(77, 150, -10, 110)], "bbxm.gpkg")
    found = finding(check(mines([ground(0, 100)]), filed=filed), "CHK-FILED")
    assert (found.outcome, found.severity) == (Outcome.FAIL, Severity.OVERRIDE)
    assert found.measured == pytest.approx(2_300, abs=0.01)
    beside = check(mines([ground(0, 70)]), filed=filed)
    assert finding(beside, "CHK-FILED").outcome is Outcome.PASS


def test_JX_3_3_1_of_40_polygons_of_mining_land_28_are_left_when_12_are_candidates() -> None:
    """JX-3.3.1: 40 polygons 0602, 12 candidates → 28 potential with their area."""
    squares = [ground(200 * i, 200 * i + 100) for i in range(40)]
    others = [ground(200 * i, 200 * i + 100, 500, 600) for i in range(5)]
    classes, years = ["0602"] * 40 + ["0601", "0603", "0301", "0101", "9999"], [2019, 2022, 2020] * 15
    county = mines([*squares, *others], DLBM=classes, SJNF=years)  # mining land of any survey since 2019 will do
    batch = ParcelBatch.of(county)
    sources = select_candidates(batch, choose_rule_set(JIANGXI, as_of=DAY), DAY).rules
    assert [rule is not None for rule in sources] == [True] * 40 + [False] * 5
    result = check(county, claims=layer(squares[:12], "pool.gpkg"))
    free = [i for i in range(40) if finding(result, "CHK-POOL", i).outcome is Outcome.PASS]
    assert free == list(range(12, 40))
    assert sum(result.area_m2(i) for i in free) == pytest.approx(28 * 10_000, abs=0.3)


def test_JX_4_2_the_area_is_that_of_the_ellipsoid_and_a_wrong_one_is_barred() -> None:
    """JX-4.2: areas are real; TBMJ may differ by 1 m² or one ten-thousandth, no more."""
    shape = ground(0, 100)
    for stated, outcome in ((10_000.9, "PASS"), (10_002.0, "FAIL")):
        found = finding(check(mines([shape], TBMJ=[stated])), "CHK-AREA")
        assert (found.outcome.value, found.clause) == (outcome, "JX-4.2")


def test_JX_2_2d_a_steep_parcel_is_told_and_never_barred(tmp_path: Path) -> None:
    """JX-2.2d: the plan has no slope rule, so slope is information only (A-05). The ground rises by 1 m in 1 m."""
    dem = tmp_path / "dem.tif"
    raster = gdal.GetDriverByName("GTiff").Create(str(dem), 80, 80, 1, gdal.GDT_Float32)
    raster.SetProjection(CRS.wkt)
    raster.SetGeoTransform((X - 150, 5, 0, Y + 250, 0, -5))
    raster.GetRasterBand(1).WriteArray(np.tile(np.arange(80, dtype=np.float32) * 5, (80, 1)))
    raster = None
    result = check(mines([ground(0, 100)]), dem=dem)
    found = finding(result, "CHK-SLOPE")
    assert (found.outcome, found.severity) == (Outcome.FAIL, Severity.INFO)
    assert found.measured == pytest.approx(10_000, abs=1)
    assert result.verdicts[0] is Verdict.ELIGIBLE


def test_JX_3_2_2_6_in_the_latest_survey_all_of_the_parcel_must_be_forest() -> None:
    """JX-3.2.2(6): the class changes from mining to forest land; 0301, 0302, 0305 and 0307 are forest."""
    mine, dossiers = mines([ground(0, 92)]), [on_its_way_to("LANDUSE_CHANGED")]
    before = (ground(-50, 150), "0602", 2021)
    for latest, outcome in (
        ([(ground(-50, 50), "0301", 2022), (ground(50, 150), "0307", 2022)], "PASS"),
        ([(ground(-50, 89), "0301", 2022), (ground(89, 150), "0602", 2022)], "FAIL"),
        ([(ground(-50, 89), "0301", 2022)], "NOT_CHECKED"),
    ):
        result = check(mine, surveys=survey(before, *latest), stage="LANDUSE_CHANGED", dossiers=dossiers)
        assert finding(result, "CHK-AFTER").outcome.value == outcome
        assert finding(result, "CHK-SRC").outcome is Outcome.PASS  # it was mining land in 2021
        verdict = {"PASS": Verdict.ELIGIBLE, "FAIL": Verdict.INELIGIBLE, "NOT_CHECKED": Verdict.INCOMPLETE}[outcome]
        assert result.verdicts[0] is verdict
    lost = finding(check(mine, surveys=survey(before), stage="LANDUSE_CHANGED", dossiers=dossiers), "CHK-AFTER")
    assert (lost.outcome, lost.clause) == (Outcome.FAIL, "JX-3.2.2(6)")
    unknown = finding(check(mine, stage="LANDUSE_CHANGED", dossiers=dossiers), "CHK-AFTER")
    assert unknown.outcome is Outcome.NOT_CHECKED
    assert "No layer was given" in str(unknown.message)
