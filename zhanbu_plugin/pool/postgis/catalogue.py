"""What a schema is made of, as the server describes it: columns, constraints, indexes, triggers, functions, rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from psycopg2 import sql

from .address import ServerPool
from .migrations import apply, migrations
from .server import Connection, Cursor, connected, look_into

_PARTS = """
    WITH own AS (
        SELECT c.oid, c.relname FROM pg_class c WHERE c.relnamespace = to_regnamespace(quote_ident(%(schema)s))
    )
    SELECT 'table ' || own.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
        || ' ' || coalesce((SELECT collname FROM pg_collation l WHERE l.oid = a.attcollation), '')
        || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
    FROM own JOIN pg_class c ON c.oid = own.oid AND c.relkind = 'r'
    JOIN pg_attribute a ON a.attrelid = own.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = own.oid AND d.adnum = a.attnum
    UNION ALL
    SELECT 'constraint ' || k.conname || ' of ' || own.relname,
        pg_get_constraintdef(k.oid, true) || ' ' || k.convalidated
    FROM own JOIN pg_constraint k ON k.conrelid = own.oid
    UNION ALL
    SELECT 'index ' || own.relname, pg_get_indexdef(i.indexrelid, 0, true) || ' ' || (i.indisvalid AND i.indisready)
    FROM own JOIN pg_index i ON i.indexrelid = own.oid
    UNION ALL
    SELECT 'trigger ' || t.tgname || ' of ' || own.relname, pg_get_triggerdef(t.oid, true) || ' ' || t.tgenabled::text
    FROM own JOIN pg_trigger t ON t.tgrelid = own.oid AND NOT t.tgisinternal
    UNION ALL
    SELECT 'check of links ' || min(own.relname), 'off'
    FROM own JOIN pg_trigger t ON t.tgrelid = own.oid AND t.tgisinternal AND t.tgenabled <> 'O' GROUP BY own.oid
    UNION ALL
    SELECT 'rule ' || r.rulename || ' of ' || own.relname, pg_get_ruledef(r.oid, true)
    FROM own JOIN pg_rewrite r ON r.ev_class = own.oid AND r.rulename <> '_RETURN'
    UNION ALL
    SELECT 'function ' || f.proname,
        f.prosrc || ' ' || f.provolatile::text || f.prosecdef || coalesce(f.proconfig::text, '')
    FROM pg_proc f WHERE f.pronamespace = to_regnamespace(quote_ident(%(schema)s))
"""


def parts_of(cursor: Cursor, schema: str) -> dict[str, str]:
    """Description of each part of a schema by its name, without the schema's own name."""
    cursor.execute(_PARTS, {"schema": schema})
    return {name: _bare(text, schema) for name, text in cursor.fetchall()}


def expected_parts(connection: Connection, pool: ServerPool, epsg: int) -> Mapping[str, str] | None:
    """The parts that the migrations make on this very server; ``None`` when the account may not try them out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_database_privilege(current_database(), 'CREATE'), version()")
        may_create, server = cursor.fetchone() or (False, "")
    return _tried_out(replace(pool, schema="public", name=""), str(server), epsg) if may_create else None


@lru_cache(maxsize=4)
def _tried_out(place: ServerPool, _server: str, epsg: int) -> Mapping[str, str]:
    """The migrations, run in a schema that is never kept."""
    with connected(place) as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            schema = f"zhanbu_trial_{connection.get_backend_pid()}"
            cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
            look_into(connection, schema)
            for migration in migrations():
                apply(cursor, migration, schema, epsg)
            return parts_of(cursor, schema)
        finally:
            connection.rollback()


def _bare(text: str, schema: str) -> str:
    quoted = '"' + schema.replace('"', '""') + '"'
    for name in (quoted.replace('"', '\\"'), quoted, schema):
        text = text.replace(name + ".", "").replace(f"search_path={name},", "search_path=,")
    return text
