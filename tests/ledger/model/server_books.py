"""A pool on a server for many sequences of operations: after each it is put back to how it was."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace

import psycopg2
from psycopg2 import sql

from zhanbu_plugin.pool.postgis.address import ServerPool

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1"


@dataclass
class ServerBooks:
    """PostgreSQL empties and refills tables much faster than it makes a pool; connections to it may stay open."""

    pool: ServerPool
    given: int = 0
    tables: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.tables = [name for (name,) in self._with_cursor(self._copied)]

    def fresh(self) -> ServerPool:
        """The pool as it was in the beginning; every tenth time by another name, so that nobody kept it open."""
        self._with_cursor(self._put_back)
        self.given += 1
        return replace(self.pool, name=f"{self.pool.name} {self.given}") if self.given % 10 == 0 else self.pool

    def _with_cursor(self, work: Callable[[psycopg2.extensions.cursor], list[tuple[str]]]) -> list[tuple[str]]:
        with closing(psycopg2.connect(self.pool.dsn)) as connection, connection, connection.cursor() as cursor:
            return work(cursor)

    def _copied(self, cursor: psycopg2.extensions.cursor) -> list[tuple[str]]:
        cursor.execute(_TABLES, (self.pool.schema,))
        found = cursor.fetchall()
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(self._beginning)))
        for (table,) in found:
            cursor.execute(sql.SQL("CREATE TABLE {} AS TABLE {}").format(self._kept(table), self._used(table)))
        return found

    def _put_back(self, cursor: psycopg2.extensions.cursor) -> list[tuple[str]]:
        cursor.execute("SET session_replication_role = replica")  # the pool's own triggers would refuse
        cursor.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(map(self._used, self.tables))))
        for table in self.tables:
            cursor.execute(sql.SQL("INSERT INTO {} TABLE {}").format(self._used(table), self._kept(table)))
        return []

    @property
    def _beginning(self) -> str:
        return f"{self.pool.schema}_beginning"

    def _used(self, table: str) -> sql.Identifier:
        return sql.Identifier(self.pool.schema, table)

    def _kept(self, table: str) -> sql.Identifier:
        return sql.Identifier(self._beginning, table)
