"""The ledger defends itself against raw SQL and postings that nobody planned: refused, and why in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from engines import ENGINES, Pool, Refused, contents, new_file, new_on_server, raw
from filed_parcels import filled
from ledger_books import F1, L1, L2, NEIGHBOUR, ON, P1, P2, T, book, busy_ledger, entry, new_lot
from pool_parcels import COUNTY
from unplanned_postings import UNPLANNED

from zhanbu_plugin.ledger.posting import next_uid
from zhanbu_plugin.pool.filing.filed import Subject, SubjectKind
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.steps.acts import Journal
from zhanbu_plugin.survey.problem import InputProblem

BOTH_ENGINES = True
SAID_TWICE = re.compile(r"[A-Z_]+: [ -.0-~]+ / [^a-z]*[\u4e00-\u9fff]")
"""A code, English and Chinese."""


@pytest.fixture(scope="module", params=ENGINES)
def busy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pool:
    """A pool with a bit of everything in its ledger."""
    folder = tmp_path_factory.mktemp("ledger")
    on_server = request.param != ENGINES[0]
    pool = new_on_server(request.getfixturevalue("database_socket"), folder) if on_server else new_file(folder)
    busy_ledger(filled(pool))
    assert verify_pool(pool) == ()
    return pool


@pytest.fixture
def ledger(busy: Pool) -> Iterator[Pool]:
    """The same for all, because nothing that is tried here may change a row of it."""
    before = contents(busy)
    yield busy
    assert contents(busy) == before


def test_after_all_that_the_pool_is_as_sound_as_before(busy: Pool) -> None:
    assert verify_pool(busy) == ()


LOCKED = {
    "lot": ("LOT_LOCKED", "amount_dm2 = amount_dm2 + 1"),
    "txn": ("TXN_LOCKED", "occurred_on = '2026-01-01'"),
    "entry": ("ENTRY_LOCKED", "amount_dm2 = amount_dm2 * 2"),
    "account": ("BALANCE_LOCKED", "balance_dm2 = balance_dm2 + 1"),
    "holding": ("BALANCE_LOCKED", "balance_dm2 = balance_dm2 + 1"),
    "posting_rule": ("POSTING_RULE_LOCKED", "sign = -sign"),
    "occupation": ("OCCUPATION_LOCKED", "area_dm2 = area_dm2 + 1"),
    "freeze": ("FREEZE_LOCKED", "reason = 'x'"),
    "freeze_exit": ("FREEZE_LOCKED", "county_dm2 = 1"),
    "cap": ("CAP_LOCKED", "cap_dm2 = cap_dm2 + 1"),
}
"""Of each table, the code of its refusal and a change that somebody might try."""

RAW = [
    *((code, f'UPDATE "{table}" SET {change}') for table, (code, change) in LOCKED.items()),
    *((code, f'DELETE FROM "{table}"') for table, (code, _) in LOCKED.items()),
    ("LOT_LOCKED", "UPDATE lot SET usable_from = '2020-01-01'"),
    ("LOT_LOCKED", f"UPDATE lot SET fifo_seq = 9, queue = 1000000009 WHERE lot_uid = '{L2}'"),
    ("LOT_LOCKED", f"UPDATE lot SET holder = '{NEIGHBOUR}'"),
    ("TXN_LOCKED", "UPDATE txn SET kind = 'RELEASE' WHERE kind = 'WRITEOFF'"),
    ("TXN_LOCKED", "UPDATE txn SET doc_no = ''"),
    ("BALANCE_LOCKED", "UPDATE account SET balance_dm2 = 0 WHERE bucket = 'USED'"),
    ("BALANCE_LOCKED", "UPDATE account SET balance_dm2 = balance_dm2, last_txn = last_txn + 1"),
    ("BALANCE_LOCKED", "UPDATE holding SET ref = 'x' WHERE bucket = 'LINKED'"),
    ("BALANCE_LOCKED", "DELETE FROM holding WHERE bucket = 'LINKED'"),
    (
        "BALANCE_LOCKED",
        "INSERT INTO account (system, holder, indicator, bucket, balance_dm2, last_txn) "
        "SELECT 'FOREST', holder, indicator, bucket, 1, last_txn FROM account WHERE bucket = 'FROZEN'",
    ),
    (
        "BALANCE_LOCKED",
        "INSERT INTO holding (system, holder, indicator, bucket, lot_uid, ref, year, balance_dm2, last_txn) "
        "SELECT system, holder, indicator, 'AVAILABLE', lot_uid, '', 2030, 1, last_txn FROM holding "
        "WHERE lot_uid <> ''",
    ),
    (
        "LOT_WITHOUT_POSTING",
        "INSERT INTO lot SELECT 3, '139901-CROP-L000003', system, holder, NULL, NULL, legacy, 3, 3, amount_dm2, "
        "paddy_dm2, grade, grade_scheme, admitted_on, usable_from, expires_on, title, txn_uid FROM lot "
        "WHERE lot_no = 1",
    ),
    (
        "ENTRY_LOCKED",
        "INSERT INTO entry (txn_uid, ord, holder, indicator, bucket, year, lot_uid, ref, amount_dm2) "
        "SELECT txn_uid, 9, holder, indicator, bucket, 2030, lot_uid, ref, 1 FROM entry "
        f"WHERE txn_uid = '{T.format(1)}'",
    ),
    (
        "ENTRY_LOCKED",
        "INSERT INTO entry (txn_uid, ord, holder, indicator, bucket, year, lot_uid, ref, amount_dm2) "
        f"VALUES ('{T.format(99)}', 1, '{COUNTY}', 'AREA', 'AVAILABLE', 2027, '{L1}', '', 1)",
    ),
    (
        "TXN_WITHOUT_EVENT",
        "INSERT INTO txn (txn_no, txn_uid, system, kind, occurred_on, doc_no, clause, role, ref, event_no) "
        f"SELECT 7, '{T.format(7)}', system, 'LIFT', occurred_on, doc_no, clause, role, ref, event_no "
        "FROM txn WHERE kind = 'LIFT'",
    ),
    (
        "OCCUPATION_LOCKED",
        "INSERT INTO occupation SELECT 3, '139901-CROP-K000003', system, holder, 'x', 1, name, level, area_dm2, "
        "paddy_dm2, grade, grade_scheme, matter_uid, 1 FROM occupation WHERE occupation_no = 1",
    ),
    (
        "FREEZE_LOCKED",
        "INSERT INTO \"freeze\" SELECT 2, '139901-CROP-F000002', system, holder, reason, need_dm2, county_dm2, "
        'city_dm2, uncovered_dm2, due, 1 FROM "freeze"',
    ),
    (
        "FREEZE_LOCKED",
        f"INSERT INTO freeze_exit VALUES (2, '{F1}', 'LIFT', 1, 0, 0, '{T.format(99)}', 1)",
    ),
    (
        "CAP_LOCKED",
        "INSERT INTO cap SELECT 3, '139901-CROP-C000003', system, holder, parent, year, 999999999, doc_no, 1 "
        "FROM cap WHERE cap_no = 1",
    ),
    ("POSTING_RULE_LOCKED", "INSERT INTO posting_rule VALUES (99, 'LINK', 'USED', 1, 1)"),
    ("EVENT_LOCKED", "UPDATE event SET facts = '{}' WHERE action = 'LINK'"),
    ("EVENT_LOCKED", "DELETE FROM event WHERE action = 'WRITEOFF'"),
    ("SUBJECT_LOCKED", "DELETE FROM subject WHERE kind = 'POSTING'"),
]
REPLACING = [
    ("LOT_", "INSERT OR REPLACE INTO lot SELECT * FROM lot"),
    ("TXN_", "INSERT OR REPLACE INTO txn SELECT * FROM txn"),
    ("ENTRY_", "INSERT OR REPLACE INTO entry SELECT * FROM entry"),
    ("BALANCE_", "INSERT OR REPLACE INTO account SELECT * FROM account"),
    ("BALANCE_", "INSERT OR REPLACE INTO holding SELECT * FROM holding"),
    ("POSTING_RULE_", "INSERT OR REPLACE INTO posting_rule SELECT * FROM posting_rule"),
    ("OCCUPATION_", "INSERT OR REPLACE INTO occupation SELECT * FROM occupation"),
    ("FREEZE_", "INSERT OR REPLACE INTO freeze SELECT * FROM freeze"),
    ("FREEZE_", "INSERT OR REPLACE INTO freeze_exit SELECT * FROM freeze_exit"),
    ("CAP_", "INSERT OR REPLACE INTO cap SELECT * FROM cap"),
    ("BALANCE_", "UPDATE OR REPLACE account SET bucket = 'AVAILABLE' WHERE bucket = 'FROZEN'"),
    ("LOT_", "UPDATE OR REPLACE lot SET fifo_seq = 1"),
]


@pytest.mark.parametrize(("code", "sql"), [*RAW, *REPLACING], ids=lambda value: str(value)[:60])
def test_raw_sql_changes_nothing_in_the_ledger(ledger: Pool, code: str, sql: str) -> None:
    if " OR REPLACE " in sql and not isinstance(ledger, Path):
        pytest.skip("only SQLite has OR REPLACE")
    with raw(ledger) as database, pytest.raises(Refused, match=code) as refusal:
        database.execute(sql)
    assert SAID_TWICE.search(str(refusal.value)), refusal.value


@pytest.mark.parametrize("name", UNPLANNED)
def test_an_unplanned_posting_is_refused(ledger: Pool, name: str) -> None:
    code, attempt = UNPLANNED[name]
    with pytest.raises(InputProblem, match=code) as refusal, book(ledger) as b:
        attempt(b)
    said = str(refusal.value)
    assert SAID_TWICE.search(said) or re.search("(?i)check constraint|foreign key", said), said


def test_a_posting_dated_before_the_last_one_is_refused(ledger: Pool) -> None:
    with pytest.raises(InputProblem, match=r"TXN_DATE|booked up to 2027-01-15"), book(ledger, date(2027, 1, 14)) as b:
        b.move("RELEASE", P1, ("LINKED", L1, P1, -1), ("AVAILABLE", L1, "", 1))


def test_a_lot_is_not_used_before_its_day_nor_after_it_has_expired(pool: Pool) -> None:
    busy_ledger(filled(pool))
    with book(pool) as b:
        b.post("OPENING", opens=(new_lot(10, holder=NEIGHBOUR, usable_from=date(2028, 1, 1)),))
        b.post("OPENING", opens=(new_lot(10, holder=NEIGHBOUR, expires_on=date(2027, 12, 31)),))
    late = L1[:-6] + "000003", L1[:-6] + "000004"
    for lot, day in zip(late, (ON, date(2028, 1, 1))):
        lines = (("AVAILABLE", lot, "", -1), ("LINKED", lot, P2, 1))
        with pytest.raises(InputProblem, match="NOT_YET_USABLE"), book(pool, day) as b:
            b.post("LINK", *(entry(*line, holder=NEIGHBOUR) for line in lines), ref=P2)
    assert verify_pool(pool) == ()


def test_a_project_has_no_second_write_off_when_all_of_it_was_written_off(pool: Pool) -> None:
    busy_ledger(filled(pool))
    with book(pool) as b:
        b.move("WRITEOFF", P1, ("LINKED", L1, P1, -150_000), ("USED", L1, P1, 150_000))
    with pytest.raises(InputProblem, match="INSUFFICIENT"), book(pool) as b:
        b.move("WRITEOFF", P1, ("LINKED", L1, P1, -1), ("USED", L1, P1, 1))
    assert verify_pool(pool) == ()


@pytest.mark.parametrize("entries", [0, 1])
def test_half_a_posting_is_not_kept(ledger: Pool, entries: int) -> None:
    """Neither the event of a posting alone, nor with entries that nothing closes, survives the commit."""
    with pytest.raises(InputProblem, match=r"(?i)foreign key"), book(ledger) as b:
        uid = next_uid(b.pool, "CROP")
        b.pool.add_subject(Subject(uid, SubjectKind.POSTING))
        Journal(b.pool).append(uid, ("", "POSTED"), "LINK", b.act, {"entries": []})
        b.pool._session.run_many(  # type: ignore[attr-defined]
            "INSERT INTO entry (txn_uid, ord, holder, indicator, bucket, year, lot_uid, ref, amount_dm2) "
            "VALUES (:uid, 1, '139901', 'AREA', 'AVAILABLE', 2027, :lot, '', 1)",
            [{"uid": uid, "lot": L1}] * entries,
        )
