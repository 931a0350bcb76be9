"""Matters: plans and cases with states of their own, linked with parcels."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shapely
from engines import contents
from filed_parcels import ONE, TWO, act, answer, attach, filled, guard, paper, rules
from pool_parcels import square

from zhanbu_plugin.pool.filing.dossiers import dossiers_of
from zhanbu_plugin.pool.filing.matters import MatterTerms, link_matter, open_matter
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.pool.steps.advancing import advance
from zhanbu_plugin.regimes.rule_set import RuleSet
from zhanbu_plugin.regimes.text import Text
from zhanbu_plugin.regimes.workflow import State, Transition
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.problem import InputProblem

BOTH_ENGINES = True

PLAN_IN_DRAFT = guard("CHK-PLAN", "answered", "DRAFT", "PLAN", options={"form": "PLAN"})
PLAN_PAPER = guard("CHK-PLAN-PAPER", "evidence", "APPROVED", "PLAN", options={"kinds": ("PLAN_APPROVAL",)})
RULES = rules(PLAN_IN_DRAFT, PLAN_PAPER)
GOVERNMENT = act("COUNTY_GOV", date(2026, 12, 1))
CITY = act("CITY_GOV", date(2027, 1, 10), "市政〔2027〕1号")
TERMS = MatterTerms("PLAN", 2027, "2027年度方案")


def test_a_matter_is_opened_in_its_first_state_and_linked_with_parcels(pool: Path) -> None:
    filled(pool)
    uid = open_matter(pool, RULES, TERMS, GOVERNMENT, links=[TWO, ONE])
    assert uid == "139901-CROP-PLAN-000001"
    (plan,) = dossiers_of(pool, [uid])
    assert (plan.subject, plan.state, plan.area_m2) == ("PLAN", "DRAFT", None)
    assert [linked.uid for linked in plan.linked] == [ONE, TWO]
    (parcel,) = dossiers_of(pool, [ONE])
    assert [(linked.uid, linked.subject, linked.linked) for linked in parcel.linked] == [(uid, "PLAN", ())]
    assert verify_pool(pool) == ()


def test_a_parcel_may_be_linked_later(pool: Path) -> None:
    filled(pool)
    uid = open_matter(pool, RULES, TERMS, GOVERNMENT, links=[ONE])
    assert link_matter(pool, uid, [ONE, TWO], CITY, rule_set=RULES) == (TWO,)
    assert link_matter(pool, uid, [ONE, TWO], CITY, rule_set=RULES) == ()
    (plan,) = dossiers_of(pool, [uid])
    assert [linked.uid for linked in plan.linked] == [ONE, TWO]
    assert [step.to_state for step in plan.steps] == ["DRAFT"], "to link is no step"
    assert verify_pool(pool) == ()


@pytest.mark.parametrize(
    ("by", "rule_set", "told"),
    [
        (replace(CITY, role="VILLAGE"), RULES, "VILLAGE can't link.*DRAFT.*COUNTY_GOV, CITY_GOV.*"),
        (replace(CITY, on=date(2026, 11, 30)), RULES, r"DATE.*2026-11-30 lies before.*2026-12-01"),
        (CITY, replace(RULES, valid_to=date(2026, 12, 31)), "DATE.*2027-01-10"),
        (CITY, replace(RULES, id="another", parent=""), "RULE_SET.*not by another"),
    ],
)
def test_only_who_may_act_on_a_matter_links_something_with_it(
    pool: Path, by: Act, rule_set: RuleSet, told: str
) -> None:
    uid = open_matter(filled(pool), RULES, TERMS, GOVERNMENT)
    before = contents(pool)
    with pytest.raises(InputProblem, match=told) as refusal:
        link_matter(pool, uid, [ONE], by, rule_set=rule_set)
    assert uid in str(refusal.value) and "backup" not in str(refusal.value)
    assert contents(pool) == before


def test_a_matter_goes_its_own_way_with_its_own_guards(pool: Path, tmp_path: Path) -> None:
    uid = open_matter(filled(pool), RULES, TERMS, GOVERNMENT)
    report = advance(pool, [uid], "APPROVED", CITY, RULES)
    assert [(r.uid, r.check_id) for r in report.refused] == [(uid, "CHK-PLAN"), (uid, "CHK-PLAN-PAPER")]
    answer(pool, "PLAN", {"year": 2027, "planned_in_m2": 120_000, "planned_out_m2": 118_000}, Concern((uid,)))
    attach(pool, paper(tmp_path), "PLAN_APPROVAL", on=Concern((uid,)))
    assert advance(pool, [uid], "APPROVED", CITY, RULES).advanced == (uid,)
    closing = Act("COUNTY_GOV", date(2027, 5, 1), "", CITY.recorded_at)
    assert advance(pool, [uid], "CLOSED", closing, RULES).advanced == (uid,)
    assert [r.code for r in advance(pool, [uid], "APPROVED", CITY, RULES).refused] == ["ENDED"]
    with pytest.raises(InputProblem, match="no open matter"):
        link_matter(pool, uid, [ONE], closing)
    assert verify_pool(pool) == ()


def test_a_draft_that_is_wrong_can_be_given_up(pool: Path) -> None:
    """What a draft lacks holds it back from going on, not from ending."""
    withdrawn = State("WITHDRAWN", Text("已撤回", "withdrawn"), ends=True)
    plan = RULES.workflows["PLAN"]
    ways = (*plan.transitions, Transition(("DRAFT",), "WITHDRAWN", ("COUNTY_GOV",), False, "HB-12a"))
    plan = replace(plan, states={**plan.states, "WITHDRAWN": withdrawn}, transitions=ways)
    rule_set = replace(RULES, workflows={**RULES.workflows, "PLAN": plan})
    uid = open_matter(filled(pool), rule_set, TERMS, GOVERNMENT)
    assert "CHK-PLAN" in [r.check_id for r in advance(pool, [uid], "APPROVED", CITY, rule_set).refused]
    later = replace(GOVERNMENT, on=date(2027, 2, 1))
    assert advance(pool, [uid], "WITHDRAWN", later, rule_set).advanced == (uid,)


def test_a_matter_that_can_only_be_ended_is_asked_for_its_papers_then(pool: Path) -> None:
    done = State("APPROVED", Text("已完成", "done"), ends=True)
    plan = RULES.workflows["PLAN"]
    plan = replace(plan, states={**plan.states, "APPROVED": done}, transitions=plan.transitions[:2])
    rule_set = replace(RULES, workflows={**RULES.workflows, "PLAN": plan})
    uid = open_matter(filled(pool), rule_set, TERMS, GOVERNMENT)
    assert "CHK-PLAN" in [r.check_id for r in advance(pool, [uid], "APPROVED", CITY, rule_set).refused]


def test_a_check_that_measures_stays_open_for_a_matter_without_a_place(pool: Path) -> None:
    """Also where the first state alone has one, which is asked for when it is left."""
    for stage in ("DRAFT", "APPROVED"):
        measured = rules(guard("CHK-S", "sliver", stage, "PLAN"))
        uid = open_matter(filled(pool) if stage == "DRAFT" else pool, measured, TERMS, GOVERNMENT)
        (refusal,) = advance(pool, [uid], "APPROVED", CITY, measured).refused
        assert refusal.check_id == "CHK-S"
        assert "no shape" in str(refusal.reason)


def test_a_parcel_may_have_to_belong_to_an_approved_plan(pool: Path, tmp_path: Path) -> None:
    linked = guard("CHK-IN-PLAN", "linked_in_state", "CHECKED", options={"subject": "PLAN", "states": ("APPROVED",)})
    both = rules(linked)
    uid = open_matter(filled(pool), both, TERMS, GOVERNMENT, links=[ONE])
    assert [r.check_id for r in advance(pool, [ONE], "CHECKED", act(), both).refused] == ["CHK-IN-PLAN"]
    advance(pool, [uid], "APPROVED", CITY, both)
    assert advance(pool, [ONE, TWO], "CHECKED", act(), both).advanced == (ONE,)


def test_a_matter_with_a_place_has_its_ellipsoid_area(pool: Path) -> None:
    """A square of 50 m in a 3-degree zone, half a kilometre from the meridian: 2500 m² within a hundredth of one."""
    shape = shapely.MultiPolygon([square(0, 0)])
    uid = open_matter(filled(pool), RULES, replace(TERMS, geometry=shape, crs=Crs.of(4527)), GOVERNMENT)
    (plan,) = dossiers_of(pool, [uid])
    assert plan.area_m2 == pytest.approx(2500.0, rel=1e-3)
    assert shapely.from_wkb(plan.geometry_wkb).equals(shape)
    assert Crs.of(plan.crs).epsg == 4527
    assert verify_pool(pool) == ()


@pytest.mark.parametrize(
    ("terms", "by", "told"),
    [
        (replace(TERMS, subject="PARCEL"), GOVERNMENT, "no matter “PARCEL”.*PLAN"),
        (replace(TERMS, subject="WAR"), GOVERNMENT, "no matter “WAR”.*PLAN"),
        (replace(TERMS, title=" "), GOVERNMENT, "TITLE"),
        (TERMS, act("VILLAGE"), "VILLAGE can't take the step to DRAFT"),
        (TERMS, replace(GOVERNMENT, on=date(2020, 1, 1)), "2025-05-01"),
    ],
)
def test_a_matter_that_the_rules_dont_know_is_not_opened(pool: Path, terms: MatterTerms, by: Act, told: str) -> None:
    before = contents(filled(pool))
    with pytest.raises(InputProblem, match=told):
        open_matter(pool, RULES, terms, by)
    assert contents(pool) == before
