"""Sichuan: what leaves cropland, what comes in, and the plan of the year that balances both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import shapely
from real_pool import agrees_with_a_pool
from sichuan_matters import outflow, plan
from sichuan_parcels import (
    CRS,
    DAY,
    HA,
    INOUT,
    ground,
    judged,
    matter,
    outcome,
    paper,
    record,
)

from zhanbu_plugin.checks.dossier import Dossier, EvidenceItem, FormRecord, Step
from zhanbu_plugin.checks.findings import Outcome
from zhanbu_plugin.checks.on_file.checking import check_dossiers
from zhanbu_plugin.regimes.forms.form import forms
from zhanbu_plugin.regimes.severity import Severity

MODE = INOUT.parameters["sc.quality_mode"]


def placed(item: Dossier) -> Dossier:
    """The same item with its place on the map."""
    return matter(
        "OUTFLOW", *item.records, *item.evidence, geometry_wkb=shapely.to_wkb(ground(0, 50)), crs=CRS.wkt, area_m2=5e3
    )


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


def item(ha: float, state: str, *more: FormRecord | EvidenceItem, **answers: object) -> Dossier:
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
    lost = item(6, "EXEMPT", paper("DISASTER_PROOF"), exempt_code="DISASTER")
    assert closed(118, item(118, "SURVEY_CONFIRMED"), lost)["PLAN-COUNTED"] is Outcome.PASS
    assert closed(124, item(118, "SURVEY_CONFIRMED"), lost)["PLAN-COUNTED"] is Outcome.FAIL
    unproved = item(6, "EXEMPT", exempt_code="DISASTER")
    claimed = item(6, "CONVERTED", paper("DISASTER_PROOF"), exempt_code="DISASTER")
    for counts in (unproved, claimed):
        assert closed(118, item(118, "SURVEY_CONFIRMED"), counts)["PLAN-COUNTED"] is Outcome.FAIL
        assert closed(124, item(118, "SURVEY_CONFIRMED"), counts)["PLAN-COUNTED"] is Outcome.PASS
    formless = matter("OUTFLOW", state="CONVERTED")
    assert closed(118, item(118, "SURVEY_CONFIRMED"), formless)["PLAN-COUNTED"] is Outcome.NOT_CHECKED
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
    for state, expected in (("RESOURCE", "FAIL"), ("CANDIDATE", "PASS"), ("RETURNED", "FAIL")):
        found = judged(plan(matter("PARCEL", state=state)), "COUNTY_REVIEWED")["PLAN-IN-CHECKED"]
        assert (found.outcome.value, found.clause) == (expected, "SC-2(六)b")
    assert outcome(plan(), "COUNTY_REVIEWED", "PLAN-OUT-CHECKED") == "PASS"


def inflow(ha: float, *more: FormRecord, state: str = "ACCEPTED", on: str = "2023-07-01", **grade: object) -> Dossier:
    """A parcel of which so much was accepted on a day, grade 5 unless told otherwise."""
    told = {"accepted_m2": ha * HA, "accepted_on": on, "grade": 5, "scheme": "GBT33469_10"} | grade
    return matter("PARCEL", record("INFLOW", **told), *more, state=state, area_m2=ha * HA)


def asking(ha: float, *others: Dossier, uid: str = "OUTFLOW-9", **answers: object) -> Dossier:
    """An item that is about to be matched, in one plan with others."""
    told = {"grade": 5, "scheme": "GBT33469_10"} | answers
    own = matter("OUTFLOW", record("OUTFLOW", purpose="ORCHARD", area_m2=ha * HA, **told), matter("PLAN"))
    step = Step("CHECKED", "MATCHED", DAY, "COUNTY_NR")
    return replace(own, uid=uid, state="CHECKED", plan_items=others, next_step=step)


GONE = {"grade": 5, "scheme": "GBT33469_10"}


@pytest.mark.parametrize(("request_ha", "expected"), [(6, "FAIL"), (5, "PASS")])
def test_SC_2_5c_first_in_then_out(request_ha: float, expected: str) -> None:
    """SC-2(五)c: accepted 40, approved out 35, request 6: BLOCK (41 > 40); request 5: OK (equal)."""
    item_ = asking(request_ha, inflow(40), item(35, "APPROVED", **GONE))
    found = judged(item_, "MATCHED")["OUT-IN-FIRST"]
    assert (found.outcome.value, found.severity, found.clause) == (expected, Severity.BLOCK, "SC-2(五)c")
    assert (found.measured, found.threshold) == ((35 + request_ha) * HA, 40 * HA)


def test_SC_2_5c_what_is_accepted_later_or_less_by_the_survey_does_not_count() -> None:
    """SC-2(五)c: Σ accepted_in(≤t); A-17: the acceptance's day counts, and no more than the survey confirms."""
    gone = item(35, "APPROVED", **GONE)
    assert outcome(asking(5, inflow(40, on="2023-08-01"), gone), "MATCHED", "OUT-IN-FIRST") == "PASS"
    assert outcome(asking(5, inflow(40, on="2023-08-02"), gone), "MATCHED", "OUT-IN-FIRST") == "FAIL"
    late = inflow(40, on="2023-07-01")
    late = replace(late, steps=(Step("UNDER_WORKS", "ACCEPTED", date(2023, 8, 2), "COUNTY_NR"),))
    assert outcome(asking(5, late, gone), "MATCHED", "OUT-IN-FIRST") == "FAIL"
    smaller = record("SURVEY_CHANGE", **{"year": 2023, "class": "0103", "area_m2": 39 * HA})
    assert outcome(asking(5, inflow(40, smaller), gone), "MATCHED", "OUT-IN-FIRST") == "FAIL"
    assert outcome(asking(5, inflow(40, state="RETURNED"), gone), "MATCHED", "OUT-IN-FIRST") == "FAIL"


def test_SC_2_5c_nobody_states_totals_and_an_item_without_a_plan_or_form_is_open() -> None:
    """SC-2(五)c: the sums are the pool's own."""
    assert not {"accepted_in_m2", "total_out_m2"} & forms()["OUTFLOW"].fields.keys()
    assert not {"grade_in", "grade_out"} & forms()["PLAN"].fields.keys()
    alone = replace(asking(5), linked=())
    assert outcome(alone, "MATCHED", "OUT-IN-FIRST") == "NOT_CHECKED"
    formless = replace(matter("OUTFLOW", state="APPROVED"), uid="OUTFLOW-7")
    found = judged(asking(5, inflow(40), formless), "MATCHED")["OUT-IN-FIRST"]
    assert found.outcome is Outcome.NOT_CHECKED
    assert "OUTFLOW-7" in str(found.message)


def test_SC_2_5c_two_items_of_one_step_share_what_was_accepted() -> None:
    """SC-2(五)c: 40 accepted: 25 and 25 can't both leave in one step, 20 and 20 can."""
    for ha, expected in ((25, Outcome.FAIL), (20, Outcome.PASS)):
        one, other, came = asking(ha, uid="OUTFLOW-1"), asking(ha, uid="OUTFLOW-2"), inflow(40)
        one = replace(one, linked=other.linked)  # in one plan
        pair = [replace(one, plan_items=(came, other)), replace(other, plan_items=(came, one))]
        both = check_dossiers(INOUT, pair, stage="MATCHED", subject="OUTFLOW", as_of=DAY)
        agrees_with_a_pool(INOUT, pair, both, "MATCHED", DAY)
        for found in both:
            assert {f.check_id: f.outcome for f in found}["OUT-IN-FIRST"] is expected


def test_SC_2_5c_what_was_accepted_is_no_worse_than_what_leaves() -> None:
    """SC-2(五)c: equal quality, on the average weighted by area (A-18): (30·4 + 10·8) / 40 = 5."""
    came = (inflow(30, grade=4), inflow(10, grade=8))
    assert outcome(asking(40, *came, grade=5), "MATCHED", "OUT-GRADE") == "PASS"
    found = judged(asking(40, *came, grade=4.9), "MATCHED")["OUT-GRADE"]
    assert (found.outcome, found.measured, found.threshold) == (Outcome.FAIL, 5.0, 4.9)
    other = asking(40, *came, grade=5, scheme="DB15")
    assert outcome(other, "MATCHED", "OUT-GRADE") == "FAIL"
    each = replace(INOUT, parameters={**INOUT.parameters, "sc.quality_mode": replace(MODE, value="each")})
    assert outcome(asking(40, *came, grade=5), "MATCHED", "OUT-GRADE", rules=each) == "FAIL"
    assert outcome(asking(40, *came, grade=8), "MATCHED", "OUT-GRADE", rules=each) == "PASS"


def test_SC_2_7a_no_more_leaves_than_the_plan_foresees() -> None:
    """SC-2(七)a: items only under an approved plan, within its planned outflow."""
    for ha, expected in ((83, "PASS"), (84, "FAIL")):
        item_ = asking(ha, inflow(200), item(35, "APPROVED", **GONE))
        item_ = replace(item_, linked=(replace(plan(), state="APPROVED"),))
        assert outcome(item_, "APPROVED", "OUT-WITHIN-PLAN") == expected


def surveyed(ha: float, accepted_ha: float | None = None, **grade: object) -> Dossier:
    """A parcel that the survey confirmed."""
    change = record("SURVEY_CHANGE", **{"year": 2023, "class": "0103", "stable": True, "area_m2": ha * HA})
    return inflow(ha if accepted_ha is None else accepted_ha, change, state="SURVEY_CONFIRMED", **grade)


def test_SC_2_5b_what_is_planned_is_what_the_plan_lists_and_a_plan_without_parcels_is_none() -> None:
    """SC-2(五)b: planned in and out are the sums of the linked parcels and items; exempt ones left out."""
    lost = item(6, "EXEMPT", paper("DISASTER_PROOF"), exempt_code="DISASTER")
    full = plan(inflow(120, state="CANDIDATE"), item(118, "CHECKED"), lost)
    assert {outcome(full, "COUNTY_REVIEWED", c) for c in ("PLAN-IN-SUM", "PLAN-OUT-SUM")} == {"PASS"}
    less = plan(inflow(119.9999, state="CANDIDATE"), item(118, "CHECKED"), item(1, "CHECKED"))
    assert {outcome(less, "COUNTY_REVIEWED", c) for c in ("PLAN-IN-SUM", "PLAN-OUT-SUM")} == {"FAIL"}
    gone = plan(inflow(120, state="WITHDRAWN"))
    for empty in (plan(), gone):
        assert outcome(empty, "COUNTY_REVIEWED", "PLAN-IN-SUM") == "FAIL"
    assert outcome(plan(), "COUNTY_REVIEWED", "PLAN-IN-CHECKED") == "FAIL"


def test_SC_2_5d_what_is_confirmed_in_is_what_the_survey_confirmed() -> None:
    """SC-2(五)d: in_confirmed of the parcels, of each no more than was accepted."""
    told = {"confirmed_in_m2": 118 * HA, "confirmed_out_m2": 118 * HA}
    for parcels, expected in (
        ((surveyed(100), surveyed(18)), "PASS"),
        ((surveyed(100), surveyed(19, 18)), "PASS"),
        ((surveyed(100), inflow(18, state="CREDITED")), "FAIL"),
        ((surveyed(100), inflow(18, state="SURVEY_CONFIRMED")), "NOT_CHECKED"),
        ((), "FAIL"),
    ):
        year = plan(*parcels, **told)
        for stage, check_id in (("SURVEY_RECONCILED", "PLAN-SURVEY-IN-SUM"), ("CLOSED_OK", "PLAN-CLOSED-IN-SUM")):
            assert outcome(year, stage, check_id) == expected


def test_SC_2_5d_no_less_comes_in_than_left_and_of_no_worse_quality() -> None:
    """SC-2(五)d: in 118, out 118 OK; in avg 6.0 vs out 5.2: FAIL QUALITY."""
    told = {"confirmed_in_m2": 118 * HA, "confirmed_out_m2": 118 * HA}
    gone = item(118, "SURVEY_CONFIRMED", grade=5.2, scheme="GBT33469_10")
    even = plan(surveyed(118, grade=5.2), gone, **told)
    assert outcome(even, "CLOSED_OK", "PLAN-IN-GE-OUT") == "PASS"
    assert outcome(even, "CLOSED_OK", "PLAN-QUALITY") == "PASS"
    assert outcome(plan(surveyed(118, grade=6), gone, **told), "CLOSED_OK", "PLAN-QUALITY") == "FAIL"
    short = plan(confirmed_in_m2=110 * HA, confirmed_out_m2=118 * HA)
    found = judged(short, "CLOSED_OK")["PLAN-IN-GE-OUT"]
    assert found.outcome is Outcome.FAIL
    assert (found.measured, found.threshold) == (118 * HA, 110 * HA)
    strict = replace(INOUT, parameters={**INOUT.parameters, "sc.strict_greater": replace(MODE, value=True)})
    assert outcome(even, "CLOSED_OK", "PLAN-IN-GE-OUT", rules=strict) == "FAIL"
    unstable = record("SURVEY_CHANGE", **{"year": 2023, "class": "0103", "stable": False})
    assert outcome(matter("PARCEL", unstable), "SURVEY_CONFIRMED", "CHK-SURVEY-STABLE") == "FAIL"


def test_SC_5_17_the_statement_of_the_year_gives_in_out_net_quality_and_what_is_frozen() -> None:
    """SC-5(十七): year-end statement per county: in, out, net, quality, frozen."""
    paddy = record("SURVEY_CHANGE", **{"year": 2023, "class": "0101", "stable": True, "area_m2": 10 * HA})
    parcels = surveyed(100, grade=4), inflow(10, paddy, state="SURVEY_CONFIRMED", grade=6)
    frozen = record("FREEZE", area_m2=8 * HA, due="2024-06-30")
    year = plan(*parcels, item(118, "SURVEY_CONFIRMED", paddy_m2=12 * HA, **GONE), frozen)
    found = judged(year, "SHORTFALL")["PLAN-SHORT-FIGURES"]
    assert (found.severity, found.clause, found.measured) == (Severity.INFO, "SC-5(十七)", -8 * HA)
    # (100·4 + 10·6) / 110 = 4.1818
    assert str(found.message) == (
        "In: 1100000.00 m², paddy 100000.00 m², grade 4.18. Out: 1180000.00 m², paddy 120000.00 m², grade 5.00. "
        "Net: -80000.00 m². Frozen: 80000.00 m²."
    )
