"""Transactions on a pool: a reading one is one view of it, a writing one is alone in it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import psycopg2

from .address import ServerPool
from .problems import busy, told_as_problems
from .server import LOCK, Connection, Cursor, connected

_TAKE = "SELECT pg_advisory_xact_lock(%s, hashtext(%s))"
_HOLDERS = """
    SELECT coalesce(nullif(a.usename, ''), '?') || '@' || coalesce(host(a.client_addr), 'localhost')
        || coalesce(' (' || nullif(a.application_name, '') || ')', ''), to_char(a.xact_start, 'YYYY-MM-DD HH24:MI:SS')
    FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted AND l.classid::bigint = %s
        AND l.objid::bigint = (hashtext(%s)::bigint & 4294967295)
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@contextmanager
def transaction(connection: Connection, pool: ServerPool, kind: Literal["READ", "WRITE"]) -> Iterator[None]:
    """All or nothing. A writing transaction waits for its turn first, so what it reads stays true until it ends."""
    with told_as_problems(pool.name), connection.cursor() as cursor:
        if kind == "WRITE":
            cursor.execute("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
        else:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            if kind == "WRITE":
                _take_turn(cursor, pool)
            yield
            cursor.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(psycopg2.Error):  # a lost connection has rolled back already
                cursor.execute("ROLLBACK")
            raise


def _take_turn(cursor: Cursor, pool: ServerPool) -> None:
    try:
        cursor.execute(_TAKE, (LOCK, pool.schema))
    except psycopg2.errors.LockNotAvailable as error:
        raise busy(pool.name, *_holder(pool)) from error


def _holder(pool: ServerPool) -> tuple[str, str]:
    """Who writes and since when, asked on a connection of its own; empty when nobody does any more."""
    with connected(pool) as connection, connection.cursor() as cursor:
        cursor.execute(_HOLDERS, (LOCK, pool.schema))
        row = cursor.fetchone()
    return (str(row[0]), str(row[1])) if row else ("", "")
