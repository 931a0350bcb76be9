"""The years of a pool in four figures: what came in, went out, is frozen and may be spent (年度收支)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..pool.accounts.records import ADMIT, AREA, AVAILABLE, CORRECT, FROZEN, ISSUE, OPENING, TRANSFER, Txn
from ..pool.database import PoolAddress, pool_for_reading
from ..pool.store import PoolReader

_IN = {ADMIT, ISSUE, OPENING}


@dataclass(frozen=True)
class YearFigures:
    """Amounts of one year: what came in and went out during it; what is frozen and available at its end.

    What is available and frozen together grows from year to year by what came in, less what went out.
    """

    year: int
    in_dm2: int
    out_dm2: int
    frozen_dm2: int
    available_dm2: int


@dataclass(frozen=True)
class _Change:
    """What one posting did to a holder."""

    year: int
    comes_in: bool
    available_dm2: int
    frozen_dm2: int


def year_figures(
    path: PoolAddress, *, system: str, holder: str = "", indicator: str = AREA, last: date = date.max
) -> tuple[YearFigures, ...]:
    """Every year from the first posting to the last one, or to the last up to a day, by the days of the postings.

    ``holder`` is by default the pool's county. A link is out until it is released; a freeze is neither in nor out, but
    no longer available; a correction lowers the column of what it corrects. Raises ``InputProblem``.
    """
    with pool_for_reading(path) as pool, pool.reading():
        changes = list(_changes(pool, system, holder or pool.identity.county, indicator, last))
    if not changes:
        return ()
    figures, available, frozen = [], 0, 0
    for year in range(min(c.year for c in changes), max(c.year for c in changes) + 1):
        own = [c for c in changes if c.year == year]
        available += sum(c.available_dm2 for c in own)
        frozen += sum(c.frozen_dm2 for c in own)
        came = sum(c.available_dm2 + c.frozen_dm2 for c in own if c.comes_in)
        went = -sum(c.available_dm2 + c.frozen_dm2 for c in own if not c.comes_in)
        figures.append(YearFigures(year, came, went, frozen, available))
    return tuple(figures)


def _changes(pool: PoolReader, system: str, holder: str, indicator: str, last: date) -> Iterator[_Change]:
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for txn_uid, entry in pool.all_entries():
        if entry.holder == holder and entry.indicator == indicator and entry.bucket in {AVAILABLE, FROZEN}:
            sums[txn_uid][entry.bucket] += entry.amount_dm2
    txns = {txn.txn_uid: txn for txn in pool.txns(system)}
    for uid in (uid for uid, txn in txns.items() if uid in sums and txn.occurred_on <= last):
        available, frozen = sums[uid][AVAILABLE], sums[uid][FROZEN]
        yield _Change(txns[uid].occurred_on.year, _comes_in(txns[uid], txns, available + frozen), available, frozen)


def _comes_in(txn: Txn, txns: dict[str, Txn], change_dm2: int) -> bool:
    if txn.kind == CORRECT:
        return _comes_in(txns[txn.reverses], txns, -change_dm2)
    return txn.kind in _IN or (txn.kind == TRANSFER and change_dm2 > 0)
