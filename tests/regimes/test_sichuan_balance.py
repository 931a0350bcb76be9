"""Sichuan: what leaves cropland, what comes in, and the plan of the year that balances both."""

from __future__ import annotations

from datetime import date

import pytest
import shapely
from sichuan_parcels import (
    CRS,
    HA,
    INOUT,
    ground,
    judged,
    matter,
    outcome,
    paper,
    parcel_about_to_reach,
    record,
)

from zhanbu_plugin.checks.dossier import Dossier, FormRecord
from zhanbu_plugin.checks.findings import Outcome
from zhanbu_plugin.regimes.severity import Severity

TO_ACCEPTED = ("RESOURCE", "CANDIDATE", "IN_PLAN", "CONSENTED", "UNDER_WORKS")


def outflow(*contents: object, purpose: str = "ORCHARD", area_m2: float = 5_000.0, **answers: object) -> Dossier:
    """An item that leaves cropland."""
    item = record("OUTFLOW", purpose=purpose, area_m2=area_m2, **answers)
    return matter("OUTFLOW", item, *contents)  # type: ignore[arg-type]


def placed(item: Dossier) -> Dossier:
    """The same item with its place on the map."""
    return matter(
        "OUTFLOW", *item.records, *item.evidence, geometry_wkb=shapely.to_wkb(ground(0, 50)), crs=CRS.wkt, area_m2=5e3
    )


def plan(*contents: object, **answers: object) -> Dossier:
    """The plan of 2023 with 120 ha planned in and 118 ha out, unless told otherwise."""
    told = {"year": 2023, "planned_in_m2": 120 * HA, "planned_out_m2": 118 * HA} | answers
    return matter("PLAN", record("PLAN", **told), *contents)  # type: ignore[arg-type]


@pytest.mark.parametrize(("purpose", "expected"), [("TURF", "FAIL"), ("LAKE", "FAIL"), ("ORCHARD", "PASS")])
def test_SC_2_4a_turf_and_lakes_are_refused(purpose: str, expected: str) -> None:
    """SC-2(四)a: purpose TURF: BLOCK."""
    found = judged(outflow(purpose=purpose), "CHECKED")["OUT-PURPOSE"]
    assert found.outcome.value == expected
    assert (found.severity, found.clause) == (Severity.BLOCK, "SC-2(四)a")


def test_SC_2_4b_ecological_retirement_needs_the_states_plan_and_a_place() -> None:
    """SC-2(四)b: no geometry: BLOCK."""
    item = outflow(paper("ECO_RETIRE_PLAN"), exempt_code="ECO_RETIRE")
    assert outcome(item, "EXEMPT", "OUT-ECO-RETIRE") == "FAIL"
    assert "place" in str(judged(item, "EXEMPT")["OUT-ECO-RETIRE"].message)
    assert outcome(placed(item), "EXEMPT", "OUT-ECO-RETIRE") == "PASS"
    assert outcome(placed(outflow(exempt_code="ECO_RETIRE")), "EXEMPT", "OUT-ECO-RETIRE") == "FAIL"
    assert outcome(outflow(exempt_code="DISASTER"), "EXEMPT", "OUT-ECO-RETIRE") == "PASS"


def test_SC_2_4c_leased_cropland_leaves_only_with_an_approval_and_a_named_lessee() -> None:
    """SC-2(四)c: leased = yes, approval none: BLOCK."""
    assert outcome(outflow(leased=True, lessee="某公司"), "CHECKED", "OUT-LEASED") == "FAIL"
    assert outcome(outflow(paper("USE_APPROVAL"), leased=True, lessee="某公司"), "CHECKED", "OUT-LEASED") == "PASS"
    assert outcome(outflow(paper("USE_APPROVAL"), leased=True), "CHECKED", "OUT-LEASED") == "FAIL"
    assert outcome(outflow(leased=False), "CHECKED", "OUT-LEASED") == "PASS"


def test_SC_2_4c_greening_needs_an_approval_and_a_place() -> None:
    """SC-2(四)c: greening on cropland only with approval, position drawn."""
    approved = outflow(paper("USE_APPROVAL"), purpose="GREENING")
    assert outcome(approved, "CHECKED", "OUT-GREENING") == "FAIL"
    assert outcome(placed(approved), "CHECKED", "OUT-GREENING") == "PASS"
    assert outcome(placed(outflow(purpose="GREENING")), "CHECKED", "OUT-GREENING") == "FAIL"


def closed(stated_ha: float, *items: Dossier) -> dict[str, Outcome]:
    """How the counted outflow of a plan with these items is judged."""
    balance = {"confirmed_in_m2": 118 * HA, "confirmed_out_m2": stated_ha * HA}
    return {c: f.outcome for c, f in judged(plan(*items, **balance), "CLOSED_OK").items()}


def item(ha: float, state: str, *more: FormRecord, **answers: object) -> Dossier:
    """An item of the year in a state."""
    told = {"purpose": "ORCHARD"} | answers
    return matter("OUTFLOW", record("OUTFLOW", area_m2=ha * HA, **told), *more, state=state)


def test_SC_2_4d_a_shelterbelt_counts_once_the_survey_makes_it_forest() -> None:
    """SC-2(四)d: 0.6 ha 0307 in the new survey: outflow + 0.6."""
    others = item(117, "SURVEY_CONFIRMED")
    belt = {"purpose": "SHELTERBELT"}
    forest = record("SURVEY_CHANGE", **{"year": 2023, "class": "0307", "area_m2": 6_000})
    still = record("SURVEY_CHANGE", **{"year": 2023, "class": "0103", "area_m2": 6_000})
    assert closed(117.6, others, item(0.6, "SURVEY_CONFIRMED", forest, **belt))["PLAN-SHELTERBELT"] is Outcome.PASS
    assert closed(117.0, others, item(0.6, "SURVEY_CONFIRMED", forest, **belt))["PLAN-SHELTERBELT"] is Outcome.FAIL
    assert closed(117.0, others, item(0.6, "SURVEY_CONFIRMED", still, **belt))["PLAN-SHELTERBELT"] is Outcome.PASS


@pytest.mark.parametrize("purpose", ["ROAD", "LIVESTOCK", "AQUA", "PLANT_FAC"])
def test_SC_2_4e_farm_roads_and_facilities_need_an_approval_and_keep_to_their_standard(purpose: str) -> None:
    """SC-2(四)e: 1 200 m² where the standard allows 1 000: BLOCK."""
    large = outflow(paper("USE_APPROVAL"), purpose=purpose, area_m2=1_200, standard_m2=1_000)
    found = judged(large, "CHECKED")
    assert found["OUT-FACILITY"].outcome is Outcome.PASS
    assert found["OUT-STANDARD"].outcome is Outcome.FAIL
    assert (found["OUT-STANDARD"].measured, found["OUT-STANDARD"].threshold) == (1_200, 1_000)
    fitting = outflow(purpose=purpose, area_m2=1_000, standard_m2=1_000)
    assert outcome(fitting, "CHECKED", "OUT-STANDARD") == "PASS"
    assert outcome(fitting, "CHECKED", "OUT-FACILITY") == "FAIL"
    assert outcome(outflow(area_m2=1e6), "CHECKED", "OUT-STANDARD") == "PASS"


def test_SC_2_5a_of_118_ha_and_6_ha_lost_to_a_disaster_118_count() -> None:
    """SC-2(五)a: out 118 + disaster 6: counted 118."""
    lost = item(6, "EXEMPT", exempt_code="DISASTER")
    assert closed(118, item(118, "SURVEY_CONFIRMED"), lost)["PLAN-COUNTED"] is Outcome.PASS
    assert closed(124, item(118, "SURVEY_CONFIRMED"), lost)["PLAN-COUNTED"] is Outcome.FAIL
    cancelled = item(9, "CANCELLED")
    assert closed(118, item(118, "SURVEY_CONFIRMED"), lost, cancelled)["PLAN-COUNTED"] is Outcome.PASS


@pytest.mark.parametrize(
    ("code", "kind", "check_id"),
    [("DISASTER", "DISASTER_PROOF", "OUT-DISASTER"), ("WATER_EXPANSION", "WATER_EXPANSION_PROOF", "OUT-WATER")],
)
def test_SC_2_5a_an_exemption_needs_its_proof(code: str, kind: str, check_id: str) -> None:
    """SC-2(五)a: excluded from the total only with a document, and for three cases only."""
    assert outcome(outflow(exempt_code=code), "EXEMPT", check_id) == "FAIL"
    assert outcome(outflow(paper(kind), exempt_code=code), "EXEMPT", check_id) == "PASS"
    assert outcome(outflow(exempt_code="OTHER"), "EXEMPT", "OUT-EXEMPT-CODE") == "FAIL"


@pytest.mark.parametrize(("planned_out", "expected"), [(118, "PASS"), (120, "PASS"), (121, "FAIL")])
def test_SC_2_5b_no_more_is_planned_out_than_in(planned_out: float, expected: str) -> None:
    """SC-2(五)b: in 120, out 118 OK; out 121 BLOCK PLAN_OUT_GT_IN."""
    found = judged(plan(planned_out_m2=planned_out * HA), "COUNTY_REVIEWED")["PLAN-OUT-GT-IN"]
    assert found.outcome.value == expected
    assert (found.severity, found.clause) == (Severity.BLOCK, "SC-2(五)b")


def test_SC_1_1_a_plan_with_an_item_that_was_not_checked_is_not_reviewed() -> None:
    """SC-1(一), SC-2(六)b: no outflow on farmland and no forest without consent gets into a plan."""
    for state, expected in (("APPLIED", "FAIL"), ("CHECKED", "PASS")):
        found = judged(plan(matter("OUTFLOW", state=state)), "COUNTY_REVIEWED")["PLAN-OUT-CHECKED"]
        assert (found.outcome.value, found.clause) == (expected, "SC-1(一)")
    for state, expected in (("RESOURCE", "FAIL"), ("CANDIDATE", "PASS"), ("WITHDRAWN", "FAIL")):
        found = judged(plan(matter("PARCEL", state=state)), "COUNTY_REVIEWED")["PLAN-IN-CHECKED"]
        assert (found.outcome.value, found.clause) == (expected, "SC-2(六)b")
    assert outcome(plan(), "COUNTY_REVIEWED", "PLAN-OUT-CHECKED") == "PASS"


@pytest.mark.parametrize(("request_ha", "expected"), [(6, "FAIL"), (5, "PASS")])
def test_SC_2_5c_first_in_then_out(request_ha: float, expected: str) -> None:
    """SC-2(五)c: accepted 40, approved out 35, request 6: BLOCK (41 > 40); request 5: OK (equal)."""
    item_ = outflow(area_m2=request_ha * HA, accepted_in_m2=40 * HA, total_out_m2=(35 + request_ha) * HA)
    found = judged(item_, "MATCHED")["OUT-IN-FIRST"]
    assert found.outcome.value == expected
    assert found.clause == "SC-2(五)c"


def test_SC_2_5d_no_less_comes_in_than_left_and_of_no_worse_quality() -> None:
    """SC-2(五)d: in 118, out 118 OK; in avg 6.0 vs out 5.2: FAIL QUALITY."""
    grades = {"grade_in": 5.2, "grade_out": 5.2, "scheme": "GBT33469_10"}
    even = plan(confirmed_in_m2=118 * HA, confirmed_out_m2=118 * HA, **grades)
    assert outcome(even, "CLOSED_OK", "PLAN-IN-GE-OUT") == "PASS"
    assert outcome(even, "CLOSED_OK", "PLAN-QUALITY") == "PASS"
    short = plan(confirmed_in_m2=110 * HA, confirmed_out_m2=118 * HA, **grades)
    found = judged(short, "CLOSED_OK")["PLAN-IN-GE-OUT"]
    assert found.outcome is Outcome.FAIL
    assert (found.measured, found.threshold) == (118 * HA, 110 * HA)
    worse = plan(confirmed_in_m2=118 * HA, confirmed_out_m2=118 * HA, **{**grades, "grade_in": 6})
    assert outcome(worse, "CLOSED_OK", "PLAN-QUALITY") == "FAIL"
    unstable = record("SURVEY_CHANGE", **{"year": 2023, "class": "0103", "stable": False})
    assert outcome(matter("PARCEL", unstable), "SURVEY_CONFIRMED", "CHK-SURVEY-STABLE") == "FAIL"


def test_SC_2_7a_nothing_is_accepted_under_a_draft() -> None:
    """SC-2(七)a: inflow item under a DRAFT plan, accept: BLOCK."""
    accepted = parcel_about_to_reach("ACCEPTED", before=TO_ACCEPTED)
    assert outcome(accepted, "ACCEPTED", "CHK-ACCEPT-PLAN") == "PASS"
    for state, expected in (("DRAFT", "FAIL"), ("COUNTY_REVIEWED", "FAIL"), ("APPROVED", "PASS")):
        under = matter("PARCEL", plan_in(state))
        assert outcome(under, "ACCEPTED", "CHK-ACCEPT-PLAN") == expected
        assert outcome(under, "IN_PLAN", "CHK-PLAN") == expected
        assert outcome(matter("OUTFLOW", plan_in(state)), "APPROVED", "OUT-PLAN") == expected
    assert outcome(matter("PARCEL"), "IN_PLAN", "CHK-PLAN") == "FAIL"


def plan_in(state: str) -> Dossier:
    """A plan in a state."""
    return matter("PLAN", state=state)


def test_SC_2_7a_a_plan_is_approved_by_the_city_on_a_document() -> None:
    """SC-2(七)a: DRAFT → COUNTY_GOV → CITY_APPROVED, with the approval on file."""
    approved = plan(paper("PLAN_APPROVAL"), approver="CITY")
    assert {f.outcome for f in judged(approved, "APPROVED").values()} == {Outcome.PASS}
    found = judged(plan(approver="COUNTY"), "APPROVED")
    assert {c for c, f in found.items() if f.outcome is Outcome.FAIL} == {"PLAN-APPROVAL", "PLAN-APPROVER"}
    step = INOUT.workflows["PLAN"].between("COUNTY_REVIEWED", "APPROVED")
    assert step is not None
    assert step.external


def acceptance(office: str, result: str = "PASS", mode: str = "COUNTY_JOINT") -> FormRecord:
    """What an office found."""
    return record("ACCEPTANCE", office=office, mode=mode, result=result, date="2023-07-01", area_m2=9_000)


def test_SC_2_7b_both_offices_accept_or_the_project_does() -> None:
    """SC-2(七)b: only NR: BLOCK."""

    def of(*records: FormRecord) -> str:
        return outcome(matter("PARCEL", *records), "ACCEPTED", "CHK-ACCEPTANCE")

    assert of(acceptance("NR")) == "FAIL"
    assert of(acceptance("NR"), acceptance("AGRI")) == "PASS"
    assert of(acceptance("NR"), acceptance("AGRI", "FAIL")) == "FAIL"
    assert of(acceptance("NR"), acceptance("AGRI", "FAIL"), acceptance("AGRI")) == "PASS"
    assert of(acceptance("PROJECT", mode="PROJECT")) == "PASS"
    assert of(acceptance("NR", mode="PROJECT"), acceptance("AGRI", mode="PROJECT")) == "FAIL"


def test_SC_2_7c_the_survey_s_area_counts_and_the_rest_is_open_again() -> None:
    """SC-2(七)c: accepted 10 ha, survey cropland 8.7: confirmed 8.7, difference −1.3."""
    inflow = record("INFLOW", accepted_m2=10 * HA, grade=4, scheme="GBT33469_10")
    change = {"year": 2023, "class": "0103", "stable": True}
    parcel = matter("PARCEL", inflow, record("SURVEY_CHANGE", area_m2=8.7 * HA, **change), paper("SURVEY_EXTRACT"))
    found = judged(parcel, "SURVEY_CONFIRMED")
    short = found.pop("CHK-SURVEY-AREA")
    assert (short.outcome, short.severity) == (Outcome.FAIL, Severity.WARN)
    assert (short.measured, short.threshold) == (10 * HA, pytest.approx(8.7 * HA))
    assert "13000.00 m² more" in str(short.message)
    assert {f.outcome for f in found.values()} == {Outcome.PASS}
    whole = matter("PARCEL", inflow, record("SURVEY_CHANGE", area_m2=10 * HA, **change))
    assert outcome(whole, "SURVEY_CONFIRMED", "CHK-SURVEY-AREA") == "PASS"
    orchard = record("SURVEY_CHANGE", **{"year": 2023, "class": "0201", "area_m2": 8.7 * HA})
    assert outcome(matter("PARCEL", inflow, orchard), "SURVEY_CONFIRMED", "CHK-SURVEY-CLASS") == "FAIL"


def test_SC_2_7c_an_accepted_parcel_s_shape_is_locked_and_a_credited_one_is_pooled() -> None:
    """SC-2(七)c: what the survey denies is credited back and may be worked on again."""
    states = INOUT.states
    assert [name for name, state in states.items() if state.pooled] == ["CREDITED", "SURVEY_CONFIRMED", "TENDED"]
    assert all(states[name].locked for name in ("ACCEPTED", "CREDITED", "SURVEY_CONFIRMED", "SURVEY_DENIED", "TENDED"))
    assert not any(states[name].locked for name in ("RESOURCE", "CANDIDATE", "IN_PLAN", "CONSENTED", "UNDER_WORKS"))
    assert INOUT.workflows["PARCEL"].between("SURVEY_DENIED", "UNDER_WORKS") is not None


def test_SC_5_14_15_without_the_consents_there_is_no_acceptance() -> None:
    """SC-5(十四)(十五): consent missing: BLOCK to ACCEPT."""
    three_of_four = [record("HOLDERS", count=4), *(record("CONSENT", holder=f"户{i}", agreed=True) for i in range(3))]
    for stage, check_id in (("CONSENTED", "CHK-CONSENTS"), ("ACCEPTED", "CHK-ACCEPT-CONSENTS")):
        found = judged(matter("PARCEL", *three_of_four), stage)[check_id]
        assert (found.outcome, found.severity, found.clause) == (Outcome.FAIL, Severity.BLOCK, "SC-5(十四)(十五)")
        assert "3 of 4" in str(found.message)
        all_four = matter("PARCEL", *three_of_four, record("CONSENT", holder="户3", agreed=True))
        assert outcome(all_four, stage, check_id) == "PASS"
    found = judged(matter("PARCEL"), "UNDER_WORKS")["CHK-CROP-CYCLE"]
    assert (found.outcome, found.severity) == (Outcome.FAIL, Severity.WARN)


def test_SC_5_16_an_outflow_without_linked_inflow_gets_a_warning() -> None:
    """SC-5(十六): outflow without linked inflow: WARN."""
    found = judged(outflow(), "MATCHED")["OUT-INFLOW"]
    assert (found.outcome, found.severity) == (Outcome.FAIL, Severity.WARN)
    restored = matter("OUTFLOW", matter("PARCEL", state="ACCEPTED"))
    assert outcome(restored, "MATCHED", "OUT-INFLOW") == "PASS"
    assert outcome(matter("OUTFLOW", matter("PARCEL", state="CANDIDATE")), "MATCHED", "OUT-INFLOW") == "FAIL"
    assert outcome(outflow(), "CHECKED", "OUT-RESTORER") == "FAIL"
    assert outcome(outflow(restorer="某合作社"), "CHECKED", "OUT-RESTORER") == "PASS"


def freeze(rectified_ha: float, on: str | None = None) -> Dossier:
    """A freeze of 8 ha that is due on 30 June 2023."""
    when = {"rectified_on": on} if on else {}
    return matter(
        "PLAN",
        record("FREEZE", area_m2=8 * HA, due="2023-06-30", rectified_m2=rectified_ha * HA, **when),
        paper("FREEZE_NOTICE"),
    )


def test_SC_4_13b_of_8_ha_3_rectified_in_time_are_lifted_and_5_deducted() -> None:
    """SC-4(十三)b: short 8, due 2023-06-30, fixed 3: when due, lift 3 and deduct 5."""
    found = judged(freeze(3), "PARTLY_LIFTED", on=date(2023, 7, 1))["PLAN-FREEZE-DUE"]
    assert (found.outcome, found.measured) == (Outcome.FAIL, 5 * HA)
    assert outcome(freeze(3), "PARTLY_LIFTED", "PLAN-FREEZE-DUE", on=date(2023, 6, 30)) == "PASS"
    assert outcome(freeze(3), "LIFTED", "PLAN-RECTIFIED-ALL") == "FAIL"
    assert outcome(freeze(8, "2023-06-30"), "LIFTED", "PLAN-RECTIFIED-ALL") == "PASS"
    assert outcome(freeze(8, "2023-06-30"), "LIFTED", "PLAN-RECTIFIED-IN-TIME") == "PASS"
    assert outcome(freeze(8, "2023-07-01"), "LIFTED", "PLAN-RECTIFIED-IN-TIME") == "FAIL"
