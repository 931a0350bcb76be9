"""Bringing a pool of an older version up to date: a copy of its tables first, then the missing migrations, all or none.

Everything happens in one transaction, so the copy guards against a migration that does the wrong thing rather than
against one that fails: it holds the rows alone, in a schema ``NAME_schema3`` beside the pool's.
"""

from __future__ import annotations

from itertools import count

import psycopg2
from psycopg2 import sql

from ...survey.problem import InputProblem
from ...survey.wording import translate
from .address import ServerPool
from .identity import identity_of
from .migrations import Migration, apply, migrations
from .problems import damaged
from .server import LOCK, Connection, Cursor


def bring_up_to_date(connection: Connection, pool: ServerPool) -> None:
    """Apply the migrations that a pool lacks. Raises ``InputProblem`` when it isn't ours or can't be copied first."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (LOCK, pool.schema))
            missing = _missing(cursor, pool)
            if missing:
                _back_up(cursor, pool, missing[0].number - 1)
            epsg = identity_of(cursor, pool.name).epsg
            for migration in missing:
                apply(cursor, migration, pool.schema, epsg)
            cursor.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise


def _missing(cursor: Cursor, pool: ServerPool) -> tuple[Migration, ...]:
    cursor.execute("SELECT number, name, sha256 FROM migration ORDER BY number")
    applied, known = cursor.fetchall(), migrations()
    if applied != [(m.number, m.name, m.sha256) for m in known[: len(applied)]]:
        raise damaged(pool.name, "migration")
    return known[len(applied) :]


def _back_up(cursor: Cursor, pool: ServerPool, version: int) -> None:
    try:
        copy = sql.Identifier(_free_name(cursor, f"{pool.schema}_schema{version}"))
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(copy))
    except psycopg2.errors.InsufficientPrivilege as error:
        raise InputProblem(
            translate(
                "zhanbu", "The pool is of an older version, and this account may not copy it before it is changed."
            ),
            remedy=translate(
                "zhanbu", "Open it once with an account that may create schemas in the database; nothing was changed."
            ),
            source=pool.name,
        ) from error
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident(%s)) AND relkind = 'r' "
        "ORDER BY relname",
        (pool.schema,),
    )
    for (table,) in cursor.fetchall():
        name = sql.Identifier(table)
        own = sql.Identifier(pool.schema)
        cursor.execute(sql.SQL("CREATE TABLE {}.{} AS TABLE {}.{}").format(copy, name, own, name))


def _free_name(cursor: Cursor, wanted: str) -> str:
    for number in count(1):
        name = wanted if number == 1 else f"{wanted}_{number}"
        cursor.execute("SELECT to_regnamespace(quote_ident(%s)) IS NULL", (name,))
        if cursor.fetchone() == (True,):
            return name
    return wanted
