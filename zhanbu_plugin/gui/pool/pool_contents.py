"""What the pages show of a pool at a glance: whose it is, parcels by state, batches, what may be spent (储备库概貌)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ...ledger.balance import balance
from ...pool.database import pool_for_reading
from ...pool.entry.push import SYSTEMS
from ...pool.postgis.address import is_server_address
from ...pool.reading import batches
from ...pool.records import BatchSummary, PoolIdentity, StockRow
from ...regimes.choosing import choices


@dataclass(frozen=True)
class PoolContents:
    """A pool on a day; ``stock`` has the system of each row, ``available_dm2`` is of all systems together.

    ``systems`` are those that rules of the county know, whatever the day, or that have parcels or postings here.
    """

    pool: str
    as_of: date
    identity: PoolIdentity
    stock: tuple[tuple[str, StockRow], ...]
    batches: tuple[BatchSummary, ...]
    available_dm2: int
    systems: tuple[str, ...]


def read_contents(pool: str, as_of: date, go_on: Callable[[], None]) -> PoolContents:
    """Read a pool; may take a while. Raises ``InputProblem`` and what ``go_on`` does."""
    with pool_for_reading(pool) as opened, opened.reading():
        identity = opened.identity
        stock = tuple((system, row) for system in SYSTEMS for row in opened.stock(system, as_of))
        known = {rules.system for rules in choices() if rules.covers(identity.county)} | {system for system, _ in stock}
        systems = tuple(system for system in SYSTEMS if system in known or opened.accounts(system)) or SYSTEMS
    go_on()
    available = 0
    for system in SYSTEMS:
        available += balance(pool, system=system, as_of=as_of).available_dm2
        go_on()
    return PoolContents(pool, as_of, identity, stock, batches(pool), available, systems)


def pool_name(pool: str) -> str:
    """What people call a pool: its file's name, or its whole address on a server."""
    return pool if is_server_address(pool) else Path(pool).name
