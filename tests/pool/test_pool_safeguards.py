"""The pool defends itself: raw SQL of any kind leaves it as it was, and says why in English and Chinese."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from pool_parcels import PUSH_TERMS, append, grid_of_parcels

from zhanbu_plugin.pool.chain import sealed
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.geopackage.blob import register_functions
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.reading import active_claims
from zhanbu_plugin.pool.records import PoolEvent
from zhanbu_plugin.pool.sql.rows import event_row

ONE, TWO = "139901-CROP-000001", "139901-CROP-000002"
HASH = "'" + "a" * 64 + "'"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pool with two parcels; tests that may change it work on a copy."""
    path = tmp_path_factory.mktemp("filled") / "pool.gpkg"
    create_pool(path, county="139901", epsg=4527, created_on=date(2026, 11, 1))
    push_parcels(path, grid_of_parcels(2), **PUSH_TERMS)
    return path


@pytest.fixture
def database(filled: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of somebody who knows SQL, on a copy; afterwards the pool must be as sound as before."""
    path = tmp_path / "copy.gpkg"
    path.write_bytes(filled.read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        register_functions(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection
    assert verify_pool(path) == ()


COPY_OF_ONE = """
    INSERT {how} INTO parcel SELECT {fid}, geom, {uid}, {number}, system, category, batch, state, state_since,
    is_active, verdict, area_dm2, survey_dm2, xzqdm, zldwdm, zldwmc, qsdwdm, qsdwmc, qsxz, src_year, src_bsm,
    src_tbbh, part_no, dlbm, dlmc, tbxhdm, zzsxdm, gdpdjb, slope_deg, slope_gr, slope_over, slope_na,
    source_id, geometry_hash, run_id, survey, measures FROM parcel WHERE parcel_uid = '139901-CROP-000001'
"""
EVENT = """
    INSERT INTO event SELECT {number}, {uid}, {from_state}, 'INDICATOR', 'STATE', 'PROVINCE', {day}, '', '', '', '',
    {ends}, '{{}}', {prev}, {hash} FROM event WHERE event_no = 2
"""
HEAD = "hash"


def event(**given: str) -> str:
    said = {"number": "3", "uid": f"'{ONE}'", "from_state": "'CANDIDATE'", "day": "'2026-12-01'", "ends": "0"}
    return EVENT.format(**{**said, "prev": HEAD, "hash": HASH, **given})


FORBIDDEN = [
    ("PARCEL_LOCKED", "UPDATE parcel SET area_dm2 = area_dm2 + 1"),
    ("PARCEL_LOCKED", "UPDATE parcel SET geom = (SELECT geom FROM parcel WHERE parcel_uid LIKE '%2') WHERE fid = 1"),
    ("PARCEL_LOCKED", "UPDATE parcel SET parcel_uid = '139901-CROP-000009' WHERE fid = 1"),
    ("PARCEL_LOCKED", "UPDATE parcel SET fid = 99 WHERE fid = 1"),
    ("PARCEL_LOCKED", "UPDATE parcel SET batch = 'x'"),
    ("PARCEL_LOCKED", "UPDATE parcel SET category = 'RESTORE'"),
    ("PARCEL_LOCKED", "UPDATE parcel SET verdict = 'WAIVABLE'"),
    ("PARCEL_LOCKED", "UPDATE parcel SET survey_dm2 = NULL"),
    ("PARCEL_LOCKED", "UPDATE parcel SET src_bsm = 'other'"),
    ("PARCEL_LOCKED", "UPDATE parcel SET slope_deg = 1.0"),
    ("PARCEL_LOCKED", "UPDATE parcel SET measures = '{}'"),
    ("PARCEL_LOCKED", "UPDATE OR REPLACE parcel SET geometry_hash = (SELECT max(geometry_hash) FROM parcel)"),
    ("STATE_WITHOUT_EVENT", "UPDATE parcel SET state = 'INDICATOR'"),
    ("STATE_WITHOUT_EVENT", "UPDATE parcel SET state_since = '2020-01-01'"),
    ("STATE_WITHOUT_EVENT", "UPDATE parcel SET is_active = 0"),
    ("PARCEL_LOCKED", "DELETE FROM parcel"),
    (
        "PARCEL_BY_HAND",
        COPY_OF_ONE.format(how="", fid="NULL", uid="'139901-CROP-000003'", number="'3'").replace(
            "geometry_hash,", f"{HASH},"
        ),
    ),
    ("PARCEL_BY_HAND", COPY_OF_ONE.format(how="", fid="NULL", uid="'139901-CROP-000003'", number="'3'")),
    ("PARCEL_TAKEN", COPY_OF_ONE.format(how="OR REPLACE", fid="fid", uid="parcel_uid", number="parcel_no")),
    (
        "PARCEL_BY_HAND",
        COPY_OF_ONE.format(how="OR REPLACE", fid="2", uid="'139901-CROP-000003'", number="'3'").replace(
            "geometry_hash,", f"{HASH},"
        ),
    ),
    ("EVENT_LOCKED", "UPDATE event SET occurred_on = '2026-01-01'"),
    ("EVENT_LOCKED", f"UPDATE event SET hash = {HASH} WHERE event_no = 2"),
    ("EVENT_LOCKED", "DELETE FROM event WHERE event_no = 2"),
    ("EVENT_CHAIN", event(number="NULL")),
    ("EVENT_CHAIN", event(number="4")),
    ("EVENT_CHAIN", event(prev=HASH)),
    ("EVENT_CHAIN", event(hash="hash")),
    ("EVENT_CHAIN", event(number="1").replace("INSERT INTO", "INSERT OR REPLACE INTO")),
    ("EVENT_FROM_STATE", event(from_state="'FILED'")),
    ("EVENT_FROM_STATE", event(from_state="''")),
    ("EVENT_DATE", event(day="'2026-11-01'")),
    ("event_occurred_on", event(day="'3.12.2026'")),
    ("event_hash", event(hash="'short'")),
    ("event_ends_claim", event(ends="2")),
    ("CLAIM_LOCKED", "DELETE FROM claim"),
    ("CLAIM_LOCKED", "UPDATE claim SET state = 'ENDED', ended_by = 1"),
    ("CLAIM_LOCKED", "UPDATE claim SET src_bsm = 'free'"),
    ("CLAIM_LOCKED", f"UPDATE claim SET parcel_uid = '{TWO}' WHERE parcel_uid = '{ONE}'"),
    (
        "CLAIM_TAKEN",
        "INSERT INTO claim SELECT NULL, parcel_uid, system, 1, 'B', 1, state, begun_by, NULL FROM claim",
    ),
    (
        "CLAIM_TAKEN",
        "INSERT OR REPLACE INTO claim SELECT claim_no, '139901-CROP-000009', system, src_year, src_bsm, part_no,"
        " state, begun_by, NULL FROM claim",
    ),
    (
        "CLAIM_WITHOUT_EVENT",
        "INSERT INTO claim VALUES (NULL, '139901-CROP-000009', 'CROP', 1, 'B', 1, 'ACTIVE', 1, NULL)",
    ),
    ("FINDING_LOCKED", "UPDATE finding SET outcome = 'PASS'"),
    ("FINDING_LOCKED", "DELETE FROM finding WHERE severity = 'WARN'"),
    (
        "FINDING_LOCKED",
        "INSERT INTO finding SELECT NULL, subject_uid, run_id, 9, check_id, clause, severity, outcome, measured,"
        " threshold, unit, source, message, message_values FROM finding WHERE finding_no = 1",
    ),
    (
        "FINDING_LOCKED",
        "INSERT OR REPLACE INTO finding SELECT finding_no, subject_uid, run_id, ord, 'X', clause, severity,"
        " 'PASS', measured, threshold, unit, source, message, message_values FROM finding",
    ),
    ("CHECK_LOCKED", "UPDATE check_run SET as_of = '2026-11-01'"),
    ("CHECK_LOCKED", "DELETE FROM check_run"),
    (
        "CHECK_LOCKED",
        "INSERT OR REPLACE INTO check_run SELECT run_no, run_id, 'x', rule_set_sha256, system, as_of, stage,"
        " county, version, run FROM check_run",
    ),
    ("SUBJECT_LOCKED", "UPDATE subject SET kind = 'MATTER'"),
    ("SUBJECT_LOCKED", "DELETE FROM subject"),
    (
        "SUBJECT_LOCKED",
        "INSERT OR REPLACE INTO subject (subject_no, uid, kind) VALUES (1, 'x', 'BATCH')",
    ),
    *(
        ("SUBJECT_UNKNOWN", f"INSERT INTO subject (uid, kind) VALUES ('{uid}', '{kind}')")
        for uid, kind in (
            *(("139901-CROP-000003", kind) for kind in ("BATCH", "COUNTY", "MATTER", "EVIDENCE", "FORM")),
            *(("139902", "COUNTY"), ("CROP/2099-9", "BATCH"), ("CROP", "BATCH")),
        )
    ),
    ("subject_parcel", "INSERT INTO subject (uid, kind, parcel_uid) VALUES ('x', 'PARCEL', NULL)"),
    ("RULES_LOCKED", "UPDATE rule_set SET content = 'x'"),
    ("RULES_LOCKED", "DELETE FROM rule_set"),
    ("RULES_LOCKED", "INSERT OR REPLACE INTO rule_set SELECT rule_set_no, sha256, 'x' FROM rule_set"),
    ("SNAPSHOT_LOCKED", "UPDATE layer_snapshot SET sha256 = 'x'"),
    ("SNAPSHOT_LOCKED", "DELETE FROM layer_snapshot"),
    ("BATCH_LOCKED", "UPDATE batch SET opened_on = '2020-01-01'"),
    ("BATCH_LOCKED", "DELETE FROM batch"),
    *(
        ("batch_named", f"INSERT INTO batch VALUES (NULL, 'CROP', {name}, '2026-11-02')")
        for name in ("''", "'a\"b'", "'a\\b'", "'a' || char(10)")
    ),
    ("META_LOCKED", "UPDATE meta SET value = '139902' WHERE key = 'county'"),
    ("META_LOCKED", "INSERT OR REPLACE INTO meta (key, value) VALUES ('county', '139902')"),
    ("META_LOCKED", "DELETE FROM meta"),
    ("MIGRATION_LOCKED", f"INSERT INTO migration VALUES (9, 'x', {HASH})"),
    ("MIGRATION_LOCKED", f"UPDATE migration SET sha256 = {HASH}"),
    ("MIGRATION_LOCKED", "DELETE FROM migration"),
]


@pytest.mark.parametrize(("code", "sql"), FORBIDDEN, ids=[f"{i:02d} {code}" for i, (code, _) in enumerate(FORBIDDEN)])
def test_a_forbidden_write_is_refused(database: sqlite3.Connection, code: str, sql: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=code) as refusal:
        database.execute(sql)
    said = str(refusal.value)
    if code.isupper():
        english, _, chinese = said.partition(" / ")
        assert english.isascii() and chinese and not chinese.isascii(), said


def test_a_parcel_whose_findings_speak_against_it_cannot_be_written_past_our_code(database: sqlite3.Connection) -> None:
    uid, run = "139901-CROP-000003", database.execute("SELECT run_id FROM check_run").fetchone()[0]
    database.execute("BEGIN")
    database.execute("INSERT INTO subject (uid, kind, parcel_uid) VALUES (?, 'PARCEL', ?)", (uid, uid))
    database.execute(
        "INSERT INTO finding SELECT NULL, ?, run_id, 1, 'X', '', 'OVERRIDE', 'FAIL', 1, 0, '', '', '', '{}' "
        "FROM finding WHERE finding_no = 1",
        (uid,),
    )
    number, head = database.execute("SELECT event_no, hash FROM event ORDER BY event_no DESC").fetchone()
    entry = PoolEvent(number + 1, uid, "", "CANDIDATE", "PUSH", "X", date(2026, 11, 2), "", "", "", "", run_id=run)
    columns = event_row(sealed(entry, head))
    database.execute(
        "INSERT INTO event VALUES (:event_no, :subject_uid, :from_state, :to_state, :action, :role, :occurred_on, "
        ":recorded_at, :clause, :rule_set, :run_id, :ends_claim, :facts, :prev_hash, :hash)",
        columns,
    )
    database.execute(
        "INSERT INTO claim VALUES (NULL, ?, 'CROP', 2024, 'P00000', 3, 'ACTIVE', ?, NULL)", (uid, number + 1)
    )
    copy = COPY_OF_ONE.format(how="", fid="NULL", uid=f"'{uid}'", number="'3'")
    with pytest.raises(sqlite3.IntegrityError, match="PARCEL_NOT_ELIGIBLE"):
        database.execute(copy.replace("geometry_hash,", f"{HASH},").replace("part_no,", "3,"))
    database.execute("ROLLBACK")


def test_an_entry_without_its_parcel_is_not_kept(database: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        database.execute(event(uid="'139901-CROP-000009'", from_state="''"))
    database.execute("BEGIN")
    database.execute("INSERT INTO subject (uid, kind, parcel_uid) VALUES (?, 'PARCEL', ?)", ("139901-CROP-000009",) * 2)
    database.execute(event(uid="'139901-CROP-000009'", from_state="''"))
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        database.execute("COMMIT")
    database.execute("ROLLBACK")


def test_an_event_moves_its_parcel_and_nothing_else_does(database: sqlite3.Connection) -> None:
    append(database)
    rows = database.execute("SELECT state, state_since, is_active FROM parcel ORDER BY fid").fetchall()
    assert rows == [("CHECKED", "2027-01-15", 1), ("CANDIDATE", "2026-11-02", 1)]


def test_an_event_that_ends_a_claim_frees_the_place(database: sqlite3.Connection, tmp_path: Path) -> None:
    append(database, to_state="WITHDRAWN", action="WITHDRAW", ends_claim=True)
    assert database.execute("SELECT state, ended_by FROM claim ORDER BY claim_no").fetchall() == [
        ("ENDED", 3),
        ("ACTIVE", None),
    ]
    path = tmp_path / "copy.gpkg"
    assert active_claims(path)[1] == (TWO,)
    assert push_parcels(path, grid_of_parcels(2), **PUSH_TERMS).admitted == {"P00000": "139901-CROP-000003"}
    with pytest.raises(sqlite3.IntegrityError, match="EVENT_FROM_STATE"):
        append(database, from_state="WITHDRAWN", to_state="CANDIDATE", occurred_on=date(2027, 2, 1))
