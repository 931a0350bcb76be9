"""When a freeze has to be rectified, told for any day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from office import HA, INOUT, SICHUAN, act, sichuan

from zhanbu_plugin.ledger.due_freezes import DueFreeze, due_freezes
from zhanbu_plugin.ledger.ending_freezes import ExitOrder, end_freeze
from zhanbu_plugin.ledger.freeze_plans import ExitMode
from zhanbu_plugin.ledger.freezing import FreezeOrder, freeze


def told(pool: Path, day: str) -> list[tuple[float, int | None, bool]]:
    def row(found: DueFreeze) -> tuple[float, int | None, bool]:
        return found.remaining_dm2 / HA, found.days_left, found.late

    return [row(found) for found in due_freezes(pool, "CROP", date.fromisoformat(day))]


def test_SC_4_13b_a_freeze_is_due_late_and_done(tmp_path: Path) -> None:
    """SC-4(十三)b: 8 ha until 2023-06-30, 3 lifted in time, 5 deducted afterwards."""
    pool = sichuan(tmp_path, 20)
    order = FreezeOrder("CROP", "INOUT_SHORTFALL", 8 * HA, due=date(2023, 6, 30))
    uid = freeze(pool, order, act("2023-02-01"), SICHUAN, INOUT).freeze_uid
    end_freeze(pool, ExitOrder(uid, ExitMode.LIFT, 3 * HA), act("2023-06-20"), SICHUAN)
    end_freeze(pool, ExitOrder(uid, ExitMode.DEDUCT), act("2023-07-05"), SICHUAN)
    assert told(pool, "2023-01-31") == []
    assert told(pool, "2023-02-01") == [(8, 149, False)]
    assert told(pool, "2023-06-30") == [(5, 0, False)]
    assert told(pool, "2023-07-01") == [(5, -1, True)]
    assert told(pool, "2023-07-05") == [(0, None, True)]
    (found,) = due_freezes(pool, "CROP", date(2024, 1, 1))
    assert (found.ended_on, found.clause, found.rule_set) == (date(2023, 7, 5), "SC-4(十三)b", "sichuan-inout-2022")


def test_a_freeze_without_a_day_and_one_of_another_system_are_not_due(tmp_path: Path) -> None:
    pool = sichuan(tmp_path, 20)
    freeze(pool, FreezeOrder("CROP", "ILLEGAL", 8 * HA), act("2023-02-01"), SICHUAN)
    assert due_freezes(pool, "CROP", date(2024, 1, 1)) == ()
    freeze(pool, FreezeOrder("CROP", "ILLEGAL", HA, due=date(2023, 5, 1)), act("2023-02-02"), SICHUAN)
    assert len(due_freezes(pool, "CROP", date(2024, 1, 1))) == 1
    assert due_freezes(pool, "INOUT", date(2024, 1, 1)) == ()
