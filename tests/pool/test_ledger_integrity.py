"""Whoever gets past the safeguards of the ledger is found out by ``verify_pool``."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from filed_parcels import filled
from ledger_books import busy_ledger

from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.geopackage.blob import register_functions
from zhanbu_plugin.pool.integrity import FaultGroup, audit_pool, verify_pool


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pool with a bit of everything, and sound."""
    path = tmp_path_factory.mktemp("ledger") / "pool.gpkg"
    create_pool(path, county="139901", epsg=4527, created_on=date(2026, 11, 1))
    busy_ledger(filled(path))
    assert verify_pool(path) == ()
    return path


@pytest.fixture
def ledger(sound: Path, tmp_path: Path) -> Path:
    """One of its own."""
    return Path(shutil.copy(sound, tmp_path / "pool.gpkg"))


def tampered(path: Path, sql: str) -> list[tuple[FaultGroup, str]]:
    """Take the triggers away, change something, put the same triggers back; what the audit then says."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        register_functions(db)
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        own = [(name, text) for name, text in triggers if not name.startswith("gpkg_")]
        for name, _ in own:
            db.execute(f'DROP TRIGGER "{name}"')
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.executescript(sql)
        for _, text in own:
            db.execute(text)
    return [(fault.group, str(fault.wording)) for fault in audit_pool(path).faults]


def test_a_sound_ledger_counts_its_lots_and_postings(ledger: Path) -> None:
    counts = audit_pool(ledger).counts
    assert (counts["lots"], counts["postings"]) == (2, 6)


@pytest.mark.parametrize(
    ("sql", "group", "told"),
    [
        ("UPDATE account SET balance_dm2 = balance_dm2 + 1 WHERE bucket = 'AVAILABLE'", "SUMS", "AVAILABLE states"),
        ("UPDATE holding SET balance_dm2 = balance_dm2 - 1 WHERE bucket = 'USED'", "SUMS", "USED.* doesn't follow"),
        ("DELETE FROM holding WHERE bucket = 'LINKED'", "SUMS", "LINKED.* doesn't follow"),
        ("UPDATE entry SET amount_dm2 = amount_dm2 + 1 WHERE entry_no = 1", "SUMS", "T000001 don't add up"),
        ("UPDATE entry SET amount_dm2 = amount_dm2 + 1 WHERE entry_no = 1", "RECORDS", "posting .*T000001 is not"),
        ("UPDATE txn SET doc_no = 'X' WHERE txn_no = 3", "RECORDS", "posting .*T000003 is not"),
        ("UPDATE txn SET occurred_on = '2027-01-16' WHERE txn_no = 4", "RECORDS", "posting .*T000004 is not"),
        ("UPDATE lot SET grade = 1.0, grade_scheme = 'S' WHERE lot_no = 1", "RECORDS", "posting .*T000001 is not"),
        ("UPDATE lot SET usable_from = '2028-01-01' WHERE lot_no = 2", "RECORDS", "posting .*T000002 is not"),
        ("UPDATE occupation SET name = 'X' WHERE occupation_no = 1", "RECORDS", "record of .*K000001 is not"),
        ("UPDATE freeze SET due = '2030-01-01'", "RECORDS", "record of .*F000001 is not"),
        ("UPDATE freeze_exit SET mode = 'DEDUCT'", "RECORDS", "record of .*F000001 is not"),
        ("UPDATE cap SET cap_dm2 = cap_dm2 + 1 WHERE cap_no = 2", "RECORDS", "record of .*C000002 is not"),
        ("UPDATE cap SET cap_dm2 = 1 WHERE cap_no = 1", "SUMS", "control scale 139900 2027 are more than the whole"),
        ("UPDATE occupation SET area_dm2 = 199999 WHERE occupation_no = 1", "SUMS", "project .* holds more"),
        ("UPDATE parcel SET area_dm2 = 199999 WHERE fid = 1", "SUMS", "lots of 139901-CROP-000001 stand for more"),
    ],
)
def test_what_was_changed_in_the_ledger_is_told(ledger: Path, sql: str, group: str, told: str) -> None:
    faults = tampered(ledger, sql)
    assert any(found is FaultGroup(group) and re.search(told, text) for found, text in faults), faults


def test_a_posting_that_was_taken_out_is_missed(ledger: Path) -> None:
    faults = tampered(
        ledger, "DELETE FROM entry WHERE txn_uid LIKE '%T000004'; DELETE FROM txn WHERE txn_uid LIKE '%T000004'"
    )
    assert any("T000004 of the history is missing" in text for _, text in faults)


def test_a_link_that_jumped_the_queue_is_told(ledger: Path) -> None:
    faults = tampered(
        ledger,
        "UPDATE entry SET lot_uid = replace(lot_uid, 'L000001', 'L000002')"
        " WHERE txn_uid LIKE '%T000003' AND indicator = 'AREA'",
    )
    assert any("T000003 passed over the lot 139901-CROP-L000001" in text for _, text in faults)
