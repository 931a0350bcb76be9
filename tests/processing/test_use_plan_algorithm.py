"""``zhanbu:useplan``: planned projects against the supply, month by month."""

from __future__ import annotations

from pathlib import Path

import pytest
from toolbox import Log, by, run

pytestmark = pytest.mark.usefixtures("zhanbu")


def test_JX_3_3_5_b_a_plan_above_the_supply_is_told_with_its_month(filled: Path, tmp_path: Path) -> None:
    """No lot is there yet, so all of it lacks from March on."""
    table = tmp_path / "plan.csv"
    table.write_text("item,project,area_m2,date\n1,公路,310,2026-03-01\n2,医院,90,2026-09-01\n", encoding="utf-8")
    log = Log()
    result = run("useplan", log, POOL=str(filled), YEAR=2026, INPUT=str(table), OUTPUT="memory:")
    assert (result["PLANNED_M2"], result["SUPPLY_M2"], result["SURPLUS_M2"]) == (400.0, 0.0, -400.0)
    assert (result["DEFICIT_M2"], result["SHORT_FROM"]) == (400.0, "2026-03")
    months = by("month", result["OUTPUT"])
    assert (months["2026-02"]["surplus_m2"], months["2026-08"]["surplus_m2"]) == (0.0, -310.0)
    assert "From 2026-03 on, 310.00" in log


def test_a_year_without_a_plan_is_told(filled: Path) -> None:
    log = Log()
    result = run("useplan", log, POOL=str(filled), YEAR=2026, OUTPUT="memory:")
    assert (result["PLANNED_M2"], result["SHORT_FROM"]) == (0.0, "")
    assert "No project is planned for 2026" in log
