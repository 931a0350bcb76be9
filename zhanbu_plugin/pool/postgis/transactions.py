"""Transactions on a pool: a reading one is one view of it, a writing one is alone in it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import psycopg2

from ...survey.problem import InputProblem
from .address import ServerPool
from .problems import busy, outcome_unknown, told_as_problems
from .server import LOCK, Connection, Cursor, connected

_TAKE = "SELECT pg_advisory_xact_lock(%s, hashtext(%s)), txid_current()"
_OUTCOME = "SELECT txid_status(%s)"
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
        number = _begin(cursor, pool, kind)
        try:
            yield
        except BaseException:
            _roll_back(cursor)
            raise
        try:
            cursor.execute("COMMIT")
        except psycopg2.Error as error:
            _roll_back(cursor)
            if kind == "READ" or not connection.closed:
                raise
            if not _was_kept(pool, number, error):
                raise


def _begin(cursor: Cursor, pool: ServerPool, kind: Literal["READ", "WRITE"]) -> int:
    """Number of a writing transaction on the server, by which it can be asked for later."""
    if kind == "READ":
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return 0
    cursor.execute("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    try:
        return _take_turn(cursor, pool)
    except BaseException:
        _roll_back(cursor)
        raise


def _roll_back(cursor: Cursor) -> None:
    with contextlib.suppress(psycopg2.Error):  # a lost connection has rolled back already
        cursor.execute("ROLLBACK")


def _was_kept(pool: ServerPool, number: int, error: psycopg2.Error) -> bool:
    """Whether a transaction was kept whose end nobody told, because the connection was lost just then.

    Raises ``OutcomeUnknown`` where the server can't be asked.
    """
    try:
        with connected(pool) as connection, connection.cursor() as cursor:
            cursor.execute("BEGIN")
            _take_turn(cursor, pool)  # the other one has ended then
            cursor.execute(_OUTCOME, (number,))
            (outcome,) = cursor.fetchone()
            cursor.execute("ROLLBACK")
    except (InputProblem, psycopg2.Error):
        raise outcome_unknown(pool.name) from error
    if outcome is None:
        raise outcome_unknown(pool.name) from error
    return bool(outcome == "committed")


def _take_turn(cursor: Cursor, pool: ServerPool) -> int:
    try:
        cursor.execute(_TAKE, (LOCK, pool.schema))
    except psycopg2.errors.LockNotAvailable as error:
        raise busy(pool.name, *_holder(pool)) from error
    return int(cursor.fetchone()[1])


def _holder(pool: ServerPool) -> tuple[str, str]:
    """Who writes and since when, asked on a connection of its own; empty when nobody does any more."""
    with connected(pool) as connection, connection.cursor() as cursor:
        cursor.execute(_HOLDERS, (LOCK, pool.schema))
        row = cursor.fetchone()
    return (str(row[0]), str(row[1])) if row else ("", "")
