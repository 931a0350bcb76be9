"""The balance of a day is computed from the events up to that day."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from pool_parcels import COUNTY, EPSG, PUSH_TERMS, append, checked, grid_of_parcels, square

from zhanbu_plugin.ledger.balance import BalanceRow, BalanceSheet, balance
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.geopackage.blob import register_functions
from zhanbu_plugin.pool.integrity import verify_pool


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    path = tmp_path / "pool.gpkg"
    create_pool(path, county=COUNTY, epsg=EPSG, created_on=date(2026, 11, 1))
    return path


def test_an_empty_pool_balances_to_nothing(pool: Path) -> None:
    assert balance(pool, system="CROP", as_of=date(2030, 1, 1)) == BalanceSheet((), 0)


def test_stock_is_told_by_state_and_year_of_entry_and_none_of_it_is_available(pool: Path) -> None:
    push_parcels(pool, grid_of_parcels(2), **PUSH_TERMS)
    later = checked("L", square(9, 9, size=20), run=grid_of_parcels(1)[0].run)
    in_january = {"as_of": date(2027, 1, 5), "max_age_days": 365, "recorded_at": "2027-01-05T08:00:00Z"}
    push_parcels(pool, [later], **{**PUSH_TERMS, **in_january})
    sheet = balance(pool, system="CROP", as_of=date(2027, 1, 5))
    assert sheet.rows == (
        BalanceRow("STOCK", "CANDIDATE", 2026, 500_000),
        BalanceRow("STOCK", "CANDIDATE", 2027, 40_000),
    )
    assert sheet.available_dm2 == 0
    assert balance(pool, system="FOREST", as_of=date(2027, 1, 5)).rows == ()


def test_a_past_day_is_told_as_it_was(pool: Path) -> None:
    push_parcels(pool, grid_of_parcels(2), **PUSH_TERMS)
    with closing(sqlite3.connect(pool, isolation_level=None)) as db:
        register_functions(db)
        append(db, to_state="CHECKED", occurred_on=date(2027, 1, 15))
        append(
            db,
            subject_uid="139901-CROP-000002",
            to_state="WITHDRAWN",
            ends_claim=True,
            occurred_on=date(2027, 3, 1),
        )

    def stock(as_of: date) -> list[tuple[str, int, int]]:
        return [(r.bucket, r.year, r.area_dm2) for r in balance(pool, system="CROP", as_of=as_of).rows]

    assert stock(date(2026, 11, 1)) == []
    assert stock(date(2026, 11, 2)) == [("CANDIDATE", 2026, 500_000)]
    assert stock(date(2027, 1, 14)) == [("CANDIDATE", 2026, 500_000)]
    assert stock(date(2027, 1, 15)) == [("CANDIDATE", 2026, 250_000), ("CHECKED", 2026, 250_000)]
    assert stock(date(2027, 3, 1)) == [("CHECKED", 2026, 250_000)]
    assert verify_pool(pool) == ()
