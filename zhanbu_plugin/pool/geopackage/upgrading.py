"""Bringing a pool of an older version up to date: a backup first, then the missing migrations, all or none."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from filecmp import cmp
from itertools import count
from pathlib import Path

from .addresses import address_of
from .migrations import Migration, apply, migrations
from .problems import damaged

_LIST_TABLES = """
    INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change)
    SELECT name, 'attributes', name, (SELECT last_change FROM gpkg_contents WHERE table_name = 'parcel')
    FROM sqlite_master
    WHERE type = 'table' AND name NOT GLOB 'gpkg_*' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'rtree_*'
        AND name NOT IN (SELECT table_name FROM gpkg_contents)
    ORDER BY name
"""


def backups_of(path: Path, schema: int) -> Iterator[Path]:
    """Where the pool of an older schema may be kept: ``NAME.schema1.gpkg`` beside it, then ``NAME.schema1-2.gpkg``…"""
    yield path.with_name(f"{path.stem}.schema{schema}{path.suffix}")
    for number in count(2):
        yield path.with_name(f"{path.stem}.schema{schema}-{number}{path.suffix}")


def bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    """Apply the migrations that a pool lacks, on a connection that may write.

    The pool as it was stays beside it. Raises ``sqlite3.Error`` where that can't be written, ``InputProblem`` for a
    pool whose record of migrations is not ours; it is then untouched.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        missing = _missing(connection, path)
        if missing:
            _back_up(path, missing[0].number - 1)
        for migration in missing:
            apply(connection, migration)
        list_tables(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def list_tables(connection: sqlite3.Connection) -> None:
    """List every plain table of the pool in its contents, so that QGIS shows it."""
    connection.execute(_LIST_TABLES)


def _missing(connection: sqlite3.Connection, path: Path) -> tuple[Migration, ...]:
    applied = connection.execute("SELECT number, name, sha256 FROM migration ORDER BY number").fetchall()
    known = migrations()
    if applied != [(m.number, m.name, m.sha256) for m in known[: len(applied)]]:
        raise damaged(path, "migration")
    return known[len(applied) :]


def _back_up(path: Path, schema: int) -> None:
    """A copy page by page, which a half-done write of another program can't spoil.

    Whatever has the name already stays: this very pool, from an upgrade that failed, or anything else.
    """
    draft = path.with_name(f".{path.stem}.schema{schema}{path.suffix}.part")
    draft.unlink(missing_ok=True)
    try:
        uri = address_of(path, "ro")
        with closing(sqlite3.connect(uri, uri=True)) as source, closing(sqlite3.connect(draft)) as copy:
            source.backup(copy)
        for target in backups_of(path, schema):
            if not os.path.lexists(target):
                draft.rename(target)
                return
            if target.is_file() and cmp(draft, target, shallow=False):
                return
    finally:
        draft.unlink(missing_ok=True)
