"""Decisions about amounts in a file and on a database server: the same postings, the same balances, nothing wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from engines import ENGINES, Pool, new_file, new_on_server
from office import HA, HEBEI, RECORDED, act
from pool_parcels import PUSH_TERMS, grid_of_parcels

from zhanbu_plugin.ledger.caps import CapOrder, set_cap
from zhanbu_plugin.ledger.closing import close_year
from zhanbu_plugin.ledger.deducting import DeductOrder, deduct
from zhanbu_plugin.ledger.ending_freezes import ExitOrder, end_freeze
from zhanbu_plugin.ledger.freeze_plans import ExitMode
from zhanbu_plugin.ledger.freezing import FreezeOrder, freeze
from zhanbu_plugin.ledger.opening import LegacyLot, OldPool, take_over
from zhanbu_plugin.ledger.posting import post
from zhanbu_plugin.ledger.transferring import TransferOrder, transfer
from zhanbu_plugin.pool.accounts.records import ADMIT, NewLot, Posting
from zhanbu_plugin.pool.database import pool_for_reading, pool_for_writing
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.steps.acts import Act, Journal
from zhanbu_plugin.survey.problem import InputProblem

PARCEL = 250_000


@pytest.fixture(params=ENGINES)
def pool(request: pytest.FixtureRequest, tmp_path: Path) -> Pool:
    """An empty pool of each engine in turn."""
    if request.param == ENGINES[0]:
        return new_file(tmp_path)
    return new_on_server(request.getfixturevalue("database_socket"), tmp_path)


def balances(pool: Pool) -> dict[tuple[str, str], int]:
    with pool_for_reading(pool) as reader:
        return {(a.holder, a.bucket): a.balance_dm2 for a in reader.accounts("CROP") if a.indicator == "AREA"}


def kinds(pool: Pool) -> list[str]:
    with pool_for_reading(pool) as reader:
        return [txn.kind for txn in reader.txns("CROP")]


def test_a_year_of_decisions_comes_to_the_same_on_every_engine(pool: Pool) -> None:
    take_over(pool, OldPool("CROP", owed_dm2=4 * HA), act("2026-01-05"), HEBEI)
    take_over(pool, OldPool("CROP", (LegacyLot(30 * HA), LegacyLot(20 * HA))), act("2026-01-05"), HEBEI)
    # Of 50 ha, 46 are there; of the 40 that are lifted, 4 are the uncovered ones.
    number = freeze(pool, FreezeOrder("CROP", "ILLEGAL", 50 * HA), act(), HEBEI).freeze_uid
    end_freeze(pool, ExitOrder(number, ExitMode.LIFT, 40 * HA), act("2026-04-01"), HEBEI)
    deduct(pool, DeductOrder("CROP", "UNRESOLVED", 6 * HA), act("2026-05-01"), HEBEI)
    out = TransferOrder("CROP", "139901", "139902", "COUNTY_GOV", "CITY", 5 * HA)
    transfer(pool, out, act("2026-06-01"), HEBEI)
    with pytest.raises(InputProblem, match="139901 has"):
        transfer(
            pool, TransferOrder("CROP", "139901", "139902", "COUNTY_GOV", "CITY", 90 * HA), act("2026-06-01"), HEBEI
        )
    report = close_year(pool, "CROP", 2026, Act("COUNTY_NR", date(2027, 1, 1), "", RECORDED), HEBEI)
    assert report.carried_dm2 == 35 * HA
    assert balances(pool) == {
        ("139901", "SOURCE"): -46 * HA,
        ("139901", "LIABILITY"): 0,
        ("139901", "AVAILABLE"): 25 * HA,
        ("139901", "FROZEN"): 10 * HA,
        ("139901", "DEDUCTED"): 6 * HA,
        ("139902", "OUTSIDE"): 5 * HA,
    }
    assert kinds(pool) == ["OPENING", "OPENING", "OFFSET", "FREEZE", "LIFT", "DEDUCT", "TRANSFER", "CARRY"]
    assert verify_pool(pool) == ()


def test_a_scale_cuts_the_newest_on_every_engine(pool: Pool) -> None:
    push_parcels(pool, grid_of_parcels(3), **PUSH_TERMS)
    on = date(2026, 11, 3)
    with pool_for_writing(pool) as writer, writer.writing():
        for number in (1, 2, 3):
            lot = NewLot("139901", PARCEL, 0, on, on, 2026, parcel_uid=f"139901-CROP-00000{number}")
            admitted = Posting(ADMIT, "CROP", opens=(lot,), clause="HB-18", rule_set=HEBEI.id)
            post(writer, Journal(writer), admitted, act("2026-11-03"))
    report = set_cap(pool, CapOrder("CROP", "139901", 2026, PARCEL + 100_000), act("2026-11-20"), HEBEI)
    assert (report.excess_dm2, report.cut_dm2) == (2 * PARCEL - 100_000, 2 * PARCEL - 100_000)
    cut = DeductOrder("CROP", "UNRESOLVED", parcel_uid="139901-CROP-000001")
    assert deduct(pool, cut, act("2026-11-21"), HEBEI).available_dm2 == 100_000
    with pytest.raises(InputProblem, match="cut already"):
        deduct(pool, cut, act("2026-11-21"), HEBEI)
    # The lots were opened without the parcels' long way to an indicator, which is told, and nothing else is wrong.
    assert [f for f in map(str, verify_pool(pool)) if "in which the rules open none" not in f] == []
