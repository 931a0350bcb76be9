"""Acts in order, and in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from on_file_cases import SOME_TEXT, dossier, finding, paper, record, rule, rule_set, step

from zhanbu_plugin.checks.due_days import due_day, starts_on
from zhanbu_plugin.checks.findings import Outcome
from zhanbu_plugin.regimes.deadline import Deadline
from zhanbu_plugin.regimes.rule_set import RuleSet
from zhanbu_plugin.regimes.severity import Severity
from zhanbu_plugin.regimes.workflow import PARCEL

ORDER = rule("in_order", dates=["CHECKED", "AFFORESTATION.date", "COMPLETED"])


def planted(day: str) -> object:
    return record("AFFORESTATION", date=day, species="杉木", area_m2=100)


def test_dates_on_file_lie_in_order_and_the_same_day_is_in_order() -> None:
    checked, completed = step("CHECKED", date(2026, 3, 1)), step("COMPLETED", date(2026, 4, 1))
    assert finding(ORDER, dossier(checked, planted("2026-03-01"), completed)).outcome is Outcome.PASS
    assert finding(ORDER, dossier(checked, completed)).outcome is Outcome.PASS
    assert finding(ORDER, dossier()).outcome is Outcome.PASS


def test_trees_planted_before_the_confirmation_are_out_of_order() -> None:
    """JX-3.2.2(5)."""
    found = finding(ORDER, dossier(step("CHECKED", date(2026, 3, 2)), planted("2026-02-28")))
    assert found.outcome is Outcome.FAIL
    assert "date (Afforestation) (2026-02-28) lies 2 days before" in str(found.message)
    assert (found.measured, found.unit) == (2, "d")


def test_the_step_that_is_to_be_taken_counts_too() -> None:
    subject = replace(dossier(planted("2026-05-02")), next_step=step("COMPLETED", date(2026, 5, 1)))
    assert finding(ORDER, subject).outcome is Outcome.FAIL


def test_a_paper_may_not_be_older_than_what_it_is_about() -> None:
    """CHK-EVID: dated in order. The latest paper of a kind counts, of a photo the day on which it was taken."""
    order = rule("in_order", dates=["NOTICE.end", "evidence.GOV_APPROVAL", "evidence.PHOTO_AFTER"])
    notice = record("NOTICE", site="VILLAGE", start="2026-03-01", end="2026-03-07")
    early, right = (paper("GOV_APPROVAL", doc_date=date(2026, 3, day)) for day in (6, 7))
    photo = paper("PHOTO_AFTER", taken_on=date(2026, 3, 6))
    found = finding(order, dossier(notice, early))
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == (
        "approval of the county government (2026-03-06) lies 1 days before last day (Public notice) (2026-03-07)."
    )
    assert finding(order, dossier(notice, early, right)).outcome is Outcome.PASS
    assert finding(order, dossier(notice, right, photo)).outcome is Outcome.FAIL
    assert finding(order, dossier(notice, paper("GOV_APPROVAL"))).outcome is Outcome.PASS


def deadline(**changed: str) -> Deadline:
    texts = dict.fromkeys(("from_state", "from_form", "field", "years", "months", "days", "day"), "")
    return Deadline(
        *("REPORT", "HB-4", PARCEL, SOME_TEXT),
        **{**texts, **changed},
        yearly=False,
        met_by_state="",
        met_by_form="",
        late=Severity.OVERRIDE,
    )


def rules_with(found: Deadline, **parameters: float | str) -> RuleSet:
    return replace(rule_set(**parameters), deadlines=(found,))


@pytest.mark.parametrize(("day", "outcome"), [(date(2023, 9, 15), Outcome.PASS), (date(2023, 9, 16), Outcome.FAIL)])
def test_the_fifteenth_of_september_of_the_year_after_acceptance(day: date, outcome: Outcome) -> None:
    """JX-3.3.2a: accepted in August 2022, due on 2023-09-15, that day included."""
    rules = rules_with(deadline(from_state="COMPLETED", years="jx.years", day="jx.day"), jx__years=1, jx__day="09-15")
    subject = replace(dossier(step("COMPLETED", date(2022, 8, 20))), next_step=step("FILED", day))
    found = finding(rule("on_time", deadline="REPORT"), subject, rules=rules)
    assert found.outcome is outcome
    assert found.measured == (1 if outcome is Outcome.FAIL else 0)
    if outcome is Outcome.FAIL:
        assert str(found.message) == "It was due on 2023-09-15 and is 1 days late on 2023-09-16."


def test_a_step_back_and_forth_moves_no_deadline() -> None:
    """Accepted in 2022, sent back and accepted anew in 2024: it was due in 2023; what is yearly begins anew."""
    once = deadline(from_state="COMPLETED", years="jx.years", day="jx.day")
    rules = rules_with(once, jx__years=1, jx__day="09-15")
    twice = [
        step("COMPLETED", date(2022, 8, 20)),
        step("CHECKED", date(2024, 1, 5)),
        step("COMPLETED", date(2024, 2, 1)),
    ]
    subject = replace(dossier(*twice), next_step=step("FILED", date(2024, 9, 15)))
    found = finding(rule("on_time", deadline="REPORT"), subject, rules=rules)
    assert (found.outcome, found.measured) == (Outcome.FAIL, 366), "from 2023-09-15, across a leap day"
    assert starts_on(once, subject, 2024) == date(2022, 8, 20)
    assert starts_on(replace(once, yearly=True), subject, 2024) == date(2024, 2, 1)


def test_what_a_deadline_runs_from_must_be_on_file() -> None:
    rules = rules_with(deadline(from_state="COMPLETED"))
    assert finding(rule("on_time", deadline="REPORT"), dossier(), rules=rules).outcome is Outcome.NOT_CHECKED


@pytest.mark.parametrize(("day", "late"), [(date(2024, 1, 10), 0), (date(2024, 1, 11), 1), (date(2024, 12, 31), 356)])
def test_a_report_on_the_year_before_is_due_in_january(day: date, late: int) -> None:
    """JX-3.3.5a: “early January” is the tenth (A-27); on 11 January it is a day overdue."""
    rules = rules_with(deadline(years="jx.years", day="jx.day"), jx__years=1, jx__day="01-10")
    found = finding(rule("on_time", deadline="REPORT"), dossier(), rules=rules, as_of=day)
    assert found.measured == late


def test_two_idle_years_end_on_the_same_day() -> None:
    """JX-4.3a, A-28: approved on 2022-05-01, listed on 2024-05-01."""
    found = deadline(from_form="OCCUPATION", field="approved_on", years="jx.idle")
    rules = rules_with(found, jx__idle=2)
    subject = dossier(record("OCCUPATION", kind="CONSTRUCTION", area_m2=1, approved_on="2022-05-01"))
    start = starts_on(found, subject, 2026)
    assert start is not None
    assert due_day(found, rules, start) == date(2024, 5, 1)


@pytest.mark.parametrize(
    ("start", "years", "months", "days", "due"),
    [
        (date(2024, 2, 29), 1, 0, 0, date(2025, 2, 28)),
        (date(2024, 1, 31), 0, 1, 0, date(2024, 2, 29)),
        (date(2023, 11, 30), 0, 3, 0, date(2024, 2, 29)),
        (date(2023, 12, 31), 0, 0, 60, date(2024, 2, 29)),
    ],
)
def test_months_that_are_too_short_end_on_their_last_day(
    start: date, years: int, months: int, days: int, due: date
) -> None:
    rules = rule_set(x__years=years, x__months=months, x__days=days)
    assert due_day(deadline(years="x.years", months="x.months", days="x.days"), rules, start) == due
