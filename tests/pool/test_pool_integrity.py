"""Whoever gets past the safeguards is found out: each kind of tampering is told by ``verify_pool``."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from pool_parcels import EAST, NORTH, PUSH_TERMS, grid_of_parcels

from zhanbu_plugin.pool.chain import GENESIS, sealed
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.geopackage.blob import encode, register_functions
from zhanbu_plugin.pool.geopackage.migrations import apply, migrations
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.sql.rows import event_row


@pytest.fixture
def filled(pool: Path) -> Path:
    push_parcels(pool, grid_of_parcels(3), **PUSH_TERMS)
    assert verify_pool(pool) == ()
    return pool


def tampered(path: Path, change: Callable[[sqlite3.Connection], object]) -> str:
    """Take the triggers away, change something, put the same triggers back; what the check then says."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        register_functions(db)
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            if not name.startswith("gpkg_"):
                db.execute(f'DROP TRIGGER "{name}"')
        db.execute("PRAGMA ignore_check_constraints = ON")
        change(db)
        for name, sql in triggers:
            if not name.startswith("gpkg_"):
                db.execute(sql)
    return "\n".join(str(fault) for fault in verify_pool(path))


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE parcel SET area_dm2 = 260000 WHERE fid = 2", "area of 139901-CROP-000002 is 2600.00 m².*2500.00"),
        ("UPDATE parcel SET survey = replace(survey, '0404', '0103') WHERE fid = 1", "record of 139901-CROP-000001"),
        ("UPDATE parcel SET category = 'RESTORE' WHERE fid = 1", "record of 139901-CROP-000001"),
        ("UPDATE parcel SET geometry_hash = printf('%064d', 1) WHERE fid = 1", "shape of 139901-CROP-000001"),
        ("UPDATE parcel SET state = 'INDICATOR' WHERE fid = 1", "139901-CROP-000001 lacks"),
        ("UPDATE parcel SET is_active = 0 WHERE fid = 1", "139901-CROP-000001 lacks"),
        ("DELETE FROM parcel WHERE fid = 1", "Table subject holds a row of 139901-CROP-000001"),
        ("DELETE FROM claim WHERE claim_no = 1", "139901-CROP-000001 lacks"),
        ("UPDATE claim SET src_bsm = 'X' WHERE claim_no = 1", "139901-CROP-000001 lacks"),
        ("DELETE FROM finding WHERE subject_uid LIKE '%1'", "139901-CROP-000001 lacks"),
        ("DELETE FROM finding WHERE finding_no = 3", "record of 139901-CROP-000001"),
        ("UPDATE finding SET measured = 99 WHERE finding_no = 3", "record of 139901-CROP-000001"),
        ("UPDATE finding SET outcome = 'FAIL' WHERE finding_no = 1", "verdict of 139901-CROP-000001"),
        ("UPDATE event SET occurred_on = '2026-10-01' WHERE event_no = 2", "broken at entry 2"),
        ("UPDATE event SET role = 'PROVINCE' WHERE event_no = 3", "broken at entry 3"),
        ("DELETE FROM event WHERE event_no = 2", "broken at entry 3"),
        ("DELETE FROM check_run", "refers to nothing in check_run"),
        ("DELETE FROM rule_set", "refers to nothing in rule_set"),
        ("UPDATE rule_set SET content = content || x'0a'", "text of the rules"),
        ("UPDATE migration SET sha256 = printf('%064d', 1)", "schema changes"),
        ("DELETE FROM rtree_parcel_geom WHERE id = 2", "spatial index.*139901-CROP-000002"),
        ("UPDATE rtree_parcel_geom SET maxx = maxx + 500 WHERE id = 2", "spatial index.*139901-CROP-000002"),
        ("INSERT INTO rtree_parcel_geom VALUES (99, 0, 1, 0, 1)", "1 boxes of no parcel"),
    ],
)
def test_what_was_changed_behind_the_pools_back_is_told(filled: Path, sql: str, told: str) -> None:
    assert re.search(told, tampered(filled, lambda db: db.executescript(sql)))


def test_a_rewritten_history_is_found_by_what_it_says_of_the_parcels(filled: Path) -> None:
    """Even a chain that was computed anew contradicts the rows, unless those are forged too."""
    with pool_for_reading(filled) as pool:
        events = pool.events()

    def rewrite(db: sqlite3.Connection) -> None:
        head = GENESIS
        for event in events:
            facts = json.dumps({**json.loads(event.facts), "area_dm2": 1})
            forged = sealed(replace(event, facts=facts), head)
            head = forged.hash
            row = event_row(forged)
            db.execute("UPDATE event SET facts=:facts, prev_hash=:prev_hash, hash=:hash WHERE event_no=:event_no", row)

    said = tampered(filled, rewrite)
    assert "broken" not in said
    assert said.count("is not the one that entered") == 3


def test_two_claims_on_one_place_are_told(filled: Path) -> None:
    moved = encode(np.array([shapely.MultiPolygon([shapely.box(EAST, NORTH, EAST + 120, NORTH + 50)])]), 4527)[0]
    said = tampered(filled, lambda db: db.execute("UPDATE parcel SET geom = ? WHERE fid = 1", (moved,)))
    assert "139901-CROP-000001 and 139901-CROP-000002 claim the same 1000.00 m²" in said
    assert "shape of 139901-CROP-000001" in said


@pytest.mark.parametrize("name", ["parcel_update", "event_delete", "claim_of_parcel"])
def test_a_safeguard_that_was_taken_away_is_named(filled: Path, name: str) -> None:
    with closing(sqlite3.connect(filled)) as db:
        kind = db.execute("SELECT type FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
        db.execute(f"DROP {kind} {name}")
        db.commit()
    (fault,) = verify_pool(filled)
    assert name in str(fault)


def test_a_column_added_in_qgis_is_told(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as db:
        db.execute("ALTER TABLE parcel ADD COLUMN note TEXT")
    assert [str(f) for f in verify_pool(filled)] == ["The pool's own safeguard parcel was removed or changed."]


def test_a_style_kept_in_the_pool_does_no_harm(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as db:
        db.execute("CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, styleQML TEXT)")
        db.execute("INSERT INTO layer_styles VALUES (1, '<qgis/>')")
        db.commit()
    assert verify_pool(filled) == ()


def test_migrations_stand_alone_and_are_read_statement_by_statement() -> None:
    first, *later = migrations()
    assert first.name == "0001_pool"
    with closing(sqlite3.connect(":memory:")) as db:
        for migration in (first, *later):
            apply(db, migration)
        applied = db.execute("SELECT number, sha256 FROM migration").fetchall()
        assert applied == [(m.number, m.sha256) for m in migrations()]
    for migration in migrations():
        made = sum("CREATE TRIGGER" in s for s in migration.statements())
        assert made == migration.text.count("\nCREATE TRIGGER")
