"""Making a pool in a new schema of a database: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import islice

from psycopg2 import sql
from psycopg2.extras import execute_batch

from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..sql.tables import ALL_ROWS, Filling, Rows
from .address import ServerPool
from .identity import FORMAT
from .migrations import apply, migrations
from .server import Cursor, connected, look_into
from .shapes import stored_shapes

_PAGE = 500
"""Statements that travel to the server together."""
_LONGEST_NAME = 63
"""Bytes of an identifier in PostgreSQL; a longer one would be cut off silently."""
_COMMENT = "Zhanbu reserve pool of county {county} (占补储备库); change it with the plugin only."


def make(pool: ServerPool, *, epsg: int, meta: Mapping[str, str], fill: Filling | None = None) -> None:
    """A new pool in a schema that isn't there yet, with what ``fill`` puts into it. Raises ``InputProblem``."""
    _require_name(pool)
    with connected(pool) as connection, connection.cursor() as cursor:
        _require_free(cursor, pool)
        cursor.execute("BEGIN")
        try:
            schema = sql.Identifier(pool.schema)
            cursor.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
            look_into(connection, pool.schema)
            for migration in migrations():
                apply(cursor, migration, pool.schema, epsg)
            for key, value in sorted({"format": FORMAT, "epsg": str(epsg), **meta}.items()):
                cursor.execute("INSERT INTO meta (key, value) VALUES (%s, %s)", (key, value))
            if fill is not None:
                _filled(cursor, epsg, fill)
            comment = sql.Literal(_COMMENT.format(county=meta["county"]))
            cursor.execute(sql.SQL("COMMENT ON SCHEMA {} IS {}").format(schema, comment))
            cursor.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise


def _filled(cursor: Cursor, epsg: int, fill: Filling) -> None:
    """Rows come as they are, so the triggers that ask for their events first wait outside."""

    def put(table: str, rows: Rows) -> None:
        name = sql.Identifier(table)
        cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name))
        statement = None
        left = iter(rows)
        while some := list(islice(left, _PAGE)):
            statement = statement or sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
                name,
                sql.SQL(", ").join(map(sql.Identifier, some[0])),
                sql.SQL(", ").join(map(sql.Placeholder, some[0])),
            )
            execute_batch(cursor, statement, some, page_size=_PAGE)

    fill(put, partial(stored_shapes, epsg=epsg))
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # rows that wait for others would keep the tables from changing
    for table in ALL_ROWS:
        cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(table)))


def _require_name(pool: ServerPool) -> None:
    if pool.schema.strip() == pool.schema and 0 < len(pool.schema.encode()) <= _LONGEST_NAME:
        return
    raise InputProblem(
        translate("zhanbu", "“{schema}” can't be the name of a schema.", schema=pool.schema),
        remedy=translate("zhanbu", "Give a short name, for example pool_139901."),
        source=pool.name,
    )


def _require_free(cursor: Cursor, pool: ServerPool) -> None:
    cursor.execute("SELECT to_regnamespace(quote_ident(%s)) IS NOT NULL", (pool.schema,))
    if cursor.fetchone()[0] or pool.schema.startswith("pg_"):
        raise InputProblem(
            translate(
                "zhanbu", "The schema “{schema}” exists already, and a pool never replaces one.", schema=pool.schema
            ),
            remedy=translate("zhanbu", "Give another name, or go on working with the pool that is there."),
            source=pool.name,
        )
