"""Yearly reviews, problems past due and idle projects: JX-3.3.4, HB-27, JX-4.3a."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from engines import ENGINES, Pool, new_file, new_on_server
from filed_parcels import ONE, TWO, act, answer, deadline, filled, rules
from ground import HEBEI
from ledger_books import book, entry, new_lot
from pool_parcels import PUSH_TERMS, RULES, checked, square

from zhanbu_plugin.ledger.reviews import IDLE, OVERDUE, RECTIFICATION, REVIEW, annual_reviews
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.filing.matters import MatterTerms, open_matter
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.regimes.deadline import Deadline
from zhanbu_plugin.regimes.rule_set import Parameter, RuleSet
from zhanbu_plugin.regimes.text import Text
from zhanbu_plugin.survey.units import dm2_of_mu

DECEMBER = {"answered_on": date(2026, 12, 1)}


def ruled(*deadlines: Deadline, **values: object) -> RuleSet:
    own = {name: Parameter(name, value, "", "", Text("", "")) for name, value in values.items()}  # type: ignore[arg-type]
    return rules(deadlines=deadlines, parameters={**RULES.parameters, **own})


YEARLY = deadline(
    *("ANNUAL-REVIEW",),
    clause="JX-3.3.4",
    from_state="CANDIDATE",
    day="review.day",
    yearly=True,
    met_by_form="ANNUAL_REVIEW",
)
REVIEWS = ruled(YEARLY)


@pytest.fixture(params=ENGINES)
def pool(request: pytest.FixtureRequest, tmp_path: Path) -> Pool:
    """An empty pool of the sample county, of each engine in turn."""
    if request.param == ENGINES[0]:
        return new_file(tmp_path)
    return new_on_server(request.getfixturevalue("database_socket"), tmp_path)


def reviewed(pool: Pool, uid: str, result: str = "OK", **more: object) -> None:
    said = {"year": 2026, "result": result, "date": date(2026, 12, 1), **more}
    answer(pool, "ANNUAL_REVIEW", said, Concern((uid,)), **DECEMBER)


def test_JX_3_3_4_of_20_parcels_with_18_reviewed_two_are_overdue_when_the_year_is_over(pool: Pool) -> None:
    filled(pool, 20)
    uids = [f"139901-CROP-{n:06d}" for n in range(1, 21)]
    for uid in uids[:18]:
        reviewed(pool, uid)
    last_day = annual_reviews(pool, REVIEWS, 2026, date(2026, 12, 31))
    assert (last_day.count(REVIEW, "DONE"), last_day.count(REVIEW, "DUE"), last_day.count(REVIEW, OVERDUE)) == (
        18,
        2,
        0,
    )
    closed = annual_reviews(pool, REVIEWS, 2026, date(2027, 1, 1))
    assert [row.uid for row in closed.rows if row.status == OVERDUE] == uids[18:]
    assert closed.proposals == ()
    assert annual_reviews(pool, REVIEWS, 2025, date(2027, 1, 1)).rows == ()


def test_JX_3_3_4_lost_ground_is_to_be_cut_and_what_isnt_there_is_owed(pool: Pool) -> None:
    """12 000 m² (18 亩) lost, 10 亩 available: 18 to cut, 8 of them owed."""
    push_parcels(pool, [checked("P", square(0, 0, 120.0)), checked("Q", square(5, 5))], **PUSH_TERMS)
    with book(pool, date(2026, 11, 10)) as b:
        b.post("OPENING", opens=(new_lot(dm2_of_mu(10), admitted_on=date(2026, 1, 1), usable_from=date(2026, 1, 1)),))
    reviewed(pool, ONE, "LOST", affected_m2=12_000.0)
    reviewed(pool, TWO)
    report = annual_reviews(pool, REVIEWS, 2026, date(2026, 12, 31))
    (found,) = report.proposals
    assert (found.parcel_uid, found.reason, found.clause) == (ONE, "LOST", "JX-3.3.4")
    assert (found.affected_dm2, found.deduct_dm2) == (1_200_000, dm2_of_mu(18))
    assert found.owed_dm2 == dm2_of_mu(18) - dm2_of_mu(10)
    assert [row.result for row in report.rows] == ["LOST", "OK"]


def test_a_parcel_without_an_area_is_lost_with_all_it_was_credited_with_and_is_cut_once(pool: Pool) -> None:
    filled(pool, 2)
    early = {"admitted_on": date(2026, 11, 10), "usable_from": date(2026, 11, 10)}
    with book(pool, date(2026, 11, 10)) as b:
        b.post("ADMIT", opens=(new_lot(200_000, parcel_uid=ONE, **early),))
        b.post("ADMIT", opens=(new_lot(150_000, parcel_uid=TWO, **early),))
    reviewed(pool, ONE, "LOST")
    reviewed(pool, TWO, "DEGRADED", affected_m2=500.0)
    first = annual_reviews(pool, REVIEWS, 2026, date(2026, 12, 31)).proposals
    assert [(p.parcel_uid, p.deduct_dm2, p.owed_dm2) for p in first] == [(ONE, 200_000, 0), (TWO, 50_000, 0)]
    with book(pool, date(2026, 12, 20)) as b:
        lot = "139901-CROP-L000001"
        b.post("DEDUCT", entry("AVAILABLE", lot, "", -200_000), entry("DEDUCTED", lot, "", 200_000), ref=ONE)
    (left,) = annual_reviews(pool, REVIEWS, 2026, date(2026, 12, 31)).proposals
    assert left.parcel_uid == TWO


def test_HB_27_a_problem_that_isnt_put_right_in_time_is_to_be_cut(pool: Pool) -> None:
    """Due on 30 June and open: nothing that day, a cut is proposed on 1 July."""
    filled(pool, 2)
    terms = MatterTerms("PROBLEM", 2026, "撂荒")
    uid = open_matter(pool, HEBEI, terms, act("COUNTY_NR", date(2026, 11, 5)), links=[TWO])
    said = {"found_on": date(2026, 11, 5), "matter": "撂荒", "due": date(2026, 11, 30), "area_m2": 300.0}
    answer(pool, "RECTIFICATION", said, Concern((uid,)), answered_on=date(2026, 11, 6))
    assert annual_reviews(pool, HEBEI, 2026, date(2026, 11, 30)).proposals == ()
    report = annual_reviews(pool, HEBEI, 2026, date(2026, 12, 1))
    assert report.count(RECTIFICATION, OVERDUE) == 1
    (found,) = report.proposals
    assert (found.uid, found.parcel_uid, found.reason, found.clause) == (uid, TWO, "UNRESOLVED", "HB-27")
    assert (found.deduct_dm2, found.owed_dm2) == (30_000, 30_000)
    answer(
        pool,
        "RECTIFICATION",
        {**said, "resolved_on": date(2026, 11, 29)},
        Concern((uid,)),
        answered_on=date(2026, 12, 2),
    )
    assert annual_reviews(pool, HEBEI, 2026, date(2026, 12, 3)).proposals == ()


def test_JX_4_3_a_a_project_lies_idle_from_the_day_of_two_years_on(pool: Pool) -> None:
    filled(pool, 1)
    idle = deadline(
        IDLE, subject="PLAN", clause="JX-4.3a", from_state="DRAFT", years="idle_years", met_by_state="APPROVED"
    )
    own = replace(ruled(idle, idle_years=2), valid_from=date(2022, 1, 1))
    uid = open_matter(pool, own, MatterTerms("PLAN", 2022, "采矿用地"), replace(act("COUNTY_GOV"), on=date(2022, 5, 1)))
    assert annual_reviews(pool, own, 2024, date(2024, 4, 30)).count(IDLE, OVERDUE) == 0
    report = annual_reviews(pool, own, 2024, date(2024, 5, 1))
    assert [(row.uid, row.status) for row in report.rows] == [(uid, OVERDUE)]
    assert report.proposals == ()
