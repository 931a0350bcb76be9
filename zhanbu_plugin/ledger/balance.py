"""The balance of a pool on a day (库存与可用指标)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..pool.database import PoolAddress, pool_for_reading

STOCK = "STOCK"
"""Account of parcels on their way: bucket is the state, year the year of entry."""


@dataclass(frozen=True)
class BalanceRow:
    """Area in an account's bucket for one year."""

    account: str
    bucket: str
    year: int
    area_dm2: int


@dataclass(frozen=True)
class BalanceSheet:
    """Rows by account, bucket and year, and what may be spent."""

    rows: tuple[BalanceRow, ...]
    available_dm2: int


def balance(path: PoolAddress, *, system: str, as_of: date) -> BalanceSheet:
    """Balance of one system at the end of a day, computed from the events up to that day, never from current states.

    Parcels on their way are stock, not supply: only an indicator that the province has admitted (入库) opens a lot that
    may be spent, so as long as the pool keeps no lots the available amount is 0. Raises ``InputProblem``.
    """
    with pool_for_reading(path) as pool:
        stock = pool.stock(system, as_of)
    return BalanceSheet(tuple(BalanceRow(STOCK, row.state, row.year, row.area_dm2) for row in stock), 0)
