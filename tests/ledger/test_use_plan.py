"""The plan of a year's use against what may be spent: JX-3.3.5b."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lots import lots
from office import JIANGXI, act, hebei, new_pool

from zhanbu_plugin.ledger.use_plan import PlannedUse, plan_months, supply_of, uses_of_pool, uses_of_table
from zhanbu_plugin.pool.filing.forms import record_form
from zhanbu_plugin.pool.filing.matters import MatterTerms, open_matter
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.survey.problem import InputProblem

HA = 1_000_000
YEAR = 2026


def test_JX_3_3_5_b_310_planned_with_280_available_lack_30_from_the_month_on() -> None:
    uses = [PlannedUse("甲", 200 * HA, date(YEAR, 3, 1)), PlannedUse("乙", 110 * HA, date(YEAR, 9, 15))]
    months = plan_months(uses, lots(280 * HA), 280 * HA, YEAR)
    assert len(months) == 12
    assert [month.surplus_dm2 // HA for month in months] == [280, 280, *[80] * 6, *[-30] * 4]
    assert (months[8].planned_dm2, months[11].planned_so_far_dm2) == (110 * HA, 310 * HA)


def test_a_lot_is_supply_from_its_first_day_to_its_last_and_a_freeze_holds_some_back() -> None:
    (held,) = lots(10 * HA)
    later = replace(held, lot=replace(held.lot, usable_from=date(YEAR, 5, 31), expires_on=date(YEAR, 10, 30)))
    months = plan_months([], [later], 8 * HA, YEAR)
    assert [month.supply_dm2 // HA for month in months] == [*[0] * 4, *[8] * 5, *[0] * 3]


def test_what_has_no_day_is_planned_for_january_and_other_years_arent() -> None:
    uses = [PlannedUse("甲", 5), PlannedUse("乙", 7, date(YEAR - 1, 12, 31))]
    assert [month.planned_dm2 for month in plan_months(uses, [], 0, YEAR)] == [5, *[0] * 11]


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 10**9))), st.integers(0, 10**10))
def test_in_december_everything_planned_is_weighed(planned: list[tuple[int, int]], supply: int) -> None:
    uses = [PlannedUse(str(n), area, date(YEAR, month, 1)) for n, (month, area) in enumerate(planned)]
    months = plan_months(uses, lots(supply), supply, YEAR)
    assert months[-1].surplus_dm2 == supply - sum(area for _, area in planned)
    assert sum(month.planned_dm2 for month in months) == months[-1].planned_so_far_dm2


def test_items_and_supply_come_out_of_a_pool(tmp_path: Path) -> None:
    pool = new_pool(tmp_path, "360122")
    on = act("2023-01-05", "赣林字〔2023〕1号", "COUNTY_FORESTRY")
    uid = open_matter(pool, JIANGXI, MatterTerms("YEAR", 2023, "2023年度"), on)
    terms = {"answered_by": "王工", "answered_on": on.on, "role": on.role, "recorded_at": on.recorded_at}
    items = [
        {"item": "1", "project": "高速公路", "area_m2": 310_000.0, "date": date(2023, 6, 1)},
        {"item": "2", "direction": "IN", "area_m2": 5.0},
    ]
    record_form(pool, "PLAN_ITEM", items, Concern((uid,)), **terms)  # type: ignore[arg-type]
    assert uses_of_pool(pool, 2023) == (PlannedUse("高速公路", 31_000_000, date(2023, 6, 1)),)
    assert supply_of(hebei(tmp_path, 28.0), "CROP")[1] == 28 * HA


def test_a_table_of_items_is_read() -> None:
    rows = [{"项目编号": "7", "面积": "1200.5", "计划日期": "2026-02-03"}]
    assert uses_of_table(rows, "计划.xlsx", date(YEAR, 1, 1)) == (PlannedUse("7", 120_050, date(YEAR, 2, 3)),)
    with pytest.raises(InputProblem, match=r"计划\.xlsx"):
        uses_of_table([{"项目编号": "7", "面积": "x"}], "计划.xlsx", date(YEAR, 1, 1))
