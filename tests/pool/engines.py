"""Pools of both engines for tests, and what a test looks at behind the pool's back."""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, Union

import psycopg2
from psycopg2 import sql

from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.geopackage.blob import register_functions
from zhanbu_plugin.pool.postgis.address import ServerPool

Pool = Union[Path, ServerPool]
ENGINES = ("GeoPackage", "PostgreSQL")
COUNTY, EPSG, MADE_ON = "139901", 4527, date(2026, 11, 1)
Refused = (sqlite3.DatabaseError, psycopg2.Error)
"""What raw SQL gets to feel."""
_numbers = itertools.count(1)
_Test = TypeVar("_Test", bound=Callable[..., None])


def only_files(test: _Test) -> _Test:
    """Of a module that runs on both engines, a test of what only a file can be."""
    test.only_files = True  # type: ignore[attr-defined]
    return test


def new_file(folder: Path) -> Path:
    """An empty pool in a file."""
    path = folder / "储备库.gpkg"
    create_pool(path, county=COUNTY, epsg=EPSG, created_on=MADE_ON)
    return path


def server_pool(socket: Path, schema: str = "", user: str = "postgres") -> ServerPool:
    """The address of a pool on the tests' server, under a name that no other test uses."""
    name = schema or f"库_{next(_numbers)}"
    return ServerPool(f"host={socket} dbname=zhanbu user={user}", name, f"pg:tests/{name}")


def new_on_server(socket: Path, folder: Path) -> ServerPool:
    """An empty pool on the tests' server."""
    pool, evidence = server_pool(socket), folder / "evidence"
    evidence.mkdir(exist_ok=True)
    create_pool(pool, county=COUNTY, epsg=EPSG, created_on=MADE_ON, evidence=evidence)
    return pool


class Raw:
    """A connection of somebody who knows SQL, to either engine."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401
        self.connection = connection

    def execute(self, text: str, values: Sequence[object] | dict[str, object] = ()) -> list[tuple[Any, ...]]:
        """Rows of a statement; parameters as ``?`` or ``:name``."""
        if isinstance(self.connection, sqlite3.Connection):
            return self.connection.execute(text, values).fetchall()
        with self.connection.cursor() as cursor:
            cursor.execute(_for_server(text, bool(values)), values or None)
            return [tuple(map(_plain, row)) for row in cursor.fetchall()] if cursor.description else []


def _for_server(text: str, with_values: bool) -> str:
    """What SQLite alone understands, and parameters, in PostgreSQL's way; it replaces no row that is there."""
    for theirs, ours in (
        ("INSERT OR REPLACE ", "INSERT "),
        ("UPDATE OR REPLACE ", "UPDATE "),
        ("CAST(content AS BLOB)", "content"),
        ("char(10)", "chr(10)"),
        ("x'00'", "'\\x00'"),
    ):
        text = text.replace(theirs, ours)
    if not with_values:
        return text
    return re.sub(r":([a-z_]+)", r"%(\1)s", text.replace("%", "%%")).replace("?", "%s")


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


@contextmanager
def raw(pool: Pool) -> Iterator[Raw]:
    """Raw SQL on a pool, each statement a transaction of its own unless one is begun."""
    if isinstance(pool, ServerPool):
        with closing(psycopg2.connect(pool.dsn)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(sql.SQL("SET search_path TO {}, public").format(sql.Identifier(pool.schema)))
            yield Raw(connection)
    else:
        with closing(sqlite3.connect(pool, isolation_level=None)) as file:
            register_functions(file)
            file.execute("PRAGMA foreign_keys = ON")
            yield Raw(file)


def contents(pool: Pool) -> object:
    """All that a pool holds, to see whether anything changed: the file's bytes, or every row of the schema."""
    if not isinstance(pool, ServerPool):
        return pool.read_bytes()
    with raw(pool) as database:
        tables = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
        return {table: database.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1') for (table,) in tables}


def unlocked(pool: Pool, text: str, table: str) -> None:
    """Change a table without its safeguards, as somebody with bad intentions would, and put them back."""
    with raw(pool) as database:
        if isinstance(pool, ServerPool):
            database.execute("SET session_replication_role = replica")
            database.execute(text)
            return
        kept = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,))
        for name, _ in kept:
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute(text)
        for _, sql_text in kept:
            database.execute(sql_text)
