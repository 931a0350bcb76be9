"""Connections to a database server that will do for a pool."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg2
from psycopg2 import extensions, sql

from ...survey.problem import InputProblem
from ...survey.wording import translate
from .address import ServerPool
from .problems import told_as_problems

if TYPE_CHECKING:
    from typing import TypeAlias

Connection: TypeAlias = extensions.connection
Cursor: TypeAlias = extensions.cursor

OLDEST_SERVER = 110000
OLDEST_POSTGIS = (3, 3)
LOCK = 1514818156
"""First half of the pool's advisory lock, ``ZJ1l`` in ASCII; the second half is the hash of the schema's name."""
_PATIENCE_S = 10
_NUMERIC, _BYTEA = (1700,), (17,)


def _number(text: str | None, _: Cursor) -> int | float | None:
    if text is None:
        return None
    return int(text) if text.lstrip("-").isdigit() else float(text)


def _bytes(text: str | None, cursor: Cursor) -> bytes | None:
    return None if text is None else bytes(psycopg2.BINARY(text, cursor))


_TYPES = (extensions.new_type(_NUMERIC, "ZHANBU_NUMBER", _number), extensions.new_type(_BYTEA, "ZHANBU_BYTES", _bytes))


@contextmanager
def connected(pool: ServerPool) -> Iterator[Connection]:
    """A connection that answers in plain types, commits only where told, and looks into the pool's schema first.

    Raises ``InputProblem`` for a server that can't be reached or won't do.
    """
    with told_as_problems(pool.name):
        connection = psycopg2.connect(
            pool.dsn, connect_timeout=_PATIENCE_S, application_name="Zhanbu", client_encoding="UTF8"
        )
        try:
            connection.autocommit = True
            for kind in _TYPES:
                extensions.register_type(kind, connection)
            _require_server(connection, pool.name)
            look_into(connection, pool.schema)
            yield connection
        finally:
            connection.close()


def look_into(connection: Connection, schema: str) -> None:
    """Names mean the tables of this schema first, then what PostGIS brings; nobody's temporary tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace "
            "WHERE e.extname = 'postgis'"
        )
        (postgis,) = cursor.fetchone()
        path = sql.SQL(", ").join(sql.Identifier(name) for name in (schema, postgis, "pg_temp"))
        cursor.execute(sql.SQL("SET search_path TO {}").format(path))


def _require_server(connection: Connection, source: str) -> None:
    if connection.server_version < OLDEST_SERVER:
        raise InputProblem(
            translate("zhanbu", "The server runs PostgreSQL {found}.", found=connection.server_version // 10000),
            remedy=translate("zhanbu", "A pool needs PostgreSQL {needed} or later.", needed=OLDEST_SERVER // 10000),
            source=source,
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT extversion FROM pg_extension WHERE extname = 'postgis'")
        row = cursor.fetchone()
    found = str(row[0]) if row else ""
    if not row or tuple(int(part) for part in found.split(".")[:2]) < OLDEST_POSTGIS:
        raise InputProblem(
            translate("zhanbu", "The database has PostGIS {found}.", found=found)
            if found
            else translate("zhanbu", "The database has no PostGIS."),
            remedy=translate(
                "zhanbu",
                "A pool needs PostGIS {needed} or later; the administrator enables it with CREATE EXTENSION postgis.",
                needed=".".join(map(str, OLDEST_POSTGIS)),
            ),
            source=source,
        )
