"""The city's database as a schema of PostgreSQL/PostGIS: filled anew in one transaction.

Schema and tables stay, and with them the rights that the administrator gave to readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import psycopg2
from psycopg2 import sql
from psycopg2.extras import execute_values

from ...pool.postgis.address import ServerPool
from ...pool.postgis.problems import told_as_problems
from ...pool.postgis.server import Cursor, connected, look_into
from ...pool.postgis.shapes import stored_shapes
from ...survey.problem import InputProblem
from ...survey.wording import translate
from .city_tables import FORMAT, SHAPE, CityTable

_TYPES = {"text": "text NOT NULL", "integer": "bigint NOT NULL", "real": "double precision NOT NULL"}
_COMMENT = "Zhanbu: what the counties have submitted (市级汇总库); read-only, made afresh from their packages"
_PATIENCE = "30s"
"""How long to wait for those who are reading."""
_REFUSING = """
    CREATE OR REPLACE FUNCTION stays() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'read-only: merge the packages again'; END $$
"""


def write_city_schema(place: ServerPool, tables: Sequence[CityTable], *, epsg: int, as_of: date) -> None:
    """Replace the city's schema. What anybody tries to change in its tables is refused.

    Raises ``InputProblem`` when the schema is something else, or when the server refuses: then the old one stays.
    """
    with connected(place) as connection, told_as_problems(place.name), connection.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", (_PATIENCE,))
            _require_own(cursor, place)
            cursor.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(place.schema)))
            look_into(connection, place.schema)
            cursor.execute("CREATE TABLE IF NOT EXISTS city (key text PRIMARY KEY, value text NOT NULL)")
            cursor.execute("DELETE FROM city")
            execute_values(cursor, "INSERT INTO city VALUES %s", [("format", FORMAT), ("as_of", as_of.isoformat())])
            cursor.execute(_REFUSING)
            for table in tables:
                _refill(cursor, table, epsg)
            schema = sql.Identifier(place.schema)
            cursor.execute(sql.SQL("COMMENT ON SCHEMA {} IS {}").format(schema, sql.Literal(_COMMENT)))
            cursor.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise


def _require_own(cursor: Cursor, place: ServerPool) -> None:
    """A schema that isn't there yet, or the city's; never anybody else's."""
    cursor.execute("SELECT %s::name::text = %s, to_regnamespace(quote_ident(%s)) IS NULL", (place.schema,) * 3)
    fits, free = cursor.fetchone()
    if not fits or place.schema.startswith("pg_"):
        raise InputProblem(
            translate("zhanbu", "“{schema}” can't be the name of a schema.", schema=place.schema),
            remedy=translate("zhanbu", "Give a short name, for example city_139900."),
            source=place.name,
        )
    if not free and not _is_city(cursor, place):
        raise InputProblem(
            translate("zhanbu", "The schema is there and isn't a city's database, so it isn't replaced."),
            remedy=translate("zhanbu", "Give another name."),
            source=place.name,
        )


def _is_city(cursor: Cursor, place: ServerPool) -> bool:
    cursor.execute("SAVEPOINT look")
    try:
        named = sql.SQL("SELECT value FROM {} WHERE key = 'format'").format(sql.Identifier(place.schema, "city"))
        cursor.execute(named)
        return bool(cursor.fetchone() == (FORMAT,))
    except psycopg2.Error:
        cursor.execute("ROLLBACK TO SAVEPOINT look")
        return False


def _refill(cursor: Cursor, table: CityTable, epsg: int) -> None:
    name = sql.Identifier(table.name)
    _make(cursor, table, epsg)
    cursor.execute(sql.SQL("DROP TRIGGER IF EXISTS stays ON {}").format(name))
    cursor.execute(sql.SQL("TRUNCATE {}").format(name))
    rows: list[Sequence[object]] = [(number, *row) for number, row in enumerate(table.rows, 1)]
    if table.shapes is not None:
        # Another county may come first now, and with it another zone.
        zone = sql.SQL("ALTER TABLE {} ALTER COLUMN {} TYPE geometry(MultiPolygon, {})")
        cursor.execute(zone.format(name, sql.Identifier(SHAPE), sql.Literal(epsg)))
        shapes = np.empty(len(table.shapes), dtype=object)
        shapes[:] = table.shapes
        rows = [(*row, shape) for row, shape in zip(rows, stored_shapes(shapes, epsg))]
    if rows:
        execute_values(cursor, sql.SQL("INSERT INTO {} VALUES %s").format(name), rows)
    cursor.execute(
        sql.SQL(
            "CREATE TRIGGER stays BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {} "
            "FOR EACH STATEMENT EXECUTE FUNCTION stays()"
        ).format(name)
    )


def _make(cursor: Cursor, table: CityTable, epsg: int) -> None:
    """The table and its spatial index, where they aren't there yet."""
    columns = [sql.SQL("{} {}").format(sql.Identifier(key), sql.SQL(_TYPES[kind])) for key, kind in table.columns]
    columns.insert(0, sql.SQL("fid bigint PRIMARY KEY"))
    if table.shapes is not None:
        kind = sql.SQL("geometry(MultiPolygon, {}) NOT NULL").format(sql.Literal(epsg))
        columns.append(sql.SQL("{} {}").format(sql.Identifier(SHAPE), kind))
    name = sql.Identifier(table.name)
    cursor.execute(sql.SQL("CREATE TABLE IF NOT EXISTS {} ({})").format(name, sql.SQL(", ").join(columns)))
    if table.shapes is not None:
        index = sql.Identifier(f"{table.name}_{SHAPE}")
        made = sql.SQL("CREATE INDEX IF NOT EXISTS {} ON {} USING gist ({})")
        cursor.execute(made.format(index, name, sql.Identifier(SHAPE)))
