"""The due list: what falls due when, what was done in time, and what is late on any day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from filed_parcels import ONE, THREE, TWO, act, answer, deadline, filled, rules
from pool_parcels import RULES

from zhanbu_plugin.checks.due_items import DueItem
from zhanbu_plugin.pool.filing.matters import MatterTerms, open_matter
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.pool.steps.advancing import advance
from zhanbu_plugin.pool.steps.due_list import due_list
from zhanbu_plugin.regimes.deadline import Deadline
from zhanbu_plugin.regimes.rule_set import Parameter, RuleSet
from zhanbu_plugin.regimes.text import Text

BOTH_ENGINES = True


def ruled(*deadlines: Deadline, **values: object) -> RuleSet:
    """Rules with deadlines and the parameters that they read."""
    own = {name: Parameter(name, value, "", "", Text("", "")) for name, value in values.items()}  # type: ignore[arg-type]
    return rules(deadlines=deadlines, parameters={**RULES.parameters, **own})


def listed(pool: Path, rule_set: RuleSet, as_of: str) -> list[DueItem]:
    return list(due_list(pool, rule_set, date.fromisoformat(as_of)))


REPORT = deadline("REPORT", from_state="CHECKED", years="report_years", day="report_day", met_by_state="COMPLETED")
SEPTEMBER = ruled(REPORT, report_years=1, report_day="09-15")
"""JX-3.3.2a: by 15 September of the year after, the day itself included."""


def checked_on(pool: Path, day: date, *uids: str) -> Path:
    advance(filled(pool), uids or (ONE,), "CHECKED", act(on=day), SEPTEMBER)
    return pool


def test_a_deadline_runs_from_a_state_to_a_day_of_the_year_after(pool: Path) -> None:
    """D15: due on 15 September of the next year, on time on that day and late on the day after."""
    checked_on(pool, date(2026, 11, 20))
    (item,) = listed(pool, SEPTEMBER, "2027-09-10")
    assert (item.uid, item.due, item.days_left, item.late, item.met_on) == (ONE, date(2027, 9, 15), 5, False, None)
    for day, left, late in (("2027-09-15", 0, False), ("2027-09-16", -1, True)):
        (item,) = listed(pool, SEPTEMBER, day)
        assert (item.days_left, item.late) == (left, late)


def test_what_was_done_in_time_is_met_and_what_was_done_later_stays_late(pool: Path) -> None:
    checked_on(pool, date(2026, 11, 20), ONE, TWO, THREE)
    for uid, day in ((ONE, date(2027, 9, 15)), (TWO, date(2027, 9, 16))):
        advance(pool, [uid], "COMPLETED", Act("IMPLEMENTER", day, "", "2027-10-01T00:00:00Z"), SEPTEMBER)
    met = {item.uid: (item.met_on, item.late, item.days_left) for item in listed(pool, SEPTEMBER, "2027-12-31")}
    assert met == {
        ONE: (date(2027, 9, 15), False, None),
        TWO: (date(2027, 9, 16), True, None),
        THREE: (None, True, -107),
    }


def test_a_past_day_is_told_as_it_was(pool: Path) -> None:
    checked_on(pool, date(2026, 11, 20))
    advance(pool, [ONE], "COMPLETED", Act("IMPLEMENTER", date(2027, 9, 1), "", "2027-10-01T00:00:00Z"), SEPTEMBER)
    assert listed(pool, SEPTEMBER, "2026-11-19") == []
    assert [item.met_on for item in listed(pool, SEPTEMBER, "2027-08-31")] == [None]
    assert [item.met_on for item in listed(pool, SEPTEMBER, "2027-09-01")] == [date(2027, 9, 1)]


def test_a_withdrawn_parcel_owes_nothing_more(pool: Path) -> None:
    checked_on(pool, date(2026, 11, 20), ONE, TWO)
    advance(pool, [ONE], "WITHDRAWN", act(on=date(2027, 2, 1)), SEPTEMBER)
    assert [item.uid for item in listed(pool, SEPTEMBER, "2027-03-01")] == [TWO]


@pytest.mark.parametrize(
    ("begun", "more", "values", "due"),
    [
        (date(2027, 1, 31), {"months": "some"}, {"some": 1}, date(2027, 2, 28)),
        (date(2028, 1, 31), {"months": "some"}, {"some": 1}, date(2028, 2, 29)),
        (date(2028, 2, 29), {"years": "some"}, {"some": 1}, date(2029, 2, 28)),
        (date(2027, 12, 20), {"days": "some"}, {"some": 30}, date(2028, 1, 19)),
        (date(2028, 1, 15), {"day": "some"}, {"some": "02-29"}, date(2028, 2, 29)),
        (date(2027, 1, 15), {"day": "some"}, {"some": "02-29"}, date(2027, 2, 28)),
    ],
)
def test_short_months_and_leap_years(
    pool: Path, begun: date, more: dict[str, str], values: dict[str, object], due: date
) -> None:
    counted = ruled(deadline("D", from_state="CHECKED", met_by_state="COMPLETED", **more), **values)
    by = Act("COUNTY_NR", begun, "", "2028-03-01T00:00:00Z")
    assert advance(filled(pool), [ONE], "CHECKED", by, counted).refused == ()
    assert [item.due for item in listed(pool, counted, "2028-03-01")] == [due]


def test_what_comes_back_every_year_is_asked_for_each_year(pool: Path) -> None:
    """JX-3.3.4: once per calendar year; three parcels, two of them reviewed, one is overdue at the turn of the year."""
    review = deadline("REVIEW", from_state="CHECKED", day="review_day", yearly=True, met_by_form="ANNUAL_REVIEW")
    yearly = ruled(review, review_day="12-31")
    advance(filled(pool), [ONE, TWO, THREE], "CHECKED", act(), yearly)
    for uid in (ONE, TWO):
        values = {"year": 2027, "result": "OK", "date": "2027-05-04"}
        answer(pool, "ANNUAL_REVIEW", values, Concern((uid,)), answered_on=date(2027, 5, 5))
    on_new_year = listed(pool, yearly, "2028-01-01")
    assert {(i.uid, i.year, i.met_on, i.late) for i in on_new_year if i.due == date(2027, 12, 31)} == {
        (ONE, 2027, date(2027, 5, 4), False),
        (TWO, 2027, date(2027, 5, 4), False),
        (THREE, 2027, None, True),
    }
    assert {(i.uid, i.year, i.days_left) for i in on_new_year if i.due == date(2028, 12, 31)} == {
        (uid, 2028, 365) for uid in (ONE, TWO, THREE)
    }, "2028 is a leap year"


def test_a_review_given_late_counts_for_the_year_that_it_names(pool: Path) -> None:
    review = deadline("REVIEW", from_state="CHECKED", day="review_day", yearly=True, met_by_form="ANNUAL_REVIEW")
    yearly = ruled(review, review_day="12-31")
    advance(filled(pool), [ONE], "CHECKED", act(), yearly)
    values = {"year": 2027, "result": "OK", "date": "2028-01-05"}
    answer(pool, "ANNUAL_REVIEW", values, answered_on=date(2028, 1, 5), recorded_at="2028-01-06T00:00:00Z")
    items = {i.year: (i.met_on, i.late) for i in listed(pool, yearly, "2028-02-01")}
    assert items == {2027: (date(2028, 1, 5), True), 2028: (None, False)}


def test_a_date_that_somebody_wrote_down_is_a_deadline_too(pool: Path) -> None:
    """HB-27: rectification due on 30 June is open on 1 July; a second matter has a day of its own."""
    due = deadline("RECTIFY", from_form="RECTIFICATION", field="due", met_by_state="CHECKED")
    counted = ruled(due)
    filled(pool)
    for matter, day, resolved in (("杂草", "2027-06-30", ""), ("水渠", "2027-09-30", "2027-05-20")):
        values = {"found_on": "2027-03-01", "matter": matter, "due": day, "resolved_on": resolved}
        answer(pool, "RECTIFICATION", values, answered_on=date(2027, 5, 20))
    first, second = listed(pool, counted, "2027-07-01")
    assert (first.due, first.days_left, first.late) == (date(2027, 6, 30), -1, True)
    assert (second.due, second.met_on, second.late) == (date(2027, 9, 30), date(2027, 5, 20), False)


def test_matters_have_deadlines_of_their_own(pool: Path) -> None:
    own = ruled(
        deadline("PLAN", subject="PLAN", from_state="DRAFT", months="plan_months", met_by_state="APPROVED"),
        plan_months=3,
    )
    uid = open_matter(filled(pool), own, MatterTerms("PLAN", 2027, "方案"), act("COUNTY_GOV", date(2026, 11, 30)))
    (item,) = listed(pool, own, "2027-02-28")
    assert (item.uid, item.due, item.late) == (uid, date(2027, 2, 28), False)


def test_what_hangs_on_the_calendar_alone_is_the_county_s(pool: Path) -> None:
    """The report on a year is due on 10 January of the next: one day late on 11 January (JX-3.3.5a)."""
    own = ruled(
        deadline("COUNTY-REPORT", day="report_day", years="one", met_by_form="REPORT"), report_day="01-10", one=1
    )
    filled(pool)
    answer(pool, "REPORT", {"year": 2025, "filed_on": "2026-01-09"}, Concern())
    items = {i.year: (i.uid, i.due, i.met_on, i.days_left) for i in listed(pool, own, "2027-01-11")}
    assert items[2025] == ("139901", date(2026, 1, 10), date(2026, 1, 9), None)
    assert items[2026] == ("139901", date(2027, 1, 10), None, -1)


def test_parcels_under_other_rules_are_not_on_this_list(pool: Path) -> None:
    checked_on(pool, date(2026, 11, 20))
    assert listed(pool, replace(SEPTEMBER, id="sichuan-cropland-2022"), "2027-01-01") == []
    own = replace(SEPTEMBER, id="own-county", parent="hebei-cropland-2025")
    assert len(listed(pool, own, "2027-01-01")) == 1
