"""Hebei, what goes on after a plot has become an indicator: tending, re-evaluation, patrols, rectification."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hebei_parcels import RULES, failures, matter, paper, record, refused_by

from zhanbu_plugin.checks.dossier import Dossier, Step
from zhanbu_plugin.checks.due_items import DueItem, due_items
from zhanbu_plugin.regimes.severity import Severity


def indicator(*records: tuple[str, dict[str, object]], since: date = date(2025, 6, 10)) -> Dossier:
    """A plot that is an indicator, with what was recorded since."""
    step = Step("CITY_QUANTITY", "INDICATOR", since, "PROV_NR", "冀自然资函〔2025〕9号")
    told = tuple(record(form, values, date(2026, 1, 15)) for form, values in records)
    return Dossier("P1", "PARCEL", "INDICATOR", area_m2=10_000.0, steps=(step,), records=told)


def due(dossier: Dossier, deadline: str, as_of: date) -> list[DueItem]:
    """What the due list says of one deadline on a day."""
    return [item for item in due_items(dossier, RULES, as_of) if item.deadline.id == deadline]


def test_HB_25_26_quality_is_evaluated_again_every_year_from_the_year_after() -> None:
    """HB-25/26: tending plan and yearly re-evaluation due; the new grade is a new version."""
    (item,) = due(indicator(), "REEVALUATION", date(2026, 11, 21))
    assert (item.due, item.days_left, item.late, item.deadline.clause) == (date(2026, 12, 31), 40, False, "HB-25/26")
    late = due(indicator(), "REEVALUATION", date(2027, 1, 1))
    assert [(i.due, i.late) for i in late] == [(date(2026, 12, 31), True), (date(2027, 12, 31), False)]
    graded = {"year": 2026, "conformity": "PASS", "grade": 4, "scheme": "GBT33469_10", "date": "2026-10-01"}
    again = indicator(("REEVALUATION", graded), ("REEVALUATION", graded | {"year": 2025, "grade": 5}))
    assert due(again, "REEVALUATION", date(2026, 12, 31))[0].met_on is not None
    assert len(again.all_of("REEVALUATION")) == 2


def test_HB_25_26_tending_is_recorded_year_by_year() -> None:
    """HB-25/26: a plot that nobody tended in its first year is late on New Year's Day."""
    tended = ("TENDING", {"year": 2025, "measures": "增施有机肥"})
    assert [i.late for i in due(indicator(), "TENDING", date(2026, 1, 1))][:1] == [True]
    assert [i.met_on is not None for i in due(indicator(tended), "TENDING", date(2026, 2, 1))][:1] == [True]


def problem(**changes: object) -> Dossier:
    """A problem plot that the city has ordered to be rectified by 30 June 2026."""
    told = {"found_on": "2026-04-02", "matter": "改种苗木", "due": "2026-06-30", **changes}
    found = matter("PROBLEM", "PATROL_RECORD", "RECTIFICATION_ORDER", state="RECTIFY")
    steps = (
        Step("", "FOUND", date(2026, 4, 2), "COUNTY_NR"),
        Step("FOUND", "RECTIFY", date(2026, 4, 20), "CITY_NR", "市函〔2026〕4号"),
    )
    return replace(found, steps=steps, records=(record("RECTIFICATION", told, date(2026, 4, 20)),))


def test_HB_27_an_issue_still_open_after_its_day_is_proposed_for_a_cut() -> None:
    """HB-27: issue due 2026‑06‑30 open / W 07‑01 / T “cut proposal”."""
    (item,) = due(problem(), "RECTIFICATION", date(2026, 6, 30))
    assert (item.due, item.days_left, item.late) == (date(2026, 6, 30), 0, False)
    (item,) = due(problem(), "RECTIFICATION", date(2026, 7, 1))
    assert (item.days_left, item.late, item.deadline.late) == (-1, True, Severity.BLOCK)
    assert "建议核减" in item.deadline.title.zh
    assert "a cut is proposed" in item.deadline.title.en
    step = RULES.workflows["PROBLEM"].between("RECTIFY", "CUT")
    assert step is not None
    assert step.external


def test_HB_27_one_that_was_rectified_in_time_isnt() -> None:
    """HB-27: rectify (due, result)."""
    solved = problem(resolved_on="2026-06-29")
    moved = replace(solved, steps=(*solved.steps, Step("RECTIFY", "RESOLVED", date(2026, 6, 29), "COUNTY_NR")))
    (item,) = due(moved, "RECTIFICATION", date(2026, 7, 1))
    assert (item.late, item.met_on) == (False, date(2026, 6, 29))


@pytest.mark.parametrize(
    ("dossier", "to_state", "refused"),
    [
        (matter("PROBLEM"), "FOUND", {"CHK-FOUND"}),
        (matter("PROBLEM", "PATROL_RECORD"), "RECTIFY", {"CHK-RECTIFY", "CHK-RECTIFY-ORDER"}),
        (problem(), "RESOLVED", {"CHK-RESOLVED", "CHK-RESOLVED-DAY", "CHK-RESOLVED-PROOF"}),
        (problem(), "CUT", {"CHK-CUT"}),
        (problem(), "RECTIFY", set()),
    ],
)
def test_HB_27_each_step_of_a_problem_plot_stands_on_paper(dossier: Dossier, to_state: str, refused: set[str]) -> None:
    """HB-27: the city orders with a date, the county proves, the province cuts by notice."""
    found = refused_by(dossier, to_state)
    assert set(found) == refused
    assert set(found.values()) <= {"HB-27"}


def on(dossier: Dossier, to_state: str, day: date) -> Dossier:
    """The same about to take a step on a day."""
    return replace(dossier, next_step=Step("RECTIFY", to_state, day, "PROV_NR", "冀函〔2026〕7号"))


@pytest.mark.parametrize(
    ("resolved_on", "day", "cut"),
    [
        (None, date(2026, 6, 30), False),
        (None, date(2026, 7, 1), True),
        ("2026-06-30", date(2026, 7, 1), False),
        ("2026-07-01", date(2026, 7, 2), True),
    ],
)
def test_HB_27_only_what_is_unresolved_after_its_day_is_cut(resolved_on: str | None, day: date, cut: bool) -> None:
    """HB-27: unresolved → cut; due 2026-06-30, from 07-01 on. What wasn't ordered yet isn't cut at all."""
    told = {} if resolved_on is None else {"resolved_on": resolved_on}
    found = problem(**told)
    found = replace(found, evidence=(*found.evidence, paper("DEDUCTION_NOTICE")))
    assert refused_by(on(found, "CUT", day), "CUT") == ({} if cut else {"CHK-CUT-DAY": "HB-27"})
    assert RULES.workflows["PROBLEM"].between("FOUND", "CUT") is None


@pytest.mark.parametrize(
    ("resolved_on", "day", "said"),
    [
        ("2026-06-30", date(2026, 7, 5), ""),
        ("2026-07-01", date(2026, 7, 5), "due on 2026-06-30 and resolved on 2026-07-01"),
        ("2026-06-29", date(2026, 6, 28), "on 2026-06-29 only"),
    ],
)
def test_HB_27_what_was_resolved_late_isnt_resolved_without_a_document(resolved_on: str, day: date, said: str) -> None:
    """HB-27: the day of the resolution lies on the due day at the latest, and not after the step."""
    solved = problem(resolved_on=resolved_on)
    solved = on(replace(solved, evidence=(*solved.evidence, paper("RECTIFICATION_PROOF"))), "RESOLVED", day)
    assert set(refused_by(solved, "RESOLVED")) == ({"CHK-RESOLVED-DAY"} if said else set())
    assert not said or said in str(failures(solved, "RESOLVED")["CHK-RESOLVED-DAY"].message)


def test_HB_27_every_plot_is_patrolled_every_year() -> None:
    """HB-27: county patrols plot by plot."""
    assert due(indicator(), "PATROL", date(2026, 1, 1))[0].late
    patrolled = indicator(("PATROL", {"date": "2025-09-03", "problem": False}))
    assert due(patrolled, "PATROL", date(2026, 2, 1))[0].met_on == date(2025, 9, 3)
