"""The balance on any past day follows from the entries up to that day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from office import HA, HEBEI, HEBEI_COUNTY, JIANGXI, JIANGXI_COUNTY, act, hebei, new_pool

from zhanbu_plugin.ledger.balance import BalanceRow, balance
from zhanbu_plugin.ledger.correcting import correct
from zhanbu_plugin.ledger.freezing import FreezeOrder, freeze
from zhanbu_plugin.ledger.linking import Project, link
from zhanbu_plugin.ledger.posting import post
from zhanbu_plugin.ledger.unlinking import write_off
from zhanbu_plugin.pool.accounts.records import TRANSFER, NewLot, Posting
from zhanbu_plugin.pool.database import pool_for_writing
from zhanbu_plugin.pool.steps.acts import Journal


def rows(path: Path, day: str, system: str = "CROP") -> list[tuple[str, str, int, float]]:
    sheet = balance(path, system=system, as_of=date.fromisoformat(day))
    return [(r.account, r.bucket, r.year, r.area_dm2 / HA) for r in sheet.rows]


def available(path: Path, day: str, system: str = "CROP") -> float:
    return balance(path, system=system, as_of=date.fromisoformat(day)).available_dm2 / HA


def bring_in(path: Path, year: int, hectares: float, on: str, holder: str = HEBEI_COUNTY, paddy: float = 0) -> None:
    came = date.fromisoformat(on)
    lot = NewLot(holder, round(hectares * HA), round(paddy * HA), came, came, year)
    with pool_for_writing(path) as pool, pool.writing():
        post(pool, Journal(pool), Posting(TRANSFER, "CROP", opens=(lot,)), act(on))


def test_each_day_is_told_as_it_was(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 30, 20, on="2026-01-05")
    link(pool, Project("XM-1", "示例", 35 * HA), act("2026-03-01"), HEBEI)
    write_off(pool, "XM-1", 33 * HA, act("2026-05-01"), HEBEI)
    assert rows(pool, "2026-01-04") == []
    assert rows(pool, "2026-01-05") == [("AREA", "AVAILABLE", 2026, 50)]
    assert rows(pool, "2026-03-01") == [("AREA", "AVAILABLE", 2026, 15), ("AREA", "LINKED", 2026, 35)]
    assert rows(pool, "2026-05-01") == [("AREA", "AVAILABLE", 2026, 17), ("AREA", "USED", 2026, 33)]
    assert [available(pool, day) for day in ("2026-01-04", "2026-02-01", "2026-03-01", "2030-01-01")] == [0, 50, 15, 17]


def test_a_reversed_posting_counted_until_the_day_it_was_reversed(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 30)
    wrong = link(pool, Project("XM-1", "示例", 10 * HA), act("2026-03-01"), HEBEI).txn_uid
    correct(pool, wrong, act("2026-04-01"))
    assert [available(pool, day) for day in ("2026-02-28", "2026-03-31", "2026-04-01")] == [30, 20, 30]


def test_what_is_frozen_is_taken_from_the_newest_years_and_no_row_is_negative(tmp_path: Path) -> None:
    """HB-22: 30 of 2025 and 20 of 2026, 25 frozen: 25 of 2025 are left and none of 2026."""
    pool = new_pool(tmp_path, HEBEI_COUNTY)
    bring_in(pool, 2025, 30, "2025-02-01", paddy=4)
    bring_in(pool, 2026, 20, "2026-02-01")
    freeze(pool, FreezeOrder("CROP", "ILLEGAL", 25 * HA), act("2026-03-01"), HEBEI)
    assert rows(pool, "2026-03-01") == [
        ("AREA", "AVAILABLE", 2025, 25),
        ("AREA", "FROZEN", 2026, 25),
        ("PADDY", "AVAILABLE", 2025, 4),
    ]
    assert available(pool, "2026-03-01") == 25


def test_what_the_city_holds_in_this_pool_is_an_account_of_its_own_and_not_the_countys_to_spend(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 30, on="2026-01-05")
    bring_in(pool, 2026, 7, "2026-02-01", holder="130600")
    assert rows(pool, "2026-02-01") == [("AREA", "AVAILABLE", 2026, 30), ("AREA 130600", "AVAILABLE", 2026, 7)]
    assert available(pool, "2026-02-01") == 30


def test_JX_2_2c_a_quota_waits_for_its_year_and_ends_with_the_pilot(tmp_path: Path) -> None:
    """JX-2.2c: admitted on 2022-11-20, usable from 2023-01-01; JX-3.3.3c: until 2024-12-31."""
    pool = new_pool(tmp_path, JIANGXI_COUNTY)
    lot = NewLot(
        *(JIANGXI_COUNTY, 5 * HA, 0, date(2022, 11, 20), date(2023, 1, 1), 2023),
        expires_on=date.fromisoformat(JIANGXI.text("pilot.end")),
    )
    with pool_for_writing(pool) as writer, writer.writing():
        post(writer, Journal(writer), Posting(TRANSFER, "FOREST", opens=(lot,)), act("2022-11-20"))
    days = ("2022-12-01", "2023-01-05", "2024-12-31", "2025-01-01")
    assert [available(pool, day, "FOREST") for day in days] == [0, 5, 5, 0]
    assert balance(pool, system="FOREST", as_of=date(2022, 12, 1)).waiting_dm2 == 5 * HA
    assert balance(pool, system="FOREST", as_of=date(2022, 12, 1)).rows == (
        BalanceRow("AREA", "AVAILABLE", 2023, 5 * HA),
    )
