"""The same random sequences of every operation on a pool in PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest
from engines import new_on_server
from model.machine import PARCELS, LedgerMachine
from model.running import SEED, STEPS, run
from model.server_books import ServerBooks
from pool_parcels import PUSH_TERMS, grid_of_parcels

from zhanbu_plugin.pool.database import PoolAddress, kept_open
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.postgis.address import ServerPool

PARTS = 5
"""A step is some twenty questions and answers, which a busy machine delays: no test should take minutes."""


@pytest.mark.parametrize("part", range(PARTS))
def test_any_sequence_of_operations_on_a_server_holds_what_arithmetic_holds(
    database_socket: Path, tmp_path: Path, part: int
) -> None:
    pool = new_on_server(database_socket, tmp_path)
    push_parcels(pool, grid_of_parcels(PARCELS), **PUSH_TERMS)
    books = ServerBooks(pool)

    class OnServer(LedgerMachine):
        @classmethod
        def fresh(cls) -> ServerPool:
            return books.fresh()

        @classmethod
        def clear(cls, pool: PoolAddress) -> None:
            """It is put back before it is used again."""

    with kept_open(pool):
        run(OnServer, STEPS // PARTS, SEED + 1_000 * part)
