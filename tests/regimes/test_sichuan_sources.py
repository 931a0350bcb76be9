"""Sichuan: what may be restored to cropland, where nobody reclaims, and what the second survey says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from sichuan_parcels import (
    CROP,
    CRS,
    DAY,
    HA,
    INOUT,
    around,
    check,
    dem,
    failed,
    finding,
    ground,
    judged,
    layer,
    matter,
    outcome,
    parcel_about_to_reach,
    record,
    survey,
)

from zhanbu_plugin.checks.cutting.cut_out import cut_out
from zhanbu_plugin.checks.findings import Outcome, Verdict
from zhanbu_plugin.checks.second_survey.decision import Pool
from zhanbu_plugin.checks.second_survey.labelled import Evidence
from zhanbu_plugin.checks.second_survey.layers import prepare_second_survey
from zhanbu_plugin.checks.second_survey.slivers import SICHUAN
from zhanbu_plugin.checks.second_survey.split import split_by_second_survey
from zhanbu_plugin.checks.waivers.waiver import Waiver
from zhanbu_plugin.regimes.choosing import choose_rule_set
from zhanbu_plugin.regimes.severity import Severity
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.problem import InputProblem


def flat(folder: Path) -> Path:
    return dem(folder / "flat.tif", np.zeros((90, 120)))


def document(check_id: str, parcel: str) -> Waiver:
    """The county's document for a check of a parcel."""
    return Waiver(parcel, check_id, "川林函[2023]5号", DAY, "县林草局", "consent.pdf", "0" * 64, "张三", DAY)


def test_SC_1_1_an_outflow_that_overlaps_farmland_by_120_m2_is_blocked_and_can_be_cut() -> None:
    """SC-1(一): outflow 5 000 m² overlaps PBF 120 m² (tolerance 1): BLOCK 120, cut offered."""
    item = survey([ground(0, 50)], DLBM=["0103"], ZZSXDM=["LS"])
    where = around(pbf=layer([ground(48.8, 60)], "pbf.gpkg"))
    result = check(item, where, stage="OUTFLOW.CHECKED")
    found = finding(result, "OUT-PBF-MAP")
    assert (found.outcome, found.severity, found.clause) == (Outcome.FAIL, Severity.BLOCK, "SC-1(一)")
    assert found.measured == pytest.approx(120, abs=0.01)
    cut = cut_out(result, where)
    assert [round(part.dm2 / 100) for part in cut.excluded] == [120]
    assert sum(piece.dm2 for piece in cut.pieces) / 100 == pytest.approx(4_880, abs=0.1)
    clear = check(item, around(pbf=layer([ground(50, 60)], "pbf.gpkg")), stage="OUTFLOW.CHECKED")
    assert finding(clear, "OUT-PBF-MAP").outcome is Outcome.PASS
    unknown = check(item, around(pbf=None), stage="OUTFLOW.CHECKED")
    assert finding(unknown, "OUT-PBF-MAP").outcome is Outcome.NOT_CHECKED


def test_SC_1_1_what_is_on_file_blocks_too_but_for_facilities_filed_before_the_notice() -> None:
    """SC-1(一): GRANDFATHERED needs a filing number and a date before the notice."""

    def of(*contents: object) -> str:
        return outcome(matter("OUTFLOW", *contents), "CHECKED", "OUT-PBF")  # type: ignore[arg-type]

    item = record("OUTFLOW", purpose="LIVESTOCK", area_m2=5_000, pbf_m2=120)
    assert of(item) == "FAIL"
    assert of(record("OUTFLOW", purpose="LIVESTOCK", area_m2=5_000, pbf_m2=1)) == "PASS"
    assert of(record("OUTFLOW", purpose="LIVESTOCK", area_m2=5_000)) == "NOT_CHECKED"
    assert of(item, record("GRANDFATHERED", filing_no="设备2019-12", filed_on="2019-05-06")) == "PASS"
    assert of(item, record("GRANDFATHERED", filing_no="设备2021-99", filed_on="2021-11-27")) == "FAIL"


def test_SC_1_2_two_of_thirty_hectares_that_grow_no_grain_are_reported() -> None:
    """SC-1(二): 30 ha of permanent basic farmland, 2 ha with the non-grain code: report 2 ha."""
    grain, other = ground(0, 700, 0, 400), ground(700, 750, 0, 400)
    farmland = survey([grain, other], DLBM=["0101", "0101"], ZZSXDM=["LS", "FLS"])
    result = check(farmland, around(pbf=layer([ground(-10, 760, -10, 410)], "pbf.gpkg")))
    found = [finding(result, "CHK-GRAIN-pbf", i) for i in (0, 1)]
    assert [f.outcome for f in found] == [Outcome.PASS, Outcome.FAIL]
    assert found[1].measured == pytest.approx(2 * HA, abs=1)
    assert found[1].severity is Severity.INFO


def test_SC_2_6a_a_marked_orchard_is_eligible_and_one_without_a_mark_needs_a_document(tmp_path: Path) -> None:
    """SC-2(六)a: JKHF orchard 0201: eligible; 0201 without mark: OVERRIDE NOT_MARKED."""
    shapes = [ground(200 * i, 200 * i + 100) for i in range(4)]
    parcels = survey(shapes, DLBM=["0201", "0201", "1202", "0103"], ZZSXDM=["JKHF", "", "", "LS"])
    result = check(parcels, around(flat(tmp_path)))
    assert result.verdicts.tolist() == [Verdict.ELIGIBLE, Verdict.WAIVABLE, Verdict.ELIGIBLE, Verdict.INELIGIBLE]
    assert failed(result, 1) == {"CHK-MARK"}
    found = finding(result, "CHK-MARK", 1)
    assert (found.severity, found.clause) == (Severity.OVERRIDE, "SC-2(六)a")
    assert "CHK-SRC" in failed(result, 3)
    paper_ = document("CHK-MARK", result.parcels.ids[1])
    assert result.with_waivers([paper_]).verdicts[1] is Verdict.ELIGIBLE


def test_SC_2_6a_the_resource_database_asks_for_its_sheet_and_an_ecological_opinion() -> None:
    """SC-2(六)a: counties survey recoverable land, mindful of ecology."""
    complete = parcel_about_to_reach("CANDIDATE", before=["RESOURCE"])
    assert outcome(complete, "CANDIDATE", "CHK-ECOLOGY") == "PASS"
    assert outcome(complete, "CANDIDATE", "CHK-RESOURCE-PAPERS") == "PASS"
    bare = matter("PARCEL", record("ECOLOGY", suitable=False, note="坡脚有泉"))
    assert {judged(bare, "CANDIDATE")[c].outcome for c in ("CHK-ECOLOGY", "CHK-RESOURCE-PAPERS")} == {Outcome.FAIL}


def test_SC_2_6b_forest_in_the_plan_is_blocked_and_outside_it_needs_the_consent(tmp_path: Path) -> None:
    """SC-2(六)b: forest in plan: BLOCK; outside, no document: OVERRIDE."""
    inside, outside = ground(0, 100), ground(200, 300)
    parcels = survey([inside, outside, ground(400, 500)], DLBM=["0301", "0307", "0201"], ZZSXDM=["", "", "JKHF"])
    where = around(flat(tmp_path), fstplan=layer([ground(-10, 110), ground(390, 510)], "ldgh.gpkg"))
    result = check(parcels, where)
    assert result.verdicts.tolist() == [Verdict.INELIGIBLE, Verdict.WAIVABLE, Verdict.ELIGIBLE]
    assert failed(result, 0) == {"CHK-FSTPLAN", "CHK-FORESTRY"}
    assert failed(result, 1) == {"CHK-FORESTRY"}
    consent = document("CHK-FORESTRY", result.parcels.ids[1])
    assert result.with_waivers([consent]).verdicts[1] is Verdict.ELIGIBLE
    without_plan = check(parcels, around(flat(tmp_path), fstplan=None))
    assert without_plan.verdicts.tolist() == [Verdict.INCOMPLETE, Verdict.INCOMPLETE, Verdict.ELIGIBLE]


@pytest.mark.parametrize("role", ["pubforest", "redline", "reserve"])
def test_SC_2_6c_nobody_reclaims_in_these_layers_and_no_document_lifts_that(role: str, tmp_path: Path) -> None:
    """SC-2(六)c: never reclaim in public-welfare forest, the red line or nature reserves: hard BLOCK."""
    parcels = survey([ground(0, 100), ground(200, 300)])
    result = check(parcels, around(flat(tmp_path), **{role: layer([ground(90, 150)], f"{role}.gpkg")}))
    assert result.verdicts.tolist() == [Verdict.INELIGIBLE, Verdict.ELIGIBLE]
    assert finding(result, f"CHK-BAN-{role}").measured == pytest.approx(1_000, abs=0.1)
    assert finding(result, f"CHK-BAN-{role}").clause == "SC-2(六)c"


def test_SC_2_6c_of_12000_m2_the_steep_1500_are_cut_out_and_10500_count(tmp_path: Path) -> None:
    """SC-2(六)c: parcel of 12 000 m², 1 500 m² ≥ 25° in one patch: 10 500 creditable and 1 500 excluded."""
    east = np.arange(120) * 5.0 - 47.5
    height = np.where(east > 102.5, (east - 102.5) * 0.7, 0.0)  # 35° from the 105th metre on
    where = around(dem(tmp_path / "steep.tif", np.tile(height, (90, 1))))
    parcels = survey([ground(0, 120)])
    result = check(parcels, where)
    steep = finding(result, "CHK-SLOPE")
    assert (steep.outcome, steep.severity) == (Outcome.FAIL, Severity.BLOCK)
    assert steep.measured == pytest.approx(1_500, abs=1)
    cut = cut_out(result, where)
    assert sum(piece.dm2 for piece in cut.pieces) / 100 == pytest.approx(10_500, abs=1)
    assert sum(part.dm2 for part in cut.excluded) / 100 == pytest.approx(1_500, abs=1)
    assert sum(piece.dm2 for piece in cut.pieces) + sum(part.dm2 for part in cut.excluded) == cut.parent_dm2(0)


def test_SC_2_6c_a_patch_below_the_smallest_size_is_not_cut(tmp_path: Path) -> None:
    """SC-2(六)c: only steep ground from 400 m² on is a patch (A-03)."""
    height = np.zeros((90, 120))
    height[50, 20] = 6.0
    result = check(survey([ground(0, 120)]), around(dem(tmp_path / "knoll.tif", height)))
    assert finding(result, "CHK-SLOPE").outcome is Outcome.PASS


def test_SC_3_9b_the_ground_for_crop_and_for_inout_is_told_and_crop_takes_only_its_own(tmp_path: Path) -> None:
    """SC-3(九)b: 6 000 m² orchard, 3 000 paddy never approved, 1 000 dry approved: CROP 7 000, INOUT 3 000."""
    second = layer([ground(-10, 60), ground(60, 90), ground(90, 110)], "dltb_2nd.gpkg", DLBM=["021", "011", "013"])
    where = around(flat(tmp_path), survey2=second, approved=layer([ground(90, 120)], "jsyd.gpkg"))
    parcels = survey([ground(0, 100)])
    crop = finding(check(parcels, where, rules=CROP), "CHK-SECOND")
    assert (crop.outcome, crop.severity, crop.clause) == (Outcome.FAIL, Severity.BLOCK, "SC-3(九)b")
    assert crop.measured == pytest.approx(3_000, abs=0.2)
    inout = finding(check(parcels, where, stage="CANDIDATE"), "CHK-SECOND")
    assert (inout.outcome, inout.severity) == (Outcome.FAIL, Severity.INFO)
    assert inout.measured == pytest.approx(7_000, abs=0.3)
    split = finding(check(parcels, where, stage="CANDIDATE"), "CHK-SECOND-SPLIT")
    assert (split.outcome, split.severity) == (Outcome.FAIL, Severity.OVERRIDE)
    unasked = check(parcels, around(flat(tmp_path), survey2=None), stage="CANDIDATE")
    assert finding(unasked, "CHK-SECOND").outcome is Outcome.NOT_CHECKED
    assert finding(unasked, "CHK-SECOND-SPLIT").outcome is Outcome.PASS
    own = check(survey([ground(0, 60)]), where, rules=CROP)
    assert finding(own, "CHK-SECOND").outcome is Outcome.PASS


def test_SC_3_9b_the_pieces_of_the_split_pass_the_check_of_their_own_pool(tmp_path: Path) -> None:
    """SC-3(九)b: what the split gives to CROP, with the slivers that it took, is taken by CROP."""
    second = layer(
        [ground(-10, 60), ground(60, 90), ground(90, 92), ground(92, 110)],
        "dltb_2nd.gpkg",
        DLBM=["021", "011", "031", "013"],
    )
    shapes = np.array([ground(0, 100), None], dtype=object)[:1]
    evidence = Evidence(prepare_second_survey(second, CRS), None, none_approved=True)
    names = np.array(["P1", None], dtype=object)[:1]
    pieces = split_by_second_survey(shapes, ellipsoid_areas(shapes, CRS), names, CRS, evidence, slivers=SICHUAN)
    assert [p.merged_dm2 > 0 for p in pieces if p.pool is Pool.INOUT] == [True]
    where = around(flat(tmp_path), survey2=second)
    crop = check(survey([p.geometry for p in pieces if p.pool is Pool.CROP]), where, rules=CROP)
    assert finding(crop, "CHK-SECOND").outcome is Outcome.PASS
    inout = check(survey([p.geometry for p in pieces if p.pool is Pool.INOUT]), where, stage="CANDIDATE")
    assert finding(inout, "CHK-SECOND").outcome is Outcome.PASS


def test_SC_3_9b_without_the_layers_nobody_knows(tmp_path: Path) -> None:
    """SC-3(九)b: unknown is not good: no second survey, or none of approved land, leaves it open."""
    parcels = survey([ground(0, 100)])
    for missing in ({"survey2": None}, {"approved": None, "survey2": layer([ground(-9, 110)], "2.gpkg", DLBM=["011"])}):
        result = check(parcels, around(flat(tmp_path), **missing), rules=CROP)
        assert finding(result, "CHK-SECOND").outcome is Outcome.NOT_CHECKED
        assert result.verdicts[0] is Verdict.INCOMPLETE


def test_SC_3_9b_what_does_not_become_cropland_is_no_supplement() -> None:
    """SC-3(九)b: the class afterwards is not 0101, 0102 or 0103: none."""
    for dlbm, expected in (("0103", "PASS"), ("0201", "FAIL"), ("0301", "FAIL")):
        change = record("SURVEY_CHANGE", **{"year": 2023, "class": dlbm, "stable": True})
        assert outcome(matter("PARCEL", change), "VERIFIED", "CHK-AFTER-CLASS", rules=CROP) == expected


def test_SC_3_9b_the_split_s_sliver_limits_are_those_of_both_rule_sets() -> None:
    """SC-3(九)b: the toolbox splits by the same limits as the rule sets state."""
    for rules in (INOUT, CROP):
        assert SICHUAN.area_m2 == rules.number("sliver.min_patch_m2")
        assert SICHUAN.width_m == rules.number("sliver.min_width_m")
        assert SICHUAN.noise.area_m2 == rules.number("overlap.tolerance_m2")
    assert {pool.value for pool in Pool} == {"CROP", "INOUT", "NONE"}


def test_SC_end_the_last_day_is_7_august_2027_and_the_day_after_says_so() -> None:
    """SC-end: as of 2027-08-08: expired warning; in force from the day of issue."""
    for rules in (INOUT, CROP):
        for day in (date(2022, 8, 8), date(2027, 8, 7)):
            assert choose_rule_set(rules.id, as_of=day, county="510121") is rules
            assert choose_rule_set("auto", as_of=day, county="510121", system=rules.system) is rules
        for day in (date(2022, 8, 7), date(2027, 8, 8)):
            with pytest.raises(InputProblem, match="川自然资发〔2022〕35号 was in force from 2022-08-08 to 2027-08-07"):
                choose_rule_set(rules.id, as_of=day)


def test_SC_end_a_county_of_sichuan_has_two_rule_sets_and_is_told_which() -> None:
    """SC-end: by county alone nobody knows which of the two systems is meant."""
    with pytest.raises(InputProblem, match="sichuan-cropland-2022, sichuan-inout-2022"):
        choose_rule_set("auto", as_of=DAY, county="510121")
