"""Jiangxi, from the application to the county pool: what keeps a parcel from the next state, and by which clause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from jiangxi_parcels import PATH, RULES, check, failures, finding, ground, mines, on_its_way_to, paper, record

from zhanbu_plugin.checks.dossier import Dossier
from zhanbu_plugin.checks.findings import Outcome, Verdict
from zhanbu_plugin.regimes.severity import Severity


def refused_by(dossier: Dossier, state: str) -> dict[str, str]:
    """The checks that keep a parcel from a state, with their clauses."""
    return {check_id: found.clause for check_id, found in failures(dossier, state).items()}


@pytest.mark.parametrize("state", PATH[1:])
def test_a_parcel_whose_file_is_complete_may_take_every_step(state: str) -> None:
    assert failures(on_its_way_to(state), state) == {}


def test_JX_3_2_2_1_of_three_polygons_only_the_two_of_mining_land_can_be_applied_for() -> None:
    """JX-3.2.2(1): 3 polygons selected, 2 eligible: the check lists 3 and 2 can become APPLIED."""
    parcels = mines([ground(0, 92), ground(200, 292), ground(400, 492)], DLBM=["0602", "0301", "0602"])
    dossiers = [on_its_way_to("APPLIED")] * 3
    result = check(parcels, stage="APPLIED", dossiers=dossiers)
    assert len(result.parcels) == 3
    assert [verdict is Verdict.ELIGIBLE for verdict in result.verdicts] == [True, False, True]
    assert finding(result, "CHK-SRC", 1).clause == "JX-3.2.1"


def test_JX_3_2_2_1_without_the_townships_application_nothing_is_applied_for() -> None:
    """JX-3.2.2(1): the township applies."""
    assert refused_by(on_its_way_to("APPLIED", without=["APPLICATION"]), "APPLIED") == {
        "CHK-APPLICATION": "JX-3.2.2(1)"
    }
    assert RULES.workflows["PARCEL"].between("CANDIDATE", "APPLIED").roles == ("TOWNSHIP",)  # type: ignore[union-attr]


def test_JX_3_2_2_2_without_a_field_checklist_a_parcel_isnt_verified() -> None:
    """JX-3.2.2(2): field checklist missing → BLOCK FIELD_VERIFICATION_MISSING."""
    found = failures(on_its_way_to("VERIFIED", without=["FIELD_CHECKLIST"]), "VERIFIED")
    assert set(found) == {"CHK-FIELD", "CHK-VERIFIED-PAPERS"}
    assert {f.clause for f in found.values()} == {"JX-3.2.2(2)"}
    assert found["CHK-FIELD"].severity is Severity.BLOCK
    assert "Field checklist" in str(found["CHK-FIELD"].message)


@pytest.mark.parametrize(
    ("form", "answers", "check_id"),
    [
        ("FIELD_CHECKLIST", {"date": "2022-03-02", "team": "乙", "conclusion": "FAIL"}, "CHK-FIELD"),
        ("OFFICE_CHECKLIST", {"date": "2022-03-02", "team": "乙", "conclusion": "FAIL"}, "CHK-OFFICE"),
        ("OWNERSHIP", {"undisputed": False}, "CHK-OWNERSHIP"),
    ],
)
def test_JX_3_2_2_2_a_failed_checklist_or_a_dispute_keeps_a_parcel_from_being_verified(
    form: str, answers: dict[str, object], check_id: str
) -> None:
    """JX-3.2.2(2): ownership is clear and the source reliable; the latest answer decides."""
    assert set(failures(on_its_way_to("VERIFIED", answers=[(form, answers)]), "VERIFIED")) == {check_id}


def test_JX_3_2_2_2_a_photo_from_elsewhere_needs_a_document() -> None:
    """JX-3.2.2(2): photos are taken in the field, that is, at the parcel."""
    there = on_its_way_to("VERIFIED")
    away = replace(paper("FIELD_PHOTO"), lon=117.1, lat=28.73637)
    found = failures(replace(there, evidence=(*there.evidence, away)), "VERIFIED")
    assert set(found) == {"CHK-PHOTO-PLACE"}
    assert found["CHK-PHOTO-PLACE"].severity is Severity.OVERRIDE


def test_JX_3_2_2_2_a_parcel_is_rejected_with_a_reason_and_minutes() -> None:
    """JX-3.2.2(2): REJECTED needs a reason, and the minutes that tell it."""
    there = on_its_way_to("VERIFIED")
    assert set(failures(there, "REJECTED")) == {"CHK-REJECTED", "CHK-REJECTED-MINUTES"}
    told = replace(there, records=(*there.records, record("RETURN", {"reason": "权属有争议"})))
    assert set(failures(told, "REJECTED")) == {"CHK-REJECTED-MINUTES"}
    assert failures(replace(told, evidence=(*told.evidence, paper("MINUTES"))), "REJECTED") == {}


def test_JX_3_2_2_3_a_photo_of_one_site_alone_doesnt_close_the_notice() -> None:
    """JX-3.2.2(3): only the committee's photo → BLOCK."""
    found = failures(on_its_way_to("PUBLICIZED", without=["NOTICE_PHOTO_VILLAGE"]), "PUBLICIZED")
    assert set(found) == {"CHK-NOTICE-PHOTO"}
    assert (found["CHK-NOTICE-PHOTO"].clause, found["CHK-NOTICE-PHOTO"].severity) == ("JX-3.2.2(3)", Severity.BLOCK)
    assert "village" in str(found["CHK-NOTICE-PHOTO"].message)


@pytest.mark.parametrize(("last_day", "refused"), [("2022-04-05", True), ("2022-04-06", True), ("2022-04-07", False)])
def test_JX_3_2_2_3_a_notice_is_up_for_seven_days_both_ends_counted(last_day: str, refused: bool) -> None:
    """JX-3.2.2(3): 5 days where 7 are asked for → BLOCK (A-14)."""
    shorter = ("NOTICE", {"site": "VILLAGE", "start": "2022-04-01", "end": last_day})
    found = failures(on_its_way_to("PUBLICIZED", answers=[shorter]), "PUBLICIZED")
    assert set(found) == ({"CHK-NOTICE"} if refused else set())
    if last_day == "2022-04-05":
        assert (found["CHK-NOTICE"].measured, found["CHK-NOTICE"].threshold) == (5.0, 7.0)


def test_JX_3_2_2_3_a_notice_at_one_site_alone_is_none() -> None:
    """JX-3.2.2(3): natural village and committee."""
    there = on_its_way_to("PUBLICIZED", without=["NOTICE"])
    village = record("NOTICE", {"site": "VILLAGE", "start": "2022-04-01", "end": "2022-04-07"})
    found = failures(replace(there, records=(*there.records, village)), "PUBLICIZED")
    assert set(found) == {"CHK-NOTICE"}


@pytest.mark.parametrize(("resolution", "refused"), [("OPEN", True), ("UPHELD", True), ("NONE", False)])
def test_JX_3_2_2_3_an_open_objection_keeps_the_notice_from_being_closed(resolution: str, refused: bool) -> None:
    """JX-3.2.2(3): 1 open objection → BLOCK OBJECTION_OPEN; one that is upheld stands as well."""
    raised = ("OBJECTION", {"raised_on": "2022-04-05", "by": "李四", "resolution": resolution})
    assert ("CHK-OBJECTION" in failures(on_its_way_to("PUBLICIZED", answers=[raised]), "PUBLICIZED")) == refused


def test_JX_3_2_2_4_three_consents_of_four_right_holders_are_not_enough() -> None:
    """JX-3.2.2(4): 4 holders, 3 consents → BLOCK CONSENT 3/4."""
    there = on_its_way_to("CONFIRMED")
    three = tuple(r for r in there.records if r.values.get("holder") != "权利人4")
    found = failures(replace(there, records=three), "CONFIRMED")["CHK-CONSENT"]
    assert (found.measured, found.threshold, found.clause) == (3.0, 4.0, "JX-3.2.2(4)")
    assert "3 of 4" in str(found.message)


def test_JX_3_2_2_4_an_objection_after_the_notice_and_a_missing_approval_are_found() -> None:
    """JX-3.2.2(4): no objection stands, and the county government approves."""
    late = ("OBJECTION", {"raised_on": "2022-04-20", "by": "李四", "resolution": "OPEN"})
    found = failures(on_its_way_to("CONFIRMED", answers=[late], without=["GOV_APPROVAL"]), "CONFIRMED")
    assert set(found) == {"CHK-OBJECTION-LATER", "CHK-CONFIRMED-PAPERS"}
    step = RULES.workflows["PARCEL"].between("PUBLICIZED", "CONFIRMED")
    assert step is not None
    assert step.external


def test_JX_2_2d_without_a_note_on_suitability_a_parcel_isnt_confirmed() -> None:
    """JX-2.2d: no suitability note, go to CONFIRMED → BLOCK SUITABILITY_MISSING."""
    found = failures(on_its_way_to("CONFIRMED", without=["SUITABILITY"]), "CONFIRMED")
    assert {check_id: f.clause for check_id, f in found.items()} == {"CHK-SUITABLE": "JX-2.2d"}
    unsuitable = ("SUITABILITY", {"suitable": False, "note": "裸岩"})
    assert set(failures(on_its_way_to("CONFIRMED", answers=[unsuitable]), "CONFIRMED")) == {"CHK-SUITABLE"}


@pytest.mark.parametrize(("planted", "outcome"), [("2022-05-05", "FAIL"), ("2022-05-06", None)])
def test_JX_3_2_2_5_planting_before_the_confirmation_is_a_warning_only(planted: str, outcome: str | None) -> None:
    """JX-3.2.2(5): afforestation date before confirmation → WARN ORDER, not BLOCK."""
    answer = ("AFFORESTATION", {"date": planted, "species": "湿地松", "area_m2": 9_200})
    found = failures(on_its_way_to("AFFORESTED", answers=[answer]), "AFFORESTED")
    assert set(found) == ({"CHK-ORDER"} if outcome else set())
    assert all(f.severity is Severity.WARN for f in found.values())


def test_JX_3_2_2_5_without_a_record_of_species_and_area_nothing_is_afforested() -> None:
    """JX-3.2.2(5): species, density, area, date and cost are recorded."""
    found = failures(on_its_way_to("AFFORESTED", without=["AFFORESTATION"]), "AFFORESTED")
    assert set(found) == {"CHK-AFFORESTED"}


def test_JX_3_3_6_shares_of_60_and_30_per_cent_dont_make_the_whole() -> None:
    """JX-3.3.6: 60 % + 30 % → BLOCK SHARES 90 %."""
    there = on_its_way_to("AFFORESTED", without=["INVESTOR"])
    shares = (record("INVESTOR", {"name": name, "share": share}) for name, share in (("甲", 0.6), ("乙", 0.3)))
    found = failures(replace(there, records=(*there.records, *shares)), "AFFORESTED")["CHK-SHARES"]
    assert (found.measured, found.severity, found.clause) == (pytest.approx(0.9), Severity.BLOCK, "JX-3.3.6")
    assert "90" in str(found.message)


def test_JX_3_2_2_6_both_offices_sign_the_acceptance() -> None:
    """JX-3.2.2(6): only forestry signed → BLOCK; so does natural resources' refusal."""
    there = on_its_way_to("ACCEPTED")
    forestry = tuple(r for r in there.records if r.values.get("office") != "NR")
    found = failures(replace(there, records=forestry), "ACCEPTED")
    assert {check_id: f.clause for check_id, f in found.items()} == {"CHK-ACCEPTED": "JX-3.2.2(6)"}
    refusal = ("ACCEPTANCE", {"office": "NR", "result": "FAIL", "date": "2022-08-21", "area_m2": 9_200})
    assert set(failures(on_its_way_to("ACCEPTED", answers=[refusal]), "ACCEPTED")) == {"CHK-ACCEPTED"}


@pytest.mark.parametrize(
    ("accepted_m2", "shape_m2", "refused"),
    [
        (8_900, 9_200, True),
        (8_900, 8_900, False),
        (9_200, 8_900, True),
        (8_900, 8_900.9, False),
        (8_900, 8_901.1, True),
    ],
)
def test_JX_3_2_2_6_the_shape_is_what_was_accepted(accepted_m2: float, shape_m2: float, refused: bool) -> None:
    """JX-3.2.2(6): candidate 9 200, accepted 8 900: accepted only once the shape has 8 900 too (A-33: 1 m²)."""
    signed = {"result": "PASS", "date": "2022-08-20", "area_m2": accepted_m2}
    answers = [("ACCEPTANCE", {"office": office, **signed}) for office in ("FORESTRY", "NR")]
    found = failures(on_its_way_to("ACCEPTED", answers=answers, area_m2=shape_m2), "ACCEPTED")
    assert {check_id: f.clause for check_id, f in found.items()} == (
        {"CHK-ACCEPTED-AREA": "JX-3.2.2(6)"} if refused else {}
    )
    assert all(f.measured == pytest.approx(abs(accepted_m2 - shape_m2)) for f in found.values())


def test_JX_3_2_2_6_the_shape_is_locked_from_acceptance_on() -> None:
    """JX-3.2.2(6): what was accepted isn't changed any more."""
    workflow = RULES.workflows["PARCEL"]
    locked = [state for state in PATH if workflow.is_locked(state)]
    assert locked == list(PATH[PATH.index("ACCEPTED") :])


@pytest.mark.parametrize(("code", "refused"), [("0301", False), ("0307", False), ("0602", True), ("0403", True)])
def test_JX_3_2_2_6_the_class_becomes_forest_in_the_yearly_survey(code: str, refused: bool) -> None:
    """JX-3.2.2(6): natural resources change the class to forest land."""
    answer = ("SURVEY_CHANGE", {"year": 2023, "class": code, "area_m2": 8_900})
    found = failures(on_its_way_to("LANDUSE_CHANGED", answers=[answer]), "LANDUSE_CHANGED")
    assert set(found) == ({"CHK-CHANGED"} if refused else set())


def test_JX_3_2_2_7_a_parcel_that_is_no_forest_in_the_forest_map_stays_out_of_the_pool() -> None:
    """JX-3.2.2(7): 一张图 still 非林地 → BLOCK FOREST_MAP_NOT_UPDATED."""
    for change in ({"without": ["FOREST_MAP"]}, {"answers": [("FOREST_MAP", _not_yet())]}):
        found = failures(on_its_way_to("COUNTY_POOL", **change), "COUNTY_POOL")  # type: ignore[arg-type]
        assert {check_id: f.clause for check_id, f in found.items()} == {"CHK-FOREST-MAP": "JX-3.2.2(7)"}
        assert found["CHK-FOREST-MAP"].outcome is Outcome.FAIL


def _not_yet() -> dict[str, object]:
    """The forest map of 2022 with the parcel as it was (code 1, present forest, isn't a supplement)."""
    return {"year": 2022, "sub_compartment": "12-3", "bcld": 1, "land_type": "非林地"}


@pytest.mark.parametrize(("supplement", "outcome"), [(3.4, "FAIL"), (2.1, None), (1.8, None)])
def test_JX_4_2_a_supplement_of_lower_quality_than_what_was_used_is_a_warning(
    supplement: float, outcome: str | None
) -> None:
    """JX-4.2: used 2.1 on average, supplement 3.4 → WARN QUALITY_LOWER."""
    grades = ("FOREST_QUALITY", {"used": 2.1, "supplement": supplement, "scheme": "FOREST_5"})
    found = failures(on_its_way_to("COUNTY_POOL", answers=[grades]), "COUNTY_POOL")
    assert set(found) == ({"CHK-QUALITY"} if outcome else set())
    assert all((f.severity, f.measured, f.threshold) == (Severity.WARN, 3.4, 2.1) for f in found.values())


def test_JX_3_2_2_8_only_a_whole_and_unchanged_package_is_submitted() -> None:
    """JX-3.2.2(8): without a submission package, or with a paper that was changed, nothing is submitted."""
    assert refused_by(on_its_way_to("SUBMITTED", without=["SUBMISSION_PACKAGE"]), "SUBMITTED") == {
        "CHK-PACKAGE": "JX-3.2.2(8)"
    }
    there = on_its_way_to("SUBMITTED", on=date(2023, 9, 1))
    changed = tuple(replace(e, intact=e.kind != "CONSENT") for e in there.evidence)
    assert refused_by(replace(there, evidence=changed), "SUBMITTED") == {"CHK-INTACT": "JX-3.2.2(8)"}


def test_JX_3_2_2_8_entering_the_provincial_pool_is_what_counts_as_pooled() -> None:
    """JX-3.2.2(8): the county's own pool opens no lot, the provincial one does (3.3.2)."""
    states = RULES.states
    assert next(state for state in PATH if states[state].pooled) == "PROV_POOL"
    assert not states["COUNTY_POOL"].pooled
