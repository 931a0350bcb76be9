"""The rows of a push once more, by bare INSERTs into the same tables without safeguards: what SQLite itself costs."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.stopwatch import Stopwatch
from zhanbu_plugin.pool.geopackage.blob import register_functions

TABLES = ("batch", "check_run", "rule_set", "layer_snapshot", "subject", "finding", "event", "claim", "parcel")
"""What a push writes to; the first column of each is its number."""

Rows = Mapping[str, Sequence[tuple[object, ...]]]


def numbers(pool: Path) -> dict[str, int]:
    """The highest number in each table."""
    with closing(sqlite3.connect(pool)) as db:
        asked = "SELECT coalesce(max(rowid), 0) FROM {}"
        return {table: db.execute(asked.format(table)).fetchone()[0] for table in TABLES}


def rows_after(pool: Path, before: Mapping[str, int]) -> Rows:
    """Rows that have come since."""
    with closing(sqlite3.connect(pool)) as db:
        asked = "SELECT * FROM {} WHERE rowid > ?"
        return {table: db.execute(asked.format(table), (before[table],)).fetchall() for table in TABLES}


def strip(pool: Path) -> None:
    """Take every safeguard away but the ones of a GeoPackage: its R-tree is kept."""
    with closing(sqlite3.connect(pool, isolation_level=None)) as db:
        names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'rtree%'"
        for (name,) in db.execute(names).fetchall():
            db.execute(f'DROP TRIGGER "{name}"')


def insert(pool: Path, rows: Rows, watch: Stopwatch) -> None:
    """Insert rows that are at hand, in one transaction, as safe against power cuts as the pool itself."""
    with closing(sqlite3.connect(pool, isolation_level=None)) as db:
        register_functions(db)
        db.execute("PRAGMA synchronous = EXTRA")
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        into = "INSERT INTO {} VALUES ({})"
        with watch.stage("raw inserts"):
            db.execute("BEGIN IMMEDIATE")
            for table, some in rows.items():
                if some:
                    marks = ", ".join("?" * len(some[0]))
                    db.executemany(into.format(table, marks), some)
            db.execute("COMMIT")
