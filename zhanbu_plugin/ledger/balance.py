"""The balance of a pool on a day (库存与可用指标): stock on its way, the ledger's accounts, and what may be spent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..pool.accounts.records import AREA, AVAILABLE, OUTSIDE, PADDY, SOURCE, DayBalance
from ..pool.database import PoolAddress, pool_for_reading

STOCK = "STOCK"
"""Account of parcels on their way: bucket is the state, year the year of entry."""
_COUNTER = (SOURCE, OUTSIDE)
"""Buckets that only tell where amounts came from or went to; nobody holds them."""


@dataclass(frozen=True)
class BalanceRow:
    """Area in an account's bucket for one year. The account of another holder than the county has its code added."""

    account: str
    bucket: str
    year: int
    area_dm2: int


@dataclass(frozen=True)
class BalanceSheet:
    """Rows by account, bucket and year, and what the county may spend on the day, of all area and of paddy.

    ``waiting_dm2`` is available area of lots that may not be used yet, or no longer.
    """

    rows: tuple[BalanceRow, ...]
    available_dm2: int
    paddy_dm2: int = 0
    waiting_dm2: int = 0


def balance(path: PoolAddress, *, system: str, as_of: date) -> BalanceSheet:
    """Balance of one system at the end of a day: whatever has changed since is told by events and entries of before.

    Parcels on their way are stock, not supply: only a lot of the ledger may be spent, once its first day has come and
    as far as nothing is frozen. Raises ``InputProblem``.
    """
    with pool_for_reading(path) as pool, pool.reading():
        county = pool.identity.county
        stock = [BalanceRow(STOCK, row.state, row.year, row.area_dm2) for row in pool.stock(system, as_of)]
        days = pool.balances_on(system, as_of)
    accounts = {i: sum(d.balance_dm2 for d in _available(days, county, i)) for i in (AREA, PADDY)}
    usable = {i: sum(d.usable_dm2 for d in _available(days, county, i)) for i in (AREA, PADDY)}
    ready = {i: max(0, min(accounts[i], usable[i])) for i in (AREA, PADDY)}
    rows = sorted([*_rows(days, county), *stock], key=lambda row: (row.account, row.bucket, row.year))
    return BalanceSheet(tuple(rows), ready[AREA], ready[PADDY], max(0, accounts[AREA] - ready[AREA]))


def _available(days: Iterable[DayBalance], holder: str, indicator: str) -> list[DayBalance]:
    """What a holder has available, lots and freezes."""
    return [d for d in days if (d.holder, d.indicator, d.bucket) == (holder, indicator, AVAILABLE)]


def _rows(days: Sequence[DayBalance], county: str) -> Iterator[BalanceRow]:
    """Rows of the accounts; what a freeze takes without a lot is taken from the newest years first."""
    sums: dict[tuple[str, str, str, int], int] = defaultdict(int)
    frozen: dict[tuple[str, str], int] = defaultdict(int)
    for day in days:
        if day.bucket == AVAILABLE and not day.of_lots:
            frozen[day.holder, day.indicator] -= day.balance_dm2
        elif day.bucket not in _COUNTER:
            sums[day.holder, day.indicator, day.bucket, day.year] += day.balance_dm2
    for holder, indicator, bucket, year in sorted(sums, key=lambda place: -place[3]):
        amount = sums[holder, indicator, bucket, year]
        if bucket == AVAILABLE:
            taken = min(amount, frozen[holder, indicator])
            frozen[holder, indicator] -= taken
            amount -= taken
        if amount:
            yield BalanceRow(indicator if holder == county else f"{indicator} {holder}", bucket, year, amount)
