"""Whose pool a schema holds."""

from __future__ import annotations

import psycopg2

from ..records import PoolIdentity
from .problems import damaged
from .server import Cursor

FORMAT = "zhanbu-pool"


def meta_of(cursor: Cursor) -> dict[str, str]:
    """What the pool says of itself; nothing for another program's table of that name."""
    try:
        cursor.execute("SELECT key, value FROM meta")
    except (psycopg2.errors.UndefinedColumn, psycopg2.errors.UndefinedTable):  # another program's table of this name
        return {}
    return dict(cursor.fetchall())


def schema_version(cursor: Cursor) -> int:
    """Number of the last migration."""
    cursor.execute("SELECT coalesce(max(number), 0) FROM migration")
    return int(cursor.fetchone()[0])


def identity_of(cursor: Cursor, source: str) -> PoolIdentity:
    """County, reference system and schema of an open pool. Raises ``InputProblem`` when they are damaged."""
    meta = meta_of(cursor)
    cursor.execute(
        "SELECT postgis_typmod_srid(atttypmod) FROM pg_attribute "
        "WHERE attrelid = to_regclass('parcel') AND attname = 'geom'"
    )
    row = cursor.fetchone()
    if row is None or meta.get("epsg") != str(row[0]) or "county" not in meta:
        raise damaged(source, "meta")
    return PoolIdentity(meta["county"], int(row[0]), schema_version(cursor))
