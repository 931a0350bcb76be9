"""Random sequences of every operation: after each one the ledger holds what plain arithmetic on a dictionary holds.

``ZHANBU_LEDGER_STEPS`` and ``ZHANBU_LEDGER_SEED`` make a run longer or another one (scripts/long_ledger_run.sh).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg2
import pytest
from model.driver import COUNTY
from model.machine import PARCELS, STEPS, LedgerMachine, run
from pool_parcels import PUSH_TERMS, grid_of_parcels
from psycopg2 import sql

from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.database import PoolAddress
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.postgis.address import ServerPool

SLOWER = int(os.environ.get("ZHANBU_LEDGER_SLOWER", "5"))
"""Every step on a server is a connection of its own, so that a run there has that many times fewer steps."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pool with parcels and an empty ledger."""
    path = tmp_path_factory.mktemp("template") / "pool.gpkg"
    create_pool(path, county=COUNTY, epsg=4527, created_on=date(2026, 11, 1))
    push_parcels(path, grid_of_parcels(PARCELS), **PUSH_TERMS)
    return path


def test_any_sequence_of_operations_on_a_file_holds_what_arithmetic_holds(template: Path, tmp_path: Path) -> None:
    class OnFile(LedgerMachine):
        @classmethod
        def fresh(cls) -> Path:
            path = Path(tempfile.mkdtemp(dir=tmp_path)) / "pool.gpkg"
            shutil.copyfile(template, path)
            return path

        @classmethod
        def clear(cls, pool: PoolAddress) -> None:
            shutil.rmtree(Path(str(pool)).parent)

    run(OnFile)


@pytest.fixture
def copies(database_socket: Path, tmp_path: Path) -> Iterator[Copies]:
    """Copies of a pool with parcels and an empty ledger, each in a database of its own."""
    with closing(psycopg2.connect(f"host={database_socket} dbname=postgres user=postgres")) as admin:
        admin.autocommit = True
        copies = Copies(admin, f"host={database_socket} user=postgres")
        copies.make_template(tmp_path)
        yield copies


@dataclass
class Copies:
    """PostgreSQL copies a database that nobody is connected to faster than a pool is made."""

    admin: psycopg2.extensions.connection
    server: str
    made: int = 0

    def command(self, text: str, name: str, *more: str) -> None:
        with self.admin.cursor() as cursor:
            cursor.execute(sql.SQL(text).format(*map(sql.Identifier, (name, *more))))

    def address(self, name: str) -> ServerPool:
        return ServerPool(f"{self.server} dbname={name}", "ledger", f"pg:tests/{name}")

    def make_template(self, folder: Path) -> None:
        self.command("CREATE DATABASE {}", "ledger_template")
        with closing(psycopg2.connect(f"{self.server} dbname=ledger_template")) as made, made.cursor() as cursor:
            cursor.execute("CREATE EXTENSION postgis")
            made.commit()
        pool = self.address("ledger_template")
        create_pool(pool, county=COUNTY, epsg=4527, created_on=date(2026, 11, 1), evidence=folder)
        push_parcels(pool, grid_of_parcels(PARCELS), **PUSH_TERMS)

    def fresh(self) -> ServerPool:
        self.made += 1
        self.command("CREATE DATABASE {} TEMPLATE {}", f"ledger_{self.made}", "ledger_template")
        return self.address(f"ledger_{self.made}")

    def clear(self) -> None:
        self.command("DROP DATABASE {} WITH (FORCE)", f"ledger_{self.made}")


def test_any_sequence_of_operations_on_a_server_holds_what_arithmetic_holds(copies: Copies) -> None:
    class OnServer(LedgerMachine):
        @classmethod
        def fresh(cls) -> ServerPool:
            return copies.fresh()

        @classmethod
        def clear(cls, pool: PoolAddress) -> None:
            copies.clear()

    run(OnServer, STEPS // SLOWER)
