"""Freezes in a pool: what they take from the account, how they end, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from office import HA, HEBEI, INOUT, SICHUAN, act, balance_dm2, hebei, lots_left, sichuan

from zhanbu_plugin.ledger.ending_freezes import ExitOrder, end_freeze
from zhanbu_plugin.ledger.freeze_plans import ExitMode, FreezeParts
from zhanbu_plugin.ledger.freezing import FreezeOrder, freeze, freeze_in
from zhanbu_plugin.ledger.opening import LegacyLot, OldPool, take_over
from zhanbu_plugin.ledger.simulating import simulate
from zhanbu_plugin.pool.accounts.records import DEDUCTED, FROZEN, LIABILITY, USED, Freeze
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.survey.problem import InputProblem

LIFT, CONVERT, DEDUCT = ExitMode.LIFT, ExitMode.CONVERT, ExitMode.DEDUCT


def parts(found: Freeze) -> tuple[float, float, float]:
    return found.county_dm2 / HA, found.city_dm2 / HA, found.uncovered_dm2 / HA


@pytest.mark.parametrize(("city", "expected"), [(40, (32, 18, 0)), (10, (32, 10, 8))])
def test_SC_4_13a_county_then_city_and_the_rest_uncovered(
    tmp_path: Path, city: int, expected: tuple[int, int, int]
) -> None:
    """SC-4(十三)a: 50 ha of illegal use, 32 at the county (D6)."""
    pool = sichuan(tmp_path, 20, 12)
    found = freeze(pool, FreezeOrder("CROP", "ILLEGAL", 50 * HA, city * HA), act("2023-02-01"), SICHUAN)
    assert parts(found) == expected
    assert (balance_dm2(pool), balance_dm2(pool, FROZEN)) == (0, 32 * HA)
    assert lots_left(pool) == [20 * HA, 12 * HA]
    assert verify_pool(pool) == ()


def test_HB_22_the_city_does_not_answer_for_the_county(tmp_path: Path) -> None:
    """HB-22: only the county's indicators are frozen."""
    pool = hebei(tmp_path, 32)
    found = freeze(pool, FreezeOrder("CROP", "ILLEGAL", 50 * HA, 40 * HA), act(), HEBEI)
    assert parts(found) == (32, 0, 18)
    with pool_for_reading(pool) as reader:
        (event,) = reader.events_of(found.freeze_uid)
        posting = reader.txns("CROP", found.freeze_uid)[0]
    assert (event.clause, event.rule_set, posting.clause) == ("HB-22", "hebei-cropland-2025", "HB-22")


def test_a_freeze_when_nothing_is_there_is_registered_without_a_posting(tmp_path: Path) -> None:
    pool = hebei(tmp_path)
    found = freeze(pool, FreezeOrder("CROP", "ILLEGAL", 5 * HA), act(), HEBEI)
    assert parts(found) == (0, 0, 5)
    report = end_freeze(pool, ExitOrder(found.freeze_uid, LIFT), act(), HEBEI)
    assert report.remaining.total_dm2 == 0
    assert verify_pool(pool) == ()


def test_SC_4_13b_three_are_rectified_in_time_and_five_deducted(tmp_path: Path) -> None:
    """SC-4(十三)b: short by 8 ha, due on 2023-06-30, 3 rectified."""
    pool = sichuan(tmp_path, 6, 14)
    order = FreezeOrder("CROP", "INOUT_SHORTFALL", 8 * HA, due=date(2023, 6, 30))
    found = freeze(pool, order, act("2023-02-01"), SICHUAN, INOUT)
    assert balance_dm2(pool) == 12 * HA
    lifted = end_freeze(pool, ExitOrder(found.freeze_uid, LIFT, 3 * HA), act("2023-06-30"), SICHUAN)
    assert (lifted.remaining.total_dm2, lifted.available_dm2) == (5 * HA, 15 * HA)
    ended = end_freeze(pool, ExitOrder(found.freeze_uid, DEDUCT), act("2023-07-01"), SICHUAN)
    assert (ended.remaining.total_dm2, ended.available_dm2, ended.liability_dm2) == (0, 15 * HA, 0)
    assert (balance_dm2(pool, DEDUCTED), balance_dm2(pool, FROZEN)) == (5 * HA, 0)
    assert lots_left(pool) == [1 * HA, 14 * HA]
    with pool_for_reading(pool) as reader:
        states = [(e.action, e.to_state, e.clause, e.rule_set) for e in reader.events_of(found.freeze_uid)]
    inout = ("SC-4(十三)b", "sichuan-inout-2022")
    assert states == [
        ("FREEZE", "ACTIVE", *inout),
        ("LIFT", "ACTIVE", *inout),
        ("DEDUCT", "ENDED", *inout),
    ]
    assert verify_pool(pool) == ()


def test_what_nobody_covered_is_owed_when_it_is_deducted(tmp_path: Path) -> None:
    pool = sichuan(tmp_path, 32)
    order = FreezeOrder("CROP", "INOUT_SHORTFALL", 50 * HA, 10 * HA, date(2023, 6, 30))
    uid = freeze(pool, order, act("2023-02-01"), SICHUAN, INOUT).freeze_uid
    report = end_freeze(pool, ExitOrder(uid, DEDUCT, 45 * HA), act("2023-07-01"), SICHUAN)
    assert report.ended == FreezeParts(32 * HA, 10 * HA, 3 * HA)
    assert (report.available_dm2, report.liability_dm2) == (0, 3 * HA)
    report = end_freeze(pool, ExitOrder(uid, DEDUCT), act("2023-07-02"), SICHUAN)
    assert (report.liability_dm2, balance_dm2(pool, LIABILITY)) == (8 * HA, -8 * HA)
    assert verify_pool(pool) == ()


def test_SC_4_13a_a_completed_procedure_uses_the_frozen_amount_first_in_first_out(tmp_path: Path) -> None:
    """SC-4(十三)a: the frozen amount is used directly."""
    pool = sichuan(tmp_path, 20, 12)
    uid = freeze(pool, FreezeOrder("CROP", "ILLEGAL", 25 * HA), act("2023-02-01"), SICHUAN).freeze_uid
    report = end_freeze(pool, ExitOrder(uid, CONVERT, 22 * HA), act("2023-03-01"), SICHUAN)
    assert (report.remaining.total_dm2, report.available_dm2) == (3 * HA, 7 * HA)
    assert (balance_dm2(pool, USED), lots_left(pool)) == (22 * HA, [10 * HA])
    assert end_freeze(pool, ExitOrder(uid, LIFT), act("2023-03-02"), SICHUAN).available_dm2 == 10 * HA
    assert verify_pool(pool) == ()


def test_two_freezes_share_what_is_there(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 10)
    first = freeze(pool, FreezeOrder("CROP", "ILLEGAL", 7 * HA), act(), HEBEI)
    second = freeze(pool, FreezeOrder("CROP", "ILLEGAL", 7 * HA), act(), HEBEI)
    assert (parts(first), parts(second)) == ((7, 0, 0), (3, 0, 4))
    end_freeze(pool, ExitOrder(first.freeze_uid, LIFT), act(), HEBEI)
    assert (balance_dm2(pool), balance_dm2(pool, FROZEN)) == (7 * HA, 3 * HA)


@pytest.mark.parametrize(
    ("order", "on", "rules", "part"),
    [
        (FreezeOrder("CROP", "ILLEGAL", 0), "2026-03-01", HEBEI, "AREA_M2"),
        (FreezeOrder("CROP", "ILLEGAL", -5), "2026-03-01", HEBEI, "AREA_M2"),
        (FreezeOrder("CROP", "ILLEGAL", 5, -1), "2026-03-01", HEBEI, "CITY_AVAILABLE_M2"),
        (FreezeOrder("CROP", "INOUT_SHORTFALL", 5, due=date(2026, 6, 1)), "2026-03-01", HEBEI, "ILLEGAL"),
        (FreezeOrder("CROP", "illegal", 5), "2026-03-01", HEBEI, "ILLEGAL"),
        (FreezeOrder("FOREST", "ILLEGAL", 5), "2026-03-01", HEBEI, "is for CROP"),
        (FreezeOrder("CROP", "ILLEGAL", 5, due=date(2026, 2, 28)), "2026-03-01", HEBEI, "DUE"),
        (FreezeOrder("CROP", "ILLEGAL", 5), "2025-04-30", HEBEI, "in force"),
        (FreezeOrder("CROP", "ILLEGAL", 5), "2026-01-04", HEBEI, "booked up to 2026-01-05"),
        (FreezeOrder("CROP", "ILLEGAL", 5), "2026-03-01", SICHUAN, "130681"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_booked(
    tmp_path: Path, order: FreezeOrder, on: str, rules: object, part: str
) -> None:
    pool = hebei(tmp_path, 10)
    before = pool.read_bytes()
    with pytest.raises(InputProblem, match=part):
        freeze(pool, order, act(on), rules)  # type: ignore[arg-type]
    assert pool.read_bytes() == before


def test_a_shortfall_freezes_the_indicators_of_cropland_not_of_the_balance(tmp_path: Path) -> None:
    """SC-4(十三)b: the in/out balance has no pool of its own to freeze."""
    pool = sichuan(tmp_path, 10)
    order = FreezeOrder("INOUT", "INOUT_SHORTFALL", 5, due=date(2023, 6, 30))
    with pytest.raises(InputProblem, match="Choose the system CROP"):
        freeze(pool, order, act("2023-02-01"), INOUT)


def test_a_freeze_is_recorded_with_its_document_and_a_shortfall_with_its_day(tmp_path: Path) -> None:
    pool = sichuan(tmp_path, 10)
    with pytest.raises(InputProblem, match="DOC_NO"):
        freeze(pool, FreezeOrder("CROP", "ILLEGAL", 5), act("2023-02-01", doc_no=" "), SICHUAN)
    with pytest.raises(InputProblem, match="DUE"):
        freeze(pool, FreezeOrder("CROP", "INOUT_SHORTFALL", 5), act("2023-02-01"), SICHUAN, INOUT)


@pytest.fixture
def short(tmp_path: Path) -> tuple[Path, str]:
    """A pool with 2 ha, and a shortfall of 8 ha frozen until 2023-06-30, of which 6 are uncovered."""
    pool = sichuan(tmp_path, 2)
    order = FreezeOrder("CROP", "INOUT_SHORTFALL", 8 * HA, due=date(2023, 6, 30))
    return pool, freeze(pool, order, act("2023-02-01"), SICHUAN, INOUT).freeze_uid


@pytest.mark.parametrize(
    ("wanted", "on", "part"),
    [
        (ExitOrder("", LIFT, 8 * HA + 1), "2023-03-01", "80000.00"),
        (ExitOrder("", LIFT, 0), "2023-03-01", "AREA_M2"),
        (ExitOrder("", CONVERT, 3 * HA), "2023-03-01", "nobody covers"),
        (ExitOrder("", DEDUCT), "2023-06-29", "due before 2023-06-30"),
        (ExitOrder("", LIFT, None, date(2023, 7, 1)), "2023-07-02", "in time"),
        (ExitOrder("", LIFT, None, date(2023, 6, 2)), "2023-06-01", "before it is rectified"),
        (ExitOrder("510182-CROP-F000009", LIFT), "2023-03-01", "510182-CROP-F000001"),
    ],
)
def test_a_freeze_does_not_end_otherwise(short: tuple[Path, str], wanted: ExitOrder, on: str, part: str) -> None:
    pool, uid = short
    before = pool.read_bytes()
    with pytest.raises(InputProblem, match=part):
        end_freeze(pool, replace(wanted, freeze_uid=wanted.freeze_uid or uid), act(on), SICHUAN)
    assert pool.read_bytes() == before


def test_what_was_rectified_in_time_is_lifted_later(short: tuple[Path, str]) -> None:
    pool, uid = short
    report = end_freeze(pool, ExitOrder(uid, LIFT, None, date(2023, 6, 30)), act("2023-07-10"), SICHUAN)
    assert (report.remaining.total_dm2, report.available_dm2) == (0, 2 * HA)
    with pytest.raises(InputProblem, match="has ended"):
        end_freeze(pool, ExitOrder(uid, LIFT), act("2023-07-10"), SICHUAN)


def test_in_hebei_a_freeze_is_lifted_and_then_linked(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 10)
    uid = freeze(pool, FreezeOrder("CROP", "ILLEGAL", 5 * HA), act(), HEBEI).freeze_uid
    with pytest.raises(InputProblem, match="only lift"):
        end_freeze(pool, ExitOrder(uid, CONVERT), act(), HEBEI)


def test_a_freeze_ends_also_after_the_rules_have_expired(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 10)
    uid = freeze(pool, FreezeOrder("CROP", "ILLEGAL", 5 * HA), act(), HEBEI).freeze_uid
    assert end_freeze(pool, ExitOrder(uid, LIFT), act("2028-06-01"), HEBEI).available_dm2 == 10 * HA


def test_an_uncovered_part_is_deducted_from_what_has_come_in_since(tmp_path: Path) -> None:
    """Nothing is owed while something is available."""
    pool = sichuan(tmp_path, 2)
    order = FreezeOrder("CROP", "INOUT_SHORTFALL", 8 * HA, due=date(2023, 6, 30))
    uid = freeze(pool, order, act("2023-02-01"), SICHUAN, INOUT).freeze_uid
    take_over(pool, OldPool("CROP", (LegacyLot(5 * HA),)), act("2023-03-01"), SICHUAN)
    report = end_freeze(pool, ExitOrder(uid, DEDUCT), act("2023-07-01"), SICHUAN)
    assert (report.available_dm2, report.liability_dm2) == (0, 1 * HA)
    assert lots_left(pool) == []
    assert verify_pool(pool) == ()


def test_what_if_leaves_no_trace(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 10)
    before = pool.read_bytes()
    order = FreezeOrder("CROP", "ILLEGAL", 15 * HA)
    found = simulate(pool, lambda writer, journal: freeze_in(writer, journal, order, act(), HEBEI))
    assert parts(found) == (10, 0, 5)
    assert pool.read_bytes() == before
