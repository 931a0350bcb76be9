"""After a step back, states that are entered again ask for new papers and answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from on_file_cases import paper, record

from zhanbu_plugin.checks.dossier import Dossier, EvidenceItem, FormRecord, Step
from zhanbu_plugin.checks.findings import Finding, Outcome
from zhanbu_plugin.checks.on_file.checking import check_dossiers
from zhanbu_plugin.checks.on_file.rounds import what_counts
from zhanbu_plugin.regimes.choosing import rule_sets

JIANGXI = rule_sets()["jiangxi-forest-2022"]
DAY = date(2022, 6, 1)


def on_file(*items: str | FormRecord | EvidenceItem, to: str = "") -> Dossier:
    """A parcel with this history: names of states are steps into them, all on one day; then a step ``to``."""
    steps: list[Step] = []
    filed: list[FormRecord | EvidenceItem] = []
    for number, item in enumerate(items, 1):
        if isinstance(item, str):
            before = steps[-1].to_state if steps else ""
            steps.append(Step(before, item, DAY, "COUNTY_FORESTRY", filed_as=number))
        else:
            filed.append(replace(item, filed_as=number))
    return Dossier(
        "P1",
        "PARCEL",
        steps[-1].to_state,
        area_m2=9_200.0,
        records=tuple(item for item in filed if isinstance(item, FormRecord)),
        evidence=tuple(item for item in filed if isinstance(item, EvidenceItem)),
        steps=tuple(steps),
        next_step=Step(steps[-1].to_state, to, DAY, "COUNTY_FORESTRY") if to else None,
    )


def accepted(day: date = DAY) -> list[FormRecord]:
    told = {"result": "PASS", "date": DAY.isoformat(), "area_m2": 9_200}
    return [record("ACCEPTANCE", on=day, office=office, **told) for office in ("FORESTRY", "NR")]


def found(subject: Dossier) -> dict[str, Finding]:
    assert subject.next_step is not None
    (findings,) = check_dossiers(JIANGXI, [subject], stage=subject.next_step.to_state, as_of=DAY)
    return {f.check_id: f for f in findings}


BEGUN = ("CANDIDATE", "AFFORESTED")
REPORT = paper("ACCEPTANCE_REPORT")


def test_what_was_accepted_before_is_accepted_anew_after_it_was_rectified() -> None:
    """JX-3.2.2(6): ACCEPTED → RECTIFY → ACCEPTED on the old acceptance is refused, and says why."""
    old = found(on_file(*BEGUN, *accepted(), REPORT, "ACCEPTED", "RECTIFY", to="ACCEPTED"))
    assert {name for name, f in old.items() if f.outcome is not Outcome.PASS} >= {
        "CHK-ACCEPTED",
        "CHK-ACCEPTED-AREA",
        "CHK-ACCEPTED-PAPERS",
    }
    assert "before the step back of 2022-06-01 doesn't count" in str(old["CHK-ACCEPTED"].message)
    again = on_file(
        *BEGUN, *accepted(), REPORT, "ACCEPTED", "RECTIFY", *accepted(), replace(REPORT, doc_no="2"), to="ACCEPTED"
    )
    for name in ("CHK-ACCEPTED", "CHK-ACCEPTED-AREA", "CHK-ACCEPTED-PAPERS"):
        assert found(again)[name].outcome is Outcome.PASS


def test_an_old_answer_recorded_later_is_an_old_answer() -> None:
    old = accepted(date(2022, 5, 30))
    later = on_file(*BEGUN, *accepted(), "ACCEPTED", "RECTIFY", *old, to="ACCEPTED")
    assert found(later)["CHK-ACCEPTED"].outcome is Outcome.FAIL


def test_a_returned_batch_is_drawn_from_anew() -> None:
    """A-08: RETURNED → SUBMITTED → CITY_PASSED on the draw of before, also where the city had not passed it yet."""
    draw = record("SAMPLE", stage="CITY", drawn_m2=4_000, frame_m2=9_200, drawn=1, frame=1, failed=0)
    for way in ((draw, "CITY_PASSED", "RETURNED"), (draw, "RETURNED")):
        subject = on_file(*BEGUN, "COUNTY_POOL", "SUBMITTED", *way, "SUBMITTED", to="CITY_PASSED")
        assert what_counts(subject, JIANGXI).records == ()


def test_what_belongs_to_a_state_that_was_not_left_stays_good() -> None:
    """JX-3.2.2(2): ownership was verified, and stays so when the acceptance is rectified."""
    ownership = record("OWNERSHIP", undisputed=True)
    subject = on_file("CANDIDATE", ownership, "VERIFIED", *BEGUN[1:], *accepted(), "ACCEPTED", "RECTIFY", to="ACCEPTED")
    assert [r.form for r in what_counts(subject, JIANGXI).records] == ["OWNERSHIP"]
    once_more = on_file(*BEGUN, *accepted(), "ACCEPTED", "COUNTY_POOL", "SUBMITTED", "RETURNED", to="SUBMITTED")
    assert {r.form for r in what_counts(once_more, JIANGXI).records} == {"ACCEPTANCE"}, "it goes on from the pool"


def test_without_a_step_back_or_where_nobody_knows_the_order_everything_counts() -> None:
    for subject in (
        on_file(*BEGUN, *accepted(), "ACCEPTED", to="LANDUSE_CHANGED"),
        on_file(*BEGUN, "PROV_POOL", record("ANNUAL_REVIEW", year=2022, result="OK", date="2022-06-01"), "MONITORED"),
    ):
        assert what_counts(subject, JIANGXI) == subject
    unknown = on_file(*BEGUN, *accepted(), "ACCEPTED", "RECTIFY", to="ACCEPTED")
    county = replace(unknown, records=tuple(replace(r, filed_as=0) for r in unknown.records))
    assert what_counts(county, JIANGXI) == county


@pytest.mark.parametrize(
    ("rule_set", "subject", "source", "to", "back"),
    [
        ("jiangxi-forest-2022", "PARCEL", "ACCEPTED", "RECTIFY", True),
        ("jiangxi-forest-2022", "PARCEL", "AFFORESTED", "RECTIFY", True),
        ("jiangxi-forest-2022", "PARCEL", "RECTIFY", "ACCEPTED", False),
        ("jiangxi-forest-2022", "PARCEL", "CITY_PASSED", "RETURNED", True),
        ("jiangxi-forest-2022", "PARCEL", "RETURNED", "SUBMITTED", False),
        ("jiangxi-forest-2022", "PARCEL", "RETURNED", "RECTIFY", True),
        ("jiangxi-forest-2022", "PARCEL", "MONITORED", "ISSUED", False),
        ("jiangxi-forest-2022", "PARCEL", "DEDUCTED", "MONITORED", False),
        ("jiangxi-forest-2022", "PARCEL", "SUBMITTED", "WITHDRAWN", False),
        ("sichuan-inout-2022", "PARCEL", "CREDITED", "SURVEY_DENIED", True),
        ("sichuan-inout-2022", "PARCEL", "SURVEY_DENIED", "UNDER_WORKS", False),
        ("sichuan-inout-2022", "PARCEL", "TENDED", "TENDED", False),
        ("sichuan-inout-2022", "PLAN", "COUNTY_REVIEWED", "DRAFT", True),
        ("sichuan-inout-2022", "PLAN", "SHORTFALL", "FROZEN", False),
        ("hebei-cropland-2025", "PARCEL", "CITY_QUANTITY", "RETURNED", True),
        ("hebei-cropland-2025", "PROBLEM", "FOUND", "RECTIFY", False),
    ],
)
def test_which_steps_lead_back(rule_set: str, subject: str, source: str, to: str, back: bool) -> None:
    assert rule_sets()[rule_set].workflows[subject].leads_back(source, to) is back
