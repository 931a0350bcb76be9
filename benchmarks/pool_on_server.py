"""The big pool on a server of its own, copies of it for each round, and its rows by bare INSERTs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from psycopg2 import sql
from psycopg2.extras import execute_values

from benchmarks.pool_raw import TABLES
from zhanbu_plugin.pool.creation import make_pool
from zhanbu_plugin.pool.database import session_of
from zhanbu_plugin.pool.moving import rows_for
from zhanbu_plugin.pool.postgis.address import ServerPool
from zhanbu_plugin.pool.sql.tables import ALL_ROWS, Fill, Stored

Rows = Mapping[str, Sequence[tuple[object, ...]]]
NUMBERS = {
    "batch": "batch_no",
    "check_run": "run_no",
    "rule_set": "rule_set_no",
    "layer_snapshot": "snapshot_no",
    "subject": "subject_no",
    "finding": "finding_no",
    "event": "event_no",
    "claim": "claim_no",
    "parcel": "fid",
}
_PAGE = 500
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class PoolServer:
    """A running server (``socket``), reached as its superuser."""

    socket: Path

    def connect(self, database: str) -> psycopg2.extensions.connection:
        return psycopg2.connect(f"host={self.socket} dbname={database} user=postgres")

    def pool(self, database: str) -> ServerPool:
        """The address of the pool in a database."""
        return ServerPool(f"host={self.socket} dbname={database} user=postgres", "pool", f"pg:bench/{database}")

    def command(self, database: str, text: str, *names: str) -> None:
        """Carry out a command outside a transaction."""
        with closing(self.connect(database)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(sql.SQL(text).format(*map(sql.Identifier, names)))

    def take_over(self, file: Path) -> None:
        """All rows of a pool file, in the database ``template``."""
        self.command("postgres", "ALTER SYSTEM SET autovacuum = off")  # it would work amid a measurement
        self.command("postgres", "SELECT pg_reload_conf()")
        self.command("postgres", "CREATE DATABASE {}", "template")
        self.command("template", "CREATE EXTENSION postgis")
        with session_of(file, "ro") as session, session.transaction("READ"):

            def fill(put: Fill, stored: Stored) -> None:
                for table, rows in ALL_ROWS.items():
                    put(table, rows_for(session, rows, stored))

            made_on = session.rows("SELECT value FROM meta WHERE key = 'created_on'")[0]["value"]
            identity = session.identity
            make_pool(self.pool("template"), identity.county, identity.epsg, str(made_on), self.socket, fill)
        self.command("template", "VACUUM ANALYZE")
        self.command("postgres", "CHECKPOINT")

    @contextmanager
    def copy(self, name: str) -> Iterator[ServerPool]:
        """A copy of the pool, gone afterwards."""
        self.command("postgres", "CREATE DATABASE {} TEMPLATE template STRATEGY file_copy", name)
        try:
            yield self.pool(name)
        finally:
            self.command("postgres", "DROP DATABASE {} WITH (FORCE)", name)

    def worked(self) -> float:
        """Processor seconds of the server's processes so far."""
        data = self.socket / "data" / "postmaster.pid"
        postmaster = data.read_text(encoding="ascii").split()[0]
        found = _stat(postmaster)
        total = int(found[13]) + int(found[14])  # of processes that have ended
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                fields = _stat(folder.name)
                if fields and fields[1] == postmaster:
                    total += int(fields[11]) + int(fields[12])
        return total / _TICKS


def _stat(process: str) -> list[str]:
    """The fields of /proc/PID/stat behind the name, from the state (0) on; nothing of one that has ended."""
    try:
        return Path("/proc", process, "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def numbers(server: PoolServer, database: str) -> dict[str, int]:
    """The highest number in each table that a push writes to."""
    with closing(server.connect(database)) as connection, connection.cursor() as cursor:
        cursor.execute("SET search_path TO pool, public")
        found = {}
        for table, number in NUMBERS.items():
            cursor.execute(
                sql.SQL("SELECT coalesce(max({}), 0) FROM {}").format(sql.Identifier(number), sql.Identifier(table))
            )
            found[table] = int(cursor.fetchone()[0])
        return found


def rows_after(server: PoolServer, database: str, before: Mapping[str, int]) -> Rows:
    """Rows that have come since."""
    with closing(server.connect(database)) as connection, connection.cursor() as cursor:
        cursor.execute("SET search_path TO pool, public")
        found = {}
        for table in TABLES:
            asked = sql.SQL("SELECT * FROM {} WHERE {} > %s ORDER BY 1")
            cursor.execute(asked.format(sql.Identifier(table), sql.Identifier(NUMBERS[table])), (before[table],))
            found[table] = cursor.fetchall()
        return found


def insert(connection: psycopg2.extensions.connection, rows: Rows) -> None:
    """Insert rows that are at hand, in one transaction; the indexes are kept, every safeguard sleeps."""
    with connection, connection.cursor() as cursor:
        cursor.execute("SET search_path TO pool, public")
        cursor.execute("SET session_replication_role = replica")
        for table, some in rows.items():
            if some:
                execute_values(
                    cursor, sql.SQL("INSERT INTO {} VALUES %s").format(sql.Identifier(table)), some, page_size=_PAGE
                )
