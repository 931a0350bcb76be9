"""Sichuan, in a pool: projects, occupations, promises and cases as matters, each refused by its own clause."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from sichuan_parcels import COUNTY, CROP, CRS, INOUT, around, ground, judged, layer, matter

from zhanbu_plugin.checks.findings import Outcome
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.filing.evidence import Paper, attach_evidence
from zhanbu_plugin.pool.filing.forms import record_form
from zhanbu_plugin.pool.filing.matters import MatterTerms, open_matter
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.pool.steps.advancing import advance
from zhanbu_plugin.pool.steps.due_list import due_list
from zhanbu_plugin.regimes.rule_set import RuleSet

RECORDED_AT = "2026-11-21T08:00:00Z"
DOCUMENT = "川自然资函〔2023〕8号"
OPENED = date(2023, 1, 10)
QUALITY = {"grade": 5, "scheme": "GBT33469_10", "paddy_m2": 10_000}
TAKEN = {"grade": 5, "scheme": "GBT33469_10", "paddy_m2": 0}


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    """An empty pool of a county of Sichuan."""
    path = tmp_path / "pool.gpkg"
    create_pool(path, county=COUNTY, epsg=4523, created_on=date(2023, 1, 5))
    return path


def opened(pool: Path, subject: str, title: str, *, links: tuple[str, ...] = ()) -> str:
    """A matter in its first state."""
    act = Act("COUNTY_NR", OPENED, DOCUMENT, RECORDED_AT)
    place = (ground(0, 200), CRS) if subject == "OCCUPATION" else ()
    return open_matter(pool, CROP, MatterTerms(subject, 2023, title, *place), act, links=links)


def filed(pool: Path, matter: str, *kinds: str) -> None:
    """Papers of a matter."""
    for kind in kinds:
        scan = pool.parent / f"{kind}.pdf"
        scan.write_bytes(kind.encode())
        paper = Paper(kind, DOCUMENT, OPENED, "县自然资源局")
        attach_evidence(pool, scan, paper, Concern(uids=(matter,)), role="COUNTY_NR", recorded_at=RECORDED_AT)


def answered(pool: Path, matter: str, form: str, **values: object) -> None:
    """A form of a matter."""
    told: Mapping[str, object] = values
    record_form(
        pool,
        form,
        [told],
        Concern(uids=(matter,)),
        answered_by="张三",
        answered_on=OPENED,
        role="COUNTY_NR",
        recorded_at=RECORDED_AT,
    )


def refusals(
    pool: Path, matter: str, to: str, role: str, day: date, where: Surroundings | None = None
) -> list[tuple[str, str]]:
    """Checks and clauses that keep a matter from a state; none when it went there."""
    report = advance(pool, [matter], to, Act(role, day, DOCUMENT, RECORDED_AT), CROP, where or around())
    return [(r.check_id or r.code, r.clause) for r in report.refused]


def project(pool: Path, *, filing_no: str) -> str:
    """A project that was accepted and verified, on its way to be filed."""
    matter = opened(pool, "PROJECT", "高标准农田")
    told = {"kind": "HIGH_STANDARD", "verification_no": "川核2023-7", "pbf_used_m2": 0, "pbf_inside_m2": 0} | QUALITY
    answered(pool, matter, "PROJECT", **told, **({"filing_no": filing_no} if filing_no else {}))
    for office in ("NR", "AGRI"):
        answered(pool, matter, "ACCEPTANCE", office=office, result="PASS", date="2023-05-01")
    for state, role, month in (("APPROVED", "COUNTY_GOV", 2), ("ACCEPTED", "COUNTY_NR", 5), ("VERIFIED", "CITY_NR", 6)):
        assert refusals(pool, matter, state, role, date(2023, month, 20)) == []
    return matter


def test_SC_3_11_a_project_without_a_filing_number_is_not_filed_and_no_occupation_hangs_on_it(pool: Path) -> None:
    """SC-3(十一): filing no. empty, link: BLOCK."""
    bare = project(pool, filing_no="")
    assert refusals(pool, bare, "FILED", "PROV_NR", date(2023, 7, 1)) == [("PROJECT-FILING", "SC-3(十一)")]
    occupation = opened(pool, "OCCUPATION", "县道改建", links=(bare,))
    answered(pool, occupation, "OCCUPATION", kind="CONSTRUCTION", area_m2=20_000, pbf_m2=0, **TAKEN, linked_m2=20_000)
    filed(pool, occupation, "LINK_SHEET")
    day = date(2023, 7, 10)
    assert refusals(pool, occupation, "SHEET_ISSUED", "COUNTY_NR", day) == [("OCC-PROJECT", "SC-3(十一)")]


def test_SC_3_11_a_filed_project_can_be_linked(pool: Path) -> None:
    """SC-3(十一): verified, filed in the national system and disclosed."""
    good = project(pool, filing_no="51012120230007")
    assert refusals(pool, good, "FILED", "PROV_NR", date(2023, 7, 1)) == []
    occupation = opened(pool, "OCCUPATION", "县道改建", links=(good,))
    answered(pool, occupation, "OCCUPATION", kind="CONSTRUCTION", area_m2=20_000, pbf_m2=0, **TAKEN, linked_m2=20_000)
    filed(pool, occupation, "LINK_SHEET")
    assert refusals(pool, occupation, "SHEET_ISSUED", "COUNTY_NR", date(2023, 7, 10)) == []
    assert refusals(pool, occupation, "SUBMITTED", "COUNTY_GOV", date(2023, 7, 20)) == []
    assert refusals(pool, good, "DISCLOSED", "COUNTY_NR", date(2023, 8, 1)) == [("PROJECT-DISCLOSED", "SC-3(十一)")]


def test_SC_3_10a_a_promise_stands_in_the_due_list_until_it_is_kept(pool: Path) -> None:
    """SC-3(十)a: promise 5 ha due 2023-06-30, delivered 3: on 07-01 it is late, and 2 ha are to be deducted."""
    matter = opened(pool, "OCCUPATION", "国家重点铁路")
    answered(pool, matter, "OCCUPATION", kind="CONSTRUCTION", area_m2=50_000, level="NATIONAL", pbf_m2=0)
    answered(pool, matter, "PROMISE", area_m2=50_000, due="2023-06-30", delivered_m2=30_000)
    missing = [("OCC-PROMISE-CONSENT", "SC-3(十)a")]
    assert refusals(pool, matter, "PROMISED", "PROV_NR", date(2023, 2, 1)) == missing
    filed(pool, matter, "MINISTRY_CONSENT", "PROMISE_LETTER")
    assert refusals(pool, matter, "PROMISED", "PROV_NR", date(2023, 2, 1)) == []
    for day, expected in ((date(2023, 6, 30), (0, False)), (date(2023, 7, 1), (-1, True))):
        (due,) = (d for d in due_list(pool, CROP, day) if d.deadline.id == "PROMISE-DUE")
        assert (due.days_left, due.late) == expected
    kept = refusals(pool, matter, "PROMISE_KEPT", "COUNTY_NR", date(2023, 7, 1))
    assert set(kept) == {("OCC-PROMISE-DUE", "SC-3(十)a"), ("OCC-PROMISE-KEPT", "SC-3(十)a")}
    answered(pool, matter, "PROMISE", area_m2=50_000, due="2023-06-30", delivered_m2=50_000)
    assert refusals(pool, matter, "PROMISE_KEPT", "COUNTY_NR", date(2023, 7, 1)) == []


def test_SC_4_12_a_case_that_can_not_be_restored_goes_into_the_plan_of_2022(pool: Path) -> None:
    """SC-4(十二): general cropland changed 2021-03, impossible: include in 2022 plan."""
    matter = opened(pool, "CASE", "某村果园")
    told = {"changed_on": "2021-03-01", "kind": "NON_GRAIN", "on_pbf": False, "impossible": True}
    answered(pool, matter, "ILLEGAL_CASE", **told)
    filed(pool, matter, "PLAN_APPROVAL")
    day = date(2023, 3, 1)
    assert refusals(pool, matter, "NO_FORCE", "COUNTY_GOV", day) == [("CASE-NO-FORCE", "SC-4(十二)")]
    assert refusals(pool, matter, "PLAN_2022", "COUNTY_NR", day) == [("ROLE", "")]
    assert refusals(pool, matter, "PLAN_2022", "COUNTY_GOV", day) == []


def test_SC_1_3a_farmland_of_grade_4_is_not_replaced_by_grade_5(pool: Path) -> None:
    """SC-1(三)a: occupy 10 ha of grade 4; redraw 10 ha of grade 5: BLOCK REDRAW_QUALITY."""
    good = project(pool, filing_no="51012120230007")
    assert refusals(pool, good, "FILED", "PROV_NR", date(2023, 7, 1)) == []
    occupation = opened(pool, "OCCUPATION", "水库", links=(good,))
    answered(
        pool, occupation, "OCCUPATION", kind="CONSTRUCTION", area_m2=200_000, pbf_m2=10_000, **TAKEN, linked_m2=200_000
    )
    grades = {"redrawn_grade": 5, "occupied_grade": 4, "scheme": "GBT33469_10"}
    answered(pool, occupation, "PBF_REDRAW", occupied_m2=10_000, redrawn_m2=10_000, stable=True, **grades)
    filed(pool, occupation, "LINK_SHEET")
    assert refusals(pool, occupation, "SHEET_ISSUED", "COUNTY_NR", date(2023, 7, 10)) == []
    submitted = ("SUBMITTED", "COUNTY_GOV", date(2023, 7, 20), around(pbf=layer([ground(100, 400)], "pbf.gpkg")))
    assert refusals(pool, occupation, *submitted) == [("OCC-REDRAW-QUALITY", "SC-1(三)a")]
    better = {**grades, "redrawn_grade": 4}
    answered(pool, occupation, "PBF_REDRAW", occupied_m2=10_000, redrawn_m2=10_000, stable=True, **better)
    assert refusals(pool, occupation, *submitted) == []


def test_SC_1_3a_farmland_that_the_map_shows_is_not_stated_away(pool: Path) -> None:
    """SC-1(三)a: 1 ha of the 2 ha taken lies on farmland: a form that says 0, or says nothing, is refused."""
    good = project(pool, filing_no="51012120230007")
    assert refusals(pool, good, "FILED", "PROV_NR", date(2023, 7, 1)) == []
    occupation = opened(pool, "OCCUPATION", "水库", links=(good,))
    told = {"kind": "CONSTRUCTION", "area_m2": 20_000, "linked_m2": 20_000, **TAKEN}
    filed(pool, occupation, "LINK_SHEET")
    answered(pool, occupation, "OCCUPATION", **told)
    assert refusals(pool, occupation, "SHEET_ISSUED", "COUNTY_NR", date(2023, 7, 10)) == []
    submitted = ("SUBMITTED", "COUNTY_GOV", date(2023, 7, 20), around(pbf=layer([ground(100, 400)], "pbf.gpkg")))
    assert ("OCC-PBF-MAP", "SC-1(三)a") in refusals(pool, occupation, *submitted)
    answered(pool, occupation, "OCCUPATION", **told, pbf_m2=0)
    assert refusals(pool, occupation, *submitted) == [("OCC-PBF-MAP", "SC-1(三)a")]
    unmapped = ("SUBMITTED", "COUNTY_GOV", date(2023, 7, 20), around(pbf=None))
    assert refusals(pool, occupation, *unmapped) == [("OCC-PBF-MAP", "SC-1(三)a")]
    assert refusals(pool, occupation, "SUBMITTED", "COUNTY_GOV", date(2023, 7, 20)) == []


ASKS_NOTHING = {
    *("needs_when", "not_answered", "record_needs", "delivered_by_due", "in_order", "within_standard"),
    *("evidence_intact", "evidence_located"),
}
"""Kinds of checks that an empty file passes: they ask only where an answer calls for it."""


@pytest.mark.parametrize("rules", [INOUT, CROP], ids=lambda rules: rules.id)
def test_a_matter_with_nothing_on_file_passes_only_what_asks_nothing_of_it(rules: RuleSet) -> None:
    for subject, workflow in rules.workflows.items():
        for state in workflow.states:
            for found in judged(matter(subject), state, rules=rules).values():
                check = next(c for c in rules.checks if c.id == found.check_id)
                idle = check.kind in ASKS_NOTHING or check.options.get("if_any") is True
                assert (found.outcome is Outcome.PASS) == idle, found.check_id


@pytest.mark.parametrize("rules", [INOUT, CROP], ids=lambda rules: rules.id)
def test_every_state_can_be_reached_and_every_end_says_who_may_go_there(rules: RuleSet) -> None:
    for workflow in rules.workflows.values():
        reached, ahead = {workflow.first_state()}, [workflow.first_state()]
        while ahead:
            new = [state for state in workflow.ways_from(ahead.pop()) if state not in reached]
            reached.update(new)
            ahead.extend(new)
        assert reached == set(workflow.states), workflow.subject
        for name, state in workflow.states.items():
            assert not state.ends or not workflow.ways_from(name), (workflow.subject, name)
        assert all(step.roles for step in workflow.transitions)
