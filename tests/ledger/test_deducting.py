"""Deductions and the old pool in a pool: what is cut, what is owed, and what settles it."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import HA, HEBEI, act, balance_dm2, hebei, lots_left

from zhanbu_plugin.ledger.deducting import DeductOrder, deduct
from zhanbu_plugin.ledger.freezing import FreezeOrder, freeze
from zhanbu_plugin.ledger.opening import AccountReport, LegacyLot, OldPool, take_over
from zhanbu_plugin.pool.accounts.records import DEDUCTED, LIABILITY, PADDY
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.survey.problem import InputProblem


def test_what_is_not_there_is_owed(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 3, 7)
    report = deduct(pool, DeductOrder("CROP", "UNRESOLVED", 18 * HA), act(), HEBEI)
    assert (report.deducted_dm2, report.newly_owed_dm2) == (18 * HA, 8 * HA)
    assert (report.available_dm2, report.liability_dm2) == (0, 8 * HA)
    assert (balance_dm2(pool, DEDUCTED), balance_dm2(pool, LIABILITY)) == (18 * HA, -8 * HA)


def test_HB_20b_what_comes_in_settles_the_debt_first(tmp_path: Path) -> None:
    """HB-20b: 4 are owed by the old pool, 10 come in, 6 remain."""
    pool = hebei(tmp_path)
    assert take_over(pool, OldPool("CROP", owed_dm2=4 * HA), act("2026-01-05"), HEBEI) == AccountReport(0, 4 * HA)
    lots = OldPool("CROP", (LegacyLot(10 * HA),))
    assert take_over(pool, lots, act("2026-01-06"), HEBEI) == AccountReport(6 * HA, 0)
    with pool_for_reading(pool) as reader:
        kinds = [(txn.kind, txn.clause) for txn in reader.txns("CROP")]
    assert [kind for kind, _ in kinds] == ["OPENING", "OPENING", "OFFSET"]
    assert kinds[0][1] == "HB-20b" and kinds[1][1] == "HB-20a"


def test_what_is_frozen_is_not_cut(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 15, 50)
    freeze(pool, FreezeOrder("CROP", "ILLEGAL", 10 * HA), act(), HEBEI)
    report = deduct(pool, DeductOrder("CROP", "UNRESOLVED", 60 * HA), act(), HEBEI)
    assert (report.newly_owed_dm2, report.available_dm2) == (5 * HA, 0)
    assert lots_left(pool) == [10 * HA]


def test_paddy_is_cut_on_its_own_queue(tmp_path: Path) -> None:
    pool = hebei(tmp_path)
    lots = (LegacyLot(10 * HA), LegacyLot(10 * HA, 4 * HA))
    take_over(pool, OldPool("CROP", lots), act("2026-01-05"), HEBEI)
    deduct(pool, DeductOrder("CROP", "UNRESOLVED", 6 * HA, paddy_dm2=5 * HA), act(), HEBEI)
    assert (balance_dm2(pool), balance_dm2(pool, indicator=PADDY)) == (14 * HA, 0)
    assert balance_dm2(pool, LIABILITY, PADDY) == -1 * HA


@pytest.mark.parametrize(
    ("reason", "clause"), [("OVER_CAP", "HB-19"), ("整改不到位", "HB-27"), ("UNRESOLVED", "HB-27")]
)
def test_the_clause_follows_the_reason(tmp_path: Path, reason: str, clause: str) -> None:
    """HB-19, HB-27: what a cut is booked under."""
    pool = hebei(tmp_path, 3)
    uid = deduct(pool, DeductOrder("CROP", reason, HA), act(), HEBEI).txn_uid
    with pool_for_reading(pool) as reader:
        txn = reader.txn(uid)
    assert txn is not None
    assert (txn.kind, txn.clause, txn.doc_no) == ("DEDUCT", clause, "冀自然资〔2026〕7号")


@pytest.mark.parametrize(
    ("order", "part"),
    [
        (DeductOrder("CROP", "UNRESOLVED"), "AREA_M2"),
        (DeductOrder("CROP", "UNRESOLVED", -1), "AREA_M2"),
        (DeductOrder("CROP", " ", 5), "REASON"),
        (DeductOrder("CROP", "UNRESOLVED", 5, paddy_dm2=6), "PADDY_M2"),
        (DeductOrder("CROP", "UNRESOLVED", 5, paddy_dm2=-6), "PADDY_M2"),
        (DeductOrder("CROP", "UNRESOLVED", 5, "130681-CROP-000009"), "no lot"),
        (DeductOrder("INOUT", "UNRESOLVED", 5), "is for CROP"),
    ],
)
def test_what_cannot_be_cut_is_refused_and_nothing_is_booked(tmp_path: Path, order: DeductOrder, part: str) -> None:
    pool = hebei(tmp_path, 10)
    before = pool.read_bytes()
    with pytest.raises(InputProblem, match=part):
        deduct(pool, order, act(), HEBEI)
    assert pool.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "part"),
    [
        (OldPool("CROP"), "0.00"),
        (OldPool("CROP", (LegacyLot(0),)), "0.00"),
        (OldPool("CROP", (LegacyLot(5, 6),)), "paddy"),
        (OldPool("CROP", (LegacyLot(5, grade=4.0),)), "scheme"),
    ],
)
def test_an_old_pool_that_makes_no_sense_is_refused(tmp_path: Path, old: OldPool, part: str) -> None:
    pool = hebei(tmp_path)
    with pytest.raises(InputProblem, match=part):
        take_over(pool, old, act(), HEBEI)
    assert lots_left(pool) == []


def test_HB_20a_what_the_old_pool_left_is_used_first(tmp_path: Path) -> None:
    """HB-20a: its lots stand before all others in the queue, with their grade."""
    pool = hebei(tmp_path)
    take_over(pool, OldPool("CROP", (LegacyLot(3 * HA, HA, 6.0, "GBT33469_10", "原库剩余"),)), act(), HEBEI)
    with pool_for_reading(pool) as reader:
        (lot,) = reader.lots("CROP")
    assert lot.legacy and lot.queue < 1_000_000_000
    assert (lot.amount_dm2, lot.paddy_dm2, lot.grade, lot.title) == (3 * HA, HA, 6.0, "原库剩余")


def test_HB_20b_the_old_pools_debt_is_paid_out_of_what_it_left(tmp_path: Path) -> None:
    """HB-20b: 5 were taken over before; of these and of 3 and 7 more, in their order, 6 that were owed are gone."""
    pool = hebei(tmp_path, 5)
    old = OldPool("CROP", (LegacyLot(3 * HA), LegacyLot(7 * HA)), owed_dm2=6 * HA)
    assert take_over(pool, old, act("2026-01-06"), HEBEI) == AccountReport(9 * HA, 0)
    assert lots_left(pool) == [2 * HA, 7 * HA]
