"""Sichuan: supplement projects, occupation of cropland, promises, linked pairs, and cases of illegal change."""

from __future__ import annotations

from datetime import date

import pytest
from sichuan_parcels import CROP, HA, judged, matter, paper, record
from sichuan_parcels import outcome as outcome_of

from zhanbu_plugin.checks.dossier import Dossier, EvidenceItem, FormRecord
from zhanbu_plugin.checks.findings import Finding, Outcome
from zhanbu_plugin.regimes.severity import Severity


def outcome(dossier: Dossier, stage: str, check_id: str, *, on: date | None = None) -> str:
    return outcome_of(dossier, stage, check_id, rules=CROP, on=on)


def found(dossier: Dossier, stage: str, *, on: date | None = None) -> dict[str, Finding]:
    return judged(dossier, stage, rules=CROP, on=on)


def occupation(*contents: FormRecord | EvidenceItem | Dossier, pbf_ha: float = 10.0, **answers: object) -> Dossier:
    """A project that occupies permanent basic farmland, unless told otherwise."""
    told = {"kind": "CONSTRUCTION", "area_m2": 20 * HA, "pbf_m2": pbf_ha * HA} | answers
    return matter("OCCUPATION", record("OCCUPATION", **told), *contents)


def redraw(ha: float, grade: int, *, taken_grade: int = 4, stable: bool = True, **answers: object) -> FormRecord:
    """What is drawn anew for 10 ha of grade 4."""
    grades = {"redrawn_grade": grade, "occupied_grade": taken_grade, "scheme": "GBT33469_10"}
    return record("PBF_REDRAW", occupied_m2=10 * HA, redrawn_m2=ha * HA, stable=stable, **grades, **answers)


@pytest.mark.parametrize(
    ("ha", "grade", "stable", "area", "quality"),
    [
        (10, 5, True, "PASS", "FAIL"),
        (10, 4, True, "PASS", "PASS"),
        (10, 3, True, "PASS", "PASS"),
        (9.9, 4, True, "FAIL", "PASS"),
        (10, 4, False, "FAIL", "PASS"),
    ],
)
def test_SC_1_3a_farmland_is_drawn_anew_no_less_and_no_worse(
    ha: float, grade: int, stable: bool, area: str, quality: str
) -> None:
    """SC-1(三)a: occupy 10 ha of grade 4; redraw 10 ha of grade 5: BLOCK REDRAW_QUALITY."""
    project = occupation(redraw(ha, grade, stable=stable))
    assert outcome(project, "SUBMITTED", "OCC-REDRAW") == area
    assert outcome(project, "SUBMITTED", "OCC-REDRAW-QUALITY") == quality
    judgement = found(project, "SUBMITTED")["OCC-REDRAW-QUALITY"]
    assert (judgement.severity, judgement.clause) == (Severity.BLOCK, "SC-1(三)a")


def test_SC_1_3a_without_a_record_it_is_blocked_and_without_farmland_nothing_is_asked() -> None:
    """SC-1(三)a: occupation of permanent basic farmland needs a record of what is drawn anew."""
    assert outcome(occupation(), "SUBMITTED", "OCC-REDRAW") == "FAIL"
    for check_id in ("OCC-REDRAW", "OCC-REDRAW-QUALITY", "OCC-TEMPORARY"):
        assert outcome(occupation(pbf_ha=0), "SUBMITTED", check_id) == "PASS"


def test_SC_1_3a_temporary_use_needs_the_city_s_approval_instead() -> None:
    """SC-1(三)a: temporary use of permanent basic farmland is approved at city level."""
    temporary = redraw(0, 4, temporary=True)
    assert outcome(occupation(temporary), "SUBMITTED", "OCC-TEMPORARY") == "FAIL"
    approved = occupation(temporary, paper("TEMP_USE_APPROVAL"))
    assert {outcome(approved, "SUBMITTED", c) for c in ("OCC-REDRAW", "OCC-REDRAW-QUALITY", "OCC-TEMPORARY")} == {
        "PASS"
    }


def project(*contents: FormRecord | EvidenceItem, state: str = "", **answers: object) -> Dossier:
    """A project of high-standard farmland, unless told otherwise."""
    told = {"kind": "HIGH_STANDARD", "area_m2": 30 * HA} | answers
    return matter("PROJECT", record("PROJECT", **told), *contents, state=state)


def test_SC_1_3b_what_a_project_uses_is_made_up_inside_or_by_the_county() -> None:
    """SC-1(三)b: used 0.8, inside 0.5: county shortfall 0.3."""
    short = found(project(pbf_used_m2=0.8 * HA, pbf_inside_m2=0.5 * HA), "ACCEPTED")["PROJECT-PBF"]
    assert (short.outcome, short.severity, short.clause) == (Outcome.FAIL, Severity.OVERRIDE, "SC-1(三)b")
    assert (short.measured, short.threshold) == (8_000, 5_000)
    assert "3000.00 m² more" in str(short.message)
    assert outcome(project(pbf_used_m2=0.8 * HA, pbf_inside_m2=0.8 * HA), "ACCEPTED", "PROJECT-PBF") == "PASS"
    assert outcome(project(pbf_used_m2=0, pbf_inside_m2=0), "ACCEPTED", "PROJECT-PBF") == "PASS"
    assert outcome(project(), "ACCEPTED", "PROJECT-PBF") == "NOT_CHECKED"


@pytest.mark.parametrize(
    ("kind", "expected"), [("CONSOLIDATION", "PASS"), ("HIGH_STANDARD", "PASS"), ("OTHER", "FAIL")]
)
def test_SC_3_9a_new_cropland_comes_from_projects_of_these_kinds(kind: str, expected: str) -> None:
    """SC-3(九)a: new cropland from consolidation and high-standard projects, accepted as stable, may be used."""
    assert outcome(project(kind=kind), "APPROVED", "PROJECT-KIND") == expected


def test_SC_3_9a_a_plot_belongs_to_an_approved_project_and_is_stable() -> None:
    """SC-3(九)a: accepted as long-term stable."""
    for state, expected in (("PLANNED", "FAIL"), ("APPROVED", "PASS"), ("FILED", "PASS")):
        assert outcome(matter("PARCEL", project(state=state)), "IN_PROJECT", "CHK-PROJECT") == expected
    for stable, expected in ((True, "PASS"), (False, "FAIL")):
        change = record("SURVEY_CHANGE", **{"year": 2023, "class": "0101", "stable": stable})
        assert outcome(matter("PARCEL", change), "VERIFIED", "CHK-STABLE") == expected


def promised(delivered_ha: float, *contents: EvidenceItem) -> Dossier:
    """A promise of 5 ha that is due on 30 June 2023."""
    told = record("PROMISE", area_m2=5 * HA, due="2023-06-30", delivered_m2=delivered_ha * HA)
    return occupation(told, *contents, pbf_ha=0, level="NATIONAL")


def test_SC_3_10a_of_5_ha_promised_and_3_delivered_2_are_to_be_deducted_on_the_day_after() -> None:
    """SC-3(十)a: promise 5 ha due 2023-06-30, delivered 3, on 07-01: deduct 2."""
    due = found(promised(3), "PROMISE_KEPT", on=date(2023, 7, 1))["OCC-PROMISE-DUE"]
    assert (due.outcome, due.measured, due.clause) == (Outcome.FAIL, 2 * HA, "SC-3(十)a")
    assert "20000.00 m² are to be deducted" in str(due.message)
    assert outcome(promised(3), "PROMISE_KEPT", "OCC-PROMISE-DUE", on=date(2023, 6, 30)) == "PASS"
    assert outcome(promised(3), "PROMISE_KEPT", "OCC-PROMISE-KEPT", on=date(2023, 6, 30)) == "FAIL"
    kept = found(promised(5), "PROMISE_KEPT", on=date(2023, 7, 1))
    assert {f.outcome for f in kept.values()} == {Outcome.PASS}


def test_SC_3_10a_only_national_projects_with_the_ministry_s_consent_may_promise() -> None:
    """SC-3(十)a: no promise mode except few urgent national projects agreed by the ministry."""
    papers = paper("MINISTRY_CONSENT"), paper("PROMISE_LETTER")
    by_map = ("OCC-PROMISE-PBF-MAP", Outcome.NOT_CHECKED)
    seen = found(promised(0, *papers), "PROMISED").items()
    assert {(c, f.outcome) for c, f in seen if f.outcome is not Outcome.PASS} == {by_map}
    assert outcome(promised(0, papers[1]), "PROMISED", "OCC-PROMISE-CONSENT") == "FAIL"
    assert outcome(occupation(level="COUNTY"), "PROMISED", "OCC-PROMISE-NATIONAL") == "FAIL"
    assert outcome(occupation(), "PROMISED", "OCC-PROMISE") == "FAIL"


def pair(reclaimed_ha: float, occupied_ha: float, *, reclaimed: int = 5, occupied: int = 5) -> Dossier:
    """A linked reclamation and occupation."""
    told = {"reclaimed_grade": reclaimed, "occupied_grade": occupied, "scheme": "GBT33469_10"}
    areas = {"reclaimed_m2": reclaimed_ha * HA, "occupied_m2": occupied_ha * HA}
    return matter("LINK_PAIR", record("LINK_PAIR", **areas, **told), paper("ACCEPTANCE_REPORT"))


def test_SC_3_10b_no_more_is_taken_than_was_reclaimed_and_nothing_better() -> None:
    """SC-3(十)b: reclaim 4.0, occupy 4.2: BLOCK."""
    assert {f.outcome for f in found(pair(4.2, 4.2), "CONFIRMED").values()} == {Outcome.PASS}
    short = found(pair(4.0, 4.2), "CONFIRMED")["PAIR-AREA"]
    assert (short.outcome, short.severity, short.clause) == (Outcome.FAIL, Severity.BLOCK, "SC-3(十)b")
    assert outcome(pair(4.2, 4.2, reclaimed=6), "CONFIRMED", "PAIR-GRADE") == "FAIL"
    assert outcome(pair(4.2, 4.2, reclaimed=4), "CONFIRMED", "PAIR-GRADE") == "PASS"


def test_SC_3_11_without_a_filing_number_a_project_is_not_filed_and_cannot_be_linked() -> None:
    """SC-3(十一): filing no. empty, link: BLOCK."""
    assert outcome(project(verification_no="川核2023-7"), "FILED", "PROJECT-FILING") == "FAIL"
    assert outcome(project(filing_no="51012120230007"), "FILED", "PROJECT-FILING") == "PASS"
    for state, expected in (("VERIFIED", "FAIL"), ("FILED", "PASS"), ("DISCLOSED", "PASS")):
        assert outcome(occupation(project(state=state)), "SHEET_ISSUED", "OCC-PROJECT") == expected
        assert outcome(matter("PARCEL", project(state=state)), "FILED", "CHK-FILED-PROJECT") == expected
    assert outcome(occupation(), "SHEET_ISSUED", "OCC-PROJECT") == "FAIL"


def test_SC_3_11_new_cropland_is_verified_disclosed_and_accepted_by_both_offices() -> None:
    """SC-3(十一): verification no., filing no., disclosure; accepted by NR and agriculture."""
    assert outcome(project(), "VERIFIED", "PROJECT-VERIFICATION") == "FAIL"
    assert outcome(project(verification_no="川核2023-7"), "VERIFIED", "PROJECT-VERIFICATION") == "PASS"
    assert outcome(project(), "DISCLOSED", "PROJECT-DISCLOSED") == "FAIL"
    assert outcome(project(disclosed_on="2023-06-01"), "DISCLOSED", "PROJECT-DISCLOSED") == "PASS"
    by_one = record("ACCEPTANCE", office="NR", result="PASS", date="2023-05-01")
    by_other = record("ACCEPTANCE", office="AGRI", result="PASS", date="2023-05-01")
    assert outcome(project(by_one), "ACCEPTED", "PROJECT-ACCEPTANCE") == "FAIL"
    assert outcome(project(by_one, by_other), "ACCEPTED", "PROJECT-ACCEPTANCE") == "PASS"
    assert [name for name, state in CROP.states.items() if state.pooled] == ["FILED", "TENDED"]


WAYS = {"NO_FORCE": "CASE-NO-FORCE", "RESTORING": "CASE-RESTORE", "PLAN_2022": "CASE-PLAN-2022"}


@pytest.mark.parametrize(
    ("changed_on", "kind", "on_pbf", "impossible", "ways"),
    [
        ("2021-03-01", "NON_GRAIN", False, True, {"RESTORING", "PLAN_2022"}),
        ("2021-03-01", "NON_GRAIN", False, False, {"RESTORING"}),
        ("2021-03-01", "NON_GRAIN", True, True, {"RESTORING"}),
        ("2020-11-03", "NON_GRAIN", True, True, {"NO_FORCE"}),
        ("2020-11-04", "NON_GRAIN", False, False, {"RESTORING"}),
        ("2020-09-09", "NON_FARM", False, False, {"NO_FORCE"}),
        ("2020-09-10", "NON_FARM", False, False, {"RESTORING"}),
        ("2018-01-01", "CONSTRUCTION", False, True, {"RESTORING"}),
        ("2021-03-01", "CONSTRUCTION", False, True, {"RESTORING"}),
    ],
)
def test_SC_4_12_a_case_goes_where_the_date_of_its_change_sends_it(
    changed_on: str, kind: str, on_pbf: bool, impossible: bool, ways: set[str]
) -> None:
    """SC-4(十二): general cropland changed 2021-03, impossible: “include in 2022 plan”."""
    told = {"changed_on": changed_on, "kind": kind, "on_pbf": on_pbf, "impossible": impossible}
    case = matter("CASE", record("ILLEGAL_CASE", **told))
    assert {state for state, check_id in WAYS.items() if outcome(case, state, check_id) == "PASS"} == ways


def test_SC_4_12_the_message_says_where_the_case_belongs() -> None:
    """SC-4(十二): no one-size-fits-all restoring of what is older than the notices."""
    told = {"changed_on": "2021-03-01", "kind": "NON_GRAIN", "on_pbf": False, "impossible": True}
    refused = found(matter("CASE", record("ILLEGAL_CASE", **told)), "NO_FORCE")["CASE-NO-FORCE"]
    assert "in/out plan of 2022" in str(refused.message)
    assert (refused.severity, refused.clause) == (Severity.BLOCK, "SC-4(十二)")
    old = found(matter("CASE", record("ILLEGAL_CASE", **{**told, "changed_on": "2018-01-01"})), "RESTORING")
    assert "nobody may simply force it back" in str(old["CASE-RESTORE"].message)
    assert outcome(matter("CASE"), "RESTORING", "CASE-RESTORE") == "NOT_CHECKED"
    unnamed = record("ILLEGAL_CASE", changed_on="2018-01-01", on_pbf=False)
    assert outcome(matter("CASE", unnamed), "NO_FORCE", "CASE-NO-FORCE") == "NOT_CHECKED"


def test_SC_4_13a_a_freeze_needs_its_notice_and_its_amount() -> None:
    """SC-4(十三)a: need 50, county 32, city 40: 32 + 18 are recorded with the notice; the ledger does the rest."""
    amount = record("FREEZE", area_m2=50 * HA, county_m2=32 * HA, city_m2=18 * HA, due="2023-12-31")
    built = record("ILLEGAL_CASE", changed_on="2021-03-01", on_pbf=False, kind="CONSTRUCTION")
    frozen = matter("CASE", built, amount, paper("FREEZE_NOTICE"))
    assert {f.outcome for f in found(frozen, "FROZEN").values()} == {Outcome.PASS}
    orchard = record("ILLEGAL_CASE", changed_on="2021-03-01", on_pbf=False, kind="NON_GRAIN")
    assert outcome(matter("CASE", orchard), "FROZEN", "CASE-FREEZE-KIND") == "FAIL"
    assert outcome(matter("CASE", amount), "FROZEN", "CASE-FREEZE-NOTICE") == "FAIL"
    assert CROP.workflows["CASE"].between("FROZEN", "LIFTED").external  # type: ignore[union-attr]


def test_SC_3_10a_nothing_is_deducted_before_the_promise_is_due_or_where_it_was_kept() -> None:
    """SC-3(十)a: unmet on its day: deducted; not earlier."""
    for delivered, day, expected in ((3, 30, "FAIL"), (5, 1, "FAIL"), (3, 1, "PASS")):
        on = date(2023, 6, 30) if day == 30 else date(2023, 7, 1)
        assert outcome(promised(delivered), "DEDUCTED", "OCC-DEDUCTED-DUE", on=on) == expected


def test_SC_1_3a_who_promises_draws_farmland_anew_as_well() -> None:
    """SC-1(三)a: occupied farmland is drawn anew on every way to an approval."""
    taking = occupation(pbf_ha=10, level="NATIONAL")
    assert outcome(taking, "PROMISED", "OCC-PROMISE-REDRAW") == "FAIL"


def supply(grade: int, paddy_ha: float = 0.0, **answers: object) -> Dossier:
    """A filed project with new cropland of a grade."""
    told = {"grade": grade, "scheme": "GBT33469_10", "paddy_m2": paddy_ha * HA} | answers
    return project(state="FILED", **told)


def test_SC_3_10a_what_is_linked_is_no_less_no_worse_and_paddy_for_paddy() -> None:
    """SC-3(十)a: 占优补优: grade and paddy match at link time; approved no more than linked."""

    def linked(*supplies: Dossier, **answers: object) -> Dossier:
        told = {"kind": "CONSTRUCTION", "area_m2": 20 * HA, "grade": 4, "scheme": "GBT33469_10", "paddy_m2": 5 * HA}
        return matter("OCCUPATION", record("OCCUPATION", **(told | answers)), *supplies)

    for dossier, expected in (
        (linked(supply(4, 5)), "PASS"),
        (linked(supply(4, 3), supply(3, 2)), "PASS"),
        (linked(supply(5, 5)), "FAIL"),
        (linked(supply(3, 5), supply(5)), "FAIL"),
        (linked(supply(4, 4)), "FAIL"),
        (linked(supply(4, 5, scheme="DB15")), "FAIL"),
        (linked(project(state="FILED")), "NOT_CHECKED"),
    ):
        assert outcome(dossier, "SHEET_ISSUED", "OCC-LIKE-FOR-LIKE") == expected
    for ha, expected in ((20, "PASS"), (19, "FAIL")):
        assert outcome(linked(linked_m2=ha * HA), "SHEET_ISSUED", "OCC-LINKED-AREA") == expected
        approved = linked(linked_m2=ha * HA, approved_m2=20 * HA)
        assert outcome(approved, "APPROVED", "OCC-APPROVED-AREA") == expected


def test_SC_3_11_no_more_is_filed_than_was_accepted_and_papers_follow_each_other() -> None:
    """SC-3(十一): accepted by both offices, verified afterwards."""
    for area, expected in ((9_000, "FAIL"), (10_000, "PASS")):
        accepted = record("ACCEPTANCE", office="NR", result="PASS", date="2023-05-01", area_m2=area)
        parcel = matter("PARCEL", accepted, area_m2=10_000.0)
        assert outcome(parcel, "ACCEPTED", "CHK-ACCEPT-AREA") == expected
    step = CROP.workflows["PARCEL"].between("VERIFIED", "RETURNED")
    assert step is not None
    assert step.external
    assert outcome(matter("PARCEL"), "WITHDRAWN", "CHK-WITHDRAWAL") == "FAIL"
    assert outcome(matter("PARCEL", paper("LETTER")), "WITHDRAWN", "CHK-WITHDRAWAL") == "PASS"
