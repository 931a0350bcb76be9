"""Sichuan: how inflow is accepted under its plan, and what becomes of a year that is short."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sichuan_matters import TO_ACCEPTED, outflow, plan
from sichuan_parcels import (
    DAY,
    HA,
    INOUT,
    judged,
    matter,
    outcome,
    paper,
    parcel_about_to_reach,
    record,
)

from zhanbu_plugin.checks.dossier import Dossier, FormRecord, Step
from zhanbu_plugin.checks.findings import Outcome
from zhanbu_plugin.regimes.severity import Severity


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
    found.pop("CHK-SURVEY-GROUND")  # asked where the parcel is measured
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


def short_year(in_ha: float, out_ha: float, *contents: object, covered: bool = False, **told: object) -> Dossier:
    """A plan that was reconciled, and covered by the city if so."""
    steps = (Step("SHORTFALL", "CITY_COVERED", DAY, "CITY_GOV"),) if covered else ()
    year = plan(*contents, confirmed_in_m2=in_ha * HA, confirmed_out_m2=out_ha * HA, **told)
    return replace(year, steps=steps)


def test_SC_4_13b_only_a_year_that_is_short_is_entered_as_short_and_as_much_is_frozen() -> None:
    """SC-4(十三)b: the same amount is frozen."""
    for in_ha, expected in ((110, "PASS"), (118, "FAIL"), (120, "FAIL")):
        assert outcome(short_year(in_ha, 118), "SHORTFALL", "PLAN-IS-SHORT") == expected
    for ha, expected in ((8, "PASS"), (7, "FAIL"), (9, "FAIL")):
        frozen = record("FREEZE", area_m2=ha * HA, due="2024-06-30")
        assert outcome(short_year(110, 118, frozen), "FROZEN", "PLAN-FREEZE-AREA") == expected


def test_SC_2_8_the_city_covers_what_it_has_and_a_year_covered_in_full_is_closed() -> None:
    """SC-2(八): county short 8, city surplus 5: cover 5, remaining 3 need the province."""
    five = {"city_surplus_m2": 5 * HA, "city_cover_m2": 5 * HA}
    assert outcome(short_year(110, 118, **five), "CITY_COVERED", "PLAN-COVER-SURPLUS") == "PASS"
    more = short_year(110, 118, city_surplus_m2=5 * HA, city_cover_m2=8 * HA)
    assert outcome(more, "CITY_COVERED", "PLAN-COVER-SURPLUS") == "FAIL"
    assert outcome(short_year(110, 118), "CITY_COVERED", "PLAN-COVER-STATED") == "FAIL"
    rest = record("FREEZE", area_m2=3 * HA, due="2024-06-30")
    assert outcome(short_year(110, 118, rest, covered=True, **five), "FROZEN", "PLAN-FREEZE-AREA") == "PASS"
    assert outcome(short_year(110, 118, covered=True, **five), "CLOSED_OK", "PLAN-IN-GE-OUT") == "FAIL"
    whole = {"city_surplus_m2": 9 * HA, "city_cover_m2": 8 * HA}
    assert outcome(short_year(110, 118, covered=True, **whole), "CLOSED_OK", "PLAN-IN-GE-OUT") == "PASS"
    assert outcome(short_year(110, 118, **whole), "CLOSED_OK", "PLAN-IN-GE-OUT") == "FAIL"
    assert INOUT.workflows["PLAN"].between("CITY_COVERED", "CLOSED_OK") is not None


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


def test_SC_4_13b_nothing_is_deducted_before_the_day_or_where_all_was_rectified_in_time() -> None:
    """SC-4(十三)b: on due without rectification: DEDUCT."""
    for dossier, day, expected in (
        (freeze(3), date(2023, 6, 30), "FAIL"),
        (freeze(3), date(2023, 7, 1), "PASS"),
        (freeze(8, "2023-06-30"), date(2023, 7, 1), "FAIL"),
        (freeze(8, "2023-07-01"), date(2023, 7, 2), "PASS"),
    ):
        assert outcome(dossier, "DEDUCTED", "PLAN-DEDUCTED-DUE", on=day) == expected
    assert judged(freeze(3), "DEDUCTED", on=date(2023, 7, 1))["PLAN-DEDUCTED-DUE"].measured == 5 * HA
